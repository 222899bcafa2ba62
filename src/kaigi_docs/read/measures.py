"""The measure book (施策一覧.xlsx) -> Measures, and everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from kaigi_docs.declarations.measures import (
    FIXED_HEADERS,
    MEASURES_FILE,
    MEASURES_SHEET,
    ValueField,
    measure_sheet,
    value_fields,
)
from kaigi_docs.declarations.plan import COLUMNS
from kaigi_docs.declarations.settings import DEPARTMENTS, MATERIALS, SETTINGS_FILE
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.figures import lacks_number
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import (
    AskedPer,
    ColumnKind,
    Department,
    Material,
    MaterialKind,
    MeasureColumn,
    Policy,
    Question,
    Rating,
    Reorganization,
)
from kaigi_docs.model.ratings import find_rating, likely_rating
from kaigi_docs.model.text import Text
from kaigi_docs.read import plan
from kaigi_docs.read.cells import did_you_mean, is_filled, listed
from kaigi_docs.read.departments import find_departments, official_names
from kaigi_docs.read.earlier_answers import EarlierAnswers, earlier_answers
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.raw import RawTable
from kaigi_docs.read.references import Targets, known_references
from kaigi_docs.read.rows import Row, type_rows
from kaigi_docs.read.tables import has_entries, read_tables
from kaigi_docs.sheets import LISTS_SHEET

_SHOWN_CELLS, _SHOWN_DEPARTMENTS = 3, 6

_Key = tuple[str, int | None]


class MeasureFrame(Protocol):
    """What the settings book says that measures are read against: a Meeting, or what is known where it is not complete."""

    @property
    def materials(self) -> tuple[Material, ...]:
        """The parts of the packet."""

    @property
    def questions(self) -> tuple[Question, ...]:
        """Of the response form."""

    @property
    def departments(self) -> tuple[Department, ...]:
        """None at all where their sheet cannot be read."""

    @property
    def reorganizations(self) -> tuple[Reorganization, ...]:
        """Former departments."""

    @property
    def ratings(self) -> tuple[Rating, ...]:
        """Of all scales."""

    @property
    def policies(self) -> tuple[Policy, ...]:
        """The nodes of the plan."""

    @property
    def measure_columns(self) -> tuple[MeasureColumn, ...]:
        """The columns of the tables."""


def holds_measures(book: GridBook) -> bool:
    """Whether the book holds more than headers and prepared ids."""
    return has_entries(book, measure_sheet(()), (LISTS_SHEET,))


def read_measures(
    book: GridBook | None,
    frame: MeasureFrame,
    policies: Targets | None = None,
    *,
    keep_faulty: bool = False,
    answered: bool = False,
) -> tuple[tuple[Measure, ...], Findings]:
    """The measures in the order of the book, and all that is wrong with them.

    Rows without a name or with an id used twice are left out, but not of a draft; a blank rating stays blank.

    Args:
        book: 施策一覧.xlsx as found, or None where the folder has none.
        frame: says which columns, ratings, policies and departments there are.
        policies: the ids of policies as their sheet has them; those of the frame's policies where left out.
        keep_faulty: for a draft.
        answered: whether 調査票 came back: then blanks of the columns that departments are asked for are told with those.
    """
    findings = Findings()
    need = _need(frame)
    if book is None:
        if need is not None:
            message = f"{need.message}{MEASURES_FILE}がありません。"
            hint = f"{MEASURES_FILE}を会議フォルダに置くか、{need.other_way}。"
            findings.error("book-missing", need.where, message, hint)
        return (), findings
    filled = any(is_filled(cell) for sheet in book.sheets for cell in sheet.cells.values())
    holds = holds_measures(book)
    by_default = all(material.where is None for material in frame.materials)
    if not filled or (not holds and need is None):
        _report_empty(book, need, filled, by_default, findings)
        return (), findings
    fields = value_fields(frame.measure_columns, frame.ratings)
    table = _read_table(book, fields, findings)
    if not holds or table.is_empty(measure_sheet(fields)):
        _report_empty(book, need, filled, by_default, findings)
    rows = type_rows(table, measure_sheet(fields), findings, keep_faulty=keep_faulty)
    _report_without_departments(book, frame, findings)
    targets = plan.policy_targets(frame.policies) if policies is None else policies
    reader = _Reader(frame, targets, fields, findings, set(), earlier_answers(book, table))
    numbered = zip((raw.number for raw in table.rows), rows, strict=True)
    judged = [
        (row.usable, reader.measure(row, number)) for number, row in numbered
    ]  # unusable ones too: all faults come together
    measures = tuple(measure for usable, measure in judged if usable)
    owed = [field for field in fields if not (answered and field.column.asked)]
    _report_blank_ratings(measures, owed, table, rows, findings)
    _report_blank_answers(measures, owed, rows, frame, findings)
    if rows and FIXED_HEADERS[ColumnKind.DEPARTMENTS] in table.headers:
        _report_unused_departments(frame.departments, (measure for _, measure in judged), findings)
    return measures, findings


@dataclass(frozen=True, slots=True)
class _Need:
    """What in the settings asks for measures.

    Attributes:
        where: its cell; None for what nobody wrote.
        message: the first half of a sentence about it.
        other_way: how to do without measures, the end of a sentence.
    """

    where: Location | None
    message: str
    other_way: str


def _need(frame: MeasureFrame) -> _Need | None:
    """The tables of measures, or else a question that is asked for each measure."""
    tables = [material for material in frame.materials if material.kind is MaterialKind.MEASURES]
    if tables:
        named = listed(material.title.value for material in tables)
        other_way = f"「{MATERIALS.title}」シートの{named}の行を消してください"
        return _Need(tables[0].where, f"資料{named}は事業の表ですが、", other_way)
    asked = next((question for question in frame.questions if question.per is AskedPer.MEASURE), None)
    if asked is None:
        return None
    other_way = f"設問{asked.id}の対象を「全体」か「議題ごと」にしてください"
    return _Need(asked.where, f"設問{asked.id}は事業ごとに尋ねますが、", other_way)


def _report_empty(book: GridBook, need: _Need | None, filled: bool, by_default: bool, findings: Findings) -> None:
    """A book without measures is a fault where the settings ask for them, and else only worth a note.

    Args:
        book: 施策一覧.xlsx as found.
        need: what asks for measures.
        filled: whether the book holds headers at least.
        by_default: whether the packet is the default one, which has a table as soon as there are measures.
        findings: takes what is said.
    """
    if need is not None:
        code = "sheet-empty" if filled else "book-empty"
        message = f"{need.message}{book.file}に事業がひとつも書かれていません。"
        findings.error(code, need.where or Location(book.file), message, f"事業を書くか、{need.other_way}。")
    elif by_default:
        message = "事業がひとつも書かれていないので、事業の表のない資料一式にします。"
        findings.note("measures-none", Location(book.file), message, "事業の表を作るときは、事業を書いてください。")


def _report_without_departments(book: GridBook, frame: MeasureFrame, findings: Findings) -> None:
    """Without departments, each cell of 担当課 would be called unknown."""
    if not frame.departments:
        message = f"「{DEPARTMENTS.title}」シートに課がないので、事業の担当課は確かめていません。"
        findings.note("check-postponed", Location(book.file), message, "これは、そのシートを直してから確かめます。")


def _read_table(book: GridBook, fields: Sequence[ValueField], findings: Findings) -> RawTable:
    """The sheet as found; a further column that it lacks is an error, since the printed table has it."""
    table = read_tables(book, (measure_sheet(fields),), (LISTS_SHEET,), findings)[MEASURES_SHEET]
    for field in fields:
        header = field.declaration.header
        if table.headers and header not in table.headers:
            from_sheet = f"{SETTINGS_FILE}の「{COLUMNS.title}」シートにある列です。"
            declared = from_sheet if field.column.where is not None else "事業の表に使う列です。"
            hint = f"見出しの行の右端に「{header}」と書いて、列を手で加えてください。"
            findings.error("column-missing", table.where, f"「{header}」の列がありません。{declared}", hint)
    return table


@dataclass(frozen=True, slots=True)
class _Reader:
    """What the rows are read against."""

    frame: MeasureFrame
    policies: Targets
    fields: Sequence[ValueField]
    findings: Findings
    told: set[str]
    earlier: EarlierAnswers

    def measure(self, row: Row, number: int) -> Measure:
        """The measure of a row, which stands at that number in the sheet."""
        policy = known_references(row, "施策ID", self.policies, self.findings)
        also = known_references(row, "再掲先の施策ID", self.policies, self.findings)
        self._check_policies(row, policy, also)
        ratings = self._ratings(row)
        values = {field.key: row.text(field.declaration.header) for field in self.fields}
        self._check_reasons(row, ratings)
        return Measure(
            id=row.id,
            name=row.text("事業名"),
            policy_id=policy[0] if policy else "",
            policy_typed=Text("") if policy else row.text("施策ID"),
            also_listed_under=tuple(other for other in also if other not in policy),
            summary=row.text("事業概要"),
            department_ids=find_departments(
                row.text("担当課"), self.frame.departments, self.findings, self.frame.reorganizations
            ),
            department_text=self._official(row.text("担当課")),
            values={key: text for key, text in values.items() if text},
            rating_ids={key: rating.id for key, rating in ratings.items()},
            earlier=self.earlier.get(number, {}),
            where=row.where,
        )

    def _official(self, entered: Text) -> Text:
        """担当課 for print, other spellings replaced by the name of the 課; each is told once."""
        shown, replaced = official_names(entered.value, self.frame.departments)
        for typed, name in replaced:
            if typed not in self.told:
                self.told.add(typed)
                message = f"担当課「{typed}」は、「{DEPARTMENTS.title}」シートの課名「{name}」で印刷します。"
                self.findings.note("department-spelling", entered.where, message)
        return Text(shown, entered.where)

    def _check_policies(self, row: Row, policy: Sequence[str], also: Sequence[str]) -> None:
        """A place in the plan for every measure, and no measure twice at one place."""
        if self.frame.policies and "施策ID" not in row.values:
            message = f"事業「{row.text('事業名')}」の施策IDが空です。"
            self.findings.warn("policy-blank", row.place("施策ID"), message, "どの施策の事業かを書いてください。")
        for repeated in (other for other in also if other in policy):
            message = f"再掲先の「{repeated}」は、施策IDと同じです。再掲しません。"
            self.findings.warn("listed-twice", row.place("再掲先の施策ID"), message, "再掲先から消してください。")

    def _ratings(self, row: Row) -> dict[_Key, Rating]:
        """The rating of each filled column of ratings; an entry that no scale has is a finding."""
        found: dict[_Key, Rating] = {}
        for field in self.fields:
            entered = row.text(field.declaration.header)
            if field.column.kind is ColumnKind.NUMBER:
                _check_number(entered, field, self.findings)
            if field.column.kind is not ColumnKind.RATING or not entered:
                continue
            scale = [rating for rating in self.frame.ratings if rating.scale == field.column.scale]
            rating = find_rating(entered.value, scale)
            if rating is not None:
                found[field.key] = rating
            else:
                _report_rating(entered, field, scale, row.text("事業名"), self.findings)
        return found

    def _check_reasons(self, row: Row, ratings: dict[_Key, Rating]) -> None:
        """A rating that needs a reason stands beside some text."""
        texts = [field for field in self.fields if field.column.kind is ColumnKind.TEXT]
        if not texts or any(row.text(field.declaration.header) for field in texts):
            return
        for field in self.fields:
            rating = ratings.get(field.key)
            if rating is not None and rating.needs_reason:
                message = f"評価「{rating.label}」には理由が必要ですが、文章の列がどれも空です。"
                hint = f"{listed(text.declaration.header for text in texts)}のどれかに理由を書いてください。"
                self.findings.warn("reason-blank", row.place(field.declaration.header), message, hint)


def _report_rating(entered: Text, field: ValueField, scale: Sequence[Rating], name: Text, findings: Findings) -> None:
    """The labels are all named, because the list in the cell may be older than the scale."""
    labels = [rating.label.value for rating in scale]
    if not labels:
        return  # the scale itself is missing, which was reported
    findings.error(
        "rating-unknown",
        entered.where,
        f"事業「{name}」の{field.declaration.header}「{entered}」は選択肢にありません。"
        f"使えるのは{listed(labels, len(labels))}です。",
        f"{did_you_mean(likely_rating(entered.value, labels))}このどれかに書き直してください。",
    )


def _check_number(entered: Text, field: ValueField, findings: Findings) -> None:
    """Marks such as － … ↑ and everything with a digit may stand for a number; words may not."""
    text = entered.value
    if lacks_number(text):
        message = f"{field.declaration.header}「{text}」に数字がありません。"
        findings.warn("number-invalid", entered.where, message, "数か、「－」「…」「↑」などの記号を書いてください。")


def _report_blank_ratings(
    measures: Sequence[Measure], fields: Sequence[ValueField], table: RawTable, rows: Sequence[Row], findings: Findings
) -> None:
    """One warning for a column that nobody has filled yet, else one for each blank cell."""
    for field in (field for field in fields if field.column.kind is ColumnKind.RATING):
        header = field.declaration.header
        blank = [measure for measure in measures if field.key not in measure.values]
        if header not in table.headers or not blank:
            continue
        if len(blank) == len(measures) > 1:
            message = f"{header}がどの事業でも空です。空欄のまま印刷します。"
            findings.warn("rating-blank", table.headers[header], message, "各課の評価を書いてください。")
            continue
        places = {row.id: row.place(header) for row in rows if row.usable}
        for measure in blank:
            message = f"事業「{measure.name}」の{header}が空です。空欄のまま印刷します。"
            findings.warn("rating-blank", places[measure.id], message, "評価が決まっていれば書いてください。")


def _report_blank_answers(
    measures: Sequence[Measure], fields: Sequence[ValueField], rows: Sequence[Row], frame: MeasureFrame, findings: Findings
) -> None:
    """One warning for each column of texts or numbers that has blanks; it says which 課 still owe what.

    Of columns with years, only the newest year is still to be answered.
    """
    by_id = {row.id: row for row in rows if row.usable}
    for field in (field for field in fields if field.column.kind is not ColumnKind.RATING):
        header = field.declaration.header
        blank = [measure for measure in measures if field.key not in measure.values]
        is_older = field.year is not None and field.year != max(field.column.years)
        if is_older or not blank or header not in by_id[blank[0].id].places:
            continue
        who = "" if len(blank) == len(measures) else f"：{_owing(blank, by_id, header, frame)}"
        message = f"{header}が空の事業が{len(blank)}件あります{who}。空欄のまま印刷します。"
        where = by_id[blank[0].id].place(header)
        findings.warn("answer-blank", where, message, "まだ届いていない回答がないか、確かめてください。")


def _owing(blank: Sequence[Measure], rows: Mapping[str, Row], header: str, frame: MeasureFrame) -> str:
    """「こども家庭課（G9、G13）、学校教育課（G16）」."""
    names = {department.id: department.name.value for department in frame.departments}
    owing: dict[str, list[str]] = {}
    for measure in blank:
        named = names.get(next(iter(measure.department_ids), ""), "担当課がわからない事業")
        owing.setdefault(named, []).append(rows[measure.id].place(header).cell or "")
    shown = [
        f"{name}（{'、'.join(cells[:_SHOWN_CELLS])}{'ほか' if len(cells) > _SHOWN_CELLS else ''}）"
        for name, cells in owing.items()
    ]
    rest = f"、ほか{len(shown) - _SHOWN_DEPARTMENTS}課" if len(shown) > _SHOWN_DEPARTMENTS else ""
    return "、".join(shown[:_SHOWN_DEPARTMENTS]) + rest


def _report_unused_departments(departments: Iterable[Department], measures: Iterable[Measure], findings: Findings) -> None:
    """Departments without measures: a renamed 課, or one that was forgotten."""
    used = {department_id for measure in measures for department_id in measure.department_ids}
    for department in departments:
        if department.id not in used:
            message = f"「{department.name}」（{department.id}）が担当する事業が、{MEASURES_FILE}にありません。"
            hint = "書き忘れた事業がないか、担当が変わっていないかを確かめてください。"
            findings.warn("department-unused", department.name.where, message, hint)
