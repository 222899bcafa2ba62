"""The text of a Word file is the text of its blocks, in order."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator

import docx
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import (
    Align,
    Anchor,
    Block,
    Cell,
    Column,
    Document,
    Field,
    FieldKind,
    Heading,
    Inline,
    KeyValue,
    KeyValueRow,
    List,
    ListItem,
    ListKind,
    Note,
    Paper,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Slot,
    Table,
)
from kaigi_docs.render.docx import DocumentInfo, render_docx
from kaigi_docs.theme import DEFAULT_THEME
from word_text import W, WordFile

ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def expected(blocks: tuple[Block, ...], *, in_cell: bool = False, labelled: bool = False) -> Iterator[str]:
    """The text of blocks; `labelled` tells whether the first paragraph stands behind the label of a list item."""
    for number, block in enumerate(blocks):
        match block:
            case Heading() | Note():
                yield block.label + inline_text(block.runs)
            case Paragraph():
                yield "" if in_cell or (labelled and number == 0) else choice_label(block)
                yield inline_text(block.runs)
            case List():
                for item in block.items:
                    yield item.label
                    yield from expected(item.content, in_cell=in_cell, labelled=True)
            case Table():
                yield from table_text(block)
            case Field():
                yield block.label if block.kind is FieldKind.TEXT and not in_cell else ""
                yield field_text(block)
            case KeyValue():
                for row in block.rows:
                    yield f"{row.label.text}：{inline_text(row.value)}"
            case Slot():
                yield from expected(block.content, in_cell=in_cell)
            case Anchor():
                pass


def choice_label(paragraph: Paragraph) -> str:
    """What stands at the left of choices that are no part of a table."""
    marks = (each for each in paragraph.runs if isinstance(each, Field) and each.kind is FieldKind.MARK)
    return next((mark.label for mark in marks), "")


def table_text(table: Table) -> Iterator[str]:
    yield inline_text(table.caption)
    yield from (inline_text(column.heading) for column in table.columns)
    for group in table.groups:
        yield inline_text(group.label)
        for row in group.rows:
            for cell in row.cells:
                yield from expected(cell.blocks, in_cell=True)
    yield from expected(table.notes)


def inline_text(inlines: tuple[Inline, ...]) -> str:
    return "".join(inline.text if isinstance(inline, Run) else field_text(inline) for inline in inlines)


def field_text(field: Field) -> str:
    if field.value is not None:
        return field.value.text
    return "☐" if field.kind is FieldKind.MARK else ""


def squeezed(lines: Iterator[str] | list[str]) -> str:
    """Without white space: blanks of answer spaces and tabs behind labels are no text."""
    return "".join(ILLEGAL.sub("〓", "".join(lines)).split())


CHARACTERS = st.one_of(
    st.characters(max_codepoint=0x2FF),
    st.sampled_from("令和４年度の取組状況（速報）、①⑴ｱ～―％<&>\"'\u3000\ufffe𠮷辻\U000e0100☑"),
)
TEXT = st.text(CHARACTERS, max_size=12)
LABEL = st.sampled_from(["・", "※", "注１", "(1)", ""])
LINKS = st.sampled_from(
    [None, None, None, "#S01", "#h1", "#elsewhere", "https://example.jp/計画?a=1&b=2", "http://[bad", "mailto:a@example.jp"]
)
RUNS = st.builds(Run, TEXT, strong=st.booleans(), ruby=st.one_of(st.none(), st.none(), TEXT), link=LINKS)
MANY_RUNS = st.lists(RUNS, max_size=3).map(tuple)
FIELDS = st.builds(
    Field,
    id=st.integers(0, 10**9).map(lambda number: f"Q{number}/text"),
    kind=st.sampled_from(FieldKind),
    label=TEXT,
    height_mm=st.sampled_from([6.0, 20.0]),
    width_mm=st.sampled_from([None, 5.0, 60.0]),
    value=st.one_of(st.none(), st.builds(Run, st.just("見本　花子"))),
)
PARAGRAPHS = st.builds(
    Paragraph,
    st.lists(st.one_of(RUNS, FIELDS), max_size=3).map(tuple),
    st.sampled_from(ParagraphStyle),
    st.sampled_from(Align),
    st.sampled_from([0.0, 2.0]),
)
NUMBERS = ("①②③④", "⑴⑵⑶⑷", "アイウエ", "１２３４", "一二三四", "135")


def lists(content: st.SearchStrategy[Block]) -> st.SearchStrategy[List]:
    items = st.lists(st.lists(content, max_size=2).map(tuple), min_size=1, max_size=3)
    bullets = st.builds(lambda contents, label: List(tuple(ListItem(label, each) for each in contents)), items, LABEL)
    numbered = st.builds(
        lambda contents, labels: List(
            tuple(ListItem(label, each) for each, label in zip(contents, labels, strict=False)), ListKind.NUMBER
        ),
        items,
        st.sampled_from(NUMBERS),
    )
    return st.one_of(bullets, numbered)


@st.composite
def tables(draw: st.DrawFn) -> Table:
    """Tables whose heads carry a number of their own."""
    count = draw(st.integers(1, 3))
    mark = draw(st.integers(0, 10**9))
    columns = tuple(
        Column(
            f"c{index}", (Run(f"欄{mark}" if index == 0 else "欄"), *draw(MANY_RUNS)), draw(st.sampled_from([None, 20.0, 90.0]))
        )
        for index in range(count)
    )
    cells = st.lists(st.one_of(PARAGRAPHS, FIELDS, lists(PARAGRAPHS)), max_size=2).map(lambda blocks: Cell(tuple(blocks)))
    rows = st.lists(cells, min_size=count, max_size=count).map(lambda row: Row("J001", tuple(row)))
    groups = st.builds(RowGroup, st.just("P01"), MANY_RUNS, st.lists(rows, max_size=2).map(tuple))
    notes = draw(st.lists(st.builds(Note, LABEL, MANY_RUNS), max_size=1).map(tuple))
    return Table("t", columns, draw(st.lists(groups, max_size=2).map(tuple)), draw(MANY_RUNS), notes)


SIMPLE = st.one_of(
    PARAGRAPHS,
    st.builds(Heading, st.sampled_from(["h1", "見出し2"]), st.integers(1, 3), LABEL, MANY_RUNS),
    st.builds(Note, LABEL, MANY_RUNS),
    FIELDS,
    st.builds(Anchor, st.sampled_from(["a1", "A 2"])),
    st.builds(
        KeyValue,
        st.lists(st.builds(KeyValueRow, RUNS, st.lists(st.one_of(RUNS, FIELDS), max_size=2).map(tuple)), max_size=2).map(tuple),
        align=st.sampled_from(Align),
    ),
    tables(),
)
BLOCKS = st.one_of(
    SIMPLE,
    lists(st.one_of(PARAGRAPHS, lists(PARAGRAPHS), tables(), FIELDS)),
    st.builds(Slot, st.just(20.0), st.lists(SIMPLE, max_size=2).map(tuple)),
)
SECTIONS = st.builds(Section, st.lists(BLOCKS, max_size=4).map(tuple), st.sampled_from(Paper), st.booleans())
DOCUMENTS = st.builds(Document, st.just("S01"), TEXT, TEXT, st.lists(SECTIONS, max_size=2).map(tuple), TEXT)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(document=DOCUMENTS)
def test_any_document_opens_in_python_docx_and_says_what_its_blocks_say(
    document: Document, reading: Callable[[bytes], list[str]]
) -> None:
    heads = re.findall("欄[0-9]+", repr(document))
    assume(len(heads) == len(set(heads)))  # the reader takes equal heads of two tables in a row for repeated ones
    content = render_docx(document, DEFAULT_THEME, DocumentInfo("表題"))
    assert len(docx.Document(io.BytesIO(content)).sections) == max(1, len(document.sections))
    assert squeezed(reading(content)) == squeezed(expected(tuple(document.blocks())))


def test_line_feeds_become_line_breaks_and_spaces_are_kept(written: Callable[..., object]) -> None:
    assert written(Paragraph((Run("　一行目 \n二行目"),))).lines() == ["　一行目 \n二行目"]


def test_characters_that_xml_forbids_are_shown_as_geta(written: Callable[..., object]) -> None:
    assert written(Paragraph((Run("a\x00b\x0bc\ud800d\uffffe"),))).lines() == ["a〓b〓c〓d〓e"]


def test_markup_in_text_stays_text(written: Callable[..., object]) -> None:
    assert written(Paragraph((Run('5人未満<20 & "x"</w:t>'),))).lines() == ['5人未満<20 & "x"</w:t>']


def test_reading_stands_above_its_base(written: Callable[..., object]) -> None:
    file = written(Paragraph((Run("進捗", ruby="しんちょく"),)))
    assert file.lines() == ["進捗"]
    (reading,) = file.all("rt")
    assert "".join(reading.itertext()) == "しんちょく"


def fonts_of(file: WordFile) -> list[tuple[str, str | None, str | None]]:
    """Each run's text, its own font for Japanese and its hint."""
    found = []
    for run in file.all("r"):
        font = run.find(f"{W}rPr/{W}rFonts")
        name, hint = (None, None) if font is None else (font.get(f"{W}eastAsia"), font.get(f"{W}hint"))
        found.append(("".join(text.text for text in run.findall(f"{W}t")), name, hint))
    return found


def test_signs_that_the_family_lacks_get_a_font_that_windows_has(written: Callable[..., WordFile]) -> None:
    file = written(Paragraph((Run("𠮷田と辻󠄀村"),)), Heading("h", 1, "", (Run("𠮷野"),)))
    assert fonts_of(file) == [
        ("𠮷", "游明朝", "eastAsia"),
        ("田と", None, None),
        ("辻󠄀", "游明朝", "eastAsia"),
        ("村", None, None),
        ("𠮷", "游ゴシック", "eastAsia"),
        ("野", None, None),
    ]


def test_rare_signs_keep_emphasis_links_and_readings(written: Callable[..., WordFile]) -> None:
    runs = (Run("𠮷", strong=True), Run("𠮷", link="https://mihon.example/"), Run("𠮷田", ruby="よしだ"))
    file = written(Paragraph(runs))
    assert [style.get(f"{W}val") for style in file.all("rStyle")] == ["Strong", "Hyperlink"]
    assert [(text, font) for text, font, _ in fonts_of(file) if text == "𠮷"] == [
        ("𠮷", "游ゴシック"),
        ("𠮷", "游明朝"),
        ("𠮷", "游明朝"),
    ]
    assert [child.tag for child in file.all("rPr")[0]] == [f"{W}rStyle", f"{W}rFonts"]
    assert file.lines() == ["𠮷𠮷𠮷田"]


def test_page_heads_and_the_font_table_know_the_fallback(written: Callable[..., WordFile]) -> None:
    file = written(Document("S01", "𠮷田地区の取組", "", (Section((Paragraph((Run("本文"),)),)),)))
    head = file.part("word/header2.xml")
    assert [font.get(f"{W}eastAsia") for font in head.iter(f"{W}rFonts")] == ["游ゴシック"]
    names = [font.get(f"{W}name") for font in file.part("word/fontTable.xml")]
    assert {"游明朝", "游ゴシック"} <= set(names)
