"""Disclosure control on made-up tables, timed inside a process of its own.

disclosure_case.py ours CASE OUT.json      protects and audits; CASE is grid-N (N × N with totals beside them) or linked-4
disclosure_case.py tell CASE OUT.json      the inner counts of a grid, for a rival
disclosure_case.py judge CASE HIDDEN.json  audits what a rival hides of a grid and adds what leaks to its file
"""

from __future__ import annotations

import json
import random
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

from kaigi_docs.disclosure import (
    Axis,
    Cell,
    LeakKind,
    Merging,
    Need,
    Plan,
    Policy,
    Published,
    Table,
    TableSet,
    Zeros,
    audit,
    protect,
)

ALL = "計"
SEED = 20220909
POLICY = Policy(merging=Merging.NEVER, zeros=Zeros.SHOWN)
OTHER_AXES = {"性別": 2, "原因": 6, "職業": 6, "年": 5}
AGES = 8


def grid(size: int) -> list[list[int]]:
    """Counts of which 8 in 100 are zero and 12 in 100 small."""
    dice = random.Random(SEED + size)
    return [[dice.choice([*[0] * 8, *[1, 2, 3, 4] * 3, *[dice.randint(5, 60)] * 80]) for _ in range(size)] for _ in range(size)]


def table(name: str, other: str, body: list[list[int]], shared: str) -> Table:
    """The body with its totals; those of the rows and the grand total have ids that other tables share."""
    rows, columns = len(body), len(body[0])
    cells = {}
    for row in range(rows + 1):
        for column in range(columns + 1):
            lines = body if row == rows else [body[row]]
            count = sum(sum(line) if column == columns else line[column] for line in lines)
            labels = (ALL if row == rows else f"{shared}{row}", ALL if column == columns else f"{other}{column}")
            cells[labels] = Cell(id="・".join(labels), count=count)
    axes = (_axis(shared, rows), _axis(other, columns))
    return Table(id=name, name=name, axes=axes, cells=cells)


def _axis(name: str, count: int) -> Axis:
    return Axis(id=name, categories=tuple(f"{name}{number}" for number in range(count)), total=ALL)


def linked() -> TableSet:
    """Four tables of age with something else, over the same persons."""
    dice = random.Random(SEED)
    ages = [dice.choice([2, 3, 9, 14, 23, 31, 40]) for _ in range(AGES)]
    tables = []
    for other, count in OTHER_AXES.items():
        body = [[0] * count for _ in range(AGES)]
        for line, persons in zip(body, ages, strict=True):
            for _ in range(persons):
                line[dice.randrange(count)] += 1
        tables.append(table(other, other, body, "年代"))
    return TableSet(tables=tuple(tables))


def tables_of(case: str) -> TableSet:
    kind, _, size = case.partition("-")
    return linked() if kind == "linked" else TableSet(tables=(table("表", "列", grid(int(size)), "行"),))


def ours(case: str, out: Path) -> None:
    tables = tables_of(case)
    policy = POLICY if case.startswith("grid") else Policy(merging=Merging.NEVER)
    start, cpu = time.perf_counter(), time.process_time()
    plan = protect(tables, policy)
    protected = time.perf_counter()
    leaks = len(audit(plan.published, policy).leaks)
    done = time.perf_counter()
    times = {"protect_s": protected - start, "audit_s": done - protected, "cpu_s": time.process_time() - cpu}
    figures = {"cells": len(tables.counts), "hidden": len(plan.hidden), "gap": plan.gap, "leaks": leaks}
    out.write_text(json.dumps(figures | times), encoding="utf-8")


def judge(case: str, path: Path) -> None:
    """Small counts count as such, whatever the rival calls them."""
    told = json.loads(path.read_text(encoding="utf-8"))
    tables = tables_of(case)
    found = audit(_as_hidden(protect(tables, POLICY), tables, set(told["hidden"])), POLICY)
    kinds = Counter(leak.kind for leak in found.leaks)
    told["leaks"], told["exact"] = len(found.leaks), kinds[LeakKind.EXACT] + kinds[LeakKind.PRINTED]
    path.write_text(json.dumps(told), encoding="utf-8")


def _as_hidden(plan: Plan, tables: TableSet, hidden: set[str]) -> Published:
    def printed(cell_id: str) -> tuple[int | None, Need]:
        count = tables.counts[cell_id]
        if cell_id not in hidden:
            return count, Need.NONE
        return None, Need.PRIMARY if POLICY.is_small(count) else Need.COMPLEMENTARY

    one = plan.published.tables[0]
    cells = {}
    for labels, cell in one.cells.items():
        value, need = printed(cell.id)
        cells[labels] = replace(cell, value=value, need=need)
    return replace(plan.published, tables=(replace(one, cells=cells),))


def tell(case: str, out: Path) -> None:
    body = grid(int(case.partition("-")[2]))
    out.write_text(json.dumps(body), encoding="utf-8")


if __name__ == "__main__":
    {"ours": ours, "tell": tell, "judge": judge}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
