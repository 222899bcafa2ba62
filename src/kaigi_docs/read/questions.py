"""The sheet 設問 -> Questions."""

from __future__ import annotations

from collections.abc import Sequence

from kaigi_docs.findings import Findings
from kaigi_docs.model.meeting import AskedPer, BlankRule, Question, QuestionKind
from kaigi_docs.model.text import Text
from kaigi_docs.read import defaults, settings_rules
from kaigi_docs.read.references import Targets, known_references
from kaigi_docs.read.rows import Row


def read_questions(rows: Sequence[Row], items: Targets, forms: Targets, findings: Findings) -> tuple[Question, ...]:
    """The questions in the order of the sheet, each with what its kind has where a cell is blank.

    Args:
        rows: of the sheet.
        items: of the agenda, as far as questions may name them.
        forms: 資料 that are forms.
        findings: takes what is wrong.
    """
    return tuple(
        _question(row, item_ids, "".join(form_ids), findings)
        for row in rows
        for item_ids in (known_references(row, "議題ID", items, findings),)
        for form_ids in (known_references(row, "回答書の資料ID", forms, findings),)
        if row.usable
    )


def _question(row: Row, item_ids: tuple[str, ...], form_id: str, findings: Findings) -> Question:
    kind = row.choice("種類", QuestionKind.COMMENT)
    words = row.words("選択肢") or defaults.DEFAULT_CHOICES.get(kind, ())
    lines = row.get("記入行数", int)
    question = Question(
        id=row.id,
        kind=kind,
        title=row.text("問い"),
        item_ids=item_ids,
        choices=tuple(Text(word, row.place("選択肢")) for word in words),
        per=row.choice("対象", AskedPer.QUESTION),
        blank=row.choice("空欄のとき", BlankRule.NO_ANSWER),
        lines=defaults.DEFAULT_LINES.get(kind, 0) if lines is None else lines,
        note=row.text("注記"),
        form_id=form_id,
        where=row.where,
    )
    settings_rules.check_question(question, row, findings)
    return question
