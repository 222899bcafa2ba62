"""The document model: what every renderer translates and nothing else.

A closed union. Blocks carry wishes in document terms (millimetres of a column, a header row, a landscape
section), never coordinates; every Run knows the cell or line that its text came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kaigi_docs.findings import Location


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text of one look.

    Attributes:
        text: the characters; a line feed is a forced line break.
        strong: emphasised (set in the bold gothic).
        ruby: reading printed above the text, or None.
        link: "#<anchor id>" of an Anchor, Heading or Document of the packet, an http(s) or mailto address, or None.
        source: the cell or line that the text came from.
    """

    text: str
    strong: bool = False
    ruby: str | None = None
    link: str | None = None
    source: Location | None = None


class FieldKind(StrEnum):
    """What a person does in an answer space."""

    TEXT = "text"  # writes several lines
    LINE = "line"  # writes on one line
    MARK = "mark"  # ticks a box


@dataclass(frozen=True, slots=True)
class Field:
    """A space in which a person answers; as a block it takes the full measure, among runs it stands in the line.

    Attributes:
        id: stable and unique in the form, for instance `Q1/comment` or `Q1/choice/1`.
        kind: what a person does there.
        label: its accessible name, for instance 「回答書１ 具体的な内容」.
        height_mm: height of the space.
        width_mm: width, or None for the full measure (only as a block).
        option: for MARK: the choice that a tick means.
        value: what is printed there beforehand (a member's name), or None.
    """

    id: str
    kind: FieldKind
    label: str
    height_mm: float
    width_mm: float | None = None
    option: str = ""
    value: Run | None = None


Inline = Run | Field


class Align(StrEnum):
    """How a line shorter than its measure stands in it."""

    START = "start"
    CENTER = "center"
    END = "end"
    DECIMAL = "decimal"  # only of a column: numbers one below the other at their decimal point, other text at the end


class ParagraphStyle(StrEnum):
    """Named styles, the same in PDF and Word; their look stands in the theme."""

    BODY = "body"  # justified, first line indented by one em
    PLAIN = "plain"  # justified, without indent
    TITLE = "title"  # the title of a material
    LEAD = "lead"  # one line of information below the title
    SMALL = "small"  # contact lines, legends
    CELL = "cell"  # text in a table
    CELL_SMALL = "cell_small"  # secondary text in a table


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 3; `label` is its printed number, set before the text with a hanging indent."""

    id: str
    level: int
    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, possibly with answer spaces in the line."""

    runs: tuple[Inline, ...]
    style: ParagraphStyle = ParagraphStyle.BODY
    align: Align = Align.START
    indent_em: float = 0.0


@dataclass(frozen=True, slots=True)
class ListItem:
    """One item: its printed label (⑴ ① ・ ＊) and its content."""

    label: str
    content: tuple[Block, ...]


class ListKind(StrEnum):
    """What the labels are: Word numbers NUMBER lists itself."""

    BULLET = "bullet"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class List:
    """Items with hanging labels; all items of one list share a kind and, for bullets, a label."""

    items: tuple[ListItem, ...]
    kind: ListKind = ListKind.BULLET


@dataclass(frozen=True, slots=True)
class Note:
    """A remark with a hanging mark (※, ＊, 注１) in small type."""

    label: str
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class KeyValueRow:
    """A label and what stands behind it."""

    label: Run
    value: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class KeyValue:
    """Labelled lines whose labels are set to one width (均等割付) and followed by 「：」."""

    rows: tuple[KeyValueRow, ...]
    label_em: float = 5.0
    align: Align = Align.START
    width_mm: float | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    Attributes:
        key: stable name, unique in the table.
        heading: the runs of its header cell.
        width_mm: fixed width, or None: then the content decides within the limits of layout.
        align: of the cells (header cells are centred).
        row_header: its cells name their row (TH with row scope).
    """

    key: str
    heading: tuple[Run, ...]
    width_mm: float | None = None
    align: Align = Align.START
    row_header: bool = False


class CellLook(StrEnum):
    """How a cell stands out from those around it, so that a copy of a copy and a FAX still show it."""

    PLAIN = "plain"
    FRAMED = "framed"  # a heavy frame
    FILLED = "filled"  # a heavy frame and a grey ground


@dataclass(frozen=True, slots=True)
class Cell:
    """The content of one cell: paragraphs, lists, answer spaces, or a slot of fixed height; empty means an empty cell.

    Attributes:
        blocks: its content.
        span: the number of columns that it takes.
        look: whether it is drawn as a bar; what that means is said in words, too.
        continued: no cell of its own: the one above it, of the same columns, reaches down to here; without content.
        named_by: keys of the columns whose headings name it for those who hear the table, if not those that it stands in.
    """

    blocks: tuple[Paragraph | List | Field | Slot, ...] = ()
    span: int = 1
    look: CellLook = CellLook.PLAIN
    continued: bool = False
    named_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row whose cells take as many columns as the table has; `id` is that of the thing it shows."""

    id: str
    cells: tuple[Cell, ...]

    def placed(self) -> Iterator[tuple[int, Cell]]:
        """Each cell behind the number of its first column, from 0."""
        column = 0
        for cell in self.cells:
            yield column, cell
            column += cell.span

    def by_column(self) -> tuple[Cell, ...]:
        """A cell for each column; those of columns that share one are empty."""
        if all(cell.span == 1 for cell in self.cells):
            return self.cells
        return tuple(part for cell in self.cells for part in ((cell,) if cell.span == 1 else (Cell(),) * cell.span))


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under one label (a band over all columns, repeated on each page); empty label: no band."""

    id: str
    label: tuple[Run, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A heading above those of several columns; without runs, the headings below it reach up into its place."""

    runs: tuple[Run, ...]
    span: int = 1


@dataclass(frozen=True, slots=True)
class PlacedHead:
    """A header cell as it stands: its first column, how many columns and rows it takes."""

    runs: tuple[Run, ...]
    column: int
    span: int = 1
    rows: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table whose header rows and group labels are repeated on every page.

    Attributes:
        id: unique in the document.
        columns: from left to right.
        groups: the rows.
        caption: printed above it.
        notes: printed below it.
        above: rows of headings over those of the columns, each over all columns; a place without runs has none above it
            that has runs.
        short_groups: whether its groups have a few low rows each. Word, which repeats the label of a group only with the header
            row of a table of its own, then has all groups in one table and keeps each of them on one page.
    """

    id: str
    columns: tuple[Column, ...]
    groups: tuple[RowGroup, ...]
    caption: tuple[Run, ...] = ()
    notes: tuple[Note, ...] = ()
    short_groups: bool = False
    above: tuple[tuple[HeadCell, ...], ...] = ()

    def head_rows(self) -> tuple[tuple[PlacedHead, ...], ...]:
        """The header rows from the top, each with the cells that begin in it; none where no column has a heading."""
        if not self.above and not any(column.heading for column in self.columns):
            return ()
        rows: list[list[PlacedHead]] = [[] for _ in (*self.above, None)]
        begins = [0] * len(self.columns)
        for level, heads in enumerate(self.above):
            column = 0
            for head in heads:
                if head.runs:
                    rows[level].append(PlacedHead(head.runs, column, head.span))
                    begins[column : column + head.span] = [level + 1] * head.span
                column += head.span
        for number, begin in enumerate(begins):
            rows[begin].append(PlacedHead(self.columns[number].heading, number, 1, len(rows) - begin))
        return tuple(tuple(sorted(row, key=lambda head: head.column)) for row in rows)


class ChartKind(StrEnum):
    """How a chart shows its values."""

    LINE = "line"
    GROUPED_BAR = "grouped_bar"  # upright bars side by side in each category
    STACKED_BAR = "stacked_bar"  # upright bars, series on top of each other
    SHARE_BAR = "share_bar"  # one lying bar a category, whose parts make 100 %
    TWO_SIDED_BAR = "two_sided_bar"  # lying bars: the first series to the left, the second to the right


class ChartTable(StrEnum):
    """Where the table of a chart's values stands."""

    BELOW = "below"
    BESIDE = "beside"
    NONE = "none"  # only where the same values stand in a table nearby


@dataclass(frozen=True, slots=True)
class ChartValue:
    """A value as it may be published: what is not in here cannot be drawn.

    Attributes:
        number: its height; None where there is nothing to draw (missing, hidden, not published): a gap.
        text: as printed in labels and in the table of values: 「1,234」, 「18.6」, 「…」, 「x」, 「－」.
        source: the cell that it came from.
    """

    number: Decimal | None
    text: str
    source: Location | None = None


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One line, or the bars of one look; as many values as the chart has categories."""

    id: str
    name: Run
    values: tuple[ChartValue, ...]


@dataclass(frozen=True, slots=True)
class ChartCategory:
    """A place on the axis of categories.

    Attributes:
        label: 「令和３年」, 「20歳代」.
        second: printed below in small type: 「2021」; may be empty.
        break_before: the definition changed between the category before and this one; values are not joined across, and a mark
            shows it.
    """

    label: str
    second: str = ""
    break_before: bool = False


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart with its table of values and its notes.

    Attributes:
        id: unique in the document.
        kind: how values are shown.
        title: its caption.
        categories, series: the values; at least one of each; TWO_SIDED_BAR has exactly two series.
        unit: of the values: 「人」, 「％」; printed at the axis.
        panels: small multiples: each series in a panel of its own, all on one scale (LINE and GROUPED_BAR).
        table: where the values stand as a table.
        height_mm: of the drawing without caption and table, or None: layout decides.
        notes: remarks kept with it.
    """

    id: str
    kind: ChartKind
    title: tuple[Run, ...]
    categories: tuple[ChartCategory, ...]
    series: tuple[ChartSeries, ...]
    unit: str
    panels: bool = False
    table: ChartTable = ChartTable.BELOW
    height_mm: float | None = None
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True, slots=True)
class Slot:
    """Blocks in a space of fixed height, so that nothing after it moves when its wording changes.

    Content that is taller is a finding of layout (`slot-overflow`), never cut.

    Attributes:
        width_mm: of the space from the left, where something else stands at its right; None for the full measure.
        grows: whether it becomes taller where its content is; it is never lower.
    """

    height_mm: float
    content: tuple[Block, ...]
    width_mm: float | None = None
    grows: bool = False


@dataclass(frozen=True, slots=True)
class Anchor:
    """A place that links can name."""

    id: str


@dataclass(frozen=True, slots=True)
class ForeignPage:
    """A page of another program's PDF as it is seen.

    Attributes:
        width_mm, height_mm: its own size.
        alt: what it shows, for those who cannot see it.
        sha256: of what it shows.
        ink_mm: left, top, right and bottom of what is not white, from the top left corner; None for an empty page.
        look: a small picture of it (PNG, shades of grey), by which the finished page is proven.
    """

    width_mm: float
    height_mm: float
    alt: str
    sha256: str
    ink_mm: tuple[float, float, float, float] | None = None
    look: bytes = b""


@dataclass(frozen=True, slots=True)
class ForeignPages:
    """Pages that another program made: each becomes a page of its own size; stands in a section, never in another block.

    Attributes:
        id: unique in the document.
        title: printed in Word only, since the pages have titles of their own.
        pages: in order, at least one.
        complete: they stand for the whole material, with number, title and page numbers of their own: nothing is added.
        archival: whether nothing in them forbids PDF/A and PDF/UA (fonts in the file, colours that say what they are).
        pdf: a file of these pages, each upright with its lower left corner at 0, nothing in it but one form XObject.
    """

    id: str
    title: tuple[Run, ...]
    pages: tuple[ForeignPage, ...]
    complete: bool = False
    archival: bool = True
    pdf: bytes = b""

    def picture_name(self, number: int) -> str:
        """What the picture of a page is called that Word shows; pages count from 0."""
        return f"{self.id}/{number}"


Block = Heading | Paragraph | List | Table | Chart | Field | KeyValue | Note | Slot | Anchor | ForeignPages

NOT_SHOWN = frozenset({"source", "look", "pdf"})
"""Attributes that say nothing of their own about what a document shows: origins, and bytes whose digest stands beside them."""


class Paper(StrEnum):
    """What offices print on: sheets (ISO 216) and envelopes (JIS S 5502), which are written on upright."""

    A4 = "A4"
    A3 = "A3"
    LONG_3 = "長形3号"
    LONG_4 = "長形4号"
    SQUARE_2 = "角形2号"
    SQUARE_20 = "角形20号"

    @property
    def sides_mm(self) -> tuple[float, float]:
        """Its short and its long side."""
        return _SIDES_MM[self]

    @property
    def is_envelope(self) -> bool:
        """Whether it is no sheet."""
        return self not in (Paper.A4, Paper.A3)


_SIDES_MM = {
    Paper.A4: (210.0, 297.0),
    Paper.A3: (297.0, 420.0),
    Paper.LONG_3: (120.0, 235.0),
    Paper.LONG_4: (90.0, 205.0),
    Paper.SQUARE_2: (240.0, 332.0),
    Paper.SQUARE_20: (229.0, 324.0),
}


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks on sheets of one size and direction."""

    blocks: tuple[Block, ...]
    paper: Paper = Paper.A4
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Document:
    """One material, ready for every renderer.

    Attributes:
        id: the material's stable id; links name it as "#<id>".
        title: what bookmarks and document properties say, for instance 「資料３ 各課の取組状況」.
        head_label: printed in the head of the first page, for instance 「資料３」; may be empty.
        page_prefix: printed before page numbers, for instance 「資料３-」; empty for plain numbers.
        sections: the content.
        marks: printed in frames at the top left of every page: 案, 委員限り, 取扱注意.
    """

    id: str
    title: str
    head_label: str
    sections: tuple[Section, ...]
    page_prefix: str = ""
    marks: tuple[str, ...] = ()

    def blocks(self) -> Iterator[Block]:
        """All blocks of all sections in reading order, without descending into them."""
        for section in self.sections:
            yield from section.blocks


def text_of(inlines: tuple[Inline, ...]) -> str:
    """The characters of runs, without answer spaces."""
    return "".join(inline.text for inline in inlines if isinstance(inline, Run))
