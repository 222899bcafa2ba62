"""The task "word_styles": what a Word file says of its look, as JSON.

Only style definitions and page margins leave the worker, and of these only elements and attributes of the main
WordprocessingML namespace: nothing that an outsider put into the file can reach a file of ours but the look of text.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from kaigi_docs.read.worker.frames import Answer

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_A = "http://schemas.openxmlformats.org/drawingml/2006/main"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_TWIPS_PER_MM = 1440 / 25.4

_TYPES = ("paragraph", "character", "table")
# Numbering and revisions live in other parts or name people; theme colours stand beside the colour itself.
_DROPPED = frozenset(
    {"numPr", "rsid", "latentStyles", "sectPr", "rPrChange", "pPrChange", "tblPrChange", "tcPrChange", "trPrChange"}
)
_DROPPED_ATTRIBUTES = ("rsid", "themeColor", "themeTint", "themeShade", "themeFill")
_FONT_OF_SCRIPT = {"asciiTheme": "ascii", "hAnsiTheme": "hAnsi", "eastAsiaTheme": "eastAsia", "cstheme": "cs"}
_SCRIPTS = {"EastAsia": "ea", "Bidi": "cs"}


def read_word_styles(path: Path) -> Answer:
    """{"external", "styles", "pages"}: the look that a Word file defines.

    `external` names the parts that load something from outside the file (a template, a linked picture); links that only a
    click opens do not count. `styles` is the part word/styles.xml as text, fonts of the theme replaced by their names, or None
    where the file has none. `pages` has {"landscape", "top_mm", "right_mm", "bottom_mm", "left_mm"} for each section.

    Raises:
        Whatever zipfile and ElementTree raise for a broken file; the worker ends with it. DOCTYPE was refused before.
    """
    with zipfile.ZipFile(path) as archive:
        external = _external_parts(archive)
        if external:
            return {"external": external, "styles": None, "pages": []}
        main = _related(archive, "", "officeDocument")
        styles = _related(archive, main, "styles") if main else None
        if main is None or styles is None:
            return {"external": [], "styles": None, "pages": []}
        fonts = _theme_fonts(archive, _related(archive, main, "theme"))
        root = ElementTree.fromstring(archive.read(styles))
        return {"external": [], "styles": _cleaned(root, fonts), "pages": list(_pages(archive.read(main)))}


def _external_parts(archive: zipfile.ZipFile) -> list[str]:
    """The lists of relationships that load something from outside."""
    names = [name for name in archive.namelist() if name.lower().endswith(".rels")]
    return [
        name for name in names if any(map(_loads_from_outside, ElementTree.fromstring(archive.read(name)).iter(_RELATIONSHIP)))
    ]


def _loads_from_outside(relationship: Element) -> bool:
    return relationship.get("TargetMode") == "External" and not relationship.get("Type", "").endswith("/hyperlink")


def _related(archive: zipfile.ZipFile, part: str, kind: str) -> str | None:
    """The name of the part that another one (the package itself: "") is related to by a kind of relationship, or None."""
    folder, name = posixpath.split(part)
    rels = posixpath.join(folder, "_rels", f"{name}.rels")
    if rels not in archive.namelist():
        return None
    for relationship in ElementTree.fromstring(archive.read(rels)).iter(_RELATIONSHIP):
        if relationship.get("Type") == f"{_RELATION}/{kind}":
            target = posixpath.normpath(posixpath.join("/", folder, relationship.get("Target", ""))).lstrip("/")
            return target if target in archive.namelist() else None
    return None


def _theme_fonts(archive: zipfile.ZipFile, part: str | None) -> dict[str, str]:
    """The font that each name of a theme font (minorEastAsia, majorHAnsi …) stands for; the Japanese one if there is one."""
    if part is None:
        return {}
    root = ElementTree.fromstring(archive.read(part))
    fonts: dict[str, str] = {}
    for size in ("major", "minor"):
        scheme = root.find(f".//{{{_A}}}{size}Font")
        for name in ("Ascii", "HAnsi", "EastAsia", "Bidi") if scheme is not None else ():
            fonts[f"{size}{name}"] = _typeface(scheme, _SCRIPTS.get(name, "latin"))
    return {name: font for name, font in fonts.items() if font}


def _typeface(scheme: Element | None, script: str) -> str:
    if scheme is None:
        return ""
    japanese = scheme.find(f"{{{_A}}}font[@script='Jpan']") if script == "ea" else None
    found = japanese if japanese is not None else scheme.find(f"{{{_A}}}{script}")
    return found.get("typeface", "") if found is not None else ""


def _cleaned(root: Element, fonts: dict[str, str]) -> str:
    """Default properties and styles of text and tables, with what is known to be harmless only."""
    for style in list(root):
        if style.tag == _w("style") and style.get(_w("type")) not in _TYPES:
            root.remove(style)
    _clean(root, fonts)
    ElementTree.register_namespace("w", _W)
    return ElementTree.tostring(root, encoding="unicode")


def _clean(element: Element, fonts: dict[str, str]) -> None:
    for name in [name for name in element.attrib if not _is_kept(name)]:
        theme_font = fonts.get(element.attrib.pop(name))
        script = _FONT_OF_SCRIPT.get(name.removeprefix(_w("")))
        if theme_font and script:
            element.set(_w(script), theme_font)
    element.text = element.tail = None
    for child in list(element):
        if not isinstance(child.tag, str) or not child.tag.startswith(_w("")) or child.tag.removeprefix(_w("")) in _DROPPED:
            element.remove(child)
        else:
            _clean(child, fonts)


def _is_kept(attribute: str) -> bool:
    local = attribute.removeprefix(_w(""))
    return local != attribute and local not in _FONT_OF_SCRIPT and not local.startswith(_DROPPED_ATTRIBUTES)


def _pages(document: bytes) -> Iterator[Answer]:
    """Direction and margins of each section; lengths that are no number are left out with their section."""
    for section in ElementTree.fromstring(document).iter(_w("sectPr")):
        size, margins = section.find(_w("pgSz")), section.find(_w("pgMar"))
        if margins is None:
            continue
        lengths = {f"{side}_mm": _mm(margins.get(_w(side), "")) for side in ("top", "right", "bottom", "left")}
        if None not in lengths.values():
            yield {"landscape": size is not None and size.get(_w("orient")) == "landscape", **lengths}


def _mm(twips: str) -> float | None:
    """A length as Word writes it, a negative one (text over the page head) made positive, in millimetres."""
    try:
        return round(abs(int(twips)) / _TWIPS_PER_MM, 1)
    except ValueError:
        return None


def _w(name: str) -> str:
    return f"{{{_W}}}{name}"
