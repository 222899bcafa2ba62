"""What a vote on a 議案 came to."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kaigi_docs.model.rounds import VotingRule


class Outcome(StrEnum):
    """The result, in words."""

    CARRIED = "可決"
    REJECTED = "否決"
    TIE = "可否同数"  # and nobody breaks it
    NO_QUORUM = "不成立（定足数に足りません）"
    OPEN = "未確定"  # answers wait for a decision that could change it


@dataclass(frozen=True, slots=True, kw_only=True)
class VoteCount:
    """A vote.

    Attributes:
        question_id, item_id: what was voted on.
        rule: by which it was counted.
        entitled: ids of the members who may vote on it: those with a vote, without the recused; the chair as the rule says.
        recused: ids of the members who take no part, listed by name.
        returned: how many of the entitled answered.
        quorum_needed: Japanese, 「10人中5人以上」.
        quorum_met: whether enough answered.
        votes: ids of members by choice word, in the order of the form; a blank that counts as consent stands under the first.
        consented: ids of those among them that left the vote blank.
        blank: ids of members whose form came back without a vote.
        open: ids of members whose vote waits for a decision.
        for_count, against_count: 賛成 with 条件付き賛成 as the form has them, and 反対.
        base: of how many the majority was counted.
        outcome: see Outcome.
        broken_by: id of the chair who broke a tie, or "".
    """

    question_id: str
    item_id: str
    rule: VotingRule
    entitled: tuple[str, ...]
    recused: tuple[str, ...]
    returned: int
    quorum_needed: str
    quorum_met: bool
    votes: tuple[tuple[str, tuple[str, ...]], ...]
    consented: tuple[str, ...]
    blank: tuple[str, ...]
    open: tuple[str, ...]
    for_count: int
    against_count: int
    base: int
    outcome: Outcome
    broken_by: str = ""
