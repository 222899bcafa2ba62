"""Which forms the books of 手入力 in 回答/ are for; what is typed in them is read with the other answers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from kaigi_docs.declarations.hand_entry import ANSWERS_FOLDER, HAND_ENTRY, parse_mark
from kaigi_docs.read.books import read_book
from kaigi_docs.read.cells import cell_text
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.sandbox import Sandbox


@dataclass(frozen=True, slots=True)
class HandEntries:
    """The books of 手入力 that are there.

    Attributes:
        names: of the files.
        versions: of the forms that they have sheets for.
        unreadable: names of those that cannot be read.
    """

    names: tuple[str, ...] = ()
    versions: frozenset[str] = frozenset()
    unreadable: tuple[str, ...] = ()


def read_hand_entries(directory: Path, sandbox: Sandbox) -> HandEntries:
    """The books whose names begin with 手入力, right in 回答/.

    Args:
        directory: the meeting folder.
        sandbox: where the books are opened.
    """
    names, versions, unreadable = [], set[str](), []
    for path in sorted((directory / ANSWERS_FOLDER).glob(f"{HAND_ENTRY}*.xlsx")):
        names.append(path.name)
        book, _ = read_book(sandbox, path, f"{ANSWERS_FOLDER}/{path.name}")
        if book is None:
            unreadable.append(path.name)
        else:
            versions.update(_versions(book))
    return HandEntries(tuple(names), frozenset(versions), tuple(unreadable))


def _versions(book: GridBook) -> Iterator[str]:
    """The form version of each sheet that still has its mark."""
    for sheet in book.sheets:
        marks = (parse_mark(cell_text(cell.value)) for (_, column), cell in sheet.cells.items() if column == 1)
        yield from (mark[0] for mark in marks if mark is not None)
