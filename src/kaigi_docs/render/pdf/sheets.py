"""The pages of all parts in the order of the file, and the places in them that links and bookmarks name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kaigi_docs.layout.page import LaidOut, Page
from kaigi_docs.render.pdf.document import PdfFile, Ref
from kaigi_docs.render.pdf.syntax import number


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of the file.

    Attributes:
        index: its place in the file, from 0; also its key in the parent tree.
        ref: its page object.
        part, page: what it shows.
    """

    index: int
    ref: Ref
    part: LaidOut
    page: Page

    def destination(self, y: float) -> str:
        """The explicit destination of a height on this page (ISO 32000-1 12.3.2.2); the zoom stays as it is."""
        return f"[{self.ref}/XYZ 0 {number(self.page.height - y)} null]"


@dataclass(frozen=True, slots=True)
class Target:
    """A place in the file and its title, "" for an anchor without one."""

    destination: str
    title: str


def number_sheets(file: PdfFile, parts: Sequence[LaidOut]) -> list[Sheet]:
    """All pages of all parts, each with its page object reserved and entered into the page tree."""
    pages = [(part, page) for part in parts for page in part.pages]
    sheets = [Sheet(index, file.reserve(), part, page) for index, (part, page) in enumerate(pages)]
    for sheet in sheets:
        file.add_page(sheet.ref)
    return sheets


class Targets:
    """What "#id" means in this file: an anchor of the same part, else a part or an anchor of any part."""

    def __init__(self, sheets: Sequence[Sheet]) -> None:
        """The anchors of all pages and the parts themselves."""
        self._of_part: dict[tuple[str, str], Target] = {}
        self._of_file: dict[str, Target] = {}
        for sheet in sheets:
            self._of_file.setdefault(sheet.part.id, Target(sheet.destination(0), sheet.part.title))
        for sheet in sheets:
            for anchor in sheet.page.anchors:
                target = Target(sheet.destination(anchor.y), anchor.title)
                self._of_part.setdefault((sheet.part.id, anchor.id), target)
                self._of_file.setdefault(anchor.id, target)

    def find(self, part_id: str, target_id: str) -> Target | None:
        """The place that a link in the given part names, or None if it is not in this file."""
        return self._of_part.get((part_id, target_id)) or self._of_file.get(target_id)
