"""A sheet with a table -> its figures, each with its year and the headings above and beside it.

The table is turned until its years stand across; headings are then above, labels at the left. Stages: find the years, part the
sheet at each row of years, find what stands above every column and before every row.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from kaigi_docs.japanese.numerals import parse_number
from kaigi_docs.read.cells import cell_text, is_filled
from kaigi_docs.read.grid import GridCell, GridSheet
from kaigi_docs.read.statistics_series import sign_of
from kaigi_docs.read.wide.long import long_figures
from kaigi_docs.read.wide.years import YearHead, year_heads

Area = tuple[int, int, int, int]
"""First row, first column, last row, last column."""

_Cells = dict[tuple[int, int], GridCell]
_UNITS = frozenset({"", "人", "名", "件", "回", "%"})
_UNIT = re.compile(r"[(]?単位[:：].*")


class NoTable(Exception):
    """The shape of a table cannot be told.

    Attributes:
        code: of the finding.
        message, hint: Japanese.
    """

    def __init__(self, code: str, message: str, hint: str) -> None:
        """Takes all three."""
        super().__init__(message)
        self.code, self.message, self.hint = code, message, hint


@dataclass(frozen=True, slots=True)
class Figure:
    """A filled cell of a table.

    Attributes:
        cell: its own.
        year: the heading with its year, or None where the table names none.
        labels: what tells it from other figures: headings above, then labels at its side.
        around: what stands over or beside a whole block of figures, such as a title.
    """

    cell: GridCell
    year: YearHead | None
    labels: tuple[GridCell, ...]
    around: tuple[GridCell, ...]


@dataclass(frozen=True, slots=True)
class WideTable:
    """A table as found.

    Attributes:
        figures: row by row.
        outside: filled cells that are neither figures nor headings: notes, remarks.
    """

    figures: tuple[Figure, ...]
    outside: tuple[GridCell, ...]


def find_table(sheet: GridSheet, area: Area | None, *, years_down: bool | None, has_years: bool) -> WideTable:
    """The figures of the table in a sheet, or in a part of it.

    Merged headings hold for all their cells; a heading that is not merged holds until the next one to its right, or below.
    Those next to the figures do not, at the side and in a table without years: each row or column has its own there.

    The form in which e-Stat hands out figures, one a row, is known too (`kaigi_docs.read.wide.long`).

    Args:
        sheet: as found.
        area: where the table stands; None for the whole sheet.
        years_down: whether years stand one below the other; None to find out.
        has_years: whether its headings name years at all.

    Raises:
        NoTable: wide-years-missing, wide-direction, wide-years-differ, wide-empty.
    """
    cells, merged = _within(sheet, area)
    if long := long_figures(cells):
        return WideTable(tuple(Figure(*each) for each in long), ())
    if not has_years:
        return _table(cells, merged, [_block_without_years(cells)])
    down = _lie_down(cells) if years_down is None else years_down
    if down:
        cells = {(column, row): cell for (row, column), cell in cells.items()}
        merged = [(left, top, right, bottom) for top, left, bottom, right in merged]
    return _table(cells, merged, _blocks(cells, merged))


def _within(sheet: GridSheet, area: Area | None) -> tuple[_Cells, list[Area]]:
    top, left, bottom, right = area or (1, 1, 1 << 30, 1 << 30)
    cells = {
        (row, column): cell
        for (row, column), cell in sheet.cells.items()
        if top <= row <= bottom and left <= column <= right and is_filled(cell)
    }
    return cells, [each for each in sheet.merged if each[:2] in cells]


def _lie_down(cells: _Cells) -> bool:
    across, down = (max(map(_different, _lines(cells, axis).values()), default=0) for axis in (0, 1))
    if not across and not down:
        hint = "年の見出しを「令和3年」「2021」のように書くか、年が一つだけの表なら、その年を「年」の列に書いてください。"
        raise NoTable("wide-years-missing", "年の見出し（二つ以上の年の並び）が見つかりません。", hint)
    if across == down:
        message = "年が横に並ぶ表か、縦に並ぶ表か、見分けられません。"
        raise NoTable("wide-direction", message, "「年の並び」の列で選んでください。")
    return down > across


def _different(heads: Mapping[int, YearHead]) -> int:
    return len({head.key for head in heads.values()})


def _lines(cells: _Cells, axis: int) -> dict[int, dict[int, YearHead]]:
    """The years of each row (axis 0) or column (axis 1) that names any, by their place in it."""
    lines: dict[int, list[tuple[int, GridCell]]] = {}
    for place, cell in cells.items():
        lines.setdefault(place[axis], []).append((place[1 - axis], cell))
    found = {}
    for at, line in sorted(lines.items()):
        line.sort(key=lambda each: each[0])
        heads = year_heads([cell for _, cell in line])
        if heads:
            found[at] = {line[position][0]: head for position, head in heads.items()}
    return found


@dataclass(frozen=True, slots=True)
class _Block:
    """A row of years with the rows below it.

    Attributes:
        first: row from which on headings belong to it.
        head: its rows of years; empty where it has none.
        rows: those with figures.
        years: by column.
        columns: those with figures.
    """

    first: int
    head: tuple[int, ...]
    rows: tuple[int, ...]
    years: Mapping[int, YearHead] = field(default_factory=dict)
    columns: tuple[int, ...] = ()


def _blocks(cells: _Cells, merged: Iterable[Area]) -> list[_Block]:
    """The blocks of a table with its years across; each begins with the same columns of years."""
    lines = _lines(cells, 0)
    if not lines:
        raise NoTable("wide-years-missing", "年の見出しが見つかりません。", "「年の並び」か「範囲」を直してください。")
    best = max(lines.values(), key=len)
    heads = {row: years for row, years in lines.items() if set(years) == set(best) and (years is best or _is_head(years, best))}
    left = min(best)
    filled = sorted({row for row, column in cells if column >= left and _is_figure(cells[row, column])} - heads.keys())
    groups: list[list[int]] = []
    for row in sorted(heads):
        if groups and not any(groups[-1][-1] < each < row for each in filled):
            groups[-1].append(row)
        else:
            groups.append([row])
    found = []
    first = 0
    for group, following in zip(groups, [*(each[0] for each in groups[1:]), 1 << 30], strict=True):
        rows = tuple(row for row in filled if group[-1] < row < following)
        found.append(_block(first, group, rows, [heads[row] for row in group], cells, merged))
        first = rows[-1] + 1 if rows else group[-1] + 1
    return found


def _is_head(years: Mapping[int, YearHead], best: Mapping[int, YearHead]) -> bool:
    """Whether a further row of years is one: half of them at least are the same again, or they are no mere numbers."""
    same = sum(head.key == best[column].key for column, head in years.items())
    return 2 * same >= len(years) or not all(head.text.isdecimal() for head in years.values())


def _block(
    first: int,
    head: Sequence[int],
    rows: tuple[int, ...],
    years: Sequence[Mapping[int, YearHead]],
    cells: _Cells,
    merged: Iterable[Area],
) -> _Block:
    for column, year in years[0].items():
        other = next((each[column] for each in years if each[column].key != year.key), None)
        if other is not None:
            message = f"見出し{year.cell.address}と{other.cell.address}の年が違います。"
            raise NoTable("wide-years-differ", message, "正しい年に直すか、「範囲」でどちらかの行を除いてください。")
    by_column = dict(years[0])
    if rows and any(head[-1] < row < rows[0] and column >= min(by_column) for row, column in cells):
        filled = frozenset(rows)
        by_column = _spread(by_column, head[0], cells, merged, max(column for row, column in cells if row in filled))
    return _Block(first, tuple(head), rows, by_column, tuple(sorted(by_column)))


def _spread(years: Mapping[int, YearHead], row: int, cells: _Cells, merged: Iterable[Area], last: int) -> dict[int, YearHead]:
    """The years of all columns, where a row of further headings stands below: each holds until the next heading of its row."""
    ends = {left: right for top, left, _, right in merged if top == row and right > left}
    found: dict[int, YearHead] = {}
    current: YearHead | None = None
    until = last
    for column in range(min(years), last + 1):
        if column in years:
            current, until = years[column], ends.get(column, last)
        elif (row, column) in cells or column > until:
            current = None
        if current is not None:
            found[column] = current
    return found


def _block_without_years(cells: _Cells) -> _Block:
    """The one block of a table that names no years: its figures are the numbers and signs, all else above and beside them."""
    figures = [place for place, cell in cells.items() if _is_figure(cell)]
    if not figures:
        raise NoTable("wide-empty", "表に数がひとつもありません。", "シートと「範囲」を確かめてください。")
    rows = tuple(sorted({row for row, _ in figures}))
    return _Block(0, (), rows, {}, tuple(sorted({column for _, column in figures})))


def _is_figure(cell: GridCell) -> bool:
    """Whether a cell holds a number or a sign that stands for one; 20歳代 is a number with a unit, too, but a class."""
    text = cell_text(cell.value).strip()
    if cell.formula or sign_of(text) is not None:
        return True
    try:
        return parse_number(text).unit in _UNITS
    except ValueError:
        return False


def _table(cells: _Cells, merged: Sequence[Area], blocks: Sequence[_Block]) -> WideTable:
    spread = {**cells, **_merged_heads(cells, merged)}
    figures: list[Figure] = []
    used: set[str] = set()
    for block in blocks:
        found, heads = _figures(cells, spread, block)
        figures += found
        used |= heads | {cell.address for each in found for cell in (each.cell, *each.labels, *each.around)}
    if not figures:
        raise NoTable("wide-empty", "表に数がひとつもありません。", "シート、「範囲」、「年の並び」を確かめてください。")
    outside = tuple(cell for _, cell in sorted(cells.items()) if cell.address not in used and not _is_unit(cell))
    return WideTable(tuple(figures), outside)


def _merged_heads(cells: _Cells, merged: Iterable[Area]) -> _Cells:
    """The first cell of each merged range at all places that it covers."""
    return {
        (row, column): cells[top, left]
        for top, left, bottom, right in merged
        for row in range(top, bottom + 1)
        for column in range(left, right + 1)
    }


def _figures(cells: _Cells, spread: _Cells, block: _Block) -> tuple[list[Figure], set[str]]:
    """The figures of a block, and the addresses of its rows of years."""
    columns = block.columns
    rows = frozenset(block.rows)
    sides = sorted({column for row, column in cells if row in rows} - set(columns))
    sides = [column for column in sides if column < columns[0] or not block.years] if columns else []
    around = tuple(_corner(spread, block, columns))
    above, over_all = _headings(spread, block)
    beside = _labels(spread, block, sides)
    figures = [
        Figure(cells[row, column], block.years.get(column), (*above[column], *beside[row]), (*around, *over_all))
        for row in beside
        for column in columns
        if (row, column) in cells and not any(map(_is_of_codes, above[column]))
    ]
    heads = {cell.address for (row, _), cell in cells.items() if row in block.head}
    return figures, heads


def _corner(spread: _Cells, block: _Block, columns: Sequence[int]) -> Iterator[GridCell]:
    """What stands above the labels: a title, or what the block is about."""
    start = columns[0] if columns else 0
    end = block.head[-1] + 1 if block.head else _first_row(block)
    above = [place for place in spread if block.first <= place[0] < end and place[1] < start]
    return (spread[place] for place in sorted(above))


def _first_row(block: _Block) -> int:
    return block.rows[0] if block.rows else 1 << 30


def _headings(spread: _Cells, block: _Block) -> tuple[dict[int, tuple[GridCell, ...]], tuple[GridCell, ...]]:
    """What stands above each column of figures, and what stands above all of them alike."""
    rows = sorted({row for row, _ in spread if block.first <= row < _first_row(block)} - set(block.head))
    above: dict[int, list[GridCell]] = {column: [] for column in block.columns}
    over_all: list[GridCell] = []
    last = max(rows, default=0)
    for row in rows:
        heads = _carried(spread, row, block.columns, carry=row != last or bool(block.head))
        if len(set(heads.values())) == 1 and len(heads) == len(block.columns):
            over_all += set(heads.values())
            continue
        for column, cell in heads.items():
            if not _is_unit(cell) and cell not in above[column]:
                above[column].append(cell)
    return {column: tuple(found) for column, found in above.items()}, tuple(over_all)


def _carried(spread: _Cells, row: int, columns: Sequence[int], *, carry: bool) -> dict[int, GridCell]:
    found: dict[int, GridCell] = {}
    current: GridCell | None = None
    for column in columns:
        cell = spread.get((row, column))
        current = cell if cell is not None else (current if carry else None)
        if current is not None:
            found[column] = current
    return found


def _labels(spread: _Cells, block: _Block, sides: Sequence[int]) -> dict[int, tuple[GridCell, ...]]:
    """What stands beside each row of figures.

    All labels but the last of a row hold until the next one below. A row of nothing but a label is the caption of those that
    follow. A blank row ends both. Where there are labels, a row without any of its own is left out: nobody knows what it is.
    """
    found: dict[int, tuple[GridCell, ...]] = {}
    current: dict[int, GridCell] = {}
    caption: tuple[GridCell, ...] = ()
    last, rows = max(sides, default=0), frozenset(block.rows)
    for row in range(block.head[-1] + 1 if block.head else _first_row(block), max(block.rows, default=0) + 1):
        own = {column: spread[row, column] for column in sides if (row, column) in spread}
        if row in rows and sides and not own:
            continue
        if row in rows:
            current = {at: cell for at, cell in current.items() if at < min(own, default=last)} | own
            beside = (*caption, *(current[at] for at in sorted(current)))
            found[row] = tuple(dict.fromkeys(cell for cell in beside if not _is_plain_number(cell)))
        elif not any((row, column) in spread for column in block.columns):
            current, caption = {}, tuple(own.values())
    return found


def _is_unit(cell: GridCell) -> bool:
    return _UNIT.fullmatch("".join(unicodedata.normalize("NFKC", cell_text(cell.value)).split())) is not None


def _is_of_codes(cell: GridCell) -> bool:
    """Whether a column holds codes or running numbers, by its heading."""
    return cell_text(cell.value).strip().endswith(("コード", "番号"))


def _is_plain_number(cell: GridCell) -> bool:
    """Whether a label is a code or a running number, which names no class."""
    return unicodedata.normalize("NFKC", cell_text(cell.value).strip()).isdecimal()
