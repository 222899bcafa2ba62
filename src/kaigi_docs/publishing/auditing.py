"""What readers can work out of the counts that will be printed; the audit of `kaigi_docs.disclosure`, asked group by group."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kaigi_docs.model.small_counts import CountRules
from kaigi_docs.publishing.assuming import equation_of
from kaigi_docs.publishing.counts import Count
from kaigi_docs.publishing.linking import Group
from kaigi_docs.publishing.policy import policy_for

if TYPE_CHECKING:
    from kaigi_docs.disclosure import Audit, Known, Leak, Need, Published


@dataclass(frozen=True, slots=True)
class Escape:
    """A count that readers can work out too closely.

    Attributes:
        count: None where the printed numbers contradict each other and none can be named.
        kind: how, in the words of `disclosure.LeakKind`.
        sources: what readers see of the sums that it is worked out from.
    """

    count: Count | None
    kind: str
    sources: tuple[str, ...]


def audit_groups(groups: Iterable[Group], needs: Mapping[str, Need], rules: CountRules) -> tuple[Escape, ...]:
    """Every count that gets out, group by group.

    A mark whose need nobody named stands for a small count, since nobody but its author knows: it is safe where it may be one or
    less and the threshold or more. If it cannot be below the threshold at all, it only has to have two values.

    Args:
        groups: as they will be printed.
        needs: of counts with the mark, by id, as far as they were hidden by plan.
        rules: what the office decided.
    """
    return tuple(escape for group in groups for escape in _new_escapes(group, needs, rules))


def _new_escapes(group: Group, needs: Mapping[str, Need], rules: CountRules) -> list[Escape]:
    """What gets out, without counts that stand nowhere and that former papers gave away: no change of this one can mend that."""
    found = list(_audit(group, needs, rules))
    if not any(count.known for count in group.counts.values()) or all(_is_printed(escape) for escape in found):
        return found
    unprinted = {
        name: replace(count, printed=False, known=count.known if count.is_former else "") for name, count in group.counts.items()
    }
    before = {_what(escape) for escape in _audit(replace(group, counts=unprinted), needs, rules)}
    return [escape for escape in found if _is_printed(escape) or _what(escape) not in before]


def _is_printed(escape: Escape) -> bool:
    return escape.count is None or escape.count.printed


def _what(escape: Escape) -> tuple[str, str]:
    return (escape.count.id if escape.count is not None else "", escape.kind)


def _audit(group: Group, needs: Mapping[str, Need], rules: CountRules) -> Iterable[Escape]:
    from kaigi_docs.disclosure import audit

    answer = audit(_published(group, needs, rules), policy_for(group, rules))
    seen = {link.source for link in group.links if link.is_seen}
    for leak in answer.leaks:
        count = group.counts.get(leak.cell)
        if count is None or not _is_harmless(leak, answer, count, needs, rules):
            yield Escape(count, leak.kind.value, tuple(source for source in leak.sources if source in seen))


def _published(group: Group, needs: Mapping[str, Need], rules: CountRules) -> Published:
    """What readers hold in hands: the counts in one table without sums, and the sums beside it."""
    from kaigi_docs.disclosure import Axis, Published, PublishedCell, PublishedTable

    cells = {
        count.id: PublishedCell(
            id=count.id,
            name=count.name,
            value=count.number if count.is_open else None,
            printed=count.printed,
            need=_need(count, needs, rules),
        )
        for count in group.counts.values()
    }
    printed = {name: cell for name, cell in cells.items() if cell.printed}
    table = PublishedTable(
        id="", name="", axes=(Axis(id="", categories=tuple(printed)),), cells={(name,): cell for name, cell in printed.items()}
    )
    return Published(
        tables=(table,),
        cells=tuple(cell for cell in cells.values() if not cell.printed),
        equations=tuple(map(equation_of, group.links)),
        known=known_of(group),
    )


def known_of(group: Group) -> tuple[Known, ...]:
    """What readers have read of these counts in former papers."""
    from kaigi_docs.disclosure import known_count

    return tuple(
        known_count(count.id, count.number, count.known)
        for count in group.counts.values()
        if count.known and count.number is not None
    )


def _need(count: Count, needs: Mapping[str, Need], rules: CountRules) -> Need:
    from kaigi_docs.disclosure import Need

    if count.is_open:
        return Need.NONE
    if count.id in needs:
        return needs[count.id]
    return Need.PRIMARY if count.guarded and (count.hidden or count.must_stay_unknown(rules)) else Need.NONE


def _is_harmless(leak: Leak, answer: Audit, count: Count, needs: Mapping[str, Need], rules: CountRules) -> bool:
    """Whether a typed mark is only known to stand for more than a small count."""
    from kaigi_docs.disclosure import LeakKind

    if leak.kind is not LeakKind.TOO_HIGH or count.id in needs or count.number is not None:
        return False
    return next(each.outer[0] for each in answer.intervals if each.cell == count.id) >= rules.threshold
