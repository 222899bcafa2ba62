"""What departments say to opinions -> the blank cells of 事務局の考え方.xlsx that take it; pure.

A cell that holds something is never changed. What a department wrote and was taken over once is known by its code, so that the
secretariat may rewrite it without being asked at every later run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.quoting import excerpt
from kaigi_docs.model.opinion_sheet import OpinionReply, OpinionRow, Reply, ViewFill, bare, code_of

_LABELS = {Reply.VIEW: "事務局の考え方", Reply.ACTION: "対応方針"}
_COPY = "使うほうを「事務局の考え方.xlsx」に書いてください。"


@dataclass(frozen=True, slots=True)
class SettledViews:
    """What becomes of the replies.

    Attributes:
        fills: into blank cells, in the order of the book.
        findings: on all that is neither filled in nor there already.
    """

    fills: tuple[ViewFill, ...]
    findings: Findings


def settle_views(replies: Sequence[OpinionReply], rows: Sequence[OpinionRow], names: Mapping[str, str]) -> SettledViews:
    """What goes where; every reply is filled in, the same as what stands there, taken over before, or told.

    Of differing replies the one of the latest mail counts; where nobody can tell the order, none does.

    Codes: opinion-unknown, views-differ (errors), opinion-other-department, opinion-remark, view-conflict (warnings),
    view-superseded (a note).

    Args:
        replies: of all sheets that came back.
        rows: of 事務局の考え方.xlsx.
        names: of departments by id.
    """
    findings = Findings()
    by_id = {each.opinion_id: each for each in rows}
    usable = [each for each in replies if _is_usable(each, by_id, names, findings)]
    fills: list[ViewFill] = []
    for row in rows:
        for reply in (Reply.VIEW, Reply.ACTION):
            own = [each for each in usable if (each.row_id.opinion_id, each.reply) == (row.opinion_id, reply)]
            fills += [
                ViewFill(row.opinion_id, reply, each.text)
                for each in _counting(own, row, findings)
                if _goes_into(each, row, findings)
            ]
    return SettledViews(tuple(fills), findings)


def _is_usable(each: OpinionReply, rows: Mapping[str, OpinionRow], names: Mapping[str, str], findings: Findings) -> bool:
    """Whether a reply is of an opinion that is there, by its 課, and no remark; else it is told."""
    row, said = rows.get(each.row_id.opinion_id), f"「{excerpt(each.text.value)}」"
    if row is None:
        message = f"「事務局の考え方.xlsx」に、この意見の行がありません。{said}"
        findings.error("opinion-unknown", each.text.where, message, "kaigi collate を実行してから、もう一度実行してください。")
        return False
    if each.reply is Reply.REMARK:
        message = f"意見{row.number}の備考に書いてあります。{said}"
        findings.warn("opinion-remark", each.text.where, message, "担当課を変えるかなどを確かめてください。")
        return False
    if row.department_id != each.row_id.department_id:
        now = names.get(row.department_id, "書かれていません")
        message = f"意見{row.number}の担当課は、今は{now}です。使っていません。{said}"
        findings.warn("opinion-other-department", each.text.where, message, _COPY)
        return False
    return True


def _counting(own: Sequence[OpinionReply], row: OpinionRow, findings: Findings) -> Sequence[OpinionReply]:
    """The reply that counts, of those about one cell; all of an unknown order where the cell is filled and none goes in."""
    texts = {bare(each.text.value) for each in own}
    if len(texts) <= 1:
        return own[:1]
    days = [each.received for each in own if each.received is not None]
    latest = [each for each in own if each.received is not None and each.received == max(days)]
    if len(days) == len(own) and len({bare(each.text.value) for each in latest}) == 1:
        for each in (one for one in own if bare(one.text.value) != bare(latest[0].text.value)):
            message = f"意見{row.number}の{_LABELS[each.reply]}は、後から届いたものを使いました。「{excerpt(each.text.value)}」"
            findings.note("view-superseded", each.text.where, message)
        return latest[:1]
    if row.written(own[0].reply).value.strip():
        return own
    quoted = "".join(f"「{excerpt(each.text.value)}」（{each.text.where}）" for each in own)
    message = f"意見{row.number}の{_LABELS[own[0].reply]}が、二つ届いています。順番が分かりません。{quoted}"
    findings.error("views-differ", own[0].text.where, message, _COPY)
    return ()


def _goes_into(chosen: OpinionReply, row: OpinionRow, findings: Findings) -> bool:
    """Whether the cell is blank; a text that stands there and says something else is told, unless it was made from this one."""
    written = row.written(chosen.reply)
    if code_of(chosen.reply, chosen.text.value) in row.taken:
        return False
    if not written.value.strip():
        return True
    if bare(written.value) != bare(chosen.text.value):
        label = _LABELS[chosen.reply]
        message = f"意見{row.number}の{label}は、もう書いてあります。課の回答「{excerpt(chosen.text.value)}」は使っていません。"
        findings.warn("view-conflict", chosen.text.where, message, f"今は「{excerpt(written.value)}」です。{_COPY}")
    return False
