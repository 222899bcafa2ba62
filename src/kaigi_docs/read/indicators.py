"""指標.xlsx -> Indicators, and everything that is wrong in it.

Stages: rows, tables, the rules of ratings, indicators with targets and values, columns and events.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kaigi_docs.declarations import indicators as sheets
from kaigi_docs.declarations.indicator_tables import COLUMNS, GROUP_RULES, RULES, TABLES
from kaigi_docs.declarations.measures import MEASURES_SHEET
from kaigi_docs.findings import Findings
from kaigi_docs.model.indicators import (
    Direction,
    Indicator,
    IndicatorColumnKind,
    Indicators,
    IndicatorTable,
    IndicatorValue,
    RatingStep,
    TargetKind,
)
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.statistics import Period
from kaigi_docs.model.text import Text
from kaigi_docs.read import indicator_tables as tables_of
from kaigi_docs.read.cells import did_you_mean, listed, nearest
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.indicator_targets import read_target
from kaigi_docs.read.indicator_values import MINUS, REASON, Frame, check_words, read_actual, read_baseline
from kaigi_docs.read.references import Named, Targets, known_references
from kaigi_docs.read.rows import Row, type_rows
from kaigi_docs.read.settings import SettingsParts
from kaigi_docs.read.tables import read_tables
from kaigi_docs.sheets import LISTS_SHEET

_Kind = IndicatorColumnKind
_OF_TABLES = (sheets.INDICATORS, sheets.EVENTS, COLUMNS, GROUP_RULES)
_Rows = Mapping[str, Sequence[Row]]
_Values = dict[Period, Row]


def read_indicators(
    book: GridBook, parts: SettingsParts, measures: Sequence[Measure] | None = (), *, keep_faulty: bool = False
) -> tuple[Indicators, Findings]:
    """What the book says, and all that is wrong in it.

    Args:
        book: 指標.xlsx as found.
        parts: what the settings book says, as far as it can be read.
        measures: what indicators may name; None where 施策一覧 has faults of its own, so that any name may be right.
        keep_faulty: for a draft: rows with faults stay, and what must not be printed becomes 〔要確認〕.
    """
    findings = Findings()
    found = read_tables(book, sheets.INDICATORS_SHEETS, (LISTS_SHEET,), findings)
    rows = {
        each.title: type_rows(found[each.title], each, findings, keep_faulty=keep_faulty) for each in sheets.INDICATORS_SHEETS
    }
    if not rows[sheets.INDICATORS.title]:
        return Indicators(), findings
    tables = tables_of.read_tables_of(rows[TABLES.title], findings)
    rules = tables_of.read_rules(rows[RULES.title], findings)
    by_table = _rows_by_table(rows, tables, findings, for_draft=keep_faulty)
    value_rows = _rows_by_indicator(rows, findings)
    reader = _Reader(parts, _measure_targets(measures), value_rows, rules, findings, keep_faulty)
    read = [reader.table(table, by_table[table.id]) for table in tables.values()]
    return Indicators(tables=tuple(table for table in read if table.indicators)), findings


def _rows_by_table(
    rows: _Rows, tables: Mapping[str, IndicatorTable], findings: Findings, *, for_draft: bool
) -> dict[str, dict[str, list[Row]]]:
    """The rows of each table by sheet; in a draft, those of no table stand in the first one."""
    targets = tables_of.table_targets(rows[TABLES.title])
    found: dict[str, dict[str, list[Row]]] = {table: {sheet.title: [] for sheet in _OF_TABLES} for table in tables}
    for sheet in _OF_TABLES:
        for row in rows[sheet.title]:
            table_id = tables_of.table_of(row, targets, tables, findings)
            if table_id or for_draft:
                found[table_id or next(iter(tables))][sheet.title].append(row)
    return found


def _rows_by_indicator(rows: _Rows, findings: Findings) -> dict[str, list[Row]]:
    named = (Named(row.id, row.id_written, ((name, f"「{name}」"),)) for row, name in _named(rows[sheets.INDICATORS.title]))
    targets = Targets.of(sheets.INDICATORS.title, named)
    found: dict[str, list[Row]] = {}
    for row in rows[sheets.ACTUALS.title]:
        for indicator_id in known_references(row, "指標ID", targets, findings):
            found.setdefault(indicator_id, []).append(row)
    return found


def _named(rows: Sequence[Row]) -> list[tuple[Row, str]]:
    return [(row, row.text("指標").value) for row in rows]


def _measure_targets(measures: Sequence[Measure] | None) -> Targets | None:
    if measures is None:
        return None
    named = (Named(each.id, True, ((each.name.value, f"「{each.name}」"),)) for each in measures)
    return Targets.of(MEASURES_SHEET, named)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the rows of a table are read against.

    Attributes:
        measures: that indicators may name; None where any may be right.
        value_rows: of 実績値, by indicator.
    """

    parts: SettingsParts
    measures: Targets | None
    value_rows: Mapping[str, Sequence[Row]]
    rules: Mapping[str, tuple[RatingStep, ...]]
    findings: Findings
    for_draft: bool

    def table(self, empty: IndicatorTable, rows: _Rows) -> IndicatorTable:
        """The table with its columns, indicators and events."""
        indicator_rows = rows[sheets.INDICATORS.title]
        values = {row.id: self._rows_by_year(row, empty) for row in indicator_rows}
        known = sorted({period for found in values.values() for period in found}, key=lambda period: period.order)
        columns = tables_of.read_columns_of(empty, rows[COLUMNS.title], known, self.parts.style.years, self.findings)
        table = replace(
            empty,
            columns=columns,
            rules=self.rules,
            group_steps=tables_of.read_group_steps(rows[GROUP_RULES.title], self.rules, self.findings),
        )
        # Rows with faults are read too, so that all that is wrong is said at once.
        indicators = [self._indicator(row, table, values[row.id]) for row in indicator_rows]
        shown = tuple(one for row, one in zip(indicator_rows, indicators, strict=True) if row.usable)
        if not self.findings.has_errors:
            _report_missing(table, shown, self.findings)
        _check_minus(table, shown, self.findings)
        events = tables_of.read_events(rows[sheets.EVENTS.title], table, self.findings)
        return replace(table, indicators=shown, events=events)

    def _rows_by_year(self, row: Row, table: IndicatorTable) -> _Values:
        """The rows of 実績値 of an indicator; a year that stands there twice is a finding."""
        found: _Values = {}
        for value_row in self.value_rows.get(row.id, ()):
            period = tables_of.period_of(value_row, table, self.findings)
            if period in found:
                above = found[period].place("年").cell
                message = f"指標{row.id}の同じ年の値が、{above}にもあります。"
                self.findings.error("value-duplicate", value_row.place("年"), message, "正しいほうだけを残してください。")
            elif period is not None:
                found[period] = value_row
        return found

    def _indicator(self, row: Row, table: IndicatorTable, values: _Values) -> Indicator:
        target, word = read_target(row, self.findings)
        rule = self._rule(row, target.kind.direction)
        judged = _years_of(table, _Kind.JUDGEMENT) if target.kind.is_computed else frozenset()
        rated = _years_of(table, _Kind.RATING) if rule else frozenset()
        frame = Frame(row, row.text("単位").value.strip(), word, for_draft=self.for_draft)
        measured_from = bool(rated) or (bool(judged) and target.kind.is_relative)
        baseline = read_baseline(replace(frame, compared=measured_from), self.findings)
        frames = {period: replace(frame, compared=period in judged | rated) for period in values}
        indicator = Indicator(
            id=row.id,
            name=row.text("指標"),
            counting=frame.counting,
            unit=frame.unit,
            target=target,
            baseline=_of_same_scope(baseline, target.scope) if baseline is not None else None,
            direction=row.get("望ましい向き", Direction) or target.kind.direction,
            survey=row.flag("調査年だけ"),
            rule=rule,
            unprotected_reason=row.text(REASON),
            series_id=row.text(sheets.SERIES_ID),
            series_class=row.text(sheets.SERIES_CLASS),
            source=row.text("出典"),
            note=row.text("注"),
            values={period: self._value(frames[period], each, target.scope) for period, each in values.items()},
            where=row.where,
        )
        self._check(indicator, row)
        return self._placed(indicator, row, table)

    def _value(self, frame: Frame, row: Row, scope: Text) -> IndicatorValue:
        check_words((row.text("実績の対象"), row.text("注")), frame.row.text(REASON), REASON, self.findings)
        return _of_same_scope(read_actual(frame, row, self.findings), scope)

    def _rule(self, row: Row, direction: Direction | None) -> str:
        """The name of the rule; an unknown one, and one without a direction, is a finding."""
        named = row.text("評価の規則").value.strip()
        if not named:
            return ""
        if named not in self.rules:
            hint = f"{did_you_mean(nearest(named, self.rules))}規則の名前をそろえてください。"
            message = f"規則「{named}」は「{RULES.title}」シートにありません。"
            self.findings.error("rule-unknown", row.place("評価の規則"), message, hint)
            return ""
        if direction is None and row.get("望ましい向き", Direction) is None:
            message = f"指標{row.id}は、数が増えるとよいのか減るとよいのか分からないので、評価できません。"
            self.findings.error("direction-missing", row.place("望ましい向き"), message, "「望ましい向き」を選んでください。")
        return named

    def _check(self, indicator: Indicator, row: Row) -> None:
        """Words, and what the values must have for the target."""
        printed = (row.text("指標"), row.text("まとまり"), row.text("目標値"), row.text("対象"), row.text("注"))
        check_words((*printed, row.text("現状値の対象")), indicator.unprotected_reason, REASON, self.findings)
        baseline = indicator.baseline
        lacking = baseline is None or baseline.shown.sign is not None or bool(baseline.other_scope)
        if indicator.target.kind.is_relative and lacking:
            message = f"指標{row.id}の目標は現状値からの増減ですが、比べられる現状値がありません。"
            self.findings.error(
                "baseline-missing", row.place("現状値"), message, "目標と同じ対象の現状値を、数で書いてください。"
            )
        self._check_values(indicator, self.value_rows.get(row.id, ()))

    def _check_values(self, indicator: Indicator, rows: Sequence[Row]) -> None:
        """`scope-differs`: compared with nothing; `choice-unused`: a judgement where numbers decide."""
        kind, scope = indicator.target.kind, indicator.target.scope
        others = [row for row in rows if row.text("実績の対象") and row.text("実績の対象") != scope]
        if others and kind is not TargetKind.NONE:
            cells = "、".join(row.place("実績の対象").cell or "" for row in others)
            shown = f"実績の対象「{others[0].text('実績の対象')}」（{cells}）が、目標の対象「{scope or indicator.target.text}」"
            hint = "同じ対象の実績があれば、そちらを書いてください。"
            where = others[0].place("実績の対象")
            self.findings.warn("scope-differs", where, f"{shown}と違うので、達成を判定しません。", hint)
        for row in (row for row in rows if row.text("判定") and kind is not TargetKind.TEXT):
            message = "「判定」は、目標の種類が「文章」のときだけ使います。"
            self.findings.warn("choice-unused", row.place("判定"), message, "空けてください。")

    def _placed(self, indicator: Indicator, row: Row, table: IndicatorTable) -> Indicator:
        """The indicator with its place in the plan; without one where the table has groups it is a finding."""
        policy = known_references(row, "施策ID", self.parts.policy_targets, self.findings)
        measure = row.text("事業ID").value
        if self.measures is not None:
            measure = next(iter(known_references(row, "事業ID", self.measures, self.findings)), "")
        named = [row.text(header) for header in ("施策ID", "事業ID", "まとまり") if row.text(header)]
        if table.grouped and not named:
            message = f"指標{row.id}「{row.text('指標')}」が、どの施策にも事業にも入っていません。"
            hint = "「施策ID」「事業ID」「まとまり」のどれかを書いてください。"
            self.findings.error("indicator-unplaced", row.place("施策ID"), message, hint)
        if row.text("まとまり") and len(named) > 1:
            message = "施策か事業のある指標では、「まとまり」は使いません。"
            self.findings.warn("choice-unused", row.place("まとまり"), message, "空けるか、施策と事業を空けてください。")
        return replace(
            indicator,
            policy_id=policy[0] if policy else "",
            measure_id=measure,
            label=row.text("まとまり"),
            placed=bool(policy or measure or row.text("まとまり")) or not table.grouped,
        )


def _years_of(table: IndicatorTable, kind: IndicatorColumnKind) -> frozenset[Period]:
    """The years that columns of a kind print."""
    return frozenset(period for column in table.columns if column.kind is kind for period in column.periods)


def _of_same_scope(value: IndicatorValue, scope: Text) -> IndicatorValue:
    """The value; a scope that is written again as the target has it is no other one."""
    return replace(value, other_scope=Text("")) if value.other_scope == scope else value


def _report_missing(table: IndicatorTable, indicators: Sequence[Indicator], findings: Findings) -> None:
    """`value-missing`: years of a table for which an indicator has no row; those of a survey may be left out."""
    printed = [period for column in table.columns if column.kind is _Kind.ACTUAL for period in column.periods]
    for one in (one for one in indicators if not one.survey):
        missing = [period.western for period in printed if period not in one.values]
        if missing:
            message = (
                f"指標{one.id}「{one.name}」の{listed(missing)}の値が「{sheets.ACTUALS.title}」シートになく、空欄で印刷します。"
            )
            findings.warn("value-missing", one.where, message, "値を書いてください。値のない年は「－」と書きます。")


def _check_minus(table: IndicatorTable, indicators: Sequence[Indicator], findings: Findings) -> None:
    """`sign-clash`: △ stands for minus in a number, so that it cannot be a rating in the same table."""
    rated = _years_of(table, _Kind.RATING) and any(MINUS in step.label.value for steps in table.rules.values() for step in steps)
    values = (value for one in indicators for value in (one.baseline, *one.values.values()) if value is not None)
    negative = next((value for value in values if value.shown.text.startswith(MINUS)), None)
    if rated and negative is not None:
        message = f"「{negative.shown.text}」の「{MINUS}」は負の数の印ですが、評価にも「{MINUS}」を使っています。"
        findings.error("sign-clash", negative.shown.where, message, "評価の言葉を変えるか、表を分けてください。")
