"""The sheets of 会議設定.xlsx, in tab order."""

from __future__ import annotations

from kaigi_docs.blocks import Paper
from kaigi_docs.declarations.kinds import YES_NO, FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.declarations.look import LOOK
from kaigi_docs.declarations.plan import COLUMNS, POLICIES, RATINGS
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.meeting import (
    Access,
    AgendaKind,
    AskedPer,
    BlankRule,
    MaterialKind,
    MeasureScope,
    PageNumbering,
    QuestionKind,
    YearOrder,
)

SETTINGS_FILE = "会議設定.xlsx"
GUIDE_SHEET = "説明"

_Field = FieldDeclaration
_GLYPHS = ("第1", "１", "1", "⑴", "(1)", "①", "ア", "(ア)")

MEETING = SheetDeclaration(
    title="会議",
    purpose="どの会議か、いつまでに、どこへ回答するか。",
    noun="項目",
    required=True,
    as_items=True,
    fields=(
        _Field(
            header="会議名",
            type=FieldType.TEXT,
            required=True,
            note="会議の正式な名称。年度と回は入れません。",
            example="みほん市自殺対策推進協議会",
        ),
        _Field(header="回", type=FieldType.INTEGER, required=True, note="第何回か。", example="1"),
        _Field(
            header="締切",
            type=FieldType.DATE,
            required=True,
            note="回答の締切。土曜、日曜、祝日、年末年始は避けます。",
            example="令和4年9月9日",
        ),
        _Field(
            header="年度",
            type=FieldType.FISCAL_YEAR,
            note="会議の年度。",
            default="発行日の年度。発行日も空なら締切の年度",
            example="令和4年度",
        ),
        _Field(
            header="発行日",
            type=FieldType.DATE,
            note="資料を出す日付。決まるまで空けておきます。",
            default="日付を印刷しません",
            example="令和4年8月19日",
        ),
        _Field(
            header="文書番号",
            type=FieldType.TEXT,
            note="資料を出す文書の番号。決まるまで空けておきます。",
            example="４健こ第123号",
        ),
        _Field(header="発信者", type=FieldType.TEXT, note="資料を出す人の職と氏名。"),
        _Field(header="計画名", type=FieldType.TEXT, note="事業が載っている計画の名称。「」は付けません。"),
        _Field(header="事務局名", type=FieldType.TEXT, note="回答の送り先と問合せ先になる部署。"),
        _Field(header="郵便番号", type=FieldType.TEXT, note="事務局の郵便番号。", example="000-0000"),
        _Field(header="住所", type=FieldType.TEXT, note="事務局の住所。"),
        _Field(header="担当者", type=FieldType.TEXT, note="問合せ先の係と氏名。"),
        _Field(header="電話", type=FieldType.TEXT, note="内線があれば続けて書きます。", example="0000-00-0000（内線000）"),
        _Field(header="FAX", type=FieldType.TEXT, note="回答を受け取るFAX番号。", aliases=("ファックス", "ファクス")),
        _Field(header="メール", type=FieldType.TEXT, note="回答を受け取るメールアドレス。", aliases=("電子メール", "Eメール")),
        _Field(
            header="敬称", type=FieldType.TEXT, note="委員の氏名に付ける敬称。", suggestions=("様", "殿", "委員"), default="様"
        ),
        _Field(
            header="番号の書き方（見出し）",
            type=FieldType.GLYPH,
            note="見出しの番号を、1番目の番号で書きます。",
            suggestions=_GLYPHS,
            default="基本の体裁の番号（「標準」は１）",
        ),
        _Field(
            header="番号の書き方（項目）",
            type=FieldType.GLYPH,
            note="議題の番号を、1番目の番号で書きます。",
            suggestions=_GLYPHS,
            default="基本の体裁の番号（「標準」は⑴）",
        ),
        _Field(
            header="番号の書き方（小項目）",
            type=FieldType.GLYPH,
            note="議題の中の番号を、1番目の番号で書きます。",
            suggestions=_GLYPHS,
            default="基本の体裁の番号（「標準」は①）",
        ),
        _Field(
            header="数字の幅",
            type=FieldType.CHOICE,
            note="文章の中の数字の幅。",
            choices=(("半角", DigitWidth.HALF), ("全角", DigitWidth.FULL), ("1桁だけ全角", DigitWidth.ONE_FULL)),
            default="1桁だけ全角",
        ),
        _Field(
            header="ページ番号",
            type=FieldType.CHOICE,
            note="ページ番号の付け方。",
            choices=(("資料ごと", PageNumbering.PER_MATERIAL), ("通し", PageNumbering.THROUGH)),
            default="資料ごと",
        ),
        _Field(
            header="年の並び",
            type=FieldType.CHOICE,
            note="年度ごとの列を並べる順。",
            choices=(("新しい年から", YearOrder.NEWEST_FIRST), ("古い年から", YearOrder.OLDEST_FIRST)),
            default="新しい年から",
        ),
    ),
)

AGENDA = SheetDeclaration(
    title="議題",
    purpose="会議の議題。上から順に番号が付きます。",
    noun="議題",
    when_empty="報告事項がひとつ（事業の表について）",
    prepared_rows=12,
    fields=(
        _Field(
            header="議題ID",
            type=FieldType.ID,
            required=True,
            prefix="A",
            note="議題の番号。消したり付け替えたりしません。",
            width=9,
        ),
        _Field(
            header="種類",
            type=FieldType.CHOICE,
            required=True,
            note="報告事項は採決しません。協議事項は意見を、議案は賛否を求めます。",
            choices=(
                ("報告事項", AgendaKind.REPORT),
                ("協議事項", AgendaKind.DISCUSSION),
                ("議案", AgendaKind.MOTION),
                ("その他", AgendaKind.OTHER),
            ),
            width=12,
        ),
        _Field(header="題名", type=FieldType.LONG_TEXT, required=True, note="議題の題名。番号は付けません。", width=44),
        _Field(
            header="親の議題ID",
            type=FieldType.REFERENCE,
            prefix="A",
            note="①②のように、別の議題の一部であるとき。",
            example="A02",
        ),
        _Field(
            header="資料ID",
            type=FieldType.REFERENCES,
            prefix="S",
            note="その議題で見る資料。複数は「、」で区切ります。",
            example="S02、S04",
        ),
    ),
)

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
                ("お読みください", MaterialKind.COVER_LETTER),
                ("事業の表", MaterialKind.MEASURES),
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
        _Field(header="題名", type=FieldType.LONG_TEXT, required=True, note="資料の題名。", width=40),
        _Field(
            header="公開",
            type=FieldType.CHOICE,
            note="委員だけに送るものは「委員限り」。各ページの上に印刷します。",
            choices=(("公開", Access.PUBLIC), ("委員限り", Access.MEMBERS)),
            default="公開",
            width=10,
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
            default="事業の表は横、ほかは縦",
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
    ),
)

QUESTIONS = SheetDeclaration(
    title="設問",
    purpose="回答書で尋ねること。上から順に回答書１、２…になります。",
    noun="設問",
    when_empty="議題ごとに意見を（議案は賛否を）ひとつずつ尋ねます",
    prepared_rows=10,
    first_number="1",
    fields=(
        _Field(
            header="設問ID",
            type=FieldType.ID,
            required=True,
            prefix="Q",
            note="設問の番号。消したり付け替えたりしません。",
            width=9,
        ),
        _Field(
            header="種類",
            type=FieldType.CHOICE,
            required=True,
            note="どう答えてもらうか。",
            choices=(
                ("意見", QuestionKind.COMMENT),
                ("単一選択", QuestionKind.SINGLE),
                ("複数選択", QuestionKind.MULTIPLE),
                ("表決", QuestionKind.VOTE),
                ("点数", QuestionKind.SCORE),
                ("意見の表", QuestionKind.COMMENT_TABLE),
            ),
            width=12,
        ),
        _Field(
            header="問い",
            type=FieldType.LONG_TEXT,
            note="尋ねる文。回答書の2行（70字ほど）に収めます。",
            default="議題の題名",
            width=40,
        ),
        _Field(
            header="議題ID",
            type=FieldType.REFERENCES,
            prefix="A",
            note="どの議題について尋ねるか。複数は「、」で区切ります。",
            example="A02、A03",
        ),
        _Field(
            header="選択肢",
            type=FieldType.OPTIONS,
            note="選ぶ言葉を「／」で区切ります。単一選択と複数選択では必ず書きます。",
            default="意見は「意見や感想／特になし」、表決は「賛成／反対」、点数は「5／4／3／2／1」",
            example="賛成／反対／保留",
            width=24,
        ),
        _Field(
            header="対象",
            type=FieldType.CHOICE,
            note="一度だけ尋ねるか、議題や事業のひとつひとつについて尋ねるか。意見の表は「全体」だけです。",
            choices=(("全体", AskedPer.QUESTION), ("議題ごと", AskedPer.ITEM), ("事業ごと", AskedPer.MEASURE)),
            default="全体",
            width=10,
        ),
        _Field(
            header="空欄のとき",
            type=FieldType.CHOICE,
            note="返ってきた回答書の空欄をどう数えるか。",
            choices=(("同意とみなす", BlankRule.CONSENT), ("回答なし", BlankRule.NO_ANSWER), ("確認する", BlankRule.ASK)),
            default="回答なし",
        ),
        _Field(
            header="記入行数",
            type=FieldType.INTEGER,
            note="書き込む欄の高さ（行）。0 なら欄を作りません。意見の表では、表に作る行（件）の数です。",
            default="意見と意見の表は5、表決は3、ほかは0",
            width=10,
        ),
        _Field(
            header="注記", type=FieldType.LONG_TEXT, note="設問の下に小さく印刷する説明。2行（90字ほど）に収めます。", width=30
        ),
    ),
)

MEMBERS = SheetDeclaration(
    title="委員",
    purpose="委員の名簿。上から席の順に書きます。",
    noun="委員",
    required=True,
    prepared_rows=20,
    fields=(
        _Field(
            header="委員ID", type=FieldType.ID, required=True, prefix="C", note="委員の番号。交代しても付け替えません。", width=9
        ),
        _Field(header="区分", type=FieldType.TEXT, note="学識経験、保健医療など。", width=16),
        _Field(header="団体", type=FieldType.LONG_TEXT, note="所属する団体。", width=36),
        _Field(header="職名", type=FieldType.TEXT, note="団体での職。", width=18),
        _Field(header="氏名", type=FieldType.TEXT, required=True, note="敬称は付けません。", example="見本　花子", width=18),
        _Field(header="ふりがな", type=FieldType.TEXT, note="氏名の読み。", example="みほん　はなこ", width=20),
    ),
)

DEPARTMENTS = SheetDeclaration(
    title="担当課",
    purpose="事業を担当する課。施策一覧の「担当課」はここにある課でなければなりません。",
    noun="課",
    required=True,
    prepared_rows=20,
    fields=(
        _Field(
            header="課ID", type=FieldType.ID, required=True, prefix="D", note="課の番号。消したり付け替えたりしません。", width=9
        ),
        _Field(header="課名", type=FieldType.TEXT, required=True, note="現在の正式な課名。", example="こども家庭課", width=24),
        _Field(header="部局", type=FieldType.TEXT, note="課の属する部や局。", width=20),
        _Field(
            header="別の書き方",
            type=FieldType.WORDS,
            note="旧課名や略称など、同じ課を指す書き方。複数は「、」で区切ります。",
            example="子ども家庭課、児童家庭課",
            width=30,
        ),
        _Field(
            header="所管課",
            type=FieldType.CHOICE,
            note="計画を所管する課（事務局の課）なら「はい」。",
            choices=YES_NO,
            default="いいえ",
            width=10,
        ),
    ),
)

PLACES = (("はじめに", "opening"), ("おわりに", "closing"), ("回答書のはじめに", "form_intro"))
_FORMS = (("本文", "paragraph"), ("箇条書き", "bullet"), ("注", "note"))

WORDING = SheetDeclaration(
    title="文面",
    purpose="決まり文句の代わりに、または議題に添えて印刷する文。上から順に並びます。",
    noun="文",
    when_empty="決まり文句を使います",
    prepared_rows=20,
    fields=(
        _Field(
            header="場所",
            type=FieldType.TEXT,
            required=True,
            note="どこに印刷するか。一覧から選ぶか、議題IDを書きます。",
            suggestions=tuple(label for label, _ in PLACES),
            example="A02",
            width=20,
        ),
        _Field(
            header="形",
            type=FieldType.CHOICE,
            note="段落か、箇条書きか、小さな注か。",
            choices=_FORMS,
            default="本文",
            width=10,
        ),
        _Field(
            header="文",
            type=FieldType.LONG_TEXT,
            required=True,
            note="〔締切〕〔発行日〕〔会議名〕〔回〕〔年度〕〔前年度〕〔次年度〕〔計画名〕〔事務局名〕〔資料:S03〕〔回答書:Q1〕〔議題:A02〕は置き換わります。"
            "「回答書のはじめに」の文は、合わせて4行（160字ほど）に収めます。",
            example="〔締切〕までに御回答ください。",
            width=90,
        ),
    ),
)

SETTINGS_SHEETS = (
    MEETING,
    AGENDA,
    MATERIALS,
    QUESTIONS,
    MEMBERS,
    DEPARTMENTS,
    RATINGS,
    POLICIES,
    COLUMNS,
    WORDING,
    LOOK,
)
