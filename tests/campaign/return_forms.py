"""Random forms filled in by programs, flattened, packed, collated; what is told must be what was meant: `make campaign`.

Every answer must be told as it was given, and nothing asked but what the rules of a question ask. Other numbers:
`return_forms.py COUNT`, `return_forms.py COUNT FIRST`.
"""

from __future__ import annotations

import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from answers_by_chance import random_meeting
from kaigi_docs.read.sandbox import Sandbox
from returned_by_chance import Returned, SentForms

COUNT, FIRST, A_SANDBOX = 200, 0, 25
WORKERS = 2


def main() -> int:
    numbers = [int(word) for word in sys.argv[1:3]]
    count, first = (*numbers, *(COUNT, FIRST)[len(numbers) :])
    batches = [range(at, min(at + A_SANDBOX, first + count)) for at in range(first, first + count, A_SANDBOX)]
    with ProcessPoolExecutor(WORKERS) as workers:
        figures = sum(workers.map(outcome, batches), Counter[str]())
    print(*(f"{name}: {figures[name]}" for name in (*sorted({*figures} - {"faults"}), "faults")), sep="\n")
    return 1 if figures["faults"] else 0


def outcome(numbers: range) -> Counter[str]:
    """How many forms came back in which way, and what became of them."""
    figures: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as scratch, Sandbox() as sandbox:
        for number in numbers:
            random = Random(number)
            back = Returned(SentForms(random_meeting(random)), random)
            back.answer_all()
            faults = back.faults(back.collated(Path(scratch) / "meeting", sandbox))
            print(*(f"{number}: {fault}" for fault in faults), sep="\n", end="\n" if faults else "", flush=True)
            figures.update(counted(back))
            figures["faults"] += len(faults)
    return figures


def counted(back: Returned) -> Iterator[str]:
    """Names of what is counted: meetings, forms by program and way, answers."""
    yield "meetings"
    for member_id, said in back.said.items():
        program, _, way = back.how[member_id].rpartition(" form, ")
        yield from ("forms", f"forms by {program.rpartition(', ')[0]}", f"forms sent {way}")
        yield from ("answers" for _ in said)


if __name__ == "__main__":
    sys.exit(main())
