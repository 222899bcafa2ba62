"""A Word form, or one that LibreOffice saved, as a member sent it back.

Stages: the document in units (task word_form); whose form and which version, by its id; the same of the blank form; the values by
comparison. What is neither a value nor printed on the blank form is kept beside.
"""

from __future__ import annotations

import base64
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

from kaigi_docs.bookmarks import form_id_in
from kaigi_docs.findings import Finding, Findings
from kaigi_docs.model.form_identity import FormIdentity, Genuineness, identities_in
from kaigi_docs.model.form_map import FIELD_NAME, FIELD_ORGANISATION, HEAD_FIELDS, FormMap
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.returned_forms import ReturnedForm, UnreadAnswer, Way
from kaigi_docs.read.arrived.books import told_finding
from kaigi_docs.read.arrived.candidates import Candidate
from kaigi_docs.read.arrived.kinds import Kind
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.forms.word_matching import likeness
from kaigi_docs.read.forms.word_units import Unit, names_of_spaces, units_of
from kaigi_docs.read.forms.word_values import WordValues, head_of, values_of
from kaigi_docs.read.preflight import LOST_HINT, Limits
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.worker.form_units import HEAD

LETTER = "回答書の形でない Word"
_ALIKE = 0.5
"""Share of the printed texts from which a document without an id is taken for an answer form."""
_MOST_PICTURES, _MOST_PICTURE_BYTES = 20, 30_000_000
_LONGEST_TEXT = 30_000
_FAULTS = {
    "damaged": ("file-unreadable", "文書が壊れているか、対応していない書き方です。", LOST_HINT),
    "large": ("file-too-large", "文書が長すぎるか、表が深く入れ子になっています。", "回答書だけを送り直してもらってください。"),
}


@dataclass(frozen=True, slots=True)
class WordReading:
    """What a document gave.

    Attributes:
        forms: none or one.
        unread: what a person has to read.
        attached: pictures within it: name and place.
        findings: on the file.
    """

    forms: tuple[ReturnedForm, ...] = ()
    unread: tuple[UnreadAnswer, ...] = ()
    attached: tuple[tuple[str, Path], ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass
class BlankForms:
    """The blank Word forms of all versions, each read when it is first needed.

    Attributes:
        known: form versions.
        sandbox: where they are opened.
        limits: how much one may hold.
    """

    known: KnownForms
    sandbox: Sandbox
    limits: Limits
    _read: dict[str, list[Unit]] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def units(self, form: FormMap) -> list[Unit]:
        """The units of the blank form of a version; none where it is not kept or cannot be read."""
        with self._lock:
            if form.version not in self._read:
                path = self.known.words.get(form.version)
                answer = self._answer(path) if path is not None else {}
                self._read[form.version] = units_of(answer, names_of_spaces(form)) if "units" in answer else []
            return self._read[form.version]

    def _answer(self, path: Path) -> dict[str, Any]:
        answer = call_worker(self.sandbox, path, "docx", path.name, self.limits)
        return {} if isinstance(answer, Finding) else answer


def call_worker(sandbox: Sandbox, path: Path, kind: str, shown: str, limits: Limits) -> dict[str, Any] | Finding:
    """The answer of the task word_form.

    Args:
        sandbox: where the file is opened.
        path: the file.
        kind: "docx" or "odt".
        shown: its name in findings.
        limits: how much it may hold.
    """
    most = {"max_pictures": _MOST_PICTURES, "max_bytes": _MOST_PICTURE_BYTES}
    return sandbox.call("word_form", path, shown_as=shown, kind=kind, file=shown, limits=asdict(limits), **most)


def read_word_form(each: Candidate, blanks: BlankForms, meeting: Meeting, scratch: Path) -> WordReading:
    """The form in a document, or what a person has to read of it, and the pictures in it.

    Codes: those of `preflight` and of the sandbox, form-version-unknown, form-blank-missing (errors), form-id-missing,
    form-id-differs, form-space-lost, form-drawn, form-embedded (warnings), macros-ignored, file-external (notes).

    Args:
        each: the file.
        blanks: of all versions.
        meeting: has the key of its forms.
        scratch: for pictures.
    """
    kind = "odt" if each.told.kind is Kind.ODT else "docx"
    answer = call_worker(blanks.sandbox, each.path, kind, each.shown, blanks.limits)
    if isinstance(answer, Finding):
        return WordReading(findings=(answer,))
    return _Reader(each, blanks, meeting, scratch, Findings(map(told_finding, answer["findings"]))).read(answer)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Reads one document; findings are gathered on the way."""

    file: Candidate
    blanks: BlankForms
    meeting: Meeting
    scratch: Path
    findings: Findings

    def read(self, answer: Mapping[str, Any]) -> WordReading:
        """What the worker's answer says."""
        if "fault" in answer:
            code, message, hint = _FAULTS[answer["fault"]]
            self.findings.error(code, self.file.where, message, hint)
        if "units" not in answer:
            return WordReading(findings=tuple(self.findings))
        self._remark(answer)
        identity = self._identity(answer)
        form = self._form(identity, answer)
        attached = tuple(self._pictures(answer["pictures"]))
        if form is None:
            return WordReading(unread=self._unread(identity, answer, attached), attached=attached, findings=tuple(self.findings))
        told = values_of(form, self.blanks.units(form), units_of(answer, names_of_spaces(form)), self.file.shown)
        self._report_lost(told)
        return WordReading((self._returned(form, identity, told),), attached=attached, findings=tuple(self.findings))

    def _remark(self, answer: Mapping[str, Any]) -> None:
        where = self.file.where
        if self.file.told.macros:
            self.findings.note("macros-ignored", where, "マクロが入っています。動かしていません。", "そのままで構いません。")
        if answer["external"]:
            message = "ほかの場所のファイルを読み込む指定があります。読み込まずに、書かれたことだけを読みました。"
            self.findings.note("file-external", where, message, "そのままで構いません。")
        if answer["embedded"] or answer["left_out"]:
            message = f"文書の中に、読んでいないファイルや画像が{answer['embedded'] + answer['left_out']}個あります。"
            self.findings.warn("form-embedded", where, message, "文書を開いて、回答が含まれていないか確かめてください。")
        if answer["drawings"] > len(answer["pictures"]):
            message = "図形が描かれています。どの言葉を囲んだり消したりしたかは読み取れません。"
            self.findings.warn("form-drawn", where, message, "文書を開いて確かめ、違うときは手入力.xlsx に入力してください。")

    def _identity(self, answer: Mapping[str, Any]) -> FormIdentity | None:
        """The id: of the properties, else of the text."""
        stated = identities_in("\n".join(form_id_in(each) or each for each in answer["ids"]))
        printed = identities_in("\n".join("".join(text for text, _, _ in unit["pieces"]) for unit in answer["units"]))
        whole = list(dict.fromkeys((*stated, *printed)))
        if len({(each.meeting, each.version, each.member) for each in whole}) > 1:
            named = "、".join(each.text for each in whole)
            message = f"様式の番号が、文書の中で違っています（{named}）。"
            hint = "ほかの方の回答書を使い回していないか確かめてください。"
            self.findings.warn("form-id-differs", self.file.where, message, hint)
        return whole[0] if whole else None

    def _form(self, identity: FormIdentity | None, answer: Mapping[str, Any]) -> FormMap | None:
        """The version that the id names; without an id the one that looks most like it, if it looks like one at all."""
        known = self.blanks.known
        if identity is None:
            return self._likest(answer)
        form = known.by_code(identity.version)
        if form is None:
            message = f"この会議では知らない様式（{identity.text}）です。"
            hint = "前の会議か、作り直す前の回答書でないか確かめてください。内容は 要確認.xlsx と手入力.xlsx で扱えます。"
            self.findings.error("form-version-unknown", self.file.where, message, hint)
        elif not self.blanks.units(form):
            message = f"様式 {form.version} の記入前の Word がないので、欄を見分けられません。"
            hint = "「様式」の控えをバックアップから戻すか、手入力.xlsx に入力してください。"
            self.findings.error("form-blank-missing", self.file.where, message, hint)
            return None
        return form

    def _likest(self, answer: Mapping[str, Any]) -> FormMap | None:
        known = self.blanks.known
        present = known.present(self.meeting.round_id)
        forms = (*present, *(each for each in known.maps.values() if each not in present))
        rated = [(likeness(self.blanks.units(form), units_of(answer, {})), form) for form in forms if self.blanks.units(form)]
        share, form = max(rated, key=lambda pair: pair[0], default=(0.0, None))
        if form is None or share < _ALIKE:
            return None
        message = f"様式の番号がありません。印刷されている言葉から「{form.title}」（様式 {form.version}）として読みました。"
        hint = "無害化などで番号が消えたものです。委員と内容を要確認.xlsx で確かめてください。"
        self.findings.warn("form-id-missing", self.file.where, message, hint)
        return form

    def _report_lost(self, told: WordValues) -> None:
        if told.lost:
            named = "、".join(each.label for each in told.lost[:5]) + ("ほか" if len(told.lost) > 5 else "")
            message = f"記入欄が見つかりません（{named}）。様式の言葉や表が消されています。"
            hint = "文書を開いて確かめ、そこに回答があれば手入力.xlsx に入力してください。"
            self.findings.warn("form-space-lost", self.file.where, message, hint)

    def _returned(self, form: FormMap, identity: FormIdentity | None, told: WordValues) -> ReturnedForm:
        key = self.meeting.form_key
        return ReturnedForm(
            id=self.file.sha256[:12],
            where=self.file.where,
            way=Way.WORD,
            version=form.version,
            identity=identity,
            genuineness=identity.genuineness(key) if identity is not None else Genuineness.UNSIGNED,
            name=head_of(told, FIELD_NAME),
            organisation=head_of(told, FIELD_ORGANISATION),
            values=tuple(told.values[each.id] for each in form.fields if each.id in told.values and each.id not in HEAD_FIELDS),
            beside=tuple(told.beside),
            arrival=self.file.arrival,
        )

    def _unread(
        self, identity: FormIdentity | None, answer: Mapping[str, Any], attached: Sequence[tuple[str, Path]]
    ) -> tuple[UnreadAnswer, ...]:
        """The words of a document that is no form we know; of one that only holds pictures these are the answer."""
        units = units_of(answer, {})
        text = "\n".join(each.text.strip() for each in units if each.text.strip() and each.kind != HEAD)[:_LONGEST_TEXT]
        if not text and attached:
            return ()
        why = (
            "知らない様式なので、欄がわかりません。"
            if identity is not None
            else "回答書の様式ではないので、どの設問の回答かがわかりません。"
        )
        return (
            UnreadAnswer(
                id=self.file.sha256[:12],
                where=self.file.where,
                kind=LETTER,
                why=why,
                text=text,
                identity=identity,
                arrival=self.file.arrival,
            ),
        )

    def _pictures(self, pictures: Sequence[Mapping[str, str]]) -> Iterator[tuple[str, Path]]:
        for each in pictures:
            with tempfile.NamedTemporaryFile(dir=self.scratch, delete=False) as stream:
                stream.write(base64.b64decode(each["content"]))
            yield each["name"], Path(stream.name)
