"""Reads every hostile answer, and the hostile books of departments, in 回答/ with the usual limits, one by one: `make campaign`.

Prints for each the seconds, the most memory that its worker had (Linux) and what was found; a good form is read after each.
Fails when a file is lost, when the good one is not read any more, or when one takes longer than its time or more than its memory.
"""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from hostile_files import LIMITS, PATIENCE, most_memory

from answer_forms import VERSION, form_map, form_meeting
from filled_words import edited, typed
from hostile_answers import BLANK, hostile_answers
from hostile_returned import hostile_files
from kaigi_docs.read.forms.files import FormsRead, read_forms
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.sandbox import Sandbox

GOOD = edited(BLANK, typed("Q1/text", "最後まで読めた"))
MEETING = form_meeting()


def main() -> int:
    faults = []
    files = {**hostile_answers(), **hostile_files()}
    with Sandbox(LIMITS) as sandbox:
        for name, content in files.items():
            fault, line = tried(name, content, sandbox)
            print(line)
            faults += [f"{name}: {fault}"] if fault else []
    print(*(faults or [f"{len(files)} hostile files: none lost, and the good one was read after each"]), sep="\n")
    return 1 if faults else 0


def tried(name: str, content: bytes, sandbox: Sandbox) -> tuple[str, str]:
    """What is wrong, or "", and the line that is printed."""
    with tempfile.TemporaryDirectory() as scratch:
        directory = Path(scratch)
        (directory / "回答").mkdir()
        (directory / "回答" / name).write_bytes(content)
        (directory / "回答" / "～良い.docx").write_bytes(GOOD)
        (directory / f"{VERSION}.docx").write_bytes(BLANK)
        known = KnownForms({VERSION: form_map(MEETING)}, {}, {VERSION: directory / f"{VERSION}.docx"}, frozenset((VERSION,)))
        begun = time.perf_counter()
        result = read_forms(directory, known, MEETING, sandbox)
        seconds, memory = time.perf_counter() - begun, most_memory()
    found = ", ".join(dict.fromkeys(each.code for each in result.findings)) or "read"
    line = f"{name:26} {len(content):>10,} bytes {seconds:6.2f} s {memory >> 20:>5} MB  {found}"
    if result.unaccounted or not is_good_read(result):
        return "a file was lost", line
    return ("too slow" if seconds > LIMITS.seconds + PATIENCE else "too large" if memory > LIMITS.memory_bytes else ""), line


def is_good_read(result: FormsRead) -> bool:
    return any("～良い" in each.where.file and each.values[0].text.value == "最後まで読めた" for each in result.forms)


if __name__ == "__main__":
    sys.exit(main())
