"""Times kaigi_docs against others and prints benchmarks/RESULTS.md: `make bench`, or `bench.py [--runs N] [PART...]`.

Parts: mixed, rows, breaker, scaling, packet, disclosure, returned, forms, answers; all of them unless some are named. Everything
but Typst is Python started anew for each run; Typst is its wheel, called from a Python of 0.02 s.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import report
from timing import RUNS, Timing, time_in_turn

ROOT = Path(__file__).resolve().parent.parent
HERE = ROOT / "benchmarks"
SAMPLE = ROOT / "inputs" / "mihon-r04-1"
FONTS = ROOT / "src" / "kaigi_docs" / "fonts"
RIVAL_PYTHON = ROOT / ".venv-bench" / "bin" / "python"
OURS = (sys.executable, HERE / "ours.py")

MIXED_ROWS = 150
MANY_ROWS = 2000
SCALING_ROWS = (500, 1000, 2000, 4000, 8000)
BREAKER_CHARACTERS = 200_000
FEW_SHEETS, MANY_SHEETS = 26, 500
FEW_FORMS, MANY_FORMS = 100, 1000
GRID, LINKED = "grid-20", "linked-4"
GROWING_GRIDS = (9, 13, 21, 30, 43)

Command = Sequence[object]


@dataclass
class Bench:
    """One run of the program: where files go, how often is timed, and who is there to be measured against."""

    out: Path
    runs: int
    skipped: list[str] = field(default_factory=list)

    def rivals(self, name: str) -> dict[str, Command]:
        """The commands of those that are installed, for the content of that name."""
        source, pdf = self.out / "told" / f"{name}.json", self.out
        wanted: dict[str, tuple[Callable[[], str], Command]] = {
            report.TYPST: (
                _no_typst,
                (RIVAL_PYTHON, HERE / "rivals" / "typst_case.py", source, pdf / f"{name}-typst.pdf", FONTS),
            ),
            report.WEASYPRINT: (
                _no_weasyprint,
                (RIVAL_PYTHON, HERE / "rivals" / "weasyprint_case.py", source, pdf / f"{name}-weasyprint.pdf", FONTS),
            ),
            report.WORD: (_no_soffice, (sys.executable, HERE / "rivals" / "word_case.py", source, pdf, FONTS)),
        }
        found: dict[str, Command] = {}
        for rival, (reason, command) in wanted.items():
            if why := reason():
                self.skipped.append(f"{rival} for “{name}”: {why}")
            else:
                found[rival] = command
        return found

    def content(self, kind: str, number: int) -> Path:
        path = self.out / f"{kind}-{number}.json"
        _run(sys.executable, HERE / "content.py", kind, number, path)
        return path

    def against_others(self, kind: str, rows: int, *, proof: bool) -> dict[str, Timing]:
        """Ours, the floor and the rivals over one content."""
        source = self.content(kind, rows)
        name = source.stem
        (self.out / "told").mkdir(exist_ok=True)
        _run(*OURS, "for-rivals", source, self.out / "told")
        _run(*OURS, "floor-runs", source, self.out)
        commands: dict[str, Command] = {report.OURS: (*OURS, "paint", source, self.out)}
        commands |= {report.PROVEN: (*OURS, "prove", source, self.out)} if proof else {}
        commands[report.FLOOR] = (
            sys.executable,
            HERE / "floor.py",
            self.out / f"{name}-runs.json",
            self.out / f"{name}-floor.pdf",
        )
        return time_in_turn(commands | self.rivals(name), self.runs)

    def mixed(self) -> str:
        timings = self.against_others("mixed", MIXED_ROWS, proof=True)
        return report.mixed(timings, report.pages_of(self.out, f"mixed-{MIXED_ROWS}"))

    def rows(self) -> str:
        timings = self.against_others("rows", MANY_ROWS, proof=False)
        return report.rows(timings, report.pages_of(self.out, f"rows-{MANY_ROWS}"))

    def breaker(self) -> str:
        """The median of processes that set text which none of them has seen before."""
        source = self.content("unread", BREAKER_CHARACTERS)
        figures = []
        for _ in range(self.runs):
            _run(*OURS, "breaker", source, self.out)
            figures.append(json.loads((self.out / "breaker.json").read_text(encoding="utf-8")))
        speed = statistics.median(one["characters"] / one["seconds"] for one in figures)
        return report.breaker(figures[0]["characters"], speed, statistics.median(one["loading_s"] for one in figures))

    def scaling(self) -> str:
        commands = {str(rows): (*OURS, "paint", self.content("rows", rows), self.out) for rows in (1, *SCALING_ROWS)}
        return report.scaling({int(rows): timing for rows, timing in time_in_turn(commands, self.runs).items()})

    def packet(self) -> str:
        build = (sys.executable, "-m", "kaigi_docs", "build", SAMPLE, "--out", self.out / "packet", "--quiet")
        commands = {
            report.PACKET: build,
            report.ONE_MATERIAL: (*build, "--only", "資料3"),
            report.HELP: (sys.executable, "-m", "kaigi_docs", "--help"),
        }
        return report.packet(time_in_turn(commands, self.runs))

    def disclosure(self) -> str:
        """Medians of processes that protect and audit made-up tables, and the rival's plan for one of them."""
        cases = (GRID, LINKED, *(f"grid-{size}" for size in GROWING_GRIDS))
        ours = {case: [self._protected(case) for _ in range(self.runs)] for case in cases}
        if why := _lacks("pytauargus"):
            self.skipped.append(f"pytauargus: {why}")
            return report.disclosure(ours, [])
        return report.disclosure(ours, [self._protected_by_rival(GRID) for _ in range(self.runs)])

    def returned(self) -> str:
        """Status sheets that came back, against one process that only reads them."""
        commands = {}
        for count in (FEW_SHEETS, MANY_SHEETS):
            folder = self.out / f"returned-{count}"
            _run(sys.executable, HERE / "returned_case.py", "make", folder, count)
            for case in ("ours", "openpyxl") + (("whole",) if count == FEW_SHEETS else ()):
                commands[f"{count} {case}"] = (sys.executable, HERE / "returned_case.py", case, folder)
        return report.returned(time_in_turn(commands, self.runs), FEW_SHEETS, MANY_SHEETS)

    def forms(self) -> str:
        """Answer forms with fields, against one process that only walks through them."""
        commands = {}
        for count in (FEW_FORMS, MANY_FORMS):
            folder = self.out / f"forms-{count}"
            _run(sys.executable, HERE / "forms_case.py", "make", folder, count)
            for case in ("ours", "pikepdf"):
                commands[f"{count} {case}"] = (sys.executable, HERE / "forms_case.py", case, folder)
        return report.forms(time_in_turn(commands, self.runs), FEW_FORMS, MANY_FORMS)

    def answers(self) -> str:
        """What 200 members sent back in every way."""
        folder = self.out / "answers" / "meeting"
        _run(sys.executable, HERE / "answers_case.py", "make", folder)
        commands = {case: (sys.executable, HERE / "answers_case.py", case, folder) for case in ("ours", "whole")}
        return report.answers(time_in_turn(commands, self.runs))

    def _protected(self, case: str) -> dict[str, float]:
        out = self.out / "disclosure.json"
        _run(sys.executable, HERE / "disclosure_case.py", "ours", case, out)
        return json.loads(out.read_text(encoding="utf-8"))

    def _protected_by_rival(self, case: str) -> dict[str, float]:
        """Its seconds, the number of cells that it hides, and what our audit says of them."""
        counts, out = self.out / "counts.json", self.out / "rival.json"
        _run(sys.executable, HERE / "disclosure_case.py", "tell", case, counts)
        _run(RIVAL_PYTHON, HERE / "rivals" / "tauargus_case.py", counts, out)
        _run(sys.executable, HERE / "disclosure_case.py", "judge", case, out)
        told = json.loads(out.read_text(encoding="utf-8"))
        return told | {"hidden": len(told["hidden"])}


PARTS: dict[str, Callable[[Bench], str]] = {
    "mixed": Bench.mixed,
    "rows": Bench.rows,
    "breaker": Bench.breaker,
    "scaling": Bench.scaling,
    "packet": Bench.packet,
    "disclosure": Bench.disclosure,
    "returned": Bench.returned,
    "forms": Bench.forms,
    "answers": Bench.answers,
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Prints benchmarks/RESULTS.md.")
    parser.add_argument("parts", nargs="*", metavar="PART", help=", ".join(PARTS))
    parser.add_argument("--runs", type=int, default=RUNS, help="counted runs of each process")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch), arguments.runs)
        sections = []
        for name in arguments.parts or PARTS:
            print(f"{name} …", file=sys.stderr, flush=True)
            sections.append(PARTS[name](bench))
        print(report.head(arguments.runs, _rival_versions()))
        print("\n".join(sections))
        print(report.goals())
        print(report.left_out(bench.skipped))


def _run(*command: object) -> None:
    subprocess.run([str(word) for word in command], check=True)


def _lacks(module: str) -> str:
    if not RIVAL_PYTHON.exists():
        return "not installed (.venv-bench is missing)"
    found = subprocess.run([RIVAL_PYTHON, "-c", f"import {module}"], capture_output=True, text=True, check=False)
    return found.stderr.strip().splitlines()[-1] if found.returncode else ""


def _no_typst() -> str:
    return _lacks("typst")


def _no_weasyprint() -> str:
    return _lacks("weasyprint")


def _no_soffice() -> str:
    return "" if shutil.which("soffice") else "soffice is not on the path"


def _rival_versions() -> list[str]:
    """Name and version of every rival that is there."""
    versions = []
    for module in ("typst", "weasyprint", "pytauargus"):
        code = f"from importlib.metadata import version; print('{module}', version('{module}'))"
        if not _lacks(module):
            versions.append(subprocess.run([RIVAL_PYTHON, "-c", code], capture_output=True, text=True, check=True).stdout.strip())
    if not _no_soffice():
        told = subprocess.run(["soffice", "--version"], capture_output=True, text=True, check=False).stdout.split()
        versions.append(" ".join(told[:2]))
    return versions


if __name__ == "__main__":
    main()
