"""Answer spaces: how they look, the element they belong to, and the map by which returned forms are read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from kaigi_docs.blocks import Field, FieldKind
from kaigi_docs.layout.page import PT_PER_MM, LaidOut, PlacedField, Rect, Rule, StructNode
from kaigi_docs.theme import Theme

VERSION_DIGITS = 12


def form_node(field: Field) -> StructNode:
    """The Form element of an answer space (ISO 32000-1 14.8.4.5), with its PrintField role and accessible name."""
    role = "cb" if field.kind is FieldKind.MARK else "tv"
    return StructNode("Form", alt=field.label, print_field=role)


def field_rules(field: Field, rect: Rect, theme: Theme, *, in_frame: bool = False) -> list[Rule]:
    """The lines of an answer space: a frame (TEXT with dotted lines to write on, MARK), or a bottom line (LINE).

    Args:
        field: what is written there.
        rect: its place.
        theme: the look of lines.
        in_frame: whether the lines around are frame enough for a TEXT of several lines: only those to write on are drawn.
    """
    bottom = _rule(rect.x0, rect.y1, rect.x1, rect.y1, theme)
    if field.kind is FieldKind.LINE:
        return [bottom]
    frame = [
        _rule(rect.x0, rect.y0, rect.x1, rect.y0, theme),
        _rule(rect.x0, rect.y0, rect.x0, rect.y1, theme),
        _rule(rect.x1, rect.y0, rect.x1, rect.y1, theme),
        bottom,
    ]
    if field.kind is FieldKind.MARK:
        return frame
    lines = _writing_lines(rect, theme)
    return [*([] if in_frame and lines else frame), *lines]


def _writing_lines(rect: Rect, theme: Theme) -> list[Rule]:
    count = max(1, round(rect.height / (theme.writing_line_mm * PT_PER_MM)))
    tops = (rect.y0 + rect.height * number / count for number in range(1, count))
    return [_rule(rect.x0, y, rect.x1, y, theme, dotted=True) for y in tops]


def _rule(x0: float, y0: float, x1: float, y1: float, theme: Theme, *, dotted: bool = False) -> Rule:
    return Rule(x0, y0, x1, y1, theme.rule_pt, theme.rule_colour, dotted)


def placed_field(field: Field, rect: Rect, node: StructNode) -> PlacedField:
    """The answer space as it stands on its page, and its element."""
    return PlacedField(field.id, field.kind, field.label, field.option, rect, node)


def field_map(parts: Sequence[LaidOut]) -> list[dict[str, Any]]:
    """One row per answer space in reading order: what 様式/<form_version>.json holds.

    Returns:
        `{"id", "page", "box_mm": [x, y, width, height], "kind", "option"}`; pages count from 1 through all parts,
        millimetres run from the top left corner of the sheet, rounded to 0.01.
    """
    pages = [page for part in parts for page in part.pages]
    return [_row(field, number) for number, page in enumerate(pages, start=1) for field in page.fields]


def _row(field: PlacedField, page: int) -> dict[str, Any]:
    rect = field.rect
    box = [round(length / PT_PER_MM, 2) for length in (rect.x0, rect.y0, rect.width, rect.height)]
    return {"id": field.id, "page": page, "box_mm": box, "kind": field.kind.value, "option": field.option}


def form_version(questions: Iterable[tuple[str, str, Sequence[str]]], boxes: Iterable[Mapping[str, Any]]) -> str:
    """The first 12 hexadecimal digits of the SHA-256 of what a reader of returned forms relies on.

    Args:
        questions: (question id, kind, choices) in order.
        boxes: rows of `field_map`; their lengths count to 0.1 mm, so that a smaller shift keeps the version.
    """
    signature = [[identifier, kind, list(choices)] for identifier, kind, choices in questions]
    places = [{**row, "box_mm": [round(length, 1) for length in row["box_mm"]]} for row in boxes]
    canonical = json.dumps([signature, places], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()[:VERSION_DIGITS]
