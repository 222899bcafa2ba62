"""The 回収の確認 sheet of 会議設定.xlsx: by which rules the answers of departments are looked through."""

from __future__ import annotations

from kaigi_docs.declarations.kinds import YES_NO, FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.model.content_rules import RuleKind, RulePart

_Field = FieldDeclaration

RULE_KIND, RULE_ON = "種類", "使う"

CONTENT_RULES = SheetDeclaration(
    title="回収の確認",
    purpose="返ってきた調査票のどこを確かめるか。変えたい種類だけを書きます。書かない種類は、いつもの内容で確かめます。",
    noun="確認",
    when_empty="すべての種類を、いつもの内容で確かめます（「予定の記入」は除きます）",
    prepared_rows=10,
    fields=(
        _Field(
            header=RULE_KIND,
            type=FieldType.CHOICE,
            required=True,
            note="何を確かめるか。",
            choices=tuple((kind.value, kind) for kind in RuleKind),
            width=22,
        ),
        _Field(
            header=RulePart.COLUMNS.value,
            type=FieldType.WORDS,
            note="どの列の回答を確かめるか（「列」シートの列名）。複数は「、」で区切ります。",
            default="当てはまるすべての列",
            example="今年度予定",
            width=24,
        ),
        _Field(
            header=RulePart.WORDS.value,
            type=FieldType.WORDS,
            note="探す言葉。「低い評価と良い言葉」「高い評価と悪い言葉」「廃止や統合」「担当替え」「少ない人数」で使います。"
            "複数は「、」で区切ります。",
            default="いつもの言葉",
            example="予定どおり、順調",
            width=30,
        ),
        _Field(
            header=RulePart.RATINGS.value,
            type=FieldType.REFERENCES,
            prefix="E",
            note="どの評価（評価ID）のときに確かめるか。「理由の記入」「低い評価と良い言葉」「高い評価と悪い言葉」で使います。",
            default="「理由が必要」の評価。「高い評価と悪い言葉」では、尺度のいちばん上の評価",
            example="E03、E04",
            width=18,
        ),
        _Field(
            header=RulePart.FACTOR.value,
            type=FieldType.NUMBER,
            note="「数の増減」では何倍から、「字数」では目安を何％まで超えてよいか、「前回と同じ文」では何字からの文か。",
            default="「数の増減」は3、「字数」は10、「前回と同じ文」は15",
            example="5",
            width=10,
        ),
        _Field(
            header=RULE_ON,
            type=FieldType.CHOICE,
            note="この種類を確かめないときは「いいえ」。",
            choices=YES_NO,
            default="はい",
            width=10,
        ),
    ),
)
