"""Files in 回答/ that must never be able to harm a run: each costs a finding or is read, and never another file."""

from __future__ import annotations

import io
import random
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from functools import cache

from PIL import Image

from answer_forms import form_meeting, word_form
from filled_words import MAIN, with_parts
from hostile import DOCTYPE, book_bytes, in_sheet
from mail_files import compound, letter, raw_letter

BLANK = word_form(form_meeting())
_BODY_END = b"<w:sectPr"
_OPEN = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content'
    ' xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"><office:body><office:text>%s</office:text></office:body>'
    "</office:document-content>"
)


@cache
def hostile_answers() -> dict[str, bytes]:
    """Contents by name; the name tells what is wrong."""
    makers: tuple[Callable[[], Iterator[tuple[str, bytes]]], ...] = (_words, _open_texts, _mails, _archives, _pictures, _tables)
    return {name: content for maker in makers for name, content in maker()}


def in_document(old: bytes, new: bytes) -> bytes:
    """The blank form with some bytes of its main part replaced."""

    def change(part: bytes) -> bytes:
        assert old in part
        return part.replace(old, new, 1)

    return with_parts(BLANK, {MAIN: change})


def _before_end(xml: bytes) -> bytes:
    return in_document(_BODY_END, xml + _BODY_END)


def _paragraphs(text: bytes, count: int) -> bytes:
    return (b"<w:p><w:r><w:t>" + text + b"</w:t></w:r></w:p>") * count


def _words() -> Iterator[tuple[str, bytes]]:
    nested = b"<w:tbl><w:tr><w:tc>" * 16_000 + b"<w:p/>" + b"</w:tc></w:tr></w:tbl>" * 16_000
    controls = b"<w:sdt><w:sdtContent>" * 5_000 + b"</w:sdtContent></w:sdt>" * 5_000
    marks = b'<w:p><w:bookmarkStart w:id="1" w:name="a"/></w:p>' * 5_000
    yield "bomb.docx", with_parts(BLANK, {"word/media/image1.png": bytes(12_000_000)})
    yield "entities.docx", with_parts(BLANK, {MAIN: lambda old: DOCTYPE + old[old.index(b"?>") + 2 :]})
    yield "entities_in_footer.docx", with_parts(BLANK, {"word/footer1.xml": DOCTYPE + b"<x>&b;</x>"})
    yield "nested_tables.docx", _before_end(nested)
    yield "nested_controls.docx", _before_end(controls)
    yield "open_bookmarks.docx", _before_end(marks)
    yield "many_paragraphs.docx", _before_end(_paragraphs(b"a", 30_000))
    yield "equal_paragraphs.docx", _before_end(_paragraphs(b"a", 4_900))
    yield "long_text.docx", _before_end(_paragraphs(b"x" * 2_500_000, 1))
    yield "cut_document.docx", with_parts(BLANK, {MAIN: lambda old: old[: len(old) // 2]})
    yield "no_document.docx", with_parts(BLANK, {MAIN: None})
    yield "not_xml.docx", with_parts(BLANK, {MAIN: b"\0\1\2 no xml"})
    yield "traversal.docx", with_parts(BLANK, {"../../evil.xml": b"<x/>"})
    yield "truncated.docx", BLANK[: len(BLANK) // 2]
    yield "odd_numbers.docx", in_document(b'w14:val="0"', b'w14:val="%s"' % (b"9" * 5_000))
    yield "locked.docx", compound({("EncryptedPackage",): b"x"})
    yield "macros.docm", with_parts(BLANK, {"word/vbaProject.bin": compound({("VBA",): b"x"})})
    yield "program_inside.docx", with_parts(BLANK, {"word/embeddings/a.exe": b"MZ"})


def _open_texts() -> Iterator[tuple[str, bytes]]:
    def odt(content: str, **others: bytes) -> bytes:
        parts = {"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": content.encode(), **others}
        return _zipped(parts)

    yield "entities.odt", odt(DOCTYPE.decode() + "<x>&b;</x>")
    yield "deep.odt", odt(_OPEN % ("<text:p>" + "<text:span>" * 20_000 + "</text:span>" * 20_000 + "</text:p>"))
    yield "spaces.odt", odt(_OPEN % ('<text:p><text:s text:c="99999999999"/></text:p>' * 3_000))
    yield (
        "repeated.odt",
        odt(_OPEN % '<table:table-cell table:number-columns-repeated="99999999"><text:p>a</text:p></table:table-cell>'),
    )
    yield "bomb.odt", odt(_OPEN % "", **{"Pictures/a.png": bytes(12_000_000)})
    yield "cut.odt", odt((_OPEN % "")[:-30])


def _mails() -> Iterator[tuple[str, bytes]]:
    head = b"From: a@mihon.example.jp\r\nDate: Thu, 01 Sep 2022 10:00:00 +0900\r\nMIME-Version: 1.0\r\n"
    part = b"--b\r\nContent-Type: application/octet-stream; name=a\r\n\r\nx\r\n"
    yield "many_parts.eml", head + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n" + part * 10_000 + b"--b--\r\n"
    chain = letter(("a.docx", BLANK))
    for _ in range(30):
        chain = letter(within=(chain,))
    yield "chain.eml", chain.as_bytes()
    yield "crowd.eml", letter(*((f"{number}.docx", b"PK%d" % number) for number in range(150))).as_bytes()
    yield "deep_page.eml", head + b"Content-Type: text/html\r\n\r\n" + b"<div><blockquote>" * 20_000 + b"a"
    yield "long_body.eml", head + b"Content-Type: text/plain\r\n\r\n" + b"x" * 4_000_000
    yield "long_line.eml", head + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "を送".encode() * 500
    yield "separators.eml", head + b"Content-Type: text/plain\r\n\r\n" + (b"-" * 200 + b" " * 200 + b"\r\n") * 2_000
    yield "dates.eml", head + b"Content-Type: text/plain; charset=utf-8\r\n\r\n" + "2022年9月1日 a:\r\n".encode() * 4_000
    yield "path.eml", raw_letter(b'Content-Type: application/x; name="../../../tmp/evil\\a.docx"', BLANK[:-1])
    yield "direction.eml", raw_letter('Content-Type: application/x; name="\u202excod.exe"'.encode(), b"MZ" + bytes(50))


def _archives() -> Iterator[tuple[str, bytes]]:
    yield "bomb.zip", _zipped({"a.docx": bytes(12_000_000)})
    yield (
        "slip.zip",
        _zipped({"../../../../tmp/evil.docx": BLANK[:-1], "/etc/evil.docx": BLANK[:-2], "C:\\evil.docx": BLANK[:-3]}),
    )
    nested = _zipped({"a.exe": b"MZ" + bytes(50)})
    for number in range(8):
        nested = _zipped({f"{number}.zip": nested})
    yield "nested.zip", nested
    yield "crowd.zip", _zipped({f"{number}.bin": b"\0\1%d" % number for number in range(400)})
    yield "direction.zip", _zipped({"\u202excod.exe": b"MZ" + bytes(60)})
    yield "lying.zip", _lying(_zipped({"a.docx": bytes(500_000)}))
    yield "cut.zip", _zipped({"a.docx": BLANK})[:-40]
    yield "empty.zip", _zipped({})
    yield "loop.zip", _loop()


def _loop(name: str = "", level: int = 3) -> bytes:
    """Archives of archives, nine at each level and no two alike: seven hundred files from some kilobytes."""
    ending = "zip" if level > 1 else "bin"
    inner = {f"{number}.{ending}": f"{name}{number}" for number in range(9)}
    return _zipped({each: _loop(own, level - 1) if level > 1 else b"\0\1\2" + own.encode() for each, own in inner.items()})


def _pictures() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(4)
    yield "large.png", _png(60_000, 60_000)
    yield "large.tif", _tiff(200_000, 200_000)
    yield (
        "large.bmp",
        b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + struct.pack("<IiiHHIIiiII", 40, 90_000, 90_000, 1, 24, *[0] * 6),
    )
    yield "frames.tif", _frames(230)
    yield "cut.jpg", _jpeg()[:300]
    yield "noise.jpg", b"\xff\xd8\xff" + chance.randbytes(5_000)
    yield "noise.gif", b"GIF89a" + chance.randbytes(5_000)
    yield "noise.webp", b"RIFF" + struct.pack("<I", 5_000) + b"WEBPVP8 " + chance.randbytes(5_000)


def _tables() -> Iterator[tuple[str, bytes]]:
    plain = book_bytes()
    yield "long_line.csv", b"a" * 6_000_000
    yield "long_cell.csv", b'a,"' + b"x" * 2_000_000 + b'"'
    yield "wide.csv", b"," * 1_000_000 + b"x"
    yield "far.xlsx", in_sheet(plain, b"</sheetData>", b'<row r="2"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    yield "formula.csv", "氏名,現状について\n=cmd|'/c calc'!A0,特になし\n".encode()
    yield "control.txt", "\x1b[31m賛成\x07です".encode()
    yield "long.txt", "賛成です。".encode() * 200_000


def _zipped(files: dict[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def _lying(archive: bytes) -> bytes:
    entry = archive.rindex(b"PK\x01\x02")
    return archive[: entry + 24] + (10).to_bytes(4, "little") + archive[entry + 28 :]


def _png(width: int, height: int) -> bytes:
    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    head = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(100_000))) + chunk(b"IEND", b"")


def _tiff(width: int, height: int) -> bytes:
    """The smallest that there is, with a size that nobody can unpack."""
    tags = [(256, 4, width), (257, 4, height), (258, 3, 1), (259, 3, 1), (262, 3, 1), (273, 4, 8), (278, 4, height), (279, 4, 1)]
    entries = b"".join(struct.pack("<HHII", tag, kind, 1, value) for tag, kind, value in tags)
    return b"II*\0" + struct.pack("<I", 8) + struct.pack("<H", len(tags)) + entries + bytes(4)


def _frames(count: int) -> bytes:
    written = io.BytesIO()
    Image.new("1", (8, 8)).save(written, "TIFF", save_all=True, append_images=[Image.new("1", (8, 8))] * (count - 1))
    return written.getvalue()


def _jpeg() -> bytes:
    written = io.BytesIO()
    Image.new("RGB", (400, 400)).save(written, "JPEG")
    return re.sub(rb"\0{50,}", b"", written.getvalue())
