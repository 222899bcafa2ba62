"""docs/settings.md: every sheet and column of the two books, as text generated from their declarations."""

from __future__ import annotations

from collections.abc import Iterator

from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.declarations.measures import MEASURES_FILE, measure_sheet
from kaigi_docs.declarations.placeholders import PLACEHOLDER_SHEET
from kaigi_docs.declarations.settings import GUIDE_SHEET, SETTINGS_FILE, SETTINGS_SHEETS

_TYPE_WORDS = {
    FieldType.ID: "ID",
    FieldType.TEXT: "文字",
    FieldType.LONG_TEXT: "文字（改行可）",
    FieldType.CHOICE: "選択",
    FieldType.INTEGER: "整数",
    FieldType.NUMBER: "数",
    FieldType.DATE: "日付",
    FieldType.FISCAL_YEAR: "年度",
    FieldType.FISCAL_YEARS: "年度（「、」で区切る）",
    FieldType.REFERENCE: "ID",
    FieldType.REFERENCES: "ID（「、」で区切る）",
    FieldType.WORDS: "文字（「、」で区切る）",
    FieldType.OPTIONS: "文字（「／」で区切る）",
    FieldType.GLYPH: "1番目の番号",
}
_HEAD = """# 会議設定と施策一覧の書き方

この表は、ブックと読み取りの両方の元になる宣言（`src/kaigi_docs/declarations/`）から作っています。手では直しません。

- 見出しの行は、必要な見出しがそろった最初の行です。その上の行や、右の列に覚え書きがあってもかまいません。
- 見出しとシート名は、全角と半角、空白の違いを問いません。列の順番も問いません。
- ＊は必須です。ほかは空のままでかまいません。
- IDだけの行は、空の行として扱います。
- 「〃」「”」「同上」は上の行と同じ意味に読み、読んだ内容を警告でお知らせします。結合されたセルも同じです。
"""


def settings_markdown() -> str:
    """The whole text of docs/settings.md."""
    books = ((SETTINGS_FILE, SETTINGS_SHEETS), (MEASURES_FILE, (measure_sheet(()),)))
    return "\n".join(line for file, sheets in books for line in _book(file, sheets)).join((_HEAD + "\n", "\n"))


def _book(file: str, sheets: tuple[SheetDeclaration, ...]) -> Iterator[str]:
    yield f"## {file}\n"
    if sheets is SETTINGS_SHEETS:
        yield f"「{GUIDE_SHEET}」と「{PLACEHOLDER_SHEET}」のシートは案内で、読み取りません。\n"
    else:
        yield (
            "この後に、「列」シートの文章、評価、数値の列がひとつずつ続きます。"
            "見出しは列名で、年度のある列は「列名 R3」のように分かれます。\n"
        )
    for sheet in sheets:
        yield from _sheet(sheet)


def _sheet(sheet: SheetDeclaration) -> Iterator[str]:
    yield f"### {sheet.title}{'＊' if sheet.required else ''}\n"
    yield sheet.purpose + (f"空のときは、{sheet.when_empty}。" if sheet.when_empty else "") + "\n"
    yield f"| {'項目' if sheet.as_items else '見出し'} | 書くもの | 説明 | 空のとき | 例 |"
    yield "| --- | --- | --- | --- | --- |"
    for field in sheet.fields:
        cells = (field.header + "＊" * field.required, _accepted(field), field.note, field.default, field.example)
        yield f"| {' | '.join(cells)} |"
    yield ""


def _accepted(field: FieldDeclaration) -> str:
    """What may be written into a cell."""
    words = _TYPE_WORDS[field.type]
    if field.prefix:
        words = f"{words}（{field.prefix}と数字）" if "（" not in words else words
    if field.accepts_between:
        words = f"{words}（{field.accepts_between}）"
    return f"{words}：{'／'.join(field.labels)}" if field.labels else words
