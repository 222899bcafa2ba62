"""A reader of the tests' own for finished PDF files: what a screen reader gets, element by element in structure order.

It knows nothing of layout or painters: content streams are read with pikepdf, codes become text through each font's
ToUnicode, and the structure tree says in which order. What stands outside the tree (page heads and feet, repeated header
rows) is an artifact and is not read.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf

SHOW = {"Tj", "TJ", "'", '"'}
ATTRIBUTES = {
    "scope": ("/Scope", lambda value: str(value)[1:]),
    "numbering": ("/ListNumbering", lambda value: str(value)[1:]),
    "headers": ("/Headers", lambda value: tuple(map(str, value))),
    "span": ("/ColSpan", int),
}


@dataclass
class Element:
    """An element of the structure tree with the text of its contents in place."""

    role: str
    id: str = ""
    title: str = ""
    alt: str = ""
    scope: str = ""
    numbering: str = ""
    headers: tuple[str, ...] = ()
    span: int = 1
    leads_to: int | None = None  # index of the page that a Link leads to
    kids: list[Element | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(kid if isinstance(kid, str) else kid.text for kid in self.kids)

    @property
    def written(self) -> str:
        """The text without the words of drawings, and with one header row for a table that stands in two halves side by side."""
        parts: list[str] = []
        head = ""
        for kid in self.kids:
            if isinstance(kid, str):
                parts.append(kid)
            elif kid.role != "Figure":
                parts.append(kid.written.removeprefix(head) if kid.head == head else kid.written)
                head = kid.head
        return "".join(parts)

    @property
    def head(self) -> str:
        """The text of a table's header row, empty for all else."""
        return next((kid.text for kid in self.elements if kid.role == "THead"), "")

    @property
    def elements(self) -> list[Element]:
        return [kid for kid in self.kids if isinstance(kid, Element)]

    def all(self, *roles: str) -> Iterator[Element]:
        """The element itself and those below it, of these roles, in reading order."""
        if not roles or self.role in roles:
            yield self
        for kid in self.elements:
            yield from kid.all(*roles)


def structure_of(content: bytes) -> Element:
    """The Document element of a PDF file."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return _Tree(pdf).element(pdf.Root.StructTreeRoot.K, None)


def structure_lines(root: Element) -> list[str]:
    """The tree for a person to read: an element or a stretch of text a line, and behind ← the header cells of a cell."""
    named = {element.id: element.text for element in root.all() if element.id}
    return list(_lines(root, named, 0))


def _lines(element: Element, named: dict[str, str], depth: int) -> Iterator[str]:
    only_text = not element.elements
    parts = [
        element.role,
        f"({element.scope})" if element.scope else "",
        f"({element.span} columns)" if element.span > 1 else "",
        f"({element.numbering})" if element.numbering else "",
        element.title and f"[{element.title}]",
        element.alt and f"[{element.alt}]",
        element.text if only_text else "",
        "← " + " / ".join(named.get(header, f"?{header}") for header in element.headers) if element.headers else "",
    ]
    yield "  " * depth + " ".join(filter(None, parts))
    for kid in element.kids if not only_text else ():
        if isinstance(kid, str):
            yield "  " * (depth + 1) + kid
        else:
            yield from _lines(kid, named, depth + 1)


class _Tree:
    """The structure tree of a file, and the texts of its marked contents by page and identifier."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self._pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        self._texts = {page.objgen: _marked_contents(page, _Fonts(page)) for page in pdf.pages}

    def element(self, found: pikepdf.Object, page: tuple[int, int] | None) -> Element:
        page = found.Pg.objgen if "/Pg" in found else page
        element = Element(str(found.S)[1:], *(str(found.get(key, "")) for key in ("/ID", "/T", "/Alt")))
        for attributes in found.get("/A", []):
            for name, (key, convert) in ATTRIBUTES.items():
                if key in attributes:
                    setattr(element, name, convert(attributes[key]))
        for kid in found.get("/K", []):
            if isinstance(kid, int):
                element.kids.append(self._texts[page].get(kid, ""))
            elif kid.get("/Type") == "/MCR":
                element.kids.append(self._texts[kid.Pg.objgen].get(int(kid.MCID), ""))
            elif kid.get("/Type") != "/OBJR":
                element.kids.append(self.element(kid, page))
            elif "/Dest" in kid.Obj:
                element.leads_to = self._pages[kid.Obj.Dest[0].objgen]
        return element


class _Fonts:
    """Codes to text for the fonts of one page."""

    def __init__(self, page: pikepdf.Page) -> None:
        fonts = page.Resources.get("/Font", {})
        self._texts = {name: _to_unicode(fonts[name].ToUnicode.read_bytes().decode("ascii")) for name in fonts}

    def text(self, name: str, codes: bytes) -> str:
        table = self._texts[name]
        return "".join(table[int.from_bytes(codes[at : at + 2])] for at in range(0, len(codes), 2))


def _to_unicode(cmap: str) -> dict[int, str]:
    """The bfchar lines of a ToUnicode map (ISO 32000-1 9.10.3); a range would be a KeyError for its codes."""
    blocks = re.findall(r"beginbfchar(.*?)endbfchar", cmap, re.DOTALL)
    pairs = (pair for block in blocks for pair in re.findall(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>", block))
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


def _marked_contents(page: pikepdf.Page, fonts: _Fonts) -> dict[int, str]:
    """The text of each marked content of a page by its identifier."""
    texts: dict[int, str] = {}
    open_marks: list[int | None] = []
    font = ""
    for instruction in pikepdf.parse_content_stream(page):
        operator, operands = str(instruction.operator), instruction.operands
        if operator in ("BDC", "BMC"):
            tagged = operator == "BDC" and isinstance(operands[1], pikepdf.Dictionary) and "/MCID" in operands[1]
            open_marks.append(int(operands[1].MCID) if tagged else None)
        elif operator == "EMC":
            open_marks.pop()
        elif operator == "Tf":
            font = str(operands[0])
        elif operator in SHOW and open_marks and open_marks[-1] is not None:
            shown = operands[0] if operator == "TJ" else [operands[-1]]
            codes = b"".join(bytes(piece) for piece in shown if isinstance(piece, pikepdf.String))
            texts[open_marks[-1]] = texts.get(open_marks[-1], "") + fonts.text(font, codes)
    return texts


if __name__ == "__main__":  # prints the tree of a file: how a golden file is written anew
    sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
    print("\n".join(structure_lines(structure_of(Path(sys.argv[1]).read_bytes()))))
