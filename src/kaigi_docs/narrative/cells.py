"""Values that a sentence may rest on, and the reasons why there is none."""

from __future__ import annotations

from collections.abc import Iterable

from kaigi_docs.model.claims import CitedCell
from kaigi_docs.model.statistics import TOTAL, Period, Series, Sign


class NoClaim(Exception):
    """Nothing can be said.

    Attributes:
        code: of the finding: claim-missing, claim-hidden, claim-break, claim-basis, claim-zero, claim-untrue, claim-impossible.
        reason: Japanese, one sentence.
    """

    def __init__(self, code: str, reason: str) -> None:
        """Takes both."""
        super().__init__(reason)
        self.code, self.reason = code, reason


def cited(series: Series, period: Period, class_name: str = TOTAL) -> CitedCell:
    """The value with its place.

    Raises:
        NoClaim: it is hidden, unknown or not there.
    """
    value = series.values.get((period, class_name))
    named = f"系列{series.id}（{series.name}）の{period.western}の{class_name}"
    if value is not None and value.sign is Sign.SUPPRESSED:
        raise NoClaim("claim-hidden", f"{named}は伏せた数なので、文にしません。")
    if value is None or value.number is None or value.sign is Sign.BELOW_UNIT:
        raise NoClaim("claim-missing", f"{named}の値がありません。")
    text = "0" if value.sign is Sign.NIL else value.text
    return CitedCell(series.id, period, class_name, value.number, text, value.where)


def latest(series: Iterable[Series], class_name: str = TOTAL) -> Period:
    """The latest period of which all series have a number, years taken alone.

    Raises:
        NoClaim: there is none.
    """
    common = [period for period in _common(series, class_name) if not period.is_merged]
    if not common:
        raise NoClaim("claim-missing", "系列に共通する年の値がありません。期間を書いてください。")
    return max(common, key=lambda period: period.order)


def _common(series: Iterable[Series], class_name: str) -> set[Period]:
    sets = [{period for period, name in each.values if name == class_name and _is_known(each, period, name)} for each in series]
    return set.intersection(*sets) if sets else set()


def _is_known(series: Series, period: Period, class_name: str) -> bool:
    value = series.values[period, class_name]
    return value.number is not None or value.sign is Sign.SUPPRESSED


def period_before(series: Series, period: Period) -> Period:
    """The period just before, of the same length.

    Raises:
        NoClaim: the series has no value of it.
    """
    length = period.last.year - period.first.year + 1
    kind = type(period.first)
    before = Period(kind(period.first.year - length), kind(period.first.year - 1))
    if before not in series.periods:
        raise NoClaim("claim-missing", f"系列{series.id}（{series.name}）に、{before.western}の値がありません。")
    return before


def check_comparable(series: Series, earlier: Period, later: Period) -> None:
    """Nothing, if both periods were counted by one definition.

    Raises:
        NoClaim: the definition changed between them.
    """
    for changed, text in series.changes.items():
        if earlier.first.year < changed.first.year <= later.last.year:
            reason = f"{changed.western}に数え方が変わったので（{text}）、その前と後を比べません。"
            raise NoClaim("claim-break", f"系列{series.id}（{series.name}）は、{reason}")


def check_same_basis(one: Series, other: Series) -> None:
    """Nothing, if two series may stand in one sentence.

    Raises:
        NoClaim: they count differently.
    """
    if one.basis != other.basis or one.counting is not other.counting or one.unit != other.unit:
        reason = f"系列{one.id}と{other.id}は、数え方か単位が違うので、一つの文で比べません。"
        raise NoClaim("claim-basis", f"{reason}（{one.basis or one.unit}と{other.basis or other.unit}）")


def unbroken(series: Series, period: Period, class_name: str = TOTAL) -> list[CitedCell]:
    """The values back from a period as far as no year is missing and nothing changed, the latest first."""
    cells = [cited(series, period, class_name)]
    while True:
        try:
            before = period_before(series, cells[-1].period)
            check_comparable(series, before, cells[-1].period)
            cells.append(cited(series, before, class_name))
        except (NoClaim, ValueError):  # ValueError: a year that no document can mean
            return cells


def classes_of(series: Series, chosen: Iterable[str]) -> list[str]:
    """The classes that are meant: the chosen ones, or all but the total."""
    return list(chosen) or [each for each in series.classes if each != TOTAL]
