"""What a clerk is told of counts that readers can work out: which cell, from what, and what to do."""

from __future__ import annotations

from collections.abc import Iterable

from kaigi_docs.findings import Findings
from kaigi_docs.model.statistics import Sign, Statistics
from kaigi_docs.publishing.auditing import Escape
from kaigi_docs.publishing.counts import Count, count_id

_LEARNT = {
    "exact": "値が一つに決まります",
    "too_low": "小さい数と分かります",
    "too_high": "1人ではないと分かります",
    "undecided": "値が分からないことを、決められた手数では確かめきれません",
}
_MORE_MARKS = "ほかの数も一つ x にするか、年や区分をまとめてください。"


def tell_escapes(escapes: Iterable[Escape], statistics: Statistics, findings: Findings) -> None:
    """`count-leaks` and `counts-contradict`, errors: no number is in them, as 結果.html is handed round.

    Args:
        escapes: what the audit found.
        statistics: as it would be printed.
        findings: takes them.
    """
    homes = _homes(statistics)
    for escape in escapes:
        if escape.count is None:
            message = f"伏せた数を調べられません。合計と内訳のつじつまが合いません{_among(escape)}。"
            hint = "値を直すか、一人を複数の区分に数える系列なら「区分の重なり」を「はい」にしてください。"
            findings.error("counts-contradict", None, message, hint)
        else:
            findings.error("count-leaks", escape.count.where, _message(escape, escape.count, homes), _MORE_MARKS)


def _among(escape: Escape) -> str:
    return f"（{'、'.join(escape.sources)}）" if escape.sources else ""


def _message(escape: Escape, count: Count, homes: dict[str, str]) -> str:
    means = f"、{'、'.join(escape.sources)}から" if escape.sources else "、印刷する数から"
    if escape.kind == "printed":
        return f"{count.name}は小さい数ですが、そのまま印刷されます。"
    what = (
        f"{homes.get(count.id, '文')}の{count.name}は {Sign.SUPPRESSED.value} です"
        if count.printed
        else f"{count.name}は印刷しません"
    )
    return f"{what}が{means}{_LEARNT[escape.kind]}。"


def _homes(statistics: Statistics) -> dict[str, str]:
    """The first chart or table of each value: 「図表Z05「年代別の数」」."""
    homes: dict[str, str] = {}
    for exhibit in statistics.exhibits:
        for series, period, name in exhibit.places():
            homes.setdefault(count_id((series.id, period, name)), f"図表{exhibit.id}「{exhibit.title}」")
    return homes
