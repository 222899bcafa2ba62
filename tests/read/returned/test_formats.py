from __future__ import annotations

import codecs
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from hostile import added, archive_of, book_bytes, changed, in_sheet
from kaigi_docs.findings import Location, Severity
from kaigi_docs.read.arrived.kinds import Kind, told_by
from kaigi_docs.read.grid import GridCell, GridSheet
from kaigi_docs.read.returned.files import ReturnedFiles

Read = Callable[[Mapping[str, bytes]], ReturnedFiles]
Fixture = Callable[[str], bytes]
PLAIN = book_bytes()
CSV = "行ID,評価\r\n2022-1.D24.J039.2FUT,おおむね実施できた\r\n,=①㈱髙﨑\r\n"


def only_sheet(result: ReturnedFiles) -> GridSheet:
    (book,) = result.books
    return book.grid.sheets[0]


def values(sheet: GridSheet) -> dict[str, Any]:
    return {cell.address: cell.value for cell in sheet.cells.values()}


def codes(result: ReturnedFiles) -> list[tuple[str, str]]:
    return [(each.where.file if each.where else "", each.code) for each in result.findings]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xlsm", "a.bin", "a", "a.XLSX", "a.csv", "a.xls"])
def test_a_book_is_a_book_whatever_its_ending(returned: Read, name: str) -> None:
    assert values(only_sheet(returned({name: PLAIN}))) == {"A1": "事業ID"}


@pytest.mark.parametrize("ending", ["ods", "xls"])
@pytest.mark.parametrize("named", ["", ".xlsx"])
def test_values_of_other_formats_are_read_and_once_told_that_nothing_else_is_seen(
    returned: Read, fixture: Fixture, ending: str, named: str
) -> None:
    result = returned({f"件数.{ending}{named}": fixture(f"small_book.{ending}")})
    (book,) = result.books
    assert codes(result) == [(book.file, "values-only")]
    assert result.findings[0].severity is Severity.NOTE
    read = values(book.grid.sheets[0])
    assert read == {
        **{"A1": "事業", "B1": "件数", "C1": "受付", "A2": "相談", "B2": 12, "C2": date(2022, 9, 5), "A3": "講座", "B3": 1.5},
        **{"A4": "計", "B4": 13.5, "C4": "相談ほか", "A5": "誤", "C5": True, "A7": "結合", "F10": "=合計ではない"},
    }
    assert [(sheet.title, sheet.hidden) for sheet in book.grid.sheets] == [("件数", False), ("控え", True)]
    assert book.grid.sheets[0].merged == (((7, 1, 8, 3),) if ending == "xls" else ())


def test_a_status_sheet_says_the_same_in_every_format(returned: Read, fixture: Fixture) -> None:
    result = returned({f"こころ.{ending}": fixture(f"status_sheet.{ending}") for ending in ("xlsx", "ods", "xls")})
    assert len(result.books) == 3
    read = [[values(sheet) for sheet in book.grid.sheets] for book in result.books]
    assert read[0] == read[1] == read[2]
    assert sum(str(value).startswith("2022-1.D24.J") for value in read[0][0].values()) == 5


@pytest.mark.parametrize("ending", ["xlsx", "xls", "ods"])
def test_a_password_is_named_in_every_format(returned: Read, fixture: Fixture, ending: str) -> None:
    result = returned({f"秘密.{ending}": fixture(f"password.{ending}")})
    assert codes(result) == [(f"調査票/秘密.{ending}", "file-password")]
    assert result.refused == (f"調査票/秘密.{ending}",)


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode("cp932"),
        CSV.encode("utf-8"),
        CSV.encode("utf-8-sig"),
        codecs.BOM_UTF16_LE + CSV.replace(",", "\t").encode("utf-16-le"),
        codecs.BOM_UTF16_BE + CSV.encode("utf-16-be"),
        CSV.replace(",", "\t").encode("cp932"),
    ],
    ids=["cp932", "utf-8", "utf-8-sig", "utf-16-le-tabs", "utf-16-be", "cp932-tabs"],
)
@pytest.mark.parametrize("name", ["回答.csv", "回答.xlsx"])
def test_a_table_saved_as_text_is_one_sheet_of_texts(returned: Read, content: bytes, name: str) -> None:
    result = returned({name: content})
    sheet = only_sheet(result)
    assert sheet.title == "回答"
    assert values(sheet) == {
        **{"A1": "行ID", "B1": "評価", "A2": "2022-1.D24.J039.2FUT", "B2": "おおむね実施できた", "B3": "=①㈱髙﨑"},
    }
    assert not any(cell.formula for cell in sheet.cells.values())
    assert codes(result) == [(f"調査票/{name}", "values-only")]


def test_a_cell_of_a_text_table_may_hold_lines_and_quotes(returned: Read) -> None:
    assert values(only_sheet(returned({"a.csv": b'a,"b\r\nc ""d"""\n'}))) == {"A1": "a", "B1": 'b\nc "d"'}


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("文字化け.csv", b"a,b\n\x81\xff,\xfe\xfd\n", "text-encoding"),
        ("空文字.csv", b"a,b\0c\n", "text-encoding"),
        ("引用符.csv", b'a,"b\nc,d\n', "text-broken"),
        ("メモ.txt", "ご確認ください。".encode(), "file-not-book"),
        ("遠い.csv", b"," * 2000 + b"x", "cell-far"),
        ("網.xls", b"<!DOCTYPE html><html><table><tr><td>1</td></tr></table></html>", "file-not-book"),
        ("網.xlsx", "\ufeff<html xmlns:x='urn:schemas-microsoft-com:office:excel'>".encode(), "file-not-book"),
        ("昔.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>', "file-not-book"),
        ("紙.pdf", b"%PDF-1.7", "file-not-book"),
        ("紙.xlsx", b"%PDF-1.7", "file-not-book"),
        ("文書.docx", archive_of("[Content_Types].xml", "word/document.xml"), "file-not-book"),
        ("資料.pptx", archive_of("[Content_Types].xml", "ppt/presentation.xml"), "file-not-book"),
        ("文書.odt", archive_of("mimetype", "content.xml"), "file-not-book"),
        ("写真.jpg", b"\xff\xd8\xff\xe0" + bytes(50), "file-not-book"),
        ("まとめ.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), "file-not-book"),
        ("まとめ.rar", b"Rar!\x1a\x07\x01\0", "file-not-book"),
        ("まとめ.lzh", b"\x20\x00-lh5-" + bytes(50), "file-not-book"),
        ("近道.xlsx.lnk", b"L\0\0\0\x01\x14\x02\0" + bytes(50), "file-not-book"),
        ("近道.url", b"[InternetShortcut]\r\nURL=file://x,y\r\n", "file-not-book"),
        ("文書.xdw", b"\x60\x0e\x82\xe5" + bytes(50), "file-not-book"),
        ("束.xbd", b"\x60\x0e\x82\xe5" + bytes(50), "file-not-book"),
        ("展開.exe", b"MZ" + bytes(50), "file-not-book"),
        ("空.xlsx", b"", "file-empty"),
        ("半分.xlsx", PLAIN[: len(PLAIN) // 2], "file-unreadable"),
    ],
)
def test_what_is_no_book_is_one_finding_with_what_to_do(returned: Read, name: str, content: bytes, code: str) -> None:
    result = returned({name: content})
    assert codes(result) == [(f"調査票/{name}", code)]
    finding = result.findings[0]
    assert finding.severity is Severity.ERROR
    assert finding.hint
    assert result.refused == (f"調査票/{name}",)


@pytest.mark.parametrize(("stream", "word"), [("WordDocument", "Word"), ("DocumentText", "一太郎"), ("Contents", "古い形式")])
def test_a_compound_file_of_another_program_is_named(returned: Read, stream: str, word: str) -> None:
    from mail_files import compound

    result = returned({"文書.xls": compound({(stream,): b"x"})})
    assert codes(result) == [("調査票/文書.xls", "file-not-book")]
    assert word in result.findings[0].message


def test_notes_and_fills_are_seen_also_of_blank_cells(returned: Read) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet["B2"].comment = Comment("済\r\n評価は○", "みほん")
        sheet["C3"].fill = PatternFill("solid", fgColor="FFFFFF00")
        sheet["D4"].fill = PatternFill("solid", fgColor=Color(theme=4))
        sheet["E5"].fill = PatternFill("solid", fgColor=Color(indexed=10))
        sheet["F6"].fill = PatternFill("gray125")

    sheet = only_sheet(returned({"色.xlsx": book_bytes(fill)}))
    assert sheet.notes == {(2, 2): "済\n評価は○"}
    assert sheet.fills == {(3, 3): "FFFF00", (4, 4): "theme:4", (5, 5): "FF0000"}
    assert values(sheet) == {"A1": "事業ID"}


def test_text_in_a_clear_colour_is_seen_and_grey_or_the_colour_of_links_is_none(returned: Read) -> None:
    colours = {
        "B1": Color("FFFF0000"),
        "B2": Color("FF0070C0"),
        "B3": Color(theme=5),
        "B4": Color(indexed=10),
        "C1": Color("FF404040"),
        "C2": Color("FF000000"),
        "C3": Color(theme=10),
        "C4": Color(theme=1),
        "C5": Color(indexed=64),
    }

    def fill(book: Workbook) -> None:
        sheet = book.active
        for place, colour in colours.items():
            sheet[place], sheet[place].font = "文", Font(color=colour)
        sheet["B9"].font = Font(color="FFFF0000")  # blank
        sheet["B5"] = CellRichText("前", TextBlock(InlineFont(color=Color("FFFF0000")), "赤"))
        sheet["C6"] = CellRichText("前", TextBlock(InlineFont(b=True), "太"))

    sheet = only_sheet(returned({"赤.xlsx": book_bytes(fill)}))
    assert sheet.inked == {(row, 2) for row in range(1, 6)}


def test_a_threaded_comment_is_its_own_text_and_not_what_excel_leaves_for_older_versions(returned: Read) -> None:
    def fill(book: Workbook) -> None:
        book.active["B2"].comment = Comment(
            "[スレッド化されたコメント]\n\nお使いのバージョンの…\n\nコメント:\n    継続", "tc={1}"
        )

    part = "xl/threadedComments/threadedComment1.xml"
    thread = '<ThreadedComments xmlns="urn:x"><threadedComment ref="B2"><text>継続</text></threadedComment>'
    thread += '<threadedComment ref="B2"><text>了解</text></threadedComment></ThreadedComments>'
    link = b'<Relationship Id="t1" Type="urn:x" Target="../threadedComments/threadedComment1.xml"/></Relationships>'
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    book = added(changed(book_bytes(fill), rels, lambda old: old.replace(b"</Relationships>", link)), part, thread.encode())
    assert only_sheet(returned({"メモ.xlsx": book})).notes == {(2, 2): "継続\n了解"}


def test_what_is_left_of_struck_text_is_known(returned: Read) -> None:
    def fill(book: Workbook) -> None:
        sheet = book.active
        sheet["A2"] = CellRichText("実施 ", TextBlock(InlineFont(strike=True), "しない"), "した")
        sheet["A3"] = "取消"
        sheet["A3"].font = Font(strike=True)
        sheet["A4"] = "そのまま"

    cells = only_sheet(returned({"線.xlsx": book_bytes(fill)})).cells
    assert cells[2, 1] == GridCell(2, 1, "実施 しないした", struck=True, kept="実施 した")
    assert cells[3, 1] == GridCell(3, 1, "取消", struck=True, kept="")
    assert cells[4, 1] == GridCell(4, 1, "そのまま")


def test_a_formula_without_result_is_told_from_a_blank_cell(returned: Read) -> None:
    rows = b'<row r="2"><c r="A2"><f>1+2</f></c><c r="B2"><f>1+2</f><v>3</v></c></row></sheetData>'
    cells = only_sheet(returned({"式.xlsx": in_sheet(PLAIN, b"</sheetData>", rows)})).cells
    assert (cells[2, 1], cells[2, 2]) == (GridCell(2, 1, "", formula=True), GridCell(2, 2, 3, formula=True))


def test_macros_and_links_are_left_alone_and_told(returned: Read) -> None:
    book = added(added(PLAIN, "xl/vbaProject.bin", b"\xd0\xcf\x11\xe0"), "xl/externalLinks/externalLink1.xml", b"<x/>")
    result = returned({"マクロ.xlsm": book})
    assert [code for _, code in codes(result)] == ["macros-ignored", "links-ignored"]
    assert len(result.books) == 1


def test_a_book_that_openpyxl_refuses_is_read_for_its_values(returned: Read) -> None:
    broken = changed(
        PLAIN, "xl/styles.xml", lambda old: old.replace(b"<fonts", b"<fonts bogus='1'", 1).replace(b"<sz ", b"<sz x='", 1)
    )
    damaged = changed(PLAIN, "xl/styles.xml", lambda old: old.replace(b'val="11"', b'val="eleven"'))
    assert codes(returned({"壊.xlsx": broken})) == [("調査票/壊.xlsx", "file-unreadable")]
    result = returned({"壊.xlsx": damaged})
    assert values(only_sheet(result)) == {"A1": "事業ID"}
    assert codes(result) == [("調査票/壊.xlsx", "values-only")]


def test_a_book_of_the_strict_kind_is_read_for_its_values(returned: Read) -> None:
    transitional, strict = b"http://schemas.openxmlformats.org/", b"http://purl.oclc.org/ooxml/"
    book = PLAIN
    for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml", "_rels/.rels"):
        book = changed(
            book,
            part,
            lambda old: old.replace(transitional + b"spreadsheetml/2006/main", strict + b"spreadsheetml/main").replace(
                transitional + b"officeDocument/2006/", strict + b"officeDocument/"
            ),
        )
    assert values(only_sheet(returned({"厳密.xlsx": book}))) == {"A1": "事業ID"}


def test_a_far_cell_of_an_open_document_is_named_with_its_place(returned: Read, fixture: Fixture) -> None:
    def repeat(old: bytes) -> bytes:
        return old.replace(b"<table:table-row", b'<table:table-row table:number-rows-repeated="1048576"', 1)

    result = returned({"遠い.ods": changed(fixture("small_book.ods"), "content.xml", repeat)})
    assert codes(result) == [("調査票/遠い.ods", "cell-far")]


@given(st.lists(st.lists(st.text("あ①,\"'= \n1", max_size=6), min_size=2, max_size=4), min_size=1, max_size=5))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_table_comes_back_from_text_as_it_was_written(returned: Read, rows: list[list[str]]) -> None:
    import csv
    import io

    written = io.StringIO()
    csv.writer(written).writerows(rows)
    result = returned({"表.csv": written.getvalue().encode("cp932") or b"x"})
    expected = {(row, column): text for row, each in enumerate(rows, 1) for column, text in enumerate(each, 1) if text}
    assert {place: cell.value for place, cell in only_sheet(result).cells.items()} == expected


@given(st.binary(max_size=80), st.sampled_from(["a.xlsx", "a.xdw", "a.eml", ""]))
@settings(max_examples=40, deadline=None)
def test_all_bytes_are_something(content: bytes, name: str) -> None:
    told = told_by(content, name)
    assert told.kind is not Kind.OTHER or told.noun


def test_a_fault_in_text_has_its_line(returned: Read) -> None:
    where = returned({"引用符.csv": b'a,b\nc,"d\n'}).findings[0].where
    assert where == Location("調査票/引用符.csv", line=2)
