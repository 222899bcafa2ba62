"""publish: the statistics as they may be printed, and what keeps them from it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from kaigi_docs.findings import Findings
from kaigi_docs.model.decisions import NOTHING_DECIDED, Decisions
from kaigi_docs.model.earlier_values import EarlierValues
from kaigi_docs.model.small_counts import CountRules, Joining
from kaigi_docs.model.statistics import CountedStatistics, Statistics, ValueKey
from kaigi_docs.publishing.counts import Count, count_id, former_counts, gather_counts, series_of
from kaigi_docs.publishing.linking import Group, Link, groups_of, links_of_equals, links_of_parts, with_wholes
from kaigi_docs.publishing.marking import with_marks, with_typed_rates_marked
from kaigi_docs.publishing.merging import (
    Merging,
    all_series,
    find_mergings,
    known_groups,
    links_of_groups,
    members_of,
    merge,
)
from kaigi_docs.publishing.proposals import HIDE, MERGE, answered
from kaigi_docs.publishing.regrouping import Counted, kindred, links_across, settle_something_small
from kaigi_docs.publishing.spans import links_of_spans
from kaigi_docs.publishing.telling import (
    tell_contradicting,
    tell_differing,
    tell_emptied,
    tell_escapes,
    tell_hidden,
    tell_merged,
    tell_proposals,
)
from kaigi_docs.publishing.texts import check_texts

if TYPE_CHECKING:
    from kaigi_docs.disclosure import Need


def publish(
    counted: CountedStatistics, earlier: Sequence[EarlierValues] = (), decisions: Decisions = NOTHING_DECIDED
) -> tuple[Statistics, Findings]:
    """The statistics with the mark at every place that it needs, and what is to be said about it.

    The stages: neighbouring ages are merged where the office or an answer wants it, else it is proposed; counts are gathered, and
    the sums between them; it is planned what else is hidden; every chart, table and sentence gets the marks; then everything is
    gathered again from what will be printed, and audited.

    Codes: count-leaks, counts-contradict, exhibit-empty, hidden-in-text (errors; the last one a warning outside of sentences),
    span-differs, series-differ (warnings), count-hidden, merging-proposed, classes-merged (notes).

    Args:
        counted: as read.
        earlier: what readers have in hands already.
        decisions: with the answers to `merging_questions`.
    """
    findings, rules, read = Findings(), counted.rules, counted
    mergings = find_mergings(counted) if rules.joining is not Joining.NEVER else ()
    if rules.joining is Joining.AUTOMATIC:
        wanted: Sequence[Merging] = mergings
    else:
        wanted = answered(mergings, decisions, MERGE)
        declined = answered(mergings, decisions, HIDE)
        tell_proposals([merging for merging in mergings if merging not in [*wanted, *declined]], findings)
    tell_merged(wanted, findings, by_answer=rules.joining is Joining.PROPOSED)
    if wanted:
        counted = merge(read, wanted)
    doubtful = _linked(counted, read, earlier, mergings, findings)
    if not doubtful:
        return counted.statistics, findings
    from kaigi_docs.publishing.auditing import audit_groups
    from kaigi_docs.publishing.protecting import plan_marks

    needs = plan_marks(doubtful, rules)
    published = with_typed_rates_marked(with_marks(counted.statistics, needs))
    numbers = {**counted.kept, **_numbers(counted.statistics, needs)}
    printed = replace(counted, statistics=published, kept=numbers)
    groups = _linked(printed, read, earlier, mergings, Findings())
    tell_escapes(audit_groups(groups, needs, rules), published, findings)
    check_texts(published, numbers, findings)
    tell_emptied(published, findings)
    tell_hidden(published, findings)
    return published, findings


def _linked(
    counted: CountedStatistics,
    read: CountedStatistics,
    earlier: Sequence[EarlierValues],
    mergings: Sequence[Merging],
    findings: Findings,
) -> list[Group]:
    """The counts of persons in groups of those between which sums hold, as far as something is hidden there or has to be.

    Those that were merged stand nowhere, but count.

    Args:
        counted: as it would be printed.
        read: before anything was merged.
        earlier: what readers have in hands already.
        mergings: how classes were, or would be, merged.
        findings: takes sums that do not come out.
    """
    series = all_series(counted)
    counts = gather_counts(counted.statistics, series, counted.kept, earlier)
    if counted.series is not read.series and mergings:
        apart = gather_counts(Statistics(), all_series(read), read.kept, earlier)
        counts = {**{key: count for key, count in apart.items() if key not in counts}, **counts}
    groups = {**known_groups(series, counts), **members_of(mergings)}
    counts = with_wholes(series, counts)
    over_years, contradicting = links_of_spans(series, counts)
    tell_contradicting(contradicting, findings)
    sums = [*links_of_parts(series, counts), *over_years, *links_of_groups(groups, counts)]
    former, known = former_counts(series, earlier)
    series, counts = {**series, **former}, {**counts, **known}
    links = [*sums, *links_of_equals(series, counts)]
    return _doubtful(links, list(counts.values()), kindred(series, counts), counted.rules, findings)


def _doubtful(
    links: list[Link], counts: Sequence[Count], kinds: Sequence[list[Counted]], rules: CountRules, findings: Findings
) -> list[Group]:
    """The groups in which something is hidden or has to be; most of them stand open, and nothing has to be computed for them.

    Counts of the same persons by other ages, sexes or years are linked where one of them is doubtful, which may make others so,
    and where they settle a small count together.
    """
    wary = {id(kind) for kind in kinds if settle_something_small(kind, rules) or _holds_small(kind, rules)}
    while True:
        found = [group for group in groups_of(links, counts) if group.hides_anything(rules)]
        ids = {name for group in found for name in group.counts}
        touched = [kind for kind in kinds if id(kind) in wary or any(one.count.id in ids for one in kind)]
        if not touched:
            return found
        kinds = [kind for kind in kinds if not any(kind is each for each in touched)]
        for kind in touched:
            more, differing = links_across(kind)
            links = [*links, *more]
            tell_differing(differing, findings)


def _holds_small(kind: Sequence[Counted], rules: CountRules) -> bool:
    """Whether a small count is among them, shown or not: others of its kind may tell it."""
    return any(one.count.must_stay_unknown(rules) for one in kind)


def _numbers(statistics: Statistics, needs: Mapping[str, Need]) -> dict[ValueKey, int]:
    """The numbers that the plan takes from print."""
    return {
        (series.id, *key): int(value.number)
        for series in series_of(statistics).values()
        for key, value in series.values.items()
        if count_id((series.id, *key)) in needs and value.number is not None
    }
