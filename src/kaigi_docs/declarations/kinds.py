"""What a declaration of an input sheet consists of."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kaigi_docs.model.text import next_free_id

Meaning = str | bool
"""What a word of a CHOICE stands for; members of a StrEnum are text too."""

YES_NO: tuple[tuple[str, Meaning], ...] = (("はい", True), ("いいえ", False))

ITEM_HEADERS = ("項目", "値", "説明")
"""The columns of a sheet that holds one item a row instead of one record a row."""


EARLIER_PREFIX = "前回："
"""Begins the header of a column that `kaigi new --from` fills with last time's entries; 調査票 show them, no 資料 prints them."""


class FieldType(StrEnum):
    """What a cell must hold, and as what its reader hands it on."""

    ID = "id"  # the row's own stable id
    TEXT = "text"  # as typed, on one line
    LONG_TEXT = "long_text"  # as typed, on several lines
    CHOICE = "choice"  # one of the declared choices
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    FISCAL_YEAR = "fiscal_year"
    FISCAL_YEARS = "fiscal_years"  # several, separated by 「、」
    STRETCH = "stretch"  # a month, a third of a month, or a day
    REFERENCE = "reference"  # the id of a row of another sheet
    REFERENCES = "references"  # several ids, separated by 「、」
    WORDS = "words"  # several texts, separated by 「、」
    OPTIONS = "options"  # several texts, separated by 「／」
    GLYPH = "glyph"  # an item number, written as number one


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDeclaration:
    """A column of a sheet, or an item of the 会議 sheet.

    Attributes:
        header: its header, compared without regard to width and white space.
        note: what it is for, as the clerk reads it in the book and in docs.
        required: whether it may not stay blank in a filled row.
        choices: (word in the book, what it means) of a CHOICE.
        meant: (what people write instead, the word of a choice to propose), where spelling would propose another.
        suggestions: offered in the drop-down; other entries are accepted too.
        prefix: letters of an ID, or of the ids that a REFERENCE may name.
        default: what a blank cell means, in Japanese.
        aliases: other headers that mean the same column.
        width: of the column, in half-width characters.
        least, most: bounds of a NUMBER, themselves accepted; None for no bound.
    """

    header: str
    type: FieldType
    note: str
    required: bool = False
    choices: tuple[tuple[str, Meaning], ...] = ()
    meant: tuple[tuple[str, str], ...] = ()
    suggestions: tuple[str, ...] = ()
    prefix: str = ""
    example: str = ""
    default: str = ""
    aliases: tuple[str, ...] = ()
    width: int = 14
    least: float | None = None
    most: float | None = None

    @property
    def accepts_between(self) -> str:
        """「8以上14以下」, or nothing where any number goes."""
        least = f"{self.least:g}以上" if self.least is not None else ""
        return least + (f"{self.most:g}以下" if self.most is not None else "")

    @property
    def labels(self) -> tuple[str, ...]:
        """The words that its drop-down offers."""
        return tuple(label for label, _ in self.choices) or self.suggestions


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDeclaration:
    """A sheet.

    Attributes:
        title: name on its tab.
        purpose: what it is for, one sentence.
        noun: what one row of it is, for messages.
        when_empty: what holds when the sheet is missing or empty; "" where that is a fault.
        often_empty: whether most meetings need no row of it, so that nobody has to be told what holds then.
        prepared_rows: rows that an empty book has ready, their ids filled in.
        as_items: whether each field has a row (項目, 値) instead of a column.
        first_number: the first id of an empty sheet without its letters, which also shows the number of digits.
    """

    title: str
    purpose: str
    noun: str
    fields: tuple[FieldDeclaration, ...]
    required: bool = False
    when_empty: str = ""
    often_empty: bool = False
    prepared_rows: int = 0
    as_items: bool = False
    first_number: str = "01"

    @property
    def id_field(self) -> FieldDeclaration | None:
        """The column of the row's own id, or None where rows have none."""
        return next((field for field in self.fields if field.type is FieldType.ID), None)

    @property
    def headers(self) -> tuple[str, ...]:
        """The headers that its table has."""
        return ITEM_HEADERS if self.as_items else tuple(field.header for field in self.fields)

    @property
    def required_headers(self) -> tuple[str, ...]:
        """The headers without which the table cannot be read; they find the header row and a renamed sheet."""
        return ITEM_HEADERS[:2] if self.as_items else tuple(field.header for field in self.fields if field.required)

    def field(self, header: str) -> FieldDeclaration:
        """The field of that header.

        Raises:
            KeyError: it has none; a defect of the caller.
        """
        return {field.header: field for field in self.fields}[header]

    def next_id(self, used: tuple[str, ...]) -> str:
        """The next free id after those in use.

        Raises:
            ValueError: the rows of this sheet have no ids.
        """
        field = self.id_field
        if field is None:
            raise ValueError(f"{self.title} has no ids")
        return next_free_id(field.prefix, used) if used else field.prefix + self.first_number
