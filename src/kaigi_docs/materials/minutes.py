"""会議録（要点記録）: the record of a written meeting: when, who answered, what was on the agenda, votes, opinions and views."""

from __future__ import annotations

from collections.abc import Iterator

from kaigi_docs.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValue,
    KeyValueRow,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
)
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.materials.agenda import agenda_chapters
from kaigi_docs.materials.opinions import NOT_YET, count_words, is_shown, title_of
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.form_map import FormQuestion
from kaigi_docs.model.meeting import WORDING_PLACES, Edition, Material
from kaigi_docs.model.numbering import AGENDA_KIND_LABELS
from kaigi_docs.model.record import Record
from kaigi_docs.model.responses import Opinion, ReturnState
from kaigi_docs.model.votes import Outcome, VoteCount
from kaigi_docs.wording import run_of

MINUTES_TITLE = "会議録（要点記録）"


def build_minutes(record: Record, context: WordingContext) -> tuple[Document, Findings]:
    """The paper as blocks for the edition of the context, and what is wrong with the office's own words in it.

    The public edition names no member beside an answer, and shows of opinions what 意見集約 shows.

    Args:
        record: the round.
        context: the meeting, its numbers and its edition.
    """
    findings = Findings()
    blocks: list[Block] = [
        *title_of(MINUTES_TITLE, context),
        _facts(record, context),
        *context.rows(WORDING_PLACES["会議録"], findings).blocks,
        *_attendance(record, context),
        *_agenda(context),
        *_votes(record, context),
        *_opinions(record, context),
    ]
    suffix = "（公表用）" if context.edition is Edition.PUBLIC else ""
    return Document("minutes", f"{MINUTES_TITLE}{suffix}", "", (Section(tuple(blocks)),)), findings


def _facts(record: Record, context: WordingContext) -> KeyValue:
    meeting, asking = context.meeting, record.collation.round
    digits = meeting.style.digits
    begin = format_date(asking.sent_on, digits) if asking.sent_on is not None else "　　年　　月　　日"
    period = f"{begin}から{format_date(asking.deadline, digits)}まで"
    counting, members = record.answered, len(record.collation.members)
    rows = (
        ("会議名", context.full_title()),
        ("開催の方法", (Run("書面による開催"),)),
        ("期間", (Run(period),)),
        ("回答した委員", (Run(f"{format_number(members, digits)}人のうち{format_number(counting, digits)}人"),)),
        ("事務局", (run_of(meeting.secretariat.name, Run("")),)),
    )
    return KeyValue(tuple(KeyValueRow(Run(label), runs) for label, runs in rows), label_em=7.0)


def _attendance(record: Record, context: WordingContext) -> Iterator[Block]:
    """Who answered: members by name for members, by number for the public."""
    if context.edition is Edition.PUBLIC:
        return
    yield Heading("minutes-members", 1, "", (Run("委員の回答"),))
    recused = {each.member_id for each in context.meeting.recusals}
    states = {each.member_id: each.state for each in record.collation.members}
    rows = tuple(
        Row(
            f"member-{member.id}",
            (
                _text(member.name.value),
                _text(member.organisation.value),
                _text(_answered(states[member.id], is_recused=member.id in recused)),
            ),
        )
        for member in context.meeting.members
        if member.id in states
    )
    columns = (
        Column("name", (Run("氏名"),), 40.0, row_header=True),
        Column("organisation", (Run("所属"),)),
        Column("state", (Run("回答"),), 40.0),
    )
    yield Table("minutes-members-table", columns, (RowGroup("minutes-members-rows", (), rows),))


def _answered(state: ReturnState, *, is_recused: bool) -> str:
    word = "回答" if state is ReturnState.RETURNED else state.value
    return f"{word}（除斥あり）" if is_recused else word


def _text(value: str) -> Cell:
    return Cell((Paragraph((Run(value),), ParagraphStyle.CELL),)) if value else Cell()


def _agenda(context: WordingContext) -> Iterator[Block]:
    """Items by their kinds, then the 資料 by number."""
    yield Heading("minutes-agenda", 1, "", (Run("議題"),))
    for kind, chapter in agenda_chapters(context):
        yield Heading(f"minutes-{kind.value}", 2, "", (Run(AGENDA_KIND_LABELS[kind]),))
        yield from chapter
    numbered = [each for each in context.meeting.materials if each.no]
    if numbered:
        yield Heading("minutes-materials", 1, "", (Run("資料"),))
        columns = (Column("no", (Run("資料番号"),), 34.0, row_header=True), Column("title", (Run("題名"),)))
        rows = tuple(_material(each, context) for each in numbered)
        yield Table("minutes-materials-table", columns, (RowGroup("minutes-materials-rows", (), rows),))


def _material(material: Material, context: WordingContext) -> Row:
    """Number and title; of a 資料 that the edition withholds the number alone."""
    title = run_of(material.title, Run("")) if not context.is_withheld(material) else Run("－")
    return Row(
        f"minutes-{material.id}",
        tuple(Cell((Paragraph((run,), ParagraphStyle.CELL),)) for run in (context.cite(material.id), title)),
    )


def _votes(record: Record, context: WordingContext) -> Iterator[Block]:
    """Each 議案 with the number of votes and what came of it; names stand in the edition for members only."""
    if not record.votes:
        return
    yield Heading("minutes-votes", 1, "", (Run("採決の結果"),))
    items = {item.id: item for item in context.meeting.agenda}
    for vote in record.votes:
        item = items.get(vote.item_id)
        label = context.numbering.items.get(vote.item_id, "")
        title = (run_of(item.title, Run("")),) if item is not None else ()
        yield Heading(f"minutes-vote-{vote.question_id}-{vote.item_id}", 2, label, title)
        yield Paragraph((Run(_outcome(vote), strong=True),), ParagraphStyle.PLAIN)
        yield Paragraph((Run(_tally(vote, context)),), ParagraphStyle.PLAIN)
        yield from _recused(vote, context)


def _outcome(vote: VoteCount) -> str:
    if vote.outcome is Outcome.OPEN:
        return "結果：未確定（確認中の回答があります）"
    broken = "（可否同数のため、会長が決しました）" if vote.broken_by else ""
    return f"結果：{vote.outcome.value}{broken}"


def _tally(vote: VoteCount, context: WordingContext) -> str:
    digits = context.meeting.style.digits
    counted = "、".join(f"{choice}{format_number(len(members), digits)}人" for choice, members in vote.votes)
    blank = f"、空欄{format_number(len(vote.blank), digits)}人" if vote.blank else ""
    consented = f"（うち空欄で同意とみなすもの{format_number(len(vote.consented), digits)}人）" if vote.consented else ""
    return (
        f"{counted}{consented}{blank}。定足数は{vote.quorum_needed}で、{format_number(vote.returned, digits)}人が回答しました。"
    )


def _recused(vote: VoteCount, context: WordingContext) -> Iterator[Block]:
    """Who did not take part and why; the public learns how many, since reasons tell of families and employers."""
    if not vote.recused:
        return
    told = f"{format_number(len(vote.recused), context.meeting.style.digits)}人"
    if context.edition is not Edition.PUBLIC:
        names = {member.id: member.name.value for member in context.meeting.members}
        reasons = {each.member_id: each.reason.value for each in context.meeting.recusals if each.item_id == vote.item_id}
        told = "、".join(names[each] + (f"（{reasons[each]}）" if reasons.get(each) else "") for each in vote.recused)
    yield Paragraph((Run(f"除斥　{told}"),), ParagraphStyle.PLAIN)


def _opinions(record: Record, context: WordingContext) -> Iterator[Block]:
    """Opinions and what the office says to them, question by question, as running text."""
    yield Heading("minutes-opinions", 1, "", (Run("意見と事務局の考え方"),))
    for question in record.questions:
        yield Heading(f"minutes-{question.id}", 2, question.label, (Run(question.title),))
        yield Paragraph((Run(_counts(question, record, context)),), ParagraphStyle.PLAIN)
        for opinion in record.opinions(question.id):
            if is_shown(opinion, record, context):
                yield from _opinion(opinion, record, context)


def _counts(question: FormQuestion, record: Record, context: WordingContext) -> str:
    names = {each.id: each.name for each in question.subjects}
    lines = (
        (f"{names[subject]}：" if subject in names else "") + count_words(question, subject, record, context)
        for subject, _ in question.stems
    )
    return "。".join(lines) + "。"


def _opinion(opinion: Opinion, record: Record, context: WordingContext) -> Iterator[Block]:
    view = record.view(opinion)
    number = format_number(opinion.number, context.meeting.style.digits)
    words = view.gist if context.edition is Edition.PUBLIC else opinion.text
    lines = words.value.splitlines() or [""]
    cited = f"【{opinion.cited}】" if opinion.cited else ""
    yield Paragraph((Run(f"意見{number}　{cited}"), Run(lines[0], source=words.where)), ParagraphStyle.PLAIN, Align.START)
    for line in lines[1:]:
        yield Paragraph((Run(line, source=words.where),), ParagraphStyle.PLAIN, indent_em=2.0)
    said = "　".join(text.value for text in (view.view, view.action) if text) or NOT_YET
    where = view.view.where or view.action.where
    yield Paragraph((Run("事務局　"), Run(said.replace("\n", "　"), source=where)), ParagraphStyle.PLAIN, indent_em=2.0)
