"""The rows of an earlier meeting -> the rows of the next one: dates emptied, answers moved aside, years gone on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kaigi_docs.carry_over.answered_measures import named_question
from kaigi_docs.carry_over.earlier import EARLIER_COLUMN, Earlier, Records
from kaigi_docs.carry_over.indicators import next_indicators
from kaigi_docs.declarations.kinds import EARLIER_PREFIX
from kaigi_docs.declarations.measures import FIXED_HEADERS, MEASURES_SHEET
from kaigi_docs.declarations.plan import COLUMNS
from kaigi_docs.declarations.rounds import DEADLINE, RECUSALS, ROUNDS, SENT_ON
from kaigi_docs.declarations.schedule import FRAME, SCHEDULE_FILE, SPANS
from kaigi_docs.declarations.settings import MEETING, MEMBERS, SETTINGS_FILE
from kaigi_docs.declarations.statistics import DECIDED_ON, RESPONSIBLE, SMALL_COUNTS
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import FiscalYear, parse_fiscal_year
from kaigi_docs.model.meeting import ColumnKind
from kaigi_docs.read.cells import normalised_id
from kaigi_docs.sheets import CellValue

FIRST_ROUND = 1
_EMPTIED = (
    *("締切", "発行日", "発送日", "差替え日"),
    *("照会日", "調査票の締切", "確認依頼日", "確認依頼の締切", "再依頼日", "再依頼の締切"),
    *("今回の回", "様式鍵", "委員への再依頼日", "委員への再依頼の締切"),
    *("意見の照会日", "意見の照会の締切", "結果報告日"),
)
_NUMBERS = ("文書番号", "照会の文書番号", "確認依頼と再依頼の番号")
_UNNUMBERED = "なし"
PREDECESSORS = "前任者"


def next_meeting(earlier: Earlier) -> tuple[Records, Findings]:
    """The rows of the next fiscal year's first meeting.

    年度 goes on by one and 回 is 1; the dates and 文書番号 of the meeting and of 照会 are empty. In 施策一覧 the columns of
    answers are empty: what stood there goes into the column whose 前回の列 names it, else into 「前回：<列名>」; where a 前回の列
    names a question (「回答書:Q3」), what members said about each measure stands there. Columns with years get one for the year
    that follows the newest, empty; in 指標.xlsx each indicator gets an empty row for it. The schedule keeps its tasks, spans and
    years; years that followed the meeting's are written down. Everything else stays.

    Rounds keep their forms and rules without their days; 除斥 was about 議案 of that meeting, 前任者 about its forms: both go.
    Whoever signed for small counts signed for those of that meeting: somebody has to do it anew.

    Codes: `earlier-column-unknown`, `earlier-dropped`, `earlier-incomplete`, `earlier-recusals`, `year-added`, `values-added`,
    `schedule-years-kept`.
    """
    findings = Findings()
    records = {title: [dict(row) for row in rows] for title, rows in earlier.records.items()}
    year = earlier.meeting.fiscal_year if earlier.meeting is not None else None
    if year is None:
        message = "前回の会議設定に足りないところがあるので、年度を進められず、前回の年度や日付の残りも探せません。"
        findings.warn(
            "earlier-incomplete", Location(SETTINGS_FILE, MEETING.title), message, "年度と文中の日付を確かめてください。"
        )
    if MEETING.title in records:
        records[MEETING.title] = [_next_basics(_items(records[MEETING.title]), year)]
    _clear_asking(records, findings)
    if records.get(SPANS.title) and year is not None:
        records[FRAME.title] = [_kept_years(_items(records.get(FRAME.title, [])), year, findings)]
    for row in records.get(SMALL_COUNTS.title, []):
        row.pop(RESPONSIBLE, None)
        row.pop(DECIDED_ON, None)
    columns = records.get(COLUMNS.title, [])
    for row in columns:
        _add_year(row, findings)
    if MEASURES_SHEET in records:
        moves = _moves(earlier, columns, findings)
        plain = [field.declaration.header for field in earlier.value_fields if field.year is None]
        _report_dropped(records[MEASURES_SHEET], findings)
        asked = {target: question for row in columns for target, question in _asked(row)}
        records[MEASURES_SHEET] = [
            _next_measure(row, plain, moves) | _said(row, asked, earlier) for row in records[MEASURES_SHEET]
        ]
    indicators, faults = next_indicators(records)
    findings.extend(faults)
    return records | indicators, findings


def _clear_asking(records: Records, findings: Findings) -> None:
    """Empties what belongs to that meeting's rounds of asking alone."""
    for row in records.get(ROUNDS.title, []):
        row.pop(DEADLINE, None)
        row.pop(SENT_ON, None)
    for row in records.get(MEMBERS.title, []):
        row.pop(PREDECESSORS, None)
    if records.pop(RECUSALS.title, []):
        message = "除斥は、前回の議案についてのものなので、写していません。"
        findings.note(
            "earlier-recusals", Location(SETTINGS_FILE, RECUSALS.title), message, "今回の議案に要るものを書いてください。"
        )


def _items(rows: list[dict[str, CellValue]]) -> dict[str, CellValue]:
    """The values of the 会議 sheet by item."""
    return {name: value for row in rows for name, value in row.items()}


def _next_basics(values: Mapping[str, CellValue], year: FiscalYear | None) -> dict[str, CellValue]:
    kept = {name: value for name, value in values.items() if name not in _EMPTIED}
    for name in _NUMBERS:
        if str(kept.get(name, "")).strip() != _UNNUMBERED:
            kept.pop(name, None)
    following = year.next.label(DigitWidth.HALF) if year is not None else None
    return kept | {"回": FIRST_ROUND} | ({"年度": following} if following is not None else {})


def _kept_years(values: Mapping[str, CellValue], year: FiscalYear, findings: Findings) -> dict[str, CellValue]:
    """The 予定表 sheet with its years, lest spans of the earlier year lie outside of a table that begins a year later."""
    if str(values.get("年度") or "").strip():
        return dict(values)
    years = "、".join(each.label(DigitWidth.HALF) for each in (year, year.next))
    message = f"予定の表の年度は、前回と同じ{years}にしました。"
    hint = "新しい年度を加えるときは、「年度」に書き足し、載せなくなる期間を消してください。"
    findings.note("schedule-years-kept", Location(SCHEDULE_FILE, FRAME.title), message, hint)
    return {**values, "年度": years}


def _add_year(row: dict[str, CellValue], findings: Findings) -> None:
    """The year after the newest joins those of a column."""
    text = str(row.get("年度", "") or "")
    years: list[FiscalYear] = []
    for part in re.split(r"[、，,;；\s]+", text):
        try:
            years += [parse_fiscal_year(part)] if part else []
        except ValueError:
            return  # the reader of the new folder says what is wrong
    if not years:
        return
    following = max(years).next
    row["年度"] = f"{text}、{following.era.letter}{following.year - following.era.first_day.year + 1}"
    message = f"「{row.get('列名')}」の列に{following.label(DigitWidth.HALF)}を加えました。古い年度もそのまま残しています。"
    findings.note("year-added", _column_place(), message, "印刷しない年度は、「年度」から消してください。")


def _column_place() -> Location:
    return Location(SETTINGS_FILE, COLUMNS.title)


def _moves(earlier: Earlier, columns: list[dict[str, CellValue]], findings: Findings) -> dict[str, str]:
    """The column into which the answers of an earlier column go, by the earlier one's header."""
    known = {field.declaration.header for field in earlier.value_fields if field.year is None}
    own = {field.column.key for field in earlier.value_fields if field.year is None}
    moves: dict[str, str] = {}
    for row in columns:
        named, target = str(row.get(EARLIER_COLUMN) or "").strip(), str(row.get("列名") or "").strip()
        if not named or named_question(named) is not None:
            continue
        if named in known and target in own:
            moves[named] = target
        else:
            message = f"「{target}」の前回の列「{named}」は、前回の施策一覧の文章、評価、数値の列（年度のないもの）にありません。"
            findings.warn("earlier-column-unknown", _column_place(), message, "列名を確かめてください。")
    return moves


def _next_measure(row: Mapping[str, CellValue], plain: list[str], moves: Mapping[str, str]) -> dict[str, CellValue]:
    """A measure with its answers moved aside."""
    kept = {name: value for name, value in row.items() if name not in plain and not name.startswith(EARLIER_PREFIX)}
    answers = {name: row[name] for name in plain if row.get(name) not in (None, "")}
    return kept | {moves.get(name, EARLIER_PREFIX + name): value for name, value in answers.items()}


def _asked(row: Mapping[str, CellValue]) -> Iterator[tuple[str, str]]:
    """The name of a column and the question that its 前回の列 names, if it names one."""
    question, target = named_question(str(row.get(EARLIER_COLUMN) or "")), str(row.get("列名") or "").strip()
    if question is not None and target:
        yield target, question


def _said(row: Mapping[str, CellValue], asked: Mapping[str, str], earlier: Earlier) -> dict[str, CellValue]:
    """What members said about the measure of a row, by the column that it goes into."""
    measure_id = normalised_id(str(row.get(FIXED_HEADERS[ColumnKind.ID], "")))
    return {target: words for target, question in asked.items() if (words := earlier.said.get((question, measure_id)))}


def _report_dropped(rows: list[dict[str, CellValue]], findings: Findings) -> None:
    older = sorted({name for row in rows for name in row if name.startswith(EARLIER_PREFIX)})
    if older:
        named = "、".join(f"「{name}」" for name in older)
        message = f"前回のさらに前の回答（{named}）は写していません。前回のフォルダに残っています。"
        findings.note("earlier-dropped", Location("施策一覧.xlsx", MEASURES_SHEET), message)
