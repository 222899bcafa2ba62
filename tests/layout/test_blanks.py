"""Blank backs change nothing of the pages between which they stand."""

from __future__ import annotations

import pytest

from kaigi_docs.blocks import Document, Heading, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.layout.blanks import BLANK_WORDS, with_blank_backs
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut, StructNode, TextRun
from kaigi_docs.theme import DEFAULT_THEME


def three_pages() -> LaidOut:
    """A page each, the second with a link to the first."""
    texts = (
        (Heading("h", 1, "１", (Run("はじめに"),)), Paragraph((Run("一枚目。"),))),
        (Paragraph((Run("二枚目から"), Run("一枚目", link="#h"), Run("へ。"))),),
        (Paragraph((Run("三枚目。"),), ParagraphStyle.PLAIN),),
    )
    return layout_document(Document("S02", "資料", "", tuple(Section(blocks) for blocks in texts)), DEFAULT_THEME)


def references(node: StructNode) -> list[int]:
    return [page for kid in node.kids for page in (references(kid) if isinstance(kid, StructNode) else [kid.page])]


def test_a_blank_back_at_the_end_leaves_pages_and_structure_the_same_objects() -> None:
    before = three_pages()
    after = with_blank_backs(before, (0, 1, 2, None), DEFAULT_THEME)
    assert after.pages[:3] == before.pages and after.struct is before.struct
    assert after.pages[3].contents == [] and after.pages[3].width == before.pages[2].width
    assert len(before.pages) == 3


def test_blank_backs_between_pages_renumber_the_structure_and_keep_its_links() -> None:
    before = three_pages()
    after = with_blank_backs(before, (0, None, 1, None, 2, None), DEFAULT_THEME)
    assert sorted(set(references(before.struct))) == [0, 1, 2]
    assert sorted(set(references(after.struct))) == [0, 2, 4]
    (link,) = after.pages[2].links
    assert link.node in _nodes(after.struct) and link.node not in _nodes(before.struct)
    assert [page.contents for page in after.pages[::2]] == [page.contents for page in before.pages]


def _nodes(node: StructNode) -> list[StructNode]:
    return [node, *(each for kid in node.kids if isinstance(kid, StructNode) for each in _nodes(kid))]


def test_a_blank_back_says_that_it_is_one_if_it_is_asked_to() -> None:
    after = with_blank_backs(three_pages(), (0, 1, 2, None), DEFAULT_THEME, names_blanks=True)
    (content,) = after.pages[3].contents
    assert content.artifact == "Pagination"
    assert "".join(mark.text for mark in content.marks if isinstance(mark, TextRun)) == BLANK_WORDS


@pytest.mark.parametrize("slots", [(0, 1), (0, 2, 1), (0, 1, 1, 2), (0, 1, 2, 3)])
def test_slots_that_lose_repeat_or_reorder_pages_are_refused(slots: tuple[int, ...]) -> None:
    with pytest.raises(ValueError, match="one slot"):
        with_blank_backs(three_pages(), slots, DEFAULT_THEME)
