"""印刷指示書: what is printed how, for whoever stands at the copier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from kaigi_docs.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
)
from kaigi_docs.materials.packing_list import INSIDE_MARK
from kaigi_docs.materials.paper import DRAFT_MARK
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Meeting, Route, Sides, Staple
from kaigi_docs.model.printing import PrintJob, PrintPart, is_for_each, usual_copies

PRINT_ORDER_TITLE = "印刷指示書"
SIDES_WORDS = {Sides.BOTH: "両面", Sides.ONE: "片面"}
STAPLE_WORDS = {Staple.CORNER: "左上１か所", Staple.SIDE: "左２か所", Staple.NONE: "なし"}
SINGLE_SHEET = "－"
"""What there is to staple of one sheet."""


def build_print_order(jobs: Sequence[PrintJob], names: Sequence[str], context: WordingContext) -> Document:
    """The order as blocks: a row for each 資料 below the file that it is printed from, sheets by paper, and what to mind.

    Args:
        jobs: the print jobs.
        names: of their files, in the same order.
        context: the meeting and its numbers.
    """
    meeting = context.meeting
    blocks: list[Block] = [
        Paragraph((Run(PRINT_ORDER_TITLE),), ParagraphStyle.TITLE, Align.CENTER),
        Paragraph(context.full_title(), ParagraphStyle.LEAD, Align.CENTER),
        Paragraph((Run(_copies(meeting) + _paper(jobs)),), ParagraphStyle.PLAIN),
    ]
    if jobs:
        blocks.append(_table(jobs, names))
    blocks += [Note("※", (Run(each),)) for each in _cautions(jobs, context)]
    marks = (*((DRAFT_MARK,) if meeting.is_draft else ()), INSIDE_MARK)
    return Document("print-order", PRINT_ORDER_TITLE, "", (Section(tuple(blocks), landscape=True),), marks=marks)


def _copies(meeting: Meeting) -> str:
    """「部数　25部（委員20人、予備5部）…」."""
    spare = meeting.dispatch.spare_copies
    of = f"委員{len(meeting.members)}人" + (f"、予備{spare}部" if spare else "")
    return f"部数は、決まりのないものは{usual_copies(meeting)}部（{of}）です。"


def _paper(jobs: Sequence[PrintJob]) -> str:
    """「用意する用紙は、A4 820枚（うちカラー75枚）、A3 25枚です。」: what must lie in the copier."""
    total, coloured = Counter[str](), Counter[str]()
    for job in jobs:
        total.update(job.total_sheets())
        for part in job.parts:
            if part.printable.material.print.colour:
                coloured.update({paper: count * job.copies for paper, count in part.sheets.items()})
    papers = (
        f"{paper} {count:,}枚" + (f"（うちカラー{coloured[paper]:,}枚）" if coloured[paper] else "")
        for paper, count in sorted(total.items(), reverse=True)
    )
    return f"用意する用紙は、{'、'.join(papers) or '0枚'}です。"


def _table(jobs: Sequence[PrintJob], names: Sequence[str]) -> Table:
    groups = tuple(_group(number, job, name) for number, (job, name) in enumerate(zip(jobs, names, strict=True), 1))
    total = Counter[str]()
    for job in jobs:
        total.update(job.total_sheets())
    last = Row("print-total", (_cell("合計", strong=True), *(Cell() for _ in range(8)), _number(_sheets(total), strong=True)))
    return Table("print-table", _columns(), (*groups, RowGroup("print-totals", (), (last,))))


def _columns() -> tuple[Column, ...]:
    return (
        Column("material", (Run("資料"),), row_header=True),
        Column("place", (Run("ファイルの\nページ"),), 22.0, Align.CENTER),
        Column("pages", (Run("ページ数"),), 17.0, Align.END),
        Column("sheets", (Run("１部の枚数"),), 20.0, Align.END),
        Column("paper", (Run("用紙"),), 16.0, Align.CENTER),
        Column("sides", (Run("面"),), 14.0, Align.CENTER),
        Column("colour", (Run("色"),), 16.0, Align.CENTER),
        Column("staple", (Run("とじ"),), 24.0, Align.CENTER),
        Column("copies", (Run("部数"),), 20.0, Align.END),
        Column("total", (Run("印刷する枚数"),), 24.0, Align.END),
    )


def _group(number: int, job: PrintJob, name: str) -> RowGroup:
    """The rows of a job under the name of its file; the letters to single members are one row."""
    label = Run(f"{number}　{name}.pdf（{SIDES_WORDS[job.sides]}で印刷、{job.pages}ページ）")
    rows = [_letters(job)] if job.for_each_member else [_row(part, job) for part in job.parts]
    return RowGroup(f"job-{number}", (label,), tuple(rows))


def _row(part: PrintPart, job: PrintJob) -> Row:
    sheets = part.sheets
    total = sum(sheets.values()) * job.copies
    cells = _cells(part, f"{part.first_page}～{part.last_page}", sheets, f"{job.copies}", f"{total}")
    return Row(part.printable.id, cells)


def _letters(job: PrintJob) -> Row:
    """One row for all letters, each of which is printed once."""
    sheets = sum((part.sheets for part in job.parts), Counter[str]())
    place, copies, first = f"1～{job.pages}", f"各1（{len(job.parts)}人）", job.parts[0]
    return Row("letters", _cells(first, place, first.sheets, copies, f"{sum(sheets.values())}"))


def _cells(part: PrintPart, place: str, sheets: Counter[str], copies: str, total: str) -> tuple[Cell, ...]:
    material = part.printable.material
    order, label = material.print, part.printable.label
    named = f"{label}　{material.title}" if material.no else label
    pages = place if "～" in place and place.split("～")[0] != place.split("～")[1] else place.split("～")[0]
    return (
        _cell(named),
        _cell(pages, Align.CENTER),
        _number(str(len(part.printable.papers))),
        _number(str(sum(sheets.values()))),
        _cell("、".join(sheets), Align.CENTER),
        _cell(SIDES_WORDS[order.sides], Align.CENTER),
        _cell("カラー" if order.colour else "白黒", Align.CENTER, strong=order.colour),
        _cell(STAPLE_WORDS[order.staple] if sum(sheets.values()) > 1 else SINGLE_SHEET, Align.CENTER),
        _number(copies),
        _number(total),
    )


def _cautions(jobs: Sequence[PrintJob], context: WordingContext) -> Iterator[str]:
    """What goes wrong at a copier."""
    meeting = context.meeting
    if meeting.is_draft:
        yield f"まだ「{DRAFT_MARK}」の印が付いています。文書番号と発行日を書いて作り直してから印刷します。"
    parts = [part for job in jobs for part in job.parts]
    if any(None in part.slots for part in parts):
        yield "どの資料も表の面から始まるように、裏に白紙のページを入れてあります。抜かずに印刷します。"
        yield "両面は、はじめに１部だけ印刷して、裏が逆さになっていないかを確かめます。"
    if any(part.printable.material.print.staple is not Staple.NONE for part in parts):
        yield "とじるのは資料ごとです。一式を続けて印刷したときは、資料ごとに分けてからとじます。"
    if any(is_for_each(material, meeting) for material in meeting.materials):
        yield "送付文書は委員ごとに宛名が違います。委員別のファイルを一度だけ印刷し、部数を増やしません。"
    yield from _members_cautions(meeting)


def _members_cautions(meeting: Meeting) -> Iterator[str]:
    large = sum(member.large_print for member in meeting.members)
    if large:
        yield f"大活字の委員が{large}人います。上の部数のほかに、「--large」で作る大活字の資料を{large}部印刷します。"
        yield "大活字の委員の回答書は、「回答書」フォルダのその委員の PDF です（大活字）。ふつうのものの代わりに入れます。"
    without_paper = sum(member.sent_by in (Route.MAIL, Route.FAX) for member in meeting.members)
    if without_paper:
        yield f"部数には、メールやFAXで送る委員{without_paper}人の分も入っています。紙で渡さないときは、その分を減らせます。"


def _sheets(total: Counter[str]) -> str:
    return f"{sum(total.values()):,}"


def _number(text: str, *, strong: bool = False) -> Cell:
    return _cell(text, Align.END, strong=strong)


def _cell(text: str, align: Align = Align.START, *, strong: bool = False) -> Cell:
    return Cell((Paragraph((Run(text, strong=strong),), ParagraphStyle.CELL, align),)) if text else Cell()
