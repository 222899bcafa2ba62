"""The 委員 sheet as it is looked up: whom a name may mean, and whose a 所属 is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import Member

_HONORIFIC = re.compile("(?:様|殿|氏|先生)$")
_HIRAGANA = {code: code - 0x60 for code in range(ord("ァ"), ord("ヶ") + 1)}


@dataclass(frozen=True, slots=True)
class Bearers:
    """The seats that a name may mean.

    Attributes:
        own: members of that name.
        former: seats that somebody of that name held earlier.
        proxies: members for whom somebody of that name may answer.
    """

    own: tuple[Member, ...] = ()
    former: tuple[Member, ...] = ()
    proxies: tuple[Member, ...] = ()


_NOBODY = Bearers()


@dataclass(frozen=True, slots=True)
class Roster:
    """All members, folded once; a form without an id is compared with everybody.

    Attributes:
        by_id: in the order of the sheet.
    """

    by_id: Mapping[str, Member]
    _bearers: Mapping[str, Bearers]
    _organisations: Mapping[str, str]

    @classmethod
    def of(cls, members: Sequence[Member]) -> Roster:
        """The roster of these members."""
        keys = (_by_key(members, own_names), _by_key(members, _former_names), _by_key(members, _proxy_names))
        return cls(
            {each.id: each for each in members},
            {key: Bearers(*(found.get(key, ()) for found in keys)) for key in set().union(*keys)},
            {each.id: fold_name(each.organisation.value) for each in members},
        )

    def bearers_of(self, name: str) -> Bearers:
        """Whom a name means: 異体字, white space, kana and honorifics apart, but never by likeness."""
        return self._bearers.get(name_key(name), _NOBODY)

    def of_organisation(self, organisation: str) -> frozenset[str]:
        """The ids of the members of a 所属 as typed; part of it is enough."""
        typed = fold_name(organisation)
        if not typed:
            return frozenset()
        return frozenset(member_id for member_id, own in self._organisations.items() if own and (typed in own or own in typed))


def name_key(name: str) -> str:
    """What is compared: katakana as hiragana, because a reading is written in either."""
    return _HONORIFIC.sub("", fold_name(name)).translate(_HIRAGANA)


def parts_of(name: str) -> tuple[str, str]:
    """Family name and given name; where no space parts them the whole is the family name."""
    family, _, given = " ".join(name.split()).partition(" ")
    return family, given


def own_names(member: Member) -> Iterator[str]:
    """All that a member signs with; another family name stands before the given name, too (旧姓)."""
    _, given = parts_of(member.name.value)
    yield from (member.name.value, member.reading.value)
    for name in member.other_names:
        yield from (name, f"{name}{given}")


def _former_names(member: Member) -> Iterable[str]:
    return member.predecessors


def _proxy_names(member: Member) -> Iterable[str]:
    return member.proxies


def _by_key(members: Sequence[Member], names: Callable[[Member], Iterable[str]]) -> dict[str, tuple[Member, ...]]:
    found: dict[str, dict[str, Member]] = {}
    for member in members:
        for name in names(member):
            if key := name_key(name):
                found.setdefault(key, {})[member.id] = member
    return {key: tuple(each.values()) for key, each in found.items()}
