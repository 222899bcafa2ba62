"""Addresses: on labels for the members, and of the secretariat on what the answers come back in."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kaigi_docs.blocks import Document, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.findings import OPEN_MARK, Findings, Location
from kaigi_docs.labels import Label
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Meeting, Member, Route, Secretariat
from kaigi_docs.model.text import Text
from kaigi_docs.wording import run_of

LABELS_TITLE = "宛名ラベル"
ENVELOPE_TITLE = "返信用封筒の宛名"
RETURN_LABELS_TITLE = "返信用封筒の宛名ラベル"
TO_OFFICE = "行"
"""Behind the name of one's own office, which the answering member strikes out for 御中."""

POSTAL_MARK = "〒"
BY_PAPER = frozenset({Route.POST, Route.HAND, Route.INTERNAL})
"""Ways out that carry an envelope."""

_POSTAL_CODE = re.compile(r"([0-9]{3})-?([0-9]{4})")


def needs_label(member: Member) -> bool:
    """Whether the papers go to a member by post."""
    return member.sent_by is Route.POST


def gets_envelope(member: Member) -> bool:
    """Whether an envelope for the answer is enclosed."""
    return member.answers_by is Route.POST


def member_labels(meeting: Meeting) -> tuple[tuple[Label, ...], Findings]:
    """A label for each member whose papers go by post, in the order of the sheet, and what is missing on them.

    Codes: `address-missing`, `postal-code-missing`, `postal-code-form` (warnings; the label is printed with what there is);
    `addresses-none` (a note, and no labels, where not one address is written: the office has labels of its own).
    """
    findings = Findings()
    members = [member for member in meeting.members if needs_label(member)]
    if members and not any(member.address or member.postal_code for member in members):
        message = "郵便番号と住所がどの委員にも書かれていないので、宛名ラベルは作りません。"
        findings.note("addresses-none", members[0].where, message, "ラベルを作るときは、「委員」シートに書いてください。")
        return (), findings
    for member in members:
        _check_address(member, findings)
    return tuple(_member_label(member, meeting.style.honorific) for member in members), findings


def _check_address(member: Member, findings: Findings) -> None:
    code = member.postal_code.value.strip()
    if not member.address.value.strip():
        _missing("address-missing", "住所", member, member.address.where, findings)
    if not code:
        _missing("postal-code-missing", "郵便番号", member, member.postal_code.where, findings)
    elif _POSTAL_CODE.fullmatch(_plain_code(code)) is None:
        message = f"委員「{member.name}」の郵便番号が「000-0000」の形ではありません。書いたとおりに印刷します。"
        findings.warn("postal-code-form", member.postal_code.where, message, "数字7けたを確かめてください。")


def _missing(code: str, header: str, member: Member, where: Location | None, findings: Findings) -> None:
    message = f"郵送する委員「{member.name}」の{header}が空です。宛名ラベルは{header}なしで印刷します。"
    findings.warn(code, where or member.where, message, f"{header}を書くか、送付方法を直してください。")


def _plain_code(code: str) -> str:
    """A postal code in half width, one kind of dash, without the mark."""
    folded = unicodedata.normalize("NFKC", code).replace(POSTAL_MARK, "").strip()
    return re.sub(r"[‐‑‒–—―−ー]", "-", folded)


def _member_label(member: Member, honorific: Text) -> Label:
    lines = tuple(_lines(member.postal_code, member.address, member.organisation, member.post))
    name = (run_of(member.name, Run("")), *((Run("　"), run_of(honorific, Run(""))) if honorific else ()))
    instead = (Paragraph((Run(f"{member.id}{OPEN_MARK}"),), ParagraphStyle.PLAIN),)
    return Label(member.id, (*lines, Paragraph(name, ParagraphStyle.TITLE)), instead, member.address.where or member.where)


def _lines(postal_code: Text, *texts: Text) -> Iterator[Paragraph]:
    """〒 and number, then each text that there is."""
    code = postal_code.value.strip()
    if code:
        found = _POSTAL_CODE.fullmatch(_plain_code(code))
        shown = f"{found[1]}-{found[2]}" if found is not None else code.removeprefix(POSTAL_MARK).strip()
        yield Paragraph((Run(f"{POSTAL_MARK}{shown}", source=postal_code.where),), ParagraphStyle.PLAIN)
    for text in texts:
        if text.value.strip():
            yield Paragraph((run_of(text, Run("")),), ParagraphStyle.PLAIN)


def return_labels(meeting: Meeting) -> tuple[Label, ...]:
    """The address of the secretariat, once for each member whose answer comes by post; none where it has no address."""
    secretariat = meeting.secretariat
    if not secretariat.address.value.strip() or not secretariat.name.value.strip():
        return ()
    lines = tuple(_office_lines(secretariat))
    instead = (Paragraph((Run(f"{TO_OFFICE}{OPEN_MARK}"),), ParagraphStyle.PLAIN),)
    asked = [member for member in meeting.members if gets_envelope(member)]
    return tuple(Label(f"return-{number}", lines, instead, secretariat.address.where) for number, _ in enumerate(asked, 1))


def _office_lines(secretariat: Secretariat) -> Iterator[Paragraph]:
    """Its lines; what stands behind a space begins a line of its own, the last part of the name only."""
    address, name = secretariat.address, secretariat.name
    yield from _lines(secretariat.postal_code, replace(address, value=address.value.replace("　", "\n")))
    bureau, _, section = name.value.strip().rpartition("　")
    shown = f"{bureau}\n{section}" if bureau else section
    yield Paragraph((Run(shown, source=name.where), Run(f"　{TO_OFFICE}")), ParagraphStyle.TITLE)


def build_envelope(context: WordingContext) -> Document:
    """The address of the secretariat on the envelope for the answer, as blocks: written across, the envelope upright."""
    meeting = context.meeting
    blocks = tuple(_office_lines(meeting.secretariat))
    return Document("return-envelope", ENVELOPE_TITLE, "", (Section(blocks, meeting.dispatch.envelope),))


def check_return(meeting: Meeting) -> Findings:
    """What is in the way of answers by post: `return-address-missing` (a note), `envelope-not-enclosed` (a warning)."""
    findings = Findings()
    asked = [member for member in meeting.members if gets_envelope(member)]
    if asked and not return_labels(meeting):
        where = meeting.secretariat.address.where or meeting.secretariat.name.where
        message = "事務局名か住所が空なので、返信用封筒の宛名は作りません。"
        findings.note("return-address-missing", where, message, "「会議」シートの事務局名、郵便番号、住所を書いてください。")
    for member in _without_paper(asked):
        message = f"委員「{member.name}」は返送方法が郵送ですが、資料を紙で送らないので、返信用封筒を同封できません。"
        hint = "返送方法を直すか、返信用封筒だけを別に送ってください。"
        findings.warn("envelope-not-enclosed", member.where, message, hint)
    return findings


def _without_paper(members: Sequence[Member]) -> list[Member]:
    return [member for member in members if member.sent_by not in BY_PAPER]
