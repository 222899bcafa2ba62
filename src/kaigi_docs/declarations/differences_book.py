"""前年差分: what departments say otherwise than last time, text by text, rating by rating, number by number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from kaigi_docs.blocks import Paper
from kaigi_docs.declarations.measures import ValueField, value_fields
from kaigi_docs.japanese.differences import Part, differing_parts
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.numerals import WrittenNumber, parse_number
from kaigi_docs.model.collection import Collected
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import ColumnKind, Meeting, Rating
from kaigi_docs.sheets import TEXT_FORMAT, Book, Cell, Column, Look, Mark, Run, Sheet, fitting_width, writable

DIFFERENCES_LIST = "前年差分"
_PERCENT = ("%", "‰")
_NUMBER_FORMAT, _RATE_FORMAT = "+#,##0.##########;-#,##0.##########;0", "+0.0%;-0.0%;0.0%"
_KNOWN = (("事業ID", 8.0), ("事業名", 22.0), ("課", 18.0), ("列", 16.0), ("変わり方", 12.0))
_TEXT_WIDTH, _WIDEST = 50.0, 84.0
_A4_WIDTH = 187.0
"""Half-width characters that fit on landscape A4 in a readable size."""


class Change(StrEnum):
    """How an answer differs from that of last time."""

    SAME = "同じ"
    CHANGED = "変更"
    NEW = "新しい記載"
    GONE = "今回は空"


@dataclass(frozen=True, slots=True)
class _Pair:
    """The answers to one column of a measure.

    Attributes:
        column: its header in 施策一覧.
        before, now: as they are shown.
        compared: what is compared instead of them.
    """

    measure: Measure
    column: str
    before: str
    now: str
    compared: tuple[str, str]

    @property
    def change(self) -> Change:
        before, now = self.compared
        if not before or not now:
            return Change.GONE if before else Change.NEW
        return Change.SAME if before == now else Change.CHANGED


def differences_book(collected: Collected, meeting: Meeting) -> Book:
    """前年差分.xlsx: a sheet for texts, ratings and numbers each, where there is something to compare.

    A column is compared with 「前回：…」 of its name, a column with years with its own year before the newest. Texts that differ
    in white space only are the same; a rating counts by its label or mark. A column without any answer of last time is left out.
    """
    pairs = {kind: list(_pairs(collected.measures, meeting, kind)) for kind in _KINDS}
    sheets = tuple(_KINDS[kind](pairs[kind], meeting) for kind in _KINDS if pairs[kind])
    return Book(DIFFERENCES_LIST, sheets or (_nothing(),))


def _nothing() -> Sheet:
    text = "前回の回答（「前回：…」の列、または前の年度の列）がないので、比べていません。"
    return Sheet(DIFFERENCES_LIST, (Column(90.0),), ((Cell(DIFFERENCES_LIST, Look.TITLE),), (Cell(text, Look.PLAIN),)))


def _pairs(measures: Sequence[Measure], meeting: Meeting, kind: ColumnKind) -> Iterator[_Pair]:
    """The answers of all measures to columns of a kind, but for those that are blank both times."""
    fields = value_fields(meeting.measure_columns, meeting.ratings)
    compared = [field for field in fields if field.column.kind is kind and _has_earlier(field, measures)]
    for measure in measures:
        for field in compared:
            now, before = measure.values.get(field.key), _earlier(field, measure)
            texts = (before.strip(), now.value.strip() if now is not None else "")
            if any(texts):
                yield _Pair(measure, field.heading, *texts, _compared(texts, field, meeting))


def _has_earlier(field: ValueField, measures: Sequence[Measure]) -> bool:
    is_older = field.year is not None and field.year != max(field.column.years)
    return not is_older and any(_earlier(field, measure).strip() for measure in measures)


def _earlier(field: ValueField, measure: Measure) -> str:
    """What was answered last time."""
    if field.year is None:
        text = measure.earlier.get(field.column.key)
    else:
        text = measure.values.get((field.column.key, field.year.previous.year))
    return text.value if text is not None else ""


def _compared(texts: tuple[str, str], field: ValueField, meeting: Meeting) -> tuple[str, str]:
    """What is compared: ratings by their ids, all else without white space."""
    scale = [
        rating for rating in meeting.ratings if field.column.kind is ColumnKind.RATING and rating.scale == field.column.scale
    ]
    before, now = (_rating_id(text, scale) or "".join(text.split()) for text in texts)
    return before, now


def _rating_id(text: str, scale: Sequence[Rating]) -> str:
    """The id of the rating whose label, mark or both stand there, or ""."""
    key = fold_name(text)
    for rating in scale:
        label, mark = fold_name(rating.label.value), fold_name(rating.mark.value)
        if key and key in (label, mark, mark + label, label + mark):
            return rating.id
    return ""


def _sheet(
    title: str, legend: str, further: Sequence[tuple[str, float, str]], rows: Sequence[tuple[Cell, ...]], pairs: Sequence[_Pair]
) -> Sheet:
    """A sheet whose title says how many answers changed in which way."""
    changes = [pair.change for pair in pairs]
    counted = "、".join(f"{change}{changes.count(change)}" for change in Change)
    declared = (*((header, width, TEXT_FORMAT) for header, width in _KNOWN), *further)
    head = (
        (Cell(f"{DIFFERENCES_LIST}（{title}）　{counted}", Look.TITLE),),
        (Cell(legend, Look.PLAIN),),
        tuple(Cell(header, Look.HEADER) for header, _, _ in declared),
    )
    columns = tuple(Column(width, number_format) for _, width, number_format in declared)
    paper = Paper.A4 if sum(column.width for column in columns) <= _A4_WIDTH else Paper.A3
    return Sheet(title, columns, (*head, *rows), header_row=3, frozen_columns=2, filter_columns=len(columns), paper=paper)


def _known(pair: _Pair, meeting: Meeting) -> tuple[Cell, ...]:
    names = {department.id: department.name.value for department in meeting.departments}
    departments = "\n".join(names.get(each, each) for each in pair.measure.department_ids)
    return tuple(map(_text, (pair.measure.id, pair.measure.name.value, departments, pair.column, pair.change.value)))


def _text(text: str) -> Cell:
    return Cell(writable(text) or None)


def _texts_sheet(pairs: Sequence[_Pair], meeting: Meeting) -> Sheet:
    """The texts of both times, what went and what came marked in them."""
    legend = "「前回」の取り消し線は今回なくなった文字、「今回」の下線は新しい文字です。"
    widths = [fitting_width(texts, _TEXT_WIDTH, _WIDEST) for texts in ([p.before for p in pairs], [p.now for p in pairs])]
    further = (("前回", widths[0], TEXT_FORMAT), ("今回", widths[1], TEXT_FORMAT))
    rows = [(*_known(pair, meeting), *_marked(pair)) for pair in pairs]
    return _sheet("文章", legend, further, rows, pairs)


def _marked(pair: _Pair) -> tuple[Cell, Cell]:
    """Both texts; marked where both are there and differ."""
    before, now = writable(pair.before), writable(pair.now)
    if pair.change is not Change.CHANGED:
        return Cell(before or None), Cell(now or None)
    went, came = differing_parts(before, now)
    return Cell(before, runs=_runs(went, Mark.REMOVED)), Cell(now, runs=_runs(came, Mark.ADDED))


def _runs(parts: Sequence[Part], mark: Mark) -> tuple[Run, ...]:
    return tuple(Run(part.text, Mark.NONE if part.same else mark) for part in parts)


def _ratings_sheet(pairs: Sequence[_Pair], meeting: Meeting) -> Sheet:
    legend = "評価が前回と変わった事業は、文章にその理由があるかを確かめてください。"
    further = (("前回", 26.0, TEXT_FORMAT), ("今回", 26.0, TEXT_FORMAT))
    rows = [(*_known(pair, meeting), _text(pair.before), _text(pair.now)) for pair in pairs]
    return _sheet("評価", legend, further, rows, pairs)


def _numbers_sheet(pairs: Sequence[_Pair], meeting: Meeting) -> Sheet:
    """The numbers of both times as they were written, their difference and its rate."""
    legend = "差と増減率は、前回と今回がどちらも一つの数で、単位が同じときだけ計算しています。"
    further = (
        ("前回", 18.0, TEXT_FORMAT),
        ("今回", 18.0, TEXT_FORMAT),
        ("差", 12.0, _NUMBER_FORMAT),
        ("差の単位", 10.0, TEXT_FORMAT),
        ("増減率", 10.0, _RATE_FORMAT),
    )
    rows = [(*_known(pair, meeting), _text(pair.before), _text(pair.now), *_difference(pair)) for pair in pairs]
    return _sheet("数値", legend, further, rows, pairs)


def _difference(pair: _Pair) -> tuple[Cell, ...]:
    """The difference, its unit and its rate; a difference of percentages is in ポイント and has no rate."""
    before, now = _number(pair.before), _number(pair.now)
    if before is None or now is None or before.unit != now.unit:
        return Cell(), Cell(), Cell()
    difference = now.value - before.value
    is_share = now.unit in _PERCENT
    rate = float(difference / before.value) if before.value > 0 and not is_share else None
    return Cell(float(difference), Look.NUMBER), _text("ポイント" if is_share else now.unit), Cell(rate, Look.NUMBER)


def _number(text: str) -> WrittenNumber | None:
    """The one number that a text is, or None; 約 is none."""
    try:
        number = parse_number(text)
    except ValueError:
        return None
    return None if number.approximate else number


_KINDS: dict[ColumnKind, Callable[[Sequence[_Pair], Meeting], Sheet]] = {
    ColumnKind.TEXT: _texts_sheet,
    ColumnKind.RATING: _ratings_sheet,
    ColumnKind.NUMBER: _numbers_sheet,
}
