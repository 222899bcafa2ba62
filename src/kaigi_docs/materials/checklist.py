"""確認するところ: the first sheet of a draft, with everything that has to be mended or looked at."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from kaigi_docs.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
)
from kaigi_docs.findings import OPEN_MARK, Finding, Severity
from kaigi_docs.materials.paper import DRAFT_MARK
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Material, MaterialKind
from kaigi_docs.model.text import Text

CHECKLIST = Material(id="checklist", no="", kind=MaterialKind.MATERIAL_LIST, title=Text("確認するところ"))
"""Stands for the row that the 資料 sheet does not have."""

_GROUPS = ((Severity.ERROR, "直すところ"), (Severity.WARNING, "確かめるところ"))
_NOWHERE = "－"


def build_checklist(findings: Sequence[Finding], shown: Mapping[Finding, Sequence[str]], context: WordingContext) -> Document:
    """The sheet as blocks: errors, then warnings, each with where it shows, the cell, what is wrong and what to do.

    Args:
        findings: all of the run; notes are left out.
        shown: ids of the materials that print an error's mark.
        context: the meeting and its numbers.
    """
    counts = {severity: sum(finding.severity is severity for finding in findings) for severity, _ in _GROUPS}
    blocks: list[Block] = [
        Paragraph((Run(CHECKLIST.title.value),), ParagraphStyle.TITLE, Align.CENTER),
        Paragraph(context.full_title(), ParagraphStyle.LEAD, Align.CENTER),
        Paragraph((Run(_introduction(counts)),)),
    ]
    groups = tuple(_groups(findings, shown, context))
    if groups:
        blocks.append(Table("checklist-table", _columns(), groups))
    return Document(
        id=CHECKLIST.id,
        title=CHECKLIST.title.value,
        head_label="",
        sections=(Section(tuple(blocks), landscape=True),),
        page_prefix="確認-",
        marks=(DRAFT_MARK,),
    )


def _introduction(counts: Mapping[Severity, int]) -> str:
    errors, warnings = counts[Severity.ERROR], counts[Severity.WARNING]
    if not errors and not warnings:
        return "直すところも確かめるところもありません。"
    marks = f"資料の中では、直すところに{OPEN_MARK}と印刷しています。" if errors else ""
    return (
        f"この資料一式は案です。直すところが{errors}件、確かめるところが{warnings}件あります。{marks}"
        "事務局がもとの Excel などを直し、直すところがなくなったら、正式な資料一式を作ります。"
    )


def _columns() -> tuple[Column, ...]:
    return (
        Column("no", (Run("番号"),), 12.0, Align.CENTER),
        Column("material", (Run("資料"),), 34.0),
        Column("place", (Run("場所"),), 52.0, row_header=True),
        Column("message", (Run("内容"),)),
        Column("hint", (Run("すること"),)),
    )


def _groups(findings: Sequence[Finding], shown: Mapping[Finding, Sequence[str]], context: WordingContext) -> Iterator[RowGroup]:
    number = 0
    for severity, label in _GROUPS:
        rows: list[Row] = []
        for finding in (each for each in findings if each.severity is severity):
            number += 1
            rows.append(_row(number, finding, shown.get(finding, ()), context))
        if rows:
            yield RowGroup(f"checklist-{severity}", (Run(f"{label}（{len(rows)}件）"),), tuple(rows))


def _row(number: int, finding: Finding, shown_in: Sequence[str], context: WordingContext) -> Row:
    labels = "、".join(context.numbering.materials[material_id] for material_id in shown_in) or _NOWHERE
    place = str(finding.where) if finding.where is not None else "会議のフォルダ"
    texts = (str(number), labels, place, finding.message, finding.hint)
    aligns = (Align.CENTER, *(Align.START,) * 4)
    cells = (
        Cell((Paragraph((Run(text),), ParagraphStyle.CELL, align),) if text else ())
        for text, align in zip(texts, aligns, strict=True)
    )
    return Row(f"checklist-{number}", tuple(cells))
