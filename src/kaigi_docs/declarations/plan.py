"""The sheets of 会議設定.xlsx that describe the plan: its ratings, its structure and the columns of its tables."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import YES_NO, FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.model.meeting import ColumnKind

DEFAULT_SCALE = "評価"

_Field = FieldDeclaration

RATINGS = SheetDeclaration(
    title="評価尺度",
    purpose="事業の評価に使う言葉。上から良い順に並べます。",
    noun="評価",
    when_empty="当初の予定どおり実施できた／おおむね実施できた／実施は不十分だった（△）／実施できなかった（✕）の四段階",
    prepared_rows=10,
    fields=(
        _Field(
            header="評価ID",
            type=FieldType.ID,
            required=True,
            prefix="E",
            note="評価の番号。消したり付け替えたりしません。",
            width=9,
        ),
        _Field(
            header="尺度",
            type=FieldType.TEXT,
            note="二つ以上の尺度を使うときの、尺度の名前。",
            default=DEFAULT_SCALE,
            example="外部評価",
            width=14,
        ),
        _Field(
            header="評価", type=FieldType.TEXT, required=True, note="印刷し、表に記入する言葉。数字でもかまいません。", width=30
        ),
        _Field(header="記号", type=FieldType.TEXT, note="評価の前に付ける記号。", example="△", width=8),
        _Field(header="意味", type=FieldType.LONG_TEXT, note="凡例に印刷する説明。", width=40),
        _Field(
            header="理由が必要",
            type=FieldType.CHOICE,
            note="この評価のとき、文章の列に理由を書く決まりなら「はい」。",
            choices=YES_NO,
            default="いいえ",
            width=12,
        ),
    ),
)

POLICIES = SheetDeclaration(
    title="施策体系",
    purpose="計画の目標や施策の並び。三段まで重ねられます。",
    noun="施策",
    when_empty="施策でまとめません",
    prepared_rows=20,
    fields=(
        _Field(
            header="施策ID",
            type=FieldType.ID,
            required=True,
            prefix="P",
            note="施策の番号。消したり付け替えたりしません。",
            width=9,
        ),
        _Field(header="番号", type=FieldType.TEXT, note="印刷する番号。", example="基本施策１", width=16),
        _Field(header="名称", type=FieldType.LONG_TEXT, required=True, note="施策の名称。", width=44),
        _Field(
            header="親の施策ID",
            type=FieldType.REFERENCE,
            prefix="P",
            note="上の段の施策。いちばん上の段では空けておきます。",
            example="P01",
        ),
    ),
)

COLUMNS = SheetDeclaration(
    title="列",
    purpose="事業の表の列。上から順に、表の左から並びます。",
    noun="列",
    when_empty="事業名、事業概要、前年度取組状況、評価、今年度予定、担当課の六列",
    prepared_rows=15,
    fields=(
        _Field(
            header="列名",
            type=FieldType.TEXT,
            required=True,
            note="文章、評価、数値の列は、施策一覧.xlsx にも、"
            "これとまったく同じ見出しの列を手で加えてください（自動では増えません）。",
            example="前年度取組状況",
            width=20,
        ),
        _Field(
            header="見出し",
            type=FieldType.LONG_TEXT,
            note="印刷する見出し。〔前年度〕〔年度〕〔次年度〕は年度に置き換わります。",
            default="列名",
            example="〔前年度〕取組状況",
            width=26,
        ),
        _Field(
            header="種類",
            type=FieldType.CHOICE,
            required=True,
            note="列に入るもの。",
            choices=(
                ("事業番号", ColumnKind.ID),
                ("事業名", ColumnKind.NAME),
                ("事業概要", ColumnKind.SUMMARY),
                ("担当課", ColumnKind.DEPARTMENTS),
                ("文章", ColumnKind.TEXT),
                ("評価", ColumnKind.RATING),
                ("数値", ColumnKind.NUMBER),
            ),
            width=12,
        ),
        _Field(
            header="尺度",
            type=FieldType.TEXT,
            note="評価の列で使う尺度の名前。",
            default=f"「{DEFAULT_SCALE}」、または唯一の尺度",
        ),
        _Field(
            header="資料ID",
            type=FieldType.REFERENCES,
            prefix="S",
            note="この列を載せる資料。複数は「、」で区切ります。",
            default="すべての事業の表",
            example="S02、S03",
        ),
        _Field(
            header="年度",
            type=FieldType.FISCAL_YEARS,
            note="年度ごとに列を分けるとき、その年度。施策一覧.xlsx では「列名 R3」のような見出しになります。",
            example="R2、R3",
        ),
        _Field(
            header="前回の列",
            type=FieldType.TEXT,
            note="次の会議のフォルダを「kaigi new --from」で作るとき、この列に写す前回の列の列名。"
            "「回答書:Q3」のように事業ごとの設問を書くと、委員の点数の平均や、意見の要旨を写します。",
            default="何も写さず、前回の中身は施策一覧.xlsx の「前回：列名」に残します",
            example="今年度予定",
            width=16,
        ),
        _Field(
            header="照会",
            type=FieldType.CHOICE,
            note="各課の調査票で尋ねるか（文章、評価、数値の列）。年度のある列では、いちばん新しい年度を尋ねます。",
            choices=YES_NO,
            default="はい",
            width=10,
        ),
        _Field(
            header="字数の目安",
            type=FieldType.INTEGER,
            note="調査票に書いてもらう文の長さ（字）。",
            default="目安を示しません",
            example="200",
            width=10,
        ),
        _Field(header="幅mm", type=FieldType.NUMBER, note="列の幅（ミリ）。", default="中身に合わせる", example="24", width=8),
    ),
)
