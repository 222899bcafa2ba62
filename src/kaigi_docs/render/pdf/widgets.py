"""Fillable answer spaces: an interactive form (ISO 32000-1 12.7) over the pages of a form, tagged (ISO 14289-1 7.18.4).

Every state has an appearance of ours and NeedAppearances stays away, because programs that would make their own draw Japanese
badly or not at all. Nothing is executed: no JavaScript, no action, no submission. Boxes of which one is chosen can be cleared
again by a second click (NoToggleToOff is not set).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kaigi_docs.blocks import FieldKind
from kaigi_docs.layout.page import ContentRef, PlacedField, Rect
from kaigi_docs.render.pdf.document import PdfFile, Ref
from kaigi_docs.render.pdf.field_text import drawn_value
from kaigi_docs.render.pdf.fonts import UsedFonts
from kaigi_docs.render.pdf.form_font import RESOURCE, form_font
from kaigi_docs.render.pdf.links import Annotation, Links
from kaigi_docs.render.pdf.sheets import Sheet
from kaigi_docs.render.pdf.syntax import number, text_string

ID_FIELD = "kaigi/id"
"""Name of the hidden read-only field that holds the form's id."""

SIZE_PT = 10.5
_READ_ONLY, _MULTILINE, _RADIO = 1, 1 << 12, 1 << 15
_PRINT, _HIDDEN = 4, 2
_OFF = "Off"


@dataclass(frozen=True, slots=True)
class Fillable:
    """What makes a form fillable.

    Attributes:
        form_id: the text of its id.
        values: what stands in spaces from the beginning, by their id; people may change it.
        single: beginnings of the ids of boxes of which one at most is chosen: 「Q1/choice」.
        size_pt: of what is typed.
    """

    form_id: str
    values: Mapping[str, str] = field(default_factory=dict)
    single: frozenset[str] = frozenset()
    size_pt: float = SIZE_PT


def place_widgets(file: PdfFile, sheets: Sequence[Sheet], links: Links, fonts: UsedFonts, fillable: Fillable) -> None:
    """Adds a widget for each answer space to the annotations of its page and element, and the form to the catalogue."""
    _Form(file, sheets, links, fonts, fillable).write()


class _Form:
    """The interactive form of one file."""

    def __init__(self, file: PdfFile, sheets: Sequence[Sheet], links: Links, fonts: UsedFonts, fillable: Fillable) -> None:
        self._file, self._sheets, self._links, self._fonts, self._fillable = file, sheets, links, fonts, fillable
        self._font = form_font()
        self._font_ref = self._font.write(file)
        self._next_key = len(sheets) + sum(map(len, links.of_sheet.values()))
        self._default = f"/{RESOURCE} {number(fillable.size_pt)} Tf 0 g"
        self._checked: dict[tuple[float, float], Ref] = {}

    def write(self) -> None:
        fields = [self._id_field(), *self._fields()]
        resources = f"<</Font<</{RESOURCE} {self._font_ref}>>>>"
        form = f"<</Fields[{' '.join(fields)}]/DR{resources}/DA({self._default})>>"
        self._file.set_catalog("AcroForm", self._file.add(form))

    def _id_field(self) -> Ref:
        """A field that nobody sees and every program keeps."""
        sheet = self._sheets[0]
        ref = self._file.reserve()
        value = text_string(self._fillable.form_id)
        empty = self._file.add_stream(b"", "/Type/XObject/Subtype/Form/BBox[0 0 0 0]")
        self._file.put(
            ref,
            f"<</Type/Annot/Subtype/Widget/FT/Tx/T({ID_FIELD})/V{value}/DV{value}/Ff {_READ_ONLY}/F {_HIDDEN}/Rect[0 0 0 0]"
            f"/P {sheet.ref}/DA({self._default})/AP<</N {empty}>>>>",
        )
        self._links.of_sheet[sheet.index].append(Annotation(ref, sheet, -1))
        return ref

    def _fields(self) -> Iterator[Ref]:
        placed = [(sheet, each) for sheet in self._sheets for each in sheet.page.fields]
        for stem, group in groupby(placed, key=lambda pair: self._group_of(pair[1])):
            spaces = list(group)
            if stem:
                yield self._radio(stem, spaces)
            else:
                yield from (self._space(sheet, each) for sheet, each in spaces)

    def _group_of(self, space: PlacedField) -> str:
        """The name of the group that a box belongs to; "" for what stands alone."""
        stem = space.id.rpartition("/")[0]
        return stem if space.kind is FieldKind.MARK and stem in self._fillable.single else ""

    def _radio(self, stem: str, boxes: Sequence[tuple[Sheet, PlacedField]]) -> Ref:
        """A group of boxes; without values: by a default some programs take it for a single box, and by the value Off, which is
        a state of each box, PyPDFForm takes the last one for chosen and writes that down.
        """
        parent = self._file.reserve()
        kids = [self._box(sheet, each, parent) for sheet, each in boxes]
        label = boxes[0][1].label.removesuffix(f" {boxes[0][1].option}")
        self._file.put(
            parent,
            f"<</FT/Btn/Ff {_RADIO}/T{text_string(stem)}/TU{text_string(label)}/Kids[{' '.join(kids)}]>>",
        )
        return parent

    def _box(self, sheet: Sheet, space: PlacedField, parent: Ref | None) -> Ref:
        """A box to tick: of a group, whose kids differ by the name of their state, or alone."""
        state = space.id.rpartition("/")[2] if parent is not None else "1"
        size = space.rect.width, space.rect.height
        if size not in self._checked:
            self._checked[size] = self._appearance(_tick(*size), *size)
            self._checked[size[0], -size[1]] = self._appearance("", *size)
        on, off = self._checked[size], self._checked[size[0], -size[1]]
        own = f"/Parent {parent}" if parent is not None else f"/FT/Btn/T{text_string(space.id)}/V/{_OFF}/DV/{_OFF}"
        entries = f"{own}/TU{text_string(space.label)}/AS/{_OFF}/MK<<>>/AP<</N<</{state} {on}/{_OFF} {off}>>>>"
        return self._widget(sheet, space, entries)

    def _space(self, sheet: Sheet, space: PlacedField) -> Ref:
        if space.kind is FieldKind.MARK:
            return self._box(sheet, space, None)
        value = self._fillable.values.get(space.id, "")
        flags = f"/Ff {_MULTILINE}" if space.kind is FieldKind.TEXT else ""
        filled = f"/V{text_string(value)}/DV{text_string(value)}" if value else ""
        entries = (
            f"/FT/Tx/T{text_string(space.id)}/TU{text_string(space.label)}{flags}{filled}/DA({self._default})/MK<<>>"
            f"/AP<</N {self._text_appearance(value, space.rect)}>>"
        )
        return self._widget(sheet, space, entries)

    def _widget(self, sheet: Sheet, space: PlacedField, entries: str) -> Ref:
        height, rect, key = sheet.page.height, space.rect, self._next_key
        edges = (rect.x0, height - rect.y1, rect.x1, height - rect.y0)
        ref = self._file.add(
            f"<</Type/Annot/Subtype/Widget/F {_PRINT}/P {sheet.ref}/Rect[{' '.join(map(number, edges))}]"
            f"/StructParent {key}{entries}>>"
        )
        annotation = Annotation(ref, sheet, key)
        if space.node is not None:
            self._links.of_node[space.node].append(annotation)
            self._links.frames.update(kid.content for kid in space.node.kids if isinstance(kid, ContentRef))
        self._links.of_sheet[sheet.index].append(annotation)
        self._next_key += 1
        return ref

    def _text_appearance(self, value: str, rect: Rect) -> Ref:
        """What stands in a space from the beginning."""
        code, fonts = drawn_value(value, rect, self._fillable.size_pt, (self._font, self._font_ref), self._fonts)
        return self._appearance(code, rect.width, rect.height, fonts)

    def _appearance(self, code: str, width: float, height: float, fonts: str = "") -> Ref:
        resources = f"/Resources<</Font<<{fonts}>>>>" if fonts else "/Resources<<>>"
        entries = f"/Type/XObject/Subtype/Form/BBox[0 0 {number(width)} {number(height)}]{resources}"
        return self._file.add_stream(code.encode("ascii"), entries, compress=False)


def _tick(width: float, height: float) -> str:
    """A tick that fills three quarters of its box, heavy enough for a FAX."""
    points = [(0.16, 0.52), (0.40, 0.22), (0.86, 0.84)]
    path = [f"{number(x * width)} {number(y * height)}" for x, y in points]
    return f"q 0 G {number(min(width, height) * 0.13)} w 1 J 1 j {path[0]} m {path[1]} l {path[2]} l S Q"
