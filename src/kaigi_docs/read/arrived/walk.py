"""The files that lie in a folder of a meeting, in the order of their names, and how names are shown."""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from kaigi_docs.findings import Findings, Location
from kaigi_docs.read.preflight import ACCESS_HINT, reason

_LOCKS = re.compile(r"~\$.*|\.~lock\..*#")
_SYSTEM_FILES = frozenset({"thumbs.db", "ehthumbs.db", "desktop.ini", ".ds_store"})
_MAC_SHADOW = "._"
_UNSAFE = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class FoundFile:
    """A file of the folder.

    Attributes:
        path: where it lies.
        shown: its path relative to the meeting folder as messages show it, unlike that of any other.
    """

    path: Path
    shown: str


def found_files(directory: Path, folder: str) -> tuple[list[FoundFile], list[FoundFile], Findings]:
    """The files of a folder and its subfolders that are to be read, those that are passed over, and the findings on the latter.

    Names are compared and shown in NFC (macOS sends NFD); two that are shown alike are told apart by 「 (2)」. Links are not
    followed, neither to files nor to folders: what they name lies elsewhere, or is found anyhow.

    Codes: file-lock (a warning), file-passed-over (a note: files that the system makes), file-link, file-unreadable (a folder
    that cannot be opened).

    Args:
        directory: the meeting folder.
        folder: name of the folder in it.
    """
    findings = Findings()
    read: list[FoundFile] = []
    passed_over: list[FoundFile] = []
    paths = sorted(_walk(directory / folder), key=lambda pair: [shown_name(part) for part in pair[0].parts])
    names = told_apart("/".join(map(shown_name, path.relative_to(directory).parts)) for path, _ in paths)
    for (path, fault), shown in zip(paths, names, strict=True):
        is_told = _tell(path, fault, Location(shown), folder, findings)
        (passed_over if is_told else read).append(FoundFile(path, shown))
    return read, passed_over, findings


def _walk(folder: Path) -> Iterator[tuple[Path, OSError | None]]:
    """Every file and link, and every folder that cannot be opened with the reason."""
    if not folder.is_dir():
        return
    try:
        entries = list(folder.iterdir())
    except OSError as fault:
        yield folder, fault
        return
    for entry in entries:
        if not _is_link(entry) and entry.is_dir():
            yield from _walk(entry)
        else:
            yield entry, None


def _is_link(path: Path) -> bool:
    """Whether a path leads elsewhere: a symbolic link, or a junction of Windows."""
    return path.is_symlink() or (path.is_dir() and path.resolve() != path.parent.resolve() / path.name)


def _tell(path: Path, fault: OSError | None, where: Location, folder: str, findings: Findings) -> bool:
    """Whether the path is not to be read, and why."""
    name = path.name.lower()
    if fault is not None:
        findings.error("file-unreadable", where, f"フォルダを開けません。{reason(fault)}", ACCESS_HINT)
    elif _is_link(path):
        message = "ほかの場所を指すリンクです。読んでいません。"
        findings.error("file-link", where, message, f"元のファイルを「{folder}」フォルダに写してください。")
    elif _LOCKS.fullmatch(name):
        message = "だれかがファイルを開いている間だけできる目印で、中身はありません。"
        findings.warn("file-lock", where, message, "元のファイルを保存して閉じると、自動で消えます。")
    elif name in _SYSTEM_FILES or name.startswith(_MAC_SHADOW):
        findings.note("file-passed-over", where, "パソコンが自動で作るファイルなので、読んでいません。", "そのままで構いません。")
    else:
        return False
    return True


def shown_name(name: str) -> str:
    """A name of a file as messages show it: NFC, and bytes that are no text of this system as Windows' Japanese."""
    octets = os.fsencode(name)
    for encoding in ("utf-8", "cp932"):
        try:
            return safe_name(octets.decode(encoding))
        except UnicodeDecodeError:
            continue
    return safe_name(octets.decode("utf-8", "replace"))


def safe_name(name: str) -> str:
    """A name in NFC in which nothing moves the cursor of a terminal or turns the direction of writing: 「＿」 stands there."""
    return _UNSAFE.sub("＿", unicodedata.normalize("NFC", name.encode("utf-8", "replace").decode("utf-8")))


def told_apart(names: Iterable[str]) -> list[str]:
    """The names, each unlike the others: a second one gets 「 (2)」 at its end, a third one 「 (3)」."""
    taken: set[str] = set()
    apart: list[str] = []
    for name in names:
        number, unlike = 1, name
        while unlike in taken:
            number += 1
            unlike = f"{name} ({number})"
        taken.add(unlike)
        apart.append(unlike)
    return apart
