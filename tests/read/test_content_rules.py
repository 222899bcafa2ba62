"""The sheet 回収の確認: what an office writes there, and what holds where it writes nothing."""

from __future__ import annotations

from typing import Any

import pytest
from meeting_rows import BASE, read, seen

from kaigi_docs.model.content_rules import DEFAULT_RULES, PARTS_USED, ContentRule, RuleKind, with_default_rules


def rules_of(*rows: dict[str, Any]) -> tuple[dict[RuleKind, ContentRule], list[tuple[str, str]]]:
    meeting, findings = read({**BASE, "回収の確認": list(rows)})
    return {rule.kind: rule for rule in meeting.content_rules}, seen(findings)


def test_without_rows_every_kind_has_its_usual_rule() -> None:
    meeting, _ = read(BASE)

    assert meeting.content_rules == DEFAULT_RULES
    assert [rule.kind for rule in DEFAULT_RULES] == list(RuleKind)
    assert set(PARTS_USED) == set(RuleKind)


def test_one_row_switches_one_kind_off_and_leaves_the_others() -> None:
    rules, faults = rules_of({"種類": "数の増減", "使う": "いいえ"})

    assert faults == []
    assert [kind for kind, rule in rules.items() if not rule.on] == [RuleKind.PLAN, RuleKind.FIGURES]


def test_a_row_tunes_what_it_says_and_takes_the_rest_from_the_usual_rule() -> None:
    rules, faults = rules_of(
        {"種類": "数の増減", "列": "前年度 取組状況", "値": "5倍"},
        {"種類": "低い評価と良い言葉", "言葉": "万全、滞りなく", "評価": "E02、E03"},
        {"種類": "予定の記入", "列": "今年度予定"},
    )

    assert faults == []
    assert (rules[RuleKind.FIGURES].columns, rules[RuleKind.FIGURES].factor) == (("前年度取組状況",), 5)
    assert rules[RuleKind.GOOD_WORDS].words == ("万全", "滞りなく")
    assert rules[RuleKind.GOOD_WORDS].ratings == ("E02", "E03")
    assert rules[RuleKind.BAD_WORDS] == next(rule for rule in DEFAULT_RULES if rule.kind is RuleKind.BAD_WORDS)
    assert rules[RuleKind.PLAN].on


def test_a_kind_may_have_several_rows() -> None:
    own = [ContentRule(kind=RuleKind.LENGTH, columns=(key,), factor=factor) for key, factor in (("甲", 0.0), ("乙", 50.0))]

    assert [rule for rule in with_default_rules(own) if rule.kind is RuleKind.LENGTH] == own


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ({"種類": "数の増減", "列": "取組状況"}, ("reference-unknown", "回収の確認!B4")),
        ({"種類": "数の増減", "列": "事業名"}, ("reference-unknown", "回収の確認!B4")),
        ({"種類": "理由の記入", "評価": "E09"}, ("reference-unknown", "回収の確認!D4")),
        ({"種類": "理由の記入", "評価": "実施できなかった"}, ("reference-unknown", "回収の確認!D4")),
        ({"種類": "数の増減", "値": 1}, ("number-out-of-range", "回収の確認!E4")),
        ({"種類": "字数の確認"}, ("choice-unknown", "回収の確認!A4")),
    ],
)
def test_a_row_that_cannot_be_meant_is_a_finding_and_the_usual_rule_holds(row: dict[str, Any], fault: tuple[str, str]) -> None:
    rules, faults = rules_of(row)

    assert faults == [fault]
    assert tuple(rules.values()) == DEFAULT_RULES


def test_a_cell_that_its_kind_does_not_look_at_is_told() -> None:
    _, faults = rules_of({"種類": "担当替え", "評価": "E01", "値": 3})

    assert faults == [("cell-unused", "回収の確認!D4"), ("cell-unused", "回収の確認!E4")]
