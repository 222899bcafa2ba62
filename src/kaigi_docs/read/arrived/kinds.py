"""What a file is, by its bytes and not by its name; only what has no bytes of its own (DocuWorks) by the ending.

Nothing is unpacked here but the list of contents of an archive and a hundred bytes of it.
"""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path, PurePath

HEAD_BYTES = 4096


class Kind(StrEnum):
    """How a file is read."""

    BOOK = "book"  # Excel since 2007
    XLSB = "xlsb"
    ODS = "ods"
    COMPOUND = "compound"  # Excel before 2007, or another program's file, or an encrypted book
    TEXT = "text"
    MAIL = "eml"
    OUTLOOK = "msg"
    TNEF = "tnef"  # winmail.dat
    PDF = "pdf"
    WORD = "docx"  # Word since 2007
    ODT = "odt"
    PICTURE = "picture"  # of a kind that can be opened: see also `Told.picture`
    ZIP = "zip"
    OTHER = "other"


class Todo(StrEnum):
    """What has to be done about a file that is not read; who asked for it says so in its own words."""

    SEND_AGAIN = "send_again"  # in a format that is read
    UNPACK = "unpack"
    ASK_FIRST = "ask_first"  # whether it was really sent: it may be dangerous
    ORIGINAL = "original"  # it only names another file
    SAVE_WEB_PAGE = "save_web_page"
    SAVE_OLD_BOOK = "save_old_book"


MAILS = (Kind.MAIL, Kind.OUTLOOK, Kind.TNEF)


@dataclass(frozen=True, slots=True)
class Told:
    """What the bytes tell.

    Attributes:
        kind: how it is read.
        noun: what a clerk calls it, where it is not read.
        todo: what to do about it, where it is not read.
        picture: whether it is a picture, such as signatures of mails have.
        macros: whether a book or document holds macros.
        links: whether a book takes values from other books.
    """

    kind: Kind
    noun: str = ""
    todo: Todo = Todo.SEND_AGAIN
    picture: bool = False
    macros: bool = False
    links: bool = False


_MAGIC = (
    (b"{\\rtf", "リッチテキスト", Todo.SEND_AGAIN),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip の圧縮ファイル", Todo.UNPACK),
    (b"Rar!\x1a\x07", "RAR の圧縮ファイル", Todo.UNPACK),
    (b"MSCF", "CAB の圧縮ファイル", Todo.UNPACK),
    (b"\x1f\x8b", "gzip の圧縮ファイル", Todo.UNPACK),
    (b"L\0\0\0\x01\x14\x02\0", "ショートカット（場所を示すだけのもの）", Todo.ORIGINAL),
    (b"MZ", "プログラム（自己解凍形式の圧縮ファイルなど）", Todo.ASK_FIRST),
)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*")
_DRAWINGS = (b"\xd7\xcd\xc6\x9a", b"\x01\0\0\0\x6c\0\0\0")  # WMF and EMF, which hold commands and no pixels
_PHONE_PICTURES = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif")
_ENDINGS = {
    **dict.fromkeys((".xdw", ".xbd", ".xct"), "DocuWorks の文書"),
    **dict.fromkeys((".jtd", ".jtt", ".jtdc"), "一太郎の文書"),
    **dict.fromkeys((".lzh", ".lha"), "LZH の圧縮ファイル"),
    ".pages": "Apple Pages の文書",
    ".numbers": "Apple Numbers の表",
}
_HTML = (b"<!doctype html", b"<html", b"<table", b"<meta", b"<head", b"<style", b"<body")
_SHEET_XML = b"urn:schemas-microsoft-com:office:spreadsheet"
_FIELD = re.compile(
    rb"^(?:from|to|date|subject|received|mime-version|return-path|message-id|content-type|delivered-to|reply-to|cc):", re.I | re.M
)
_CONTROLS = (*range(9), 11, *range(14, 27), *range(28, 32))  # neither white space nor the escape of ISO-2022-JP
_HEADER_LINE = re.compile(rb"[!-9;-~]+:[ \t\r\n]")
_OUTLOOK_PROPERTIES = "__properties_version1.0".encode("utf-16-le")


def told_by(content: bytes, name: str) -> Told:
    """What the file is.

    Args:
        content: of the file, in the whole.
        name: only its ending is looked at, where the bytes tell nothing.
    """
    head = content[:HEAD_BYTES]
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return Told(Kind.OUTLOOK if _OUTLOOK_PROPERTIES in content else Kind.COMPOUND)
    if head.startswith(b"\x78\x9f\x3e\x22"):
        return Told(Kind.TNEF)
    return _by_magic(head) or _by_ending(head, name) or _as_text(head)


def _by_magic(head: bytes) -> Told | None:
    if head.startswith(b"%PDF"):
        return Told(Kind.PDF, "PDF")
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return Told(Kind.PICTURE, "写真や画像", picture=True)
    if head.startswith(_DRAWINGS):
        return Told(Kind.OTHER, "写真や画像", picture=True)
    if head[4:8] == b"ftyp":
        is_picture = head[8:12] in _PHONE_PICTURES
        return Told(Kind.OTHER, "写真や画像（HEIC）" if is_picture else "動画や音声", picture=is_picture)
    if head[2:5] in (b"-lh", b"-lz"):
        return Told(Kind.OTHER, "LZH の圧縮ファイル", Todo.UNPACK)
    return next((Told(Kind.OTHER, noun, todo) for magic, noun, todo in _MAGIC if head.startswith(magic)), None)


def _by_ending(head: bytes, name: str) -> Told | None:
    """By the ending where the bytes are no text."""
    noun = _ENDINGS.get(PurePath(name).suffix.lower(), "")
    return Told(Kind.OTHER, noun, Todo.UNPACK if "圧縮" in noun else Todo.SEND_AGAIN) if noun and b"\0" in head else None


def _as_text(head: bytes) -> Told:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").replace(b"\0", b"")
    lower = start.lower()
    if lower.startswith(_HTML) or (lower.startswith(b"<") and b"<html" in lower):
        return Told(Kind.OTHER, "Webページ（HTML）", Todo.SAVE_WEB_PAGE)
    if _SHEET_XML in lower:
        return Told(Kind.OTHER, "XML スプレッドシート 2003", Todo.SAVE_OLD_BOOK)
    if lower.startswith(b"<"):
        return Told(Kind.OTHER, "XML")
    if b"[internetshortcut]" in lower[:200]:
        return Told(Kind.OTHER, "Web の場所を示すだけのショートカット", Todo.ORIGINAL)
    if is_mail(head):
        return Told(Kind.MAIL)
    return Told(Kind.TEXT) if _is_text(head) else Told(Kind.OTHER, "何のファイルか分からないもの")


def _is_text(head: bytes) -> bool:
    """Whether bytes may be text: hardly any control characters, or a mark of UTF-16; the encoding is not judged here."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    strange = sum(head.count(bytes((byte,))) for byte in _CONTROLS)
    return strange <= max(2, len(head) // 50)


def is_mail(head: bytes) -> bool:
    """Whether bytes begin like a mail (RFC 5322 2.2): with a field, and at least two of those that every mail has."""
    start = head.lstrip(b"\r\n")
    if start.startswith(b"From "):
        start = start.partition(b"\n")[2]
    fields = start.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return _HEADER_LINE.match(start) is not None and len({each.lower() for each in _FIELD.findall(fields)}) >= 2


def told_by_archive(path: Path, name: str) -> Told:
    """What a zip archive is by its list of contents; a broken one by its ending, else a book: the reader says what is wrong.

    Args:
        path: the file.
        name: its own name, for its ending.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _by_names(archive, archive.namelist(), name)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return _BROKEN.get(PurePath(name).suffix.lower(), Told(Kind.BOOK))


_WORD, _ARCHIVE = Told(Kind.WORD, "Word の文書"), Told(Kind.ZIP, "zip の圧縮ファイル", Todo.UNPACK)
_BROKEN = {".docx": _WORD, ".docm": _WORD, ".odt": Told(Kind.ODT, "LibreOffice などの文書"), ".zip": _ARCHIVE}


def _by_names(archive: zipfile.ZipFile, names: Sequence[str], name: str) -> Told:
    macros = any(each.endswith("vbaProject.bin") for each in names)
    if any(re.fullmatch(r"xl/workbook[0-9]*\.xml", each) for each in names):
        return Told(Kind.BOOK, macros=macros, links=_has(names, "xl/externalLinks/"))
    if any(each.endswith("workbook.bin") for each in names):
        return Told(Kind.XLSB)
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as stream:
            written = stream.read(100)
        if b"opendocument.spreadsheet" in written:
            return Told(Kind.ODS)
        noun = "LibreOffice などの文書（表計算ではないもの）"
        return Told(Kind.ODT if b"opendocument.text" in written else Kind.OTHER, noun)
    if any(re.fullmatch(r"word/document[0-9]*\.xml", each) for each in names):
        return replace(_WORD, macros=macros)
    if _has(names, "Index/") and "Index/Document.iwa" in names:
        return Told(Kind.OTHER, _ENDINGS.get(PurePath(name).suffix.lower(), "Apple Numbers の表"))
    noun = next((noun for start, noun in _ARCHIVES if _has(names, start)), "")
    return Told(Kind.OTHER, noun) if noun else _ARCHIVE


_ARCHIVES = (
    ("word/", "一部が欠けた Word の文書"),
    ("ppt/", "PowerPoint の資料"),
    ("Index/", "Apple Numbers の表"),
    ("xl/", "一部が欠けた Excel のブック"),
)


def _has(names: Sequence[str], start: str) -> bool:
    return any(each.startswith(start) for each in names)
