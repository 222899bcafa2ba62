"""Which characters offices may write: the repertoires that every family must draw."""

from __future__ import annotations

import unicodedata
from functools import cache
from pathlib import Path

from kaigi_docs.theme import GOTHIC, MINCHO, UDP_GOTHIC

STACKS = {
    "gothic": GOTHIC.faces,
    "gothic bold": GOTHIC.bold_faces,
    "mincho": MINCHO.faces,
    "mincho bold": MINCHO.bold_faces,
    "udp gothic": UDP_GOTHIC.faces,
    "udp gothic bold": UDP_GOTHIC.bold_faces,
}

_ROWS = range(0xA1, 0xFF)


@cache
def jis_x_0208() -> tuple[str, ...]:
    """Every character of the standard."""
    return _decoded("euc_jp", [bytes((row, cell)) for row in _ROWS for cell in _ROWS])


@cache
def jis_x_0213() -> tuple[str, ...]:
    """Every character and combining sequence of the standard, and of JIS X 0212, which the codec knows beside it."""
    codes = [prefix + bytes((row, cell)) for prefix in (b"", b"\x8f") for row in _ROWS for cell in _ROWS]
    return _decoded("euc_jis_2004", codes)


@cache
def windows_31j() -> tuple[str, ...]:
    """Every character of two bytes of code page 932 but the 1880 places for 外字."""
    trails = [*range(0x40, 0x7F), *range(0x80, 0xFD)]
    leads = [*range(0x81, 0xA0), *range(0xE0, 0xF0), *range(0xFA, 0xFD)]
    return _decoded("cp932", [bytes((lead, trail)) for lead in leads for trail in trails])


@cache
def listed_kanji(name: str) -> tuple[str, ...]:
    """The kanji of "kJoyoKanji" or "kJinmeiyoKanji"."""
    lines = (Path(__file__).parent / "data" / "kanji_lists.txt").read_text(encoding="utf-8").splitlines()
    lists: dict[str, str] = {}
    title = ""
    for line in lines:
        if line.startswith("k"):
            title = line
        elif not line.startswith("#"):
            lists[title] = lists.get(title, "") + line
    return tuple(lists[name])


def on_a_base(unit: str) -> str:
    """The unit, a mark that combines with the character before it behind a kanji."""
    return "漢" + unit if unicodedata.category(unit[0]) == "Mn" else unit


def _decoded(codec: str, codes: list[bytes]) -> tuple[str, ...]:
    texts = (code.decode(codec, "replace") for code in codes)
    return tuple(dict.fromkeys(text for text in texts if "\ufffd" not in text))
