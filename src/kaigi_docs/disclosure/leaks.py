"""What an audit answers: what readers know of each hidden count, and where that is too much."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from kaigi_docs.disclosure.published import Need


@dataclass(frozen=True, slots=True, kw_only=True)
class Interval:
    """What a reader knows of a count without its number.

    Attributes:
        lower, upper: the smallest and largest value for which a whole table was found that fits everything printed; None
            where none was found, and for `upper` also where there is no limit (`is_open`).
        outer: no table goes beyond these, as far as the linear program tells; the second one None where there is no limit.
    """

    cell: str
    need: Need
    lower: int | None
    upper: int | None
    outer: tuple[int, int | None]
    audience: str = ""

    @property
    def is_open(self) -> bool:
        """Whether readers know no upper limit."""
        return self.outer[1] is None and self.lower is not None


class LeakKind(StrEnum):
    """How a count gets out."""

    PRINTED = "printed"
    EXACT = "exact"
    TOO_LOW = "too_low"  # readers know that it is below the threshold
    TOO_HIGH = "too_high"  # readers know that it is more than one
    UNDECIDED = "undecided"
    CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True, kw_only=True)
class Leak:
    """A count that readers can work out too closely.

    Attributes:
        cell: its id, empty for a contradiction that names none.
        sources: where what it is worked out from stands.
        message: Japanese, for the clerk; names neither the count nor its limits.
    """

    cell: str
    kind: LeakKind
    message: str
    sources: tuple[str, ...] = ()
    audience: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Audit:
    """All intervals, in the order of the cells, and all leaks."""

    intervals: tuple[Interval, ...] = ()
    leaks: tuple[Leak, ...] = ()

    @property
    def is_safe(self) -> bool:
        """Whether it may be printed."""
        return not self.leaks


def leak(name: str, cell: str, kind: LeakKind, sources: tuple[str, ...], audience: str) -> Leak:
    """The leak in words for a clerk."""
    return Leak(cell=cell, kind=kind, message=_message(name, kind, sources, audience), sources=sources, audience=audience)


def _message(name: str, kind: LeakKind, sources: tuple[str, ...], audience: str) -> str:
    reader = f"（{audience}の読み手）" if audience else ""
    shown = "、".join(f"「{source}」" for source in sources[:_NAMED])
    more = f"など{len(sources)}か所" if len(sources) > _NAMED else ""
    means = f"{shown}{more}から、" if sources else ""
    return _MESSAGES[kind].format(name=name, reader=reader, means=means)


_NAMED = 4
_MESSAGES = {
    LeakKind.PRINTED: "「{name}」の小さい数が、そのまま印刷されます{reader}。伏せるか、責任者の決定を書いてください。",
    LeakKind.EXACT: "伏せた「{name}」は、{means}値が一つに決まります{reader}。ほかの数も伏せるか、区分を合算してください。",
    LeakKind.TOO_LOW: "伏せた「{name}」は、{means}小さい数と分かります{reader}。ほかの数も伏せるか、区分を合算してください。",
    LeakKind.TOO_HIGH: "伏せた「{name}」は、{means}1ではないと分かります{reader}。ほかの数も伏せるか、区分を合算してください。",
    LeakKind.UNDECIDED: (
        "伏せた「{name}」を守れているか、決められた手数では確かめきれません{reader}。区分を合算するか、表を分けてください。"
    ),
    LeakKind.CONTRADICTION: (
        "印刷する数どうし、または知られている数との間に、つじつまの合わない所があります{reader}。数を直してください。"
    ),
}
