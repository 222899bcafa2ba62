"""資料 with the schedule: tasks in rows, time in columns, bars over the months that they take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from kaigi_docs.blocks import (
    Block,
    Cell,
    Column,
    Document,
    HeadCell,
    Note,
    Paper,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Table,
)
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.months import THIRDS, Stretch
from kaigi_docs.japanese.numerals import DigitWidth, format_number
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.materials.paper import material_document, title_blocks
from kaigi_docs.materials.schedule_bars import DONE_WORDS, bar_lines, column_key, line_cells
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Material
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.schedule import ColumnUnit, Schedule, SpanState, Task
from kaigi_docs.model.text import Text

LEGEND = "凡例"
# What a column of each kind is at most as wide as, in millimetres.
_WIDEST_MM = {ColumnUnit.THIRD: 10.0, ColumnUnit.MONTH: 16.0, ColumnUnit.QUARTER: 26.0}
# A narrower column has no room for a sign of 9 pt between its lines.
_NARROWEST_MM = 5.4
# From here on 「10月」 stands on one line.
_MONTH_ON_ONE_LINE_MM = 10.0
_SHEET_MM = {Paper.A4: (210.0, 297.0), Paper.A3: (297.0, 420.0)}
# What of the sheet's width time takes, and more where 担当 or 備考 is not printed.
_TIME_SHARE, _MORE_TIME = 0.56, 0.08


def build_schedule(material: Material, packet: PacketModel, context: WordingContext) -> tuple[Document, Findings]:
    """The 資料 as blocks: title, legend, table; and what is wrong with it.

    Codes: `schedule-missing`, `schedule-too-narrow`.

    Args:
        material: its row of the 資料 sheet; its paper decides how wide a month is.
        packet: with the tasks.
        context: the meeting and its numbers.
    """
    findings = Findings()
    schedule = replace(packet.schedule, tasks=packet.schedule.printed())
    blocks: list[Block] = [*title_blocks(material, context)]
    if schedule.tasks and schedule.shown is not None:
        table = _ScheduleTable(material, schedule, context.meeting.style.digits)
        table.check_width(findings)
        blocks += [Note(LEGEND, (Run(_legend(schedule)),)), table.block()]
    else:
        message = f"資料「{material.title}」は予定の資料ですが、スケジュール.xlsx に予定がひとつもありません。"
        hint = "スケジュール.xlsx を会議フォルダに置いて書き込むか、「資料」シートのこの行を消してください。"
        findings.error("schedule-missing", material.where, message, hint)
    return material_document(material, context, blocks), findings


def _legend(schedule: Schedule) -> str:
    """What the looks and signs in the table mean, those that are there."""
    spans = [span for task in schedule.tasks for span in task.spans]
    looks = {SpanState.PLANNED: "枠だけの帯", SpanState.DONE: "網かけの帯"}
    plain = [state for state in SpanState if any(not span.sign and span.state is state for span in spans)]
    used = [sign for sign in schedule.signs if any(span.sign == sign.sign for span in spans)]
    parts = [
        *(f"{state.mark}：{state.word}（{looks[state]}）" for state in plain),
        *(f"{sign.sign}：{sign.meaning}" for sign in used),
        *([f"{DONE_WORDS}：実施済"] if any(span.sign and span.state is SpanState.DONE for span in spans) else []),
    ]
    return "　".join(parts)


class _Further(NamedTuple):
    """A column of words behind the columns of time."""

    heading: str
    texts: dict[str, Text]


class _ScheduleTable:
    """The table of one schedule on one kind of paper."""

    def __init__(self, material: Material, schedule: Schedule, digits: DigitWidth) -> None:
        """Settles the columns."""
        self._id, self._where = material.id, material.where
        self._schedule, self._digits = schedule, digits
        self._times = schedule.columns()
        further = (
            _Further("担当", {task.id: task.in_charge for task in schedule.tasks}),
            _Further("備考", {task.id: task.remark for task in schedule.tasks}),
        )
        self._further = [each for each in further if any(each.texts.values())]
        short, long = _SHEET_MM[material.paper]
        share = _TIME_SHARE + _MORE_TIME * (len(further) - len(self._further))
        wide = (long if material.landscape else short) * share
        self._width_mm = min(wide / len(self._times), _WIDEST_MM[schedule.unit])

    def check_width(self, findings: Findings) -> None:
        """`schedule-too-narrow`: more columns than the paper has room for."""
        if self._width_mm >= _NARROWEST_MM:
            return
        message = f"予定の表の列が{len(self._times)}あり、1列が{self._width_mm:.1f}mmになって、文字が入りません。"
        hint = (
            "スケジュール.xlsx の「予定表」シートで、列の単位を「四半期」にするか、月を減らしてください。"
            "「資料」シートで用紙をA3にするか、横向きにすることもできます。"
        )
        findings.error("schedule-too-narrow", self._where, message, hint)

    def block(self) -> Table:
        """The table: groups in order of their first task, each task in as many lines as its spans need side by side."""
        names: dict[str, list[Task]] = {}
        for task in self._schedule.tasks:
            names.setdefault(task.group.value.strip(), []).append(task)
        groups = tuple(
            RowGroup(f"{self._id}-{number}", _runs(tasks[0].group) if name else (), tuple(self._rows(tasks)))
            for number, (name, tasks) in enumerate(names.items(), 1)
        )
        return Table(f"{self._id}-table", tuple(self._columns()), groups, short_groups=True, above=tuple(self._above()))

    def _columns(self) -> Iterator[Column]:
        yield Column("項目", (Run("項目"),), row_header=True)
        for time in self._times:
            yield Column(column_key(time), (Run(self._heading(time)),), self._width_mm)
        for each in self._further:
            yield Column(each.heading, (Run(each.heading),))

    def _heading(self, time: Stretch) -> str:
        """「４月」, in two lines where it is narrow; 「４～６月」; 「上」."""
        if self._schedule.unit is ColumnUnit.THIRD:
            return THIRDS[(time.first.day - 1) // 10][0]
        first, last = (format_number(day.month, self._digits) for day in (time.first, time.last))
        apart = "\n" if self._width_mm < _MONTH_ON_ONE_LINE_MM and first == last else ""
        return f"{first if first == last else f'{first}～{last}'}{apart}月"

    def _above(self) -> Iterator[tuple[HeadCell, ...]]:
        """The fiscal years over their columns, and over thirds of months the months."""
        yield self._heads([FiscalYear.of(time.first).label(self._digits) for time in self._times])
        if self._schedule.unit is ColumnUnit.THIRD:
            yield self._heads([f"{format_number(time.first.month, self._digits)}月" for time in self._times])

    def _heads(self, labels: Sequence[str]) -> tuple[HeadCell, ...]:
        """A heading over each stretch of columns with the same label, none over the columns of words."""
        spans: list[tuple[str, int]] = []
        for label in labels:
            same = bool(spans) and spans[-1][0] == label
            spans[-1:] = [(label, spans[-1][1] + 1)] if same else [*spans[-1:], (label, 1)]
        heads = (HeadCell((Run(label),), span) for label, span in spans)
        return (HeadCell(()), *heads, *(HeadCell(()) for _ in self._further))

    def _rows(self, tasks: Sequence[Task]) -> Iterator[Row]:
        for task in tasks:
            lines = bar_lines(task.spans, self._times)
            for number, line in enumerate(lines):
                bars = line_cells(line, self._times, self._width_mm, self._digits)
                again = number > 0
                title = Cell(continued=True) if again else _cell(task.title)
                words = (Cell(continued=True) if again else _cell(each.texts[task.id]) for each in self._further)
                yield Row(task.id if not again else f"{task.id}/{number + 1}", (title, *bars, *words))


def _cell(text: Text) -> Cell:
    return Cell((Paragraph(_runs(text), ParagraphStyle.CELL),)) if text else Cell()


def _runs(text: Text) -> tuple[Run, ...]:
    return (Run(text.value, source=text.where),)
