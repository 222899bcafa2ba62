"""A meeting held in writing, as its settings book describes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from kaigi_docs.blocks import Paper
from kaigi_docs.findings import Location
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.labels import USUAL_LABEL_SHEET, LabelSheet
from kaigi_docs.model.content_rules import DEFAULT_RULES, ContentRule
from kaigi_docs.model.online import OnlineColumn
from kaigi_docs.model.rounds import Recusal, Round
from kaigi_docs.model.text import Text


class AgendaKind(StrEnum):
    """What members do with an item: 報告事項 are never voted on, 協議事項 ask for opinions, 議案 for votes."""

    REPORT = "report"
    DISCUSSION = "discussion"
    MOTION = "motion"
    OTHER = "other"


class MaterialKind(StrEnum):
    """What builds a 資料."""

    DISPATCH_LETTER = "dispatch_letter"  # 送付文書
    COVER_LETTER = "cover_letter"  # まずはこちらをお読みください
    MATERIAL_LIST = "material_list"  # 配布資料一覧
    AGENDA = "agenda"  # 次第
    ROSTER = "roster"  # 委員名簿
    MOTIONS = "motions"  # 議案書
    STATISTICS = "statistics"  # 統計
    MEASURES = "measures"  # 事業の表
    INDICATORS = "indicators"  # 評価指標
    SCHEDULE = "schedule"  # スケジュール
    ATTACHMENT = "attachment"  # ほかで作った PDF
    RESPONSE_FORM = "response_form"  # 回答書


class Access(StrEnum):
    """Who may see a 資料."""

    PUBLIC = "public"
    MEMBERS = "members"


class Edition(StrEnum):
    """For whom a packet is made."""

    MEMBERS = "members"
    PUBLIC = "public"  # 資料 for members only are left out, and cited as 「資料３（非公開）」
    LARGE = "large"  # for members who need large print: the same 資料 in type of 18 points and more
    DRAFT = "draft"  # for the office itself, faults and all: 「案」 on every page


class Sides(StrEnum):
    """How sheets are printed."""

    BOTH = "both"
    ONE = "one"


class Staple(StrEnum):
    """How the copies of a 資料 are held together."""

    CORNER = "corner"  # 左上１か所
    SIDE = "side"  # 左２か所
    NONE = "none"


class Addressing(StrEnum):
    """To whom the 送付文書 is addressed."""

    ALL = "all"  # 委員各位
    EACH = "each"  # one sheet a member


class DeadlineRule(StrEnum):
    """What must have happened by the deadline."""

    ARRIVAL = "arrival"  # 必着
    POSTMARK = "postmark"  # 消印有効


class Route(StrEnum):
    """By which way papers go to a member, or an answer comes back."""

    POST = "post"
    MAIL = "mail"
    FAX = "fax"
    HAND = "hand"  # 持参・手渡し
    INTERNAL = "internal"  # 庁内便


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
        honorific_in_roster: whether the 委員名簿 prints it too.
    """

    item_glyphs: tuple[str, ...] = ("１", "⑴", "①")
    digits: DigitWidth = DigitWidth.ONE_FULL
    pages: PageNumbering = PageNumbering.PER_MATERIAL
    years: YearOrder = YearOrder.NEWEST_FIRST
    honorific: Text = Text("様")
    honorific_in_roster: bool = False


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
    """A member of the committee (委員).

    Attributes:
        role: 会長, 副会長 …; empty for others.
        term: 任期 as printed.
        sent_by, answers_by: the ways out and back.
        large_print: whether the member gets large print.
        other_names: former family names and other spellings under which the member may sign.
        predecessors: names of those who held this seat earlier and may have got its form.
        proxies: names of those who may answer for the member.
        votes: whether the member has a vote (議決権).
    """

    id: str
    category: Text = Text("")
    organisation: Text = Text("")
    post: Text = Text("")
    name: Text
    reading: Text = Text("")
    role: Text = Text("")
    term: Text = Text("")
    postal_code: Text = Text("")
    address: Text = Text("")
    sent_by: Route = Route.POST
    answers_by: Route = Route.POST
    large_print: bool = False
    other_names: tuple[str, ...] = ()
    predecessors: tuple[str, ...] = ()
    proxies: tuple[str, ...] = ()
    votes: bool = True
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
class Reorganization:
    """A department that became another one (組織改編).

    Attributes:
        former: its name before.
        former_id: its id before, as sheets that went out bear it; "" where it kept its id or had none.
        department_id: of the 課 that answers now.
    """

    former: Text
    former_id: str = ""
    department_id: str
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
        asked: whether departments are asked for it (照会); of a column with years for the newest of them.
        length_hint: characters that an answer of a department should keep to, or None.
    """

    key: str
    heading: Text
    kind: ColumnKind
    scale: str = ""
    materials: tuple[str, ...] = ()
    years: tuple[FiscalYear, ...] = ()
    width_mm: float | None = None
    asked: bool = True
    length_hint: int | None = None
    where: Location | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintOrder:
    """How the copies of a 資料 are made.

    Attributes:
        copies: how many, or None for one a member and the spare ones.
        separate: whether it is a print job of its own, as A3 sheets are unless the office says otherwise.
    """

    copies: int | None = None
    sides: Sides = Sides.BOTH
    colour: bool = False
    staple: Staple = Staple.CORNER
    separate: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispatch:
    """How the packet is sent.

    Attributes:
        sent_on: 発送日, else 発行日; None while drafting.
        addressing: to whom the 送付文書 is addressed.
        subject: 件名 of the 送付文書; empty for the usual one.
        seal: words below the sender, 「公印省略」; empty for none.
        deadline_rule: what must have happened by the deadline.
        replaced_on: date of the pages that are exchanged after mailing (差替え日).
        spare_copies: copies beside those of the members.
        label_sheet: the sheet of address labels.
        first_label: the first label that is still free on a sheet already begun, from 1.
        label_frames: whether the edges of the labels are printed, to try them on plain paper.
        envelope: on which the address for the answer is printed.
        names_blank_pages: whether a blank back page of the print jobs says that it is one.
    """

    sent_on: date | None = None
    addressing: Addressing = Addressing.ALL
    subject: Text = Text("")
    seal: Text = Text("公印省略")
    deadline_rule: DeadlineRule = DeadlineRule.ARRIVAL
    replaced_on: date | None = None
    spare_copies: int = 0
    label_sheet: LabelSheet = USUAL_LABEL_SHEET
    first_label: int = 1
    label_frames: bool = False
    envelope: Paper = Paper.LONG_3
    names_blank_pages: bool = False


FOLLOW_UP_NO = "事務連絡"
"""Stands on letters between 課 that have no number of their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inquiry:
    """How departments are asked for their answers (照会).

    Attributes:
        issued_on: 照会日; None while drafting.
        document_no: 照会の文書番号; empty while drafting.
        numbered: whether the letter gets a number at all (「なし」).
        sender: 照会の発信者; empty for the 事務局.
        subject: 照会の件名; empty for the usual one.
        due: 調査票の締切; None where nobody is asked.
        due_where: its cell, filled or not.
        query_on: 確認依頼日, date of the letters that ask departments about their answers; None while drafting.
        query_due: 確認依頼の締切.
        reminded_on: 再依頼日, date of the letters to departments that did not answer; None while drafting.
        reminder_due: 再依頼の締切.
        follow_up_no: printed where those letters have their number: 「事務連絡」; empty for nothing (「なし」).
        return_to: 調査票の提出先; empty for the 事務局's メール.
    """

    issued_on: date | None = None
    document_no: Text = Text("")
    numbered: bool = True
    sender: Text = Text("")
    subject: Text = Text("")
    due: date | None = None
    due_where: Location | None = None
    query_on: date | None = None
    query_due: date | None = None
    reminded_on: date | None = None
    reminder_due: date | None = None
    follow_up_no: Text = Text(FOLLOW_UP_NO)
    return_to: Text = Text("")

    @property
    def is_draft(self) -> bool:
        """Whether number or date of the letter are still to come."""
        return self.issued_on is None or (self.numbered and not self.document_no)


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberFollowUp:
    """What members get after their answers were due, and what departments are asked then.

    Attributes:
        reminded_on, reminder_due: date and deadline of the 再依頼 to members who did not answer.
        reported_on: date of the 結果報告.
        views_asked_on, views_due: date and deadline of the letters that ask departments what they say to opinions.
        names_in_opinions: whether the 意見集約 for members names who wrote an opinion; the public one never does.
    """

    reminded_on: date | None = None
    reminder_due: date | None = None
    reported_on: date | None = None
    views_asked_on: date | None = None
    views_due: date | None = None
    names_in_opinions: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """A part of the packet.

    Attributes:
        no: 資料番号 as text ("2-1"), empty for parts without one (letter, form).
        title: printed title.
        withheld_reason: why a 資料 for members only is not published.
        handling: further marks of every page: 取扱注意, 要返却.
        measures_of: for MEASURES: whose measures it shows.
        policy_ids: for MEASURES: the policies that it shows, with all below them; empty means all.
        grouped: for MEASURES: whether rows stand under their policies.
        file: for ATTACHMENT: name of the PDF in 添付/.
        alt_text: for ATTACHMENT: what its pages show, for those who cannot see them.
        print: how its copies are made.
    """

    id: str
    no: str
    kind: MaterialKind
    title: Text
    access: Access = Access.PUBLIC
    paper: Paper = Paper.A4
    landscape: bool = False
    withheld_reason: Text = Text("")
    handling: tuple[str, ...] = ()
    measures_of: MeasureScope | None = None
    policy_ids: tuple[str, ...] = ()
    grouped: bool = True
    file: Text = Text("")
    alt_text: Text = Text("")
    print: PrintOrder = PrintOrder()
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
        form_id: the 回答書 that asks it; empty means the first one.
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
    form_id: str = ""
    where: Location | None = None


MOTION_PLACE = "motion:"

WORDING_PLACES = {
    "はじめに": "opening",
    "おわりに": "closing",
    "回答書のはじめに": "form_intro",
    "送付文書": "dispatch_body",
    "送付文書の記": "dispatch_items",
    "配布資料一覧": "material_list",
    "照会文": "request_body",
    "照会文の記": "request_items",
    "確認依頼": "query_body",
    "再依頼": "reminder_body",
    "委員への再依頼": "form_reminder_body",
    "結果報告": "result_body",
    "会議録": "minutes_opening",
    "意見の照会": "opinion_request_body",
}
"""What the 文面 sheet calls the places of the packet, and what they are called here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingRow:
    """A paragraph of an office's own text (文面).

    Attributes:
        place: one of WORDING_PLACES, the id of the agenda item that it is about, MOTION_PLACE and such an id for the text of the
            議案書, or the id of the form that it introduces.
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
        numbered: whether the papers get a 文書番号 at all (文書番号 「なし」).
        sender: 発信者.
        inquiry: how departments are asked.
        reorganizations: former departments; where one became one, its name is also among the variants of the new one.
        content_rules: by which answers of departments are looked through.
        form_key: 様式鍵, from which the codes of form ids are made; "" for none.
        rounds: as the settings book has them; empty where members are asked once.
        round_id: of the present round; "" where there are none.
        recusals: who takes no part in which vote.
        online_columns: what the columns of online forms mean.
        follow_up: letters to members after the deadline, and how their opinions are printed.
        as_typed: what stands in the cells of 回, 締切 and 年度 that cannot be read, by header; only in a draft, which prints this
            instead of the value.
    """

    id: str
    name: Text
    round: int
    fiscal_year: FiscalYear
    deadline: date
    deadline_where: Location | None
    issue_date: date | None
    document_no: Text
    numbered: bool = True
    sender: Text
    plan_name: Text
    dispatch: Dispatch = Dispatch()
    inquiry: Inquiry = Inquiry()
    secretariat: Secretariat
    style: HouseStyle
    agenda: tuple[AgendaItem, ...]
    materials: tuple[Material, ...]
    questions: tuple[Question, ...]
    members: tuple[Member, ...]
    departments: tuple[Department, ...]
    reorganizations: tuple[Reorganization, ...] = ()
    ratings: tuple[Rating, ...]
    policies: tuple[Policy, ...]
    measure_columns: tuple[MeasureColumn, ...]
    content_rules: tuple[ContentRule, ...] = DEFAULT_RULES
    form_key: str = ""
    rounds: tuple[Round, ...] = ()
    round_id: str = ""
    recusals: tuple[Recusal, ...] = ()
    online_columns: tuple[OnlineColumn, ...] = ()
    follow_up: MemberFollowUp = MemberFollowUp()
    wording: tuple[WordingRow, ...]
    as_typed: Mapping[str, Text] = field(default_factory=dict)

    @property
    def identity(self) -> str:
        """What makes it this meeting and no other, whatever its folder is called: name, year and number."""
        return f"{self.name.value.strip()} {self.fiscal_year.year} {self.round}"

    @property
    def asking(self) -> Round:
        """The present round; where there are none, one of all forms with the meeting's own deadline."""
        named = next((each for each in self.rounds if each.id == self.round_id), None)
        return named or self._only_round

    @property
    def _only_round(self) -> Round:
        forms = tuple(each.id for each in self.materials if each.kind is MaterialKind.RESPONSE_FORM)
        return Round(form_ids=forms, deadline=self.deadline, deadline_where=self.deadline_where, sent_on=self.dispatch.sent_on)

    @property
    def is_draft(self) -> bool:
        """Whether number or date are still to come: what was approved becomes what is mailed when both cells are filled."""
        return self.issue_date is None or (self.numbered and not self.document_no)
