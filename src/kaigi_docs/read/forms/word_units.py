"""Units of a document as the worker told them: cells and paragraphs, with the answer spaces in them by their ids."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kaigi_docs.bookmarks import bookmark_name, tag_name
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.read.worker.form_units import DELETED, INSERTED


@dataclass(frozen=True, slots=True)
class Piece:
    """Text with one look.

    Attributes:
        text: may be empty, for an answer space without any.
        space: id of the answer space around it, or "".
        bits: of `worker.form_units`.
        checked: of a box to tick, what its control says.
    """

    text: str
    space: str
    bits: int
    checked: bool | None = None


@dataclass(frozen=True, slots=True)
class Unit:
    """A cell or a paragraph.

    Attributes:
        kind: of `worker.form_units`.
        pieces: its text.
        column: of a cell in its row, from 0.
    """

    kind: str
    pieces: tuple[Piece, ...]
    column: int = -1

    @property
    def spaces(self) -> tuple[str, ...]:
        """Ids of its answer spaces, in order, each once."""
        return tuple(dict.fromkeys(each.space for each in self.pieces if each.space))

    @property
    def text(self) -> str:
        """Its text as it now stands: what was deleted is not there."""
        return "".join(each.text for each in self.pieces if not each.bits & DELETED)

    @property
    def before(self) -> str:
        """Its text before the changes that are recorded."""
        return "".join(each.text for each in self.pieces if not each.bits & INSERTED)

    @property
    def printed(self) -> str:
        """Its text outside of answer spaces, without white space."""
        return squeezed("".join(each.text for each in self.pieces if not each.space and not each.bits & DELETED))


def squeezed(text: str) -> str:
    """The text without white space, which programs and people set as they like."""
    return "".join(text.split())


def names_of_spaces(form: FormMap) -> dict[str, str]:
    """Id of an answer space by every name that it has in a Word file."""
    ids = [each.id for each in form.fields]
    return {bookmark_name(each): each for each in ids} | {tag_name(each): each for each in ids}


def units_of(answer: Mapping[str, Any], names: Mapping[str, str]) -> list[Unit]:
    """The units of a worker's answer.

    Args:
        answer: of the task word_form.
        names: as `names_of_spaces` gives them; other controls and bookmarks are of no account.
    """
    spaces = [(names.get(tag) or names.get(bookmark, ""), checked) for tag, bookmark, checked in answer["spaces"]]
    return [Unit(each["kind"], tuple(_pieces(each["pieces"], spaces)), each["column"]) for each in answer["units"]]


def _pieces(told: Sequence[tuple[str, int, int]], spaces: Sequence[tuple[str, bool | None]]) -> list[Piece]:
    nothing: tuple[str, bool | None] = ("", None)
    found = ((text, *(spaces[number] if number >= 0 else nothing), bits) for text, number, bits in told)
    return [Piece(text, space, bits, checked) for text, space, checked, bits in found if text or space]
