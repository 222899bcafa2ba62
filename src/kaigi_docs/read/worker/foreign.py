"""The task "foreign_pdf": the pages of a PDF of another program, upright, cleaned and looked at, as JSON.

Everything that opens such a file happens in the worker: qpdf reads and cleans it, pdfium draws every page once. A file that
costs one of them its process never reaches the program itself.
"""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from kaigi_docs.read.worker.foreign_annotations import PageAnnotations, judge_annotations
from kaigi_docs.read.worker.foreign_content import BrokenContent, PageContent, cleaned_content
from kaigi_docs.read.worker.foreign_looks import looks_of
from kaigi_docs.read.worker.frames import Answer

FORM_NAME = "/Fm0"
"""What the picture of a page is called in the resources of that page."""

_MOST_PARENTS = 64


def read_foreign_pdf(path: Path, max_pages: int) -> Answer:
    """{"fault"}, or {"pdf", "pages", "dropped", "repaired"}: what may be taken over of a PDF, and what must be told about it.

    `pdf` (base64) has a page for each page: as large as the page is seen (CropBox, Rotate and UserUnit applied), with nothing
    in it but one form XObject; no annotation, action, script, file, tag, layer or metadata of the original is left. `pages`
    has for each page its size in points, what `foreign_looks` saw, and what was found in its content. `fault` is one of
    "damaged", "password", "encrypted", "dynamic", "layers", "no-pages", "too-many-pages:N".

    Args:
        path: the file.
        max_pages: more are a fault.
    """
    try:
        with pikepdf.open(path) as pdf:
            fault = _fault(pdf, max_pages)
            return {"fault": fault} if fault else _taken(pdf)
    except pikepdf.PasswordError:
        return {"fault": "password"}
    except (pikepdf.PdfError, BrokenContent):
        return {"fault": "damaged"}


def _fault(pdf: pikepdf.Pdf, max_pages: int) -> str:
    """Why nothing of the file can be taken over, or ""."""
    if pdf.is_encrypted:
        return "encrypted"
    form = pdf.Root.get("/AcroForm")
    if bool(pdf.Root.get("/NeedsRendering", False)) and _has(form, "/XFA"):
        return "dynamic"
    if _hides_layers(pdf.Root):
        return "layers"
    if not len(pdf.pages):
        return "no-pages"
    return f"too-many-pages:{len(pdf.pages)}" if len(pdf.pages) > max_pages else ""


def _hides_layers(root: Any) -> bool:
    """Whether optional content is switched off (ISO 32000-1 8.11.4): taking it over would show what the author hides."""
    layers = root.get("/OCProperties")
    default = layers.get("/D") if isinstance(layers, pikepdf.Dictionary) else None
    if not isinstance(default, pikepdf.Dictionary):
        return False
    return default.get("/BaseState") == pikepdf.Name.OFF or bool(len(default.get("/OFF", pikepdf.Array())))


def _taken(pdf: pikepdf.Pdf) -> Answer:
    dropped = {"scripts": _has_scripts(pdf.Root), "files": _has_files(pdf.Root)}
    annotations = [judge_annotations(page) for page in pdf.pages]
    repaired = bool(pdf.get_warnings())
    reference = io.BytesIO()
    if "/AcroForm" in pdf.Root:
        del pdf.Root["/AcroForm"]
    pdf.save(reference)  # with the annotations that are kept: what the pages should look like
    contents = [cleaned_content(pdf, page, kept) for page, kept in zip(pdf.pages, annotations, strict=True)]
    sizes, upright = _upright_pages(pdf, contents)
    looks = looks_of(reference.getvalue())
    each = zip(sizes, looks, contents, annotations, strict=True)
    pages = [_page(*one) for one in each]
    return {"pdf": base64.b64encode(upright).decode("ascii"), "pages": pages, "dropped": dropped, "repaired": repaired}


def _page(size: tuple[float, float], look: Answer, content: PageContent, annotations: PageAnnotations) -> Answer:
    return {
        "width_pt": size[0],
        "height_pt": size[1],
        **look,
        "unembedded": sorted(content.unembedded),
        "cmyk": content.cmyk,
        **annotations.counts,
    }


def _upright_pages(pdf: pikepdf.Pdf, contents: list[PageContent]) -> tuple[list[tuple[float, float]], bytes]:
    """The sizes of the pages as they are seen, and a new file of nothing but their pictures."""
    sizes: list[tuple[float, float]] = []
    made = pikepdf.new()
    for page, content in zip(list(pdf.pages), contents, strict=True):
        box, turn, unit = _visible_box(page), _turn(page), _unit(page)
        width, height = (box[2] - box[0]) * unit, (box[3] - box[1]) * unit
        size = (height, width) if turn in (90, 270) else (width, height)
        form = content.form
        form.BBox = pikepdf.Array(box)
        form.Matrix = pikepdf.Array([unit * number for number in _matrix(box, turn)])
        made.add_blank_page(page_size=size)
        made.pages[-1].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({FORM_NAME: made.copy_foreign(form)}))
        made.pages[-1].obj.Contents = made.make_stream(f"{FORM_NAME} Do".encode("ascii"))
        sizes.append(size)
    written = io.BytesIO()
    made.save(written, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return sizes, written.getvalue()


def _visible_box(page: pikepdf.Page) -> tuple[float, float, float, float]:
    """What is seen of the page in its own units: the crop box as far as it lies on the sheet (ISO 32000-1 14.11.2)."""
    sheet, crop = _rectangle(page.mediabox), _rectangle(page.cropbox)
    common = (*map(max, sheet[:2], crop[:2]), *map(min, sheet[2:], crop[2:]))
    left, bottom, right, top = common if common[0] < common[2] and common[1] < common[3] else sheet
    return left, bottom, right, top


def _rectangle(corners: Any) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = (float(number) for number in corners)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _turn(page: pikepdf.Page) -> int:
    """By how much the page is turned clockwise when it is shown: 0, 90, 180 or 270 degrees."""
    degrees = next((node["/Rotate"] for node in _with_parents(page.obj) if "/Rotate" in node), 0)
    return int(degrees) % 360 // 90 * 90 if isinstance(degrees, int) else 0


def _unit(page: pikepdf.Page) -> float:
    """Points to one unit of the page (ISO 32000-1 7.7.3.3, UserUnit)."""
    unit = float(page.obj.get("/UserUnit", 1))
    return unit if unit > 0 else 1.0


def _with_parents(node: Any) -> Iterator[Any]:
    """The page and the nodes of the page tree above it, from which it inherits."""
    for _ in range(_MOST_PARENTS):
        yield node
        node = node.get("/Parent")
        if not isinstance(node, pikepdf.Dictionary):
            return


def _matrix(box: tuple[float, float, float, float], turn: int) -> tuple[float, ...]:
    """From the page's own units to those of the page as it is seen, its lower left corner at 0 (ISO 32000-1 8.3.4)."""
    x0, y0, x1, y1 = box
    return {
        0: (1, 0, 0, 1, -x0, -y0),
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }[turn]


def _has_scripts(root: Any) -> bool:
    """Whether the file does something when it is opened, printed or filled in (ISO 32000-1 12.6)."""
    action = root.get("/OpenAction")
    acts = isinstance(action, pikepdf.Dictionary) and action.get("/S") != pikepdf.Name.GoTo
    return acts or _has(root, "/AA") or _has(root.get("/Names"), "/JavaScript") or _has(root.get("/AcroForm"), "/CO")


def _has_files(root: Any) -> bool:
    """Whether other files lie in the file (ISO 32000-1 7.11.4)."""
    return _has(root, "/Collection") or _has(root.get("/Names"), "/EmbeddedFiles") or _has(root, "/AF")


def _has(node: Any, key: str) -> bool:
    return isinstance(node, pikepdf.Dictionary) and key in node
