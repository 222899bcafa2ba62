"""資料 with the plan's indicators: one table or several, targets beside the values of years, and what happened in society."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kaigi_docs.blocks import Align, Cell, Column, Document, Paragraph, ParagraphStyle, Row, RowGroup, Run, Table
from kaigi_docs.findings import Findings
from kaigi_docs.materials.indicators_notes import table_notes
from kaigi_docs.materials.indicators_values import cell_text
from kaigi_docs.materials.measure_tables import policy_path
from kaigi_docs.materials.paper import material_document, title_blocks
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.achievement import rate, rate_group
from kaigi_docs.model.indicators import GroupStep, Indicator, IndicatorColumn, IndicatorColumnKind, IndicatorTable
from kaigi_docs.model.meeting import Material, YearOrder
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.statistics import Period
from kaigi_docs.model.text import Text
from kaigi_docs.wording import fill_placeholders

EVENTS_LABEL = "【社会情勢】"
UNPLACED = "どの施策のものかわからない指標"
_Kind = IndicatorColumnKind
_CENTRED = frozenset({_Kind.JUDGEMENT, _Kind.RATING, _Kind.TREND})


@dataclass(frozen=True, slots=True)
class _Printed:
    """A printed column: one of the book, for one year where it has several."""

    column: IndicatorColumn
    period: Period | None

    @property
    def key(self) -> str:
        return f"{self.column.kind}@{self.period.western}" if self.period is not None else str(self.column.kind)


def build_indicators(material: Material, packet: PacketModel, context: WordingContext) -> tuple[Document, Findings]:
    """The 資料 as blocks: title and the tables of 指標.xlsx; and what is wrong with their headings.

    Args:
        material: its row of the 資料 sheet.
        packet: its indicators hold published values only.
        context: the meeting and its numbers.
    """
    findings = Findings()
    tables = packet.indicators.tables
    if not tables:
        message = f"資料「{material.title}」は評価指標の資料ですが、指標.xlsx に指標がひとつもありません。"
        hint = "指標.xlsx を会議フォルダに置いて書き込むか、「資料」シートのこの行を消してください。"
        findings.error("indicators-missing", material.where, message, hint)
    blocks = (_table(table, packet, context, findings) for table in tables)
    return material_document(material, context, (*title_blocks(material, context), *blocks)), findings


def _table(table: IndicatorTable, packet: PacketModel, context: WordingContext, findings: Findings) -> Table:
    printed = [each for column in table.columns for each in _by_year(column, context.meeting.style.years)]
    groups = (*_groups(table, printed, packet), *_events(table, printed))
    fill = partial(_filled, context=context, findings=findings)
    return Table(
        id=table.id,
        columns=tuple(_column(table, each, context, findings) for each in printed),
        groups=groups,
        caption=fill(table.title) if table.title else (),
        notes=table_notes(table, context.meeting.style.digits, fill),
        short_groups=True,
    )


def _filled(text: Text, context: WordingContext, findings: Findings) -> tuple[Run, ...]:
    return fill_placeholders(text, context.resolve, context.placeholder_names(), findings)


def _by_year(column: IndicatorColumn, order: YearOrder) -> Iterator[_Printed]:
    if not column.kind.has_years:
        yield _Printed(column, None)
        return
    newest_first = order is YearOrder.NEWEST_FIRST
    for period in sorted(column.periods, key=lambda each: each.order, reverse=newest_first):
        yield _Printed(column, period)


def _column(table: IndicatorTable, printed: _Printed, context: WordingContext, findings: Findings) -> Column:
    heading = _filled(printed.column.heading, context, findings)
    if printed.period is not None:
        heading = (Run(f"{printed.period.label(context.meeting.style.digits)}\n"), *heading)
    return Column(
        key=f"{table.id}/{printed.key}",
        heading=heading,
        width_mm=printed.column.width_mm,
        align=Align.CENTER if printed.column.kind in _CENTRED else Align.START,
        row_header=printed.column.kind is _Kind.NAME,
    )


def _groups(table: IndicatorTable, printed: Sequence[_Printed], packet: PacketModel) -> Iterator[RowGroup]:
    """Rows under each policy, measure or label, in the order in which the book has them first; or all in one group."""
    members: dict[str, list[Indicator]] = {}
    for indicator in table.indicators:
        members.setdefault(_group_of(indicator, packet) if table.grouped else "", []).append(indicator)
    for name, indicators in members.items():
        rows = tuple(_row(indicator, table, printed, packet) for indicator in indicators)
        label = tuple(_label(indicators[0], packet)) if table.grouped else ()
        yield RowGroup(f"{table.id}/{name or 'all'}", (*label, *_group_rating(table, indicators)) if label else (), rows)


def _group_of(indicator: Indicator, packet: PacketModel) -> str:
    """The policy that an indicator stands under, else its measure, else its label: the stable name of its group."""
    if not indicator.placed:
        return UNPLACED
    measure = next((each for each in packet.measures if each.id == indicator.measure_id), None)
    return (
        indicator.policy_id or (measure.policy_id if measure is not None else "") or indicator.measure_id or indicator.label.value
    )


def _label(indicator: Indicator, packet: PacketModel) -> Iterator[Run]:
    group = _group_of(indicator, packet)
    policy = next((each for each in packet.meeting.policies if each.id == group), None)
    if policy is not None:
        yield from policy_path(policy, packet.meeting)
        return
    measure = next((each for each in packet.measures if each.id == group), None)
    shown = measure.name if measure is not None else indicator.label if indicator.placed else Text(UNPLACED, indicator.where)
    yield Run(shown.value or group, source=shown.where)


def _group_rating(table: IndicatorTable, indicators: Sequence[Indicator]) -> Iterator[Run]:
    """「（評価 B）」 behind the label of a group whose rule says so."""
    periods = [each for column in table.columns if column.kind is _Kind.RATING for each in column.periods]
    if not table.group_steps or not periods:
        return
    newest = max(periods, key=lambda period: period.order)
    rated = (rate(each, newest, table.rules.get(each.rule, ())) for each in indicators)
    step: GroupStep | None = rate_group([each for each in rated if each is not None], table.group_steps)
    yield Run(f"（評価　{step.label if step is not None else '－'}）")


def _row(indicator: Indicator, table: IndicatorTable, printed: Sequence[_Printed], packet: PacketModel) -> Row:
    return Row(indicator.id, tuple(_cell(indicator, table, each, packet) for each in printed))


def _cell(indicator: Indicator, table: IndicatorTable, printed: _Printed, packet: PacketModel) -> Cell:
    if printed.column.kind is _Kind.MEASURE:
        measure = next((each for each in packet.measures if each.id == indicator.measure_id), None)
        text = measure.name if measure is not None else Text("")
    else:
        text = cell_text(indicator, table, printed.column.kind, printed.period)
    if not text:
        return Cell()
    align = Align.CENTER if printed.column.kind in _CENTRED else Align.START
    return Cell((Paragraph((Run(text.value, source=text.where),), ParagraphStyle.CELL, align),))


def _events(table: IndicatorTable, printed: Sequence[_Printed]) -> Iterator[RowGroup]:
    """The last row: what happened in society, in the column of each year."""
    if table.events:
        row = Row(f"{table.id}/events", tuple(_event_cell(table, each) for each in printed))
        yield RowGroup(f"{table.id}/events", (), (row,))


def _event_cell(table: IndicatorTable, printed: _Printed) -> Cell:
    runs: tuple[Run, ...] = ()
    if printed.column.kind is _Kind.NAME:
        runs = (Run(EVENTS_LABEL, strong=True),)
    elif printed.column.kind is _Kind.ACTUAL and printed.period is not None:
        runs = tuple(Run(text.value, source=text.where) for text in table.events.get(printed.period, ()))
    return Cell(tuple(Paragraph((run,), ParagraphStyle.CELL) for run in runs))
