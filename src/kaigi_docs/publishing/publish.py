"""publish: the statistics as they may be printed, and what keeps them from it."""

from __future__ import annotations

from kaigi_docs.findings import Findings
from kaigi_docs.model.small_counts import THRESHOLD
from kaigi_docs.model.statistics import Statistics
from kaigi_docs.publishing.auditing import audit_groups
from kaigi_docs.publishing.counts import gather_counts, series_of
from kaigi_docs.publishing.linking import Group, groups_of, links_of_parts
from kaigi_docs.publishing.spans import links_of_spans
from kaigi_docs.publishing.telling import tell_escapes


def publish(statistics: Statistics) -> tuple[Statistics, Findings]:
    """The statistics, and every hidden count in them that readers could work out."""
    findings = Findings()
    doubtful = [group for group in link_counts(statistics) if group.hides_anything(THRESHOLD)]
    if doubtful:
        from kaigi_docs.disclosure import Policy

        tell_escapes(audit_groups(doubtful, {}, Policy(threshold=THRESHOLD)), statistics, findings)
    return statistics, findings


def link_counts(statistics: Statistics) -> list[Group]:
    """The counts of persons, in groups of those between which sums hold."""
    series, counts = series_of(statistics), gather_counts(statistics, {})
    links = [*links_of_parts(series, counts), *links_of_spans(series, counts)]
    return groups_of(links, list(counts.values()))
