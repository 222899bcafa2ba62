from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import date
from math import ceil
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kaigi_docs.blocks import Paper
from kaigi_docs.declarations.books import declared_sheet, settings_book
from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.declarations.measures import measure_sheet
from kaigi_docs.declarations.settings import SETTINGS_SHEETS
from kaigi_docs.errors import OutputFault
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.read.books import read_book
from kaigi_docs.read.cells import DITTO_MARKS
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.rows import type_rows
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.tables import read_tables
from kaigi_docs.render.xlsx.book import render_book
from kaigi_docs.sheets import DATE_FORMAT, LISTS_SHEET, Book, Cell, Choice, Column, Look, Mark, Run, Sheet, SheetChart

DECLARATIONS = (*SETTINGS_SHEETS, measure_sheet(()))


def sheet_with(*values: Any, choice: Choice | None = None) -> Book:
    rows = tuple((Cell(value),) for value in values)
    return Book("試し", (Sheet("表", (Column(20, choice=choice),), rows, entry_rows=50 if choice else 0),))


def reopened(book: Book) -> Workbook:
    return load_workbook(io.BytesIO(render_book(book)))


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def found(sandbox: Sandbox, book: Book, directory: Path) -> GridBook:
    path = directory / "book.xlsx"
    path.write_bytes(render_book(book))
    grid, findings = read_book(sandbox, path, "book.xlsx")
    assert grid is not None, list(findings)
    assert len(findings) == 0
    return grid


_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cf", "Cn", "Co"))
_TEXTS = (
    st.tuples(st.sampled_from(["", "=", "+", "-", "@", "　", "１\n"]), st.text(_LETTERS, min_size=1, max_size=12))
    .map("".join)
    .filter(lambda text: text.strip() and text.strip() not in DITTO_MARKS and not text.startswith("#") and "_x" not in text)
)


def _entries(field: FieldDeclaration) -> st.SearchStrategy[tuple[Any, Any]]:
    """(what is written, what is read) for a field."""
    by_type: dict[FieldType, st.SearchStrategy[tuple[Any, Any]]] = {
        FieldType.INTEGER: st.integers(0, 999).map(lambda number: (number, number)),
        FieldType.NUMBER: st.integers(ceil(field.least or 0), int(field.most or 999)).map(lambda number: (number, float(number))),
        FieldType.DATE: st.dates(date(1990, 1, 1), date(2050, 1, 1)).map(lambda day: (day, day)),
        FieldType.FISCAL_YEAR: st.integers(1990, 2050).map(lambda year: (str(year), FiscalYear(year))),
        FieldType.FISCAL_YEARS: st.just(("R2、令和３年度", (FiscalYear(2020), FiscalYear(2021)))),
        FieldType.REFERENCE: st.integers(1, 99).map(lambda number: (f"{field.prefix}{number}",) * 2),
        FieldType.REFERENCES: st.just((f"{field.prefix}01、{field.prefix}02", (f"{field.prefix}01", f"{field.prefix}02"))),
        FieldType.WORDS: st.just(("甲課、乙 課", ("甲課", "乙 課"))),
        FieldType.OPTIONS: st.just(("賛成／反対、保留", ("賛成", "反対、保留"))),
        FieldType.GLYPH: st.sampled_from([("⑴", "⑴"), ("第1", "第1"), ("1", "1")]),
    }
    if field.choices:
        return st.sampled_from(field.choices)
    return by_type.get(field.type, _TEXTS.map(lambda text: (text, text.rstrip())))


@st.composite
def _rows(draw: st.DrawFn, declaration: SheetDeclaration) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Rows to write, and the same as they should be read."""
    written: list[dict[str, Any]] = []
    expected: list[dict[str, Any]] = []
    for _ in range(1 if declaration.as_items else draw(st.integers(1, 3))):
        fields = [f for f in declaration.fields if f.type is not FieldType.ID and (f.required or draw(st.booleans()))]
        entries = {field.header: draw(_entries(field)) for field in fields}
        if entries or declaration.as_items:
            written.append({header: entry[0] for header, entry in entries.items()})
            expected.append({header: entry[1] for header, entry in entries.items()})
    return written, expected


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(declaration=st.sampled_from(DECLARATIONS), data=st.data())
def test_what_is_written_by_a_declaration_is_read_by_it(
    declaration: SheetDeclaration, data: st.DataObject, sandbox: Sandbox, tmp_path: Path
) -> None:
    written, expected = data.draw(_rows(declaration))
    grid = found(sandbox, Book("試し", (declared_sheet(declaration, written),)), tmp_path)

    findings = Findings()
    tables = read_tables(grid, (declaration,), (LISTS_SHEET,), findings)
    rows = type_rows(tables[declaration.title], declaration, findings)
    assert [row.values for row in rows] == expected
    assert all(row.usable for row in rows)
    assert list(findings) == []


def test_the_same_book_gives_the_same_bytes() -> None:
    rows = {"委員": [{"氏名": "見本　花子"}], "会議": [{"締切": "令和4年9月9日"}]}

    assert render_book(settings_book(rows)) == render_book(settings_book(rows))


def test_no_clock_and_no_person_stands_in_the_file() -> None:
    with zipfile.ZipFile(io.BytesIO(render_book(settings_book({})))) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert "kaigi_docs" in core
    assert set(re.findall(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", core)) == {"1980-01-01"}


@pytest.mark.parametrize("text", ["=1+1", "+81", "-5", "@SUM(A1)", '=HYPERLINK("http://x")', "#N/A"])
def test_text_stays_text_whatever_it_begins_with(text: str) -> None:
    cell = reopened(sheet_with(text))["表"]["A1"]

    assert (cell.value, cell.data_type) == (text, "s")
    assert cell.quotePrefix or text == "#N/A"


def test_entries_keep_what_is_typed_and_dates_are_shown_in_the_era() -> None:
    workbook = reopened(settings_book({"会議": [{"締切": "令和4年9月9日", "発行日": "未定"}]}))

    assert workbook["資料"]["C4"].number_format == "@", "or Excel makes a date of 2-1"
    assert workbook["資料"].column_dimensions["C"].number_format == "@"
    assert workbook["会議"]["B5"].number_format == DATE_FORMAT
    assert workbook["会議"]["B5"].value.date() == date(2022, 9, 9)
    assert workbook["会議"]["B7"].value == "未定"


def choices_of(workbook: Workbook, title: str) -> dict[str, str]:
    validations = workbook[title].data_validations.dataValidation
    return {str(validation.sqref): str(validation.formula1) for validation in validations}


def test_a_short_list_stands_in_the_cell_and_a_long_one_on_a_hidden_sheet() -> None:
    short = reopened(sheet_with("値", choice=Choice(("はい", "いいえ"))))
    comma = reopened(sheet_with("値", choice=Choice(("1,000以上", "1,000未満"))))
    long = reopened(sheet_with("値", choice=Choice(tuple(f"とても長い選択肢その{number}" for number in range(30)))))

    assert choices_of(short, "表") == {"A1:A50": '"はい,いいえ"'}
    assert short.sheetnames == ["表"]
    assert choices_of(comma, "表") == {"A1:A50": f"'{LISTS_SHEET}'!$A$1:$A$2"}
    assert choices_of(long, "表") == {"A1:A50": f"'{LISTS_SHEET}'!$A$1:$A$30"}
    assert long[LISTS_SHEET].sheet_state == "hidden"
    assert long[LISTS_SHEET]["A30"].value == "とても長い選択肢その29"


def test_sheets_print_on_a4_with_their_headers_and_freeze_them() -> None:
    worksheet = reopened(settings_book({}))["委員"]

    assert worksheet.page_setup.orientation == "landscape"
    assert (int(worksheet.page_setup.paperSize), worksheet.page_setup.fitToHeight) == (9, 0)
    assert worksheet.sheet_properties.pageSetUpPr.fitToPage
    assert worksheet.print_title_rows == "$3:$3"
    assert worksheet.freeze_panes == "B4"


def test_rows_are_as_high_as_their_text_and_may_grow() -> None:
    book = sheet_with("短い", "とても長い文章です。" * 20)
    with zipfile.ZipFile(io.BytesIO(render_book(book))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    heights = [float(height) for height in re.findall(r'<row [^>]*ht="([0-9.]+)"', xml)]

    assert heights[0] < 20.0
    assert heights[1] > 200.0
    assert "customHeight" not in xml


@pytest.mark.parametrize("text", ["a\x07b", "a\ufffeb", "あ" * 32768])
def test_a_text_that_no_cell_can_hold_is_refused_with_its_place(text: str) -> None:
    with pytest.raises(OutputFault, match="「表」のA2"):
        render_book(sheet_with("良い", text))


def test_required_headers_look_different_from_others() -> None:
    sheet = declared_sheet(DECLARATIONS[1], ())
    looks = {cell.value: cell.look for cell in sheet.rows[sheet.header_row - 1]}

    assert looks["種類"] is Look.HEADER_REQUIRED
    assert looks["親の議題ID"] is Look.HEADER
    assert str(sheet.rows[1][1].value).startswith("＊必須")


def test_a_protected_sheet_takes_typing_in_open_cells_only() -> None:
    row = (Cell("前回", Look.LOCKED), Cell(None, Look.OPEN), Cell("12", Look.QUESTIONED), Cell("見出し", Look.HEADER))
    worksheet = reopened(Book("試し", (Sheet("表", (Column(10),) * 4, (row,), protected=True),)))["表"]

    assert worksheet.protection.sheet
    assert [cell.protection.locked for cell in worksheet[1]] == [True, False, False, True]
    assert worksheet["C1"].number_format == "@"
    assert worksheet["B1"].fill.fgColor.rgb != worksheet["C1"].fill.fgColor.rgb


def test_columns_and_rows_that_are_hidden_hold_their_values() -> None:
    sheet = Sheet(
        "表", (Column(10, hidden=True), Column(10)), ((Cell("key"), Cell("x")), (Cell("id"),)), hidden_rows=frozenset({1})
    )
    worksheet = reopened(Book("試し", (sheet,)))["表"]

    assert worksheet.column_dimensions["A"].hidden
    assert [worksheet.row_dimensions[number].hidden for number in (1, 2)] == [True, False]
    assert [worksheet["A1"].value, worksheet["A2"].value] == ["key", "id"]


def test_a_note_belongs_to_no_person_and_the_bytes_stay_the_same() -> None:
    book = Book("試し", (Sheet("表", (Column(10),), ((Cell("ほぼ実施", Look.QUESTIONED, note="選択肢にありません。"),),)),))
    comment = reopened(book)["表"]["A1"].comment

    assert comment is not None
    assert (comment.text, comment.author) == ("選択肢にありません。", "kaigi_docs")
    assert render_book(book) == render_book(book)


def test_a_note_is_as_high_as_its_text() -> None:
    heights = []
    for note in ("短い。", "長い文です。" * 40):
        archive = zipfile.ZipFile(
            io.BytesIO(render_book(Book("試し", (Sheet("表", (Column(10),), ((Cell("x", note=note),),)),))))
        )
        drawing = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml"))
        heights += [float(found) for found in re.findall(r"height:([0-9.]+)px", drawing)]
    assert heights == [120.0, 216.0]


def test_a_chart_shows_the_values_of_its_sheet() -> None:
    header = tuple(Cell(text, Look.HEADER) for text in ("課", "回答済み", "未回答"))
    rows = tuple(tuple(Cell(value, number_format="0") for value in row) for row in (("甲課", 3, 1), ("乙課", 0, 2)))
    chart = SheetChart(title="提出状況", anchor="E2", header_row=1, first_row=2, last_row=3, label_column=1, value_columns=(2, 3))
    book = Book("試し", (Sheet("表", (Column(10),) * 3, (header, *rows), charts=(chart,)),))
    (drawn,) = reopened(book)["表"]._charts

    assert [series.val.numRef.f for series in drawn.series] == ["'表'!$B$2:$B$3", "'表'!$C$2:$C$3"]
    assert [series.tx.strRef.f for series in drawn.series] == ["'表'!$B$1", "'表'!$C$1"]
    assert {series.cat.numRef.f for series in drawn.series} == {"'表'!$A$2:$A$3"}
    assert render_book(book) == render_book(book)


def test_filters_and_the_height_of_rows_are_those_of_the_sheet() -> None:
    rows = ((Cell("見出し", Look.HEADER), Cell("備考", Look.HEADER)), (Cell("短い"), Cell()))
    sheet = Sheet("表", (Column(10),) * 2, rows, header_row=1, filter_columns=2, least_row_pt=56.0, paper=Paper.A3)
    worksheet = reopened(Book("試し", (sheet,)))["表"]

    assert worksheet.auto_filter.ref == "A1:B2"
    assert worksheet.row_dimensions[1].height < 56 == worksheet.row_dimensions[2].height
    assert int(worksheet.page_setup.paperSize) == 8


def test_a_drop_down_may_look_its_values_up_on_a_hidden_sheet() -> None:
    choice = Choice(others_allowed=True, source="OFFSET('一覧'!$B$1,MATCH($A2,'一覧'!$A:$A,0)-1,0,1,2)")
    shown = Sheet("表", (Column(8), Column(8, choice=choice)), ((Cell("ID"), Cell("答え")),), 1, entry_rows=9, filter_columns=2)
    workbook = reopened(Book("試し", (shown, Sheet("一覧", (Column(8),), ((Cell("甲"),),), hidden=True))))
    (validation,) = workbook["表"].data_validations.dataValidation
    assert (str(validation.sqref), validation.formula1) == ("B2:B10", choice.source)
    assert workbook["表"].auto_filter.ref == "A1:B10", "rows that come later are filtered, too"
    assert [sheet.sheet_state for sheet in workbook.worksheets] == ["visible", "hidden"]


def test_marked_parts_of_a_text_are_set_apart_by_a_line() -> None:
    runs = (Run("会を"), Run("24", Mark.REMOVED), Run("\n22", Mark.ADDED), Run("回開く。 "))
    text = "".join(run.text for run in runs)
    book = Book("試し", (Sheet("表", (Column(20),), ((Cell(text, runs=runs),),)),))
    assert reopened(book)["表"]["A1"].value == text
    marked = load_workbook(io.BytesIO(render_book(book)), rich_text=True)["表"]["A1"].value
    fonts = [(str(part), part.font.strike, part.font.u) for part in marked if not isinstance(part, str)]
    assert fonts == [("24", True, None), ("\n22", None, "single")]
