"""集計.xlsx: who answered, every answer with its file, counts of each question, votes, and what was not used."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from statistics import median

from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.form_map import FormQuestion
from kaigi_docs.model.meeting import Meeting, QuestionKind
from kaigi_docs.model.responses import Answer, AnswerState, Collation, Response, ReturnState
from kaigi_docs.model.scores import rounded_mean, scores_of
from kaigi_docs.model.votes import VoteCount
from kaigi_docs.sheets import TEXT_FORMAT, Book, Cell, CellValue, Column, Look, Sheet, SheetChart, fitting_width, writable

TITLE = "集計"
_COUNT = "#,##0"
_FIRST_ROW = 3
_WIDEST = 80.0
_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\]")
_RETURN_COLUMNS = (
    ("委員ID", 8.0),
    ("氏名", 18.0),
    ("所属", 28.0),
    ("状態", 20.0),
    ("受付", 20.0),
    ("方法", 18.0),
    ("ファイル", 40.0),
)
_ANSWER_COLUMNS = (
    ("委員ID", 8.0),
    ("氏名", 16.0),
    ("所属", 24.0),
    ("設問", 12.0),
    ("対象", 24.0),
    ("状態", 11.0),
    ("選択", 18.0),
    ("回答（原文）", 60.0),
    ("ファイル", 34.0),
    ("ページ", 8.0),
    ("送信者・聴取者", 22.0),
    ("受付", 18.0),
    ("方法", 16.0),
)
_UNUSED_COLUMNS = (("ファイル", 40.0), ("扱い", 20.0), ("氏名（記入）", 18.0), ("受付", 18.0), ("内容", 60.0))
_VOTE_COLUMNS = (("項目", 22.0), ("人数", 8.0), ("氏名", 80.0))
_STATES = (AnswerState.ANSWERED, AnswerState.NO_COMMENT, AnswerState.BLANK, AnswerState.OPEN)


def response_book(collation: Collation, votes: Sequence[VoteCount], questions: Sequence[FormQuestion], meeting: Meeting) -> Book:
    """The book, with one sheet a question.

    Args:
        collation: all answers of a round.
        votes: what they came to.
        questions: of the forms of the round, as printed.
        meeting: names of members and items.
    """
    names = _Names(meeting, questions)
    titles = _Titles()
    sheets = (
        _returns(collation, names),
        _chart(collation),
        _table("一覧", "すべての回答", _ANSWER_COLUMNS, list(_answers(collation, names))),
        *(sheet for question in questions for sheet in _sheets_of(question, collation, names, titles)),
        *((_votes(votes, names),) if votes else ()),
        _table("使わなかったもの", "数えていない回答書と、人が読むもの", _UNUSED_COLUMNS, list(_unused(collation, names))),
    )
    return Book(TITLE, sheets)


class _Titles:
    """Names of tabs, each once."""

    def __init__(self) -> None:
        self._taken: set[str] = set()

    def of(self, wanted: str) -> str:
        plain = _NOT_IN_TITLES.sub("＿", wanted)
        title, number = plain[:_LONGEST_TITLE], 2
        while title in self._taken:
            ending = f" ({number})"
            title, number = f"{plain[: _LONGEST_TITLE - len(ending)]}{ending}", number + 1
        self._taken.add(title)
        return title


@dataclass(frozen=True, slots=True)
class _Who:
    name: str
    organisation: str


class _Names:
    """What members, questions and their subjects are called."""

    def __init__(self, meeting: Meeting, questions: Sequence[FormQuestion]) -> None:
        """Knows all of the meeting."""
        self.members = {each.id: _Who(each.name.value, each.organisation.value) for each in meeting.members}
        self.items = {item.id: item.title.value for item in meeting.agenda}
        self.questions = {question.id: question for question in questions}
        self.digits = meeting.style.digits

    def who(self, member_id: str) -> _Who:
        """The member; blank for nobody."""
        return self.members.get(member_id, _Who("", ""))

    def named(self, member_ids: Sequence[str]) -> str:
        """「榊原　弓弦、髙﨑　由起彦」."""
        return "、".join(self.who(each).name for each in member_ids)

    def label(self, question_id: str) -> str:
        """「回答書１」."""
        question = self.questions.get(question_id)
        return question.label if question is not None else question_id

    def subject(self, question_id: str, subject_id: str) -> str:
        """The item or measure that a question is asked about; "" where it is asked once."""
        question = self.questions.get(question_id)
        subjects: Mapping[str, str] = {each.id: each.name for each in question.subjects} if question is not None else {}
        return subjects.get(subject_id, self.items.get(subject_id, subject_id))

    def moment(self, received: datetime | None, *, day_only: bool = False) -> str:
        """「令和４年９月５日 14:02」."""
        if received is None:
            return "不明"
        day = format_date(received.date(), self.digits)
        return day if day_only else f"{day} {received:%H:%M}"


def _returns(collation: Collation, names: _Names) -> Sheet:
    by_id = {each.id: each for each in collation.responses}
    rows = []
    for each in collation.members:
        who = names.who(each.member_id)
        own = [by_id[found] for found in each.response_ids if found in by_id]
        likely = (response for response in collation.responses if each.member_id in response.likely)
        files = "\n".join(
            (*(str(response.where) for response in own), *(f"{response.where}（この委員の回答か確認中）" for response in likely))
        )
        way = own[0].arrival.method or own[0].way.value if own else ""
        received = names.moment(each.received, day_only=own[0].arrival.day_only) if own else ""
        rows.append((each.member_id, who.name, who.organisation, each.state.value, received, way, files))
    states = [each.state for each in collation.members]
    counted = "、".join(f"{state.value}{states.count(state)}人" for state in ReturnState if state in states)
    until = format_date(collation.round.deadline, names.digits, weekday=True)
    return _table("回収状況", f"締切 {until}　{len(states)}人のうち　{counted}", _RETURN_COLUMNS, rows, counts=False)


def _chart(collation: Collation) -> Sheet:
    """A bar for each state that a member can be in."""
    states = [each.state for each in collation.members]
    rows = tuple((Cell(state.value), Cell(states.count(state), Look.NUMBER)) for state in ReturnState)
    head = ((Cell("回収の状態と人数", Look.TITLE),), (Cell("状態", Look.HEADER), Cell("人数", Look.HEADER)))
    chart = SheetChart(
        title="委員の回答の状態",
        anchor="D2",
        header_row=2,
        first_row=3,
        last_row=2 + len(rows),
        label_column=1,
        value_columns=(2,),
        width_mm=150.0,
        height_mm=75.0,
    )
    columns = (Column(26.0), Column(10.0, _COUNT))
    return Sheet("回収グラフ", columns, head + rows, header_row=2, charts=(chart,), one_page=True)


def _answers(collation: Collation, names: _Names) -> Iterator[tuple[CellValue, ...]]:
    """A row for each answer of the responses that count; a comment table gives a row for each remark."""
    by_id = {each.id: each for each in collation.responses}
    for counting in collation.counting:
        who = names.who(counting.member_id)
        for answer in counting.answers:
            response = by_id.get(answer.response_id, counting)
            for text in _texts(answer):
                where = answer.where or response.where
                yield (
                    response.member_id,
                    who.name,
                    who.organisation,
                    names.label(answer.question_id),
                    names.subject(answer.question_id, answer.subject_id),
                    _state(answer),
                    "、".join(answer.choices),
                    text,
                    response.where.file,
                    where.page if where.page is not None else "",
                    response.arrival.sender or response.arrival.listener,
                    names.moment(response.arrival.received, day_only=response.arrival.day_only),
                    response.arrival.method or response.way.value,
                )


def _state(answer: Answer) -> str:
    return f"{answer.state.value}（同意とみなす）" if answer.consents else answer.state.value


def _open_word(answer: Answer) -> str:
    """Beside a text that is in no count yet."""
    return answer.state.value if answer.state is AnswerState.OPEN else ""


def _texts(answer: Answer) -> tuple[str, ...]:
    rows = tuple(
        "　".join(part for part in (row.material_no.value, row.page.value, row.passage.value, row.text.value) if part)
        for row in answer.rows
    )
    return rows or (answer.text.value,)


def _sheets_of(question: FormQuestion, collation: Collation, names: _Names, titles: _Titles) -> Iterator[Sheet]:
    """The sheet of a question; of scores also how they are spread."""
    yield _question(question, collation, names, titles)
    if question.kind == QuestionKind.SCORE and question.choices:
        yield _spread(question, collation, names, titles)


def _spread(question: FormQuestion, collation: Collation, names: _Names, titles: _Titles) -> Sheet:
    """How many members gave which score, a row and a bar for each subject."""
    answers = [answer for response in collation.counting for answer in response.answers if answer.question_id == question.id]
    rows = [
        (
            Cell(writable(names.subject(question.id, subject_id) or question.label)),
            *(
                Cell(sum(choice in each.counted for each in answers if each.subject_id == subject_id), Look.NUMBER)
                for choice in question.choices
            ),
        )
        for subject_id, _ in question.stems
    ]
    first, last = _FIRST_ROW, _FIRST_ROW + len(rows) - 1
    chart = SheetChart(
        title=f"{question.label}　点数ごとの人数",
        anchor=f"A{last + 2}",
        header_row=first - 1,
        first_row=first,
        last_row=last,
        label_column=1,
        value_columns=tuple(range(2, len(question.choices) + 2)),
        width_mm=200.0,
        height_mm=max(60.0, 30.0 + 9.0 * len(rows)),
    )
    head = (
        (Cell(f"{question.label}の分布　{question.title}", Look.TITLE),),
        (Cell("対象", Look.HEADER), *(Cell(writable(choice), Look.HEADER) for choice in question.choices)),
    )
    columns = (Column(40.0), *(Column(12.0, _COUNT) for _ in question.choices))
    return Sheet(titles.of(f"{question.label}の分布"), columns, (*head, *rows), header_row=2, charts=(chart,), one_page=True)


def _question(question: FormQuestion, collation: Collation, names: _Names, titles: _Titles) -> Sheet:
    """Counts of states and choices for each subject, figures of scores, then every text."""
    found = [
        (response, answer) for response in collation.counting for answer in response.answers if answer.question_id == question.id
    ]
    rows: list[tuple[CellValue, ...]] = []
    for subject_id, _ in question.stems:
        own = [answer for _, answer in found if answer.subject_id == subject_id]
        rows += list(_counts(question, names.subject(question.id, subject_id), own, collation))
    texts = [
        (names.who(response.member_id).name, names.subject(question.id, answer.subject_id), text, _open_word(answer))
        for response, answer in found
        for text in _texts(answer)
        if text.strip()
    ]
    columns = (("項目", 30.0), ("対象", 24.0), ("数・内容", 60.0), ("割合・状態", 12.0))
    title = titles.of(question.label)
    return _table(title, question.title, columns, [*rows, *texts], counts=False)


def _counts(
    question: FormQuestion, subject: str, answers: Sequence[Answer], collation: Collation
) -> Iterator[tuple[CellValue, ...]]:
    for state in _STATES:
        count = sum(answer.state is state for answer in answers)
        yield state.value, subject, count, _share(count, len(answers))
    consented = sum(answer.consents for answer in answers)
    if consented:
        yield "空欄のうち同意とみなすもの", subject, consented, _share(consented, len(answers))
    uncounted = len(collation.members_beside(question.id))
    yield "未回収", subject, len(collation.members) - len(answers) - uncounted, ""
    yield "数えていない回答", subject, uncounted, ""
    for choice in question.choices:
        count = sum(choice in answer.counted for answer in answers)
        yield f"「{choice}」", subject, count, _share(count, len(answers))
    if question.kind == QuestionKind.SCORE:
        yield from _scores(subject, answers)


def _scores(subject: str, answers: Sequence[Answer]) -> Iterator[tuple[CellValue, ...]]:
    """n, mean and median of the scores."""
    scores = scores_of(answers)
    yield "点数のある回答", subject, len(scores), ""
    if scores:
        yield "平均（四捨五入、小数2桁）", subject, f"{rounded_mean(scores)}", ""
        yield "中央値", subject, f"{median(scores)}", ""


def _share(count: int, whole: int) -> str:
    """「66.7％」, half up; "" of nothing."""
    if not whole:
        return ""
    return f"{(Decimal(count) * 100 / whole).quantize(Decimal('0.1'), ROUND_HALF_UP)}％"


def _votes(votes: Sequence[VoteCount], names: _Names) -> Sheet:
    rows: list[tuple[CellValue, ...]] = []
    for vote in votes:
        rows += list(_vote(vote, names))
    return _table("採決", "議案ごとの賛否と結果", _VOTE_COLUMNS, rows, counts=False)


def _vote(vote: VoteCount, names: _Names) -> Iterator[tuple[CellValue, ...]]:
    yield f"【{names.subject(vote.question_id, vote.item_id)}】", "", f"結果：{vote.outcome.value}"
    yield "議決権のある委員", len(vote.entitled), names.named(vote.entitled)
    yield "除斥", len(vote.recused), names.named(vote.recused)
    met = "足りています" if vote.quorum_met else "足りません"
    yield "定足数", vote.returned, f"{vote.quorum_needed}（{met}）"
    for choice, members in vote.votes:
        yield choice, len(members), names.named(members)
    if vote.consented:
        yield "うち空欄で同意とみなす", len(vote.consented), names.named(vote.consented)
    yield "賛否の空欄", len(vote.blank), names.named(vote.blank)
    if vote.open:
        yield "確認中", len(vote.open), names.named(vote.open)
    rule = vote.rule
    counted = f"{rule.base.value}の{rule.majority.value}（賛成{vote.for_count}、反対{vote.against_count}、母数{vote.base}）"
    yield "数え方", vote.base, counted
    if vote.broken_by:
        yield "可否同数の決定", 1, names.named((vote.broken_by,))
    yield "", "", ""


def _unused(collation: Collation, names: _Names) -> Iterator[tuple[CellValue, ...]]:
    """Forms that do not count, and what a person has to read."""
    counting = set(collation.counting)
    for response in (each for each in collation.responses if each not in counting):
        yield (
            str(response.where),
            response.standing.value,
            response.signed_by,
            names.moment(response.arrival.received, day_only=response.arrival.day_only),
            _said(response, names),
        )
    for each in collation.unread:
        received = names.moment(each.arrival.received, day_only=each.arrival.day_only)
        yield str(each.where), each.kind, "", received, each.text or each.why


def _said(response: Response, names: _Names) -> str:
    lines = (
        f"{names.label(answer.question_id)}：{'、'.join(answer.choices)}　{text}".strip("　")
        for answer in response.answers
        for text in _texts(answer)
        if text.strip() or answer.choices
    )
    return "\n".join(lines)


def _table(
    title: str,
    purpose: str,
    declared: Sequence[tuple[str, float]],
    rows: Sequence[tuple[CellValue, ...]],
    *,
    counts: bool = True,
) -> Sheet:
    """A sheet of rows, or one that says that there are none; numbers stand to the right."""
    columns = tuple(
        Column(fitting_width((str(row[at]) for row in rows), width, max(width, _WIDEST)), TEXT_FORMAT)
        for at, (_, width) in enumerate(declared)
    )
    how_many = f"　{len(rows)}件" if counts and rows else "" if rows else "　ありません"
    head = (
        (Cell(f"{title}　{purpose}{how_many}", Look.TITLE),),
        tuple(Cell(header, Look.HEADER) for header, _ in declared),
    )
    cells = tuple(tuple(_cell(value) for value in row) for row in rows)
    return Sheet(title, columns, head + cells, header_row=2, frozen_columns=1, filter_columns=len(columns))


def _cell(value: CellValue) -> Cell:
    if isinstance(value, int):
        return Cell(value, Look.NUMBER)
    return Cell(writable(value) or None if isinstance(value, str) else value)
