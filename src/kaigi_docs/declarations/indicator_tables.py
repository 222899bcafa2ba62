"""The sheets of 指標.xlsx about whole tables: what they are called, their columns, the rules of ratings."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import YES_NO, FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.model.indicators import Comparison, IndicatorColumnKind, Pooling

_Field = FieldDeclaration

SMALL_COUNT_REASON = "少ない人数を書く理由"

TABLE_ID = _Field(
    header="表ID",
    type=FieldType.REFERENCE,
    prefix="H",
    note="どの表のものか。",
    default="最初の表",
    example="H01",
    width=8,
)

TABLES = SheetDeclaration(
    title="指標の表",
    purpose="評価指標の資料に載せる表。上から順に印刷します。",
    noun="表",
    when_empty="すべての指標を、年度の一つの表に載せます",
    prepared_rows=5,
    fields=(
        _Field(header="表ID", type=FieldType.ID, required=True, prefix="H", note="表の番号。付け替えません。", width=8),
        _Field(
            header="題名",
            type=FieldType.LONG_TEXT,
            note="表の上に印刷する題名。",
            default="印刷しません",
            example="市の達成すべき数値目標",
            width=36,
        ),
        _Field(
            header="年の種類",
            type=FieldType.CHOICE,
            note="年（1月から12月）か年度（4月から3月）か。",
            choices=(("年", False), ("年度", True)),
            default="年度",
            width=9,
        ),
        _Field(
            header="施策でまとめる",
            type=FieldType.CHOICE,
            note="施策や「まとまり」の見出しの行を付けるか。",
            choices=YES_NO,
            default="はい",
            width=12,
        ),
        _Field(
            header="注",
            type=FieldType.LONG_TEXT,
            note="表の下の注。改行すると別の注になります。〔年度〕などは文面シートと同じに置き換わります。",
            width=60,
        ),
        _Field(
            header=SMALL_COUNT_REASON,
            type=FieldType.LONG_TEXT,
            note="注に1人から4人までの数を書くときだけ、そうしてよい理由（印刷しません）。",
            width=24,
        ),
    ),
)

COLUMNS = SheetDeclaration(
    title="指標の列",
    purpose="表の列。上から順に、表の左から並びます。",
    noun="列",
    when_empty="指標、目標値、実績値、現状値の列（古い年から並べるときは、指標、目標値、現状値、実績値）",
    prepared_rows=12,
    fields=(
        TABLE_ID,
        _Field(
            header="種類",
            type=FieldType.CHOICE,
            required=True,
            note="列に入るもの。達成、評価、推移は自動で作ります。推移は前の値との比べ（↑→↓）です。",
            choices=(
                ("事業名", IndicatorColumnKind.MEASURE),
                ("指標", IndicatorColumnKind.NAME),
                ("目標値", IndicatorColumnKind.TARGET),
                ("現状値", IndicatorColumnKind.BASELINE),
                ("実績値", IndicatorColumnKind.ACTUAL),
                ("達成", IndicatorColumnKind.JUDGEMENT),
                ("評価", IndicatorColumnKind.RATING),
                ("推移", IndicatorColumnKind.TREND),
            ),
            width=10,
        ),
        _Field(
            header="見出し",
            type=FieldType.LONG_TEXT,
            note="印刷する見出し。年のある列では、前に年が付きます。〔年度〕などは文面シートと同じに置き換わります。",
            default="種類の言葉",
            example="計画策定時の現状値",
            width=26,
        ),
        _Field(
            header="年",
            type=FieldType.TEXT,
            note="実績値、達成、評価、推移の列に載せる年。「R1〜R3」「R1、R3」「直近3年」のように書きます。",
            default="実績値は値のある年すべて、ほかはいちばん新しい年",
            example="直近3年",
            width=18,
        ),
        _Field(header="幅mm", type=FieldType.NUMBER, note="列の幅（ミリ）。", default="中身に合わせる", example="40", width=8),
    ),
)

RULES = SheetDeclaration(
    title="評価の規則",
    purpose="指標の評価（a・b・c など）を数から決める規則。規則ごとに、上から順に最初に当てはまるものになります。",
    noun="評価の規則の行",
    when_empty="指標を規則で評価しません",
    prepared_rows=8,
    fields=(
        _Field(header="規則", type=FieldType.TEXT, required=True, note="指標から指す名前。", example="調査", width=12),
        _Field(header="評価", type=FieldType.TEXT, required=True, note="印刷する言葉。", example="a", width=10),
        _Field(
            header="比べる数",
            type=FieldType.CHOICE,
            required=True,
            note="どれも、よくなるほど大きい数です。減るとよい指標では、減った分が正の数になります。",
            choices=(
                ("現状値との差", Comparison.DIFFERENCE),
                ("現状値からの増減（％）", Comparison.CHANGE_PERCENT),
                ("目標までの進み（％）", Comparison.PROGRESS_PERCENT),
            ),
            width=22,
        ),
        _Field(
            header="境の数",
            type=FieldType.TEXT,
            note="この数に届けば、この評価。",
            default="上のどれでもないものすべて",
            example="3",
            width=9,
        ),
        _Field(
            header="境を含む",
            type=FieldType.CHOICE,
            note="境の数ちょうどのときも、この評価にするか。",
            choices=YES_NO,
            default="はい",
            width=9,
        ),
        _Field(header="点", type=FieldType.TEXT, note="まとまりの平均点を出すときの点。", example="3", width=7),
    ),
)

GROUP_RULES = SheetDeclaration(
    title="まとまりの評価",
    purpose="施策やまとまりの評価（A〜D など）を、その指標の評価から決める規則。上から順に最初に当てはまるものになります。",
    noun="まとまりの評価の行",
    when_empty="まとまりを評価しません",
    prepared_rows=6,
    fields=(
        TABLE_ID,
        _Field(header="評価", type=FieldType.TEXT, required=True, note="見出しの行に印刷する言葉。", example="A", width=10),
        _Field(
            header="求め方",
            type=FieldType.CHOICE,
            required=True,
            note="指標の点の平均か、選んだ評価の割合（％）か。",
            choices=(("平均点", Pooling.MEAN), ("割合（％）", Pooling.SHARE)),
            width=12,
        ),
        _Field(
            header="数える評価",
            type=FieldType.WORDS,
            note="割合のとき、数える評価。複数は「、」で区切ります。",
            example="a、b",
            width=12,
        ),
        _Field(
            header="境の数",
            type=FieldType.TEXT,
            note="この数に届けば、この評価。",
            default="上のどれでもないものすべて",
            example="2.5",
            width=9,
        ),
        _Field(
            header="境を含む",
            type=FieldType.CHOICE,
            note="境の数ちょうどのときも、この評価にするか。",
            choices=YES_NO,
            default="はい",
            width=9,
        ),
    ),
)
