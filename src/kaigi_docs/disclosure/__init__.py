"""Disclosure control: what may be printed of small counts, and what readers could work out of it.

`protect(tables, policy)` makes a plan from raw counts; `audit(published, policy)` looks at what will be printed with a
reader's eyes. Both stand alone: nothing of meetings or documents is needed. The mathematics, the sources and the limits are
in docs/disclosure.md.
"""

from kaigi_docs.disclosure.auditing import audit
from kaigi_docs.disclosure.completing import complete
from kaigi_docs.disclosure.faults import PolicyUnusable, TablesContradict
from kaigi_docs.disclosure.leaks import Audit, Interval, Leak, LeakKind
from kaigi_docs.disclosure.merging import Merged, apply_merging, best_merging, merged_label
from kaigi_docs.disclosure.plan import Plan, Withdrawal
from kaigi_docs.disclosure.policy import Audience, Limits, Merging, Policy, SignOff, WeighBy, Zeros
from kaigi_docs.disclosure.protecting import protect
from kaigi_docs.disclosure.published import Need, PrintedClaim, Published, PublishedCell, PublishedTable
from kaigi_docs.disclosure.values import (
    Axis,
    Cell,
    Claim,
    Comparison,
    Equation,
    Known,
    Parts,
    Relation,
    Rounded,
    Sum,
    Table,
    TableSet,
    known_count,
)

__all__ = [
    "Audience",
    "Audit",
    "Axis",
    "Cell",
    "Claim",
    "Comparison",
    "Equation",
    "Interval",
    "Known",
    "Leak",
    "LeakKind",
    "Limits",
    "Merged",
    "Merging",
    "Need",
    "Parts",
    "Plan",
    "Policy",
    "PolicyUnusable",
    "PrintedClaim",
    "Published",
    "PublishedCell",
    "PublishedTable",
    "Relation",
    "Rounded",
    "SignOff",
    "Sum",
    "Table",
    "TableSet",
    "TablesContradict",
    "WeighBy",
    "Withdrawal",
    "Zeros",
    "apply_merging",
    "audit",
    "best_merging",
    "complete",
    "known_count",
    "merged_label",
    "protect",
]
