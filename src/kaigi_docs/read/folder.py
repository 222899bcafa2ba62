"""The meeting folder as a whole: which files are there, what they say, and what is wrong with them."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

from kaigi_docs.errors import InputUnreadable
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.read.books import read_book
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.settings import read_settings
from kaigi_docs.resources import resource_path

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
        templates: source and shown path by template name.
        sha256: of every file that was read, by path relative to the folder.
    """

    directory: Path
    meeting: Meeting
    measures: tuple[Measure, ...]
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
        raise InputUnreadable(_sentence(list(faults)))
    findings.extend(faults)
    measure_path = directory / MEASURE_BOOK
    has_measures = measure_path.is_file()
    measure_book = None
    if has_measures:
        measure_book, faults = read_book(sandbox, measure_path, MEASURE_BOOK)
        findings.extend(faults)
    meeting, faults = read_settings(settings_book, directory.resolve().name, has_measures=has_measures)
    findings.extend(faults)
    if meeting is None:
        return None, findings
    measures: tuple[Measure, ...] = ()
    if measure_book is not None or not has_measures:
        measures, faults = read_measures(measure_book, meeting)
        findings.extend(faults)
    templates = {name: _template(directory, name, findings) for name in TEMPLATES}
    return MeetingInputs(directory, meeting, measures, templates, _digests(directory)), findings


def _settings_path(directory: Path) -> Path:
    if not directory.is_dir():
        raise InputUnreadable(f"会議のフォルダ「{directory}」が見つかりません。フォルダの場所を確かめてください。")
    path = directory / SETTINGS_BOOK
    if not path.is_file():
        raise InputUnreadable(
            f"「{directory}」に {SETTINGS_BOOK} がありません。会議のフォルダを指定するか、"
            f"「kaigi new フォルダ名」で新しく作ってください。"
        )
    return path


def _sentence(faults: list[Finding]) -> str:
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
    paths = [directory / SETTINGS_BOOK, directory / MEASURE_BOOK, *(directory / WORDING_FOLDER / name for name in TEMPLATES)]
    return {
        path.relative_to(directory).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in paths if path.is_file()
    }
