"""Files that departments must never be able to harm a run with: each costs a finding or is read, and never another file."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from openpyxl import Workbook

from hostile import DOCTYPE, MAIN, SHEET, added, archive_of, book_bytes, changed, compound_file, in_sheet, with_shared_strings
from mail_files import compound, letter, outlook, outlook_streams, raw_letter, tnef

FIXTURES = Path(__file__).resolve().parent / "data" / "returned"
PLAIN = book_bytes()
BOMB = added(PLAIN, "xl/media/image1.png", bytes(12_000_000))
_END = b"</sheetData>"


@cache
def hostile_files() -> dict[str, bytes]:
    """Contents by name; the name tells what is wrong."""
    makers: tuple[Callable[[], Iterator[tuple[str, bytes]]], ...] = (
        _archives,
        _cells,
        _parts,
        _others,
        _texts,
        _open_documents,
        _mails,
    )
    return {name: content for maker in makers for name, content in maker()}


def _row(cells: bytes, number: int = 2) -> bytes:
    return in_sheet(PLAIN, _END, b'<row r="%d">%s</row></sheetData>' % (number, cells))


def _archives() -> Iterator[tuple[str, bytes]]:
    yield "bomb_ratio.xlsx", BOMB
    yield "bomb_total.xlsx", added(PLAIN, "xl/media/noise.bin", random.Random(1).randbytes(6_000_000))
    yield (
        "bomb_members.xlsx",
        archive_of("[Content_Types].xml", "xl/workbook.xml", *(f"xl/{number}.xml" for number in range(600))),
    )
    yield "lying_size.xlsx", _lying(added(PLAIN, "xl/media/a.png", bytes(300_000)))
    yield "traversal.xlsx", added(PLAIN, "../../evil.xml", b"<x/>")
    yield "absolute.xlsx", added(PLAIN, "/etc/evil.xml", b"<x/>")
    yield "backslash.xlsx", added(PLAIN, "xl\\..\\evil.xml", b"<x/>")
    yield "twice.xlsx", _twice(SHEET, b'<worksheet xmlns="%s"><sheetData/></worksheet>' % MAIN)
    yield "truncated.xlsx", PLAIN[: len(PLAIN) // 2]
    yield "only_head.xlsx", PLAIN[:60]
    yield "encrypted_member.xlsx", _flagged(PLAIN)
    yield "nested.zip", _zipped(_zipped(BOMB))


def _cells() -> Iterator[tuple[str, bytes]]:
    yield "far.xlsx", _row(b'<c r="XFD1048576"><v>1</v></c>')
    yield "wide.xlsx", _row(b"<c><v>1</v></c>" * 16_384)
    yield "many_cells.xlsx", _tall()
    yield "merged_far.xlsx", in_sheet(PLAIN, _END, _END + b'<mergeCells><mergeCell ref="A2:XFD1048576"/></mergeCells>')
    yield "huge_text.xlsx", _row(b'<c r="A2" t="inlineStr"><is><t>' + b"x" * 3_000_000 + b"</t></is></c>")
    yield "huge_number.xlsx", _row(b'<c r="A2"><v>' + b"9" * 5_000 + b"</v></c>")
    yield "circular.xlsx", _row(b'<c r="A2"><f>B2</f></c><c r="B2"><f>A2</f></c>')
    yield "dde.xlsx", _row(b"<c r=\"A2\"><f>cmd|'/c calc'!A0</f><v>0</v></c>")
    yield "web_call.xlsx", _row(b'<c r="A2"><f>WEBSERVICE("http://127.0.0.1:9/")</f></c>')
    yield "row_zero.xlsx", _row(b'<c r="A0"><v>1</v></c>', 0)
    yield "bad_date.xlsx", _row(b'<c r="A2" t="d"><v>2022-99-99</v></c>')
    yield "missing_text.xlsx", _row(b'<c r="A2" t="s"><v>999</v></c>')
    yield "missing_style.xlsx", _row(b'<c r="A2" s="999"><v>1</v></c>')


def _tall() -> bytes:
    def fill(book: Workbook) -> None:
        for _ in range(1_200):
            book.active.append([1] * 20)

    return book_bytes(fill)


def _parts() -> Iterator[tuple[str, bytes]]:
    yield (
        "entities.xlsx",
        changed(PLAIN, SHEET, lambda old: DOCTYPE + old[old.index(b"?>") + 2 if old.startswith(b"<?xml") else 0 :]),
    )
    yield "entities_in_texts.xlsx", changed(with_shared_strings(PLAIN), "xl/sharedStrings.xml", lambda old: DOCTYPE + old)
    yield "deep.xlsx", in_sheet(PLAIN, _END, _END + b"<a>" * 60_000 + b"</a>" * 60_000)
    yield (
        "deep_styles.xlsx",
        changed(PLAIN, "xl/styles.xml", lambda old: old.replace(b"<fonts", b"<x>" * 90_000 + b"</x>" * 90_000 + b"<fonts", 1)),
    )
    yield "long_token.xlsx", added(PLAIN, "xl/long.xml", b"<x a='" + b"y" * 4_900_000 + b"'/>")
    yield "cut_sheet.xlsx", changed(PLAIN, SHEET, lambda old: old[: len(old) // 2])
    yield "no_sheet.xlsx", _without(SHEET)
    yield "no_types.xlsx", _without("[Content_Types].xml")
    yield (
        "wrong_types.xlsx",
        changed(PLAIN, "[Content_Types].xml", lambda old: old.replace(b"spreadsheetml.sheet.main", b"word.main")),
    )
    yield (
        "link_to_system.xlsx",
        changed(
            PLAIN, "xl/_rels/workbook.xml.rels", lambda old: old.replace(b"/xl/worksheets/sheet1.xml", b"../../../etc/passwd")
        ),
    )
    yield "external_link.xlsx", added(PLAIN, "xl/externalLinks/externalLink1.xml", b"<externalLink/>")
    yield "macros.xlsm", added(PLAIN, "xl/vbaProject.bin", compound_file("VBA"))
    yield "garbage.xlsb", archive_of("[Content_Types].xml", "xl/workbook.bin", "xl/worksheets/sheet1.bin")


def _others() -> Iterator[tuple[str, bytes]]:
    chance = random.Random(2)
    small = (FIXTURES / "small_book.xls").read_bytes()
    yield "empty.xlsx", b""
    yield "noise.xls", chance.randbytes(20_000)
    yield "noise_after_head.xls", small[:512] + chance.randbytes(20_000)
    yield "half.xls", small[: len(small) // 2]
    for number in range(6):
        yield f"changed_{number}.xls", _shaken(small, chance, 30)
    yield "own_sector.xls", small[:48] + struct.pack("<I", 0) + small[52:]
    yield "password.xls", (FIXTURES / "password.xls").read_bytes()
    yield "password.xlsx", (FIXTURES / "password.xlsx").read_bytes()
    yield "encrypted_stub.xlsx", compound({("EncryptedPackage",): b"x"})
    yield "word.xls", compound({("WordDocument",): b"x"})
    yield "web.xls", b"<html><table><tr><td>1</td></tr></table></html>"
    yield "book_2003.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    yield "paper.xlsx", b"%PDF-1.7\n" + bytes(1_000)


def _texts() -> Iterator[tuple[str, bytes]]:
    yield "wide.csv", b"," * 1_000_000 + b"x"
    yield "long.csv", b"a,b\n" * 60_000
    yield "one_cell.csv", b'a,"' + b"x" * 2_000_000 + b'"'
    yield "open_quote.csv", b'a,"b\n' * 2_000
    yield "zeros.csv", b"a,b" + bytes(5_000)
    yield "no_encoding.csv", b"a,b\n\x81\xff\xfe"
    yield "formula.csv", b"=cmd|'/c calc'!A0,1"


def _open_documents() -> Iterator[tuple[str, bytes]]:
    small = (FIXTURES / "small_book.ods").read_bytes()
    rows = b'<table:table-row table:number-rows-repeated="1048576"'
    yield "tall.ods", changed(small, "content.xml", lambda old: old.replace(b"<table:table-row", rows, 1))
    cells = b'<table:table-cell table:number-columns-repeated="900" office:value-type'
    wide = changed(small, "content.xml", lambda old: old.replace(b"<table:table-cell office:value-type", cells, 1))
    yield (
        "area.ods",
        changed(wide, "content.xml", lambda old: old.replace(b"<table:table-row", rows.replace(b"1048576", b"9000"), 1)),
    )
    yield (
        "nonsense_repeat.ods",
        changed(small, "content.xml", lambda old: old.replace(b"<table:table-row", rows.replace(b"1048576", b"-5"), 1)),
    )
    yield "entities.ods", changed(small, "content.xml", lambda old: DOCTYPE + old[old.index(b"?>") + 2 :])
    yield "truncated.ods", small[: len(small) // 2]
    yield "cut_content.ods", changed(small, "content.xml", lambda old: old[: len(old) // 2])
    yield (
        "deep.ods",
        changed(
            small, "content.xml", lambda old: old.replace(b"<table:table-row", b"<text:p>" * 60_000 + b"<table:table-row", 1)
        ),
    )
    yield "bomb.ods", added(small, "Pictures/a.png", bytes(12_000_000))
    yield "password.ods", (FIXTURES / "password.ods").read_bytes()


def _mails() -> Iterator[tuple[str, bytes]]:
    yield "bomb.eml", letter(("bomb.xlsx", BOMB)).as_bytes()
    chain = letter(("a.xlsx", PLAIN))
    for _ in range(30):
        chain = letter(within=(chain,))
    yield "chain.eml", chain.as_bytes()
    packed = letter(("a.xlsx", PLAIN)).as_bytes()
    for _ in range(8):
        packed = letter(("itself.eml", packed)).as_bytes()
    yield "itself.eml", packed
    yield "crowd.eml", letter(*((f"{number}.xlsx", b"PK%d" % number) for number in range(150))).as_bytes()
    yield "parts.eml", _nested_parts(400)
    yield "cut.eml", letter(("a.xlsx", PLAIN)).as_bytes()[:-4_000]
    yield "path.eml", raw_letter(b'Content-Type: application/x; name="../../../tmp/evil.xlsx"', PLAIN[:-1])
    yield "no_date.eml", letter(("a.xlsx", BOMB[:-1]), sent=None).as_bytes()
    yield "fields.eml", b"From: a\r\nDate: b\r\n" + b"X-Long: " + b"=?utf-8?B?" * 20_000 + b"\r\n\r\nx"
    yield "noise.msg", outlook(("a.xlsx", PLAIN))[:2_000] + random.Random(3).randbytes(5_000)
    deep = outlook_streams(("a.xlsx", PLAIN), sent=None)
    for _ in range(8):
        deep = outlook_streams(("mail", deep), sent=None, header_bytes=24)
    yield "deep.msg", compound(deep)
    yield "winmail.dat", tnef((b"a.xlsx", PLAIN))[:-100]


def _nested_parts(depth: int) -> bytes:
    lines = [b"From: a@mihon.example.jp", b"Date: Wed, 01 Jun 2022 10:00:00 +0900"]
    for number in range(depth):
        lines += [b"Content-Type: multipart/mixed; boundary=b%d" % number, b"", b"--b%d" % number]
    return b"\r\n".join([*lines, b"", b"x"])


def _shaken(content: bytes, chance: random.Random, times: int) -> bytes:
    shaken = bytearray(content)
    for _ in range(times):
        shaken[chance.randrange(512, len(shaken))] = chance.randrange(256)
    return bytes(shaken)


def _twice(name: str, content: bytes) -> bytes:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return added(PLAIN, name, content)


def _without(name: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(PLAIN)) as old, zipfile.ZipFile(written, "w") as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
    return written.getvalue()


def _zipped(content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.zip", content)
    return written.getvalue()


def _lying(book: bytes) -> bytes:
    entry = book.rindex(b"PK\x01\x02")
    return book[: entry + 24] + (10).to_bytes(4, "little") + book[entry + 28 :]


def _flagged(book: bytes) -> bytes:
    changed_book = bytearray(book)
    changed_book[book.rindex(b"PK\x01\x02") + 8] |= 1
    return bytes(changed_book)
