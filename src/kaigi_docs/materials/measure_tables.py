"""資料 with the plan's measures: one table, rows under their policies, columns as the settings book orders them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import (
    Align,
    Cell,
    Column,
    Document,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Table,
)
from kaigi_docs.findings import Findings
from kaigi_docs.materials.paper import material_document, title_blocks
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.measure_scope import is_shown_in, shown_policies
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import (
    ColumnKind,
    Material,
    MeasureColumn,
    Meeting,
    Policy,
    Rating,
    YearOrder,
)
from kaigi_docs.model.text import Text
from kaigi_docs.wording import fill_placeholders

UNKNOWN_POLICY = "施策がわからない事業"
ALIGNMENTS = {ColumnKind.NUMBER: Align.END, ColumnKind.ID: Align.CENTER}


@dataclass(frozen=True, slots=True)
class _YearColumn:
    """A printed column: a column of the book, for one fiscal year where it has several."""

    column: MeasureColumn
    year: int | None

    @property
    def key(self) -> str:
        return self.column.key if self.year is None else f"{self.column.key}@{self.year}"


def build_measure_table(material: Material, measures: Sequence[Measure], context: WordingContext) -> tuple[Document, Findings]:
    """The 資料 as blocks: title, legend, table; measures of the material's scope, each at every policy it belongs to.

    Args:
        material: its row of the 資料 sheet.
        measures: all measures of the plan in the order of the book.
        context: the meeting and its numbers, for headings with years.
    """
    findings = Findings()
    meeting = context.meeting
    columns = _printed_columns(material, meeting)
    shown = [measure for measure in measures if is_shown_in(measure, material, meeting)]
    table = Table(
        id=f"{material.id}-table",
        columns=tuple(_column(column, context, findings) for column in columns),
        groups=tuple(_groups(material, shown, columns, context.meeting)),
    )
    blocks = (*title_blocks(material, context), *_legend(columns, meeting), table)
    return material_document(material, context, blocks), findings


def _printed_columns(material: Material, meeting: Meeting) -> list[_YearColumn]:
    columns = [column for column in meeting.measure_columns if not column.materials or material.id in column.materials]
    return [part for column in columns for part in _by_year(column, meeting.style.years)]


def _by_year(column: MeasureColumn, order: YearOrder) -> Iterator[_YearColumn]:
    if not column.years:
        yield _YearColumn(column, None)
        return
    for year in sorted(column.years, reverse=order is YearOrder.NEWEST_FIRST):
        yield _YearColumn(column, year.year)


def _column(printed: _YearColumn, context: WordingContext, findings: Findings) -> Column:
    column = printed.column
    heading = fill_placeholders(column.heading, context.resolve, context.placeholder_names(), findings)
    if printed.year is not None:
        year = next(year for year in column.years if year.year == printed.year)
        heading = (Run(f"{year.label(context.meeting.style.digits)}\n", source=column.where), *heading)
    return Column(
        key=printed.key,
        heading=heading,
        width_mm=column.width_mm,
        align=ALIGNMENTS.get(column.kind, Align.START),
        row_header=column.kind is ColumnKind.NAME,
    )


def _groups(
    material: Material, measures: Sequence[Measure], columns: Sequence[_YearColumn], meeting: Meeting
) -> Iterator[RowGroup]:
    """Rows under each policy that has any; measures without policy, or all if rows are not grouped, in one group.

    In a draft, measures whose 施策ID names no policy stand in it as well, which then says so.
    """
    if not material.grouped or not meeting.policies:
        yield RowGroup(f"{material.id}-all", (), tuple(_row(measure, "", columns, meeting) for measure in measures))
        return
    shown = shown_policies(material, meeting)
    for policy in (each for each in meeting.policies if each.id in shown):
        rows = tuple(
            _row(measure, policy.id, columns, meeting)
            for measure in measures
            if policy.id == measure.policy_id or policy.id in measure.also_listed_under
        )
        if rows:
            yield RowGroup(f"{material.id}-{policy.id}", tuple(policy_path(policy, meeting)), rows)
    unplaced = [measure for measure in measures if not measure.policy_id]
    if unplaced:
        label = (Run(UNKNOWN_POLICY),) if any(measure.policy_typed for measure in unplaced) else ()
        yield RowGroup(f"{material.id}-none", label, tuple(_row(measure, "", columns, meeting) for measure in unplaced))


def policy_path(policy: Policy, meeting: Meeting) -> Iterator[Run]:
    """The policy with all levels above it: 基本目標１　… ＞ 施策２　…."""
    by_id = {each.id: each for each in meeting.policies}
    path = [policy]
    while (parent_id := path[0].parent_id) is not None:
        path.insert(0, by_id[parent_id])
    for position, step in enumerate(path):
        if position:
            yield Run("　＞　")
        if step.label:
            yield Run(f"{step.label}　", source=step.label.where)
        yield Run(step.name.value, source=step.name.where)


def _row(measure: Measure, policy_id: str, columns: Sequence[_YearColumn], meeting: Meeting) -> Row:
    row_id = measure.id if policy_id in ("", measure.policy_id) else f"{measure.id}@{policy_id}"
    return Row(row_id, tuple(_cell(measure, policy_id, printed, meeting) for printed in columns))


def _cell(measure: Measure, policy_id: str, printed: _YearColumn, meeting: Meeting) -> Cell:
    kind = printed.column.kind
    align = ALIGNMENTS.get(kind, Align.START)
    if kind is ColumnKind.NAME:
        return Cell(tuple(_name(measure, policy_id, meeting)))
    if kind is ColumnKind.ID:
        return _text_cell(Text(measure.id, measure.where), align)
    if kind is ColumnKind.SUMMARY:
        return _text_cell(measure.summary, align)
    if kind is ColumnKind.DEPARTMENTS:
        return _text_cell(measure.department_text, align)
    text = measure.values.get((printed.column.key, printed.year), Text(""))
    if kind is ColumnKind.RATING:
        rating_id = measure.rating_ids.get((printed.column.key, printed.year))
        return _rating_cell(text, rating_id, meeting)
    return _text_cell(text, align)


def _text_cell(text: Text, align: Align) -> Cell:
    if not text:
        return Cell()
    return Cell((Paragraph((Run(text.value, source=text.where),), ParagraphStyle.CELL, align),))


def _rating_cell(text: Text, rating_id: str | None, meeting: Meeting) -> Cell:
    """Mark and label of a rating; an entry outside the scale as it was written (it is a finding of the reader)."""
    rating = next((rating for rating in meeting.ratings if rating.id == rating_id), None)
    if rating is None:
        return _text_cell(text, Align.START)
    return Cell((Paragraph((Run(_rating_words(rating), source=text.where),), ParagraphStyle.CELL),))


def _name(measure: Measure, policy_id: str, meeting: Meeting) -> Iterator[Paragraph]:
    yield Paragraph((Run(measure.name.value, source=measure.name.where),), ParagraphStyle.CELL)
    placed = (measure.policy_id, *measure.also_listed_under)
    others = [policy for policy in meeting.policies if policy.id in placed and policy.id != policy_id]
    if policy_id and others:
        names = "、".join(str(policy.label or policy.name) for policy in others)
        yield Paragraph((Run(f"（{names}にも掲載）", source=measure.where),), ParagraphStyle.CELL_SMALL)


def _legend(columns: Sequence[_YearColumn], meeting: Meeting) -> tuple[Note, ...]:
    """One remark above the table for each of its scales that has meanings to explain."""
    scales = dict.fromkeys(printed.column.scale for printed in columns if printed.column.kind is ColumnKind.RATING)
    notes = (_scale_note(scale, [r for r in meeting.ratings if r.scale == scale]) for scale in scales)
    return tuple(note for note in notes if note is not None)


def _scale_note(scale: str, ratings: Sequence[Rating]) -> Note | None:
    if not any(rating.meaning for rating in ratings):
        return None
    parts = (f"{_rating_words(rating)}{f'：{rating.meaning}' if rating.meaning else ''}" for rating in ratings)
    return Note("※", (Run(f"{scale}　{'　'.join(parts)}", source=ratings[0].where),))


def _rating_words(rating: Rating) -> str:
    """Mark and label as they stand in a cell."""
    return f"{rating.mark} {rating.label}" if rating.mark else rating.label.value
