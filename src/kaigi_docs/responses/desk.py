"""What is gathered while answers are put together: questions to the secretariat, and what was found."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.quoting import excerpt
from kaigi_docs.model.decisions import Decisions, OpenQuestion, QuestionKind
from kaigi_docs.model.meeting import Meeting, Member
from kaigi_docs.responses.roster import Roster

USE, REFUSE = "使う", "使わない"

_DECIDE = "「判断」フォルダの要確認.xlsx で答えを選んでください。"


@dataclass(slots=True)
class Desk:
    """Where questions and findings come together.

    Attributes:
        meeting: what was asked.
        decisions: of the secretariat.
        roster: the members.
        questions: answered ones too, in order.
        findings: in order.
    """

    meeting: Meeting
    decisions: Decisions
    roster: Roster
    questions: list[OpenQuestion] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)

    def aside(self) -> Desk:
        """A desk with the same decisions whose questions and findings go nowhere: for forms that do not count."""
        return Desk(self.meeting, self.decisions, self.roster)

    def ask(self, question: OpenQuestion) -> str:
        """The choice that was made, or "" while the question is open; an answer that is none of the choices leaves it open."""
        self.questions.append(question)
        answer = self.decisions.answer(question.id)
        return answer if answer in question.choices else ""

    def settle(self, question: OpenQuestion, code: str, hint: str = _DECIDE) -> str:
        """The choice that was made, or ""; an error with this code while it is open, a note of the decision once it is made."""
        decided = self.ask(question)
        if decided:
            self.findings.note(code, question.where, f"{question.found}要確認.xlsx の答えは「{decided}」です。")
        else:
            self.findings.error(code, question.where, f"{question.found}決まるまで数えません。", hint)
        return decided

    def member(self, member_id: str) -> Member | None:
        """The member of an id."""
        return self.roster.by_id.get(member_id)

    def named(self, member_id: str) -> str:
        """「C01 氏名」, or "" for nobody."""
        member = self.member(member_id)
        return member_choice(member) if member is not None else ""

    def member_choices(self) -> dict[str, str]:
        """Ids of all members by what stands for them among the choices."""
        return {member_choice(member): member.id for member in self.meeting.members}


def member_choice(member: Member) -> str:
    """「C01 氏名」."""
    return f"{member.id} {member.name}"


def quoted(text: str) -> str:
    """An answer for a message, in one line, its end left out where it is long."""
    return f"「{excerpt(text)}」"


def open_question(
    question_id: str,
    kind: QuestionKind,
    where: Location,
    subject: str,
    found: str,
    choices: Sequence[str],
    proposal: str = "",
    picture: bytes | None = None,
) -> OpenQuestion:
    """A question with choices, each of them once."""
    return OpenQuestion(
        id=question_id,
        kind=kind,
        where=where,
        subject=subject,
        found=found,
        choices=tuple(dict.fromkeys(choices)),
        proposal=proposal,
        picture=picture,
    )
