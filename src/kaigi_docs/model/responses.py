"""Answers of members: whose they are, which of them count, and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kaigi_docs.findings import Finding, Location
from kaigi_docs.model.decisions import OpenQuestion, question_id
from kaigi_docs.model.returned_forms import Arrival, UnreadAnswer, Way
from kaigi_docs.model.rounds import Round
from kaigi_docs.model.text import Text


class AnswerState(StrEnum):
    """What became of a question on a returned form, in words; a form that did not come back has none of them."""

    ANSWERED = "回答あり"
    NO_COMMENT = "特になし"
    BLANK = "空欄"
    OPEN = "確認中"


@dataclass(frozen=True, slots=True, kw_only=True)
class CommentRow:
    """A row of a comment table: 資料番号, ページ, 該当箇所, 意見・質問, and the number of the row from 1."""

    number: int
    material_no: Text
    page: Text
    passage: Text
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a member answered to one question about one subject.

    Attributes:
        question_id, subject_id: what it is about; subject "" where the question is asked once.
        state: see AnswerState.
        choices: words of the choices that are marked, in the order of the form.
        text: what was written, untouched.
        rows: of a comment table.
        consents: whether a blank counts as consent by the rule of the question.
        where: the answer space.
        response_id: of the earlier form of the member that it stands on, where the one that counts leaves it blank; "" else.
    """

    question_id: str
    subject_id: str
    state: AnswerState
    choices: tuple[str, ...] = ()
    text: Text = Text("")
    rows: tuple[CommentRow, ...] = ()
    consents: bool = False
    where: Location | None = None
    response_id: str = ""

    @property
    def counted(self) -> tuple[str, ...]:
        """The choices that are counted: those that are marked, and none while it is open what the answer means."""
        return () if self.state is AnswerState.OPEN else self.choices


class Standing(StrEnum):
    """Whether a returned form counts, in words."""

    COUNTS = "有効"
    LATE = "期限後"  # counts only if the secretariat decides so
    SUPERSEDED = "後から届いた回答あり"
    WITHDRAWN = "取り下げ"
    OTHER_MEETING = "別の会議"
    OTHER_ROUND = "別の回"
    UNKNOWN = "委員不明"
    WAITING = "確認待ち"
    REFUSED = "使わない"  # as the secretariat decided


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    """One returned form and whose it is.

    Attributes:
        id: of the returned form.
        member_id: "" while nobody knows.
        standing: whether it counts.
        where: the file.
        way: how it was read.
        version: of the form.
        arrival: how it came.
        signed_by: name on the form as typed.
        by_proxy: whether somebody else answered for the member.
        answers: to every question of the round's present form, in order; also blank ones.
        beside: texts outside of the answer spaces.
        likely: ids of the members one of whom it probably is, while that waits for a decision.
    """

    id: str
    member_id: str
    standing: Standing
    where: Location
    way: Way
    version: str
    arrival: Arrival
    signed_by: str
    by_proxy: bool = False
    answers: tuple[Answer, ...] = ()
    beside: tuple[Text, ...] = ()
    likely: tuple[str, ...] = ()


class ReturnState(StrEnum):
    """How far a member is, in words."""

    RETURNED = "回収"
    WAITING = "確認待ち"
    LATE = "期限後（数えていません）"
    WITHDRAWN = "取り下げ"
    MISSING = "未回収"


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberReturn:
    """How far one member is.

    Attributes:
        member_id: of the seat; a member who was replaced keeps one.
        state: see ReturnState.
        received: of the response that counts, or of the latest one.
        response_ids: of all that came from this member, the one that counts first.
    """

    member_id: str
    state: ReturnState
    received: datetime | None = None
    response_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """A text of a member that goes into the record.

    Attributes:
        member_id, question_id, subject_id: whose and about what.
        row: number of the row of a comment table, 0 else.
        text: untouched, with its place.
        cited: for a row of a comment table: 「資料３　5ページ　該当箇所」, else "".
        number: 「意見１」: place in the order of the questions and members, from 1.
        alike: numbers of opinions on the same question that say nearly the same.
    """

    member_id: str
    question_id: str
    subject_id: str
    row: int
    text: Text
    cited: str
    number: int
    alike: tuple[int, ...] = ()

    @property
    def id(self) -> str:
        """The same as long as member, question and words are: key of its row in 事務局の考え方.xlsx."""
        return opinion_id(self.member_id, self.question_id, self.subject_id, self.row, self.text.value)


def opinion_id(member_id: str, about_id: str, subject_id: str, row: int, text: str) -> str:
    """The id of an opinion; for its parts see `Opinion`."""
    return question_id("opinion", member_id, about_id, subject_id, str(row), text)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A row of 判断/事務局の考え方.xlsx.

    Attributes:
        opinion_id: of the opinion.
        gist: 要旨（公表用）.
        department_id: 担当課, as its id; "" where none is named.
        view: 事務局の考え方.
        action: 対応方針.
        publish: whether the opinion may stand in the public edition.
        where: the row.
    """

    opinion_id: str
    gist: Text = Text("")
    department_id: str = ""
    view: Text = Text("")
    action: Text = Text("")
    publish: bool = True
    where: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Collation:
    """All answers of a round, and what is still open.

    Attributes:
        round: what was asked.
        responses: of everything that was read, those that count first, in the order of the members.
        members: one for each seat, in the order of the 委員 sheet.
        unread: what a person has to read, with its decision still open or "手入力した" not yet said.
        opinions: of the responses that count, numbered.
        pending: ids of opinions of which it is open whether they count.
        questions: for the secretariat, also those that are answered.
        findings: everything that was found.
    """

    round: Round
    responses: tuple[Response, ...]
    members: tuple[MemberReturn, ...]
    unread: tuple[UnreadAnswer, ...] = ()
    opinions: tuple[Opinion, ...] = ()
    pending: frozenset[str] = frozenset()
    questions: tuple[OpenQuestion, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def counting(self) -> tuple[Response, ...]:
        """The responses that count: of each member at most one of each form of the round."""
        return tuple(each for each in self.responses if each.standing is Standing.COUNTS)

    def members_beside(self, question_id: str) -> frozenset[str]:
        """The members of whom an answer to a question came that does not count, or not yet, and none that does.

        Those of whom a paper waits to be read, or a form of which is not known that it is theirs, are among them: it may hold any
        answer.
        """
        counting: set[str] = set()
        held = {each.member_id for each in self.responses if each.standing is Standing.WAITING}
        beside = {each.member_id for each in self.members if each.state is ReturnState.WAITING} - held
        for response in self.responses:
            if any(answer.question_id == question_id for answer in response.answers):
                (counting if response.standing is Standing.COUNTS else beside).add(response.member_id)
        return frozenset(beside - counting - {""})
