"""The books of what people decide: 判断/要確認.xlsx, to which rows are added, and 判断/修正.xlsx, written once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kaigi_docs.declarations.books import declared_sheet
from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.declarations.measures import ValueField
from kaigi_docs.model.decisions import OpenQuestion
from kaigi_docs.sheets import DATE_FORMAT, TEXT_FORMAT, Book, Cell, Choice, Column, Look, Sheet, writable

DECISIONS_FOLDER = "判断"
QUESTIONS_FILE = f"{DECISIONS_FOLDER}/要確認.xlsx"
CORRECTIONS_FILE = f"{DECISIONS_FOLDER}/修正.xlsx"

CHOICES_SHEET = "答えの選択肢"
"""The hidden sheet of 要確認.xlsx: patterns of cells in its first row, then for each question its id and its choices."""

ID, STATE, KIND, SUBJECT, PICTURE, ANSWER = "ID", "いま", "種類", "対象", "画像", "答え"
WAITING, ANSWERED, OBSOLETE = "未回答", "回答済み", "いまは尋ねていません"
STATES = (WAITING, ANSWERED, OBSOLETE)
"""What we write under いま, and what only we change; any other text there is a person's."""

DAY_PATTERN = "日付の答え"
"""Header of the pattern for an answer that is a date."""

QUESTIONS = SheetDeclaration(
    title="要確認",
    purpose="事務局が決めること。「答え」を選んで保存し、閉じてから、尋ねた kaigi collect、collate、build をもう一度実行します。",
    noun="確認事項",
    fields=(
        FieldDeclaration(header=ID, type=FieldType.TEXT, required=True, note="自動で入ります。消さないでください。", width=11),
        FieldDeclaration(header=STATE, type=FieldType.TEXT, note="自動で入ります。", width=13),
        FieldDeclaration(header=KIND, type=FieldType.TEXT, note="何についての確認か。", width=11),
        FieldDeclaration(header="場所", type=FieldType.LONG_TEXT, note="ファイル、シート、セル。", width=26),
        FieldDeclaration(
            header=SUBJECT,
            type=FieldType.LONG_TEXT,
            note="どの課の、どの事業のことか。回答書では、どの委員の、どの設問のことか。",
            width=22,
            aliases=("課・事業",),
        ),
        FieldDeclaration(header="確認すること", type=FieldType.LONG_TEXT, note="見つかったことと、尋ねること。", width=48),
        FieldDeclaration(header=PICTURE, type=FieldType.TEXT, note="読み取ったところ。引っぱると大きくなります。", width=36),
        FieldDeclaration(header="候補", type=FieldType.TEXT, note="いちばんありそうな答え。選ぶまでは使いません。", width=16),
        FieldDeclaration(
            header=ANSWER,
            type=FieldType.TEXT,
            required=True,
            note="一覧から選びます。受付日は日付を書きます。",
            example="令和4年6月1日",
            width=20,
        ),
        FieldDeclaration(header="確認した人", type=FieldType.TEXT, note="", width=12),
        FieldDeclaration(header="確認した日", type=FieldType.DATE, note="", width=16),
        FieldDeclaration(header="備考", type=FieldType.LONG_TEXT, note="並べ替えや列の追加はしてかまいません。", width=24),
    ),
)

MEASURE_ID, COLUMN, OLD, NEW, REASON, WHO, DAY = "事業ID", "列", "修正前", "修正後", "理由", "修正した人", "修正した日"

_ENTRY_ROWS = 2000


def corrections_sheet(fields: Sequence[ValueField]) -> SheetDeclaration:
    """The sheet of 修正.xlsx; its drop-down offers the columns of 施策一覧 that hold answers."""
    columns = tuple(field.declaration.header for field in fields)
    return SheetDeclaration(
        title="修正",
        purpose="事務局が直す回答。各課の調査票はそのまま残し、ここに書いたことだけを置き換えます。",
        noun="修正",
        fields=(
            FieldDeclaration(
                header=MEASURE_ID, type=FieldType.TEXT, required=True, note="施策一覧の事業ID。", example="J012", width=9
            ),
            FieldDeclaration(
                header=COLUMN, type=FieldType.TEXT, required=True, note="施策一覧の列の見出し。", suggestions=columns, width=20
            ),
            FieldDeclaration(
                header=OLD,
                type=FieldType.LONG_TEXT,
                note="いまの回答をそのまま写します。",
                width=40,
            ),
            FieldDeclaration(header=NEW, type=FieldType.LONG_TEXT, note="印刷する文。空にすると、空欄にします。", width=40),
            FieldDeclaration(header=REASON, type=FieldType.LONG_TEXT, note="あとで説明できるように書きます。", width=30),
            FieldDeclaration(header=WHO, type=FieldType.TEXT, note="", width=12),
            FieldDeclaration(header=DAY, type=FieldType.DATE, note="", width=16),
        ),
        when_empty="何も置き換えません",
        prepared_rows=30,
    )


def corrections_book(fields: Sequence[ValueField]) -> Book:
    """修正.xlsx without any correction, ready to fill in."""
    return Book("修正", (declared_sheet(corrections_sheet(fields), ()),))


def questions_book(questions: Sequence[OpenQuestion]) -> Book:
    """要確認.xlsx with a row for each question, none of them answered."""
    empty = declared_sheet(QUESTIONS, ())
    rows = empty.rows[: empty.header_row] + tuple(_row(question) for question in questions)
    columns = tuple(
        replace(column, choice=_choice(empty.header_row + 1)) if field.header == ANSWER else column
        for field, column in zip(QUESTIONS.fields, empty.columns, strict=True)
    )
    shown = replace(empty, columns=columns, rows=rows, entry_rows=_ENTRY_ROWS, frozen_columns=2, filter_columns=len(columns))
    return Book("要確認", (shown, _choices_sheet(questions)))


def question_texts(question: OpenQuestion) -> dict[str, str]:
    """What a new row says, by header."""
    texts = {
        ID: question.id,
        STATE: WAITING,
        KIND: question.kind.value,
        "場所": str(question.where),
        SUBJECT: question.subject,
        "確認すること": question.found,
        "候補": question.proposal,
    }
    return {header: writable(text) for header, text in texts.items()}


def choice_texts(question: OpenQuestion) -> tuple[str, ...]:
    """The row of a question on the hidden sheet: its id and its choices; a date needs none."""
    return (question.id, *map(writable, question.choices)) if question.choices else ()


def pattern_addresses() -> Mapping[str, str]:
    """Where the hidden sheet has the pattern of each column's cells, by header; DAY_PATTERN is among them."""
    return {header: f"{chr(ord('A') + at)}1" for at, header in enumerate(_patterns())}


def _patterns() -> dict[str, str]:
    """The number formats of the patterns by header; later columns come last, so that older books keep their places."""
    fields = [field for field in QUESTIONS.fields if field.header != PICTURE]
    formats = {field.header: DATE_FORMAT if field.type is FieldType.DATE else TEXT_FORMAT for field in fields}
    return formats | {DAY_PATTERN: DATE_FORMAT, PICTURE: TEXT_FORMAT}


def _row(question: OpenQuestion) -> tuple[Cell, ...]:
    texts = question_texts(question)
    day = DATE_FORMAT if not question.choices else None
    return tuple(
        Cell(texts.get(each.header) or None, _look(each.header), day if each.header == ANSWER else None)
        for each in QUESTIONS.fields
    )


def _look(header: str) -> Look:
    """The cells that ask for an answer stand out."""
    return Look.OPEN if header in (ANSWER, DAY_PATTERN) else Look.ENTRY


def _choices_sheet(questions: Sequence[OpenQuestion]) -> Sheet:
    patterns = tuple(Cell(header, _look(header), number_format) for header, number_format in _patterns().items())
    listed = tuple(tuple(Cell(text) for text in texts) for question in questions if (texts := choice_texts(question)))
    widest = max(map(len, (patterns, *listed)))
    return Sheet(CHOICES_SHEET, (Column(16),) * widest, (patterns, *listed), hidden=True)


def _choice(first_row: int) -> Choice:
    """The drop-down of a row: the choices beside its id on the hidden sheet, so that it follows the row when it is sorted."""
    found = f"MATCH($A{first_row},'{CHOICES_SHEET}'!$A:$A,0)"
    start = f"'{CHOICES_SHEET}'!$B$1,{found}-1,0,1"
    return Choice(others_allowed=True, source=f"OFFSET({start},COUNTA(OFFSET({start},200)))")
