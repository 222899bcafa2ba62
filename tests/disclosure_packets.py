"""Random packets of linked tables with percentages, rates, sentences and a previous year; the same for the same number."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import date
from itertools import product

from kaigi_docs.disclosure import protect
from kaigi_docs.disclosure.policy import Merging, Policy, SignOff, WeighBy, Zeros
from kaigi_docs.disclosure.values import (
    Axis,
    Cell,
    Claim,
    Comparison,
    Known,
    Relation,
    Rounded,
    Sum,
    Table,
    TableSet,
    known_count,
)

ALL = "計"
Counts = dict[tuple[str, ...], int]


@dataclass(frozen=True)
class Packet:
    tables: TableSet
    policy: Policy

    @property
    def without_previous_year(self) -> TableSet:
        return replace(self.tables, known=())


def packet(number: int) -> Packet:
    """A packet of 60 cells at most."""
    dice = random.Random(number)
    ages = tuple(f"{age}0歳代" for age in range(2, 2 + dice.randint(3, 4)))
    sexes, causes = ("男性", "女性"), tuple(f"原因{letter}" for letter in "ABC"[: dice.randint(2, 3)])
    policy = _policy(dice)
    people = _people(dice, ages, sexes, causes)
    age, sex, cause = (
        Axis(id="age", categories=ages, total=ALL, mergeable=dice.random() < 0.3),
        Axis(id="sex", categories=sexes, total=ALL),
        Axis(id="cause", categories=causes, total=ALL),
    )
    tables = [
        _table("年代と性別", (age, sex), (0, 1), people, dice.choice(["", "age", "sex"])),
        _table("年代と原因", (age, cause), (0, 2), people, dice.choice(["", "age", "cause"])),
    ]
    if dice.random() < 0.4:
        tables.append(_table("性別と原因", (sex, cause), (1, 2), people, ""))
    former = _former(dice, ages, sexes, people, policy) if dice.random() < 0.7 else TableSet()
    cells = {cell.id: cell for table in tables for cell in table.cells.values()}
    claims = _claims(dice, tuple(cells.values()), former)
    policy = _exceptions(dice, policy, tuple(cells.values()))
    return Packet(replace(former, tables=(*tables, *former.tables), claims=claims), policy)


def _policy(dice: random.Random) -> Policy:
    return Policy(
        threshold=dice.choice([5, 5, 5, 3]),
        zeros=dice.choice(list(Zeros)),
        weigh_by=dice.choice(list(WeighBy)),
        percent_decimals=dice.choice([0, 1]),
        merging=dice.choice([Merging.AUTOMATIC, Merging.NEVER]),
    )


def _exceptions(dice: random.Random, policy: Policy, cells: tuple[Cell, ...]) -> Policy:
    """Sometimes a figure was published already and stays open, sometimes somebody signs for a small one."""
    never = {cell.id for cell in cells if dice.random() < 0.03 and not policy.is_small(cell.count)}
    signed = {cell.id for cell in cells if dice.random() < 0.03 and policy.is_small(cell.count)}
    sign_off = SignOff(cells=frozenset(signed), responsible="見本 太郎", on=date(2022, 8, 1), reason="公表済み")
    return replace(policy, never_hidden=frozenset(never), sign_offs=(sign_off,) if signed else ())


def _people(dice: random.Random, *categories: tuple[str, ...]) -> Counts:
    """Counts of each combination and of all margins."""
    counts: Counts = {}
    for labels in product(*categories):
        count = dice.choice([0, 1, 1, 2, 3, 4, dice.randint(5, 30), dice.randint(5, 30), dice.randint(5, 60)])
        for place in product(*((label, ALL) for label in labels)):
            counts[place] = counts.get(place, 0) + count
    return counts


def _table(name: str, axes: tuple[Axis, Axis], kept: tuple[int, int], people: Counts, percent_of: str) -> Table:
    cells = {}
    for labels in product(*(axis.labels for axis in axes)):
        place = [ALL] * 3
        for at, label in zip(kept, labels, strict=True):
            place[at] = label
        cells[labels] = Cell(id="・".join(place), count=people[tuple(place)], name="・".join(labels))
    return Table(id=name, name=name, axes=axes, cells=cells, percent_of=percent_of)


def _former(dice: random.Random, ages: tuple[str, ...], sexes: tuple[str, ...], people: Counts, policy: Policy) -> TableSet:
    """Last year: its table by age and sex was published; this packet prints both years by age, and two years together."""
    last = _people(dice, ages, sexes)
    cells = {labels: Cell(id=f"前年・{'・'.join(labels)}", count=last[labels]) for labels in product((*ages, ALL), (*sexes, ALL))}
    axes = (Axis(id="age-then", categories=ages, total=ALL), Axis(id="sex-then", categories=sexes, total=ALL))
    then = Table(id="前年", axes=axes, cells=cells)
    printed = protect(TableSet(tables=(then,)), replace(policy, merging=Merging.NEVER))
    known: list[Known] = []
    for cell in printed.published.every_cell().values():
        if cell.value is not None:
            known.append(known_count(cell.id, cell.value, "前回の資料"))
        elif policy.zeros is Zeros.SHOWN:
            at_least = Comparison(id=f"k{cell.id}", terms=((cell.id, 1),), relation=Relation.AT_LEAST, value=1)
            known.append(Known(claim=at_least, value=None, source="前回の資料"))
    years = Axis(id="years", categories=("前年", "当年"), total="2年計")
    both: dict[tuple[str, ...], Cell] = {}
    for sex in sexes:
        now = Cell(id=f"{ALL}・{sex}・{ALL}", count=people[ALL, sex, ALL], name=f"当年・{sex}")
        both[sex, "当年"] = now
        both[sex, "2年計"] = Cell(id=f"2年計・{sex}", count=now.count + last[ALL, sex])
        both[sex, "前年"] = cells[ALL, sex]
    table = Table(id="2年", axes=(Axis(id="sex-2", categories=sexes), years), cells=both)
    return TableSet(tables=(table,), unprinted=(then,), known=tuple(known))


def _claims(dice: random.Random, cells: tuple[Cell, ...], former: TableSet) -> tuple[Claim, ...]:
    """Sentences about any cells, and rates of some."""
    found: list[Claim] = []
    for number in range(dice.randint(1, 4)):
        one, other = dice.sample(cells, 2)
        difference = ((one.id, 1), (other.id, -1))
        kind = dice.randrange(5)
        if kind == 0:
            found.append(Sum(id=f"差{number}", terms=difference))
        elif kind == 1:
            found.append(Sum(id=f"和{number}", terms=((one.id, 1), (other.id, 1))))
        elif kind == 2:
            relation = Relation.MORE if one.count > other.count else Relation.AT_MOST
            found.append(Comparison(id=f"比較{number}", terms=difference, relation=relation))
        elif other.count:
            decimals = dice.choice([0, 1])
            found.append(
                Rounded(id=f"倍{number}", numerator=((one.id, 1),), denominator=((other.id, 1),), scale=1, decimals=decimals)
            )
    for number, cell in enumerate(dice.sample(cells, 3)):
        population = dice.randint(5_000, 60_000)
        beside = cell.id if dice.random() < 0.5 else ""
        found.append(Rounded(id=f"率{number}", numerator=((cell.id, 1),), denominator=population, scale=100_000, beside=beside))
    return tuple(found)
