"""What readers learn from a sum, a percentage, a rate or a sentence, as rows of whole numbers."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest

from disclosure_tables import table
from kaigi_docs.disclosure import Axis, Cell, Comparison, Parts, Relation, Rounded, Sum, Table
from kaigi_docs.disclosure.system import Row, printed_value, reduced, rows_of_claim, rows_of_tables

A, B = (("a", 1),), (("b", 1),)


def percent(decimals: int = 1) -> Rounded:
    return Rounded(id="%", numerator=A, denominator=B, decimals=decimals)


@pytest.mark.parametrize(
    ("claim", "a", "b", "printed"),
    [
        (percent(), 25, 240, "10.4"),
        (percent(), 1, 16, "6.3"),  # 6.25 goes up
        (percent(0), 1, 200, "1"),
        (Rounded(id="率", numerator=A, denominator=51_234, scale=100_000), 7, 1, "13.7"),
        (Rounded(id="倍", numerator=A, denominator=B, scale=1), 41, 20, "2.1"),  # 2.05
        (Rounded(id="約", numerator=A, denominator=1, scale=1, decimals=-1), 1235, 1, "1240"),
        (Rounded(id="増減率", numerator=(("a", 1), ("b", -1)), denominator=B), 13, 16, "-18.8"),  # −18.75 goes away from zero
    ],
)
def test_a_figure_is_rounded_half_up_away_from_zero(claim: Rounded, a: int, b: int, printed: str) -> None:
    value = printed_value(claim, {"a": a, "b": b})
    assert value == Decimal(printed)


def test_nothing_is_printed_where_the_denominator_is_zero() -> None:
    assert printed_value(percent(), {"a": 0, "b": 0}) is None


@pytest.mark.parametrize(
    "claim",
    [
        percent(),
        percent(0),
        Rounded(id="倍", numerator=A, denominator=B, scale=1),
        Rounded(id="増減率", numerator=(("a", 1), ("b", -1)), denominator=B, decimals=0),
        Rounded(id="率", numerator=A, denominator=317, scale=1000),
        Rounded(id="約", numerator=A, denominator=1, scale=1, decimals=-1),
    ],
    ids=lambda claim: claim.id + str(claim.decimals),
)
def test_the_rows_of_a_rounded_figure_hold_for_exactly_the_counts_that_print_it(claim: Rounded) -> None:
    pairs = [{"a": a, "b": b} for a, b in product(range(0, 26), range(1, 26))]
    for truth in pairs[::41]:
        rows = rows_of_claim(claim, printed_value(claim, truth))
        for counts in pairs:
            holds = all(row.holds(counts) for row in rows)
            assert holds == (printed_value(claim, counts) == printed_value(claim, truth)), (truth, counts)


def test_a_percentage_of_an_open_total_is_a_count_before_any_search() -> None:
    rows = reduced(rows_of_claim(percent(0), Decimal(43)), {"b": 7})
    assert [(row.terms, row.low, row.high) for row in rows if row.low is not None] == [(A, 3, None)]
    assert [(row.terms, row.low, row.high) for row in rows if row.high is not None] == [(A, None, 3)]


@pytest.mark.parametrize(
    ("relation", "low", "high"),
    [
        (Relation.EQUAL, 3, 3),
        (Relation.AT_LEAST, 3, None),
        (Relation.AT_MOST, None, 3),
        (Relation.MORE, 4, None),
        (Relation.LESS, None, 2),
    ],
)
def test_a_sentence_that_compares_bounds_the_difference(relation: Relation, low: int | None, high: int | None) -> None:
    claim = Comparison(id="c", terms=A, relation=relation, value=3, text="文")
    assert rows_of_claim(claim, None) == (Row(A, low, high, "文"),)


def test_a_difference_is_known_exactly() -> None:
    terms = (("a", 1), ("b", -1))
    assert rows_of_claim(Sum(id="s", terms=terms), Decimal(-4)) == (Row(terms, -4, -4, "s"),)


def test_each_line_of_a_table_is_a_row_that_says_where_it_stands() -> None:
    rows = list(rows_of_tables([table("男 女\n甲 1 2\n乙 3 4")]))
    assert [row.source for row in rows] == [
        *("表（男）の合計", "表（女）の合計", "表（計）の合計"),
        *("表（甲）の合計", "表（乙）の合計", "表（計）の合計"),
    ]
    assert rows[0] == Row((("計・男", 1), ("甲・男", -1), ("乙・男", -1)), 0, 0, "表（男）の合計")


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (Parts.PARTIAL, [Row((("t", 1), ("a", -1), ("b", -1)), 0, None, "表の合計")]),
        (Parts.OVERLAPPING, [Row((("t", 1), ("a", -1)), 0, None, "表の合計"), Row((("t", 1), ("b", -1)), 0, None, "表の合計")]),
    ],
)
def test_parts_that_do_not_make_up_the_total_still_tell_something(parts: Parts, expected: list[Row]) -> None:
    axis = Axis(id="x", categories=("甲", "乙"), total="計", parts=parts)
    cells = {("甲",): Cell(id="a", count=3), ("乙",): Cell(id="b", count=4), ("計",): Cell(id="t", count=9)}
    assert list(rows_of_tables([Table(id="表", axes=(axis,), cells=cells)])) == expected
