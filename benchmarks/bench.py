"""Times whole processes and prints medians: `make bench`.

Each case is run five times after one warm-up. The floor draws the same glyphs at the same places with a bare reportlab
canvas and TTFont, from positions prepared beforehand: what no typesetter of ours can beat while it writes through Python.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
CASES = ROOT / "benchmarks" / "cases.py"
SAMPLE = ROOT / "inputs" / "mihon-r04-1"
RUNS = 5


@dataclass(frozen=True, slots=True)
class Timing:
    wall_s: float
    memory_mb: float
    worst_wall_s: float


def time_command(command: list[str]) -> Timing:
    """Medians over the counted runs; memory is the largest process of the tree's own peak (wait4)."""
    walls, peaks = [], []
    for run in range(RUNS + 1):
        start = time.perf_counter()
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        assert process.stderr is not None
        message = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        if status != 0:
            raise SystemExit(f"{command}: {message.decode(errors='replace')}")
        if run:
            walls.append(wall)
            peaks.append(usage.ru_maxrss / 1024)
    return Timing(statistics.median(walls), statistics.median(peaks), max(walls))


def main() -> None:
    python = sys.executable
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch)
        for rows in (138, 2000):
            subprocess.run([python, CASES, "prepare", str(rows), out], check=True)
        cases = {
            "会議資料一式（読込・PDF・Word・検証まで）": [
                python,
                "-m",
                "kaigi_docs",
                "build",
                SAMPLE,
                "--out",
                out / "packet",
                "--quiet",
            ],
            "資料３ 138行（組版・描画・書出し）": [python, CASES, "material", "138", out],
            "資料３ 138行 下限（canvas のみ）": [python, CASES, "floor", "138", out],
            "資料３ 2,000行（組版・描画・書出し）": [python, CASES, "material", "2000", out],
            "資料３ 2,000行 下限（canvas のみ）": [python, CASES, "floor", "2000", out],
            "kaigi --help": [python, "-m", "kaigi_docs", "--help"],
        }
        timings = {name: time_command([str(word) for word in command]) for name, command in cases.items()}
        pages = json.loads((out / "pages.json").read_text(encoding="utf-8"))
    print_table(timings, pages)


def print_table(timings: dict[str, Timing], pages: dict[str, int]) -> None:
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, medians of {RUNS} whole processes\n")
    print("| 測ったもの | 秒（中央値） | 最悪 | メモリ MB |\n|---|---|---|---|")
    for name, timing in timings.items():
        print(f"| {name} | {timing.wall_s:.2f} | {timing.worst_wall_s:.2f} | {timing.memory_mb:.0f} |")
    for rows, label in (("138", "138行"), ("2000", "2,000行")):
        name = f"資料３ {label}"
        ratio = timings[f"{name}（組版・描画・書出し）"].wall_s / timings[f"{name} 下限（canvas のみ）"].wall_s
        print(f"\n{name}（{pages[rows]}ページ）: 下限の {ratio:.2f} 倍", end="")
    print()


if __name__ == "__main__":
    main()
