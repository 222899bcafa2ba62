"""A meeting held in writing, as its settings book describes it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kaigi_docs.blocks import Paper
from kaigi_docs.findings import Location
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.text import Text


class AgendaKind(StrEnum):
    """What members do with an item: 報告事項 are never voted on, 協議事項 ask for opinions, 議案 for votes."""

    REPORT = "report"
    DISCUSSION = "discussion"
    MOTION = "motion"
    OTHER = "other"


class MaterialKind(StrEnum):
    """What builds a 資料."""

    COVER_LETTER = "cover_letter"  # まずはこちらをお読みください
    MEASURES = "measures"  # 事業の表
    RESPONSE_FORM = "response_form"  # 回答書


class Access(StrEnum):
    """Who may see a 資料."""

    PUBLIC = "public"
    MEMBERS = "members"


class QuestionKind(StrEnum):
    """How a question is answered."""

    COMMENT = "comment"  # two choice words and a space to write
    SINGLE = "single"  # one of several choices
    MULTIPLE = "multiple"  # any of several choices
    VOTE = "vote"  # a vote on a 議案, with a reason
    SCORE = "score"  # one of a row of numbers
    COMMENT_TABLE = "comment_table"  # 番号・資料番号・ページ・該当箇所・意見


class AskedPer(StrEnum):
    """What a question is asked about: once, or once for each item or measure."""

    QUESTION = "question"
    ITEM = "item"
    MEASURE = "measure"


class BlankRule(StrEnum):
    """What a returned form means that leaves the question blank."""

    CONSENT = "consent"
    NO_ANSWER = "no_answer"
    ASK = "ask"


class PageNumbering(StrEnum):
    """What page numbers count."""

    PER_MATERIAL = "per_material"  # 資料3-12
    THROUGH = "through"  # 1 … n through the whole packet


class YearOrder(StrEnum):
    """In which order columns of years stand."""

    NEWEST_FIRST = "newest_first"
    OLDEST_FIRST = "oldest_first"


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseStyle:
    """Habits of the office's writing.

    Attributes:
        item_glyphs: label pattern per level of headings and items, each one example: 「１」「⑴」「①」「第1」「ア」「(ア)」.
        digits: width of digits in prose.
        pages: what page numbers count.
        years: order of year columns.
        honorific: 敬称 behind names (様, 殿, 委員).
    """

    item_glyphs: tuple[str, ...] = ("１", "⑴", "①")
    digits: DigitWidth = DigitWidth.ONE_FULL
    pages: PageNumbering = PageNumbering.PER_MATERIAL
    years: YearOrder = YearOrder.NEWEST_FIRST
    honorific: Text = Text("様")


@dataclass(frozen=True, slots=True, kw_only=True)
class Secretariat:
    """Where answers go and questions are asked."""

    name: Text = Text("")
    postal_code: Text = Text("")
    address: Text = Text("")
    contact: Text = Text("")
    phone: Text = Text("")
    fax: Text = Text("")
    mail: Text = Text("")


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """A member of the committee (委員)."""

    id: str
    category: Text = Text("")
    organisation: Text = Text("")
    post: Text = Text("")
    name: Text
    reading: Text = Text("")
    where: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Department:
    """A department (課) that answers for measures.

    Attributes:
        variants: other spellings and former names that mean the same department.
        own: whether it is the 所管課 itself.
    """

    id: str
    name: Text
    bureau: Text = Text("")
    variants: tuple[str, ...] = ()
    own: bool = False
    where: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One step of an evaluation scale.

    Attributes:
        scale: name of the scale it belongs to; a meeting may have several.
        label: as printed and as entered.
        mark: sign printed before the label (△, ✕, A), may be empty.
        meaning: explained in the legend, may be empty.
        needs_reason: whether the text beside it must give a reason.
    """

    id: str
    scale: str
    label: Text
    mark: Text = Text("")
    meaning: Text = Text("")
    needs_reason: bool = False
    where: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A node of the plan's structure (施策体系); measures hang on any of them.

    Attributes:
        label: its number in print, for instance 「基本施策１」.
        parent_id: of the level above, or None on the first level.
        level: 1 to 3.
    """

    id: str
    label: Text
    name: Text
    parent_id: str | None = None
    level: int = 1
    where: Location | None = None


class ColumnKind(StrEnum):
    """What stands in a column of a measure table."""

    ID = "id"  # 事業番号
    NAME = "name"  # 事業名 with 〜にも掲載
    SUMMARY = "summary"  # 事業概要
    DEPARTMENTS = "departments"  # 担当課
    TEXT = "text"
    RATING = "rating"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureColumn:
    """One column of the measure tables.

    Attributes:
        key: header of the column in 施策一覧.xlsx, unique; the four fixed kinds have the fixed headers.
        heading: printed, with placeholders of years resolved.
        kind: what it holds.
        scale: for RATING: name of its scale.
        materials: ids of the 資料 that print it; empty means all.
        years: fiscal years, each of which gets a column of its own; empty means one column.
        width_mm: fixed width, or None.
    """

    key: str
    heading: Text
    kind: ColumnKind
    scale: str = ""
    materials: tuple[str, ...] = ()
    years: tuple[FiscalYear, ...] = ()
    width_mm: float | None = None
    where: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A part of the packet.

    Attributes:
        no: 資料番号 as text ("2-1"), empty for parts without one (letter, form).
        title: printed title.
        departments: for MEASURES: which departments' measures it shows.
        grouped: for MEASURES: whether rows stand under their policies.
    """

    id: str
    no: str
    kind: MaterialKind
    title: Text
    access: Access = Access.PUBLIC
    paper: Paper = Paper.A4
    landscape: bool = False
    measures_of: MeasureScope | None = None
    grouped: bool = True
    where: Location | None = None


class MeasureScope(StrEnum):
    """Whose measures a 資料 shows."""

    ALL = "all"
    OWN = "own"  # of the 所管課
    OTHERS = "others"  # of the other 課


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """An item or sub-item of the agenda; its printed number comes from Numbering.

    Attributes:
        parent_id: of the item it is a part of, or None.
        material_ids: the 資料 that it is about.
    """

    id: str
    kind: AgendaKind
    title: Text
    parent_id: str | None = None
    material_ids: tuple[str, ...] = ()
    where: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question of the response form; 「回答書１」 is the first of them.

    Attributes:
        title: may be empty: then the title of its (first) item stands there.
        item_ids: items and sub-items that it covers.
        choices: words that members mark; for COMMENT the two of 意見や感想・特になし.
        blank: what a returned blank means.
        lines: height of the space to write, in lines; 0 for none.
        note: remark below, may be empty.
    """

    id: str
    kind: QuestionKind
    title: Text = Text("")
    item_ids: tuple[str, ...] = ()
    choices: tuple[Text, ...] = ()
    per: AskedPer = AskedPer.QUESTION
    blank: BlankRule = BlankRule.NO_ANSWER
    lines: int = 5
    note: Text = Text("")
    where: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingRow:
    """A paragraph of an office's own text (文面).

    Attributes:
        place: "opening", "closing", "form_intro", or the id of the agenda item that it is about.
        form: "paragraph", "bullet", "note".
        text: with placeholders 〔締切〕.
    """

    id: str
    place: str
    form: str
    text: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Everything the settings book says.

    Attributes:
        id: name of the meeting folder.
        name: 会議名, without round and year.
        plan_name: the plan that the measures belong to.
        deadline: 締切 of answers.
        issue_date: 発行日, None while drafting.
        document_no: 文書番号, empty while drafting.
        sender: 発信者.
    """

    id: str
    name: Text
    round: int
    fiscal_year: FiscalYear
    deadline: date
    deadline_where: Location | None
    issue_date: date | None
    document_no: Text
    sender: Text
    plan_name: Text
    secretariat: Secretariat
    style: HouseStyle
    agenda: tuple[AgendaItem, ...]
    materials: tuple[Material, ...]
    questions: tuple[Question, ...]
    members: tuple[Member, ...]
    departments: tuple[Department, ...]
    ratings: tuple[Rating, ...]
    policies: tuple[Policy, ...]
    measure_columns: tuple[MeasureColumn, ...]
    wording: tuple[WordingRow, ...]
