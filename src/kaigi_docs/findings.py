"""Faults in people's files, as values with a place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

OPEN_MARK = "〔要確認〕"
"""Printed in a draft at each place that a person has to look at."""


class Severity(StrEnum):
    """How much a finding stops: an error ends the build, a warning and a note do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Location:
    """Where in the office's own files something stands.

    Attributes:
        file: path relative to the meeting folder, with `/`.
        sheet: name of the sheet, if the file is a book.
        cell: A1 address of the cell, if one is meant.
        page: page of a paged file, from 1.
        line: line of a text file, from 1.
        label: what the place is called in print, for instance 「資料3 事業名」.
    """

    file: str
    sheet: str | None = None
    cell: str | None = None
    page: int | None = None
    line: int | None = None
    label: str | None = None

    def __str__(self) -> str:
        """The place as staff read it: 会議設定.xlsx「委員」B4."""
        text = self.file
        if self.sheet is not None:
            text += f"「{self.sheet}」"
        if self.cell is not None:
            text += self.cell
        if self.page is not None:
            text += f" {self.page}ページ"
        if self.line is not None:
            text += f" {self.line}行目"
        if self.label is not None:
            text += f"（{self.label}）"
        return text


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault in what people sent.

    Attributes:
        code: stable kebab-case name, for instance `rating-unknown`; tests and scripts rely on it.
        severity: whether it stops the build.
        where: its place, or None when it concerns the folder as a whole.
        message: Japanese; what was found and what is accepted.
        hint: Japanese; what to do next, may be empty.
    """

    code: str
    severity: Severity
    where: Location | None
    message: str
    hint: str = ""

    def __str__(self) -> str:
        """The whole sentence: place, what was found, what to do."""
        place = f"{self.where}: " if self.where is not None else ""
        return f"{place}{self.message}{self.hint}"


class Findings:
    """A growing list of findings, each of them once; readers add to it, stages look whether it holds an error."""

    def __init__(self, findings: Iterable[Finding] = ()) -> None:
        """Starts with the given findings."""
        self._findings = dict.fromkeys(findings)  # a cell that two materials print is found by both

    def __iter__(self) -> Iterator[Finding]:
        """In the order in which they were found."""
        return iter(self._findings)

    def __len__(self) -> int:
        """The number of findings of every severity."""
        return len(self._findings)

    def __repr__(self) -> str:
        """The findings, for a failing test."""
        return f"Findings({list(self._findings)!r})"

    def error(self, code: str, where: Location | None, message: str, hint: str = "") -> None:
        """Adds a finding that ends the build."""
        self.extend([Finding(code, Severity.ERROR, where, message, hint)])

    def warn(self, code: str, where: Location | None, message: str, hint: str = "") -> None:
        """Adds a finding that does not stop anything."""
        self.extend([Finding(code, Severity.WARNING, where, message, hint)])

    def note(self, code: str, where: Location | None, message: str, hint: str = "") -> None:
        """Adds a finding that only informs."""
        self.extend([Finding(code, Severity.NOTE, where, message, hint)])

    def extend(self, findings: Iterable[Finding]) -> None:
        """Adds all findings of another stage."""
        self._findings.update(dict.fromkeys(findings))

    @property
    def has_errors(self) -> bool:
        """Whether one of them ends the build."""
        return any(finding.severity is Severity.ERROR for finding in self._findings)

    def codes(self) -> list[str]:
        """The codes in order of finding."""
        return [finding.code for finding in self._findings]
