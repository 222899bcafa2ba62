"""Linear programs in HiGHS (MIT): one thread, a fixed seed, limits in nodes. Loaded when the first program is made.

HiGHS computes in floating point. Nothing here is believed where safety depends on it: attack.py checks every table that is
found again in whole numbers, and a wrong bound can only make a plan hide more or be refused.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from highspy import HighsLp

SEED = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a program: low ≤ Σ value × column ≤ high; infinite where a side is open."""

    columns: list[int]
    values: list[float]
    low: float = -math.inf
    high: float = math.inf


@dataclass(frozen=True, slots=True)
class Solved:
    """What the solver answers.

    Attributes:
        is_optimal: whether it was proven to be the best.
        values: of the columns; empty where nothing was found.
        objective: of these values; `bound` is what no solution can beat.
        duals: of the rows, `reduced` of the columns; empty for programs with whole numbers.
    """

    is_optimal: bool
    is_impossible: bool
    values: Sequence[float]
    objective: float
    bound: float
    duals: Sequence[float] = ()
    reduced: Sequence[float] = ()


class Program:
    """A program to be minimised; bounds and costs change between runs, and each run starts where the last one ended."""

    def __init__(
        self, lows: list[float], highs: list[float], lines: Sequence[Line], *, whole: bool = False, nodes: int = 0
    ) -> None:
        """Takes the bounds of the columns and the rows; `whole` wants whole numbers, found with so many nodes at most."""
        from highspy._core import _Highs  # the public class prints a banner to stdout, where paths and JSON belong

        self._count, self._whole = len(lows), whole
        self._every = list(range(self._count))
        self._costs: dict[int, float] = {}
        self._highs = _Highs()
        for name, value in _OPTIONS.items():
            self._highs.setOptionValue(name, value)
        if whole:
            self._highs.setOptionValue("mip_max_nodes", nodes)
        self._highs.passModel(_model(lows, highs, lines, whole))

    def bound_columns(self, lows: list[float], highs: list[float]) -> None:
        """Takes new bounds for all columns."""
        self._highs.changeColsBounds(self._count, self._every, lows, highs)

    def add(self, lines: Sequence[Line]) -> None:
        """Takes further rows."""
        for line in lines:
            self._highs.addRow(line.low, line.high, len(line.columns), line.columns, line.values)

    def minimise(self, costs: Mapping[int, float]) -> Solved:
        """The best values for these costs; columns without one cost nothing."""
        if costs != self._costs:
            changed = dict.fromkeys(self._costs, 0.0) | dict(costs)
            self._highs.changeColsCost(len(changed), list(changed), list(changed.values()))
            self._costs = dict(costs)
        self._highs.run()
        return self._answer()

    def _answer(self) -> Solved:
        from highspy import HighsModelStatus

        status, found = self._highs.getModelStatus(), self._highs.getInfo()
        impossible = status in (HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible)
        optimal = status == HighsModelStatus.kOptimal
        if impossible or not (optimal or found.primal_solution_status == 2):
            return Solved(False, impossible, (), math.inf, -math.inf)
        solution, objective = self._highs.getSolution(), found.objective_function_value
        if self._whole:
            return Solved(optimal, False, list(solution.col_value), objective, found.mip_dual_bound)
        return Solved(
            optimal, False, list(solution.col_value), objective, objective, list(solution.row_dual), list(solution.col_dual)
        )


_OPTIONS: dict[str, bool | int | float | str] = {
    "output_flag": False,
    "threads": 1,
    "parallel": "off",
    "random_seed": SEED,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": 1e-6,
}


def _model(lows: list[float], highs: list[float], lines: Sequence[Line], whole: bool) -> HighsLp:
    """The program as HiGHS takes it."""
    from highspy import HighsLp, HighsVarType, MatrixFormat

    model = HighsLp()
    model.num_col_, model.num_row_ = len(lows), len(lines)
    model.col_cost_ = [0.0] * len(lows)
    model.col_lower_, model.col_upper_ = lows, highs
    model.row_lower_, model.row_upper_ = [line.low for line in lines], [line.high for line in lines]
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line.columns))
    model.a_matrix_.format_ = MatrixFormat.kRowwise
    model.a_matrix_.start_ = starts
    model.a_matrix_.index_ = [column for line in lines for column in line.columns]
    model.a_matrix_.value_ = [float(value) for line in lines for value in line.values]
    if whole:
        model.integrality_ = [HighsVarType.kInteger] * len(lows)
    return model
