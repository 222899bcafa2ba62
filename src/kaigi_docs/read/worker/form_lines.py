"""Characters of a page as lines of text."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from kaigi_docs.read.worker.form_pages import Box, Character

_SAME_LINE = 0.6
_WRAP = 2.2
"""In heights of a character: a line that ends nearer to the edge of its box goes on in the next one."""
_LEAST_PT = 6.0
_ROOM = 1.1
"""In heights of a character: with less below it, the next line would not be seen; a little more than one, as boxes are looked at
with some space around them."""
_LINE = 2.0
"""In heights of a character: the farthest next line."""


def in_lines(characters: Sequence[Character], box: Box | None) -> str:
    """The text of a box: a line that ends near the right edge goes on in the next one.

    Args:
        characters: in the order of the page.
        box: in which they stand; None for text that nobody wrapped.
    """
    lines = _lines(characters)
    text = ""
    for number, line in enumerate(lines):
        text += "".join(_unified(character) for character, _ in line).rstrip()
        if number < len(lines) - 1 and not _goes_on(line, box):
            text += "\n"
    return text.strip()


def _lines(characters: Sequence[Character]) -> list[list[Character]]:
    lines: list[list[Character]] = []
    for character, box in _printable(characters):
        last = lines[-1][-1][1] if lines else None
        if last is not None and character.isspace():
            lines[-1].append((character, last))
        elif last is not None and abs((last[1] + last[3]) - (box[1] + box[3])) / 2 < max(box[3] - box[1], 1.0) * _SAME_LINE:
            lines[-1].append((character, box))
        else:
            lines.append([(character, box)])
    return lines


def _printable(characters: Sequence[Character]) -> Iterator[Character]:
    return (pair for pair in characters if pair[0] not in "\r\n\0")


def _goes_on(line: Sequence[Character], box: Box | None) -> bool:
    if box is None:
        return False
    size = max(line[-1][1][3] - line[-1][1][1], _LEAST_PT)
    return max(edges[2] for _, edges in line) >= box[2] - _WRAP * size


def _unified(character: str) -> str:
    """A kanji instead of the radical of the same look, which programs that print write down for it (⽇ for 日)."""
    is_radical = "\u2f00" <= character <= "\u2fd5"
    return unicodedata.normalize("NFKC", character) if is_radical else character


def written_in(characters: Sequence[Character], box: Box, boxes: Sequence[Box]) -> list[Character]:
    """The characters in a box, and those in which its text goes on beyond the edge, where nobody sees them.

    Args:
        characters: of the page, in their order.
        box: of the space.
        boxes: of all spaces: what stands in another one belongs there.
    """
    found: list[Character] = []
    others = [each for each in boxes if each != box]
    for pair in characters:
        _, edges = pair
        is_here = is_inside(edges, box)
        if is_here or (found and _follows(found[-1][1], edges, box) and not any(is_inside(edges, each) for each in others)):
            found.append(pair)
    return found


def _follows(last: Box, edges: Box, box: Box) -> bool:
    """Whether a character goes on behind the last one, or in the next line of the box."""
    size = max(last[3] - last[1], _LEAST_PT)
    same_line = abs(last[3] - edges[3]) < size / 2 and -size < edges[0] - last[2] < size
    next_line = 0 < edges[3] - last[3] < _LINE * size and box[0] - 1 <= edges[0] < box[0] + 2 * size
    return same_line or next_line


def is_inside(edges: Box, box: Box) -> bool:
    """Whether the middle of something stands in a box."""
    x, y = (edges[0] + edges[2]) / 2, (edges[1] + edges[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def is_full(characters: Sequence[Character], box: Box) -> bool:
    """Whether a text may go on beyond its box: no other line has room below the last one, or that ends at the right edge."""
    edges = [each for character, each in characters if not character.isspace()]
    if not edges:
        return False
    lowest = max(each[3] for each in edges)
    last = [each for each in edges if each[3] > lowest - 4]
    size = lowest - min(each[1] for each in last)
    return box[3] - lowest < _ROOM * size or max(each[2] for each in last) > box[2] - 0.5 * size


def squeezed(text: str) -> str:
    """The text without white space and differences of width, for comparing."""
    return "".join(unicodedata.normalize("NFKC", text).split())
