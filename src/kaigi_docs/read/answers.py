"""What departments sent back and what was decided, read and merged: the one way for every command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kaigi_docs.collection.acknowledging import Surroundings, acknowledge
from kaigi_docs.collection.collecting import collect_answers
from kaigi_docs.declarations.decisions import CORRECTIONS_FILE, DECISIONS_FOLDER
from kaigi_docs.declarations.measures import value_fields
from kaigi_docs.declarations.status_sheet import RETURNED_FOLDER
from kaigi_docs.findings import Finding, Findings, Location
from kaigi_docs.model.collection import Collected
from kaigi_docs.model.decisions import Decisions
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.returned import CellCount, ReturnedSheet
from kaigi_docs.read.arrived.walk import found_files
from kaigi_docs.read.decisions import read_decisions
from kaigi_docs.read.returned.books import ReturnedBook
from kaigi_docs.read.returned.expected import Expected
from kaigi_docs.read.returned.files import ReturnedFiles, read_returned
from kaigi_docs.read.returned.owners import Owners
from kaigi_docs.read.returned.sheets import read_sheets
from kaigi_docs.read.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back.

    Attributes:
        collected: all of it merged.
        findings: about files, sheets, cells and decisions; those of merging and of content stand in `collected`.
        decisions: of the secretariat.
        files: number of files in 調査票/.
        cells: what became of their filled cells.
    """

    collected: Collected
    findings: tuple[Finding, ...]
    decisions: Decisions
    files: int
    cells: CellCount


def uses_answers(directory: Path) -> bool:
    """Whether something came back or was corrected: only then do answers of sheets lie over those of 施策一覧.

    Decisions about answers of members, which stand in the same folder, say nothing of measures.
    """
    return bool(found_files(directory, RETURNED_FOLDER)[0]) or (directory / CORRECTIONS_FILE).is_file()


def answer_files(directory: Path) -> tuple[str, ...]:
    """The paths of what came back and what was decided, relative to the folder, in order."""
    folders = (directory / name for name in (RETURNED_FOLDER, DECISIONS_FOLDER))
    paths = (path for folder in folders if folder.is_dir() for path in folder.rglob("*"))
    files = (path for path in paths if path.is_file() and not path.name.startswith(("~$", ".~lock.")))  # marks of open books
    return tuple(sorted(path.relative_to(directory).as_posix() for path in files))


def read_answers(
    directory: Path,
    meeting: Meeting,
    measures: tuple[Measure, ...],
    sandbox: Sandbox,
    report: Callable[[str], None] = lambda step: None,
    *,
    meanwhile: Callable[[], None] = lambda: None,
) -> Answers:
    """Everything that is known of the answers; one bad file stops no other.

    Args:
        directory: the meeting folder.
        meeting: what was asked.
        measures: as 施策一覧 has them.
        sandbox: where files are opened.
        report: receives a Japanese line per step.
        meanwhile: is run in a second thread while other processes read.

    Raises:
        AssertionError: a file, a cell or an answer was lost, a defect of ours.
    """
    findings, found = Findings(), Findings()
    fields = value_fields(meeting.measure_columns, meeting.ratings)
    decisions, faults = read_decisions(directory, sandbox, fields, measures)
    findings.extend(faults)
    expected = Expected.of(meeting, measures)
    with ThreadPoolExecutor(1) as beside:
        done = beside.submit(meanwhile)
        returned = read_returned(directory, sandbox, expected.owners.spellings, report=report)
        done.result()
    found.extend(returned.findings)
    if returned.unaccounted:
        raise AssertionError(f"files without a trace: {returned.unaccounted[:5]}")
    report("回答を事業ごとにまとめています")
    sheets, cells = _sheets(returned.books, expected, found)
    collected = collect_answers(meeting, measures, sheets, decisions)
    seen = acknowledge(found, decisions, _surroundings(collected, returned, sheets, expected.owners))
    return Answers(seen.added_to(collected), (*findings, *seen.findings), decisions, returned.seen, cells)


def _surroundings(collected: Collected, returned: ReturnedFiles, sheets: Sequence[ReturnedSheet], owners: Owners) -> Surroundings:
    """What tells whose file or sheet a finding is about."""
    followed = {each for sheet in sheets for each in sheet.follows}
    by_place: dict[tuple[str, str | None], set[str]] = {}
    for sheet in sheets:
        for title in (sheet.title, None):
            by_place.setdefault((sheet.file, title), set()).add(sheet.department_id)

    def department_of(where: Location) -> str:
        own = by_place.get((where.file, where.sheet), set())
        if len(own) == 1 and own != {""}:
            return next(iter(own))
        told = (owners.named_in(each) for each in returned.senders.get(where.file, ()))
        return owners.of_file(where.file) or next(filter(None, told), "")

    return Surroundings(
        names={each.department_id: owners.names[each.department_id] for each in collected.submissions},
        department_of=department_of,
        digests=returned.digests,
        returned=frozenset(each.department_id for each in collected.submissions if each.held or (each.files and each.entered)),
        superseded=frozenset((sheet.file, sheet.title) for sheet in sheets if sheet.id in followed),
    )


def _sheets(books: Iterable[ReturnedBook], expected: Expected, findings: Findings) -> tuple[list[ReturnedSheet], CellCount]:
    """The sheets of all books, and what became of their cells."""
    sheets: list[ReturnedSheet] = []
    cells = CellCount()
    for book in books:
        reading = read_sheets(book, expected)
        sheets.extend(reading.sheets)
        findings.extend(reading.findings)
        cells += reading.cells
    return sheets, cells
