"""Protects 1,000 random packets and attacks each with the tests' own attacker: `make campaign`.

Linked tables with percentages, rates, sentences and a previous year. No count may be worked out too closely, and where the
product refuses a packet, the attacker must agree cell by cell. Other numbers: `attack_packets.py FIRST COUNT`.
"""

from __future__ import annotations

import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from disclosure_attacker import GaveUp, leaking
from disclosure_packets import packet
from kaigi_docs.disclosure import apply_merging, protect

FIRST, COUNT = 100_000, 1000
WORKERS = 2


def main() -> None:
    first, count = (int(word) for word in sys.argv[1:3]) if len(sys.argv) == 3 else (FIRST, COUNT)
    with ProcessPoolExecutor(WORKERS) as workers:
        found = Counter(workers.map(outcome, range(first, first + count), chunksize=20))
    print(f"{count} packets from number {first}: {dict(found)}")
    assert set(found) <= {"safe", "refused"}, "see the packets named above"
    assert found["safe"] > 0.7 * count, "too few packets could be protected to prove anything"


def outcome(number: int) -> str:
    """What became of one packet."""
    one = packet(number)
    plan = protect(one.tables, one.policy)
    tables = one.tables
    for merged in plan.merged:
        tables = apply_merging(tables, merged)
    refused = {leak.cell for leak in plan.audit.leaks}
    try:
        leaks = set(leaking(plan.published, one.policy, tables.counts))
    except GaveUp:
        print(f"packet {number}: the attacker gave up", flush=True)
        return "undecided"
    if leaks != refused:
        print(f"packet {number}: attacked {sorted(leaks)}, refused {sorted(refused)}", flush=True)
        return "UNSAFE" if leaks - refused else "refused for nothing"
    return "refused" if refused else "safe"


if __name__ == "__main__":
    main()
