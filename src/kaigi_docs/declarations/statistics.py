"""The sheets of 統計.xlsx, in tab order."""

from __future__ import annotations

from kaigi_docs.blocks import ChartTable
from kaigi_docs.declarations.kinds import YES_NO, FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.model.rates import RATE_UNIT
from kaigi_docs.model.small_counts import THRESHOLD, Joining, Nobody, Sparing
from kaigi_docs.model.statistics import Counting, Dimension, ExhibitKind, PassageForm, SentenceKind, Status

_Field = FieldDeclaration

STATISTICS_FILE = "統計.xlsx"
TEXT_TABLE_COLUMNS = ("列1", "列2", "列3", "列4", "列5", "列6")
ALL_YEARS = "値のある年すべて"
RESPONSIBLE, DECIDED_ON = "責任者", "決定日"
STORY, STORY_REASON = "個人の事情", "公開する理由"

SECTIONS = SheetDeclaration(
    title="節",
    purpose="統計の資料の見出し。上から順に印刷します。",
    noun="節",
    when_empty="統計の資料は作れません",
    prepared_rows=12,
    fields=(
        _Field(header="節ID", type=FieldType.ID, required=True, prefix="N", note="節の番号。付け替えません。", width=9),
        _Field(
            header="親の節ID",
            type=FieldType.REFERENCE,
            prefix="N",
            note="この節が入る、一つ上の節。いちばん上の節では空けておきます。",
            example="N01",
            width=10,
        ),
        _Field(
            header="題名",
            type=FieldType.LONG_TEXT,
            required=True,
            note="見出し。番号は自動で付くので書きません。",
            example="自殺者数の年次推移",
            width=50,
        ),
        _Field(
            header=STORY,
            type=FieldType.CHOICE,
            note="性別や年代と、亡くなるまでの事情（経路など）を合わせて述べる節か。公開用には、見出しだけを載せます。",
            choices=YES_NO,
            default="いいえ",
            width=12,
        ),
        _Field(
            header=STORY_REASON,
            type=FieldType.LONG_TEXT,
            note=f"公開用にも載せると決めたときだけ、その理由（印刷しません）。「小さい数の扱い」に{RESPONSIBLE}と{DECIDED_ON}も書きます。",
            example="国の分析にある一般的な経路だけのため",
            width=30,
        ),
    ),
)

PASSAGES = SheetDeclaration(
    title="文",
    purpose="節の本文。1行に1段落。図表の前に印刷します。",
    noun="文",
    when_empty="本文を印刷しません",
    prepared_rows=20,
    fields=(
        _Field(header="節ID", type=FieldType.REFERENCE, required=True, prefix="N", note="どの節の文か。", example="N01", width=9),
        _Field(
            header="図表ID",
            type=FieldType.REFERENCE,
            prefix="Z",
            note="図表の後に印刷するときは、その図表。",
            default="節の図表の前",
            example="Z01",
            width=10,
        ),
        _Field(
            header="形",
            type=FieldType.CHOICE,
            note="どう組むか。",
            choices=(("本文", PassageForm.PARAGRAPH), ("箇条書き", PassageForm.BULLET), ("注", PassageForm.NOTE)),
            default="本文",
            width=10,
        ),
        _Field(
            header="文",
            type=FieldType.LONG_TEXT,
            note="文章。〔図表:Z01〕は「図１」に、〔資料:S05〕などは文面シートと同じに置き換わります。",
            default="「数の文」で作ります",
            example="〔図表:Z01〕のとおり、減少が続いています。",
            width=80,
        ),
        _Field(
            header="前の文に続ける",
            type=FieldType.CHOICE,
            note="一つ上の文と同じ段落にするか。",
            choices=YES_NO,
            default="いいえ",
            width=12,
        ),
        _Field(
            header="数の文",
            type=FieldType.CHOICE,
            note="系列の値から自動で作る文の種類。選んだ行では「文」を空けておきます。",
            choices=tuple((kind.value, kind) for kind in SentenceKind),
            default="自動では作りません",
            example="増減",
            width=16,
        ),
        _Field(
            header="系列ID",
            type=FieldType.REFERENCE,
            prefix="R",
            note="「数の文」が何についての文か。",
            example="R01",
            width=9,
        ),
        _Field(
            header="比べる系列ID",
            type=FieldType.REFERENCES,
            prefix="R",
            note="「倍」「構成比」「地域の比較」「内訳」で、比べる系列、全体の系列、内訳の系列。",
            example="R03",
            width=14,
        ),
        _Field(
            header="期間",
            type=FieldType.TEXT,
            note="いつの値か。まとめた年は「2020〜2021の計」。",
            default="値のあるいちばん新しい年",
            example="令和3年",
            width=18,
        ),
        _Field(
            header="比べる期間",
            type=FieldType.TEXT,
            note="「増減」「区分の増減」で、いつと比べるか。「最大・最小」では、いつから見るか。",
            default="一つ前",
            example="2018〜2019の計",
            width=18,
        ),
        _Field(
            header="区分",
            type=FieldType.WORDS,
            note="どの区分か。「上位」「内訳」「区分の増減」では、空けると総数のほかすべて。",
            default="総数",
            example="健康問題",
            width=18,
        ),
        _Field(header="上位", type=FieldType.INTEGER, note="「上位」で、いくつ書くか。", default="3", example="3", width=7),
        _Field(
            header="小数",
            type=FieldType.INTEGER,
            note="割合と倍率の小数の桁数（四捨五入）。",
            default="1",
            example="1",
            width=7,
        ),
        _Field(
            header="少ない人数を書く理由",
            type=FieldType.LONG_TEXT,
            note="文に1人から4人までの数を書くときだけ、そうしてよい理由（印刷しません）。",
            example="計画に載っている公表済みの数",
            width=24,
        ),
    ),
)

EXHIBITS = SheetDeclaration(
    title="図表",
    purpose="グラフと表。節の中では上から順に印刷し、図と表の番号は自動で付きます。",
    noun="図表",
    when_empty="グラフと表を印刷しません",
    prepared_rows=20,
    fields=(
        _Field(header="図表ID", type=FieldType.ID, required=True, prefix="Z", note="図表の番号。付け替えません。", width=9),
        _Field(
            header="節ID", type=FieldType.REFERENCE, required=True, prefix="N", note="どの節に入るか。", example="N01", width=9
        ),
        _Field(
            header="題名",
            type=FieldType.LONG_TEXT,
            required=True,
            note="図表の題名。図の番号と単位は書きません。",
            example="全国の自殺者数の推移",
            width=40,
        ),
        _Field(
            header="種類",
            type=FieldType.CHOICE,
            required=True,
            note="見せ方。「小さなグラフ」は系列ごとの折れ線を並べます。「表だけ」は数値の表、「文の表」は「文の表」シートの文字の表です。",
            choices=(
                ("折れ線", ExhibitKind.LINE),
                ("棒", ExhibitKind.BAR),
                ("積み上げ", ExhibitKind.STACKED),
                ("帯", ExhibitKind.SHARE),
                ("左右", ExhibitKind.TWO_SIDED),
                ("小さなグラフ", ExhibitKind.PANELS),
                ("表だけ", ExhibitKind.TABLE),
                ("文の表", ExhibitKind.TEXT_TABLE),
            ),
            width=13,
        ),
        _Field(
            header="系列ID",
            type=FieldType.REFERENCES,
            prefix="R",
            note="載せる系列。複数は「、」で区切り、書いた順に並びます。「文の表」では空けておきます。",
            example="R01、R02",
            width=16,
        ),
        _Field(
            header="横軸",
            type=FieldType.CHOICE,
            note="横軸（帯と左右では縦軸、表では行）に並べるもの。",
            choices=(("年", Dimension.YEAR), ("区分", Dimension.CLASS), ("系列", Dimension.SERIES)),
            default="年",
            width=9,
        ),
        _Field(
            header="凡例",
            type=FieldType.CHOICE,
            note="線や棒（表では列）で分けるもの。",
            choices=(("系列", Dimension.SERIES), ("区分", Dimension.CLASS), ("年", Dimension.YEAR)),
            default="系列（横軸が系列のときは区分）",
            width=9,
        ),
        _Field(
            header="期間",
            type=FieldType.TEXT,
            note="載せる年。「2012〜2021」「2016、2021」「直近10年」のように書きます。まとめた年は「2020〜2021の計」。",
            default=ALL_YEARS,
            example="平成24年〜令和3年",
            width=20,
        ),
        _Field(
            header="区分",
            type=FieldType.WORDS,
            note="載せる区分と並び順。「、」で区切ります。総数は「総数」。",
            default="横軸か凡例が区分なら総数のほかすべて、そうでなければ総数",
            example="男性、女性",
            width=24,
        ),
        _Field(
            header="値の表",
            type=FieldType.CHOICE,
            note="グラフの値の表をどこに置くか。",
            choices=(("下", ChartTable.BELOW), ("横", ChartTable.BESIDE), ("なし", ChartTable.NONE)),
            default="下",
            width=9,
        ),
        _Field(
            header="表の向き",
            type=FieldType.CHOICE,
            note="「表だけ」のとき、横軸のものを行に置くか、列に置くか。",
            choices=(("行に置く", False), ("列に置く", True)),
            default="行に置く",
            width=11,
        ),
        _Field(
            header="割合",
            type=FieldType.CHOICE,
            note="「表だけ」のとき、総数に対する割合（四捨五入）の列を加えるか。",
            choices=YES_NO,
            default="いいえ",
            width=9,
        ),
        _Field(header="注", type=FieldType.LONG_TEXT, note="図表の下の注。改行すると別の注になります。", width=40),
    ),
)

SERIES = SheetDeclaration(
    title="系列",
    purpose="数値の素性。何を、どこの、どの数え方で数えたもので、どこから取ったか。",
    noun="系列",
    when_empty="数値の図表は作れません",
    prepared_rows=20,
    fields=(
        _Field(header="系列ID", type=FieldType.ID, required=True, prefix="R", note="系列の番号。付け替えません。", width=9),
        _Field(
            header="系列名",
            type=FieldType.LONG_TEXT,
            required=True,
            note="凡例と表の見出しに印刷する名前。",
            example="全国　男性",
            width=20,
        ),
        _Field(
            header="地域", type=FieldType.TEXT, note="どこの数か。", suggestions=("全国", "県", "市"), example="全国", width=10
        ),
        _Field(
            header="統計",
            type=FieldType.LONG_TEXT,
            note="統計の名前。",
            suggestions=("自殺統計", "人口動態統計", "地域における自殺の基礎資料"),
            example="自殺統計",
            width=16,
        ),
        _Field(
            header="時点",
            type=FieldType.CHOICE,
            note="いつの数として数えたか。",
            choices=(("発見日", "発見日"), ("自殺日", "自殺日"), ("死亡日", "死亡日")),
            width=9,
        ),
        _Field(
            header="場所",
            type=FieldType.CHOICE,
            note="どこの数として数えたか。",
            choices=(("発見地", "発見地"), ("住居地", "住居地"), ("住所地", "住所地")),
            width=9,
        ),
        _Field(
            header="人口",
            type=FieldType.CHOICE,
            note="対象の人口。",
            choices=(("総人口", "総人口"), ("日本人人口", "日本人人口")),
            width=11,
        ),
        _Field(
            header="年の種類",
            type=FieldType.CHOICE,
            required=True,
            note="年（1月から12月）か年度（4月から3月）か。",
            choices=(("年", False), ("年度", True)),
            width=9,
        ),
        _Field(
            header="数えるもの",
            type=FieldType.CHOICE,
            required=True,
            note="人数の系列では、1人から4人までの数を印刷しません（「小さい数の扱い」シート）。",
            choices=(
                ("人数", Counting.PERSONS),
                ("件数", Counting.CASES),
                ("率", Counting.RATE),
                ("割合", Counting.SHARE),
                ("人口", Counting.POPULATION),
            ),
            width=11,
        ),
        _Field(header="単位", type=FieldType.TEXT, required=True, note="値の単位。", example="人", width=10),
        _Field(
            header="小数", type=FieldType.INTEGER, note="小数点の下の桁数。", default="率と割合は1、ほかは0", example="1", width=7
        ),
        _Field(
            header="状態",
            type=FieldType.CHOICE,
            note="数がどこまで定まったか。年によって違うときは「数値」シートにも書きます。",
            choices=tuple((status.word, status) for status in Status),
            width=9,
        ),
        _Field(
            header="出典",
            type=FieldType.LONG_TEXT,
            required=True,
            note="図表の下に印刷する出典。数え方、状態、取得日は自動で付きます。",
            example="警察庁「自殺統計」",
            width=30,
        ),
        _Field(header="取得日", type=FieldType.DATE, note="数を写した日。", example="令和4年6月1日", width=16),
        _Field(
            header="合計の系列ID",
            type=FieldType.REFERENCE,
            prefix="R",
            note="この系列が内訳のとき、合計の系列。足した数が合うか確かめます。",
            example="R01",
            width=12,
        ),
        _Field(
            header="区分の重なり",
            type=FieldType.CHOICE,
            note="一人が複数の区分に入ることがあるか（原因・動機など）。「はい」なら区分の合計を総数と比べません。",
            choices=YES_NO,
            default="いいえ",
            width=11,
        ),
        _Field(
            header="保護しない理由",
            type=FieldType.LONG_TEXT,
            note="人数の系列で1人から4人までの数を印刷してよい理由（印刷しません）。",
            example="計画の評価指標として公表済み",
            width=24,
        ),
        _Field(header="注", type=FieldType.LONG_TEXT, note="この系列を載せた図表の下の注。", width=40),
        _Field(
            header="文での呼び名",
            type=FieldType.TEXT,
            note="「数の文」で何と呼ぶか。",
            default="地域と系列名",
            example="全国の男性の自殺者数",
            width=24,
        ),
        _Field(
            header="基準日",
            type=FieldType.LONG_TEXT,
            note="人口の系列で、毎年いつ現在の人口か。",
            example="10月1日",
            width=10,
        ),
        _Field(
            header="率の人数の系列ID",
            type=FieldType.REFERENCE,
            prefix="R",
            note=f"率（{RATE_UNIT}）を計算で求めるとき、その人数の系列。値は「数値」シートに書きません。",
            default="計算しません",
            example="R04",
            width=16,
        ),
        _Field(
            header="率の人口の系列ID",
            type=FieldType.REFERENCE,
            prefix="R",
            note="率を計算で求めるとき、割る人口の系列。",
            default="計算しません",
            example="R19",
            width=16,
        ),
        _Field(
            header="公表元",
            type=FieldType.TEXT,
            note="人数の系列の数を、国や県などがすでに公表しているとき、その公表元。載せない数も、知られている数として秘匿の計算に入れます。",
            default="公表されていない数として扱います",
            example="厚生労働省のホームページ",
            width=24,
        ),
    ),
)

VALUES = SheetDeclaration(
    title="数値",
    purpose="系列の値。1行に一つの年と区分。表から貼り付けられます。",
    noun="値",
    when_empty="数値の図表は作れません",
    prepared_rows=60,
    fields=(
        _Field(
            header="系列ID", type=FieldType.REFERENCE, required=True, prefix="R", note="どの系列の値か。", example="R01", width=9
        ),
        _Field(
            header="年",
            type=FieldType.TEXT,
            required=True,
            note="年か年度。2021、R3、令和3年のどれでも。合算した数は「2020〜2021」。",
            example="2021",
            width=14,
        ),
        _Field(header="区分", type=FieldType.TEXT, note="内訳の名前。", default="総数", example="20歳代", width=16),
        _Field(
            header="値",
            type=FieldType.TEXT,
            note="数か符号。－は皆無、0.0は単位未満、…は不明、・はあり得ない、xは秘匿。少ない人数も、そのまま書けば自動で伏せます。",
            example="21,007",
            width=12,
        ),
        _Field(
            header="状態",
            type=FieldType.CHOICE,
            note="この値だけ違うとき。",
            choices=tuple((status.word, status) for status in Status),
            default="系列の状態",
            width=9,
        ),
        _Field(header="注", type=FieldType.LONG_TEXT, note="図表の下の注。", width=30),
        _Field(
            header="定義の変更",
            type=FieldType.LONG_TEXT,
            note="この年から数え方が変わったとき、その内容。線を切り、注を付けます。",
            example="原因・動機を四つまで計上",
            width=30,
        ),
    ),
)

TEXT_TABLES = SheetDeclaration(
    title="文の表",
    purpose="文字の表の中身。図表ごとに、最初の行が見出しです。",
    noun="文の表の行",
    when_empty="文の表を印刷しません",
    prepared_rows=10,
    fields=(
        _Field(
            header="図表ID",
            type=FieldType.REFERENCE,
            required=True,
            prefix="Z",
            note="種類が「文の表」の図表。",
            example="Z01",
            width=9,
        ),
        _Field(
            header="行の見出し",
            type=FieldType.LONG_TEXT,
            note="左の列。見出しの行では空けておけます。",
            example="調査の対象",
            width=20,
        ),
        *(_Field(header=name, type=FieldType.LONG_TEXT, note="使う列だけ書きます。", width=30) for name in TEXT_TABLE_COLUMNS),
        _Field(
            header="少ない人数を書く理由",
            type=FieldType.LONG_TEXT,
            note="1人から4人までの数を書くときだけ、そうしてよい理由（印刷しません）。",
            width=24,
        ),
    ),
)

SMALL_COUNTS = SheetDeclaration(
    title="小さい数の扱い",
    purpose="人が数人しかいない欄を、どう守るか。空のままでも使えます。",
    noun="項目",
    when_empty="1人から4人までの数と、それが分かってしまう数を、自動で「x」にします",
    often_empty=True,
    as_items=True,
    fields=(
        _Field(
            header="小さい数",
            type=FieldType.CHOICE,
            note="しきい値より小さい人数を、自動で「x」にするか、エラーにして人が直すか。",
            choices=(("自動で伏せる", True), ("エラーにする", False)),
            default="自動で伏せる",
        ),
        _Field(
            header="しきい値",
            type=FieldType.INTEGER,
            note="印刷してよい、いちばん小さい人数。",
            default=f"{THRESHOLD}（1人から{THRESHOLD - 1}人までを守ります）",
            example="10",
        ),
        _Field(
            header="年代の合算",
            type=FieldType.CHOICE,
            note="「20歳代・30歳代」のように隣の年代をまとめて、小さい数をなくすか。",
            choices=(
                ("提案だけする", Joining.PROPOSED),
                ("自動でまとめる", Joining.AUTOMATIC),
                ("しない", Joining.NEVER),
            ),
            default="提案だけする（「判断」フォルダの要確認.xlsx で尋ね、答えるまでは伏せます）",
        ),
        _Field(
            header="0の扱い",
            type=FieldType.CHOICE,
            note="0人の欄を、ほかの欄を守るために伏せてよいか。",
            choices=(
                ("ほかを守るときだけ伏せる", Nobody.COMPLEMENT),
                ("伏せない", Nobody.SHOWN),
                ("いつも伏せる", Nobody.HIDDEN),
            ),
            default="ほかを守るときだけ伏せる",
        ),
        _Field(
            header="伏せる欄の選び方",
            type=FieldType.CHOICE,
            note="引き算で戻らないように、ほかの欄を伏せるとき、何を少なくするか。",
            choices=(("欄の数を少なく", Sparing.CELLS), ("人数を少なく", Sparing.PERSONS)),
            default="欄の数を少なく",
        ),
        _Field(
            header=RESPONSIBLE,
            type=FieldType.TEXT,
            note="「保護しない理由」「少ない人数を書く理由」「公開する理由」のとおりに決めた人。理由を書いたときは必ず書きます。",
            default="小さい数を印刷しません",
            example="こころの健康課長",
        ),
        _Field(
            header=DECIDED_ON,
            type=FieldType.DATE,
            note="責任者が決めた日。",
            default="小さい数を印刷しません",
            example="令和4年8月1日",
        ),
    ),
)

STATISTICS_SHEETS: tuple[SheetDeclaration, ...] = (SECTIONS, PASSAGES, EXHIBITS, SERIES, VALUES, TEXT_TABLES, SMALL_COUNTS)
"""Those whose rows are read as they stand; WIDE_TABLES names further tables."""
