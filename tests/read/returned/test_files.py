from __future__ import annotations

import hashlib
import os
import sys
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import book_bytes
from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.read.arrived.walk import told_apart
from kaigi_docs.read.returned.files import ReturnedFiles, read_returned
from kaigi_docs.read.sandbox import Sandbox

Read = Callable[[Mapping[str, bytes]], ReturnedFiles]
PLAIN = book_bytes()
POSIX = pytest.mark.skipif(sys.platform != "linux", reason="names and links of Linux")


def other_book(text: str) -> bytes:
    return book_bytes(lambda book: book.active.append([text]))


def codes(result: ReturnedFiles) -> list[tuple[str, str]]:
    return [(each.where.file if each.where else "", each.code) for each in result.findings]


def test_a_folder_that_is_missing_or_empty_holds_nothing(tmp_path: Path, sandbox: Sandbox) -> None:
    assert read_returned(tmp_path, sandbox).seen == 0
    (tmp_path / "調査票").mkdir()
    assert read_returned(tmp_path, sandbox) == ReturnedFiles(books=(), findings=(), names=(), refused=())


def test_books_of_subfolders_come_in_the_order_of_their_names(returned: Read) -> None:
    names = ("い.xlsx", "あ/2.xlsx", "あ/1.xlsx", "か.xlsx")
    result = returned({name: other_book(name) for name in names})
    assert [book.file for book in result.books] == ["調査票/あ/1.xlsx", "調査票/あ/2.xlsx", "調査票/い.xlsx", "調査票/か.xlsx"]
    assert all(book.received is None for book in result.books)


def test_files_that_programs_leave_are_passed_over_and_counted(returned: Read) -> None:
    names = ("~$こころ.xlsx", ".~lock.こころ.ods#", "Thumbs.db", "desktop.ini", ".DS_Store", "._こころ.xlsx")
    result = returned(dict.fromkeys(names, b"x") | {"こころ.xlsx": PLAIN})
    assert (result.seen, len(result.books), result.refused) == (7, 1, ())
    assert {(Path(file).name, code) for file, code in codes(result)} == {
        ("~$こころ.xlsx", "file-lock"),
        (".~lock.こころ.ods#", "file-lock"),
        *((name, "file-passed-over") for name in names[2:]),
    }


def test_the_same_bytes_twice_are_read_once_and_both_are_counted(returned: Read) -> None:
    result = returned({"a.xlsx": PLAIN, "コピー.xlsx": PLAIN, "空.xlsx": b"", "空2.xlsx": b""})
    assert [(book.file, book.sha256) for book in result.books] == [("調査票/a.xlsx", hashlib.sha256(PLAIN).hexdigest())]
    finding = result.findings[0]
    assert (finding.code, finding.severity, finding.where) == ("file-duplicate", Severity.NOTE, Location("調査票/コピー.xlsx"))
    assert "調査票/a.xlsx" in finding.message
    assert codes(result)[1:] == [("調査票/空.xlsx", "file-empty"), ("調査票/空2.xlsx", "file-empty")]


def test_refused_are_files_with_errors_that_gave_no_book(returned: Read) -> None:
    result = returned({"a.xlsx": PLAIN, "b.pdf": b"%PDF-1.7", "c.csv": b"a,b", "d.xlsx": PLAIN})
    assert result.refused == ("調査票/b.pdf",)


@POSIX
def test_names_of_a_mac_are_shown_as_windows_writes_them(returned: Read) -> None:
    decomposed = unicodedata.normalize("NFD", "ガバナンス課.xlsx")
    assert returned({decomposed: PLAIN}).books[0].file == "調査票/ガバナンス課.xlsx"


@POSIX
def test_two_names_that_are_shown_alike_are_told_apart(returned: Read) -> None:
    name = "ガ.xlsx"
    result = returned({name: PLAIN, unicodedata.normalize("NFD", name): other_book("二つめ")})
    assert sorted(book.file for book in result.books) == ["調査票/ガ.xlsx", "調査票/ガ.xlsx (2)"]


@POSIX
def test_a_name_in_windows_japanese_is_shown_as_text(returned: Read) -> None:
    name = os.fsdecode("髙齢課.xlsx".encode("cp932"))
    assert returned({name: PLAIN}).books[0].file == "調査票/髙齢課.xlsx"


@POSIX
def test_links_are_not_followed(tmp_path: Path, sandbox: Sandbox) -> None:
    folder = tmp_path / "調査票"
    folder.mkdir()
    (tmp_path / "外").mkdir()
    (tmp_path / "外" / "a.xlsx").write_bytes(PLAIN)
    (folder / "輪").symlink_to(folder)
    (folder / "外").symlink_to(tmp_path / "外")
    (folder / "a.xlsx").symlink_to(tmp_path / "外" / "a.xlsx")
    (folder / "b.xlsx").symlink_to(tmp_path / "ない")
    result = read_returned(tmp_path, sandbox)
    assert result.unaccounted == result.books == ()
    assert {code for _, code in codes(result)} == {"file-link"}
    assert result.seen == 4


@POSIX
def test_a_pipe_is_a_finding_and_does_not_hang(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / "調査票").mkdir()
    os.mkfifo(tmp_path / "調査票" / "管.xlsx")
    assert codes(read_returned(tmp_path, sandbox)) == [("調査票/管.xlsx", "file-unreadable")]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="needs a user without all rights")
def test_a_folder_that_cannot_be_opened_is_a_finding(returned: Read, tmp_path: Path) -> None:
    (tmp_path / "調査票" / "鍵").mkdir(parents=True)
    (tmp_path / "調査票" / "鍵").chmod(0)
    assert codes(returned({})) == [("調査票/鍵", "file-unreadable")]


def test_files_are_never_changed_and_nothing_is_left_behind(returned: Read, tmp_path: Path) -> None:
    files = {"a.xlsx": PLAIN, "b.csv": b"a,b", "c.pdf": b"%PDF"}
    returned(files)
    assert {path.name: path.read_bytes() for path in (tmp_path / "調査票").iterdir()} == files


def test_progress_is_reported_now_and_then(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / "調査票").mkdir()
    for number in range(60):
        (tmp_path / "調査票" / f"{number:02}.pdf").write_bytes(b"%%PDF%d" % number)
    steps: list[str] = []
    read_returned(tmp_path, sandbox, report=steps.append)
    assert len(steps) == 30
    assert steps[0] == "調査票を読んでいます（1／60　調査票/00.pdf）"


def test_a_file_that_is_neither_read_nor_told_would_be_seen() -> None:
    told = (Finding("file-empty", Severity.ERROR, Location("調査票/b"), ""),)
    assert ReturnedFiles(books=(), findings=told, names=("調査票/a", "調査票/b"), refused=()).unaccounted == ("調査票/a",)


@given(st.lists(st.text("ab() 2", max_size=5), max_size=8))
@settings(max_examples=40, deadline=None)
def test_names_that_are_told_apart_differ_and_the_first_keeps_its_own(names: list[str]) -> None:
    apart = told_apart(names)
    assert len(set(apart)) == len(names)
    assert apart[:1] == names[:1]
