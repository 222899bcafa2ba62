"""What was found in files and could not be used -> rows for the secretariat, notes once somebody has looked, and what the
department is asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.model.collection import Collected, Point
from kaigi_docs.model.decisions import Decisions, OpenQuestion, QuestionKind, question_id
from kaigi_docs.model.returned import WITHIN, containers

SEEN = "確認した（使わない）"
"""The answer by which a file that cannot be read, or a note beside the table, needs nothing more."""
USED = "確認した（このまま使う）"
"""The same for what was read although something about it is strange."""
ASK = "課に尋ねる"

_NOTHING_TO_LOOK_AT = frozenset({"file-lock", "mail-date"})
_READ_ALL_THE_SAME = frozenset({"row-hidden", "sheet-hidden", "file-names-other", "text-coloured"})
_NOT_THE_DEPARTMENTS = frozenset({"mail-limit", "archive-limit", "file-nested", "file-link"})
"""Faults that the secretariat mends itself."""
_WHOLE_SHEETS = frozenset({"sheet-other-meeting", "cell-far"})
"""Faults at a cell by which nothing of the sheet is read."""
_KINDS = {Severity.ERROR: QuestionKind.UNREADABLE, Severity.WARNING: QuestionKind.BESIDE}
_SEND_AGAIN = "記入した調査票を、Excel のファイルのまま、パスワードを付けずに送ってください。"
_REQUESTS = {
    "sheet-other-meeting": "今回の調査票に記入して送ってください。",
    "mail-body": "本文に書かれたことが回答でしたら、調査票に書いて送ってください。",
}
_WHICH_MEASURE = "どの事業の回答か（新しい事業であれば、そのことを）知らせてください。"
_WHERE_IT_BELONGS = "回答でしたら、調査票の欄に書いてください。事務局への連絡でしたら、そのことを知らせてください。"


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What is known around the findings.

    Attributes:
        names: of the departments that can be asked, by id.
        department_of: the department whose file or sheet stands at a place, "" where nothing tells.
        digests: sha256 of files by their shown names.
        returned: departments of which a sheet counts.
        superseded: files and titles of sheets from which a later one of the department was made.
    """

    names: Mapping[str, str]
    department_of: Callable[[Location], str] = lambda where: ""
    digests: Mapping[str, str] = field(default_factory=dict)
    returned: frozenset[str] = frozenset()
    superseded: frozenset[tuple[str, str | None]] = frozenset()


@dataclass(slots=True)
class Acknowledged:
    """What became of the findings.

    Attributes:
        findings: as notes where somebody looked at them.
        questions: a row for each that needs eyes, by id; answered ones too.
        points: what departments are asked because of them.
        held: by department, files that came but cannot be read, while nobody said that this is all right.
    """

    findings: list[Finding] = field(default_factory=list)
    questions: dict[str, OpenQuestion] = field(default_factory=dict)
    points: list[Point] = field(default_factory=list)
    held: dict[str, list[str]] = field(default_factory=dict)

    def added_to(self, collected: Collected) -> Collected:
        """What was collected, with these questions and points; days of receipt, which are many, stay behind all questions."""
        submissions = []
        for each in collected.submissions:
            own = tuple(point for point in self.points if point.department_id == each.department_id)
            held = dict.fromkeys((*each.held, *self.held.get(each.department_id, ())))
            submissions.append(replace(each, points=(*own, *each.points), held=tuple(held)))
        questions = sorted(
            (*self.questions.values(), *collected.questions), key=lambda question: question.kind is QuestionKind.RECEIPT
        )
        return replace(collected, submissions=tuple(submissions), questions=tuple(questions))


def acknowledge(findings: Iterable[Finding], decisions: Decisions, around: Surroundings) -> Acknowledged:
    """The findings, as notes where somebody said that they were seen or are to be asked about, and a question for each.

    A file that cannot be read is known by its content, everything else by the name of its file and by what was found: it may
    be moved, and another content asks anew. Of such a file the department that it comes from is asked of itself, unless one of
    its sheets counts; then there is only the question. What comes with a mail without any book is settled with the mail, but for
    the words of the mail itself.

    Args:
        findings: on files, sheets and cells that came back.
        decisions: of the secretariat.
        around: what is known beside them.
    """
    told = list(findings)
    empty = {each.where.file: each for each in told if each.code == "mail-empty" and each.where is not None}
    result = Acknowledged()
    for finding in told:
        kind = _KINDS.get(finding.severity)
        if kind is None or finding.where is None or finding.code in _NOTHING_TO_LOOK_AT:
            result.findings.append(finding)
            continue
        about = _about(finding, finding.where.file, empty)
        matter = _Matter(about, finding.where if about is finding else about.where or finding.where, decisions, around)
        result.questions[matter.question.id] = matter.question
        result.findings.append(matter.told(finding))
        if about is finding:
            matter.enter(result)
    return result


def _about(finding: Finding, file: str, empty: Mapping[str, Finding]) -> Finding:
    """The finding on the mail without any book that a file is or came with, else the one on the file itself.

    What such a mail says itself may be an answer, and is looked at by itself.
    """
    if finding.code == "mail-body":
        return finding
    return next((empty[each] for each in (file, *containers(file)) if each in empty), finding)


@dataclass(frozen=True, slots=True)
class _Matter:
    """One finding, what is asked about it, and what was answered."""

    finding: Finding
    where: Location
    decisions: Decisions
    around: Surroundings

    @property
    def department_id(self) -> str:
        """Of the department that can be asked, or ""."""
        found = self.around.department_of(self.where)
        return found if found in self.around.names else ""

    @property
    def is_unread(self) -> bool:
        """Whether nothing of a file or a sheet could be read."""
        finding = self.finding
        is_whole = self.where.sheet is None or finding.code in _WHOLE_SHEETS
        return finding.severity is Severity.ERROR and is_whole and finding.code not in _NOT_THE_DEPARTMENTS

    @property
    def has_better(self) -> bool:
        """Whether a sheet of the same department counts."""
        return self.is_unread and self.department_id in self.around.returned

    @property
    def question(self) -> OpenQuestion:
        """The row; where a sheet of the department came meanwhile it is asked anew, unless somebody has looked already."""
        first, beside = self._question("seen", proposal=""), self._question("seen beside", proposal=SEEN)
        is_settled = self.decisions.chosen(first) == SEEN and not self.decisions.chosen(beside)
        return first if is_settled or not self.has_better else beside

    def _question(self, word: str, proposal: str) -> OpenQuestion:
        finding, where, department_id = self.finding, self.where, self.department_id
        digest = self.around.digests.get(where.file, "") if self.is_unread else ""
        place = (where.sheet or "", where.cell or "")
        parts = (digest, *place) if digest else (where.file.rpartition("/")[2], *place, finding.message)
        beside = f"{self.around.names[department_id]}からは、読める調査票が届いています。" if self.has_better else ""
        whom = "課に尋ねるときは、課を選んでください。" if self.around.names and not department_id else ""
        return OpenQuestion(
            id=question_id(word, finding.code, *parts),
            kind=_KINDS[finding.severity],
            where=where,
            subject=self.around.names.get(department_id, ""),
            found=f"{finding.message}{finding.hint}{beside}{whom}",
            choices=(USED if finding.code in _READ_ALL_THE_SAME else SEEN, *self._whom_to_ask()),
            proposal=proposal,
        )

    def _whom_to_ask(self) -> dict[str, str]:
        """The department to ask by the answer that says so."""
        if self.department_id:
            return {ASK: self.department_id}
        return {f"{each} {name}に尋ねる": each for each, name in self.around.names.items()}

    @property
    def asked_id(self) -> str:
        """The department that is to be asked by decision, or ""."""
        return self._whom_to_ask().get(self.decisions.chosen(self.question), "")

    def told(self, finding: Finding) -> Finding:
        """A finding that belongs to the matter, a note where something was decided."""
        if not self.decisions.chosen(self.question):
            return finding
        asked = self.asked_id
        hint = f"{self.around.names[asked]}に尋ねています。" if asked else "確認済みです。"
        return replace(finding, severity=Severity.NOTE, hint=hint)

    def enter(self, result: Acknowledged) -> None:
        """Adds what a department is asked: by decision until another sheet comes, of itself where nothing of it could be read."""
        asked = self.asked_id
        is_undecided = not self.decisions.chosen(self.question)
        if asked and (self.where.file, self.where.sheet) not in self.around.superseded:
            result.points.append(self._point(asked, Severity.WARNING))
        elif is_undecided and self.is_unread and self.department_id and not self.has_better:
            result.points.append(self._point(self.department_id, Severity.ERROR))
        else:
            return
        if self.is_unread and not self.has_better:
            result.held.setdefault(asked or self.department_id, []).append(self.where.file)

    def _point(self, department_id: str, severity: Severity) -> Point:
        code, request = self.finding.code, _WHICH_MEASURE
        if self.is_unread:
            request = _SEND_AGAIN
        elif self.finding.severity is Severity.WARNING:
            request = _WHERE_IT_BELONGS
        return Point(
            code=code,
            severity=severity,
            department_id=department_id,
            measure_id="",
            key="",
            where=self.where,
            found=self._found(),
            request=_REQUESTS.get(code, request),
        )

    def _found(self) -> str:
        """What the department is told: of a file that could not be read its name, too."""
        name = self.where.file.rpartition("/")[2].rpartition(WITHIN)[2]
        if not self.is_unread:
            return self.finding.message
        if self.finding.code == "mail-empty":
            return f"送っていただいた{self.finding.message}"
        if self.finding.code == "sheet-other-meeting":
            return f"送っていただいた「{name}」は、{self.finding.message}"
        return f"送っていただいた「{name}」を、調査票として開けませんでした。{self.finding.message}"
