"""The sheet of 施策一覧.xlsx; its last columns follow the 列 sheet of the settings book."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.meeting import ColumnKind, MeasureColumn, Rating

MEASURES_FILE = "施策一覧.xlsx"
MEASURES_SHEET = "施策一覧"

FIXED_HEADERS = {
    ColumnKind.ID: "事業ID",
    ColumnKind.NAME: "事業名",
    ColumnKind.SUMMARY: "事業概要",
    ColumnKind.DEPARTMENTS: "担当課",
}
"""Where the columns of the four fixed kinds stand, whatever the 列 sheet calls them."""

VALUE_KINDS = frozenset({ColumnKind.TEXT, ColumnKind.RATING, ColumnKind.NUMBER})

_FIXED_FIELDS = (
    FieldDeclaration(
        header="事業ID", type=FieldType.ID, required=True, prefix="J", note="事業の番号。消したり付け替えたりしません。", width=9
    ),
    FieldDeclaration(
        header="施策ID",
        type=FieldType.REFERENCE,
        prefix="P",
        note="事業が属する施策（会議設定.xlsx の「施策体系」）。",
        example="P01",
        width=9,
    ),
    FieldDeclaration(
        header="再掲先の施策ID",
        type=FieldType.REFERENCES,
        prefix="P",
        note="ほかにも載せる施策。複数は「、」で区切ります。",
        example="P04、P06",
        width=12,
    ),
    FieldDeclaration(header="事業名", type=FieldType.LONG_TEXT, required=True, note="事業の名称。", width=24),
    FieldDeclaration(header="事業概要", type=FieldType.LONG_TEXT, note="事業の内容。", width=44),
    FieldDeclaration(
        header="担当課",
        type=FieldType.LONG_TEXT,
        required=True,
        note="会議設定.xlsx の「担当課」にある課。係は改行して書けます。複数は「、」か改行で区切ります。",
        example="こども家庭課、学校教育課",
        width=20,
    ),
)


@dataclass(frozen=True, slots=True)
class ValueField:
    """A column of 施策一覧 that belongs to a column of the printed table, in one year of it or without year."""

    declaration: FieldDeclaration
    column: MeasureColumn
    year: FiscalYear | None

    @property
    def key(self) -> tuple[str, int | None]:
        """Its key in the values of a measure."""
        return self.column.key, self.year.year if self.year is not None else None

    @property
    def heading(self) -> str:
        """What every reader calls it: the printed heading on one line, with the year of a column that has several."""
        heading = "".join(self.column.heading.value.split("\n"))
        return heading if self.year is None else f"{heading} {_short(self.year)}"


def value_fields(columns: Sequence[MeasureColumn], ratings: Sequence[Rating]) -> tuple[ValueField, ...]:
    """The columns that 施策一覧 has beside the fixed ones, in order; a column with years has one for each."""
    return tuple(
        ValueField(_declare(column, year, ratings), column, year)
        for column in columns
        if column.kind in VALUE_KINDS
        for year in (column.years or (None,))
    )


def measure_sheet(fields: Sequence[ValueField]) -> SheetDeclaration:
    """The declaration of the sheet with these further columns."""
    return SheetDeclaration(
        title=MEASURES_SHEET,
        purpose="計画に載っている事業と、各課の回答。",
        noun="事業",
        fields=_FIXED_FIELDS + tuple(field.declaration for field in fields),
        required=True,
        prepared_rows=60,
        first_number="001",
    )


def _declare(column: MeasureColumn, year: FiscalYear | None, ratings: Sequence[Rating]) -> FieldDeclaration:
    """The declaration of one further column; ratings are read by read/measures.py, which knows marks too."""
    is_rating = column.kind is ColumnKind.RATING
    labels = tuple(rating.label.value for rating in ratings if is_rating and rating.scale == column.scale)
    return FieldDeclaration(
        header=column.key if year is None else f"{column.key} {_short(year)}",
        type=FieldType.TEXT if column.kind is ColumnKind.NUMBER else FieldType.LONG_TEXT,
        note=_note(column, year),
        suggestions=labels,
        aliases=() if year is None else (column.key + year.label(DigitWidth.HALF), f"{column.key}{year.year}"),
        width=40 if column.kind is ColumnKind.TEXT else 16,
    )


def _note(column: MeasureColumn, year: FiscalYear | None) -> str:
    """What the clerk reads above a further column."""
    named = column.heading.value if year is None else f"{column.heading.value}（{year.label(DigitWidth.HALF)}）"
    return f"印刷する見出し：{named}"


def _short(year: FiscalYear) -> str:
    """R3, as offices head columns."""
    return f"{year.era.letter}{year.year - year.era.first_day.year + 1}"
