"""Answers that only a person can read: whether they were typed in, and whether they take something back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kaigi_docs.japanese.quoting import excerpt
from kaigi_docs.model.decisions import OpenQuestion, QuestionKind, question_id
from kaigi_docs.model.form_identity import meeting_code, member_of
from kaigi_docs.model.meeting import Meeting, Member
from kaigi_docs.model.responses import Standing
from kaigi_docs.model.returned_forms import UnreadAnswer, Way
from kaigi_docs.responses.admitting import Admitted, Withdrawal, tells_withdrawal
from kaigi_docs.responses.desk import Desk, member_choice, open_question
from kaigi_docs.responses.roster import name_key, own_names, parts_of

TYPED, NO_ANSWER, LATER = "手入力した", "回答ではない", "あとで入力する"
TYPED_FOR_ANOTHER = "ほかの委員の回答として手入力した"

_TAKEN_BACK = "の回答の取り下げ"
_SHOWN = 200
"""Characters of a mail that stand in the question."""


@dataclass(frozen=True, slots=True)
class Paper:
    """What became of them.

    Attributes:
        waiting: those that somebody still has to read or type in.
        withdrawals: what the others took back.
    """

    waiting: tuple[UnreadAnswer, ...]
    withdrawals: tuple[Withdrawal, ...]


def reader_of(unread: UnreadAnswer, meeting: Meeting) -> str:
    """The id of the member whose form it is by its printed id; "" where nothing tells."""
    if unread.identity is None or unread.identity.meeting != meeting_code(meeting.identity):
        return ""
    return member_of(unread.identity.member, (each.id for each in meeting.members)) or ""


def may_be_of(unread: UnreadAnswer, meeting: Meeting) -> frozenset[str]:
    """The ids of the members who may have sent it: of the printed id; else whoever its file, its sender or its text names.

    A family name of one character is too short to tell anything. Nothing is counted on this: it keeps those who probably
    answered from being told that nothing came.
    """
    if reader := reader_of(unread, meeting):
        return frozenset({reader})
    about = f"{unread.where.file}　{unread.arrival.sender_name}　{unread.arrival.subject}"
    return frozenset(member.id for member in meeting.members if _is_named(member, about, unread.text))


def _is_named(member: Member, about: str, text: str) -> bool:
    names = {key for name in own_names(member) if (key := name_key(name))}
    family = name_key(parts_of(member.name.value)[0])
    if any(name in name_key(f"{about}{text}") for name in names) or (len(family) > 1 and family in name_key(about)):
        return True
    return re.search(rf"(?<![A-Za-z0-9]){re.escape(member.id)}(?![0-9])", about) is not None


def settle_paper(unread: Sequence[UnreadAnswer], admitted: Sequence[Admitted], desk: Desk) -> Paper:
    """What is still to be read, and what was taken back.

    「手入力した」 settles an answer only where such an entry is there: of the member whom its id or its words name, or of anybody
    where they name nobody. Words may name the wrong member, so that there is a choice for that, too.

    Codes: `answer-unread` (an error until it is typed in or said to be none), `typed-missing` (a warning).
    """
    typed = {each.member_id for each in admitted if each.form.way is Way.HAND and each.standing is not Standing.REFUSED}
    waiting, withdrawals = [], []
    for each in unread:
        takers = _takers(each, admitted, desk)
        question = _question(each, tuple(takers), typed, desk)
        decided = desk.ask(question)
        if decided in takers:
            withdrawals.append(Withdrawal(takers[decided], each.arrival.received))
            desk.findings.note("answer-unread", each.where, f"{decided}として扱います。")
        elif decided == NO_ANSWER or (decided in (TYPED, TYPED_FOR_ANOTHER) and _is_typed(each, decided, typed, desk)):
            desk.findings.note("answer-unread", each.where, f"{each.kind}です。要確認.xlsx の答えは「{decided}」です。")
        else:
            waiting.append(each)
            hint = "読んで「回答」フォルダの手入力.xlsx に入力し、要確認.xlsx で答えを選んでください。"
            desk.findings.error("answer-unread", each.where, f"{each.kind}です。{each.why}まだ数えていません。", hint)
    return Paper(tuple(waiting), tuple(withdrawals))


def _is_typed(unread: UnreadAnswer, decided: str, typed: set[str], desk: Desk) -> bool:
    """Whether there is an entry that it can be; where there is none, that is told."""
    named = may_be_of(unread, desk.meeting) if decided == TYPED else frozenset[str]()
    if typed & named or (not named and typed):
        return True
    whose = "、".join(desk.named(each.id) for each in desk.meeting.members if each.id in named)
    message = f"「{decided}」とありますが、手入力.xlsx に{f'{whose}の' if whose else ''}回答がありません。"
    other = f"ほかの委員の回答であれば「{TYPED_FOR_ANOTHER}」を選んでください。" if named else ""
    desk.findings.warn("typed-missing", unread.where, message, f"手入力.xlsx に書いて保存してください。{other}")
    return False


def _takers(unread: UnreadAnswer, admitted: Sequence[Admitted], desk: Desk) -> dict[str, str]:
    """Where something is taken back, the members whose answer it may be, by the choice that says so."""
    if not tells_withdrawal(unread.text, unread.arrival.subject):
        return {}
    answered = {each.member_id for each in admitted}
    members = (each for each in desk.meeting.members if each.id in answered)
    return {f"{member_choice(each)}{_TAKEN_BACK}": each.id for each in members}


def _question(unread: UnreadAnswer, takers: tuple[str, ...], typed: set[str], desk: Desk) -> OpenQuestion:
    member_id, named = reader_of(unread, desk.meeting), may_be_of(unread, desk.meeting)
    pages = f"全{len(unread.pictures)}ページのうち1ページ目の画像を横に置きます。" if len(unread.pictures) > 1 else ""
    text = f"書かれているのは「{excerpt(unread.text, _SHOWN)}」です。" if unread.text.strip() else ""
    return open_question(
        question_id("unread", unread.id),
        QuestionKind.UNREAD,
        unread.where,
        desk.named(member_id) or unread.arrival.sender_name,
        f"{unread.kind}です。{unread.why}{text}{pages}読んで「回答」フォルダの手入力.xlsx に入力してください。",
        (TYPED, *((TYPED_FOR_ANOTHER,) if named else ()), NO_ANSWER, LATER, *takers),
        TYPED if member_id and member_id in typed else "",
        unread.pictures[0] if unread.pictures else None,
    )
