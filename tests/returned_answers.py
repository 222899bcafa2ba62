"""What こども家庭課 of a small meeting might have sent back: twenty points in seven measures, blanks, and what it typed."""

from __future__ import annotations

from datetime import date

from kaigi_docs.findings import Location, Severity
from kaigi_docs.model.collection import Point, Submission
from kaigi_docs.model.meeting import Inquiry
from kaigi_docs.model.status_sheet import Entered
from kaigi_docs.model.text import Text

INQUIRY = Inquiry(
    issued_on=date(2022, 5, 9),
    numbered=False,
    sender=Text("こころの健康課長"),
    due=date(2022, 5, 31),
    query_on=date(2022, 6, 3),
    query_due=date(2022, 6, 10),
    reminded_on=date(2022, 6, 3),
    reminder_due=date(2022, 6, 10),
)
DEPARTMENT = "D07"
RESULT, RATING, PLAN, UNCHANGED, REMARK = "value/前年度取組状況", "value/評価", "value/今年度予定", "unchanged", "remark"
CELLS = {"measure/name": "C", RESULT: "H", RATING: "I", PLAN: "J", UNCHANGED: "K", REMARK: "L"}

_SCALE = "「当初の予定どおり実施できた」「おおむね実施できた」「実施は不十分だった」「実施できなかった」"
_LONG = (
    "子育て世代包括支援センターに専門の相談員を置き、妊娠期から子育て期までの相談に応じた。\n"
    "電話の相談は延べ412件、来所の相談は延べ238件で、うち18件を関係する機関につないだ。"
)
_ASKED: tuple[tuple[str, str, str, str], ...] = (
    (
        "J009",
        RATING,
        f"評価「ほぼ実施」は選択肢にありません。選べるのは{_SCALE}です。",
        "「おおむね実施できた」のことですか。一覧から選び直してください。",
    ),
    ("J009", RESULT, f"「{_LONG}」の件数が、前回の回答の数と同じです。", "今回の数か、確かめてください。"),
    ("J009", PLAN, "「同上」と書いてあります。何と同じかがわかりません。", "予定の文を、そのまま書いてください。"),
    (
        "J010",
        RATING,
        "評価「実施できなかった」には理由が必要ですが、理由が書いてありません。",
        "令和３年度取組状況に、理由を書いてください。",
    ),
    (
        "J010",
        RESULT,
        "「例年どおり実施した。」だけでは、何を、何回、何人に行ったかがわかりません。",
        "回数や人数を書き足してください。",
    ),
    ("J010", PLAN, "令和４年度予定に「令和３年度は」と書いてあります。", "年度が正しいか、確かめてください。"),
    (
        "J010",
        REMARK,
        "備考に「廃止」とありますが、令和４年度予定に「継続する。」と書いてあります。",
        "どちらが正しいか、書き直してください。",
    ),
    (
        "J011",
        RESULT,
        "「延べ1,2O0人」の「O」は、数字のゼロではなく英字のオーのようです。",
        "「1,200人」のことか、確かめて書き直してください。",
    ),
    ("J011", RATING, "評価が二つ（「おおむね実施できた」「実施は不十分だった」）書いてあります。", "一つだけ選んでください。"),
    (
        "J011",
        UNCHANGED,
        "「変更なし」を選んでありますが、令和３年度取組状況にも文があります。",
        "前回の文のままなら文を消し、書き直すなら「変更なし」を消してください。",
    ),
    (
        "J012",
        RESULT,
        "文の一部「会場が使えず中止した」に取り消し線が引いてあります。",
        "消してよい文なら、消して返してください。",
    ),
    ("J012", RATING, "評価「◎」は、この評価の記号ではありません。", "一覧から選び直してください。"),
    ("J013", RESULT, "「=SUM(B2:B5)」という計算式があり、計算結果がありません。", "数を、そのまま書いてください。"),
    ("J013", PLAN, "文が途中で終わっています（「関係機関と連携して相談会を」）。", "続きを書いてください。"),
    ("J013", RATING, "評価「実施した」は選択肢にありません。", "一覧から選び直してください。"),
    ("J014", RESULT, "「6月31日に開催した」とありますが、６月は30日までです。", "日付を確かめて書き直してください。"),
    ("J014", PLAN, "「昨年度と同様」とありますが、前回の予定の欄が空です。", "予定の文を書いてください。"),
    (
        "J014",
        "",
        "事業名が「子育てサロン事業」に書き換えられています。元の事業名は「子育てひろば事業」です。",
        "事業名が変わったのなら、いつからかを備考に書いてください。",
    ),
)
_NAMES = {
    "J009": "子育て世代包括支援センターの運営",
    "J010": "ひとり親家庭への支援",
    "J011": "こども食堂への支援",
    "J012": "児童虐待防止の啓発",
    "J013": "思春期の相談",
    "J014": "子育てひろば事業",
    "J015": "産後ケア",
}
MEASURE_IDS = tuple(_NAMES)


def measure_names() -> dict[str, str]:
    """Names by id, in order."""
    return dict(_NAMES)


def _where(measure_id: str, key: str) -> Location:
    return Location("調査票/返信.xlsx", "調査票", f"{CELLS.get(key, 'C')}{9 + MEASURE_IDS.index(measure_id)}")


def points() -> tuple[Point, ...]:
    """Nineteen points: one about the answerer, eighteen about cells of six measures."""
    asked = [
        Point(
            code="answerer-blank",
            severity=Severity.WARNING,
            department_id=DEPARTMENT,
            measure_id="",
            key="answerer/name",
            where=Location("調査票/返信.xlsx", "調査票", "F5"),
            found="回答者の氏名が空です。",
            request="氏名を書いてください。",
        )
    ]
    for measure_id, key, found, request in _ASKED:
        asked.append(
            Point(
                code="rating-unknown" if key == RATING else "answer-doubted",
                severity=Severity.ERROR if key == RATING else Severity.WARNING,
                department_id=DEPARTMENT,
                measure_id=measure_id,
                key=key,
                where=_where(measure_id, key),
                found=found,
                request=request,
            )
        )
    return tuple(asked)


def submission() -> Submission:
    """The department's answers with all that is to be asked: twenty rows of a letter."""
    return Submission(
        department_id=DEPARTMENT,
        measure_ids=MEASURE_IDS,
        asked=21,
        unfilled=(("J015", RATING), ("J015", PLAN)),
        blank=(("J015", RATING), ("J015", PLAN)),
        received=date(2022, 5, 30),
        files=("調査票/返信.xlsx",),
        points=points(),
    )


def entered() -> Entered:
    """What the department typed."""
    return Entered(
        answers={
            ("J009", RESULT): _LONG,
            ("J009", RATING): "ほぼ実施",
            ("J009", PLAN): "同上",
            ("J010", RESULT): "例年どおり実施した。",
            ("J010", RATING): "実施できなかった",
            ("J010", PLAN): "令和３年度は継続する。",
            ("J010", REMARK): "廃止",
            ("J011", RESULT): "延べ1,2O0人",
            ("J011", UNCHANGED): "変更なし",
            ("J013", RESULT): "=SUM(B2:B5)",
            ("J014", RESULT): "@6月31日に開催した",
            ("J015", RESULT): "+5人",
        },
        answerer={"answerer/section": "児童係", "answerer/as_of": "2022-04-01", "answerer/extension": "0123"},
    )
