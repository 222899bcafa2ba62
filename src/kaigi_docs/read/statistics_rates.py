"""Rates that are computed: which counts and which population a row of 系列 names, and whether they fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.rates import RATE_UNIT, UNSTABLE_BELOW, persons_of, with_computed_rates
from kaigi_docs.model.statistics import TOTAL, Counting, Period, Series
from kaigi_docs.read.cells import listed
from kaigi_docs.read.references import Targets, known_references
from kaigi_docs.read.rows import Row

_COUNTS, _POPULATION, _DAY = "率の人数の系列ID", "率の人口の系列ID", "基準日"
_MOST_NAMED = 8


def read_rates(rows: Sequence[Row], series: Sequence[Series], known: Targets, findings: Findings) -> tuple[Series, ...]:
    """The series with those rates computed whose row says from what; the others as they are.

    Codes: rate-incomplete, rate-typed, rate-unit, rate-series-invalid, rate-population-day, basis-mixed (errors), rate-unstable
    and rate-population-missing (warnings).

    Args:
        rows: of 系列.
        series: with the values of 数値.
        known: ids of all rows of 系列.
        findings: takes what is wrong.
    """
    by_row = {row.id: row for row in rows}
    dated = {one.id: replace(one, reference_day=by_row[one.id].text(_DAY)) for one in series}
    return tuple(_with_rates(one, by_row, dated, known, findings) for one in dated.values())


def _with_rates(one: Series, rows: Mapping[str, Row], series: Mapping[str, Series], known: Targets, findings: Findings) -> Series:
    row = rows[one.id]
    if not row.text(_COUNTS) and not row.text(_POPULATION):
        return one
    found = [
        series[each]
        for header in (_COUNTS, _POPULATION)
        for each in known_references(row, header, known, findings)
        if each in series
    ]
    if not row.text(_COUNTS) or not row.text(_POPULATION):
        blank = _POPULATION if row.text(_COUNTS) else _COUNTS
        findings.error(
            "rate-incomplete", row.place(blank), f"{blank}が空なので、率を計算できません。", "系列のIDを書いてください。"
        )
        return one
    if len(found) < 2 or not _fit(one, found[0], found[1], rows, findings):
        return one
    rates = with_computed_rates(replace(one, computed_from=tuple(found)))
    _report_unstable(rates, row, findings)
    _report_missing(rates, row, findings)
    return rates


def _fit(one: Series, counts: Series, population: Series, rows: Mapping[str, Row], findings: Findings) -> bool:
    """Whether a rate may be computed from them; each reason against it is a finding."""
    row = rows[one.id]
    faults = list(_faults(one, counts, population))
    for code, header, message, hint in faults:
        findings.error(code, row.place(header), message, hint)
    if not population.reference_day:
        message = f"人口の系列{population.id}「{population.name}」の基準日が空です。"
        hint = "「10月1日」のように、いつ現在の人口かを書いてください。"
        findings.error("rate-population-day", rows[population.id].place(_DAY), message, hint)
        return False
    return not faults


def _faults(one: Series, counts: Series, population: Series) -> Iterator[tuple[str, str, str, str]]:
    """(code, header, what is wrong, what to do)."""
    if one.values:
        yield "rate-typed", _COUNTS, f"計算で求める率の系列{one.id}の値が、表にも書いてあります。", "どちらかを消してください。"
    if one.counting is not Counting.RATE or fold_name(one.unit) != fold_name(RATE_UNIT):
        message = f"計算できるのは、単位が「{RATE_UNIT}」の率だけです。"
        yield "rate-unit", "単位", message, f"数えるものを「率」、単位を「{RATE_UNIT}」にしてください。"
    if counts.counting is not Counting.PERSONS:
        yield (
            "rate-series-invalid",
            _COUNTS,
            f"系列{counts.id}「{counts.name}」は人数ではありません。",
            "人数の系列を選んでください。",
        )
    if population.counting is not Counting.POPULATION:
        message = f"系列{population.id}「{population.name}」は人口ではありません。"
        yield "rate-series-invalid", _POPULATION, message, "数えるものが「人口」の系列を選んでください。"
    different = _differences(one, counts, population)
    if different:
        message = f"率の系列{one.id}と、その人数{counts.id}、人口{population.id}の{'、'.join(different)}が違います。"
        yield "basis-mixed", _POPULATION, message, "同じ地域、同じ数え方の系列から計算してください。"


def _differences(one: Series, counts: Series, population: Series) -> list[str]:
    fiscal = {period.is_fiscal for each in (counts, population) for period in each.periods}
    told = {
        "地域": len({fold_name(each.region.value) for each in (one, counts, population)}) > 1,
        "時点・場所": one.basis != counts.basis,
        "対象の人口（総人口・日本人人口）": counts.basis.population != population.basis.population,
        "年の種類": len(fiscal) > 1,
    }
    return [name for name, differs in told.items() if differs]


def _report_unstable(rates: Series, row: Row, findings: Findings) -> None:
    counts = rates.computed_from[0]
    few = [place for place in rates.values if 0 < (counts.values[place].number or 0) < UNSTABLE_BELOW]
    if few:
        named = f"系列{rates.id}「{rates.name}」の{_named(few)}"
        message = f"{named}は、{UNSTABLE_BELOW}人未満の人数から計算した率です。偶然で大きく変わります。"
        hint = "数年分を合わせた人数から計算するか、変わりやすいことを注に書いてください。"
        findings.warn("rate-unstable", row.place(_COUNTS), message, hint)


def _report_missing(rates: Series, row: Row, findings: Findings) -> None:
    counts, population = rates.computed_from
    missing = [place for place, count in counts.values.items() if count.number is not None and not persons_of(population, *place)]
    if missing:
        message = f"{_named(missing)}の人口が系列{population.id}「{population.name}」にないので、率を計算しません。"
        findings.warn("rate-population-missing", row.place(_POPULATION), message, "人口を書いてください。")


def _named(places: Sequence[tuple[Period, str]]) -> str:
    return listed((f"{period.western}{'' if name == TOTAL else f' {name}'}" for period, name in places), _MOST_NAMED)
