"""What was mailed, as later commands need it: blocks, pages and form version of every 資料 (資料の中身.json)."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from kaigi_docs.assembly import Assembled
from kaigi_docs.blocks import Document
from kaigi_docs.blocks_json import BlocksDamaged, document_from_tree, document_tree
from kaigi_docs.corrections.content import content_of
from kaigi_docs.corrections.pages import PageRange, located, page_digests
from kaigi_docs.model.meeting import PageNumbering, Sides
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.version import __version__

RECORD_NAME = "資料の中身.json"
SCHEMA = 1


class RecordDamaged(ValueError):
    """The text is no record of the schema that this version knows."""


@dataclass(frozen=True, slots=True)
class MaterialRecord:
    """A 資料 as it stood on paper.

    Attributes:
        label: 「資料３」, or its title where it has no number.
        both_sides: whether two pages stand on one sheet.
        first_page: of its printed page numbers: 1, or where it starts in the packet if these run through.
        document: its blocks, without sources.
        pages: digest of each page.
        places: pages of each place of its content.
        form_version: of an answer form, else None.
    """

    label: str
    both_sides: bool
    first_page: int
    document: Document
    pages: tuple[str, ...]
    places: dict[str, PageRange]
    form_version: str | None = None

    def printed_page(self, key: str) -> str:
        """The printed number of the page on which a place begins; "" for one that is not there."""
        place = self.places.get(key)
        return "" if place is None else str(self.first_page + place[0] - 1)


@dataclass(frozen=True, slots=True)
class Record:
    """A packet as it stood on paper.

    Attributes:
        sent_on: 発送日, or None of a packet that was not mailed.
        version: of this package that laid it out.
        materials: in order.
        issued_on: 発行日, the date that papers carry; None while drafting and of records that do not know it.
        exchanged_on: 差替え日 of the sheets that were exchanged last, None where none were.
    """

    sent_on: date | None
    version: str
    materials: tuple[MaterialRecord, ...]
    issued_on: date | None = None
    exchanged_on: date | None = None


def record_of(inputs: MeetingInputs, assembled: Assembled, form_versions: Sequence[str | None]) -> Record:
    """The record of a packet on its pages; `form_versions` has one for each material."""
    meeting = inputs.meeting
    labels, through = number_meeting(meeting).materials, meeting.style.pages is PageNumbering.THROUGH
    records: list[MaterialRecord] = []
    first_page = 1
    each = zip(meeting.materials, assembled.documents, assembled.laid_out, form_versions, strict=True)
    for material, document, laid_out, version in each:
        records.append(
            MaterialRecord(
                label=labels[material.id],
                both_sides=material.print.sides is Sides.BOTH,
                first_page=first_page if through else 1,
                document=document,
                pages=page_digests(laid_out),
                places=located(content_of(document), laid_out),
                form_version=version,
            )
        )
        first_page += len(laid_out.pages)
    return Record(meeting.dispatch.sent_on, __version__, tuple(records), meeting.issue_date)


def record_to_json(record: Record) -> bytes:
    """The record as UTF-8; the same record gives the same bytes."""
    tree = {
        "schema": SCHEMA,
        "kaigi_docs": record.version,
        "sent_on": _day_tree(record.sent_on),
        "issued_on": _day_tree(record.issued_on),
        "exchanged_on": _day_tree(record.exchanged_on),
        "materials": [_material_tree(material) for material in record.materials],
    }
    return (json.dumps(tree, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode("utf-8", "surrogatepass")


def _day_tree(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _material_tree(material: MaterialRecord) -> dict[str, Any]:
    return {
        "label": material.label,
        "both_sides": material.both_sides,
        "first_page": material.first_page,
        "pages": list(material.pages),
        "places": {key: list(pages) for key, pages in material.places.items()},
        "form_version": material.form_version,
        "content": document_tree(material.document),
    }


def record_from_json(text: bytes) -> Record:
    """The record that `record_to_json` wrote.

    Raises:
        RecordDamaged: not JSON, another schema, or blocks that this version cannot read.
    """
    try:
        tree = json.loads(text.decode("utf-8", "surrogatepass"))
        if tree["schema"] != SCHEMA:
            raise RecordDamaged(f"schema {tree['schema']!r}")
        materials = tuple(_material(each) for each in tree["materials"])
        sent_on, issued_on, exchanged_on = (_day(tree.get(name)) for name in ("sent_on", "issued_on", "exchanged_on"))
        return Record(sent_on, str(tree["kaigi_docs"]), materials, issued_on, exchanged_on)
    except (BlocksDamaged, ValueError, TypeError, KeyError, RecursionError) as error:
        raise RecordDamaged(str(error)) from error


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text is not None else None


def _material(tree: dict[str, Any]) -> MaterialRecord:
    return MaterialRecord(
        label=str(tree["label"]),
        both_sides=bool(tree["both_sides"]),
        first_page=int(tree["first_page"]),
        document=document_from_tree(tree["content"]),
        pages=tuple(str(digest) for digest in tree["pages"]),
        places={str(key): (int(first), int(last)) for key, (first, last) in tree["places"].items()},
        form_version=None if tree["form_version"] is None else str(tree["form_version"]),
    )
