from __future__ import annotations

import os
import sys
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from hostile import DOCTYPE, SHEET, added, archive_of, book_bytes, changed, compound_file, in_sheet, saved
from kaigi_docs.findings import Finding, Severity
from kaigi_docs.read.preflight import Limits, preflight

PLAIN = book_bytes()


def only(path: Path, limits: Limits | None = None) -> Finding:
    (finding,) = preflight(path, limits or Limits(), shown_as="調査票/" + path.name)
    assert finding.where is not None
    assert finding.where.file == "調査票/" + path.name
    assert finding.message.endswith("。") and finding.hint.endswith("。")
    return finding


def code_of(path: Path, content: bytes, limits: Limits | None = None) -> str:
    finding = only(saved(path, content), limits)
    assert finding.severity is Severity.ERROR
    return finding.code


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "みほん課.xlsx"


def test_a_usual_book_has_no_findings(path: Path) -> None:
    assert preflight(saved(path, PLAIN)).codes() == []


@pytest.mark.parametrize(
    ("content", "code", "word"),
    [
        (b"", "file-empty", "空"),
        (b"<!DOCTYPE html><html><table></table></html>", "file-not-book", "HTML"),
        (b"\xef\xbb\xbf<html xmlns:x='urn:schemas-microsoft-com:office:excel'>", "file-not-book", "HTML"),
        ("事業ID,事業名\nJ001,相談\n".encode(), "file-not-book", "CSV"),
        ("事業ID,事業名\nJ001,相談\n".encode("cp932"), "file-not-book", "CSV"),
        ("事業ID\t事業名".encode("utf-16"), "file-not-book", "CSV"),
        (b"%PDF-1.7\n", "file-not-book", "PDF"),
        (b"<?xml version='1.0'?><Workbook/>", "file-not-book", "XML"),
        (bytes(range(256)) * 20, "file-not-book", "Excelのブックではない"),
        (compound_file("EncryptedPackage"), "file-password", "パスワード"),
        (compound_file("Workbook"), "file-not-book", "古い形式"),
        (archive_of("[Content_Types].xml", "word/document.xml"), "file-not-book", "Word"),
        (archive_of("mimetype", "content.xml"), "file-not-book", ".ods"),
        (archive_of("[Content_Types].xml", "xl/workbook.bin"), "file-not-book", ".xlsb"),
        (archive_of("写真.jpg"), "file-not-book", "zip"),
        (PLAIN[: len(PLAIN) // 2], "file-unreadable", "壊れて"),
        (PLAIN[:60], "file-unreadable", "壊れて"),
    ],
    ids=range(17),
)
def test_a_file_that_is_no_book_is_named_by_what_it_is(path: Path, content: bytes, code: str, word: str) -> None:
    finding = only(saved(path, content))
    assert finding.code == code
    assert word in finding.message


def test_a_missing_file_and_a_folder_are_unreadable(tmp_path: Path) -> None:
    assert only(tmp_path / "ない.xlsx").code == "file-unreadable"
    (tmp_path / "フォルダ.xlsx").mkdir()
    assert "フォルダ" in only(tmp_path / "フォルダ.xlsx").message


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX only")
def test_a_pipe_in_place_of_a_file_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "管.xlsx")
    assert only(tmp_path / "管.xlsx").code == "file-unreadable"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user without all rights")
def test_a_file_without_permission_is_unreadable(path: Path) -> None:
    saved(path, PLAIN).chmod(0)
    assert "権限" in only(path).message


def test_a_name_that_is_too_long_is_unreadable(tmp_path: Path) -> None:
    assert only(tmp_path / ("長" * 300 + ".xlsx")).code == "file-unreadable"


def test_the_lock_file_of_excel_is_known_by_its_name(tmp_path: Path) -> None:
    finding = only(saved(tmp_path / "~$会議設定.xlsx", b"\x05Mihon"))
    assert (finding.code, finding.severity) == ("file-lock", Severity.WARNING)


def test_a_file_over_the_size_limit_is_not_opened(path: Path) -> None:
    assert code_of(path, PLAIN, Limits(max_bytes=1000)) == "file-too-large"


def test_a_member_that_unpacks_enormously_is_a_bomb(path: Path) -> None:
    assert code_of(path, added(PLAIN, "xl/media/image1.png", bytes(30_000_000))) == "zip-bomb"


def test_too_many_members_or_bytes_are_a_bomb(path: Path) -> None:
    assert code_of(path, PLAIN, Limits(max_members=3)) == "zip-bomb"
    assert code_of(path, PLAIN, Limits(max_unpacked_bytes=5000)) == "zip-bomb"


def test_a_stated_size_that_is_a_lie_is_never_unpacked(path: Path) -> None:
    book = added(PLAIN, "xl/media/image1.png", bytes(3_000_000))
    with zipfile.ZipFile(saved(path, book)) as archive:
        offset = archive.start_dir
    entry = book.rindex(b"PK\x01\x02", offset)
    lie = book[: entry + 24] + (10).to_bytes(4, "little") + book[entry + 28 :]
    assert code_of(path, lie) == "file-unreadable"


@pytest.mark.parametrize("name", ["../../evil.xml", "/etc/evil.xml", "xl/../../evil.xml", "C:\\evil.xml", "xl\\..\\evil.xml"])
def test_a_member_that_points_out_of_the_archive_is_refused(path: Path, name: str) -> None:
    assert code_of(path, added(PLAIN, name, b"<x/>")) == "file-unreadable"


def test_an_encrypted_member_is_a_password(path: Path) -> None:
    book = bytearray(PLAIN)
    entry = book.rindex(b"PK\x01\x02")
    book[entry + 8] |= 1
    assert code_of(path, bytes(book)) == "file-password"


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml", "docProps/core.xml"])
def test_a_doctype_is_refused_in_every_part(path: Path, part: str) -> None:
    book = changed(PLAIN, part, lambda old: DOCTYPE + old[old.index(b"?>") + 2 if old.startswith(b"<?xml") else 0 :])
    assert code_of(path, book) == "xml-doctype"


@pytest.mark.parametrize("name", ["xl/hidden.bin", "customXml/item1.xml", "xl/drawings/vmlDrawing1.vml"])
def test_a_doctype_is_found_whatever_the_part_is_called(path: Path, name: str) -> None:
    assert code_of(path, added(PLAIN, name, b"\n " + DOCTYPE.partition(b"?>")[2] + b"<x/>")) == "xml-doctype"


def test_a_doctype_in_utf16_is_found(path: Path) -> None:
    content = '<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE x><x/>'.encode("utf-16")
    assert code_of(path, added(PLAIN, "xl/other.xml", content)) == "xml-doctype"


@pytest.mark.parametrize("part", [SHEET, "xl/styles.xml"])
@pytest.mark.parametrize("keep", [0.5, 0.99])
def test_broken_xml_is_unreadable(path: Path, part: str, keep: float) -> None:
    assert code_of(path, changed(PLAIN, part, lambda old: old[: int(len(old) * keep)])) == "file-unreadable"


def test_vml_that_is_no_xml_is_let_pass_because_excel_writes_it(path: Path) -> None:
    content = b"<xml><br></xml>"
    assert preflight(saved(path, added(PLAIN, "xl/drawings/vmlDrawing1.vml", content))).codes() == []


def test_a_token_without_end_is_unreadable(path: Path) -> None:
    content = b"<x a='" + os.urandom(3_000_000).hex().encode() + b"'/>"
    assert code_of(path, added(PLAIN, "xl/long.xml", content)) == "file-unreadable"


@pytest.mark.parametrize("address", ["XFD1048576", "A1048576", "XFD1", "A100001", "ALM1"])
def test_a_filled_cell_far_away_is_named_with_its_sheet(path: Path, address: str) -> None:
    def fill(book: Workbook) -> None:
        book.active[address] = 1

    finding = only(saved(path, book_bytes(fill)))
    assert finding.code == "cell-far"
    assert finding.where is not None
    assert (finding.where.sheet, finding.where.cell) == ("施策一覧", address)


def test_the_farthest_allowed_cell_is_no_finding(path: Path) -> None:
    def fill(book: Workbook) -> None:
        book.active["ALL100000"] = 1

    assert preflight(saved(path, book_bytes(fill))).codes() == []


def test_a_far_dimension_without_a_filled_cell_is_only_a_note(path: Path) -> None:
    finding = only(saved(path, in_sheet(PLAIN, b'ref="A1:A1"', b'ref="A1:XFD1048576"')))
    assert (finding.code, finding.severity) == ("cell-far", Severity.NOTE)


@pytest.mark.parametrize("reference", ["A2:XFD1048576", "A2:B1048576"])
def test_a_merged_range_without_end_is_far(path: Path, reference: str) -> None:
    merge = f'</sheetData><mergeCells count="1"><mergeCell ref="{reference}"/></mergeCells>'.encode()
    assert code_of(path, in_sheet(PLAIN, b"</sheetData>", merge)) == "cell-far"


def test_merged_and_linked_ranges_count_as_cells(path: Path) -> None:
    merge = b'</sheetData><mergeCells count="1"><mergeCell ref="A2:Z1000"/></mergeCells>'
    assert code_of(path, in_sheet(PLAIN, b"</sheetData>", merge), Limits(max_cells=20_000)) == "file-too-large"
    link = b'</sheetData><hyperlinks><hyperlink ref="A2:Z1000" location="A1"/></hyperlinks>'
    assert code_of(path, in_sheet(PLAIN, b"</sheetData>", link), Limits(max_cells=20_000)) == "file-too-large"


def test_too_many_cells_are_too_large(path: Path) -> None:
    def fill(book: Workbook) -> None:
        for _ in range(20):
            book.active.append(list(range(10)))

    assert code_of(path, book_bytes(fill), Limits(max_cells=200)) == "file-too-large"
    assert preflight(path, Limits(max_cells=201)).codes() == []


def test_cells_without_an_address_are_counted_from_the_left(path: Path) -> None:
    book = in_sheet(PLAIN, b"</sheetData>", b"<row>" + b"<c><v>1</v></c>" * 1001 + b"</row></sheetData>")
    finding = only(saved(path, book))
    assert finding.where is not None
    assert (finding.code, finding.where.cell) == ("cell-far", "ALM2")


@given(
    changes=st.lists(st.tuples(st.integers(0, len(PLAIN) - 1), st.integers(0, 255)), min_size=1, max_size=6),
    cut=st.none() | st.integers(1, len(PLAIN)),
)
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_change_of_bytes_makes_the_preflight_fail(path: Path, changes: list[tuple[int, int]], cut: int | None) -> None:
    content = bytearray(PLAIN)
    for position, byte in changes:
        content[position] = byte
    for finding in preflight(saved(path, bytes(content[:cut]))):
        assert finding.where is not None
