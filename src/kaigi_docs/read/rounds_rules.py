"""Rules over rounds, 除斥 and the names of members, beyond single cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaigi_docs.declarations.rounds import RECUSALS, ROUNDS
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import Material, Member, Question, QuestionKind
from kaigi_docs.model.numbering import forms_of
from kaigi_docs.model.rounds import ChairVote, Recusal, Round
from kaigi_docs.read.settings_rules import check_deadline

CHAIR = "会長"


def check_rounds(rounds: Sequence[Round], materials: Sequence[Material], findings: Findings) -> None:
    """Rounds of one name, forms in two rounds or in none, and deadlines of a round's own.

    Codes: round-twice, form-in-two-rounds (errors); form-without-round, and those of deadlines.
    """
    names: dict[str, Round] = {}
    owners: dict[str, Round] = {}
    for each in rounds:
        if names.setdefault(fold_name(each.id), each) is not each:
            findings.error("round-twice", each.where, f"回「{each.id}」が二つあります。", "違う名前にしてください。")
        for form_id in each.form_ids:
            if owners.setdefault(form_id, each) is not each:
                message = f"回答書{form_id}が、回「{owners[form_id].id}」と「{each.id}」の両方にあります。"
                hint = "「資料」シートに回ごとの回答書を作り、「設問」シートでそれぞれに設問を載せてください。"
                findings.error("form-in-two-rounds", each.where, message, hint)
        if each.where is not None and each.deadline_where is not None and each.deadline_where.sheet == each.where.sheet:
            check_deadline(each.deadline, (f"回「{each.id}」の発送日", each.sent_on), each.deadline_where, findings)
    for form in forms_of(materials) if rounds else ():
        if form.id not in owners:
            message = f"「{form.title}」（{form.id}）は、どの回にもないので、印刷しません。"
            hint = f"「{ROUNDS.title}」シートで、使う回の「回答書の資料ID」に {form.id} を加えてください。"
            findings.warn("form-without-round", form.where, message, hint)


def check_recusals(
    recusals: Sequence[Recusal], questions: Sequence[Question], members: Sequence[Member], findings: Findings
) -> None:
    """除斥 that takes nobody out of a vote.

    Codes, all warnings: recusal-without-vote, recusal-twice, recusal-without-right.
    """
    voted = {item for each in questions if each.kind is QuestionKind.VOTE for item in each.item_ids}
    voting = {member.id for member in members if member.votes}
    known: set[tuple[str, str]] = set()
    for each in recusals:
        if each.item_id not in voted:
            message = f"議題{each.item_id}には、賛否を尋ねる設問がありません。"
            findings.warn("recusal-without-vote", each.where, message, "議題IDを確かめてください。")
        if each.member_id not in voting:
            message = f"委員{each.member_id}には、もともと議決権がありません。"
            findings.warn("recusal-without-right", each.where, message, f"「{RECUSALS.title}」シートの行は要りません。")
        if (each.member_id, each.item_id) in known:
            message = f"委員{each.member_id}の議題{each.item_id}の除斥が二度書かれています。"
            findings.warn("recusal-twice", each.where, message, "一つにしてください。")
        known.add((each.member_id, each.item_id))


def check_voters(members: Sequence[Member], questions: Sequence[Question], rounds: Sequence[Round], findings: Findings) -> None:
    """Whether a vote has voters, and a rule about the chair a chair.

    Codes: voters-missing (an error), chair-missing (a warning).
    """
    votes = [each for each in questions if each.kind is QuestionKind.VOTE]
    if not votes or not members:
        return
    if not any(member.votes for member in members):
        message = "賛否を尋ねる設問がありますが、議決権のある委員がいません。"
        findings.error("voters-missing", members[0].where, message, "「議決権」を確かめてください。")
    if any(fold_name(member.role.value) == CHAIR for member in members):
        return
    for each in rounds:
        if each.rule.chair is not ChairVote.VOTES:
            message = f"会長の表決は「{each.rule.chair.value}」ですが、役が「会長」の委員がいません。"
            findings.warn("chair-missing", each.where, message, "「委員」シートの役を書いてください。")


def check_member_names(members: Sequence[Member], findings: Findings) -> None:
    """Other names of a member that are also the name of another one: an answer under it would have two owners.

    Codes: member-name-shared (a warning). A member may stand in for another one as 代理人.
    """
    owners: dict[str, Member] = {}
    for member in members:
        owners.setdefault(fold_name(member.name.value), member)
    for member in members:
        for header, name in _other_names(member):
            owner = owners.setdefault(fold_name(name), member)
            if owner is not member:
                message = f"{header}「{name}」は、{owner.id}「{owner.name}」も指す名前です。"
                hint = f"この名前の回答が届くと、だれのものか尋ねます。{header}を確かめてください。"
                findings.warn("member-name-shared", member.where, message, hint)


def _other_names(member: Member) -> Iterator[tuple[str, str]]:
    yield from (("別名", name) for name in member.other_names)
    yield from (("前任者", name) for name in member.predecessors)
