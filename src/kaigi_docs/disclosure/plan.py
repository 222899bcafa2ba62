"""What protecting answers: what may be printed, and what was done for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kaigi_docs.disclosure.leaks import Audit
from kaigi_docs.disclosure.merging import Merged
from kaigi_docs.disclosure.published import Need, Published


class Withdrawal(StrEnum):
    """Why a claim is not printed."""

    BESIDE_HIDDEN = "beside_hidden"  # a percentage or rate of a hidden count
    LEAKS = "leaks"
    MERGED = "merged"  # it speaks of a category that was merged
    UNDEFINED = "undefined"  # divided by zero


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A plan of what is hidden; it may be printed where `audit` is safe.

    Attributes:
        published: all that is printed, without any hidden count.
        hidden: the ids of cells with the mark, and why; for the office's eyes only.
        withdrawn: the ids of claims that are not printed, and why.
        merged: what was added together; `proposed`: what the office is asked to add together instead of hiding.
        cost: what is hidden beyond the small counts, by the policy's weights.
        gap: how much dearer than the best plan it may be, as a share of `cost`; 0 is proven to be the best.
    """

    published: Published
    hidden: Mapping[str, Need]
    withdrawn: Mapping[str, Withdrawal]
    merged: tuple[Merged, ...]
    proposed: tuple[Merged, ...]
    cost: int
    gap: float
    audit: Audit

    @property
    def is_safe(self) -> bool:
        """Whether it may be printed."""
        return self.audit.is_safe
