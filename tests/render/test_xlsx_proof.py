"""The proof of written books: whatever differs from what the book says is found, in the archive itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.render.xlsx.book import render_book
from kaigi_docs.render.xlsx.proof import first_difference
from kaigi_docs.sheets import Book, Cell, Choice, Column, Look, Mark, Run, Sheet

ROWS = (
    (Cell("題名", Look.TITLE),),
    (Cell("見出し", Look.HEADER), Cell("数", Look.HEADER)),
    (Cell("=1+1 と\n二行", Look.OPEN, note="確認1\n書いてください。"), Cell(12.5, Look.LOCKED)),
    (Cell(date(2022, 4, 1), Look.QUESTIONED), Cell(3, Look.LOCKED), Cell(" 前後の空白 ", Look.LOCKED)),
    (Cell("前後", Look.LOCKED, runs=(Run("前", Mark.REMOVED), Run("後"))), Cell(None, Look.OPEN, choice=Choice(("甲", "乙")))),
)
SHEET = Sheet("表", (Column(20), Column(10), Column(10)), ROWS, header_row=2, protected=True, hidden_rows=frozenset({1}))
BOOK = Book("試し", (SHEET, Sheet("次", (Column(10),), ((Cell("あ"),),))))
FILE = render_book(BOOK)
FIRST = "xl/worksheets/sheet1.xml"


def changed(part: str, change: Callable[[bytes], bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(FILE)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            octets = source.read(name)
            if name == part:
                assert change(octets) != octets
                octets = change(octets)
            target.writestr(name, octets)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("part", "old", "new", "place"),
    [
        (FIRST, "題名", "題各", "A1"),
        (FIRST, " 前後の空白 ", "前後の空白", "C4"),
        (FIRST, "<v>12.5</v>", "<v>12.50001</v>", "B3"),
        (FIRST, "<v>12.5</v>", "<f>A1</f><v>12.5</v>", "B3"),
        (FIRST, "<v>3</v>", "<v></v>", "B4"),
        (FIRST, ' hidden="1"', "", "1行目"),
        (FIRST, "<sheetProtection ", '<sheetProtection x="" ', None),
        (FIRST, '<sheetProtection selectLockedCells="0" selectUnlockedCells="0" sheet="1"', "<sheetProtection", "保護"),
        ("xl/comments/comment1.xml", "書いて", "消して", "A3"),
        ("xl/styles.xml", 'locked="0"', 'locked="1"', "A3"),
        ("xl/workbook.xml", 'name="表"', 'name="裏"', "全体"),
        ("xl/worksheets/sheet2.xml", "</worksheet>", "", "全体"),
        ("docProps/app.xml", ">", "", "全体"),
    ],
)
def test_each_fault_is_found_at_its_place(part: str, old: str, new: str, place: str | None) -> None:
    errors = "xmlcharrefreplace" if part == FIRST else "strict"
    encoding = "ascii" if part == FIRST else "utf-8"
    before, after = (text.encode(encoding, errors) for text in (old, new))
    found = first_difference(BOOK, changed(part, lambda octets: octets.replace(before, after)))
    assert found == (("表", place) if place is not None else None)


def test_a_cell_that_the_book_does_not_have_is_found() -> None:
    more = b'<row r="9"><c r="D9"><v>1</v></c></row></sheetData>'
    assert first_difference(BOOK, changed(FIRST, lambda octets: octets.replace(b"</sheetData>", more))) == ("表", "D9")


@given(st.integers(0, len(FILE) - 1), st.integers(1, 255))
def test_a_damaged_archive_is_never_taken_for_a_whole_one_with_other_cells(at: int, mask: int) -> None:
    """A changed byte of the archive either stands where nothing is read, or is found."""
    damaged = bytearray(FILE)
    damaged[at] ^= mask
    try:
        found = first_difference(BOOK, bytes(damaged))
    except (NotImplementedError, RuntimeError):  # an archive that claims an unknown compression or a password
        return
    if found is None:
        with zipfile.ZipFile(io.BytesIO(FILE)) as one, zipfile.ZipFile(io.BytesIO(bytes(damaged))) as other:
            assert [one.read(name) for name in one.namelist()] == [other.read(name) for name in other.namelist()]


@settings(max_examples=15)
@given(
    st.lists(
        st.one_of(
            st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"))),
            st.integers(-(2**53), 2**53),
            st.integers(-(10**9), 10**9).map(lambda number: number / 1000),
            st.dates(date(1901, 1, 1)),
        )
    )
)
def test_whatever_a_cell_may_hold_is_read_back_as_it_is(values: list[str | int | float | date]) -> None:
    book = Book("試し", (Sheet("表", (Column(10),), tuple((Cell(value),) for value in values)),))
    assert first_difference(book, render_book(book)) is None
