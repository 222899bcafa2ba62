"""Which step of a scale an entry names."""

from __future__ import annotations

from collections.abc import Iterable

from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import Rating


def find_rating(entered: str, scale: Iterable[Rating]) -> Rating | None:
    """The rating that an entry names: by its label, its mark, or both in either order; None when not exactly one fits."""
    key = fold_name(entered)
    steps = tuple(scale)
    by_label = [rating for rating in steps if key in _with_mark(rating)]
    by_mark = [rating for rating in steps if rating.mark and key == fold_name(rating.mark.value)]
    fitting = by_label or by_mark
    return fitting[0] if len(fitting) == 1 else None


def _with_mark(rating: Rating) -> tuple[str, ...]:
    """The keys of a rating's label, alone and with its mark."""
    label, mark = fold_name(rating.label.value), fold_name(rating.mark.value)
    return label, mark + label, label + mark
