"""Paints laid-out materials into one tagged PDF: a single 資料, or the whole packet in one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaigi_docs.errors import KaigiError
from kaigi_docs.garbage import rare_collections
from kaigi_docs.layout.page import Content, LaidOut
from kaigi_docs.render.pdf.colour import write_output_intent
from kaigi_docs.render.pdf.document import PdfFile
from kaigi_docs.render.pdf.fonts import UsedFonts
from kaigi_docs.render.pdf.foreign import ForeignForms
from kaigi_docs.render.pdf.links import Links, place_links
from kaigi_docs.render.pdf.metadata import Claims, PageLabel, PdfInfo, information_dictionary, write_metadata
from kaigi_docs.render.pdf.outline import bookmarks, page_labels, write_outline, write_page_labels
from kaigi_docs.render.pdf.shared import Marked, PaintedPage, SharedPages
from kaigi_docs.render.pdf.sheets import Sheet, Targets, number_sheets
from kaigi_docs.render.pdf.structure import Painted, StructureTree, content_roles
from kaigi_docs.render.pdf.syntax import number
from kaigi_docs.render.pdf.widgets import Fillable, place_widgets

__all__ = ["Fillable", "PageLabel", "PdfInfo", "SharedPages", "paint_pdf"]


@rare_collections()
def paint_pdf(
    parts: Sequence[LaidOut], info: PdfInfo, shared: SharedPages | None = None, fillable: Fillable | None = None
) -> bytes:
    """One PDF with the pages of all parts in order, tagged for PDF/UA-1 and PDF/A-2b; the same arguments give the same bytes.

    Every font is embedded as a subset. Pages of other programs keep what they draw with: where that is not fit for PDF/A and
    PDF/UA, the file does not say that it is either. A link to something that is not among these parts is printed as plain text.
    Answer spaces (`Page.fields`) are painted as frames, their Form elements described; `fillable` lays an interactive form over
    them. Such a file is no PDF/A, which knows no hidden field, and is no record but a sheet to be sent back.

    Args:
        parts: at least one, with at least one page in all; each stays as it is and may be painted again.
        info: what the file says about itself.
        shared: takes and gives what files have in common that are painted from the same pages; None for a file alone.
        fillable: the id and the first values of a form that is filled in on screen; None for a form on paper.

    Raises:
        KaigiError: pages and structure tree of a part do not agree (content without a tag, two tags for one content, an
            identifier given twice). That is a defect of layout, never of what people sent.
        PackageIncomplete: a font file is missing.
    """
    file = PdfFile()
    sheets = number_sheets(file, parts)
    links = place_links(file, sheets, Targets(sheets))
    shared = shared if shared is not None else SharedPages()
    fonts, foreign = UsedFonts(file, shared.faces), ForeignForms(file)
    if fillable is not None:
        place_widgets(file, sheets, links, fonts, fillable)
    roles = content_roles(parts, links)
    painted: dict[Content, Painted] = {}
    for sheet in sheets:
        page = shared.painted(sheet.page, _marked(sheet, roles, links))
        painted.update((content, Painted(sheet.index, mcid)) for mcid, content in enumerate(page.tagged))
        _write_page(file, sheet, page, _resources(page, fonts, foreign), links)
    fonts.write()
    file.set_catalog("StructTreeRoot", StructureTree(file, sheets, painted, links).write(parts, info.language))
    write_outline(file, bookmarks(sheets))
    write_page_labels(file, info.page_labels or page_labels(parts))
    claims = Claims.NONE if not foreign.archival else Claims.UA if fillable is not None else Claims.BOTH
    write_metadata(file, info, claims)
    write_output_intent(file)
    return file.finish(information_dictionary(info, fillable.form_id if fillable is not None else ""))


def _marked(sheet: Sheet, roles: Mapping[Content, str], links: Links) -> list[Marked]:
    """What is to be painted on a page; contents without marks are left out."""
    marked = []
    for content in (each for each in sheet.page.contents if each.marks):
        artifact = "Layout" if content in links.frames else content.artifact
        is_artifact = artifact is not None
        marked.append(Marked(content, artifact or _role_of(content, roles, sheet), is_artifact))
    return marked


def _resources(page: PaintedPage, fonts: UsedFonts, foreign: ForeignForms) -> str:
    """The resource dictionary: the fonts of this page, and the pages of other programs that stand on it."""
    forms = "".join(f"/X{number} {foreign.form(mark)}" for number, mark in enumerate(page.foreign, start=1))
    return f"<</Font<<{fonts.resources(page.glyphs)}>>" + (f"/XObject<<{forms}>>>>" if forms else ">>")


def _write_page(file: PdfFile, sheet: Sheet, page: PaintedPage, resources: str, links: Links) -> None:
    annotations = " ".join(annotation.ref for annotation in links.of_sheet.get(sheet.index, ()))
    file.put(
        sheet.ref,
        f"<</Type/Page/Parent {file.pages}/MediaBox[0 0 {number(sheet.page.width)} {number(sheet.page.height)}]"
        f"/Resources{resources}/Contents {file.add_compressed(page.coded)}/StructParents {sheet.index}/Tabs/S"
        + (f"/Annots[{annotations}]>>" if annotations else ">>"),
    )


def _role_of(content: Content, roles: Mapping[Content, str], sheet: Sheet) -> str:
    role = roles.get(content)
    if role is None:
        raise KaigiError(f"「{sheet.part.title}」に、タグのない内容があります（プログラムの不具合です）。")
    return role
