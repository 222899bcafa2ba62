"""What departments sent back, as it was found: nothing here is judged, and nothing is left out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kaigi_docs.findings import Location
from kaigi_docs.model.collection import Point
from kaigi_docs.model.text import Text

WITHIN = "＞"
"""Stands between the name of a mail or archive and that of a file in it."""


def containers(file: str) -> Iterator[str]:
    """The names of the mails and archives around a file, the innermost first."""
    while WITHIN in file:
        file = file.rpartition(WITHIN)[0]
        yield file


class MatchedBy(StrEnum):
    """What told to which measure a row belongs."""

    IDS = "ids"  # the hidden ids of rows, with their check characters
    NAMES = "names"  # 課 and 事業名: offered to the secretariat, never taken silently


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A filled cell that takes an answer.

    Attributes:
        measure_id: of its row.
        key: of its column: 「value/…」, 「unchanged」 or 「remark」.
        text: as typed, with its cell.
        kept: the text without what is struck through; None where nothing is.
    """

    measure_id: str
    key: str
    text: Text
    kept: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NamePair:
    """A row whose id does not tell, or contradicts what is seen, and the measure that it is probably about.

    Attributes:
        measure_id: that is offered.
        typed: the name in the row, with its cell.
        same: whether both names are equal by their keys.
        against_id: whether the row has a sound id that 事業ID or 事業名 contradicts.
    """

    measure_id: str
    typed: Text
    same: bool
    against_id: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedSheet:
    """The rows that one department answered in one sheet of one file.

    Attributes:
        id: 12 hexadecimal digits of content of the file, sheet and department: the same file under another name has the same id.
        file: shown path, 「調査票/返信.eml＞調査票_D07.xlsx」 for what came in a mail.
        title: of the sheet.
        department_id: by ids, stamp, 課 or name of the file; "" where none of them tells.
        matched_by: how rows were told apart.
        received: day on which the mail was sent; None for files without a mail.
        answerer: cells of the row that says who answers, by key, filled ones only.
        answers: in the order of the sheet.
        measure_ids: all measures that have a row, also one without any answer.
        pairs: how rows were matched where `matched_by` is NAMES, else empty.
        follows: ids of earlier sheets that it was made from: it went back to the department with their answers.
        points: what the department has to be asked because a cell cannot be read (a formula without value, a merged range …).
    """

    id: str
    file: str
    title: str
    department_id: str
    matched_by: MatchedBy = MatchedBy.IDS
    received: date | None = None
    answerer: Mapping[str, Text] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    measure_ids: tuple[str, ...] = ()
    pairs: tuple[NamePair, ...] = ()
    follows: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()

    @property
    def where(self) -> Location:
        """The sheet, for a finding."""
        return Location(self.file, self.title)


@dataclass(frozen=True, slots=True, kw_only=True)
class CellCount:
    """What became of the filled cells of sheets; `filled` is the sum of the others, or something was lost.

    Attributes:
        filled: cells with more than white space.
        ours: what we sent: headers, hidden keys, known texts that came back unchanged.
        answers: cells that stand in `answers` or `answerer`.
        reported: cells whose content stands in a finding or a point.
    """

    filled: int = 0
    ours: int = 0
    answers: int = 0
    reported: int = 0

    def __add__(self, other: CellCount) -> CellCount:
        """Both together."""
        return CellCount(
            filled=self.filled + other.filled,
            ours=self.ours + other.ours,
            answers=self.answers + other.answers,
            reported=self.reported + other.reported,
        )

    @property
    def adds_up(self) -> bool:
        """Whether every filled cell is accounted for."""
        return self.filled == self.ours + self.answers + self.reported
