"""スケジュール.xlsx -> Schedule, and everything that is wrong in it.

Stages: rows, the months that are shown, signs, tasks, their spans, what state and time must agree in.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from kaigi_docs.declarations import schedule as sheets
from kaigi_docs.declarations.settings import GUIDE_SHEET
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.months import Stretch
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import FiscalYear, format_date
from kaigi_docs.model.schedule import ColumnUnit, Schedule, Sign, Span, SpanState, Task
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import did_you_mean, listed, nearest
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.references import Named, Targets, known_references
from kaigi_docs.read.rows import Row, report_twice, type_rows
from kaigi_docs.read.settings import SettingsParts
from kaigi_docs.read.tables import read_tables
from kaigi_docs.sheets import LISTS_SHEET

DEFAULT_SIGN = Sign(sign="●", meaning=Text("会議の開催"))


def read_schedule(book: GridBook, parts: SettingsParts) -> tuple[Schedule, Findings]:
    """What the book says, and all that is wrong in it; faulty rows are left out.

    Args:
        book: スケジュール.xlsx as found.
        parts: what the settings book says, as far as it can be read.
    """
    findings = Findings()
    tables = read_tables(book, sheets.SCHEDULE_SHEETS, (GUIDE_SHEET, LISTS_SHEET), findings)
    rows = {each.title: type_rows(tables[each.title], each, findings) for each in sheets.SCHEDULE_SHEETS}
    row = next(iter(rows[sheets.FRAME.title]), None)
    frame = _read_frame(row, parts.fiscal_year, findings)
    signs = _read_signs(rows[sheets.SIGNS.title], findings)
    spans = _read_spans(rows[sheets.SPANS.title], rows[sheets.TASKS.title], signs, frame, findings)
    issued = parts.basics.get("発行日", date) if parts.basics is not None else None
    for each in (span for found in spans.values() for span in found):
        _check_state(each, issued, findings)
    tasks = tuple(_task(row, spans.get(row.id, ())) for row in rows[sheets.TASKS.title] if row.usable)
    if not findings.has_errors:
        _report_without_spans(tasks, rows[sheets.TASKS.title], findings)
    unit = row.choice("列の単位", ColumnUnit.MONTH) if row is not None else ColumnUnit.MONTH
    shown = frame.shown if frame is not None else None
    return Schedule(shown=shown, unit=unit, tasks=tasks, signs=signs), findings


class _Frame(NamedTuple):
    """The time of the table: its fiscal years, and the months of them that are shown."""

    years: Stretch
    shown: Stretch


def _read_frame(row: Row | None, year: FiscalYear | None, findings: Findings) -> _Frame | None:
    """The months of the table; None where neither the sheet nor the meeting has a fiscal year."""
    years = sorted(row.years("年度")) if row is not None else []
    if not years and year is not None:
        years = [year, year.next]
    if not years:
        return None
    if row is not None:
        _check_years(row, years, findings)
    whole = Stretch(years[0].first_day, years[-1].last_day)
    first, last = (row.get(header, Stretch) if row is not None else None for header in ("初めの月", "終わりの月"))
    shown = Stretch(_month_of(first.first).first if first else whole.first, _month_of(last.last).last if last else whole.last)
    if row is not None and not whole.first <= shown.first < shown.last <= whole.last:
        header = "初めの月" if first is not None else "終わりの月"
        message = f"初めの月から終わりの月まで（{_named(shown)}）が、年度（{_named(whole)}）の中にありません。"
        findings.error("months-outside", row.place(header), message, "月を直すか、「年度」に年度を加えてください。")
        return _Frame(whole, whole)
    return _Frame(whole, shown)


def _month_of(day: date) -> Stretch:
    return Stretch.month(day.year, day.month)


def _named(stretch: Stretch) -> str:
    return "から".join(_month_of(day).label(DigitWidth.HALF, year=True) for day in (stretch.first, stretch.last)) + "まで"


def _check_years(row: Row, years: Sequence[FiscalYear], findings: Findings) -> None:
    """Codes: `years-apart`, `years-too-many`."""
    labels = listed(year.label(DigitWidth.HALF) for year in years)
    if len(years) > sheets.MOST_YEARS:
        message = f"年度が{len(years)}あります（{labels}）。一つの表に載せられるのは{sheets.MOST_YEARS}年度までです。"
        findings.error("years-too-many", row.place("年度"), message, "年度を減らしてください。")
    elif years[-1].year - years[0].year != len(years) - 1:
        message = f"年度が続いていません（{labels}）。"
        findings.error("years-apart", row.place("年度"), message, "間の年度も書いてください。")


def _read_signs(rows: Sequence[Row], findings: Findings) -> tuple[Sign, ...]:
    """The signs of the sheet; the default one where it is empty."""
    report_twice(rows, lambda row: row.text("記号").value.strip(), "記号", findings.error, "どちらかを別の記号にしてください。")
    for row in rows:
        sign = row.text("記号")
        if sign.value.strip() in {state.mark for state in SpanState}:
            message = f"「{sign}」は、記号のない帯の印に使っています。"
            findings.error("sign-reserved", sign.where, message, "ほかの記号にしてください。")
    signs = tuple(Sign(sign=row.text("記号").value.strip(), meaning=row.text("意味")) for row in rows if row.usable)
    return signs if rows else (DEFAULT_SIGN,)


def _read_spans(
    rows: Sequence[Row], tasks: Sequence[Row], signs: Sequence[Sign], frame: _Frame | None, findings: Findings
) -> dict[str, list[Span]]:
    """The spans of each task in order of time."""
    named = (Named(row.id, row.id_written, ((row.text("項目").value, f"「{row.text('項目')}」"),)) for row in tasks)
    targets = Targets.of(sheets.TASKS.title, named)
    found: dict[str, list[Span]] = {}
    for row in rows:
        task = known_references(row, "予定ID", targets, findings)
        sign = _sign(row, signs, findings)
        start = row.get("始め", Stretch)
        end = row.get("終わり", Stretch) or start
        if start is None or end is None or not _is_in_order(row, start, end, findings):
            continue
        if _is_in_years(row, Stretch(start.first, end.last), frame, findings) and row.usable and task:
            state = row.choice("状態", SpanState.PLANNED)
            span = Span(start=start, end=end, label=row.text("内容"), sign=sign, state=state, where=row.place("始め"))
            found.setdefault(task[0], []).append(span)
    return {task: sorted(spans, key=lambda span: span.days) for task, spans in found.items()}


def _sign(row: Row, signs: Iterable[Sign], findings: Findings) -> str:
    """The sign of a span; one that the sheet does not have is a finding."""
    entered = row.text("記号")
    sign, known = entered.value.strip(), [each.sign for each in signs]
    if not sign or sign in known:
        return sign
    message = f"記号「{sign}」は「{sheets.SIGNS.title}」シートにありません。使えるのは{listed(known)}です。"
    hint = f"{did_you_mean(nearest(sign, known))}「{sheets.SIGNS.title}」シートに加えるか、書き直してください。"
    findings.error("sign-unknown", entered.where, message, hint)
    return ""


def _is_in_order(row: Row, start: Stretch, end: Stretch, findings: Findings) -> bool:
    """Whether the end is not before the beginning; `span-reversed`."""
    if end.last >= start.first:
        return True
    last, first = (each.label(DigitWidth.HALF, year=True) for each in (end, start))
    message = f"終わり「{last}」が、始め「{first}」より前です。"
    findings.error("span-reversed", row.place("終わり"), message, "始めか終わりを直してください。")
    return False


def _is_in_years(row: Row, span: Stretch, frame: _Frame | None, findings: Findings) -> bool:
    """Whether some of the span is in the table's years.

    Codes: `span-outside` where nothing is, `span-cut` where a part is not shown, `span-unshown` where it is in other months of
    its years than those shown.
    """
    if frame is None or (frame.shown.first <= span.first and span.last <= frame.shown.last):
        return True
    header = "始め" if span.first < frame.shown.first or "終わり" not in row.values else "終わり"
    place, words = row.place(header), _named(frame.shown)
    if not _meet(span, frame.years):
        message = f"期間が、表に載せる{_named(frame.years)}の外にあります。"
        hint = f"期間を直すか、「{sheets.FRAME.title}」シートの「年度」に年度を加えてください。"
        findings.error("span-outside", place, message, hint)
        return False
    if _meet(span, frame.shown):
        message = f"期間の一部が、表に載せる{words}の外にあります。表の端で切って印刷します。"
        findings.warn("span-cut", place, message, "切れたことがわかるように、「内容」に書いておくこともできます。")
    else:
        findings.note("span-unshown", place, f"期間が、表に載せる{words}の外にあるので、印刷しません。")
    return True


def _meet(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches have a day in common."""
    return one.first <= other.last and other.first <= one.last


def _check_state(span: Span, issued: date | None, findings: Findings) -> None:
    """Warnings where state and 発行日 do not agree: `span-past` and `span-early`."""
    if issued is None:
        return
    day = format_date(issued, DigitWidth.HALF)
    if span.state is SpanState.PLANNED and span.days.last < issued:
        message = f"発行日（{day}）より前に終わる期間ですが、状態が「予定」です。"
        findings.warn("span-past", span.where, message, "終わっていれば、状態を「実施済」にしてください。")
    if span.state is SpanState.DONE and span.days.first > issued:
        message = f"発行日（{day}）より後に始まる期間ですが、状態が「実施済」です。"
        findings.warn("span-early", span.where, message, "期間か状態を直してください。")


def _task(row: Row, spans: Iterable[Span]) -> Task:
    return Task(
        id=row.id,
        group=row.text("区分"),
        title=row.text("項目"),
        in_charge=row.text("担当"),
        remark=row.text("備考"),
        spans=tuple(spans),
    )


def _report_without_spans(tasks: Iterable[Task], rows: Iterable[Row], findings: Findings) -> None:
    places: Mapping[str, Row] = {row.id: row for row in rows}
    for task in tasks:
        if not task.spans:
            message = f"予定{task.id}「{task.title}」の期間がひとつもありません。"
            hint = f"「{sheets.SPANS.title}」シートに書くか、行を消してください。"
            findings.warn("span-missing", places[task.id].where, message, hint)
