"""The audit: it knows only what will be printed, and what readers know anyway."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from dataclasses import dataclass

from kaigi_docs.disclosure.attack import Attack, Side, cap_above
from kaigi_docs.disclosure.leaks import Audit, Interval, Leak, LeakKind, leak
from kaigi_docs.disclosure.policy import Audience, Policy
from kaigi_docs.disclosure.published import Need, Published, PublishedCell
from kaigi_docs.disclosure.system import Row, reduced, row_of_equation, rows_of_claim, rows_of_tables

_NOBODY_NAMED = Audience(name="", reads=frozenset())
_Judged = tuple[Interval | None, tuple[Leak, ...]]


def audit(published: Published, policy: Policy) -> Audit:
    """What each audience can work out of the hidden counts, and every count that is not safe from it.

    Safe means, for a small count (primary): it may be 1 or less, and it may be the threshold or more; for a count that is
    hidden for the sake of others (complementary): it may have two values at least. “May” means that a whole table in whole
    numbers was found and checked that fits everything printed: sums, claims with their rounding, known values. A count for
    which none was found within the limits of the policy is a leak: the audit fails closed.
    """
    found = list(_each_cell(published, policy))
    return Audit(
        intervals=tuple(interval for interval, _ in found if interval is not None),
        leaks=tuple(leak for _, leaks in found for leak in leaks),
    )


def leaks_beyond(published: Published, policy: Policy, known: Container[tuple[str, str]]) -> bool:
    """Whether a cell leaks to an audience that is not among these (cell id, audience); stops at the first one."""
    return any((leak.cell, leak.audience) not in known for _, leaks in _each_cell(published, policy) for leak in leaks)


def _each_cell(published: Published, policy: Policy) -> Iterator[_Judged]:
    for audience in _widest(policy):
        yield from _audit_for(audience, published, policy)


def rows_of(published: Published, audience: Audience) -> Iterator[Row]:
    """Everything that this audience knows; sums of tables that it does not see hold all the same."""
    yield from rows_of_tables((*published.tables, *published.unprinted))
    yield from map(row_of_equation, published.equations)
    for printed in published.claims:
        if _sees(audience, printed.claim.editions):
            yield from rows_of_claim(printed.claim, printed.value)
    for known in published.known:
        yield from rows_of_claim(known.claim, known.value, known.source)


def _widest(policy: Policy) -> tuple[Audience, ...]:
    """The audiences that do not see less than another one: who reads more knows all that the others know."""
    if not policy.audiences:
        return (_NOBODY_NAMED,)
    return tuple(
        one
        for place, one in enumerate(policy.audiences)
        if not any(
            one.reads < other.reads or (one.reads == other.reads and earlier < place)
            for earlier, other in enumerate(policy.audiences)
        )
    )


def _sees(audience: Audience, editions: frozenset[str]) -> bool:
    return audience is _NOBODY_NAMED or not editions or bool(editions & audience.reads)


@dataclass(frozen=True, slots=True)
class _Reading:
    """What one audience holds in hands.

    Attributes:
        shown: the numbers that it reads.
        lowest: the counts without a number, and the least that each can be.
    """

    cells: Mapping[str, PublishedCell]
    shown: Mapping[str, int]
    lowest: Mapping[str, int]


def _reading(audience: Audience, published: Published, policy: Policy) -> _Reading:
    cells = published.every_cell()
    seen = {
        cell.id for table in published.tables if _sees(audience, table.editions) for cell in table.cells.values() if cell.printed
    }
    shown = {cell.id: cell.value for cell in cells.values() if cell.id in seen and cell.value is not None}
    lowest = {name: policy.lowest(printed=name in seen) for name in cells if name not in shown}
    return _Reading(cells, shown, lowest)


def _audit_for(audience: Audience, published: Published, policy: Policy) -> Iterator[_Judged]:
    reading = _reading(audience, published, policy)
    yield None, tuple(_printed_openly(reading, policy, audience))
    rows = reduced(rows_of(published, audience), reading.shown)
    cap = cap_above(reading.shown.values(), rows, policy.threshold)
    attack = Attack(reading.lowest, rows, cap=cap, nodes=policy.limits.attack_nodes)
    if not attack.is_possible:
        sources = tuple(dict.fromkeys(row.source for row in rows if row.is_impossible()))
        yield None, (leak("", "", LeakKind.CONTRADICTION, sources, audience.name),)
        return
    for name in reading.lowest:
        cell = reading.cells[name]
        if cell.need is not Need.NONE:
            down, up = attack.end(name, upward=False), attack.end(name, upward=True)
            yield _interval(cell, down, up, cap, audience), tuple(_leaks_of(cell, down, up, policy, audience))


def _printed_openly(reading: _Reading, policy: Policy, audience: Audience) -> Iterator[Leak]:
    for name, value in reading.shown.items():
        if policy.is_small(value) and name not in policy.signed_off:
            yield leak(reading.cells[name].name, name, LeakKind.PRINTED, (), audience.name)


def _interval(cell: PublishedCell, down: Side, up: Side, cap: int, audience: Audience) -> Interval:
    is_open = up.limit >= cap
    return Interval(
        cell=cell.id,
        need=cell.need,
        lower=down.attained,
        upper=None if is_open else up.attained,
        outer=(down.limit, None if is_open else up.limit),
        audience=audience.name,
    )


def _leaks_of(cell: PublishedCell, down: Side, up: Side, policy: Policy, audience: Audience) -> Iterator[Leak]:
    for kind, sources in _ways(cell.need, down, up, policy.threshold):
        yield leak(cell.name, cell.id, kind, sources, audience.name)


def _ways(need: Need, down: Side, up: Side, threshold: int) -> Iterator[tuple[LeakKind, tuple[str, ...]]]:
    """How a count gets out, the plainest way alone where there are several."""
    if down.limit == up.limit:
        yield LeakKind.EXACT, tuple(dict.fromkeys((*up.sources, *down.sources)))
    elif need is Need.COMPLEMENTARY:
        if down.attained is None or up.attained is None or down.attained == up.attained:
            yield LeakKind.UNDECIDED, up.sources
    elif up.attained is None or up.attained < threshold:
        yield (LeakKind.TOO_LOW if up.limit < threshold else LeakKind.UNDECIDED), up.sources
    elif down.attained is None or down.attained > 1:
        yield (LeakKind.TOO_HIGH if down.limit > 1 else LeakKind.UNDECIDED), down.sources
