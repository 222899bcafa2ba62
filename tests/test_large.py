"""大活字/: the packet in type of 18 points and more, proven like the others; members who need it get their 回答書 so, too."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from itertools import combinations
from pathlib import Path
from typing import Any

import pypdf
import pytest

from kaigi_docs.errors import ExitCode, UsageFault
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import PT_PER_MM, LaidOut, Rect, TextRun
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.materials.form_sizes import LARGE_FORM
from kaigi_docs.materials.response_form import build_response_form
from kaigi_docs.packet import build
from kaigi_docs.read.documents.pdf import read_pdf
from kaigi_docs.theme import DEFAULT_THEME, TextStyle, Theme
from kaigi_docs.themes import LARGE_PT, THEMES, large_form_theme, large_theme
from letter_meeting import context_of
from printed_forms import form_material, form_meeting, plain_pages

Folder = Callable[..., Path]
FILES = ["PDF/まずはこちらをお読みください.pdf", "PDF/資料３　各課の取組状況.pdf"]


def names(directory: Path) -> list[str]:
    return sorted(path.relative_to(directory).as_posix() for path in directory.rglob("*") if path.is_file())


def test_large_print_is_a_set_of_its_own_without_the_form_and_leaves_the_packet_alone(
    built_meeting: Path, tmp_path: Path
) -> None:
    folder, out = built_meeting, tmp_path / "outputs" / "mihon"
    before = {name: (out / name).read_bytes() for name in names(out) if name != "結果.html"}
    result = build(folder, out=out, large=True)
    assert result.exit_code is ExitCode.DONE
    words = [name.replace("PDF", "Word").replace("pdf", "docx") for name in FILES]
    assert names(out / "大活字") == sorted([*FILES, *words, "manifest.json", "会議資料一式（大活字）.pdf"])
    assert {name: (out / name).read_bytes() for name in before} == before


def test_large_print_is_large_to_the_reader_of_the_file(meeting_folder: Folder, tmp_path: Path) -> None:
    folder, out = meeting_folder(), tmp_path / "out"
    build(folder, out=out, large=True)
    packet = out / "大活字" / "会議資料一式（大活字）.pdf"
    sizes: set[float] = set()

    def seen(text: str, cm: Any, tm: Any, font: Any, size: float) -> None:
        if text.strip():
            sizes.add(float(size))

    for sheet in pypdf.PdfReader(packet).pages:
        sheet.extract_text(visitor_text=seen)
    assert sizes and min(sizes) >= LARGE_PT
    assert "居場所づくり" in "".join("".join(page.text.split()) for page in read_pdf(packet).pages)


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_every_style_but_that_of_charts_has_18_points_or_more(theme: Theme) -> None:
    large = large_theme(theme)
    single = [getattr(large, each.name) for each in fields(large) if each.name != "chart_text"]
    styles = [*large.paragraphs.values(), *large.headings, *(each for each in single if isinstance(each, TextStyle))]
    assert min(style.size_pt for style in styles) >= LARGE_PT
    assert large.chart_text.size_pt >= 12.0


def test_large_headings_stay_larger_than_large_text() -> None:
    large = large_theme(DEFAULT_THEME)
    assert large.headings[0].size_pt > LARGE_PT


@pytest.mark.parametrize("other", ["draft", "public", "mailed"])
def test_large_print_excludes_other_editions(meeting_folder: Folder, other: str) -> None:
    with pytest.raises(UsageFault, match="--large"):
        build(meeting_folder(), large=True, **{other: True})  # type: ignore[arg-type]


def test_the_form_cannot_be_asked_for_in_large_print(meeting_folder: Folder) -> None:
    with pytest.raises(UsageFault, match="「回答書」という資料はありません"):
        build(meeting_folder(), large=True, only=["回答書"])


def test_a_packet_of_nothing_but_a_form_has_no_large_print(meeting_folder: Folder) -> None:
    only_form = [{"資料ID": "S03", "種類": "回答書", "題名": "回答書"}]
    agenda = [{"議題ID": "A01", "種類": "協議事項", "題名": "進め方"}]
    questions = [{"設問ID": "Q1", "種類": "意見", "議題ID": "A01"}]
    folder = meeting_folder(資料=only_form, 議題=agenda, 設問=questions, 文面=[])
    with pytest.raises(UsageFault, match="大活字にする資料がありません"):
        build(folder, large=True)


@pytest.fixture(scope="module")
def large_pages() -> LaidOut:
    """A form in large print with every kind of question."""
    look = large_form_theme(DEFAULT_THEME)
    document, findings = build_response_form(form_material(), (), context_of(form_meeting()), sizes=LARGE_FORM)
    assert findings.codes() == []
    return layout_document(with_settled_widths(document, look), look)


def test_all_words_of_a_form_in_large_print_are_large_and_have_room(large_pages: LaidOut) -> None:
    assert large_pages.findings.codes() == []
    marks = [mark for page in large_pages.pages for content in page.contents for mark in content.marks]
    assert min(mark.size_pt for mark in marks if isinstance(mark, TextRun)) >= LARGE_PT


def test_spaces_of_a_form_in_large_print_are_larger_lie_apart_and_are_the_same_in_number(large_pages: LaidOut) -> None:
    large, usual = ([(page, field) for page in pages.pages for field in page.fields] for pages in (large_pages, plain_pages()))
    assert [field.id for _, field in large] == [field.id for _, field in usual]
    assert all(big.rect.height > small.rect.height for (_, big), (_, small) in zip(large, usual, strict=True))
    for (page, one), (other_page, other) in combinations(large, 2):
        assert page is not other_page or not overlap(one.rect, other.rect), (one.id, other.id)
    edge = large_form_theme(DEFAULT_THEME).margins.left_mm * PT_PER_MM
    assert all(edge - 0.01 <= each.rect.x0 and each.rect.x1 <= page.width - edge + 0.01 for page, each in large)


def overlap(one: Rect, other: Rect) -> bool:
    return one.x0 < other.x1 and other.x0 < one.x1 and one.y0 < other.y1 and other.y0 < one.y1
