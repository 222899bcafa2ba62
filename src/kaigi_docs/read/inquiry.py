"""Which findings of a meeting folder matter when departments are asked."""

from __future__ import annotations

from collections.abc import Iterable

from kaigi_docs.declarations.books import FURTHER_BOOKS
from kaigi_docs.findings import Finding

_ASKED_FOR = frozenset({"rating-blank", "answer-blank", "reason-blank", "department-unused", "check-postponed"})
"""Findings about answers that are not there yet, and some that mean a packet."""


def concerning_departments(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those of other 資料 and their files, and without those that answers are still missing."""
    return [
        finding
        for finding in findings
        if finding.code not in _ASKED_FOR and (finding.where is None or finding.where.file not in FURTHER_BOOKS)
    ]
