"""Mergings that wait for somebody to decide (判断/要確認.xlsx): until then, small counts are hidden."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kaigi_docs.findings import Location
from kaigi_docs.model.decisions import Decisions, OpenQuestion, QuestionKind, question_id
from kaigi_docs.model.small_counts import Joining
from kaigi_docs.model.statistics import CountedStatistics
from kaigi_docs.publishing.merging import Merging, all_series, find_mergings

MERGE, HIDE = "まとめる", "伏せたままにする"

_RULES = Location("統計.xlsx", "小さい数の扱い")


def merging_questions(counted: CountedStatistics) -> tuple[OpenQuestion, ...]:
    """A question for each merging that may be proposed; none where the office decided for all of them.

    Its id is that of the series and the groups: other ages, or another proposal because of other counts, are asked anew. No count
    is in it.
    """
    if counted.rules.joining is not Joining.PROPOSED:
        return ()
    return tuple(_question(merging, counted) for merging in find_mergings(counted))


def answered(mergings: Iterable[Merging], decisions: Decisions, answer: str) -> list[Merging]:
    """Those to which somebody gave this answer."""
    return [merging for merging in mergings if decisions.answer(_id(merging)) == answer]


def _id(merging: Merging) -> str:
    """The same in whatever order the book has its series."""
    groups = (member for label, members in merging.groups.items() for member in (label, *members))
    return question_id(QuestionKind.MERGING.value, *sorted(merging.series), *groups)


def _question(merging: Merging, counted: CountedStatistics) -> OpenQuestion:
    series = [one for name, one in all_series(counted).items() if name in merging.series]
    shown = "、".join(f"{one.id}「{one.name}」" for one in series)
    gain = "減ります" if merging.leaves_small else "なくなります"
    return OpenQuestion(
        id=_id(merging),
        kind=QuestionKind.MERGING,
        where=next((one.where for one in series if one.where is not None), _RULES),
        subject=f"系列{shown}",
        found=(
            f"{_exhibits(merging.series, counted)}人数の少ない年代があります。"
            f"{_groups(merging)}にまとめると、伏せる小さい数が{gain}。"
            f"「{MERGE}」と答えると、図表と文の全部で、まとめた年代の数を印刷します。"
            f"「{HIDE}」と答えるか、答えのないあいだは、小さい数と、それが分かってしまう数を x と印刷します。"
        ),
        choices=(HIDE, MERGE),
        proposal=HIDE,
    )


def _groups(merging: Merging) -> str:
    return "、".join(f"「{label}」" for label in merging.groups)


def _exhibits(series: Sequence[str], counted: CountedStatistics) -> str:
    """「図表Z03「年代別の数」などに、」."""
    shown = [each for each in counted.statistics.exhibits if any(one.id in series for one in each.series)]
    if not shown:
        return ""
    return f"図表{'、'.join(f'{each.id}「{each.title}」' for each in shown)}に、"
