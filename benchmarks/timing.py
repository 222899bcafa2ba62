"""Whole processes timed: wall clock and the largest peak of memory in their tree (wait4)."""

from __future__ import annotations

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

RUNS = 5
# A case whose warm-up takes longer is counted once: the rivals that it concerns are there for information.
PATIENCE_S = 15.0


@dataclass(frozen=True, slots=True)
class Timing:
    """Medians over the counted runs, and the longest of them."""

    wall_s: float
    worst_s: float
    memory_mb: float
    runs: int


def time_in_turn(commands: Mapping[str, Sequence[object]], runs: int = RUNS) -> dict[str, Timing]:
    """The timings of all commands: each once to warm up, then in rounds, so that a change of the machine meets them all."""
    counts = {name: 1 if _once(command)[0] > PATIENCE_S else runs for name, command in commands.items()}
    found: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
    for number in range(runs):
        for name, command in commands.items():
            if number < counts[name]:
                found[name].append(_once(command))
    return {name: _median(measured) for name, measured in found.items()}


def _median(measured: Sequence[tuple[float, float]]) -> Timing:
    walls, peaks = zip(*measured, strict=True)
    return Timing(statistics.median(walls), max(walls), statistics.median(peaks), len(walls))


def _once(command: Sequence[object]) -> tuple[float, float]:
    """Seconds and megabytes of one run; compiled modules may be kept, as in every ordinary installation."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    words = [str(word) for word in command]
    start = time.perf_counter()
    process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=environment)
    assert process.stderr is not None
    message = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    if status != 0:
        raise SystemExit(f"{' '.join(words)}: {message.decode(errors='replace')}")
    return wall, usage.ru_maxrss / 1024
