"""pytauargus as a process of its own: `tauargus_case.py COUNTS.json OUT.json`.

Its frequency rule takes a safety range in per cent of the cell, ours the threshold itself; 100 % is the widest usual one.
"""

import json
import os
import sys
import tempfile
import time
from pathlib import Path

import pytauargus

ALL = "計"


def persons(counts: list[list[int]]) -> dict[str, list[object]]:
    """One line a person, as it wants them."""
    places = [(row, column) for row, line in enumerate(counts) for column, count in enumerate(line) for _ in range(count)]
    return {
        "row": [f"r{row:03}" for row, _ in places],
        "column": [f"c{column:03}" for _, column in places],
        "one": [1] * len(places),
    }


def label(code: str, name: str) -> str:
    return ALL if code == "Total" else f"{name}{int(code[1:])}"


def main(source: str, out: str) -> None:
    people = persons(json.loads(Path(source).read_text(encoding="utf-8")))
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)  # it leaves a log where it runs
        start, cpu = time.perf_counter(), time.process_time()
        told = pytauargus.protect(
            people, ["row", "column"], "one", safety_rules="FREQ(5,100)", suppress="OPT(1)", workdir=scratch
        )
        times = {"protect_s": time.perf_counter() - start, "cpu_s": time.process_time() - cpu}
        hidden = [
            "・".join((label(line["row"], "行"), label(line["column"], "列")))
            for line in told.tables[0].rows
            if line["status"] in ("U", "M")
        ]
    Path(out).write_text(json.dumps({"hidden": hidden} | times), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
