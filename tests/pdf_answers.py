"""Answer forms in PDF as members send them back: filled in, flattened, joined with others, drawn upon."""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib
import io
import json
import logging
import tempfile
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from pypdf.generic._font import Font
from PyPDFForm import PdfWrapper

from foreign_pdfs import A4, opened, saved
from kaigi_docs.model.form_map import FormField, FormMap
from kaigi_docs.model.returned_forms import FieldValue, ReturnedForm
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.forms.pdf import PdfFile, PdfLimits, PdfReading, read_pdf
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.worker import TASKS
from printed_forms import KEY, form_map, printed_form

Change = Callable[[pikepdf.Pdf], None]
_PT_PER_MM = 72 / 25.4


def changed(content: bytes, *changes: Change) -> bytes:
    """The file after some changes."""
    with opened(content) as pdf, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for change in changes:
            change(pdf)
        return saved(pdf)


def filled_on_screen(form: Path, values: Mapping[str, str]) -> bytes:
    """A form file as a member fills it in with another program, pypdf."""
    writer = pypdf.PdfWriter(clone_from=form)
    for page in writer.pages:
        writer.update_page_form_field_values(page, dict(values), auto_regenerate=False)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


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


@contextlib.contextmanager
def fonts_read_once() -> Iterator[None]:
    """pypdf reads the whole font of a form again for every text that it draws; it is the same one in all forms."""
    read, map_of = Font.from_font_resource, Font._get_typographic_maps
    fonts: dict[str, Font] = {}
    maps: dict[str, Any] = {}

    def read_once(resource: Any) -> Font:
        name = str(resource.get("/BaseFont"))
        fonts[name] = fonts.get(name) or read(resource)
        return fonts[name]

    def map_once(font: Font) -> Any:
        maps[font.name] = maps.get(font.name) or map_of(font)
        return maps[font.name]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Font, "from_font_resource", read_once)
        patch.setattr(Font, "_get_typographic_maps", map_once)
        yield


def set_by_pypdfform(content: bytes, form: FormMap, values: Mapping[str, str]) -> bytes:
    """The form as PyPDFForm fills it in: groups by the number of the choice from 0, boxes by whether they are ticked."""
    typed: dict[str, str | bool | int] = dict(values)
    typed |= {name: True for name in values if "/choice/" in name}
    typed |= {name: int(value) - 1 for name, value in values.items() if name.endswith("/choice")}
    return bytes(PdfWrapper(content).fill(typed).read())


def clicked(content: bytes, form: FormMap, values: Mapping[str, str]) -> bytes:
    """The form as Chrome and Edge without Adobe's engine fill it in: text is pasted into each space, boxes are clicked."""
    with contextlib.closing(pypdfium2.PdfDocument(content)) as document:
        document.init_forms()
        for name, value in values.items():
            box = form.field(f"{name}/{value}" if name.endswith("/choice") else name)
            assert box is not None, name
            with contextlib.closing(document[box.page - 1]) as sheet:
                _click(document.formenv, sheet, box, "" if "/choice" in name else value)
        written = io.BytesIO()
        document.save(written)
        return written.getvalue()


def _click(env: Any, sheet: pypdfium2.PdfPage, box: FormField, text: str) -> None:
    x, y, width, height = (length * _PT_PER_MM for length in box.box_mm)
    place = x + width / 2, sheet.get_height() - y - height / 2
    for press in (pdfium.FORM_OnMouseMove, pdfium.FORM_OnLButtonDown, pdfium.FORM_OnLButtonUp):
        press(env, sheet, 0, *place)
    if text:
        pasted = (text + "\0").encode("utf-16-le")
        units = (ctypes.c_ushort * (len(pasted) // 2)).from_buffer_copy(pasted)
        pdfium.FORM_SelectAllText(env, sheet)
        pdfium.FORM_ReplaceSelection(env, sheet, units)
    pdfium.FORM_ForceToKillFocus(env)


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
