"""What a choice of a vote says of the 議案: for it, against it, or neither; the words as data."""

from __future__ import annotations

import re
from enum import StrEnum

from kaigi_docs.japanese.names import fold_name


class Leaning(StrEnum):
    """To which side a vote counts."""

    FOR = "for"
    AGAINST = "against"
    NEITHER = "neither"


# In this order, because 不承認 holds 承認, and 条件付き反対 holds 条件付き.
_WORDS = (
    (Leaning.AGAINST, re.compile("反対|不承認|不同意|不賛成|不可|否決|異議あり(?!ません)|異議有|^否$|^×$|^[xX]$")),
    (Leaning.NEITHER, re.compile("保留|棄権|白票|どちらとも|わからない|未定|その他")),
    (Leaning.FOR, re.compile("賛成|承認|同意|可決|異議[はが]?(?:なし|無|ない|ありません)|^可$|条件付|条件つき|^[○〇]$")),
)
_CONDITIONAL = re.compile("条件")


def leaning_of(word: str) -> Leaning:
    """The side of a choice; a word that says nothing of a side is on neither."""
    key = fold_name(word)
    return next((leaning for leaning, pattern in _WORDS if pattern.search(key)), Leaning.NEITHER)


def is_conditional(word: str) -> bool:
    """Whether a choice names a condition that has to be written: 条件付き賛成."""
    return _CONDITIONAL.search(fold_name(word)) is not None
