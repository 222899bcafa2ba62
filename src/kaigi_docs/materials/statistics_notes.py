"""What stands below a chart or table: remarks, changes of definition, figures that are not final, signs, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from kaigi_docs.blocks import Note, Run
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.rates import PER_PERSONS
from kaigi_docs.model.statistics import TOTAL, Exhibit, Period, PublishedValue, Series, Sign, Status
from kaigi_docs.model.text import Text

REMARK, SOURCE = "※", "出典"
_ROUNDED = "割合は、四捨五入のため合計が100％にならないことがあります。"
_PARTS_ONLY = "割合は、総数に対するものです。載せていない区分があるので、合計は100％になりません。"


def exhibit_notes(exhibit: Exhibit, digits: DigitWidth) -> tuple[Note, ...]:
    """All notes in printed order, each once; the sources last."""
    remarks = [Note(REMARK, (Run(text.value, source=text.where),)) for text in _remarks(exhibit, digits)]
    rounded = (Note(REMARK, (Run(_ROUNDED if _is_whole(exhibit) else _PARTS_ONLY),)),) if exhibit.shares else ()
    signs = _legend(value.sign for value in exhibit.values())
    return (*remarks, *rounded, *signs, *_sources(exhibit, digits))


def _is_whole(exhibit: Exhibit) -> bool:
    """Whether nothing speaks against it that the classes shown make up the totals that their shares are of."""
    for series in (each for each in exhibit.series if each.counting.adds_up):
        for period in exhibit.periods:
            total = series.values.get((period, TOTAL))
            parts = [series.values.get((period, name)) for name in exhibit.classes if name != TOTAL]
            numbers = [part.number for part in parts if part is not None and part.number is not None]
            if parts and len(numbers) == len(parts) and total is not None and total.number not in (None, sum(numbers)):
                return False
    return True


def _remarks(exhibit: Exhibit, digits: DigitWidth) -> tuple[Text, ...]:
    """What people wrote about it, and what follows from the figures; the same words once."""
    found = (
        *exhibit.notes,
        *(series.note for series in exhibit.series if series.note),
        *(_computed(series) for series in exhibit.series if series.computed_from),
        *_changes(exhibit, digits),
        *_value_remarks(exhibit, digits),
    )
    return tuple({text.value: text for text in reversed(found)}[value] for value in dict.fromkeys(text.value for text in found))


def _computed(series: Series) -> Text:
    """How a rate was computed."""
    counts, population = series.computed_from
    persons = f"{population.name}（{population.reference_day}現在）"
    formula = f"{counts.calling or counts.name}÷{persons}×{PER_PERSONS:,}"
    return Text(f"{series.name}は、{formula}を四捨五入した値です。人口の出典は、{population.source}です。", series.where)


def _changes(exhibit: Exhibit, digits: DigitWidth) -> Iterator[Text]:
    """What changed in the definition, behind the names of the series where it did not change for all."""
    found: dict[tuple[Period, str], list[Series]] = {}
    for series in exhibit.series:
        for period, text in series.changes.items():
            if period in exhibit.periods:
                found.setdefault((period, text.value.rstrip("。")), []).append(series)
    for (period, words), changed in found.items():
        names = "、".join(exhibit.name_of(series).value for series in changed)
        owners = f"{names}は、" if len(changed) < len(exhibit.series) else ""
        yield Text(f"{owners}{period.label(digits)}から数え方が変わりました：{words}。", changed[0].changes[period].where)


def shared_status(exhibit: Exhibit, period: Period) -> Status | None:
    """How settled the figures of a period are, where all of them say the same."""
    found = {value.status for series in exhibit.series for value in _values_in(series, period, exhibit)}
    return next(iter(found)) if len(found) == 1 else None


def _value_remarks(exhibit: Exhibit, digits: DigitWidth) -> Iterator[Text]:
    """Remarks at single values behind the series, years and classes that they are about; equal ones once."""
    places: dict[tuple[str, str], Text] = {}
    names: dict[tuple[str, str], list[str]] = {}
    for series in exhibit.series:
        for remark, about in _remarked(series, exhibit, digits).items():
            key = remark.value, "、".join(about)
            places.setdefault(key, remark)
            names.setdefault(key, []).append(exhibit.name_of(series).value)
    for (words, when), remark in places.items():
        owners = f"{'、'.join(names[words, when])}の" if len(exhibit.series) > 1 else ""
        yield Text(f"{owners}{when}：{words}", remark.where)


def _remarked(series: Series, exhibit: Exhibit, digits: DigitWidth) -> dict[Text, list[str]]:
    """The remarks of a series, each with the years and classes that it is about."""
    found: dict[Text, list[str]] = {}
    for period in exhibit.periods:
        for name in exhibit.classes:
            value = series.values.get((period, name))
            if value is not None and value.remark:
                shown = period.label(digits) if name == TOTAL else f"{period.label(digits)}の{name}"
                found.setdefault(value.remark, []).append(shown)
    return found


def _legend(signs: Iterable[Sign | None]) -> tuple[Note, ...]:
    """The meaning of each sign that is printed, in their usual order."""
    used = set(signs)
    named = [f"「{sign.value}」は{sign.meaning}" for sign in Sign if sign in used and sign.meaning]
    return (Note(REMARK, (Run(f"{'、'.join(named)}。"),)),) if named else ()


def _sources(exhibit: Exhibit, digits: DigitWidth) -> Iterator[Note]:
    """The source of each series with how and when it was counted; series of one source together."""
    found: dict[str, list[Series]] = {}
    for series in exhibit.series:
        if series.source:
            found.setdefault(_source(series, exhibit, digits), []).append(series)
    for source, group in found.items():
        names = "、".join(exhibit.name_of(series).value for series in group) + "：" if len(found) > 1 else ""
        yield Note(SOURCE, (Run(f"{names}{source}", source=group[0].source.where),))


def _source(series: Series, exhibit: Exhibit, digits: DigitWidth) -> str:
    """「警察庁「自殺統計」（発見日・発見地・総人口、確定値、令和４年６月１日取得）」."""
    told = (
        str(series.basis),
        *_statuses(series, exhibit, digits),
        f"{format_date(series.retrieved, digits)}取得" if series.retrieved is not None else "",
    )
    behind = "、".join(part for part in told if part)
    return f"{series.source}（{behind}）" if behind else series.source.value


def _statuses(series: Series, exhibit: Exhibit, digits: DigitWidth) -> Iterator[str]:
    """「確定数」, and 「令和３年は概数」 of the periods that say something else than the series."""
    others: dict[Status, list[str]] = {}
    own = False
    for period in exhibit.periods:
        statuses = {value.status for value in _values_in(series, period, exhibit)}
        own = own or series.status in statuses
        for status in (each for each in Status if each in statuses and each is not series.status):
            others.setdefault(status, []).append(period.label(digits))
    if series.status is not None and own:
        yield series.status.word
    for status, periods in others.items():
        yield f"{'、'.join(periods)}は{status.word}"


def _values_in(series: Series, period: Period, exhibit: Exhibit) -> Iterator[PublishedValue]:
    """The values of a series that are shown of a period, blanks apart."""
    values = (series.values.get((period, name)) for name in exhibit.classes)
    return (value for value in values if value is not None and value.sign is not Sign.MISSING)
