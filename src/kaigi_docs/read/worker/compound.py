"""The task "compound": a compound file (MS-CFB), which is a book of Excel before 2007, an encrypted one, or something else."""

from __future__ import annotations

import struct
from pathlib import Path

import olefile

from kaigi_docs.read.worker.frames import Answer
from kaigi_docs.read.worker.values import read_values

_PROGRAMS = {
    "worddocument": "Word の文書",
    "powerpoint document": "PowerPoint の資料",
    "documenttext": "一太郎の文書",
    "fileheader": "ハングルの文書",
    "visiodocument": "Visio の図",
}


_RECORD = struct.Struct("<HH")
_FILE_PASS = 0x002F
_MOST_RECORDS = 20  # before FilePass stand those that begin the book and protect its writing


def read_compound(path: Path, max_row: int, max_column: int, max_cells: int) -> Answer:
    """What `read_values` tells of a book, or {"fault"}: "password", "damaged" or "other", this with "noun", perhaps "".

    Args:
        path: the file.
        max_row, max_column, max_cells: as in `read_values`.
    """
    try:
        with olefile.OleFileIO(path) as container:
            names = {entry[0].lower() for entry in container.listdir(streams=True, storages=True)}
            if "encryptedpackage" in names or _has_password(container):
                return {"fault": "password"}
    except OSError:
        return {"fault": "damaged"}
    if names.isdisjoint({"workbook", "book"}):
        return {"fault": "other", "noun": next((noun for name, noun in _PROGRAMS.items() if name in names), "")}
    return read_values(path, max_row, max_column, max_cells)


def _has_password(container: olefile.OleFileIO) -> bool:
    """Whether the stream of the book is encrypted (MS-XLS 2.4.117, FilePass); calamine does not tell it from what is no book."""
    stream = next((each for each in ("Workbook", "Book") if container.exists(each)), None)
    if stream is None:
        return False
    with container.openstream(stream) as records:
        for _ in range(_MOST_RECORDS):
            head = records.read(_RECORD.size)
            if len(head) < _RECORD.size:
                return False
            kind, size = _RECORD.unpack(head)
            if kind == _FILE_PASS:
                return True
            records.seek(size, 1)
    return False
