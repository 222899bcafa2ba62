"""The meeting folder as a whole: which files are there, what they say, and what is wrong with them."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from kaigi_docs.collection.printing import as_printed, report_owed
from kaigi_docs.declarations.decisions import QUESTIONS_FILE
from kaigi_docs.declarations.indicators import INDICATORS_FILE
from kaigi_docs.declarations.look import WORD_REFERENCE
from kaigi_docs.declarations.rounds import ROUNDS
from kaigi_docs.declarations.schedule import SCHEDULE_FILE
from kaigi_docs.declarations.statistics import STATISTICS_FILE
from kaigi_docs.declarations.wide_tables import TABLES_FOLDER
from kaigi_docs.errors import InputUnreadable, UsageFault
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.model.asking import in_round, round_called
from kaigi_docs.model.decisions import NOTHING_DECIDED, Decisions, OpenQuestion
from kaigi_docs.model.indicators import Indicators
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import MaterialKind, Meeting
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.schedule import Schedule
from kaigi_docs.model.statistics import CountedStatistics
from kaigi_docs.read.answers import Answers, answer_files, read_answers, uses_answers
from kaigi_docs.read.books import read_book
from kaigi_docs.read.cells import did_you_mean, listed, nearest
from kaigi_docs.read.decisions import read_decisions
from kaigi_docs.read.earlier_values import earlier_value_files
from kaigi_docs.read.foreign_files import foreign_files, read_foreign_files
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.indicator_series import check_series_of_indicators
from kaigi_docs.read.indicators import read_indicators
from kaigi_docs.read.measures import holds_measures, read_measures
from kaigi_docs.read.preflight import LOST_HINT
from kaigi_docs.read.published import Published, check_other_texts, read_published
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.schedule import read_schedule
from kaigi_docs.read.settings import SettingsParts, assemble, read_settings_parts
from kaigi_docs.read.statistics import read_statistics
from kaigi_docs.read.theme import Look, read_look, read_theme
from kaigi_docs.read.wide.files import read_table_files
from kaigi_docs.read.wide.tables import named_files
from kaigi_docs.resources import resource_path
from kaigi_docs.theme import Theme

SETTINGS_BOOK = "会議設定.xlsx"
MEASURE_BOOK = "施策一覧.xlsx"
WORDING_FOLDER = "文面"
TEMPLATES = (
    *("dispatch_letter.md.j2", "cover_letter.md.j2", "request_letter.md.j2", "status_sheet_guide.md.j2"),
    *("form_reminder.md.j2", "result_report.md.j2", "opinion_request.md.j2"),
    *("query_letter.md.j2", "reminder_letter.md.j2", "answer_guide.md.j2"),
)
BOOKS = (MEASURE_BOOK, STATISTICS_FILE, INDICATORS_FILE, SCHEDULE_FILE)

_COPY = re.compile(r"(?:\s*[(（][0-9]+[)）]|\s*-\s*コピー(?:\s*[(（][0-9]+[)）])?)$")
_PASSED_OVER = frozenset({"発送済み", "前回", "調査票", "回答", "判断"})

T = TypeVar("T")


class Unreadable:
    """Stands for a book that is there but was refused; it may hold anything."""


@dataclass(frozen=True, slots=True)
class MeetingInputs:
    """What a meeting folder says.

    Attributes:
        directory: the folder.
        packet: what its books say.
        theme: the look of its papers.
        templates: source and shown path by template name.
        sha256: of every file that was read, by path relative to the folder.
        answers: what departments sent back, which lies over 施策一覧 in `packet`; None where nothing came or nobody wanted it.
        questions: what the statistics leave to be decided.
        decisions: what was decided of them.
    """

    directory: Path
    packet: PacketModel
    theme: Theme
    templates: dict[str, tuple[str, str]]
    sha256: dict[str, str]
    answers: Answers | None = None
    questions: tuple[OpenQuestion, ...] = ()
    decisions: Decisions = NOTHING_DECIDED

    @property
    def meeting(self) -> Meeting:
        """What 会議設定.xlsx says."""
        return self.packet.meeting


def read_folder(
    directory: Path, sandbox: Sandbox, *, for_draft: bool = False, for_inquiry: bool = False, round_name: str = ""
) -> tuple[MeetingInputs | None, Findings]:
    """The inputs of a meeting, or None when the settings book is too faulty to say what the meeting is.

    Of several rounds of asking they are those of one: the forms of others are left out.

    Answers that came back lie over those of 施策一覧; what is wrong with them is a warning here, since what cannot be used is
    printed as 確認中 and what did not come as 未提出.

    Args:
        directory: the meeting folder.
        sandbox: where files are opened.
        for_draft: whether faulty rows are kept as typed, and an empty settings book alone is too faulty.
        for_inquiry: whether only what departments are asked about is read: no answers, and no book that they do not fill.
        round_name: the round; "" for the present one.

    Raises:
        InputUnreadable: the folder or its settings book cannot be opened.
        UsageFault: there is no round of that name.
    """
    settings_path = _settings_path(directory)
    findings = Findings()
    settings_book, faults = read_book(sandbox, settings_path, SETTINGS_BOOK)
    if settings_book is None:
        raise InputUnreadable(f"{_sentence(_as_our_own(faults))}ほかの確認は、これを直してから行います。")
    findings.extend(faults)
    names = (MEASURE_BOOK,) if for_inquiry else BOOKS
    books = {name: book for name in names if (book := _further_book(directory, name, sandbox, findings)) is not None}
    _report_strays(directory, findings)
    answered = not for_inquiry and uses_answers(directory)
    decisions = NOTHING_DECIDED if for_inquiry else _decisions(directory, sandbox, findings)
    reading = _Reading(for_draft, for_inquiry, answered, decisions)
    tables: dict[str, GridBook] = {}
    if not for_inquiry:
        statistics_book = books.get(STATISTICS_FILE)
        wanted = named_files(statistics_book) if isinstance(statistics_book, GridBook) else frozenset[str]()
        tables, faults = read_table_files(directory, sandbox, wanted)
        findings.extend(faults)
    packet, look, published = _read_all(directory, settings_book, books, tables, findings, reading)
    answers = None
    if packet is not None and answered:
        answers = read_answers(directory, packet.meeting, packet.measures, sandbox)
        findings.extend(_of_answers(answers, packet.meeting))
        if not answers.only_views:
            packet = replace(packet, measures=as_printed(answers.collected, packet.meeting))
    theme, faults = read_theme(directory, look, sandbox)
    findings.extend(_as_our_own(faults))
    if packet is not None and not for_inquiry:
        attachments, replacements, faults = read_foreign_files(directory, packet.meeting, sandbox, findings)
        packet = replace(packet, attachments=attachments, replacements=replacements)
        findings.extend(faults)
    templates = {name: _template(directory, name, findings) for name in TEMPLATES}
    if packet is not None:
        own = {path: source for source, path in templates.values() if path.startswith(f"{WORDING_FOLDER}/")}
        check_other_texts(packet, own, published, findings)
    if findings.has_errors and not for_draft:
        message = "文面の差し込みと、印刷できない文字の確認は、エラーを直してから行います。"
        findings.note("check-postponed", None, message)
    if packet is None:
        return None, findings
    packet = replace(packet, meeting=_of_round(packet.meeting, round_name))
    digests = _digests(directory, tables)
    return MeetingInputs(directory, packet, theme, templates, digests, answers, published.questions, decisions), findings


def _of_round(meeting: Meeting, name: str) -> Meeting:
    """The meeting as the named round sees it, or the present one.

    Raises:
        UsageFault: there is no round of that name.
    """
    if not name:
        return in_round(meeting, meeting.round_id)
    round_id = round_called(name, meeting)
    if round_id is None:
        known = listed(each.id for each in meeting.rounds)
        known = f"あるのは{known}です" if known else f"「{ROUNDS.title}」シートに回が書かれていません"
        raise UsageFault(f"「{name}」という回はありません。{known}。")
    return in_round(meeting, round_id)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What is wanted of a folder.

    Attributes:
        for_draft: whether what is faulty is kept.
        for_inquiry: whether only what departments are asked about is read.
        answered: whether answers of sheets lie over those of 施策一覧.
        decisions: what people decided of the statistics.
    """

    for_draft: bool
    for_inquiry: bool
    answered: bool
    decisions: Decisions


def _decisions(directory: Path, sandbox: Sandbox, findings: Findings) -> Decisions:
    """What people decided; what is wrong in 要確認.xlsx is a warning, since a packet can be made without these answers."""
    if not (directory / QUESTIONS_FILE).is_file():
        return NOTHING_DECIDED
    decisions, faults = read_decisions(directory, sandbox, (), ())
    told = [each for each in faults if each.where is not None and each.where.file == QUESTIONS_FILE]
    findings.extend(replace(each, severity=Severity.WARNING) if each.severity is Severity.ERROR else each for each in told)
    return decisions


def _of_answers(answers: Answers, meeting: Meeting) -> Findings:
    """What a packet says of answers that it cannot print: each fault as a warning, and who still owes what."""
    faults = (each for each in (*answers.findings, *answers.collected.findings) if each.severity is not Severity.NOTE)
    findings = Findings(replace(each, severity=Severity.WARNING) for each in faults)
    if not answers.only_views:
        findings.extend(report_owed(answers.collected, meeting))
    return findings


def _further_book(directory: Path, name: str, sandbox: Sandbox, findings: Findings) -> GridBook | Unreadable | None:
    """A book beside the settings book; None where it is not there."""
    path = directory / name
    if not path.is_file():
        return None
    book, faults = read_book(sandbox, path, name)
    findings.extend(_as_our_own(faults))
    return book if book is not None else Unreadable()


def _read_all(
    directory: Path,
    settings_book: GridBook,
    books: Mapping[str, GridBook | Unreadable],
    tables: Mapping[str, GridBook],
    findings: Findings,
    reading: _Reading,
) -> tuple[PacketModel | None, Look, Published]:
    """The model, None where the meeting is not complete, the look, and the statistics; every book is judged even then.

    Args:
        directory: the meeting folder.
        settings_book: 会議設定.xlsx.
        books: the other books that are there, by name.
        tables: the books of the 統計 folder, by name.
        findings: takes what is wrong in all.
        reading: what is wanted.
    """
    for_draft = reading.for_draft
    measure_book = books.get(MEASURE_BOOK)
    has_measures = isinstance(measure_book, Unreadable) or (measure_book is not None and holds_measures(measure_book))
    parts, faults = read_settings_parts(settings_book, has_measures=has_measures, keep_faulty=for_draft)
    meeting = assemble(parts, directory.resolve().name, faults, for_draft=for_draft) if parts is not None else None
    findings.extend(faults)
    if parts is None:
        return None, read_look(None), Published()
    measures: tuple[Measure, ...] = ()
    known: tuple[Measure, ...] | None = None
    if not isinstance(measure_book, Unreadable):
        measures, faults = read_measures(
            measure_book, parts, parts.policy_targets, keep_faulty=for_draft, answered=reading.answered
        )
        known = None if faults.has_errors else measures
        findings.extend(faults)
    if reading.for_inquiry:
        asked = PacketModel(meeting=meeting, measures=measures) if meeting is not None else None
        return asked, parts.look, Published()
    read = partial(read_indicators, measures=known, keep_faulty=for_draft)
    indicators, faults = _read(INDICATORS_FILE, books, parts, read, Indicators())
    findings.extend(faults)
    schedule, faults = _read(SCHEDULE_FILE, books, parts, read_schedule, Schedule())
    findings.extend(faults)
    counted, faults = _read(STATISTICS_FILE, books, parts, partial(read_statistics, wide_books=tables), CountedStatistics())
    findings.extend(faults)
    if not faults.has_errors and not isinstance(books.get(STATISTICS_FILE), Unreadable):
        check_series_of_indicators(indicators, counted, findings)
    prints_indicators = meeting is not None and any(each.kind is MaterialKind.INDICATORS for each in meeting.materials)
    printed = indicators if prints_indicators else Indicators()
    published, faults = read_published(directory, counted, printed, reading.decisions)
    findings.extend(faults)
    if meeting is None:
        return None, parts.look, published
    model = PacketModel(
        meeting=meeting,
        measures=measures,
        indicators=indicators,
        schedule=schedule,
        statistics=published.statistics,
        indicator_counts=published.indicator_counts,
    )
    return model, parts.look, published


def _read(
    name: str,
    books: Mapping[str, GridBook | Unreadable],
    parts: SettingsParts,
    read: Callable[[GridBook, SettingsParts], tuple[T, Findings]],
    nothing: T,
) -> tuple[T, Findings]:
    """What a further book says; nothing where it is not there or cannot be read."""
    book = books.get(name)
    return read(book, parts) if isinstance(book, GridBook) else (nothing, Findings())


def _as_our_own(faults: Iterable[Finding]) -> list[Finding]:
    """The faults of a book that `kaigi new` made and nobody sent."""
    hint = "控えから戻すか、kaigi new で作り直してください。"
    return [replace(fault, hint=hint) if fault.hint == LOST_HINT else fault for fault in faults]


def _settings_path(directory: Path) -> Path:
    """The settings book of a meeting folder.

    Raises:
        InputUnreadable: there is no such folder, or no book in it; the message names what was probably meant.
    """
    if directory.is_file():
        raise InputUnreadable(f"「{directory}」はファイルです。ファイルではなく、会議のフォルダを指定してください。")
    if not directory.is_dir():
        likely = did_you_mean(nearest(directory.name, _meetings_beside(directory)))
        raise InputUnreadable(f"会議のフォルダ「{directory}」が見つかりません。{likely}フォルダの場所を確かめてください。")
    path = directory / SETTINGS_BOOK
    if not path.is_file():
        raise InputUnreadable(
            f"「{directory}」に {SETTINGS_BOOK} がありません。会議のフォルダを指定するか、"
            f"「kaigi new フォルダ名」で新しく作ってください。"
        )
    return path


def _meetings_beside(directory: Path) -> list[str]:
    """Names of the meeting folders that stand where a folder was looked for."""
    try:
        return sorted(path.parent.name for path in directory.parent.glob(f"*/{SETTINGS_BOOK}"))
    except OSError:
        return []


def _sentence(faults: Iterable[Finding]) -> str:
    return "\n".join(str(fault) for fault in faults if fault.severity is Severity.ERROR)


def _template(directory: Path, name: str, findings: Findings) -> tuple[str, str]:
    """Source and shown path of a template: the office's own in 文面/, else the shipped one."""
    own = directory / WORDING_FOLDER / name
    if own.is_file():
        shown_as = f"{WORDING_FOLDER}/{name}"
        try:
            return own.read_text(encoding="utf-8-sig"), shown_as
        except UnicodeDecodeError:
            findings.error(
                "wording-encoding", Location(shown_as), "文字コードが UTF-8 ではありません。", "UTF-8 で保存し直してください。"
            )
    return resource_path("templates", name).read_text(encoding="utf-8"), f"templates/{name}"


def _report_strays(directory: Path, findings: Findings) -> None:
    """`book-elsewhere`: books that are called like ours but lie where, or are of a kind, that nobody reads."""
    wanted = {name.removesuffix(".xlsx"): name for name in (SETTINGS_BOOK, *BOOKS)}
    missing = {stem: name for stem, name in wanted.items() if not (directory / name).is_file()}
    for path in sorted(directory.rglob("*.xls*")):
        shown = path.relative_to(directory).as_posix()
        name = missing.get(_COPY.sub("", unicodedata.normalize("NFC", path.stem)))
        if name is None or path.name.startswith("~$") or shown.split("/")[0] in _PASSED_OVER:
            continue
        message = f"{name}がありませんが、「{shown}」があります。これは読みません。"
        kind = "Excel で「Excel ブック (*.xlsx)」として保存し、" if path.suffix.lower() != ".xlsx" else ""
        findings.warn(
            "book-elsewhere", Location(shown), message, f"{kind}会議のフォルダのすぐ下に「{name}」という名前で置いてください。"
        )


def _digests(directory: Path, tables: Iterable[str]) -> dict[str, str]:
    own = (f"{WORDING_FOLDER}/{name}" for name in TEMPLATES)
    further = (*(f"{TABLES_FOLDER}/{name}" for name in tables), *foreign_files(directory), *answer_files(directory))
    names = (SETTINGS_BOOK, *BOOKS, WORD_REFERENCE, *own, *further)
    paths = [*(directory / name for name in names), *earlier_value_files(directory)]
    return {
        path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()
    }
