"""引き継ぎの確認.html: what a person looks at before the new folder is filled in; written once beside the books."""

from __future__ import annotations

from collections.abc import Sequence

from kaigi_docs.carry_over.earlier import Earlier, Records
from kaigi_docs.declarations.measures import MEASURES_SHEET
from kaigi_docs.declarations.settings import MEETING
from kaigi_docs.findings import Findings
from kaigi_docs.results import Outcome, result_page

CARRY_OVER_PAGE = "引き継ぎの確認.html"


def carry_over_page(earlier: Earlier, rows: Records, written: Sequence[str], findings: Findings) -> bytes:
    """The page as UTF-8, complete in itself.

    Args:
        earlier: the meeting before.
        rows: of the new books, by sheet.
        written: paths of what was made, in the new folder.
        findings: what a person must look at.
    """
    basics = rows[MEETING.title][0] if rows.get(MEETING.title) else {}
    year = basics.get("年度") or "（空欄）"
    summary = f"前回「{earlier.name}」から、{year}の第{basics.get('回')}回の会議のフォルダを作りました。"
    steps = [
        f"会議設定.xlsx の「会議」シートで、年度（{year}）と回（{basics.get('回')}）を確かめ、"
        "締切、発行日、発送日、文書番号を書いてください。同じ年度の次の回なら、年度と回を直します。",
        "「委員」「担当課」「資料」「議題」「設問」シートを、今回に合わせて直してください。",
        "「確かめるところ」の表にある前回の年度、回、日付を、上から順に確かめてください。",
        "セルの色とコメント（メモ）は写していません。前回のブックに大事なことが書いてあれば、手で写してください。",
        "全部すんだら、このページは消してかまいません。",
    ]
    if MEASURES_SHEET in rows:
        steps.insert(2, "施策一覧.xlsx の回答の列は空です。前回の回答は右の「前回：…」の列にあり、印刷も確認もされません。")
    outcome = Outcome("前回からの引き継ぎ", True, summary, written, tuple(findings), steps)
    return result_page(outcome).encode("utf-8")
