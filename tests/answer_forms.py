"""Answer forms of みほん市 with every kind of question, blank, as Word files, and their maps."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from kaigi_docs.blocks import Field
from kaigi_docs.forms import identity_of
from kaigi_docs.materials.form_questions import form_questions
from kaigi_docs.materials.response_form import build_response_form
from kaigi_docs.model.form_map import FormField, FormMap
from kaigi_docs.model.meeting import AskedPer, MaterialKind, Meeting, Member, Question, QuestionKind
from kaigi_docs.model.text import Text
from kaigi_docs.render.docx.document import render_docx
from kaigi_docs.render.docx.package import DocumentInfo
from kaigi_docs.theme import DEFAULT_THEME
from letter_meeting import context_of, letter_meeting, material_of

KEY = "MIHONKEYFORTESTSONLY234567"
VERSION = "0123456789ab"


def words(*texts: str) -> tuple[Text, ...]:
    return tuple(map(Text, texts))


QUESTIONS = (
    Question(id="Q1", kind=QuestionKind.COMMENT, item_ids=("A01",), choices=words("意見や感想", "特になし")),
    Question(id="Q2", kind=QuestionKind.SINGLE, title=Text("開催の方法"), choices=words("対面", "書面", "オンライン"), lines=2),
    Question(id="Q3", kind=QuestionKind.MULTIPLE, title=Text("参加できる時間帯"), choices=words("朝", "昼", "夜"), lines=0),
    Question(
        id="Q4",
        kind=QuestionKind.VOTE,
        item_ids=("A04", "A05"),
        per=AskedPer.ITEM,
        choices=words("賛成", "反対", "保留"),
        lines=2,
    ),
    Question(id="Q5", kind=QuestionKind.COMMENT_TABLE, title=Text("資料についてのご意見"), lines=3),
)


@cache
def form_meeting(*questions: Question) -> Meeting:
    """The meeting with these questions, else with QUESTIONS."""
    return letter_meeting(questions=questions or QUESTIONS, form_key=KEY)


def form_map(meeting: Meeting, version: str = VERSION) -> FormMap:
    """The map of the meeting's form; boxes, which Word has none of, are left at nothing."""
    material = material_of(meeting, MaterialKind.RESPONSE_FORM)
    document, _ = build_response_form(material, (), context_of(meeting))
    fields = {each.id: each for each in _fields(document)}
    return FormMap(
        version=version,
        material_id=material.id,
        title=material.title.value,
        round_id=meeting.round_id,
        pages=2,
        page_mm=(210.0, 297.0),
        questions=form_questions(material, meeting, ()),
        fields=tuple(
            FormField(id=each.id, page=1, box_mm=(0.0, 0.0, 0.0, 0.0), kind=each.kind.value, option=each.option, label=each.label)
            for each in fields.values()
        ),
    )


def word_form(meeting: Meeting, member: Member | None = None, version: str = VERSION) -> bytes:
    """The Word form of a member, or the neutral one."""
    material = material_of(meeting, MaterialKind.RESPONSE_FORM)
    document, _ = build_response_form(material, (), context_of(meeting), member)
    info = DocumentInfo(title="回答書", form_id=identity_of(meeting, version, member).text)
    return render_docx(document, DEFAULT_THEME, info, {})


def _fields(document: object) -> Iterator[Field]:
    """Every field of a document, in reading order."""
    from dataclasses import fields, is_dataclass

    if isinstance(document, Field):
        yield document
    elif isinstance(document, tuple | list):
        for each in document:
            yield from _fields(each)
    elif is_dataclass(document) and not isinstance(document, type):
        for each in fields(document):
            yield from _fields(getattr(document, each.name))
