"""What a PDF has beside its fields: attached files, what people drew on its pages, and what would act by itself."""

from __future__ import annotations

import base64
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import pikepdf

from kaigi_docs.read.worker.frames import Answer
from kaigi_docs.read.worker.pdf_strings import decoded

PIN = "/FileAttachment"
_NOT_DRAWN = frozenset({"", "/Link", "/Popup", "/PrinterMark", "/TrapNet", "/Watermark"})
_EDGES = 4
_HARMLESS = frozenset({"/URI", "/GoTo"})


def entry(thing: Any, key: str, default: Any = None) -> Any:
    """An entry of a dictionary, or the default; `get` takes ten times as long for an entry that is not there."""
    return thing[key] if key in thing else default  # noqa: SIM401


def is_drawing(kind: str) -> bool:
    """Whether an annotation of a kind is something that a person put on the page."""
    return kind not in _NOT_DRAWN


def drawing(annotation: pikepdf.Dictionary, kind: str, page: int, text: str) -> Answer:
    """{"page", "kind", "rect", "text"}."""
    return {"page": page, "kind": kind[1:], "rect": edges_of(annotation), "text": text}


def edges_of(annotation: pikepdf.Dictionary) -> list[float]:
    """The edges of the rectangle of an annotation in points, from the lower left corner; [] where it has none."""
    rect = entry(annotation, "/Rect")
    edges = list(rect) if isinstance(rect, pikepdf.Array) and len(rect) == _EDGES else []
    return [float(each) for each in edges] if all(isinstance(each, (int, float, Decimal)) for each in edges) else []


def acts(thing: Any, key: str = "/A") -> bool:
    """Whether a field or an annotation would do something by itself, or more than lead to a place.

    Args:
        thing: a dictionary.
        key: of its action; that of a catalogue is /OpenAction.
    """
    if "/AA" in thing:
        return True
    action = entry(thing, key)
    if not isinstance(action, pikepdf.Dictionary):
        return False
    return str(entry(action, "/S", "")) not in _HARMLESS or "/Next" in action


def attached_files(pdf: pikepdf.Pdf, pins: Sequence[pikepdf.Dictionary], most: int, max_bytes: int) -> tuple[list[Answer], int]:
    """[{"name", "content"}] of the attached files within the limits, and how many are left out.

    Args:
        pdf: the file.
        pins: annotations that hold files.
        most, max_bytes: what may be attached.
    """
    found: list[Answer] = []
    left_out = 0
    for name, content in _contents(pdf, pins):
        if content is None or len(found) >= most or len(content) > max_bytes:
            left_out += 1
            continue
        max_bytes -= len(content)
        found.append({"name": name, "content": base64.b64encode(content).decode("ascii")})
    return found, left_out


def _contents(pdf: pikepdf.Pdf, pins: Sequence[pikepdf.Dictionary]) -> Iterator[tuple[str, bytes | None]]:
    """Name and bytes of the files that the document lists, then of those that hang on its pages; None where they are damaged."""
    seen: set[tuple[int, int]] = set()
    names = pdf.Root.get("/Names")
    if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
        for name, listed in pdf.attachments.items():
            seen.add(listed.obj.objgen)
            yield _read(listed, name)
    for pin in pins:
        spec = pin.get("/FS")
        if isinstance(spec, pikepdf.Dictionary) and spec.objgen not in seen:
            yield _pinned(spec)


def _read(spec: pikepdf.AttachedFileSpec, name: str) -> tuple[str, bytes | None]:
    try:
        return str(spec.filename or name), spec.get_file().read_bytes()
    except (pikepdf.PdfError, RuntimeError, ValueError, KeyError):
        return name, None


def _pinned(spec: pikepdf.Dictionary) -> tuple[str, bytes | None]:
    """A file that hangs on a page (ISO 32000-1 7.11.3)."""
    named, held = spec.get("/UF", spec.get("/F", "")), spec.get("/EF")
    stream = held.get("/UF", held.get("/F")) if isinstance(held, pikepdf.Dictionary) else None
    name = decoded(named)[0] if isinstance(named, pikepdf.String) else ""
    try:
        return name, stream.read_bytes() if isinstance(stream, pikepdf.Stream) else None
    except (pikepdf.PdfError, RuntimeError):
        return name, None
