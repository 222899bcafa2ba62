"""Pages of another program's PDF in Word, which cannot hold them: title, a note that says so, and a picture of each page."""

from __future__ import annotations

from kaigi_docs.blocks import Align, ForeignPage, ForeignPages, Note, Paragraph, ParagraphStyle, Run
from kaigi_docs.render.docx.chart_frame import picture_run
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.lengths import mm_twips
from kaigi_docs.render.docx.markup import Xml, w
from kaigi_docs.render.docx.paragraphs import note_xml, paragraph_xml
from kaigi_docs.render.docx.sections import paper_properties
from kaigi_docs.render.docx.story import Frame, Story
from kaigi_docs.render.docx.styles import PARAGRAPH_STYLE_IDS
from kaigi_docs.theme import PageMargins

NOTE = (
    "この資料は、ほかのソフトで作った PDF です。Word では直せないので、次のページから、各ページの画像を載せています。"
    "印刷や配布には、PDF のほうを使ってください。"
)
_MARGINS = PageMargins(14.0, 8.0, 12.0, 8.0)
_SPARE_MM = 6.0  # below a picture, for the paragraph that ends its section and the leading of its line


def write_foreign_pages(block: ForeignPages, frame: Frame, story: Story, ledger: Ledger) -> None:
    """Adds title and note, and each page as a picture on a sheet of its size.

    Limit: a page without picture (the caller has made none) leaves its sheet empty.
    """
    story.paragraph(paragraph_xml(Paragraph(block.title, ParagraphStyle.TITLE, Align.CENTER), frame, ledger))
    story.paragraph(note_xml(Note("※", (Run(NOTE),)), frame, ledger))
    for number, page in enumerate(block.pages):
        story.turn(paper_properties((mm_twips(page.width_mm), mm_twips(page.height_mm)), _MARGINS))
        png = ledger.pictures.get(block.picture_name(number))
        if png is not None:
            story.paragraph(_picture(page, png, ledger))


def _picture(page: ForeignPage, png: bytes, ledger: Ledger) -> Xml:
    """The page as large as it fits between the margins."""
    across = page.width_mm - _MARGINS.left_mm - _MARGINS.right_mm
    down = page.height_mm - _MARGINS.top_mm - _MARGINS.bottom_mm - _SPARE_MM
    scale = min(across / page.width_mm, down / page.height_mm)
    width, height = mm_twips(page.width_mm * scale), mm_twips(page.height_mm * scale)
    run = picture_run(ledger.add_image(png), width, height, page.alt, ledger, noun="ページ")
    style = w("pStyle", val=ledger.styles[PARAGRAPH_STYLE_IDS[ParagraphStyle.PLAIN]].id)
    return w("p", w("pPr", style, w("spacing", before=0, after=0, line=240, lineRule="auto"), w("jc", val="center")), run)
