"""The tables of benchmarks/RESULTS.md, with every goal and whether it was reached."""

from __future__ import annotations

import math
import os
import platform
import statistics
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from timing import Timing

OURS = "kaigi_docs: columns, layout, painting, tags, writing"
PROVEN = "kaigi_docs, and then the proof of the file"
FLOOR = "floor: a reportlab canvas draws the same glyphs"
TYPST = "Typst"
WEASYPRINT = "WeasyPrint"
WORD = "python-docx, then LibreOffice"
PACKET = "the whole packet: read, PDF, Word, proof"
ONE_MATERIAL = "one material anew: `--only 資料3`"
HELP = "`kaigi --help`"
FILES = {OURS: "kaigi", FLOOR: "floor", TYPST: "typst", WEASYPRINT: "weasyprint", WORD: "word"}

HEAD = """# Speed

`make bench` prints this page: medians of {runs} whole processes each after one to warm up, taken in turn, on an otherwise idle
machine ({platform}, Python {python}, {cores} cores; {rivals}). Memory is the peak of the largest process.

All set the same characters from one JSON file, in the same fonts, sizes, sheets, margins and columns: invented prose of which no
sentence stands twice, so that nobody's memory of a text helps. “mixed” is four pages of prose, six charts and a table of 150
rows in six columns under repeated headers and group labels; “2,000 rows” that table alone, longer. kaigi_docs works its columns
out, the others are told them. Typst draws the charts as `line`, `polygon`, `curve` and `text` placed where we paint ours, mark by
mark, WeasyPrint as SVG; LibreOffice gets none. Typst breaks lines greedily (`linebreaks: "simple"`), as we do, and writes
`ua-1`; WeasyPrint `pdf/ua-1`. The floor has no layout, tags, structure or rules.
"""

_goals: list[tuple[str, str, bool]] = []


def head(runs: int, rivals: Sequence[str]) -> str:
    return HEAD.format(
        runs=runs,
        platform=platform.system(),
        python=platform.python_version(),
        cores=os.cpu_count(),
        rivals=", ".join(rivals) or "no rivals installed",
    )


_COUNT = "import pikepdf, sys; print(*[len(pikepdf.open(path).pages) for path in sys.argv[1:]])"


def pages_of(out: Path, name: str) -> dict[str, str]:
    """Pages and size of each file that was written, in words.

    They are counted by a process of their own: what this program loads would count as memory of the next ones that it starts.
    """
    paths = {maker: out / f"{name}-{suffix}.pdf" for maker, suffix in FILES.items()}
    there = {maker: path for maker, path in paths.items() if path.exists()}
    told = subprocess.run([sys.executable, "-c", _COUNT, *there.values()], capture_output=True, text=True, check=True).stdout
    sizes = (path.stat().st_size / 1e6 for path in there.values())
    return {maker: f"{count} | {size:.2f}" for maker, count, size in zip(there, told.split(), sizes, strict=True)}


def mixed(timings: Mapping[str, Timing], pages: Mapping[str, str]) -> str:
    _compare("mixed", timings)
    proof = timings[PROVEN].wall_s - timings[OURS].wall_s
    return f"## mixed\n\n{_table(timings, pages)}\n\nThe proof alone: {proof:.2f} s.{_ratios(timings)}\n"


def rows(timings: Mapping[str, Timing], pages: Mapping[str, str]) -> str:
    _compare("2,000 rows", timings)
    memory = timings[OURS].memory_mb
    _goals.append(("2,000 rows: at most 200 MB", f"{memory:.0f} MB", memory <= 200))
    return f"## 2,000 rows\n\n{_table(timings, pages)}\n{_ratios(timings)}\n"


def breaker(characters: int, speed: float, loading_s: float) -> str:
    _goals.append(("breaker alone: at least 0.5 M characters/s", f"{speed / 1e6:.2f} M", speed >= 0.5e6))
    return (
        f"## The line breaker alone\n\n{characters:,} characters of prose in lines of 480 pt, every paragraph for the first "
        f"time, widths looked up on the way:\n{speed / 1e6:.2f} M characters/s "
        f"(before that {loading_s:.2f} s for imports and fonts).\n"
    )


def scaling(timings: Mapping[int, Timing]) -> str:
    """The table, and the exponent of rows that fits the time above that of a table of one row."""
    start = timings[1].wall_s
    lines = ["## Growth", "", "| rows | seconds | memory MB | ms a row |", "|---|---|---|---|"]
    points = []
    for count, timing in timings.items():
        above = timing.wall_s - start
        each = f"{above / count * 1000:.2f}" if count > 1 else "–"
        lines.append(f"| {count:,} | {timing.wall_s:.2f} | {timing.memory_mb:.0f} | {each} |")
        if count > 1:
            points.append((math.log(count), math.log(max(above, 1e-3))))
    exponent = statistics.linear_regression(*zip(*points, strict=True)).slope
    _goals.append(("growth: time with at most the 1.1th power of rows", f"{exponent:.2f}", exponent <= 1.1))
    return "\n".join(
        [*lines, "", f"Above the {start:.2f} s of one row, time grows with the {exponent:.2f}th power of the rows.\n"]
    )


def packet(timings: Mapping[str, Timing]) -> str:
    build, one, help_text = timings[PACKET], timings[ONE_MATERIAL], timings[HELP]
    _goals.append(("the whole packet under 5 s", f"{build.wall_s:.2f} s", build.wall_s < 5))
    _goals.append(("the whole packet under 300 MB", f"{build.memory_mb:.0f} MB", build.memory_mb < 300))
    _goals.append(("one material anew under 1.5 s", f"{one.wall_s:.2f} s", one.wall_s < 1.5))
    _goals.append(("`kaigi --help` under 0.25 s", f"{help_text.wall_s:.2f} s", help_text.wall_s < 0.25))
    return f"## The program\n\n{_table(timings, {})}\n"


_RETURNED = {
    "ours": "read into grids: preflight, workers, formats",
    "openpyxl": "openpyxl alone, one process, the same options",
    "whole": "all of `kaigi collect`: read, merged, letters, books",
}


def returned(timings: Mapping[str, Timing], few: int, many: int) -> str:
    """A line a case; ours may use both cores and does what a reader of strangers' files has to do besides."""
    lines = ["## Status sheets that came back", "", "| sheets | | seconds | worst | memory MB |", "|---|---|---|---|---|"]
    for name, timing in timings.items():
        count, case = name.split()
        lines.append(f"| {count} | {_RETURNED[case]} | {timing.wall_s:.2f} | {timing.worst_s:.2f} | {timing.memory_mb:.0f} |")
    ratio = timings[f"{many} ours"].wall_s / timings[f"{many} openpyxl"].wall_s
    each = [timings[f"{count} ours"].wall_s / count * 1000 for count in (few, many)]
    whole = timings[f"{few} whole"].wall_s
    _goals.append((f"{few} sheets collected under 3 s", f"{whole:.2f} s", whole < 3))
    _goals.append((f"{many} sheets read in at most the time of openpyxl alone", f"{ratio:.2f}", ratio <= 1))
    _goals.append(
        ("a sheet among many takes no longer than one among few", f"{each[1]:.0f} ms, {each[0]:.0f} ms", each[1] <= each[0])
    )
    return "\n".join([*lines, ""])


_FORMS = {"ours": "read: digests, workers, maps, doubts", "pikepdf": "pikepdf alone, one process, the same fields"}


def forms(timings: Mapping[str, Timing], few: int, many: int) -> str:
    """A line a case; ours may use both cores."""
    lines = ["## Answer forms with fields", "", "| forms | | seconds | worst | memory MB |", "|---|---|---|---|---|"]
    for name, timing in timings.items():
        count, case = name.split()
        lines.append(f"| {count} | {_FORMS[case]} | {timing.wall_s:.2f} | {timing.worst_s:.2f} | {timing.memory_mb:.0f} |")
    ratio = timings[f"{many} ours"].wall_s / timings[f"{many} pikepdf"].wall_s
    each = [timings[f"{count} ours"].wall_s / count * 1000 for count in (few, many)]
    grown = timings[f"{many} ours"].memory_mb / timings[f"{few} ours"].memory_mb
    _goals.append((f"{many} forms read in at most the time of pikepdf alone", f"{ratio:.2f}", ratio <= 1))
    _goals.append(
        ("a form among many takes no longer than one among few", f"{each[1]:.1f} ms, {each[0]:.1f} ms", each[1] <= each[0])
    )
    _goals.append((f"{many} forms take no more memory than {few}", f"{grown:.2f}", grown < 1.1))
    return "\n".join([*lines, ""])


_ANSWERS = {"ours": "read: books, mails, workers, maps, doubts", "whole": "all of `kaigi collate`: read, counted, papers, books"}
_ANSWERS_GOAL_S = 4.0


def answers(timings: Mapping[str, Timing]) -> str:
    """A line a case; the papers of 200 members have a text of each."""
    lines = [
        "## What 200 members sent back",
        "",
        "120 PDFs with fields, 20 flattened ones, 40 Word forms, 20 mails with a PDF.",
        "",
        "| | seconds | worst | memory MB |",
        "|---|---|---|---|",
    ]
    for case, timing in timings.items():
        lines.append(f"| {_ANSWERS[case]} | {timing.wall_s:.2f} | {timing.worst_s:.2f} | {timing.memory_mb:.0f} |")
    reading = timings["ours"].wall_s
    _goals.append((f"200 answers read under {_ANSWERS_GOAL_S:.0f} s", f"{reading:.2f} s", reading < _ANSWERS_GOAL_S))
    return "\n".join([*lines, ""])


_GRID_GOAL_S, _LINKED_GOAL_S = 2.5, 1.5


def disclosure(ours: Mapping[str, Sequence[Mapping[str, float]]], rival: Sequence[Mapping[str, float]]) -> str:
    """A line a case with the medians of its runs; the first case is the grid of the goal, the second the linked tables."""
    lines = ["## Disclosure control", "", "| tables | cells | seconds | of them audit | CPU s | hidden | gap | leaks |"]
    lines.append("|---|---|---|---|---|---|---|---|")
    for case, runs in ours.items():
        one, seconds = runs[0], statistics.median(run["protect_s"] + run["audit_s"] for run in runs)
        audit_s, cpu_s = (statistics.median(run[key] for run in runs) for key in ("audit_s", "cpu_s"))
        shown = f"{case} | {one['cells']:,} | {seconds:.2f} | {audit_s:.2f} | {cpu_s:.2f} | {one['hidden']}"
        lines.append(f"| {shown} | {one['gap']:.0%} | {one['leaks']} |")
    if rival:
        one = rival[0]
        seconds, cpu_s = (statistics.median(run[key] for run in rival) for key in ("protect_s", "cpu_s"))
        shown = f"{next(iter(ours))}, by pytauargus | – | {seconds:.2f} | – | {cpu_s:.2f} | {one['hidden']}"
        lines.append(f"| {shown} | – | {one['leaks']} |")
    for (case, runs), limit in zip(ours.items(), (_GRID_GOAL_S, _LINKED_GOAL_S), strict=False):
        seconds = statistics.median(run["protect_s"] + run["audit_s"] for run in runs)
        _goals.append((f"{case} protected and audited in {limit} s", f"{seconds:.2f} s", seconds <= limit))
    return "\n".join([*lines, "", *_DISCLOSURE_NOTES, ""])


_DISCLOSURE_NOTES = (
    "Seconds inside the process, with the imports of the solver and without the start of Python. grid-N is a table of N × N",
    "with totals beside them, linked-4 four tables of age with sex, cause, work and year over the same persons. A gap of 0 % is",
    "proven to be the best. Leaks are small counts of which readers know that they are below five; pytauargus (OPT, FREQ with a",
    "range of 100 %) aims at another range, see docs/disclosure.md.",
)


def goals() -> str:
    lines = ["## Goals", "", "| goal | measured | |", "|---|---|---|"]
    lines += [f"| {goal} | {measured} | {'reached' if reached else '**missed**'} |" for goal, measured, reached in _goals]
    return "\n".join([*lines, ""])


def left_out(skipped: Sequence[str]) -> str:
    return "".join(f"Skipped: {line}\n" for line in skipped)


def _compare(name: str, timings: Mapping[str, Timing]) -> None:
    for rival, limit in ((TYPST, 1.0), (FLOOR, 2.0)):
        if rival in timings:
            ratio = timings[OURS].wall_s / timings[rival].wall_s
            told = rival.split(":")[0]
            _goals.append((f"{name}: at most {limit:.1f} × {told}", f"{ratio:.2f}", ratio <= limit))


def _ratios(timings: Mapping[str, Timing]) -> str:
    ours = timings[OURS].wall_s
    told = [
        f"{ours / timing.wall_s:.2f} × {name.split(':')[0]}" for name, timing in timings.items() if name not in (OURS, PROVEN)
    ]
    return f"\nkaigi_docs takes {', '.join(told)}."


def _table(timings: Mapping[str, Timing], pages: Mapping[str, str]) -> str:
    lines = ["| | seconds | worst | memory MB | pages | file MB |", "|---|---|---|---|---|---|"]
    for name, timing in timings.items():
        note = " (one run)" if timing.runs == 1 else ""
        lines.append(
            f"| {name}{note} | {timing.wall_s:.2f} | {timing.worst_s:.2f} | {timing.memory_mb:.0f} | {pages.get(name, '– | –')} |"
        )
    return "\n".join(lines)
