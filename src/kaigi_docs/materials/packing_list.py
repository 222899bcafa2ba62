"""封入チェック表: who gets what in which envelope, to be ticked while packing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

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
from kaigi_docs.blocks import Paper as Sheet
from kaigi_docs.materials.addresses import gets_envelope
from kaigi_docs.materials.paper import DRAFT_MARK, MEMBERS_MARK
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Access, Material, MaterialKind, Member, Route
from kaigi_docs.wording import run_of

PACKING_TITLE = "封入チェック表"
INSIDE_MARK = "事務局用"
BOX, NOTHING, YES = "□", "－", "○"
MEMBERS_SIGN = "◎"
ROUTE_WORDS = {Route.POST: "郵送", Route.MAIL: "メール", Route.FAX: "FAX", Route.HAND: "持参", Route.INTERNAL: "庁内便"}
SHORT_NAMES = {
    MaterialKind.DISPATCH_LETTER: "送付\n文書",
    MaterialKind.COVER_LETTER: "案内",
    MaterialKind.MATERIAL_LIST: "資料\n一覧",
    MaterialKind.AGENDA: "次第",
    MaterialKind.ROSTER: "名簿",
    MaterialKind.RESPONSE_FORM: "回答\n書",
}
"""Of parts that have no 資料番号, for the heads of columns two characters wide."""

NUMBERED = "資料"
LONGEST_HEAD = 8
NARROW_MM = 8.5
FITS_A4 = 14
"""Columns of 資料 that an A4 sheet has room for; more go on A3."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A column: its head, what a member has in it, and what stands below all."""

    key: str
    heading: str
    width_mm: float | None
    text: Callable[[Member], Run]
    total: Callable[[Sequence[Member]], str]
    align: Align = Align.CENTER


def build_packing_list(context: WordingContext) -> Document:
    """The list as blocks: a row for each member in the order of the 委員 sheet, and the totals in the last row.

    A box stands for every part of the packet and for the envelope of those who answer by post. Addresses are not on it.
    """
    meeting = context.meeting
    members = meeting.members
    entries = list(_entries(context))
    rows = tuple(_row(number, member, entries) for number, member in enumerate(members, 1))
    groups = (RowGroup("packing-members", (), (*rows, _totals(members, entries))),)
    blocks: list[Block] = [
        Paragraph((Run(PACKING_TITLE),), ParagraphStyle.TITLE, Align.CENTER),
        Paragraph((*context.full_title(), Run(f"　　発送日　{context.sent()}")), ParagraphStyle.LEAD, Align.CENTER),
        Table("packing-table", tuple(_columns(entries)), groups, notes=tuple(_notes(context))),
    ]
    paper = Sheet.A4 if len(meeting.materials) <= FITS_A4 else Sheet.A3
    section = Section(tuple(blocks), paper, landscape=True)
    marks = (*((DRAFT_MARK,) if meeting.is_draft else ()), INSIDE_MARK)
    return Document("packing-list", PACKING_TITLE, "", (section,), marks=marks)


def _entries(context: WordingContext) -> Iterator[_Entry]:
    yield _Entry("name", "氏名", 25.5, lambda each: run_of(each.name, Run("")), lambda all_: f"{len(all_)}人", Align.START)
    yield _Entry("organisation", "団体", None, lambda each: run_of(each.organisation, Run("")), _ways, Align.START)
    yield _Entry("sent", "送り方", 14.0, lambda each: _route(each.sent_by), _no_total)
    yield _Entry("answers", "返り方", 14.0, lambda each: _route(each.answers_by), _no_total)
    yield _Entry("large", "大活\n字", 10.0, lambda each: Run(YES if each.large_print else ""), _large_prints)
    for material in context.meeting.materials:
        yield _Entry(material.id, _heading(material, context), NARROW_MM, lambda _: Run(BOX), lambda all_: str(len(all_)))
    yield _Entry("envelope", "返信\n封筒", 9.5, _envelope, lambda all_: str(sum(map(gets_envelope, all_))))
    yield _Entry("day", "発送日", 13.0, lambda _: Run(""), _no_total)
    yield _Entry("checked", "確認者", 13.0, lambda _: Run(""), _no_total)


def _ways(members: Sequence[Member]) -> str:
    """「送り方：郵送17、メール1」 and the same of the answers below."""
    ways = (("送り方", [each.sent_by for each in members]), ("返り方", [each.answers_by for each in members]))
    return "\n".join(f"{way}：{_counted(routes)}" for way, routes in ways)


def _envelope(member: Member) -> Run:
    return Run(BOX if gets_envelope(member) else NOTHING)


def _no_total(members: Sequence[Member]) -> str:
    return ""


def _route(route: Route) -> Run:
    """Another way than post stands out, because it is what hands forget."""
    return Run(ROUTE_WORDS[route], strong=route is not Route.POST)


def _counted(routes: Sequence[Route]) -> str:
    """「郵送17、メール1」."""
    counts = Counter(routes)
    return "、".join(f"{ROUTE_WORDS[route]}{counts[route]}" for route in Route if counts[route])


def _large_prints(members: Sequence[Member]) -> str:
    count = sum(member.large_print for member in members)
    return f"{count}人" if count else ""


def _heading(material: Material, context: WordingContext) -> str:
    """「資料」 and 「３」 below each other, 「名簿」; a sign above it where the 資料 is for members only."""
    label = context.numbering.materials[material.id].replace(NUMBERED, f"{NUMBERED}\n", 1) if material.no else _short(material)
    return f"{MEMBERS_SIGN}\n{label}" if material.access is Access.MEMBERS else label


def _short(material: Material) -> str:
    """What a part without a number is called here."""
    title = material.title.value.strip()
    return SHORT_NAMES.get(material.kind) or (title if len(title) <= LONGEST_HEAD else f"{title[: LONGEST_HEAD - 1]}…")


def _columns(entries: Iterable[_Entry]) -> Iterator[Column]:
    yield Column("no", (Run("番号"),), 9.0, Align.CENTER)
    for each in entries:
        yield Column(each.key, (Run(each.heading),), each.width_mm, each.align, row_header=each.key == "name")


def _row(number: int, member: Member, entries: Iterable[_Entry]) -> Row:
    cells = (_cell(each.text(member), each) for each in entries)
    return Row(member.id, (Cell((Paragraph((Run(str(number)),), ParagraphStyle.CELL, Align.CENTER),)), *cells))


def _totals(members: Sequence[Member], entries: Iterable[_Entry]) -> Row:
    cells = (_cell(Run(each.total(members), strong=True), each) for each in entries)
    return Row("packing-total", (Cell((Paragraph((Run("計", strong=True),), ParagraphStyle.CELL, Align.CENTER),)), *cells))


def _cell(run: Run, entry: _Entry) -> Cell:
    """A cell; the 団体, the longest text of a row, in smaller type."""
    style = ParagraphStyle.CELL_SMALL if entry.key == "organisation" else ParagraphStyle.CELL
    return Cell((Paragraph((run,), style, entry.align),)) if run.text else Cell()


def _notes(context: WordingContext) -> Iterator[Note]:
    materials = context.meeting.materials
    how = f"入れたら{BOX}に✓を付け、終わったら発送日と確認者を書きます。封をする前に、別の人がもう一度確かめます。"
    yield Note("※", (Run(how),))
    signs = [f"{MEMBERS_SIGN}は{MEMBERS_MARK}の資料"] if any(each.access is Access.MEMBERS for each in materials) else []
    names = ((_short(each).replace("\n", ""), each.title.value) for each in materials if not each.no)
    signs += [f"「{name}」は「{title}」" for name, title in names if name not in title]
    if signs:
        yield Note("※", (Run(f"{'、'.join(signs)}です。"),))
