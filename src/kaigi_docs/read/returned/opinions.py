"""A sheet of opinions that came back -> what the department says to each, and what became of every filled cell.

Told apart from a 調査票 by its hidden stamp and the ids of its rows, sheet by sheet: either may have been moved into any book.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from kaigi_docs.declarations.opinion_book import (
    COLUMNS,
    HIDDEN_HEADERS,
    KEY_CHECK,
    KEY_ID,
    LINE_ENDS,
    LOCKED_KEYS,
    TITLE_BEGINS,
)
from kaigi_docs.findings import Finding, Severity
from kaigi_docs.model.opinion_sheet import (
    OPINION_STAMP_VERSION,
    OpinionReply,
    OpinionRowId,
    OpinionStamp,
    Reply,
    checked,
    code_of,
    looks_like_opinion_id,
)
from kaigi_docs.model.returned import CellCount
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import cell_text
from kaigi_docs.read.grid import GridSheet
from kaigi_docs.read.returned.books import ReturnedBook
from kaigi_docs.read.returned.expected import normalised
from kaigi_docs.read.returned.ledger import Entry, Ledger, extent, quoted_here
from kaigi_docs.read.returned.looks import report_notes

_KEYS = frozenset({KEY_ID, KEY_CHECK, *(each.key for each in COLUMNS)})
_HEADERS = {header: key for key, header in HIDDEN_HEADERS.items()} | {each.header: each.key for each in COLUMNS}
_NOTES = frozenset(each.note for each in COLUMNS if each.note)
_LEAST = 3
"""So many different keys or headers in one row are no accident."""
_TAKE_OVER = "使うときは、「事務局の考え方.xlsx」に書き写してください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionsReading:
    """What the sheets of opinions in a book say.

    Attributes:
        replies: in the order of the book.
        findings: everything that is no reply.
        cells: what became of the filled cells; it adds up.
        rest: the book without these sheets; None where nothing else is in it.
    """

    replies: tuple[OpinionReply, ...]
    findings: tuple[Finding, ...]
    cells: CellCount
    rest: ReturnedBook | None

    @property
    def is_any(self) -> bool:
        """Whether there was a sheet of opinions at all."""
        return self.cells.filled > 0


def read_opinion_sheets(book: ReturnedBook, round_id: str) -> OpinionsReading:
    """What departments say to opinions, row by row by their hidden ids; position, order and names of sheets mean nothing.

    Codes: opinion-sheet-other-meeting, opinion-sheet-other-form, opinion-columns-lost, opinion-row-unknown (errors),
    opinion-formula, opinion-struck, opinion-merged, opinion-locked-changed, cell-stray, note-added (warnings).

    Args:
        book: its grids.
        round_id: of this meeting.

    Raises:
        AssertionError: a filled cell would be lost; a defect of this package.
    """
    own = [sheet for sheet in book.grid.sheets if _is_of_opinions(sheet)]
    others = tuple(sheet for sheet in book.grid.sheets if sheet not in own)
    replies: list[OpinionReply] = []
    findings: list[Finding] = []
    cells = CellCount()
    for sheet in own:
        ledger = Ledger(book.file, sheet)
        found = _read_sheet(ledger, round_id, book)
        report_notes(ledger)
        if not ledger.count().adds_up or ledger.count().answers != len(found):
            raise AssertionError(f"{book.file}: cells are lost: {[each.cell.address for each in ledger.pending()]}")
        replies += found
        findings += ledger.findings
        cells += ledger.count()
    rest = replace(book, grid=replace(book.grid, sheets=others))
    nothing_else = bool(own) and not any(sheet.cells or sheet.notes for sheet in others)
    return OpinionsReading(replies=tuple(replies), findings=tuple(findings), cells=cells, rest=None if nothing_else else rest)


def _is_of_opinions(sheet: GridSheet) -> bool:
    """Whether a stamp or the id of a row stands in it; the ids stand first in their rows."""
    for cell in sheet.cells.values():
        text = cell_text(cell.value) if isinstance(cell.value, str) else ""
        if text.startswith(("kaigi-opinions/", "opinion/")) and (OpinionStamp.parse(text) or OpinionRowId.parse(text)):
            return True
    return False


def _read_sheet(ledger: Ledger, round_id: str, book: ReturnedBook) -> list[OpinionReply]:
    lines = {number: tuple(row) for number, row in groupby(ledger.entries.values(), lambda entry: entry.cell.row)}
    if _is_refused(ledger, round_id):
        return []
    columns = _columns(lines.values())
    if not {Reply.VIEW, Reply.ACTION} & set(columns.values()):
        entries = list(ledger.entries.values())
        message = f"「考え方」と「対応方針」の列がどれか分かりません。{extent(entries)}"
        ledger.report(Severity.ERROR, "opinion-columns-lost", entries, message, _TAKE_OVER)
        return []
    replies: list[OpinionReply] = []
    for line in lines.values():
        replies += _read_line(line, columns, ledger, book)
    return replies


def _is_refused(ledger: Ledger, round_id: str) -> bool:
    """Whether a sheet is of another meeting or of another version of this program; all of it is one finding then."""
    entries = list(ledger.entries.values())
    stamps = [stamp for entry in entries if (stamp := OpinionStamp.parse(entry.plain)) is not None]
    rounds = {row_id.round_id for entry in entries if (row_id := OpinionRowId.parse(entry.plain)) is not None}
    rounds |= {stamp.round_id for stamp in stamps}
    if stamps and all(stamp.version != OPINION_STAMP_VERSION for stamp in stamps):
        message = f"この様式（{stamps[0].version}）は、このプログラムでは読めません。{extent(entries)}"
        hint = "作ったときのプログラムで読んでください。"
        ledger.report(Severity.ERROR, "opinion-sheet-other-form", entries, message, hint)
        return True
    if round_id not in rounds:
        message = f"別の会議の意見の照会です（{'、'.join(sorted(rounds))}）。使っていません。{extent(entries)}"
        hint = "今回のものに書いて返すように頼んでください。"
        ledger.report(Severity.ERROR, "opinion-sheet-other-meeting", entries, message, hint)
        return True
    return False


def _columns(lines: Iterable[Sequence[Entry]]) -> dict[int, str]:
    """The keys of columns by their numbers: by the row of hidden keys, else by the headers."""
    by_headers: dict[int, str] = {}
    for line in lines:
        keys = {entry.cell.column: entry.plain for entry in line if entry.plain in _KEYS}
        if len(keys) >= _LEAST:
            return keys
        headers = {entry.cell.column: _HEADERS[entry.plain] for entry in line if entry.plain in _HEADERS}
        if len(headers) >= _LEAST and not by_headers:
            by_headers = headers
    return by_headers


def _read_line(line: Sequence[Entry], columns: Mapping[int, str], ledger: Ledger, book: ReturnedBook) -> Iterable[OpinionReply]:
    """The replies of a row; what is neither a reply nor ours is reported with its text."""
    ids = [(entry, row_id) for entry in line if (row_id := OpinionRowId.parse(entry.plain)) is not None]
    if ids:
        return _read_row(line, ids, columns, ledger, book)
    if any(looks_like_opinion_id(entry.plain) for entry in line):
        message = f"行の番号が壊れているので、どの意見か分かりません。{quoted_here(line)}"
        ledger.report(Severity.ERROR, "opinion-row-unknown", line, message, _TAKE_OVER)
        return []
    ledger.ours(*(entry for entry in line if _is_of_frame(entry)))
    strays = ledger.pending(line)
    if strays:
        _report_stray(strays, ledger)
    return []


def _read_row(
    line: Sequence[Entry],
    ids: Sequence[tuple[Entry, OpinionRowId]],
    columns: Mapping[int, str],
    ledger: Ledger,
    book: ReturnedBook,
) -> list[OpinionReply]:
    ledger.ours(*(entry for entry, _ in ids))
    replies: list[OpinionReply] = []
    checks = _checks(line, columns)
    for entry in ledger.pending(line):
        key = columns.get(entry.cell.column, "")
        if key not in tuple(Reply):
            continue
        if code_of(Reply(key), entry.text) in checks[1:]:
            ledger.ours(entry)
            continue
        fault = _fault(entry, ledger)
        if fault:
            code, message = fault
            ledger.report(Severity.WARNING, code, [entry], f"{message}使っていません。{entry.words}", _TAKE_OVER)
            continue
        ledger.answer(entry)
        text = Text(entry.text, ledger.where(entry))
        replies.append(OpinionReply(row_id=ids[0][1], reply=Reply(key), text=text, received=book.received))
    _account_for_locked(line, columns, checks[:1], ledger)
    strays = ledger.pending(line)
    if strays:
        _report_stray(strays, ledger)
    return replies


def _fault(entry: Entry, ledger: Ledger) -> tuple[str, str] | None:
    """Why a reply is not taken over: code and sentence."""
    cell = entry.cell
    if cell.formula:
        return "opinion-formula", "計算式が入っています。"
    if cell.struck:
        return "opinion-struck", "取り消し線があります。"
    for top, left, bottom, right in ledger.sheet.merged:
        if top <= cell.row <= bottom and left <= cell.column <= right and (top, left) != (bottom, right):
            return "opinion-merged", "ほかのセルと結合されています。"
    return None


def _checks(line: Sequence[Entry], columns: Mapping[int, str]) -> list[str]:
    """The check characters of a row, then the codes of what its open cells held when it was sent."""
    return next((entry.plain.split() for entry in line if columns.get(entry.cell.column) == KEY_CHECK), [])


def _account_for_locked(line: Sequence[Entry], columns: Mapping[int, str], check: Sequence[str], ledger: Ledger) -> None:
    """The cells that we sent, proven by the check characters of their row."""
    by_key = {columns.get(entry.cell.column, ""): entry for entry in line}
    locked = [by_key[key] for key in LOCKED_KEYS if key in by_key]
    if KEY_CHECK in by_key:
        ledger.ours(by_key[KEY_CHECK])
    present = [key for key in LOCKED_KEYS if key in columns.values()]
    texts = [by_key[key].text if key in by_key else "" for key in present]
    if list(check) == [checked(texts)]:
        ledger.ours(*locked)
    elif locked:
        message = f"変えられない欄が、送ったときと違います。{quoted_here(locked)}"
        hint = "考え方と対応方針は使いました。意見は、元のままです。"
        ledger.report(Severity.WARNING, "opinion-locked-changed", locked, message, hint)


def _is_of_frame(entry: Entry) -> bool:
    """Whether a cell of a row without id holds what was sent."""
    if entry.cell.formula:
        return False
    return (
        entry.plain in _KEYS
        or entry.plain in _HEADERS
        or entry.plain in _NOTES
        or OpinionStamp.parse(entry.plain) is not None
        or entry.plain.startswith(normalised(TITLE_BEGINS))
        or entry.plain.endswith(normalised(LINE_ENDS))
    )


def _report_stray(entries: Sequence[Entry], ledger: Ledger) -> None:
    message = f"欄の外に書いてあります。{quoted_here(entries)}"
    ledger.report(Severity.WARNING, "cell-stray", entries, message, f"使っていません。{_TAKE_OVER}")
