"""The arithmetic of a vote: its result by the rule, and whether answers that wait could change it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from kaigi_docs.model.rounds import Threshold, VoteBase, VotingRule
from kaigi_docs.model.votes import Outcome
from kaigi_docs.responses.leanings import Leaning

_DECIDED_BY_HALF = (Threshold.MORE_THAN_HALF, Threshold.HALF)


@dataclass(frozen=True, slots=True)
class Chair:
    """A chair who only breaks ties.

    Attributes:
        leaning: of the vote; None for a blank one, or none at all.
        is_back: whether the form came back.
    """

    leaning: Leaning | None
    is_back: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A vote in which nothing waits, without a chair who only breaks ties.

    Attributes:
        for_, against: votes.
        returned: forms, whatever they say.
        blank: of these, the blank ones.
    """

    for_: int
    against: int
    returned: int
    blank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What is counted of a vote, and what waits.

    Attributes:
        rule: of the round.
        entitled: members who may vote, a chair who only breaks ties among them.
        chair: such a chair, or None.
        for_, against, neither, blank: forms of the others that are counted.
        asked: forms of which it waits what they say.
        absent: members whose form waits as a whole.
        unknown: forms of which it is not known whose they are: of members who did not answer, or instead of a counted one.
        chair_waits: whether the vote of that chair waits.
    """

    rule: VotingRule
    entitled: int
    chair: Chair | None = None
    for_: int = 0
    against: int = 0
    neither: int = 0
    blank: int = 0
    asked: int = 0
    absent: int = 0
    unknown: int = 0
    chair_waits: bool = False

    @property
    def counted(self) -> Count:
        """What is counted now; forms of which it waits what they say are there, but blank."""
        returned = self.for_ + self.against + self.neither + self.blank + self.asked
        return Count(for_=self.for_, against=self.against, returned=returned, blank=self.blank + self.asked)

    def base(self, count: Count) -> int:
        """Of how many the majority is counted."""
        if self.rule.base is VoteBase.VOTERS:
            return count.for_ + count.against
        return count.returned if self.rule.base is VoteBase.RETURNED else self.entitled - (self.chair is not None)

    def has_quorum(self, count: Count, chair: Chair | None) -> bool:
        """Whether enough members answered."""
        there = count.returned if self.rule.blank_returned else count.returned - count.blank
        if chair is not None:
            there += chair.is_back and (self.rule.blank_returned or chair.leaning is not None)
        return self.rule.quorum.reached(there, self.entitled)

    def carries(self, count: Count) -> bool:
        """Whether the votes for reach the majority."""
        return self.rule.majority.reached(count.for_, self.base(count))

    def is_tie(self, count: Count) -> bool:
        """可否同数: as many for as against, where half of the votes decides and has not carried."""
        return count.for_ == count.against > 0 and self.rule.majority in _DECIDED_BY_HALF and not self.carries(count)

    def result(self, count: Count, chair: Chair | None) -> Outcome:
        """The result of a count in which nothing waits."""
        if not self.has_quorum(count, chair):
            return Outcome.NO_QUORUM
        if self.carries(count):
            return Outcome.CARRIED
        if not self.is_tie(count):
            return Outcome.REJECTED
        leaning = chair.leaning if chair is not None else None
        return {Leaning.FOR: Outcome.CARRIED, Leaning.AGAINST: Outcome.REJECTED}.get(leaning or Leaning.NEITHER, Outcome.TIE)

    @property
    def outcome(self) -> Outcome:
        """The result, or OPEN where what waits could change it."""
        first: Outcome | None = None
        for count in self._possible():
            for chair in self._possible_chairs():
                found = self.result(count, chair)
                first = first or found
                if found is not first:
                    return Outcome.OPEN
        assert first is not None
        return first

    def _possible_chairs(self) -> Iterator[Chair | None]:
        yield self.chair
        if self.chair is not None and self.chair_waits:
            yield from (Chair(Leaning.FOR, True), Chair(Leaning.AGAINST, True), Chair(None, self.chair.is_back))

    def _possible(self) -> Iterator[Count]:
        """The counts to which what waits could lead."""
        missing = self.entitled - (self.chair is not None) - self.counted.returned - self.absent
        for swapped in range(self.unknown + 1):
            fresh = min(self.unknown - swapped, max(missing, 0))
            for lost_for in range(min(swapped, self.for_) + 1):
                for lost_against in range(min(swapped - lost_for, self.against) + 1):
                    yield from self._with(fresh, lost_for, lost_against, swapped - lost_for - lost_against)

    def _with(self, fresh: int, lost_for: int, lost_against: int, lost_others: int) -> Iterator[Count]:
        """The counts where some counted votes are replaced and some forms are new.

        For each number of votes for and against only the ends of the rest matter, all there or as few as can be: a quorum is
        never lost by more forms, and a share never grows by them.
        """
        others = min(lost_others, self.neither + self.blank)
        waiting = self.asked + lost_for + lost_against + others
        may_miss = self.absent + fresh
        back = self.counted.returned + may_miss
        for_, against = self.for_ - lost_for, self.against - lost_against
        most_blank = self.blank - max(0, others - self.neither)
        least_blank = self.blank - min(others, self.blank)
        total = waiting + may_miss
        for gained in range(total + 1):
            for opposed in range(total - gained + 1):
                rest = total - gained - opposed
                gone = min(rest, may_miss)
                votes = {"for_": for_ + gained, "against": against + opposed}
                yield Count(**votes, returned=back, blank=least_blank)
                yield Count(**votes, returned=back - gone, blank=most_blank + rest - gone)
