"""The theme as named styles."""

from __future__ import annotations

import io
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn

from kaigi_docs.blocks import Align, Heading, Note, Paragraph, ParagraphStyle, Run
from kaigi_docs.render.docx.styles import HEADING_IDS, PARAGRAPH_STYLE_IDS, named_styles
from kaigi_docs.theme import DEFAULT_THEME, TextStyle, Theme


def styles_of(written, theme=DEFAULT_THEME):
    root = written(Paragraph((Run("本文"),)), theme=theme).part("word/styles.xml")
    return {style.get(qn("w:styleId")): style for style in root.findall(qn("w:style"))}


def test_every_paragraph_style_of_the_blocks_is_a_style_of_the_file(written):
    assert set(PARAGRAPH_STYLE_IDS) == set(ParagraphStyle)
    assert set(PARAGRAPH_STYLE_IDS.values()) | set(HEADING_IDS) <= set(styles_of(written))


def test_every_paragraph_style_names_one_font_for_all_scripts(written):
    for style_id in named_styles(DEFAULT_THEME):
        fonts = styles_of(written)[style_id].find(f"{qn('w:rPr')}/{qn('w:rFonts')}")
        names = {fonts.get(qn(f"w:{script}")) for script in ("ascii", "hAnsi", "eastAsia", "cs")}
        assert len(names) == 1, style_id
        assert names <= {"BIZ UDゴシック", "BIZ UD明朝 Medium"}


@pytest.mark.parametrize(
    ("style_id", "name"),
    [
        ("BodyText", "Body Text"),
        ("BodyNoIndent", "本文（字下げなし）"),
        ("CellText", "表の文字"),
        ("Heading2", "heading 2"),
        ("Note", "注"),
    ],
)
def test_styles_have_names_that_staff_know(written, style_id, name):
    assert styles_of(written)[style_id].find(qn("w:name")).get(qn("w:val")) == name


def test_size_leading_and_colour_follow_the_theme(written):
    looks = {
        **DEFAULT_THEME.paragraphs,
        ParagraphStyle.SMALL: replace(DEFAULT_THEME.paragraphs[ParagraphStyle.SMALL], colour="#336699"),
    }
    small = styles_of(written, Theme(paragraphs=looks))["SmallText"]
    assert small.find(f".//{qn('w:sz')}").get(qn("w:val")) == "18"
    assert small.find(f".//{qn('w:color')}").get(qn("w:val")) == "336699"
    spacing = small.find(f".//{qn('w:spacing')}")
    assert (spacing.get(qn("w:line")), spacing.get(qn("w:lineRule"))) == ("270", "atLeast")


def test_body_text_is_indented_by_one_character(written):
    indent = styles_of(written)["BodyText"].find(f".//{qn('w:ind')}")
    assert indent.get(qn("w:firstLineChars")) == "100"


def test_a_centred_body_paragraph_is_not_indented(written):
    (indent,) = written(Paragraph((Run("以上"),), align=Align.CENTER)).all("ind")
    assert indent.get(qn("w:firstLineChars")) == "0"


def test_headings_are_words_own_with_outline_levels(written):
    file = written(*(Heading(f"h{level}", level, "１", (Run("見出し"),)) for level in (1, 2, 3)))
    paragraphs = docx.Document(io.BytesIO(file.content)).paragraphs
    assert [paragraph.style.name for paragraph in paragraphs] == ["Heading 1", "Heading 2", "Heading 3"]
    levels = [styles_of(written)[style].find(f".//{qn('w:outlineLvl')}").get(qn("w:val")) for style in HEADING_IDS]
    assert levels == ["0", "1", "2"]


def test_heading_number_hangs_by_its_width_and_half_an_em(written):
    (indent,) = written(Heading("h1", 1, "(1)", (Run("見出し"),))).all("ind")
    assert indent.get(qn("w:hanging")) == indent.get(qn("w:left")) == str(round(13.0 * (1.5 + 0.5) * 20))


def test_emphasis_is_a_character_style_in_the_bold_gothic(written):
    (run_style,) = written(Paragraph((Run("強調", strong=True), Run("普通")))).all("rStyle")
    assert run_style.get(qn("w:val")) == "Strong"
    fonts = styles_of(written)["Strong"].find(f".//{qn('w:rFonts')}")
    assert fonts.get(qn("w:eastAsia")) == "BIZ UDゴシック"


def test_emphasis_in_a_bold_heading_stays_bold(written):
    """Bold of a paragraph style and of a character style cancel each other out (17.7.3): there it stands on the run."""
    file = written(Heading("h1", 1, "", (Run("強調", strong=True),)))
    assert len(file.all("b")) == 1


def test_remark_has_its_own_style(written):
    assert [style.get(qn("w:val")) for style in written(Note("※", (Run("注意"),))).all("pStyle")] == ["Note"]


def test_east_asian_line_breaking_is_on_and_the_language_is_japanese(written):
    file = written(Paragraph((Run("本文"),)))
    defaults = file.part("word/styles.xml").find(qn("w:docDefaults"))
    assert defaults.find(f".//{qn('w:lang')}").get(qn("w:eastAsia")) == "ja-JP"
    switches = {tag: defaults.find(f".//{qn(f'w:{tag}')}").get(qn("w:val")) for tag in ("kinsoku", "autoSpaceDE", "autoSpaceDN")}
    assert set(switches.values()) == {"1"}
    assert file.part("word/settings.xml").find(qn("w:strictFirstAndLastChars")) is not None


def test_a_larger_type_size_changes_the_styles_and_not_the_paragraphs(written):
    large = Theme(paragraphs={**DEFAULT_THEME.paragraphs, ParagraphStyle.BODY: TextStyle(DEFAULT_THEME.key_value.family, 14.0)})
    block = Paragraph((Run("本文"),))
    assert written(block, theme=large).archive.read("word/document.xml") == written(block).archive.read("word/document.xml")
