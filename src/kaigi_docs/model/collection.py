"""The answers of all departments together: where each value came from, what is open, who has still to answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.model.decisions import OpenQuestion, question_id
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.text import Text

ValueKey = tuple[str, int | None]
"""Key of a value of a measure: name of the column, and fiscal year in western count or None."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One thing that a department is asked about (確認依頼).

    Attributes:
        code: of the finding, kebab-case.
        severity: ERROR where the answer cannot be used as it is, WARNING where it is used but doubted.
        department_id: that is asked.
        measure_id: "" for the sheet as a whole.
        key: of the column of the 調査票; "" for the row as a whole.
        where: the cell in the department's file.
        found: Japanese, one sentence or two; what stands there and what is wrong with it.
        request: Japanese, one sentence; what is asked for, with what is accepted.
        proposal: the answer that was probably meant, or "".
        about: the whole text that it is about, of which `found` may only quote the beginning.
    """

    code: str
    severity: Severity
    department_id: str
    measure_id: str
    key: str
    where: Location
    found: str
    request: str
    proposal: str = ""
    about: str = ""

    @property
    def id(self) -> str:
        """The same in every run until the answer or the fault changes; also the id of its row in 要確認.xlsx."""
        return question_id("point", self.code, self.department_id, self.measure_id, self.key, self.found, self.about)

    def finding(self) -> Finding:
        """The point as a finding."""
        return Finding(self.code, self.severity, self.where, self.found, self.request)


class OriginKind(StrEnum):
    """Where a value comes from, in words."""

    BOOK = "施策一覧"
    SHEET = "調査票"
    UNCHANGED = "変更なし"  # the department chose it; the text is that of last time
    DECISION = "要確認"
    CORRECTION = "修正"


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a value comes from.

    Attributes:
        kind: the source that counted.
        where: its cell.
        department_id: whose answer it is; "" for the book.
        replaced: what a decision or a correction replaced, as it was typed.
    """

    kind: OriginKind
    where: Location | None
    department_id: str = ""
    replaced: str = ""


class SubmissionState(StrEnum):
    """How far a department is, in words."""

    MISSING = "未提出"
    UNTOUCHED = "未記入のまま返送"
    PARTIAL = "一部未記入"
    OPEN = "確認中"
    COMPLETE = "完了"


OWING = frozenset({SubmissionState.MISSING, SubmissionState.UNTOUCHED})
"""The states of departments that have answered nothing yet, and get a 再依頼."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """How far one department is.

    Attributes:
        department_id: of the 課.
        measure_ids: that it was asked about, in the order of the book.
        asked: number of answers that it owes, rows times asked columns.
        unfilled: those that it has not given, as (measure id, key of the column of the 調査票): all while none of its sheets
            counts, else `blank`.
        blank: where nothing stands, also not what another department of the measure wrote; as `unfilled`.
        received: latest day of receipt; None where no sheet came or nobody knows when.
        files: shown paths of its sheets, those that counted first.
        held: shown paths of sheets that came but are not used before the secretariat confirmed how they were read.
        waiting: cells that were filled in but wait for an answer or a decision, as (measure id, key of the column).
        sheet_ids: of the sheets that its answers come from.
        points: still open, in the order of the sheet.
        answerer: who filled it in, by key of the field; of the sheet that counts.
        entered: what it typed, used or not, by (measure id, key of the column).
        remarks: what it wrote beside its measures, as (measure id, text).
    """

    department_id: str
    measure_ids: tuple[str, ...]
    asked: int
    unfilled: tuple[tuple[str, str], ...] = ()
    blank: tuple[tuple[str, str], ...] = ()
    received: date | None = None
    files: tuple[str, ...] = ()
    held: tuple[str, ...] = ()
    waiting: tuple[tuple[str, str], ...] = ()
    sheet_ids: tuple[str, ...] = ()
    points: tuple[Point, ...] = ()
    answerer: tuple[tuple[str, Text], ...] = ()
    entered: Mapping[tuple[str, str], Text] = field(default_factory=dict)
    remarks: tuple[tuple[str, Text], ...] = ()

    @property
    def answered(self) -> int:
        """Number of answers that are there: with `unfilled` it makes `asked`."""
        return self.asked - len(self.unfilled)

    @property
    def only_held(self) -> bool:
        """Whether files came of which none can be used yet: unreadable ones, or sheets that wait to be confirmed."""
        return bool(self.held) and not self.files

    @property
    def state(self) -> SubmissionState:
        """How far it is; a sheet that came is never 未提出, however empty."""
        if not self.files and not self.held:
            return SubmissionState.MISSING
        if self.points or self.held or self.waiting:
            return SubmissionState.OPEN
        if not self.entered and self.blank:
            return SubmissionState.UNTOUCHED
        return SubmissionState.PARTIAL if self.blank else SubmissionState.COMPLETE


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What all departments said, and what is still open.

    Attributes:
        measures: 施策一覧 overlaid by what came back and by what was decided, in the order of the book.
        origins: by (measure id, key of the value): only filled values.
        submissions: of every department that was asked, in the order of the 担当課 sheet.
        questions: for the secretariat, also those that are answered (their rows stay), in order.
        findings: what is no point and no question: files and cells that were not used.
        before: measures as 施策一覧 alone has them.
        waiting: what was typed but is not used before somebody answers or decides, by (measure id, key of the value).
    """

    measures: tuple[Measure, ...]
    origins: dict[tuple[str, ValueKey], Origin]
    submissions: tuple[Submission, ...]
    questions: tuple[OpenQuestion, ...] = ()
    findings: tuple[Finding, ...] = ()
    before: tuple[Measure, ...] = ()
    waiting: dict[tuple[str, ValueKey], Text] = field(default_factory=dict)

    @property
    def points(self) -> tuple[Point, ...]:
        """All that departments have to be asked."""
        return tuple(point for submission in self.submissions for point in submission.points)
