"""Numbers as people type them into the cells of a table: 「1,234」 「△12.3」 「１８．６％」 「20人」."""

from __future__ import annotations

import re

_NUMBER = re.compile(
    "[ \u3000]*(?P<whole>[-+−－＋±△▲]?[ \u3000]?[0-9０-９]+(?:[,，][0-9０-９]{3})*)"
    "(?P<rest>(?:[.．][0-9０-９]+)?[ \u3000]?[^0-9０-９\\s/／()（）、。,，.．]{0,4})"
)


def decimal_parts(text: str) -> tuple[str, str] | None:
    """A number up to its decimal point, and the point with all behind it; None for what is no number.

    A number is an optional sign, half-width or full-width digits with separators between thousands and at most one point, and a
    unit of up to four characters. 「－」, 「x」, 「…」 and 「2回/年（書面）」 are no numbers.
    """
    found = _NUMBER.fullmatch(text)
    return (text[: found.end("whole")], found["rest"]) if found is not None else None
