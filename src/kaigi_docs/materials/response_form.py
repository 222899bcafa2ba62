"""回答書 and forms like it (表決書, 意見提出様式), printed: question after question, each answer space where no wording moves it.

Everything above an answer space stands in a Slot whose height follows from the number of items and choices, never
from the length of their words; so the map of the boxes, and with it the form version, depends on the questions alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kaigi_docs.blocks import (
    Align,
    Anchor,
    Block,
    Cell,
    Column,
    Document,
    Field,
    FieldKind,
    Heading,
    Inline,
    KeyValue,
    KeyValueRow,
    List,
    ListItem,
    ListKind,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Slot,
    Table,
)
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.materials.form_sizes import USUAL_FORM, FormSizes
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import (
    AgendaItem,
    AgendaKind,
    AskedPer,
    BlankRule,
    Material,
    Member,
    Question,
    QuestionKind,
)
from kaigi_docs.model.numbering import questions_of
from kaigi_docs.model.text import Text
from kaigi_docs.wording import run_of

REASON, CONTENT = "理由", "具体的な内容"
CONSENT_NOTE = "ご意見がない場合は、事務局案にご同意いただいたものとして進めます。"
CHOICE_HINTS = {
    QuestionKind.COMMENT: "（どちらかに✓）",
    QuestionKind.SINGLE: "（ひとつに✓）",
    QuestionKind.MULTIPLE: "（あてはまるものすべてに✓）",
    QuestionKind.VOTE: "（ひとつに✓）",
    QuestionKind.SCORE: "（ひとつに✓）",
}
COMMENT_TABLE_HEADINGS = ("資料番号", "ページ", "該当箇所", "ご意見・ご質問")
INTROS = {
    QuestionKind.VOTE: "議案について、賛否を本紙にご記入のうえ、",
    QuestionKind.COMMENT_TABLE: "資料について、ご意見やご質問を本紙にご記入のうえ、",
}
OTHER_INTRO = "議事について、ご意見やご感想を本紙にご記入のうえ、"


def build_response_form(
    material: Material,
    measures: Sequence[Measure],
    context: WordingContext,
    member: Member | None = None,
    sizes: FormSizes = USUAL_FORM,
) -> tuple[Document, Findings]:
    """The printed form as blocks; with a member, name and organisation are filled in.

    Args:
        material: its row of the 資料 sheet.
        measures: rows of questions that are asked per measure.
        context: the meeting and its numbers.
        member: whose form it is, or None for the neutral one.
        sizes: of the usual form, or of the one in large print.
    """
    findings = Findings()
    form = _Form(context, measures, findings, sizes)
    blocks: list[Block] = [
        Slot(sizes.title, (*_title(material, context),), sizes.title_width, sizes.grows),
        _sender_lines(member, sizes),
        form.slot(sizes.intro, *form.intro(material)),
    ]
    for question in questions_of(material, context.meeting):
        blocks.extend(form.question(question))
    blocks.extend(_contact(context, sizes))
    document = Document(
        id=material.id,
        title=f"{material.title}",
        head_label="",
        sections=(Section(tuple(blocks), material.paper, material.landscape),),
        page_prefix="",
    )
    return document, findings


def _title(material: Material, context: WordingContext) -> Iterator[Block]:
    yield Paragraph(context.full_title(), ParagraphStyle.LEAD, Align.CENTER)
    yield Paragraph((run_of(material.title, Run("")),), ParagraphStyle.TITLE, Align.CENTER)


def _sender_lines(member: Member | None, sizes: FormSizes) -> KeyValue:
    organisation = run_of(member.organisation, Run("")) if member is not None else None
    name = run_of(member.name, Run("")) if member is not None else None

    def line(field_id: str, label: str, width_mm: float, value: Run | None = None) -> Field:
        return Field(field_id, FieldKind.LINE, label, height_mm=sizes.sender_line, width_mm=width_mm, value=value)

    month = line("head/month", "提出日の月", sizes.sender_day)
    day = line("head/day", "提出日の日", sizes.sender_day)
    return KeyValue(
        rows=(
            KeyValueRow(Run("所属"), (line("head/organisation", "所属", sizes.sender_field, organisation),)),
            KeyValueRow(Run("回答者氏名"), (line("head/name", "回答者氏名", sizes.sender_field, name),)),
            KeyValueRow(Run("提出日"), (month, Run("月"), day, Run("日"))),
        ),
        align=Align.END,
        width_mm=sizes.sender,
    )


def _contact(context: WordingContext, sizes: FormSizes) -> Iterator[Slot]:
    """Where the form goes back to, one line for each way that the settings book names, and one more for a long address."""
    secretariat = context.meeting.secretariat
    to: list[Run] = []
    for before, text in (("", secretariat.name), ("〒", secretariat.postal_code), ("", secretariat.address)):
        if text:
            to += [*([Run("　")] if to else []), *([Run(before)] if before else []), run_of(text, Run(""))]
    lines = [
        ("送付先", tuple(to)),
        *(
            (label, (run_of(text, Run("")),))
            for label, text in (
                ("担当", secretariat.contact),
                ("電話", secretariat.phone),
                ("ＦＡＸ", secretariat.fax),
                ("メール", secretariat.mail),
            )
            if text
        ),
    ]
    rows = tuple(KeyValueRow(Run(label), runs) for label, runs in lines if runs)
    if rows:
        yield Slot(sizes.contact_line * (len(rows) + 1), (KeyValue(rows, label_em=3.5),), grows=sizes.grows)


class _Form:
    """The questions of one form."""

    def __init__(self, context: WordingContext, measures: Sequence[Measure], findings: Findings, sizes: FormSizes) -> None:
        self._context = context
        self._sizes = sizes
        self._measures = measures
        self._items = {item.id: item for item in context.meeting.agenda}
        self._findings = findings

    def slot(self, height_mm: float, *content: Block) -> Slot:
        """A space of that height, or of at least that height where the form grows."""
        return Slot(height_mm, content, grows=self._sizes.grows)

    def intro(self, form: Material) -> tuple[Block, ...]:
        """The office's own words before the questions: of this form, of all forms, or what to do until when in one sentence."""
        own = self._context.rows(form.id, self._findings).blocks or self._context.rows("form_intro", self._findings).blocks
        if own:
            return own
        kinds = {question.kind for question in questions_of(form, self._context.meeting)}
        (kind,) = kinds if len(kinds) == 1 else (None,)
        return (
            Paragraph(
                (
                    Run(INTROS.get(kind, OTHER_INTRO) if kind is not None else OTHER_INTRO),
                    run_of(self._context.deadline(), Run("", strong=True)),
                    Run("までにお送りください。"),
                )
            ),
        )

    def question(self, question: Question) -> Iterator[Block]:
        """An anchor for links, then head, choices, space and remark of one question, kept on one page where it fits."""
        yield Anchor(question.id)
        if question.kind is QuestionKind.COMMENT_TABLE:
            yield self._head(question)
            yield self._comment_table(question)
        elif question.per is not AskedPer.QUESTION:
            yield self._head(question)
            yield self._table_per_subject(question)
        else:
            yield self._whole(question)

    def _whole(self, question: Question) -> Slot:
        content: list[Block] = [self._head(question)]
        height = self._head_mm(question)
        for block, block_mm in self._answer_spaces(question):
            content.append(block)
            height += block_mm
        return self.slot(height, *content)

    def _answer_spaces(self, question: Question) -> Iterator[tuple[Block, float]]:
        number = self._context.numbering.answers[question.id]
        if question.choices:
            height_mm = self._sizes.choice * self._choice_lines(question)
            yield self.slot(height_mm, self._choices(question)), height_mm
        if question.lines:
            caption = REASON if question.kind is QuestionKind.VOTE else CONTENT
            if not question.choices:
                label = Paragraph((Run(f"{caption}（枠の中にご記入ください）"),), ParagraphStyle.SMALL)
                yield self.slot(self._sizes.caption, label), self._sizes.caption
            space_mm = self._sizes.line * question.lines
            yield Field(f"{question.id}/text", FieldKind.TEXT, f"{number} {caption}", space_mm), space_mm + self._sizes.field_gap
        yield self.slot(self._sizes.note, *self._remarks(question)), self._sizes.note

    def _head_mm(self, question: Question) -> float:
        """Two lines of title, a line for each listed sub-item and one more for a long one."""
        listed = len(self._listed_items(question))
        return self._sizes.heading + (self._sizes.item_line * (listed + 1) if listed else 0.0)

    def _head(self, question: Question) -> Slot:
        numbering = self._context.numbering
        tops = self._tops(question)
        runs = (*self._title(question, tops), *self._cited(question, tops))
        content: list[Block] = [Heading(f"{question.id}-head", 1, numbering.answer_numbers[question.id], runs)]
        listed = tuple(self._listed_item(item) for item in self._listed_items(question))
        if listed:
            content.append(List(listed, ListKind.NUMBER))
        return self.slot(self._head_mm(question), *content)

    def _title(self, question: Question, tops: Sequence[AgendaItem]) -> Iterator[Run]:
        """The question's own words, else the titles of its items."""
        if question.title:
            yield run_of(question.title, Run(""))
        elif question.per is AskedPer.ITEM:
            yield Run("次の議題のそれぞれについて")
        elif not tops:
            yield Run("ご意見")
        for position, top in enumerate(tops if not question.title and question.per is not AskedPer.ITEM else ()):
            yield from (Run("、"),) if position else ()
            yield run_of(top.title, Run(""))

    def _tops(self, question: Question) -> list[AgendaItem]:
        """The items of the first level that a question belongs to, each once."""
        tops = (self._top(self._items[item_id]) for item_id in question.item_ids)
        return list({top.id: top for top in tops}.values())

    def _top(self, item: AgendaItem) -> AgendaItem:
        while item.parent_id is not None:
            item = self._items[item.parent_id]
        return item

    def _listed_items(self, question: Question) -> list[AgendaItem]:
        """Sub-items, listed below the title; an item that is a question's only one stands in the title itself."""
        return [self._items[item_id] for item_id in question.item_ids if self._items[item_id].parent_id is not None]

    def _listed_item(self, item: AgendaItem) -> ListItem:
        labels = self._materials_of([item])
        cited = (Run(f"【{labels}参照】"),) if labels else ()
        runs = (run_of(item.title, Run("")), *cited)
        return ListItem(self._context.numbering.items[item.id], (Paragraph(runs, ParagraphStyle.PLAIN),))

    def _cited(self, question: Question, tops: Sequence[AgendaItem]) -> tuple[Run, ...]:
        """【報告事項⑴　資料３参照】: what the question is about; 資料 of listed sub-items stand beside those."""
        parts = ["、".join(self._context.numbering.items[top.id] for top in tops)] if tops else []
        unlisted = [self._items[item_id] for item_id in question.item_ids if self._items[item_id].parent_id is None]
        labels = self._materials_of(unlisted)
        parts += [f"{labels}参照"] if labels else []
        return (Run(f"【{'　'.join(parts)}】"),) if parts else ()

    def _materials_of(self, items: Sequence[AgendaItem]) -> str:
        ids = dict.fromkeys(material_id for item in items for material_id in item.material_ids)
        return "、".join(self._context.cite(material_id).text for material_id in ids)

    def _choice_lines(self, question: Question) -> int:
        """Lines that the choices take, from the words alone (they are part of the version)."""
        sizes = self._sizes
        words_mm = sum(len(choice.value) * sizes.choice_em + sizes.mark + sizes.choice_gap for choice in question.choices)
        return 1 + int((words_mm + len(_hint(question)) * sizes.choice_em) // sizes.choice_measure)

    def _choices(self, question: Question) -> Paragraph:
        number = self._context.numbering.answers[question.id]
        inlines: list[Inline] = []
        for position, choice in enumerate(question.choices, 1):
            label = f"{number} {choice}"
            field_id = f"{question.id}/choice/{position}"
            inlines.append(Field(field_id, FieldKind.MARK, label, self._sizes.mark, self._sizes.mark, option=choice.value))
            inlines.append(run_of(choice, Run("")))
            inlines.append(Run("　　"))
        inlines.append(Run(_hint(question)))
        return Paragraph(tuple(inlines), ParagraphStyle.PLAIN, indent_em=1.0)

    def _remarks(self, question: Question) -> Iterator[Note]:
        if question.note:
            yield Note("※", (run_of(question.note, Run("")),))
        elif question.blank is BlankRule.CONSENT:
            yield Note("※", (Run(CONSENT_NOTE),))

    def _comment_table(self, question: Question) -> Table:
        """Numbered rows, each for one remark: where it belongs, and what it says."""
        columns = tuple(
            Column(f"c{position}", (Run(heading),), width_mm)
            for position, (heading, width_mm) in enumerate(
                zip(COMMENT_TABLE_HEADINGS, self._sizes.comment_columns, strict=True), 1
            )
        )
        number = Column("number", (Run("番号"),), self._sizes.comment_number, Align.CENTER, row_header=True)
        rows = tuple(self._comment_row(question, row, columns) for row in range(1, max(question.lines, 1) + 1))
        return Table(f"{question.id}-table", (number, *columns), (RowGroup(f"{question.id}-rows", (), rows),))

    def _comment_row(self, question: Question, row: int, columns: Sequence[Column]) -> Row:
        number = Paragraph((Run(format_number(row, self._context.meeting.style.digits)),), ParagraphStyle.CELL)
        spaces = (
            Field(f"{question.id}/row/{row}/{column.key}", FieldKind.TEXT, f"{row}行目 {heading}", self._sizes.comment_row)
            for column, heading in zip(columns, COMMENT_TABLE_HEADINGS, strict=True)
        )
        return Row(f"{question.id}-{row}", (Cell((number,)), *(Cell((space,)) for space in spaces)))

    def _table_per_subject(self, question: Question) -> Table:
        """One row for each item or measure: its name, the choices and, if lines are asked for, a space to write."""
        columns = [Column("subject", (Run(self._subject_heading(question)),), self._sizes.subject, row_header=True)]
        if question.choices:
            width_mm = self._choices_mm(question) if question.lines else None
            columns.append(Column("choices", (Run(f"回答{CHOICE_HINTS[question.kind]}"),), width_mm))
        if question.lines:
            columns.append(Column("text", (Run(self._text_caption(question)),)))
        rows = tuple(self._subject_row(question, subject_id, name) for subject_id, name in self._subjects(question))
        return Table(f"{question.id}-table", tuple(columns), (RowGroup(f"{question.id}-rows", (), rows),))

    def _subject_heading(self, question: Question) -> str:
        if question.per is AskedPer.MEASURE:
            return "事業名"
        kinds = {self._items[item_id].kind for item_id in question.item_ids}
        return "議案" if kinds == {AgendaKind.MOTION} else "議題"

    def _text_caption(self, question: Question) -> str:
        return REASON if question.kind is QuestionKind.VOTE else "ご意見"

    def _choices_mm(self, question: Question) -> float:
        """A column as wide as the choices side by side, within limits: the space to write gets the rest."""
        sizes = self._sizes
        widest_mm = max(sum(map(self._choice_mm, line)) for line in self._cell_lines(question.choices))
        return min(max(widest_mm + sizes.cell_padding, sizes.choices_least), sizes.choices_most)

    def _choice_mm(self, choice: Text) -> float:
        """About how wide a choice is with its box, in a table."""
        return len(choice.value) * self._sizes.cell_em + self._sizes.mark + self._sizes.cell_gap

    def _cell_lines(self, choices: Sequence[Text]) -> list[list[Text]]:
        """The choices of a cell line by line, so that no box is parted from its words."""
        lines: list[list[Text]] = [[]]
        most_mm = self._sizes.choices_most - self._sizes.cell_padding
        for choice in choices:
            if lines[-1] and sum(map(self._choice_mm, (*lines[-1], choice))) > most_mm:
                lines.append([])
            lines[-1].append(choice)
        return lines

    def _subjects(self, question: Question) -> list[tuple[str, Text]]:
        if question.per is AskedPer.MEASURE:
            return [(measure.id, measure.name) for measure in self._measures]
        return [(item_id, self._items[item_id].title) for item_id in question.item_ids]

    def _subject_row(self, question: Question, subject_id: str, name: Text) -> Row:
        words = Paragraph(self._subject(subject_id, name), ParagraphStyle.CELL_SMALL)
        cells = [Cell((self.slot(self._sizes.subject_height, words),))]
        if question.choices:
            cells.append(Cell(tuple(self._subject_choices(question, subject_id, name))))
        if question.lines:
            label = f"{name} {self._text_caption(question)}"
            space = Field(f"{question.id}/{subject_id}/text", FieldKind.TEXT, label, self._sizes.line * question.lines)
            cells.append(Cell((space,)))
        return Row(f"{question.id}-{subject_id}", tuple(cells))

    def _subject(self, subject_id: str, name: Text) -> tuple[Run, ...]:
        """The name of a measure, or of an item behind its number."""
        number = self._context.numbering.items.get(subject_id)
        return (*((Run(f"{number}　"),) if number else ()), run_of(name, Run("")))

    def _subject_choices(self, question: Question, subject_id: str, name: Text) -> Iterator[Paragraph | Slot]:
        """The boxes with their words; several lines of them stand as far apart as boxes do elsewhere."""
        lines, mark_mm = self._cell_lines(question.choices), self._sizes.mark
        position = 0
        for line in lines:
            inlines: list[Inline] = []
            for choice in line:
                position += 1
                field_id = f"{question.id}/{subject_id}/choice/{position}"
                inlines += [
                    Field(field_id, FieldKind.MARK, f"{name} {choice}", mark_mm, mark_mm, option=choice.value),
                    Run(f"{choice}　", source=choice.where),
                ]
            paragraph = Paragraph(tuple(inlines), ParagraphStyle.CELL)
            yield paragraph if len(lines) == 1 else self.slot(self._sizes.choice, paragraph)


def _hint(question: Question) -> str:
    """How to mark the choices, and what the space below them is for."""
    hint = CHOICE_HINTS[question.kind]
    if not question.lines:
        return hint
    return f"{hint.removesuffix('）')}、{REASON if question.kind is QuestionKind.VOTE else '内容'}は下の枠に）"
