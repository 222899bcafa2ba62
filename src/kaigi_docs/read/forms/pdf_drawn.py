"""What people drew on a form instead of filling in its fields: text boxes, ticks, handwriting.

A text that somebody set over a space, or close to it, is its answer, which a person has to confirm. A drawing on a box is a tick
that a person has to look at. A drawing in a space for writing is handwriting: nothing here reads it, so a person does. Everything
else is kept beside the answers.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kaigi_docs.blocks import FieldKind
from kaigi_docs.findings import Location
from kaigi_docs.model.form_map import FormField, FormMap
from kaigi_docs.model.returned_forms import Doubt, FieldValue
from kaigi_docs.model.text import Text
from kaigi_docs.read.forms.marking import says_yes

_PT_PER_MM = 72 / 25.4
_TYPED = "FreeText"
_REMARKS = ("Highlight", "Underline", "Squiggly", "Text", "Caret")
_SMALL_MM = 15.0
"""A drawing that is no larger is meant for the box that it touches."""
_SHARE = 0.2
"""Of a larger drawing, the share that lies in a space for writing from which it belongs there."""
_NEAR_MM = 3.0
"""A text box that lies in no space belongs to one that is no farther."""

Box = tuple[float, float, float, float]
Picture = Callable[[FormField], bytes | None]


@dataclass(slots=True)
class Drawn:
    """What the drawings on a form mean.

    Attributes:
        values: of its spaces, by id, the drawn ones among them.
        beside: texts that lie in no space.
        handwriting: spaces in which something is drawn that is no text.
        unnamed: pages with drawings that have no text and lie in no space.
    """

    values: dict[str, FieldValue]
    beside: list[Text] = field(default_factory=list)
    handwriting: list[FormField] = field(default_factory=list)
    unnamed: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page on which a form lies.

    Attributes:
        form_page: of the form, from 1.
        edges: left, bottom, right and top of the page in points.
        fit: scale and shift of x, then of y, from the page to the form; () where it lies as it was made.
    """

    form_page: int
    edges: Sequence[float]
    fit: Sequence[float] = ()

    def box(self, rect: Sequence[float]) -> Box:
        """A rectangle of the PDF on the form, in millimetres from the top left corner."""
        left, _, _, top = self.edges
        scale_x, shift_x, scale_y, shift_y = self.fit or (1.0, 0.0, 1.0, 0.0)
        x = sorted((scale_x * (each - left) + shift_x) / _PT_PER_MM for each in (rect[0], rect[2]))
        y = sorted((scale_y * (top - each) + shift_y) / _PT_PER_MM for each in (rect[1], rect[3]))
        return x[0], y[0], x[1], y[1]


def place_drawings(
    drawings: Iterable[Mapping[str, Any]],
    sheets: Mapping[int, Sheet],
    form: FormMap,
    values: Mapping[str, FieldValue],
    place: Callable[[int, str], Location],
    picture: Picture,
    *,
    seen: bool,
) -> Drawn:
    """What drawings mean, with the values that the form has already.

    Args:
        drawings: of the file, as the task form_fields gives them.
        sheets: by page of the file.
        form: its map.
        values: of its spaces, by id.
        place: where something stands, by page of the file and label.
        picture: of a space.
        seen: whether ticks were read from what the pages look like, drawings among it.
    """
    drawn = Drawn(dict(values))
    for each in drawings:
        sheet, text = sheets.get(each["page"]), each["text"].strip()
        is_typed = each["kind"] == _TYPED and bool(text)
        space = _space_of(each["rect"], sheet, form, text if is_typed else "") if sheet is not None else None
        where = place(each["page"], space.label if space is not None else "書き込み")
        is_sign = is_typed and says_yes(text)
        if space is not None and is_typed and space.kind != FieldKind.MARK:
            _add_text(drawn, space, Text(text, where), picture)
            continue
        if text and not (is_sign and space is not None):
            drawn.beside.append(Text(text, where))
        if space is not None and each["kind"] not in _REMARKS:
            _add_drawing(drawn, space, where, picture, seen=seen)
        elif not text:
            drawn.unnamed.append(each["page"])
    return drawn


def _space_of(rect: Sequence[float], sheet: Sheet, form: FormMap, typed: str) -> FormField | None:
    """The space that a drawing lies in; of a text box in none, the box that its sign touches, else the space next to it."""
    space = space_under(rect, sheet, form)
    if space is not None or not typed or not rect:
        return space
    return (_mark_touched(sheet.box(rect), sheet, form) if says_yes(typed) else None) or _space_near(sheet.box(rect), sheet, form)


def _mark_touched(box: Box, sheet: Sheet, form: FormMap) -> FormField | None:
    marks = [each for each in form.fields if each.page == sheet.form_page and each.kind == FieldKind.MARK]
    most = max(marks, key=lambda each: _overlap(box, _edges(each)), default=None)
    return most if most is not None and _overlap(box, _edges(most)) > 0 else None


def _space_near(box: Box, sheet: Sheet, form: FormMap) -> FormField | None:
    spaces = [each for each in form.fields if each.page == sheet.form_page and each.kind != FieldKind.MARK]
    nearest = min(spaces, key=lambda each: _gap(box, _edges(each)), default=None)
    return nearest if nearest is not None and _gap(box, _edges(nearest)) <= _NEAR_MM else None


def _add_text(drawn: Drawn, space: FormField, text: Text, picture: Picture) -> None:
    """A text box over a space; with a value in its field, too, a person has to look at both."""
    value = drawn.values.get(space.id)
    if value is None or not value.text:
        drawn.values[space.id] = FieldValue(field_id=space.id, text=text, doubts=(Doubt.PLACED,), picture=picture(space))
    elif value.text.value.strip() != text.value:
        both = f"{value.text.value}\n{text.value}"
        doubts = (*value.doubts, Doubt.DIFFERENT)
        drawn.values[space.id] = replace(value, doubts=doubts, other=both, picture=picture(space))


def _add_drawing(drawn: Drawn, space: FormField, where: Location, picture: Picture, *, seen: bool) -> None:
    if space.kind != FieldKind.MARK:
        if space not in drawn.handwriting:
            drawn.handwriting.append(space)
    elif not seen or space.id not in drawn.values:
        drawn.values[space.id] = FieldValue(
            field_id=space.id, text=Text("", where), doubts=(Doubt.UNSURE,), picture=picture(space)
        )


def space_under(rect: Sequence[float], sheet: Sheet, form: FormMap) -> FormField | None:
    """The space that a drawing is meant for: the box that a small one touches, else the space in which most of it lies."""
    if not rect:
        return None
    box = sheet.box(rect)
    shares = [(_overlap(box, _edges(each)), each) for each in form.fields if each.page == sheet.form_page]
    is_small = max(box[2] - box[0], box[3] - box[1]) <= _SMALL_MM
    marks = [pair for pair in shares if pair[1].kind == FieldKind.MARK and pair[0] > 0]
    if is_small and marks:
        return max(marks, key=lambda pair: pair[0])[1]
    area = max((box[2] - box[0]) * (box[3] - box[1]), 1.0)
    spaces = [pair for pair in shares if pair[1].kind != FieldKind.MARK and pair[0] >= _SHARE * area]
    return max(spaces, key=lambda pair: pair[0])[1] if spaces else None


def _edges(space: FormField) -> Box:
    x, y, width, height = space.box_mm
    return x, y, x + width, y + height


def _gap(one: Box, other: Box) -> float:
    """Millimetres between two boxes; 0 where they touch."""
    x = max(other[0] - one[2], one[0] - other[2], 0.0)
    y = max(other[1] - one[3], one[1] - other[3], 0.0)
    return math.hypot(x, y)


def _overlap(one: Box, other: Box) -> float:
    """Square millimetres that two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)
