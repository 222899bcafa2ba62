"""What was found so far of one department in one sheet."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from kaigi_docs.findings import Location, Severity
from kaigi_docs.model.collection import Point
from kaigi_docs.model.returned import Answer, MatchedBy, NamePair, ReturnedSheet
from kaigi_docs.model.text import Text
from kaigi_docs.read.returned.books import ReturnedBook
from kaigi_docs.read.returned.expected import Expected, normalised
from kaigi_docs.read.returned.ledger import Entry, Ledger

_ID_LENGTH = 12


@dataclass(slots=True, eq=False)
class Draft:
    """A ReturnedSheet while it is read; see there.

    Attributes:
        ledger: of the sheet.
        expected: what was sent.
        department_id: that answers.
    """

    ledger: Ledger
    expected: Expected
    department_id: str
    answers: list[Answer] = field(default_factory=list)
    answerer: dict[str, Text] = field(default_factory=dict)
    measure_ids: list[str] = field(default_factory=list)
    pairs: list[NamePair] = field(default_factory=list)
    follows: tuple[str, ...] = ()
    points: list[Point] = field(default_factory=list)

    def ask(self, code: str, severity: Severity, measure_id: str, key: str, where: Location, found: str, request: str) -> None:
        """Adds a point."""
        point = Point(
            code=code,
            severity=severity,
            department_id=self.department_id,
            measure_id=measure_id,
            key=key,
            where=where,
            found=found,
            request=request,
        )
        self.points.append(point)

    def ask_about(self, code: str, measure_id: str, key: str, entries: Iterable[Entry], found: str, request: str) -> None:
        """Adds a point that says what stands in these cells, which is taken for no answer."""
        cells = list(entries)
        self.ledger.reported(*cells)
        self.ask(code, Severity.ERROR, measure_id, key, self.ledger.where(cells[0]), found, request)

    def take(self, measure_id: str, key: str, entry: Entry) -> None:
        """Takes a cell as an answer."""
        self.ledger.answer(entry)
        text = Text(entry.text, self.ledger.where(entry))
        self.answers.append(
            Answer(measure_id=measure_id, key=key, text=text, kept=entry.cell.kept if entry.cell.struck else None)
        )

    @property
    def is_untouched(self) -> bool:
        """Whether the department added nothing to what was sent."""
        return not (self.answerer or self.points or self.pairs) and all(map(self._was_sent, self.answers))

    def _was_sent(self, answer: Answer) -> bool:
        sent = self.expected.rows[answer.measure_id].texts.get(answer.key)
        return answer.kept is None and normalised(answer.text.value) == sent

    def sheet(self, book: ReturnedBook) -> ReturnedSheet:
        """The finished value."""
        title = self.ledger.sheet.title
        content = "\x1f".join((book.sha256, title, self.department_id))
        return ReturnedSheet(
            id=hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:_ID_LENGTH],
            file=book.file,
            title=title,
            department_id=self.department_id,
            matched_by=MatchedBy.NAMES if self.pairs else MatchedBy.IDS,
            received=book.received,
            answerer=self.answerer,
            answers=tuple(self.answers),
            measure_ids=tuple(self.measure_ids),
            pairs=tuple(self.pairs),
            follows=self.follows,
            points=tuple(self.points),
        )
