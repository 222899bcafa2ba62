"""Files that no reader should trust, made by code."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

from openpyxl import Workbook

DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SHEET = "xl/worksheets/sheet1.xml"


def book_bytes(fill: Callable[[Workbook], None] = lambda book: None) -> bytes:
    book = Workbook()
    book.active.title = "施策一覧"
    book.active["A1"] = "事業ID"
    fill(book)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def saved(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def changed(book: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The book with one of its parts changed."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, change(old.read(name)) if name == part else old.read(name))
    return written.getvalue()


def added(book: bytes, name: str, content: bytes) -> bytes:
    """The book with a further part."""
    written = io.BytesIO(book)
    with zipfile.ZipFile(written, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return written.getvalue()


def in_sheet(book: bytes, old: bytes, new: bytes) -> bytes:
    """The book with some bytes of its first sheet replaced."""

    def change(part: bytes) -> bytes:
        assert old in part
        return part.replace(old, new, 1)

    return changed(book, SHEET, change)


def with_shared_strings(book: bytes) -> bytes:
    """The book with its texts in a table of their own, as Excel saves it; openpyxl writes them into the cells."""
    texts: list[bytes] = []

    def move(match: re.Match[bytes]) -> bytes:
        texts.append(match[2])
        return b'<c %st="s"><v>%d</v></c>' % (match[1], len(texts) - 1)

    book = changed(book, SHEET, lambda part: re.sub(rb'<c ([^>]*)t="inlineStr"><is>(.*?)</is></c>', move, part, flags=re.DOTALL))
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    book = changed(book, "[Content_Types].xml", lambda part: part.replace(b"</Types>", override))
    table = b"".join(b"<si>%s</si>" % text for text in texts)
    return added(book, "xl/sharedStrings.xml", b'<sst xmlns="%s">%s</sst>' % (MAIN, table))


def archive_of(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return written.getvalue()


def compound_file(stream_name: str) -> bytes:
    """The first bytes and a directory entry of a compound file, as far as a reader looks that does not open it."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(70_000) + stream_name.encode("utf-16-le") + bytes(100)
