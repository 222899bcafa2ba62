"""The choice of cells to hide: the least cost that satisfies all cuts (Benders' decomposition), with HiGHS.

Three stages: cuts for the relaxed choice, as long as they raise its bound; cuts for choices in whole numbers, until
one lacks nothing; where the rounds are used up first, the last choice is completed by spreading.py and is safe all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from kaigi_docs.disclosure.policy import Limits
from kaigi_docs.disclosure.problem import Problem
from kaigi_docs.disclosure.separation import Cut, Separation
from kaigi_docs.disclosure.solver import Line, Program
from kaigi_docs.disclosure.spreading import completed, without_needless

_CLOSE = 1e-6
_STALLED = 3


@dataclass(frozen=True, slots=True)
class Choice:
    """The columns to hide.

    Attributes:
        cost: of what is hidden beyond the small counts themselves; `bound` is what no safe choice can beat.
    """

    hidden: frozenset[int]
    cost: int
    bound: float

    @property
    def gap(self) -> float:
        """How much dearer than the best it may be, as a share of its cost; 0 is proven to be the best."""
        return max(0.0, (self.cost - math.ceil(self.bound - _CLOSE)) / self.cost) if self.cost else 0.0


class Chooser:
    """Chooses again each time that an audit has found a choice wanting."""

    def __init__(self, problem: Problem, limits: Limits) -> None:
        """Takes the problem and adds the cuts of the relaxed choice."""
        self._problem, self._limits = problem, limits
        self._separation = Separation(problem)
        self._columns = {column: place for place, column in enumerate(problem.free)}
        self._costs = {place: float(problem.weights[column]) for column, place in self._columns.items()}
        self._cuts: dict[tuple[tuple[int, float], ...], None] = {}
        self._lines: list[Line] = [*self._lone_cells()]
        self._bound = 0.0
        self._relax()

    def choose(self) -> Choice:
        """The cheapest choice that lacks nothing as far as a linear program can tell."""
        if not self._columns:
            return Choice(self._problem.always, 0, 0.0)
        program = self._program(whole=True)
        chosen = self._full(())
        for _ in range(self._limits.rounds):
            solved = program.minimise(self._costs)
            if not solved.values:
                break
            chosen = [float(round(x)) for x in self._full(solved.values)]
            self._bound = max(self._bound, solved.bound)
            lines = self._new_lines(chosen)
            if not lines:
                return self._choice(chosen)
            more, chosen = self._patched(chosen)
            chosen = without_needless(self._problem, self._separation, chosen, self._limits.opened)
            if self._choice(chosen).gap == 0 and not self._lacks(chosen):
                return self._choice(chosen)
            program.add([*lines, *more])
        return self._choice(completed(self._problem, self._separation, chosen, self._limits.opened))

    def _patched(self, chosen: Sequence[float]) -> tuple[list[Line], list[float]]:
        """Further cuts, found while cells are added to a choice one cut after another until no cut is violated.

        They spare most of the choices in whole numbers that would follow, and the patched choice is often as cheap.
        """
        patched, found = list(chosen), list[Line]()
        while True:
            cuts = [cut for cut in self._separation.violated(patched) if cut.coefficients]
            if not cuts:
                return found, patched
            found += map(self._line_of, self._fresh(cuts))
            for cut in cuts:
                if cut.is_violated(patched):
                    patched[self._best_of(cut, cuts, patched)] = 1.0

    def _best_of(self, cut: Cut, cuts: Sequence[Cut], patched: Sequence[float]) -> int:
        """The column of this cut that serves most of all cuts for its cost."""
        served: dict[int, float] = {}
        for column, value in (pair for each in cuts for pair in each.coefficients):
            served[column] = served.get(column, 0.0) + value
        own = [column for column, _ in cut.coefficients if not patched[column]]
        return max(own, key=lambda column: (served[column] / self._problem.weights[column], -column))

    def _lacks(self, chosen: Sequence[float]) -> bool:
        return any(True for _ in self._separation.lacking(chosen))

    def forbid(self, hidden: frozenset[int]) -> None:
        """Never again this choice or a part of it: hiding less only lets readers know more."""
        others = [place for column, place in self._columns.items() if column not in hidden]
        self._lines.append(Line(others, [1.0] * len(others), 1.0))

    def _relax(self) -> None:
        """Adds cuts for the choice with fractions, until there are none or the bound stands still."""
        if not self._columns:
            return
        program, stalled = self._program(whole=False), 0
        for _ in range(self._limits.rounds):
            solved = program.minimise(self._costs)
            if not solved.values or stalled == _STALLED:
                return
            stalled = 0 if solved.objective > self._bound + 0.01 else stalled + 1
            self._bound = max(self._bound, solved.objective)
            lines = self._new_lines(self._full(solved.values), exact=False)
            if not lines:
                return
            program.add(lines)

    def _new_lines(self, chosen: Sequence[float], *, exact: bool = True) -> list[Line]:
        """Rows that this choice violates; with `exact`, the true bounds are asked where the narrow ones find nothing."""
        cuts = self._fresh(self._separation.violated(chosen))
        if not cuts and exact:
            cuts = self._fresh(self._separation.missing(chosen))
        lines = [*map(self._line_of, cuts), *self._pairs(chosen)]
        self._lines += lines
        return lines

    def _fresh(self, cuts: Iterable[Cut]) -> list[Cut]:
        found = [cut for cut in dict.fromkeys(cuts) if cut.coefficients and cut.coefficients not in self._cuts]
        self._cuts |= dict.fromkeys(cut.coefficients for cut in found)
        return found

    def _line_of(self, cut: Cut) -> Line:
        return Line([self._columns[column] for column, _ in cut.coefficients], [value for _, value in cut.coefficients], 1.0)

    def _lone_cells(self) -> Iterator[Line]:
        """A small count that is alone in a sum needs another cell there."""
        targets = {target.column for target in self._problem.targets}
        for members in self._sums():
            hidden = members & self._problem.always
            free = [self._columns[column] for column in sorted(members) if column in self._columns]
            if len(hidden) == 1 and hidden & targets and free:
                yield Line(free, [1.0] * len(free), 1.0)

    def _pairs(self, chosen: Sequence[float]) -> Iterator[Line]:
        """A cell that would be hidden alone in a sum is hidden for nothing: the best choice has none."""
        for members in self._sums():
            if members & self._problem.always:
                continue
            total = sum(chosen[column] for column in members)
            free = [column for column in sorted(members) if column in self._columns]
            for column in free:
                if 2 * chosen[column] > total + 0.01:
                    others = [self._columns[other] for other in free if other != column]
                    yield Line([*others, self._columns[column]], [*[1.0] * len(others), -1.0], 0.0)

    def _sums(self) -> Iterator[frozenset[int]]:
        places = {name: column for column, name in enumerate(self._problem.names)}
        for row in self._problem.rows:
            if row.low == row.high:
                yield frozenset(places[cell] for cell, _ in row.terms)

    def _program(self, *, whole: bool) -> Program:
        count = len(self._columns)
        return Program([0.0] * count, [1.0] * count, self._lines, whole=whole, nodes=self._limits.choice_nodes)

    def _full(self, values: Sequence[float]) -> list[float]:
        """A choice over all columns from the values of the free ones; without values nothing free is hidden."""
        chosen = [1.0 if column in self._problem.always else 0.0 for column in range(len(self._problem.names))]
        for column, value in zip(self._columns, values, strict=False):
            chosen[column] = min(max(value, 0.0), 1.0) if value > _CLOSE else 0.0
        return chosen

    def _choice(self, chosen: Sequence[float]) -> Choice:
        hidden = frozenset(column for column, x in enumerate(chosen) if x)
        return Choice(hidden, self._problem.cost(hidden), self._bound)


def everything(problem: Problem) -> frozenset[int]:
    """All columns that may be hidden."""
    return frozenset(chain(problem.always, problem.free))
