"""An attacker that shares nothing with the product's audit finds no hidden count, and finds them where a rule is off."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from itertools import product

import pytest

from disclosure_attacker import leaking, read
from disclosure_packets import Packet, packet
from kaigi_docs.disclosure import Plan, apply_merging, protect
from kaigi_docs.disclosure.policy import Policy, Zeros
from kaigi_docs.disclosure.published import Need, PrintedClaim, Published, PublishedCell, PublishedTable
from kaigi_docs.disclosure.values import Axis, Rounded, cells_of

FIXED = range(50)


def truth_of(one: Packet, plan: Plan) -> Mapping[str, int]:
    tables = one.tables
    for merged in plan.merged:
        tables = apply_merging(tables, merged)
    return tables.counts


def leaks(one: Packet, plan: Plan, published: Published | None = None) -> list[str]:
    return leaking(published or plan.published, one.policy, truth_of(one, plan))


@pytest.fixture(scope="module")
def plans() -> Mapping[int, tuple[Packet, Plan]]:
    packets = {number: packet(number) for number in FIXED}
    return {number: (one, protect(one.tables, one.policy)) for number, one in packets.items()}


def test_nothing_leaks_from_fifty_fixed_packets_and_the_attacker_agrees_where_the_product_refuses(
    plans: Mapping[int, tuple[Packet, Plan]],
) -> None:
    assert all(len(truth_of(one, plan)) <= 60 for one, plan in plans.values())
    unsafe = {number: set(leaks(one, plan)) for number, (one, plan) in plans.items()}
    refused = {number: {leak.cell for leak in plan.audit.leaks} for number, (_, plan) in plans.items()}
    assert unsafe == refused
    assert sum(not cells for cells in refused.values()) >= 40


def shown(published: Published, need: Need, counts: Mapping[str, int]) -> Published:
    """The same with the hidden cells of that need printed."""

    def opened(cell: PublishedCell) -> PublishedCell:
        return replace(cell, value=counts[cell.id], need=Need.NONE) if cell.printed and cell.need is need else cell

    tables = tuple(
        replace(table, cells={labels: opened(cell) for labels, cell in table.cells.items()}) for table in published.tables
    )
    return replace(published, tables=tables)


def test_without_complementary_suppression_the_attacker_finds_leaks(plans: Mapping[int, tuple[Packet, Plan]]) -> None:
    safe = [(one, plan) for one, plan in plans.values() if plan.is_safe and Need.COMPLEMENTARY in plan.hidden.values()]
    found = [leaks(one, plan, shown(plan.published, Need.COMPLEMENTARY, truth_of(one, plan))) for one, plan in safe]
    assert sum(bool(each) for each in found) > len(found) * 0.8 > 10


def percentage(one: Packet, plan: Plan, cell: str, total: str) -> PrintedClaim:
    counts = truth_of(one, plan)
    exact = Decimal(100 * counts[cell]) / counts[total]
    claim = Rounded(id=f"{cell}%", numerator=((cell, 1),), denominator=((total, 1),), beside=cell)
    return PrintedClaim(claim=claim, value=exact.quantize(Decimal("0.1"), "ROUND_HALF_UP"))


def test_without_the_rule_for_percentages_the_attacker_finds_leaks(plans: Mapping[int, tuple[Packet, Plan]]) -> None:
    found = []
    for one, plan in plans.values():
        cells = plan.published.tables[0].cells
        total = cells["計", "計"]
        hidden = [cell for cell in cells.values() if cell.value is None and cell is not total]
        if plan.is_safe and hidden and total.value:
            printed = tuple(percentage(one, plan, cell.id, total.id) for cell in hidden)
            found.append(leaks(one, plan, replace(plan.published, claims=(*plan.published.claims, *printed))))
    assert sum(bool(each) for each in found) > len(found) * 0.8 > 10


def test_without_the_previous_year_the_attacker_finds_leaks(plans: Mapping[int, tuple[Packet, Plan]]) -> None:
    found = []
    for one in [one for one, plan in plans.values() if one.tables.known and plan.is_safe][:12]:
        careless = protect(one.without_previous_year, one.policy)
        found.append(leaks(one, careless, replace(careless.published, known=one.tables.known)))
    assert sum(bool(each) for each in found) >= 2


def test_the_attacker_finds_what_counting_through_every_table_finds() -> None:
    axes = (Axis(id="a", categories=("一", "二"), total="計"), Axis(id="b", categories=("甲", "乙"), total="計"))
    open_ = {("一", "計"): 4, ("二", "計"): 9, ("計", "甲"): 7, ("計", "乙"): 6, ("計", "計"): 13}
    cells = {
        labels: PublishedCell(id="".join(labels), name="", value=open_.get(labels)) for labels in product("一二計", "甲乙計")
    }
    published = Published(tables=(PublishedTable(id="t", name="", axes=axes, cells=cells),))
    reader = read(published, Policy(zeros=Zeros.SHOWN))
    fitting = [one for one in range(1, 14) if one <= 3 and 7 - one >= 1 and 6 - (4 - one) >= 1]
    assert [value for value in range(15) if reader.can_be("一甲", value, value)] == fitting


def test_claims_about_hidden_cells_are_among_what_is_tested(plans: Mapping[int, tuple[Packet, Plan]]) -> None:
    about_hidden = [
        printed
        for _, plan in plans.values()
        for printed in plan.published.claims
        if any(plan.published.every_cell()[cell].value is None for cell in cells_of(printed.claim))
    ]
    assert len(about_hidden) > 10
