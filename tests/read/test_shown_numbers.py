"""What Excel shows of a number."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from kaigi_docs.read.worker.book import read_cells
from kaigi_docs.read.worker.shown_numbers import shown_number


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.853, "0.0%", "85.3%"),
        (0.85, "0%", "85%"),
        (0.853, "0%", None),
        (1234000, '#,##0,"千円"', "1,234千円"),
        (1234567, '#,##0,"千円"', None),
        (1234000, "#,##0,\\千\\円", "1,234千円"),
        (1234567, "#,##0_);[Red](#,##0)", "1,234,567"),
        (1234567, "#,##0_ ", "1,234,567"),
        (12, '0"人"', "12人"),
        (12, '0"a_b"', "12a_b"),
        (12, "* #,##0", None),
        (2.5, "0", None),
        (1.005, "0.00", None),
        (1.25, "0.00", "1.25"),
        (-0.004, "0.00", None),
        (-1234, "#,##0", "-1,234"),
        (-1234, "#,##0;▲#,##0", None),
        (0, '0;-0;"なし"', None),
        (0.853, "General", None),
        (0.5, "# ?/?", None),
        (12, "[$-411]ggge", None),
        (True, "0%", None),
        ("0.853", "0.0%", None),
        (float("inf"), "0%", None),
        (1e300, "0%", None),
    ],
)
def test_percent_thousands_decimals_and_units_are_shown_as_in_excel(value: object, code: str, shown: str | None) -> None:
    assert shown_number(value, code) == shown


@given(st.one_of(st.integers(), st.floats()), st.text('#,0.%;_\\"円 ', max_size=9))
def test_any_number_and_format_give_a_text_or_nothing(value: float, code: str) -> None:
    shown = shown_number(value, code)
    assert shown is None or any(character.isdigit() for character in shown)


def test_the_cells_of_a_returned_book_say_what_is_shown(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    for row, (value, code) in enumerate([(0.853, "0.0%"), (12, "General"), ("85%", "0%"), ("=1/4", "0%")], 1):
        sheet.cell(row, 1, value).number_format = code
    book.save(tmp_path / "返信.xlsx")
    (told,) = read_cells(tmp_path / "返信.xlsx", looks=True)["sheets"]
    assert told["shown"] == [[1, 1, "85.3%"]]
    (told,) = read_cells(tmp_path / "返信.xlsx")["sheets"]
    assert "shown" not in told
