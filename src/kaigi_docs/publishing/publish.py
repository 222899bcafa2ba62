"""publish: the statistics as they may be printed, and what keeps them from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from kaigi_docs.findings import Findings
from kaigi_docs.model.small_counts import CountRules
from kaigi_docs.model.statistics import CountedStatistics, Statistics, ValueKey
from kaigi_docs.publishing.counts import count_id, gather_counts, series_of
from kaigi_docs.publishing.linking import Group, groups_of, links_of_parts
from kaigi_docs.publishing.marking import with_marks
from kaigi_docs.publishing.spans import links_of_spans
from kaigi_docs.publishing.telling import tell_emptied, tell_escapes, tell_hidden
from kaigi_docs.publishing.texts import check_texts

if TYPE_CHECKING:
    from kaigi_docs.disclosure import Need


def publish(counted: CountedStatistics) -> tuple[Statistics, Findings]:
    """The statistics with the mark at every place that it needs, and what is to be said about it.

    The stages: counts are gathered, and the sums between them; it is planned what else is hidden; every chart, table and sentence
    gets the marks; then everything is gathered again from what will be printed, and audited.

    Codes: count-leaks, counts-contradict, exhibit-empty, hidden-in-text (errors; the last one a warning outside of sentences),
    count-hidden (a note).

    Args:
        counted: as read.
    """
    findings, rules = Findings(), counted.rules
    doubtful = _doubtful(counted.statistics, counted.kept, rules)
    if not doubtful:
        return counted.statistics, findings
    from kaigi_docs.publishing.protecting import plan_marks

    needs = plan_marks(doubtful, rules)
    published = with_marks(counted.statistics, needs)
    numbers = {**counted.kept, **_numbers(counted.statistics, needs)}
    _judge(published, numbers, needs, rules, findings)
    return published, findings


def _doubtful(statistics: Statistics, kept: Mapping[ValueKey, int], rules: CountRules) -> list[Group]:
    """The groups of counts in which something is hidden or has to be."""
    series, counts = series_of(statistics), gather_counts(statistics, kept)
    links = [*links_of_parts(series, counts), *links_of_spans(series, counts)]
    return [group for group in groups_of(links, list(counts.values())) if group.hides_anything(rules)]


def _numbers(statistics: Statistics, needs: Mapping[str, Need]) -> dict[ValueKey, int]:
    """The numbers that the plan takes from print."""
    return {
        (series.id, *key): int(value.number)
        for series in series_of(statistics).values()
        for key, value in series.values.items()
        if count_id((series.id, *key)) in needs and value.number is not None
    }


def _judge(
    published: Statistics, numbers: Mapping[ValueKey, int], needs: Mapping[str, Need], rules: CountRules, findings: Findings
) -> None:
    """Everything that is to be said of what will be printed, gathered anew from there."""
    from kaigi_docs.publishing.auditing import audit_groups

    tell_escapes(audit_groups(_doubtful(published, numbers, rules), needs, rules), published, findings)
    check_texts(published, numbers, findings)
    tell_emptied(published, findings)
    tell_hidden(published, findings)
