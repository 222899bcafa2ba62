"""Cells that name rows of another sheet by their ids, and what was meant where they do not."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.read.cells import did_you_mean, listed, nearest, nearest_id, normalised_number
from kaigi_docs.read.rows import Row


@dataclass(frozen=True, slots=True)
class Named:
    """What else people call the row of an id: (name, how a message shows it)."""

    id: str
    written: bool
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Targets:
    """The rows that references may name.

    Attributes:
        sheet: where they stand.
        ids: all that count, in the order of the sheet; those of faulty rows too, lest one fault be reported twice.
        written: the ids that really stand in the sheet.
        names: other names by key, as (id, how a message shows the name).
    """

    sheet: str
    ids: tuple[str, ...]
    written: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: str, things: Iterable[Named]) -> Targets:
        """The targets that these rows make; a name of two of them names neither."""
        rows = [thing for thing in things if thing.id]
        named: dict[str, set[tuple[str, str]]] = {}
        for thing in rows:
            for name, shown in thing.names:
                named.setdefault(_name_key(name), set()).add((thing.id, shown))
        clear = {key: min(found) for key, found in named.items() if key and len({each for each, _ in found}) == 1}
        written = tuple(dict.fromkeys(thing.id for thing in rows if thing.written))
        return cls(sheet, tuple(dict.fromkeys(thing.id for thing in rows)), written, clear)

    def accepted(self) -> str:
        """What may be written, in a sentence."""
        if self.written:
            return f"あるのは{listed(self.written)}です。"
        return f"「{self.sheet}」シートが空です。"

    def hint(self, unknown: str) -> str:
        """What was probably meant: an id with other zeros, or the id of a row that was called by its number or title."""
        likely = nearest_id(unknown, self.ids)
        if likely is not None:
            return f"{did_you_mean(likely)}IDを確かめてください。"
        exact = self.names.get(_name_key(unknown))
        if exact is not None:
            return f"{exact[1]}のIDは {exact[0]} です。IDで書いてください。"
        alike = self._alike(unknown)
        if alike is not None:
            return f"{alike[1]}のことなら、IDは {alike[0]} です。IDで書いてください。"
        return "IDを確かめてください。"

    def _alike(self, unknown: str) -> tuple[str, str] | None:
        """(id, name shown) of a similar name with the same digits; an id or a bare number is like no name."""
        key = _name_key(unknown)
        if re.fullmatch(r"[a-z]*[0-9-]*", key):
            return None
        fitting = [name for name in self.names if _digits(name) == _digits(key)]
        found = nearest(key, fitting)
        return self.names[found] if found is not None else None


def _name_key(text: str) -> str:
    """A number or title for comparing; 資料１, 資料1 and 1 are one."""
    return fold_name(normalised_number(text))


def _digits(text: str) -> list[str]:
    return re.findall(r"[0-9]+", text)


def known_references(row: Row, header: str, targets: Targets, findings: Findings) -> tuple[str, ...]:
    """The ids in a cell that exist; each other one is a finding that names the sheet to look in."""
    value = row.values.get(header)
    ids = (value,) if isinstance(value, str) else row.words(header)
    for unknown in (candidate for candidate in ids if candidate not in targets.ids):
        message = f"{header}「{unknown}」は「{targets.sheet}」シートにありません。{targets.accepted()}"
        findings.error("reference-unknown", row.place(header), message, targets.hint(unknown))
    return tuple(candidate for candidate in ids if candidate in targets.ids)


def level_of(thing: str, parents: Mapping[str, str | None]) -> int | None:
    """The level of a thing below its parents, from 1; None when the parents go in a circle."""
    level, seen = 1, {thing}
    parent = parents.get(thing)
    while parent is not None:
        if parent in seen:
            return None
        seen.add(parent)
        level, parent = level + 1, parents.get(parent)
    return level


def read_parents(rows: Sequence[Row], header: str, targets: Targets, levels: int, findings: Findings) -> dict[str, str | None]:
    """The parent of each row by id; circles and too many levels are findings, and such a row has no parent."""
    parents: dict[str, str | None] = {}
    for row in rows:
        known = known_references(row, header, targets, findings)
        parents[row.id] = known[0] if known else None
    for row in rows:
        if level_of(row.id, parents) is None:
            message = f"{header}をたどると元に戻ります。"
            findings.error("parent-circle", row.place(header), message, "いちばん上の段では空けておいてください。")
            parents[row.id] = None
    for row in rows:
        level = level_of(row.id, parents)
        if level is not None and level > levels:
            message = f"「{targets.sheet}」は{levels}段までです。この行は{level}段目になっています。"
            findings.error("level-too-deep", row.place(header), message, f"{header}を見直してください。")
    return parents
