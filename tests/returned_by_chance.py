"""The forms of a meeting as they go out, filled in by programs by chance, flattened or not, and sent back in any way."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from random import Random

from answers_by_chance import Said, Told, Writer, head_of, told
from filled_words import Change, edited, ticked, typed, without_bookmarks, without_controls, without_tags
from kaigi_docs.blocks import Document
from kaigi_docs.forms import form_map_of, identity_of, marked_form, prefilled, single_choices
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.form_marks import within_codes
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.layout.running import add_running
from kaigi_docs.materials.response_form import build_response_form
from kaigi_docs.model.decisions import Decisions, QuestionKind
from kaigi_docs.model.form_map import FormMap, form_map_tree
from kaigi_docs.model.meeting import Material, MaterialKind, Meeting, Member
from kaigi_docs.model.responses import AnswerState, Collation
from kaigi_docs.read.forms.files import read_forms
from kaigi_docs.read.forms.known import read_known_forms
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.render.docx.document import render_docx
from kaigi_docs.render.docx.package import DocumentInfo
from kaigi_docs.render.pdf.paint import Fillable, PdfInfo, paint_pdf
from kaigi_docs.responses.collating import collate_responses
from kaigi_docs.theme import DEFAULT_THEME
from kaigi_docs.themes import form_theme
from letter_meeting import context_of, material_of
from mail_files import letter
from pdf_answers import changed, clicked, filled, flattened, fonts_read_once, set_by_pypdfform, shown

TITLE = "協議事項等回答書"
Values = Mapping[str, str]
"""Texts by space, states by radio group, 「1」 by check box."""

LOSSES: tuple[tuple[Change, ...], ...] = ((), (), (without_tags,), (without_bookmarks,), (without_controls,))
WAYS = ("plain", "mail", "zip", "zip in mail")


@dataclass(frozen=True)
class Filler:
    """A program that fills in PDFs.

    Attributes:
        fill: what it does.
        is_flat: whether the fields are gone afterwards.
        beyond: whether it carries characters beyond the basic plane.
    """

    fill: Callable[[bytes, FormMap, Values], bytes]
    is_flat: bool = False
    beyond: bool = True


def _flattened_by_pikepdf(content: bytes) -> bytes:
    return changed(content, lambda pdf: pdf.flatten_annotations("all"))


FILLERS: Mapping[str, Filler] = {
    "pikepdf": Filler(lambda content, _, values: filled(content, values)),
    "pypdf": Filler(lambda content, _, values: shown(content, named(values))),
    "PyPDFForm": Filler(set_by_pypdfform),
    "pdfium": Filler(clicked, beyond=False),
    "pypdf, flattened by pdfium": Filler(
        lambda content, _, values: flattened(shown(content, named(values))), is_flat=True, beyond=False
    ),
    "pypdf, flattened by qpdf": Filler(
        lambda content, _, values: _flattened_by_pikepdf(shown(content, named(values))), is_flat=True, beyond=False
    ),
}


def is_usual(text: str) -> bool:
    """Whether a text has no character beyond code page 932."""
    return text.encode("cp932", "replace").decode("cp932") == text


def named(values: Values) -> dict[str, str]:
    """The values as pypdf wants them: states as names."""
    return {space: f"/{value}" if "/choice" in space else value for space, value in values.items()}


@dataclass
class SentForms:
    """The forms of a meeting.

    Attributes:
        meeting: it.
    """

    meeting: Meeting

    @cached_property
    def material(self) -> Material:
        return material_of(self.meeting, MaterialKind.RESPONSE_FORM)

    @cached_property
    def pages(self) -> LaidOut:
        look = form_theme(DEFAULT_THEME)
        (pages,) = add_running([within_codes(layout_document(self._document(None), look), look)], look, through=False)
        assert pages.findings.codes() == []
        return pages

    @cached_property
    def map(self) -> FormMap:
        return form_map_of(self.material, self.pages, self.meeting, ())

    def _document(self, member: Member | None) -> Document:
        document, findings = build_response_form(self.material, (), context_of(self.meeting), member)
        assert findings.codes() == []
        return document

    def pdf(self, member: Member | None, *, fillable: bool = True) -> bytes:
        """The form of a member, or the neutral one; for paper without fields."""
        pages = marked_form(self.pages, self.material, self.meeting, form_theme(DEFAULT_THEME), member)
        form_id = identity_of(self.meeting, self.map.version, member).text
        spaces = Fillable(form_id, prefilled(member) if member else {}, single_choices(self.map))
        return paint_pdf([pages], PdfInfo(TITLE), None, spaces if fillable else None)

    def word(self, member: Member | None) -> bytes:
        """The Word form of a member, or the neutral one."""
        info = DocumentInfo(title=TITLE, form_id=identity_of(self.meeting, self.map.version, member).text)
        return render_docx(self._document(member), DEFAULT_THEME, info, {})

    def keep(self, out: Path) -> None:
        """Writes what `build` keeps to read them by."""
        folder = out / "様式"
        folder.mkdir(parents=True)
        tree = json.dumps(form_map_tree(self.map), ensure_ascii=False)
        (folder / f"{self.map.version}.json").write_text(tree, encoding="utf-8")
        (folder / f"{self.map.version}.pdf").write_bytes(self.pdf(None, fillable=False))
        (folder / f"{self.map.version}.docx").write_bytes(self.word(None))


@dataclass
class Returned:
    """What came back of a meeting.

    Attributes:
        sent: its forms.
        random: how it came back.
        said: what members answered, by id.
        how: by id of the member, with what and in which way, for messages.
        files: by name.
    """

    sent: SentForms
    random: Random
    said: dict[str, list[Said]] = field(default_factory=dict)
    how: dict[str, str] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def answer_all(self) -> None:
        """Every member answers."""
        with fonts_read_once():
            self._answer_all()

    def _answer_all(self) -> None:
        for member in self.sent.meeting.members:
            way = self.random.choice(WAYS)
            program = self.random.choice((*FILLERS, "Word", "Word"))
            carries_name = program not in FILLERS or FILLERS[program].beyond or is_usual(member.name.value)
            named_form = self.random.random() < 0.8 or not carries_name
            self.how[member.id] = f"{program}, {'own' if named_form else 'neutral'} form, {way}"
            name, content = self._form(member, program, named_form=named_form)
            self.files |= carried(f"{member.id}{name}", content, way)

    def _form(self, member: Member, program: str, *, named_form: bool) -> tuple[str, bytes]:
        filler = FILLERS.get(program)
        bearer = member if named_form else None
        fits, beyond = filler is not None and filler.is_flat, filler is None or filler.beyond
        said = self.said[member.id] = Writer(self.random, self.sent.map, beyond=beyond, fits=fits).answers()
        head = {} if named_form else head_of(member)
        if filler is None:
            return ".docx", edited(self.sent.word(bearer), *_word_changes(said, head), *self.random.choice(LOSSES))
        return ".pdf", filler.fill(self.sent.pdf(bearer), self.sent.map, {**head, **pdf_values(said, self.sent.map)})

    def collated(self, folder: Path, sandbox: Sandbox) -> Collation:
        """What `collate` makes of it."""
        shutil.rmtree(folder, ignore_errors=True)
        (folder / "in" / "回答").mkdir(parents=True)
        self.sent.keep(folder / "out")
        for name, content in self.files.items():
            (folder / "in" / "回答" / name).write_bytes(content)
        known, faults = read_known_forms(folder / "in", folder / "out")
        read = read_forms(folder / "in", known, self.sent.meeting, sandbox)
        assert (faults.codes(), read.unaccounted) == ([], ())
        return collate_responses(self.sent.meeting, known.maps, read.forms, read.unread, Decisions(answers={}))

    def faults(self, collation: Collation) -> list[str]:
        """What differs from what members answered, what else was told, and what nobody had to be asked."""
        answers = {each.member_id: [told(answer) for answer in each.answers] for each in collation.counting}
        found = []
        for member_id, said in self.said.items():
            wanted = with_doubtful_consent([each.told for each in said])
            got = answers.get(member_id, [])
            if got != wanted:
                found.append(f"{member_id} ({self.how[member_id]}): {differences(wanted, got)}")
        asked = [each.found for each in collation.questions if each.kind is not QuestionKind.FORM_RECEIPT]
        blanks = [each for said in self.said.values() for each in said if each.told[2] == AnswerState.OPEN]
        empty = [said for said in self.said.values() if is_doubtful([each.told for each in said])]
        if len(asked) != len(blanks) + len(empty):
            found.append(f"{len(blanks)} blanks and {len(empty)} empty forms, but asked: {asked}")
        found += [f"unread: {each.where}" for each in collation.unread]
        found += [f"beside {each.where}: {text.value!r}" for each in collation.responses for text in each.beside]
        return found


def is_doubtful(answers: Sequence[Told]) -> bool:
    """Whether nothing is filled in on a form on which a blank would be consent: that is asked about once."""
    return all(state in (AnswerState.BLANK, AnswerState.OPEN) for _, _, state, *_ in answers) and any(
        each[-1] for each in answers
    )


def with_doubtful_consent(answers: Sequence[Told]) -> list[Told]:
    """The answers of a form; where that is doubtful no blank is consent."""
    if not is_doubtful(answers):
        return list(answers)
    return [(*each[:2], AnswerState.OPEN, *each[3:-1], False) if each[-1] else each for each in answers]


def differences(wanted: Sequence[Told], got: Sequence[Told]) -> str:
    """The answers that are not as they were given."""
    if len(wanted) != len(got):
        return f"{len(got)} answers instead of {len(wanted)}"
    return "; ".join(f"{one} became {other}" for one, other in zip(wanted, got, strict=True) if one != other)


def pdf_values(said: Sequence[Said], form: FormMap) -> dict[str, str]:
    """What stands in the fields of the PDF."""
    single = single_choices(form)
    values: dict[str, str] = {}
    for each in said:
        values |= each.texts
        for mark in each.marks:
            group, _, number = mark.rpartition("/")
            values |= {group: number} if group in single else {mark: "1"}
    return values


def _word_changes(said: Sequence[Said], head: Mapping[str, str]) -> list[Change]:
    texts = {**head, **{space: text for each in said for space, text in each.texts.items()}}
    return [*(ticked(mark) for each in said for mark in each.marks), *(typed(space, text) for space, text in texts.items())]


def carried(name: str, content: bytes, way: str) -> dict[str, bytes]:
    """The file as it lies in 回答/."""
    stem = name.rpartition(".")[0]
    if way == "plain":
        return {name: content}
    if way == "mail":
        return {f"{stem}.eml": letter((name, content)).as_bytes()}
    if way == "zip":
        return {f"{stem}.zip": zipped(name, content)}
    return {f"{stem}.eml": letter((f"{stem}.zip", zipped(name, content))).as_bytes()}


def zipped(name: str, content: bytes) -> bytes:
    """An archive with one file."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        archive.writestr(name, content)
    return written.getvalue()
