"""Which unit of a returned document is which of the blank form: by its answer spaces, else by what is printed around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from kaigi_docs.read.forms.word_template import template_of
from kaigi_docs.read.forms.word_units import Unit, squeezed
from kaigi_docs.read.worker.form_units import CELL, LINE

_MOST_ALIGNED = 5_000
"""Units beyond these are not compared with the blank form, only kept."""


def pair_units(blank: Sequence[Unit], returned: Sequence[Unit]) -> dict[int, int]:
    """The place of the returned unit by the place of the unit of the blank form, for those that hold answer spaces.

    Two units belong together when they hold the same space; else when they stand between the same printed texts and what is
    printed in them is there, too, or when as many cells stand there as before.
    """
    pairs = dict(_by_spaces(blank, returned))
    first = [_token(unit, f"\0{place}") for place, unit in enumerate(blank)]
    partners = {there: f"\0{place}" for place, there in pairs.items()}
    second = [partners.get(place) or _token(unit, "") for place, unit in enumerate(returned[:_MOST_ALIGNED])]
    for tag, low, high, start, end in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "replace":
            wanted = [place for place in range(low, high) if blank[place].spaces and place not in pairs]
            offered = [place for place in range(start, end) if place not in partners]
            pairs |= dict(_within_gap(blank, returned, wanted, offered))
    return pairs


def likeness(blank: Sequence[Unit], returned: Sequence[Unit]) -> float:
    """How much of what the blank form prints is in a document, from 0 to 1."""
    printed = Counter(each.printed for each in blank if each.kind in (CELL, LINE) and each.printed)
    there = Counter(squeezed(each.text) for each in returned) | Counter(each.printed for each in returned)
    found = sum((printed & there).values())
    return found / max(1, sum(printed.values()))


def left_over(blank: Sequence[Unit], returned: Sequence[Unit], pairs: dict[int, int]) -> Iterator[Unit]:
    """The units of a returned document that are neither those of answer spaces nor printed on the blank form."""
    printed = Counter(each.printed for place, each in enumerate(blank) if place not in pairs)
    used = set(pairs.values())
    for place, unit in enumerate(returned):
        text = squeezed(unit.text)
        if place in used or not text:
            continue
        if printed[text] > 0:
            printed[text] -= 1
        else:
            yield unit


def _by_spaces(blank: Sequence[Unit], returned: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """Pairs with a space in common; of several returned units the one that holds most of them."""
    places: dict[str, list[int]] = {}
    for place, unit in enumerate(returned):
        for space in unit.spaces:
            places.setdefault(space, []).append(place)
    taken: set[int] = set()
    for place, unit in enumerate(blank):
        counted = Counter(there for space in unit.spaces for there in places.get(space, ()) if there not in taken)
        if counted:
            best = counted.most_common(1)[0][0]
            taken.add(best)
            yield place, best


def _token(unit: Unit, unique: str) -> str:
    """By what a unit is compared with others: its column and text, or for one with answer spaces a text that no other has."""
    return unique if unique and unit.spaces else f"{unit.column} {squeezed(unit.text)}"


def _within_gap(
    blank: Sequence[Unit], returned: Sequence[Unit], wanted: Sequence[int], offered: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Pairs of units between two texts that both documents print."""
    free = list(offered)
    for number, place in enumerate(wanted):
        template = template_of(blank[place])
        fitting = [there for there in free if template.fits(returned[there])] if template.prints else []
        same = [there for there in free if returned[there].kind == blank[place].kind]
        waiting = sum(blank[other].kind == blank[place].kind for other in wanted[number:])
        chosen = fitting[0] if fitting else same[0] if same and len(same) == waiting and not template.prints else None
        if chosen is not None:
            free = [there for there in free if there > chosen]
            yield place, chosen
