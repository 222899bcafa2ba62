"""A returned book -> one ReturnedSheet for each department in each sheet, and what became of every filled cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.model.returned import CellCount, ReturnedSheet
from kaigi_docs.model.status_sheet import ANSWERER, STAMP_VERSION
from kaigi_docs.read.grid import GridSheet
from kaigi_docs.read.returned.against_ids import offered_against_ids
from kaigi_docs.read.returned.answerer import answerer_rows_without_ids, read_answerer
from kaigi_docs.read.returned.answers import ask_for_lost_columns, read_row
from kaigi_docs.read.returned.around import (
    account_for_frame,
    account_for_other_sheet,
    report_columns,
    report_rest,
)
from kaigi_docs.read.returned.books import ReturnedBook
from kaigi_docs.read.returned.by_names import rows_by_names
from kaigi_docs.read.returned.columns import Tables
from kaigi_docs.read.returned.copies import grouped, says_something, settle_copies, without_added
from kaigi_docs.read.returned.drafts import Draft
from kaigi_docs.read.returned.expected import Expected
from kaigi_docs.read.returned.ledger import Ledger, corners
from kaigi_docs.read.returned.lines import Line, LineKind, lines_of
from kaigi_docs.read.returned.looks import TakenRow, ask_about_looks, remark_hidden, report_notes
from kaigi_docs.read.returned.rows import DepartmentsAbove, Row, rows_by_ids, unnamed_rows

_TYPED = frozenset(
    {"cell-stray", "row-unknown", "row-added", "row-id-damaged", "not-asked-cell", "column-not-asked", "note-added"}
)
"""Findings about something that a department wrote although it answered nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetReading:
    """What a returned book holds.

    Attributes:
        sheets: in the order of the book.
        findings: everything that is in no sheet's answers or points.
        cells: what became of the filled cells; it adds up.
    """

    sheets: tuple[ReturnedSheet, ...]
    findings: tuple[Finding, ...]
    cells: CellCount


def read_sheets(book: ReturnedBook, expected: Expected) -> SheetReading:
    """What departments answered in a book, whatever became of it on the way.

    Rows are known by their hidden ids and columns by their hidden keys; position, order and names of sheets mean nothing. What
    lost both, and a row whose id contradicts them, is matched by 事業ID, 事業名 and headers and offered as pairs. In a book with
    sheets of several departments, one whose rows are as they were sent has not answered and gets no ReturnedSheet; a book of
    one department always gets one.

    Codes of findings: cell-stray, locked-changed, not-asked-cell, column-not-asked, column-copied, header-changed, row-copied,
    row-added, row-unknown, row-not-asked, row-two-ids, row-id-damaged, row-hidden, sheet-other-meeting, sheet-other-form,
    sheet-not-status, sheet-without-rows, sheet-hidden, note-added, note-kept, text-coloured, file-names-other,
    book-without-answers. Codes of points: column-lost,
    columns-unknown, column-moved, column-copied-differently, row-copied-differently, answers-merged, answer-coloured,
    formula-without-value, formula-error, text-became-date, date-invalid.

    Args:
        book: its grids; hidden things are looked at where the file had any.
        expected: what was sent.

    Raises:
        AssertionError: a filled cell would be lost; a defect of this package.
    """
    parts = [_read_sheet(sheet, book, expected) for sheet in book.grid.sheets]
    kept, untouched = _answered(parts)
    cells = sum((part.ledger.count() for part in parts), CellCount())
    as_sent = sum(len(draft.answers) for draft in untouched)
    cells += CellCount(ours=as_sent, answers=-as_sent)
    if not cells.adds_up or cells.answers != sum(len(draft.answers) + len(draft.answerer) for draft in kept):
        raise AssertionError(
            f"{book.file}: cells are lost: {cells}, {[e.cell.address for p in parts for e in p.ledger.pending()]}"
        )
    findings = dict.fromkeys(finding for part in parts for finding in part.ledger.findings)
    if not kept and not findings:
        message = "回答がありません。" if untouched else "調査票の表がありません。"
        hint = "送った課に、記入した調査票を返すように頼んでください。"
        findings[Finding("book-without-answers", Severity.WARNING, Location(book.file), message, hint)] = None
    findings |= dict.fromkeys(_named_otherwise(book.file, kept, expected))
    return SheetReading(sheets=tuple(draft.sheet(book) for draft in kept), findings=tuple(findings), cells=cells)


def _named_otherwise(file: str, kept: Iterable[Draft], expected: Expected) -> Iterator[Finding]:
    """A finding where the name of a file means another department than all that answer in it."""
    named, found = expected.owners.of_file(file), dict.fromkeys(draft.department_id for draft in kept)
    if named and found and named not in found and "" not in found:
        within = "」「".join(expected.name(each) for each in found)
        message = f"ファイルの名前は「{expected.name(named)}」ですが、中の調査票は「{within}」のものです。"
        hint = f"「{within}」の回答として読みました。取り違えていないか確かめてください。"
        yield Finding("file-names-other", Severity.WARNING, Location(file), message, hint)


@dataclass(frozen=True, slots=True)
class _Part:
    """A sheet of the book, read.

    Attributes:
        ledger: of the sheet.
        drafts: of its departments.
    """

    ledger: Ledger
    drafts: list[Draft] = field(default_factory=list)

    def is_untouched(self, draft: Draft) -> bool:
        """Whether a department left its rows as they were; remarks on a sheet are those of its only department."""
        typed = len(self.drafts) == 1 and any(finding.code in _TYPED for finding in self.ledger.findings)
        return draft.is_untouched and not typed


def _answered(parts: Iterable[_Part]) -> tuple[list[Draft], list[Draft]]:
    """The drafts that count, and those as they were sent; a department that sent its sheet alone has answered all the same."""
    drafts = [(draft, part.is_untouched(draft)) for part in parts for draft in part.drafts]
    kept = [draft for draft, untouched in drafts if not untouched]
    if not kept and len({draft.department_id for draft, _ in drafts}) == 1:
        kept = [drafts[0][0]]
    return kept, [draft for draft, _ in drafts if draft not in kept]


def _read_sheet(sheet: GridSheet, book: ReturnedBook, expected: Expected) -> _Part:
    ledger = Ledger(book.file, sheet)
    part = _Part(ledger)
    lines = lines_of(ledger.entries.values(), expected)
    if not _has_table(lines):
        account_for_other_sheet(ledger, expected)
    elif not _refuse(lines, ledger, expected):
        part.drafts.extend(_read_tables(lines, ledger, expected))
        follows = [sheet_id for line in lines if line.stamp is not None for sheet_id in line.stamp[1].follows]
        for draft in part.drafts:
            draft.follows = tuple(dict.fromkeys(follows))
    report_notes(ledger)
    return part


def _has_table(lines: Iterable[Line]) -> bool:
    return any(line.ids or line.damaged or line.stamp or line.kind is not LineKind.OTHER for line in lines)


def _refuse(lines: Sequence[Line], ledger: Ledger, expected: Expected) -> bool:
    """Whether a sheet is of another meeting or of another version of this program; all of it is one finding then."""
    entries = list(ledger.entries.values())
    stamps = [line.stamp[1] for line in lines if line.stamp is not None]
    rounds = {row_id.round_id for line in lines for _, row_id in line.ids} or {stamp.round_id for stamp in stamps}
    content = f"このシートは使っていません（{len(entries)}個のセル、{corners(entries)}）。"
    if stamps and all(stamp.version != STAMP_VERSION for stamp in stamps):
        message = f"この調査票の様式（{stamps[0].version}）は、このプログラムでは読めません。{content}"
        ledger.report(Severity.ERROR, "sheet-other-form", entries, message, "作ったときのプログラムで読んでください。")
        return True
    if rounds and expected.round_id not in rounds:
        names = "、".join(expected.round_name(each) for each in sorted(rounds))
        message = f"{names}の調査票です。この会議は{expected.round_name(expected.round_id)}です。{content}"
        ledger.report(Severity.ERROR, "sheet-other-meeting", entries, message, "今回の調査票に書いて返すように頼んでください。")
        return True
    return False


def _read_tables(lines: Sequence[Line], ledger: Ledger, expected: Expected) -> list[Draft]:
    """The departments of a sheet with tables."""
    tables = Tables(lines, expected)
    departments = DepartmentsAbove(lines, tables, expected, _named_outside(ledger, expected))
    known = rows_by_ids(lines, tables, ledger, expected)
    answerers = [row for row in known if row.measure_id == ANSWERER]
    answerers += answerer_rows_without_ids(lines, tables, departments, answerers)
    rows = offered_against_ids((row for row in known if row.measure_id != ANSWERER), ledger, expected)
    rows += rows_by_names(unnamed_rows(lines, tables, departments, expected), rows, ledger, expected)
    numbers = {row.line.number for row in (*rows, *answerers)}
    account_for_frame((line for line in lines if line.number not in numbers), tables, ledger, expected)
    drafts = _Drafts(ledger, expected)
    taken = [each for group in grouped(rows) for each in _read_group(group, drafts)]
    _read_answerers(answerers, drafts)
    if not drafts.all and (department_id := departments.first):
        drafts.of(department_id)
    for draft in drafts.all:
        ask_for_lost_columns((row for row, of_draft in taken if of_draft is draft), draft)
    report_columns((row for row, _ in taken), ledger, expected)
    report_rest(lines, tables, ledger)
    ask_about_looks(taken, ledger)
    remark_hidden(taken, ledger)
    if not rows:
        ledger.remark(Severity.WARNING, "sheet-without-rows", ledger.sheet_location, "調査票に、事業の行が1つもありません。")
    return drafts.all


def _named_outside(ledger: Ledger, expected: Expected) -> str:
    """The department that the name of the sheet tells, else that of the file."""
    return expected.owners.named_in(ledger.sheet.title) or expected.owners.of_file(ledger.file)


class _Drafts:
    """The drafts of a sheet by department, in the order in which they were met."""

    def __init__(self, ledger: Ledger, expected: Expected) -> None:
        self._ledger = ledger
        self._expected = expected
        self._drafts: dict[str, Draft] = {}

    def of(self, department_id: str) -> Draft:
        """The draft of a department."""
        if department_id not in self._drafts:
            self._drafts[department_id] = Draft(self._ledger, self._expected, department_id)
        return self._drafts[department_id]

    @property
    def all(self) -> list[Draft]:
        """Those that were met."""
        return list(self._drafts.values())


def _read_group(group: Sequence[Row], drafts: _Drafts) -> list[TakenRow]:
    """Takes the answers of all rows of one measure."""
    draft = drafts.of(group[0].department_id)
    rows = without_added(group, draft.ledger, draft.expected)
    draft.measure_ids.append(rows[0].measure_id)
    has_id = any(row.pair is None for row in rows)
    draft.pairs += [row.pair for row in rows if row.pair is not None and not (has_id and not says_something(row, draft.expected))]
    if len(rows) > 1:
        settle_copies(rows, draft)
    for row in rows:
        read_row(row, draft)
    return [(row, draft) for row in rows]


def _read_answerers(rows: Sequence[Row], drafts: _Drafts) -> None:
    for department_id in dict.fromkeys(row.department_id for row in rows):
        read_answerer((row for row in rows if row.department_id == department_id), drafts.of(department_id))
