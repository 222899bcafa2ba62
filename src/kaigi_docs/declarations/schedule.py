"""The sheets of スケジュール.xlsx, in tab order."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.model.schedule import ColumnUnit, SpanState

_Field = FieldDeclaration

SCHEDULE_FILE = "スケジュール.xlsx"
MOST_YEARS = 3
SPAN_TIMES = ("始め", "終わり")

FRAME = SheetDeclaration(
    title="予定表",
    purpose="予定の表が表す期間と、列の細かさ。",
    noun="予定表の項目",
    when_empty="会議の年度と次の年度を、月ごとの列で表します",
    as_items=True,
    fields=(
        _Field(
            header="年度",
            type=FieldType.FISCAL_YEARS,
            note=f"表に載せる年度。続いた{MOST_YEARS}年度まで。",
            default="会議の年度と次の年度",
            example="令和4年度、令和5年度",
        ),
        _Field(
            header="列の単位",
            type=FieldType.CHOICE,
            note="一つの列が表す期間。",
            choices=(("月", ColumnUnit.MONTH), ("四半期", ColumnUnit.QUARTER), ("旬", ColumnUnit.THIRD)),
            default="月",
        ),
        _Field(
            header="初めの月",
            type=FieldType.STRETCH,
            note="年度の途中の月から表すとき。",
            default="最初の年度の4月",
            example="令和4年8月",
        ),
        _Field(
            header="終わりの月",
            type=FieldType.STRETCH,
            note="年度の途中の月まで表すとき。",
            default="最後の年度の3月",
            example="令和5年1月",
        ),
    ),
)

TASKS = SheetDeclaration(
    title="予定",
    purpose="表の行。上から順に印刷し、同じ区分の行はまとめます。",
    noun="予定",
    when_empty="予定の資料は作れません",
    prepared_rows=20,
    fields=(
        _Field(header="予定ID", type=FieldType.ID, required=True, prefix="T", note="予定の番号。付け替えません。", width=9),
        _Field(
            header="区分",
            type=FieldType.TEXT,
            note="行をまとめる見出し。",
            default="見出しを付けません",
            example="市",
            width=14,
        ),
        _Field(header="項目", type=FieldType.LONG_TEXT, required=True, note="何をするか。", example="市民アンケート", width=36),
        _Field(header="担当", type=FieldType.LONG_TEXT, note="誰がするか。どの行も空なら、列を印刷しません。", width=20),
        _Field(header="備考", type=FieldType.LONG_TEXT, note="どの行も空なら、列を印刷しません。", width=36),
    ),
)

SPANS = SheetDeclaration(
    title="期間",
    purpose="いつするか。一つの予定に、いくつでも書けます。重なる期間は、下の段に分けて印刷します。",
    noun="期間",
    when_empty="予定の資料は作れません",
    prepared_rows=30,
    fields=(
        _Field(
            header="予定ID",
            type=FieldType.REFERENCE,
            required=True,
            prefix="T",
            note="どの予定の期間か。",
            example="T01",
            width=9,
        ),
        _Field(
            header="始め",
            type=FieldType.STRETCH,
            required=True,
            note="月、旬または日。令和4年8月、R4.8、2022/8、令和4年8月上旬、令和4年8月19日のどれでも。",
            example="令和4年8月",
            width=18,
        ),
        _Field(
            header="終わり",
            type=FieldType.STRETCH,
            note="月、旬または日。",
            default="「始め」だけの月、旬または日",
            example="令和4年11月",
            width=18,
        ),
        _Field(
            header="内容",
            type=FieldType.LONG_TEXT,
            note="帯の中や横に印刷する短い言葉。日を書いた期間には日付が付くので、日付は書きません。",
            default="帯の中に期間を印刷します",
            example="骨子の検討",
            width=30,
        ),
        _Field(
            header="記号",
            type=FieldType.TEXT,
            note="「記号」シートにある記号。",
            default="予定は「→」、実施済は「■」の帯",
            example="●",
            width=8,
        ),
        _Field(
            header="状態",
            type=FieldType.CHOICE,
            note="もうしたか、これからか。",
            choices=tuple((state.word, state) for state in SpanState),
            default=SpanState.PLANNED.word,
            width=10,
        ),
    ),
)

SIGNS = SheetDeclaration(
    title="記号",
    purpose="会議の開催などを表す記号と、その意味。使った記号だけを、表の上の凡例に印刷します。",
    noun="記号",
    when_empty="「●」（会議の開催）だけを使えます",
    prepared_rows=5,
    fields=(
        _Field(header="記号", type=FieldType.TEXT, required=True, note="一文字の記号。", example="●", width=8),
        _Field(header="意味", type=FieldType.LONG_TEXT, required=True, note="凡例の説明。", example="協議会の会議", width=40),
    ),
)

SCHEDULE_SHEETS: tuple[SheetDeclaration, ...] = (FRAME, TASKS, SPANS, SIGNS)
