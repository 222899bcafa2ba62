"""Paper, margins, page heads and feet."""

from __future__ import annotations

from dataclasses import dataclass

from kaigi_docs.blocks import Document, Section
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.lengths import label_em, measure_twips, mm_twips, section_margins, sheet_twips, twips
from kaigi_docs.render.docx.markup import Xml, escape, joined, part_xml, text, w, when
from kaigi_docs.render.docx.runs import text_xml
from kaigi_docs.render.docx.styles import HEAD_LABEL, PAGE_FOOT, PAGE_HEAD, colour
from kaigi_docs.theme import PageMargins, Theme

FIRST_HEAD, RUNNING_HEAD, FOOT = "rIdHeadFirst", "rIdHead", "rIdFoot"
_HEAD_POSITION = 0.45  # of the margin, from the edge of the sheet
_LABEL_SIDES_PT, _LABEL_ENDS_PT = 6, 3  # between the frame of the material's number and its text
_MARK_GAP_PT, _MARK_ENDS_PT = 4, 1  # between the frames of two marks; lower than a label, to stay clear of the text
_LABEL_SPARE_EM = 0.25  # against a line break, where Word reckons a sign wider


@dataclass(frozen=True, slots=True)
class RunningPart:
    """A page head or foot: its relationship id, kind ("header" or "footer"), name in the package and content."""

    relationship: str
    kind: str
    name: str
    xml: bytes


def running_parts(document: Document, ledger: Ledger, form_id: str = "") -> list[RunningPart]:
    """The head of the first page (the material's number in a box), that of the others (its title), both with marks; the foot,
    on a form with its id."""
    return [
        RunningPart(FIRST_HEAD, "header", "header1.xml", part_xml("hdr", _first_head(document, ledger.theme))),
        RunningPart(RUNNING_HEAD, "header", "header2.xml", part_xml("hdr", _running_head(document, ledger.theme))),
        RunningPart(FOOT, "footer", "footer1.xml", part_xml("ftr", _foot(document, form_id))),
    ]


def _first_head(document: Document, theme: Theme) -> Xml:
    marks = _marks(document, theme)
    if not document.head_label:
        return joined(marks, w("p", w("pPr", w("pStyle", val=PAGE_HEAD))))
    label = text_xml(document.head_label, Xml(""), theme.head_label)
    return joined(
        marks, w("p", w("pPr", w("pStyle", val=HEAD_LABEL), _label_frame(theme), _label_indents(document, theme)), label)
    )


def _label_frame(theme: Theme, ends_pt: int = _LABEL_ENDS_PT) -> Xml:
    """The borders around a label or a mark."""
    size = max(4, round(theme.rule_pt * 8))
    sides = (("top", ends_pt), ("left", _LABEL_SIDES_PT), ("bottom", ends_pt), ("right", _LABEL_SIDES_PT))
    return w("pBdr", *(w(side, val="single", sz=size, space=space, color=colour("#000000")) for side, space in sides))


def _marks(document: Document, theme: Theme) -> Xml:
    """The marks of every page at the left, each in a frame of its own (17.3.1.11), so that nothing moves when one goes."""
    paragraphs: list[Xml] = []
    left = 0
    for mark in document.marks:
        wide = twips((label_em(mark) + _LABEL_SPARE_EM) * theme.head_label.size_pt) + 2 * twips(_LABEL_SIDES_PT)
        frame = w("framePr", w=wide, wrap="around", vAnchor="text", hAnchor="margin", x=max(left, 1), y=1)
        properties = w("pPr", w("pStyle", val=HEAD_LABEL), frame, _label_frame(theme, _MARK_ENDS_PT))
        paragraphs.append(w("p", properties, text_xml(mark, Xml(""), theme.head_label)))
        left += wide + twips(_MARK_GAP_PT)
    return joined(*paragraphs)


def _label_indents(document: Document, theme: Theme) -> Xml:
    """Indents that make a framed paragraph as wide as its label and let the frame end with the text area."""
    first = document.sections[0] if document.sections else Section(())
    right = twips(_LABEL_SIDES_PT)
    wide = twips((label_em(document.head_label) + _LABEL_SPARE_EM) * theme.head_label.size_pt)
    return w("ind", left=max(right, measure_twips(first, theme) - right - wide), right=right)


def _running_head(document: Document, theme: Theme) -> Xml:
    title = w("p", w("pPr", w("pStyle", val=PAGE_HEAD)), text_xml(document.title, Xml(""), theme.running))
    return joined(_marks(document, theme), title)


def _foot(document: Document, form_id: str) -> Xml:
    """Page and number of pages; NUMPAGES, because SECTIONPAGES counts one paper only. Nothing on envelopes."""
    if all(section.paper.is_envelope for section in document.sections) and document.sections:
        return w("p", w("pPr", w("pStyle", val=PAGE_FOOT)))
    parts = joined(
        when(bool(document.page_prefix), w("r", text(document.page_prefix))),
        _counter("PAGE"),
        w("r", text(" / ")),
        _counter("NUMPAGES"),
        when(bool(form_id), w("r", text(f"　　{form_id}"))),
    )
    return w("p", w("pPr", w("pStyle", val=PAGE_FOOT)), parts)


def _counter(name: str) -> Xml:
    instruction = Xml(f'<w:instrText xml:space="preserve"> {escape(name)} </w:instrText>')
    return joined(
        w("r", w("fldChar", fldCharType="begin")),
        w("r", instruction),
        w("r", w("fldChar", fldCharType="separate")),
        w("r", text("1")),
        w("r", w("fldChar", fldCharType="end")),
    )


def section_properties(section: Section, theme: Theme, first: bool) -> Xml:
    """w:sectPr: its paper and margins; heads and feet stand in the first section and hold for all that follow."""
    return paper_properties(sheet_twips(section), section_margins(section, theme), first=first)


def paper_properties(sheet: tuple[int, int], margins: PageMargins, *, first: bool = False) -> Xml:
    """w:sectPr of a sheet of that width and height in twips."""
    width, height = sheet
    size: dict[str, str | int] = {"w": width, "h": height}
    if width > height:
        size["orient"] = "landscape"
    return w(
        "sectPr",
        when(first, _references()),
        w("type", val="nextPage"),
        w("pgSz", **size),
        _margins(margins),
        w("cols", space=0),
        when(first, w("titlePg")),
    )


def _references() -> Xml:
    references = (
        ("header", "first", FIRST_HEAD),
        ("header", "default", RUNNING_HEAD),
        ("footer", "first", FOOT),
        ("footer", "default", FOOT),
    )
    return joined(*(Xml(f'<w:{kind}Reference w:type="{page}" r:id="{target}"/>') for kind, page, target in references))


def _margins(margins: PageMargins) -> Xml:
    return w(
        "pgMar",
        top=mm_twips(margins.top_mm),
        right=mm_twips(margins.right_mm),
        bottom=mm_twips(margins.bottom_mm),
        left=mm_twips(margins.left_mm),
        header=mm_twips(margins.top_mm * _HEAD_POSITION),
        footer=mm_twips(margins.bottom_mm * _HEAD_POSITION),
        gutter=0,
    )
