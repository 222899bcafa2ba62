"""Numbers for counts that nobody knows, so that all sums come out; as a clerk would fill in a table that has gaps."""

from __future__ import annotations

import math
from collections.abc import Collection, Mapping, Sequence

from kaigi_docs.disclosure.policy import Limits
from kaigi_docs.disclosure.solver import Line, Program
from kaigi_docs.disclosure.values import Equation

_LIMITS = Limits()


def complete(
    counts: Mapping[str, int | None], equations: Sequence[Equation], *, few: Collection[str] = (), limits: Limits = _LIMITS
) -> dict[str, int] | None:
    """The counts with whole numbers from 0 for those without one; None where no numbers make all sums come out.

    Args:
        counts: every cell that the equations name; None where the number is open.
        equations: the sums.
        few: cells that should have few persons, but one at least where that is possible.
        limits: how long the solver may look, in nodes; where it finds nothing within them, the answer is None, too.
    """
    columns = {name: place for place, name in enumerate(name for name, number in counts.items() if number is None)}
    lines = [line for each in equations if (line := _line(each, counts, columns)) is not None]
    if any(not line.columns and not line.low <= 0 <= line.high for line in lines):
        return None
    lines = [line for line in lines if line.columns]
    if not columns:
        return {name: number for name, number in counts.items() if number is not None}
    for least in (1, 0):
        lows = [float(least) if name in few else 0.0 for name in columns]
        program = Program(lows, [math.inf] * len(columns), lines, whole=True, nodes=limits.choice_nodes)
        found = program.minimise({columns[name]: 1.0 for name in few if name in columns})
        if found.values:
            return _as_whole(counts, {name: round(found.values[place]) for name, place in columns.items()}, equations)
    return None


def _as_whole(
    counts: Mapping[str, int | None], solved: Mapping[str, int], equations: Sequence[Equation]
) -> dict[str, int] | None:
    """All numbers, if the sums still come out once they are rounded."""
    found = {name: solved[name] if number is None else number for name, number in counts.items()}
    return found if all(found[each.total] == sum(found[part] for part in each.parts) for each in equations) else None


def _line(equation: Equation, counts: Mapping[str, int | None], columns: Mapping[str, int]) -> Line | None:
    """Parts less total is zero, the numbers that are known on the other side."""
    factors: dict[int, float] = {}
    rest = 0
    for name, factor in ((equation.total, -1), *((part, 1) for part in equation.parts)):
        number = counts[name]
        if number is None:
            factors[columns[name]] = factors.get(columns[name], 0.0) + factor
        else:
            rest -= factor * number
    return Line(list(factors), list(factors.values()), rest, rest)
