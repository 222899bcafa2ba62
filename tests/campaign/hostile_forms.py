"""Reads every hostile PDF of the tests with the usual limits, one at a time: `make campaign`.

Prints for each the seconds, the most memory that its worker had (Linux) and what was found; a good form is read after each.
Fails when a file is lost, when a good one is not read any more, or when one takes longer than its time or more than its memory.
"""

from __future__ import annotations

import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from hostile_files import LIMITS, PATIENCE, most_memory

from hostile_pdfs import hostile_pdfs
from kaigi_docs.read.sandbox import Sandbox
from pdf_answers import Desk, desk, filled, said
from printed_forms import TWIN, fillable_form

TASKS = 2
"""A file is looked at twice at most, each time with the whole time: its fields, then its pages."""


def main() -> int:
    faults = []
    good = filled(fillable_form(TWIN), {"Q1/text": "会議"})
    with tempfile.TemporaryDirectory() as folder:
        office = desk(Path(folder))
        for name, content in hostile_pdfs().items():
            with Sandbox(LIMITS) as sandbox:
                fault, line = tried(name, content, replace(office, sandbox=sandbox), good)
            print(line, flush=True)
            faults += [f"{name}: {fault}"] if fault else []
    print(*(faults or [f"{len(hostile_pdfs())} hostile PDFs: none lost, and the good one was read after each"]), sep="\n")
    return 1 if faults else 0


def tried(name: str, content: bytes, office: Desk, good: bytes) -> tuple[str, str]:
    """What is wrong, or "", and the line that is printed."""
    begun = time.perf_counter()
    reading = office.read(content)
    seconds, memory = time.perf_counter() - begun, most_memory()
    kinds = (("form", reading.forms), ("unread", reading.unread), ("file", reading.attached))
    parts = [f"{len(things)} {kind}" for kind, things in kinds if things]
    found = ", ".join([*dict.fromkeys(each.code for each in reading.findings), *parts])
    line = f"{name:24} {len(content):>10,} bytes {seconds:6.2f} s {memory >> 20:>5} MB  {found}"
    if not found:
        return "a file was lost", line
    if [said(form) for form in office.read(good).forms] != [{"Q1/text": "会議"}]:
        return "the good form was not read", line
    is_slow = seconds > TASKS * (LIMITS.seconds + PATIENCE)
    return ("too slow" if is_slow else "too large" if memory > LIMITS.memory_bytes else ""), line


if __name__ == "__main__":
    sys.exit(main())
