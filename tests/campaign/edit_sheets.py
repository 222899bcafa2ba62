"""Edits 3,000 random 調査票 as departments do, reads them, and looks for everything that was typed: `make campaign`.

Every text must arrive as the answer of its measure and column, or be named in a finding or point with its cell.
Other numbers: `edit_sheets.py COUNT`, `edit_sheets.py COUNT FIRST`.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from random import Random

sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import SMALL
from random_edits import asked_elsewhere, edited_by_chance, random_asked

COUNT, FIRST, A_MEETING = 3000, 0, 25
WORKERS = 2


def main() -> int:
    numbers = [int(word) for word in sys.argv[1:3]]
    count, first = (*numbers, *(COUNT, FIRST)[len(numbers) :])
    with ProcessPoolExecutor(WORKERS) as workers:
        figures = sum(workers.map(outcome, range(first, first + count, A_MEETING)), Counter[str]())
    print(", ".join(f"{name} {figures[name]}" for name in ("cases", "cells typed", "arrived", "named", "lost")))
    return 1 if figures["lost"] else 0


def outcome(number: int) -> Counter[str]:
    """What became of the sheets of one meeting."""
    random = Random(number)
    asked = random.choice(asked_elsewhere(SMALL)) if random.random() < 0.2 else random_asked(random, SMALL)
    figures: Counter[str] = Counter()
    for _ in range(A_MEETING):
        hand = edited_by_chance(asked, random)
        reading = asked.read(hand.sheet)
        faults = hand.faults(reading)
        typed, arrived = len(hand.sheet.typed), hand.arrived(reading)
        for fault in faults:
            print(f"meeting {number}: {fault} after {hand.done}", flush=True)
        named = typed - arrived - len(faults)
        figures.update({"cases": 1, "cells typed": typed, "arrived": arrived, "named": named, "lost": len(faults)})
    return figures


if __name__ == "__main__":
    sys.exit(main())
