"""The rows of a comment table: 資料番号, ページ, 該当箇所, 意見・質問."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from kaigi_docs.japanese.dittos import says_no_comment
from kaigi_docs.model.form_map import TABLE_COLUMNS
from kaigi_docs.model.responses import Answer, AnswerState, CommentRow
from kaigi_docs.model.returned_forms import FieldValue
from kaigi_docs.model.text import Text
from kaigi_docs.responses.desk import quoted
from kaigi_docs.responses.judging import blank_answer
from kaigi_docs.responses.spaces import Case, settled_text

_CELL = re.compile(r"row/([0-9]{1,4})/(c[1-4])")


def cell_of(field_id: str, stem: str) -> tuple[int, str] | None:
    """Row and column of an answer space of a table; None for other spaces."""
    found = _CELL.fullmatch(field_id.removeprefix(f"{stem}/")) if field_id.startswith(f"{stem}/") else None
    return (int(found.group(1)), found.group(2)) if found is not None else None


def judge_table(case: Case, cells: Mapping[tuple[int, str], FieldValue]) -> Answer:
    """The answer: all rows with anything in them; a table of rows that say 「特になし」 alone is no comment.

    Codes: those of doubtful texts (`spaces.settled_text`); `comment-row-without-text`, a warning.

    Args:
        case: the question.
        cells: filled ones.
    """
    is_open = False
    rows: dict[int, dict[str, Text]] = {}
    for (number, column), value in sorted(cells.items()):
        text = settled_text(replace(case, stem=f"{case.stem}/row/{number}/{column}", text=value))
        is_open = is_open or text is None
        rows.setdefault(number, {})[column] = text if text is not None else value.text
    made = tuple(_row(number, row) for number, row in rows.items() if any(row.values()))
    if not made:
        return blank_answer(case, Text(""))
    told = tuple(_told(made, case))
    says = [row for row in told if not says_no_comment(row.text.value)]
    state = AnswerState.OPEN if is_open else AnswerState.ANSWERED if says or not told else AnswerState.NO_COMMENT
    return replace(case.answer(state, (), Text("")), rows=made)


def _told(rows: Iterable[CommentRow], case: Case) -> Iterable[CommentRow]:
    """The rows with a comment; of one that only cites a place it is told that it says nothing."""
    for row in rows:
        if row.text:
            yield row
            continue
        cited = quoted(" ".join(filter(None, (each.value.strip() for each in (row.material_no, row.page, row.passage)))))
        where = next((each.where for each in (row.material_no, row.page, row.passage) if each and each.where), case.where)
        case.desk.findings.warn(
            "comment-row-without-text",
            where,
            f"{case.label}の{row.number}行目は、意見の欄が空です：{cited}。",
            "書き忘れでないか、委員に確かめてください。",
        )


def _row(number: int, cells: Mapping[str, Text]) -> CommentRow:
    material_no, page, passage, text = (cells.get(column, Text("")) for column in TABLE_COLUMNS)
    return CommentRow(number=number, material_no=material_no, page=page, passage=passage, text=text)
