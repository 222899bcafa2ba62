"""提出状況: how far each 課 is, what it is asked about, and what it still owes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaigi_docs.declarations.status_sheet import StatusColumn, status_columns
from kaigi_docs.findings import Severity
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.collection import OWING, Collected, Point, Submission, SubmissionState
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.sheets import (
    DATE_FORMAT,
    TEXT_FORMAT,
    Book,
    Cell,
    CellValue,
    Column,
    Look,
    Sheet,
    SheetChart,
    fitting_width,
    writable,
)

SUBMISSION_LIST = "提出状況"
_COUNT = "#,##0"
_COLUMNS = (
    ("課ID", 7.0, TEXT_FORMAT),
    ("課名", 22.0, TEXT_FORMAT),
    ("状態", 13.0, TEXT_FORMAT),
    ("受付日", 17.0, DATE_FORMAT),
    ("尋ねた数", 10.0, _COUNT),
    ("記入済み", 10.0, _COUNT),
    ("未記入", 9.0, _COUNT),
    ("確認事項", 10.0, _COUNT),
    ("ファイル", 36.0, TEXT_FORMAT),
    ("回答者", 22.0, TEXT_FORMAT),
    ("内線", 10.0, TEXT_FORMAT),
)
_CHART_COLUMNS = (("課名", 24.0, TEXT_FORMAT), ("記入済み", 10.0, _COUNT), ("未記入", 10.0, _COUNT))
_POINT_COLUMNS = (
    ("課", 20.0),
    ("事業ID", 8.0),
    ("事業", 24.0),
    ("欄", 18.0),
    ("ファイル・シート・セル", 30.0),
    ("いまの扱い", 12.0),
    ("内容", 44.0),
    ("お願い", 40.0),
    ("候補", 16.0),
    ("確かめる先", 14.0),
)
_BLANK_COLUMNS = (("課", 22.0), ("事業ID", 9.0), ("事業名", 44.0), ("欄", 28.0))
_ANSWERER = ("answerer/section", "answerer/post", "answerer/name")
_EXTENSION = "answerer/extension"
_ROW_MM = 6.6
"""Of a row of the chart's table, so that each bar stands about beside its own row."""

_CHART_WIDTH_MM = 170.0
_WIDEST = 80.0


def submission_book(collected: Collected, meeting: Meeting) -> Book:
    """提出状況.xlsx: all departments at one look, a chart of them, 確認事項 and 未記入, each on a sheet of its own."""
    names = _Names(collected, meeting)
    sheets = (
        _submissions_sheet(collected.submissions, meeting, names),
        _chart_sheet(collected.submissions, names),
        _table("確認事項", "各課に確かめること", _POINT_COLUMNS, [names.point(point) for point in collected.points]),
        _table("未記入", "まだ書かれていない欄", _BLANK_COLUMNS, list(_blanks(collected.submissions, names))),
    )
    return Book(SUBMISSION_LIST, sheets)


class _Names:
    """What departments, measures and columns are called."""

    def __init__(self, collected: Collected, meeting: Meeting) -> None:
        """Knows all of the meeting."""
        self.departments = {each.id: each.name.value for each in meeting.departments}
        self.own = {each.id for each in meeting.departments if each.own}
        self.measures = {each.id: each.name.value for each in collected.measures}
        columns: Sequence[StatusColumn] = status_columns(meeting, collected.measures)
        self.columns = {column.key: column.header for column in columns}

    def department(self, department_id: str) -> str:
        """Its name, or its id where it has none."""
        return self.departments.get(department_id, department_id)

    def place(self, measure_id: str, key: str) -> str:
        """The column of a 調査票, 行全体 or 調査票全体."""
        return self.columns.get(key, key) or ("行全体" if measure_id else "調査票全体")

    def point(self, point: Point) -> tuple[str, ...]:
        """The row of a point."""
        return (
            self.department(point.department_id),
            point.measure_id,
            self.measures.get(point.measure_id, ""),
            self.place(point.measure_id, point.key),
            str(point.where),
            "使っていません" if point.severity is Severity.ERROR else "使っています",
            point.found,
            point.request,
            point.proposal,
            "所管課で確認" if point.department_id in self.own else "確認依頼",
        )


def _submissions_sheet(submissions: Sequence[Submission], meeting: Meeting, names: _Names) -> Sheet:
    due = meeting.inquiry.due
    until = f"　締切　{format_date(due, meeting.style.digits, weekday=True)}" if due is not None else ""
    rows = (
        (Cell(f"{SUBMISSION_LIST}　{meeting.name}{until}", Look.TITLE),),
        (Cell(_summary(submissions), Look.PLAIN),),
        tuple(Cell(header, Look.HEADER) for header, _, _ in _COLUMNS),
        *(_row(submission, names) for submission in submissions),
        _total_row(submissions),
    )
    columns = tuple(Column(width, number_format) for _, width, number_format in _COLUMNS)
    return Sheet(SUBMISSION_LIST, columns, rows, header_row=3, frozen_columns=2)


def _summary(submissions: Sequence[Submission]) -> str:
    """「26課のうち　完了20課、確認中2課（うち1課は確認待ちのファイルだけ）、未提出3課　　記入済み　398／414（96.1％）」."""
    states = [submission.state for submission in submissions]
    usual = (SubmissionState.COMPLETE, SubmissionState.OPEN, SubmissionState.PARTIAL, SubmissionState.MISSING)
    untouched = (SubmissionState.UNTOUCHED,) if SubmissionState.UNTOUCHED in states else ()
    held = sum(each.only_held for each in submissions)
    aside = {SubmissionState.OPEN: f"（うち{held}課は確認待ちのファイルだけ）"} if held else {}
    counted = "、".join(f"{state}{states.count(state)}課{aside.get(state, '')}" for state in (*usual[:-1], *untouched, usual[-1]))
    asked, answered = _sum(submissions)
    share = f"（{100 * answered / asked:.1f}％）" if asked else ""
    return f"{len(states)}課のうち　{counted}　　記入済み　{answered:,}／{asked:,}{share}"


def _sum(submissions: Sequence[Submission]) -> tuple[int, int]:
    return sum(each.asked for each in submissions), sum(each.answered for each in submissions)


def _row(submission: Submission, names: _Names) -> tuple[Cell, ...]:
    answerer = {key: text.value for key, text in submission.answerer}
    values: tuple[CellValue, ...] = (
        submission.department_id,
        names.department(submission.department_id),
        submission.state.value,
        submission.received,
        submission.asked,
        submission.answered,
        len(submission.unfilled),
        len(submission.points),
        "\n".join((*submission.files, *(f"{each}（確認待ち）" for each in submission.held))),
        " ".join(answerer[key] for key in _ANSWERER if answerer.get(key)),
        answerer.get(_EXTENSION, ""),
    )
    return tuple(Cell(_writable(value), _look(value, submission)) for value in values)


def _look(value: CellValue, submission: Submission) -> Look:
    """Numbers stand to the right, and who has sent nothing stands out."""
    if isinstance(value, int):
        return Look.NUMBER
    is_missing = value == submission.state.value and submission.state in OWING
    return Look.QUESTIONED if is_missing else Look.ENTRY


def _writable(value: CellValue) -> CellValue:
    return writable(value) or None if isinstance(value, str) else value


def _total_row(submissions: Sequence[Submission]) -> tuple[Cell, ...]:
    asked, answered = _sum(submissions)
    points = sum(len(each.points) for each in submissions)
    values = (None, "合計", f"{len(submissions)}課", None, asked, answered, asked - answered, points, None, None, None)
    return tuple(Cell(value, Look.TOTAL if isinstance(value, int) else Look.HEADER) for value in values)


def _chart_sheet(submissions: Sequence[Submission], names: _Names) -> Sheet:
    """A bar for each 課 beside its own row, on one page."""
    rows = tuple(
        (
            Cell(names.department(each.department_id)),
            Cell(each.answered, Look.NUMBER),
            Cell(len(each.unfilled), Look.NUMBER),
        )
        for each in submissions
    )
    columns = tuple(Column(width, number_format) for _, width, number_format in _CHART_COLUMNS)
    head = (
        (Cell("課ごとの記入済みと未記入", Look.TITLE),),
        tuple(Cell(header, Look.HEADER) for header, _, _ in _CHART_COLUMNS),
    )
    chart = SheetChart(
        title="記入済みと未記入の欄の数",
        anchor="E2",
        header_row=2,
        first_row=3,
        last_row=2 + len(rows),
        label_column=1,
        value_columns=(2, 3),
        width_mm=_CHART_WIDTH_MM,
        height_mm=_ROW_MM * (len(rows) + 5),
    )
    return Sheet("グラフ", columns, head + rows, header_row=2, charts=(chart,) if rows else (), one_page=True)


def _blanks(submissions: Sequence[Submission], names: _Names) -> Iterator[tuple[str, ...]]:
    """A row for each answer that is owed."""
    for submission in submissions:
        department = names.department(submission.department_id)
        for measure_id, key in submission.unfilled:
            yield department, measure_id, names.measures.get(measure_id, ""), names.place(measure_id, key)


def _table(title: str, purpose: str, declared: Sequence[tuple[str, float]], rows: Sequence[tuple[str, ...]]) -> Sheet:
    """A sheet of texts, or one that says that there are none."""
    columns = tuple(
        Column(fitting_width((row[at] for row in rows), width, max(width, _WIDEST))) for at, (_, width) in enumerate(declared)
    )
    head = (
        (Cell(f"{title}　{purpose}　{f'{len(rows)}件' if rows else 'ありません'}", Look.TITLE),),
        tuple(Cell(header, Look.HEADER) for header, _ in declared),
    )
    cells = tuple(tuple(Cell(writable(text) or None) for text in row) for row in rows)
    return Sheet(title, columns, head + cells, header_row=2, frozen_columns=1, filter_columns=len(columns))
