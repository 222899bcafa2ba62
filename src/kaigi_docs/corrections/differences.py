"""The packet that was mailed against the packet as it is now: what differs, and which sheets are exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import Document, ForeignPages
from kaigi_docs.corrections.compare import Change, ChangeKind, compare_contents
from kaigi_docs.corrections.content import ON_EVERY_PAGE, content_of, is_repeated
from kaigi_docs.corrections.pages import Exchange, exchange_of
from kaigi_docs.corrections.record import MaterialRecord, Record


@dataclass(frozen=True, slots=True)
class Difference:
    """A row of the 正誤表.

    Attributes:
        material_id: of the 資料.
        label: 「資料３」 as on the paper in hand, with its new number where that is another.
        old_page, new_page: printed numbers of the pages; "" where the place is not there.
        change: what happened.
    """

    material_id: str
    label: str
    old_page: str
    new_page: str
    change: Change


@dataclass(frozen=True, slots=True)
class MaterialExchange:
    """The sheets of one 資料 that are exchanged.

    Attributes:
        old, new: as mailed and as it is now; None for a 資料 that was added or removed.
        exchange: the pages.
        new_form: whether members need another answer form.
        only_moved: pages of the new version that are put in although no word on them changed, from 1.
    """

    old: MaterialRecord | None
    new: MaterialRecord | None
    exchange: Exchange
    new_form: bool = False
    only_moved: tuple[int, ...] = ()

    @property
    def label(self) -> str:
        """What members call it; see `Difference.label`."""
        return _label(self.old, self.new)

    @property
    def current(self) -> MaterialRecord:
        """As it is now, or as it was where it is gone."""
        record = self.new or self.old
        assert record is not None
        return record


@dataclass(frozen=True, slots=True)
class Differences:
    """Everything that differs.

    Attributes:
        rows: of the 正誤表, in the order of the packet.
        exchanges: of the 資料 whose paper changes, in that order.
    """

    rows: tuple[Difference, ...]
    exchanges: tuple[MaterialExchange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether the packet is the one that was mailed."""
        return not self.rows and not self.exchanges


def compare_records(mailed: Record, now: Record) -> Differences:
    """What differs between two packets; 資料 are the same where their ids are."""
    before, current = _by_id(mailed.materials), _by_id(now.materials)
    rows: list[Difference] = []
    exchanges: list[MaterialExchange] = []
    for identifier in (*current, *(each for each in before if each not in current)):
        old, new = before.get(identifier), current.get(identifier)
        found = list(_rows(identifier, old, new))
        rows += found
        exchange = _exchange(old, new, found)
        exchanges += [exchange] if exchange is not None else []
    return Differences(tuple(rows), tuple(exchanges))


def _by_id(materials: Sequence[MaterialRecord]) -> dict[str, MaterialRecord]:
    return {material.document.id: material for material in materials}


def _rows(identifier: str, old: MaterialRecord | None, new: MaterialRecord | None) -> Iterator[Difference]:
    if old is None and new is not None:
        change = Change(ChangeKind.ADDED, "資料の全体", None, new.document.title)
        yield Difference(identifier, new.label, "", str(new.first_page), change)
    elif new is None and old is not None:
        change = Change(ChangeKind.REMOVED, "資料の全体", old.document.title, None)
        yield Difference(identifier, old.label, str(old.first_page), "", change)
    elif old is not None and new is not None and _is_foreign(old.document) is not _is_foreign(new.document):
        change = Change(ChangeKind.REPLACED, "資料の全体", None, None)
        yield Difference(identifier, _label(old, new), str(old.first_page), str(new.first_page), change)
    elif old is not None and new is not None:
        for change in compare_contents(content_of(old.document), content_of(new.document)):
            pages = old.printed_page(change.old_key), new.printed_page(change.new_key)
            yield Difference(identifier, _label(old, new), *pages, change)


def _label(old: MaterialRecord | None, new: MaterialRecord | None) -> str:
    """「資料１」, 「資料１（新しい番号は資料２）」; a 資料 without a number is called by its title."""
    if old is None or new is None or old.label == new.label:
        return next(record.label for record in (old, new) if record is not None)
    numbered = old.document.head_label and new.document.head_label
    return f"{old.label}（新しい{'番号' if numbered else '名前'}は{new.label}）"


def _is_foreign(document: Document) -> bool:
    """Whether it is pages of another program, which nobody compares with words."""
    return any(isinstance(block, ForeignPages) for block in document.blocks())


def _exchange(old: MaterialRecord | None, new: MaterialRecord | None, rows: Sequence[Difference]) -> MaterialExchange | None:
    """The sheets of a 資料; None where its paper stays as it is."""
    touched = {page for row in rows for page in _pages(old, new, row.change)}
    both_sides = any(record.both_sides for record in (new or old,) if record is not None)
    exchange = exchange_of(old.pages if old else (), new.pages if new else (), touched, both_sides=both_sides)
    new_form = new is not None and old is not None and old.form_version != new.form_version
    if not exchange.pages and not exchange.discarded and not new_form:
        return None
    worded = {page for row in rows for page in _worded(old, new, row.change)}
    return MaterialExchange(old, new, exchange, new_form, tuple(page for page in exchange.differing if page not in worded))


def _worded(old: MaterialRecord | None, new: MaterialRecord | None, change: Change) -> range:
    """The pages on which the words of a change stand, of the new version where it has them; a 資料 that is new is all words."""
    if old is None and new is not None:
        return range(1, len(new.pages) + 1)
    for record, key in ((new, change.new_key), (old, change.old_key)):
        place = record.places.get(key) if record is not None else None
        if record is not None and place is not None:
            first = 1 if key in ON_EVERY_PAGE else place[0]
            last = len(record.pages) if key in ON_EVERY_PAGE or is_repeated(key) else place[1]
            return range(first, last + 1)
    return range(0)


def _pages(old: MaterialRecord | None, new: MaterialRecord | None, change: Change) -> Iterator[int]:
    """The pages that a change takes along even where they look the same: where it begins; all pages for what all of them show."""
    for record, key in ((old, change.old_key), (new, change.new_key)):
        place = record.places.get(key) if record is not None else None
        if record is not None and place is not None:
            yield from range(1, len(record.pages) + 1) if key in ON_EVERY_PAGE else (place[0],)
