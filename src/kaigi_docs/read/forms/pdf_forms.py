"""One form of a PDF from all that the file says of it: its fields, its pages and what was drawn on them."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any

from kaigi_docs.blocks import FieldKind
from kaigi_docs.findings import Location
from kaigi_docs.model.form_identity import NEUTRAL
from kaigi_docs.model.form_map import FIELD_NAME, FIELD_ORGANISATION, HEAD_FIELDS, FormField, FormMap
from kaigi_docs.model.returned_forms import Arrival, Doubt, FieldValue, ReturnedForm, UnreadAnswer, Way
from kaigi_docs.model.text import Text
from kaigi_docs.read.forms.pdf_copies import ID_FIELD, Copy, missing_pages
from kaigi_docs.read.forms.pdf_drawn import Drawn, Sheet, place_drawings, space_under
from kaigi_docs.read.forms.pdf_values import BY_TRUST, printed_value, squeezed, unknown_choice, values_of, without_start

HANDWRITING = "画面での手書き"
Picture = Callable[[int, FormField], bytes | None]
"""Of a space on a page of the file."""


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A file, and all that was found in it.

    Attributes:
        where: it lies.
        sha256: of its bytes.
        arrival: how it came.
        key: 様式鍵 of the meeting.
        pages: as the task form_printed gives them; empty where nobody had to look at them.
        drawings, sizes: as the task form_fields gives them.
        picture: of a space on a page.
        is_alone: whether the file holds one form only.
    """

    where: Location
    sha256: str
    arrival: Arrival
    key: str
    pages: Sequence[Mapping[str, Any]]
    drawings: Sequence[Mapping[str, Any]]
    sizes: Sequence[Sequence[float]]
    picture: Picture
    is_alone: bool


@dataclass(frozen=True, slots=True)
class CopyReading:
    """A form.

    Attributes:
        form: it.
        unread: what in it a person has to read.
        unplaced: pages with drawings that nobody could place.
        is_emptied: whether not even the name that we had filled in is left: a program took the fields away with what was in them.
    """

    form: ReturnedForm
    unread: tuple[UnreadAnswer, ...]
    unplaced: tuple[int, ...]
    is_emptied: bool


def with_beside(reading: CopyReading, text: Text) -> CopyReading:
    """The form with a text beside its answers."""
    return replace(reading, form=replace(reading.form, beside=(*reading.form.beside, text)))


def read_copy(copy: Copy, form: FormMap, file: PdfFile) -> CopyReading:
    """The form of a copy."""
    return _CopyReader(copy, form, file).read()


class _CopyReader:
    """Reads one form of a file."""

    def __init__(self, copy: Copy, form: FormMap, file: PdfFile) -> None:
        self._copy, self._form, self._file = copy, form, file
        self._page_in_file = {form_page: page for page, form_page in sorted(copy.pages.items(), reverse=True)}
        self._ink: list[tuple[FormField, bytes | None]] = []
        self._first: dict[str, FieldValue] = {}
        self._further: list[FieldValue] = []

    def read(self) -> CopyReading:
        self._take_printed()
        self._take_fields()
        self._take_nameless()
        drawn = self._drawn()
        values = drawn.values
        found = [values[each.id] for each in self._form.fields if each.id in values and each.id not in HEAD_FIELDS]
        missing = missing_pages(self._copy, self._form)
        name, organisation = (self._head(values, each) for each in (FIELD_NAME, FIELD_ORGANISATION))
        result = ReturnedForm(
            id=self._id,
            where=self._file.where if self._file.is_alone else replace(self._file.where, page=self._copy.first_page),
            way=Way.FIELDS if self._has_fields else Way.PRINTED,
            version=self._form.version,
            identity=self._copy.identity,
            genuineness=max((each.genuineness(self._file.key) for each in self._copy.ids), key=BY_TRUST.index),
            name=name,
            organisation=organisation,
            prefilled_name=next((each["default"] for each in self._copy.fields.get(FIELD_NAME, ())), ""),
            values=(*found, *self._further),
            beside=(*self._beside(values), *drawn.beside),
            missing_pages=missing,
            arrival=self._file.arrival,
        )
        is_emptied = not self._has_fields and not values and not self._ink and self._copy.identity.member != NEUTRAL
        return CopyReading(result, tuple(self._handwriting(drawn, result)), tuple(drawn.unnamed), is_emptied)

    @property
    def _id(self) -> str:
        if self._file.is_alone:
            return self._file.sha256[:12]
        return hashlib.sha256(f"{self._file.sha256}:{self._copy.first_page}".encode()).hexdigest()[:12]

    @property
    def _has_fields(self) -> bool:
        return any(name != ID_FIELD for name in self._copy.fields)

    def _place(self, page: int, label: str) -> Location:
        return Location(self._file.where.file, page=page or None, label=label or None)

    def _take_printed(self) -> None:
        """What stands in the boxes of its pages, where the file has no field for them."""
        for page, form_page in sorted(self._copy.pages.items()):
            if not form_page or page > len(self._file.pages):
                continue
            spaces = {each.id: each for each in self._form.fields if each.page == form_page and not self._fields_of(each)}
            for found in self._file.pages[page - 1]["values"]:
                space = spaces.get(found["field"])
                if space is None:
                    continue
                value = printed_value(found, self._place(page, space.label))
                if value is not None:
                    self._keep(value)
                elif found["ink"]:
                    self._ink.append((space, base64.b64decode(found["picture"]) or None))

    def _fields_of(self, space: FormField) -> list[Mapping[str, Any]]:
        names = (space.id, space.id.rpartition("/")[0])
        return [each for name in names for each in self._copy.fields.get(name, ())]

    def _take_fields(self) -> None:
        said = {name: [each for each in found if each["value"] or each["shown"]] for name, found in self._copy.fields.items()}
        filled = {name for name, found in said.items() if found}
        for space in (each for each in self._form.fields if each.id in filled or each.id.rpartition("/")[0] in filled):
            for value in values_of(space, said):
                page = next((page for each in self._fields_of(space) for page in each["pages"]), 0)
                where = self._place(self._page_in_file.get(space.page, page), space.label)
                picture = self._file.picture(where.page or 0, space) if value.doubts else None
                self._keep(replace(value, text=Text(value.text.value, where), picture=picture))

    def _take_nameless(self) -> None:
        """Ticks of boxes that lost the name of their group when files were joined: where they stand tells which they are."""
        sheets = self._sheets
        for each in self._copy.others:
            sheet = sheets.get(min(each["pages"], default=0))
            space = space_under(each["rect"], sheet, self._form) if sheet is not None and not each["name"] else None
            if space is not None and space.kind == FieldKind.MARK and each["shown"] and space.id not in self._first:
                where = self._place(min(each["pages"]), space.label)
                self._keep(FieldValue(field_id=space.id, text=Text("", where), doubts=(Doubt.UNSURE,)))

    @property
    def _sheets(self) -> dict[int, Sheet]:
        pages = ((page, form_page) for page, form_page in self._copy.pages.items() if form_page)
        return {page: Sheet(form_page, self._file.sizes[page - 1], self._fit(page)) for page, form_page in pages}

    def _keep(self, value: FieldValue) -> None:
        """The first value of a space; what else its fields say follows behind all others."""
        if value.field_id in self._first:
            self._further.append(value)
        else:
            self._first[value.field_id] = value

    def _drawn(self) -> Drawn:
        """With what was drawn on its pages."""
        sheets = self._sheets
        return place_drawings(
            [each for each in self._file.drawings if each["page"] in sheets],
            sheets,
            self._form,
            self._first,
            self._place,
            lambda space: self._file.picture(self._page_in_file.get(space.page, 0), space),
            seen=not self._has_fields,
        )

    def _fit(self, page: int) -> Sequence[float]:
        return self._file.pages[page - 1]["fit"] if page <= len(self._file.pages) else ()

    def _head(self, values: Mapping[str, FieldValue], space: str) -> Text:
        """What stands at the head; a damaged name is no name, but kept beside: the id tells whose form it is."""
        found = values.get(space)
        if found is None or _is_spoiled(found):
            return Text("")
        return Text(found.text.value.strip(), found.text.where)

    def _beside(self, values: Mapping[str, FieldValue]) -> Iterator[Text]:
        """Texts of fields that the form does not have, and what stands outside of the boxes.

        Organisation and name, which stand at the head of each page, are left out.
        """
        heads = tuple(self._heads(values))
        for each in self._copy.others:
            if each["value"].strip():
                yield Text(each["value"].strip(), self._place(min(each["pages"], default=0), each["name"]))
        yield from (value.text for space, value in self._first.items() if space in HEAD_FIELDS and _is_spoiled(value))
        for group, fields in self._copy.fields.items():
            for each in fields:
                if word := unknown_choice(self._form, group, each):
                    yield Text(word, self._place(min(each["pages"], default=0), group))
        for page in sorted(self._copy.pages):
            printed = self._file.pages[page - 1] if page <= len(self._file.pages) else {"beside": ""}
            lines = (reduce(without_start, heads, line) for line in printed["beside"].splitlines())
            text = "\n".join(line.strip() for line in lines if line.strip())
            if text:
                yield Text(text, self._place(page, "欄の外"))

    def _heads(self, values: Mapping[str, FieldValue]) -> Iterator[str]:
        """Organisation and name, without white space: as they were typed, and as we had filled them in."""
        spaces = (FIELD_ORGANISATION, FIELD_NAME)
        yield squeezed("".join(values[each].text.value for each in spaces if each in values))
        yield squeezed("".join(found["default"] for each in spaces for found in self._copy.fields.get(each, ())))

    def _handwriting(self, drawn: Drawn, form: ReturnedForm) -> Iterator[UnreadAnswer]:
        """What is written by hand in spaces: a person has to read it."""
        typed_over = drawn.values.keys()
        spaces = {space: picture for space, picture in self._ink if space.id not in typed_over}
        for each in drawn.handwriting:
            spaces.setdefault(each, self._file.picture(self._page_in_file.get(each.page, 0), each))
        if not spaces:
            return
        named = "\n".join(each.label for each in spaces)
        yield UnreadAnswer(
            id=hashlib.sha256(f"{form.id}:{named}".encode()).hexdigest()[:12],
            where=form.where,
            kind=HANDWRITING,
            why="次の欄に、文字として読み取れない書き込みがあります。ほかの欄は読みました。",
            text=named,
            identity=form.identity,
            pictures=tuple(each for each in spaces.values() if each is not None),
            arrival=form.arrival,
        )


def _is_spoiled(value: FieldValue) -> bool:
    return Doubt.UNEXPECTED in value.doubts or Doubt.DIFFERENT in value.doubts
