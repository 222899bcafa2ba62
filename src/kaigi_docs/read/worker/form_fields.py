"""The task "form_fields": the interactive fields of a PDF, its attachments and what people drew on its pages.

Nothing of the file is executed or drawn. Fields are walked by our own code, because readers of PDF libraries stop at buttons
without appearance, at fields of removed pages and at trees that bite their tails (ISO 32000-1 12.7.3).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from kaigi_docs.read.worker.frames import Answer

_BUTTON, _OFF = "/Btn", "Off"
_DRAWN = ("/FreeText", "/Ink", "/Stamp", "/Text", "/Line", "/Square", "/Circle", "/PolyLine", "/Highlight")
_MOST_TEXT = 100_000
_MOST_NAMES = 40


def read_form_fields(
    path: Path, max_pages: int, max_fields: int, max_attachments: int, max_bytes: int, form_id_key: str
) -> Answer:
    """{"pages", "fields": [{"name", "value", "default", "kind", "page"}], "id", "drawn": [{"page", "kind", "rect", "text"}],
    "attachments": [{"name", "content"}], "left_out", "xfa", "scripts", "sizes"}, or {"fault": "password" | "damaged" | "limit"}.

    `kind` is "button" or "text"; the value of a button is the name of its state, "" for none. Pages count from 1, 0 where a field
    stands on none.

    Args:
        path: the file.
        max_pages, max_fields: of the file; beyond, it is a fault.
        max_attachments, max_bytes: of what is attached; beyond, it is left out and counted.
        form_id_key: key of the id in the information dictionary.
    """
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            return _read(pdf, max_pages, max_fields, max_attachments, max_bytes, form_id_key)
    except pikepdf.PasswordError:
        return {"fault": "password"}
    except _TooMuch:
        return {"fault": "limit"}
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OverflowError, RecursionError):
        return {"fault": "damaged"}


class _TooMuch(Exception):
    """More than a form has."""


def _read(pdf: pikepdf.Pdf, max_pages: int, max_fields: int, max_attachments: int, max_bytes: int, form_id_key: str) -> Answer:
    if len(pdf.pages) > max_pages:
        raise _TooMuch
    form = pdf.Root.get("/AcroForm")
    form = form if isinstance(form, pikepdf.Dictionary) else pikepdf.Dictionary()
    numbers, drawn, sizes = _pages(pdf, max_fields)
    fields = [_field(each, numbers) for each in _terminal(form, max_fields)]
    attachments, left_out = _attachments(pdf, max_attachments, max_bytes)
    information = pdf.trailer.get("/Info")
    form_id = information.get(f"/{form_id_key}", "") if isinstance(information, pikepdf.Dictionary) else ""
    return {
        "pages": len(pdf.pages),
        "fields": fields,
        "id": _text(form_id),
        "drawn": drawn,
        "attachments": attachments,
        "left_out": left_out,
        "xfa": "/XFA" in form,
        "scripts": _has_scripts(pdf, form),
        "sizes": sizes,
    }


def _pages(pdf: pikepdf.Pdf, most: int) -> tuple[dict[tuple[int, int], int], list[Answer], list[list[float]]]:
    """The page of each widget, what people drew, and the sizes of the pages in points."""
    numbers: dict[tuple[int, int], int] = {}
    drawn: list[Answer] = []
    sizes: list[list[float]] = []
    for number, page in enumerate(pdf.pages, 1):
        box = [float(each) for each in page.mediabox]
        sizes.append([abs(box[2] - box[0]), abs(box[3] - box[1])])
        annotations = page.obj.get("/Annots")
        for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
            if not isinstance(annotation, pikepdf.Dictionary):
                continue
            if annotation.is_indirect:
                numbers[annotation.objgen] = number
            kind = str(annotation.get("/Subtype", ""))
            if kind in _DRAWN:
                drawn.append(_drawing(annotation, kind, number))
            if len(numbers) + len(drawn) > most:
                raise _TooMuch
    return numbers, drawn, sizes


def _drawing(annotation: pikepdf.Dictionary, kind: str, page: int) -> Answer:
    rect = annotation.get("/Rect")
    edges = [float(each) for each in rect] if isinstance(rect, pikepdf.Array) and len(rect) == 4 else []
    return {"page": page, "kind": kind[1:], "rect": edges, "text": _text(annotation.get("/Contents", ""))}


Inherited = tuple[str, str, Any, Any]
"""Name, type, value and default value so far."""


def _terminal(form: pikepdf.Dictionary, most: int) -> Iterator[tuple[pikepdf.Dictionary, Inherited, list[pikepdf.Dictionary]]]:
    """Each field that holds a value, with what it inherits and its widgets."""
    roots = form.get("/Fields")
    waiting: list[tuple[Any, Inherited]] = [(each, ("", "", None, None)) for each in _dictionaries(roots)]
    waiting.reverse()
    seen: set[tuple[int, int]] = set()
    count = 0
    while waiting:
        node, above = waiting.pop()
        count += 1
        if count > most:
            raise _TooMuch
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        own = _inherited(node, above)
        kids = list(_dictionaries(node.get("/Kids")))
        below = [each for each in kids if "/T" in each]
        if below:
            waiting.extend((each, own) for each in reversed(below))
        else:
            yield node, own, kids or [node]


def _dictionaries(things: Any) -> Iterator[pikepdf.Dictionary]:
    if isinstance(things, pikepdf.Array):
        yield from (each for each in things if isinstance(each, pikepdf.Dictionary))


def _inherited(node: pikepdf.Dictionary, above: Inherited) -> Inherited:
    own = _text(node.get("/T", ""))
    name = f"{above[0]}.{own}" if above[0] and own else own or above[0]
    if name.count(".") > _MOST_NAMES:
        raise _TooMuch
    return name, str(node.get("/FT", above[1])), node.get("/V", above[2]), node.get("/DV", above[3])


def _field(found: tuple[pikepdf.Dictionary, Inherited, list[pikepdf.Dictionary]], numbers: dict[tuple[int, int], int]) -> Answer:
    _, (name, kind, value, default), widgets = found
    pages = (numbers[each.objgen] for each in widgets if each.is_indirect and each.objgen in numbers)
    is_button = kind == _BUTTON
    return {
        "name": name,
        "value": _state(value, widgets) if is_button else _text(value),
        "default": "" if is_button else _text(default),
        "kind": "button" if is_button else "text",
        "page": next(pages, 0),
    }


def _state(value: Any, widgets: list[pikepdf.Dictionary]) -> str:
    """The state of a button: its value, else what one of its widgets shows (some programs set only that)."""
    named = _text(value).removeprefix("/")
    if named and named != _OFF:
        return named
    shown = (_text(each.get("/AS", "")).removeprefix("/") for each in widgets)
    return next((each for each in shown if each and each != _OFF), "") if value is None else ""


def _text(value: Any) -> str:
    """A value as text: of an array the first, of a stream its content (ISO 32000-1 12.7.4.3)."""
    if isinstance(value, pikepdf.Array):
        return _text(value[0]) if len(value) else ""
    if isinstance(value, pikepdf.Stream):
        return value.read_bytes()[:_MOST_TEXT].decode("utf-8", "replace")
    if isinstance(value, (pikepdf.String, pikepdf.Name, str)):
        return str(value)[:_MOST_TEXT]
    return ""


def _attachments(pdf: pikepdf.Pdf, most: int, max_bytes: int) -> tuple[list[Answer], int]:
    """The attached files within the limits, and how many are left out."""
    found: list[Answer] = []
    left_out = 0
    for name, spec in pdf.attachments.items():
        content = spec.get_file().read_bytes()
        if len(found) >= most or len(content) > max_bytes:
            left_out += 1
            continue
        max_bytes -= len(content)
        found.append({"name": str(spec.filename or name), "content": base64.b64encode(content).decode("ascii")})
    return found, left_out


def _has_scripts(pdf: pikepdf.Pdf, form: pikepdf.Dictionary) -> bool:
    """Whether the file would do something by itself in another program; ours never has anything of that kind."""
    names = pdf.Root.get("/Names")
    by_name = isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names
    return by_name or "/OpenAction" in pdf.Root or "/AA" in pdf.Root or "/CO" in form
