"""外字: characters at private code points, which each PC fills with shapes of its own (Unicode 23.5, code page 932)."""

from __future__ import annotations

import unicodedata


def is_gaiji(character: str) -> bool:
    """Whether the character stands at a private code point: U+E000-F8FF or one of planes 15 and 16."""
    return unicodedata.category(character) == "Co"


def windows_code(gaiji: str) -> str | None:
    """The code under which the Windows 外字エディター shows it, "F040" (U+E000) to "F9FC" (U+E757); None beyond.

    Code page 932 gives 188 characters to each lead byte.
    """
    if "\ue000" <= gaiji <= "\ue757":
        return gaiji.encode("cp932").hex().upper()
    return None
