"""体裁/reference.docx: an office's own Word styles, from the file on its disk to the styles of our Word files."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kaigi_docs.declarations.look import WORD_REFERENCE
from kaigi_docs.findings import Findings
from kaigi_docs.packet import build
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.theme import Look, read_look, read_theme
from kaigi_docs.render.docx.reference import reference_docx
from kaigi_docs.render.docx.styles import SEPARATOR, named_styles
from kaigi_docs.resources import resource_path
from kaigi_docs.theme import DEFAULT_THEME, PageMargins, Theme
from word_text import W, WordFile

OURS = reference_docx(DEFAULT_THEME)
FONT = "HG丸ｺﾞｼｯｸM-PRO"
OFFICE_STYLES = f"""<w:styles xmlns:w="{W.strip("{}")}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia"/><w:sz w:val="21"/>
</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:overflowPunct w:val="1"/>
<w:spacing w:after="40"/></w:pPr></w:pPrDefault></w:docDefaults>
<w:style w:type="paragraph" w:default="1" w:styleId="a"><w:name w:val="Normal"/><w:rsid w:val="00AA11BB"/></w:style>
<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="a"/><w:next w:val="Note"/>
<w:pPr><w:numPr><w:numId w:val="7"/></w:numPr><w:outlineLvl w:val="0"/></w:pPr>
<w:rPr><w:rFonts w:ascii="{FONT}" w:eastAsia="{FONT}"/><w:color w:val="AA0000" w:themeColor="accent1"/>
<w:sz w:val="40"/></w:rPr></w:style>
<w:style w:type="paragraph" w:customStyle="1" w:styleId="Note"><w:name w:val="課の飾り"/><w:basedOn w:val="1"/></w:style>
<w:style w:type="numbering" w:styleId="9"><w:name w:val="No List"/></w:style>
</w:styles>"""
THEME_PART = """<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:themeElements>
<a:fontScheme><a:majorFont/><a:minorFont><a:latin typeface="Century"/>
<a:ea typeface=""/><a:font script="Jpan" typeface="ＭＳ 明朝"/>
</a:minorFont></a:fontScheme></a:themeElements></a:theme>"""
THEME_RELATION = (
    '<Relationship Id="rIdTheme" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme"'
    ' Target="theme/theme1.xml"/>'
)
TEMPLATE_RELATION = (
    '<Relationship Id="rIdT" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"'
    ' Target="file://share/plan.dotx" TargetMode="External"/>'
)
LINK_RELATION = (
    '<Relationship Id="rIdL" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"'
    ' Target="https://www.example.jp/" TargetMode="External"/>'
)


def changed(content: bytes, **parts: Callable[[str], str] | str) -> bytes:
    """A Word file with parts replaced or added; `word__styles` is word/styles.xml."""
    target = io.BytesIO()
    names = {
        name.replace("/", "__").removesuffix(".xml").replace(".", "_"): name
        for name in zipfile.ZipFile(io.BytesIO(content)).namelist()
    }
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w") as archive:
        for key, name in names.items():
            change = parts.pop(key, None)
            text = source.read(name)
            archive.writestr(name, change(text.decode()) if callable(change) else text if change is None else change)
        for key, new in parts.items():
            archive.writestr(key.replace("__", "/") + ".xml", str(new))
    return target.getvalue()


def with_relation(relation: str) -> Callable[[str], str]:
    return lambda rels: rels.replace("</Relationships>", f"{relation}</Relationships>")


OFFICE = changed(
    OURS,
    word__styles=OFFICE_STYLES,
    word___rels__document_xml_rels=with_relation(THEME_RELATION),
    word__theme__theme1=THEME_PART,
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def read(tmp_path: Path, sandbox: Sandbox) -> Callable[..., tuple[Theme, Findings]]:
    """The theme of a folder with that file as 体裁/reference.docx."""

    def read_file(content: bytes, look: Look | None = None) -> tuple[Theme, Findings]:
        path = tmp_path / WORD_REFERENCE
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        return read_theme(tmp_path, look or read_look(None), sandbox)

    return read_file


def test_the_shipped_reference_is_what_the_usual_theme_makes() -> None:
    assert resource_path("templates", "reference.docx").read_bytes() == OURS, (
        "templates/reference.docx をつくり直してください: python -c 'import pathlib; from kaigi_docs.theme import DEFAULT_THEME; "
        "from kaigi_docs.render.docx.reference import reference_docx; "
        'pathlib.Path("templates/reference.docx").write_bytes(reference_docx(DEFAULT_THEME))\''
    )


def test_the_shipped_reference_shows_every_paragraph_style_that_we_use() -> None:
    file = WordFile(OURS)
    names = [name for name in file.archive.namelist() if re.fullmatch(r"word/(document|header\d|footer\d)\.xml", name)]
    shown = {style.get(f"{W}val") for name in names for style in file.part(name).iter(f"{W}pStyle")}
    assert shown >= set(named_styles(DEFAULT_THEME)) - {SEPARATOR}


def test_without_the_file_the_sheet_alone_decides(tmp_path: Path, sandbox: Sandbox) -> None:
    assert read_theme(tmp_path, read_look(None), sandbox)[0] == DEFAULT_THEME


def test_our_own_reference_changes_nothing_in_the_pdf(read: Callable[..., tuple[Theme, Findings]]) -> None:
    theme, findings = read(OURS)
    assert list(findings) == []
    assert theme.margins == DEFAULT_THEME.margins
    assert theme.paragraphs == DEFAULT_THEME.paragraphs


def test_its_styles_are_cleaned_of_what_belongs_to_other_parts(read: Callable[..., tuple[Theme, Findings]]) -> None:
    styles = read(OFFICE)[0].word_styles
    assert 'w:ascii="Century"' in styles
    assert 'w:eastAsia="ＭＳ 明朝"' in styles
    assert not re.search("numPr|rsid|Theme|themeColor|No List|relationships", styles)


def test_its_styles_go_before_ours_and_ours_fill_the_gaps(read: Callable[..., tuple[Theme, Findings]]) -> None:
    theme, _ = read(OFFICE)
    file = WordFile(reference_docx(theme))
    styles = {style.get(f"{W}styleId"): style for style in file.part("word/styles.xml").iter(f"{W}style")}
    heading = styles["Heading1"]
    assert heading.find(f"{W}name").get(f"{W}val") == "heading 1"
    assert heading.find(f"{W}rPr/{W}rFonts").get(f"{W}eastAsia") == FONT
    assert heading.find(f"{W}basedOn").get(f"{W}val") == "Normal"
    assert heading.find(f"{W}next").get(f"{W}val") == "Office-Note"
    assert styles["Office-Note"].find(f"{W}name").get(f"{W}val") == "課の飾り"
    assert styles["Note"].find(f"{W}name").get(f"{W}val") == "注"
    ours = {style.get(f"{W}styleId") for style in WordFile(OURS).part("word/styles.xml").iter(f"{W}style")}
    assert ours <= set(styles)
    assert len([style for style in styles.values() if style.get(f"{W}default") and style.get(f"{W}type") == "paragraph"]) == 1


def test_the_sheet_decides_over_hanging_punctuation_and_the_office_over_the_rest(
    read: Callable[..., tuple[Theme, Findings]],
) -> None:
    theme, _ = read(OFFICE)
    properties = WordFile(reference_docx(theme)).part("word/styles.xml").find(f"{W}docDefaults/{W}pPrDefault/{W}pPr")
    assert properties.find(f"{W}overflowPunct").get(f"{W}val") == "0"
    assert [child.tag.removeprefix(W) for child in properties][-1] == "spacing"


def test_a_heading_hangs_by_the_size_that_the_office_gave_it(read: Callable[..., tuple[Theme, Findings]]) -> None:
    theme, _ = read(OFFICE)
    document = WordFile(reference_docx(theme)).part("word/document.xml")
    headings = [p for p in document.iter(f"{W}p") if p.find(f"{W}pPr/{W}pStyle[@{W}val='Heading1']") is not None]
    assert headings[0].find(f"{W}pPr/{W}ind").get(f"{W}hanging") == str(round(20.0 * (1.0 + 0.5) * 20))


def test_its_margins_hold_unless_the_sheet_says_otherwise(read: Callable[..., tuple[Theme, Findings]]) -> None:
    margins = '<w:pgMar w:top="1701" w:right="1417" w:bottom="1134" w:left="1417" w:header="567" w:footer="567" w:gutter="0"/>'
    content = changed(OURS, word__document=lambda xml: re.sub("<w:pgMar [^>]*/>", margins, xml))
    assert read(content)[0].margins == PageMargins(30.0, 25.0, 20.0, 25.0)
    given = Look(DEFAULT_THEME, frozenset({"上", "左"}))
    assert read(content, given)[0].margins == PageMargins(20.0, 25.0, 20.0, 20.0)


def test_margins_that_no_printer_can_keep_are_left_to_the_theme(read: Callable[..., tuple[Theme, Findings]]) -> None:
    content = changed(OURS, word__document=lambda xml: re.sub('w:top="[0-9]+"', 'w:top="57"', xml))
    theme, findings = read(content)
    assert theme.margins == DEFAULT_THEME.margins
    assert [(f.code, str(f.where)) for f in findings] == [("margin-out-of-range", "体裁/reference.docx")]


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (changed(OURS, word___rels__document_xml_rels=with_relation(TEMPLATE_RELATION)), "file-external"),
        (changed(OURS, word__styles='<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'), "xml-doctype"),
        (changed(OURS, word__styles="<w:styles>"), "file-unreadable"),
        (
            changed(OURS, word___rels__document_xml_rels=lambda rels: rels.replace("styles.xml", "none.xml")),
            "word-styles-missing",
        ),
        (b"%PDF-1.7", "file-not-book"),
        (b"\xd0\xcf\x11\xe0" + bytes(600), "file-not-book"),
        (b"", "file-empty"),
        (OURS[: len(OURS) // 2], "file-unreadable"),
    ],
    ids=["template", "doctype", "broken", "no styles", "pdf", "doc", "empty", "cut"],
)
def test_a_file_that_must_not_be_used_is_a_finding_in_the_words_of_word(
    read: Callable[..., tuple[Theme, Findings]], content: bytes, code: str
) -> None:
    theme, findings = read(content)
    assert theme == DEFAULT_THEME
    assert findings.codes() == [code]
    assert "Excel" not in " ".join(map(str, findings))


def test_a_link_that_only_a_click_opens_does_no_harm(read: Callable[..., tuple[Theme, Findings]]) -> None:
    assert not read(changed(OURS, word___rels__document_xml_rels=with_relation(LINK_RELATION)))[1].has_errors


def test_a_word_file_of_another_name_is_named(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / "体裁").mkdir()
    for name in ("市の書式.docx", "~$の書式.docx"):
        (tmp_path / "体裁" / name).write_bytes(OURS)
    _, findings = read_theme(tmp_path, read_look(None), sandbox)
    assert [(f.code, str(f.where)) for f in findings] == [("word-styles-unused", "体裁/市の書式.docx")]


def test_a_build_takes_the_styles_of_the_office(meeting_folder: Callable[..., Path], tmp_path: Path) -> None:
    folder = meeting_folder()
    (folder / "体裁").mkdir()
    (folder / WORD_REFERENCE).write_bytes(OFFICE)
    result = build(folder, out=tmp_path / "out")
    words = [path for path in result.outputs if path.suffix == ".docx"]
    assert words
    for path in words:
        assert FONT in WordFile(path.read_bytes()).archive.read("word/styles.xml").decode()
    assert WORD_REFERENCE in (tmp_path / "out" / "manifest.json").read_text(encoding="utf-8")
