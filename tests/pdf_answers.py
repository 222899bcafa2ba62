"""Answer forms in PDF as members send them back: filled in, flattened, joined with others, drawn upon."""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import io
import json
import logging
import tempfile
import warnings
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pikepdf
import pypdf
import pypdfium2

from foreign_pdfs import A4, opened, saved
from kaigi_docs.model.returned_forms import FieldValue, ReturnedForm
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.forms.pdf import PdfFile, PdfLimits, PdfReading, read_pdf
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.worker import TASKS
from printed_forms import KEY, form_map, printed_form

Change = Callable[[pikepdf.Pdf], None]


def changed(content: bytes, *changes: Change) -> bytes:
    """The file after some changes."""
    with opened(content) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for change in changes:
            change(pdf)
        return saved(pdf)


def filled(content: bytes, values: Mapping[str, str]) -> bytes:
    """The form with values and states as Acrobat saves them, what it shows left as it was."""
    return changed(content, lambda pdf: _fill(pdf, values))


def _fill(pdf: pikepdf.Pdf, values: Mapping[str, str]) -> None:
    left = dict(values)
    for space in pdf.Root.AcroForm.Fields:
        value = left.pop(str(space.T), None)
        if value is None:
            continue
        if space.get("/FT") != "/Btn":
            space.V = pikepdf.String(value)
            continue
        space.V = pikepdf.Name(f"/{value}")
        for box in space.get("/Kids", [space]):
            box.AS = space.V if space.V in box.AP.N else pikepdf.Name.Off
    assert not left, left


def flattened(content: bytes) -> bytes:
    """The form as pdfium makes its fields part of the page."""
    written = io.BytesIO()
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        for page in document:
            page.flatten()
            page.close()
        document.save(written)
    return written.getvalue()


def printed_at(content: bytes, scale: float, x: float, y: float, size: tuple[float, float] = A4) -> bytes:
    """The pages as a printer driver sets them on its paper: smaller or larger, and shifted; in points."""
    with opened(content) as pdf:
        for page in pdf.pages:
            page.contents_add(f"q {scale} 0 0 {scale} {x} {y} cm".encode(), prepend=True)
            page.contents_add(b"Q")
            page.obj.MediaBox = pikepdf.Array([0, 0, *size])
        return saved(pdf)


def joined(*contents: bytes) -> bytes:
    """The files one after the other as pikepdf joins them: their fields stand on the pages only."""
    with pikepdf.new() as pdf, warnings.catch_warnings(), contextlib.ExitStack() as stack:
        warnings.simplefilter("ignore")
        for content in contents:
            pdf.pages.extend(stack.enter_context(opened(content)).pages)
        return saved(pdf)


def joined_by_pypdf(*contents: bytes) -> bytes:
    """The files one after the other as pypdf joins them: fields of the same name lie side by side."""
    writer, written = pypdf.PdfWriter(), io.BytesIO()
    for content in contents:
        writer.append(io.BytesIO(content))
    writer.write(written)
    return written.getvalue()


def renamed(content: bytes, rename: Callable[[str], str]) -> bytes:
    """The form with other names of its fields."""

    def change(pdf: pikepdf.Pdf) -> None:
        for each in pdf.Root.AcroForm.Fields:
            each.T = pikepdf.String(rename(str(each.T)))

    return changed(content, change)


def pages_of(content: bytes, numbers: Sequence[int]) -> bytes:
    """The file with some of its pages, from 1, in an order; its fields stay."""

    def reorder(pdf: pikepdf.Pdf) -> None:
        pages = [pdf.pages[number - 1] for number in numbers]
        del pdf.pages[:]
        pdf.pages.extend(pages)

    return changed(content, reorder)


def with_drawing(content: bytes, page: int, rect: Sequence[float], kind: str, **entries: Any) -> bytes:
    """The file with an annotation; its edges in points from the lower left corner."""

    def draw(pdf: pikepdf.Pdf) -> None:
        annotation = pikepdf.Dictionary(Type=pikepdf.Name.Annot, F=4, Rect=pikepdf.Array([*map(float, rect)]), **entries)
        annotation.Subtype = pikepdf.Name(f"/{kind}")
        sheet = pdf.pages[page - 1].obj
        sheet.Annots = pikepdf.Array([*sheet.get("/Annots", []), pdf.make_indirect(annotation)])

    return changed(content, draw)


def shown(content: bytes, values: Mapping[str, str]) -> bytes:
    """The form with values and what they look like, as pypdf draws them."""
    logging.getLogger("pypdf").setLevel(logging.ERROR)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.update_page_form_field_values(None, dict(values), auto_regenerate=False)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


class Here:
    """Does the tasks of workers in this process, for many small files."""

    def call(self, task: str, path: Path, *, shown_as: str, **options: object) -> dict[str, Any]:
        module, _, name = TASKS[task].partition(":")
        answer = getattr(importlib.import_module(module), name)(path, **json.loads(json.dumps(options)))
        return cast(dict[str, Any], json.loads(json.dumps(answer)))


@dataclass
class Desk:
    """Reads files that came back."""

    folder: Path
    known: KnownForms
    key: str = KEY
    limits: PdfLimits = field(default_factory=PdfLimits)
    sandbox: Sandbox = field(default_factory=lambda: cast(Sandbox, Here()))

    def read(self, content: bytes) -> PdfReading:
        path = Path(tempfile.mkdtemp(dir=self.folder)) / "回答.pdf"
        path.write_bytes(content)
        file = PdfFile(path, "回答/回答.pdf", hashlib.sha256(content).hexdigest())
        return read_pdf(file, self.known, self.key, self.sandbox, self.folder, self.limits)

    def form(self, content: bytes) -> ReturnedForm:
        """The only form of a file in which there is nothing else."""
        reading = self.read(content)
        assert (reading.unread, [each.code for each in reading.findings]) == ((), [])
        (form,) = reading.forms
        return form


def desk(folder: Path) -> Desk:
    blank = folder / "blank.pdf"
    blank.write_bytes(printed_form())
    form = form_map()
    return Desk(folder, KnownForms(maps={form.version: form}, blanks={form.version: blank}))


def said(form: ReturnedForm) -> dict[str, str | bool | None]:
    """Texts and marks by space."""
    return {each.field_id: meaning(each) for each in form.values}


def meaning(value: FieldValue) -> str | bool | None:
    return value.text.value or value.marked


def codes(reading: PdfReading) -> list[str]:
    return [each.code for each in reading.findings]
