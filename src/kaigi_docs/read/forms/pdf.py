"""A PDF that members sent back: its fields, else its pages, else pictures for a person to read.

Stages: fields, attachments and drawings (task form_fields). A form that was filled in and nothing else needs no more. Of any
other file the pages are looked at (task form_printed); whose form each page and field belongs to tells `pdf_copies`. Every value
ends in a form, beside one, in an unread answer or in a finding.
"""

from __future__ import annotations

import base64
import hashlib
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kaigi_docs.findings import Finding, Findings, Location
from kaigi_docs.model.form_identity import WHOLE_FORM, FormIdentity, identities_in, parse_identity
from kaigi_docs.model.form_map import FormField
from kaigi_docs.model.returned_forms import Arrival, ReturnedForm, UnreadAnswer
from kaigi_docs.model.text import Text
from kaigi_docs.read.forms import pdf_forms
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.forms.pdf_copies import Copy, copies_of, faults_of, plain_copy, printed_ids
from kaigi_docs.read.forms.pdf_forms import CopyReading, read_copy, with_beside
from kaigi_docs.read.sandbox import Sandbox

FORM_ID_KEY = "KaigiFormId"
PAPER, NO_FORM = "紙の回答", "回答書の形でない PDF"
_PT_PER_MM = 72 / 25.4
_SPARE_MM = 0.5
_MOST_TEXT = 20_000

_FAULTS = {
    "password": ("パスワードが付いています。", "パスワードなしで送り直してもらうか、手入力.xlsx に入力してください。"),
    "damaged": ("PDF が壊れているか、PDF ではありません。", "送り直してもらうか、紙で受け取って手入力.xlsx に入力してください。"),
    "limit": ("ページか入力欄が多すぎるか入り組んでいて、回答書として読めません。", "回答書だけを送り直してもらってください。"),
}


@dataclass(frozen=True, slots=True)
class PdfLimits:
    """How much one PDF may hold."""

    pages: int = 60
    fields: int = 20_000
    attachments: int = 50
    attached_bytes: int = 100_000_000
    pictures: int = 12


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A file to read.

    Attributes:
        path: where it lies.
        shown: its name in messages.
        sha256: of its bytes.
        arrival: how it came.
    """

    path: Path
    shown: str
    sha256: str
    arrival: Arrival = field(default_factory=Arrival)

    @property
    def where(self) -> Location:
        """The file, for a finding."""
        return Location(self.shown)


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was attached to a PDF: its name and where its bytes lie now."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class PdfReading:
    """What a PDF gave."""

    forms: tuple[ReturnedForm, ...] = ()
    unread: tuple[UnreadAnswer, ...] = ()
    attached: tuple[Attached, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_pdf(
    file: PdfFile, known: KnownForms, key: str, sandbox: Sandbox, scratch: Path, limits: PdfLimits | None = None
) -> PdfReading:
    """The forms in a PDF, what a person has to read of it, and files attached to it.

    Codes: those of the sandbox; pdf-password, pdf-damaged, pdf-limit, pdf-xfa, form-version-unknown, form-fields-shared,
    form-emptied (errors); pdf-scripts, pdf-attachments-left, form-id-differs, form-field-left (warnings); drawn-beside (a note).

    Args:
        file: what came.
        known: form versions.
        key: 様式鍵 of the meeting.
        sandbox: where it is opened.
        scratch: for attached files.
        limits: how much it may hold.
    """
    return _Reader(file, known, key, sandbox, scratch, limits or PdfLimits()).read()


class _Reader:
    """Reads one file; findings are gathered on the way."""

    def __init__(self, file: PdfFile, known: KnownForms, key: str, sandbox: Sandbox, scratch: Path, limits: PdfLimits) -> None:
        self._file, self._known, self._key, self._sandbox = file, known, key, sandbox
        self._scratch, self._limits = scratch, limits
        self._findings = Findings()

    def read(self) -> PdfReading:
        answer = self._ask(
            "form_fields",
            max_pages=self._limits.pages,
            max_fields=self._limits.fields,
            max_attachments=self._limits.attachments,
            max_bytes=self._limits.attached_bytes,
            form_id_key=FORM_ID_KEY,
        )
        if answer is None:
            return PdfReading(unread=tuple(self._pictures_of_damaged()), findings=tuple(self._findings))
        self._report(answer)
        attached = tuple(self._attached(answer["attachments"]))
        copy = plain_copy(answer["fields"], answer["pages"], self._known)
        unread: list[UnreadAnswer] = []
        if copy is not None:
            readings = [self._reading([copy], [], answer, copy)]
            self._check_properties([copy], answer)
        else:
            readings, unread = self._looked_at(answer)
        self._report_drawings(readings)
        self._report_emptied(readings)
        unread += [each for reading in readings for each in reading.unread]
        forms = tuple(each.form for each in readings)
        return PdfReading(forms, tuple(unread), attached, tuple(self._findings))

    def _ask(self, task: str, **options: object) -> Mapping[str, Any] | None:
        """The answer of a task; None with a finding where the file has a fault."""
        answer = self._sandbox.call(task, self._file.path, shown_as=self._file.shown, **options)
        if isinstance(answer, Finding):
            self._findings.extend([answer])
            return None
        if "fault" in answer:
            message, hint = _FAULTS[answer["fault"]]
            self._findings.error(f"pdf-{answer['fault']}", self._file.where, message, hint)
            return None
        return answer

    def _pictures_of_damaged(self) -> Iterator[UnreadAnswer]:
        """What another program can still show of a file whose fields cannot be read."""
        if "pdf-damaged" not in self._findings.codes():
            return
        options = {"forms": {}, "max_pages": self._limits.pages, "max_pictures": self._limits.pictures}
        found = self._sandbox.call("form_printed", self._file.path, shown_as=self._file.shown, **options)
        if not isinstance(found, Finding) and "fault" not in found:
            told = next(iter(printed_ids(found["pages"]).values()), None)
            why = "壊れているので入力欄は読めませんが、ページは見えます。"
            yield replace(self._unread(self._file.where, told, found["pages"], ""), why=why)

    def _report(self, answer: Mapping[str, Any]) -> None:
        where = self._file.where
        if answer["xfa"]:
            message = "Adobe LiveCycle の入力欄（XFA）があります。ここに書かれたことは読めません。"
            self._findings.error(
                "pdf-xfa", where, message, "印刷して PDF にしたものを送ってもらうか、手入力.xlsx に入力してください。"
            )
        if answer["acts"]:
            message = "開いたときや押したときに動く仕掛けが入っています。動かさずに、書かれたことだけを読みました。"
            self._findings.warn("pdf-scripts", where, message, "送った方に心当たりを確かめてください。")
        if answer["left_out"]:
            message = f"添付ファイルのうち{answer['left_out']}個は、壊れているか、大きすぎるか多すぎるため読んでいません。"
            self._findings.warn("pdf-attachments-left", where, message, "取り出して「回答」フォルダに入れてください。")

    def _attached(self, attachments: Sequence[Mapping[str, str]]) -> Iterator[Attached]:
        for each in attachments:
            with tempfile.NamedTemporaryFile(dir=self._scratch, delete=False) as stream:
                stream.write(base64.b64decode(each["content"]))
            yield Attached(each["name"], Path(stream.name))

    def _looked_at(self, answer: Mapping[str, Any]) -> tuple[list[CopyReading], list[UnreadAnswer]]:
        """The forms of a file of which the pages have to be looked at, and what a person has to read of it."""
        found = self._ask(
            "form_printed",
            forms={form.code: self._for_worker(form.version) for form in self._known.maps.values()},
            max_pages=self._limits.pages,
            max_pictures=self._limits.pictures,
        )
        pages = found["pages"] if found is not None else []
        # A Word form saved as PDF bears the id of the whole form, and its pages are no pages of the printed one.
        printed = {page: each for page, each in printed_ids(pages).items() if each.page and pages[page - 1]["fit"]}
        copies, left = copies_of(answer["fields"], printed, parse_identity(answer["id"]), self._known)
        copies = [
            each for each in copies if self._known.by_code(each.identity.version) is not None and (each.pages or each.fields)
        ]
        if not copies:
            return [], list(self._unread_file(answer, pages)) if found is not None else []
        self._findings.extend(faults_of(copies, left, self._file.where))
        self._check_properties(copies, answer)
        readings = [self._reading(copies, pages, answer, each) for each in copies]
        with_fields = {page for copy in copies for each in copy.all_fields for page in each["pages"]}
        others = [number for number in range(1, len(pages) + 1) if number not in printed and number not in with_fields]
        return self._with_other_pages(readings, {number: pages[number - 1] for number in others})

    def _for_worker(self, version: str) -> dict[str, Any]:
        blank = self._known.blanks.get(version)
        fields = self._known.maps[version].fields
        spaces = [{"id": each.id, "page": each.page, "box_mm": list(each.box_mm), "kind": each.kind} for each in fields]
        return {"blank": str(blank) if blank is not None else "", "fields": spaces}

    def _reading(
        self, copies: Sequence[Copy], pages: Sequence[Mapping[str, Any]], answer: Mapping[str, Any], copy: Copy
    ) -> CopyReading:
        form = self._known.by_code(copy.identity.version)
        assert form is not None
        file = pdf_forms.PdfFile(
            where=self._file.where,
            sha256=self._file.sha256,
            arrival=self._file.arrival,
            key=self._key,
            pages=pages,
            drawings=answer["drawn"],
            sizes=answer["sizes"],
            picture=self._picture,
            is_alone=len(copies) == 1,
        )
        return read_copy(copy, form, file)

    def _check_properties(self, copies: Sequence[Copy], answer: Mapping[str, Any]) -> None:
        """Whether the id in the properties of the file is that of one of its forms."""
        told = parse_identity(answer["id"])
        if told is not None and not any(each.is_of(told) for each in copies):
            named = "、".join(each.identity.text for each in copies)
            message = f"様式の番号が、回答書（{named}）とファイルの情報（{told.text}）で違います。"
            hint = "ほかの方の回答書を使い回していないか確かめてください。"
            self._findings.warn("form-id-differs", self._file.where, message, hint)

    def _picture(self, page: int, space: FormField) -> bytes | None:
        """How a space looks on a page."""
        x, y, width, height = space.box_mm
        box = (x - _SPARE_MM, y - _SPARE_MM, x + width + _SPARE_MM, y + height + _SPARE_MM)
        place = [page, [edge * _PT_PER_MM for edge in box]]
        answer = self._sandbox.call("form_pictures", self._file.path, shown_as=self._file.shown, places=[place])
        picture = "" if isinstance(answer, Finding) or "fault" in answer else answer["pictures"][0]
        return base64.b64decode(picture) or None

    def _report_drawings(self, readings: Sequence[CopyReading]) -> None:
        pages = sorted({page for each in readings for page in each.unplaced})
        if pages:
            named = "、".join(map(str, pages))
            message = f"{named}ページに、回答欄の外への書き込み（線や図）があります。"
            self._findings.note(
                "drawn-beside", self._file.where, message, "意味があるかどうか、元のファイルを開いて見てください。"
            )

    def _report_emptied(self, readings: Sequence[CopyReading]) -> None:
        for each in (each for each in readings if each.is_emptied):
            message = "お送りしたときに入れてあった氏名もありません。保存や結合をしたソフトが、入力欄を中身ごと消したようです。"
            hint = "書き込んだもとのファイルを送り直してもらってください。"
            self._findings.error("form-emptied", each.form.where, message, hint)

    def _with_other_pages(
        self, readings: Sequence[CopyReading], pages: Mapping[int, Mapping[str, Any]]
    ) -> tuple[list[CopyReading], list[UnreadAnswer]]:
        """The forms with the text of pages that are no form beside them; pages without text are for a person to read."""
        found = list(readings)
        for number, page in pages.items():
            if page["text"]:
                before = [at for at, each in enumerate(found) if (each.form.where.page or 1) <= number]
                at = max(before, default=0)
                found[at] = with_beside(found[at], Text(page["text"], Location(self._file.shown, page=number)))
        pictures = {number: page for number, page in pages.items() if page["picture"] and not page["text"]}
        where = replace(self._file.where, page=min(pictures, default=None))
        unread = [self._unread(where, None, list(pictures.values()), "")] if pictures else []
        return found, unread

    def _unread_file(self, answer: Mapping[str, Any], pages: Sequence[Mapping[str, Any]]) -> Iterator[UnreadAnswer]:
        """The file for a person: a picture of each page, what text it has, and what its fields say.

        Nothing of a portfolio, of which the only page says that it is one.
        """
        lines = [f"{each['name']}：{each['value']}" for each in answer["fields"] if each["value"].strip()]
        lines += [each["text"] for each in answer["drawn"] if each["text"].strip()]
        if answer["portfolio"] and answer["attachments"] and not lines:
            return
        printed = next(iter(printed_ids(pages).values()), None)
        told = parse_identity(answer["id"]) or printed or next(iter(identities_in("\n".join(lines))), None)
        if told is not None and self._known.by_code(told.version) is None:
            message = f"この会議では知らない様式（{told.text}）です。"
            hint = "前の会議か、作り直す前の回答書でないか確かめてください。内容は 要確認.xlsx と手入力.xlsx で扱えます。"
            self._findings.error("form-version-unknown", self._file.where, message, hint)
        yield self._unread(self._file.where, told, pages, "\n".join(lines))

    def _unread(
        self, where: Location, told: FormIdentity | None, pages: Sequence[Mapping[str, Any]], fields: str
    ) -> UnreadAnswer:
        text = "\n".join(page["text"] for page in pages if page["text"])
        why = "回答書の番号が読み取れないので、どの欄の回答かがわかりません。"
        if told is not None:
            why = "知らない様式なので、欄がわかりません。"
            if self._known.by_code(told.version) is not None:
                why = "ページの形がもとの様式と合わないので、欄がわかりません。"
            if told.page == WHOLE_FORM:
                why = "Word の回答書を PDF にしたもののようで、欄がわかりません。Word のまま送り直してもらえます。"
        return UnreadAnswer(
            id=hashlib.sha256(f"{self._file.sha256}:{where.page}".encode()).hexdigest()[:12],
            where=where,
            kind=NO_FORM if text and not any(page["scan"] for page in pages) else PAPER,
            why=why,
            text="\n".join(part for part in (text, fields) if part)[:_MOST_TEXT],
            identity=told,
            pictures=tuple(base64.b64decode(page["picture"]) for page in pages if page["picture"]),
            arrival=self._file.arrival,
        )
