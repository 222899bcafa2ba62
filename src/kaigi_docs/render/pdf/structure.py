"""The structure tree: elements, parent tree and identifiers (ISO 32000-1 14.7), as PDF/UA-1 (ISO 14289-1) wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kaigi_docs.errors import KaigiError
from kaigi_docs.layout.page import Content, ContentRef, LaidOut, StructNode
from kaigi_docs.render.pdf.document import PdfFile, Ref
from kaigi_docs.render.pdf.links import Links
from kaigi_docs.render.pdf.sheets import Sheet
from kaigi_docs.render.pdf.syntax import name, number, string_bytes, text_string


@dataclass(frozen=True, slots=True)
class Painted:
    """Where a content was painted: the index of its page in the file and its marked-content identifier there."""

    sheet: int
    mcid: int


def content_roles(parts: Iterable[LaidOut], links: Links) -> dict[Content, str]:
    """The role of the element that each content belongs to: the only contents that may be painted as real content.

    Raises:
        KaigiError: a content stands in the tree twice.
    """
    roles: dict[Content, str] = {}
    for part in parts:
        for node, kid in _content_refs(part.struct):
            if kid.content in roles:
                raise KaigiError(f"「{part.title}」の同じ内容に、タグが二つあります（プログラムの不具合です）。")
            roles[kid.content] = _role(node, links)
    return roles


def _content_refs(node: StructNode) -> Iterator[tuple[StructNode, ContentRef]]:
    for kid in node.kids:
        if isinstance(kid, StructNode):
            yield from _content_refs(kid)
        else:
            yield node, kid


def _role(node: StructNode, links: Links) -> str:
    """The node's role; a link that leads nowhere in this file is no Link, because a Link needs an annotation."""
    return "Span" if node.role == "Link" and node not in links.of_node else node.role


class StructureTree:
    """Writes the elements and gathers on the way what the parent tree and the identifier tree need."""

    def __init__(self, file: PdfFile, sheets: Sequence[Sheet], painted: Mapping[Content, Painted], links: Links) -> None:
        """A tree over these pages, all of which are painted."""
        self._file = file
        self._sheets = sheets
        self._painted = painted
        self._links = links
        self._root = file.reserve()
        self._parents: dict[int, dict[int, Ref]] = {sheet.index: {} for sheet in sheets}
        self._annotation_parents: dict[int, Ref] = {}
        self._ids: dict[str, Ref] = {}

    def write(self, parts: Sequence[LaidOut], language: str) -> Ref:
        """Writes the whole tree: a Document element with one Sect for each part; returns the StructTreeRoot."""
        document = self._file.reserve()
        sections = " ".join(self._element(part.struct, document, part) for part in parts)
        self._file.put(document, f"<</S/Document/P {self._root}/Lang{text_string(language)}/K[{sections}]>>")
        next_key = len(self._sheets) + len(self._annotation_parents)
        id_tree = f"/IDTree {self._id_tree()}" if self._ids else ""
        self._file.put(
            self._root,
            f"<</Type/StructTreeRoot/K {document}/ParentTree {self._parent_tree()}/ParentTreeNextKey {next_key}{id_tree}>>",
        )
        return self._root

    def _element(self, node: StructNode, parent: Ref, part: LaidOut) -> Ref:
        ref = self._file.reserve()
        sheet, kids = self._kids(node, ref, part)
        page = f"/Pg {self._sheets[sheet].ref}" if sheet is not None else ""
        content = f"/K[{' '.join(kids)}]" if kids else ""
        title = f"/T{text_string(part.title)}" if node is part.struct else ""
        is_fillable = node in self._links.of_node
        described = self._identity(node, ref, part) + title
        described += _description(node, part, self._layout_attributes(node, part), is_fillable=is_fillable)
        self._file.put(ref, f"<</S{name(_role(node, self._links))}/P {parent}{page}{described}{content}>>")
        return ref

    def _kids(self, node: StructNode, ref: Ref, part: LaidOut) -> tuple[int | None, list[str]]:
        """The page index that the element's own contents stand on (its first), and its kids in reading order."""
        own_sheet: int | None = None
        kids: list[str] = []
        for kid in node.kids:
            if isinstance(kid, StructNode):
                kids.append(self._element(kid, ref, part))
                continue
            painted = self._painted.get(kid.content)
            if kid.content in self._links.frames:
                continue
            if painted is None:
                _require_unmarked(kid, part)
                continue
            own_sheet = painted.sheet if own_sheet is None else own_sheet
            self._parents[painted.sheet][painted.mcid] = ref
            kids.append(self._content_kid(painted, own_sheet))
        return own_sheet, kids + self._annotation_kids(node, ref)

    def _content_kid(self, painted: Painted, own_sheet: int) -> str:
        if painted.sheet == own_sheet:
            return str(painted.mcid)
        return f"<</Type/MCR/Pg {self._sheets[painted.sheet].ref}/MCID {painted.mcid}>>"

    def _annotation_kids(self, node: StructNode, ref: Ref) -> list[str]:
        annotations = self._links.of_node.get(node, [])
        self._annotation_parents.update((annotation.parent_key, ref) for annotation in annotations)
        return [f"<</Type/OBJR/Pg {annotation.sheet.ref}/Obj {annotation.ref}>>" for annotation in annotations]

    def _layout_attributes(self, node: StructNode, part: LaidOut) -> str:
        """The bounding box of a figure on its page (ISO 32000-1 14.8.5.4.3)."""
        if node.page_box is None:
            return ""
        page, rect = node.page_box
        height = part.pages[page].height
        edges = (rect.x0, height - rect.y1, rect.x1, height - rect.y0)
        return f"/Placement/Block/BBox[{' '.join(map(number, edges))}]"

    def _identity(self, node: StructNode, ref: Ref, part: LaidOut) -> str:
        if not node.id:
            return ""
        identifier = _qualified(part, node.id)
        if self._ids.setdefault(identifier, ref) != ref:
            raise KaigiError(f"「{part.title}」のタグの名前「{node.id}」が重なっています（プログラムの不具合です）。")
        return f"/ID{text_string(identifier)}"

    def _parent_tree(self) -> Ref:
        """From page to the elements of its contents by identifier, from annotation to its Link (ISO 32000-1 14.7.4.4)."""
        entries = []
        for sheet, parents in self._parents.items():
            refs = (parents[mcid] for mcid in range(len(parents)))
            entries.append(f"{sheet} {self._file.add('[' + ' '.join(refs) + ']')}")
        entries.extend(f"{key} {ref}" for key, ref in sorted(self._annotation_parents.items()))
        return self._file.add("<</Nums[" + "\n".join(entries) + "]>>")

    def _id_tree(self) -> Ref:
        identifiers = sorted(self._ids, key=string_bytes)
        return self._file.add("<</Names[" + "\n".join(f"{text_string(key)} {self._ids[key]}" for key in identifiers) + "]>>")


def _qualified(part: LaidOut, node_id: str) -> str:
    """An identifier that is unique in the packet, where node ids are unique in their part only."""
    return f"{part.id}/{node_id}"


def _require_unmarked(kid: ContentRef, part: LaidOut) -> None:
    if kid.content.marks:
        raise KaigiError(
            f"「{part.title}」{kid.page + 1}ページのタグの内容が、どのページにもありません（プログラムの不具合です）。"
        )


def _description(node: StructNode, part: LaidOut, layout: str, *, is_fillable: bool) -> str:
    alt = f"/Alt{text_string(node.alt)}" if node.alt else ""
    owners = {
        "Layout": layout,
        "Table": _table_attributes(node, part),
        "List": _list_attributes(node),
        "PrintField": "" if is_fillable else _field_attributes(node),
    }
    attributes = "".join(f"<</O/{owner}{entries}>>" for owner, entries in owners.items() if entries)
    return f"{alt}/A[{attributes}]" if attributes else alt


def _table_attributes(node: StructNode, part: LaidOut) -> str:
    """ISO 32000-1 14.8.5.7."""
    scope = f"/Scope{name(node.scope)}" if node.scope else ""
    span = f"/ColSpan {node.col_span}" if node.col_span > 1 else ""
    rows = f"/RowSpan {node.row_span}" if node.row_span > 1 else ""
    headers = "".join(text_string(_qualified(part, header)) for header in node.headers)
    return scope + span + rows + (f"/Headers[{headers}]" if headers else "")


def _list_attributes(node: StructNode) -> str:
    """ISO 32000-1 14.8.5.5."""
    return f"/ListNumbering{name(node.list_numbering)}" if node.list_numbering else ""


def _field_attributes(node: StructNode) -> str:
    """ISO 32000-1 14.8.5.6: an answer space that is filled in by hand."""
    if not node.print_field:
        return ""
    return f"/Role{name(node.print_field)}" + (f"/Desc{text_string(node.alt)}" if node.alt else "")
