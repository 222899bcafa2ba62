"""Which step of an evaluation scale an entry means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

from kaigi_docs.japanese.likeness import nearest
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import Rating

_ALMOST = re.compile("ほぼ|概ね|大むね|だいたい|大体|ほとんど")
_BETWEEN = re.compile(r"[/、,・\n]|または|又は|もしくは|〜|~|→|⇒|から")
_SAME_MARKS = str.maketrans({"〇": "○", "◯": "○", "×": "✕", "✖": "✕", "╳": "✕"})
"""Marks that look alike, which input methods give for まる and ばつ, to one of each; 〇 is the numeral zero by its code."""


def find_rating(entered: str, scale: Iterable[Rating]) -> Rating | None:
    """The rating that an entry names: by its label, its mark, or both in either order; None when not exactly one fits."""
    key = _folded(entered)
    steps = tuple(scale)
    by_label = [rating for rating in steps if key in _keys(rating.label.value, rating.mark.value)[1:]]
    by_mark = [rating for rating in steps if rating.mark and key == _keys(rating.label.value, rating.mark.value)[0]]
    fitting = by_label or by_mark
    return fitting[0] if len(fitting) == 1 else None


def likely_rating(entered: str, labels: Sequence[str]) -> str | None:
    """The step that was probably meant; 「ほぼ」 and its like mean おおむね."""
    return nearest(_ALMOST.sub("おおむね", entered), labels) or nearest(entered, labels)


def ratings_in(entered: str, scale: Iterable[Rating]) -> tuple[Rating, ...]:
    """The steps that an entry of several (「おおむね実施できた／不十分だった」) names, each once; none where it is undivided."""
    steps = tuple(scale)
    parts = _BETWEEN.split(unicodedata.normalize("NFKC", entered))
    named = [step for part in parts if len(parts) > 1 and (step := _meant(part, steps)) is not None]
    return tuple({rating.id: rating for rating in named}.values())


def _meant(part: str, steps: Sequence[Rating]) -> Rating | None:
    """The step that a part of an entry names, or the only one whose label holds it, or one that is like it."""
    key = fold_name(part)
    holding = [step for step in steps if len(key) > 1 and key in fold_name(step.label.value)]
    likely = likely_rating(part, [step.label.value for step in steps]) if key else None
    alike = next((step for step in steps if step.label.value == likely), None)
    return find_rating(part, steps) or (holding[0] if len(holding) == 1 else alike)


@lru_cache(maxsize=256)
def _keys(label: str, mark: str) -> tuple[str, ...]:
    """The keys of a step: its mark, its label, and both in either order; made once for all entries of a book."""
    label_key, mark_key = _folded(label), _folded(mark)
    behind = f"{label_key}({mark_key})"  # as the sheet 記入のしかた shows a step with its mark
    return mark_key, label_key, mark_key + label_key, label_key + mark_key, behind


def _folded(text: str) -> str:
    """The key of a label or a mark: as of a name, and of marks that look alike one."""
    return fold_name(text).translate(_SAME_MARKS)
