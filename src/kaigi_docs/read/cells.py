"""A filled cell and what its column declares -> a typed value, or the fault that is in it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, Meaning
from kaigi_docs.japanese.dittos import DITTO_MARKS as DITTO_MARKS
from kaigi_docs.japanese.likeness import nearest as nearest
from kaigi_docs.japanese.months import Stretch, parse_stretch
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.numerals import DigitWidth, ItemGlyph
from kaigi_docs.japanese.quoting import did_you_mean as did_you_mean
from kaigi_docs.japanese.quoting import listed as listed
from kaigi_docs.japanese.wareki import WEEKDAYS, FiscalYear, format_date, parse_date, parse_fiscal_year
from kaigi_docs.model.text import is_stable_id
from kaigi_docs.read.grid import CellValue, GridCell

Value = Meaning | int | float | date | FiscalYear | Stretch | tuple[str, ...] | tuple[FiscalYear, ...]

ERROR_VALUES = frozenset({"#REF!", "#N/A", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_SEPARATORS = re.compile(r"[、,，;；\s]+")
_WORD_SEPARATORS = re.compile(r"[、，,\n]+")
_OPTION_SEPARATORS = re.compile(r"[／\n]+")
_COUNT = re.compile(r"第?([0-9]{1,9})(?:回|行|枚)?")
_LENGTH = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?)(?:mm|ミリ|pt|ポイント|倍)?")
_WEEKDAY_BEHIND = re.compile(f"[(]?(?P<weekday>[{WEEKDAYS}])(?:曜日?)?[)]?$")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー", "-"))


@dataclass(frozen=True, slots=True)
class CellFault:
    """What is wrong with a cell, in the parts of a Finding."""

    code: str
    message: str
    hint: str


def cell_text(value: CellValue) -> str:
    """The characters of a cell: line feeds normalised, trailing white space trimmed, everything else as typed."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else format(value, ".15g")
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return str(value).replace("\r\n", "\n").replace("\r", "\n").rstrip()


def is_filled(cell: GridCell | None) -> bool:
    """Whether a cell holds more than white space; a formula without a result is filled, too."""
    return cell is not None and (cell.formula or bool(cell_text(cell.value).strip()))


def normalised_id(text: str) -> str:
    """An id for comparing: NFKC, capital letters, no white space."""
    return "".join(unicodedata.normalize("NFKC", text).upper().split())


def ids_in(text: str) -> tuple[str, ...]:
    """The ids of a cell that names several, each once."""
    return tuple(dict.fromkeys(normalised_id(part) for part in _parts(_SEPARATORS, text)))


def normalised_number(text: str) -> str:
    """A 資料番号 as it is kept: NFKC, one kind of dash, without the word 資料 and without white space."""
    folded = "".join(unicodedata.normalize("NFKC", text).translate(_DASHES).split())
    return folded.removeprefix("資料")


def nearest_id(text: str, known: Iterable[str]) -> str | None:
    """The known id with the same letters and number, written with other zeros; or None."""
    key = _id_key(text)
    return next((candidate for candidate in known if key is not None and _id_key(candidate) == key), None)


def read_cell(field: FieldDeclaration, cell: GridCell) -> Value | CellFault:
    """The typed value of a filled cell, or what is wrong with it."""
    if cell.formula and not cell_text(cell.value):
        return CellFault(
            "formula-without-value", f"{field.header}の計算式に計算結果がありません。", "Excelで開いて保存してください。"
        )
    if cell_text(cell.value).strip() in ERROR_VALUES:
        return CellFault(
            "formula-error",
            f"{field.header}が「{cell_text(cell.value)}」（計算の誤り）になっています。",
            "計算式を直すか、値を入れ直してください。",
        )
    return _READERS[field.type](field, cell.value)


def _id_key(text: str) -> tuple[str, int] | None:
    """Letters and number of an id."""
    match = re.fullmatch(r"([A-Z]+)0*([0-9]{1,9})", normalised_id(text))
    return (match.group(1), int(match.group(2))) if match is not None else None


def _read_text(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    """Text as typed; a date is refused, because Excel makes one of 2-1."""
    if isinstance(value, date):
        return CellFault(
            "text-became-date",
            f"{field.header}が日付（{value.year}年{value.month}月{value.day}日）になっています。",
            "セルの書式を「文字列」にしてから、入れ直してください。",
        )
    return cell_text(value)


def _read_id(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    text = normalised_id(cell_text(value))
    if is_stable_id(text, field.prefix):
        return text
    return CellFault(
        "id-invalid",
        f"{field.header}「{cell_text(value)}」は使えません。{field.prefix}と数字で書きます（{field.prefix}01など）。",
        "ほかと重ならない番号にしてください。",
    )


def _read_choice(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    text = cell_text(value).strip()
    meanings = dict(field.choices)
    if text in meanings:
        return meanings[text]
    folded = [meaning for label, meaning in field.choices if fold_name(label) == fold_name(text)]
    if len(folded) == 1:
        return folded[0]
    return CellFault(
        "choice-unknown",
        f"{field.header}「{text}」は選択肢にありません。使えるのは{listed(field.labels)}です。",
        f"{did_you_mean(dict(field.meant).get(text) or nearest(text, field.labels))}一覧から選び直してください。",
    )


def _read_integer(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    match = _COUNT.fullmatch(_compact(value))
    if match is not None:
        return int(match.group(1))
    return _number_fault(field, value, "0以上の整数")


def _read_number(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    match = _LENGTH.fullmatch(_compact(value))
    if match is None:
        return _number_fault(field, value, f"{field.accepts_between or '0以上'}の数")
    number = float(match.group(1))
    if (field.least is not None and number < field.least) or (field.most is not None and number > field.most):
        message = f"{field.header}「{cell_text(value)}」は使えません。書けるのは{field.accepts_between}の数です。"
        return CellFault("number-out-of-range", message, "書ける数に直してください。")
    return number


def _compact(value: CellValue) -> str:
    """A number's characters: NFKC, no white space, no thousands marks."""
    return "".join(unicodedata.normalize("NFKC", cell_text(value)).replace(",", "").split())


def _number_fault(field: FieldDeclaration, value: CellValue, accepted: str) -> CellFault:
    return CellFault(
        "number-invalid",
        f"{field.header}「{cell_text(value)}」を数として読めません。書けるのは{accepted}です。",
        "数字だけを入れてください。",
    )


def _read_date(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    try:
        day = value if isinstance(value, date) else parse_date(cell_text(value))
        _with_neighbours(FiscalYear.of(day))
    except ValueError as reason:
        return _weekday_fault(cell_text(value)) or _reasoned_fault("date-invalid", field, reason)
    return day.date() if isinstance(day, datetime) else day


def _weekday_fault(text: str) -> CellFault | None:
    """The fault of a date that is right but for its weekday, the right weekday first; None for any other text."""
    folded = unicodedata.normalize("NFKC", text).rstrip()
    match = _WEEKDAY_BEHIND.search(folded)
    if match is None:
        return None
    try:
        day = parse_date(folded[: match.start()])
    except ValueError:
        return None
    message = f"{format_date(day, DigitWidth.HALF)}は{WEEKDAYS[day.weekday()]}曜日です。"
    hint = f"（{match['weekday']}）を直してください。日付のほうが違うときは、日付を直してください。"
    return CellFault("date-invalid", message, hint)


def _reasoned_fault(code: str, field: FieldDeclaration, reason: ValueError) -> CellFault:
    """A fault whose reason says what stands there, why it cannot be read and, as a rule, what to write."""
    hint = "" if str(reason).endswith("ください。") else "正しく書き直してください。"
    return CellFault(code, f"{field.header}の{reason}", hint)


def _read_fiscal_year(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    try:
        return _with_neighbours(parse_fiscal_year(cell_text(value)))
    except ValueError as reason:
        return _reasoned_fault("fiscal-year-invalid", field, reason)


def _read_stretch(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    """A month, a third of one or a day; the first of a month as a date is refused, because Excel makes one of 2022/8."""
    if isinstance(value, date) and value.day == 1:
        return CellFault(
            "month-became-date",
            f"{field.header}が日付（{value.year}年{value.month}月1日）になっていて、月なのか日なのかわかりません。",
            "セルの書式を「文字列」にしてから、「令和4年8月」か「令和4年8月1日」のように入れ直してください。",
        )
    day = value.date() if isinstance(value, datetime) else value
    try:
        return Stretch(day, day) if isinstance(day, date) else parse_stretch(cell_text(value))
    except ValueError as reason:
        return _reasoned_fault("month-invalid", field, reason)


def _with_neighbours(year: FiscalYear) -> FiscalYear:
    """The year; raises ValueError where 前年度 or 次年度, which headings may ask for, is beyond all known years."""
    return year.previous.next.next.previous


def _read_fiscal_years(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    years: list[FiscalYear] = []
    for part in _parts(_WORD_SEPARATORS, cell_text(value)):
        year = _read_fiscal_year(field, part)
        if isinstance(year, CellFault):
            return year
        if isinstance(year, FiscalYear) and year not in years:
            years.append(year)
    return tuple(years)


def _read_reference(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    return normalised_id(cell_text(value))


def _read_references(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    return ids_in(cell_text(value))


def _read_words(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    return _parts(_WORD_SEPARATORS, cell_text(value))


def _read_options(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    return _parts(_OPTION_SEPARATORS, cell_text(value))


def _read_glyph(field: FieldDeclaration, value: CellValue) -> Value | CellFault:
    text = cell_text(value).strip()
    try:
        ItemGlyph.parse(text)
    except ValueError as reason:
        return CellFault("choice-unknown", f"{field.header}を読めません。{reason}", "一覧から選び直してください。")
    return text


def _parts(separators: re.Pattern[str], text: str) -> tuple[str, ...]:
    """The parts of a text that are more than white space."""
    return tuple(part.strip() for part in separators.split(text) if part.strip())


_READERS: dict[FieldType, Callable[[FieldDeclaration, CellValue], Value | CellFault]] = {
    FieldType.ID: _read_id,
    FieldType.TEXT: _read_text,
    FieldType.LONG_TEXT: _read_text,
    FieldType.CHOICE: _read_choice,
    FieldType.INTEGER: _read_integer,
    FieldType.NUMBER: _read_number,
    FieldType.DATE: _read_date,
    FieldType.FISCAL_YEAR: _read_fiscal_year,
    FieldType.FISCAL_YEARS: _read_fiscal_years,
    FieldType.STRETCH: _read_stretch,
    FieldType.REFERENCE: _read_reference,
    FieldType.REFERENCES: _read_references,
    FieldType.WORDS: _read_words,
    FieldType.OPTIONS: _read_options,
    FieldType.GLYPH: _read_glyph,
}
