"""What a sheet of opinions goes by on its way to a department and back: ids of its rows, and what came of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kaigi_docs.model.status_sheet import check_characters
from kaigi_docs.model.text import Text, is_stable_id

OPINION_STAMP = "kaigi-opinions"
OPINION_STAMP_VERSION = 1

_STAMP = re.compile(rf"{OPINION_STAMP}/([0-9]{{1,3}}) ([0-9]{{4}}-[0-9]{{1,3}}) (\S+)")
_ROW_NAME = "opinion"
_LOOKS_LIKE_ID = re.compile(rf"{_ROW_NAME}/[^/\s]+/\S+")
_PARTS = 5


class Reply(StrEnum):
    """What a department writes about an opinion, by the key of its column."""

    VIEW = "view"
    ACTION = "action"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRow:
    """A row of 判断/事務局の考え方.xlsx, as a department is asked about it.

    Attributes:
        opinion_id: of the opinion.
        number: as 意見集約 prints it.
        about: what it is about: 「回答書１　資料３」.
        member: who wrote it.
        words: 意見（原文） as the book has it.
        department_id: 担当課; "" where none is named.
        view, action: 事務局の考え方 and 対応方針 as far as they are written.
        taken: codes of the replies that were taken over once; see `code_of`.
        is_present: whether the opinion still stands.
    """

    opinion_id: str
    number: str
    about: str
    member: str
    words: str
    department_id: str
    view: Text = Text("")
    action: Text = Text("")
    taken: frozenset[str] = frozenset()
    is_present: bool = True

    @property
    def is_asked(self) -> bool:
        """Whether a department is named and still owes something."""
        return self.is_present and bool(self.department_id) and not (self.view and self.action)

    def written(self, reply: Reply) -> Text:
        """What the book has of a reply; nothing of remarks, which never go into it."""
        return {Reply.VIEW: self.view, Reply.ACTION: self.action}.get(reply, Text(""))


@dataclass(frozen=True, slots=True)
class OpinionRowId:
    """The id of a row, 「opinion/2022-1/D07/K7XM2PAB/KSPY」 as text; no id of a 調査票 looks like it.

    Attributes:
        round_id: of the meeting.
        department_id: of the 課 that is asked.
        opinion_id: of the opinion.
    """

    round_id: str
    department_id: str
    opinion_id: str

    def __str__(self) -> str:
        """The id as it stands in the hidden column, with its check characters."""
        body = f"{_ROW_NAME}/{self.round_id}/{self.department_id}/{self.opinion_id}"
        return f"{body}/{check_characters(body)}"

    @classmethod
    def parse(cls, text: str) -> OpinionRowId | None:
        """The id that a cell holds, or None; width of characters and white space around it do not count."""
        plain = _plain(text)
        parts = plain.split("/")
        if len(parts) != _PARTS or not is_stable_id(parts[2], "D"):
            return None
        found = cls(*parts[1:4])
        return found if str(found) == plain else None


def looks_like_opinion_id(text: str) -> bool:
    """Whether a cell holds an id of a row, sound or damaged."""
    return _LOOKS_LIKE_ID.fullmatch(_plain(text)) is not None


@dataclass(frozen=True, slots=True)
class OpinionStamp:
    """What the hidden cell of a sheet of opinions says: 「kaigi-opinions/1 2022-1 D07」.

    Attributes:
        round_id: of the meeting.
        department_id: of the 課 that is asked.
        version: of the form of the sheet.
    """

    round_id: str
    department_id: str
    version: int = OPINION_STAMP_VERSION

    def __str__(self) -> str:
        """The stamp as it stands in its cell."""
        return f"{OPINION_STAMP}/{self.version} {self.round_id} {self.department_id}"

    @classmethod
    def parse(cls, text: str) -> OpinionStamp | None:
        """The stamp that a cell holds, or None."""
        match = _STAMP.fullmatch(_plain(text))
        return cls(match[2], match[3], int(match[1])) if match is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionReply:
    """A filled cell of a returned sheet of opinions.

    Attributes:
        row_id: of its row.
        reply: which column it stands in.
        text: as typed, with its cell.
        received: day on which the mail was sent; None for files without a mail.
    """

    row_id: OpinionRowId
    reply: Reply
    text: Text
    received: date | None = None


@dataclass(frozen=True, slots=True)
class ViewFill:
    """A blank cell of 事務局の考え方.xlsx that takes what a department wrote.

    Attributes:
        opinion_id: of the row.
        reply: VIEW or ACTION.
        text: as the department wrote it.
    """

    opinion_id: str
    reply: Reply
    text: Text


def checked(texts: Iterable[str]) -> str:
    """Check characters of the locked cells of a row; width and white space, which programs change, do not count."""
    return check_characters("\x1f".join(bare(each) for each in texts))


def code_of(reply: Reply, text: str) -> str:
    """A short code of a reply, by which a later run knows that it was taken over: what a person made of it since then stays."""
    return f"{reply.value}-{check_characters(bare(text))}"


def bare(text: str) -> str:
    """A text without what does not make it another one: width of characters and white space."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
