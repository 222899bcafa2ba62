"""What an audit says of things that are about to be printed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from disclosure_tables import table
from kaigi_docs.disclosure import (
    Audience,
    Audit,
    Comparison,
    LeakKind,
    Limits,
    Need,
    Policy,
    PrintedClaim,
    Published,
    PublishedCell,
    PublishedTable,
    Relation,
    Rounded,
    SignOff,
    Sum,
    Zeros,
    audit,
    known_count,
)

COUNTS = """
     男性 女性
20歳代   3   8
30歳代   7  12
40歳代   9   3
"""
SHOWN = Policy(zeros=Zeros.SHOWN)


def printed(text: str, *hidden: str, small: tuple[str, ...] = (), editions: frozenset[str] = frozenset()) -> Published:
    """The table with these cells hidden, the small ones among them to be protected as such."""
    raw = table(text)
    cells = {
        labels: PublishedCell(
            id=cell.id,
            name=cell.name,
            value=None if cell.id in hidden else cell.count,
            need=Need.NONE if cell.id not in hidden else Need.PRIMARY if cell.id in small else Need.COMPLEMENTARY,
        )
        for labels, cell in raw.cells.items()
    }
    return Published(tables=(PublishedTable(id="表", name="表1", axes=raw.axes, cells=cells, editions=editions),))


CROSS = ("20歳代・男性", "20歳代・女性", "40歳代・男性", "40歳代・女性")
SMALL = ("20歳代・男性", "40歳代・女性")


def kinds(found: Audit) -> set[tuple[str, LeakKind]]:
    return {(leak.cell, leak.kind) for leak in found.leaks}


def test_a_count_hidden_alone_is_the_total_less_the_others() -> None:
    found = audit(printed(COUNTS, "20歳代・男性", small=SMALL[:1]), replace(SHOWN, threshold=4))
    assert kinds(found) == {("20歳代・男性", LeakKind.EXACT), ("40歳代・女性", LeakKind.PRINTED)}
    message = next(leak.message for leak in found.leaks if leak.kind is LeakKind.EXACT)
    assert message.startswith("伏せた「20歳代・男性」は、「表1（") and "値が一つに決まります" in message
    assert "3" not in message.replace("30", "")


def test_four_counts_in_a_rectangle_protect_each_other() -> None:
    found = audit(printed(COUNTS, *CROSS, small=SMALL), SHOWN)
    assert found.is_safe
    assert {each.cell: (each.lower, each.upper) for each in found.intervals} == {
        "20歳代・男性": (1, 10),
        "20歳代・女性": (1, 10),
        "40歳代・男性": (2, 11),
        "40歳代・女性": (1, 10),
    }


def test_a_small_total_of_two_hidden_counts_is_two_at_least_where_zeros_stand_open() -> None:
    text = "男性 女性\n20歳代 1 2\n30歳代 9 8"
    hidden = ("20歳代・男性", "20歳代・女性", "20歳代・計", "30歳代・男性", "30歳代・女性", "30歳代・計")
    shown = printed(text, *hidden, small=hidden[:3])
    assert kinds(audit(shown, SHOWN)) == {("20歳代・計", LeakKind.TOO_HIGH)}
    assert audit(shown, Policy(zeros=Zeros.COMPLEMENT)).is_safe


def test_a_percentage_gives_a_hidden_count_back_though_no_linear_bound_does() -> None:
    shown = printed(COUNTS, *CROSS, small=SMALL)
    claim = Rounded(id="%", numerator=(("20歳代・男性", 1),), denominator=(("計・男性", 1),), decimals=0, text="割合の欄")
    leaks = audit(replace(shown, claims=(PrintedClaim(claim=claim, value=Decimal(16)),)), SHOWN).leaks
    assert {leak.kind for leak in leaks} == {LeakKind.EXACT}
    assert "割合の欄" in leaks[0].sources


@pytest.mark.parametrize(
    ("claim", "value", "is_safe"),
    [
        (Sum(id="差", terms=(("20歳代・女性", 1), ("20歳代・男性", -1))), Decimal(5), False),
        (Comparison(id="女性が多い", terms=(("20歳代・女性", 1), ("20歳代・男性", -1)), relation=Relation.MORE), None, True),
        (Comparison(id="少ない", terms=(("20歳代・男性", 1),), relation=Relation.LESS, value=5), None, False),
        (Sum(id="全体", terms=(("計・計", 1),)), Decimal(42), True),
    ],
    ids=lambda value: getattr(value, "id", ""),
)
def test_sentences_tell_what_they_tell(claim: Sum | Comparison, value: Decimal | None, is_safe: bool) -> None:
    shown = replace(printed(COUNTS, *CROSS, small=SMALL), claims=(PrintedClaim(claim=claim, value=value),))
    assert audit(shown, SHOWN).is_safe == is_safe


def test_a_value_of_last_year_opens_the_rectangle() -> None:
    shown = replace(printed(COUNTS, *CROSS, small=SMALL), known=(known_count("20歳代・女性", 8, "前回の資料1"),))
    found = audit(shown, SHOWN)
    assert {cell for cell, kind in kinds(found) if kind is LeakKind.EXACT} == set(CROSS)
    assert "前回の資料1" in found.leaks[0].message


def test_whole_numbers_are_searched_where_halves_would_hide_the_leak() -> None:
    """a+b, b+c and a+c are known: in fractions everything moves, in whole numbers the sum of all three is even."""
    cells = tuple(PublishedCell(id=name, name=name, value=None, printed=False, need=Need.PRIMARY) for name in "abc")
    sums = tuple(
        PrintedClaim(
            claim=Rounded(id=f"{x}{y}", numerator=((x, 1), (y, 1)), denominator=1, scale=1, decimals=0), value=Decimal(v)
        )
        for x, y, v in (("a", "b", 3), ("b", "c", 4), ("a", "c", 5))
    )
    found = audit(Published(cells=cells, claims=sums), SHOWN)
    assert kinds(found) == {("a", LeakKind.EXACT), ("b", LeakKind.EXACT), ("c", LeakKind.EXACT)}
    assert [(each.lower, each.upper) for each in found.intervals] == [(2, 2), (1, 1), (3, 3)]


def test_figures_that_cannot_all_be_true_are_refused() -> None:
    claim = Sum(id="誤り", terms=(("計・計", 1),))
    found = audit(replace(printed(COUNTS, *CROSS, small=SMALL), claims=(PrintedClaim(claim=claim, value=Decimal(41)),)), SHOWN)
    assert [leak.kind for leak in found.leaks] == [LeakKind.CONTRADICTION]


def test_a_small_count_that_somebody_answers_for_may_stand_open() -> None:
    cells = frozenset(SMALL)
    signed = SignOff(cells=cells, responsible="見本 花子", on=date(2022, 8, 1), reason="計画の指標として公表済み")
    assert audit(printed(COUNTS), Policy(sign_offs=(signed,))).is_safe
    assert kinds(audit(printed(COUNTS), Policy())) == {(cell, LeakKind.PRINTED) for cell in cells}


def test_each_audience_is_judged_by_what_it_reads() -> None:
    members = frozenset({"委員"})
    shown = printed(COUNTS, "20歳代・男性", small=SMALL, editions=members)
    public, both = Audience(name="市民", reads=frozenset({"公開"})), Audience(name="委員", reads=frozenset({"委員", "公開"}))
    assert audit(shown, replace(SHOWN, audiences=(public,))).is_safe
    found = audit(shown, replace(SHOWN, audiences=(public, both)))
    assert {leak.audience for leak in found.leaks} == {"委員"}
    assert "委員の読み手" in found.leaks[0].message


def test_what_cannot_be_proven_within_the_limits_is_a_leak() -> None:
    cells = tuple(PublishedCell(id=name, name=name, value=None, printed=False, need=Need.PRIMARY) for name in "ab")
    claim = Rounded(id="比", numerator=(("a", 1),), denominator=(("b", 1),), scale=1, decimals=6)
    shown = Published(cells=cells, claims=(PrintedClaim(claim=claim, value=Decimal("0.142857")),))
    found = audit(shown, Policy(limits=Limits(attack_nodes=0)))
    assert not found.is_safe


def test_a_hidden_total_of_very_many_counts_is_no_contradiction() -> None:
    text = "甲 乙\n" + "\n".join(f"{number} 50 60" for number in range(150))
    total = ("計・計", "計・甲", "計・乙")
    found = audit(printed(text, *total), Policy())
    assert {leak.kind for leak in found.leaks} == {LeakKind.EXACT}
    assert {each.cell: each.lower for each in found.intervals} == {"計・計": 16_500, "計・甲": 7_500, "計・乙": 9_000}
