"""What goes into the record of a round: answers, votes, and what the office says to the opinions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from kaigi_docs.model.form_map import FormQuestion
from kaigi_docs.model.responses import Answer, AnswerState, Collation, Opinion, View
from kaigi_docs.model.votes import VoteCount


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A round, as its papers show it.

    Attributes:
        collation: all answers.
        votes: what they came to.
        questions: of the forms of the round, in order.
        views: of the office, by id of the opinion.
    """

    collation: Collation
    votes: tuple[VoteCount, ...] = ()
    questions: tuple[FormQuestion, ...] = ()
    views: Mapping[str, View] = field(default_factory=dict)

    def view(self, opinion: Opinion) -> View:
        """What the office says to an opinion; an empty one while it says nothing."""
        return self.views.get(opinion.id, View(opinion_id=opinion.id))

    def answers(self, question_id: str, subject_id: str = "") -> tuple[Answer, ...]:
        """The answers that count to one question about one subject, in the order of the members."""
        return tuple(
            answer
            for response in self.collation.counting
            for answer in response.answers
            if (answer.question_id, answer.subject_id) == (question_id, subject_id)
        )

    def opinions(self, question_id: str) -> tuple[Opinion, ...]:
        """The opinions on one question, in the order of their numbers."""
        return tuple(each for each in self.collation.opinions if each.question_id == question_id)

    def states(self, question_id: str, subject_id: str = "") -> dict[AnswerState, int]:
        """How many answers are in each state."""
        answers = self.answers(question_id, subject_id)
        return {state: sum(answer.state is state for answer in answers) for state in AnswerState}

    @property
    def answered(self) -> int:
        """How many members answered, whichever of the forms."""
        return len({response.member_id for response in self.collation.counting})

    def uncounted(self, question_id: str) -> int:
        """Of how many members an answer to a question came that does not count, or not yet, and none that does."""
        return len(self.collation.members_beside(question_id))

    def missing(self, question_id: str, subject_id: str = "") -> int:
        """Of how many members no answer to a question came."""
        return len(self.collation.members) - len(self.answers(question_id, subject_id)) - self.uncounted(question_id)
