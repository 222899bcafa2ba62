"""What the answer spaces of a Word form say, by comparison with the blank form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from kaigi_docs.blocks import FieldKind
from kaigi_docs.findings import Location
from kaigi_docs.model.form_map import FormField, FormMap
from kaigi_docs.model.returned_forms import Doubt, FieldValue
from kaigi_docs.model.text import Text
from kaigi_docs.read.forms.pdf_values import is_damaged
from kaigi_docs.read.forms.word_matching import left_over, pair_units
from kaigi_docs.read.forms.word_template import Character, Filled, template_of
from kaigi_docs.read.forms.word_units import Unit, squeezed
from kaigi_docs.read.worker.form_units import BOX, COMMENT, EMPHASISED, HEAD, INSERTED, NOTE, STRUCK

_EMPTY_BOXES = frozenset("☐□◻◽▢⬜")
_TICKS = frozenset("☑☒✓✔✅レ■●◉⦿◎○〇◯Ｖ") | {chr(0xFF9A)}
"""Signs that people put into a box to say yes; ☒ is what Word's own boxes show, FF9A is レ in half width.
A cross may mean yes or no."""
_BESIDE = {COMMENT: "コメント", NOTE: "脚注", BOX: "テキストボックス", HEAD: "ヘッダーかフッター"}
_MARKED_UP, _STRUCK_OUT = "囲みや下線など", "取り消し線"


@dataclass(slots=True)
class WordValues:
    """What a Word form says.

    Attributes:
        values: by answer space; blank ones are not there.
        beside: texts outside of them.
        lost: answer spaces that were not found.
    """

    values: dict[str, FieldValue] = field(default_factory=dict)
    beside: list[Text] = field(default_factory=list)
    lost: list[FormField] = field(default_factory=list)


def values_of(form: FormMap, blank: Sequence[Unit], returned: Sequence[Unit], file: str) -> WordValues:
    """The values of all spaces, what stands beside them, and the spaces that are gone.

    Args:
        form: the map.
        blank: units of the blank form.
        returned: units of the file.
        file: its name in messages.
    """
    told = WordValues()
    spaces = {each.id: each for each in form.fields}
    pairs = pair_units(blank, returned)
    for place, unit in enumerate(blank):
        if place not in pairs:
            told.lost += [spaces[space] for space in unit.spaces]
            continue
        filled = template_of(unit).fill(returned[pairs[place]])
        for space in unit.spaces:
            _tell(spaces[space], filled, unit, file, told)
        told.beside += [Text(text, Location(file, label="欄の外")) for text in filled.beside]
    for unit in left_over(blank, returned, pairs):
        if unit.kind != HEAD or not _is_running(unit, blank):
            text = unit.text.strip()
            told.beside.append(Text(text, Location(file, label=_BESIDE.get(unit.kind, "欄の外"))))
    return told


def _is_running(unit: Unit, blank: Sequence[Unit]) -> bool:
    """Whether a head or foot is that of the blank form, but for numbers of pages and the id."""
    known = {_without_numbers(each.text) for each in blank if each.kind == HEAD}
    return _without_numbers(unit.text) in known


def _without_numbers(text: str) -> str:
    return "".join(sign for sign in squeezed(text) if not (sign.isascii() or sign.isdecimal()))


def _tell(space: FormField, filled: Filled, blank: Unit, file: str, told: WordValues) -> None:
    place = Location(file, label=space.label)
    characters = filled.spaces.get(space.id)
    if characters is None:
        told.lost.append(space)
        return
    if space.kind == FieldKind.MARK:
        value = _mark(space, characters, filled, blank, place)
    else:
        value = _written(space, characters, blank, place)
    if value is not None:
        told.values[space.id] = value


def _written(space: FormField, characters: Sequence[Character], blank: Unit, place: Location) -> FieldValue | None:
    """The text of a space; None where nothing was written. Of an answer that was changed on the record, or in which something is
    struck through, both are told."""
    shown = _without_placeholder(characters, space, blank, _stands)
    before = _without_placeholder(characters, space, blank, lambda each: not each.piece.bits & INSERTED)
    changed = any(not _stands(each) for each in characters) and squeezed(before) != squeezed(shown) and bool(before)
    if not shown and not changed:
        return None
    doubts = (*((Doubt.UNEXPECTED,) if is_damaged(shown) else ()), *((Doubt.DIFFERENT,) if changed else ()))
    return FieldValue(field_id=space.id, text=Text(shown, place), doubts=doubts, other=before if changed else "")


def _stands(character: Character) -> bool:
    """Whether a character is neither deleted nor struck through."""
    return character.stays and not character.piece.bits & STRUCK


def _without_placeholder(
    characters: Sequence[Character], space: FormField, blank: Unit, wanted: Callable[[Character], bool]
) -> str:
    """The wanted characters without those that the blank form has in the space: Word keeps them where somebody types beside."""
    text = "".join(each.sign for each in characters if wanted(each)).strip()
    placeholder = "".join(each.text for each in blank.pieces if each.space == space.id).strip()
    return text.replace(placeholder, "", 1).strip() if placeholder else text


def _mark(space: FormField, characters: Sequence[Character], filled: Filled, blank: Unit, place: Location) -> FieldValue | None:
    """A box: ticked, unsure, or None. People tick, type over the box, or mark up the word beside it."""
    signs = [each.sign for each in characters if each.stays and not each.sign.isspace()]
    others = "".join(sign for sign in signs if sign not in _EMPTY_BOXES and sign not in _TICKS)
    ticked = any(each.piece.checked for each in characters) or any(sign in _TICKS for sign in signs)
    doubtful = others or ("" if ticked else _marked_up(space, filled, blank))
    if not ticked and not doubtful:
        return None
    return FieldValue(
        field_id=space.id,
        text=Text("", place),
        marked=None if doubtful else True,
        doubts=(Doubt.UNSURE,) if doubtful else (),
        other=doubtful,
    )


def _marked_up(space: FormField, filled: Filled, blank: Unit) -> str:
    """How the word beside a box was marked up or struck out; "" where it looks as printed."""
    word = [each for each in filled.printed.get(space.id, ()) if not each.sign.isspace()][: len(squeezed(space.option))]
    printed = 0
    for piece in blank.pieces:
        printed |= piece.bits
    bits = 0
    for each in word:
        bits |= each.piece.bits & ~printed
    return _STRUCK_OUT if bits & STRUCK else _MARKED_UP if bits & EMPHASISED else ""


def head_of(told: WordValues, space: str) -> Text:
    """What stands in a space of the form's head."""
    found: Mapping[str, FieldValue] = told.values
    return found[space].text if space in found else Text("")
