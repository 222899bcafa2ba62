"""Sets runs in the theme's styles and reports what cannot be set as it should."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from kaigi_docs.blocks import Align, Inline, Run
from kaigi_docs.findings import Finding, Findings, Location
from kaigi_docs.fonts import font_stack
from kaigi_docs.layout import lines
from kaigi_docs.layout.glyph_findings import common_form, not_drawn
from kaigi_docs.layout.setting import Piece, SetLine, SetParagraph
from kaigi_docs.theme import TextStyle, Theme

# Justified lines of fewer characters than this gape, so they stay ragged.
JUSTIFY_FROM_EM = 15.0
# Set paragraphs kept for the same text elsewhere: in a plan every measure of two policies is printed twice.
MOST_KEPT = 2000
# Lines may stand out of their measure by rounding, not by more.
TOLERANCE_PT = 0.5

# Characters of half an em in the middle of their em (JLREQ cl-05). At the ends of a line the space around them may be
# cut; in a label it belongs to them.
MIDDLE_DOTS = ("・", "：")


class Label(NamedTuple):
    """A label on one line: where the line starts in it, and its width, in points."""

    line: SetLine
    shift: float
    width: float


class Typesetter:
    """The line breaker with a memory of what it has already reported."""

    def __init__(self, theme: Theme, findings: Findings) -> None:
        """Starts with nothing reported."""
        self.theme = theme
        self.findings = findings
        self._reported: set[tuple[str, Location | None]] = set()
        self._kept: dict[tuple[object, ...], SetParagraph] = {}

    def set(
        self,
        inlines: Sequence[Inline],
        style: TextStyle,
        measure_pt: float,
        align: Align = Align.START,
        first_indent_em: float | None = None,
    ) -> SetParagraph:
        """The runs in lines of the measure; lines shorter than 15 em are not justified."""
        key = (tuple(inlines), style, measure_pt, align, first_indent_em)
        paragraph = self._kept.get(key)
        if paragraph is None:
            paragraph = self._set_anew(tuple(inlines), style, measure_pt, align, first_indent_em)
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            self._kept[key] = paragraph
        return paragraph

    def _set_anew(
        self, inlines: tuple[Inline, ...], style: TextStyle, measure_pt: float, align: Align, first_indent_em: float | None
    ) -> SetParagraph:
        justify = measure_pt >= JUSTIFY_FROM_EM * style.size_pt
        paragraph = lines.set_paragraph(
            inlines, style, measure_pt, self.theme, align=align, justify=justify, first_indent_em=first_indent_em
        )
        self.report(paragraph, [inline for inline in inlines if isinstance(inline, Run)], style)
        if any(width_of(line) - line.overhang > measure_pt + TOLERANCE_PT for line in paragraph.lines):
            self._report_width(inlines)
        return paragraph

    def label(self, text: str, style: TextStyle) -> Label:
        """A label on one line, without indent; a middle dot keeps the space around it."""
        runs = (Run(text),)
        paragraph = lines.set_paragraph(runs, style, 1e6, self.theme, justify=False, first_indent_em=0.0)
        self.report(paragraph, runs, style)
        line = paragraph.lines[0]
        shift = max(0.0, -line.pieces[0].x) if text.startswith(MIDDLE_DOTS) else 0.0
        end = width_of(line)
        if text.endswith(MIDDLE_DOTS):
            last = line.pieces[-1]
            end = max(end, last.x + last.offsets[-1] + style.size_pt)
        return Label(line, shift, shift + end)

    def spread(self, run: Run, style: TextStyle, width_em: float) -> SetParagraph:
        """A label spread to a width (均等割付)."""
        paragraph = lines.set_spread_label(run, style, width_em, self.theme)
        self.report(paragraph, (run,), style)
        return paragraph

    def report(self, paragraph: SetParagraph, runs: Sequence[Run], style: TextStyle) -> None:
        """Adds what there is to say about characters, once per place: `gaiji`, `glyph-missing`, `form-unavailable`."""
        for unit, source in paragraph.missing:
            self._report_once(unit, source, not_drawn(unit, source, [run.text for run in runs if run.source == source]))
        for run in runs:
            family = style.family
            stack = font_stack(family.bold_faces if run.strong or style.bold else family.faces)
            for unit in stack.common_forms(run.text):
                self._report_once(unit, run.source, common_form(unit, run.source))

    def _report_once(self, unit: str, source: Location | None, finding: Finding) -> None:
        if (unit, source) not in self._reported:
            self._reported.add((unit, source))
            self.findings.extend((finding,))

    def _report_width(self, inlines: Sequence[Inline]) -> None:
        source = next((inline.source for inline in inlines if isinstance(inline, Run) and inline.source), None)
        message = "途中で改行できない語や回答欄が、入れる場所の幅より長くなっています。"
        self.findings.error("word-too-wide", source, message, "語を短くするか、列の幅を広げてください。")


def width_of(line: SetLine) -> float:
    """Distance from the line's left end to the end of its last glyph or answer space, in points; spaces hang."""
    ends = [_end_of(piece) for piece in line.pieces] + [field.x + field.width for field in line.fields]
    return max(ends, default=0.0)


def _end_of(piece: Piece) -> float:
    count = len(piece.texts)
    while count and piece.texts[count - 1].isspace():
        count -= 1
    return piece.x + (piece.width if count == len(piece.texts) else piece.offsets[count])
