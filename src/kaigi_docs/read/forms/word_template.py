"""A unit of the blank form as a template: printed texts with answer spaces between them, and what fills these in a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kaigi_docs.read.forms.word_units import Piece, Unit, squeezed
from kaigi_docs.read.worker.form_units import DELETED


@dataclass(frozen=True, slots=True)
class Character:
    """A character of a returned unit, and the piece that it belongs to."""

    sign: str
    piece: Piece

    @property
    def stays(self) -> bool:
        """Whether it was not deleted."""
        return not self.piece.bits & DELETED

    @property
    def may_be_printed(self) -> bool:
        """Whether it may be one of the blank form's: what stands in controls is not."""
        return self.stays and not self.piece.space and not self.sign.isspace()


@dataclass(frozen=True, slots=True)
class Filled:
    """What a returned unit holds.

    Attributes:
        spaces: characters by answer space.
        printed: characters of each printed text, by the answer space before it.
        beside: what is neither.
        fits: whether every printed text was found.
    """

    spaces: dict[str, list[Character]] = field(default_factory=dict)
    printed: dict[str, list[Character]] = field(default_factory=dict)
    beside: list[str] = field(default_factory=list)
    fits: bool = True


@dataclass(frozen=True, slots=True)
class Template:
    """Printed texts and answer spaces in turn.

    Attributes:
        parts: (spaces, printed text without white space that follows them); without spaces where the unit begins with text, and
            without a text where it ends with spaces.
    """

    parts: tuple[tuple[tuple[str, ...], str], ...]

    @property
    def prints(self) -> bool:
        """Whether there is any printed text."""
        return any(printed for _, printed in self.parts)

    def fits(self, unit: Unit) -> bool:
        """Whether all printed texts stand in a unit, in order."""
        return self._found(_characters(unit)) is not None

    def fill(self, unit: Unit) -> Filled:
        """What stands in the spaces of a unit: all that lies between the printed texts, inside controls and outside of them."""
        characters = _characters(unit)
        found = self._found(characters)
        return self._by_controls(unit, characters) if found is None else self._by_texts(characters, found)

    def _found(self, characters: Sequence[Character]) -> list[tuple[int, int]] | None:
        """Beginning and end of each printed text; None where one is missing. Text within controls is none of it."""
        places = [place for place, each in enumerate(characters) if each.may_be_printed]
        text = "".join(characters[place].sign for place in places)
        found: list[tuple[int, int]] = []
        start = 0
        for _, printed in self.parts:
            at = text.find(printed, start) if printed else len(text)
            if at < 0:
                return None
            start = at + len(printed)
            end = len(characters)
            found.append((places[at], places[start - 1] + 1) if printed else (end, end))
        return found

    def _by_texts(self, characters: Sequence[Character], found: Sequence[tuple[int, int]]) -> Filled:
        filled = Filled()
        before = 0
        for (spaces, printed), (begin, end) in zip(self.parts, found, strict=True):
            _share(characters[before:begin], spaces, filled)
            if spaces and printed:
                filled.printed[spaces[-1]] = list(characters[begin:end])
            before = end
        _share(characters[before:], (), filled)
        return filled

    def _by_controls(self, unit: Unit, characters: Sequence[Character]) -> Filled:
        """What the controls hold; everything else is beside, for printed words are gone or changed."""
        filled = Filled(fits=False)
        for space in (space for spaces, _ in self.parts for space in spaces):
            inside = [each for each in characters if each.piece.space == space]
            if inside or space in unit.spaces:
                filled.spaces[space] = inside
        _put_beside([each for each in characters if not each.piece.space], filled)
        return filled


def template_of(unit: Unit) -> Template:
    """The template that a unit of the blank form makes."""
    parts: list[tuple[list[str], str]] = [([], "")]
    for piece in unit.pieces:
        if piece.space:
            if parts[-1][1]:
                parts.append(([], ""))
            if piece.space not in parts[-1][0]:
                parts[-1][0].append(piece.space)
        else:
            parts[-1] = (parts[-1][0], parts[-1][1] + squeezed(piece.text))
    return Template(tuple((tuple(spaces), printed) for spaces, printed in parts))


def _characters(unit: Unit) -> list[Character]:
    return [Character(sign, each) for each in unit.pieces for sign in each.text]


def _share(characters: Sequence[Character], spaces: Sequence[str], filled: Filled) -> None:
    """Gives characters between two printed texts to the spaces that lie there; where there is none they are beside."""
    if not spaces:
        _put_beside(characters, filled)
        return
    for space in spaces:
        filled.spaces.setdefault(space, [])
    for each in characters:
        filled.spaces[each.piece.space if each.piece.space in spaces else spaces[-1]].append(each)


def _put_beside(characters: Sequence[Character], filled: Filled) -> None:
    text = "".join(each.sign for each in characters if each.stays).strip()
    if text:
        filled.beside.append(text)
