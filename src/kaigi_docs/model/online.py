"""What the columns of an online form mean, as the settings book says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kaigi_docs.findings import Location


class OnlineMeaning(StrEnum):
    """What stands in a column of an online form, in words."""

    NAME = "氏名"
    ORGANISATION = "所属"
    MEMBER = "委員ID"
    RECEIVED = "受付日時"
    MAIL = "メールアドレス"
    CHOICE = "選択"
    TEXT = "記入"
    IGNORED = "使わない"


@dataclass(frozen=True, slots=True, kw_only=True)
class OnlineColumn:
    """A column.

    Attributes:
        header: as the online form exports it.
        meaning: what stands in it.
        question_id: for CHOICE and TEXT: the question.
        item_id: of the agenda item or measure, where the question is asked about several.
        where: the row of the settings book.
    """

    header: str
    meaning: OnlineMeaning
    question_id: str = ""
    item_id: str = ""
    where: Location | None = None
