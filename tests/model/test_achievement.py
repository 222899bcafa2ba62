"""Whether targets were met, and ratings by rule: exact, and never a guess."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.achievement import judge, rate, rate_group, trend
from kaigi_docs.model.indicators import (
    Comparison,
    Direction,
    GroupStep,
    Indicator,
    IndicatorValue,
    Judgement,
    Pooling,
    RatingStep,
    Target,
    TargetKind,
)
from kaigi_docs.model.statistics import Period, PublishedValue, Sign
from kaigi_docs.model.text import Text

R1, R2, R3 = (Period(FiscalYear(year), FiscalYear(year)) for year in (2019, 2020, 2021))
Kind = TargetKind


def value(number: str | Sign, scope: str = "", judgement: Judgement | None = None) -> IndicatorValue:
    sign = number if isinstance(number, Sign) else None
    shown = PublishedValue(number=None if sign is not None else Decimal(number), text=str(number), sign=sign)
    return IndicatorValue(shown=shown, other_scope=Text(scope), judgement=judgement)


def indicator(
    kind: TargetKind,
    actual: IndicatorValue | None,
    number: str | None = None,
    upper: str | None = None,
    baseline: IndicatorValue | None = None,
    direction: Direction | None = None,
) -> Indicator:
    ends = [Decimal(each) if each is not None else None for each in (number, upper)]
    return Indicator(
        id="K01",
        name=Text("指標"),
        target=Target(kind=kind, number=ends[0], upper=ends[1]),
        baseline=baseline,
        direction=direction or kind.direction,
        values={R3: actual} if actual is not None else {},
    )


@pytest.mark.parametrize(
    ("kind", "number", "upper", "baseline", "meets", "misses"),
    [
        (Kind.AT_LEAST, "50", None, None, "50", "49.9"),
        (Kind.AT_LEAST, "1", None, None, "2", "0"),
        (Kind.AT_MOST, "13.0", None, None, "13.0", "13.1"),
        (Kind.AT_MOST, "0", None, None, "0", "1"),
        (Kind.MORE_THAN, "50", None, None, "50.1", "50"),
        (Kind.LESS_THAN, "20", None, None, "19.9", "20.0"),
        (Kind.RANGE, "18", "25", None, "25", "25.1"),
        (Kind.RANGE, "18", "25", None, "18", "17.9"),
        (Kind.FALL, "10", None, "32", "22", "23"),
        (Kind.FALL, "10", None, "28.4", "18.4", "18.5"),
        (Kind.RISE, "10", None, "33.0", "43.0", "42.9"),
        (Kind.FALL_PERCENT, "30", None, "18.5", "12.95", "12.96"),
        (Kind.RISE_PERCENT, "10", None, "1.1", "1.21", "1.20"),
    ],
)
def test_a_target_is_met_at_its_bound_and_missed_just_beyond(
    kind: TargetKind, number: str, upper: str | None, baseline: str | None, meets: str, misses: str
) -> None:
    start = value(baseline) if baseline is not None else None
    assert judge(indicator(kind, value(meets), number, upper, start), R3) is Judgement.MET
    assert judge(indicator(kind, value(misses), number, upper, start), R3) is Judgement.MISSED


@pytest.mark.parametrize("kind", [Kind.AT_LEAST, Kind.AT_MOST, Kind.TEXT])
def test_a_year_in_which_nothing_was_measured_is_never_missed(kind: TargetKind) -> None:
    for nothing in (None, value(Sign.NIL), value(Sign.MISSING)):
        assert judge(indicator(kind, nothing, "50"), R3) is Judgement.NONE


def test_a_hidden_or_unknown_value_is_not_judged() -> None:
    for sign in (Sign.SUPPRESSED, Sign.UNKNOWN, Sign.BELOW_UNIT):
        assert judge(indicator(Kind.AT_MOST, value(sign), "50"), R3) is Judgement.NOT_JUDGED


def test_a_value_of_another_scope_is_not_judged() -> None:
    assert judge(indicator(Kind.AT_MOST, value("10", "男女"), "50"), R3) is Judgement.NOT_JUDGED


def test_a_relative_target_without_baseline_of_its_scope_is_not_judged() -> None:
    for baseline in (None, value(Sign.UNKNOWN), value("32", "男女")):
        assert judge(indicator(Kind.FALL, value("10"), "10", baseline=baseline), R3) is Judgement.NOT_JUDGED


def test_a_text_target_is_what_a_person_judged() -> None:
    assert judge(indicator(Kind.TEXT, value("7", judgement=Judgement.MISSED)), R3) is Judgement.MISSED
    assert judge(indicator(Kind.TEXT, value("7")), R3) is Judgement.NOT_JUDGED


def test_without_a_target_there_is_nothing_to_meet() -> None:
    assert judge(indicator(Kind.NONE, value("7")), R3) is Judgement.NONE


@given(st.decimals(min_value=1, max_value=10**15, places=4), st.decimals(min_value=0, max_value=100, places=4))
def test_the_bound_itself_meets_a_target_in_per_cent_exactly(baseline: Decimal, percent: Decimal) -> None:
    from decimal import localcontext

    with localcontext(prec=80):
        bound = baseline * (100 - percent) / 100
        above = bound + Decimal("1e-30")
    start = value(str(baseline))
    assert judge(indicator(Kind.FALL_PERCENT, value(str(bound)), str(percent), baseline=start), R3) is Judgement.MET
    assert judge(indicator(Kind.FALL_PERCENT, value(str(above)), str(percent), baseline=start), R3) is Judgement.MISSED


def of_years(**numbers: IndicatorValue) -> Indicator:
    periods = {"R1": R1, "R2": R2, "R3": R3}
    return Indicator(id="K01", name=Text("指標"), values={periods[year]: each for year, each in numbers.items()})


def test_a_trend_compares_with_the_latest_earlier_number() -> None:
    assert trend(of_years(R1=value("5"), R2=value("7"), R3=value("7.0")), R3) == "→"
    assert trend(of_years(R1=value("5"), R2=value(Sign.NIL), R3=value("7")), R3) == "↑"
    assert trend(of_years(R2=value("9"), R3=value("7")), R3) == "↓"
    assert trend(of_years(R3=value("7")), R3) == "－"
    assert trend(of_years(R2=value("9", "男女"), R3=value("7")), R3) == "－"


def steps(*limits: tuple[str, str | None, bool], comparison: Comparison = Comparison.DIFFERENCE) -> tuple[RatingStep, ...]:
    points = {"a": Decimal(3), "b": Decimal(2), "c": Decimal(1)}
    return tuple(
        RatingStep(
            label=Text(label),
            comparison=comparison,
            least=Decimal(least) if least is not None else None,
            beyond=beyond,
            points=points.get(label),
        )
        for label, least, beyond in limits
    )


SURVEY = steps(("a", "3", True), ("b", "-3", False), ("c", None, False))


@pytest.mark.parametrize(
    ("actual", "upwards", "downwards"),
    [("36.1", "a", "c"), ("36", "b", "b"), ("33", "b", "b"), ("30", "b", "b"), ("29.9", "c", "a")],
)
def test_three_points_are_no_change_for_a_survey_in_either_direction(actual: str, upwards: str, downwards: str) -> None:
    for direction, label in ((Direction.UP, upwards), (Direction.DOWN, downwards)):
        rated = rate(indicator(Kind.NONE, value(actual), baseline=value("33"), direction=direction), R3, SURVEY)
        assert rated is not None
        assert rated.label.value == label


def test_progress_to_a_target_is_measured_from_the_baseline_whatever_the_direction() -> None:
    halfway = steps(("a", "100", False), ("b", "50", False), ("c", None, False), comparison=Comparison.PROGRESS_PERCENT)
    for kind, bound, actual, label in (
        (Kind.AT_LEAST, "50", "50", "a"),
        (Kind.AT_LEAST, "50", "45", "b"),
        (Kind.AT_LEAST, "50", "44", "c"),
        (Kind.AT_MOST, "34", "37", "b"),
        (Kind.AT_MOST, "34", "38", "c"),
    ):
        rated = rate(indicator(kind, value(actual), bound, baseline=value("40")), R3, halfway)
        assert (kind, actual, rated and rated.label.value) == (kind, actual, label)


def test_a_change_in_per_cent_is_not_rounded() -> None:
    third = steps(("a", "33.3333333333", True), ("c", None, False), comparison=Comparison.CHANGE_PERCENT)
    rated = rate(indicator(Kind.AT_LEAST, value("4"), "9", baseline=value("3")), R3, third)
    assert rated is not None
    assert rated.label.value == "a"


def test_what_cannot_be_compared_is_not_rated() -> None:
    for baseline, actual in ((None, value("5")), (value("5"), value("5", "男女")), (value("5"), value(Sign.NIL))):
        assert rate(indicator(Kind.AT_LEAST, actual, "9", baseline=baseline), R3, SURVEY) is None
    assert rate(indicator(Kind.NONE, value("5"), baseline=value("5")), R3, SURVEY) is None  # nobody says which way is better


def grouped(labels: str, *rules: tuple[str, Pooling, str | None]) -> str | None:
    by_label = {step.label.value: step for step in SURVEY}
    made = tuple(
        GroupStep(label=Text(label), pooling=pooling, counted=("a",), least=Decimal(least) if least is not None else None)
        for label, pooling, least in rules
    )
    found = rate_group([by_label[each] for each in labels], made)
    return found.label.value if found is not None else None


def test_a_group_is_rated_by_the_mean_of_points_or_the_share_of_ratings() -> None:
    means = (("A", Pooling.MEAN, "2.5"), ("B", Pooling.MEAN, "2"), ("C", Pooling.MEAN, None))
    assert [grouped(labels, *means) for labels in ("aa", "ab", "abc", "bc", "")] == ["A", "A", "B", "C", None]
    shares = (("A", Pooling.SHARE, "66.6"), ("B", Pooling.SHARE, "50"), ("C", Pooling.SHARE, None))
    assert [grouped(labels, *shares) for labels in ("aab", "ab", "abb", "c")] == ["A", "B", "C", "C"]
