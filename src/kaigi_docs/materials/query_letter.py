"""確認依頼: the letter that asks a department about what it wrote into its 調査票, and what it left blank."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from kaigi_docs.blocks import (
    Align,
    Cell,
    Column,
    Document,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Table,
)
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.geta import with_geta
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.materials.follow_up import FollowUp, build_follow_up
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.collection import Submission
from kaigi_docs.model.meeting import Department
from kaigi_docs.model.queries import Query, queries_of
from kaigi_docs.model.text import Text
from kaigi_docs.wording import BlockSequence, run_of

QUERY = "確認依頼"
WHOLE_SHEET, WHOLE_ROW = "調査票全体", "この事業の行"
TABLE_CAPTION = "別表　確認していただくところ"

LONGEST_QUOTATION = 60
_KEPT = 28
"""Characters at each end of a quotation that is shortened in the middle."""
_ELLIPSIS = "……"
_CLINGS = re.compile("[\u0300-\u036f\u3099\u309a\u200d\ufe00-\ufe0f\U0001f3fb-\U0001f3ff\U000e0100-\U000e01ef]")
"""Characters that belong to the one before them."""

_WIDTHS_MM = {"number": 10.0, "measure": 31.0, "place": 23.0, "found": 50.0, "request": None}
_HEADINGS = {"number": "番号", "measure": "事業", "place": "欄", "found": "確認したいこと", "request": "お願いしたいこと"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetWords:
    """What stands where in the 調査票 that goes back with the letter.

    Attributes:
        file: its name.
        measures: name of each measure by id.
        headers: of the columns, by key.
        cells: addresses of the cells that take answers, by measure id and key.
    """

    file: str
    measures: Mapping[str, Text] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    cells: Mapping[tuple[str, str], str] = field(default_factory=dict)


def build_query_letter(
    context: WordingContext, department: Department, submission: Submission, words: SheetWords, template: tuple[str, str]
) -> tuple[Document, Findings]:
    """The letter as blocks with a table of all that is asked, and what is wrong with its wording.

    Args:
        context: the meeting, its numbers and texts.
        department: that is asked.
        submission: its points and blank answers.
        words: names of rows, columns and cells.
        template: source and shown path of query_letter.md.j2.
    """
    inquiry = context.meeting.inquiry
    letter = FollowUp("query-letter", f"{QUERY}　{department.name}", inquiry.query_on, inquiry.query_due)
    queries = queries_of(submission)
    further = {
        "件数": format_number(len(queries), context.meeting.style.digits),
        "調査票の名前": words.file,
        "別表": BlockSequence((_table(queries, words),) if queries else ()),
    }
    return build_follow_up(letter, department, context, template, further)


def _table(queries: Sequence[Query], words: SheetWords) -> Table:
    """A row for each query; the name of a measure stands in its first row, its id in each."""
    columns = (
        Column("number", (Run(_HEADINGS["number"]),), _WIDTHS_MM["number"], Align.CENTER, row_header=True),
        *(Column(key, (Run(_HEADINGS[key]),), _WIDTHS_MM[key]) for key in ("measure", "place", "found", "request")),
    )
    rows = tuple(
        _row(query, _label(query.measure_id, words) if number == 0 else (Run(query.measure_id or WHOLE_SHEET),), words)
        for _, about in groupby(queries, key=lambda query: query.measure_id)
        for number, query in enumerate(about)
    )
    return Table("query-table", columns, (RowGroup("queries", (), rows),), caption=(Run(TABLE_CAPTION),))


def _label(measure_id: str, words: SheetWords) -> tuple[Run, ...]:
    """「J001　居場所づくり」."""
    if not measure_id:
        return (Run(WHOLE_SHEET),)
    name = words.measures.get(measure_id)
    return (Run(measure_id),) if name is None else (Run(f"{measure_id}　"), run_of(name, Run("")))


def _row(query: Query, label: tuple[Run, ...], words: SheetWords) -> Row:
    found = Run(with_geta(shortened(query.found)), source=query.where)
    request = Run(with_geta(shortened(query.request)), source=query.where)
    cells = (
        Paragraph((Run(str(query.number)),), ParagraphStyle.CELL),
        Paragraph(label, ParagraphStyle.CELL_SMALL),
        Paragraph((Run(_place(query, words)),), ParagraphStyle.CELL_SMALL),
        Paragraph((found,), ParagraphStyle.CELL),
        Paragraph((request,), ParagraphStyle.CELL),
    )
    return Row(f"query-{query.number}", tuple(Cell((each,)) for each in cells))


def _place(query: Query, words: SheetWords) -> str:
    """「評価（I9）」: as the 調査票 that goes back has it; what has no cell of its own there, as the department's file has it."""
    if query.keys:
        return "、".join(_named(key, query, words) for key in query.keys)
    cell = query.where.cell if query.where is not None else None
    named = WHOLE_ROW if query.measure_id else WHOLE_SHEET
    return f"{named}（{cell}）" if cell else named


def _named(key: str, query: Query, words: SheetWords) -> str:
    cell = words.cells.get((query.measure_id, key)) or (query.where.cell if query.where is not None else None)
    header = words.headers.get(key, key)
    return f"{header}（{cell}）" if cell else header


def shortened(text: str) -> str:
    """The text with quotations of more than LONGEST_QUOTATION characters cut in the middle, and on one line each.

    A quotation is what stands between 「 and its 」; of an answer that holds one of them alone, all up to the last 」.
    """
    parts: list[str] = []
    rest = text
    while (start := rest.find("「") + 1) > 0:
        end = _closing(rest, start)
        if end < 0:
            break
        parts += (rest[:start], _cut(rest[start:end]), "」")
        rest = rest[end + 1 :]
    return "".join((*parts, rest))


def _closing(text: str, start: int) -> int:
    """Where the quotation that begins there ends, or -1."""
    depth = 1
    for at, character in enumerate(text[start:], start):
        depth += (character == "「") - (character == "」")
        if depth == 0:
            return at
    return text.rfind("」", start)


def _cut(quotation: str) -> str:
    line = quotation.replace("\n", " ")
    if len(line) <= LONGEST_QUOTATION:
        return line
    head, tail = _KEPT, len(line) - _KEPT
    while head < tail and _CLINGS.match(line[head]):
        head += 1
    while head < tail and _CLINGS.match(line[tail]):
        tail -= 1
    return f"{line[:head]}{_ELLIPSIS}{line[tail:]}"
