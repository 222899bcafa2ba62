"""What a 調査票 goes by on its way out and back: the round that it belongs to, and the ids of its rows."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.text import is_stable_id

ANSWERER = "answerer"
"""Stands in the id of the row that says who answers, where other rows have the id of a measure."""

STAMP_NAME = "kaigi-status-sheet"
STAMP_VERSION = 1

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""32 characters, none of which looks like another: no 0 and O, no 1 and I."""
_CHECK_LENGTH = 4
_PRIME = 1_048_573  # the greatest below 32 ** 4
_FACTOR = 823_117
_ROUND = re.compile(r"[0-9]{4}-[0-9]{1,3}")
_STAMP = re.compile(rf"{STAMP_NAME}/([0-9]{{1,3}}) (\S+) (\S+)(?: after:(\S+))?")
_LOOKS_LIKE_ID = re.compile(r"[0-9]{4}-[0-9]{1,3}\.[^.\s]+\.[^.\s]+\.[^.\s]+")


def round_id(meeting: Meeting) -> str:
    """Fiscal year and round: 「2022-1」."""
    return f"{meeting.fiscal_year.year}-{meeting.round}"


def check_characters(text: str) -> str:
    """Four characters that change with every single character of a text, and with two neighbours that change places.

    They are the value of the text's characters as a polynomial, modulo a prime: a wrong character or a swap adds a number that
    the prime cannot divide, so the characters always differ. (Of a hash of the same length one fault in a million would not.)
    A character too much or too few escapes about as rarely as that. They find slips of the hand, not forgeries.
    """
    value = len(text)
    for character in text:
        value = (value * _FACTOR + ord(character)) % _PRIME
    characters = []
    for _ in range(_CHECK_LENGTH):
        value, rest = divmod(value, len(_ALPHABET))
        characters.append(_ALPHABET[rest])
    return "".join(reversed(characters))


@dataclass(frozen=True, slots=True)
class RowId:
    """The id of a row, 「2022-1.D07.J001.KSPY」 as text.

    Attributes:
        round_id: of the meeting.
        department_id: of the 課 that is asked.
        subject: id of the measure, or ANSWERER.
    """

    round_id: str
    department_id: str
    subject: str

    def __str__(self) -> str:
        """The id as it stands in the hidden column, with its check characters."""
        body = f"{self.round_id}.{self.department_id}.{self.subject}"
        return f"{body}.{check_characters(body)}"

    @classmethod
    def parse(cls, text: str) -> RowId | None:
        """The id that a cell holds, or None; width of characters and white space around it do not count."""
        plain = _plain(text)
        parts = plain.split(".")
        if len(parts) != 4 or not _ROUND.fullmatch(parts[0]) or not is_stable_id(parts[1], "D"):
            return None
        if parts[2] != ANSWERER and not is_stable_id(parts[2], "J"):
            return None
        found = cls(*parts[:3])
        return found if str(found) == plain else None


def looks_like_row_id(text: str) -> bool:
    """Whether a cell holds an id of a row, sound or damaged."""
    return _LOOKS_LIKE_ID.fullmatch(_plain(text)) is not None


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the first cell of a 調査票's hidden rows says: 「kaigi-status-sheet/1 2022-1 D07」.

    Attributes:
        round_id: of the meeting.
        department_id: of the 課 that is asked.
        version: of the form of the sheet.
        follows: ids of the returned sheets that it was made from, when it goes back to the department.
    """

    round_id: str
    department_id: str
    version: int = STAMP_VERSION
    follows: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The stamp as it stands in its cell."""
        after = f" after:{','.join(self.follows)}" if self.follows else ""
        return f"{STAMP_NAME}/{self.version} {self.round_id} {self.department_id}{after}"

    @classmethod
    def parse(cls, text: str) -> Stamp | None:
        """The stamp that a cell holds, or None."""
        match = _STAMP.fullmatch(_plain(text))
        if match is None:
            return None
        return cls(match[2], match[3], int(match[1]), tuple(match[4].split(",")) if match[4] else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Entered:
    """What a department wrote into its 調査票, to be shown in a new one.

    Attributes:
        answers: text by measure id and key of the column; a missing one leaves the cell empty.
        answerer: text by key of the row that says who answers; a date as 「2022-04-01」.
        notes: what is asked about a cell, by the same keys (measure id "" for the answerer's row); "" marks it without a note.
        sheet_ids: of the returned sheets that all this comes from.
    """

    answers: Mapping[tuple[str, str], str] = field(default_factory=dict)
    answerer: Mapping[str, str] = field(default_factory=dict)
    notes: Mapping[tuple[str, str], str] = field(default_factory=dict)
    sheet_ids: tuple[str, ...] = ()


def asked_of(department_id: str, measures: Iterable[Measure]) -> tuple[Measure, ...]:
    """The measures that a department is asked about, each once, in the order of the book."""
    return tuple(measure for measure in measures if department_id in measure.department_ids)


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
