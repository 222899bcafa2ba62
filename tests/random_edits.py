"""Meetings and edits by chance: what departments do to their 調査票, in any order, with a book of what they typed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from edited_sheets import ANSWERS, HEADERS, KEYS, STAMP, Asked, EditedSheet, Place, asked_rows, unaccounted
from kaigi_docs.model.status_sheet import ANSWERER, RowId
from kaigi_docs.read.returned.sheets import SheetReading
from shapes import PLAIN, SHAPES

Small = Mapping[str, Sequence[Mapping[str, Any]]]
OTHER_CITIES = [shape for shape in SHAPES.values() if shape.get("施策一覧")]

_PLACES = ("公民館", "駅前", "北部", "南部", "学校", "みほん港", "𠮷野地区", "図書館")
_DOINGS = ("の講座", "での相談", "見守り", "の研修", "交流会", "（㈱みほん商事）", "の当番", "調べ")
_SUMMARIES = ("", "だれでも\n立ち寄れる。", "⑩回開く。", "電話　で受ける。")
_WORDS = ("月２回開いた", "約100人", "1,234人", "同上", "〃", "ほぼ実施", "R4.6.1", "=1+1", "変更なし", "中止した", "①と②")


def random_asked(random: Random, small: Small) -> Asked:
    """A meeting with columns, scales and measures by chance; some answers are there already, some from last time."""
    departments = [str(each["課名"]) for each in small["担当課"]]
    names = random.sample([place + doing for place in _PLACES for doing in _DOINGS], random.randint(1, 12))
    measures = [
        {
            "事業名": name,
            "事業概要": random.choice(_SUMMARIES),
            "担当課": "、".join(random.sample(departments, random.choice((1, 1, 2)))),
            **{key: random.choice(("", "前と同じ文。", "会場を変えた。")) for key in ANSWERS if key != "評価"},
        }
        for name in names
    ]
    rows = asked_rows(small, 施策一覧=measures)
    if random.random() < 0.3:
        rows["施策一覧"] = [{**row, "前年度取組状況": random.choice(("", "もう書いてある。"))} for row in rows["施策一覧"]]
    return Asked(rows)


def asked_elsewhere(small: Small) -> list[Asked]:
    """The meetings of other cities, with the answers that they print already in the open cells."""
    basics = [{**small["会議"][0], "調査票の締切": "令和4年5月31日"}]
    return [Asked({**small, **PLAIN, **shape, "会議": basics}) for shape in OTHER_CITIES]


def edited_by_chance(asked: Asked, random: Random) -> Hand:
    """A sheet of one department, at times with that of another pasted below it, after up to 25 edits."""
    first, *others = random.sample(sorted(asked.departments), len(asked.departments))
    sheet = asked.sheet(first)
    if others and random.random() < 0.15:
        sheet.paste_below(asked.sheet(others[0]))
    hand = Hand(sheet, random, asked)
    hand.edit(random.randint(1, 25))
    return hand


class Hand:
    """A person who edits one sheet.

    Attributes:
        sheet: in their hands.
        meant: (measure, key) of everything typed as an answer, by its text.
        moved_blindly: whether what can be seen was moved without the hidden keys.
        done: names of the edits so far.
    """

    def __init__(self, sheet: EditedSheet, random: Random, asked: Asked) -> None:
        """Takes a sheet."""
        self.sheet = sheet
        self.meant: dict[str, tuple[str, str]] = {}
        self.moved_blindly = False
        self.done: list[str] = []
        self._random = random
        self._asked = asked
        self._count = 0
        measures = [row.measure for row in asked.expected.rows.values()]
        columns = [column for column in asked.expected.columns.values() if column.open]
        self._open_texts = {column.text(measure, asked.sent).value for measure in measures for column in columns}

    def edit(self, times: int) -> None:
        """Does so many things, typing most often."""
        for _ in range(times):
            edit = self._random.choices(_EDITS, _WEIGHTS)[0]
            self.done.append(edit.__name__)
            edit(self)

    def faults(self, reading: SheetReading) -> list[str]:
        """What is lost or stands in the wrong place."""
        faults = unaccounted(reading, self.sheet)
        for sheet in reading.sheets:
            for answer in sheet.answers:
                place = self.meant.get(answer.text.value)
                is_typed = answer.text.value.startswith("〔")
                if is_typed and not self.moved_blindly and place != (answer.measure_id, answer.key):
                    faults.append(f"{answer.text.value} {answer.measure_id} {answer.key} instead of {place}")
        return faults

    def arrived(self, reading: SheetReading) -> int:
        """How many of the typed cells are answers, those of the answerer included."""
        typed = set(self.sheet.typed.values())
        texts = [text for sheet in reading.sheets for text in (*(each.text for each in sheet.answers), *sheet.answerer.values())]
        return sum(text.value in typed for text in texts)

    def answer(self) -> None:
        """Types into a cell that takes an answer, where it can still be told."""
        ids = [(row, found) for (row, _), cell in self.sheet.cells.items() if (found := RowId.parse(str(cell.value))) is not None]
        keys = {str(cell.value): column for (row, column), cell in self.sheet.cells.items() if row <= HEADERS + 4}
        row, row_id = self._random.choice(ids or [(0, None)])
        if row_id is None:
            return
        if row_id.subject == ANSWERER:
            open_keys = {key for key, field in self._asked.expected.answerer.items() if field.open}
        else:
            open_keys = set(self._asked.expected.rows[row_id.subject].open_keys)
        there = sorted(open_keys & keys.keys())
        if there:
            key = self._random.choice(there)
            self.meant[self._type((row, keys[key]))] = (row_id.subject, key)

    def stray(self) -> None:
        """Types somewhere outside the table."""
        column = self.sheet.last_column + self._random.randint(1, 3)
        row = self.sheet.last_row + self._random.randint(1, 3)
        inside = self._random.randint(1, max(self.sheet.last_row, 1))
        self._type(self._random.choice([(row, self._random.randint(1, column)), (inside, column)]))

    def overwrite(self) -> None:
        """Types over a text that was sent: a title, a header, a name, an answer of last time; not over ids and keys."""
        fixed = [
            place
            for place, cell in self.sheet.cells.items()
            if place not in self.sheet.typed
            and cell.value not in self._open_texts
            and not _is_hidden(str(cell.value), self._asked)
        ]
        if fixed:
            self._type(self._random.choice(fixed))

    def damage(self) -> None:
        """Changes an id of a row."""
        ids = [place for place, cell in self.sheet.cells.items() if RowId.parse(str(cell.value)) is not None]
        if ids:
            place = self._random.choice(ids)
            text = self.sheet.text(*place)
            self.sheet.cells[place] = _with(self.sheet, place, text[:-1] + ("2" if text[-1] != "2" else "3"))

    def sort_rows(self) -> None:
        """Sorts the rows of measures, at times with those above."""
        first = self._random.choice((HEADERS + 1, HEADERS + 1, HEADERS + 1, KEYS))
        rows = list(range(first, self.sheet.last_row + 1))
        order = self._random.sample(rows, len(rows))
        if rows:
            self.sheet.sort(order)

    def insert_row(self) -> None:
        """Inserts a row."""
        self.sheet.insert_row(self._random.randint(1, self.sheet.last_row + 1))

    def insert_column(self) -> None:
        """Inserts a column."""
        self.sheet.insert_column(self._random.randint(1, self.sheet.last_column + 1))

    def delete_row(self) -> None:
        """Deletes a row of the table."""
        self.sheet.delete_row(self._random.randint(HEADERS, max(self.sheet.last_row, HEADERS)))

    def delete_column(self) -> None:
        """Deletes a column."""
        self.sheet.delete_column(self._random.randint(1, max(self.sheet.last_column, 1)))

    def move_column(self) -> None:
        """Moves a whole column."""
        last = max(self.sheet.last_column, 1)
        self.sheet.move_column(self._random.randint(1, last), self._random.randint(1, last))

    def move_blindly(self) -> None:
        """Exchanges what can be seen of two columns; their hidden keys stay behind."""
        if self.sheet.last_column < 4:
            return
        one, other = self._random.sample(range(2, self.sheet.last_column + 1), 2)
        to = {one: other, other: one}
        self.sheet._move(lambda place: (place[0], to.get(place[1], place[1])) if place[0] >= HEADERS else place)
        self.moved_blindly = True

    def copy_row(self) -> None:
        """Copies a row, or the headers."""
        row = self._random.randint(HEADERS - 3, max(self.sheet.last_row, HEADERS))
        self.sheet.copy_row(row, self._random.randint(HEADERS, max(self.sheet.last_row, HEADERS) + 2))

    def rename(self) -> None:
        """Gives the tab another name."""
        self.sheet.title = self._random.choice(("Sheet1", "回答（最終）", "選択肢", "D09 総務課"))

    def delete_hidden_row(self) -> None:
        """Loses the keys of the table, or the stamp with those of the answerer."""
        self.sheet.delete_row(self._random.choice((STAMP, KEYS)))

    def delete_hidden_column(self) -> None:
        """Loses the ids."""
        self.sheet.delete_column(1)

    def lose_hidden(self) -> None:
        """What 無害化 does."""
        self.sheet.lose_hidden()

    def merge(self) -> None:
        """Merges cells of one column."""
        top = self._random.randint(1, max(self.sheet.last_row, 1))
        column = self._random.randint(2, max(self.sheet.last_column, 2))
        self.sheet.merge(top, column, top + self._random.randint(1, 3), column)

    def hide_row(self) -> None:
        """Hides a row, as filters do."""
        self.sheet.hidden_rows.add(self._random.randint(1, self.sheet.last_row + 1))

    def colour(self) -> None:
        """Colours a cell."""
        row, column = self._random.randint(1, self.sheet.last_row + 1), self._random.randint(1, self.sheet.last_column + 1)
        self.sheet.fills[row, column] = "FFFF00"

    def _type(self, place: Place) -> str:
        self._count += 1
        text = f"〔{self._count}〕{self._random.choice(_WORDS)}"
        self.sheet.type(place, text)
        return text


def _is_hidden(text: str, asked: Asked) -> bool:
    known = text in asked.expected.keys or text in asked.expected.answerer_keys
    return known or text.startswith("kaigi-status-sheet") or "." in text


def _with(sheet: EditedSheet, place: Place, text: str) -> Any:
    return replace(sheet.cells[place], value=text)


_CHANCES: dict[Callable[[Hand], None], int] = {
    Hand.answer: 30,
    Hand.stray: 6,
    Hand.overwrite: 6,
    Hand.damage: 2,
    Hand.sort_rows: 3,
    Hand.insert_row: 3,
    Hand.insert_column: 3,
    Hand.delete_row: 2,
    Hand.delete_column: 2,
    Hand.move_column: 3,
    Hand.move_blindly: 1,
    Hand.copy_row: 4,
    Hand.rename: 2,
    Hand.delete_hidden_row: 1,
    Hand.delete_hidden_column: 1,
    Hand.lose_hidden: 1,
    Hand.merge: 2,
    Hand.hide_row: 1,
    Hand.colour: 1,
}
_EDITS, _WEIGHTS = list(_CHANCES), list(_CHANCES.values())
