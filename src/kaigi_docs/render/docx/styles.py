"""The theme as named Word styles, so that a clerk changes a look in one place.

Styles with an English name are Word's own: Japanese Word shows them as 標準, 本文, 見出し 1, 表題, 図表番号, 強調太字 ….
Where the theme carries the office's own styles, these go before ours (office_styles.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from kaigi_docs.blocks import ParagraphStyle
from kaigi_docs.render.docx.lengths import half_points, twips
from kaigi_docs.render.docx.markup import Xml, joined, part_xml, w, when
from kaigi_docs.render.docx.office_styles import OfficeLook, merged_styles, office_looks
from kaigi_docs.theme import FontFamily, TextStyle, Theme

CHECK_FONT = "MS Gothic"  # on every Windows; BIZ UD has no ☐

PARAGRAPH_STYLE_IDS = {
    ParagraphStyle.BODY: "BodyText",
    ParagraphStyle.PLAIN: "BodyNoIndent",
    ParagraphStyle.TITLE: "Title",
    ParagraphStyle.LEAD: "Lead",
    ParagraphStyle.SMALL: "SmallText",
    ParagraphStyle.CELL: "CellText",
    ParagraphStyle.CELL_SMALL: "CellSmall",
}
HEADING_IDS = ("Heading1", "Heading2", "Heading3")
LIST_BULLET, LIST_NUMBER, CELL_LIST = "ListBullet", "ListNumber", "CellList"
NOTE, CAPTION, TABLE_HEADER, TABLE_GROUP, ROW_HEADER = "Note", "Caption", "TableHeader", "TableGroup", "RowHeader"
KEY_LABEL, KEY_CONTENT = "KeyLabel", "KeyContent"
PAGE_HEAD, PAGE_FOOT, HEAD_LABEL = "Header", "Footer", "HeadLabel"
SEPARATOR = "TableSeparator"
STRONG, HYPERLINK, ANSWER_LINE, CHECK_BOX = "Strong", "Hyperlink", "AnswerLine", "CheckBox"
MATERIAL_TABLE, KEY_VALUE_TABLE, ANSWER_BOX = "MaterialTable", "KeyValueTable", "AnswerBox"


@dataclass(frozen=True, slots=True)
class NamedStyle:
    """A paragraph style of the file.

    Attributes:
        id: what paragraphs refer to.
        name: its name in Word; English names are Word's own styles.
        look: from the theme.
        justify: value of w:jc.
        outline: outline level from 0, or None.
        next_id: style of the paragraph that follows, or "".
        alias: second name shown beside Word's own, or "".
        built_in: whether Word knows the name.
        in_cell: whether it is for tables, whose cells 句読点 must not leave.
    """

    id: str
    name: str
    look: TextStyle
    justify: str = "left"
    outline: int | None = None
    next_id: str = ""
    alias: str = ""
    built_in: bool = False
    in_cell: bool = False


def named_styles(theme: Theme) -> dict[str, NamedStyle]:
    """All paragraph styles by id, in the order in which Word lists them; those that the office defines as its file shows them."""
    styles = _styles_of_theme(theme)
    if not theme.word_styles:
        return styles
    looks = office_looks(_part(theme, styles), theme.word_styles)
    return {name: _as_defined(style, looks[name]) if name in looks else style for name, style in styles.items()}


def _as_defined(style: NamedStyle, office: OfficeLook) -> NamedStyle:
    """A style with what indents and emphasis depend on as the office's file says it."""
    first_indent_em = style.look.first_indent_em or 1.0 if office.first_indent else 0.0
    return replace(style, look=replace(style.look, size_pt=office.size_pt, bold=office.bold, first_indent_em=first_indent_em))


def _styles_of_theme(theme: Theme) -> dict[str, NamedStyle]:
    styles = [*_text_styles(theme), *_list_styles(theme), *_table_styles(theme), *_page_styles(theme)]
    return {style.id: style for style in styles}


def _text_styles(theme: Theme) -> Iterator[NamedStyle]:
    looks = theme.paragraphs
    yield NamedStyle("BodyText", "Body Text", looks[ParagraphStyle.BODY], "both", built_in=True)
    yield NamedStyle("BodyNoIndent", "本文（字下げなし）", looks[ParagraphStyle.PLAIN], "both")
    yield NamedStyle("Title", "Title", looks[ParagraphStyle.TITLE], next_id="BodyText", alias="資料タイトル", built_in=True)
    yield NamedStyle("Lead", "資料タイトルの下の行", looks[ParagraphStyle.LEAD])
    yield NamedStyle("SmallText", "小さい文字", looks[ParagraphStyle.SMALL])
    for level, (style_id, look) in enumerate(zip(HEADING_IDS, theme.headings, strict=True)):
        yield NamedStyle(style_id, f"heading {level + 1}", look, outline=level, next_id="BodyText", built_in=True)
    yield NamedStyle(NOTE, "注", theme.note, "both")
    yield NamedStyle(KEY_LABEL, "項目名", theme.key_value, "distribute")
    yield NamedStyle(KEY_CONTENT, "項目の内容", theme.key_value)


def _list_styles(theme: Theme) -> Iterator[NamedStyle]:
    plain = replace(theme.paragraphs[ParagraphStyle.PLAIN], first_indent_em=0.0)
    yield NamedStyle(LIST_BULLET, "List Bullet", plain, "both", built_in=True)
    yield NamedStyle(LIST_NUMBER, "List Number", plain, "both", built_in=True)
    yield NamedStyle(CELL_LIST, "表の箇条書き", theme.paragraphs[ParagraphStyle.CELL], in_cell=True)


def _table_styles(theme: Theme) -> Iterator[NamedStyle]:
    cell = theme.paragraphs[ParagraphStyle.CELL]
    yield NamedStyle("CellText", "表の文字", cell, in_cell=True)
    yield NamedStyle("CellSmall", "表の文字（小）", theme.paragraphs[ParagraphStyle.CELL_SMALL], in_cell=True)
    yield NamedStyle(TABLE_HEADER, "表の見出し", replace(theme.table_header, keep_with_next=True), "center", in_cell=True)
    yield NamedStyle(TABLE_GROUP, "表のグループ名", replace(theme.table_group, keep_with_next=True), in_cell=True)
    yield NamedStyle(ROW_HEADER, "表の行見出し", cell, in_cell=True)
    yield NamedStyle(CAPTION, "caption", theme.caption, alias="表の題", built_in=True)
    yield NamedStyle(SEPARATOR, "表のあと（高さ1pt）", TextStyle(cell.family, 1.0, 1.0))


def _page_styles(theme: Theme) -> Iterator[NamedStyle]:
    yield NamedStyle(PAGE_HEAD, "header", theme.running, "right", built_in=True)
    yield NamedStyle(PAGE_FOOT, "footer", theme.running, "center", built_in=True)
    yield NamedStyle(HEAD_LABEL, "資料番号", theme.head_label, "center")


def styles_xml(theme: Theme) -> bytes:
    """The part word/styles.xml: the theme's styles, behind those of the office if it has its own."""
    ours = _part(theme, _styles_of_theme(theme))
    return merged_styles(ours, theme.word_styles) if theme.word_styles else ours


def _part(theme: Theme, styles: Mapping[str, NamedStyle]) -> bytes:
    return part_xml(
        "styles",
        _defaults(theme),
        _latent_styles(),
        _normal(theme),
        *(_paragraph_style(style) for style in styles.values()),
        *_character_styles(theme),
        *_table_look_styles(theme),
    )


def _defaults(theme: Theme) -> Xml:
    """Japanese text: strict 禁則, 四分アキ and hanging 句読点 as the theme has them, no line grid."""
    plain = theme.paragraphs[ParagraphStyle.PLAIN]
    quarter = int(theme.quarter_space_em > 0)
    run = joined(
        fonts(plain.family.word_font),
        w("kern", val=0),
        w("sz", val=half_points(plain.size_pt)),
        w("szCs", val=half_points(plain.size_pt)),
        w("lang", val="en-US", eastAsia="ja-JP", bidi="ar-SA"),  # Latin as Japanese would let LibreOffice cut 「20|22」
    )
    paragraph = joined(
        w("widowControl", val=1),
        w("kinsoku", val=1),
        w("wordWrap", val=1),
        w("overflowPunct", val=int(theme.hanging_punctuation)),
        w("autoSpaceDE", val=quarter),
        w("autoSpaceDN", val=quarter),
        w("snapToGrid", val=0),
    )
    return w("docDefaults", w("rPrDefault", w("rPr", run)), w("pPrDefault", w("pPr", paragraph)))


def _latent_styles() -> Xml:
    """Hides Word's other built-in styles, so that the list shows those of this file."""
    return w(
        "latentStyles",
        defLockedState=0,
        defUIPriority=99,
        defSemiHidden=1,
        defUnhideWhenUsed=1,
        defQFormat=0,
        count=376,
    )


def _normal(theme: Theme) -> Xml:
    look = replace(theme.paragraphs[ParagraphStyle.PLAIN], first_indent_em=0.0, space_after_pt=0.0)
    return w(
        "style",
        w("name", val="Normal"),
        w("qFormat"),
        w("pPr", _spacing(look)),
        w("rPr", _run_look(look)),
        type="paragraph",
        default=1,
        styleId="Normal",
    )


@lru_cache(maxsize=256)  # the files of a packet share nearly all of their styles
def _paragraph_style(style: NamedStyle) -> Xml:
    values: dict[str, str | int] = {"type": "paragraph", "styleId": style.id}
    if not style.built_in:
        values["customStyle"] = 1
    return w(
        "style",
        w("name", val=style.name),
        when(bool(style.alias), w("aliases", val=style.alias)),
        w("basedOn", val="Normal"),
        when(bool(style.next_id), w("next", val=style.next_id)),
        w("uiPriority", val=1),
        w("qFormat"),
        w("pPr", _paragraph_look(style)),
        w("rPr", _run_look(style.look)),
        **values,
    )


def _paragraph_look(style: NamedStyle) -> Xml:
    look = style.look
    return joined(
        when(look.keep_with_next, w("keepNext")),
        when(look.keep_with_next, w("keepLines")),
        when(style.in_cell, w("overflowPunct", val=0)),
        _exact_spacing() if style.id == SEPARATOR else _spacing(look),
        when(look.first_indent_em > 0, _first_indent(look)),
        w("jc", val=style.justify),
        w("outlineLvl", val=style.outline) if style.outline is not None else Xml(""),
    )


def _spacing(look: TextStyle) -> Xml:
    """The leading as a least distance: lines stand as in the PDF, and one with a reading or a tall sign grows, not cut."""
    return w(
        "spacing",
        before=twips(look.space_before_pt),
        after=twips(look.space_after_pt),
        line=twips(look.size_pt * look.leading),
        lineRule="atLeast",
    )


def _exact_spacing() -> Xml:
    return w("spacing", before=0, after=0, line=20, lineRule="exact")


def _first_indent(look: TextStyle) -> Xml:
    """In characters, which follow the type size that a clerk sets; the twips are for programs that know only them."""
    return w("ind", firstLineChars=round(look.first_indent_em * 100), firstLine=twips(look.first_indent_em * look.size_pt))


def fonts(name: str, **hint: str) -> Xml:
    """One font for every script, so that 「ABC」 and 「①」 do not fall to another."""
    return w("rFonts", **hint, ascii=name, hAnsi=name, eastAsia=name, cs=name)


def word_font(family: FontFamily, bold: bool) -> str:
    """The family's name in Word."""
    return family.word_bold_font if bold else family.word_font


def _run_look(look: TextStyle) -> Xml:
    return joined(
        fonts(word_font(look.family, look.bold)),
        when(look.bold, bold()),
        when(look.colour != "#000000", w("color", val=colour(look.colour))),
        w("sz", val=half_points(look.size_pt)),
        w("szCs", val=half_points(look.size_pt)),
    )


def bold() -> Xml:
    """Bold for every script."""
    return joined(w("b"), w("bCs"))


def colour(value: str) -> str:
    """A theme colour as Word writes it."""
    return value.removeprefix("#").upper()


def strong_font(theme: Theme) -> str:
    """The font of emphasised text: the bold companion of the running text's family."""
    return theme.paragraphs[ParagraphStyle.BODY].family.word_bold_font


def _character_styles(theme: Theme) -> Iterator[Xml]:
    yield w(
        "style",
        w("name", val="Default Paragraph Font"),
        w("uiPriority", val=1),
        w("semiHidden"),
        type="character",
        default=1,
        styleId="DefaultParagraphFont",
    )
    yield _character_style(STRONG, "Strong", joined(fonts(strong_font(theme)), bold()), built_in=True)
    link = when(theme.link_colour != "#000000", w("color", val=colour(theme.link_colour)))
    yield _character_style(HYPERLINK, "Hyperlink", link, built_in=True)
    yield _character_style(ANSWER_LINE, "記入線", w("u", val="single"))
    yield _character_style(CHECK_BOX, "チェック欄", fonts(CHECK_FONT))


def _character_style(style_id: str, name: str, look: Xml, built_in: bool = False) -> Xml:
    values: dict[str, str | int] = {"type": "character", "styleId": style_id}
    if not built_in:
        values["customStyle"] = 1
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="DefaultParagraphFont"),
        w("uiPriority", val=2),
        w("qFormat"),
        w("rPr", look),
        **values,
    )


def _table_look_styles(theme: Theme) -> Iterator[Xml]:
    yield w(
        "style",
        w("name", val="Normal Table"),
        w("uiPriority", val=99),
        w("semiHidden"),
        w("tblPr", w("tblInd", w=0, type="dxa"), _cell_margins(0, 0)),
        type="table",
        default=1,
        styleId="TableNormal",
    )
    sides, ends = (twips(padding) for padding in theme.cell_padding_pt)
    yield _table_style(MATERIAL_TABLE, "資料の表", joined(_borders(theme, inside=True), _cell_margins(sides, ends)))
    yield _table_style(ANSWER_BOX, "記入欄", joined(_borders(theme, inside=False), _cell_margins(sides, ends)))
    yield _table_style(KEY_VALUE_TABLE, "項目と内容の表", _cell_margins(0, 0))


def _table_style(style_id: str, name: str, look: Xml) -> Xml:
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val="TableNormal"),
        w("uiPriority", val=3),
        w("tblPr", look),
        type="table",
        customStyle=1,
        styleId=style_id,
    )


def border(side: str, theme: Theme) -> Xml:
    """A thin rule on one side (size in eighths of a point)."""
    return w(side, val="single", sz=max(2, round(theme.rule_pt * 8)), space=0, color=colour(theme.rule_colour))


def _borders(theme: Theme, inside: bool) -> Xml:
    sides = ("top", "left", "bottom", "right", *(("insideH", "insideV") if inside else ()))
    return w("tblBorders", *(border(side, theme) for side in sides))


def _cell_margins(sides: int, ends: int) -> Xml:
    margins = (("top", ends), ("left", sides), ("bottom", ends), ("right", sides))
    return w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in margins))
