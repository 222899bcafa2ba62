"""What members sent back, as it was found: nothing here is judged, and nothing is left out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from kaigi_docs.findings import Location
from kaigi_docs.model.form_identity import FormIdentity, Genuineness
from kaigi_docs.model.text import Text


class Way(StrEnum):
    """How an answer came and was read, in words."""

    FIELDS = "PDFの入力欄"
    PRINTED = "PDF（入力欄なし）"  # flattened, or printed to PDF: read by its boxes
    WORD = "Word"
    ONLINE = "オンラインのフォーム"
    HAND = "手入力"  # telephone, counter, post, paper: typed into 手入力.xlsx


class Doubt(StrEnum):
    """What makes a person look at an answer before it counts."""

    CUT = "cut"  # the text may go on beyond what could be read
    UNEXPECTED = "unexpected"  # characters that no keyboard gives: a letter was damaged on the way
    UNSURE = "unsure"  # whether a box is ticked cannot be told
    DIFFERENT = "different"  # two ways of reading the same space disagree
    PLACED = "placed"  # a text box set upon the page, not typed into the space: its place alone tells what it answers


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldValue:
    """What stands in one answer space.

    Attributes:
        field_id: of the space, as the map has it.
        text: as typed, with its place (file, page or cell, label); empty for a mark.
        marked: for a mark, whether it is set; None where that cannot be told, and for other spaces.
        doubts: why a person has to look.
        other: with DIFFERENT, what the other way of reading gave.
        picture: PNG of the space where there is a doubt and a picture, else None.
    """

    field_id: str
    text: Text
    marked: bool | None = None
    doubts: tuple[Doubt, ...] = ()
    other: str = ""
    picture: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """How a file or an entry came.

    Attributes:
        received: Japanese time without a zone: when the innermost mail was sent, or what 手入力.xlsx or an online form says; None
            where nobody knows. A file's own time never counts.
        sender: address of the mail, or "".
        sender_name: name before the address, or "".
        subject: of the mail, or "".
        method: 「電話」「窓口」「郵送」… of 手入力.xlsx, or "".
        listener: who took it down, or "".
        day_only: whether `received` is a day without a time.
    """

    received: datetime | None = None
    sender: str = ""
    sender_name: str = ""
    subject: str = ""
    method: str = ""
    listener: str = ""
    day_only: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReturnedForm:
    """One answered form.

    Attributes:
        id: 12 hexadecimal digits of its content (bytes of the file and place in it): the same under another name.
        where: file (「回答/返信.eml＞回答書.pdf」), and sheet and cell of its row where it is one of a book.
        way: how it was read.
        version: of the form map by which it was read.
        identity: the id that it bears, or None.
        genuineness: of that id; UNSIGNED where there is none.
        member_id: that 手入力.xlsx or a mapped column names, as typed; "" else.
        name, organisation: as they stand on it; empty where they were left out.
        prefilled_name: what we had printed there, or "".
        values: filled spaces only, in reading order; head fields apart.
        beside: texts outside of the answer spaces (typed beside, notes, a mail's own words), each with its place.
        missing_pages: of the form, from 1.
        arrival: how it came.
    """

    id: str
    where: Location
    way: Way
    version: str
    identity: FormIdentity | None = None
    genuineness: Genuineness = Genuineness.UNSIGNED
    member_id: str = ""
    name: Text = Text("")
    organisation: Text = Text("")
    prefilled_name: str = ""
    values: tuple[FieldValue, ...] = ()
    beside: tuple[Text, ...] = ()
    missing_pages: tuple[int, ...] = ()
    arrival: Arrival = Arrival()


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadAnswer:
    """Something that probably holds an answer and has to be read by a person: paper, a picture, the body of a mail.

    Attributes:
        id: 12 hexadecimal digits of its content.
        where: file, and page where it is one of several.
        kind: 「紙の回答」「メールの本文」…
        why: Japanese, one sentence: why it was not read.
        text: what could be read of it (the body of a mail), or "".
        identity: the id that it bears as text, or None.
        pictures: PNG of its pages, small enough for a book; empty where there are none.
        arrival: how it came.
    """

    id: str
    where: Location
    kind: str
    why: str
    text: str = ""
    identity: FormIdentity | None = None
    pictures: tuple[bytes, ...] = ()
    arrival: Arrival = Arrival()
