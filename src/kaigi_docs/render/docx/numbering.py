"""Labels of lists as Word's own numbering (ECMA-376 part 1, 17.9; formats 17.18.59).

Word counts ① and ⑴ to 20 and ア to 46; labels beyond, labels that skip a number and those of no Word format are written as text.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import List, ListKind
from kaigi_docs.japanese.width import to_full_digits
from kaigi_docs.render.docx.markup import Xml, legal, part_xml, w

LEVELS = 9
LONGEST_LABEL = 31  # characters of w:lvlText that Word accepts

_KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_KANJI = "〇一二三四五六七八九"
_LOWER = "abcdefghijklmnopqrstuvwxyz"


def _kanji(number: int) -> str:
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{_KANJI[tens]}十") + (_KANJI[ones] if ones else "")


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """A Word number format: its name, how it writes a number, the largest number that it writes so, and its digits."""

    name: str
    write: Callable[[int], str]
    limit: int
    token: re.Pattern[str]


def _letters(name: str, letters: str) -> NumberFormat:
    return NumberFormat(name, lambda number: letters[number - 1], len(letters), re.compile(f"[{letters}]"))


def _enclosed(name: str, first: str) -> NumberFormat:
    return _letters(name, "".join(chr(ord(first) + offset) for offset in range(20)))


NUMBER_FORMATS = (
    NumberFormat("decimal", str, 9999, re.compile("[0-9]+")),
    NumberFormat("decimalFullWidth", lambda number: to_full_digits(str(number)), 9999, re.compile("[０-９]+")),
    _enclosed("decimalEnclosedCircle", "①"),
    _enclosed("decimalEnclosedParen", "⑴"),
    _enclosed("decimalEnclosedFullstop", "⒈"),
    _letters("aiueoFullWidth", _KANA),
    _letters("irohaFullWidth", _IROHA),
    NumberFormat("japaneseCounting", _kanji, 99, re.compile("[一二三四五六七八九十]+")),
    _letters("lowerLetter", _LOWER),
    _letters("upperLetter", _LOWER.upper()),
)


@dataclass(frozen=True, slots=True)
class LabelShape:
    """How Word writes the labels of a list.

    Attributes:
        number_format: w:numFmt.
        before, after: what stands around the number; a bullet stands in `before`.
        start: number of the first item.
    """

    number_format: str
    before: str
    after: str
    start: int = 1


def label_shape(block: List) -> LabelShape | None:
    """The shape that prints exactly the labels of the list, or None if Word has none."""
    labels = [item.label for item in block.items]
    if any(not _printable(label) for label in labels):
        return None
    if block.kind is ListKind.BULLET:
        return LabelShape("bullet", labels[0], "") if len(set(labels)) == 1 else None
    return next(_shapes(labels), None)


def _printable(label: str) -> bool:
    """Whether w:lvlText can hold the label: % is its placeholder, and an attribute holds no line feeds."""
    return 0 < len(label) <= LONGEST_LABEL and "%" not in label and not re.search(r"[\t\r\n]", label)


def _shapes(labels: Sequence[str]) -> Iterator[LabelShape]:
    for number_format in NUMBER_FORMATS:
        for found in number_format.token.finditer(labels[0] if labels else ""):
            before, after = labels[0][: found.start()], labels[0][found.end() :]
            start = _value(found.group(), number_format)
            if start is not None and _matches(labels, number_format, before, after, start):
                yield LabelShape(number_format.name, before, after, start)


def _value(token: str, number_format: NumberFormat) -> int | None:
    if number_format.name.startswith("decimal") and token.isdecimal():
        number = int(token)
        return number if 1 <= number <= number_format.limit and number_format.write(number) == token else None
    return next((n for n in range(1, number_format.limit + 1) if number_format.write(n) == token), None)


def _matches(labels: Sequence[str], number_format: NumberFormat, before: str, after: str, start: int) -> bool:
    if start + len(labels) - 1 > number_format.limit:
        return False
    return all(label == f"{before}{number_format.write(start + position)}{after}" for position, label in enumerate(labels))


@dataclass(frozen=True, slots=True)
class LevelLook:
    """A kind of list: lists of one kind share a definition, so that a clerk changes them together.

    Attributes:
        number_format, before, after: as in LabelShape.
        depth: nesting level from 0.
        left: where text begins, in twips from the left end of the text area.
        hanging: width of the label's space, in twips.
    """

    number_format: str
    before: str
    after: str
    depth: int
    left: int
    hanging: int


class Numbering:
    """The lists of one file; each gets its own number, so that counting starts anew."""

    def __init__(self) -> None:
        """Starts without lists."""
        self._kinds: dict[LevelLook, int] = {}
        self._lists: list[tuple[int, LevelLook, int]] = []
        self._bullets: dict[LevelLook, int] = {}

    def list_number(self, look: LevelLook, start: int) -> int:
        """The w:numId for a list; bullets of one kind share one, for they do not count."""
        if look in self._bullets:
            return self._bullets[look]
        kind = self._kinds.setdefault(look, len(self._kinds))
        self._lists.append((kind, look, start))
        if look.number_format == "bullet":
            self._bullets[look] = len(self._lists)
        return len(self._lists)

    def xml(self) -> bytes:
        """The part word/numbering.xml."""
        kinds = (_abstract(number, look) for look, number in self._kinds.items())
        lists = (_list(number, *entry) for number, entry in enumerate(self._lists, 1))
        return part_xml("numbering", *kinds, *lists)


def _abstract(number: int, look: LevelLook) -> Xml:
    return w(
        "abstractNum",
        w("nsid", val=f"{zlib.crc32(repr(look).encode('utf-8', 'replace')):08X}"),
        w("multiLevelType", val="hybridMultilevel"),
        *(_level(level, look) for level in range(LEVELS)),
        abstractNumId=number,
    )


def _level(level: int, look: LevelLook) -> Xml:
    """A level; those above and below the list's own are for clerks who move an item with the tab key."""
    left = max(look.hanging, look.left + look.hanging * (level - look.depth))
    number = "" if look.number_format == "bullet" else f"%{level + 1}"
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=look.number_format),
        w("suff", val="tab"),
        w("lvlText", val=legal(f"{look.before}{number}{look.after}")),
        w("lvlJc", val="left"),
        w("pPr", w("tabs", w("tab", val="num", pos=left)), w("ind", left=left, hanging=look.hanging)),
        w("rPr", w("rFonts", hint="eastAsia")),
        ilvl=level,
    )


def _list(number: int, kind: int, look: LevelLook, start: int) -> Xml:
    override = w("lvlOverride", w("startOverride", val=start), ilvl=look.depth)
    restart = Xml("") if look.number_format == "bullet" else override
    return w("num", w("abstractNumId", val=kind), restart, numId=number)
