"""The sheets of 指標.xlsx about whole tables: 指標の表, 指標の列, 社会情勢, 評価の規則, まとまりの評価."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from kaigi_docs.declarations.indicator_tables import COLUMNS, SMALL_COUNT_REASON, TABLES
from kaigi_docs.findings import Findings
from kaigi_docs.model.indicators import (
    Comparison,
    GroupStep,
    IndicatorColumn,
    IndicatorColumnKind,
    IndicatorTable,
    Pooling,
    RatingStep,
)
from kaigi_docs.model.meeting import YearOrder
from kaigi_docs.model.statistics import Period
from kaigi_docs.model.text import Text
from kaigi_docs.read.indicator_values import check_words, own_number
from kaigi_docs.read.references import Named, Targets, known_references
from kaigi_docs.read.rows import Row
from kaigi_docs.read.statistics_exhibits import lines_of
from kaigi_docs.read.statistics_periods import choose_periods, parse_period

_Kind = IndicatorColumnKind
_HEADINGS = {
    _Kind.MEASURE: "事業名",
    _Kind.NAME: "評価指標",
    _Kind.TARGET: "目標値",
    _Kind.BASELINE: "計画策定時の現状値",
    _Kind.ACTUAL: "実績",
    _Kind.JUDGEMENT: "達成",
    _Kind.RATING: "評価",
    _Kind.TREND: "推移",
}
_DEFAULT_COLUMNS = {
    YearOrder.NEWEST_FIRST: (_Kind.NAME, _Kind.TARGET, _Kind.ACTUAL, _Kind.BASELINE),
    YearOrder.OLDEST_FIRST: (_Kind.NAME, _Kind.TARGET, _Kind.BASELINE, _Kind.ACTUAL),
}
THE_ONLY_TABLE = IndicatorTable(id="H01", title=Text(""))
"""Where the sheet 指標の表 is empty."""


def read_tables_of(rows: Sequence[Row], findings: Findings) -> dict[str, IndicatorTable]:
    """The tables by id in printed order, without what stands in them; at least one."""
    tables: dict[str, IndicatorTable] = {}
    for row in rows:
        notes = lines_of(row.text("注"))
        check_words((row.text("題名"), *notes), row.text(SMALL_COUNT_REASON), SMALL_COUNT_REASON, findings)
        if row.usable:
            tables[row.id] = IndicatorTable(
                id=row.id,
                title=row.text("題名"),
                fiscal=row.flag("年の種類", default=True),
                grouped=row.flag("施策でまとめる", default=True),
                notes=notes,
                where=row.where,
            )
    return tables or {THE_ONLY_TABLE.id: THE_ONLY_TABLE}


def table_targets(rows: Iterable[Row]) -> Targets:
    """What the other sheets may refer to."""
    named = (Named(row.id, row.id_written, ((title, f"「{title}」"),)) for row in rows for title in (row.text("題名").value,))
    return Targets.of(TABLES.title, named)


def table_of(row: Row, targets: Targets, tables: Mapping[str, IndicatorTable], findings: Findings) -> str:
    """The id of the table that a row belongs to: the one named, else the first one; "" where the named one is not there."""
    if not row.text("表ID"):
        return next(iter(tables))
    known = known_references(row, "表ID", targets, findings)
    return known[0] if known and known[0] in tables else ""


def read_columns_of(
    table: IndicatorTable, rows: Sequence[Row], known: Sequence[Period], order: YearOrder, findings: Findings
) -> tuple[IndicatorColumn, ...]:
    """The columns of a table; the usual ones where no row names any.

    Args:
        table: whose columns they are.
        rows: of 指標の列 that belong to it.
        known: the years that have rows in 実績値, the oldest first.
        order: of years, which decides where the baseline stands by default.
        findings: takes what is wrong.
    """
    usable = [row for row in rows if row.usable and row.get("種類", IndicatorColumnKind) is not None]
    if not usable:
        return tuple(
            IndicatorColumn(kind=kind, heading=Text(_HEADINGS[kind]), periods=tuple(known) if kind.has_years else ())
            for kind in _DEFAULT_COLUMNS[order]
        )
    columns = tuple(_column(row, table, known, findings) for row in usable)
    _check_columns(table, usable, columns, findings)
    return columns


def _column(row: Row, table: IndicatorTable, known: Sequence[Period], findings: Findings) -> IndicatorColumn:
    kind = row.choice("種類", IndicatorColumnKind.NAME)
    return IndicatorColumn(
        kind=kind,
        heading=row.text("見出し") or Text(_HEADINGS[kind], row.where),
        periods=_periods(row, kind, table, known, findings),
        width_mm=row.get("幅mm", float),
        where=row.where,
    )


def _periods(
    row: Row, kind: IndicatorColumnKind, table: IndicatorTable, known: Sequence[Period], findings: Findings
) -> tuple[Period, ...]:
    """The years of a column: those named, else all for actual values and the newest for what is made from them."""
    named = row.text("年").value.strip()
    if not kind.has_years:
        if named:
            message = "この種類の列には年がありません。"
            findings.warn("choice-unused", row.place("年"), message, "「年」を空けてください。")
        return ()
    if not named:
        return tuple(known) if kind is IndicatorColumnKind.ACTUAL else tuple(known[-1:])
    try:
        return choose_periods(named, known, fiscal=table.fiscal)
    except ValueError as reason:
        findings.error("year-invalid", row.place("年"), f"載せる年を読めません。{reason}", "書き直してください。")
        return ()


def _check_columns(table: IndicatorTable, rows: Sequence[Row], columns: Sequence[IndicatorColumn], findings: Findings) -> None:
    """`column-twice`, and `name-column-missing`: a row without the name of its indicator says nothing."""
    seen: set[tuple[IndicatorColumnKind, Period | None]] = set()
    for row, column in zip(rows, columns, strict=True):
        keys: set[tuple[IndicatorColumnKind, Period | None]] = {(column.kind, each) for each in column.periods or (None,)}
        if keys & seen:
            message = f"「{_HEADINGS[column.kind]}」の列が、同じ表に二つあります。"
            findings.error("column-twice", row.place("種類"), message, "一つだけ残してください。")
        seen |= keys
    if (IndicatorColumnKind.NAME, None) not in seen:
        message = f"表{table.id}に「指標」の列がありません。"
        hint = f"「{COLUMNS.title}」シートに、種類が「指標」の行を加えてください。"
        findings.error("name-column-missing", rows[0].place("種類"), message, hint)


def read_events(rows: Sequence[Row], table: IndicatorTable, findings: Findings) -> dict[Period, tuple[Text, ...]]:
    """What happened, by year; an event of a year that has no column is a finding (`event-unplaced`)."""
    found: dict[Period, tuple[Text, ...]] = {}
    for row in rows:
        check_words((row.text("文"),), row.text(SMALL_COUNT_REASON), SMALL_COUNT_REASON, findings)
        period = period_of(row, table, findings)
        if period is None or not row.text("文"):
            continue
        if period not in table.periods:
            message = (
                f"{period.western}年{'度' if table.fiscal else ''}の列が表{table.id}にないので、この社会情勢は印刷できません。"
            )
            findings.error("event-unplaced", row.place("年"), message, "年を直すか、行を消してください。")
        found[period] = (*found.get(period, ()), row.text("文"))
    return found


def period_of(row: Row, table: IndicatorTable, findings: Findings) -> Period | None:
    """The year of a row, None where it names none (`year-invalid`)."""
    if not row.text("年"):
        return None
    try:
        return parse_period(row.text("年").value, fiscal=table.fiscal)
    except ValueError as reason:
        kind = "年度" if table.fiscal else "年"
        findings.error("year-invalid", row.place("年"), f"表{table.id}の年の種類は{kind}です。{reason}")
        return None


def read_rules(rows: Sequence[Row], findings: Findings) -> dict[str, tuple[RatingStep, ...]]:
    """The steps of each rule by its name, in the order of the sheet."""
    rules: dict[str, tuple[RatingStep, ...]] = {}
    for row in rows:
        if row.usable:
            name = row.text("規則").value.strip()
            _check_reachable(row, rules.get(name, ()), f"規則「{name}」", findings)
            rules[name] = (*rules.get(name, ()), _step(row, findings))
    return rules


def _step(row: Row, findings: Findings) -> RatingStep:
    return RatingStep(
        label=Text(row.text("評価").value.strip(), row.place("評価")),
        comparison=row.choice("比べる数", Comparison.DIFFERENCE),
        least=own_number(row.text("境の数"), "", findings),
        beyond=not row.flag("境を含む", default=True),
        points=own_number(row.text("点"), "", findings),
    )


def read_group_steps(
    rows: Sequence[Row], rules: Mapping[str, tuple[RatingStep, ...]], findings: Findings
) -> tuple[GroupStep, ...]:
    """The steps by which the groups of a table are rated."""
    steps: tuple[GroupStep, ...] = ()
    for row in (row for row in rows if row.usable):
        _check_reachable(row, steps, "まとまりの評価", findings)
        step = GroupStep(
            label=Text(row.text("評価").value.strip(), row.place("評価")),
            pooling=row.choice("求め方", Pooling.MEAN),
            counted=row.words("数える評価"),
            least=own_number(row.text("境の数"), "", findings),
            beyond=not row.flag("境を含む", default=True),
        )
        _check_pooling(row, step, rules, findings)
        steps = (*steps, step)
    return steps


def _check_reachable(row: Row, above: Sequence[RatingStep | GroupStep], name: str, findings: Findings) -> None:
    """`rating-unreachable`: a step below one that takes all that is left."""
    if above and above[-1].least is None:
        message = f"{name}では、上の行「{above[-1].label}」に境の数がなく、残りすべてに当てはまるので、この行は使われません。"
        findings.error("rating-unreachable", row.where, message, "境の数を書くか、行の順番を直してください。")


def _check_pooling(row: Row, step: GroupStep, rules: Mapping[str, tuple[RatingStep, ...]], findings: Findings) -> None:
    """`points-missing` and `rating-unknown`: what a mean or a share is made from is not there."""
    steps = [each for each_rule in rules.values() for each in each_rule]
    if step.pooling is Pooling.MEAN:
        without = next((each for each in steps if each.points is None), None)
        if without is not None:
            message = f"平均点を出すには点が要りますが、評価「{without.label}」に点がありません。"
            findings.error("points-missing", without.label.where, message, "点を書いてください。")
        return
    labels = {each.label.value for each in steps}
    if step.least is not None and not step.counted:
        findings.error("rating-unknown", row.place("数える評価"), "割合を数える評価がありません。", "評価を書いてください。")
    for unknown in (each for each in step.counted if each not in labels):
        message = f"評価「{unknown}」は「評価の規則」シートにありません。"
        findings.error("rating-unknown", row.place("数える評価"), message, "評価の言葉をそろえてください。")
