"""What a file says about itself: XMP (ISO 16684-1, ISO 14289-1 clause 5, ISO 19005-2 6.6) and the information dictionary."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum

from kaigi_docs.render.pdf.document import PdfFile
from kaigi_docs.render.pdf.syntax import text_string

FORM_ID = "KaigiFormId"
CREATOR = "kaigi_docs"
PRODUCER = "ReportLab PDF Library"
_JST = "+09:00"
_CONTROL = re.compile(r"[\x00-\x1f\x7f]+")
_XML_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})  # xml.sax.saxutils would import an HTTP client

# PDF/A wants every schema that it does not know itself described in the file (ISO 19005-2 6.6.2.3): here that of PDF/UA.
_UA_SCHEMA = (
    '<pdfaExtension:schemas xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"'
    ' xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">'
    '<rdf:Bag><rdf:li rdf:parseType="Resource"><pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>'
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>part</pdfaProperty:name>'
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType><pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>Part of ISO 14289</pdfaProperty:description></rdf:li></rdf:Seq></pdfaSchema:property>"
    "</rdf:li></rdf:Bag></pdfaExtension:schemas>"
)

_UA = "<pdfuaid:part>1</pdfuaid:part>"
_A = "<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"


class Claims(Enum):
    """Which standards a file says that it meets."""

    BOTH = (_UA, _A, _UA_SCHEMA)  # PDF/UA-1 and PDF/A-2b
    UA = (_UA,)
    NONE = ()


@dataclass(frozen=True, slots=True)
class PageLabel:
    """The numbers of the pages from `first_page` (from 0 in the file) on: prefix, then `start` and upwards."""

    first_page: int
    prefix: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class PdfInfo:
    """What a file says about itself.

    Attributes:
        title: shown in the window's title bar.
        subject: what it is about, or "".
        author: the office, or "".
        language: of the text (BCP 47).
        created: the date that the file carries, or None for no date: a clock is never asked.
        page_labels: in ascending order, the first for page 0; empty: each part's own prefix and numbers from 1.
    """

    title: str
    subject: str = ""
    author: str = ""
    language: str = "ja-JP"
    created: date | None = None
    page_labels: tuple[PageLabel, ...] = ()


def write_metadata(file: PdfFile, info: PdfInfo, claims: Claims = Claims.BOTH) -> None:
    """Writes the XMP packet and what the catalogue says about language, tags and the title bar.

    Args:
        file: takes all of it.
        info: what the file says about itself.
        claims: what it may say that it is.
    """
    packet = _xmp_packet(info, claims).encode("utf-8")
    file.set_catalog("Metadata", file.add_stream(packet, "/Type/Metadata/Subtype/XML", compress=False))
    file.set_catalog("Lang", text_string(info.language))
    file.set_catalog("MarkInfo", "<</Marked true>>")
    file.set_catalog("ViewerPreferences", "<</DisplayDocTitle true>>")


def information_dictionary(info: PdfInfo, form_id: str = "") -> str:
    """The document information dictionary, in agreement with the XMP packet; of a form with its id."""
    texts = {"Title": info.title, "Subject": info.subject, "Author": info.author, "Creator": CREATOR, "Producer": PRODUCER}
    entries = "".join(f"/{key}{text_string(_one_line(text))}" for key, text in texts.items() if text)
    if form_id:
        entries += f"/{FORM_ID}{text_string(form_id)}"
    if info.created is not None:
        entries += f"/CreationDate(D:{info.created:%Y%m%d}000000{_JST.replace(':', chr(39))}')"
    return f"<<{entries}>>"


def _xmp_packet(info: PdfInfo, claims: Claims) -> str:
    properties = [
        f"<dc:title>{_alternative(info.title)}</dc:title>",
        f"<dc:language><rdf:Bag><rdf:li>{_xml(info.language)}</rdf:li></rdf:Bag></dc:language>",
        "<dc:format>application/pdf</dc:format>",
        f"<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>",
        f"<pdf:Producer>{PRODUCER}</pdf:Producer>",
        *claims.value,
    ]
    if info.subject:
        properties.append(f"<dc:description>{_alternative(info.subject)}</dc:description>")
    if info.author:
        properties.append(f"<dc:creator><rdf:Seq><rdf:li>{_xml(info.author)}</rdf:li></rdf:Seq></dc:creator>")
    if info.created is not None:
        properties.append(f"<xmp:CreateDate>{info.created:%Y-%m-%d}T00:00:00{_JST}</xmp:CreateDate>")
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">\n'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/"'
        ' xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"'
        ' xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">\n'
        + "\n".join(properties)
        + '\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="w"?>'
    )


def _alternative(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{_xml(text)}</rdf:li></rdf:Alt>'


def _xml(text: str) -> str:
    return _one_line(text).translate(_XML_ESCAPES)


def _one_line(text: str) -> str:
    """The text without control characters, which XML forbids and title bars cannot show."""
    return _CONTROL.sub(" ", text)
