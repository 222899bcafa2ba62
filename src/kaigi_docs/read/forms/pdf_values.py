"""What the fields and boxes of a PDF say, each by itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kaigi_docs.blocks import FieldKind
from kaigi_docs.model.form_identity import Genuineness
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.model.returned_forms import Doubt, FieldValue
from kaigi_docs.model.text import Text

_DAMAGED = re.compile("[\u0b80-\u0bff\ud800-\udfff\ue000-\uf8ff\ufffd\x00-\x08\x0b\x0c\x0e-\x1f]|[一-鿿][\u0100-\u01ef]")


BY_TRUST = (Genuineness.GENUINE, Genuineness.UNSIGNED, Genuineness.WRONG)
"""From the most to the least: a form is as genuine as its worst page."""


def names_of(form: FormMap) -> Iterator[str]:
    """The names that the fields of a form have in a PDF."""
    for each in form.fields:
        yield each.id
        yield each.id.rpartition("/")[0]


def value_of(space: str, kind: str, values: Mapping[str, Mapping[str, Any]]) -> tuple[FieldValue | None, str]:
    """What a space holds, and the name of its field: its own, or that of the group of boxes of which one is chosen."""
    if kind == FieldKind.MARK and space not in values:
        stem, _, state = space.rpartition("/")
        chosen = values.get(stem, {}).get("value", "")
        return (FieldValue(field_id=space, text=Text(""), marked=True) if chosen == state else None), stem
    value = values.get(space, {}).get("value", "")
    if kind == FieldKind.MARK:
        return (FieldValue(field_id=space, text=Text(""), marked=True) if value else None), space
    text = value.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        return None, space
    doubts = (Doubt.UNEXPECTED,) if is_damaged(text) else ()
    return FieldValue(field_id=space, text=Text(text), doubts=doubts), space


def doubts_of(text: str, found: Mapping[str, Any]) -> Iterator[Doubt]:
    """Why a person has to look at the text of a box, as the task form_printed found it."""
    if is_damaged(text):
        yield Doubt.UNEXPECTED
    if found["full"]:
        yield Doubt.CUT
    if squeezed(found["text"]) != squeezed(found["text2"]):
        yield Doubt.DIFFERENT


def squeezed(text: str) -> str:
    """The text without white space, which programs set as they like."""
    return "".join(text.split())


def is_damaged(text: str) -> bool:
    """Whether a text has characters that no keyboard of a Japanese computer gives: a letter was damaged on the way.

    Programs that cut characters beyond the basic plane leave 「ஷ」 (U+0BB7) of 𠮷 (U+20BB7) and 「Ā」 (U+0100) of the variation
    selector U+E0100; others leave U+FFFD, halves of a pair, private use or control characters.
    """
    return _DAMAGED.search(text) is not None


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
