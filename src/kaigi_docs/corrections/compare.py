"""Two versions of the content of a 資料 -> their differences, found by id where things have one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

from kaigi_docs.corrections.content import Content, Grid, GridRow, Passage, cell_key

_ALIKE = 0.35  # texts less alike than this are two texts, not one that was changed
_PAGE = "このページ"  # of another program
_COMPARED = 400  # characters by which likeness is measured


class ChangeKind(StrEnum):
    """What happened to a place."""

    CHANGED = "changed"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"
    REPLACED = "replaced"  # a page of another program, whose words nobody reads


@dataclass(frozen=True, slots=True)
class Change:
    """A difference between two versions of a 資料.

    Attributes:
        where: what people call the place.
        old, new: its text; None where there is none.
        old_key, new_key: of the place as `Content.texts` has it, "" where it is not there.
    """

    kind: ChangeKind
    where: str
    old: str | None
    new: str | None
    old_key: str = ""
    new_key: str = ""


def compare_contents(old: Content, new: Content) -> list[Change]:
    """The differences in the order of the new version, each place once; what was removed stands behind.

    A place that both versions have is called as the old one calls it: so members find it on the paper in their hands.

    Limits: rows whose ids are positions look changed one after the other where one was put between them.
    """
    changes = [
        *_keyed([p for p in old.passages if p.scope is None], [p for p in new.passages if p.scope is None]),
        *_positional([p for p in old.passages if p.scope is not None], [p for p in new.passages if p.scope is not None]),
        *_grids(old.grids, new.grids),
    ]
    order = {key: number for number, (key, _) in enumerate(new.texts())}
    return sorted(changes, key=lambda change: order.get(change.new_key, len(order)))


def _keyed(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Change]:
    """Places that have a key of their own; a line that now stands below another heading is found again by its label."""
    before, now = {each.key: each for each in old}, {each.key: each for each in new}
    elsewhere = [each for each in old if each.is_line and each.key not in now]
    for each in new:
        found = before.get(each.key)
        if found is None and each.is_line:
            found = next((line for line in elsewhere if line.where == each.where), None)
            elsewhere = [line for line in elsewhere if line is not found]
        before.pop(found.key if found is not None else "", None)
        yield from _passage(found, each)
    for gone in before.values():
        yield from _passage(gone, None)


def _positional(old: Sequence[Passage], new: Sequence[Passage]) -> Iterator[Change]:
    """Paragraphs, aligned by their texts below each heading."""
    for scope in dict.fromkeys(each.scope for each in (*old, *new)):
        before, now = [each for each in old if each.scope == scope], [each for each in new if each.scope == scope]
        matcher = SequenceMatcher(None, [each.text for each in before], [each.text for each in now], autojunk=False)
        for tag, first, end, other, other_end in matcher.get_opcodes():
            if tag != "equal":
                for one, another in pairs(before[first:end], now[other:other_end]):
                    yield from _passage(one, another)


def pairs(old: Sequence[Passage], new: Sequence[Passage]) -> list[tuple[Passage | None, Passage | None]]:
    """Which paragraph became which: the most alike pair first, then those before and after it; order is kept."""
    if not old or not new:
        return [*((each, None) for each in old), *((None, each) for each in new)]
    likeness = {(i, j): _likeness(one.text, other.text) for i, one in enumerate(old) for j, other in enumerate(new)}
    (i, j), best = max(likeness.items(), key=lambda item: item[1])
    if best < _ALIKE:
        if len(old) == len(new):
            return list(zip(old, new, strict=True))
        return [*((each, None) for each in old), *((None, each) for each in new)]
    return [*pairs(old[:i], new[:j]), (old[i], new[j]), *pairs(old[i + 1 :], new[j + 1 :])]


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one[:_COMPARED], other[:_COMPARED], autojunk=False).ratio()


def _passage(old: Passage | None, new: Passage | None) -> Iterator[Change]:
    if old is None and new is not None:
        yield Change(ChangeKind.ADDED, new.where, None, _PAGE if new.is_page else new.text, new_key=new.key)
    elif new is None and old is not None:
        yield Change(ChangeKind.REMOVED, old.where, _PAGE if old.is_page else old.text, None, old_key=old.key)
    elif old is not None and new is not None and old.text != new.text and new.is_page:
        yield Change(ChangeKind.REPLACED, old.where, None, None, old.key, new.key)
    elif old is not None and new is not None and old.text != new.text:
        yield Change(ChangeKind.CHANGED, old.where, old.text, new.text, old.key, new.key)


def _grids(old: Sequence[Grid], new: Sequence[Grid]) -> Iterator[Change]:
    before, now = {grid.id: grid for grid in old}, {grid.id: grid for grid in new}
    for key, grid in now.items():
        if key in before:
            yield from _grid(before[key], grid)
        else:
            yield Change(ChangeKind.ADDED, grid.name or "表", None, _whole(grid), new_key=_first_key(grid))
    for key, grid in before.items():
        if key not in now:
            yield Change(ChangeKind.REMOVED, grid.name or "表", _whole(grid), None, old_key=_first_key(grid))


def _grid(old: Grid, new: Grid) -> Iterator[Change]:
    """The differences of one table: columns, groups, rows, then the cells of rows and columns that both have."""
    yield from _columns(old, new)
    yield from _groups(old, new)
    yield from _rows(old, new)
    before = {row.id: row for row in old.rows}
    for row in new.rows:
        if row.id in before:
            yield from _cells(old, new, before[row.id], row)
    if old.look != new.look:
        yield Change(ChangeKind.CHANGED, f"{old.name}の描き方", "", "", _first_key(old), _first_key(new))


def _columns(old: Grid, new: Grid) -> Iterator[Change]:
    for key, heading in new.columns.items():
        place, where = cell_key(new, column=key), f"{old.name}列の見出し"
        if key not in old.columns:
            yield Change(ChangeKind.ADDED, f"{new.name}列「{_line(heading)}」", None, f"列「{_line(heading)}」", new_key=place)
        elif old.columns[key] != heading:
            yield Change(ChangeKind.CHANGED, where, old.columns[key], heading, cell_key(old, column=key), place)
    for key, heading in old.columns.items():
        if key not in new.columns:
            place = cell_key(old, column=key)
            yield Change(ChangeKind.REMOVED, f"{old.name}列「{_line(heading)}」", f"列「{_line(heading)}」", None, place)
    kept, ordered = [key for key in old.columns if key in new.columns], [key for key in new.columns if key in old.columns]
    if kept != ordered:
        before, now = ("、".join(_line(grid.columns[key]) for key in keys) for grid, keys in ((old, kept), (new, ordered)))
        yield Change(ChangeKind.MOVED, f"{old.name}列の順序", before, now, _first_key(old), _first_key(new))


def _groups(old: Grid, new: Grid) -> Iterator[Change]:
    for key, label in new.groups.items():
        if key in old.groups and old.groups[key] != label:
            place = cell_key(new, group=key)
            yield Change(ChangeKind.CHANGED, f"{old.name}施策の見出し行", old.groups[key], label, cell_key(old, group=key), place)


def _rows(old: Grid, new: Grid) -> Iterator[Change]:
    """Rows added, removed, put under another group, and the order of the rest."""
    before, now = {row.id: row for row in old.rows}, {row.id: row for row in new.rows}
    for row in new.rows:
        if row.id not in before:
            yield Change(ChangeKind.ADDED, _row_name(new, row), None, _row_text(new, row), new_key=_row_key(new, row))
        elif before[row.id].group != row.group:
            labels = old.groups.get(before[row.id].group, ""), new.groups.get(row.group, "")
            keys = _row_key(old, before[row.id]), _row_key(new, row)
            yield Change(ChangeKind.MOVED, f"{_row_name(old, before[row.id])}の載る所", *labels, *keys)
    for row in old.rows:
        if row.id not in now:
            yield Change(ChangeKind.REMOVED, _row_name(old, row), _row_text(old, row), None, old_key=_row_key(old, row))
    kept = [row for row in old.rows if row.id in now and now[row.id].group == row.group]
    ordered = [row for row in new.rows if row.id in before and before[row.id].group == row.group]
    if [row.id for row in kept] != [row.id for row in ordered]:
        yield _reordered(old, new, kept, ordered)


def _reordered(old: Grid, new: Grid, kept: Sequence[GridRow], ordered: Sequence[GridRow]) -> Change:
    """The order of rows from the first to the last that changed its place."""
    moved = [number for number, (one, other) in enumerate(zip(kept, ordered, strict=True)) if one.id != other.id]
    first, end = moved[0], moved[-1] + 1
    before, now = ("、".join(row.name for row in rows[first:end]) for rows in (kept, ordered))
    keys = _row_key(old, kept[first]), _row_key(new, ordered[first])
    return Change(ChangeKind.MOVED, f"{old.name}行の順序", before, now, *keys)


def _cells(old: Grid, new: Grid, before: GridRow, now: GridRow) -> Iterator[Change]:
    for key, text in now.cells.items():
        earlier = before.cells.get(key)
        if earlier is not None and earlier != text:
            where = f"{_row_name(old, before)}の「{_line(old.columns[key]) or '名前'}」"
            yield Change(ChangeKind.CHANGED, where, earlier, text, cell_key(old, before.id, key), cell_key(new, now.id, key))


def _row_name(grid: Grid, row: GridRow) -> str:
    return f"{grid.name}「{row.name}」"


def _row_text(grid: Grid, row: GridRow) -> str:
    """A row on one line, each cell behind its heading."""
    named = ((_line(grid.columns[key]), _line(text)) for key, text in row.cells.items() if text)
    return "　".join(f"{heading}：{text}" if heading else text for heading, text in named)


def _row_key(grid: Grid, row: GridRow) -> str:
    """The key of the first cell with text."""
    return cell_key(grid, row.id, next((key for key, text in row.cells.items() if text), next(iter(row.cells), "")))


def _first_key(grid: Grid) -> str:
    return cell_key(grid, column=next(iter(grid.columns), ""))


def _whole(grid: Grid) -> str:
    """A table that the other version lacks, by its headings."""
    return f"{len(grid.rows)}行の表（{'、'.join(filter(None, map(_line, grid.columns.values())))}）"


def _line(text: str) -> str:
    return " ".join(text.split())
