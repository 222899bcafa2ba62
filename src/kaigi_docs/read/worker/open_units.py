"""The parts of an OpenDocument text (ODF 1.3) as units, with its bookmarks, controls and changes."""

from __future__ import annotations

import re

from kaigi_docs.read.worker.form_units import (
    BOX,
    CELL,
    COMMENT,
    DELETED,
    EMPHASISED,
    HEAD,
    INSERTED,
    LINE,
    NOTE,
    STRUCK,
    Reader,
    Units,
)

_ODF = "urn:oasis:names:tc:opendocument:xmlns:"
_TEXT, _TABLE, _OFFICE, _DRAW, _STYLE = (f"{_ODF}{name}:1.0" for name in ("text", "table", "office", "drawing", "style"))
_ROW = (_TABLE, "table-row")
_LOEXT = "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"
_INSIDE = {
    (_TABLE, "table-cell"): CELL,
    (_DRAW, "text-box"): BOX,
    (_OFFICE, "annotation"): COMMENT,
    (_TEXT, "note-body"): NOTE,
    (_STYLE, "header"): HEAD,
    (_STYLE, "footer"): HEAD,
    (_STYLE, "header-first"): HEAD,
    (_STYLE, "footer-first"): HEAD,
    (_STYLE, "header-left"): HEAD,
    (_STYLE, "footer-left"): HEAD,
}
_SKIPPED = frozenset(((_TABLE, "covered-table-cell"), (_TEXT, "note-citation"), (_TEXT, "ruby-text"), (_OFFICE, "forms")))
_SHAPES = ("image", "custom-shape", "ellipse", "circle", "line", "path", "polygon", "polyline", "object")
_MOST_SPACES, _MOST_BOOKMARKS = 1_000, 1_000


class OpenPart(Reader):
    """Reads content.xml, or styles.xml with the heads and feet of pages."""

    def __init__(self, units: Units) -> None:
        """Starts a part; units grow."""
        super().__init__()
        self._units = units
        self._around: list[str] = []
        self._own_units: list[bool] = []
        self._styles: dict[str, int] = {}
        self._style = ""
        self._spans: list[int] = []
        self._bookmarks: list[str] = []
        self._controls: list[int] = []
        self._deleted: dict[str, str] = {}
        self._region = ""
        self._inserted = False
        self._in_paragraph = 0

    def element(self, space: str, name: str, attributes: dict[str, str]) -> bool:
        """Takes an element; tells whether its content is to be skipped."""
        if (space, name) in _SKIPPED:
            return True
        if (space, name) in _INSIDE:
            self._around.append(_INSIDE[space, name])
            if name == "table-cell":
                self._units.begin_cell()
        elif (space, name) == _ROW:
            self._units.begin_row()
        elif space == _OFFICE and name == "text":
            self._around.append(LINE)
        elif space == _STYLE:
            self._read_style(name, attributes)
        elif space == _TEXT:
            self._text_element(name, attributes)
        elif space == _DRAW:
            self._units.drawings += name in _SHAPES
        elif space == _LOEXT and name == "content-control":
            self._begin_control(attributes)
        return False

    def _read_style(self, name: str, attributes: dict[str, str]) -> None:
        if name == "style":
            self._style = _value(attributes, "name")
        elif name == "text-properties" and self._style:
            self._styles[self._style] = _bits_of(attributes)

    def _text_element(self, name: str, attributes: dict[str, str]) -> None:
        if name in ("p", "h"):
            self._begin_paragraph()
        elif name == "span":
            self._spans.append(self._styles.get(_value(attributes, "style-name"), 0))
        elif name == "s":
            count = _value(attributes, "c") or "1"
            self._add(" " * min(int(count) if count.isdecimal() else 1, _MOST_SPACES))
        elif name in ("tab", "line-break"):
            self._add("\t" if name == "tab" else "\n")
        elif name == "bookmark-start":
            self._begin_bookmark(_value(attributes, "name"))
        elif name == "bookmark-end" and _value(attributes, "name") in self._bookmarks:
            self._bookmarks.remove(_value(attributes, "name"))
        elif name == "bookmark" and _value(attributes, "name").startswith("_"):
            self._units.names.append(_value(attributes, "name")[:200])
        else:
            self._change(name, attributes)

    def _change(self, name: str, attributes: dict[str, str]) -> None:
        """Changes that were recorded (ODF 1.3 part 3, 5.5)."""
        if name == "changed-region":
            self._region = _value(attributes, "id")
        elif name == "deletion":
            self._deleted[self._region] = ""
        elif name == "change":
            deleted = self._deleted.get(_value(attributes, "change-id"), "")
            self._units.text(deleted.strip("\n"), self._number, DELETED)
        elif name == "change-start":
            self._inserted = True
        elif name == "change-end":
            self._inserted = False

    def _begin_control(self, attributes: dict[str, str]) -> None:
        checked = _value(attributes, "checked") == "true" if _value(attributes, "checkbox") == "true" else None
        tag = _value(attributes, "tag")
        bookmark = self._bookmarks[-1] if self._bookmarks else ""
        named = bool(tag or bookmark)
        self._controls.append(self._units.space(tag, bookmark, checked) if named else -1)

    def _begin_bookmark(self, name: str) -> None:
        if name.startswith("_"):
            self._units.names.append(name[:200])
        elif len(self._bookmarks) < _MOST_BOOKMARKS:
            self._bookmarks.append(name)
            self._units.space("", name)

    def _begin_paragraph(self) -> None:
        self._in_paragraph += 1
        own = bool(self._around) and self._around[-1] != CELL and not self._region
        self._own_units.append(own)
        if own:
            self._units.begin(self._around[-1])
        elif self._around and not self._region:
            self._units.paragraph()

    def close(self, space: str, name: str) -> None:
        """Takes the end of an element."""
        if (space, name) in _INSIDE:
            self._around.pop()
            if name == "table-cell":
                self._end_unit()
        elif (space, name) == _ROW:
            self._units.end_row()
        elif space == _TEXT and name in ("p", "h"):
            self._in_paragraph -= 1
            if self._own_units.pop():
                self._end_unit()
        elif space == _TEXT and name == "span":
            self._spans.pop()
        elif space == _TEXT and name == "changed-region":
            self._region = ""
        elif space == _STYLE and name == "style":
            self._style = ""
        elif space == _LOEXT and name == "content-control":
            self._controls.pop()

    def _end_unit(self) -> None:
        """Bookmarks end with the unit: one whose end was lost must not swallow what follows."""
        self._units.end()
        self._bookmarks.clear()

    def words(self, text: str) -> None:
        """Takes text of a paragraph, white space as one (ODF 1.3 part 3, 6.1.2)."""
        if self._in_paragraph:
            self._add(re.sub(r"[ \t\r\n]+", " ", text))

    def _add(self, text: str) -> None:
        if self._region:
            if self._region in self._deleted:
                self._deleted[self._region] += text
            return
        bits = INSERTED if self._inserted else 0
        for each in self._spans:
            bits |= each
        self._units.text(text, self._number, bits)

    @property
    def _number(self) -> int:
        """Of the answer space that is open, or -1."""
        number = next((each for each in reversed(self._controls) if each >= 0), -1)
        return self._units.number("", self._bookmarks[-1]) if number < 0 and self._bookmarks else number


def _value(attributes: dict[str, str], name: str) -> str:
    """An attribute, whatever its namespace."""
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


def _bits_of(attributes: dict[str, str]) -> int:
    marked = (
        _value(attributes, "text-underline-style") not in ("", "none")
        or _value(attributes, "border") not in ("", "none")
        or _value(attributes, "text-emphasize") not in ("", "none")
        or _value(attributes, "background-color").lower() not in ("", "transparent", "#ffffff")
    )
    struck = _value(attributes, "text-line-through-style") not in ("", "none")
    return (EMPHASISED if marked else 0) | (STRUCK if struck else 0)
