"""What only a person can decide, most of it of what came back, and what people decided (判断/要確認.xlsx, 判断/修正.xlsx)."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kaigi_docs.findings import Location
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.text import Text

_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_ID_LENGTH = 8

YES, NO = "はい", "いいえ"
AS_IT_IS = "このままでよい"
"""The answer to a point that the department need not be asked about; a department writes it, too."""

_NAMED_BY_ID = re.compile(r"[A-Z]+[0-9]+(?= )")

_AS_IT_IS = frozenset(
    f"このまま{rest}{end}" for rest in ("でよい", "で良い", "でいい", "で結構", "でけっこう") for end in ("", "です")
)


class QuestionKind(StrEnum):
    """What is asked, in the word of the column 種類."""

    RECEIPT = "受付日"  # when a file without a mail arrived: a date
    DEPARTMENT = "課"  # whose sheet it is
    NAMES = "照合"  # whether rows without ids were matched rightly
    COPY = "重複"  # which of several sheets of one department counts
    SHARED = "共管"  # whose answer counts where two departments answered one measure differently
    STRUCK = "取り消し線"  # whether what is struck through is left out
    POINT = "記載内容"  # whether an answer may stay as it is
    UNREADABLE = "読めないもの"  # a file or a row that cannot be used: that somebody looked at it
    BESIDE = "表の外の記入"  # what stands where no answer belongs: that somebody looked at it

    # of what members sent back
    MEMBER = "委員"  # whose form it is
    FORM = "様式"  # whether a form counts whose id is wrong, missing or of another version
    FORM_RECEIPT = "回答の受付日"  # when a form without a mail arrived: a date
    FORM_COPY = "回答の重複"  # which of several forms of one member counts
    LATE = "期限後の回答"  # whether it counts
    PROXY = "代理の回答"  # whether somebody else's answer counts for the member
    MARK = "印"  # which box is ticked
    WORDS = "回答の内容"  # what a doubtful or contradictory answer means
    FORM_BESIDE = "欄の外の記入"  # what a member wrote where no answer belongs: that somebody looked at it
    UNREAD = "読み取れない回答"  # paper, pictures, bodies of mails: whether they were typed in

    # of the statistics
    MERGING = "年代の合算"  # whether neighbouring ages are added together


OF_MEMBERS = frozenset(
    {
        *(QuestionKind.MEMBER, QuestionKind.FORM, QuestionKind.FORM_RECEIPT, QuestionKind.FORM_COPY, QuestionKind.LATE),
        *(QuestionKind.PROXY, QuestionKind.MARK, QuestionKind.WORDS, QuestionKind.FORM_BESIDE, QuestionKind.UNREAD),
    }
)
"""The kinds about what members sent back."""

OF_STATISTICS = frozenset({QuestionKind.MERGING})
"""The kinds about the statistics, which `build` asks."""

OF_DEPARTMENTS = frozenset(QuestionKind) - OF_MEMBERS - OF_STATISTICS
"""The kinds about what departments did."""

ASKS_DAY = frozenset({QuestionKind.RECEIPT, QuestionKind.FORM_RECEIPT})
"""The kinds that are answered with a date."""


def says_as_it_is(text: str) -> bool:
    """Whether a department answers that what it wrote may stay as it is."""
    return fold_name(text).rstrip("。.!") in _AS_IT_IS


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A row of 要確認.xlsx.

    Attributes:
        id: the same as long as what is asked about is the same; see `question_id`.
        kind: what is asked.
        where: the file, sheet and cell that it is about.
        subject: 課, and 事業 where it is about one.
        found: Japanese; what was found and what is asked, complete in itself.
        choices: the answers that are accepted; empty where a date is asked for.
        proposal: one of the choices that is most likely, or "". It is shown, never taken.
        picture: PNG of what it is about, or None.
    """

    id: str
    kind: QuestionKind
    where: Location
    subject: str
    found: str
    choices: tuple[str, ...] = ()
    proposal: str = ""
    picture: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """An answered row of 要確認.xlsx.

    Attributes:
        question_id: of the row.
        answer: as typed; never blank.
        day: the answer where it is a date.
    """

    question_id: str
    answer: Text
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """A row of 修正.xlsx: the secretariat's change of an answer.

    Attributes:
        measure_id: of the measure.
        column: header of the column in 施策一覧.
        old: what stood there when it was decided; empty for a blank.
        new: what is printed; empty to blank the answer.
        reason, who: as typed.
        day: when it was decided, or None.
        where: the row.
    """

    measure_id: str
    column: str
    old: Text
    new: Text
    reason: Text
    who: Text
    day: date | None
    where: Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Decisions:
    """What people decided so far.

    Attributes:
        answers: by id of the question.
        corrections: in the order of the book.
    """

    answers: dict[str, Decision]
    corrections: tuple[Correction, ...] = ()

    def answer(self, question_id: str) -> str:
        """What was answered, or ""."""
        decision = self.answers.get(question_id)
        return decision.answer.value.strip() if decision is not None else ""

    def chosen(self, question: OpenQuestion) -> str:
        """The choice that was made, or "" while the question is open; where there are no choices, what was answered.

        A choice names a file by its path or a 課 by id and name. Where a file was moved or a 課 renamed since, the last part of
        the path, or the id, still tells which choice was meant.
        """
        answer = self.answer(question.id)
        if not question.choices or answer in question.choices:
            return answer
        meant = [choice for choice in question.choices if answer and _lasting(choice) == _lasting(answer)]
        return meant[0] if len(meant) == 1 else ""


def _lasting(choice: str) -> str:
    """What of a choice stays when a file is moved or a 課 renamed: the name of the file, or the id."""
    named = _NAMED_BY_ID.match(choice)
    return named.group() if named is not None else choice.rpartition("/")[2]


NOTHING_DECIDED = Decisions(answers={})


def question_id(*parts: str) -> str:
    """「Q7KXM2PA」 style id of a question, made from all that it is about: other content asks anew.

    Eight of 32 characters; of a thousand questions two have the same id about once in two million meetings.
    """
    digest = hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).digest()
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest[:_ID_LENGTH])
