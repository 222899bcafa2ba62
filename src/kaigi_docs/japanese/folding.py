"""A text in one width of characters, for reading only: what was typed is never changed."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=64)
def nfkc(text: str) -> str:
    """The text after NFKC; the last texts are kept, because many rules read each of them."""
    return unicodedata.normalize("NFKC", text)
