"""What a sheet says without text in a cell: notes, colours, merged cells, hidden rows."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kaigi_docs.findings import Severity
from kaigi_docs.read.returned.copies import says_something
from kaigi_docs.read.returned.drafts import Draft
from kaigi_docs.read.returned.ledger import Ledger
from kaigi_docs.read.returned.rows import Row
from kaigi_docs.sheets import OPEN_FILLS

TakenRow = tuple[Row, Draft]
_NO_FILL = ""
_MOST_ADDRESSES = 20
_SENT_NOTE = re.compile(r"確認[0-9]+\n")
"""Begins the notes in a 調査票 that went back to its department."""


@dataclass(frozen=True, slots=True)
class _Place:
    """A cell that takes an answer, filled or not."""

    row: Row
    draft: Draft
    key: str
    column: int

    @property
    def address(self) -> tuple[int, int]:
        return self.row.line.number, self.column

    @property
    def header(self) -> str:
        return self.draft.expected.columns[self.key].header


def ask_about_looks(taken: Sequence[TakenRow], ledger: Ledger) -> None:
    """Asks about answers that were given by merging cells or by a colour, and tells of answers in coloured text."""
    sheet = ledger.sheet
    if not sheet.merged and not sheet.fills and not sheet.inked:
        return
    places = [_Place(row, draft, key, column) for row, draft in taken for column, key in _open_columns(row, draft)]
    _ask_about_merged(places, ledger)
    _ask_about_colours(places, ledger)
    _report_inked(places, ledger)


def _open_columns(row: Row, draft: Draft) -> Iterator[tuple[int, str]]:
    open_keys = draft.expected.rows[row.measure_id].open_keys
    return ((column, key) for column, key in row.columns.keys.items() if key in open_keys)


def _ask_about_merged(places: Iterable[_Place], ledger: Ledger) -> None:
    """A merged range holds one text, in its first cell; whether the others mean the same only the department knows."""
    ranges = [each for each in ledger.sheet.merged if (each[0], each[1]) in ledger.entries]
    for place in places if ranges else ():
        row, column = place.address
        for top, left, bottom, right in ranges:
            if top <= row <= bottom and left <= column <= right and (row, column) != (top, left):
                first = ledger.entries[top, left]
                found = f"「{place.header}」の欄が、{first.cell.address}と結合されています。{first.words}"
                request = "同じ回答でよければ、それぞれの行に書いてください。"
                where = ledger.location(row, column)
                measure_id = place.row.measure_id
                place.draft.ask("answers-merged", Severity.ERROR, measure_id, place.key, where, found, request)


def _ask_about_colours(places: Sequence[_Place], ledger: Ledger) -> None:
    """A blank cell in another colour than those that were sent: somebody may have answered by it.

    Where no cell has a colour of ours any more, since another program changed them, that of most blank cells counts.
    """
    fills = ledger.sheet.fills
    ours = {_NO_FILL, *OPEN_FILLS.values()}
    colours = Counter(fills.get(place.address, _NO_FILL) for place in places)
    if not (colours.keys() & ours) - {_NO_FILL}:
        ours |= {colour for colour, _ in colours.most_common(1)}
    for place in places:
        is_blank = place.address not in ledger.entries and not _is_covered(place, ledger)
        if is_blank and fills.get(place.address, _NO_FILL) not in ours:
            found = f"「{place.header}」の欄に文がなく、色だけが付いています。"
            request = "色で答えたのなら、言葉で書いてください。"
            where = ledger.location(*place.address)
            place.draft.ask("answer-coloured", Severity.ERROR, place.row.measure_id, place.key, where, found, request)


def _report_inked(places: Iterable[_Place], ledger: Ledger) -> None:
    """A colour may mean that a text is new, doubted or to be left out; what is struck through is asked about anyhow."""
    entries = [ledger.entries[place.address] for place in places if place.address in ledger.sheet.inked & ledger.entries.keys()]
    coloured = [entry for entry in entries if not entry.cell.struck]
    if coloured:
        shown = "、".join(entry.cell.address for entry in coloured[:_MOST_ADDRESSES])
        rest = f"など{len(coloured)}か所" if len(coloured) > _MOST_ADDRESSES else ""
        message = f"色の付いた文字の回答があります（{shown}{rest}）。ほかの回答と同じように使います。"
        hint = "消すつもりの文や、まだ決まっていない文でないか確かめてください。"
        ledger.remark(Severity.WARNING, "text-coloured", ledger.where(coloured[0]), message, hint)


def _is_covered(place: _Place, ledger: Ledger) -> bool:
    row, column = place.address
    return any(top <= row <= bottom and left <= column <= right for top, left, bottom, right in ledger.sheet.merged)


def remark_hidden(taken: Sequence[TakenRow], ledger: Ledger) -> None:
    """Warns of answers in hidden rows and hidden sheets; they were read."""
    sheet = ledger.sheet
    hidden = [row for row, draft in taken if row.line.number in sheet.hidden_rows and says_something(row, draft.expected)]
    if hidden:
        numbers = "、".join(str(row.line.number) for row in hidden)
        where = ledger.location(hidden[0].line.number, 1)
        message = f"隠れた行に回答があります（{numbers}行目）。回答として読みました。"
        ledger.remark(Severity.WARNING, "row-hidden", where, message, "使ってよいか確かめてください。")
    if sheet.hidden and taken:
        where = ledger.sheet_location
        ledger.remark(
            Severity.WARNING,
            "sheet-hidden",
            where,
            "隠れたシートに調査票があります。読みました。",
            "使ってよいか確かめてください。",
        )


def report_notes(ledger: Ledger) -> None:
    """Reports every メモ and comment with its text; one that begins as those that we send is only noted."""
    for (row, column), text in sorted(ledger.sheet.notes.items()):
        where = ledger.location(row, column)
        said = f"「{' '.join(text.split())}」"
        if _SENT_NOTE.match(text):
            ledger.remark(Severity.NOTE, "note-kept", where, f"確認をお願いしたメモが残っています。{said}")
        elif text.strip():
            hint = "メモは資料に使いません。回答か、事務局への伝言かを確かめてください。"
            ledger.remark(Severity.WARNING, "note-added", where, f"メモがあります。{said}", hint)
