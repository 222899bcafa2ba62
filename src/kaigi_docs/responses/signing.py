"""Whose form it is: by its id, then by the name that stands on it; whatever is weaker than that is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kaigi_docs.japanese.folding import nfkc
from kaigi_docs.japanese.likeness import nearest
from kaigi_docs.model.decisions import OpenQuestion, QuestionKind, question_id
from kaigi_docs.model.form_identity import member_of
from kaigi_docs.model.meeting import Member
from kaigi_docs.model.responses import Standing
from kaigi_docs.model.returned_forms import ReturnedForm
from kaigi_docs.responses.desk import REFUSE, Desk, member_choice, open_question, quoted
from kaigi_docs.responses.roster import Bearers, name_key, parts_of

AS_PROXY, AS_MEMBER = "代理の回答として数える", "委員本人の回答として数える"

_TYPED_ID = re.compile(r"[A-Z]+[0-9]+")


@dataclass(frozen=True, slots=True)
class Owner:
    """Whose form it is.

    Attributes:
        member_id: of the seat, "" while nobody knows.
        by_proxy: whether somebody else answered for the member.
        standing: COUNTS where nothing is open, else why the form does not count yet, or not at all.
        likely: ids of the members one of whom it probably is, while nobody knows.
    """

    member_id: str
    by_proxy: bool = False
    standing: Standing = Standing.COUNTS
    likely: tuple[str, ...] = ()


def owner_of(form: ReturnedForm, desk: Desk, *, trusts_id: bool = True) -> Owner:
    """The seat that a form belongs to.

    Codes: `member-former`, `member-proxy`, `member-by-name` (notes); `member-other-name`, `proxy-unknown`, `member-unknown`
    (errors until they are decided).

    Args:
        form: as read.
        desk: takes the question.
        trusts_id: whether the id tells anything: not on a form of another meeting.
    """
    member = _by_id(form, desk) if trusts_id else None
    if member is None:
        return _by_name(form, desk.roster.bearers_of(form.name.value), desk)
    name = _name_on(form)
    found = desk.roster.bearers_of(name)
    if member in found.former:
        message = f"前任の{quoted(name)}さんの名前なので、{member_choice(member)}の席の回答として数えます。"
        desk.findings.note("member-former", form.where, message)
        return Owner(member.id)
    if member in found.proxies:
        return _proxy(form, member, desk)
    if member in found.own or not name or name_key(name) in {name_key(part) for part in parts_of(member.name.value) if part}:
        return Owner(member.id)
    others = [each for each in (*found.own, *found.former) if each is not member]
    return _asked_which(form, member, others, desk) if others else _asked_proxy(form, member, desk)


def _name_on(form: ReturnedForm) -> str:
    """The name on a form: as typed, else as we had printed it; the roster may be another than when forms were mailed."""
    return form.name.value if form.name else form.prefilled_name.strip()


def _is_as_printed(form: ReturnedForm) -> bool:
    return bool(form.prefilled_name.strip()) and name_key(_name_on(form)) == name_key(form.prefilled_name)


def _by_id(form: ReturnedForm, desk: Desk) -> Member | None:
    """The member whom the id of the form names, or the one that was entered with it."""
    if form.identity is not None:
        named = member_of(form.identity.member, desk.roster.by_id)
        if named is not None:
            return desk.member(named)
    typed = _TYPED_ID.match(nfkc(form.member_id).strip().upper())
    return desk.member(typed.group()) if typed is not None else desk.member(form.member_id.strip())


def _proxy(form: ReturnedForm, member: Member, desk: Desk) -> Owner:
    message = f"代理人の{quoted(_name_on(form))}さんの回答を、{member_choice(member)}の回答として数えます。"
    desk.findings.note("member-proxy", form.where, message)
    return Owner(member.id, by_proxy=True)


def _asked_which(form: ReturnedForm, member: Member, others: Sequence[Member], desk: Desk) -> Owner:
    """The seat that was chosen where the form of one member bears the name of another."""
    choices = {member_choice(each): each.id for each in (*others, member)}
    question = open_question(
        question_id("member", form.id, member.id, _name_on(form)),
        QuestionKind.MEMBER,
        form.where,
        member_choice(member),
        f"{member_choice(member)}の番号の様式に、ほかの委員の名前{quoted(_name_on(form))}が{_put(form)}。どちらの回答ですか。",
        (*choices, REFUSE),
        next(iter(choices)),
    )
    still_open = Owner("", standing=Standing.UNKNOWN, likely=tuple(choices.values()))
    return _decided(desk.settle(question, "member-other-name"), choices, still_open)


def _asked_proxy(form: ReturnedForm, member: Member, desk: Desk) -> Owner:
    """The member's seat where the name on the form is nobody's that the meeting knows."""
    changed = "名前を直したか、番号を付け替えたのでないか確かめてください。" if _is_as_printed(form) else ""
    question = open_question(
        question_id("proxy", form.id, member.id, _name_on(form)),
        QuestionKind.PROXY,
        form.where,
        member_choice(member),
        f"{member_choice(member)}の番号の様式に、名簿にも代理人にもない名前{quoted(_name_on(form))}が{_put(form)}。"
        f"{changed}どう扱いますか。",
        (AS_PROXY, AS_MEMBER, REFUSE),
    )
    decided = desk.settle(question, "proxy-unknown")
    if decided == REFUSE:
        return Owner(member.id, standing=Standing.REFUSED)
    return Owner(member.id, decided == AS_PROXY, Standing.COUNTS if decided else Standing.WAITING)


def _put(form: ReturnedForm) -> str:
    return "印刷されています" if _is_as_printed(form) else "書かれています"


def _by_name(form: ReturnedForm, found: Bearers, desk: Desk) -> Owner:
    """The seat of a form without an id: a name that is one member's alone, where 所属 does not say otherwise."""
    own = _narrowed(found.own, form.organisation.value, desk)
    if len(own) == 1 and not _contradicted(own[0], form.organisation.value, desk):
        message = f"委員の番号がないので、氏名{quoted(form.name.value)}から{member_choice(own[0])}の回答としました。"
        desk.findings.note("member-by-name", form.where, message)
        return Owner(own[0].id)
    if not own and len(found.former) + len(found.proxies) == 1:
        seat = (*found.former, *found.proxies)[0]
        if found.proxies:
            return _proxy(form, seat, desk)
        message = f"前任の{quoted(form.name.value)}さんの名前なので、{member_choice(seat)}の席の回答として数えます。"
        desk.findings.note("member-former", form.where, message)
        return Owner(seat.id)
    return _asked_member(form, own or (*found.former, *found.proxies), desk)


def _narrowed(members: tuple[Member, ...], organisation: str, desk: Desk) -> tuple[Member, ...]:
    """Of members with one name those of the 所属, where it tells them apart."""
    there = desk.roster.of_organisation(organisation)
    fitting = tuple(each for each in members if each.id in there)
    return fitting if len(members) > 1 and len(fitting) == 1 else members


def _contradicted(member: Member, organisation: str, desk: Desk) -> bool:
    """Whether the 所属 on the form is that of other members only."""
    there = desk.roster.of_organisation(organisation)
    return bool(there) and member.id not in there


def _asked_member(form: ReturnedForm, likely: Sequence[Member], desk: Desk) -> Owner:
    choices = desk.member_choices()
    near = _nearest(form, likely, desk)
    question = OpenQuestion(
        id=question_id("member", form.id, form.name.value, form.organisation.value, form.member_id),
        kind=QuestionKind.MEMBER,
        where=form.where,
        subject=form.name.value.strip(),
        found=_unknown_words(form),
        choices=(*choices, REFUSE),
        proposal=member_choice(near[0]) if len(near) == 1 else "",
    )
    still_open = Owner("", standing=Standing.UNKNOWN, likely=tuple(each.id for each in near))
    return _decided(desk.settle(question, "member-unknown"), choices, still_open)


def _unknown_words(form: ReturnedForm) -> str:
    stated = [form.organisation.value.strip(), form.name.value.strip(), form.member_id.strip()]
    bears = f"書かれているのは{quoted('　'.join(filter(None, stated)))}です。" if any(stated) else "氏名も番号もありません。"
    sender = " ".join(filter(None, (form.arrival.sender_name, form.arrival.sender)))
    sent = f"差出人は{quoted(sender)}です。" if sender else ""
    return f"どの委員の回答かがわかりません。{bears}{sent}"


def _nearest(form: ReturnedForm, likely: Sequence[Member], desk: Desk) -> Sequence[Member]:
    """The most likely members: with the id typed before the name, of that name, of the sender's name, or of the nearest name."""
    typed = _TYPED_ID.match(nfkc(form.name.value).strip().upper())
    numbered = desk.member(typed.group()) if typed is not None else None
    by_sender = desk.roster.bearers_of(form.arrival.sender_name).own
    for found in ((numbered,) if numbered is not None else (), likely, by_sender):
        if len(found) == 1:
            return found
    if likely or not form.name:
        return likely
    near = nearest(form.name.value, [each.name.value for each in desk.meeting.members])
    return tuple(each for each in desk.meeting.members if each.name.value == near)


def _decided(decided: str, choices: dict[str, str], still_open: Owner) -> Owner:
    if decided == REFUSE:
        return Owner("", standing=Standing.REFUSED)
    return Owner(choices[decided]) if decided else still_open
