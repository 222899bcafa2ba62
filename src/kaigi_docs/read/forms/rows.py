"""An answered form as a row of a table: cells become values of answer spaces; what does not fit is told and kept beside."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time

from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.moments import parse_moment
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.quoting import did_you_mean, listed
from kaigi_docs.model.form_map import FormMap, FormQuestion
from kaigi_docs.model.meeting import Member
from kaigi_docs.model.returned_forms import Arrival, FieldValue, ReturnedForm, Way
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import ERROR_VALUES, cell_text, nearest, normalised_id
from kaigi_docs.read.forms.marking import choices_named, says_yes
from kaigi_docs.read.grid import GridCell


@dataclass
class AnswerRow:
    """What is gathered of one row.

    Attributes:
        form: the version that it answers.
        where: its first filled cell.
        findings: grow.
        marked, texts: by answer space.
        beside: what fits no space.
        words: everything that was read, for the id.
    """

    form: FormMap
    where: Location
    findings: Findings
    member_id: str = ""
    name: Text = Text("")
    organisation: Text = Text("")
    arrival: Arrival = field(default_factory=Arrival)
    marked: dict[str, Location] = field(default_factory=dict)
    texts: dict[str, Text] = field(default_factory=dict)
    beside: list[Text] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    @property
    def has_answers(self) -> bool:
        """Whether any answer stands in it, also one that fits no space."""
        return bool(self.marked or self.texts or self.beside)

    def text_of(self, cell: GridCell, place: Location) -> Text:
        """The text of a cell; of a formula without result, or with an error for one, it is told and empty."""
        text = cell_text(cell.value)
        self.words.append(f"{place.label}\x1f{text}")
        if cell.formula and not text:
            hint = "Excel で開いて保存するか、値を入力してください。"
            self.findings.error("formula-without-value", place, "計算式に計算結果がありません。", hint)
        elif text.strip() in ERROR_VALUES:
            self.findings.error("formula-error", place, f"「{text}」（計算の誤り）になっています。", "値を入れ直してください。")
            text = ""
        return Text(text, place)

    def take_member(self, typed: Text, members: tuple[Member, ...]) -> None:
        """The member that was chosen, by id or by 「C01　氏名」; anything else is a name as typed."""
        known = {each.id: each for each in members}
        first = typed.value.split()[0] if typed.value.split() else ""
        found = known.get(normalised_id(first))
        rest = typed.value.strip()[len(first) :]
        if found is not None and (not rest.strip() or fold_name(rest) == fold_name(found.name.value)):
            self.member_id = found.id
        else:
            self.name = typed

    def take_moment(self, cell: GridCell, place: Location) -> None:
        """When it came; what is no time is told: date-invalid."""
        text = self.text_of(cell, place)
        try:
            moment, day_only = _moment(cell, text.value)
        except ValueError as fault:
            self.findings.error("date-invalid", place, str(fault), "セルを直してください。")
            return
        self.arrival = replace(self.arrival, received=moment, day_only=day_only)

    def take_choice(self, question: FormQuestion, stem: str, typed: Text) -> None:
        """The choices that a cell names; what is none of them is told (choice-unknown) and kept beside."""
        numbers = choices_named(question, typed.value)
        if numbers is None:
            self._report_unknown(question.choices, typed)
            return
        for number in numbers:
            self.marked[f"{stem}/choice/{number}"] = typed.where or self.where

    def take_mark(self, space: str, typed: Text) -> None:
        """A sign in the column of one choice."""
        if says_yes(typed.value):
            self.marked[space] = typed.where or self.where
        else:
            self._report_unknown(("○",), typed)

    def take_text(self, space: str, typed: Text) -> None:
        """What was written."""
        self.texts[space] = typed

    def _report_unknown(self, known: tuple[str, ...], typed: Text) -> None:
        message = f"「{typed.value.strip()[:30]}」は選択肢にありません。使えるのは{listed(known)}です。"
        hint = f"{did_you_mean(nearest(typed.value, known))}違うときは、欄の外に書かれたこととして扱います。"
        self.findings.error("choice-unknown", typed.where, message, hint)
        self.beside.append(typed)

    def returned(self, way: Way, seen: dict[str, int]) -> ReturnedForm:
        """The form; its id follows from what was typed, so that sorting rows changes nothing.

        Args:
            way: how it came.
            seen: how often each content was there already; grows.
        """
        content = "\x1e".join(sorted(self.words))
        seen[content] = seen.get(content, 0) + 1
        digest = hashlib.sha256(f"{self.form.version}\x1d{content}\x1d{seen[content]}".encode("utf-8", "surrogatepass"))
        values = [self._value(each.id) for each in self.form.fields if each.id in self.marked or each.id in self.texts]
        known = {each.id for each in self.form.fields}
        values += [FieldValue(field_id=space, text=text) for space, text in self.texts.items() if space not in known]
        return ReturnedForm(
            id=digest.hexdigest()[:12],
            where=self.where,
            way=way,
            version=self.form.version,
            member_id=self.member_id,
            name=self.name,
            organisation=self.organisation,
            values=tuple(values),
            beside=tuple(self.beside),
            arrival=self.arrival,
        )

    def _value(self, space: str) -> FieldValue:
        if space in self.marked:
            return FieldValue(field_id=space, text=Text("", self.marked[space]), marked=True)
        return FieldValue(field_id=space, text=self.texts[space])


def _moment(cell: GridCell, text: str) -> tuple[datetime, bool]:
    """The time in a cell, and whether it is only a day.

    Raises:
        ValueError: it is none.
    """
    if isinstance(cell.value, datetime):
        return cell.value.replace(tzinfo=None), False
    if isinstance(cell.value, date):
        return datetime.combine(cell.value, time()), True
    return parse_moment(text)
