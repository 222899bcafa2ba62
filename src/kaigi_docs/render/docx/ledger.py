"""What one Word file must count: bookmarks, content controls, lists and addresses of links."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from kaigi_docs.blocks import Anchor, Block, Document, Heading, List, Slot
from kaigi_docs.render.docx.markup import Xml, joined, legal, w
from kaigi_docs.render.docx.numbering import Numbering
from kaigi_docs.render.docx.styles import NamedStyle, named_styles
from kaigi_docs.theme import Theme

WORKBOOK = "rId1"
"""The relationship of every chart to its workbook."""
FORM_BOOKMARK = "_Kaigi_"
LONGEST_BOOKMARK = 40  # characters that Word accepts
_LETTERS = "A-Za-zぁ-ゖァ-ヺ一-鿿"
_PLAIN_ID = re.compile(f"[{_LETTERS}][{_LETTERS}0-9]*(?:/[{_LETTERS}0-9]+)*")
_OTHER_SIGN = re.compile(f"[^{_LETTERS}0-9]")
_URI_SIGNS = "%/:?#[]@!$&'()*+,;=-._~"


def bookmark_name(field_id: str) -> str:
    """The bookmark of an answer space, the same in every file: `Q1/choice/2` is Q1_choice_2.

    Names that Word would refuse (over 40 characters, other signs than letters and digits) are cut and end in a checksum, so that
    two ids keep two names.
    """
    return _name(field_id, LONGEST_BOOKMARK)


def anchor_name(anchor_id: str) -> str:
    """The bookmark of a link target; the leading low line hides it from Word's list of bookmarks."""
    return f"_{_name(anchor_id, LONGEST_BOOKMARK - 1)}"


def form_bookmark(form_id: str) -> str:
    """The hidden bookmark that names a form: `_Kaigi_` and its id with low lines for colons."""
    return f"{FORM_BOOKMARK}{form_id.replace(':', '_')}"


def _name(element_id: str, longest: int) -> str:
    if _PLAIN_ID.fullmatch(element_id) and len(element_id) <= longest:
        return element_id.replace("/", "_")
    checksum = f"{zlib.crc32(element_id.encode('utf-8', 'replace')):08x}"
    stem = "F" + _OTHER_SIGN.sub("_", element_id)
    return f"{stem[: longest - len(checksum) - 1]}_{checksum}"


def anchor_ids(blocks: Iterable[Block]) -> Iterator[str]:
    """Ids of all link targets, also those inside lists and slots."""
    for block in blocks:
        if isinstance(block, Heading | Anchor):
            yield block.id
        elif isinstance(block, Slot):
            yield from anchor_ids(block.content)
        elif isinstance(block, List):
            for item in block.items:
                yield from anchor_ids(item.content)


def link_address(link: str) -> str | None:
    """The address as a URI that Word opens, with everything but URI signs percent-encoded (RFC 3986); None if it is none."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return None
    if parts.scheme not in ("http", "https", "mailto") or not (parts.netloc or parts.scheme == "mailto"):
        return None
    return quote(legal(link), safe=_URI_SIGNS)


@dataclass(frozen=True, slots=True)
class ChartPart:
    """A chart of the file as its part, and the workbook of its values (.xlsx)."""

    xml: bytes
    workbook: bytes


class Ledger:
    """Numbers and names handed out while one file is written.

    Attributes:
        theme: the look.
        styles: paragraph styles by id.
        numbering: the lists.
        addresses: relationship id of each external address.
        pictures: PNG of each chart by the chart's id, as far as there are any, and of each foreign page by its `picture_name`.
        charts, images: native charts and PNG pictures of the file by relationship id.
    """

    def __init__(self, document: Document, theme: Theme, pictures: Mapping[str, bytes] | None = None) -> None:
        """Starts a file for the document."""
        self.theme = theme
        self.styles: dict[str, NamedStyle] = named_styles(theme)
        self.numbering = Numbering()
        self.addresses: dict[str, str] = {}
        self.pictures: Mapping[str, bytes] = pictures or {}
        self.charts: dict[str, ChartPart] = {}
        self.images: dict[str, bytes] = {}
        self._anchors = frozenset((document.id, *anchor_ids(document.blocks())))
        self._names: set[str] = set()
        self._bookmarks = 0
        self._controls = 0
        self._drawings = 0

    def bookmark(self, name: str, content: Xml) -> Xml:
        """The content with a bookmark around it; a name that is taken already stays with its first place, as Word wants."""
        if name.lower() in self._names:
            return content
        self._names.add(name.lower())
        number = self._bookmarks
        self._bookmarks += 1
        return joined(w("bookmarkStart", id=number, name=name), content, w("bookmarkEnd", id=number))

    def next_control(self) -> int:
        """A number for a content control, unique in the file."""
        self._controls += 1
        return self._controls

    def next_drawing(self) -> int:
        """A number for a chart or picture, unique in the file."""
        self._drawings += 1
        return self._drawings

    def add_chart(self, part: ChartPart) -> str:
        """The relationship id of a chart that now belongs to the file."""
        relationship = f"rIdChart{len(self.charts) + 1}"
        self.charts[relationship] = part
        return relationship

    def add_image(self, png: bytes) -> str:
        """The relationship id of a picture that now belongs to the file."""
        relationship = f"rIdImage{len(self.images) + 1}"
        self.images[relationship] = png
        return relationship

    def internal_target(self, link: str) -> str | None:
        """The bookmark that an "#id" link leads to, or None if its target is not in this file."""
        anchor = link.removeprefix("#")
        return anchor_name(anchor) if link.startswith("#") and anchor in self._anchors else None

    def relationship(self, link: str) -> str | None:
        """The relationship id of an external address, or None if it is none that Word could open."""
        address = link_address(link)
        if address is None:
            return None
        return self.addresses.setdefault(address, f"rIdLink{len(self.addresses) + 1}")
