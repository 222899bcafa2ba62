"""The 会議 sheet of 会議設定.xlsx: which meeting it is."""

from __future__ import annotations

from kaigi_docs.blocks import Paper
from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.labels import ENVELOPES, USUAL_LABEL_SHEET, USUAL_LABEL_SHEETS
from kaigi_docs.model.meeting import (
    Addressing,
    DeadlineRule,
    PageNumbering,
    YearOrder,
)

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
            note="資料を出す日付。決まるまで空けておきます（各ページに「案」と印刷します）。",
            default="日付を印刷しません",
            example="令和4年8月19日",
        ),
        _Field(
            header="発送日",
            type=FieldType.DATE,
            note="資料を送り出す日。",
            default="発行日",
            example="令和4年8月19日",
        ),
        _Field(
            header="締切の扱い",
            type=FieldType.CHOICE,
            note="郵送の回答が締切までに着くことを求めるか、締切の消印でよいか。",
            choices=(("必着", DeadlineRule.ARRIVAL), ("消印有効", DeadlineRule.POSTMARK)),
            default="必着",
        ),
        _Field(
            header="差替え日",
            type=FieldType.DATE,
            note="発送したあとに資料を差し替えるとき、差し替えるページに印刷する日付。",
            default="差替えの日付を印刷しません",
        ),
        _Field(
            header="文書番号",
            type=FieldType.TEXT,
            note="資料を出す文書の番号。決まるまで空けておきます（各ページに「案」と印刷します）。番号を付けないときは「なし」と書きます。",
            example="４健こ第123号",
        ),
        _Field(header="発信者", type=FieldType.TEXT, note="資料を出す人の職と氏名。"),
        _Field(
            header="公印",
            type=FieldType.TEXT,
            note="送付文書で、発信者の下に印刷する言葉。公印を押すときは「なし」と書きます。",
            suggestions=("公印省略", "なし"),
            default="公印省略",
        ),
        _Field(
            header="宛名",
            type=FieldType.CHOICE,
            note="送付文書の宛名。「委員ごと」では、委員の人数分の送付文書も作ります。",
            choices=(("委員各位", Addressing.ALL), ("委員ごと", Addressing.EACH)),
            default="委員各位",
        ),
        _Field(
            header="件名",
            type=FieldType.LONG_TEXT,
            note="送付文書の件名。",
            default="「（年度）（回）（会議名）（書面開催）について（依頼）」",
        ),
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
            header="名簿の敬称",
            type=FieldType.CHOICE,
            note="委員名簿の氏名に敬称を付けるか。付けないときは「敬称略」と書き添えます。",
            choices=(("付けない", False), ("付ける", True)),
            default="付けない",
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
        _Field(
            header="予備の部数",
            type=FieldType.INTEGER,
            note="委員の人数のほかに印刷する部数（事務局の控えなど）。",
            default="0",
            example="5",
        ),
        _Field(
            header="白紙のページ",
            type=FieldType.CHOICE,
            note="印刷用の一式で、表の面から始めるために入れる白紙のページに、「（白紙）」と印刷するか。",
            choices=(("何も印刷しない", False), ("「（白紙）」と印刷する", True)),
            default="何も印刷しない",
        ),
        _Field(
            header="宛名ラベル",
            type=FieldType.TEXT,
            note="宛名ラベルの用紙の名前。「ラベル用紙」シートの名前か、決まった用紙の名前を書きます。",
            suggestions=tuple(sheet.name for sheet in USUAL_LABEL_SHEETS),
            default=USUAL_LABEL_SHEET.name,
        ),
        _Field(
            header="宛名ラベルの開始位置",
            type=FieldType.INTEGER,
            note="使いかけの用紙に印刷するとき、最初の空いている面が何番目か。左上から右へ数えます。",
            default="1",
            example="5",
        ),
        _Field(
            header="ラベルの枠線",
            type=FieldType.CHOICE,
            note="宛名ラベルの枠を印刷するか。普通の紙に試し刷りをして、位置を確かめるときに印刷します。",
            choices=(("印刷しない", False), ("印刷する", True)),
            default="印刷しない",
        ),
        _Field(
            header="返信用封筒",
            type=FieldType.CHOICE,
            note="返信用封筒の大きさ。",
            choices=tuple((paper.value, paper) for paper in ENVELOPES),
            default=Paper.LONG_3.value,
        ),
        _Field(
            header="照会日",
            type=FieldType.DATE,
            note="各課に調査票を送る日。照会文の日付になります。",
            default="照会文に日付を入れず、「案」と印刷します",
            example="令和4年5月9日",
        ),
        _Field(
            header="照会の文書番号",
            type=FieldType.TEXT,
            note="照会文の番号。番号を付けないときは「なし」と書きます。",
            default="照会文の番号を空けて、「案」と印刷します",
            example="４健こ第045号",
        ),
        _Field(
            header="照会の発信者",
            type=FieldType.TEXT,
            note="照会文を出す人の職。",
            default="事務局名",
            example="こころの健康課長",
        ),
        _Field(
            header="照会の件名",
            type=FieldType.LONG_TEXT,
            note="照会文の件名。",
            default="「（計画名）の取組状況について（照会）」",
        ),
        _Field(
            header="調査票の締切",
            type=FieldType.DATE,
            note="各課が調査票を返す期限。調査票を作る（kaigi request）ときは、かならず書きます。",
            default="調査票を作りません",
            example="令和4年5月31日",
        ),
        _Field(
            header="調査票の提出先",
            type=FieldType.TEXT,
            note="各課が調査票を返す先。メールアドレスか、共有フォルダの場所。",
            default="メール",
        ),
        _Field(
            header="再依頼日",
            type=FieldType.DATE,
            note="締切までに返さなかった課へ、もう一度お願いする日。",
            example="令和4年6月3日",
        ),
        _Field(
            header="再依頼の締切",
            type=FieldType.DATE,
            note="もう一度お願いするときの期限。",
            example="令和4年6月10日",
        ),
    ),
)
