"""What stands below a table of indicators: remarks, other scopes, figures that are not final, signs, sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from kaigi_docs.blocks import Note, Run
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.materials.indicators_values import cell_text, status_of
from kaigi_docs.materials.statistics_notes import REMARK, SOURCE
from kaigi_docs.model.indicators import (
    Indicator,
    IndicatorColumnKind,
    IndicatorTable,
    IndicatorValue,
    Judgement,
    TargetKind,
)
from kaigi_docs.model.statistics import Period, Sign
from kaigi_docs.model.text import Text

_Kind = IndicatorColumnKind
_NO_VALUE = "目標や値のないもの"
_NO_SURVEY_VALUE = "目標や値のないもの（調査で測る指標では、調査をしない年）"


def table_notes(table: IndicatorTable, digits: DigitWidth, fill: Callable[[Text], tuple[Run, ...]]) -> tuple[Note, ...]:
    """All notes in printed order, the same words once; the sources last.

    Args:
        table: published values only.
        digits: of years.
        fill: replaces the placeholders of what the office wrote about the table.
    """
    own = (Note(REMARK, fill(text)) for text in table.notes)
    remarks = (*_remarks(table, digits), *_other_scopes(table, digits))
    by_words = {text.value: text for text in reversed(remarks)}
    unique = (by_words[words] for words in dict.fromkeys(text.value for text in remarks))
    notes = (Note(REMARK, (Run(text.value, source=text.where),)) for text in unique)
    return (*own, *notes, *_legend(table), *_sources(table))


def _shown_values(table: IndicatorTable) -> Iterator[tuple[Indicator, Period | None, IndicatorValue]]:
    """The values that the table prints, the baseline of each indicator without a year."""
    kinds = {column.kind for column in table.columns}
    printed = {period for column in table.columns if column.kind is _Kind.ACTUAL for period in column.periods}
    for indicator in table.indicators:
        if indicator.baseline is not None and _Kind.BASELINE in kinds:
            yield indicator, None, indicator.baseline
        for period in sorted(printed & set(indicator.values), key=lambda each: each.order):
            yield indicator, period, indicator.values[period]


def _remarks(table: IndicatorTable, digits: DigitWidth) -> Iterator[Text]:
    """What people wrote of its indicators, and of single values behind the years that they are about."""
    for indicator in table.indicators:
        if indicator.note:
            yield Text(f"{indicator.name}：{indicator.note}", indicator.note.where)
    years: dict[tuple[str, str], list[str]] = {}
    places: dict[tuple[str, str], Text] = {}
    for indicator, period, value in _shown_values(table):
        if value.shown.remark:
            key = indicator.name.value, value.shown.remark.value
            years.setdefault(key, []).append(_when(period, digits))
            places.setdefault(key, value.shown.remark)
    for key, remark in places.items():
        yield Text(f"{key[0]}の{'、'.join(years[key])}：{remark}", remark.where)


def _when(period: Period | None, digits: DigitWidth) -> str:
    return period.label(digits) if period is not None else "現状値"


def _other_scopes(table: IndicatorTable, digits: DigitWidth) -> Iterator[Text]:
    """Which values are about something else than the target, so that they are not compared with it."""
    found: dict[tuple[str, str, str], list[str]] = {}
    places: dict[tuple[str, str, str], Text] = {}
    for indicator, period, value in _shown_values(table):
        if value.other_scope and indicator.target.kind is not TargetKind.NONE:
            key = indicator.name.value, value.other_scope.value, indicator.target.scope.value
            found.setdefault(key, []).append(_when(period, digits))
            places.setdefault(key, value.other_scope)
    for (name, scope, aimed), when in found.items():
        of_target = f"（目標は{aimed}）" if aimed else ""
        words = f"{name}の{'、'.join(when)}は、{scope}の値{of_target}で、目標と対象が違うため比べていません。"
        yield Text(words, places[name, scope, aimed].where)


def _words_in(table: IndicatorTable, *kinds: IndicatorColumnKind) -> set[str]:
    """What the cells of the columns of these kinds say."""
    return {
        cell_text(indicator, table, column.kind, period).value
        for indicator in table.indicators
        for column in table.columns
        if column.kind in kinds
        for period in (column.periods if column.kind.has_years else (None,))
    }


def _legend(table: IndicatorTable) -> tuple[Note, ...]:
    """What the signs, words and arrows mean that are printed; one note."""
    sentences = "".join((*_signs(table), *_computed(table)))
    return (Note(REMARK, (Run(sentences),)),) if sentences else ()


def _signs(table: IndicatorTable) -> Iterator[str]:
    """The meaning of each sign that stands in a cell, in their usual order."""
    used = _words_in(table, *(kind for kind in _Kind if kind not in (_Kind.MEASURE, _Kind.NAME)))
    meanings = {sign: sign.meaning for sign in Sign if sign.meaning}
    meanings[Sign.NIL] = _NO_SURVEY_VALUE if any(indicator.survey for indicator in table.indicators) else _NO_VALUE
    named = [f"「{sign.value}」は{meaning}" for sign, meaning in meanings.items() if sign.value in used]
    if named:
        yield f"{'、'.join(named)}。"


def _computed(table: IndicatorTable) -> Iterator[str]:
    """What a reader must know of provisional figures and of the columns that are computed."""
    if Judgement.NOT_JUDGED.word in _words_in(table, _Kind.JUDGEMENT):
        yield f"「{Judgement.NOT_JUDGED.word}」は、目標と実績を比べられないものです。"
    statuses = [status_of(value) for _, period, value in _shown_values(table) if period is not None]
    if words := list(dict.fromkeys(status.word for status in statuses if status is not None)):
        yield f"（{'）（'.join(words)}）の付いた値と判定は、確定した数で変わることがあります。"
    if any(column.kind is _Kind.TREND for column in table.columns):
        yield "推移は、その前の値と比べて、↑は増えた、→は同じ、↓は減ったことを表します。"


def _sources(table: IndicatorTable) -> tuple[Note, ...]:
    """The source of each indicator, those of one source together; one note, since tables of indicators stand on wide paper."""
    found: dict[str, list[Indicator]] = {}
    for indicator in table.indicators:
        if indicator.source:
            found.setdefault(indicator.source.value, []).append(indicator)
    runs = tuple(run for at, group in enumerate(found.values()) for run in _source(group, table, first=at == 0))
    return (Note(SOURCE, runs),) if runs else ()


def _source(indicators: list[Indicator], table: IndicatorTable, *, first: bool) -> Iterator[Run]:
    """A source with the indicators that have it, unless all of them do."""
    source = indicators[0].source
    names = "" if len(indicators) == len(table.indicators) else f"（{'、'.join(one.name.value for one in indicators)}）"
    if not first:
        yield Run("　")
    yield Run(f"{source}{names}", source=source.where)
