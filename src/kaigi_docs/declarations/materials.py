"""The 資料 sheet of 会議設定.xlsx: the parts of the packet."""

from __future__ import annotations

from kaigi_docs.blocks import Paper
from kaigi_docs.declarations.kinds import YES_NO, FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.model.meeting import (
    Access,
    MaterialKind,
    MeasureScope,
    Sides,
    Staple,
)

_Field = FieldDeclaration

MATERIALS = SheetDeclaration(
    title="資料",
    purpose="会議資料一式に入る資料。上から順に綴じます。",
    noun="資料",
    when_empty="お読みください、資料1（施策一覧.xlsx に事業があるとき）、回答書の三つ",
    prepared_rows=10,
    fields=(
        _Field(
            header="資料ID",
            type=FieldType.ID,
            required=True,
            prefix="S",
            note="資料の番号。消したり付け替えたりしません。",
            width=9,
        ),
        _Field(
            header="種類",
            type=FieldType.CHOICE,
            required=True,
            note="何を作るか。",
            choices=(
                ("送付文書", MaterialKind.DISPATCH_LETTER),
                ("お読みください", MaterialKind.COVER_LETTER),
                ("配布資料一覧", MaterialKind.MATERIAL_LIST),
                ("次第", MaterialKind.AGENDA),
                ("委員名簿", MaterialKind.ROSTER),
                ("議案書", MaterialKind.MOTIONS),
                ("統計", MaterialKind.STATISTICS),
                ("事業の表", MaterialKind.MEASURES),
                ("評価指標", MaterialKind.INDICATORS),
                ("スケジュール", MaterialKind.SCHEDULE),
                ("添付", MaterialKind.ATTACHMENT),
                ("回答書", MaterialKind.RESPONSE_FORM),
            ),
            width=15,
        ),
        _Field(
            header="資料番号",
            type=FieldType.TEXT,
            note="「資料」の次に印刷する番号。お読みくださいと回答書は空けておきます。",
            example="2-1",
            width=10,
        ),
        _Field(
            header="題名",
            type=FieldType.LONG_TEXT,
            required=True,
            note="資料の題名。〔年度〕〔前年度〕などは置き換わります。",
            width=40,
        ),
        _Field(
            header="公開",
            type=FieldType.CHOICE,
            note="委員だけに送るものは「委員限り」。各ページの上に印刷します。",
            choices=(("公開", Access.PUBLIC), ("委員限り", Access.MEMBERS)),
            meant=tuple(
                (word, "委員限り") for word in ("非公開", "公開しない", "委員のみ", "限定", "部外秘", "関係者限り", "不可", "×")
            ),
            default="公開",
            width=10,
        ),
        _Field(
            header="非公開の理由",
            type=FieldType.LONG_TEXT,
            note="委員限りの資料を公開しない理由。公開用を作るときの控えに載せます。",
            example="審議中の案のため",
            width=24,
        ),
        _Field(
            header="取扱い",
            type=FieldType.WORDS,
            note="「取扱注意」「要返却」など、各ページの左上に印刷する言葉。複数は「、」で区切ります。",
            suggestions=("取扱注意", "要返却"),
            width=12,
        ),
        _Field(
            header="用紙",
            type=FieldType.CHOICE,
            note="用紙の大きさ。",
            choices=(("A4", Paper.A4), ("A3", Paper.A3)),
            default="A4",
            width=8,
        ),
        _Field(
            header="向き",
            type=FieldType.CHOICE,
            note="用紙の向き。",
            choices=(("縦", False), ("横", True)),
            default="事業の表、評価指標、スケジュールは横、ほかは縦",
            width=8,
        ),
        _Field(
            header="対象の事業",
            type=FieldType.CHOICE,
            note="事業の表に載せる事業。所管課かどうかは「担当課」シートで決めます。",
            choices=(("すべて", MeasureScope.ALL), ("所管課", MeasureScope.OWN), ("所管課以外", MeasureScope.OTHERS)),
            default="すべて",
        ),
        _Field(
            header="施策でまとめる",
            type=FieldType.CHOICE,
            note="事業の表を施策体系の順にまとめるか。",
            choices=YES_NO,
            default="はい",
        ),
        _Field(
            header="対象の施策",
            type=FieldType.REFERENCES,
            prefix="P",
            note="事業の表に載せる施策。その下の施策も載ります。複数は「、」で区切ります。",
            default="すべて",
            example="P01、P02",
        ),
        _Field(
            header="ファイル",
            type=FieldType.TEXT,
            note="添付のとき、「添付」フォルダに入れた PDF の名前。",
            example="アンケート調査票.pdf",
            width=24,
        ),
        _Field(
            header="内容の説明",
            type=FieldType.LONG_TEXT,
            note="添付のとき、画面を見られない方のために、何が載っているかを書きます。",
            example="市民アンケートの調査票。問１から問20まで。",
            width=30,
        ),
        _Field(header="部数", type=FieldType.INTEGER, note="印刷する部数。", default="委員の人数と予備の部数の合計", width=8),
        _Field(
            header="面",
            type=FieldType.CHOICE,
            note="両面に印刷するか。",
            choices=(("両面", Sides.BOTH), ("片面", Sides.ONE)),
            default="両面",
            width=8,
        ),
        _Field(
            header="色",
            type=FieldType.CHOICE,
            note="カラーで印刷するか。",
            choices=(("白黒", False), ("カラー", True)),
            default="白黒",
            width=8,
        ),
        _Field(
            header="とじ",
            type=FieldType.CHOICE,
            note="綴じ方。",
            choices=(("左上１か所", Staple.CORNER), ("左２か所", Staple.SIDE), ("なし", Staple.NONE)),
            default="左上１か所",
            width=11,
        ),
        _Field(
            header="別に印刷",
            type=FieldType.CHOICE,
            note="印刷用の一式から分けて、別に印刷するか。",
            choices=YES_NO,
            default="用紙が A3 なら「はい」、ほかは「いいえ」",
            width=10,
        ),
    ),
)
