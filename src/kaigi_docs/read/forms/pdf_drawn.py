"""What people drew on a form instead of filling in its fields: text boxes, ticks, handwriting.

A text that somebody set over a space is its answer. A drawing on a box is a tick that a person has to look at. A drawing in a
space for writing is handwriting: nothing here reads it, so a person does. Everything else is kept beside the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kaigi_docs.blocks import FieldKind
from kaigi_docs.findings import Location
from kaigi_docs.model.form_map import FormField, FormMap
from kaigi_docs.model.returned_forms import Doubt, FieldValue
from kaigi_docs.model.text import Text

_PT_PER_MM = 72 / 25.4
_TYPED = "FreeText"
_REMARKS = ("Highlight", "Underline", "Squiggly", "Text", "Caret")
_SMALL_MM = 15.0
"""A drawing that is no larger is meant for the box that it touches."""
_SHARE = 0.2
"""Of a larger drawing, the share that lies in a space for writing from which it belongs there."""

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
        sheet = sheets.get(each["page"])
        space = space_under(each["rect"], sheet, form) if sheet is not None else None
        where = place(each["page"], space.label if space is not None else "書き込み")
        text, is_typed = each["text"].strip(), each["kind"] == _TYPED
        on_mark = space is not None and space.kind == FieldKind.MARK
        if space is not None and is_typed and text and not on_mark:
            _add_text(drawn, space, Text(text, where), picture)
            continue
        if text and not (is_typed and on_mark):
            drawn.beside.append(Text(text, where))
        if space is not None and each["kind"] not in _REMARKS:
            _add_drawing(drawn, space, where, picture, seen=seen)
        elif not text:
            drawn.unnamed.append(each["page"])
    return drawn


def _add_text(drawn: Drawn, space: FormField, text: Text, picture: Picture) -> None:
    """A text box over a space; with a value in its field, too, a person has to look at both."""
    value = drawn.values.get(space.id)
    if value is None or not value.text:
        drawn.values[space.id] = FieldValue(field_id=space.id, text=text)
    elif value.text.value.strip() != text.value:
        both = f"{value.text.value}\n{text.value}"
        doubts = (*value.doubts, Doubt.DIFFERENT)
        drawn.values[space.id] = replace(value, doubts=doubts, other=both, picture=picture(space))


def _add_drawing(drawn: Drawn, space: FormField, where: Location, picture: Picture, *, seen: bool) -> None:
    if space.kind != FieldKind.MARK:
        if space not in drawn.handwriting:
            drawn.handwriting.append(space)
    elif not seen:
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


def _overlap(one: Box, other: Box) -> float:
    """Square millimetres that two boxes share."""
    width = min(one[2], other[2]) - max(one[0], other[0])
    height = min(one[3], other[3]) - max(one[1], other[1])
    return max(width, 0.0) * max(height, 0.0)
