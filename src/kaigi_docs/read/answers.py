"""What departments sent back and what was decided, read and merged: the one way for every command."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from kaigi_docs.collection.acknowledging import Surroundings, acknowledge
from kaigi_docs.collection.collecting import collect_answers
from kaigi_docs.collection.official_views import settle_views
from kaigi_docs.declarations.decisions import CORRECTIONS_FILE, DECISIONS_FOLDER
from kaigi_docs.declarations.measures import value_fields
from kaigi_docs.declarations.status_sheet import RETURNED_FOLDER
from kaigi_docs.findings import Finding, Findings, Location
from kaigi_docs.model.collection import Collected
from kaigi_docs.model.decisions import Decisions
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.opinion_sheet import ViewFill
from kaigi_docs.model.returned import CellCount, ReturnedSheet
from kaigi_docs.model.status_sheet import round_id
from kaigi_docs.read.arrived.walk import found_files
from kaigi_docs.read.decisions import read_decisions
from kaigi_docs.read.returned.books import ReturnedBook
from kaigi_docs.read.returned.expected import Expected
from kaigi_docs.read.returned.files import ReturnedFiles, read_returned
from kaigi_docs.read.returned.opinions import OpinionsReading, read_opinion_sheets
from kaigi_docs.read.returned.owners import Owners
from kaigi_docs.read.returned.sheets import read_sheets
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.views import read_views


@dataclass(frozen=True, slots=True)
class Answers:
    """What came back.

    Attributes:
        collected: all of it merged.
        findings: about files, sheets, cells and decisions; those of merging and of content stand in `collected`.
        decisions: of the secretariat.
        files: number of files in 調査票/.
        cells: what became of their filled cells.
        views: what departments said to opinions of members, for cells that are still blank.
        view_findings: about the sheets on which they said it.
        only_views: whether nothing but that came, and nothing was corrected: then nobody was asked about measures.
    """

    collected: Collected
    findings: tuple[Finding, ...]
    decisions: Decisions
    files: int
    cells: CellCount
    views: tuple[ViewFill, ...] = ()
    view_findings: tuple[Finding, ...] = ()
    only_views: bool = False


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
    of_views = Findings()
    books, opinions = _apart(returned.books, meeting, of_views)
    sheets, cells = _sheets(books, expected, found)
    views = _views(directory, meeting, opinions, sandbox, of_views)
    collected = collect_answers(meeting, measures, sheets, decisions)
    seen = acknowledge(found, decisions, _surroundings(collected, returned, sheets, expected.owners))
    # Nothing is asked in a letter about sheets of opinions: they go back with a letter of their own.
    seen_of_views = acknowledge(of_views, decisions, Surroundings(names={}, digests=returned.digests))
    return Answers(
        seen_of_views.added_to(seen.added_to(collected)),
        (*findings, *seen.findings),
        decisions,
        returned.seen,
        sum((each.cells for each in opinions), cells),
        views=views,
        view_findings=tuple(seen_of_views.findings),
        only_views=bool(opinions) and not (books or returned.refused or decisions.corrections),
    )


def _apart(
    books: Iterable[ReturnedBook], meeting: Meeting, findings: Findings
) -> tuple[list[ReturnedBook], list[OpinionsReading]]:
    """The books without sheets of opinions, and what these sheets say."""
    readings = [read_opinion_sheets(book, round_id(meeting)) for book in books]
    for each in readings:
        findings.extend(each.findings)
    return [each.rest for each in readings if each.rest is not None], [each for each in readings if each.is_any]


def _views(
    directory: Path, meeting: Meeting, opinions: Sequence[OpinionsReading], sandbox: Sandbox, findings: Findings
) -> tuple[ViewFill, ...]:
    """What goes into blank cells of 事務局の考え方.xlsx."""
    replies = [reply for each in opinions for reply in each.replies]
    if not replies:
        return ()
    known, _ = read_views(directory, meeting.departments, sandbox)
    settled = settle_views(replies, known.rows, {each.id: each.name.value for each in meeting.departments})
    findings.extend(settled.findings)
    return settled.fills


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
