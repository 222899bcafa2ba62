"""What a clerk is told of hidden counts: where they stand, which of them readers can work out, from what, and what to do.

No number of a hidden count is in here: 結果.html is handed round.
"""

from __future__ import annotations

from collections.abc import Iterable

from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.statistics import Counting, Exhibit, Period, Series, Sign, Statistics
from kaigi_docs.publishing.auditing import Escape
from kaigi_docs.publishing.counts import Count, count_id, count_name
from kaigi_docs.publishing.indicator_values import TITLE
from kaigi_docs.publishing.merging import Merging
from kaigi_docs.publishing.regrouping import Difference

_LEARNT = {
    "exact": "値が一つに決まります",
    "too_low": "小さい数と分かります",
    "too_high": "1人ではないと分かります",
    "undecided": "値が分からないことを、決められた手数では確かめきれません",
}
_RULES = Location("統計.xlsx", "小さい数の扱い")
_MORE_MARKS = "ほかの数も一つ x にするか、年や区分をまとめてください。"
_IN_INDICATORS = f"{TITLE}の数は、指標.xlsx の「実績値」で x にします。"


def tell_escapes(escapes: Iterable[Escape], statistics: Statistics, findings: Findings) -> None:
    """`count-leaks` and `counts-contradict`, errors.

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
            hint = _MORE_MARKS + (_IN_INDICATORS if any(TITLE in source for source in escape.sources) else "")
            findings.error("count-leaks", escape.count.where, _message(escape, escape.count, homes), hint)


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


def tell_merged(mergings: Iterable[Merging], findings: Findings, *, by_answer: bool) -> None:
    """`classes-merged`, a note for each: which ages of which series are printed as one, and who wanted it."""
    on_whose_word = "要確認.xlsx の答えのとおり、" if by_answer else ""
    for merging in mergings:
        findings.note("classes-merged", _RULES, f"{on_whose_word}{_groups(merging)}まとめて印刷します。")


def tell_proposals(mergings: Iterable[Merging], findings: Findings) -> None:
    """`merging-proposed`, a note for each merging that waits for an answer."""
    for merging in mergings:
        gain = "減ります" if merging.leaves_small else "なくなります"
        hint = "まとめるかどうかは、「判断」フォルダの要確認.xlsx で選びます。答えのないあいだは伏せます。"
        findings.note("merging-proposed", _RULES, f"{_groups(merging)}まとめると、伏せる小さい数が{gain}。", hint)


def _groups(merging: Merging) -> str:
    return f"系列{'、'.join(merging.series)}の区分を、{'、'.join(f'「{label}」' for label in merging.groups)}に"


def tell_contradicting(counts: Iterable[Count], findings: Findings) -> None:
    """`span-differs`, a warning: sums of years that their years do not make; they are not used to look for hidden counts."""
    for count in counts:
        message = f"{count.name}の系列と区分では、年を合わせた数と、各年の数が合いません。"
        findings.warn("span-differs", count.where, message, "どちらが正しいか確かめてください。")


def tell_differing(differences: Iterable[Difference], findings: Findings) -> None:
    """`series-differ`, a warning: series of the same persons whose numbers cannot all be right.

    The numbers at odds are not used to look for hidden counts.
    """
    for each in differences:
        own = next((count for count in each.counts if count.id.startswith(f"{each.series.id} ")), None)
        counts = "、".join(f"{_id(count.id)}の{count.name}" for count in each.counts)
        message = (
            f"系列{each.series.id}「{each.series.name}」と、同じ人を数えているはずのほかの系列とで、数が合いません（{counts}）。"
        )
        hint = (
            "どの数が正しいか確かめてください。違う人を数えた系列なら、「文での呼び名」や「統計」で違いが分かるようにしてください。"
            "合わない数との引き算で x が分かるかは、調べていません。"
        )
        findings.warn("series-differ", own.where if own is not None else each.series.where, message, hint)


def _id(text: str) -> str:
    """The id of the book with which an id of ours begins."""
    return text.partition(" ")[0]


def tell_emptied(statistics: Statistics, findings: Findings) -> None:
    """`exhibit-empty`, an error: a chart or table in which nothing but marks is left."""
    for exhibit in statistics.exhibits:
        values = exhibit.values()
        if values and not any(value.number is not None for value in values):
            message = f"{_called(exhibit)}は、載せる数がすべて {Sign.SUPPRESSED.value} になります。"
            findings.error("exhibit-empty", exhibit.where, message, "年や区分をまとめるか、この図表を消してください。")


def tell_hidden(statistics: Statistics, findings: Findings) -> None:
    """`count-hidden`, a note for each chart and table: which of its places have the mark."""
    for exhibit in statistics.exhibits:
        hidden = [count_name(*place) for place in exhibit.places() if _is_hidden(*place)]
        if hidden:
            message = f"{_called(exhibit)}で {Sign.SUPPRESSED.value} と印刷する数：{'、'.join(hidden)}。"
            findings.note("count-hidden", exhibit.where, message)


def _is_hidden(series: Series, period: Period, name: str) -> bool:
    value = series.values.get((period, name))
    return series.counting is Counting.PERSONS and value is not None and value.sign is Sign.SUPPRESSED


def _called(exhibit: Exhibit) -> str:
    return f"図表{exhibit.id}「{exhibit.title}」"


def _homes(statistics: Statistics) -> dict[str, str]:
    """The first chart or table of each value: 「図表Z05「年代別の数」」."""
    homes: dict[str, str] = {}
    for exhibit in statistics.exhibits:
        for series, period, name in exhibit.places():
            homes.setdefault(count_id((series.id, period, name)), _called(exhibit))
    return homes
