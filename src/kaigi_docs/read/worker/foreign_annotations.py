"""What lies on the pages of a PDF of another program: what is printed with them is kept as a picture, the rest is dropped."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import pikepdf

_HIDDEN, _PRINT, _NO_VIEW = 2, 4, 32  # bits of F (ISO 32000-1 table 165)
_DROPPED = frozenset(
    {
        "/Link",
        "/Popup",
        "/Text",
        "/FileAttachment",
        "/Sound",
        "/Movie",
        "/Screen",
        "/RichMedia",
        "/3D",
        "/PrinterMark",
        "/TrapNet",
    }
)
"""Subtypes that printing does not show, or that are more than a picture."""
_REVIEW = frozenset(
    {"/Highlight", "/Underline", "/Squiggly", "/StrikeOut", "/Caret", "/FreeText", "/Ink", "/Line", "/Square", "/Circle"}
    | {"/Polygon", "/PolyLine"}
)
_BUTTON = "/Btn"
_MOST_PARENTS = 32


@dataclass
class PageAnnotations:
    """The annotations of a page.

    Attributes:
        kept: the pictures that are printed, each with its rectangle on the page.
        fields, empty_fields: fields to fill in; those of them that have a value and no picture of it.
        comments, review: sticky notes, which are dropped; marks of a review, which are printed.
        links: dropped.
    """

    kept: list[tuple[Any, tuple[float, ...]]] = field(default_factory=list)
    fields: int = 0
    empty_fields: int = 0
    comments: int = 0
    review: int = 0
    links: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """What there is to tell."""
        names = ("fields", "empty_fields", "comments", "review", "links")
        return {name: getattr(self, name) for name in names}


def judge_annotations(page: pikepdf.Page) -> PageAnnotations:
    """The annotations of a page; those that are dropped leave its Annots, so that the page shows what will be taken over."""
    found = PageAnnotations()
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, pikepdf.Array):
        return found
    left = [one for one in annotations if isinstance(one, pikepdf.Dictionary) and _is_kept(one, found)]
    page.obj.Annots = pikepdf.Array(left)
    return found


def _is_kept(annotation: Any, found: PageAnnotations) -> bool:
    """Whether a picture of it is printed; counts what it is."""
    subtype = str(annotation.get("/Subtype", ""))
    found.links += subtype == "/Link"
    found.comments += subtype == "/Text"
    flags = annotation.get("/F", 0)
    shown = isinstance(flags, int) and flags & _PRINT and not flags & (_HIDDEN | _NO_VIEW)
    if subtype in _DROPPED or not shown:
        return False
    picture = _picture(annotation)
    found.review += subtype in _REVIEW
    if subtype == "/Widget":
        found.fields += 1
        found.empty_fields += picture is None and _has_value(annotation)
    rectangle = _rectangle(annotation.get("/Rect"))
    if picture is None or rectangle is None:
        return False
    found.kept.append((picture, rectangle))
    annotation.Subtype, annotation.AP = pikepdf.Name.Stamp, pikepdf.Dictionary(N=picture)  # pdfium draws no field without a form
    return True


def _rectangle(corners: Any) -> tuple[float, ...] | None:
    """The four numbers of a rectangle, or None for what is none."""
    if not isinstance(corners, pikepdf.Array) or len(corners) != 4:
        return None
    numbers = [number for number in corners if isinstance(number, int | Decimal)]
    return tuple(float(number) for number in numbers) if len(numbers) == 4 else None


def _picture(annotation: Any) -> Any:
    """Its normal appearance in its present state (ISO 32000-1 12.5.5), or None."""
    faces = annotation.get("/AP")
    face = faces.get("/N") if isinstance(faces, pikepdf.Dictionary) else None
    if isinstance(face, pikepdf.Dictionary) and not isinstance(face, pikepdf.Stream):
        face = face.get(str(annotation.get("/AS", "/Off")))
    return face if isinstance(face, pikepdf.Stream) else None


def _has_value(widget: Any) -> bool:
    """Whether a text or choice field has a value, its own or that of a field above it."""
    kind, value, node = None, None, widget
    for _ in range(_MOST_PARENTS):
        kind, value = kind or node.get("/FT"), value or node.get("/V")
        node = node.get("/Parent")
        if not isinstance(node, pikepdf.Dictionary):
            break
    return str(kind) != _BUTTON and value is not None and bool(str(value))
