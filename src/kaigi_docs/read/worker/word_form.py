"""The task "word_form": a Word file or OpenDocument text as units of text, with ids, changes, notes and pictures."""

from __future__ import annotations

import base64
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path

from kaigi_docs.read.preflight import WORD, FileKind, Limits, preflight
from kaigi_docs.read.worker.form_units import COMMENT, HEAD, LINE, NOTE, TextOnly, Units, told_limits
from kaigi_docs.read.worker.frames import Answer
from kaigi_docs.read.worker.open_units import OpenPart
from kaigi_docs.read.worker.word_units import WordPart

_OPEN_TEXT = FileKind("Word", "文書", "Word 文書 (*.docx)", r"content\.xml", ".doc", contents_part="mimetype")
_KINDS = {"docx": WORD, "odt": _OPEN_TEXT}
_WORD_PARTS = (
    (r"word/document[0-9]*\.xml", LINE),
    (r"word/(?:header|footer)[0-9]*\.xml", HEAD),
    (r"word/(?:footnotes|endnotes)\.xml", NOTE),
    (r"word/comments\.xml", COMMENT),
)
_MEDIA = re.compile(r"(?:word/media|Pictures)/[^/]+\.(?:png|jpe?g|gif|bmp|tiff?|webp)", re.I)
_EXTERNAL = re.compile(rb'<Relationship\b(?=[^>]*TargetMode="External")(?![^>]*/hyperlink")[^>]*>')


def read_word_form(path: Path, kind: str, file: str, limits: Mapping[str, int], max_pictures: int, max_bytes: int) -> Answer:
    """{"findings"} of the preflight, and where none is an error {"units", "spaces", "ids", …} or {"fault"}.

    `units` and `spaces` are those of `form_units`; `ids` texts in which the form's id may stand (properties, names of hidden
    bookmarks), `drawings` the number of shapes and pictures, `external` whether it asks to load something from elsewhere,
    `embedded` how many files are in it, `pictures` [{"name", "content"}] in base64, `left_out` how many of them are not told.
    Faults: "damaged", "large".

    Args:
        path: the file.
        kind: "docx" or "odt".
        file: its name in findings.
        limits: the fields of `Limits`.
        max_pictures, max_bytes: of the pictures in it.
    """
    findings = preflight(path, Limits(**limits), shown_as=file, kind=_KINDS[kind])
    told: Answer = {"findings": [asdict(each) for each in findings]}
    if findings.has_errors:
        return told
    units = Units()
    with zipfile.ZipFile(path) as archive, told_limits() as faults:
        read = _read_word if kind == "docx" else _read_open
        told |= {"ids": list(read(archive, units))}
        told |= {"external": _is_external(archive), **_pictures(archive, max_pictures, max_bytes)}
    if faults:
        return {**told, "fault": faults[0]}
    return {**told, "units": units.told, "spaces": units.spaces, "drawings": units.drawings}


def _read_word(archive: zipfile.ZipFile, units: Units) -> Iterator[str]:
    """Reads all parts; gives texts in which the id may stand."""
    for pattern, line in _WORD_PARTS:
        for name in sorted(each for each in archive.namelist() if re.fullmatch(pattern, each)):
            with archive.open(name) as stream:
                WordPart(units, line).read(stream)
    yield from units.names
    yield from _text_of(archive, "docProps/custom.xml")


def _read_open(archive: zipfile.ZipFile, units: Units) -> Iterator[str]:
    for name in ("content.xml", "styles.xml"):
        if name in archive.namelist():
            with archive.open(name) as stream:
                OpenPart(units).read(stream)
    yield from units.names
    yield from _text_of(archive, "meta.xml")


def _text_of(archive: zipfile.ZipFile, name: str) -> Iterator[str]:
    if name in archive.namelist():
        reader = TextOnly()
        with archive.open(name) as stream:
            reader.read(stream)
        yield reader.text


def _is_external(archive: zipfile.ZipFile) -> bool:
    """Whether a part asks for something from elsewhere that Word would load by itself; it is not looked at."""
    names = (name for name in archive.namelist() if name.lower().endswith(".rels"))
    return any(_EXTERNAL.search(archive.read(name)) is not None for name in names)


def _pictures(archive: zipfile.ZipFile, max_pictures: int, max_bytes: int) -> Answer:
    found = [each for each in archive.infolist() if _MEDIA.fullmatch(each.filename)]
    told = []
    for each in found[:max_pictures]:
        if each.file_size <= max_bytes:
            max_bytes -= each.file_size
            content = base64.b64encode(archive.read(each)).decode("ascii")
            told.append({"name": each.filename.rpartition("/")[2], "content": content})
    embedded = sum(re.fullmatch(r"word/embeddings/.+|Object[^/]*/content\.xml", name) is not None for name in archive.namelist())
    return {"pictures": told, "left_out": len(found) - len(told), "embedded": embedded}
