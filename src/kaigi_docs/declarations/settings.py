"""The sheets of 会議設定.xlsx, in tab order."""

from __future__ import annotations

from kaigi_docs.declarations.content_rules import CONTENT_RULES
from kaigi_docs.declarations.kinds import YES_NO, FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.declarations.look import LOOK
from kaigi_docs.declarations.mailing import LABEL_SHEETS
from kaigi_docs.declarations.materials import MATERIALS as MATERIALS
from kaigi_docs.declarations.meeting import MEETING as MEETING
from kaigi_docs.declarations.online import ONLINE_COLUMNS
from kaigi_docs.declarations.plan import COLUMNS, POLICIES, RATINGS
from kaigi_docs.declarations.reorganizations import REORGANIZATIONS
from kaigi_docs.declarations.rounds import RECUSALS, ROUNDS
from kaigi_docs.model.meeting import (
    WORDING_PLACES,
    AgendaKind,
    AskedPer,
    BlankRule,
    QuestionKind,
    Route,
)

SETTINGS_FILE = "会議設定.xlsx"
GUIDE_SHEET = "説明"

_Field = FieldDeclaration
_ROUTES = (
    ("郵送", Route.POST),
    ("メール", Route.MAIL),
    ("FAX", Route.FAX),
    ("持参", Route.HAND),
    ("庁内便", Route.INTERNAL),
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
        _Field(
            header="題名",
            type=FieldType.LONG_TEXT,
            required=True,
            note="議題の題名。番号は付けません。〔前年度〕などは置き換わります。",
            width=44,
        ),
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
            note="尋ねる文。回答書の2行（70字ほど）に収めます。〔前年度〕などは置き換わります。",
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
        _Field(
            header="回答書の資料ID",
            type=FieldType.REFERENCE,
            prefix="S",
            note="回答書が二つ以上あるとき（表決書など）、この設問を載せるもの。",
            default="最初の回答書",
            example="S03",
            width=14,
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
        _Field(header="役", type=FieldType.TEXT, note="会長など。名簿に印刷します。", suggestions=("会長", "副会長"), width=10),
        _Field(header="任期", type=FieldType.TEXT, note="名簿に印刷します。", example="令和3年4月1日～令和5年3月31日", width=26),
        _Field(header="郵便番号", type=FieldType.TEXT, note="宛名ラベルに印刷します。", example="000-0000", width=12),
        _Field(header="住所", type=FieldType.LONG_TEXT, note="宛名ラベルに印刷します。団体に送るときは団体の住所。", width=36),
        _Field(header="送付方法", type=FieldType.CHOICE, note="資料の送り方。", choices=_ROUTES, default="郵送", width=12),
        _Field(
            header="返送方法",
            type=FieldType.CHOICE,
            note="回答の返り方。郵送なら返信用封筒を入れます。",
            choices=_ROUTES,
            default="郵送",
            width=12,
        ),
        _Field(
            header="大活字", type=FieldType.CHOICE, note="大きな文字の資料を送るか。", choices=YES_NO, default="いいえ", width=10
        ),
        _Field(
            header="別名",
            type=FieldType.WORDS,
            note="旧姓など、回答書に書かれるかもしれない名前。「、」で区切ります。",
            example="深見　潮",
            width=16,
        ),
        _Field(
            header="前任者",
            type=FieldType.WORDS,
            note="発送のあとに交代したときの、前の委員の氏名。席と票は一つのままです。",
            example="浜辺　渚",
            width=16,
        ),
        _Field(
            header="代理人",
            type=FieldType.WORDS,
            note="代わりに回答してよい方の氏名。",
            example="岬　燈子",
            width=16,
        ),
        _Field(
            header="議決権",
            type=FieldType.CHOICE,
            note="採決に加わるか。オブザーバーは「いいえ」。",
            choices=YES_NO,
            default="はい",
            width=10,
        ),
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
            note="どこに印刷するか。一覧から選ぶか、議題IDを書きます。議案書の文は「議案書:議題ID」、一つの回答書だけの文は資料IDです。",
            suggestions=tuple(WORDING_PLACES),
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
            note="〔締切〕〔資料:S03〕〔回答書:Q1〕などの差し込みは、印刷するときに置き換わります。一覧は「差し込み」シートにあります。"
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
    REORGANIZATIONS,
    ROUNDS,
    RECUSALS,
    ONLINE_COLUMNS,
    RATINGS,
    POLICIES,
    COLUMNS,
    CONTENT_RULES,
    WORDING,
    LABEL_SHEETS,
    LOOK,
)
