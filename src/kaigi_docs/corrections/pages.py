"""On which page each place stands, what a page shows, and which sheets must be exchanged."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kaigi_docs.corrections.content import Content
from kaigi_docs.layout.page import Content as PageContent
from kaigi_docs.layout.page import ContentRef, Fill, ForeignMark, LaidOut, Mark, Mosaic, Page, Rule, Shape, StructNode, TextRun

PageRange = tuple[int, int]
"""First and last page of a place in its material, from 1."""

_WINDOW = 600  # characters within which the next place is looked for; further on stands another text of the same words


def located(content: Content, laid_out: LaidOut) -> dict[str, PageRange]:
    """The pages of every place with text, by its key.

    Places are looked for one after the other in the text that the structure reads, pages of other programs by what they show. A
    place that cannot be found there (the
    value of a chart without a table) is on the page of the one before it.
    """
    text, pages = _stream(laid_out)
    foreign = [(mark.page.sha256, number) for number, each in enumerate(laid_out.pages, 1) for mark in each.foreign_marks()]
    found: dict[str, PageRange] = {}
    at, page = 0, 1
    for key, wanted in content.texts():
        solid = _solid(wanted)
        if (of_page := next((number for digest, number in foreign if digest == wanted and number >= page), None)) is not None:
            found[key] = (of_page, of_page)
            continue
        start = text.find(solid, at, at + len(solid) + _WINDOW) if solid else -1
        if start < 0:
            found[key] = (page, page)
            continue
        at = start + len(solid)
        found[key] = (pages[start], pages[at - 1])
        page = pages[at - 1]
    return found


def _stream(laid_out: LaidOut) -> tuple[str, list[int]]:
    """The solid characters of a material in reading order, readings apart, and the page of each."""
    characters: list[str] = []
    pages: list[int] = []
    for reference in _references(laid_out.struct):
        for mark in reference.content.marks:
            if isinstance(mark, TextRun) and not mark.ruby:
                solid = _solid(mark.text)
                characters.append(solid)
                pages += [reference.page + 1] * len(solid)
    return "".join(characters), pages


def _references(node: StructNode) -> Iterator[ContentRef]:
    for kid in node.kids:
        if isinstance(kid, StructNode):
            yield from _references(kid)
        else:
            yield kid


def _solid(text: str) -> str:
    """Without blanks, line feeds and the signs by which `content.printed` shows answer spaces."""
    return "".join(each for each in text if not each.isspace() and unicodedata.category(each) != "Cf").replace("（記入欄）", "")


def page_digests(laid_out: LaidOut) -> tuple[str, ...]:
    """What each page shows, page numbers and running titles apart, as hexadecimal digests: equal where the pages are.

    Where lines and rules stand does not count, only which there are, in which look and order: the widths of a table's columns
    follow its longest entries, so one changed word moves all its pages by less than anybody sees.
    """
    return tuple(_digest(page, laid_out.marks) for page in laid_out.pages)


def _digest(page: Page, marks: tuple[str, ...]) -> str:
    digest = hashlib.sha256(f"{page.width:.0f}x{page.height:.0f} {marks}".encode())
    for content in page.contents:
        if content.artifact != "Pagination":
            digest.update("\n".join(_shown(content)).encode("utf-8", "surrogatepass"))
    for field in page.fields:
        digest.update(f"{field.id} {field.kind} {field.option} {_places(*field.rect)}".encode())
    return digest.hexdigest()[:32]


def _shown(content: PageContent) -> Iterator[str]:
    for mark in content.marks:
        yield _mark(mark)


def _mark(mark: Mark) -> str:
    match mark:
        case TextRun():
            return f"{mark.text} {mark.face} {mark.size_pt:.1f} {mark.colour}"
        case Rule():
            return f"rule {mark.colour} {mark.dotted}"
        case Fill():
            return f"fill {mark.colour}"
        case Mosaic():
            return f"mosaic {mark.colour} {mark.side} {mark.runs}"
        case Shape():
            return f"shape {mark.fill} {mark.stroke} {[_places(*point) for point in mark.points]}"
        case ForeignMark():
            return f"foreign {mark.page.sha256} {_places(*mark.rect)}"


def _places(*lengths_pt: float) -> str:
    """Lengths to a third of a millimetre: what nobody sees is no difference."""
    return " ".join(f"{length:.0f}" for length in lengths_pt)


@dataclass(frozen=True, slots=True)
class Exchange:
    """What is done with the paper of one 資料.

    Attributes:
        pages: of the new version that are printed and put in, from 1; whole sheets.
        discarded: of the mailed version that are taken out, from 1; whole sheets.
        differing: of the new version that differ at all, from 1.
    """

    pages: tuple[int, ...]
    discarded: tuple[int, ...]
    differing: tuple[int, ...]


def exchange_of(old: Sequence[str], new: Sequence[str], touched: Iterable[int], *, both_sides: bool) -> Exchange:
    """The sheets to exchange: every page whose content or place differs; printed on both sides, the other side goes with it.

    Args:
        old, new: digests of the pages mailed and of those now.
        touched: pages of the new version with a difference in words, which count even where the page looks the same.
        both_sides: whether two pages stand on one sheet.
    """
    longest = max(len(old), len(new))
    differ = {number for number in range(1, longest + 1) if old[number - 1 : number] != new[number - 1 : number]}
    differ |= {number for number in touched if 1 <= number <= longest}
    sheets = {(number + 1) // 2 if both_sides else number for number in differ}
    pages = sorted(page for sheet in sheets for page in ((2 * sheet - 1, 2 * sheet) if both_sides else (sheet,)))
    return Exchange(
        pages=tuple(page for page in pages if page <= len(new)),
        discarded=tuple(page for page in pages if page <= len(old)),
        differing=tuple(sorted(page for page in differ if page <= len(new))),
    )


def ranges(pages: Sequence[int]) -> str:
    """「1、3～5」 of pages in order."""
    runs: list[tuple[int, int]] = []
    for page in pages:
        if runs and runs[-1][1] == page - 1:
            runs[-1] = (runs[-1][0], page)
        else:
            runs.append((page, page))
    return "、".join(str(first) if first == last else f"{first}～{last}" for first, last in runs)
