"""The sheets 回答の回 and 除斥 -> Rounds and Recusals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from kaigi_docs.declarations import rounds as sheets
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import Material, MaterialKind
from kaigi_docs.model.rounds import Recusal, Round, VotingRule
from kaigi_docs.read.cells import did_you_mean, listed, nearest
from kaigi_docs.read.references import Named, Targets, known_references
from kaigi_docs.read.rows import Row


def read_rounds(
    rows: Sequence[Row], basics: Row, forms: Targets, materials: Iterable[Material], findings: Findings
) -> tuple[Round, ...]:
    """The rounds in the order of the sheet; what a row leaves open is that of the 会議 sheet.

    Codes: reference-unknown (a form that is not there). A row without a deadline of its own is left out where the 会議 sheet has
    none either: that one is told that it is missing.

    Args:
        rows: of 回答の回.
        basics: of the 会議 sheet.
        forms: 資料 that are forms.
        materials: for the ids of all forms.
        findings: takes what is wrong.
    """
    every = tuple(each.id for each in materials if each.kind is MaterialKind.RESPONSE_FORM)
    return tuple(_rounds(rows, basics, forms, every, findings))


def _rounds(rows: Sequence[Row], basics: Row, forms: Targets, every: tuple[str, ...], findings: Findings) -> Iterator[Round]:
    for row in rows:
        known = known_references(row, sheets.FORMS, forms, findings)
        own = row.get(sheets.DEADLINE, date)
        deadline = own or basics.get("締切", date)
        if not row.usable or deadline is None:
            continue
        yield Round(
            id=row.text(sheets.ROUND).value.strip(),
            form_ids=known if row.words(sheets.FORMS) else every,
            deadline=deadline,
            deadline_where=row.place(sheets.DEADLINE) if own is not None else basics.place("締切"),
            rule=_rule(row),
            sent_on=row.get(sheets.SENT_ON, date) or _sent_on(basics),
            where=row.where,
        )


def _sent_on(basics: Row) -> date | None:
    return basics.get("発送日", date) or basics.get("発行日", date)


def _rule(row: Row) -> VotingRule:
    usual = VotingRule()
    return VotingRule(
        quorum=row.choice(sheets.QUORUM, usual.quorum),
        majority=row.choice(sheets.MAJORITY, usual.majority),
        base=row.choice(sheets.BASE, usual.base),
        chair=row.choice(sheets.CHAIR, usual.chair),
        blank_returned=row.flag(sheets.BLANK_COUNTS, default=usual.blank_returned),
    )


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
        names = [each.id for each in rounds]
        known = f"あるのは{listed(names)}です" if names else "そのシートに回が書かれていません"
        message = f"今回の回「{entered}」は「{sheets.ROUNDS.title}」シートにありません。{known}。"
        likely = nearest(entered.value, names)
        hint = f"{did_you_mean(likely)}回の名前をそろえてください。" if likely is not None else "回の名前をそろえてください。"
        findings.error("round-unknown", entered.where, message, hint)
    return found or first


def read_recusals(rows: Sequence[Row], members: Targets, items: Targets, findings: Findings) -> tuple[Recusal, ...]:
    """Who takes no part in which vote, in the order of the sheet.

    Codes: reference-unknown.
    """
    return tuple(
        Recusal(member_id=who, item_id=what, reason=row.text(sheets.REASON), where=row.where)
        for row in rows
        for who in known_references(row, sheets.MEMBER, members, findings)
        for what in known_references(row, sheets.ITEM, items, findings)
        if row.usable
    )


def member_targets(rows: Iterable[Row]) -> Targets:
    """What may be named as a 委員: by its id, but people write the name."""
    named = (Named(row.id, row.id_written, ((row.text("氏名").value, f"「{row.text('氏名')}」"),)) for row in rows)
    return Targets.of("委員", named)
