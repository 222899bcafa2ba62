"""The sheet オンライン回答の列 of 会議設定.xlsx: what the columns mean that an online form exports."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.model.online import OnlineMeaning

_Field = FieldDeclaration

HEADER, MEANING, QUESTION, ITEM = "列の見出し", "内容", "設問ID", "議題か事業のID"

ONLINE_COLUMNS = SheetDeclaration(
    title="オンライン回答の列",
    purpose="LoGoフォーム、Microsoft Forms、Google フォームなどが書き出す表の列が、どの欄の回答か。",
    noun="列",
    when_empty="見出しが設問や欄の言葉とまったく同じ列と、「氏名」「タイムスタンプ」のような決まった見出しの列だけを読みます",
    often_empty=True,
    prepared_rows=10,
    fields=(
        _Field(
            header=HEADER,
            type=FieldType.TEXT,
            required=True,
            note="書き出した表の1行目にある見出しを、そのまま。",
            example="議案第１号についての賛否",
            width=40,
        ),
        _Field(
            header=MEANING,
            type=FieldType.CHOICE,
            required=True,
            note="その列に何があるか。選択は選択肢の言葉、記入は文章。いくつも選べる設問は「;」「、」などで並んでいても読めます。",
            choices=tuple((each.value, each) for each in OnlineMeaning),
            example=OnlineMeaning.CHOICE.value,
            width=16,
        ),
        _Field(
            header=QUESTION,
            type=FieldType.REFERENCE,
            prefix="Q",
            note="選択と記入のとき、どの設問の回答か。",
            example="Q01",
            width=10,
        ),
        _Field(
            header=ITEM,
            type=FieldType.TEXT,
            note="議題や事業のひとつひとつに尋ねる設問のとき、どれについての回答か。",
            example="A05",
            width=16,
        ),
    ),
)
