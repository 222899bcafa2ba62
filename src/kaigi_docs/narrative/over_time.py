"""Sentences about one series over time: 値, 増減, 連続, 過去最多・最少, 最大・最小."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kaigi_docs.model.claims import CitedCell, Claim, Operation
from kaigi_docs.model.statistics import TOTAL, Period, SentenceRow, Series
from kaigi_docs.narrative.cells import NoClaim, check_comparable, cited, latest, period_before, unbroken
from kaigi_docs.narrative.phrases import Piece
from kaigi_docs.narrative.proving import (
    change_rate_claim,
    computed,
    difference_claim,
    order_claim,
    run_claim,
    value_claim,
)
from kaigi_docs.narrative.words import (
    Years,
    is_count,
    joined,
    most,
    named,
    topic,
    verb_of_change,
    year_word,
)


def value_sentence(row: SentenceRow, years: Years) -> list[Piece]:
    """「令和３年（2021）の全国の自殺者数は21,007人です。」"""
    series, name = row.series, _class(row)
    period = row.period or latest([series], name)
    cell = cited(series, period, name)
    return [f"{topic(years, series, period, name, name)}は", value_claim(cell, series), "です。"]


def change_sentence(row: SentenceRow, years: Years) -> list[Piece]:
    """「令和３年（2021）の全国の自殺者数は21,007人で、対前年74人（約0.4％）減です。」

    Against another period than the one before: 「…121人で、平成30年〜令和元年の計の113人より８人（約7.1％）増えました。」 Rates
    and shares have no rate of change. From zero there is none either.
    """
    series, name = row.series, _class(row)
    period = row.period or latest([series], name)
    before = row.before or period_before(series, period)
    check_comparable(series, before, period)
    later, earlier = cited(series, period, name), cited(series, before, name)
    apart = difference_claim(later, earlier, series)
    lead: list[Piece] = [
        f"{topic(years, series, period, name, name)}は",
        value_claim(later, series),
        "で、",
    ]
    neighbours = row.before is None and not period.is_merged
    if not apart.value:
        return [*lead, *_unchanged(later, earlier, before, years, neighbours=neighbours)]
    sized: list[Piece] = [apart, *_rate(later, earlier, series, row.decimals)]
    if neighbours and is_count(series) and earlier.number:
        return [*lead, f"対{year_word(period)}", *sized, order_claim(later, earlier, _short_noun(apart)), "です。"]
    named = f"{year_word(period)}の" if neighbours else f"{years.name(before)}の"
    return [*lead, named, value_claim(earlier, series), "より", *sized, _verb(later, earlier, apart, series), "。"]


def _class(row: SentenceRow) -> str:
    return row.classes[0] if row.classes else TOTAL


def _single(period: Period, row: SentenceRow) -> Period:
    """The period, if it is one year: these sentences go from year to year.

    Raises:
        NoClaim: it is a sum of years.
    """
    if period.is_merged:
        reason = f"「{row.kind.value}」の文は、まとめた年（{period.western}）では作れません。一年ごとの値を使ってください。"
        raise NoClaim("claim-impossible", reason)
    return period


def _unchanged(later: CitedCell, earlier: CitedCell, before: Period, years: Years, *, neighbours: bool) -> list[Piece]:
    named = f"{year_word(before)}から" if neighbours else f"{years.name(before)}と比べて、"
    return [named, order_claim(later, earlier, "増減はありません"), "。"]


def _rate(later: CitedCell, earlier: CitedCell, series: Series, decimals: int) -> list[Piece]:
    if not is_count(series) or not earlier.number:
        return []
    return ["（", change_rate_claim(later, earlier, decimals), "）"]


def _short_noun(apart: Claim) -> str:
    return "増" if apart.value > 0 else "減"


def _verb(later: CitedCell, earlier: CitedCell, apart: Claim, series: Series) -> Claim:
    return order_claim(later, earlier, verb_of_change(apart.value, series))


def run_sentence(row: SentenceRow, years: Years) -> list[Piece]:
    """「全国の男性の自殺者数は、12年連続の減少です。」

    A run that reaches the first year of the series says so, because it may be longer. One change alone is no run. The year is
    named where it was asked for, or where the sentence before spoke of another.
    """
    series, name = row.series, _class(row)
    period = _single(row.period or latest([series], name), row)
    cells = unbroken(series, period, name)
    if len(cells) < 2:
        raise NoClaim(
            "claim-missing", f"系列{series.id}（{series.name}）には、{period.western}の前の年の比べられる値がありません。"
        )
    run = _run(cells)
    other_year = row.period is not None or (years.said is not None and years.said.period != period)
    lead = f"{f'{years.name(period)}の' if other_year else ''}{named(years, series, period, name)}は、"
    years.last = None  # a run is of many years: what comes behind it names its own
    if len(run) == 1:
        return [lead, f"{year_word(period)}から", order_claim(cells[0], cells[1], "増減はありません"), "。"]
    if len(run) == 2:
        change = computed(Operation.DIFFERENCE, cells[0], cells[1])
        return [lead, f"{year_word(period)}より", order_claim(cells[0], cells[1], verb_of_change(change, series)), "。"]
    claim = run_claim(tuple(run), series)
    if len(run) == len(cells):
        first = years.name(cells[-1].period)
        return [lead, claim, f"です（比べられる値は{first}からです）。"]
    return [lead, claim, "です。"]


def _run(cells: Sequence[CitedCell]) -> list[CitedCell]:
    """The cells from the latest back as long as the changes have the sign of the latest; one cell where that is none."""
    sign = computed(Operation.ORDER, cells[0], cells[1])
    run = [cells[0]]
    for later, earlier in pairwise(cells):
        if not sign or computed(Operation.ORDER, later, earlier) != sign:
            break
        run.append(earlier)
    return run


def record_sentence(row: SentenceRow, years: Years) -> list[Piece]:
    """「令和３年（2021）の…は55人で、平成21年以降で最も少ない数です。」

    Raises:
        NoClaim: claim-untrue, when it is neither the highest nor the lowest of the years that can be compared.
    """
    series, name = row.series, _class(row)
    period = _single(row.period or latest([series], name), row)
    cells = unbroken(series, period, name)
    now, earlier = cells[0], cells[1:]
    if not earlier:
        raise NoClaim("claim-missing", f"系列{series.id}（{series.name}）には、比べられる前の年の値がありません。")
    high = all(now.number >= cell.number for cell in earlier)
    low = all(now.number <= cell.number for cell in earlier)
    if high == low:
        state = "どの年も同じ値です" if high else "最も多い値でも最も少ない値でもありません"
        raise NoClaim("claim-untrue", f"系列{series.id}（{series.name}）の{period.western}の値は、{state}。")
    word = most(series, high=high)
    level = [cell for cell in earlier if cell.number == now.number]
    noun = "数" if is_count(series) else "値"
    lead: list[Piece] = [
        f"{topic(years, series, period, name, name)}は",
        value_claim(now, series),
        "で、",
    ]
    since = f"{years.name(cells[-1].period)}以降で"
    beside = f"{joined([years.name(cell.period) for cell in reversed(level)])}と並んで" if level else ""
    order = [order_claim(now, cell, "") for cell in earlier]
    return [*lead, f"{since}{beside}{word}{noun}です。", *order]


def extremes_sentence(row: SentenceRow, years: Years) -> list[Piece]:
    """「平成21年（2009）から令和３年（2021）までで最も多いのは平成21年の32,845人、最も少ないのは…です。」"""
    series, name = row.series, _class(row)
    cells = unbroken(series, _single(row.period or latest([series], name), row), name)
    if row.before is not None:
        cells = [cell for cell in cells if cell.period.order >= row.before.order]
    if len(cells) < 2:
        missing = f"{cells[0].period.western}の前の年の比べられる値がありません。" if cells else "比べられる値がありません。"
        raise NoClaim("claim-missing", f"系列{series.id}（{series.name}）には、{missing}")
    if len({cell.number for cell in cells}) == 1:
        raise NoClaim("claim-untrue", f"系列{series.id}（{series.name}）は、どの年も同じ値です。")
    who = named(years, series, cells[0].period, name)
    span = f"{years.name(cells[-1].period)}から{years.name(cells[0].period)}までで"
    highest, lowest = (_extreme(cells, series, years, high=high) for high in (True, False))
    return [f"{who}は、{span}", *highest, "、", *lowest, "です。"]


def _extreme(cells: Sequence[CitedCell], series: Series, years: Years, *, high: bool) -> list[Piece]:
    wanted = (max if high else min)(cell.number for cell in cells)
    found = [cell for cell in reversed(cells) if cell.number == wanted]
    names = joined([years.name(cell.period) for cell in found])
    order = [order_claim(found[0], cell, "") for cell in cells if cell not in found]
    return [f"{most(series, high=high)}のは{names}の", value_claim(found[0], series), *order]
