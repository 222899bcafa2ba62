"""Sentences put together from words and claims."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from kaigi_docs.findings import Location
from kaigi_docs.japanese.numerals import DigitWidth, format_number
from kaigi_docs.japanese.width import to_full_digits
from kaigi_docs.model.claims import Claim, Sentence

Piece = str | Claim
"""Words, or a claim that prints itself; one that prints nothing proves a word elsewhere in the sentence."""

_NUMBER = re.compile(r"[0-9]+(?:[,.][0-9]+)*")


def sentence(pieces: Iterable[Piece], where: Location | None, digits: DigitWidth) -> Sentence:
    """The sentence, its claims in order and their figures in the office's width of digits."""
    kept = [piece if isinstance(piece, str) else _styled(piece, digits) for piece in pieces]
    text = "".join(piece if isinstance(piece, str) else piece.printed for piece in kept)
    return Sentence(text=text, claims=tuple(piece for piece in kept if isinstance(piece, Claim)), where=where)


def _styled(claim: Claim, digits: DigitWidth) -> Claim:
    return replace(claim, printed=_NUMBER.sub(lambda found: _number(found.group(), digits), claim.printed))


def _number(typed: str, digits: DigitWidth) -> str:
    """A count as the office writes counts; thousands and decimals stay half width unless all digits are full."""
    if typed.isdecimal():
        return format_number(int(typed), digits)
    return to_full_digits(typed) if digits is DigitWidth.FULL else typed
