"""A small Word reader of the tests' own: text by paragraph, list labels counted from numbering.xml as Word counts them."""

from __future__ import annotations

import io
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import takewhile

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
KANA = "アイウエオカキクケコサシスセソタチツテトナニヌネノ"
KANJI = ("一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三")
COUNTING: dict[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalFullWidth": lambda number: str(number).translate(FULL_WIDTH),
    "decimalEnclosedCircle": lambda number: chr(0x2460 + number - 1),
    "decimalEnclosedParen": lambda number: chr(0x2474 + number - 1),
    "decimalEnclosedFullstop": lambda number: chr(0x2488 + number - 1),
    "aiueoFullWidth": lambda number: KANA[number - 1],
    "irohaFullWidth": lambda number: "イロハニホヘト"[number - 1],
    "japaneseCounting": lambda number: KANJI[number - 1],
    "lowerLetter": lambda number: chr(96 + number),
    "upperLetter": lambda number: chr(64 + number),
}


class WordFile:
    """The parts of a Word file as XML."""

    def __init__(self, content: bytes) -> None:
        self.content = content
        self.archive = zipfile.ZipFile(io.BytesIO(content))

    def names(self) -> list[str]:
        return self.archive.namelist()

    def part(self, name: str) -> etree._Element:
        return etree.fromstring(self.archive.read(name))

    @property
    def body(self) -> etree._Element:
        return self.part("word/document.xml")[0]

    def all(self, tag: str) -> list[etree._Element]:
        return list(self.body.iter(f"{W}{tag}"))

    def lines(self, *, readings: bool = False, answer_labels: bool = True) -> list[str]:
        """Text by paragraph in reading order: labels counted, header rows repeated for each policy once, readings on request;
        without what stands at the left of answers, which a page does not have, if that is wished."""
        labels, body = _Labels(self.part("word/numbering.xml")), self.body
        for table in body.iter(f"{W}tbl") if not answer_labels else ():
            if value(table.find(f"{W}tblPr/{W}tblStyle")) == "AnswerBox":
                for row in table.iter(f"{W}tr"):
                    row.remove(row.find(f"{W}tc"))
        for ruby in body.iter(f"{W}ruby") if readings else ():
            reading = ruby.find(f"{W}rt")
            reading.tag = f"{W}read"
            ruby.append(reading)  # behind what it stands above
        return list(_lines(body, labels))


class _Labels:
    """Counts as Word does: one counter for each list."""

    def __init__(self, numbering: etree._Element) -> None:
        abstracts = {value(each, "abstractNumId"): each for each in numbering.findall(f"{W}abstractNum")}
        self.levels: dict[tuple[str, str], etree._Element] = {}
        self.counts: Counter[tuple[str, str]] = Counter()
        for number in numbering.findall(f"{W}num"):
            abstract = abstracts[value(number.find(f"{W}abstractNumId"))]
            for level in abstract.findall(f"{W}lvl"):
                key = (value(number, "numId"), value(level, "ilvl"))
                self.levels[key] = level
                self.counts[key] = int(value(level.find(f"{W}start"))) - 1
            for override in number.findall(f"{W}lvlOverride"):
                key = (value(number, "numId"), value(override, "ilvl"))
                self.counts[key] = int(value(override.find(f"{W}startOverride"))) - 1

    def next(self, paragraph: etree._Element) -> str:
        found = paragraph.find(f"{W}pPr/{W}numPr")
        if found is None:
            return ""
        key = (value(found.find(f"{W}numId")), value(found.find(f"{W}ilvl")))
        level = self.levels[key]
        self.counts[key] += 1
        text, number_format = value(level.find(f"{W}lvlText")), value(level.find(f"{W}numFmt"))
        if number_format == "bullet":
            return text
        return text.replace(f"%{int(key[1]) + 1}", COUNTING[number_format](self.counts[key]))


def value(element: etree._Element, name: str = "val") -> str:
    return element.get(f"{W}{name}")


def _lines(container: etree._Element, labels: _Labels) -> Iterator[str]:
    head: list[list[str]] = []
    for child in container:
        if child.tag == f"{W}p":
            if child.find(f"{W}pPr/{W}pStyle") is None or value(child.find(f"{W}pPr/{W}pStyle")) != "TableSeparator":
                head = []
            yield labels.next(child) + paragraph_text(child)
        elif child.tag == f"{W}tbl":
            rows = child.findall(f"{W}tr")
            texts = [[line for cell in row.findall(f"{W}tc") for line in _lines(cell, labels)] for row in rows]
            heads = [text for row, text in zip(rows, texts, strict=True) if row.find(f"{W}trPr/{W}tblHeader") is not None]
            same = list(takewhile(lambda pair: pair[0] == pair[1], zip(heads, head, strict=False)))
            head = heads
            yield from (line for row in texts[len(same) :] for line in row)


def paragraph_text(paragraph: etree._Element) -> str:
    """Characters without readings (w:rt)."""
    parts: list[str] = []
    for element in paragraph.iter(f"{W}t", f"{W}br", f"{W}tab"):
        if element.tag == f"{W}t":
            inside_reading = any(parent.tag == f"{W}rt" for parent in element.iterancestors())
            parts.append("" if inside_reading else element.text or "")
        elif element.getparent().tag == f"{W}r":
            parts.append("\n" if element.tag == f"{W}br" else "\t")
    return "".join(parts)


def part_text(part: etree._Element) -> str:
    """All characters of a page head or foot, field codes apart."""
    return "".join(element.text or "" for element in part.iter(f"{W}t"))
