"""Reads every hostile file of the tests with the usual limits, one at a time: `make campaign`.

Prints for each the seconds, the most memory that its worker had (Linux) and what was found; a good book is read after each.
Fails when a file is lost, when a good one is not read any more, or when one takes longer than its time or more than its memory.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hostile_returned import PLAIN, hostile_files
from kaigi_docs.read.returned.files import read_returned
from kaigi_docs.read.sandbox import Sandbox, SandboxLimits

LIMITS = SandboxLimits(seconds=20, memory_bytes=1 << 30)
PATIENCE = 10.0  # seconds beside those of the worker: a lost one is replaced


def main() -> int:
    faults = []
    with Sandbox(LIMITS) as sandbox:
        for name, content in hostile_files().items():
            fault, line = tried(name, content, sandbox)
            print(line)
            faults += [f"{name}: {fault}"] if fault else []
    print(*(faults or [f"{len(hostile_files())} hostile files: none lost, and the good one was read after each"]), sep="\n")
    return 1 if faults else 0


def tried(name: str, content: bytes, sandbox: Sandbox) -> tuple[str, str]:
    """What is wrong, or "", and the line that is printed."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "調査票"
        folder.mkdir()
        (folder / name).write_bytes(content)
        (folder / "～良い.xlsx").write_bytes(PLAIN)
        begun = time.perf_counter()
        result = read_returned(Path(scratch), sandbox)
        seconds, memory = time.perf_counter() - begun, most_memory()
    found = ", ".join(dict.fromkeys(each.code for each in result.findings)) or "read"
    line = f"{name:24} {len(content):>10,} bytes {seconds:6.2f} s {memory >> 20:>5} MB  {found}"
    if result.unaccounted or result.books[-1].file != "調査票/～良い.xlsx":
        return "a file was lost", line
    return ("too slow" if seconds > LIMITS.seconds + PATIENCE else "too large" if memory > LIMITS.memory_bytes else ""), line


def most_memory() -> int:
    """The most bytes that a child of this process, which are the workers, has had in memory; 0 where the system does not tell."""
    own = str(os.getpid())
    return max((peak for parent, peak in children() if parent == own), default=0)


def children() -> list[tuple[str, int]]:
    found = []
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            lines = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
        except OSError:
            continue
        if "VmHWM" in lines:
            found.append((lines["PPid"].strip(), int(lines["VmHWM"].split()[0]) << 10))
    return found


if __name__ == "__main__":
    sys.exit(main())
