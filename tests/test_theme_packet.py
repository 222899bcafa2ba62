"""The sample packet under every theme but the usual one (tests of the sample): built, proven, with the promised look."""

from __future__ import annotations

import io
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
import pytest

from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Severity
from kaigi_docs.new import write_books
from kaigi_docs.packet import BuildResult, build
from kaigi_docs.sample import sample_files, sample_rows
from kaigi_docs.theme import DEFAULT_THEME, Theme
from kaigi_docs.themes import THEMES
from word_text import W, WordFile

PT_PER_MM = 72 / 25.4


@dataclass(frozen=True)
class Built:
    theme: Theme
    out: Path
    result: BuildResult

    @property
    def letter(self) -> WordFile:
        return WordFile((self.out / "Word" / "まずはこちらをお読みください.docx").read_bytes())

    @property
    def words(self) -> list[WordFile]:
        return [WordFile(path.read_bytes()) for path in self.result.outputs if path.suffix == ".docx"]


@pytest.fixture(scope="module", params=[name for name, theme in THEMES.items() if theme is not DEFAULT_THEME])
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The sample with a 体裁 sheet that names the theme, and no wish of its own for item numbers."""
    folder = tmp_path_factory.mktemp("themes")
    items = [row for row in sample_rows()["会議"] if not row["項目"].startswith("番号の書き方")]
    write_books(folder / "in", {**sample_rows(), "会議": items, "体裁": [{"基本の体裁": request.param}]})
    for path, content in sample_files().items():
        (folder / "in" / path).parent.mkdir()
        (folder / "in" / path).write_bytes(content)
    written = ("まずはこちらをお読みください", "資料1", "資料4")
    return Built(THEMES[request.param], folder / "out", build(folder / "in", out=folder / "out", only=written))


def test_the_packet_is_built_and_all_proofs_pass(built: Built) -> None:
    assert built.result.exit_code is ExitCode.DONE
    assert [finding for finding in built.result.findings if finding.severity is Severity.ERROR] == []


def test_the_pdf_has_the_faces_of_the_theme(built: Built) -> None:
    reader = pypdf.PdfReader(io.BytesIO((built.out / "会議資料一式.pdf").read_bytes()))
    fonts = {
        str(font["/BaseFont"]).partition("+")[2]
        for page in reader.pages
        for font in (reference.get_object() for reference in page["/Resources"]["/Font"].values())
    }
    wanted = {built.theme.headings[0].family, *(style.family for style in built.theme.paragraphs.values())}
    assert {family.faces[0] for family in wanted} <= fonts


def test_the_word_files_have_the_fonts_and_margins_of_the_theme(built: Built) -> None:
    letter = built.letter
    styles = {style.get(f"{W}styleId"): style for style in letter.part("word/styles.xml").iter(f"{W}style")}
    assert (
        styles["BodyText"].find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia")
        == next(iter(built.theme.paragraphs.values())).family.word_font
    )
    left = letter.body.find(f"{W}sectPr/{W}pgMar").get(f"{W}left")
    assert int(left) == round(built.theme.margins.left_mm * PT_PER_MM * 20)


def test_headings_count_in_the_numbers_of_the_theme(built: Built) -> None:
    first, _, sub_item = built.theme.item_glyphs
    styles = {style: [text_of(p) for p in built.letter.all("p") if is_styled(p, style)] for style in ("Heading1", "Heading2")}
    assert styles["Heading1"][0].startswith(first)
    assert any(text.startswith(sub_item) for text in styles["Heading2"])


def text_of(paragraph: Any) -> str:
    return "".join(text.text or "" for text in paragraph.iter(f"{W}t"))


def is_styled(paragraph: Any, style: str) -> bool:
    return paragraph.find(f"{W}pPr/{W}pStyle[@{W}val='{style}']") is not None
