"""The parts of a Word file and their zip, byte for byte the same for the same content.

Nothing of python-docx's own template is used: it carries a picture, an author and 160 styles that no office asked for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from html import escape

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from kaigi_docs.render.docx.ledger import WORKBOOK, ChartPart
from kaigi_docs.render.docx.markup import Xml, legal, part_xml, w
from kaigi_docs.render.docx.sections import RunningPart
from kaigi_docs.render.docx.styles import named_styles
from kaigi_docs.render.docx.zipped import zipped
from kaigi_docs.theme import Theme

PROGRAM = "kaigi_docs"
NO_DATE = date(2000, 1, 1)  # where the meeting gives none: the clock must not decide over bytes
_RUNNING_TYPES = {"header": (RT.HEADER, CT.WML_HEADER), "footer": (RT.FOOTER, CT.WML_FOOTER)}
_LATIN_NAMES = {
    "BIZ UD明朝 Medium": "BIZ UDMincho Medium",
    "BIZ UDゴシック": "BIZ UDGothic",
    "BIZ UDPゴシック": "BIZ UDPGothic",
    "游明朝": "Yu Mincho",
    "游ゴシック": "Yu Gothic",
}


FORM_ID = "KaigiFormId"


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What the file says about itself.

    Attributes:
        title: of the file.
        created: date of the meeting's papers, or None.
        office: the author that is shown; an office, never a person; may be empty.
        form_id: of an answer form, kept in a property of its own; "" for other papers.
    """

    title: str
    created: date | None = None
    office: str = ""
    form_id: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The content of the package.

    Attributes:
        document, styles, numbering: parts as XML.
        running: page heads and feet.
        addresses: relationship id of each external address.
        charts, images: native charts and PNG pictures by relationship id.
    """

    document: bytes
    styles: bytes
    numbering: bytes
    running: list[RunningPart]
    addresses: dict[str, str]
    charts: dict[str, ChartPart] = field(default_factory=dict)
    images: dict[str, bytes] = field(default_factory=dict)


def package_bytes(parts: Parts, theme: Theme, info: DocumentInfo) -> bytes:
    """The file: parts related to each other, zipped in a fixed order with fixed times."""
    package = OpcPackage()
    main = _part("/word/document.xml", CT.WML_DOCUMENT_MAIN, parts.document)
    package.relate_to(main, RT.OFFICE_DOCUMENT)
    package.relate_to(_part("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, _core_xml(info)), RT.CORE_PROPERTIES)
    package.relate_to(_part("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, _app_xml(info)), RT.EXTENDED_PROPERTIES)
    if info.form_id:
        package.relate_to(_part("/docProps/custom.xml", CT.OFC_CUSTOM_PROPERTIES, _custom_xml(info)), RT.CUSTOM_PROPERTIES)
    main.relate_to(_part("/word/styles.xml", CT.WML_STYLES, parts.styles), RT.STYLES)
    main.relate_to(_part("/word/settings.xml", CT.WML_SETTINGS, _settings_xml()), RT.SETTINGS)
    main.relate_to(_part("/word/numbering.xml", CT.WML_NUMBERING, parts.numbering), RT.NUMBERING)
    main.relate_to(_part("/word/fontTable.xml", CT.WML_FONT_TABLE, _font_table_xml(theme)), RT.FONT_TABLE)
    for running in parts.running:
        relation, content_type = _RUNNING_TYPES[running.kind]
        main.load_rel(relation, _part(f"/word/{running.name}", content_type, running.xml), running.relationship)
    for address, relationship in parts.addresses.items():
        main.load_rel(RT.HYPERLINK, address, relationship, is_external=True)
    _relate_drawings(main, parts)
    return zipped(package)


def _relate_drawings(main: Part, parts: Parts) -> None:
    """Charts, each with the workbook of its values, and pictures."""
    for number, (relationship, chart) in enumerate(parts.charts.items(), 1):
        part = _part(f"/word/charts/chart{number}.xml", CT.DML_CHART, chart.xml)
        part.load_rel(RT.PACKAGE, _part(f"/word/embeddings/chart{number}.xlsx", CT.SML_SHEET, chart.workbook), WORKBOOK)
        main.load_rel(RT.CHART, part, relationship)
    for number, (relationship, png) in enumerate(parts.images.items(), 1):
        main.load_rel(RT.IMAGE, _part(f"/word/media/image{number}.png", CT.PNG, png), relationship)


def _part(name: str, content_type: str, xml: bytes) -> Part:
    return Part(PackURI(name), content_type, xml)


def _core_xml(info: DocumentInfo) -> bytes:
    day = (info.created or NO_DATE).isoformat()
    office = f"<dc:creator>{_escaped(info.office)}</dc:creator>" if info.office else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_escaped(info.title)}</dc:title>{office}<dc:language>ja-JP</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{day}T00:00:00Z</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()


def _app_xml(info: DocumentInfo) -> bytes:
    company = f"<Company>{_escaped(info.office)}</Company>" if info.office else ""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{PROGRAM}</Application>{company}</Properties>"
    ).encode()


def _custom_xml(info: DocumentInfo) -> bytes:
    """The property that holds the id of a form (ECMA-376-1 15.2.12.2)."""
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"'
        ' xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">'
        f'<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="2" name="{FORM_ID}">'
        f"<vt:lpwstr>{_escaped(info.form_id)}</vt:lpwstr></property></Properties>"
    ).encode()


def _escaped(text: str) -> str:
    return escape(legal(text), quote=False)  # xml.sax.saxutils would import an HTTP client


def _settings_xml() -> bytes:
    """Word 2013 and later; 禁則 of the strict kind (small kana and ー do not begin a line, JLREQ 3.1.7), 約物 compressed."""
    compatibility = w(
        "compat",
        w("ulTrailSpace"),
        w("doNotExpandShiftReturn"),
        w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val="15"),
    )
    return part_xml(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=840),
        w("characterSpacingControl", val="compressPunctuation"),
        w("strictFirstAndLastChars"),
        compatibility,
        w("themeFontLang", val="ja-JP", eastAsia="ja-JP"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def _font_table_xml(theme: Theme) -> bytes:
    """The fonts by both of their names, so that Word finds them whatever its language."""
    families = [style.look.family for style in named_styles(theme).values()]
    names = dict.fromkeys(
        name
        for family in families
        for name in (family.word_font, family.word_bold_font, family.word_fallback_font, family.word_bold_fallback_font)
    )
    fonts = (_font(name) for name in names)
    return part_xml("fonts", *fonts)


def _font(name: str) -> Xml:
    latin = _LATIN_NAMES.get(name)
    return w(
        "font",
        w("altName", val=latin) if latin is not None else Xml(""),
        w("charset", val="80"),  # Shift_JIS, by which old programs know a Japanese font
        name=name,
    )
