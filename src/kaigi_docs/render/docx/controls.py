"""Answer spaces as content controls, each inside a bookmark of the same id.

LibreOffice drops the tag of a control and keeps the bookmark; rich-text controls come back once, plain-text ones several
times: hence rich text and a bookmark around each.
"""

from __future__ import annotations

from dataclasses import dataclass

from kaigi_docs.blocks import Field, FieldKind
from kaigi_docs.bookmarks import bookmark_name, tag_name
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.lengths import mm_twips, twips
from kaigi_docs.render.docx.markup import Xml, joined, text, w, w14
from kaigi_docs.render.docx.runs import run_xml, text_xml
from kaigi_docs.render.docx.styles import ANSWER_LINE, CHECK_BOX, CHECK_FONT, NamedStyle

BLANK = "\u3000"
EMPTY_BOX, TICKED_BOX = "☐", "☑"
LONGEST_ALIAS = 64  # characters of w:alias that Word accepts
_CLICKABLE_BLANKS = 10  # width of an empty control, so that it is found with the mouse
_SHORTEST_LINE_EM = 3


@dataclass(frozen=True, slots=True)
class Space:
    """Room for an answer in a paragraph: its style and the width that is free for it, in twips."""

    style: NamedStyle
    free: int


def inline_field(field: Field, space: Space, ledger: Ledger) -> Xml:
    """An answer space among runs: a box to tick, or an underlined blank; without a width it takes what is free on the line."""
    if field.kind is FieldKind.MARK:
        return _control(field, _check_state(field), _check_content(field, space.style, ledger), ledger)
    return _control(field, _placeholder_state(field), _line_content(field, space), ledger)


def answer_area(field: Field, style: NamedStyle, ledger: Ledger) -> Xml:
    """The control of an answer space whose frame is drawn around it: blanks, or what is printed there beforehand."""
    content = run_xml(field.value, style, ledger) if field.value is not None else w("r", text(BLANK * _CLICKABLE_BLANKS))
    return _control(field, _placeholder_state(field), content, ledger)


def _control(field: Field, state: Xml, content: Xml, ledger: Ledger) -> Xml:
    properties = w(
        "sdtPr",
        w("alias", val=field.label[:LONGEST_ALIAS]),
        w("tag", val=tag_name(field.id)),
        w("id", val=ledger.next_control()),
        state,
    )
    return ledger.bookmark(bookmark_name(field.id), w("sdt", properties, w("sdtContent", content)))


def _placeholder_state(field: Field) -> Xml:
    """Marks blanks as a placeholder, so that a click selects and typing replaces them."""
    return joined(w("showingPlcHdr"), w("richText")) if field.value is None else w("richText")


def _check_state(field: Field) -> Xml:
    return w14(
        "checkbox",
        w14("checked", val=0 if field.value is None else 1),
        w14("checkedState", val=f"{ord(TICKED_BOX):04X}", font=CHECK_FONT),
        w14("uncheckedState", val=f"{ord(EMPTY_BOX):04X}", font=CHECK_FONT),
    )


def _check_content(field: Field, style: NamedStyle, ledger: Ledger) -> Xml:
    if field.value is not None:
        return run_xml(field.value, style, ledger)
    return w("r", w("rPr", w("rStyle", val=CHECK_BOX)), text(EMPTY_BOX))


def _line_content(field: Field, space: Space) -> Xml:
    em = twips(space.style.look.size_pt)
    width = mm_twips(field.width_mm) if field.width_mm is not None else space.free
    ems = max(_SHORTEST_LINE_EM, width // em)
    if field.value is None:
        return _underlined(BLANK * ems, space.style)
    return _underlined(field.value.text + BLANK * max(1, ems - len(field.value.text)), space.style)


def _underlined(characters: str, style: NamedStyle) -> Xml:
    return text_xml(characters, w("rPr", w("rStyle", val=ANSWER_LINE)), style.look)
