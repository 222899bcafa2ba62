"""Completes a choice that still lacks something: for each small count the cheapest cells to move along with it are hidden.

This is the linear-programming heuristic of the literature (Kelly, Golden and Assad 1992): for one small count at a time,
the moves |z_i| that make its move possible are made as cheap as can be, and every cell that moves is hidden. What was
hidden for one costs nothing for the next.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from kaigi_docs.disclosure.attack import as_line
from kaigi_docs.disclosure.problem import Problem, Target
from kaigi_docs.disclosure.separation import Separation
from kaigi_docs.disclosure.solver import Line, Program

_MOVES = 1e-6


def completed(problem: Problem, separation: Separation, chosen: Sequence[float], opened: int) -> list[float]:
    """A choice that protects every small count that can be protected, opened again where nothing needs it hidden."""
    full = [float(round(x)) for x in chosen]
    spread = _Spread(problem)
    for target, move in list(separation.lacking(full)):
        for column in spread.moving(target, move, full):
            full[column] = 1.0
    return without_needless(problem, separation, full, opened)


def without_needless(problem: Problem, separation: Separation, full: Sequence[float], attempts: int) -> list[float]:
    """The choice without cells that turn out to be hidden for nothing, the dearest tried first."""
    kept = list(full)
    lacking = sum(1 for _ in separation.lacking(kept))
    extra = sorted((column for column in problem.free if kept[column]), key=lambda column: (-problem.weights[column], column))
    for column in extra[:attempts]:
        kept[column] = 0.0
        if sum(1 for _ in islice(separation.lacking(kept), lacking + 1)) > lacking:
            kept[column] = 1.0
    return kept


class _Spread:
    """The program over moves up and down of every cell."""

    def __init__(self, problem: Problem) -> None:
        self._problem, count = problem, len(problem.names)
        self._count = count
        columns = {name: column for column, name in enumerate(problem.names)}
        lines = [_of_both(as_line(row, columns), problem.counts, count) for row in problem.rows]
        open_ = [0.0 if column in problem.never else 1.0 for column in range(count)]
        self._ups = [(high - at) * x for high, at, x in zip(problem.highest, problem.counts, open_, strict=True)]
        self._downs = [(at - low) * x for low, at, x in zip(problem.lowest, problem.counts, open_, strict=True)]
        self._program = Program([0.0] * (2 * count), [*self._ups, *self._downs], lines)

    def moving(self, target: Target, move: int, full: Sequence[float]) -> list[int]:
        """The columns that move when the target makes this move at the least cost; none where it cannot."""
        lows, highs = [0.0] * (2 * self._count), [*self._ups, *self._downs]
        up, down = target.column, target.column + self._count
        highs[up] = highs[down] = 0.0
        here = up if move > 0 else down
        lows[here] = highs[here] = float(abs(move))
        self._program.bound_columns(lows, highs)
        costs = {column: 0.0 if full[column] else float(self._problem.weights[column]) for column in range(self._count)}
        solved = self._program.minimise(costs | {column + self._count: cost for column, cost in costs.items()})
        both = zip(solved.values[: self._count], solved.values[self._count :], strict=True)
        return [column for column, moves in enumerate(both) if abs(moves[0] - moves[1]) > _MOVES]


def _of_both(line: Line, counts: Sequence[int], count: int) -> Line:
    """The row over moves up and moves down."""
    at = sum(value * counts[column] for column, value in zip(line.columns, line.values, strict=True))
    columns = [*line.columns, *(column + count for column in line.columns)]
    values = [*line.values, *(-value for value in line.values)]
    return Line(columns, values, min(line.low - at, 0.0), max(line.high - at, 0.0))
