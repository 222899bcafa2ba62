"""Every printed number that one part of the packet cites of another, computed once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kaigi_docs.japanese.numerals import DigitWidth, ItemGlyph, format_number
from kaigi_docs.model.meeting import AgendaItem, AgendaKind, HouseStyle, Material, MaterialKind, Meeting, Question

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
        items: agenda item id → 「報告事項⑴」, 「①」 for a sub-item, 「協議事項」 where it is the only one of its kind,
            「議案第１号」 for a motion.
        answers: question id → 「回答書１」; in another form than a 回答書, its title and the number: 「表決書１」.
        answer_numbers: question id → the number alone, as printed in its form; each form counts from one.
    """

    materials: dict[str, str]
    items: dict[str, str]
    answers: dict[str, str]
    answer_numbers: dict[str, str]


def number_meeting(meeting: Meeting) -> Numbering:
    """The numbers of a meeting's materials, agenda items and questions, in the office's style."""
    style = meeting.style
    glyph = ItemGlyph.parse(style.item_glyphs[0])
    asked = [
        (question.id, _form_noun(form), glyph.label(position))
        for form in forms_of(meeting.materials)
        for position, question in enumerate(questions_of(form, meeting), 1)
    ] or [(question.id, "回答書", glyph.label(position)) for position, question in enumerate(meeting.questions, 1)]
    return Numbering(
        materials={material.id: _material_label(material, style) for material in meeting.materials},
        items=_item_labels(meeting.agenda, style),
        answers={question_id: f"{noun}{number}" for question_id, noun, number in asked},
        answer_numbers={question_id: number for question_id, _, number in asked},
    )


def forms_of(materials: Iterable[Material]) -> tuple[Material, ...]:
    """The 回答書, 表決書 and other forms of a packet, in its order."""
    return tuple(material for material in materials if material.kind is MaterialKind.RESPONSE_FORM)


def questions_of(form: Material, meeting: Meeting) -> tuple[Question, ...]:
    """The questions that a form asks: those that name it and, if it is the first, those that name none."""
    first = forms_of(meeting.materials)[:1]
    unnamed = ("",) if form.id in {each.id for each in first} else ()
    return tuple(question for question in meeting.questions if question.form_id in (form.id, *unnamed))


def _form_noun(form: Material) -> str:
    """What its answer boxes are called by: every 回答書 is one, another form has its own title."""
    title = form.title.value.strip()
    return "回答書" if title.endswith("回答書") or not title else title


def _material_label(material: Material, style: HouseStyle) -> str:
    """「資料」 with its number in the office's digits; numbers such as 2-1 stay as the book has them."""
    if not material.no:
        return material.title.value
    return f"資料{styled_material_no(material.no, style.digits)}"


def styled_material_no(number: str, digits: DigitWidth) -> str:
    """A plain 資料番号 in the office's digits; one with a branch (2-1) as it was entered."""
    return format_number(int(number), digits) if re.fullmatch(r"[0-9]+", number) else number


def _item_label(kind: AgendaKind, name: str, glyph: str, position: int, count: int, style: HouseStyle) -> str:
    if kind is AgendaKind.MOTION:
        return f"{name}第{format_number(position, style.digits)}号"
    return name if count == 1 else f"{name}{glyph}"


def _item_labels(agenda: tuple[AgendaItem, ...], style: HouseStyle) -> dict[str, str]:
    labels: dict[str, str] = {}
    item_glyph, sub_item_glyph = (ItemGlyph.parse(style.item_glyphs[level]) for level in (1, 2))
    for kind, name in AGENDA_KIND_LABELS.items():
        items = [item for item in agenda if item.parent_id is None and item.kind is kind]
        for position, item in enumerate(items, 1):
            labels[item.id] = _item_label(kind, name, item_glyph.label(position), position, len(items), style)
    for parent in agenda:
        children = [item for item in agenda if item.parent_id == parent.id]
        for position, item in enumerate(children, 1):
            labels[item.id] = sub_item_glyph.label(position)
    return labels
