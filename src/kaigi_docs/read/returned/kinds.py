"""What a file is, by its bytes and not by its name; only what has no bytes of its own (DocuWorks) by the ending.

Nothing is unpacked here but the list of contents of an archive and a hundred bytes of it.
"""

from __future__ import annotations

import codecs
import re
import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path, PurePath

HEAD_BYTES = 4096
AS_EXCEL = "担当課に、Excel のまま返してもらってください。"
_UNPACK = "展開して、中の Excel を「調査票」フォルダに入れてください。"
_ASK_FIRST = "開かずに、送った課に確かめてください。"


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
    OTHER = "other"


MAILS = (Kind.MAIL, Kind.OUTLOOK, Kind.TNEF)


@dataclass(frozen=True, slots=True)
class Told:
    """What the bytes tell.

    Attributes:
        kind: how it is read.
        noun: what a clerk calls it, where it is not read.
        hint: what to do about it, where it is not read.
        picture: whether it is a picture, such as signatures of mails have.
        macros: whether a book holds macros.
        links: whether a book takes values from other books.
    """

    kind: Kind
    noun: str = ""
    hint: str = AS_EXCEL
    picture: bool = False
    macros: bool = False
    links: bool = False


_MAGIC = (
    (b"%PDF", "PDF", AS_EXCEL),
    (b"{\\rtf", "リッチテキスト", AS_EXCEL),
    (b"7z\xbc\xaf\x27\x1c", "7-Zip の圧縮ファイル", _UNPACK),
    (b"Rar!\x1a\x07", "RAR の圧縮ファイル", _UNPACK),
    (b"MSCF", "CAB の圧縮ファイル", _UNPACK),
    (b"\x1f\x8b", "gzip の圧縮ファイル", _UNPACK),
    (b"L\0\0\0\x01\x14\x02\0", "ショートカット（場所を示すだけのもの）", "元のファイルを入れてください。"),
    (b"MZ", "プログラム（自己解凍形式の圧縮ファイルなど）", _ASK_FIRST),
)
_PICTURES = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"\xd7\xcd\xc6\x9a", b"\x01\0\0\0\x6c\0\0\0")
_ENDINGS = {
    **dict.fromkeys((".xdw", ".xbd", ".xct"), "DocuWorks の文書"),
    **dict.fromkeys((".jtd", ".jtt", ".jtdc"), "一太郎の文書"),
    **dict.fromkeys((".lzh", ".lha"), "LZH の圧縮ファイル"),
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
    if head.startswith(_PICTURES) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP") or head[4:8] == b"ftyp":
        return Told(Kind.OTHER, "写真や画像", picture=True)
    if head[2:5] in (b"-lh", b"-lz"):
        return Told(Kind.OTHER, "LZH の圧縮ファイル", _UNPACK)
    return next((Told(Kind.OTHER, noun, hint) for magic, noun, hint in _MAGIC if head.startswith(magic)), None)


def _by_ending(head: bytes, name: str) -> Told | None:
    """By the ending where the bytes are no text."""
    noun = _ENDINGS.get(PurePath(name).suffix.lower(), "")
    return Told(Kind.OTHER, noun, _UNPACK if "圧縮" in noun else AS_EXCEL) if noun and b"\0" in head else None


def _as_text(head: bytes) -> Told:
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n").replace(b"\0", b"")
    lower = start.lower()
    if lower.startswith(_HTML) or (lower.startswith(b"<") and b"<html" in lower):
        return Told(Kind.OTHER, "Webページ（HTML）", _save_as_book("そのままでも Excel で開けます。"))
    if _SHEET_XML in lower:
        return Told(Kind.OTHER, "XML スプレッドシート 2003", _save_as_book())
    if lower.startswith(b"<"):
        return Told(Kind.OTHER, "XML", AS_EXCEL)
    if b"[internetshortcut]" in lower[:200]:
        return Told(Kind.OTHER, "Web の場所を示すだけのショートカット", "元のファイルを入れてください。")
    if is_mail(head):
        return Told(Kind.MAIL)
    return Told(Kind.TEXT) if _is_text(head) else Told(Kind.OTHER, "何のファイルか分からないもの")


def _is_text(head: bytes) -> bool:
    """Whether bytes may be text: hardly any control characters, or a mark of UTF-16; the encoding is not judged here."""
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return True
    strange = sum(head.count(bytes((byte,))) for byte in _CONTROLS)
    return strange <= max(2, len(head) // 50)


def _save_as_book(before: str = "") -> str:
    return f"{before}Excel で開き、「名前を付けて保存」で「Excel ブック (*.xlsx)」を選んで保存し直してください。"


def is_mail(head: bytes) -> bool:
    """Whether bytes begin like a mail (RFC 5322 2.2): with a field, and at least two of those that every mail has."""
    start = head.lstrip(b"\r\n")
    if start.startswith(b"From "):
        start = start.partition(b"\n")[2]
    fields = start.replace(b"\r\n", b"\n").partition(b"\n\n")[0]
    return _HEADER_LINE.match(start) is not None and len({each.lower() for each in _FIELD.findall(fields)}) >= 2


def told_by_archive(path: Path) -> Told:
    """What a zip archive is by its list of contents; a broken one passes as a book, of which the preflight tells what is wrong.

    Raises:
        OSError: the file cannot be read.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            return _by_names(archive, archive.namelist())
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError):
        return Told(Kind.BOOK)


def _by_names(archive: zipfile.ZipFile, names: Sequence[str]) -> Told:
    if any(re.fullmatch(r"xl/workbook[0-9]*\.xml", name) for name in names):
        macros = any(name.endswith("vbaProject.bin") for name in names)
        return Told(Kind.BOOK, macros=macros, links=_has(names, "xl/externalLinks/"))
    if any(name.endswith("workbook.bin") for name in names):
        return Told(Kind.XLSB)
    if "mimetype" in names and "content.xml" in names:
        with archive.open("mimetype") as stream:
            is_sheet = b"opendocument.spreadsheet" in stream.read(100)
        return Told(Kind.ODS) if is_sheet else Told(Kind.OTHER, "LibreOffice などの文書（表計算ではないもの）")
    noun = next((noun for start, noun in _ARCHIVES if _has(names, start)), "")
    return Told(Kind.OTHER, noun) if noun else Told(Kind.OTHER, "zip の圧縮ファイル", _UNPACK)


_ARCHIVES = (
    ("word/", "Word の文書"),
    ("ppt/", "PowerPoint の資料"),
    ("Index/", "Apple Numbers の表"),
    ("xl/", "一部が欠けた Excel のブック"),
)


def _has(names: Sequence[str], start: str) -> bool:
    return any(name.startswith(start) for name in names)
