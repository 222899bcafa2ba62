"""送付文書: the letter with which the packet goes out, one page that asks for the answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kaigi_docs.blocks import (
    Align,
    Block,
    Document,
    List,
    ListItem,
    Paragraph,
    ParagraphStyle,
    Run,
    Section,
)
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import ItemGlyph
from kaigi_docs.materials.letter import BLANK_LINE, END, RECORD_LINE, at_end, contact_block, further_items, with_items
from kaigi_docs.materials.paper import marked, material_document
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import (
    AgendaKind,
    DeadlineRule,
    Material,
    MaterialKind,
    Member,
    Route,
)
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.text import Text
from kaigi_docs.wording import BlockSequence, Reference, fill_placeholders, render_template, run_of

TO_ALL = "委員各位"
USUAL_SUBJECT = "〔年度〕〔回〕〔会議名〕（書面開催）について（依頼）"
RULE_WORDS = {DeadlineRule.ARRIVAL: "必着", DeadlineRule.POSTMARK: "（当日消印有効）"}
ENVELOPE_FOR_ALL = "（同封の返信用封筒をお使いください）"
ENVELOPE_FOR_SOME = "（返信用封筒を同封した方は、それをお使いください）"


def build_dispatch_letter(
    material: Material, packet: PacketModel, context: WordingContext, template: tuple[str, str]
) -> tuple[Document, Findings]:
    """The letter to all members (委員各位) as blocks, and what is wrong with its wording.

    Args:
        material: its row of the 資料 sheet.
        packet: what the books say.
        context: the meeting, its numbers and texts.
        template: source and shown path of dispatch_letter.md.j2.
    """
    findings = Findings()
    blocks = _letter(context, template, findings, None)
    return material_document(material, context, blocks), findings


def build_member_letters(material: Material, packet: PacketModel, context: WordingContext, template: tuple[str, str]) -> Document:
    """The letters to the single members (宛名 「委員ごと」) with the marks of every page: a section, and so a page, for each.

    What is wrong with the wording is found when the letter to all members is built; here it is not told again.

    Args:
        material: the letter's row of the 資料 sheet.
        packet: what the books say.
        context: the meeting, its numbers and texts.
        template: source and shown path of dispatch_letter.md.j2.
    """
    letters = (_letter(context, template, Findings(), member) for member in packet.meeting.members)
    sections = tuple(Section(tuple(blocks), material.paper, material.landscape) for blocks in letters)
    document = material_document(material, context, ())
    every = replace(document, id=f"{material.id}-members", title=f"{document.title}（委員別）", sections=sections)
    return marked(every, material, context)


def _letter(context: WordingContext, template: tuple[str, str], findings: Findings, member: Member | None) -> list[Block]:
    """The blocks of one letter: to a member, or to all."""
    blocks, faults = render_template(*template, _values(context, findings, member))
    findings.extend(faults)
    return list(with_items(blocks, ItemGlyph.parse(context.meeting.style.item_glyphs[0])))


def _values(context: WordingContext, findings: Findings, member: Member | None) -> dict[str, object]:
    meeting = context.meeting
    return {
        **context.template_values(findings),
        "番号と日付": BlockSequence((*at_end(context.document_number(), Text(context.issued())), BLANK_LINE)),
        "宛名": BlockSequence((*_addressee(context, member), BLANK_LINE)),
        "発信": BlockSequence((*at_end(meeting.sender or meeting.secretariat.name, _seal(context)), BLANK_LINE)),
        "件名": BlockSequence((_subject(context, findings), BLANK_LINE)),
        "記": BlockSequence((BLANK_LINE, RECORD_LINE)),
        "回答書名": _named(context, MaterialKind.RESPONSE_FORM),
        "次第名": _named(context, MaterialKind.AGENDA),
        "一覧名": _named(context, MaterialKind.MATERIAL_LIST),
        "議案がある": any(item.kind is AgendaKind.MOTION for item in meeting.agenda),
        "期限の言葉": RULE_WORDS[meeting.dispatch.deadline_rule],
        "郵便番号": meeting.secretariat.postal_code,
        "住所": meeting.secretariat.address,
        "封筒の言葉": _envelope_words(context, member),
        "資料の並び": _enclosed(context),
        "ほかの項目": BlockSequence(tuple(further_items(context, "送付文書の記", findings))),
        "結び": BlockSequence((*at_end(Text(END)), BLANK_LINE)),
        "担当": BlockSequence(tuple(contact_block(context.meeting.secretariat))),
    }


def _seal(context: WordingContext) -> Text:
    """「（公印省略）」; brackets that the office wrote itself stay."""
    seal = context.meeting.dispatch.seal
    return seal if not seal or seal.value.startswith(("（", "(")) else Text(f"（{seal}）", seal.where)


def _addressee(context: WordingContext, member: Member | None) -> Iterator[Paragraph]:
    """団体, then 職名 and 氏名 with 敬称; the committee's name and 「委員各位」 in the letter to all."""
    if member is None:
        yield Paragraph((run_of(context.meeting.name, Run("")), Run(f"　{TO_ALL}")), ParagraphStyle.PLAIN)
        return
    if member.organisation:
        yield Paragraph((run_of(member.organisation, Run("")),), ParagraphStyle.PLAIN)
    post = (run_of(member.post, Run("")), Run("　")) if member.post else ()
    honorific = context.meeting.style.honorific
    behind = (Run("　"), run_of(honorific, Run(""))) if honorific else ()
    yield Paragraph((*post, run_of(member.name, Run("")), *behind), ParagraphStyle.PLAIN)


def _subject(context: WordingContext, findings: Findings) -> Paragraph:
    subject = context.meeting.dispatch.subject or Text(USUAL_SUBJECT)
    runs = fill_placeholders(subject, context.resolve, context.placeholder_names(), findings)
    return Paragraph(tuple(replace(run, strong=True) for run in runs), ParagraphStyle.LEAD, Align.CENTER)


def _named(context: WordingContext, kind: MaterialKind) -> Reference | str:
    """The first part of that kind by its number or title, with its link; nothing where the packet has none."""
    found = next((each for each in context.meeting.materials if each.kind is kind), None)
    return context.citation(found.id) if found is not None else ""


def _envelope_words(context: WordingContext, member: Member | None) -> str:
    """Whether an envelope for the answer is enclosed: for this member, for all, or for some."""
    asked = (member,) if member is not None else context.meeting.members
    by_post = [each.answers_by is Route.POST for each in asked]
    if all(by_post):
        return ENVELOPE_FOR_ALL
    return ENVELOPE_FOR_SOME if any(by_post) else ""


def _enclosed(context: WordingContext) -> BlockSequence:
    """The parts of the packet, where it has no list of them."""
    items = tuple(
        ListItem("・", (Paragraph(_number_and_title(each, context), ParagraphStyle.PLAIN),))
        for each in context.meeting.materials
        if each.kind is not MaterialKind.DISPATCH_LETTER
    )
    return BlockSequence((List(items),) if items else ())


def _number_and_title(material: Material, context: WordingContext) -> tuple[Run, ...]:
    cited = run_of(context.citation(material.id), Run(""))
    if not material.no or context.is_withheld(material):
        return (cited,)
    return (cited, Run("　"), run_of(material.title, Run("")))
