"""Rules about numbers: there at all, not far from last time's, and not so small that they tell who is meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal

from kaigi_docs.collection.cases import AnswerColumn, Case
from kaigi_docs.collection.signs import sentences
from kaigi_docs.findings import Severity
from kaigi_docs.japanese.dittos import is_ditto
from kaigi_docs.japanese.figures import Figure, figures_in, lacks_number
from kaigi_docs.japanese.folding import nfkc
from kaigi_docs.japanese.quoting import excerpt, listed
from kaigi_docs.model.collection import Point
from kaigi_docs.model.content_rules import ContentRule
from kaigi_docs.model.meeting import ColumnKind
from kaigi_docs.model.small_counts import small_counts_in

_SMALL = 10
"""Neither figures below it nor differences below it are compared: two of three meetings more are no news."""
_MOST_SHOWN = 3
_STAFF_BEFORE = re.compile(
    "(?:職員|委員|講師|相談員|保健師|支援員|医師|看護師|弁護士|心理[士師]|司法書士|指導員|専門員|担当者?|従事者|スタッフ|ボランティア|"
    r"ゲートキーパー|コーディネーター|ソーシャルワーカー|会員)[^、。]{0,6}\Z"
)
_STAFF_BEHIND = re.compile("体制|の?(?:職員|講師|相談員|医師|委員|保健師|専門)|で対応|を?(?:配置|増員|委嘱|派遣|任命)|以上|分の")


def changed_figures(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`figure-changed`: amounts of one thing that grew or shrank by the rule's factor since last time; one point a column."""
    for column in _compared(rule, case):
        value, earlier = case.prose(column), case.earlier(column)
        is_new = earlier and value != earlier and not case.is_unchanged
        changed = list(dict.fromkeys(_changed(value, earlier, column, rule.factor or 1))) if is_new else []
        if changed:
            shown = "、".join(f"前回「{old.written}」、今回「{new.written}」" for old, new in changed[:_MOST_SHOWN])
            found = f"{column.header}の数が、前回と大きく違います（{shown}）。"
            request = "桁や単位の誤りがないか確かめてください。正しいときは、備考に「このままでよい」と書いてください。"
            yield case.point("figure-changed", Severity.WARNING, column.status.key, found, request)


def invalid_numbers(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`number-invalid`: words in a column of numbers."""
    for column in case.context.columns_of(rule, ColumnKind.NUMBER):
        value = case.text(column).value
        if lacks_number(value) and not is_ditto(value):
            found = f"{column.header}「{excerpt(value)}」に数字がありません。"
            request = "数か、「－」「…」などの記号を書いてください。"
            yield case.point("number-invalid", Severity.WARNING, column.status.key, found, request)


def small_counts(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`small-count`: one to four persons in a sentence with one of the rule's words, so few that they may be recognised.

    Counts of staff are none. What is printed of 統計.xlsx is protected on its own; texts are not, so that a person has to look.
    """
    for column in case.context.columns_of(rule, ColumnKind.TEXT):
        text = nfkc(case.prose(column))
        is_delicate = any(word in text for word in rule.words)
        told = [count for sentence in sentences(text) for count in _told(sentence, rule)] if is_delicate else []
        if told:
            found = f"{column.header}に、個人がわかるおそれのある少ない人数（{listed(dict.fromkeys(told))}）があります。"
            request = "公表してよいか確かめ、よくないときは人数を書かない文に直してください。"
            yield case.point("small-count", Severity.WARNING, column.status.key, found, request)


def _told(sentence: str, rule: ContentRule) -> Iterator[str]:
    """The small counts of a sentence that are not of staff, where it holds one of the rule's words."""
    if not any(word in sentence for word in rule.words):
        return
    for count in small_counts_in(sentence):
        before, _, behind = sentence.partition(count)
        if not _STAFF_BEFORE.search(before) and not _STAFF_BEHIND.match(behind):
            yield count


def _compared(rule: ContentRule, case: Case) -> Iterator[AnswerColumn]:
    """The columns of numbers and of texts on what was done, or those that the rule names."""
    for column in case.context.columns_of(rule, ColumnKind.TEXT, ColumnKind.NUMBER):
        if rule.columns or not column.is_plan or column.kind is ColumnKind.NUMBER:
            yield column


def _changed(text: str, earlier: str, column: AnswerColumn, factor: float) -> list[tuple[Figure, Figure]]:
    """Pairs (last time's, this time's) of figures of the same thing that differ by the factor."""
    old, new = figures_in(earlier), figures_in(text)
    pairs = _numbers(old, new) if column.kind is ColumnKind.NUMBER else _alike(old, new)
    return [pair for pair in pairs if _differs(*pair, Decimal(str(factor)))]


def _numbers(old: tuple[Figure, ...], new: tuple[Figure, ...]) -> Iterator[tuple[Figure, Figure]]:
    """The only figures of two cells of a column of numbers, unless their counters differ."""
    if len(old) == len(new) == 1 and (old[0].counter == new[0].counter or not (old[0].counter and new[0].counter)):
        yield old[0], new[0]


def _alike(old: tuple[Figure, ...], new: tuple[Figure, ...]) -> Iterator[tuple[Figure, Figure]]:
    """Figures of two texts that are certainly of the same thing: the only ones with a counter, or with it and a subject."""
    for key in (_counter, _counter_and_subject):
        before, now = _only(old, key), _only(new, key)
        yield from ((before[name], figure) for name, figure in now.items() if name in before)


def _only(figures: tuple[Figure, ...], key: Callable[[Figure], tuple[str, ...]]) -> dict[tuple[str, ...], Figure]:
    """The figures that no other one shares its key with, where no part of the key is empty."""
    counts = Counter(key(figure) for figure in figures)
    return {key(figure): figure for figure in figures if counts[key(figure)] == 1 and all(key(figure))}


def _counter(figure: Figure) -> tuple[str, ...]:
    return (figure.counter,)


def _counter_and_subject(figure: Figure) -> tuple[str, ...]:
    return figure.counter, figure.subject


def _differs(old: Figure, new: Figure, factor: Decimal) -> bool:
    """Whether one is the factor times the other; small ones are passed over."""
    low, high = sorted((old.amount, new.amount))
    return high >= _SMALL and high - low >= _SMALL and high >= low * factor
