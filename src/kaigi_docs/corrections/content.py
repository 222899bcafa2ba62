"""A document as named places with text: what two versions of a 資料 are compared by, wherever they stand on pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from kaigi_docs.blocks import (
    Anchor,
    Block,
    Cell,
    Chart,
    Document,
    Field,
    FieldKind,
    ForeignPages,
    Heading,
    Inline,
    KeyValue,
    List,
    Note,
    Paragraph,
    ParagraphStyle,
    PlacedHead,
    Row,
    Run,
    Slot,
    Table,
)

ON_EVERY_PAGE = frozenset({"label", "marks"})
"""Keys of what is printed at the top or foot of every page of a 資料."""
_NAME_LENGTH = 24
_BULLET = "・"
_WIDE_SPACE = "　"
_MARKS = {FieldKind.MARK: "□", FieldKind.LINE: "＿＿", FieldKind.TEXT: "（記入欄）"}


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text outside tables.

    Attributes:
        key: unique in the document; stable where `scope` is None, else a position.
        where: what people call the place, 「「１ はじめに」の2番目の段落」.
        text: as printed, answer spaces as signs.
        scope: of text without an id of its own: the id of the heading above it ("" before the first, and below those without).
        is_page: whether it is a page of another program, whose text is the digest of what it shows.
        is_line: whether it is a line with a label, such as 「電話」 among the ways to reach the office.
    """

    key: str
    where: str
    text: str
    scope: str | None = None
    is_page: bool = False
    is_line: bool = False


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a table, or a category of a chart.

    Attributes:
        group: id of its group.
        name: what people call it.
        cells: text by column key.
    """

    id: str
    group: str
    name: str
    cells: dict[str, str]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, or the values of a chart.

    Attributes:
        name: 「表「…」」, or "" where the document has one grid only.
        columns: printed headings by key, in order.
        groups: printed labels by id, in order.
        rows: in order, ids unique.
        look: how a chart shows its values; "" for a table.
    """

    id: str
    name: str
    columns: dict[str, str]
    groups: dict[str, str]
    rows: tuple[GridRow, ...]
    look: str = ""


@dataclass(frozen=True, slots=True)
class Content:
    """What a document says, in reading order."""

    parts: tuple[Passage | Grid, ...]

    @property
    def passages(self) -> list[Passage]:
        """Its text outside tables."""
        return [part for part in self.parts if isinstance(part, Passage)]

    @property
    def grids(self) -> list[Grid]:
        """Its tables and charts."""
        return [part for part in self.parts if isinstance(part, Grid)]

    def texts(self) -> Iterator[tuple[str, str]]:
        """(key, text) of every place in reading order; those of a grid as `cell_key` names them."""
        for part in self.parts:
            if isinstance(part, Passage):
                yield part.key, part.text
            else:
                yield from _grid_texts(part)


def cell_key(grid: Grid, row: str = "", column: str = "", group: str = "") -> str:
    """The key of a cell, of a row (without column), of a column (without row) or of the label of a group."""
    return "\t".join(part for part in (f"t:{grid.id}", f"g:{group}", f"r:{row}", f"c:{column}") if not part.endswith(":"))


def is_repeated(key: str) -> bool:
    """Whether what a key of `cell_key` names is printed again on later pages: headings of columns and of groups."""
    return key.startswith("t:") and "\tr:" not in key


def _grid_texts(grid: Grid) -> Iterator[tuple[str, str]]:
    for key, heading in grid.columns.items():
        yield cell_key(grid, column=key), heading
    group = None
    for row in grid.rows:
        if row.group != group:
            group = row.group
            yield cell_key(grid, group=group), grid.groups.get(group, "")
        for key, text in row.cells.items():
            yield cell_key(grid, row.id, key), text


def content_of(document: Document) -> Content:
    """The places of a document."""
    collector = _Collector(many=sum(isinstance(block, Table | Chart) for block in _flat(document.blocks())) > 1)
    if document.head_label:
        collector.parts.append(Passage("label", "資料番号の表示", document.head_label))
    if document.marks:
        collector.parts.append(Passage("marks", "各ページの上の表示", "　".join(document.marks)))
    for block in document.blocks():
        collector.take(block)
    return Content(tuple(collector.parts))


def _flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """Blocks and those in slots and lists."""
    for block in blocks:
        yield block
        if isinstance(block, Slot):
            yield from _flat(block.content)
        elif isinstance(block, List):
            yield from _flat(inner for item in block.items for inner in item.content)


@dataclass
class _Collector:
    """Walks blocks in reading order and knows the heading above."""

    many: bool
    parts: list[Passage | Grid] = field(default_factory=list)
    _scope: str = ""
    _heading: str = ""
    _below: int = 0
    _count: Counter[str] = field(default_factory=Counter)

    def take(self, block: Block, label: str = "") -> None:
        """Adds what a block says; `label` is that of the list item that it begins."""
        match block:
            case Heading():
                self._begin(block)
            case Paragraph():
                self._paragraph(block, label)
            case Note():
                self._counted(block.label + printed(block.runs))
            case List():
                for item in block.items:
                    for number, inner in enumerate(item.content):
                        self.take(inner, item.label if number == 0 else "")
            case KeyValue():
                for row in block.rows:
                    key, where = f"k:{self._scope}:{row.label.text}", f"「{row.label.text}」の欄"
                    self._keyed(key, where, printed(row.value), is_line=True)
            case Field():
                self._keyed(f"f:{block.id}", f"記入欄「{_named(block.label)}」", printed((block,)))
            case Slot():
                for inner in block.content:
                    self.take(inner)
            case Table():
                self._table(block)
            case Chart():
                self._chart(block)
            case ForeignPages():
                for number, page in enumerate(block.pages, 1):
                    self.parts.append(
                        Passage(f"page:{block.id}:{number}", f"{number}枚目のページの全体", page.sha256, is_page=True)
                    )
            case Anchor():
                pass

    def _begin(self, heading: Heading) -> None:
        """A heading; one without an id (of the letters' templates) is found again by its words, as paragraphs are."""
        self._heading = " ".join(part for part in (heading.label, printed(heading.runs)) if part)
        self._scope, self._below = heading.id, 0
        where = f"見出し「{_named(self._heading)}」"
        if heading.id:
            self._keyed(f"h:{heading.id}", where, self._heading)
        else:
            self._positional(self._heading, where)

    def _keyed(self, key: str, where: str, text: str, *, is_line: bool = False) -> None:
        self._count[key] += 1
        number = self._count[key]
        self.parts.append(Passage(key if number == 1 else f"{key}#{number}", where, text, is_line=is_line))

    def _paragraph(self, block: Paragraph, label: str) -> None:
        """A paragraph; an item of a numbered list is called by its number and first words, which people see at once."""
        text = printed(block.runs)
        if label and label != _BULLET:
            self._positional(f"{label}　{text}", f"「{_named(f'{label} {text.split(_WIDE_SPACE)[0]}')}」")
        else:
            self._counted(label + text, "題名" if block.style is ParagraphStyle.TITLE else "")

    def _counted(self, text: str, where: str = "") -> None:
        """A place that people find by counting from the heading above, unless `where` names it; blank lines are none."""
        if text.strip():
            self._below += 1
            below = (
                f"「{_named(self._heading)}」の{self._below}番目の段落" if self._heading else f"初めから{self._below}番目の段落"
            )
            self._positional(text, where or below)

    def _positional(self, text: str, where: str) -> None:
        self._count[self._scope] += 1
        self.parts.append(Passage(f"p:{self._scope}:{self._count[self._scope]}", where, text, self._scope))

    def _table(self, table: Table) -> None:
        if table.caption:
            self._keyed(f"caption:{table.id}", "表の題名", printed(table.caption))
        name = _named(printed(table.caption)) or _named(self._heading)
        ids, rows = Counter[str](), []
        for group in table.groups:
            for row in group.rows:
                ids[row.id] += 1
                rows.append(_row(table, group.id, row, row.id if ids[row.id] == 1 else f"{row.id}#{ids[row.id]}"))
        columns = {place.key: place.heading for place in _places(table)}
        groups = {group.id: printed(group.label) for group in table.groups}
        self.parts.append(Grid(table.id, f"表「{name}」" if self.many and name else "", columns, groups, tuple(rows)))
        for note in table.notes:
            self.take(note)

    def _chart(self, chart: Chart) -> None:
        self._keyed(f"caption:{chart.id}", "図の題名", printed(chart.title))
        rows = [_category(chart, number) for number in range(len(chart.categories))]
        columns = {series.id: series.name.text + (f"（{chart.unit}）" if chart.unit else "") for series in chart.series}
        look = f"{chart.kind.value} {chart.panels} {[category.break_before for category in chart.categories]}"
        self.parts.append(Grid(chart.id, f"図「{_named(printed(chart.title))}」", columns, {}, tuple(rows), look))
        for note in chart.notes:
            self.take(note)


@dataclass(frozen=True, slots=True)
class _Place:
    """A column of a table, or the columns below headings of several, whose cells are compared together."""

    key: str
    heading: str
    first: int
    count: int = 1


def _heads_over(table: Table) -> dict[int, PlacedHead]:
    """The lowest heading above that of each column that has one."""
    above = (head for row in table.head_rows()[:-1] for head in row if head.rows == 1)
    return {column: head for head in above for column in range(head.column, head.column + head.span)}


def _places(table: Table) -> list[_Place]:
    """The columns in order; neighbours that have a heading above theirs are one place, under all headings above."""
    over = _heads_over(table)
    places: list[_Place] = []
    for number, column in enumerate(table.columns):
        above = printed(over[number].runs) if number in over else ""
        last = places[-1] if places else None
        if not above:
            places.append(_Place(column.key, printed(column.heading), number))
        elif last is not None and last.first + last.count - 1 in over:
            heading = last.heading if over[number] is over[number - 1] else f"{last.heading}・{above}"
            places[-1] = replace(last, heading=heading, count=last.count + 1)
        else:
            places.append(_Place(column.key, above, number))
    return places


def _row(table: Table, group: str, row: Row, identifier: str) -> GridRow:
    cells = {place.key: _place_text(table, row, place) for place in _places(table)}
    heads = [cells[column.key] for column in table.columns if column.row_header and cells.get(column.key)]
    name = next((text for text in (*heads, *cells.values()) if text), "")
    return GridRow(identifier, group, _named(name.split("\n")[0]), cells)


def _place_text(table: Table, row: Row, place: _Place) -> str:
    """What a row says at a place; of several columns, each text with the headings of the columns that it takes."""
    inside = [(at, cell) for at, cell in row.placed() if place.first <= at < place.first + place.count]
    if place.count == 1:
        return cell_text(inside[0][1]) if inside else ""
    return "、".join(f"{cell_text(cell)}（{_extent(table, at, cell.span)}）" for at, cell in inside if cell_text(cell))


def _extent(table: Table, first: int, span: int) -> str:
    over = _heads_over(table)
    runs = ((*over[at].runs, *table.columns[at].heading) for at in dict.fromkeys((first, first + span - 1)))
    return "～".join("".join(printed(each).split()) for each in runs)


def _category(chart: Chart, number: int) -> GridRow:
    """The values of one category; a chart names no category twice, but if one does, its position tells them apart."""
    category = chart.categories[number]
    names = [each.label + each.second for each in chart.categories]
    name = names[number] if names.count(names[number]) == 1 else f"{names[number]}#{number}"
    return GridRow(name, "", category.label, {series.id: series.values[number].text for series in chart.series})


def cell_text(cell: Cell) -> str:
    """The text of a cell: a line for each paragraph, items with their labels."""
    return "\n".join(_lines(cell.blocks))


def _lines(blocks: Iterable[Block], label: str = "") -> Iterator[str]:
    for number, block in enumerate(blocks):
        lead = label if number == 0 else ""
        match block:
            case Paragraph() | Heading():
                yield lead + printed(block.runs)
            case Note():
                yield block.label + printed(block.runs)
            case List():
                for item in block.items:
                    yield from _lines(item.content, item.label)
            case Field():
                yield lead + printed((block,))
            case Slot():
                yield from _lines(block.content, lead)
            case _:
                continue


def printed(inlines: Iterable[Inline]) -> str:
    """The characters of runs; an answer space is a sign of its kind before what is printed in it."""
    return "".join(_inline(inline) for inline in inlines)


def _inline(inline: Inline) -> str:
    if isinstance(inline, Run):
        return inline.text
    return _MARKS[inline.kind] + (inline.value.text if inline.value is not None else "")


def _named(text: str) -> str:
    """A text as a name: on one line, cut."""
    line = " ".join(text.split())
    return line if len(line) <= _NAME_LENGTH else line[:_NAME_LENGTH] + "…"
