"""Word forms filled in by code, as members and programs leave them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping

from lxml import etree

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
MAIN = "word/document.xml"
Root = etree._Element
Change = Callable[[Root], None]


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def edited(docx: bytes, *changes: Change, part: str = MAIN) -> bytes:
    """The file with its main part changed."""
    return with_parts(docx, {part: lambda old: _changed(old, changes)})


def with_parts(docx: bytes, parts: Mapping[str, Callable[[bytes], bytes] | bytes | None]) -> bytes:
    """The file with parts changed, added, or (None) left out."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [*old.namelist(), *(each for each in parts if each not in old.namelist())]:
            change = parts.get(name, old.read(name) if name in old.namelist() else b"")
            if change is not None:
                new.writestr(name, change(old.read(name)) if callable(change) else change)
    return written.getvalue()


def _changed(xml: bytes, changes: tuple[Change, ...]) -> bytes:
    root = etree.fromstring(xml)
    for change in changes:
        change(root)
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def control(root: Root, tag: str) -> Root:
    (found,) = (each for each in root.iter(w("sdt")) if each.find(f"{w('sdtPr')}/{w('tag')}").get(w("val")) == tag)
    return found


def run(text: str, look: str = "") -> Root:
    """A run with a look (「u」「strike」…); line breaks as Word writes them."""
    made = etree.Element(w("r"))
    if look:
        etree.SubElement(etree.SubElement(made, w("rPr")), w(look)).set(w("val"), "single")
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(made, w("br"))
        part = etree.SubElement(made, w("t"))
        part.text = line
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return made


def typed(tag: str, text: str) -> Change:
    """Somebody clicked into a control and typed: Word leaves showingPlcHdr where it is."""

    def change(root: Root) -> None:
        content = control(root, tag).find(w("sdtContent"))
        for each in list(content):
            content.remove(each)
        content.append(run(text))

    return change


def ticked(tag: str) -> Change:
    def change(root: Root) -> None:
        box = control(root, tag)
        box.find(f"{w('sdtPr')}/{{{W14}}}checkbox/{{{W14}}}checked").set(f"{{{W14}}}val", "1")
        next(box.iter(w("t"))).text = "☑"

    return change


def typed_over(tag: str, sign: str) -> Change:
    """Another sign instead of the box, whatever the control says."""

    def change(root: Root) -> None:
        next(control(root, tag).iter(w("t"))).text = sign

    return change


def typed_after(tag: str, text: str) -> Change:
    """Text behind a control, in its paragraph."""

    def change(root: Root) -> None:
        paragraph = next(each for each in control(root, tag).iterancestors() if each.tag == w("p"))
        paragraph.append(run(text))

    return change


def new_paragraph_after(tag: str, text: str) -> Change:
    """A paragraph of its own behind that of a control."""

    def change(root: Root) -> None:
        paragraph = next(each for each in control(root, tag).iterancestors() if each.tag == w("p"))
        made = etree.Element(w("p"))
        made.append(run(text))
        paragraph.addnext(made)

    return change


def new_paragraph_at_end(text: str) -> Change:
    def change(root: Root) -> None:
        made = etree.Element(w("p"))
        made.append(run(text))
        root.find(w("body")).insert(-1, made)

    return change


def marked_up(word: str, look: str, number: int = 0) -> Change:
    """The nth run that begins with a word gets a look."""

    def change(root: Root) -> None:
        runs = [each for each in root.iter(w("r")) if "".join(each.itertext()).startswith(word)]
        properties = etree.Element(w("rPr"))
        etree.SubElement(properties, w(look)).set(w("val"), "single")
        runs[number].insert(0, properties)

    return change


def without_controls(root: Root) -> None:
    """As 無害化 leaves it: text stays, controls and bookmarks are gone."""
    for each in list(root.iter(w("sdt"))):
        parent, place = each.getparent(), each.getparent().index(each)
        for inner in reversed(list(each.find(w("sdtContent")))):
            parent.insert(place, inner)
        parent.remove(each)
    without_bookmarks(root)


def without_bookmarks(root: Root) -> None:
    for name in ("bookmarkStart", "bookmarkEnd"):
        for each in list(root.iter(w(name))):
            each.getparent().remove(each)


def without_tags(root: Root) -> None:
    """As LibreOffice leaves it: bookmarks and controls stay, their tags are gone."""
    for each in list(root.iter(w("tag"))):
        each.getparent().remove(each)


def without_id(docx: bytes) -> bytes:
    """Neither properties nor foot hold the id."""
    return with_parts(docx, {"docProps/custom.xml": b"<x/>", "word/footer1.xml": f'<w:ftr xmlns:w="{W}"/>'.encode()})


def changed_on_record(tag: str, old: str, new: str) -> Change:
    """What was typed is replaced while Word records changes."""

    def change(root: Root) -> None:
        content = control(root, tag).find(w("sdtContent"))
        for each in list(content):
            content.remove(each)
        deleted = etree.SubElement(content, w("del"))
        deleted.append(run(old))
        for each in deleted.iter(w("t")):
            each.tag = w("delText")
        etree.SubElement(content, w("ins")).append(run(new))

    return change
