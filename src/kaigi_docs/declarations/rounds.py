"""The sheets 回答の回 and 除斥 of 会議設定.xlsx: how often members are asked, and by which rules votes are counted."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import YES_NO, FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.model.rounds import ChairVote, Threshold, VoteBase

_Field = FieldDeclaration

ROUND, FORMS, DEADLINE, SENT_ON = "回", "回答書の資料ID", "締切", "発送日"
QUORUM, MAJORITY, BASE, CHAIR, BLANK_COUNTS = "定足数", "可決の要件", "数える委員", "会長の表決", "空欄も出席に数える"
MEMBER, ITEM, REASON = "委員ID", "議題ID", "理由"

ROUNDS = SheetDeclaration(
    title="回答の回",
    purpose="委員に尋ねる回（質問、表決など）と、採決の数え方。1回だけのときも、採決の数え方を変えるなら1行書きます。",
    noun="回",
    when_empty="すべての回答書を1回で尋ね、採決は半数以上の回答で成立、賛否を示した委員の過半数で可決とします",
    often_empty=True,
    prepared_rows=4,
    fields=(
        _Field(
            header=ROUND,
            type=FieldType.TEXT,
            required=True,
            note="回の名前。1回だけのときは、どんな名前でもかまいません。",
            suggestions=("同意", "質問", "表決"),
            example="表決",
            width=12,
        ),
        _Field(
            header=FORMS,
            type=FieldType.REFERENCES,
            prefix="S",
            note="その回に使う回答書。",
            default="すべての回答書",
            example="S03",
            width=16,
        ),
        _Field(header=DEADLINE, type=FieldType.DATE, note="その回の締切。", default="「会議」シートの締切", width=16),
        _Field(header=SENT_ON, type=FieldType.DATE, note="その回の発送日。", default="「会議」シートの発送日", width=16),
        _Field(
            header=QUORUM,
            type=FieldType.CHOICE,
            note="議決権のある委員（除斥の委員を除く）のうち、どれだけの回答で成立するか。",
            choices=tuple((each.value, each) for each in Threshold),
            default=Threshold.HALF.value,
            width=12,
        ),
        _Field(
            header=MAJORITY,
            type=FieldType.CHOICE,
            note="どれだけの賛成で可決するか。",
            choices=tuple((each.value, each) for each in Threshold if each is not Threshold.NONE),
            default=Threshold.MORE_THAN_HALF.value,
            width=14,
        ),
        _Field(
            header=BASE,
            type=FieldType.CHOICE,
            note="可決の要件を、誰のうちで数えるか。",
            choices=tuple((each.value, each) for each in VoteBase),
            default=VoteBase.VOTERS.value,
            width=20,
        ),
        _Field(
            header=CHAIR,
            type=FieldType.CHOICE,
            note="会長が表決に加わるか。",
            choices=tuple((each.value, each) for each in ChairVote),
            default=ChairVote.VOTES.value,
            width=20,
        ),
        _Field(
            header=BLANK_COUNTS,
            type=FieldType.CHOICE,
            note="返ってきた回答書で賛否が空欄のとき、定足数に数えるか。",
            choices=YES_NO,
            default="はい",
            width=18,
        ),
    ),
)

RECUSALS = SheetDeclaration(
    title="除斥",
    purpose="議案の採決に加わらない委員。賛否にも定足数にも数えず、氏名を記録に載せます。",
    noun="除斥",
    when_empty="除斥の委員はいないものとします",
    often_empty=True,
    prepared_rows=6,
    fields=(
        _Field(
            header=MEMBER, type=FieldType.REFERENCE, required=True, prefix="C", note="加わらない委員。", example="C05", width=10
        ),
        _Field(header=ITEM, type=FieldType.REFERENCE, required=True, prefix="A", note="どの議案か。", example="A01", width=10),
        _Field(header=REASON, type=FieldType.LONG_TEXT, note="記録に載せる理由。", example="利害関係があるため", width=40),
    ),
)
