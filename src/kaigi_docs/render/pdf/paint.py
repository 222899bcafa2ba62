"""Paints laid-out materials into one tagged PDF: a single 資料, or the whole packet in one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaigi_docs.errors import KaigiError
from kaigi_docs.layout.garbage import rare_collections
from kaigi_docs.layout.page import Content, LaidOut
from kaigi_docs.render.pdf.canvas import PageCanvas
from kaigi_docs.render.pdf.colour import write_output_intent
from kaigi_docs.render.pdf.document import PdfFile
from kaigi_docs.render.pdf.fonts import UsedFonts
from kaigi_docs.render.pdf.foreign import ForeignForms
from kaigi_docs.render.pdf.links import Links, place_links
from kaigi_docs.render.pdf.metadata import PageLabel, PdfInfo, information_dictionary, write_metadata
from kaigi_docs.render.pdf.outline import bookmarks, page_labels, write_outline, write_page_labels
from kaigi_docs.render.pdf.sheets import Sheet, Targets, number_sheets
from kaigi_docs.render.pdf.structure import Painted, StructureTree, content_roles
from kaigi_docs.render.pdf.syntax import number

__all__ = ["PageLabel", "PdfInfo", "paint_pdf"]


@rare_collections()
def paint_pdf(parts: Sequence[LaidOut], info: PdfInfo) -> bytes:
    """One PDF with the pages of all parts in order, tagged for PDF/UA-1 and PDF/A-2b; the same arguments give the same bytes.

    Every font is embedded as a subset. Pages of other programs keep what they draw with: where that is not fit for PDF/A and
    PDF/UA, the file does not say that it is either. A link to something that is not among these parts is printed as plain text.
    Answer spaces (`Page.fields`) are not made fillable: their frames are painted, their Form elements described.

    Args:
        parts: at least one, with at least one page in all; each stays as it is and may be painted again.
        info: what the file says about itself.

    Raises:
        KaigiError: pages and structure tree of a part do not agree (content without a tag, two tags for one content, an
            identifier given twice). That is a defect of layout, never of what people sent.
        PackageIncomplete: a font file is missing.
    """
    file = PdfFile()
    sheets = number_sheets(file, parts)
    links = place_links(file, sheets, Targets(sheets))
    roles = content_roles(parts, links)
    fonts, foreign = UsedFonts(file), ForeignForms(file)
    painted: dict[Content, Painted] = {}
    for sheet in sheets:
        painted.update(_paint_sheet(file, sheet, PageCanvas(sheet.page.height, fonts, foreign), roles, links))
    fonts.write()
    file.set_catalog("StructTreeRoot", StructureTree(file, sheets, painted, links).write(parts, info.language))
    write_outline(file, bookmarks(sheets))
    write_page_labels(file, info.page_labels or page_labels(parts))
    write_metadata(file, info, archival=foreign.archival)
    write_output_intent(file)
    return file.finish(information_dictionary(info))


def _paint_sheet(
    file: PdfFile, sheet: Sheet, canvas: PageCanvas, roles: Mapping[Content, str], links: Links
) -> dict[Content, Painted]:
    """Writes one page; returns where its contents stand, those without marks left out."""
    painted: dict[Content, Painted] = {}
    for content in sheet.page.contents:
        if not content.marks:
            continue
        if content.artifact is not None:
            canvas.paint_artifact(content.artifact, content.marks)
        else:
            mcid = canvas.paint_tagged(_role_of(content, roles, sheet), content.marks)
            painted[content] = Painted(sheet.index, mcid)
    annotations = " ".join(annotation.ref for annotation in links.of_sheet.get(sheet.index, ()))
    file.put(
        sheet.ref,
        f"<</Type/Page/Parent {file.pages}/MediaBox[0 0 {number(sheet.page.width)} {number(sheet.page.height)}]"
        f"/Resources{canvas.resources()}/Contents {file.add_stream(canvas.content())}/StructParents {sheet.index}/Tabs/S"
        + (f"/Annots[{annotations}]>>" if annotations else ">>"),
    )
    return painted


def _role_of(content: Content, roles: Mapping[Content, str], sheet: Sheet) -> str:
    role = roles.get(content)
    if role is None:
        raise KaigiError(f"「{sheet.part.title}」に、タグのない内容があります（プログラムの不具合です）。")
    return role
