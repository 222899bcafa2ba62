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
    MaterialKind.DISPATCH_LETTER: "送付文書",
    MaterialKind.COVER_LETTER: "お読み\nください",
    MaterialKind.MATERIAL_LIST: "資料一覧",
    MaterialKind.AGENDA: "次第",
    MaterialKind.ROSTER: "名簿",
    MaterialKind.RESPONSE_FORM: "回答書",
}
"""Of parts that have no 資料番号, for the heads of narrow columns."""

LONGEST_HEAD = 8
NARROW_MM = 9.5
FITS_A4 = 12
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
        Paragraph(context.full_title(), ParagraphStyle.LEAD, Align.CENTER),
        Paragraph((Run(_summary(context)),), ParagraphStyle.PLAIN),
        Table("packing-table", tuple(_columns(entries)), groups, notes=tuple(_notes(context))),
    ]
    paper = Sheet.A4 if len(meeting.materials) <= FITS_A4 else Sheet.A3
    section = Section(tuple(blocks), paper, landscape=True)
    marks = (*((DRAFT_MARK,) if meeting.is_draft else ()), INSIDE_MARK)
    return Document("packing-list", PACKING_TITLE, "", (section,), marks=marks)


def _entries(context: WordingContext) -> Iterator[_Entry]:
    yield _Entry("name", "氏名", 30.0, lambda each: run_of(each.name, Run("")), lambda all_: f"{len(all_)}人", Align.START)
    yield _Entry("organisation", "団体", None, lambda each: run_of(each.organisation, Run("")), _no_total, Align.START)
    yield _Entry("sent", "送り方", 16.0, lambda each: _route(each.sent_by), lambda all_: _counted(m.sent_by for m in all_))
    yield _Entry(
        "answers", "返り方", 16.0, lambda each: _route(each.answers_by), lambda all_: _counted(m.answers_by for m in all_)
    )
    yield _Entry("large", "大活字", 12.0, lambda each: Run(YES if each.large_print else ""), _large_prints)
    for material in context.meeting.materials:
        yield _Entry(material.id, _heading(material, context), NARROW_MM, lambda _: Run(BOX), lambda all_: str(len(all_)))
    yield _Entry("envelope", "返信用\n封筒", 12.0, _envelope, lambda all_: str(sum(map(gets_envelope, all_))))
    yield _Entry("day", "発送日", 16.0, lambda _: Run(""), _no_total)
    yield _Entry("checked", "確認者", 16.0, lambda _: Run(""), _no_total)


def _envelope(member: Member) -> Run:
    return Run(BOX if gets_envelope(member) else NOTHING)


def _no_total(members: Sequence[Member]) -> str:
    return ""


def _route(route: Route) -> Run:
    """Another way than post stands out, because it is what hands forget."""
    return Run(ROUTE_WORDS[route], strong=route is not Route.POST)


def _counted(routes: Iterable[Route]) -> str:
    """「郵送17」, 「メール1」 …, each on a line of its own."""
    counts = Counter(routes)
    return "\n".join(f"{ROUTE_WORDS[route]}{counts[route]}" for route in Route if counts[route])


def _large_prints(members: Sequence[Member]) -> str:
    count = sum(member.large_print for member in members)
    return f"{count}人" if count else ""


def _heading(material: Material, context: WordingContext) -> str:
    """「資料３」, 「名簿」; a sign before it where the 資料 is for members only."""
    title = material.title.value.strip()
    short = SHORT_NAMES.get(material.kind) or (title if len(title) <= LONGEST_HEAD else f"{title[: LONGEST_HEAD - 1]}…")
    label = context.numbering.materials[material.id] if material.no else short
    return f"{MEMBERS_SIGN}{label}" if material.access is Access.MEMBERS else label


def _columns(entries: Iterable[_Entry]) -> Iterator[Column]:
    yield Column("no", (Run("番号"),), 9.0, Align.CENTER)
    for each in entries:
        yield Column(each.key, (Run(each.heading),), each.width_mm, each.align, row_header=each.key == "name")


def _row(number: int, member: Member, entries: Iterable[_Entry]) -> Row:
    texts = [(each.text(member), each.align) for each in entries]
    return Row(member.id, (_cell(Run(str(number)), Align.CENTER), *(_cell(run, align) for run, align in texts)))


def _totals(members: Sequence[Member], entries: Iterable[_Entry]) -> Row:
    texts = [(Run(each.total(members), strong=True), each.align) for each in entries]
    return Row("packing-total", (_cell(Run("計", strong=True), Align.CENTER), *(_cell(run, align) for run, align in texts)))


def _cell(run: Run, align: Align) -> Cell:
    return Cell((Paragraph((run,), ParagraphStyle.CELL, align),)) if run.text else Cell()


def _summary(context: WordingContext) -> str:
    """「発送日 …　委員20人　郵送17、メール1　返信用封筒17枚　大活字1人」."""
    members = context.meeting.members
    routes = _counted(member.sent_by for member in members).replace("\n", "、")
    large = sum(member.large_print for member in members)
    parts = (
        f"発送日　{context.sent()}",
        f"委員{len(members)}人（{routes}）",
        f"返信用封筒{sum(map(gets_envelope, members))}枚",
        f"大活字{large}人" if large else "",
    )
    return "　　".join(part for part in parts if part)


def _notes(context: WordingContext) -> Iterator[Note]:
    materials = context.meeting.materials
    how = f"入れたら{BOX}に✓を付け、終わったら発送日と確認者を書きます。封をする前に、別の人がもう一度確かめます。"
    yield Note("※", (Run(how),))
    if any(material.access is Access.MEMBERS for material in materials):
        yield Note("※", (Run(f"{MEMBERS_SIGN}は{MEMBERS_MARK}の資料です。委員のほかには渡しません。"),))
    without = [material for material in materials if not material.no and material.kind not in SHORT_NAMES]
    for material in without:
        if len(material.title.value.strip()) > LONGEST_HEAD:
            yield Note("※", (Run(f"「{_heading(material, context)}」は「{material.title}」です。"),))
