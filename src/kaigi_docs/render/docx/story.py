"""Where blocks go: a body, a cell or an answer box, with the width that is left for them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from kaigi_docs.blocks import Align, Block
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.markup import Xml, joined, w, when
from kaigi_docs.render.docx.styles import SEPARATOR

NO_PAPER = Xml("")


@dataclass(frozen=True, slots=True)
class Frame:
    """The room of a story, in twips.

    Attributes:
        width: of the body or cell, its padding taken off.
        height: of the text area of the page.
        left: indent that lists above have taken.
        depth: number of lists above.
        align: for paragraphs that wish nothing else.
        in_cell: whether it is the cell of a table.
        row_header: whether that cell names its row.
        keep_next: whether every paragraph stays on one page with what follows.
        whole: whether what is written here stays on one page, the last block apart.
    """

    width: int
    height: int
    left: int = 0
    depth: int = 0
    align: Align = Align.START
    in_cell: bool = False
    row_header: bool = False
    keep_next: bool = False
    whole: bool = False

    @property
    def free(self) -> int:
        """The width right of the indent."""
        return self.width - self.left


class Story:
    """Paragraphs and tables one after another, as Word demands them.

    Tables that touch would become one, and a body or cell must end with a paragraph (a section would lose its paper):
    paragraphs of one point stand between.
    """

    def __init__(self, paper: Xml = NO_PAPER) -> None:
        """Starts empty.

        Args:
            paper: of a body: the properties of its section; cells and answer boxes have none.
        """
        self.paper = paper
        self._parts: list[Xml] = []
        self._empty = True
        self._after_table = False
        self._kept = False

    def paragraph(self, xml: Xml) -> None:
        """Adds a paragraph."""
        self._add(xml, table=False)

    def table(self, xml: Xml, *, kept: bool = False) -> None:
        """Adds a table, apart from a table before it; one that is kept with the next holds on to what parts them."""
        if self._after_table:
            self.paragraph(separator(when(self._kept, w("keepNext"))))
        self._add(xml, table=True)
        self._kept = kept

    def turn(self, paper: Xml) -> None:
        """Ends the section, whose paper hangs on a paragraph of one point, and begins another on this paper."""
        self.paragraph(separator(self.paper))
        self.paper = paper

    def mark(self, xml: Xml) -> None:
        """Adds what takes no room, a bookmark."""
        self._parts.append(xml)

    def xml(self) -> Xml:
        """All of it, ending with a paragraph."""
        ends_well = not self._empty and not self._after_table
        return joined(*self._parts) if ends_well else joined(*self._parts, separator())

    def _add(self, xml: Xml, *, table: bool) -> None:
        self._parts.append(xml)
        self._empty, self._after_table = False, table


BlockWriter = Callable[[Iterable[Block], Frame, Story, Ledger], None]


def separator(*properties: Xml) -> Xml:
    """An empty paragraph one point high."""
    return w("p", w("pPr", w("pStyle", val=SEPARATOR), *properties))
