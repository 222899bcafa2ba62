"""protect: from raw counts to a plan of what may be printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from kaigi_docs.disclosure.auditing import audit, leaks_beyond
from kaigi_docs.disclosure.choosing import Choice, Chooser, everything
from kaigi_docs.disclosure.consistency import require_consistent
from kaigi_docs.disclosure.leaks import Audit
from kaigi_docs.disclosure.merging import Merged, apply_merging, best_merging
from kaigi_docs.disclosure.plan import Plan, Withdrawal
from kaigi_docs.disclosure.policy import Merging, Policy
from kaigi_docs.disclosure.problem import Problem, state_problem
from kaigi_docs.disclosure.published import Need, PrintedClaim, Published, PublishedCell, PublishedTable
from kaigi_docs.disclosure.system import printed_value, row_of_equation, rows_of_claim, rows_of_tables
from kaigi_docs.disclosure.values import Cell, Claim, Rounded, Table, TableSet, cells_of


def protect(tables: TableSet, policy: Policy) -> Plan:
    """A plan of what may be printed of these tables; print it only where `plan.is_safe`.

    The stages: neighbouring categories are merged, or merging is proposed, as the policy says; small counts are hidden, and
    with them the fewest (or lightest) other counts that keep every reader from working them out; what is hidden for nothing
    is shown; percentages beside hidden counts and sentences that would tell too much are withdrawn; the result is audited.

    Raises:
        TablesContradict: sums, claims or known values do not fit the counts.
    """
    require_consistent(tables)
    merged, proposed = _mergings(tables, policy)
    given = tables
    for each in merged:
        tables = apply_merging(tables, each)
    work = _Work(tables, policy)
    choice, published = _hide(work)
    published, withdrawn = _with_claims(work, published)
    merged_away = {claim.id for claim in given.claims} - {claim.id for claim in tables.claims}
    cells = published.every_cell().values()
    return Plan(
        published=published,
        hidden={cell.id: cell.need for cell in cells if cell.printed and cell.value is None},
        withdrawn=withdrawn | dict.fromkeys(sorted(merged_away), Withdrawal.MERGED),
        merged=merged,
        proposed=proposed,
        cost=choice.cost,
        gap=choice.gap,
        audit=audit(published, policy),
    )


def _mergings(tables: TableSet, policy: Policy) -> tuple[tuple[Merged, ...], tuple[Merged, ...]]:
    """What is merged, and what is only proposed."""
    if policy.merging is Merging.NEVER:
        return (), ()
    found = best_merging(tables, policy)
    return (found, ()) if policy.merging is Merging.AUTOMATIC else ((), found)


@dataclass(frozen=True, slots=True)
class _Work:
    """What all stages after merging need."""

    tables: TableSet
    policy: Policy

    @property
    def in_print(self) -> frozenset[str]:
        """The cells that stand in a table."""
        return frozenset(cell.id for table in self.tables.tables for cell in table.cells.values() if cell.printed)

    def problem(self) -> Problem:
        """The choice of cells to hide."""
        cells = {cell.id: cell for cell in self.tables.every_cell()}
        known = (row for each in self.tables.known for row in rows_of_claim(each.claim, each.value, each.source))
        sums = (*rows_of_tables((*self.tables.tables, *self.tables.unprinted)), *map(row_of_equation, self.tables.equations))
        return state_problem(cells, self.in_print, tuple(dict.fromkeys((*sums, *known))), self.policy)

    def published(self, hidden: frozenset[str], *, judged: frozenset[str] | None = None) -> Published:
        """What is printed with these cells hidden, without claims; complements are judged only if nobody is named."""
        in_print = self.in_print
        cells = {cell.id: self._cell(cell, cell.id in in_print, hidden, judged) for cell in self.tables.every_cell()}
        return Published(
            tables=tuple(_published_table(table, cells) for table in self.tables.tables),
            cells=tuple(cells[cell.id] for cell in self.tables.cells if cell.id not in in_print),
            unprinted=tuple(_published_table(table, cells) for table in self.tables.unprinted),
            equations=self.tables.equations,
            known=self.tables.known,
        )

    def _cell(self, cell: Cell, printed: bool, hidden: frozenset[str], judged: frozenset[str] | None) -> PublishedCell:
        is_open = printed and cell.id not in hidden
        need = Need.NONE if is_open or (judged is not None and cell.id not in judged) else self._need(cell, printed)
        return PublishedCell(
            id=cell.id, name=cell.name or cell.id, value=cell.count if is_open else None, printed=printed, need=need
        )

    def _need(self, cell: Cell, printed: bool) -> Need:
        if self.policy.protects(cell):
            return Need.PRIMARY
        return Need.COMPLEMENTARY if printed else Need.NONE


def _published_table(table: Table, cells: Mapping[str, PublishedCell]) -> PublishedTable:
    return PublishedTable(
        id=table.id,
        name=table.name,
        axes=table.axes,
        cells={labels: cells[cell.id] for labels, cell in table.cells.items()},
        editions=table.editions,
    )


def _hide(work: _Work) -> tuple[Choice, Published]:
    """The cheapest choice whose audit in whole numbers finds nothing that hiding more could mend."""
    problem, hopeless = _without_hopeless(work, work.problem())
    chooser = Chooser(problem, work.policy.limits)
    for _ in range(work.policy.limits.rounds):
        choice = chooser.choose()
        published = work.published(problem.names_of(choice.hidden))
        found = audit(published, work.policy)
        if not _wanting(found, hopeless, problem):
            return _shown_again(work, problem, choice, found)
        chooser.forbid(choice.hidden)
    widest = everything(problem)
    choice = Choice(widest, problem.cost(widest), choice.bound)
    return _shown_again(work, problem, choice, audit(work.published(problem.names_of(widest)), work.policy))


def _without_hopeless(work: _Work, problem: Problem) -> tuple[Problem, frozenset[str]]:
    """The problem without the small counts that nothing can protect, and these: the last audit will name them."""
    small = frozenset(problem.names[target.column] for target in problem.targets)
    found = audit(work.published(problem.names_of(everything(problem)), judged=small), work.policy)
    hopeless = frozenset(leak.cell for leak in found.leaks)
    targets = tuple(target for target in problem.targets if problem.names[target.column] not in hopeless)
    return replace(problem, targets=targets), hopeless


def _wanting(found: Audit, hopeless: frozenset[str], problem: Problem) -> bool:
    """Whether a small count leaks that more hiding could protect; a complement that is known exactly protects nobody."""
    small = {problem.names[target.column] for target in problem.targets}
    return any(leak.cell in small and leak.cell not in hopeless for leak in found.leaks)


def _shown_again(work: _Work, problem: Problem, choice: Choice, found: Audit) -> tuple[Choice, Published]:
    """The choice without complements that readers know exactly: showing them tells nobody anything new."""
    known = {each.cell for each in found.intervals if each.need is Need.COMPLEMENTARY and each.lower == each.upper is not None}
    hidden = frozenset(column for column in choice.hidden if problem.names[column] not in known)
    hidden |= problem.always
    shown = replace(choice, hidden=hidden, cost=problem.cost(hidden), bound=min(choice.bound, float(problem.cost(hidden))))
    return shown, work.published(problem.names_of(hidden))


def _with_claims(work: _Work, published: Published) -> tuple[Published, dict[str, Withdrawal]]:
    """The published tables with the claims that may stand beside them, and those that may not."""
    withdrawn: dict[str, Withdrawal] = {}
    plain: list[Claim] = []
    doubtful: list[Claim] = []
    cells = published.every_cell()
    for claim in (*_percentages(work), *work.tables.claims):
        is_open = all(cells[cell].value is not None for cell in cells_of(claim))
        if not isinstance(claim, Rounded) or printed_value(claim, work.tables.counts) is not None:
            if is_open:
                plain.append(claim)
            elif isinstance(claim, Rounded) and claim.beside:
                withdrawn[claim.id] = Withdrawal.BESIDE_HIDDEN
            else:
                doubtful.append(claim)
        else:
            withdrawn[claim.id] = Withdrawal.UNDEFINED
    published = _printing(published, plain, work)
    kept = _kept(work, published, doubtful)
    withdrawn |= {claim.id: Withdrawal.LEAKS for claim in doubtful if claim not in kept}
    return _printing(published, kept, work), withdrawn


def _kept(work: _Work, published: Published, doubtful: list[Claim]) -> list[Claim]:
    """The claims about hidden counts that tell nobody too much: all of them, or one after another in their order."""
    if not doubtful:
        return []
    before = {(leak.cell, leak.audience) for leak in audit(published, work.policy).leaks}
    if not leaks_beyond(_printing(published, doubtful, work), work.policy, before):
        return doubtful
    kept: list[Claim] = []
    for claim in doubtful:
        if not leaks_beyond(_printing(published, [*kept, claim], work), work.policy, before):
            kept.append(claim)
    return kept


def _printing(published: Published, claims: Iterable[Claim], work: _Work) -> Published:
    added = (PrintedClaim(claim=claim, value=printed_value(claim, work.tables.counts)) for claim in claims)
    return replace(published, claims=(*published.claims, *added))


def _percentages(work: _Work) -> list[Claim]:
    """The percentages that tables print beside their counts."""
    return [claim for table in work.tables.tables if table.percent_of for claim in _percentages_of(table, work.policy)]


def _percentages_of(table: Table, policy: Policy) -> Iterable[Rounded]:
    place = next(place for place, axis in enumerate(table.axes) if axis.id == table.percent_of)
    total_label = table.axes[place].total
    for labels, cell in table.cells.items():
        total = table.cells.get((*labels[:place], total_label, *labels[place + 1 :]))
        if total is not None and labels[place] != total_label:
            yield Rounded(
                id=f"{table.id}:{cell.id}:%",
                numerator=((cell.id, 1),),
                denominator=((total.id, 1),),
                decimals=policy.percent_decimals,
                beside=cell.id,
                text=f"{cell.name or cell.id}の割合",
                editions=table.editions,
            )
