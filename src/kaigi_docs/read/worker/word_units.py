"""The parts of a Word file (WordprocessingML, ECMA-376-1 17) as units of text, with its controls, bookmarks and changes."""

from __future__ import annotations

from dataclasses import dataclass

from kaigi_docs.read.worker.form_units import BOX, CELL, COMMENT, DELETED, EMPHASISED, INSERTED, LINE, NOTE, STRUCK, Reader, Units

_W = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",  # the strict kind
)
_W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
_MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SKIPPED = frozenset(
    ("pPr", "tblPr", "trPr", "tcPr", "sectPr", "rPrChange", "tblGrid", "instrText", "delInstrText", "rt", "tblPrEx", "pPrChange")
)
_NOTES = ("footnote", "endnote")
_INSIDE = {"tc": CELL, "txbxContent": BOX, "comment": COMMENT, "footnote": NOTE, "endnote": NOTE}
_CHANGES = {"ins": INSERTED, "moveTo": INSERTED, "del": DELETED, "moveFrom": DELETED}
_MOST_BOOKMARKS = 1_000
_CHARACTERS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_SYMBOLS = {
    ("wingdings", 0xFE): "☑",
    ("wingdings", 0xFC): "✓",
    ("wingdings", 0xFD): "☒",
    ("wingdings", 0xFB): "✗",
    ("wingdings", 0x6C): "●",
    ("wingdings", 0x6E): "■",
    ("wingdings", 0x6F): "☐",
    ("wingdings", 0xA8): "☐",
    ("wingdings", 0xA1): "○",
    ("wingdings 2", 0x50): "✓",
    ("wingdings 2", 0x52): "☑",
    ("wingdings 2", 0x53): "☒",
    ("wingdings 2", 0xA3): "☐",
}
_OFF = ("0", "false", "off", "none", "nil")


@dataclass
class _Control:
    """A content control that is open.

    Attributes:
        tag: its name.
        checked: of a box to tick.
        number: of its answer space; -1 before its content begins, and where it has no tag.
    """

    tag: str = ""
    checked: bool | None = None
    number: int = -1


class WordPart(Reader):
    """Reads one part into units."""

    def __init__(self, units: Units, line: str = LINE) -> None:
        """Starts a part.

        Args:
            units: grow.
            line: kind of its paragraphs outside of tables, notes and text boxes.
        """
        super().__init__()
        self._units = units
        self._around = [line]
        self._own_units: list[bool] = []
        self._controls: list[_Control] = []
        self._bookmarks: dict[str, str] = {}
        self._bits = 0
        self._changes = 0
        self._in_text = False
        self._in_format = False

    def element(self, space: str, name: str, attributes: dict[str, str]) -> bool:
        """Takes an element; tells whether its content is to be skipped."""
        if space == _MC:
            return name == "Fallback"
        if space == _W14:
            if name == "checked" and self._controls:
                self._controls[-1].checked = _is_on(_value(attributes))
            return False
        if space not in _W:
            return False
        if name in _SKIPPED or (name in _NOTES and "eparator" in _value(attributes, "type")):
            return True
        if self._in_format:
            self._format(name, attributes)
        elif name in _INSIDE:
            self._around.append(_INSIDE[name])
            if name == "tc":
                self._units.begin_cell()
        elif not self._run(name, attributes):
            self._space(name, attributes)
        return False

    def _format(self, name: str, attributes: dict[str, str]) -> None:
        value = _value(attributes)
        shaded = name == "shd" and _value(attributes, "fill").lower() not in ("", "auto", "ffffff")
        if shaded or (name in ("u", "em", "highlight", "bdr") and value not in _OFF):
            self._bits |= EMPHASISED
        elif name in ("strike", "dstrike") and _is_on(value):
            self._bits |= STRUCK

    def _run(self, name: str, attributes: dict[str, str]) -> bool:
        """Whether the element belongs to paragraphs and runs."""
        if name == "p":
            self._begin_paragraph()
        elif name == "r":
            self._bits = 0
        elif name == "rPr":
            self._in_format = True
        elif name in ("t", "delText"):
            self._in_text = True
        elif name == "tr":
            self._units.begin_row()
        elif name in _CHARACTERS:
            self._add(_CHARACTERS[name])
        elif name == "sym":
            self._add(_symbol(attributes))
        elif name in ("drawing", "pict", "object"):
            self._units.drawings += 1
        elif name in _CHANGES:
            self._changes |= _CHANGES[name]
        else:
            return False
        return True

    def _space(self, name: str, attributes: dict[str, str]) -> None:
        """Content controls and bookmarks."""
        if name == "sdt":
            self._controls.append(_Control())
        elif name == "tag" and self._controls:
            self._controls[-1].tag = _value(attributes)
        elif name == "sdtContent" and self._controls and self._controls[-1].tag:
            control = self._controls[-1]
            control.number = self._units.space(control.tag, self._bookmark, control.checked)
        elif name == "bookmarkStart":
            self._begin_bookmark(_value(attributes, "id"), _value(attributes, "name"))
        elif name == "bookmarkEnd":
            self._bookmarks.pop(_value(attributes, "id"), None)

    def _begin_bookmark(self, number: str, name: str) -> None:
        if name.startswith("_"):
            self._units.names.append(name[:200])
        elif len(self._bookmarks) < _MOST_BOOKMARKS:
            self._bookmarks[number] = name
            self._units.space("", name)

    @property
    def _bookmark(self) -> str:
        """The name of the bookmark that was opened last, or ""."""
        return next(reversed(self._bookmarks.values()), "")

    def _begin_paragraph(self) -> None:
        around = self._around[-1]
        self._own_units.append(around != CELL)
        if around == CELL:
            self._units.paragraph()
        else:
            self._units.begin(around)

    def close(self, space: str, name: str) -> None:
        """Takes the end of an element."""
        if space not in _W:
            return
        if name == "p" and self._own_units and self._own_units.pop():
            self._end_unit()
        elif name in _INSIDE:
            self._around.pop()
            if name == "tc":
                self._end_unit()
        elif name == "tr":
            self._units.end_row()
        elif name == "rPr":
            self._in_format = False
        elif name in ("t", "delText"):
            self._in_text = False
        elif name in _CHANGES:
            self._changes &= ~_CHANGES[name]
        elif name == "sdt" and self._controls:
            self._controls.pop()

    def _end_unit(self) -> None:
        """Bookmarks end with the unit: one whose end was lost must not swallow what follows."""
        self._units.end()
        self._bookmarks.clear()

    def words(self, text: str) -> None:
        """Takes text of a run."""
        if self._in_text:
            self._add(text)

    def _add(self, text: str) -> None:
        number = next((each.number for each in reversed(self._controls) if each.number >= 0), -1)
        if number < 0 and self._bookmarks:
            number = self._units.number("", self._bookmark)
        self._units.text(text, number, self._bits | self._changes)


def _value(attributes: dict[str, str], name: str = "val") -> str:
    """An attribute, whatever its namespace."""
    return next((value for key, value in attributes.items() if key.rpartition(" ")[2] == name), "")


def _is_on(value: str) -> bool:
    """Whether a switch is on (ECMA-376-1 22.9.2.7); one without a value is."""
    return value not in _OFF


def _symbol(attributes: dict[str, str]) -> str:
    """A sign of a font of signs as the character that it looks like; "" for others."""
    try:
        code = int(_value(attributes, "char"), 16) & 0xFF
    except ValueError:
        return ""
    return _SYMBOLS.get((_value(attributes, "font").lower(), code), "\ufffd")
