"""What has to be known of a form to read it when it comes back: its questions, and where each answer space lies.

It stands in 様式/<form_version>.json beside the blank form; the copy in 発送済み/ is kept for every form that was sent.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kaigi_docs.model.form_identity import version_code

FIELD_NAME = "head/name"
FIELD_ORGANISATION = "head/organisation"
FIELD_MONTH, FIELD_DAY = "head/month", "head/day"
HEAD_FIELDS = (FIELD_ORGANISATION, FIELD_NAME, FIELD_MONTH, FIELD_DAY)
TABLE_COLUMNS = ("c1", "c2", "c3", "c4")
"""Columns of a comment table: 資料番号, ページ, 該当箇所, 意見・質問."""


@dataclass(frozen=True, slots=True)
class FormSubject:
    """An item or measure that a question is asked about."""

    id: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FormQuestion:
    """A question as it was printed.

    Attributes:
        id: of the question.
        label: 「回答書１」.
        title: as printed.
        kind: value of `model.meeting.QuestionKind`.
        choices: words, in order; the mark of the nth has the id 「…/choice/n」.
        subjects: what it is asked about one by one; empty where it is asked once.
        blank: value of `model.meeting.BlankRule`.
        lines: of the space to write, or rows of a comment table; 0 for none.
    """

    id: str
    label: str
    title: str
    kind: str
    choices: tuple[str, ...]
    subjects: tuple[FormSubject, ...]
    blank: str
    lines: int

    @property
    def stems(self) -> tuple[tuple[str, str], ...]:
        """(subject id, beginning of the ids of its answer spaces): one pair, or one for each subject."""
        if not self.subjects:
            return (("", self.id),)
        return tuple((subject.id, f"{self.id}/{subject.id}") for subject in self.subjects)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormField:
    """An answer space.

    Attributes:
        id: `head/…`, `<stem>/choice/<n>`, `<stem>/text` or `<question>/row/<row>/<column>`.
        page: of the form, from 1.
        box_mm: x, y, width, height, from the top left corner of the sheet.
        kind: value of `blocks.FieldKind`.
        option: for a mark: the choice that it means.
        label: accessible name, for messages.
    """

    id: str
    page: int
    box_mm: tuple[float, float, float, float]
    kind: str
    option: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormMap:
    """A form version.

    Attributes:
        version: 12 hexadecimal digits.
        material_id: row of the 資料 sheet.
        title: of the form.
        round_id: of the round that it belongs to, or "".
        large_print: whether it is the form in large print; the usual one asks the same.
        pages: number of its pages.
        page_mm: width and height of its pages.
        questions: in order.
        fields: in reading order.
    """

    version: str
    material_id: str
    title: str
    round_id: str
    large_print: bool = False
    pages: int
    page_mm: tuple[float, float]
    questions: tuple[FormQuestion, ...]
    fields: tuple[FormField, ...]

    @property
    def code(self) -> str:
        """The version as it stands in ids."""
        return version_code(self.version)

    def field(self, field_id: str) -> FormField | None:
        """The answer space of an id."""
        return next((each for each in self.fields if each.id == field_id), None)


class FormMapDamaged(Exception):
    """A file in 様式/ is not what was written there."""


def form_map_tree(form: FormMap) -> dict[str, Any]:
    """The map as JSON values."""
    return {
        "form_version": form.version,
        "material_id": form.material_id,
        "title": form.title,
        "round_id": form.round_id,
        "large_print": form.large_print,
        "pages": form.pages,
        "page_mm": list(form.page_mm),
        "questions": [_question_tree(each) for each in form.questions],
        "fields": [
            {
                "id": each.id,
                "page": each.page,
                "box_mm": list(each.box_mm),
                "kind": each.kind,
                "option": each.option,
                "label": each.label,
            }
            for each in form.fields
        ],
    }


def _question_tree(question: FormQuestion) -> dict[str, Any]:
    return {
        "id": question.id,
        "label": question.label,
        "title": question.title,
        "kind": question.kind,
        "choices": list(question.choices),
        "subjects": [[each.id, each.name] for each in question.subjects],
        "blank": question.blank,
        "lines": question.lines,
    }


def form_map_from_tree(tree: Mapping[str, Any]) -> FormMap:
    """The map that JSON values stand for.

    Raises:
        FormMapDamaged: something is missing or of another type.
    """
    try:
        width, height = (float(each) for each in tree["page_mm"])
        return FormMap(
            version=str(tree["form_version"]),
            material_id=str(tree["material_id"]),
            title=str(tree["title"]),
            round_id=str(tree["round_id"]),
            large_print=tree["large_print"] is True,
            pages=int(tree["pages"]),
            page_mm=(width, height),
            questions=tuple(_questions(tree["questions"])),
            fields=tuple(_fields(tree["fields"])),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise FormMapDamaged(str(error)) from error


def _questions(trees: Sequence[Mapping[str, Any]]) -> Iterator[FormQuestion]:
    for tree in trees:
        yield FormQuestion(
            id=str(tree["id"]),
            label=str(tree["label"]),
            title=str(tree["title"]),
            kind=str(tree["kind"]),
            choices=tuple(str(each) for each in tree["choices"]),
            subjects=tuple(FormSubject(str(subject), str(name)) for subject, name in tree["subjects"]),
            blank=str(tree["blank"]),
            lines=int(tree["lines"]),
        )


def _fields(trees: Sequence[Mapping[str, Any]]) -> Iterator[FormField]:
    for tree in trees:
        x, y, width, height = (float(each) for each in tree["box_mm"])
        yield FormField(
            id=str(tree["id"]),
            page=int(tree["page"]),
            box_mm=(x, y, width, height),
            kind=str(tree["kind"]),
            option=str(tree["option"]),
            label=str(tree["label"]),
        )
