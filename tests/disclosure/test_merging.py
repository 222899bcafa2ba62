"""合算: which neighbours are added together, and what becomes of what was said of them."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from disclosure_tables import ALL, as_printed, table
from kaigi_docs.disclosure import Merging, Policy, Sum, TableSet, Withdrawal, known_count, protect
from kaigi_docs.disclosure.merging import apply_merging, best_merging, merged_label

COUNTS = """
     男性 女性
20歳代   2   8
30歳代   3  12
40歳代   9  30
50歳代  11   1
60歳代   8   6
"""
AUTOMATIC = Policy(merging=Merging.AUTOMATIC)


def one_table(text: str = COUNTS) -> TableSet:
    return TableSet(tables=(table(text, mergeable=True),))


def test_neighbours_are_merged_until_nothing_is_small_with_the_most_categories_left() -> None:
    plan = protect(one_table(), AUTOMATIC)
    assert plan.merged[0].groups == (("20歳代", "30歳代"), ("40歳代",), ("50歳代", "60歳代"))
    assert (plan.merged[0].small_before, plan.merged[0].small_after) == (3, 0)
    assert plan.hidden == {} and plan.is_safe
    assert as_printed(plan.published) == "5 20 25\n9 30 39\n19 7 26\n33 57 90"


def test_a_proposal_changes_nothing_but_is_named() -> None:
    proposed, never = (protect(one_table(), replace(AUTOMATIC, merging=merging)) for merging in (Merging.PROPOSED, Merging.NEVER))
    assert proposed.published == never.published and proposed.hidden
    assert proposed.proposed == protect(one_table(), AUTOMATIC).merged
    assert never.proposed == never.merged == ()


def losses(text: str, policy: Policy) -> list[tuple[int, int, int]]:
    """(small counts, categories lost, persons in coarser categories) of every way to group, by trying all."""
    rows = [[int(word) for word in line.split()[1:]] for line in text.strip().splitlines()[1:]]
    found = []
    for cuts in (cuts for count in range(len(rows)) for cuts in combinations(range(1, len(rows)), count)):
        groups = [rows[first:last] for first, last in pairwise((0, *cuts, len(rows)))]
        if len(groups) >= policy.fewest_categories:
            sums = [[sum(column) for column in zip(*group, strict=True)] for group in groups]
            lines = [(*line, sum(line)) for line in sums]
            small = sum(policy.is_small(count) for line in lines for count in line)
            persons = sum(2 * sum(line) for group, line in zip(groups, sums, strict=True) if len(group) > 1)
            found.append((small, len(rows) - len(groups), persons))
    return found


@pytest.mark.parametrize("fewest", [2, 3, 4, 5])
@pytest.mark.parametrize("text", [COUNTS, "甲 乙\n一 1 1\n二 1 9\n三 9 1\n四 2 2\n五 7 0\n六 0 3"])
def test_no_grouping_loses_less(text: str, fewest: int) -> None:
    policy = replace(AUTOMATIC, fewest_categories=fewest)
    small, lost, persons = min(losses(text, policy))
    tables = one_table(text)
    merged = best_merging(tables, policy)
    after = merged[0].small_after if merged else policy_small(tables, policy)
    assert after == small
    if merged:
        groups = merged[0].groups
        counts = tables.counts
        in_coarser = sum(2 * counts[f"{label}・{ALL}"] for group in groups if len(group) > 1 for label in group)
        assert (sum(len(group) - 1 for group in groups), in_coarser) == (lost, persons)


def policy_small(tables: TableSet, policy: Policy) -> int:
    rows = tables.tables[0].axes[0].categories
    return sum(policy.is_small(cell.count) for labels, cell in tables.tables[0].cells.items() if labels[0] in rows)


def test_what_must_stay_as_it_is_is_not_merged() -> None:
    policy = replace(AUTOMATIC, never_hidden=frozenset({f"30歳代・{ALL}"}))
    merged = best_merging(one_table(), policy)
    assert ("30歳代",) in merged[0].groups


def test_claims_about_a_merged_category_are_withdrawn() -> None:
    claims = (Sum(id="20歳代", terms=((f"20歳代・{ALL}", 1),)), Sum(id="40歳代", terms=((f"40歳代・{ALL}", 1),)))
    plan = protect(replace(one_table(), claims=claims), AUTOMATIC)
    assert plan.withdrawn == {"20歳代": Withdrawal.MERGED}
    assert [printed.claim.id for printed in plan.published.claims] == ["40歳代"]


def test_a_merged_count_is_still_protected_from_what_last_year_printed() -> None:
    known = (known_count("30歳代・女性", 12, "前回"), known_count(f"30歳代・{ALL}", 15, "前回"))
    plan = protect(replace(one_table(), known=known), AUTOMATIC)
    assert not plan.is_safe
    assert {leak.cell for leak in plan.audit.leaks} == {"30歳代・男性"}
    assert "20歳代・男性+30歳代・男性" in plan.hidden


def test_merging_keeps_the_sums_of_a_linked_table_that_is_not_merged() -> None:
    first = table(COUNTS, mergeable=True)
    second = table("既遂 未遂\n20歳代 4 6\n30歳代 5 10", name="表2", prefix="別・")
    linked = {
        labels: first.cells[labels[0], ALL] if labels[1] == ALL and labels[0] != ALL else cell
        for labels, cell in second.cells.items()
    }
    tables = TableSet(tables=(first, replace(second, cells=linked)))
    merged = best_merging(tables, AUTOMATIC)[0]
    total = f"20歳代・{ALL}+30歳代・{ALL}"
    assert {each.total: each.parts for each in apply_merging(tables, merged).equations}[total] == (
        f"20歳代・{ALL}",
        f"30歳代・{ALL}",
    )


@pytest.mark.parametrize(
    ("labels", "expected"),
    [(["30歳代"], "30歳代"), (["30歳代", "40歳代"], "30歳代・40歳代"), (["30歳代", "40歳代", "50歳代"], "30歳代から50歳代まで")],
)
def test_a_group_is_called_by_its_categories(labels: list[str], expected: str) -> None:
    assert merged_label(labels) == expected
