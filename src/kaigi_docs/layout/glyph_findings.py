"""What is said about characters that cannot be printed, or not in the form that was asked for."""

from __future__ import annotations

from collections.abc import Iterable

from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.fonts import GETA
from kaigi_docs.japanese.gaiji import is_gaiji, windows_code

_AROUND = 8

_GAIJI_HINT = (
    "外字は、登録したパソコンのほかでは別の字や空白になります。"
    "Unicode にある字（髙・﨑・𠮷・辻\U000e0100など）なら、IME パッドの手書きで探すか、"
    "文字コード（髙は 9AD9）を打って F5 キーを押し、入れ直してください。"
    "見つからない字は、どの標準の字で書いてよいかを本人に確かめるか、かなで書いてください。"
)


def not_drawn(unit: str, source: Location | None, texts: Iterable[str]) -> Finding:
    """The finding about a character that no face draws: `gaiji` for one at a private code point, else `glyph-missing`.

    Args:
        unit: the character, with its selector or marks.
        source: where it came from.
        texts: what was set, to show where in it a 外字 stands.
    """
    gaiji = next(filter(is_gaiji, unit), None)
    if gaiji is not None:
        message = f"{_place_in(texts, gaiji)}外字（{_gaiji_code(gaiji)}）です。"
        return Finding("gaiji", Severity.ERROR, source, message, _GAIJI_HINT)
    message = f"文字「{unit}」（{_codes(unit)}）は、使える書体のどれにもありません。"
    return Finding("glyph-missing", Severity.ERROR, source, message, "別の字に書き換えてください。")


def common_form(unit: str, source: Location | None) -> Finding:
    """The warning `form-unavailable` about a form of a kanji that no face has; its common form is drawn."""
    message = f"「{unit}」（{_codes(unit)}）の字形は使える書体になく、ふつうの字形で印刷します。"
    return Finding("form-unavailable", Severity.WARNING, source, message, "字形が大切なときは、別の異体字を選んでください。")


def _codes(unit: str) -> str:
    return " ".join(f"U+{ord(part):04X}" for part in unit)


def _gaiji_code(gaiji: str) -> str:
    code = windows_code(gaiji)
    return _codes(gaiji) if code is None else f"{_codes(gaiji)}、Windows の外字コード {code}"


def _place_in(texts: Iterable[str], gaiji: str) -> str:
    """Words around the 外字, which itself shows nothing on this PC: 「みほん〓太郎」の〓は、."""
    text = next((text for text in texts if gaiji in text), gaiji)
    at = text.index(gaiji)
    before, after = text[max(0, at - _AROUND) : at], text[at + 1 : at + 1 + _AROUND]
    shown = "".join(_shown(part, gaiji) for part in before + gaiji + after)
    return f"「{' '.join(shown.split())}」の{GETA}は、"


def _shown(character: str, gaiji: str) -> str:
    if character == gaiji:
        return GETA
    return "□" if is_gaiji(character) else character
