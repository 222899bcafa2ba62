"""The reader's linear program over moves away from the true table, and the cuts that it gives.

With x_i = 1 for a hidden cell, readers cannot tell the true table a from any a + z with

    rows hold for a + z,     −(a_i − lowest_i) x_i ≤ z_i ≤ (highest_i − a_i) x_i.

The count p is protected upwards by u if max z_p ≥ u. By duality the maximum is the smallest value of

    Σ_i (α_i (highest_i − a_i) + β_i (a_i − lowest_i)) x_i + Σ_k slack_k |π_k|

over the solutions of the dual, so each dual solution gives a cut that every safe choice satisfies: that sum is u at least
(Fischetti and Salazar 2001, capacity constraints). As x is 0 or 1, each coefficient may be lowered to the right-hand side.
Duals are sought with narrow bounds (nobody need move further than u), which gives the cuts with few cells; the cut itself
is written with the true bounds and is valid all the same.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from kaigi_docs.disclosure.attack import as_line
from kaigi_docs.disclosure.problem import Problem, Target
from kaigi_docs.disclosure.solver import Line, Program, Solved

_NOISE = 1e-7
_LACKING = 1e-4


@dataclass(frozen=True, slots=True)
class Cut:
    """Σ coefficient × x ≥ 1 over free columns."""

    coefficients: tuple[tuple[int, float], ...]

    def is_violated(self, chosen: Sequence[float]) -> bool:
        """Whether this choice of 0 to 1 per column lacks something."""
        return sum(value * chosen[column] for column, value in self.coefficients) < 1 - _LACKING


class Separation:
    """Finds what a choice of hidden cells lacks."""

    def __init__(self, problem: Problem) -> None:
        """Takes the problem; the linear program is made when first asked."""
        self._problem = problem
        self._fulfilled: dict[tuple[int, int], tuple[int, ...]] = {}
        self._below = [count - low for count, low in zip(problem.counts, problem.lowest, strict=True)]
        self._above = [high - count for count, high in zip(problem.counts, problem.highest, strict=True)]

    def violated(self, chosen: Sequence[float]) -> Iterator[Cut]:
        """Cuts that this choice violates, at most one per small count and direction."""
        for _, need, _, solved in self._falling_short(chosen, narrow=True):
            cut = self._cut(solved, need)
            if cut is not None and cut.is_violated(chosen):
                yield cut

    def missing(self, chosen: Sequence[float]) -> Iterator[Cut]:
        """The same with the true bounds: where nothing comes, the choice is safe as far as a linear program can tell."""
        for _, need, _, solved in self._falling_short(chosen, narrow=False):
            cut = self._cut(solved, need)
            if cut is not None:
                yield cut

    def lacking(self, chosen: Sequence[float]) -> Iterator[tuple[Target, int]]:
        """The small counts that are not protected, each with the signed move that is not possible."""
        for target, need, sign, _ in self._falling_short(chosen, narrow=False):
            yield target, sign * need

    def _falling_short(self, chosen: Sequence[float], *, narrow: bool) -> Iterator[tuple[Target, int, int, Solved]]:
        """Every wish that this choice does not fulfil: the target, how far, in which direction, and the furthest move."""
        reach: float | None = None
        for need, target, sign in self._wishes:
            moving = self._fulfilled.get((target.column, sign))
            if moving is not None and all(chosen[column] == 1 for column in moving):
                continue
            wanted = float(need) if narrow else math.inf
            if reach != wanted:
                reach = wanted
                self._bound_moves(chosen, reach)
            solved = self._program.minimise({target.column: -float(sign)})
            if solved.values and -solved.objective < need - _LACKING:
                yield target, need, sign, solved
            elif solved.values:
                self._remember(solved.values)

    def _remember(self, move: Sequence[float]) -> None:
        """Keeps the cells of a move for all wishes that it fulfils: it stays possible as long as these are hidden."""
        moving = tuple(column for column, far in enumerate(move) if abs(far) > _NOISE)
        for need, target, sign in self._wishes:
            if sign * move[target.column] >= need - _LACKING:
                self._fulfilled[target.column, sign] = moving

    @cached_property
    def _wishes(self) -> list[tuple[int, Target, int]]:
        """(how far, target, direction), those of one distance together, as they share their bounds."""
        up = [(target.up, target, 1) for target in self._problem.targets if target.up]
        down = [(target.down, target, -1) for target in self._problem.targets if target.down]
        return sorted((*up, *down), key=lambda wish: (wish[0], wish[1].column, wish[2]))

    def _bound_moves(self, chosen: Sequence[float], reach: float) -> None:
        """Cells that are not hidden cannot move, and nobody needs to move further than `reach`."""
        lows = [-min(below, reach) * x if x else 0.0 for below, x in zip(self._below, chosen, strict=True)]
        highs = [min(above, reach) * x if x else 0.0 for above, x in zip(self._above, chosen, strict=True)]
        self._program.bound_columns(lows, highs)

    def _cut(self, solved: Solved, need: int) -> Cut | None:
        """The cut of this dual solution, None where noise has eaten it up."""
        problem = self._problem
        rest = need - sum(_slack(line, dual) for line, dual in zip(self._lines, solved.duals, strict=True))
        worth = {
            column: (self._below[column] if cost > 0 else self._above[column]) * abs(cost)
            for column, cost in enumerate(solved.reduced)
            if abs(cost) > _NOISE and column not in problem.never
        }
        rest -= sum(value for column, value in worth.items() if column in problem.always)
        if rest <= _NOISE:
            return None
        return Cut(tuple((column, min(value / rest, 1.0)) for column, value in worth.items() if column not in problem.always))

    @cached_property
    def _lines(self) -> tuple[Line, ...]:
        """The rows, moved to the true table."""
        return tuple(_moved(as_line(row, self._columns), self._problem.counts) for row in self._problem.rows)

    @cached_property
    def _program(self) -> Program:
        zeros = [0.0] * len(self._problem.names)
        return Program(zeros, zeros, self._lines)

    @cached_property
    def _columns(self) -> Mapping[str, int]:
        return {name: column for column, name in enumerate(self._problem.names)}


def _moved(line: Line, counts: Sequence[int]) -> Line:
    at = sum(value * counts[column] for column, value in zip(line.columns, line.values, strict=True))
    return Line(line.columns, line.values, min(line.low - at, 0.0), max(line.high - at, 0.0))


def _slack(line: Line, dual: float) -> float:
    """What a row with room to move adds to the furthest move."""
    side = line.low if dual > 0 else line.high
    return abs(dual * side) if abs(dual) > _NOISE and side else 0.0
