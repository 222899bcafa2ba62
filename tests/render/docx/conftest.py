"""Word files made from blocks and read back with the tests' own reader (tests/word_text.py)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from kaigi_docs.blocks import Block, Document, Paper, Section
from kaigi_docs.render.docx import DocumentInfo, render_docx
from kaigi_docs.theme import DEFAULT_THEME, Theme
from word_text import WordFile


def document_of(*blocks: Block, paper: Paper = Paper.A4, landscape: bool = False) -> Document:
    return Document("S01", "資料１　取組状況", "資料１", (Section(blocks, paper, landscape),), "資料１-")


@pytest.fixture
def info() -> DocumentInfo:
    return DocumentInfo("資料１　取組状況", date(2022, 6, 1), "みほん市保健福祉課")


@pytest.fixture
def written(info: DocumentInfo) -> Callable[..., WordFile]:
    """Blocks, or a whole Document, as a Word file."""

    def write(
        *blocks: Block | Document, paper: Paper = Paper.A4, landscape: bool = False, theme: Theme = DEFAULT_THEME
    ) -> WordFile:
        first = blocks[0] if blocks else None
        document = first if isinstance(first, Document) else document_of(*blocks, paper=paper, landscape=landscape)
        return WordFile(render_docx(document, theme, info))

    return write


@pytest.fixture(scope="session")
def reading() -> Callable[[bytes], list[str]]:
    """The lines of a Word file."""
    return lambda content: WordFile(content).lines()
