"""回答/手入力.xlsx: what the secretariat types in of answers that came by telephone, at the counter, by post or FAX.

Written once, empty; whoever fills it in owns it. A sheet of one form has a row for each answered form, a second one a row for
each remark of its comment tables. A hidden row above the headers says which answer space each column means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kaigi_docs.model.form_map import FIELD_NAME, TABLE_COLUMNS, FormMap, FormQuestion
from kaigi_docs.model.meeting import Member, QuestionKind
from kaigi_docs.sheets import Book, Cell, Choice, Column, Look, Sheet, writable

ANSWERS_FOLDER = "回答"
HAND_ENTRY = "手入力"
GUIDE_SHEET = "入力のしかた"

MEMBER, RECEIVED, METHOD, LISTENER, BESIDE, QUESTION = "member", "received", "method", "listener", "beside", "question"
"""Keys of the columns that are no answer spaces; the others are called after spaces, 「Q1/choice」 for one of several marks."""

METHODS = ("電話", "窓口", "郵送", "FAX", "その他")
CHOSEN = "○"
"""Stands under each choice that is marked, where several may be."""

TABLE_HEADERS = ("資料番号", "ページ", "該当箇所", "意見・質問")
TIME_FORMAT = "yyyy/m/d h:mm"
KEY_ROW, HEADER_ROW = 3, 4
_ENTRY_ROWS = 300
_MARK = re.compile(r"kaigi-hand-entry:([0-9a-f]{12}):(answers|remarks)")
_LONGEST_TITLE = 31
_NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\']")
_NAME_WIDTH, _TIME_WIDTH, _CHOICE_WIDTH, _TEXT_WIDTH, _MARK_WIDTH = 24.0, 18.0, 18.0, 48.0, 14.0
_KEY_WIDTH = 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class HandColumn:
    """A column of a sheet.

    Attributes:
        key: of MEMBER … BESIDE, or the answer space; `<stem>/choice` holds the word of the one choice that is marked.
        header: as it is shown; no other column of the sheet has it.
        note: above the header.
        width: in half-width characters.
        choices: of its drop-down; empty for none.
        others: whether other entries are accepted, too.
        is_time: whether day and time stand in it.
    """

    key: str
    header: str
    note: str = ""
    width: float = _TEXT_WIDTH
    choices: tuple[str, ...] = ()
    others: bool = False
    is_time: bool = False


def answer_columns(form: FormMap, members: Sequence[Member]) -> tuple[HandColumn, ...]:
    """The columns of the sheet that has a row for each answered form, in order."""
    questions = (column for question in form.questions for column in _question_columns(question))
    return _told_apart(
        (
            _member_column(members),
            _time_column("届いた日時、聞いた日時。FAX は紙に印字された日時。"),
            HandColumn(key=METHOD, header="方法", note="どのように届いたか。", width=_MARK_WIDTH, choices=METHODS, others=True),
            HandColumn(key=LISTENER, header="聴取者", note="電話や窓口で聞き取った職員。", width=_CHOICE_WIDTH),
            *questions,
            HandColumn(
                key=FIELD_NAME,
                header="回答書の氏名",
                note="代理の方など、委員と違う氏名が書かれているときだけ。",
                width=_NAME_WIDTH,
            ),
            HandColumn(key=BESIDE, header="欄の外に書かれたこと", note="余白の書き込み、添えられた手紙など。"),
        )
    )


def remark_columns(form: FormMap, members: Sequence[Member]) -> tuple[HandColumn, ...]:
    """The columns of the sheet that has a row for each remark of a comment table; none where the form has no such table."""
    tables = _tables(form)
    if not tables:
        return ()
    labels = tuple(table.label for table in tables)
    which = HandColumn(key=QUESTION, header="設問", note="どの設問の表か。", width=_CHOICE_WIDTH, choices=labels)
    widths = (_MARK_WIDTH, _MARK_WIDTH, _NAME_WIDTH, _TEXT_WIDTH)
    return (
        _member_column(members),
        _time_column("同じ委員の回答がいくつもあるときだけ、もう一つのシートと同じ日時。"),
        *((which,) if len(labels) > 1 else ()),
        *(
            HandColumn(key=key, header=header, width=width)
            for key, header, width in zip(TABLE_COLUMNS, TABLE_HEADERS, widths, strict=True)
        ),
    )


def member_entry(member: Member) -> str:
    """A member as the drop-down offers it: 「C01　榊原　弓弦」."""
    return writable(f"{member.id}　{member.name}".strip())


def hand_entry_book(forms: Sequence[FormMap], members: Sequence[Member]) -> Book:
    """手入力.xlsx without any answer.

    Args:
        forms: that members answer.
        members: in the order of the roster.
    """
    sheets: list[Sheet] = []
    for number, form in enumerate(forms, 1):
        twice = sum(each.title == form.title for each in forms) > 1
        name = f"{form.title}{number}" if twice else form.title
        title = f"{name}　回答書1通を1行に入力します。入力のしかたは「{GUIDE_SHEET}」シートにあります。"
        sheets.append(_sheet(_tab(name), title, _mark(form, "answers"), answer_columns(form, members)))
        remarks = remark_columns(form, members)
        if remarks:
            title = f"{name}の表　意見の表の1件を1行に入力します。"
            sheets.append(_sheet(_tab(f"{name[:20]}の表"), title, _mark(form, "remarks"), remarks))
    return Book(HAND_ENTRY, (_guide(forms), *sheets))


def parse_mark(text: str) -> tuple[str, bool] | None:
    """(form version, whether the sheet is one of remarks) of the first cell of a key row; None for any other text."""
    found = _MARK.fullmatch(text.strip())
    return (found.group(1), found.group(2) == "remarks") if found is not None else None


def _mark(form: FormMap, kind: str) -> str:
    return f"kaigi-hand-entry:{form.version}:{kind}"


def _tables(form: FormMap) -> list[FormQuestion]:
    return [question for question in form.questions if question.kind == QuestionKind.COMMENT_TABLE]


def _member_column(members: Sequence[Member]) -> HandColumn:
    entries = tuple(map(member_entry, members))
    note = "一覧から選びます。わからないときは、書かれている氏名。"
    return HandColumn(key=MEMBER, header="委員", note=note, width=_NAME_WIDTH, choices=entries, others=True)


def _time_column(note: str) -> HandColumn:
    return HandColumn(key=RECEIVED, header="受付日時", note=f"{note}例：2022/9/5 14:30", width=_TIME_WIDTH, is_time=True)


def _question_columns(question: FormQuestion) -> Iterator[HandColumn]:
    """What is chosen and what is written, for each thing that the question is asked about."""
    if question.kind == QuestionKind.COMMENT_TABLE:
        return
    names = {subject.id: subject.name for subject in question.subjects}
    for subject_id, stem in question.stems:
        about = "　".join(filter(None, (question.label, names.get(subject_id, ""))))
        title = question.title if not subject_id else ""
        if question.kind == QuestionKind.MULTIPLE:
            for number, choice in enumerate(question.choices, 1):
                yield HandColumn(
                    key=f"{stem}/choice/{number}",
                    header=f"{about}　{choice}",
                    note=f"{title}　印があれば{CHOSEN}".strip(),
                    width=_MARK_WIDTH,
                    choices=(CHOSEN,),
                )
        elif question.choices:
            yield HandColumn(
                key=f"{stem}/choice",
                header=f"{about}　選択",
                note=title,
                width=_CHOICE_WIDTH,
                choices=question.choices,
            )
        if question.lines:
            yield HandColumn(key=f"{stem}/text", header=f"{about}　記入", note="書かれたとおりに入力します。")


def _told_apart(columns: Sequence[HandColumn]) -> tuple[HandColumn, ...]:
    """The columns, those whose headers are the same with their keys behind."""
    headers = [column.header for column in columns]
    return tuple(
        replace(each, header=f"{each.header}（{each.key}）") if headers.count(each.header) > 1 else each for each in columns
    )


def _tab(name: str) -> str:
    return _NOT_IN_TITLES.sub("＿", name)[:_LONGEST_TITLE].strip()


def _sheet(tab: str, title: str, mark: str, columns: Sequence[HandColumn]) -> Sheet:
    nothing = Cell(None, Look.PLAIN)
    rows = (
        (nothing, Cell(writable(title), Look.TITLE)),
        (nothing, *(Cell(writable(column.note) or None, Look.NOTE) for column in columns)),
        (Cell(mark, Look.LOCKED), *(Cell(column.key, Look.LOCKED) for column in columns)),
        (nothing, *(Cell(writable(column.header), Look.HEADER) for column in columns)),
    )
    return Sheet(
        title=tab,
        columns=(Column(_KEY_WIDTH, hidden=True), *(_column(column) for column in columns)),
        rows=rows,
        header_row=HEADER_ROW,
        frozen_columns=2,
        entry_rows=_ENTRY_ROWS,
        hidden_rows=frozenset({KEY_ROW}),
    )


def _column(column: HandColumn) -> Column:
    choice = Choice(tuple(map(writable, column.choices)), column.others) if column.choices else None
    return Column(column.width, TIME_FORMAT, choice) if column.is_time else Column(column.width, choice=choice)


def _guide(forms: Sequence[FormMap]) -> Sheet:
    has_tables = any(_tables(form) for form in forms)
    lines = (
        "電話、窓口、郵送、FAX などで届いた回答を、回答書1通につき1行、入力します。ほかの方法で届いた回答と同じように数えます。",
        "委員　一覧から選びます。だれの回答かわからないときは、書かれている氏名をそのまま入力します。集計のときに確かめます。",
        "受付日時　届いた日時、聞き取った日時。時刻がわからなければ日付だけでかまいません。",
        "選択　一覧から選びます。どれにも印がなければ、空けておきます。「特になし」は、印があるときだけ選びます。",
        "記入　書かれたとおりに入力します。言い回しや誤字も直しません。改行は Alt＋Enter です。何もなければ空けておきます。",
        *(("意見の表　「…の表」のシートに、1件につき1行、入力します。",) if has_tables else ()),
        "同じ委員から二度届いたときは、二行に入力します。受付日時の新しい方を数えます。",
        "行の並べ替えや、覚え書きの列の追加はしてかまいません。隠れている行と列は、どの欄かの目印です。消さないでください。",
        "保存して閉じてから、kaigi collate を実行します。このブックを kaigi が書き換えることはありません。",
    )
    rows = ((Cell(GUIDE_SHEET, Look.TITLE),), *((Cell(line, Look.NOTE),) for line in lines))
    return Sheet(GUIDE_SHEET, (Column(110.0),), rows, landscape=False)
