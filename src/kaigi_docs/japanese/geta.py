"""〓, the mark of a character that cannot be printed, for those that no file can hold."""

from __future__ import annotations

import re

GETA = "〓"

UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""Characters that XML 1.0 (2.2), and so a cell or a paragraph, cannot hold, and DEL, which nobody sees."""


def with_geta(text: str) -> str:
    """The text with 〓 for each character that no file can hold."""
    return UNWRITABLE.sub(GETA, text)
