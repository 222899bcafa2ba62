"""Which of the accepted words somebody probably meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kaigi_docs.japanese.names import fold_name

_LETTERS_ONLY = re.compile(r"[\W_]+")


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


def alike(texts: Sequence[str], cutoff: float = 85) -> list[tuple[int, ...]]:
    """For each text the places of the others that say nearly the same: width, white space and punctuation apart.

    Args:
        texts: in order; blank ones are like nothing.
        cutoff: likeness from 0 to 100, of the letters that both have in the same order.
    """
    from rapidfuzz import fuzz, process

    keys = [_LETTERS_ONLY.sub("", fold_name(text)) for text in texts]
    found: list[list[int]] = [[] for _ in keys]
    for at, key in enumerate(keys):
        behind = keys[at + 1 :]
        near = process.extract(key, behind, scorer=fuzz.ratio, score_cutoff=cutoff, limit=None) if key else []
        for place in sorted(at + 1 + beyond for _, _, beyond in near):
            found[at].append(place)
            found[place].append(at)
    return [tuple(sorted(places)) for places in found]
