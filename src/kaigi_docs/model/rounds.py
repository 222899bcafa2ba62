"""Rounds of asking members (同意, 質問, 表決), and the rules by which votes are counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from kaigi_docs.findings import Location
from kaigi_docs.model.text import Text


class Threshold(StrEnum):
    """How much of a base is needed, in words."""

    MORE_THAN_HALF = "過半数"
    HALF = "半数以上"
    TWO_THIRDS = "3分の2以上"
    ALL = "全員"
    NONE = "なし"  # whatever number

    def reached(self, count: int, base: int) -> bool:
        """Whether a count is enough; of an empty base nothing is."""
        if self is Threshold.NONE:
            return True
        if base <= 0:
            return False
        share = Fraction(count, base)
        if self is Threshold.MORE_THAN_HALF:
            return share > Fraction(1, 2)
        return share >= {Threshold.HALF: Fraction(1, 2), Threshold.TWO_THIRDS: Fraction(2, 3), Threshold.ALL: Fraction(1)}[self]


class VoteBase(StrEnum):
    """Of whom a majority is counted, in words."""

    VOTERS = "賛否を示した委員"  # for and against
    RETURNED = "回答した委員"  # abstentions and blanks count, too
    ALL = "議決権のある委員"


class ChairVote(StrEnum):
    """What the chair (会長) does, in words."""

    VOTES = "加わる"
    BREAKS_TIES = "可否同数のときだけ"
    NEVER = "加わらない"


@dataclass(frozen=True, slots=True, kw_only=True)
class VotingRule:
    """How votes are counted; every part is a default that the settings book can change.

    Attributes:
        quorum: 定足数, of the members who may vote, without those who are recused.
        majority: what carries a 議案.
        base: of whom.
        chair: what the chair does.
        blank_returned: whether a returned form counts for the quorum although its vote is blank.
    """

    quorum: Threshold = Threshold.HALF
    majority: Threshold = Threshold.MORE_THAN_HALF
    base: VoteBase = VoteBase.VOTERS
    chair: ChairVote = ChairVote.VOTES
    blank_returned: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """One time of asking members.

    Attributes:
        id: 「質問」「表決」…; "" where the meeting has one round only.
        form_ids: 資料 that are its forms, in order.
        deadline: until when they come back.
        deadline_where: the cell of that day.
        rule: of its votes.
        sent_on: 発送日 of this round, or None.
        where: the row.
    """

    id: str = ""
    form_ids: tuple[str, ...] = ()
    deadline: date
    deadline_where: Location | None = None
    rule: VotingRule = VotingRule()
    sent_on: date | None = None
    where: Location | None = None

    @property
    def title(self) -> str:
        """As it is written in titles and names of files."""
        return self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Recusal:
    """除斥: a member takes no part in the vote on a 議案.

    Attributes:
        member_id: who.
        item_id: on which item of the agenda.
        reason: as typed.
        where: the row.
    """

    member_id: str
    item_id: str
    reason: Text = Text("")
    where: Location | None = None
