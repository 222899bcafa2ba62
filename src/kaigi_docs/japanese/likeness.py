"""Which of the accepted words somebody probably meant."""

from __future__ import annotations

from collections.abc import Iterable

from kaigi_docs.japanese.names import fold_name


def nearest(text: str, accepted: Iterable[str], cutoff: float = 60) -> str | None:
    """The accepted word that is most like a text, or None where none is alike.

    Args:
        text: as typed.
        accepted: in order; of equally like words the first counts.
        cutoff: likeness from 0 to 100 that a word must have at least.
    """
    from rapidfuzz import fuzz, process

    words = list(accepted)
    found = process.extractOne(fold_name(text), [fold_name(word) for word in words], scorer=fuzz.ratio, score_cutoff=cutoff)
    return words[found[2]] if found is not None else None
