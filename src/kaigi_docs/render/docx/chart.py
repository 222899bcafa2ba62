"""Charts: caption, drawing, table of values, remarks.

The drawing is a native chart, or a picture where the theme wants one and the caller has it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from kaigi_docs.blocks import Chart, ChartKind, ChartTable, ParagraphStyle, Table
from kaigi_docs.charts import alt_text, category_name, values_table
from kaigi_docs.render.docx.chart_frame import chart_run, picture_run, png_size
from kaigi_docs.render.docx.chart_scale import axis_scale
from kaigi_docs.render.docx.chart_xml import Drawing, chart_part
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.lengths import label_em, mm_twips, twips, twips_mm
from kaigi_docs.render.docx.markup import Xml, joined, w, when
from kaigi_docs.render.docx.paragraphs import caption_xml
from kaigi_docs.render.docx.story import BlockWriter, Frame, Story
from kaigi_docs.render.docx.styles import KEY_VALUE_TABLE, PARAGRAPH_STYLE_IDS
from kaigi_docs.render.docx.tables import cell_xml, table_xml, write_notes, write_table
from kaigi_docs.theme import ChartInk, ChartsInWord, Theme

_UPRIGHT_MM = 75.0
_AROUND_LYING_MM, _LYING_ROW_MM = 25.0, 9.0
_PANEL_MM = 50.0
_HIGHEST = 0.6  # of the page's text area
_NARROWEST_PANEL_MM = 50.0
_MOST_PANELS = 3  # side by side
_BESIDE_PART, _BESIDE_GAP_PT = 0.62, 14.0  # of the width for the drawing with its table beside it, as in the PDF
# Columns of the table, as in the PDF: of the names at least and at most, of the numbers at most.
_NAME_EM, _NAMES_PART, _NUMBER_EM = 5.0, 0.35, 11.0
_TWIPS_PER_PT = 20


def write_chart(chart: Chart, frame: Frame, story: Story, ledger: Ledger, write_blocks: BlockWriter) -> None:
    """Adds caption, drawing, the table of values and remarks to the story.

    A page may end between drawing and table: Word would leave half a page empty for both.
    """
    if chart.title:
        story.paragraph(caption_xml(chart.title, frame, ledger))
    if chart.table is ChartTable.BESIDE:
        story.table(_beside(chart, frame, ledger, write_blocks))
    else:
        kept = replace(frame, keep_next=frame.keep_next or bool(chart.notes))
        below = chart.table is ChartTable.BELOW
        _write_drawing(chart, frame if below else kept, story, ledger)
        if below:
            write_table(_values(chart, frame, ledger.theme), kept, story, ledger, write_blocks)
    write_notes(chart.notes, frame, story, ledger)


def _beside(chart: Chart, frame: Frame, ledger: Ledger, write_blocks: BlockWriter) -> Xml:
    """The drawing and its table in the two cells of a table without lines."""
    width, gap = round(frame.free * _BESIDE_PART), twips(_BESIDE_GAP_PT)
    left, right = Frame(width - gap, frame.height), Frame(frame.free - width, frame.height)
    drawing, table = Story(), Story()
    _write_drawing(chart, left, drawing, ledger)
    write_table(_values(chart, right, ledger.theme), right, table, ledger, write_blocks)
    cells = (cell_xml(width, drawing.xml()), cell_xml(right.width, table.xml()))
    return table_xml(KEY_VALUE_TABLE, [width, right.width], frame.left, [w("tr", *cells)])


def _values(chart: Chart, frame: Frame, theme: Theme) -> Table:
    """The table of values: names as wide as they are, the numbers in columns of one width."""
    table = values_table(chart)
    em, padding = twips(theme.paragraphs[ParagraphStyle.CELL].size_pt), 2 * twips(theme.cell_padding_pt[0])
    widest = max(label_em(category_name(category)) for category in chart.categories)
    first = min(round((max(widest, _NAME_EM) + 0.5) * em) + padding, round(frame.free * _NAMES_PART))
    other = min((frame.free - first) // len(chart.series), round(_NUMBER_EM * em))
    names, *numbers = table.columns
    narrow = (replace(column, width_mm=twips_mm(other)) for column in numbers)
    return replace(table, columns=(replace(names, width_mm=twips_mm(first)), *narrow))


def _write_drawing(chart: Chart, frame: Frame, story: Story, ledger: Ledger) -> None:
    picture = ledger.pictures.get(chart.id) if ledger.theme.charts_in_word is ChartsInWord.PICTURE else None
    if picture is not None:
        story.paragraph(_picture(chart, picture, frame, ledger))
    elif chart.panels:
        story.table(_panels(chart, frame, ledger))
    else:
        inks = _inks(len(chart.series), ledger.theme)
        drawing = Drawing(chart, inks, frame.free / _TWIPS_PER_PT, _height(chart, frame), axis_scale(chart))
        story.paragraph(_paragraph(_native(drawing, ledger), frame, ledger, frame.left))


def _inks(series: int, theme: Theme) -> tuple[ChartInk, ...]:
    return tuple(theme.palette[number % len(theme.palette)] for number in range(series))


def _height(chart: Chart, frame: Frame) -> float:
    """The height of the whole drawing in points: as the chart wishes it, or by its kind; never most of a page."""
    wished = chart.height_mm
    if wished is None and chart.kind in (ChartKind.SHARE_BAR, ChartKind.TWO_SIDED_BAR):
        wished = _AROUND_LYING_MM + _LYING_ROW_MM * len(chart.categories)
    return min(mm_twips(wished or _UPRIGHT_MM), frame.height * _HIGHEST) / _TWIPS_PER_PT


def _native(drawing: Drawing, ledger: Ledger) -> Xml:
    relationship = ledger.add_chart(chart_part(drawing, ledger.theme))
    return chart_run(relationship, twips(drawing.width_pt), twips(drawing.height_pt), alt_text(drawing.chart), ledger)


def _paragraph(run: Xml, frame: Frame, ledger: Ledger, left: int) -> Xml:
    """A paragraph with nothing but a drawing; its line grows with it."""
    style = ledger.styles[PARAGRAPH_STYLE_IDS[ParagraphStyle.PLAIN]]
    properties = joined(
        w("pStyle", val=style.id),
        when(frame.keep_next, w("keepNext")),
        when(left > 0, w("ind", left=left)),
        w("jc", val="center"),
    )
    return w("p", w("pPr", properties), run)


def _picture(chart: Chart, png: bytes, frame: Frame, ledger: Ledger) -> Xml:
    """The picture as wide as the text, or as high as a chart may be."""
    across, down = png_size(png)
    scale = min(frame.free / across, frame.height * _HIGHEST / down)
    run = picture_run(ledger.add_image(png), round(across * scale), round(down * scale), alt_text(chart), ledger)
    return _paragraph(run, frame, ledger, frame.left)


def _panels(chart: Chart, frame: Frame, ledger: Ledger) -> Xml:
    """Each series in a chart of its own with one scale and one ink, some side by side, in a table without lines."""
    beside = _side_by_side(len(chart.series), frame.free)
    widths = [frame.free * (at + 1) // beside - frame.free * at // beside for at in range(beside)]
    drawings = [_paragraph(_native(drawing, ledger), frame, ledger, 0) for drawing in _of_panels(chart, widths[0], frame, ledger)]
    starts = range(0, len(drawings), beside)
    return table_xml(KEY_VALUE_TABLE, widths, frame.left, [_panel_row(drawings[at : at + beside], widths) for at in starts])


def _side_by_side(panels: int, width: int) -> int:
    """How many panels stand side by side: the rows are of about equal length."""
    most = max(1, min(_MOST_PANELS, width // mm_twips(_NARROWEST_PANEL_MM)))
    rows = -(-panels // most)
    return -(-panels // rows)


def _of_panels(chart: Chart, width: int, frame: Frame, ledger: Ledger) -> list[Drawing]:
    rows = -(-len(chart.series) // _side_by_side(len(chart.series), frame.free))
    height = min(mm_twips(chart.height_mm / rows if chart.height_mm else _PANEL_MM), frame.height * _HIGHEST) / _TWIPS_PER_PT
    unit = f"（{chart.unit}）" if chart.unit else ""
    panel = Drawing(chart, _inks(1, ledger.theme), width / _TWIPS_PER_PT, height, axis_scale(chart), fixed_end=True)
    return [
        replace(panel, chart=replace(chart, series=(series,), panels=False), title=series.name.text + unit)
        for series in chart.series
    ]


def _panel_row(drawings: Sequence[Xml], widths: Sequence[int]) -> Xml:
    """A row of panels; the last one is filled up with empty cells."""
    contents = (*drawings, *([w("p")] * (len(widths) - len(drawings))))
    cells = (cell_xml(width, content) for width, content in zip(widths, contents, strict=True))
    return w("tr", w("trPr", w("cantSplit")), *cells)
