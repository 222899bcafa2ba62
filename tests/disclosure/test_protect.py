"""What a plan hides, shows, merges and withdraws."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import chain, combinations
from pathlib import Path

import pytest

from disclosure_attacker import leaking
from disclosure_tables import ALL, as_printed, table
from kaigi_docs.disclosure import (
    Axis,
    Cell,
    Comparison,
    Equation,
    Limits,
    Merging,
    Need,
    Plan,
    Policy,
    PolicyUnusable,
    Published,
    Relation,
    Rounded,
    SignOff,
    Sum,
    Table,
    TablesContradict,
    TableSet,
    WeighBy,
    Withdrawal,
    Zeros,
    known_count,
    protect,
)

COUNTS = """
     男性 女性
20歳代   3   8
30歳代   7  12
40歳代   9  30
"""
PLAIN = Policy(merging=Merging.NEVER)


def one_table(text: str = COUNTS, *, percent_of: str = "") -> TableSet:
    return TableSet(tables=(table(text, percent_of=percent_of),))


def test_one_small_count_takes_three_others_with_it() -> None:
    plan = protect(one_table(), PLAIN)
    assert plan.is_safe and (plan.cost, plan.gap) == (3, 0.0)
    assert [cell for cell, need in plan.hidden.items() if need is Need.PRIMARY] == ["20歳代・男性"]


def test_weighed_by_value_the_smallest_counts_are_hidden() -> None:
    plan = protect(one_table(), replace(PLAIN, weigh_by=WeighBy.VALUE))
    assert as_printed(plan.published) == "x x 11\nx x 19\n9 30 39\n19 50 69"
    assert plan.cost == 8 + 7 + 12


def test_the_number_of_persons_of_a_total_may_be_made_dear() -> None:
    heavy = table(COUNTS)
    cells = {labels: replace(cell, weight=9 if ALL in labels else 1) for labels, cell in heavy.cells.items()}
    plan = protect(TableSet(tables=(replace(heavy, cells=cells),)), PLAIN)
    assert plan.cost == 3
    assert not any(cell.endswith(ALL) or cell.startswith(ALL) for cell in plan.hidden)


def test_no_hidden_count_is_in_what_is_handed_on() -> None:
    text = COUNTS.replace("3 ", "4 ").replace("8", "83").replace("9 ", "97 ")
    plan = protect(one_table(text, percent_of="行"), PLAIN)
    hidden = {cell.count for cell in one_table(text).every_cell() if cell.id in plan.hidden}
    values = {cell.value for cell in plan.published.every_cell().values()}
    assert hidden.isdisjoint(values)


@pytest.mark.parametrize(
    ("zeros", "expected"),
    [
        (Zeros.SHOWN, "0 10 12 22\n9 8 7 24\n20 30 40 90\n29 48 59 136"),
        (Zeros.COMPLEMENT, "0 10 12 22\n9 8 7 24\n20 30 40 90\n29 48 59 136"),
    ],
)
def test_a_zero_stays_open_where_nothing_small_is_near(zeros: Zeros, expected: str) -> None:
    plan = protect(one_table("甲 乙 丙\n一 0 10 12\n二 9 8 7\n三 20 30 40"), replace(PLAIN, zeros=zeros))
    assert as_printed(plan.published) == expected


def test_zeros_are_hidden_like_small_counts_if_the_policy_says_so() -> None:
    plan = protect(one_table("甲 乙 丙\n一 0 10 12\n二 9 8 7\n三 20 30 40"), replace(PLAIN, zeros=Zeros.HIDDEN))
    assert plan.is_safe and plan.hidden["一・甲"] is Need.PRIMARY and len(plan.hidden) == 4


def safe_sets(tables: TableSet, policy: Policy) -> list[frozenset[str]]:
    """Every set of cells that is safe to hide, found by asking the tests' own attacker about each."""
    cells = {cell.id: cell for cell in tables.every_cell()}
    small = [name for name, cell in cells.items() if policy.is_small(cell.count)]
    others = [name for name in cells if name not in small]
    plan = protect(tables, policy).published
    found = []
    for more in chain.from_iterable(combinations(others, count) for count in range(5)):
        hidden = frozenset((*small, *more))
        if found and len(hidden) > min(map(len, found)):
            break
        if not leaking(_hiding(plan, hidden, tables), policy, tables.counts):
            found.append(hidden)
    return found


def _hiding(published: Published, hidden: frozenset[str], tables: TableSet) -> Published:
    one = published.tables[0]
    cells = {
        labels: replace(cell, value=None if cell.id in hidden else tables.counts[cell.id]) for labels, cell in one.cells.items()
    }
    return replace(published, tables=(replace(one, cells=cells),))


@pytest.mark.parametrize(
    "text",
    [
        "甲 乙\n一 3 8\n二 7 12\n三 9 30",
        "甲 乙 丙\n一 1 8 6\n二 7 2 9\n三 5 6 14",
        "甲 乙 丙\n一 4 4 6\n二 7 20 9\n三 0 6 14",
    ],
)
def test_no_plan_hides_fewer_cells(text: str) -> None:
    tables = one_table(text)
    plan = protect(tables, PLAIN)
    best = min(len(hidden) for hidden in safe_sets(tables, PLAIN))
    assert plan.is_safe and len(plan.hidden) == best


def test_tables_that_share_a_total_are_protected_together() -> None:
    first, second = table("男性 女性\n20歳代 3 8\n30歳代 7 12"), table("原因A 原因B\n20歳代 6 5\n30歳代 9 10", name="表2")
    shared = {labels: first.cells[labels[0], ALL] if labels[1] == ALL else cell for labels, cell in second.cells.items()}
    tables = TableSet(tables=(first, replace(second, cells=shared)))
    plan = protect(tables, PLAIN)
    assert plan.is_safe and leaking(plan.published, PLAIN, tables.counts) == []


def test_percentages_stand_only_beside_open_counts_of_an_open_total() -> None:
    plan = protect(one_table(percent_of="行"), PLAIN)
    withdrawn = {name for name, why in plan.withdrawn.items() if why is Withdrawal.BESIDE_HIDDEN}
    beside = {printed.claim.id for printed in plan.published.claims}
    assert {f"表:{cell}:%" for cell in plan.hidden} <= withdrawn | {"表:計・男性:%"}
    assert beside.isdisjoint(withdrawn) and len(beside | withdrawn) == 9


def test_a_sentence_stays_unless_it_tells_too_much_and_the_first_ones_go_first() -> None:
    claims = (
        Comparison(id="女性が多い", terms=(("20歳代・女性", 1), ("20歳代・男性", -1)), relation=Relation.MORE),
        Sum(id="20歳代の男女の差", terms=(("20歳代・女性", 1), ("20歳代・男性", -1))),
        Sum(id="全体", terms=((f"{ALL}・{ALL}", 1),)),
        Rounded(id="率", numerator=(("20歳代・男性", 1),), denominator=20_000, scale=100_000),
    )
    plan = protect(replace(one_table(), claims=claims), replace(PLAIN, never_hidden=frozenset({f"20歳代・{ALL}"})))
    assert plan.is_safe
    assert [printed.claim.id for printed in plan.published.claims] == ["全体", "女性が多い"]
    assert plan.withdrawn == {"20歳代の男女の差": Withdrawal.LEAKS, "率": Withdrawal.LEAKS}


def test_what_last_year_printed_is_of_no_use_as_a_cover() -> None:
    known = (known_count("20歳代・女性", 8, "前回の資料1"),)
    plan = protect(replace(one_table(), known=known), PLAIN)
    assert plan.is_safe and "20歳代・女性" not in plan.hidden


def test_a_count_that_stands_nowhere_is_protected_too() -> None:
    """Three years together this year, the first two of them last year: the third year alone is 2."""
    cells = tuple(Cell(id=year, count=count, printed=False) for year, count in (("R1", 9), ("R2", 8), ("R3", 2)))
    total = table("男性\nR1-R3 19")
    sums = (Equation(total="R1-R3・男性", parts=("R1", "R2", "R3")),)
    tables = replace(TableSet(tables=(total,)), cells=cells, equations=sums)
    last_year = (known_count("R1", 9, "前回"), known_count("R2", 8, "前回"))
    assert protect(tables, PLAIN).hidden == {}
    plan = protect(replace(tables, known=last_year), PLAIN)
    assert plan.is_safe and len(plan.hidden) == 4


def test_what_is_known_already_cannot_be_protected_and_the_plan_says_so() -> None:
    plan = protect(replace(one_table(), known=(known_count("20歳代・男性", 3, "国の公表値"),)), PLAIN)
    assert not plan.is_safe
    assert [leak.cell for leak in plan.audit.leaks] == ["20歳代・男性"]
    assert "国の公表値" in plan.audit.leaks[0].message


def test_a_signed_small_count_stays_open() -> None:
    signed = SignOff(
        cells=frozenset({"20歳代・男性"}), responsible="見本 花子", on=date(2022, 8, 1), reason="計画の指標として公表済み"
    )
    plan = protect(one_table(), replace(PLAIN, sign_offs=(signed,)))
    assert plan.is_safe and plan.hidden == {}


def test_a_published_count_is_never_hidden() -> None:
    never = frozenset({"20歳代・女性", f"20歳代・{ALL}", "30歳代・男性"})
    plan = protect(one_table(), replace(PLAIN, never_hidden=never))
    assert not plan.is_safe
    assert never.isdisjoint(plan.hidden)


def test_with_hardly_any_steps_a_plan_is_safe_and_says_its_gap() -> None:
    text = "甲 乙 丙 丁 戊\n" + "\n".join(
        f"{row} " + " ".join(str((7 * row + 11 * column) % 23 or 1) for column in range(1, 6)) for row in range(1, 8)
    )
    best = protect(one_table(text), PLAIN)
    hasty = protect(one_table(text), replace(PLAIN, limits=Limits(rounds=1, choice_nodes=0, opened=0)))
    assert hasty.is_safe and hasty.cost >= best.cost and best.gap == 0
    assert leaking(hasty.published, PLAIN, one_table(text).counts) == []
    assert hasty.gap >= (hasty.cost - best.cost) / hasty.cost


def test_the_same_tables_give_the_same_plan() -> None:
    text = "甲 乙 丙 丁\n一 3 8 6 9\n二 7 2 9 9\n三 5 6 14 9\n四 1 9 9 9"
    assert protect(one_table(text), PLAIN) == protect(one_table(text), PLAIN)


def test_nothing_is_written_to_the_screen_and_the_solver_is_loaded_late() -> None:
    code = (
        "import sys, kaigi_docs.disclosure as d; assert 'highspy' not in sys.modules\n"
        "cells = {(l,): d.Cell(id=l, count=c) for l, c in (('a', 3), ('b', 9), ('c', 12))}\n"
        "axis = d.Axis(id='x', categories=('a', 'b'), total='c')\n"
        "plan = d.protect(d.TableSet(tables=(d.Table(id='t', axes=(axis,), cells=cells),)), d.Policy())\n"
        "assert plan.is_safe and 'highspy' in sys.modules\n"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert (told.stdout, told.stderr) == ("", "")


def test_the_example_in_the_documentation_runs() -> None:
    text = (Path(__file__).parents[2] / "docs" / "disclosure.md").read_text(encoding="utf-8")
    names: dict[str, object] = {}
    exec(text.partition("```python\n")[2].partition("```")[0], names)
    plan = names["plan"]
    assert isinstance(plan, Plan) and len(plan.hidden) == 4


def broken(tables: TableSet, **changes: object) -> TableSet:
    return replace(tables, **changes)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"cells": (Cell(id=f"{ALL}・{ALL}", count=70),)}, "表によって違います"),
        ({"cells": (Cell(id="負", count=-1),)}, "負の数"),
        ({"claims": (Sum(id="s", terms=(("ない", 1),)),)}, "どの表にもない数「ない」"),
        (
            {"claims": (Comparison(id="c", terms=(("20歳代・男性", 1),), relation=Relation.MORE, value=5, text="5人を超える"),)},
            "5人を超える",
        ),
        ({"known": (known_count("20歳代・男性", 4, "前回の資料1"),)}, "前回の資料1"),
        ({"claims": (Rounded(id="率", numerator=(("20歳代・男性", 1),), denominator=0),)}, "分母"),
        ({"equations": (Equation(total="20歳代・男性", parts=("20歳代・女性",), name="内訳の表"),)}, "内訳の表"),
    ],
)
def test_what_does_not_add_up_is_refused_with_its_place(changes: dict[str, object], words: str) -> None:
    with pytest.raises(TablesContradict, match=words):
        protect(broken(one_table(), **changes), PLAIN)


def test_a_policy_that_protects_nothing_and_a_decision_of_nobody_are_refused() -> None:
    with pytest.raises(PolicyUnusable, match="しきい値"):
        Policy(threshold=1)
    with pytest.raises(PolicyUnusable, match="責任者"):
        SignOff(cells=frozenset({"a"}), responsible=" ", on=date(2022, 8, 1), reason="公表済み")


def test_what_only_fills_up_a_sum_may_be_known() -> None:
    total, part = Cell(id="計", count=20), Cell(id="一部", count=18)
    cells = {("計",): total, ("一部",): part}
    line = Table(id="表", axes=(Axis(id="欄", categories=("計", "一部")),), cells=cells)
    for guarded in (True, False):
        rest = Cell(id="ほか", count=2, guarded=guarded)
        equation = Equation(total="計", parts=("一部", "ほか"))
        plan = protect(TableSet(tables=(line,), cells=(rest,), equations=(equation,)), PLAIN)
        assert plan.is_safe
        assert bool(plan.hidden) is guarded
