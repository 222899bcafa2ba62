"""Looks at a file before any library opens it: what it is, how large it unpacks, and what in it would stop a reader.

Excel books and Word files differ in a few words and in their main part only; `FileKind` holds both.

Everything here reads in pieces and stops at a limit, so that no file can hang or fill the process that looks.
"""

from __future__ import annotations

import codecs
import re
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import BinaryIO

from kaigi_docs.findings import Findings, Location
from kaigi_docs.read.parts import CHUNK_BYTES, BookScan, PartLimits, ScanStopped

ACCESS_HINT = "ファイルの場所と名前、開く権限を確かめてください。"
LOST_HINT = "送り直してもらうか、控えから戻してください。"
"""What to do about a file whose content is lost; who reads a book that nobody sent says something else."""


@dataclass(frozen=True, slots=True)
class FileKind:
    """What a file has to be, and how messages speak of it.

    Attributes:
        program: that writes it.
        noun: what a clerk calls it.
        save_as: the entry of the program's list of formats.
        main_part: pattern of the name of its main part.
        old_ending: of the program's format before 2007.
        contents_part: that lists the others or names the format.
    """

    program: str
    noun: str
    save_as: str
    main_part: str
    old_ending: str
    contents_part: str = "[Content_Types].xml"

    @property
    def save_hint(self) -> str:
        """How to save it in the right format."""
        return f"{self.program}で開き、「名前を付けて保存」で「{self.save_as}」を選んで保存し直してください。"

    @property
    def again_hint(self) -> str:
        """How to get a sound file."""
        return f"{self.program}で開けることを確かめ、別の名前で保存し直してください。"


BOOK = FileKind("Excel", "ブック", "Excel ブック (*.xlsx)", r"xl/workbook[0-9]*\.xml", ".xls")
WORD = FileKind("Word", "文書", "Word 文書 (*.docx)", r"word/document[0-9]*\.xml", ".doc")
BINARY_BOOK = FileKind("Excel", "ブック", "Excel ブック (*.xlsx)", r"xl/workbook[0-9]*\.bin", ".xls")
OPEN_DOCUMENT = FileKind("Excel", "ブック", "Excel ブック (*.xlsx)", r"content\.xml", ".xls", contents_part="mimetype")


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a book may hold. The defaults are some ten times the largest books seen in offices.

    Attributes:
        max_bytes: of the file.
        max_members: files within its zip archive.
        max_unpacked_bytes: of all members together.
        max_ratio: unpacked to packed bytes of one member, where it unpacks to more than `ratio_from_bytes`.
        ratio_from_bytes: below this, a high ratio is harmless (sheets of equal cells pack well).
        max_row, max_column: the farthest filled cell.
        max_cells: cells of all sheets together, with those that merged ranges and links cover.
    """

    max_bytes: int = 50_000_000
    max_members: int = 2_000
    max_unpacked_bytes: int = 200_000_000
    max_ratio: int = 200
    ratio_from_bytes: int = 10_000_000
    max_row: int = 100_000
    max_column: int = 1_000
    max_cells: int = 200_000


DEFAULT_LIMITS = Limits()


def preflight(path: Path, limits: Limits = DEFAULT_LIMITS, *, shown_as: str | None = None, kind: FileKind = BOOK) -> Findings:
    """The faults for which a file must not be opened (errors), and remarks on it; empty for a usual one.

    Codes: file-unreadable, file-empty, file-too-large, file-not-book, file-password, zip-bomb, xml-doctype and cell-far are
    errors (cell-far a note where only the stated dimension of a sheet is far); file-lock is a warning, for what is no book.

    Args:
        path: the file.
        limits: how much it may hold.
        shown_as: its name in findings; the name of the file where left out.
        kind: what it has to be.
    """
    findings = Findings()
    where = Location(shown_as or path.name)
    if path.name.startswith("~$"):
        hint = f"元の{kind.noun}を保存して閉じると、自動で消えます。"
        findings.warn("file-lock", where, f"{kind.program}が作る作業中の目印のファイルで、{kind.noun}ではありません。", hint)
        return findings
    try:
        _check_file(path, limits, kind, where, findings)
    except OSError as fault:
        findings.error("file-unreadable", where, reason(fault), ACCESS_HINT)
    return findings


def reason(fault: OSError) -> str:
    """Why the system refused a file, in a Japanese sentence."""
    if isinstance(fault, FileNotFoundError):
        return "ファイルがありません。"
    if isinstance(fault, PermissionError):
        return "ファイルを開く権限がないか、ほかの人が開いています。"
    return f"ファイルを読み取れません（{fault.strerror or type(fault).__name__}）。"


def _check_file(path: Path, limits: Limits, kind: FileKind, where: Location, findings: Findings) -> None:
    """What the file is by its size and first bytes.

    Raises:
        OSError: the file cannot be read.
    """
    check_size(path, limits, where, findings, kind=kind)
    if not findings.has_errors:
        with path.open("rb") as stream:
            _check_content(stream, limits, kind, where, findings)


def check_size(path: Path, limits: Limits, where: Location, findings: Findings, *, kind: FileKind = BOOK) -> None:
    """Tells of what is no file, of an empty one and of one that is too large: file-unreadable, file-empty, file-too-large.

    Args:
        path: the file.
        limits: how large it may be.
        where: it stands, for findings.
        findings: grow.
        kind: what it has to be.

    Raises:
        OSError: the system does not even tell what it is.
    """
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        found = "フォルダ" if stat.S_ISDIR(status.st_mode) else "ふつうのファイルではないもの"
        hint = f"{kind.program}の{kind.noun}を指定してください。"
        findings.error("file-unreadable", where, f"ファイルではなく、{found}です。", hint)
    elif status.st_size == 0:
        findings.error("file-empty", where, "ファイルが空（0バイト）です。", LOST_HINT)
    elif status.st_size > limits.max_bytes:
        found = f"ファイルが大きすぎます（{status.st_size / 1e6:.0f}MB、上限{limits.max_bytes / 1e6:.0f}MB）。"
        findings.error("file-too-large", where, found, "写真や図を除いて保存し直してください。")


def _check_content(stream: BinaryIO, limits: Limits, kind: FileKind, where: Location, findings: Findings) -> None:
    head = stream.read(4096)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        _check_compound_file(stream, kind, where, findings)
    elif head.startswith(b"PK"):
        _check_zip(stream, limits, kind, where, findings)
    else:
        found = f"名前は{kind.noun}ですが、中身は{_kind_by_bytes(head, kind)}です。"
        findings.error("file-not-book", where, found, kind.save_hint)


def _kind_by_bytes(head: bytes, wanted: FileKind) -> str:
    """What a file is that is neither a zip archive nor a compound file, in words."""
    start = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n")[:200].lower()
    if head.startswith(b"%PDF"):
        return "PDF"
    if start.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<head")):
        return "Webページ（HTML）"
    if start.startswith(b"<"):
        return "XML"
    if start.startswith(b"{\\rtf"):
        return "リッチテキスト"
    return "文字だけのファイル（CSVなど）" if _is_text(head) else f"{wanted.program}の{wanted.noun}ではないもの"


def _is_text(head: bytes) -> bool:
    """Whether bytes are text in one of the encodings of office files; a character cut at the end does not matter."""
    if b"\0" in head and not head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return False
    for encoding in ("utf-16", "utf-8", "cp932") if b"\0" in head else ("utf-8", "cp932"):
        try:
            codecs.getincrementaldecoder(encoding)().decode(head)
        except UnicodeDecodeError:
            continue
        return True
    return False


_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def _check_compound_file(stream: BinaryIO, kind: FileKind, where: Location, findings: Findings) -> None:
    """A compound file (MS-CFB) is an encrypted package (MS-OFFCRYPTO 2.3.4) or a file of Office 97-2003."""
    stream.seek(0)
    rest = b""
    while chunk := stream.read(CHUNK_BYTES):
        if _ENCRYPTED in rest + chunk:
            hint = f"{kind.program}で開き、パスワードを外して保存し直してください。"
            findings.error("file-password", where, "パスワードがかかっているため、読み取れません。", hint)
            return
        rest = chunk[-len(_ENCRYPTED) :]
    findings.error("file-not-book", where, f"古い形式（{kind.old_ending} など）のファイルです。", kind.save_hint)


def _check_zip(stream: BinaryIO, limits: Limits, kind: FileKind, where: Location, findings: Findings) -> None:
    try:
        with zipfile.ZipFile(stream) as archive:
            _check_members(archive.infolist(), limits, kind, where, findings)
            if not findings.has_errors:
                _check_parts(archive, limits, kind, where, findings)
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, UnicodeDecodeError, ValueError):
        # zipfile raises any of these for archives that are cut off or were changed by something else than a writer.
        found = "ファイルが壊れています（途中で切れているか、書き換えられています）。"
        findings.error("file-unreadable", where, found, LOST_HINT)


def _check_members(members: list[zipfile.ZipInfo], limits: Limits, kind: FileKind, where: Location, findings: Findings) -> None:
    """Faults that the list of contents shows, before anything is unpacked."""
    bomb = _bomb(members, limits)
    if bomb:
        hint = "開かずに、送り主に確かめてください。"
        findings.error("zip-bomb", where, f"広げると異常に大きくなるファイルです（{bomb}）。", hint)
    elif any(member.flag_bits & 1 for member in members):
        found = "パスワードがかかっているため、読み取れません。"
        findings.error("file-password", where, found, "パスワードを外して保存し直してください。")
    elif any(_leaves_archive(member.filename) or member.compress_type not in (0, 8) for member in members):
        found = f"{kind.program}が作らない部品が入っているため、開きません。"
        findings.error("file-unreadable", where, found, kind.again_hint)
    elif other := _other_kind({member.filename for member in members}, kind):
        findings.error("file-not-book", where, f"名前は{kind.noun}ですが、中身は{other}です。", kind.save_hint)


def _bomb(members: list[zipfile.ZipInfo], limits: Limits) -> str:
    """Which limit the archive breaks, in words, or nothing. zipfile never unpacks more of a member than its stated size."""
    if len(members) > limits.max_members:
        return f"部品が{len(members):,}個、上限{limits.max_members:,}個"
    total = sum(member.file_size for member in members)
    if total > limits.max_unpacked_bytes:
        return f"{total / 1e6:,.0f}MB、上限{limits.max_unpacked_bytes / 1e6:,.0f}MB"
    for member in members:
        ratio = member.file_size / max(1, member.compress_size)
        if member.file_size > limits.ratio_from_bytes and ratio > limits.max_ratio:
            return f"{ratio:,.0f}倍、上限{limits.max_ratio:,}倍"
    return ""


def _leaves_archive(name: str) -> bool:
    """Whether a member's name points out of the archive."""
    return name.startswith("/") or "\\" in name or ":" in name or ".." in PurePosixPath(name).parts


def _other_kind(names: set[str], wanted: FileKind) -> str:
    """What an archive is, in words, if it is not of the kind that is wanted."""
    if wanted.contents_part in names and any(re.fullmatch(wanted.main_part, name) for name in names):
        return ""
    if any(name.endswith("workbook.bin") for name in names):
        return "Excelのバイナリ形式（.xlsb）"
    if any(name.startswith("xl/") for name in names):
        return "一部が欠けたExcelのブック"
    if any(name.startswith("word/") for name in names):
        return "Wordの文書"
    if any(name.startswith("ppt/") for name in names):
        return "PowerPointの資料"
    if "content.xml" in names and "mimetype" in names:
        return "LibreOfficeなどの形式（.ods など）"
    return "zipファイル"


_HINTS = {
    "xml-doctype": "開かずに、送り主に確かめてください。",
    "cell-far": "そのセルの行または列を削除して、保存し直してください。",
    "file-too-large": "使っていないシートや行を削除して、保存し直してください。",
}


def _check_parts(archive: zipfile.ZipFile, limits: Limits, kind: FileKind, where: Location, findings: Findings) -> None:
    """Faults within the XML parts: a DTD, far cells, too many cells, broken XML."""
    scan = BookScan(PartLimits(limits.max_row, limits.max_column, limits.max_cells))
    for member in archive.infolist():
        try:
            with archive.open(member) as stream:
                scan.read_part(member.filename, stream)
        except ScanStopped as fault:
            sheet = scan.sheet_title(archive, member.filename) if fault.cell else None
            hint = _HINTS.get(fault.code, kind.again_hint)
            findings.error(fault.code, Location(where.file, sheet, fault.cell), fault.message, hint)
            return
    for part, dimension in scan.far_dimensions.items():
        found = f"使っている範囲が {dimension} までと記録されていますが、そこに値はありません。"
        findings.note("cell-far", Location(where.file, scan.sheet_title(archive, part)), found, "そのままで読み取れます。")
