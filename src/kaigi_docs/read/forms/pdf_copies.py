"""Whose form each page and field of a PDF belongs to: one file may hold the forms of several members, and pages in any order.

Programs that join files give fields of the second one other names (qpdf: 「Q1/text+1」, pdftk: 「1.Q1/text」), the same names
(pypdf), or leave them on the pages without naming them in the form (pikepdf, pdfium). So the printed id of a page tells whose it
is; where there is none, the hidden field with the id does.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.form_identity import FormIdentity, parse_identity
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.forms.pdf_values import names_of

ID_FIELD = "kaigi/id"
_RENAMED = re.compile(r"(?:[^/]*\.)?(?P<name>.+?)(?:[+_# -]\d+)?")
_NOWHERE = 0

Field = Mapping[str, Any]
_Key = tuple[str, str, str, int]
"""Meeting, version and member of an id, and the how manyth copy of that form it is."""


@dataclass(slots=True)
class Copy:
    """One form in a file.

    Attributes:
        identity: whose and which, without a page.
        ids: every id that says so, with its page.
        pages: the page of the form by the page of the file; 0 where it is not printed.
        fields: by the name that they have in the form.
        others: fields that the form does not have.
    """

    identity: FormIdentity
    ids: list[FormIdentity] = field(default_factory=list)
    pages: dict[int, int] = field(default_factory=dict)
    fields: dict[str, list[Field]] = field(default_factory=dict)
    others: list[Field] = field(default_factory=list)

    @property
    def all_fields(self) -> Iterator[Field]:
        """Those of the form and the others."""
        for each in self.fields.values():
            yield from each
        yield from self.others

    def is_of(self, identity: FormIdentity) -> bool:
        """Whether an id says the same as that of the form, its page apart."""
        return _key(identity, 0) == _key(self.identity, 0)

    @property
    def first_page(self) -> int:
        """Where it begins in the file."""
        return min(self.pages, default=1)


def plain_copy(fields: Sequence[Field], pages: int, known: KnownForms) -> Copy | None:
    """The only form of a file, as it was sent out and filled in; None where anything else was done to it.

    Args:
        fields: of the file.
        pages: their number.
        known: form versions.
    """
    by_name = {each["name"]: each for each in fields}
    identity = parse_identity(by_name.get(ID_FIELD, {}).get("value", ""))
    form = known.by_code(identity.version) if identity is not None else None
    if identity is None or form is None or len(by_name) != len(fields) or form.pages != pages:
        return None
    of_page = {each.id: each.page for each in form.fields}
    for space, page in of_page.items():
        found = by_name.get(space) or by_name.get(space.rpartition("/")[0])
        if found is None or page not in found["pages"] or not found["listed"]:
            return None
    names = {ID_FIELD, *names_of(form)}
    return Copy(
        identity=identity,
        ids=[identity],
        pages={page: page for page in range(1, pages + 1)},
        fields={name: [each] for name, each in by_name.items() if name in names},
        others=[each for name, each in by_name.items() if name not in names],
    )


def copies_of(
    fields: Sequence[Field], printed: Mapping[int, FormIdentity], in_properties: FormIdentity | None, known: KnownForms
) -> tuple[list[Copy], list[Field]]:
    """The forms of a file in the order of their pages, and the fields that belong to none.

    Args:
        fields: of the file.
        printed: the id that stands on a page, by its number in the file.
        in_properties: the id in the properties of the file.
        known: form versions.
    """
    maps = (known.by_code(each.version) for each in _all_ids(fields, printed, in_properties))
    names = {ID_FIELD, *(name for form in maps if form is not None for name in names_of(form))}
    sorter = _Sorter(names)
    sorter.take_printed(printed)
    sorter.take_id_fields([each for each in fields if sorter.name_of(each) == ID_FIELD])
    if not sorter.copies and in_properties is not None:
        sorter.copies[_key(in_properties, 0)] = Copy(replace(in_properties, page=_NOWHERE), [in_properties])
    left = [each for each in fields if not sorter.take(each)]
    return sorted(sorter.copies.values(), key=lambda each: each.first_page), left


def _all_ids(
    fields: Iterable[Field], printed: Mapping[int, FormIdentity], in_properties: FormIdentity | None
) -> Iterator[FormIdentity]:
    yield from printed.values()
    yield from (identity for each in fields if (identity := parse_identity(each["value"])) is not None)
    if in_properties is not None:
        yield in_properties


def _key(identity: FormIdentity, copy: int) -> _Key:
    return identity.meeting, identity.version, identity.member, copy


class _Sorter:
    """Puts pages and fields to their forms."""

    def __init__(self, names: set[str]) -> None:
        self.copies: dict[_Key, Copy] = {}
        self._names = names
        self._begins: dict[int, Copy] = {}
        self._count: dict[str, int] = {}

    def name_of(self, found: Field) -> str:
        """The name that a field has in the form, "" for one of another origin."""
        if found["name"] in self._names:
            return str(found["name"])
        match = _RENAMED.fullmatch(found["name"])
        return match["name"] if match is not None and match["name"] in self._names else ""

    def take_printed(self, printed: Mapping[int, FormIdentity]) -> None:
        """Pages with an id: the nth time that a page of a form occurs, it is that of the nth copy."""
        seen: dict[FormIdentity, int] = {}
        for page, identity in sorted(printed.items()):
            copy = seen.get(identity, 0)
            seen[identity] = copy + 1
            self._add(identity, copy, page)

    def take_id_fields(self, fields: Sequence[Field]) -> None:
        """Hidden fields with an id: each belongs to the form of its page, else of its member, else it is a form of its own."""
        for found in fields:
            identity = parse_identity(found["value"])
            if identity is None:
                continue
            page = min(found["pages"], default=_NOWHERE)
            copy = self._of_page(page) if page in self._pages() else self._without_field(identity)
            if copy is None:
                copy = self._add(identity, self._next(identity), page)
            copy.ids.append(identity)
            copy.fields.setdefault(ID_FIELD, []).append(found)

    def take(self, found: Field) -> bool:
        """Puts a field to its form; False where there is none."""
        name = self.name_of(found)
        if name == ID_FIELD:
            return True
        copies = {id(copy): copy for page in found["pages"] if (copy := self._of_page(page)) is not None}
        if not found["pages"] and self.copies:
            ordered = sorted(self.copies.values(), key=lambda each: each.first_page)
            at = min(self._count.get(name, 0), len(ordered) - 1)
            copies = {0: ordered[at]}
        self._count[name] = self._count.get(name, 0) + 1
        for copy in copies.values():
            if name:
                copy.fields.setdefault(name, []).append(found)
            else:
                copy.others.append(found)
        return bool(copies)

    def _add(self, identity: FormIdentity, number: int, page: int) -> Copy:
        copy = self.copies.setdefault(_key(identity, number), Copy(replace(identity, page=_NOWHERE)))
        if page:
            copy.pages[page] = identity.page
            self._begins[page] = copy
        if identity.page:
            copy.ids.append(identity)
        return copy

    def _pages(self) -> set[int]:
        return {page for copy in self.copies.values() for page in copy.pages}

    def _of_page(self, page: int) -> Copy | None:
        """The form that a page belongs to: its own, else the one that began before it, else the first."""
        begun = [start for start in self._begins if start <= page]
        if begun:
            return self._begins[max(begun)]
        return next(iter(self.copies.values()), None)

    def _without_field(self, identity: FormIdentity) -> Copy | None:
        of_member = (copy for key, copy in self.copies.items() if key[:3] == _key(identity, 0)[:3])
        return next((copy for copy in of_member if ID_FIELD not in copy.fields), None)

    def _next(self, identity: FormIdentity) -> int:
        return sum(key[:3] == _key(identity, 0)[:3] for key in self.copies)


def printed_ids(pages: Sequence[Mapping[str, Any]]) -> dict[int, FormIdentity]:
    """The id that stands on each page, by its number in the file, as the task form_printed tells it."""
    found = ((number, parse_identity(page["id"])) for number, page in enumerate(pages, 1))
    return {number: identity for number, identity in found if identity is not None}


def missing_pages(copy: Copy, form: FormMap) -> tuple[int, ...]:
    """The pages of a form that are not in the file and of which no field holds anything."""
    there = set(copy.pages.values())
    if there >= set(range(1, form.pages + 1)):
        return ()
    for space in form.fields:
        names = (space.id, space.id.rpartition("/")[0])
        found = [each for name in names for each in copy.fields.get(name, ())]
        if any(each["pages"] or each["value"].strip() for each in found):
            there.add(space.page)
    return tuple(number for number in range(1, form.pages + 1) if number not in there)


def faults_of(copies: Sequence[Copy], left: Sequence[Field], where: Location) -> Findings:
    """Ids that contradict each other, fields that several forms share, and filled fields of none.

    Codes: form-fields-shared (an error), form-id-differs, form-field-left (warnings).
    """
    findings = Findings()
    for copy in copies:
        for other in dict.fromkeys(each for each in copy.ids if not copy.is_of(each)):
            message = f"様式の番号が、ページに印刷されたもの（{copy.identity.text}）と入力欄のもの（{other.text}）で違います。"
            place = replace(where, page=copy.first_page)
            findings.warn("form-id-differs", place, message, "ほかの方の回答書のページが混ざっていないか確かめてください。")
    shared = Counter(id(each) for copy in copies for fields in copy.fields.values() for each in fields if each["value"])
    if any(count > 1 for count in shared.values()):
        message = "別々の回答書をつないだときに、同じ名前の入力欄がひとつにまとめられています。どちらの回答かわかりません。"
        findings.error("form-fields-shared", where, message, "つなぐ前の回答書を、ひとつずつ送り直してもらってください。")
    for each in (each for each in left if each["value"].strip()):
        message = f"どの回答書のものかわからない入力欄「{each['name'][:40]}」に「{each['value'][:60]}」とあります。"
        findings.warn("form-field-left", where, message, "元のファイルを開いて確かめてください。")
    return findings
