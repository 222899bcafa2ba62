"""What a department is asked about its 調査票, in the order and with the numbers of its letter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from kaigi_docs.findings import Location
from kaigi_docs.model.collection import Point, Submission

BLANK_FOUND = "まだ記入がありません。"
BLANK_REQUEST = "記入してください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """A row of the letter: a point, or the blank answers of one measure.

    Attributes:
        measure_id: "" for the sheet as a whole.
        keys: of the columns of the 調査票; () for the row or the sheet as a whole.
        found: what stands there and what is wrong with it.
        request: what is asked for.
        where: the cell in the department's file; None for blank answers.
        is_blank: whether it asks for answers that are not there yet.
        number: in the letter and in the notes of the 調査票, from 1.
    """

    measure_id: str
    keys: tuple[str, ...]
    found: str
    request: str
    where: Location | None = None
    is_blank: bool = False
    number: int = 0


def queries_of(submission: Submission) -> tuple[Query, ...]:
    """What the department is asked: about the sheet as a whole first, then measure by measure, blank answers after the points."""
    asked = (query for measure_id in _measures(submission) for query in _about(measure_id, submission))
    return tuple(replace(query, number=number) for number, query in enumerate(asked, 1))


def _measures(submission: Submission) -> Iterable[str]:
    """The sheet as a whole, the measures that were asked about, and others that a point or a blank names."""
    of_points = (point.measure_id for point in submission.points)
    return dict.fromkeys(("", *submission.measure_ids, *of_points, *(measure_id for measure_id, _ in submission.blank)))


def _about(measure_id: str, submission: Submission) -> Iterator[Query]:
    """The points of a measure, then its blank answers together, but for those that a point asks for already.

    Where no sheet could be read, all answers are blank and none is asked for by itself.
    """
    points = [point for point in submission.points if point.measure_id == measure_id]
    yield from map(_of_point, points)
    asked = {point.key for point in points}
    blank = tuple(key for about, key in submission.blank if about == measure_id and key not in asked)
    if blank and submission.files:
        yield Query(measure_id=measure_id, keys=blank, found=BLANK_FOUND, request=BLANK_REQUEST, is_blank=True)


def _of_point(point: Point) -> Query:
    keys = (point.key,) if point.key else ()
    return Query(measure_id=point.measure_id, keys=keys, where=point.where, found=point.found, request=point.request)


def notes_of(queries: Sequence[Query], remark_key: str) -> dict[tuple[str, str], str]:
    """What the notes of the 調査票 say, by measure id and key; "" for a blank answer, which is marked without a note.

    Args:
        queries: of the department.
        remark_key: of the column where a query about a row as a whole is noted.
    """
    notes: dict[tuple[str, str], list[str]] = {}
    for query in queries:
        for key in query.keys or ((remark_key,) if query.measure_id else ()):
            said = notes.setdefault((query.measure_id, key), [])
            said += _note(query)
    return {place: "\n\n".join(said) for place, said in notes.items()}


def _note(query: Query) -> Iterator[str]:
    if not query.is_blank:
        yield f"確認{query.number}\n{query.found}\n{query.request}"
