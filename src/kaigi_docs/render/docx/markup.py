"""WordprocessingML as text: escaped by construction, so that nothing unescaped can be mistaken for markup.

Elements and attributes are those of ECMA-376 part 1 (transitional namespace); children must be given in the order of the schema.
"""

from __future__ import annotations

import re
from typing import NewType

Xml = NewType("Xml", str)

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    ' xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
    ' mc:Ignorable="w14"'
)
ILLEGAL_MARK = "〓"

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BREAKS = re.compile("\r\n?|\n|\t")
_EMPTY = Xml("")


def legal(text: str) -> str:
    """The text with every character that XML 1.0 (2.2) forbids replaced by 〓, so that the place can be seen and searched."""
    return _ILLEGAL.sub(ILLEGAL_MARK, text)


def escape(text: str) -> Xml:
    """The text as character content."""
    escaped = legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\r", "&#13;")
    return Xml(escaped)


def attributes(prefix: str, values: dict[str, str | int]) -> str:
    """The attributes of one namespace, each preceded by a space."""
    return "".join(f' {prefix}:{name}="{_attribute_value(value)}"' for name, value in values.items())


def _attribute_value(value: str | int) -> str:
    if isinstance(value, int):
        return str(value)
    return escape(value).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;")


def w(tag: str, /, *children: Xml, **values: str | int) -> Xml:
    """The element `w:tag` with attributes of the same namespace."""
    return element("w", tag, values, *children)


def w14(tag: str, /, *children: Xml, **values: str | int) -> Xml:
    """The element `w14:tag` (Word 2010 and later; older programs ignore it)."""
    return element("w14", tag, values, *children)


def element(prefix: str, tag: str, values: dict[str, str | int], *children: Xml) -> Xml:
    """An element with attributes of its own namespace."""
    opening = f"{prefix}:{tag}{attributes(prefix, values)}"
    content = "".join(children)
    return Xml(f"<{opening}>{content}</{prefix}:{tag}>" if content else f"<{opening}/>")


def bare_element(name: str, values: dict[str, str | int], *children: Xml) -> Xml:
    """An element whose attributes stand in no namespace, as those of DrawingML and SpreadsheetML do."""
    opening = name + "".join(f' {attribute}="{_attribute_value(value)}"' for attribute, value in values.items())
    content = "".join(children)
    return Xml(f"<{opening}>{content}</{name}>" if content else f"<{opening}/>")


def joined(*parts: Xml) -> Xml:
    """The parts one after another."""
    return Xml("".join(parts))


def when(condition: bool, part: Xml) -> Xml:
    """The part, or nothing."""
    return part if condition else _EMPTY


def text(characters: str) -> Xml:
    """Text of a run: line feeds become line breaks, tabs tabs, spaces are kept."""
    if _BREAKS.search(characters) is None:
        return _text(characters)
    parts: list[Xml] = []
    position = 0
    for found in _BREAKS.finditer(characters):
        parts += (_text(characters[position : found.start()]), w("tab") if found.group() == "\t" else w("br"))
        position = found.end()
    return joined(*parts, _text(characters[position:]))


def _text(characters: str) -> Xml:
    return Xml(f'<w:t xml:space="preserve">{escape(characters)}</w:t>') if characters else _EMPTY


def part_xml(root: str, *children: Xml) -> bytes:
    """A part of the package: the root element `w:root` with all namespaces, as UTF-8."""
    content = "".join(children)
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:{root} {NAMESPACES}>{content}</w:{root}>'.encode()
