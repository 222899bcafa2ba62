"""A PDF that a member sent back: its fields, else its pages, else a picture for a person to read.

Stages: fields and attachments (task form_fields); what the fields say, by the map of the version that their id names; where there
are none, the printed pages (task form_printed). Every value ends in a form, in `beside`, in an unread answer or in a finding.
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kaigi_docs.findings import Finding, Findings, Location
from kaigi_docs.model.form_identity import FormIdentity, identities_in, parse_identity
from kaigi_docs.model.form_map import FIELD_NAME, FIELD_ORGANISATION, HEAD_FIELDS, FormMap
from kaigi_docs.model.returned_forms import Arrival, Doubt, FieldValue, ReturnedForm, UnreadAnswer, Way
from kaigi_docs.model.text import Text
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.forms.pdf_values import BY_TRUST, doubts_of, names_of, squeezed, value_of, without_start
from kaigi_docs.read.sandbox import Sandbox

ID_FIELD, FORM_ID_KEY = "kaigi/id", "KaigiFormId"
PAPER = "紙の回答"

_MARKED, _UNMARKED = 0.06, 0.02
"""Shares of darker pixels from which a box is ticked, and below which it is not; between them a person looks."""

_FAULTS = {
    "password": ("パスワードが付いています。", "パスワードなしで送り直してもらうか、手入力.xlsx に入力してください。"),
    "damaged": ("PDF が壊れているか、PDF ではありません。", "送り直してもらうか、紙で受け取って手入力.xlsx に入力してください。"),
    "limit": ("ページか入力欄が多すぎて、回答書として読めません。", "回答書だけを送り直してもらってください。"),
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

    Codes: those of the sandbox; pdf-password, pdf-damaged, pdf-limit, pdf-xfa, form-version-unknown (errors); pdf-scripts,
    pdf-attachments-left, form-id-differs, form-pages-missing (warnings); drawn-beside (a note).

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
        answer = self._sandbox.call(
            "form_fields",
            self._file.path,
            shown_as=self._file.shown,
            max_pages=self._limits.pages,
            max_fields=self._limits.fields,
            max_attachments=self._limits.attachments,
            max_bytes=self._limits.attached_bytes,
            form_id_key=FORM_ID_KEY,
        )
        if isinstance(answer, Finding):
            return PdfReading(findings=(answer,))
        if "fault" in answer:
            message, hint = _FAULTS[answer["fault"]]
            self._findings.error(f"pdf-{answer['fault']}", self._file.where, message, hint)
            return PdfReading(findings=tuple(self._findings))
        self._report(answer)
        attached = tuple(self._attached(answer["attachments"]))
        forms, unread = self._forms(answer)
        if attached and not forms and not answer["fields"] and self._is_cover(unread):
            unread = ()
        return PdfReading(forms, unread, attached, tuple(self._findings))

    def _is_cover(self, unread: Sequence[UnreadAnswer]) -> bool:
        """Whether the pages of a portfolio are only the sheet that says that there is something attached."""
        return all(each.text and "PDF" in each.text for each in unread)

    def _report(self, answer: Mapping[str, Any]) -> None:
        where = self._file.where
        if answer["xfa"]:
            message = "Adobe LiveCycle の入力欄（XFA）があります。ここに書かれたことは読めません。"
            self._findings.error(
                "pdf-xfa", where, message, "印刷して PDF にしたものを送ってもらうか、手入力.xlsx に入力してください。"
            )
        if answer["scripts"]:
            message = "開いたときに動くプログラムが入っています。動かさずに、書かれたことだけを読みました。"
            self._findings.warn("pdf-scripts", where, message, "送った方に心当たりを確かめてください。")
        if answer["left_out"]:
            message = f"添付ファイルのうち{answer['left_out']}個は、大きすぎるか多すぎるため読んでいません。"
            self._findings.warn("pdf-attachments-left", where, message, "取り出して「回答」フォルダに入れてください。")

    def _attached(self, attachments: Sequence[Mapping[str, str]]) -> Iterator[Attached]:
        for each in attachments:
            with tempfile.NamedTemporaryFile(dir=self._scratch, delete=False) as stream:
                stream.write(base64.b64decode(each["content"]))
            yield Attached(each["name"], Path(stream.name))

    def _forms(self, answer: Mapping[str, Any]) -> tuple[tuple[ReturnedForm, ...], tuple[UnreadAnswer, ...]]:
        values = {each["name"]: each for each in answer["fields"]}
        identity = self._identity(values, answer["id"])
        form = self._known.by_code(identity.version) if identity is not None else None
        if form is not None and identity is not None and any(name in values for name in names_of(form)):
            return (self._of_fields(values, form, identity, answer),), ()
        return self._printed(identity, values, answer)

    def _identity(self, values: Mapping[str, Mapping[str, Any]], in_properties: str) -> FormIdentity | None:
        stated = values.get(ID_FIELD, {}).get("value", "")
        by_field, by_properties = parse_identity(stated), parse_identity(in_properties)
        if by_field is not None and by_properties is not None and by_field != by_properties:
            message = f"様式の番号が、入力欄（{by_field.text}）とファイルの情報（{by_properties.text}）で違います。"
            self._findings.warn(
                "form-id-differs", self._file.where, message, "ほかの方の回答書を使い回していないか確かめてください。"
            )
        return by_field or by_properties

    def _of_fields(
        self, values: Mapping[str, Mapping[str, Any]], form: FormMap, identity: FormIdentity, answer: Mapping[str, Any]
    ) -> ReturnedForm:
        """The form as its fields say it."""
        taken: set[str] = {ID_FIELD, *HEAD_FIELDS}
        found: list[FieldValue] = []
        for space in form.fields:
            value, name = value_of(space.id, space.kind, values)
            taken.add(name)
            if value is not None and space.id not in HEAD_FIELDS:
                found.append(replace(value, text=Text(value.text.value, self._place(space.page, space.label))))
        beside = [
            Text(each["value"], self._place(each["page"], each["name"]))
            for each in answer["fields"]
            if each["name"] not in taken and each["value"].strip()
        ]
        beside += [Text(each["text"], self._place(each["page"], "書き込み")) for each in answer["drawn"] if each["text"].strip()]
        missing = self._missing(form, answer["pages"])
        return ReturnedForm(
            id=self._file.sha256[:12],
            where=self._file.where,
            way=Way.FIELDS,
            version=form.version,
            identity=identity,
            genuineness=identity.genuineness(self._key),
            name=self._head(values, FIELD_NAME),
            organisation=self._head(values, FIELD_ORGANISATION),
            prefilled_name=values.get(FIELD_NAME, {}).get("default", ""),
            values=tuple(found),
            beside=tuple(beside),
            missing_pages=missing,
            arrival=self._file.arrival,
        )

    def _missing(self, form: FormMap, pages: int) -> tuple[int, ...]:
        """Fields of removed pages stay in the file, so that no answer is lost; but somebody took pages out."""
        if pages < form.pages:
            message = f"回答書の{form.pages}ページのうち、{pages}ページしかありません。入力欄に残っていた回答は読みました。"
            self._findings.warn("form-pages-missing", self._file.where, message, "抜けたページがないか確かめてください。")
        return ()

    def _head(self, values: Mapping[str, Mapping[str, Any]], name: str) -> Text:
        return Text(values.get(name, {}).get("value", "").strip(), self._place(1, name))

    def _place(self, page: int, label: str) -> Location:
        return Location(self._file.shown, page=page or None, label=label or None)

    def _printed(
        self, identity: FormIdentity | None, values: Mapping[str, Mapping[str, Any]], answer: Mapping[str, Any]
    ) -> tuple[tuple[ReturnedForm, ...], tuple[UnreadAnswer, ...]]:
        """What stands on the pages, form by form: pages of several members may lie in one file."""
        found = self._sandbox.call(
            "form_printed",
            self._file.path,
            shown_as=self._file.shown,
            forms={form.code: self._for_worker(form) for form in self._known.maps.values()},
            max_pages=self._limits.pages,
            max_pictures=self._limits.pictures,
        )
        if isinstance(found, Finding):
            self._findings.extend([found])
            return (), ()
        if "fault" in found:
            message, hint = _FAULTS[found["fault"]]
            self._findings.error(f"pdf-{found['fault']}", self._file.where, message, hint)
            return (), ()
        by_form: dict[tuple[str, str, str], list[tuple[int, Mapping[str, Any]]]] = {}
        others: list[tuple[int, Mapping[str, Any]]] = []
        for number, page in enumerate(found["pages"], 1):
            told = parse_identity(page["id"])
            if told is not None and page["values"]:
                by_form.setdefault((told.meeting, told.version, told.member), []).append((number, page))
            else:
                others.append((number, page))
        forms = tuple(self._of_pages(pages) for pages in by_form.values())
        leftover = {name: each["value"] for name, each in values.items() if name != ID_FIELD and each["value"].strip()}
        return forms, tuple(self._unread(identity, others, leftover)) if others and not forms else ()

    def _for_worker(self, form: FormMap) -> dict[str, Any]:
        blank = self._known.blanks.get(form.version)
        fields = [{"id": each.id, "page": each.page, "box_mm": list(each.box_mm), "kind": each.kind} for each in form.fields]
        return {"blank": str(blank) if blank is not None else "", "fields": fields}

    def _of_pages(self, pages: Sequence[tuple[int, Mapping[str, Any]]]) -> ReturnedForm:
        """The form that some pages make."""
        identities = [identity for _, page in pages if (identity := parse_identity(page["id"])) is not None]
        identity = replace(identities[0], page=0)
        form = self._known.by_code(identity.version)
        assert form is not None
        labels = {each.id: each.label for each in form.fields}
        found = [
            value
            for number, page in pages
            for each in page["values"]
            if (value := self._space(each, number, labels[each["field"]])) is not None
        ]
        there = {each.page for each in identities}
        missing = tuple(number for number in range(1, form.pages + 1) if number not in there)
        if missing:
            named = "、".join(map(str, missing))
            message = f"回答書の{named}ページ目がありません。"
            self._findings.warn("form-pages-missing", self._file.where, message, "抜けたページを送ってもらってください。")
        worst = max((each.genuineness(self._key) for each in identities), key=BY_TRUST.index)
        head = {value.field_id: value.text for value in found}
        own = squeezed("".join(head.get(each, Text("")).value for each in (FIELD_ORGANISATION, FIELD_NAME)))
        return ReturnedForm(
            id=f"{self._file.sha256[:8]}{pages[0][0]:04d}",
            where=replace(self._file.where, page=pages[0][0]),
            way=Way.PRINTED,
            version=form.version,
            identity=identity,
            genuineness=worst,
            name=head.get(FIELD_NAME, Text("")),
            organisation=head.get(FIELD_ORGANISATION, Text("")),
            values=tuple(value for value in found if value.field_id not in HEAD_FIELDS),
            beside=tuple(self._beside(pages, own)),
            missing_pages=missing,
            arrival=self._file.arrival,
        )

    def _beside(self, pages: Sequence[tuple[int, Mapping[str, Any]]], own: str) -> Iterator[Text]:
        """What stands outside of the boxes, without the line at the head that says whose form it is."""
        for number, page in pages:
            lines = (without_start(line, own) for line in page["beside"].splitlines())
            text = "\n".join(line for line in lines if line.strip())
            if text:
                yield Text(text, self._place(number, "欄の外"))

    def _space(self, found: Mapping[str, Any], page: int, label: str) -> FieldValue | None:
        """What stands in one box; None where nothing does."""
        place = self._place(page, label)
        picture = base64.b64decode(found["picture"]) if found["picture"] else None
        if not found["text"] and not found["text2"]:
            if found["dark"] < _UNMARKED:
                return None
            is_sure = found["dark"] >= _MARKED
            doubts = () if is_sure else (Doubt.UNSURE,)
            marked = True if is_sure else None
            return FieldValue(field_id=found["field"], text=Text("", place), marked=marked, doubts=doubts, picture=picture)
        text = found["text"] or found["text2"]
        doubted = tuple(doubts_of(text, found))
        return FieldValue(
            field_id=found["field"],
            text=Text(text, place),
            doubts=doubted,
            other=found["text2"] if Doubt.DIFFERENT in doubted else "",
            picture=picture,
        )

    def _unread(
        self, identity: FormIdentity | None, pages: Sequence[tuple[int, Mapping[str, Any]]], leftover: Mapping[str, str]
    ) -> Iterator[UnreadAnswer]:
        """The file for a person: a picture of each page, what text it has, and what its fields say."""
        text = "\n".join(page["text"].strip() for _, page in pages if page["text"].strip())
        fields = "\n".join(f"{name}：{value}" for name, value in leftover.items())
        printed = identities_in(text)
        told = identity or (printed[0] if printed else None)
        if told is not None and self._known.by_code(told.version) is None:
            message = f"この会議では知らない様式（{told.text}）です。"
            hint = "前の会議か、作り直す前の回答書でないか確かめてください。内容は 要確認.xlsx と手入力.xlsx で扱えます。"
            self._findings.error("form-version-unknown", self._file.where, message, hint)
        why = (
            "回答書の番号が読み取れないので、どの欄の回答かがわかりません。"
            if told is None
            else "知らない様式なので、欄がわかりません。"
        )
        yield UnreadAnswer(
            id=self._file.sha256[:12],
            where=self._file.where,
            kind=PAPER if not text else "回答書の形でない PDF",
            why=why,
            text="\n".join(part for part in (text, fields) if part),
            identity=told,
            pictures=tuple(base64.b64decode(page["picture"]) for _, page in pages if page["picture"]),
            arrival=self._file.arrival,
        )
