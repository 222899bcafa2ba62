"""Address labels on their sheets, in exact millimetres."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain, pairwise

from kaigi_docs.blocks import Document, Paragraph, ParagraphStyle, Run, Section, text_of
from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.labels import Label, LabelSheet
from kaigi_docs.layout import lines
from kaigi_docs.layout.page import PT_PER_MM, LaidOut, Mark, Rect, Rule, StructNode
from kaigi_docs.layout.placement import Frame, Placement, child
from kaigi_docs.layout.setting import SetParagraph
from kaigi_docs.layout.typesetter import TOLERANCE_PT, Typesetter, width_of
from kaigi_docs.theme import TextStyle, Theme

INSET_MM = 3.0
"""Between the edge of a label and its text: printers and hands are off by a millimetre or two."""

EDGE_MM = 5.0
"""What printers cannot print on, along the edges of the sheet; more than the inset where labels reach the edge."""

SIZES_PT = ((11.0, 16.0), (10.5, 15.0), (10.0, 14.0), (9.5, 13.0), (9.0, 12.0), (8.5, 11.0), (8.0, 10.0), (8.0, 9.0), (8.0, 8.0))
"""Type of the address and of the name, the largest that fits; below 8 points nobody reads an address with ease."""

LEADING = 1.25
NAME_GAP_PT = 2.0
SPACE = "　"
_UNIT = re.compile("(?s:.)[\ufe00-\ufe0f\U000e0100-\U000e01ef]?")  # with its variation selector

FRAME_PT, FRAME_COLOUR = 0.3, "#808080"


def text_rect(sheet: LabelSheet, position: int) -> Rect:
    """The space for the text of a label on its sheet, in points; labels are counted from 0."""
    label = label_rect(sheet, position)
    inset = INSET_MM * PT_PER_MM
    return _within(Rect(label.x0 + inset, label.y0 + inset, label.x1 - inset, label.y1 - inset), _printable(sheet))


def label_rect(sheet: LabelSheet, position: int) -> Rect:
    """The label itself, in points."""
    x, y = sheet.corner_mm(position)
    return Rect(*(mm * PT_PER_MM for mm in (x, y, x + sheet.width_mm, y + sheet.height_mm)))


def _printable(sheet: LabelSheet) -> Rect:
    width, height = sheet.paper.sides_mm
    return Rect(*(mm * PT_PER_MM for mm in (EDGE_MM, EDGE_MM, width - EDGE_MM, height - EDGE_MM)))


def _within(rect: Rect, bounds: Rect) -> Rect:
    return Rect(max(rect.x0, bounds.x0), max(rect.y0, bounds.y0), min(rect.x1, bounds.x1), min(rect.y1, bounds.y1))


def fitted_labels(labels: Iterable[Label], sheet: LabelSheet, theme: Theme) -> tuple[tuple[Label, ...], Findings]:
    """The labels as they can be printed; one that fits its space in no size says what it has `instead`: `label-overflow`."""
    findings = Findings()
    narrowest = min((text_rect(sheet, position) for position in range(sheet.count)), key=lambda rect: (rect.width, rect.height))
    fitted: list[Label] = []
    for label in labels:
        if _fitting(label, narrowest, Typesetter(theme, Findings())) is None:
            findings.extend((_overflow(label, sheet),))
            label = replace(label, lines=label.instead)
        fitted.append(label)
    return tuple(fitted), findings


def _overflow(label: Label, sheet: LabelSheet) -> Finding:
    smallest = SIZES_PT[-1][0]
    message = f"宛名が「{sheet.name}」のラベルに、{smallest:g}ポイントの字でも入りません。ラベルには宛名を印刷しません。"
    hint = "短く書き直すか、「宛名ラベル」で大きなラベルの用紙を選んでください。"
    return Finding("label-overflow", Severity.WARNING, label.where, message, hint)


def label_document(labels: Sequence[Label], title: str) -> Document:
    """What the labels say, label by label."""
    return Document("labels", title, "", (Section(tuple(chain.from_iterable(label.lines for label in labels))),))


def lay_labels(
    labels: Sequence[Label], sheet: LabelSheet, theme: Theme, *, title: str, first: int = 1, frames: bool = False
) -> LaidOut:
    """Labels on as many sheets as they need, each in the middle of its height; findings are those of characters.

    Args:
        labels: those that fit (`fitted_labels`), at least one.
        sheet: where labels stand.
        theme: its fonts; sizes are `SIZES_PT`.
        title: of the document.
        first: the first label of the first sheet that is free, from 1.
        frames: whether the edges of labels are drawn, as far as a printer reaches.
    """
    findings = Findings()
    placement, root = Placement(Typesetter(theme, findings)), StructNode("Sect")
    frame = _frame(sheet)
    for place, label in enumerate(labels, first - 1):
        position = place % sheet.count
        if position == 0 or not placement.pages:
            placement.start_page(frame)
            if frames:
                placement.artifact("Layout", _edges(sheet))
        _put(label, text_rect(sheet, position), placement, child(root, "Sect"))
    return LaidOut("labels", title, "", "", placement.pages, root, findings)


def _frame(sheet: LabelSheet) -> Frame:
    width, height = (side * PT_PER_MM for side in sheet.paper.sides_mm)
    whole = Rect(0.0, 0.0, width, height)
    return Frame(width, height, whole, whole)


def _put(label: Label, space: Rect, placement: Placement, node: StructNode) -> None:
    paragraphs = _fitting(label, space, placement.typesetter)
    if paragraphs is None:
        raise ValueError("fitted_labels was not asked")
    top = space.y0 + (space.height - _height(paragraphs)) / 2
    for number, (block, paragraph) in enumerate(zip(label.lines, paragraphs, strict=True)):
        top += _gap(label, number)
        element = child(node, "P")
        placement.typesetter.report(paragraph, _single_characters(block), _style(block, placement.theme))
        for line in paragraph.lines:
            placement.line(line, space.x0, top + line.baseline, element, space)
            top += line.height


def _single_characters(block: Paragraph) -> list[Run]:
    """The characters one by one, for findings: these are shown to more people than labels are, and an address is private."""
    runs = (run for run in block.runs if isinstance(run, Run))
    return [Run(unit, source=run.source) for run in runs for unit in _UNIT.findall(run.text)]


def _fitting(label: Label, space: Rect, typesetter: Typesetter) -> list[SetParagraph] | None:
    """The paragraphs of a label in the largest type in which they fit, a name on one line if possible; or None."""
    for name_on_one_line in (True, False):
        for sizes in _sizes():
            paragraphs = [_set(block, sizes, space.width, typesetter.theme) for block in label.lines]
            fits = _height(paragraphs) <= space.height and all(_is_inside(each, space.width) for each in paragraphs)
            if fits and (len(paragraphs[-1].lines) == 1 + text_of(label.lines[-1].runs).count("\n") or not name_on_one_line):
                return paragraphs
    return None


def _sizes() -> Iterator[tuple[float, float]]:
    """Type of address and name, from the largest on; the address need not shrink with a name that is long."""
    addresses = sorted({address for address, _ in SIZES_PT}, reverse=True)
    for least, name in SIZES_PT:
        yield from ((address, name) for address in addresses if least <= address <= name)


def _set(block: Paragraph, sizes: tuple[float, float], width: float, theme: Theme) -> SetParagraph:
    """A paragraph without justification; where it needs several lines, they end at its spaces if that takes no more of them."""
    size = sizes[block.style is ParagraphStyle.TITLE]
    style = replace(_style(block, theme), size_pt=size, leading=LEADING, first_indent_em=0.0)
    paragraph = lines.set_paragraph(block.runs, style, width, theme, justify=False)
    if len(paragraph.lines) == 1 or block.style is ParagraphStyle.TITLE:
        return paragraph

    def fits(text: str) -> bool:
        return len(lines.set_paragraph((Run(text),), style, width, theme, justify=False).lines) == 1

    at_spaces = tuple(replace(run, text=_parted(run.text, fits)) for run in block.runs if isinstance(run, Run))
    parted = lines.set_paragraph(at_spaces, style, width, theme, justify=False)
    return parted if len(parted.lines) <= len(paragraph.lines) else paragraph


def _parted(text: str, fits: Callable[[str], bool]) -> str:
    """The text with a line feed for each space before which the line would grow too long."""
    first, *rest = text.split(SPACE)
    done = [first]
    for part in rest:
        if fits(f"{done[-1]}{SPACE}{part}"):
            done[-1] += f"{SPACE}{part}"
        else:
            done.append(part)
    return "\n".join(done)


def _style(block: Paragraph, theme: Theme) -> TextStyle:
    return theme.paragraphs[block.style]


def _gap(label: Label, number: int) -> float:
    """The space above the name, which stands apart from the lines before it."""
    return NAME_GAP_PT if number and label.lines[number].style is ParagraphStyle.TITLE else 0.0


def _height(paragraphs: Sequence[SetParagraph]) -> float:
    return sum(paragraph.height for paragraph in paragraphs) + NAME_GAP_PT


def _is_inside(paragraph: SetParagraph, width: float) -> bool:
    return all(width_of(line) <= width + TOLERANCE_PT / 10 for line in paragraph.lines)


def _edges(sheet: LabelSheet) -> list[Mark]:
    """The edges of all labels, each as far as it can be printed."""
    bounds = _printable(sheet)
    rules: dict[tuple[float, ...], Mark] = {}
    for position in range(sheet.count):
        for x0, y0, x1, y1 in _clipped(label_rect(sheet, position), bounds):
            rules.setdefault(tuple(round(each, 2) for each in (x0, y0, x1, y1)), Rule(x0, y0, x1, y1, FRAME_PT, FRAME_COLOUR))
    return list(rules.values())


def _clipped(rect: Rect, bounds: Rect) -> Iterator[tuple[float, float, float, float]]:
    """The sides of a rectangle without what lies outside the bounds."""
    corners = ((rect.x0, rect.y0), (rect.x1, rect.y0), (rect.x1, rect.y1), (rect.x0, rect.y1), (rect.x0, rect.y0))
    for (x0, y0), (x1, y1) in pairwise(corners):
        part = _within(Rect(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)), bounds)
        if part.x0 <= part.x1 and part.y0 <= part.y1:
            yield part
