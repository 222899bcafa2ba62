"""Every printed number that one part of the packet cites of another, computed once."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kaigi_docs.japanese.numerals import DigitWidth, ItemGlyph, format_number
from kaigi_docs.model.meeting import AgendaItem, AgendaKind, HouseStyle, Material, Meeting

AGENDA_KIND_LABELS = {
    AgendaKind.REPORT: "報告事項",
    AgendaKind.DISCUSSION: "協議事項",
    AgendaKind.MOTION: "議案",
    AgendaKind.OTHER: "その他",
}


@dataclass(frozen=True, slots=True)
class Numbering:
    """Printed numbers by stable id.

    Attributes:
        materials: material id → 「資料３」, or the title of a part without number.
        items: agenda item id → 「報告事項⑴」, 「①」 for a sub-item, 「協議事項」 where it is the only one of its kind.
        answers: question id → 「回答書１」.
        answer_numbers: question id → the number alone, as printed in the form.
    """

    materials: dict[str, str]
    items: dict[str, str]
    answers: dict[str, str]
    answer_numbers: dict[str, str]


def number_meeting(meeting: Meeting) -> Numbering:
    """The numbers of a meeting's materials, agenda items and questions, in the office's style."""
    style = meeting.style
    numbers = {
        question.id: ItemGlyph.parse(style.item_glyphs[0]).label(position)
        for position, question in enumerate(meeting.questions, 1)
    }
    return Numbering(
        materials={material.id: _material_label(material, style) for material in meeting.materials},
        items=_item_labels(meeting.agenda, style),
        answers={question_id: f"回答書{number}" for question_id, number in numbers.items()},
        answer_numbers=numbers,
    )


def _material_label(material: Material, style: HouseStyle) -> str:
    """「資料」 with its number in the office's digits; numbers such as 2-1 stay as the book has them."""
    if not material.no:
        return material.title.value
    return f"資料{styled_material_no(material.no, style.digits)}"


def styled_material_no(number: str, digits: DigitWidth) -> str:
    """A plain 資料番号 in the office's digits; one with a branch (2-1) as it was entered."""
    return format_number(int(number), digits) if re.fullmatch(r"[0-9]+", number) else number


def _item_labels(agenda: tuple[AgendaItem, ...], style: HouseStyle) -> dict[str, str]:
    labels: dict[str, str] = {}
    item_glyph, sub_item_glyph = (ItemGlyph.parse(style.item_glyphs[level]) for level in (1, 2))
    for kind, name in AGENDA_KIND_LABELS.items():
        items = [item for item in agenda if item.parent_id is None and item.kind is kind]
        for position, item in enumerate(items, 1):
            labels[item.id] = name if len(items) == 1 else f"{name}{item_glyph.label(position)}"
    for parent in agenda:
        children = [item for item in agenda if item.parent_id == parent.id]
        for position, item in enumerate(children, 1):
            labels[item.id] = sub_item_glyph.label(position)
    return labels
