"""The sheet オンライン回答の列 -> OnlineColumns."""

from __future__ import annotations

from collections.abc import Sequence

from kaigi_docs.declarations import online as sheet
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import AskedPer, Question
from kaigi_docs.model.online import OnlineColumn, OnlineMeaning
from kaigi_docs.read.cells import normalised_id
from kaigi_docs.read.references import Targets, known_references
from kaigi_docs.read.rows import Row, report_twice

_ANSWERS = (OnlineMeaning.CHOICE, OnlineMeaning.TEXT)


def read_online_columns(
    rows: Sequence[Row], targets: Targets, questions: Sequence[Question], findings: Findings
) -> tuple[OnlineColumn, ...]:
    """The columns in the order of the sheet.

    Codes: name-duplicate, online-question-missing (an answer of no question, or of one that is asked about several things).

    Args:
        rows: of the sheet.
        targets: what may be named as a question.
        questions: of the meeting.
        findings: takes what is wrong.
    """
    report_twice(
        rows, lambda row: fold_name(row.text(sheet.HEADER).value), sheet.HEADER, findings.error, "一つの行にまとめてください。"
    )
    by_id = {each.id: each for each in questions}
    found = []
    for row in (each for each in rows if each.usable):
        meaning = row.choice(sheet.MEANING, OnlineMeaning.IGNORED)
        named = known_references(row, sheet.QUESTION, targets, findings)
        column = OnlineColumn(
            header=row.text(sheet.HEADER).value.strip(),
            meaning=meaning,
            question_id=named[0] if named else "",
            item_id=normalised_id(row.text(sheet.ITEM).value),
            where=row.where,
        )
        if meaning not in _ANSWERS or _is_complete(row, column, by_id.get(column.question_id), findings):
            found.append(column)
    return tuple(found)


def _is_complete(row: Row, column: OnlineColumn, question: Question | None, findings: Findings) -> bool:
    if question is None:
        message = f"列「{column.header}」がどの設問の回答か書かれていません。"
        findings.error("online-question-missing", row.place(sheet.QUESTION), message, "設問IDを書いてください。")
        return False
    if (question.per is AskedPer.QUESTION) != (not column.item_id):
        message = f"設問{question.id}は、" + (
            "議題や事業のひとつひとつに尋ねる設問です。" if not column.item_id else "一度だけ尋ねる設問です。"
        )
        hint = f"「{sheet.ITEM}」に書いてください。" if not column.item_id else f"「{sheet.ITEM}」を空けてください。"
        findings.error("online-question-missing", row.place(sheet.ITEM), message, hint)
        return False
    return True
