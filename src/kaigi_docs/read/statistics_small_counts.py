"""The 小さい数の扱い sheet, and who answers for small counts that are printed for a reason."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from kaigi_docs.declarations import statistics as sheets
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.small_counts import THRESHOLD, CountRules, Joining, Nobody, Sparing, small_counts_in
from kaigi_docs.model.text import Text
from kaigi_docs.read.rows import Row

TEXT_REASON = "少ない人数を書く理由"
_REASONS = {
    sheets.SERIES.title: "保護しない理由",
    sheets.PASSAGES.title: TEXT_REASON,
    sheets.TEXT_TABLES.title: TEXT_REASON,
    sheets.SECTIONS.title: sheets.STORY_REASON,
}
_LEAST = 2
_PRINTED_TEXTS: dict[str, tuple[str, ...]] = {
    sheets.SECTIONS.title: ("題名",),
    sheets.PASSAGES.title: ("文",),
    sheets.EXHIBITS.title: ("題名", "注"),
    sheets.SERIES.title: ("系列名", "注"),
    sheets.VALUES.title: ("注", "定義の変更"),
    sheets.TEXT_TABLES.title: ("行の見出し", *sheets.TEXT_TABLE_COLUMNS),
}


def read_count_rules(rows: Sequence[Row], findings: Findings) -> CountRules:
    """What the sheet says; the usual rules where it is empty.

    Codes: threshold-low (an error).
    """
    if not rows:
        return CountRules()
    row = rows[0]
    threshold = row.get("しきい値", int)
    if threshold is not None and threshold < _LEAST:
        message = f"しきい値が{threshold}です。これでは、どの数も守れません。"
        findings.error("threshold-low", row.place("しきい値"), message, f"{_LEAST}以上の数にしてください（多くの提供元では5）。")
        threshold = None
    return CountRules(
        threshold=threshold if threshold is not None else THRESHOLD,
        automatic=row.flag("小さい数", default=True),
        joining=row.choice("年代の合算", Joining.PROPOSED),
        nobody=row.choice("0の扱い", Nobody.COMPLEMENT),
        sparing=row.choice("伏せる欄の選び方", Sparing.CELLS),
        responsible=row.text(sheets.RESPONSIBLE).value.strip(),
        decided_on=row.get(sheets.DECIDED_ON, date),
    )


def check_signed(rows: Mapping[str, Sequence[Row]], rules: CountRules, findings: Findings) -> None:
    """`sign-off-incomplete`, an error, where a reason to print small counts, or to publish what befell persons, stands but nobody
    answers for it; else `signed-off`, a note for each.

    Args:
        rows: by sheet.
        rules: who answers.
        findings: takes them.
    """
    reasons = [
        (row.text(header), "個人の事情の節を公開用に載せます" if header == sheets.STORY_REASON else "少ない人数を印刷します")
        for sheet, header in _REASONS.items()
        for row in rows[sheet]
        if row.text(header)
    ]
    if rules.responsible and rules.decided_on is not None:
        day = format_date(rules.decided_on, DigitWidth.HALF)
        for reason, done in reasons:
            message = f"{done}（{day}に{rules.responsible}が決定。理由：{reason}）。"
            findings.note("signed-off", reason.where, message)
    elif reasons:
        message = "少ない人数や個人の事情を載せる理由がありますが、だれがいつ決めたかが書かれていません。"
        items = f"「{sheets.RESPONSIBLE}」と「{sheets.DECIDED_ON}」"
        hint = f"「{sheets.SMALL_COUNTS.title}」シートに{items}を書くか、理由を消してください。"
        findings.error("sign-off-incomplete", reasons[0][0].where, message, hint)


def check_texts(rows: Mapping[str, Sequence[Row]], threshold: int, findings: Findings) -> None:
    """`small-count`: a typed text that states a small count of persons, unless its row gives a reason.

    Args:
        rows: by sheet.
        threshold: the smallest count that may be printed.
        findings: takes them.
    """
    for sheet, headers in _PRINTED_TEXTS.items():
        for row in rows[sheet]:
            if not row.text(TEXT_REASON):
                for header in headers:
                    _check_text(row.text(header), threshold, findings)


def _check_text(text: Text, threshold: int, findings: Findings) -> None:
    if small_counts_in(text.value, threshold):
        message = f"文に{threshold}人未満の数があります。個人が特定されるおそれがあるので、印刷しません。"
        sheets_with_reason = f"「{sheets.PASSAGES.title}」か「{sheets.TEXT_TABLES.title}」シート"
        hint = (
            f"合算した数に書き直してください。公表済みの数なら、{sheets_with_reason}に書いて「{TEXT_REASON}」を埋めてください。"
        )
        findings.error("small-count", text.where, message, hint)
