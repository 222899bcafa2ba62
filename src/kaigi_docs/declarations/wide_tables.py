"""The sheet of 統計.xlsx that says which series stand in which table as people made it."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration

_Field = FieldDeclaration

TABLES_FOLDER = "統計"

WIDE_TABLES = SheetDeclaration(
    title="横長の表",
    purpose="年や区分が縦横に並んだ表を、「数値」シートに写さずにそのまま読むときに書きます。1行に1つの系列。",
    noun="横長の表",
    when_empty="「数値」シートの値だけを使います",
    often_empty=True,
    prepared_rows=10,
    fields=(
        _Field(
            header="系列ID", type=FieldType.REFERENCE, required=True, prefix="R", note="どの系列の値か。", example="R01", width=9
        ),
        _Field(
            header="ファイル",
            type=FieldType.TEXT,
            note=f"会議フォルダの「{TABLES_FOLDER}」フォルダに入れた表の名前（.xlsx .xls .ods .csv）。",
            default="統計.xlsx に加えたシートの表",
            example="年齢別.xlsx",
            width=24,
        ),
        _Field(
            header="シート",
            type=FieldType.TEXT,
            note="表のあるシートの名前。",
            default="シートが一つだけのファイルなら、そのシート",
            example="表1",
            width=16,
        ),
        _Field(
            header="範囲",
            type=FieldType.TEXT,
            note="シートに表がいくつもあるとき、見出しを含めた表の場所。",
            default="シート全体",
            example="A3:K20",
            width=12,
        ),
        _Field(
            header="見出し",
            type=FieldType.WORDS,
            note="この系列の数の上や左にある見出し。表のとおりに書き、二つ以上は「、」で区切ります（すべてが付いた数を読みます）。",
            default="表のすべての数",
            example="男性",
            width=24,
        ),
        _Field(
            header="区分の読み替え",
            type=FieldType.LONG_TEXT,
            note="見出しと違う区分の名前にするとき。「、」か改行で区切ります。",
            default="見出しのまま（計・合計は総数）",
            example="20～29歳＝20歳代、30～39歳＝30歳代",
            width=30,
        ),
        _Field(
            header="年",
            type=FieldType.TEXT,
            note="表の見出しに年がないとき、いつの数か。",
            default="見出しから読みます",
            example="令和3年",
            width=12,
        ),
        _Field(
            header="年の並び",
            type=FieldType.CHOICE,
            note="年が横に並ぶか、縦に並ぶか。",
            choices=(("横", False), ("縦", True)),
            default="見出しから判断します",
            width=10,
        ),
    ),
)
