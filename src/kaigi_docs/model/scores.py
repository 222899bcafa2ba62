"""Scores that members gave: their figures, and how they are written in one cell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_UP, Decimal

from kaigi_docs.japanese.numerals import DigitWidth, format_number
from kaigi_docs.model.responses import Answer


def scores_of(answers: Iterable[Answer]) -> list[Decimal]:
    """The scores among the choices that are counted; those that are no numbers (「わからない」) are left out."""
    return [Decimal(choice) for answer in answers for choice in answer.counted if _is_number(choice)]


def rounded_mean(scores: Sequence[Decimal]) -> Decimal:
    """The mean to two decimals, half up."""
    return (sum(scores, Decimal(0)) / len(scores)).quantize(Decimal("0.01"), ROUND_HALF_UP)


def mean_words(scores: Sequence[Decimal], digits: DigitWidth) -> str:
    """「平均3.25（18人）」; "" of nothing."""
    if not scores:
        return ""
    return f"平均{rounded_mean(scores)}（{format_number(len(scores), digits)}人）"


def _is_number(choice: str) -> bool:
    return choice.replace(".", "", 1).isdecimal()
