"""templates/reference.docx: every named style on a page, for an office that wants its own and needs something to start from.

A build never reads it: the styles of our files are made from the theme by the same functions as this file.
"""

from __future__ import annotations

from kaigi_docs.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Field,
    FieldKind,
    Heading,
    KeyValue,
    KeyValueRow,
    List,
    ListItem,
    ListKind,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
)
from kaigi_docs.render.docx.document import render_docx
from kaigi_docs.render.docx.package import DocumentInfo
from kaigi_docs.theme import Theme

TITLE = "Wordの書式の見本"


def reference_docx(theme: Theme) -> bytes:
    """A Word file with the named styles of a theme, each shown once with its name; the same bytes for the same theme."""
    document = Document("reference", TITLE, "資料番号", (Section(tuple(_blocks())),))
    return render_docx(document, theme, DocumentInfo(TITLE))


def _blocks() -> tuple[Block, ...]:
    return (
        _paragraph("表題（資料タイトル）", ParagraphStyle.TITLE),
        _paragraph("資料タイトルの下の行", ParagraphStyle.LEAD),
        _paragraph(
            "本文。スタイルを直し、このファイルを会議のフォルダの「体裁」に reference.docx という名前で置くと、"
            "Wordの資料がこの書式になります。文章は使いません。"
        ),
        _paragraph("本文（字下げなし）", ParagraphStyle.PLAIN),
        Heading("h1", 1, "１", (Run("見出し 1"),)),
        Heading("h2", 2, "⑴", (Run("見出し 2"),)),
        Heading("h3", 3, "①", (Run("見出し 3"),)),
        List((_item("・", "箇条書き（行頭記号）"), _item("・", "二つめ"))),
        List((_item("①", "箇条書き（番号）"), _item("②", "二つめ")), ListKind.NUMBER),
        Paragraph((Run("強調太字", strong=True), Run("と、"), Run("ハイパーリンク", link="#h1")), ParagraphStyle.PLAIN),
        KeyValue((KeyValueRow(Run("項目名"), (Run("項目の内容"),)),)),
        _table(),
        Note("※", (Run("注"),)),
        _paragraph("小さい文字", ParagraphStyle.SMALL),
        Field("answer", FieldKind.TEXT, "記入欄", 12.0),
        Paragraph(
            (Field("mark", FieldKind.MARK, "チェック欄", 4.0, option="チェック欄"), Run("　チェック欄")), ParagraphStyle.PLAIN
        ),
        Paragraph((Run("記入線　"), Field("line", FieldKind.LINE, "記入線", 7.0, 40.0)), ParagraphStyle.PLAIN),
    )


def _table() -> Table:
    columns = (
        Column("name", (Run("表の見出し"),), 60.0, row_header=True),
        Column("text", (Run("表の見出し"),), 60.0),
        Column("small", (Run("表の見出し"),), 50.0),
    )
    listed = List((_item("・", "表の箇条書き", ParagraphStyle.CELL),))
    cells = (
        Cell((_paragraph("表の行見出し", ParagraphStyle.CELL),)),
        Cell((_paragraph("表の文字", ParagraphStyle.CELL), listed)),
        Cell((_paragraph("表の文字（小）", ParagraphStyle.CELL_SMALL),)),
    )
    rows = (RowGroup("group", (Run("表のグループ名"),), (Row("row", cells),)),)
    return Table("table", columns, rows, caption=(Run("図表番号（表の題）"),))


def _paragraph(text: str, style: ParagraphStyle = ParagraphStyle.BODY) -> Paragraph:
    return Paragraph((Run(text),), style)


def _item(label: str, text: str, style: ParagraphStyle = ParagraphStyle.PLAIN) -> ListItem:
    return ListItem(label, (_paragraph(text, style),))
