"""What the office's texts may name: placeholders of the 文面 sheet and values of the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from kaigi_docs.blocks import Block, List, ListItem, Note, Paragraph, ParagraphStyle, Run
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.japanese.wareki import CalendarYear, format_date
from kaigi_docs.model.meeting import WORDING_PLACES, Access, DeadlineRule, Edition, Material, Meeting, WordingRow
from kaigi_docs.model.numbering import Numbering
from kaigi_docs.model.text import Text
from kaigi_docs.model.titles import round_label, year_label
from kaigi_docs.wording import BlockSequence, Reference, UnknownReference, Value, fill_placeholders, run_of

WITHHELD = "非公開の資料"
"""What a withheld 資料 without a number is called, whose label would be its title."""

BLANK_NUMBER = "　　第　　　号"
BLANK_DAY = "　　日"
BLANK_DATE = f"令和　　年　　月{BLANK_DAY}"
ISSUED_BEFORE_DEADLINE = timedelta(days=14)
"""Papers are dated at least so long before the deadline; where that is the same year, the year is known before the day is."""

REFERENCE_KINDS = ("資料", "回答書", "議題")
DEADLINE_RULES = {DeadlineRule.ARRIVAL: "必着", DeadlineRule.POSTMARK: "消印有効"}


@dataclass(frozen=True, slots=True)
class WordingContext:
    """The meeting's values by the names that texts use.

    Attributes:
        pages: number of pages by material id; empty while it is not known.
        edition: for whom the packet is made.
    """

    meeting: Meeting
    numbering: Numbering
    pages: Mapping[str, int] = field(default_factory=dict)
    edition: Edition = Edition.MEMBERS

    def values(self) -> dict[str, str | Text]:
        """The plain placeholders, in the order in which messages list them."""
        meeting, secretariat = self.meeting, self.meeting.secretariat
        return {
            "会議名": meeting.name,
            "回": self.round_label(),
            "年度": self.year_label(),
            "前年度": self.year_label(-1),
            "次年度": self.year_label(1),
            "締切": self.deadline(),
            "締切の扱い": DEADLINE_RULES[meeting.dispatch.deadline_rule],
            "発行日": self.issued(),
            "発送日": self.sent(),
            "計画名": meeting.plan_name,
            "調査票の締切": self.inquiry_due(),
            "調査票の提出先": self.return_to(),
            "確認依頼の締切": self.follow_up_due(meeting.inquiry.query_due),
            "再依頼の締切": self.follow_up_due(meeting.inquiry.reminder_due),
            "発信者": meeting.sender,
            "事務局名": secretariat.name,
            "担当者": secretariat.contact,
            "電話": secretariat.phone,
            "FAX": secretariat.fax,
            "メール": secretariat.mail,
        }

    def issued(self) -> str:
        """The date of the papers; while it is still to come, as much of it as is known: 「令和４年８月　　日」."""
        day = self.meeting.issue_date
        return format_date(day, self.meeting.style.digits) if day is not None else self._open_date()

    def sent(self) -> str:
        """The day on which the papers leave; while it is still to come, as much of it as is known."""
        day = self.meeting.dispatch.sent_on
        return format_date(day, self.meeting.style.digits) if day is not None else self._open_date()

    def _open_date(self) -> str:
        """A date whose day is still to be filled in: the month of 発送日, else the year in which the papers must leave."""
        sent_on, digits = self.meeting.dispatch.sent_on, self.meeting.style.digits
        if sent_on is not None:
            return f"{CalendarYear.of(sent_on).label(digits)}{format_number(sent_on.month, digits)}月{BLANK_DAY}"
        latest = self.meeting.deadline - ISSUED_BEFORE_DEADLINE
        is_known = "締切" not in self.meeting.as_typed and latest.year == self.meeting.deadline.year
        return f"{CalendarYear.of(latest).label(digits) if is_known else '令和　　年'}　　月{BLANK_DAY}"

    def document_number(self) -> Text:
        """文書番号, or its line to be filled in; empty where the papers get none."""
        meeting = self.meeting
        return meeting.document_no or Text(BLANK_NUMBER if meeting.numbered else "")

    def deadline(self) -> Text:
        """The deadline with its weekday."""
        meeting = self.meeting
        shown = Text(format_date(meeting.deadline, meeting.style.digits, weekday=True), meeting.deadline_where)
        return meeting.as_typed.get("締切", shown)

    def inquiry_due(self) -> Text:
        """Until when departments send their 調査票 back, with the weekday; empty where nobody is asked."""
        due, where = self.meeting.inquiry.due, self.meeting.inquiry.due_where
        return Text(format_date(due, self.meeting.style.digits, weekday=True) if due is not None else "", where)

    def follow_up_due(self, due: date | None) -> str:
        """A deadline of 確認依頼 or 再依頼 with the weekday; while it is still to come, room for it."""
        return format_date(due, self.meeting.style.digits, weekday=True) if due is not None else BLANK_DATE

    def return_to(self) -> Text:
        """Where departments send them: 調査票の提出先, else the mail address of the 事務局."""
        return self.meeting.inquiry.return_to or self.meeting.secretariat.mail

    def round_label(self) -> str:
        """「第１回」 in the office's digits."""
        return round_label(self.meeting)

    def year_label(self, later: int = 0) -> str:
        """「令和４年度」, the year of the meeting, or one some years later."""
        return year_label(self.meeting, later)

    def full_title(self) -> tuple[Run, ...]:
        """「令和４年度　第１回　○○協議会」."""
        name, typed = self.meeting.name, self.meeting.as_typed
        unread = typed.get("回") or typed.get("年度")
        number = Run(f"{self.year_label()}　{self.round_label()}　", source=unread.where if unread is not None else None)
        return (number, Run(name.value, source=name.where))

    def resolve(self, name: str) -> str | Text | Reference | None:
        """The value of a placeholder, or None.

        Raises:
            UnknownReference: it cites a 資料, a question or an item that the settings book does not have.
        """
        kind, colon, cited = name.replace("：", ":").partition(":")
        if colon and kind in REFERENCE_KINDS:
            return self.reference(kind, cited.strip())
        return self.values().get(name)

    def reference(self, kind: str, cited: str) -> Reference:
        """The printed number of a 資料, an answer box or an item, with its anchor.

        Raises:
            UnknownReference: there is no such id.
        """
        labels = {"資料": self.numbering.materials, "回答書": self.numbering.answers, "議題": self.numbering.items}[kind]
        if cited not in labels:
            raise UnknownReference(f"〔{kind}:{cited}〕が指すものがありません。使えるID: {'、'.join(labels) or 'なし'}。")
        return self.citation(cited) if kind == "資料" else Reference(labels[cited], f"#{cited}")

    def cite(self, material_id: str) -> Run:
        """The printed number of a 資料 with its link; 「資料３（非公開）」 of one that is withheld, or only that it is."""
        return run_of(self.citation(material_id), Run("", strong=True))

    def is_withheld(self, material: Material) -> bool:
        """Whether this edition leaves a 資料 out."""
        return self.edition is Edition.PUBLIC and material.access is Access.MEMBERS

    def citation(self, material_id: str) -> Reference:
        """The same as `cite` for texts: number and link."""
        label = self.numbering.materials[material_id]
        withheld = next((each for each in self.meeting.materials if each.id == material_id and self.is_withheld(each)), None)
        if withheld is None:
            return Reference(label, f"#{material_id}")
        return Reference(f"{label}（非公開）" if withheld.no else WITHHELD, "")

    def placeholder_names(self) -> tuple[str, ...]:
        """All names that a text may use, ids included."""
        numbering = self.numbering
        return (
            *self.values(),
            *(f"資料:{material_id}" for material_id in numbering.materials),
            *(f"回答書:{question_id}" for question_id in numbering.answers),
            *(f"議題:{item_id}" for item_id in numbering.items),
        )

    def rows(self, place: str, findings: Findings) -> BlockSequence:
        """The office's own paragraphs for a place of the packet, placeholders filled."""
        names = self.placeholder_names()
        blocks: list[Block] = []
        for row in self.meeting.wording:
            if row.place == place:
                _append_row(blocks, row, fill_placeholders(row.text, self.resolve, names, findings))
        return BlockSequence(tuple(blocks))

    def template_values(self, findings: Findings) -> dict[str, Value | Callable[..., Value | bool]]:
        """The names that every template may use."""

        def wording_at(place: str) -> BlockSequence:
            if place not in WORDING_PLACES:
                raise UnknownReference(f"文面の場所「{place}」はありません。使えるもの: {'、'.join(WORDING_PLACES)}。")
            return self.rows(WORDING_PLACES[place], findings)

        def is_worded(place: str) -> bool:
            return any(row.place == WORDING_PLACES.get(place) for row in self.meeting.wording)

        return {
            **self.values(),
            "文面": wording_at,
            "文面がある": is_worded,
            "資料": lambda cited: self.reference("資料", cited),
            "回答書": lambda cited: self.reference("回答書", cited),
            "議題": lambda cited: self.reference("議題", cited),
        }


def _append_row(blocks: list[Block], row: WordingRow, runs: tuple[Run, ...]) -> None:
    if row.form == "note":
        blocks.append(Note("※", runs))
    elif row.form == "bullet":
        item = ListItem("・", (Paragraph(runs, ParagraphStyle.PLAIN),))
        if blocks and isinstance(blocks[-1], List):
            blocks[-1] = List((*blocks[-1].items, item))
        else:
            blocks.append(List((item,)))
    else:
        blocks.append(Paragraph(runs))
