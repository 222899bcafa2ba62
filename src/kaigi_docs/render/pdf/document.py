"""A PDF file under construction: numbered objects and streams on reportlab's document (reportlab.pdfbase.pdfdoc).

reportlab numbers the objects and writes page tree, catalogue, cross-reference table and trailer. What stands in the objects
is written by the modules beside this one, because reportlab's Canvas knows neither tags nor our fonts.
"""

from __future__ import annotations

import hashlib
import zlib
from typing import Any, NewType

from reportlab.pdfbase import pdfdoc

Ref = NewType("Ref", str)
"""An indirect reference as it is written, for instance "12 0 R"."""

PDF_VERSION = (1, 7)

# Two thirds of the time of level 6, for files that are 3 % larger.
COMPRESSION_LEVEL = 4


class PdfFile:
    """Objects of one file; nothing is written before `finish`."""

    def __init__(self) -> None:
        """An empty file whose bytes depend on nothing but its objects (no clock, no random identifier)."""
        self._document: Any = pdfdoc.PDFDocument(compression=0, invariant=1, pdfVersion=PDF_VERSION)
        self._document.signature = self._signature = hashlib.md5(usedforsecurity=False)
        self._document.Catalog.Outlines = None
        self.pages: Ref = self._reference(self._document.Pages)

    def reserve(self) -> Ref:
        """A number for an object that `put` fills later."""
        ref = Ref(f"{self._document.objectcounter + 1} 0 R")
        self._document.Reference(b"null", ref)
        return ref

    def put(self, ref: Ref, body: str | bytes) -> None:
        """Fills a reserved object."""
        content = body.encode("ascii") if isinstance(body, str) else body
        self._signature.update(content)
        self._document.idToObject[ref] = content

    def add(self, body: str | bytes) -> Ref:
        """A new object with this body."""
        ref = self.reserve()
        self.put(ref, body)
        return ref

    def add_stream(self, content: bytes, entries: str = "", compress: bool = True) -> Ref:
        """A new stream; `entries` are those of its dictionary besides Length and Filter."""
        if compress:
            return self.add_compressed(zlib.compress(content, COMPRESSION_LEVEL), entries)
        ref = self.reserve()
        self.put_stream(ref, content, entries.encode("ascii"))
        return ref

    def add_compressed(self, coded: bytes, entries: str = "") -> Ref:
        """A new stream whose content zlib has compressed already."""
        ref = self.reserve()
        self.put_stream(ref, coded, f"{entries}/Filter/FlateDecode".encode("ascii"))
        return ref

    def put_stream(self, ref: Ref, coded: bytes, entries: bytes) -> None:
        """Fills a reserved object with a stream as it is coded; `entries` are those of its dictionary besides Length."""
        # CR LF: after content that ends in CR, a lone LF would be read as the second half of an end of line (ISO 32000-1 7.3.8).
        self.put(ref, b"<<%s/Length %d>>\nstream\n%s\r\nendstream" % (entries, len(coded), coded))

    def add_page(self, ref: Ref) -> None:
        """Appends a page, whose object may still be empty, to the page tree."""
        self._document.Pages.addPage(pdfdoc.PDFObjectReference(ref))

    def set_catalog(self, key: str, value: str) -> None:
        """Sets an entry of the catalogue to a direct value or a reference (ISO 32000-1 7.7.2)."""
        catalog = self._document.Catalog
        if key not in catalog.__NoDefault__:  # reportlab leaves out what this list does not name
            catalog.__NoDefault__ = [*catalog.__NoDefault__, key]
        setattr(catalog, key, value)

    def finish(self, information: str) -> bytes:
        """The whole file; `information` is the body of the document information dictionary (ISO 32000-1 14.3.3)."""
        self._document.info = pdfdoc.PDFObjectReference(self.add(information))
        result: bytes = self._document.format()
        return result

    def _reference(self, thing: Any) -> Ref:
        return Ref(self._document.Reference(thing).format(self._document).decode("ascii"))
