"""The office's own Word styles (体裁/reference.docx) before ours: one word/styles.xml out of two.

Styles are the same when Word shows them by the same name. Ids say nothing: Japanese Word gives 「heading 1」 an id like "1".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_REFERENCES = ("basedOn", "next", "link")
_OFF = ("0", "false", "off")
_DEEPEST = 20
"""Longest chain of styles based on each other that is followed; a file from outside may hold a ring."""

# Children of w:pPr up to those that are written here (ECMA-376 part 1, CT_PPrBase), in the order that the schema wants.
_PARAGRAPH_ORDER = (
    *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr", "suppressLineNumbers", "pBdr"),
    *("shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN"),
    *("bidi", "adjustRightInd", "snapToGrid", "spacing", "ind"),
)
_LINE_RULES = ("kinsoku", "wordWrap", "overflowPunct", "autoSpaceDE", "autoSpaceDN")


@dataclass(frozen=True, slots=True)
class OfficeLook:
    """What the renderer must know of a style that the office defines itself.

    Attributes:
        size_pt: type size.
        bold: whether all of its text is bold.
        first_indent: whether its first line is indented.
    """

    size_pt: float
    bold: bool
    first_indent: bool


def merged_styles(ours: bytes, office: str) -> bytes:
    """The part word/styles.xml: the office's styles under the ids that our paragraphs name, and those of ours that it lacks.

    What the 体裁 sheet says of 禁則, ぶら下げ and 四分アキ holds for the office's styles too, unless one of them says otherwise.

    Args:
        ours: word/styles.xml made from the theme.
        office: the same of the office's file, cleaned by its reader.
    """
    own, theirs = ElementTree.fromstring(ours), ElementTree.fromstring(office)
    _rename(theirs, _new_ids(own, theirs))
    defined = {_id(style) for style in _styles(theirs)}
    merged = Element(own.tag)
    defaults = _defaults(own, theirs)
    latent = own.find(f"{_W}latentStyles")
    merged.extend(part for part in (defaults, latent) if part is not None)
    merged.extend(_styles(theirs))
    merged.extend(style for style in _styles(own) if _id(style) not in defined)
    ElementTree.register_namespace("w", _W.strip("{}"))
    written: bytes = ElementTree.tostring(merged, encoding="UTF-8", xml_declaration=True)
    return written


def office_looks(ours: bytes, office: str) -> dict[str, OfficeLook]:
    """The looks of the paragraph styles that the office defines itself, by our ids."""
    own, theirs = ElementTree.fromstring(ours), ElementTree.fromstring(office)
    wanted = {_id(style) for style in _styles(own)}
    _rename(theirs, _new_ids(own, theirs))
    styles = {_id(style): style for style in _styles(theirs) if style.get(f"{_W}type") == "paragraph"}
    return {name: _look(style, styles, theirs) for name, style in styles.items() if name in wanted}


def _styles(root: Element) -> list[Element]:
    return root.findall(f"{_W}style")


def _id(style: Element) -> str:
    return style.get(f"{_W}styleId", "")


def _key(style: Element) -> tuple[str, str]:
    """What makes two styles the same: kind and name; LibreOffice writes 「Heading 1」 for Word's 「heading 1」."""
    name = style.find(f"{_W}name")
    return style.get(f"{_W}type", ""), (name.get(f"{_W}val", "") if name is not None else "").strip().lower()


def _new_ids(own: Element, theirs: Element) -> dict[str, str]:
    """The id of each style of the office: ours where we have a style of its name, and never one of ours otherwise."""
    by_key = {_key(style): _id(style) for style in _styles(own)}
    taken = set(by_key.values())
    ids: dict[str, str] = {}
    for style in _styles(theirs):
        own_id = by_key.get(_key(style))
        if own_id is not None and own_id not in ids.values():
            ids[_id(style)] = own_id
        else:
            ids[_id(style)] = f"Office-{_id(style)}" if _id(style) in taken else _id(style)
    return ids


def _rename(root: Element, ids: Mapping[str, str]) -> None:
    """Gives the styles their new ids, also where they name each other; only Normal and its like stay defaults."""
    for style in _styles(root):
        style.set(f"{_W}styleId", ids[_id(style)])
        if style.get(f"{_W}default") is not None and _id(style) not in ("Normal", "DefaultParagraphFont", "TableNormal"):
            del style.attrib[f"{_W}default"]
        for reference in (found for name in _REFERENCES for found in style.findall(f"{_W}{name}")):
            target = reference.get(f"{_W}val", "")
            reference.set(f"{_W}val", ids.get(target, target))


def _defaults(own: Element, theirs: Element) -> Element | None:
    """The office's default properties with our rules for lines; ours where it has none."""
    ours, office = own.find(f"{_W}docDefaults"), theirs.find(f"{_W}docDefaults")
    if ours is None or office is None:
        return ours
    rules = {f"{_W}{name}" for name in _LINE_RULES}
    source = ours.find(f"{_W}pPrDefault/{_W}pPr")
    added = [rule for rule in source if rule.tag in rules] if source is not None else []
    holder = office.find(f"{_W}pPrDefault")
    holder = holder if holder is not None else ElementTree.SubElement(office, f"{_W}pPrDefault")
    properties = holder.find(f"{_W}pPr")
    kept = [rule for rule in properties if rule.tag not in rules] if properties is not None else []
    holder[:] = [Element(f"{_W}pPr")]
    holder[0].extend(sorted((*kept, *added), key=_place))
    return office


def _place(rule: Element) -> int:
    name = rule.tag.removeprefix(_W)
    return _PARAGRAPH_ORDER.index(name) if name in _PARAGRAPH_ORDER else len(_PARAGRAPH_ORDER)


def _look(style: Element, styles: Mapping[str, Element], root: Element) -> OfficeLook:
    """The look of a style with what it takes from those that it is based on and from the defaults."""
    defaults = root.find(f"{_W}docDefaults/{_W}rPrDefault")
    chain = [*_chain(style, styles), *([defaults] if defaults is not None else [])]
    size = _first(chain, "rPr", "sz")
    bold = _first(chain, "rPr", "b")
    indent = _first(chain, "pPr", "ind")
    return OfficeLook(
        size_pt=_half_points(size) if size is not None else 10.0,
        bold=bold is not None and bold.get(f"{_W}val", "1") not in _OFF,
        first_indent=indent is not None
        and any(indent.get(f"{_W}{name}", "0") != "0" for name in ("firstLine", "firstLineChars")),
    )


def _chain(style: Element, styles: Mapping[str, Element]) -> Iterator[Element]:
    for _ in range(_DEEPEST):
        yield style
        base = style.find(f"{_W}basedOn")
        above = styles.get(base.get(f"{_W}val", "")) if base is not None else None
        if above is None:
            return
        style = above


def _first(chain: list[Element], group: str, name: str) -> Element | None:
    found = (element.find(f"{_W}{group}/{_W}{name}") for element in chain)
    return next((element for element in found if element is not None), None)


def _half_points(size: Element) -> float:
    """The size in points; Word's own 10 pt where the file says no number."""
    value = size.get(f"{_W}val", "")
    return int(value) / 2 if value.isdecimal() and int(value) > 0 else 10.0
