"""Publishes random statistics after papers of a meeting before, and attacks them with the tests' own attacker: `make campaign`.

Half of them have series that are parts of one another, half have series of other ages, sexes and years side by side.
Other numbers: `attack_statistics.py FIRST COUNT`.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from printed_statistics import PARTS, STRANGERS, outcome

FIRST, COUNT = 100_000, 600
WORKERS = 2


def outcome_of(number: int) -> str:
    return outcome(number, STRANGERS if number % 2 else PARTS)


def main() -> None:
    first, count = (int(word) for word in sys.argv[1:3]) if len(sys.argv) == 3 else (FIRST, COUNT)
    numbers = range(first, first + count)
    with ProcessPoolExecutor(WORKERS) as workers:
        outcomes = dict(zip(numbers, workers.map(outcome_of, numbers, chunksize=10), strict=True))
    found = Counter(outcomes.values())
    print(f"{count} meetings from number {first}: {dict(found)}")
    for number in (number for number, each in outcomes.items() if each in ("UNSAFE", "undecided")):
        print(f"meeting {number}: {outcomes[number]}")
    assert "UNSAFE" not in found, "see the meetings named above"
    assert found["safe"] > 0.7 * count, "too few meetings could be published to prove anything"


if __name__ == "__main__":
    main()
