"""What the office's texts may name: placeholders of the 文面 sheet and values of the templates."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from kaigi_docs.blocks import Block, List, ListItem, Note, Paragraph, ParagraphStyle, Run
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import format_number
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.meeting import Meeting, WordingRow
from kaigi_docs.model.numbering import Numbering
from kaigi_docs.model.text import Text
from kaigi_docs.wording import BlockSequence, Reference, UnknownReference, Value, fill_placeholders

REFERENCE_KINDS = ("資料", "回答書", "議題")
PLACES = {"はじめに": "opening", "おわりに": "closing", "回答書のはじめに": "form_intro"}


@dataclass(frozen=True, slots=True)
class WordingContext:
    """The meeting's values by the names that texts use.

    Attributes:
        pages: number of pages by material id; empty while it is not known.
    """

    meeting: Meeting
    numbering: Numbering
    pages: Mapping[str, int] = field(default_factory=dict)

    def values(self) -> dict[str, str | Text]:
        """The plain placeholders, in the order in which messages list them."""
        meeting = self.meeting
        digits = meeting.style.digits
        year = meeting.fiscal_year
        issued = format_date(meeting.issue_date, digits) if meeting.issue_date is not None else "令和　　年　　月　　日"
        return {
            "会議名": meeting.name,
            "回": self.round_label(),
            "年度": year.label(digits),
            "前年度": year.previous.label(digits),
            "次年度": year.next.label(digits),
            "締切": format_date(meeting.deadline, digits, weekday=True),
            "発行日": issued,
            "計画名": meeting.plan_name,
            "事務局名": meeting.secretariat.name,
        }

    def round_label(self) -> str:
        """「第１回」 in the office's digits."""
        return f"第{format_number(self.meeting.round, self.meeting.style.digits)}回"

    def full_title(self) -> tuple[Run, ...]:
        """「令和４年度　第１回　○○協議会」."""
        year = self.meeting.fiscal_year.label(self.meeting.style.digits)
        name = self.meeting.name
        return (Run(f"{year}　{self.round_label()}　"), Run(name.value, source=name.where))

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
        return Reference(labels[cited], f"#{cited}")

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
            if place not in PLACES:
                raise UnknownReference(f"文面の場所「{place}」はありません。使えるもの: {'、'.join(PLACES)}。")
            return self.rows(PLACES[place], findings)

        def is_worded(place: str) -> bool:
            return any(row.place == PLACES.get(place) for row in self.meeting.wording)

        return {
            **self.values(),
            "文面": wording_at,
            "文面がある": is_worded,
            "電話": self.meeting.secretariat.phone,
            "メール": self.meeting.secretariat.mail,
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
