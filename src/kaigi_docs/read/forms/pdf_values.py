"""What the fields and boxes of a PDF say, each by itself."""

from __future__ import annotations

import base64
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from kaigi_docs.blocks import FieldKind
from kaigi_docs.findings import Location
from kaigi_docs.model.form_identity import Genuineness
from kaigi_docs.model.form_map import FormField, FormMap
from kaigi_docs.model.returned_forms import Doubt, FieldValue
from kaigi_docs.model.text import Text

_MARKED, _UNMARKED = 0.06, 0.01
"""Shares of darker pixels from which a box is ticked, and below which it is not; between them a person looks."""

_USUAL = re.compile(
    "[\t\n\r\u0020-\u007e\u00a0-\u024f\u0300-\u036f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff\u2000-\u2029\u202f-\u2065\u2070-\u2bff"
    "\u2e80-\u2fdf\u3000-\u4dbf\u4e00-\u9fff\uac00-\ud7af\uf900-\ufaff\ufe00-\ufe0f\ufe30-\ufe4f\uff00-\uffef"
    "\U0001f000-\U0001faff\U00020000-\U0003ffff\U000e0100-\U000e01ef]*"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_CUT_SELECTOR = re.compile("[㐀-鿿][\u0100-\u01ef]")
_KANJI = re.compile("[㐀-鿿]")
_IN_JAPAN = ("cp932", "shift_jis_2004")

BY_TRUST = (Genuineness.GENUINE, Genuineness.UNSIGNED, Genuineness.WRONG)
"""From the most to the least: a form is as genuine as its worst page."""


def names_of(form: FormMap) -> Iterator[str]:
    """The names that the fields of a form have in a PDF."""
    for each in form.fields:
        yield each.id
        if each.kind == FieldKind.MARK:
            yield each.id.rpartition("/")[0]


def values_of(space: FormField, fields: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[FieldValue]:
    """What a space holds: one value, or several where the file has several fields of that name that say different things."""
    found = [value for each in fields.get(space.id, ()) if (value := _value(space, each)) is not None]
    if space.kind == FieldKind.MARK:
        group, _, state = space.id.rpartition("/")
        found += [value for each in fields.get(group, ()) if (value := _chosen(space, state, each)) is not None]
    seen = []
    for value in found:
        if value not in seen:
            seen.append(value)
            yield value


def _value(space: FormField, found: Mapping[str, Any]) -> FieldValue | None:
    if space.kind == FieldKind.MARK:
        if not found["value"] and not found["shown"]:
            return None
        is_sure = bool(found["value"])
        return FieldValue(field_id=space.id, text=Text(""), marked=is_sure or None, doubts=() if is_sure else (Doubt.UNSURE,))
    text = _CONTROL.sub("\ufffd", found["value"].replace("\r\n", "\n").replace("\r", "\n"))
    if not text.strip():
        return None
    doubts = [Doubt.UNEXPECTED] if is_damaged(text) or found["guessed"] else []
    doubts += [Doubt.CUT] if found["cut"] else []
    return FieldValue(field_id=space.id, text=Text(text), doubts=tuple(doubts))


def _chosen(space: FormField, state: str, found: Mapping[str, Any]) -> FieldValue | None:
    """The mark of a box of a group of which one is chosen: its value counts; where another box is shown, a person looks."""
    value, shown = found["value"], found["shown"]
    if state not in (value, shown):
        return None
    if value and shown in ("", value):
        return FieldValue(field_id=space.id, text=Text(""), marked=True)
    return FieldValue(field_id=space.id, text=Text(""), doubts=(Doubt.UNSURE,))


def unknown_choice(form: FormMap, group: str, found: Mapping[str, Any]) -> str:
    """The state of a group of boxes where it is none of theirs (a program wrote the word of the choice), else ""."""
    if not found["value"] or form.field(group) is not None:
        return ""
    states = {each.id.rpartition("/")[2] for each in form.fields if each.id.startswith(f"{group}/")}
    return str(found["value"]) if states and found["value"] not in states else ""


def printed_value(found: Mapping[str, Any], where: Location) -> FieldValue | None:
    """What stands in one box of a page, as the task form_printed found it; None where nothing does."""
    picture = base64.b64decode(found["picture"]) if found["picture"] else None
    if found["dark"]:
        return _tick(found, where, picture)
    text, other = found["text"] or found["text2"], found["text2"] if found["text"] else ""
    if not text:
        return None
    doubted = tuple(_doubts_of(text, other, found))
    return FieldValue(
        field_id=found["field"],
        text=Text(text, where),
        doubts=doubted,
        other=other if Doubt.DIFFERENT in doubted else "",
        picture=picture,
    )


def _tick(found: Mapping[str, Any], where: Location, picture: bytes | None) -> FieldValue | None:
    if found["dark"] < _UNMARKED:
        return None
    is_sure = found["dark"] >= _MARKED
    return FieldValue(
        field_id=found["field"],
        text=Text("", where),
        marked=True if is_sure else None,
        doubts=() if is_sure else (Doubt.UNSURE,),
        picture=None if is_sure else picture,
    )


def _doubts_of(text: str, other: str, found: Mapping[str, Any]) -> Iterator[Doubt]:
    if is_damaged(text):
        yield Doubt.UNEXPECTED
    if found["full"]:
        yield Doubt.CUT
    if _compared(text) != _compared(other):
        yield Doubt.DIFFERENT


def _compared(text: str) -> str:
    return squeezed(unicodedata.normalize("NFKC", text))


def squeezed(text: str) -> str:
    """The text without white space, which programs set as they like."""
    return "".join(text.split())


def is_damaged(text: str) -> bool:
    """Whether a text has characters that no keyboard of a Japanese computer gives: a letter was damaged on the way.

    Programs that cut characters beyond the basic plane leave 「ஷ」 (U+0BB7) of 𠮷 (U+20BB7) and 「Ā」 (U+0100) of the variation
    selector U+E0100, or a kanji of no Japanese character set; others leave U+FFFD, halves of a pair, private use or control
    characters. Limit: where what is left is a usual character, nothing can be seen.
    """
    if not _USUAL.fullmatch(text) or _CUT_SELECTOR.search(text):
        return True
    return any(not _is_in_japan(kanji) for kanji in set(_KANJI.findall(text)))


def _is_in_japan(character: str) -> bool:
    for encoding in _IN_JAPAN:
        try:
            character.encode(encoding)
        except UnicodeEncodeError:
            continue
        return True
    return False


def without_start(line: str, start: str) -> str:
    """A line without what it begins with, white space apart; as it is where it begins otherwise."""
    if not start or not squeezed(line).startswith(start):
        return line
    left = len(start)
    for place, character in enumerate(line):
        if not left:
            return line[place:]
        left -= not character.isspace()
    return ""
