"""The sheets 回答の回 and 除斥 -> Rounds and Recusals."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from kaigi_docs.declarations import rounds as sheets
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.quoting import listed
from kaigi_docs.model.meeting import Material, MaterialKind, Question, QuestionKind
from kaigi_docs.model.rounds import ChairVote, Recusal, Round, Threshold, VoteBase, VotingRule
from kaigi_docs.read.references import Named, Targets, known_references
from kaigi_docs.read.rows import Row


def read_rounds(
    rows: Sequence[Row], basics: Row, forms: Targets, materials: Iterable[Material], findings: Findings
) -> tuple[Round, ...]:
    """The rounds in the order of the sheet; what a row leaves open is that of the 会議 sheet.

    Codes: round-twice (two rounds of one name, or a form in two rounds), round-nameless (several rounds, one without a name).

    Args:
        rows: of 回答の回.
        basics: of the 会議 sheet.
        forms: 資料 that are forms.
        materials: for the ids of all forms.
        findings: takes what is wrong.
    """
    every = tuple(each.id for each in materials if each.kind is MaterialKind.RESPONSE_FORM)
    deadline = basics.get("締切", date)
    found = []
    for row in (each for each in rows if each.usable):
        until = row.get(sheets.DEADLINE, date) or deadline
        if until is None:
            continue  # the 会議 sheet is told that its deadline is missing
        found.append(
            Round(
                id=row.text(sheets.ROUND).value.strip(),
                form_ids=known_references(row, sheets.FORMS, forms, findings) or every,
                deadline=until,
                deadline_where=row.place(sheets.DEADLINE) if row.get(sheets.DEADLINE, date) else basics.place("締切"),
                rule=_rule(row),
                sent_on=row.get(sheets.SENT_ON, date) or basics.get("発送日", date),
                where=row.where,
            )
        )
    _check_apart(found, findings)
    return tuple(found)


def _rule(row: Row) -> VotingRule:
    usual = VotingRule()
    return VotingRule(
        quorum=row.choice(sheets.QUORUM, Threshold.HALF),
        majority=row.choice(sheets.MAJORITY, Threshold.MORE_THAN_HALF),
        base=row.choice(sheets.BASE, VoteBase.VOTERS),
        chair=row.choice(sheets.CHAIR, ChairVote.VOTES),
        blank_returned=row.flag(sheets.BLANK_COUNTS, default=usual.blank_returned),
    )


def _check_apart(rounds: Sequence[Round], findings: Findings) -> None:
    if len(rounds) < 2:
        return
    names: dict[str, Round] = {}
    forms: dict[str, Round] = {}
    for each in rounds:
        if not each.id:
            hint = "「質問」「表決」のように、回ごとに違う名前を書いてください。"
            findings.error("round-nameless", each.where, "回がいくつもあるのに、名前のない回があります。", hint)
        elif names.setdefault(fold_name(each.id), each) is not each:
            findings.error("round-twice", each.where, f"回「{each.id}」が二つあります。", "違う名前にしてください。")
        for form in each.form_ids:
            if forms.setdefault(form, each) is not each:
                message = f"回答書{form}が、回「{forms[form].id}」と「{each.id}」の両方にあります。"
                findings.error("round-twice", each.where, message, "回ごとに別の回答書（「資料」シートの行）にしてください。")


def present_round(basics: Row, rounds: Sequence[Round], findings: Findings) -> str:
    """The name of the round that the 会議 sheet calls the present one, else of the first; "" where there are none.

    Codes: round-unknown.
    """
    entered = basics.text("今回の回")
    first = rounds[0].id if rounds else ""
    if not entered:
        return first
    found = next((each.id for each in rounds if fold_name(each.id) == fold_name(entered.value)), None)
    if found is None:
        known = listed(f"「{each.id}」" for each in rounds) if rounds else "まだありません"
        message = f"今回の回「{entered}」は「{sheets.ROUNDS.title}」シートにありません。あるのは{known}。"
        findings.error("round-unknown", entered.where, message, "回の名前をそろえてください。")
    return found or first


def read_recusals(
    rows: Sequence[Row], members: Targets, items: Targets, questions: Sequence[Question], findings: Findings
) -> tuple[Recusal, ...]:
    """Who takes no part in which vote, in the order of the sheet.

    Codes: recusal-without-vote (a warning).
    """
    voted = {item for each in questions if each.kind is QuestionKind.VOTE for item in each.item_ids}
    found = []
    for row in rows:
        who = known_references(row, sheets.MEMBER, members, findings)
        what = known_references(row, sheets.ITEM, items, findings)
        if not row.usable or not who or not what:
            continue
        if what[0] not in voted:
            message = f"議題{what[0]}には、賛否を問う設問がありません。"
            findings.warn("recusal-without-vote", row.place(sheets.ITEM), message, "議題IDを確かめてください。")
        found.append(Recusal(member_id=who[0], item_id=what[0], reason=row.text(sheets.REASON), where=row.where))
    return tuple(found)


def member_targets(rows: Iterable[Row]) -> Targets:
    """What may be named as a 委員: by its id, but people write the name."""
    named = (Named(row.id, row.id_written, ((row.text("氏名").value, f"「{row.text('氏名')}」"),)) for row in rows)
    return Targets.of("委員", named)
