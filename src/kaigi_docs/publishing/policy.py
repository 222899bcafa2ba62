"""What an office decided about small counts, in the terms of `kaigi_docs.disclosure`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kaigi_docs.model.small_counts import CountRules
from kaigi_docs.publishing.linking import Group

if TYPE_CHECKING:
    from kaigi_docs.disclosure import Policy, SignOff

_REASON = "「保護しない理由」"


def policy_for(group: Group, rules: CountRules) -> Policy:
    """The policy for one group; who signed for its counts is in it."""
    from kaigi_docs.disclosure import Merging, Policy, WeighBy, Zeros

    return Policy(
        threshold=rules.threshold,
        zeros=Zeros(rules.nobody.value),
        weigh_by=WeighBy(rules.sparing.value),
        merging=Merging.NEVER,
        sign_offs=_sign_offs(group, rules),
    )


def _sign_offs(group: Group, rules: CountRules) -> tuple[SignOff, ...]:
    """The decision to print counts of the group, where somebody took one; the reader refuses reasons that nobody answers for."""
    from kaigi_docs.disclosure import SignOff

    signed = frozenset(count.id for count in group.counts.values() if count.signed_off)
    if not signed or rules.decided_on is None:
        return ()
    return (SignOff(cells=signed, responsible=rules.responsible, on=rules.decided_on, reason=_REASON),)
