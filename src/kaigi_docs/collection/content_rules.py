"""The answers of one department for one measure -> what it has to be asked (確認依頼), by the rules of 回収の確認."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from kaigi_docs.collection import figure_rules, rating_rules, remark_rules, text_rules
from kaigi_docs.collection.cases import Case, RuleContext
from kaigi_docs.findings import Location
from kaigi_docs.model.collection import Point
from kaigi_docs.model.content_rules import ContentRule, RuleKind
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.text import Text

Rule = Callable[[ContentRule, Case], Iterator[Point]]

RULES: dict[RuleKind, Rule] = {
    RuleKind.RATING: rating_rules.unknown_ratings,
    RuleKind.REASON: rating_rules.missing_reasons,
    RuleKind.GOOD_WORDS: rating_rules.good_words_beside_low_ratings,
    RuleKind.BAD_WORDS: rating_rules.bad_words_beside_high_ratings,
    RuleKind.PLAN: text_rules.missing_plans,
    RuleKind.DITTO: text_rules.dittos,
    RuleKind.EMPTY_WORD: text_rules.empty_words,
    RuleKind.UNCHANGED: text_rules.wrong_unchanged,
    RuleKind.SAME: text_rules.same_as_earlier,
    RuleKind.YEAR: text_rules.years_left,
    RuleKind.LENGTH: text_rules.too_long,
    RuleKind.CHARACTERS: text_rules.unprintable,
    RuleKind.FIGURES: figure_rules.changed_figures,
    RuleKind.NUMBER: figure_rules.invalid_numbers,
    RuleKind.PERSONS: figure_rules.small_counts,
    RuleKind.ENDED: remark_rules.unexplained_ends,
    RuleKind.MOVED: remark_rules.unnamed_successors,
}
"""What finds the points of each kind of rule."""


def check_answers(
    measure: Measure,
    answers: Mapping[str, Text],
    context: RuleContext,
    *,
    department_id: str,
    places: Mapping[str, Location] | None = None,
) -> tuple[Point, ...]:
    """What a department has to be asked about its answers for one measure, in the order of the sheet's columns.

    A blank answer is no point unless 「予定の記入」 is on: `Submission.blank` counts it.

    Args:
        measure: with last time's answers.
        answers: by key of the column (「value/…」, 「unchanged」, 「remark」) as typed, without what 変更なし stands for.
        context: of the meeting.
        department_id: that answered.
        places: cells of blank answers by key, and the row under ""; without them a blank has the place of another answer.
    """
    case = Case.of(measure, answers, context, department_id, places or {})
    points = [point for rule in context.rules for point in RULES[rule.kind](rule, case)]
    return tuple(sorted(dict.fromkeys(points), key=lambda point: context.order.get(point.key, 0)))
