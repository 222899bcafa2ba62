"""Answer forms as they go out: their map, their version, and the id on each page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kaigi_docs.layout.field import field_map, form_version
from kaigi_docs.layout.form_marks import PageWords, with_form_marks
from kaigi_docs.layout.page import PT_PER_MM, LaidOut
from kaigi_docs.materials.form_questions import form_questions, question_signature
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.form_identity import WHOLE_FORM, FormIdentity, form_identity
from kaigi_docs.model.form_map import FIELD_NAME, FIELD_ORGANISATION, FormField, FormMap
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Material, Meeting, Member, QuestionKind
from kaigi_docs.model.numbering import number_meeting, questions_of
from kaigi_docs.theme import Theme

HINT = "黒いペンで、枠の中にご記入ください。縮小せずにお送りください。"


def form_version_of(material: Material, pages: LaidOut, meeting: Meeting) -> str:
    """The version of a form: 12 hexadecimal digits of its questions and boxes, whoever's name stands on it."""
    return form_version(question_signature(questions_of(material, meeting)), field_map([pages]))


def form_map_of(
    material: Material, pages: LaidOut, meeting: Meeting, measures: Sequence[Measure], *, large_print: bool = False
) -> FormMap:
    """All that has to be known to read the form when it comes back.

    Args:
        material: its row of the 資料 sheet.
        pages: the form.
        meeting: its questions.
        measures: of questions that are asked per measure.
        large_print: whether it is the form in large print.
    """
    labels = {field.id: field.label for page in pages.pages for field in page.fields}
    rows = field_map([pages])
    return FormMap(
        version=form_version_of(material, pages, meeting),
        material_id=material.id,
        title=material.title.value,
        round_id=meeting.round_id,
        large_print=large_print,
        pages=len(pages.pages),
        page_mm=(round(pages.pages[0].width / PT_PER_MM, 2), round(pages.pages[0].height / PT_PER_MM, 2)),
        questions=form_questions(material, meeting, measures),
        fields=tuple(
            FormField(
                id=row["id"],
                page=row["page"],
                box_mm=tuple(row["box_mm"]),
                kind=row["kind"],
                option=row["option"],
                label=labels[row["id"]],
            )
            for row in rows
        ),
    )


def identity_of(meeting: Meeting, version: str, member: Member | None, page: int = WHOLE_FORM) -> FormIdentity:
    """The id of a page, or of the form as a whole."""
    return form_identity(meeting.form_key, meeting.identity, version, member.id if member is not None else None, page)


def single_choices(form: FormMap) -> frozenset[str]:
    """The beginnings of the ids of boxes of which one at most is chosen: 「Q1/choice」."""
    one_of = (question for question in form.questions if question.kind != QuestionKind.MULTIPLE)
    return frozenset(f"{stem}/choice" for question in one_of for _, stem in question.stems)


def prefilled(member: Member) -> dict[str, str]:
    """What stands on a member's form from the beginning, by id of the space."""
    values = {FIELD_ORGANISATION: member.organisation.value, FIELD_NAME: member.name.value}
    return {space: value for space, value in values.items() if value}


def marked_form(pages: LaidOut, material: Material, meeting: Meeting, theme: Theme, member: Member | None = None) -> LaidOut:
    """The form with corner marks and ids on each page; of a member, or neutral.

    Args:
        pages: the form with page heads and feet, without marks.
        material: its row of the 資料 sheet.
        meeting: has key and deadline.
        theme: the look of the form.
        member: whose it is, or None.
    """
    version = form_version_of(material, pages, meeting)
    return with_form_marks(pages, _words(meeting, version, member), theme)


def _words(meeting: Meeting, version: str, member: Member | None) -> Callable[[int], PageWords]:
    due = WordingContext(meeting, number_meeting(meeting)).deadline()
    whose = (f"{member.organisation}　{member.name}".strip(),) if member is not None else ()
    lines = (f"締切　{due}", HINT, *whose)
    return lambda page: PageWords(identity_of(meeting, version, member, page).text, lines)
