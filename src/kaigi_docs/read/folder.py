"""The meeting folder as a whole: which files are there, what they say, and what is wrong with them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kaigi_docs.declarations.look import WORD_REFERENCE
from kaigi_docs.errors import InputUnreadable
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.read.books import read_book
from kaigi_docs.read.cells import did_you_mean, nearest
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.measures import holds_measures, read_measures
from kaigi_docs.read.preflight import LOST_HINT
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.settings import assemble, read_settings_parts
from kaigi_docs.read.theme import Look, read_look, read_theme
from kaigi_docs.resources import resource_path
from kaigi_docs.theme import Theme

SETTINGS_BOOK = "会議設定.xlsx"
MEASURE_BOOK = "施策一覧.xlsx"
WORDING_FOLDER = "文面"
TEMPLATES = ("cover_letter.md.j2",)


@dataclass(frozen=True, slots=True)
class MeetingInputs:
    """What a meeting folder says.

    Attributes:
        directory: the folder.
        meeting, measures: its books.
        theme: the look of its papers.
        templates: source and shown path by template name.
        sha256: of every file that was read, by path relative to the folder.
    """

    directory: Path
    meeting: Meeting
    measures: tuple[Measure, ...]
    theme: Theme
    templates: dict[str, tuple[str, str]]
    sha256: dict[str, str]


def read_folder(directory: Path, sandbox: Sandbox) -> tuple[MeetingInputs | None, Findings]:
    """The inputs of a meeting, or None when the settings book is too faulty to say what the meeting is.

    Raises:
        InputUnreadable: the folder or its settings book cannot be opened.
    """
    settings_path = _settings_path(directory)
    findings = Findings()
    settings_book, faults = read_book(sandbox, settings_path, SETTINGS_BOOK)
    if settings_book is None:
        raise InputUnreadable(f"{_sentence(_as_our_own(faults))}ほかの確認は、これを直してから行います。")
    findings.extend(faults)
    measure_path = directory / MEASURE_BOOK
    measure_book = None
    if measure_path.is_file():
        measure_book, faults = read_book(sandbox, measure_path, MEASURE_BOOK)
        findings.extend(_as_our_own(faults))
    unreadable = measure_book is None and measure_path.is_file()
    meeting, measures, look = _read_both(directory, settings_book, measure_book, unreadable, findings)
    theme, faults = read_theme(directory, look, sandbox)
    findings.extend(_as_our_own(faults))
    templates = {name: _template(directory, name, findings) for name in TEMPLATES}
    if findings.has_errors:
        message = "文面の差し込みと、印刷できない文字の確認は、エラーを直してから行います。"
        findings.note("check-postponed", None, message)
    if meeting is None:
        return None, findings
    return MeetingInputs(directory, meeting, measures, theme, templates, _digests(directory)), findings


def _read_both(
    directory: Path, settings_book: GridBook, measure_book: GridBook | None, unreadable: bool, findings: Findings
) -> tuple[Meeting | None, tuple[Measure, ...], Look]:
    """The meeting, None where it is not complete, and its measures and look, which are judged even then.

    Args:
        directory: the meeting folder.
        settings_book: 会議設定.xlsx.
        measure_book: 施策一覧.xlsx, None where it is missing or unreadable.
        unreadable: whether it is there but was refused; it may hold measures then.
        findings: takes what is wrong in both.
    """
    has_measures = unreadable or (measure_book is not None and holds_measures(measure_book))
    parts, faults = read_settings_parts(settings_book, has_measures=has_measures)
    meeting = assemble(parts, directory.resolve().name, faults) if parts is not None else None
    findings.extend(faults)
    look = parts.look if parts is not None else read_look(None)
    if parts is None or unreadable:
        return meeting, (), look
    measures, faults = read_measures(measure_book, parts, parts.policy_targets)
    findings.extend(faults)
    return meeting, measures, look


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


def _digests(directory: Path) -> dict[str, str]:
    names = (SETTINGS_BOOK, MEASURE_BOOK, WORD_REFERENCE, *(f"{WORDING_FOLDER}/{name}" for name in TEMPLATES))
    paths = [directory / name for name in names]
    return {
        path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()
    }
