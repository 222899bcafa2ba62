"""The parts of a Word file and their zip, byte for byte the same for the same content.

Nothing of python-docx's own template is used: it carries a picture, an author and 160 styles that no office asked for.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from datetime import date
from xml.sax.saxutils import escape as escape_text

from docx.opc.constants import CONTENT_TYPE as CT
from docx.opc.constants import RELATIONSHIP_TYPE as RT
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from kaigi_docs.render.docx.markup import Xml, legal, part_xml, w
from kaigi_docs.render.docx.sections import RunningPart
from kaigi_docs.theme import Theme

PROGRAM = "kaigi_docs"
NO_DATE = date(2000, 1, 1)  # where the meeting gives none: the clock must not decide over bytes
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_RUNNING_TYPES = {"header": (RT.HEADER, CT.WML_HEADER), "footer": (RT.FOOTER, CT.WML_FOOTER)}
_LATIN_NAMES = {
    "BIZ UD明朝 Medium": "BIZ UDMincho Medium",
    "BIZ UDゴシック": "BIZ UDGothic",
    "游明朝": "Yu Mincho",
    "游ゴシック": "Yu Gothic",
}


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What the file says about itself.

    Attributes:
        title: of the file.
        created: date of the meeting's papers, or None.
        office: the author that is shown; an office, never a person; may be empty.
    """

    title: str
    created: date | None = None
    office: str = ""


@dataclass(frozen=True, slots=True)
class Parts:
    """The content of the package.

    Attributes:
        document, styles, numbering: parts as XML.
        running: page heads and feet.
        addresses: relationship id of each external address.
    """

    document: bytes
    styles: bytes
    numbering: bytes
    running: list[RunningPart]
    addresses: dict[str, str]


def package_bytes(parts: Parts, theme: Theme, info: DocumentInfo) -> bytes:
    """The file: parts related to each other, zipped in a fixed order with fixed times."""
    package = OpcPackage()
    main = _part("/word/document.xml", CT.WML_DOCUMENT_MAIN, parts.document)
    package.relate_to(main, RT.OFFICE_DOCUMENT)
    package.relate_to(_part("/docProps/core.xml", CT.OPC_CORE_PROPERTIES, _core_xml(info)), RT.CORE_PROPERTIES)
    package.relate_to(_part("/docProps/app.xml", CT.OFC_EXTENDED_PROPERTIES, _app_xml(info)), RT.EXTENDED_PROPERTIES)
    main.relate_to(_part("/word/styles.xml", CT.WML_STYLES, parts.styles), RT.STYLES)
    main.relate_to(_part("/word/settings.xml", CT.WML_SETTINGS, _settings_xml()), RT.SETTINGS)
    main.relate_to(_part("/word/numbering.xml", CT.WML_NUMBERING, parts.numbering), RT.NUMBERING)
    main.relate_to(_part("/word/fontTable.xml", CT.WML_FONT_TABLE, _font_table_xml(theme)), RT.FONT_TABLE)
    for running in parts.running:
        relation, content_type = _RUNNING_TYPES[running.kind]
        main.load_rel(relation, _part(f"/word/{running.name}", content_type, running.xml), running.relationship)
    for address, relationship in parts.addresses.items():
        main.load_rel(RT.HYPERLINK, address, relationship, is_external=True)
    written = io.BytesIO()
    package.save(written)
    return _rezipped(written)


def _part(name: str, content_type: str, xml: bytes) -> Part:
    return Part(PackURI(name), content_type, xml)


def _rezipped(written: io.BytesIO) -> bytes:
    """The same members with fixed times and the attributes that every platform writes alike."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(written) as source, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            target.writestr(member, source.read(name))
    return fixed.getvalue()


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


def _escaped(text: str) -> str:
    return escape_text(legal(text))


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
    families = [look.family for look in theme.paragraphs.values()]
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
