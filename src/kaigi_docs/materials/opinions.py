"""意見集約: the opinions of the members, numbered and by question, beside what the office says to them.

For members the words stand as they were written. For the public stands the 要旨 that the office wrote; an opinion without one is
counted and not shown, because nobody has looked at it with the eyes of the public.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaigi_docs.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
)
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.form_map import FormQuestion
from kaigi_docs.model.meeting import Edition
from kaigi_docs.model.record import Record
from kaigi_docs.model.responses import AnswerState, Opinion, View
from kaigi_docs.model.text import Text
from kaigi_docs.wording import run_of

OPINIONS_TITLE = "意見集約"
NOT_YET = "（検討中）"
_NUMBER_MM, _TEXT_MM, _GIST_MM, _DEPARTMENT_MM = 14.0, 84.0, 60.0, 26.0


def build_opinions(record: Record, context: WordingContext) -> Document:
    """The paper as blocks, for the edition of the context.

    Args:
        record: the round.
        context: the meeting, its numbers and its edition.
    """
    blocks = [*title_of(OPINIONS_TITLE, context), *_counts(record, context)]
    for question in record.questions:
        blocks.extend(question_blocks(question, record, context))
    suffix = "（公表用）" if context.edition is Edition.PUBLIC else ""
    return Document("opinions", f"{OPINIONS_TITLE}{suffix}", "", (Section(tuple(blocks), landscape=True),))


def title_of(title: str, context: WordingContext) -> Iterator[Block]:
    """Meeting and title at the top of a paper of the record."""
    yield Paragraph(context.full_title(), ParagraphStyle.LEAD, Align.CENTER)
    asking = context.meeting.asking
    behind = f"（{asking.id}）" if asking.id else ""
    yield Paragraph((Run(f"{title}{behind}"),), ParagraphStyle.TITLE, Align.CENTER)


def _counts(record: Record, context: WordingContext) -> Iterator[Block]:
    members, counting = len(record.collation.members), record.answered
    digits = context.meeting.style.digits
    until = format_date(record.collation.round.deadline, digits, weekday=True)
    yield Paragraph(
        (
            Run(f"委員{format_number(members, digits)}人のうち{format_number(counting, digits)}人から回答をいただきました"),
            Run(f"（締切　{until}）。意見は{format_number(len(record.collation.opinions), digits)}件です。"),
        )
    )


def question_blocks(question: FormQuestion, record: Record, context: WordingContext) -> Iterator[Block]:
    """Heading, counts and opinions of one question."""
    yield Heading(f"opinions-{question.id}", 1, question.label, (Run(question.title),))
    yield from _states(question, record, context)
    opinions = [each for each in beside_each_other(record.opinions(question.id)) if is_shown(each, record, context)]
    if opinions:
        yield _table(question, opinions, record, context)
    hidden = len(record.opinions(question.id)) - len(opinions)
    if hidden:
        count = format_number(hidden, context.meeting.style.digits)
        text = f"このほかに{count}件の意見があります（要旨を作成中、または公表しないもの）。"
        yield Note("※", (Run(text),))


def beside_each_other(opinions: Sequence[Opinion]) -> Iterator[Opinion]:
    """The opinions on one question, each followed by those that say nearly the same; their numbers stay."""
    left = {each.number: each for each in opinions}
    for each in opinions:
        waiting = [each.number]
        while waiting:
            found = left.pop(waiting.pop(0), None)
            if found is not None:
                yield found
                waiting += found.alike


def _states(question: FormQuestion, record: Record, context: WordingContext) -> Iterator[Block]:
    """Answers, 特になし, blanks and forms that did not come back, apart from each other; then the choices."""
    names = {each.id: each.name for each in question.subjects}
    for subject_id, _ in question.stems:
        lead = f"{names[subject_id]}：" if subject_id in names else ""
        yield Note("・", (Run(lead + count_words(question, subject_id, record, context)),))


def count_words(question: FormQuestion, subject_id: str, record: Record, context: WordingContext) -> str:
    """「回答あり８人、特になし９人、空欄１人、未回収２人」, with the numbers of each choice where it has more than two words."""
    digits = context.meeting.style.digits
    states = record.states(question.id, subject_id)
    shown = [f"{state.value}{format_number(count, digits)}人" for state, count in states.items() if count or state in _ALWAYS]
    consented = sum(answer.consents for answer in record.answers(question.id, subject_id))
    if consented:
        shown.append(f"空欄のうち同意とみなすもの{format_number(consented, digits)}人")
    shown.append(f"未回収{format_number(record.missing(question.id, subject_id), digits)}人")
    uncounted = record.uncounted(question.id)
    if uncounted:
        shown.append(f"数えていない回答{format_number(uncounted, digits)}人")
    answers = record.answers(question.id, subject_id)
    chosen = [
        f"「{choice}」{format_number(sum(choice in answer.counted for answer in answers), digits)}人"
        for choice in question.choices
        if question.kind != "comment"
    ]
    return "、".join(shown) + (f"。内訳は、{'、'.join(chosen)}" if chosen else "")


_ALWAYS = frozenset({AnswerState.ANSWERED, AnswerState.NO_COMMENT, AnswerState.BLANK})


def is_shown(opinion: Opinion, record: Record, context: WordingContext) -> bool:
    """Whether an edition shows an opinion: to the public only what the office has prepared for it."""
    view = record.view(opinion)
    return context.edition is not Edition.PUBLIC or (view.publish and bool(view.gist))


def _table(question: FormQuestion, opinions: Sequence[Opinion], record: Record, context: WordingContext) -> Table:
    is_public = context.edition is Edition.PUBLIC
    columns = [
        Column("number", (Run("番号"),), _NUMBER_MM, Align.CENTER, row_header=True),
        Column("text", (Run("意見の要旨" if is_public else "意見（原文）"),), _TEXT_MM),
        *(() if is_public else (Column("gist", (Run("要旨（公表用）"),), _GIST_MM),)),
        Column("department", (Run("担当課"),), _DEPARTMENT_MM),
        Column("view", (Run("事務局の考え方・対応方針"),)),
    ]
    rows = tuple(_row(each, record, context) for each in opinions)
    return Table(f"opinions-{question.id}-table", tuple(columns), (RowGroup(f"opinions-{question.id}-rows", (), rows),))


def _row(opinion: Opinion, record: Record, context: WordingContext) -> Row:
    view = record.view(opinion)
    is_public = context.edition is Edition.PUBLIC
    cells = [
        Cell(tuple(_number(opinion, context))),
        *((_cell(view.gist),) if is_public else (Cell(tuple(_words(opinion, context))), _cell(view.gist))),
        _cell(_department(view, context)),
        Cell(tuple(_office(view))),
    ]
    return Row(f"opinion-{opinion.number}", tuple(cells))


def _number(opinion: Opinion, context: WordingContext) -> Iterator[Paragraph]:
    digits = context.meeting.style.digits
    yield Paragraph((Run(format_number(opinion.number, digits)),), ParagraphStyle.CELL, Align.CENTER)
    if opinion.alike:
        alike = "・".join(format_number(each, digits) for each in opinion.alike)
        yield Paragraph((Run(f"（{alike}と同じ趣旨）"),), ParagraphStyle.CELL_SMALL, Align.CENTER)


def _words(opinion: Opinion, context: WordingContext) -> Iterator[Paragraph]:
    """What was written, untouched: where it belongs above it, and who wrote it below where the office wants that."""
    if opinion.cited:
        yield Paragraph((Run(f"【{opinion.cited}】"),), ParagraphStyle.CELL_SMALL)
    for line in opinion.text.value.splitlines() or [""]:
        yield Paragraph((Run(line, source=opinion.text.where),), ParagraphStyle.CELL)
    if context.meeting.follow_up.names_in_opinions:
        names = {member.id: member.name.value for member in context.meeting.members}
        yield Paragraph((Run(f"（{names.get(opinion.member_id, '')}）"),), ParagraphStyle.CELL_SMALL, Align.END)


def _department(view: View, context: WordingContext) -> Text:
    return next((each.name for each in context.meeting.departments if each.id == view.department_id), Text(""))


def _office(view: View) -> Iterator[Paragraph]:
    if not view.view and not view.action:
        yield Paragraph((Run(NOT_YET),), ParagraphStyle.CELL)
    for text in (view.view, view.action):
        for line in text.value.splitlines():
            yield Paragraph((Run(line, source=text.where),), ParagraphStyle.CELL)


def _cell(text: Text) -> Cell:
    return Cell((Paragraph((run_of(text, Run("")),), ParagraphStyle.CELL),)) if text else Cell()
