"""The sheets of 指標.xlsx, in tab order."""

from __future__ import annotations

from kaigi_docs.declarations.indicator_tables import COLUMNS, GROUP_RULES, RULES, SMALL_COUNT_REASON, TABLE_ID, TABLES
from kaigi_docs.declarations.kinds import YES_NO, FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.model.indicators import Direction, Judgement, TargetKind
from kaigi_docs.model.statistics import Counting, Status

_Field = FieldDeclaration

INDICATORS_FILE = "指標.xlsx"
SERIES_ID, SERIES_CLASS = "系列ID", "系列の区分"

INDICATORS = SheetDeclaration(
    title="指標",
    purpose="計画の評価指標と目標値。上から順に印刷します。",
    noun="指標",
    when_empty="評価指標の資料は作れません",
    prepared_rows=30,
    fields=(
        _Field(header="指標ID", type=FieldType.ID, required=True, prefix="K", note="指標の番号。付け替えません。", width=9),
        TABLE_ID,
        _Field(
            header="施策ID",
            type=FieldType.REFERENCE,
            prefix="P",
            note="指標が属する施策（会議設定.xlsx の「施策体系」）。見出しの行になります。",
            default="事業の施策",
            example="P01",
            width=9,
        ),
        _Field(
            header="事業ID",
            type=FieldType.REFERENCE,
            prefix="J",
            note="指標で測る事業（施策一覧.xlsx）。",
            example="J017",
            width=9,
        ),
        _Field(
            header="まとまり",
            type=FieldType.LONG_TEXT,
            note="施策にも事業にも属さない指標の、見出しの行の言葉。",
            example="計画全体",
            width=16,
        ),
        _Field(
            header="指標",
            type=FieldType.LONG_TEXT,
            required=True,
            note="指標の名前。",
            example="相談窓口を知っている人の割合",
            width=36,
        ),
        _Field(
            header="目標値",
            type=FieldType.LONG_TEXT,
            note="印刷する目標。目標のない指標は「－」。",
            default="目標の数から作ります",
            example="50％以上",
            width=28,
        ),
        _Field(
            header="目標の種類",
            type=FieldType.CHOICE,
            note="実績と比べる決まり。「文章」は人が判断します。",
            choices=(
                ("以上", TargetKind.AT_LEAST),
                ("以下", TargetKind.AT_MOST),
                ("超", TargetKind.MORE_THAN),
                ("未満", TargetKind.LESS_THAN),
                ("範囲", TargetKind.RANGE),
                ("現状値より増（数）", TargetKind.RISE),
                ("現状値より減（数）", TargetKind.FALL),
                ("現状値より増（％）", TargetKind.RISE_PERCENT),
                ("現状値より減（％）", TargetKind.FALL_PERCENT),
                ("文章", TargetKind.TEXT),
                ("なし", TargetKind.NONE),
            ),
            default="目標値が「50％以上」「13.0以下」「－」の形なら、それに従います",
            width=18,
        ),
        _Field(
            header="目標の数",
            type=FieldType.TEXT,
            note="比べるときの数。範囲では下の端、現状値より増減では増減する数か％。",
            default="目標値に一つだけ書いてある数",
            example="10",
            width=10,
        ),
        _Field(header="目標の上限", type=FieldType.TEXT, note="範囲の上の端。", example="25", width=10),
        _Field(
            header="対象",
            type=FieldType.TEXT,
            note="目標がだれ・何についてのものか。実績の対象が違うときは、実績値シートに書きます。",
            example="20歳から59歳までの男性",
            width=18,
        ),
        _Field(
            header="数えるもの",
            type=FieldType.CHOICE,
            required=True,
            note="人数の指標では、1人から4人までの数を印刷しません。",
            choices=(
                ("人数", Counting.PERSONS),
                ("件数・回数", Counting.CASES),
                ("率", Counting.RATE),
                ("割合", Counting.SHARE),
            ),
            width=11,
        ),
        _Field(
            header="単位",
            type=FieldType.TEXT,
            note="数の後に付けて印刷する単位。実績に書いた数の単位が違うと、誤りとしてお知らせします。",
            default="付けません",
            example="％",
            width=8,
        ),
        _Field(
            header="現状値",
            type=FieldType.LONG_TEXT,
            note="計画策定時の値。数か、印刷する言葉。",
            example="33.0",
            width=20,
        ),
        _Field(
            header="現状値の数",
            type=FieldType.TEXT,
            note="現状値の言葉から数が一つに決まらないとき、比べる数。",
            default="現状値に書いてある数",
            width=10,
        ),
        _Field(
            header="現状値の対象",
            type=FieldType.TEXT,
            note="現状値の対象が目標と違うとき、その対象。",
            default="目標と同じ",
            width=14,
        ),
        _Field(
            header="望ましい向き",
            type=FieldType.CHOICE,
            note="数がどちらに動くとよいか。評価の規則を使う指標で要ります。",
            choices=(("増える", Direction.UP), ("減る", Direction.DOWN)),
            default="目標の種類から決めます",
            width=12,
        ),
        _Field(
            header="調査年だけ",
            type=FieldType.CHOICE,
            note="調査をする年にだけ測る指標か。ほかの年は「－」と印刷し、未達とはしません。",
            choices=YES_NO,
            default="いいえ",
            width=11,
        ),
        _Field(
            header="評価の規則",
            type=FieldType.TEXT,
            note="「評価の規則」シートの、規則の名前。",
            default="評価しません",
            example="調査",
            width=12,
        ),
        _Field(header="出典", type=FieldType.LONG_TEXT, note="表の下に印刷する出典。", example="警察庁「自殺統計」", width=24),
        _Field(
            header="保護しない理由",
            type=FieldType.LONG_TEXT,
            note="1人から4人までの数を印刷してよい理由（印刷しません）。",
            example="計画の指標として公表済み",
            width=24,
        ),
        _Field(header="注", type=FieldType.LONG_TEXT, note="表の下の注。", width=30),
        _Field(
            header=SERIES_ID,
            type=FieldType.REFERENCE,
            prefix="R",
            note="統計.xlsx に同じ値の系列があるとき、その系列ID。値が違わないか確かめ、秘匿の計算に入れます。",
            default="統計.xlsx にはない値として扱います",
            example="R13",
            width=9,
        ),
        _Field(
            header=SERIES_CLASS,
            type=FieldType.TEXT,
            note="その系列の一つの区分の値のとき、その区分。",
            default="総数",
            example="20歳代",
            width=12,
        ),
    ),
)

ACTUALS = SheetDeclaration(
    title="実績値",
    purpose="指標の値。1行に一つの指標の一つの年。",
    noun="実績値",
    when_empty="実績の列は空になります",
    prepared_rows=60,
    fields=(
        _Field(header="指標ID", type=FieldType.REFERENCE, required=True, prefix="K", note="どの指標か。", example="K01", width=9),
        _Field(
            header="年",
            type=FieldType.TEXT,
            required=True,
            note="年か年度（表による）。2021、R3、令和3年度のどれでも。",
            example="R3",
            width=12,
        ),
        _Field(
            header="実績",
            type=FieldType.LONG_TEXT,
            note="数か、印刷する言葉。－は値なし、…は不明、・はあり得ない、xは秘匿。",
            example="2回/年（書面）",
            width=30,
        ),
        _Field(
            header="判定の数",
            type=FieldType.TEXT,
            note="実績の言葉から数が一つに決まらないとき、目標と比べる数。",
            default="実績に書いてある数",
            example="471",
            width=10,
        ),
        _Field(
            header="判定",
            type=FieldType.CHOICE,
            note="目標の種類が「文章」のとき、人が判断した結果。",
            choices=(("達成", Judgement.MET), ("未達", Judgement.MISSED), ("判定しない", Judgement.NOT_JUDGED)),
            default="判定しない（ほかの種類では自動で判定します）",
            width=11,
        ),
        _Field(
            header="状態",
            type=FieldType.CHOICE,
            note="数がどこまで定まったか。速報、概数、暫定値は数の後に付けて印刷します。",
            choices=tuple((status.word, status) for status in Status),
            default="定まった数",
            width=9,
        ),
        _Field(
            header="実績の対象",
            type=FieldType.TEXT,
            note="実績の対象が目標と違うとき、その対象。達成を判定しません。",
            default="目標と同じ",
            example="20歳から59歳まで",
            width=18,
        ),
        _Field(header="注", type=FieldType.LONG_TEXT, note="表の下の注。", width=30),
    ),
)

EVENTS = SheetDeclaration(
    title="社会情勢",
    purpose="その年に社会で起きたこと。表の最後の行に、年の列ごとに印刷します。",
    noun="社会情勢",
    when_empty="社会情勢の行を作りません",
    prepared_rows=10,
    fields=(
        TABLE_ID,
        _Field(header="年", type=FieldType.TEXT, required=True, note="年か年度（表による）。", example="R2", width=12),
        _Field(
            header="文",
            type=FieldType.LONG_TEXT,
            required=True,
            note="起きたこと。",
            example="新型コロナウイルス感染症の流行が始まる",
            width=60,
        ),
        _Field(
            header=SMALL_COUNT_REASON,
            type=FieldType.LONG_TEXT,
            note="文に1人から4人までの数を書くときだけ、そうしてよい理由（印刷しません）。",
            width=24,
        ),
    ),
)

INDICATORS_SHEETS: tuple[SheetDeclaration, ...] = (INDICATORS, ACTUALS, EVENTS, TABLES, COLUMNS, RULES, GROUP_RULES)
