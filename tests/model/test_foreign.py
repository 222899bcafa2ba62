"""The sheet of offices that a page of another program needs."""

from __future__ import annotations

import pytest

from kaigi_docs.model.foreign import ForeignPdf, ForeignSheet


def sheet(width_mm: float, height_mm: float) -> ForeignSheet:
    return ForeignSheet(width_mm=width_mm, height_mm=height_mm, sha256="0" * 64, ink_mm=None, look=b"")


@pytest.mark.parametrize(
    ("width_mm", "height_mm", "paper"),
    [
        (210, 297, "A4"),
        (297, 210, "A4"),
        (201.6, 288.5, "A4"),  # cropped a little
        (215.9, 279.4, "B4"),  # US letter is wider than A4
        (182, 257, "B5"),
        (257, 364, "B4"),
        (420, 297, "A3"),
        (594, 841, "特大"),
    ],
)
def test_a_page_needs_the_smallest_sheet_that_holds_it(width_mm: float, height_mm: float, paper: str) -> None:
    assert sheet(width_mm, height_mm).paper == paper


def test_each_sheet_is_named_once_in_the_order_of_the_pages() -> None:
    pages = (sheet(210, 297), sheet(420, 297), sheet(297, 210))
    assert ForeignPdf(path="添付/a.pdf", sheets=pages, archival=True, content=b"").papers == ("A4", "A3")
