"""Charts and pictures in the line of a paragraph (ECMA-376 part 1, 20.4.2.8), each with a text for people who do not see it."""

from __future__ import annotations

from kaigi_docs.render.docx.chart_markup import (
    CHART_NAMESPACE,
    MAIN_NAMESPACE,
    PAGE_NAMESPACE,
    PICTURE_NAMESPACE,
    a,
    pic,
    twips_emu,
    wp,
)
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.markup import Xml, w

_PNG_SIZE = slice(16, 24)  # width and height in the IHDR chunk, which is always the first (ISO/IEC 15948, 11.2.2)


def chart_run(relationship: str, width: int, height: int, alt: str, ledger: Ledger) -> Xml:
    """A native chart as a run; lengths in twips."""
    reference = Xml(f'<c:chart xmlns:c="{CHART_NAMESPACE}" r:id="{relationship}"/>')
    return _inline(CHART_NAMESPACE, reference, width, height, alt, ledger)


def picture_run(relationship: str, width: int, height: int, alt: str, ledger: Ledger, noun: str = "グラフ") -> Xml:
    """A picture as a run; lengths in twips; `noun` is what Word's list of objects calls it."""
    extent = a("ext", cx=twips_emu(width), cy=twips_emu(height))
    picture = pic(
        "pic",
        pic("nvPicPr", pic("cNvPr", id=0, name=relationship), pic("cNvPicPr")),
        pic("blipFill", Xml(f'<a:blip r:embed="{relationship}"/>'), a("stretch", a("fillRect"))),
        pic("spPr", a("xfrm", a("off", x=0, y=0), extent), a("prstGeom", a("avLst"), prst="rect")),
        **{"xmlns:pic": PICTURE_NAMESPACE},
    )
    return _inline(PICTURE_NAMESPACE, picture, width, height, alt, ledger, noun)


def _inline(namespace: str, content: Xml, width: int, height: int, alt: str, ledger: Ledger, noun: str = "グラフ") -> Xml:
    number = ledger.next_drawing()
    namespaces = {"xmlns:wp": PAGE_NAMESPACE, "xmlns:a": MAIN_NAMESPACE}
    inline = wp(
        "inline",
        wp("extent", cx=twips_emu(width), cy=twips_emu(height)),
        wp("docPr", id=number, name=f"{noun} {number}", descr=alt),
        wp("cNvGraphicFramePr"),
        a("graphic", a("graphicData", content, uri=namespace)),
        **namespaces,
        distT=0,
        distB=0,
        distL=0,
        distR=0,
    )
    return w("r", w("drawing", inline))


def png_size(png: bytes) -> tuple[int, int]:
    """Width and height of a PNG in pixels."""
    size = png[_PNG_SIZE]
    return int.from_bytes(size[:4], "big"), int.from_bytes(size[4:], "big")
