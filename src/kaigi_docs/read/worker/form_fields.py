"""The task "form_fields": the interactive fields of a PDF, its attachments and what people drew on its pages.

Nothing of the file is executed or drawn. Fields are walked by our own code, because readers of PDF libraries stop at buttons
without appearance, at fields of removed pages, at trees that bite their tails and at fields that programs which join files leave
on the pages without naming them in the form (ISO 32000-1 12.7.3).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pikepdf

from kaigi_docs.read.worker.form_around import PIN, acts, attached_files, drawing, edges_of, entry, is_drawing
from kaigi_docs.read.worker.frames import Answer
from kaigi_docs.read.worker.pdf_strings import decoded

_BUTTON, _OFF = "/Btn", "Off"
_Number = tuple[int, int]
_DIRECT: _Number = (0, 0)
"""Number of what stands within something else and has none."""
_MOST_TEXT = 100_000
_MOST_NAMES = 40


def read_form_fields(
    path: Path, max_pages: int, max_fields: int, max_attachments: int, max_bytes: int, form_id_key: str
) -> Answer:
    """{"pages", "fields": [{"name", "value", "shown", "default", "kind", "pages", "guessed", "cut", "rect", "listed"}], "id",
    "drawn": [{"page", "kind", "rect", "text"}], "attachments": [{"name", "content"}], "left_out", "xfa", "portfolio", "acts",
    "sizes"}, or {"fault": "password" | "damaged" | "limit"}.

    `kind` is "button" or "text"; the value of a button is the name of its state, "" for none, and `shown` the state that one of
    its widgets shows. `pages` are those on which it stands, from 1. A value is `guessed` where its encoding is, `cut` beyond
    100,000 characters, and not `listed` where the form does not name the field: then `rect` is where it stands. `sizes`: left,
    bottom, right and top of each page.

    Args:
        path: the file.
        max_pages, max_fields: of the file; beyond, it is a fault.
        max_attachments, max_bytes: of what is attached; beyond, it is left out and counted.
        form_id_key: key of the id in the information dictionary.
    """
    try:
        with pikepdf.open(path, suppress_warnings=True) as pdf:
            if len(pdf.pages) > max_pages:
                return {"fault": "limit"}
            file = _FormFile(pdf, max_fields)
            answer = file.answer(form_id_key)
            attachments, left_out = attached_files(pdf, file.pins, max_attachments, max_bytes)
            return {**answer, "attachments": attachments, "left_out": left_out}
    except pikepdf.PasswordError:
        return {"fault": "password"}
    except _TooMuch:
        return {"fault": "limit"}
    except (pikepdf.PdfError, ValueError, TypeError, KeyError, RuntimeError, OverflowError, RecursionError, AttributeError):
        return {"fault": "damaged"}


class _TooMuch(Exception):
    """More than a form has."""


@dataclass(frozen=True, slots=True)
class _Inherited:
    """Name, type, value and default value so far."""

    name: str = ""
    kind: str = ""
    value: Any = None
    default: Any = None


_NOTHING = _Inherited()


@dataclass
class _FormFile:
    """One file.

    Attributes:
        pdf: it.
        most: fields, widgets and drawings that it may have.
        pages: the pages of each widget, by number of its object.
        unlisted: widgets that the form does not name, by number of the object; `loose` those without a number, with their page.
        pins: annotations that hold files.
        drawn, sizes: as the task gives them.
        acts: whether something of it would act by itself in another program.
    """

    pdf: pikepdf.Pdf
    most: int
    pages: dict[_Number, list[int]] = field(default_factory=dict)
    unlisted: dict[_Number, pikepdf.Dictionary] = field(default_factory=dict)
    loose: list[tuple[pikepdf.Dictionary, int]] = field(default_factory=list)
    pins: list[pikepdf.Dictionary] = field(default_factory=list)
    drawn: list[Answer] = field(default_factory=list)
    sizes: list[list[float]] = field(default_factory=list)
    acts: bool = False

    def answer(self, form_id_key: str) -> Answer:
        root = self.pdf.Root
        form = entry(root, "/AcroForm")
        form = form if isinstance(form, pikepdf.Dictionary) else pikepdf.Dictionary()
        listed = list(self._listed(form))
        for number, page in enumerate(self.pdf.pages, 1):
            self._look_at(page, number)
        fields = [*(self._field(own, widgets) for own, widgets in listed), *self._unlisted()]
        information = entry(self.pdf.trailer, "/Info")
        form_id = entry(information, f"/{form_id_key}", "") if isinstance(information, pikepdf.Dictionary) else ""
        names = entry(root, "/Names")
        by_name = isinstance(names, pikepdf.Dictionary) and "/JavaScript" in names
        return {
            "pages": len(self.sizes),
            "fields": fields,
            "id": _text(form_id)[0],
            "drawn": self.drawn,
            "xfa": "/XFA" in form,
            "portfolio": "/Collection" in root,
            "acts": self.acts or by_name or acts(root, "/OpenAction"),
            "sizes": self.sizes,
        }

    def _listed(self, form: pikepdf.Dictionary) -> Iterator[tuple[_Inherited, list[pikepdf.Dictionary]]]:
        """Fields that the form names, with their widgets."""
        waiting = [(each, _NOTHING) for each in _dictionaries(entry(form, "/Fields"))]
        waiting.reverse()
        seen: set[_Number] = set()
        count = 0
        while waiting:
            node, above = waiting.pop()
            count += 1
            if count > self.most:
                raise _TooMuch
            key = node.objgen
            if key != _DIRECT and key in seen:
                if above is not _NOTHING:
                    raise _TooMuch  # a field within itself, or in two places
                continue
            seen.add(key)
            own = _inherited(node, above)
            if "/Kids" not in node:
                yield own, self._known([node])
                continue
            self.acts = self.acts or acts(node)
            kids = list(_dictionaries(node["/Kids"]))
            below = [each for each in kids if "/T" in each]
            waiting.extend((each, own) for each in reversed(below))
            if not below:
                yield own, self._known(kids or [node])

    def _known(self, widgets: list[pikepdf.Dictionary]) -> list[pikepdf.Dictionary]:
        """Notes widgets: on pages there is no need to look at them again."""
        for each in widgets:
            self.pages[each.objgen] = []
            self.acts = self.acts or acts(each)
        return widgets

    def _look_at(self, page: pikepdf.Page, number: int) -> None:
        self.sizes.append([float(each) for each in page.mediabox])
        self.acts = self.acts or "/AA" in page.obj
        annotations = entry(page.obj, "/Annots")
        for annotation in annotations if isinstance(annotations, pikepdf.Array) else ():
            key = getattr(annotation, "objgen", _DIRECT)
            if key != _DIRECT and key in self.pages:
                self.pages[key].append(number)
            elif isinstance(annotation, pikepdf.Dictionary):
                self._look_closer(annotation, number)
            if len(self.pages) + len(self.loose) + len(self.drawn) > self.most:
                raise _TooMuch

    def _look_closer(self, annotation: pikepdf.Dictionary, number: int) -> None:
        """An annotation that is none of the widgets that the form names."""
        kind, key = str(entry(annotation, "/Subtype", "")), annotation.objgen
        if kind == "/Widget" and key != _DIRECT:
            self.pages[key] = [number]
            self.unlisted[key] = annotation
        elif kind == "/Widget":
            self.loose.append((annotation, number))
        elif kind == PIN:
            self.pins.append(annotation)
        elif is_drawing(kind):
            self.drawn.append(drawing(annotation, kind, number, _text(entry(annotation, "/Contents", ""))[0]))
        self.acts = self.acts or acts(annotation)

    def _unlisted(self) -> Iterator[Answer]:
        """Fields that stand on pages although the form does not name them; the boxes of one group together."""
        groups: dict[_Number, list[pikepdf.Dictionary]] = {}
        for key, widget in self.unlisted.items():
            parent = entry(widget, "/Parent")
            if "/T" not in widget and isinstance(parent, pikepdf.Dictionary) and _has_kid(parent, widget):
                key = parent.objgen
            groups.setdefault(key, []).append(widget)
        for widgets in groups.values():
            yield self._unnamed(widgets)
        for widget, number in self.loose:
            yield {**self._unnamed([widget]), "pages": [number]}

    def _unnamed(self, widgets: list[pikepdf.Dictionary]) -> Answer:
        found = self._field(_climbed(widgets[0]), widgets)
        return {**found, "shown": _shown(widgets), "rect": edges_of(widgets[0]), "listed": False}

    def _field(self, own: _Inherited, widgets: list[pikepdf.Dictionary]) -> Answer:
        pages = {page for each in widgets for page in self.pages.get(each.objgen, ())}
        is_button = own.kind == _BUTTON
        value, sure, cut = ("", True, False) if is_button else _text(own.value)
        return {
            "name": own.name,
            "value": _state(own.value) if is_button else value,
            "shown": _shown(widgets) if is_button else "",
            "default": "" if is_button else _text(own.default)[0],
            "kind": "button" if is_button else "text",
            "pages": sorted(pages),
            "guessed": not sure,
            "cut": cut,
            "rect": [],
            "listed": True,
        }


def _dictionaries(things: Any) -> Iterator[pikepdf.Dictionary]:
    if things is not None and isinstance(things, pikepdf.Array):
        yield from (each for each in things if isinstance(each, pikepdf.Dictionary))


def _inherited(node: pikepdf.Dictionary, above: _Inherited) -> _Inherited:
    own = _text(entry(node, "/T", ""))[0]
    name = f"{above.name}.{own}" if above.name and own else own or above.name
    if name.count(".") > _MOST_NAMES:
        raise _TooMuch
    value = entry(node, "/V", above.value)
    if value is None and "/RV" in node:
        value = entry(node, "/RV")
    return _Inherited(name, str(entry(node, "/FT", above.kind)), value, entry(node, "/DV", above.default))


def _climbed(widget: pikepdf.Dictionary) -> _Inherited:
    """What a widget inherits, found upwards."""
    chain = [widget]
    while isinstance(parent := entry(chain[-1], "/Parent"), pikepdf.Dictionary) and _has_kid(parent, chain[-1]):
        if len(chain) > _MOST_NAMES:
            raise _TooMuch
        chain.append(parent)
    own = _Inherited()
    for node in reversed(chain):
        own = _inherited(node, own)
    return own


def _has_kid(parent: pikepdf.Dictionary, kid: pikepdf.Dictionary) -> bool:
    """Whether a parent knows its kid: programs that join files leave numbers of parents that mean something else by then."""
    return any(each.objgen == kid.objgen for each in _dictionaries(entry(parent, "/Kids")))


def _state(value: Any) -> str:
    named = _text(value)[0].removeprefix("/")
    return "" if named == _OFF else named


def _shown(widgets: list[pikepdf.Dictionary]) -> str:
    """The state that a button shows."""
    states = (str(entry(each, "/AS", "")).removeprefix("/") for each in widgets)
    return next((each for each in states if each and each != _OFF), "")


def _text(value: Any) -> tuple[str, bool, bool]:
    """A value as text, whether that is sure, and whether it was cut; of an array all, of a stream its content.

    Source: ISO 32000-1 12.7.4.3; arrays are lists of choices.
    """
    if value is None:
        text, sure = "", True
    elif isinstance(value, pikepdf.String):
        text, sure = decoded(value)
    elif isinstance(value, pikepdf.Array):
        parts = [_text(each) for each in list(value)[:100]]
        text, sure = "\n".join(part for part, _, _ in parts), all(sure for _, sure, _ in parts)
    elif isinstance(value, pikepdf.Stream):
        text, sure = decoded(pikepdf.String(value.read_bytes()[: 4 * _MOST_TEXT]))
    elif isinstance(value, (pikepdf.Name, str)):
        text, sure = str(value), True
    else:
        text, sure = "", True
    return text[:_MOST_TEXT], sure, len(text) > _MOST_TEXT
