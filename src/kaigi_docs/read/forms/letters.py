"""What members wrote in the mails themselves: beside their forms, or an answer for a person to read."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.model.form_identity import identities_in
from kaigi_docs.model.returned import WITHIN
from kaigi_docs.model.returned_forms import ReturnedForm, UnreadAnswer
from kaigi_docs.model.text import Text
from kaigi_docs.read.arrived.greetings import is_greeting
from kaigi_docs.read.arrived.mails import Letter
from kaigi_docs.read.forms.hints import AS_PDF

BODY = "メールの本文"


@dataclass(frozen=True, slots=True)
class Placed:
    """Where the words of all mails went.

    Attributes:
        forms: with the words of their mails beside them.
        unread: words of mails without a form.
        findings: on mails that hold nothing at all.
    """

    forms: tuple[ReturnedForm, ...]
    unread: tuple[UnreadAnswer, ...]
    findings: tuple[Finding, ...]


def place_letters(letters: Sequence[Letter], forms: Sequence[ReturnedForm], signers: Iterable[str]) -> Placed:
    """The words of each mail beside the first form that it carries, else as an answer to be read by a person.

    Only words that are nothing but a greeting stay unmentioned, and only beside an attachment. Code: mail-empty (an error).

    Args:
        letters: of all mails, those within mails too.
        forms: that were read.
        signers: names of persons and organisations that may sign.
    """
    by_file = {each.where.file: each for each in reversed(forms)}
    beside: dict[str, list[Text]] = {}
    unread: list[UnreadAnswer] = []
    findings: list[Finding] = []
    names = tuple(signers)
    for letter in letters:
        form = _form_of(letter, by_file)
        usual = is_greeting(letter.text, (*names, letter.arrival.sender_name))
        if usual and (form is not None or _carries_more(letter, letters)):
            continue
        if form is not None:
            beside.setdefault(form.id, []).append(Text(letter.text, _place(letter)))
        elif letter.text or letter.quoted:
            unread.append(_unread(letter))
        else:
            findings.append(_empty(letter))
    placed = tuple(replace(each, beside=(*each.beside, *beside.pop(each.id, ()))) for each in forms)
    return Placed(placed, tuple(unread), tuple(findings))


def _form_of(letter: Letter, forms: dict[str, ReturnedForm]) -> ReturnedForm | None:
    """The first form among what a mail carries, in archives and PDFs of it too; else among what the mails within it carry."""
    for around in (*letter.carried, letter.mail.shown):
        for file, form in forms.items():
            if file == around or file.startswith(f"{around}{WITHIN}"):
                return form
    return None


def _carries_more(letter: Letter, letters: Iterable[Letter]) -> bool:
    """Whether the file holds any attachment, or a mail within this one: these are answers or findings themselves."""
    same = [each for each in letters if each.mail is letter.mail]
    return any(each.carried or each.number > letter.number for each in same)


def _place(letter: Letter) -> Location:
    return Location(letter.mail.shown, label=BODY)


def _unread(letter: Letter) -> UnreadAnswer:
    quoted = "引用された部分は省いています。" if letter.quoted and letter.text else ""
    text = letter.text or letter.quoted
    digest = hashlib.sha256(f"{letter.mail.sha256}:{letter.number}".encode()).hexdigest()
    found = identities_in(f"{text}\n{letter.quoted}")
    return UnreadAnswer(
        id=digest[:12],
        where=_place(letter),
        kind=BODY,
        why=f"メールの本文に書かれたことは、どの設問の回答かを人が読んで手入力.xlsx に入力します。{quoted}",
        text=text,
        identity=found[0] if found else None,
        arrival=letter.arrival,
    )


def _empty(letter: Letter) -> Finding:
    message = "本文も添付ファイルもないメールです。"
    return Finding(
        "mail-empty", Severity.ERROR, letter.mail.where, message, f"添付し忘れていないか、送った方に確かめてください。{AS_PDF}"
    )
