"""Paragraphs set into lines: breaks, 四分アキ, punctuation, justification, ruby and answer spaces in the line.

Rules of JLREQ (3.1 line composition, 3.2 mixed text, 3.3 ruby, 3.8 line adjustment; docs/typesetting-rules.md lists them) with
these choices: an opening bracket at a line's start stands flush (天付き) in every line (3.1.5); closing punctuation at a line's
end keeps its empty half only where there is room (3.1.6); spaces at a line's end hang; 、 and 。 hang where the theme says so.

In styles whose `lines_are_items` (cells), a text between line feeds that begins with an item's mark (・ ◇ ① 「1.」) hangs: its
further lines begin where the text behind the mark begins. A measure under 8 em has no room to give for that.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, groupby, pairwise
from operator import add, itemgetter

from kaigi_docs.blocks import Align, Inline, ParagraphStyle, Run
from kaigi_docs.japanese.item_marks import BULLETS, mark_kind, mark_length
from kaigi_docs.layout import spacing
from kaigi_docs.layout.adjusting import positions
from kaigi_docs.layout.breaking import Limits, line_ranges
from kaigi_docs.layout.measured import Measured, Span, forced_lines, measured, with_hanging_stops
from kaigi_docs.layout.page import PT_PER_MM
from kaigi_docs.layout.ruby import RUBY_SCALE, Ruby
from kaigi_docs.layout.setting import InlineField, Piece, SetLine, SetParagraph
from kaigi_docs.theme import TextStyle, Theme

NARROW_EM = 15.0
HANG_FROM_EM = 8.0

# The em box of an ideograph: above and below the baseline, in ems.
_ABOVE_EM, _BELOW_EM = 0.88, 0.12
_FIELD_CLEARANCE_PT = 1.5
_IN_WORD = {before + after for before in spacing.LETTER + spacing.NEUTRAL for after in spacing.LETTER + spacing.NEUTRAL}


def set_paragraph(
    inlines: Sequence[Inline],
    style: TextStyle,
    measure_pt: float,
    theme: Theme,
    *,
    align: Align = Align.START,
    justify: bool = True,
    first_indent_em: float | None = None,
) -> SetParagraph:
    """The inlines in lines of at most the measure.

    A line is wider than the measure only where a single unit (a character, an answer space) is, or where spaces hang, or by
    the `overhang` of its last 、 or 。.

    Args:
        inlines: runs and answer spaces; a line feed in a run ends a line.
        style: fonts, size, leading, indent.
        measure_pt: width of the lines in points.
        theme: 四分アキ, link colour, and whether 、 and 。 hang in running text.
        align: lines are filled out only with START, and only there the first line is indented.
        justify: whether lines are filled out; a measure under 15 em never is, since its gaps would gape.
        first_indent_em: instead of the style's indent.
    """
    size = style.size_pt
    measure_em = measure_pt / size
    indent_em = style.first_indent_em if first_indent_em is None else first_indent_em
    indent_em = indent_em if align is Align.START else 0.0
    fill = justify and align is Align.START and measure_em >= NARROW_EM
    lines: list[SetLine] = []
    texts = [measured(line, style, theme, measure_em) for line in forced_lines(inlines)]
    if fill and theme.hanging_punctuation and _is_running_text(style, theme):
        texts = [with_hanging_stops(text) for text in texts]
    itemized = style.lines_are_items and align is Align.START
    counts: list[int] = []
    for text in texts:
        before = len(lines)
        text, hang = _hung(text, measure_em) if itemized else (text, 0.0)
        lines += _lines(text, style, measure_em, (0.0 if lines else indent_em, hang), align, fill)
        counts.append(len(lines) - before)
    widest = max(texts[0].width + indent_em, *(text.width for text in texts)) * size
    held = _held(texts, counts, measure_em) if itemized and len(texts) > 1 else frozenset[int]()
    return SetParagraph(tuple(lines), widest, tuple(fault for text in texts for fault in text.missing), held)


def _is_running_text(style: TextStyle, theme: Theme) -> bool:
    """Whether 、 and 。 may hang: in the text area, where the margin has room for them, and not in cells, labels and notes."""
    return style in (theme.paragraphs[ParagraphStyle.BODY], theme.paragraphs[ParagraphStyle.PLAIN])


def _hung(text: Measured, measure_em: float) -> tuple[Measured, float]:
    """The text with the gaps of its mark made firm, and the indent of its further lines; none without a mark or room."""
    count = mark_length(text.heads) if measure_em >= HANG_FROM_EM else 0
    hang = _text_begins(text, count)
    if not 0.0 < hang <= measure_em / 2:
        return text, 0.0
    firm = [gap._replace(shrink=0.0, shrink_order=0, stretch_order=0) for gap in text.gaps[:count]]
    breaks = text.breaks[:]
    breaks[1 : count + 1] = bytes(count)
    return replace(text, gaps=[*firm, *text.gaps[count:]], breaks=breaks), hang


def _text_begins(text: Measured, count: int) -> float:
    """Where the text behind a mark of that many units begins, its opening bracket drawn in full; 0 without a mark."""
    return text.starts[count] - spacing.LEAD.get(text.kinds[count], 0.0) if count else 0.0


def _held(texts: Sequence[Measured], counts: Sequence[int], measure_em: float) -> frozenset[int]:
    """The lines that keep their next one: of each text between line feeds the first and the last but one, and a sub-heading."""
    held: set[int] = set()
    first = 0
    for text, below, count in zip(texts, [*texts[1:], None], counts, strict=True):
        if count > 1:
            held |= {first, first + count - 2}
        elif below is not None and _leads(text, below, measure_em):
            held.add(first)
        first += count
    return frozenset(held)


def _leads(text: Measured, below: Measured, measure_em: float) -> bool:
    """Whether a line is the sub-heading of the text below: short, no bullet, and not one of a row of alike lines."""
    if not text.units or not below.units or text.width > measure_em / 2:
        return False
    kind = mark_kind(text.heads)
    return kind not in BULLETS and kind != mark_kind(below.heads)


def set_spread_label(run: Run, style: TextStyle, width_em: float, theme: Theme) -> SetParagraph:
    """One line whose characters are spread evenly over the width (均等割付, JLREQ 3.7.3); a single one stands in the middle.

    Blanks at its end do not count, and the letters of a Latin word stay together. A label wider than the width is set
    without spreading, and `natural_width` shows it.
    """
    text = measured([run], style, theme, width_em)
    count, slack = len(text.units), max(width_em - text.width, 0.0)
    places = [before + after not in _IN_WORD for before, after in pairwise(text.kinds[: text.content_end(0, count)])]
    step = slack / sum(places) if any(places) else 0.0
    first = 0.0 if step else slack / 2
    moves = list(accumulate((step * place for place in places), initial=first))
    edges = list(map(add, text.starts[:count], moves + moves[-1:] * count))
    line = _set_line(text, style, 0, count, edges) if count else _empty_line(style)
    return SetParagraph((line,), text.width * style.size_pt, tuple(text.missing))


def natural_widths(inlines: Sequence[Inline], style: TextStyle, theme: Theme) -> tuple[float, float]:
    """The width of the longest piece that no line break may cut, and that of the longest line, in points.

    An answer space that takes the full measure counts as nothing.
    """
    narrowest = widest = 0.0
    for number, line in enumerate(forced_lines(inlines)):
        text = measured(line, style, theme, 0.0)
        indent = 0.0 if number else style.first_indent_em
        widest = max(widest, text.width + indent)
        narrowest = max(narrowest, _longest_hung(text) if style.lines_are_items else _longest_piece(text), indent)
    return narrowest * style.size_pt, widest * style.size_pt


def _longest_hung(text: Measured) -> float:
    """The longest piece with the indent that it may stand behind."""
    longest = _longest_piece(text)
    hung = longest + _text_begins(text, mark_length(text.heads))
    return hung if hung > HANG_FROM_EM else longest


def _longest_piece(text: Measured) -> float:
    places = [0, *(place for place, allowed in enumerate(text.breaks) if allowed)]
    lefts = map(text.starts.__getitem__, places)
    rights = (text.ends[place - 1] for place in (*places[1:], len(text.units)))
    return max((right - left for left, right in zip(lefts, rights, strict=True)), default=0.0) if text.units else 0.0


def _lines(
    text: Measured, style: TextStyle, measure_em: float, indents: tuple[float, float], align: Align, fill: bool
) -> Iterator[SetLine]:
    """The lines of a text without forced breaks; its last line is not filled out. Indents: of the first line, of the others."""
    if not text.units:
        yield _empty_line(style)
    limits = Limits(measure_em - indents[0], measure_em - indents[1])
    for start, end in line_ranges(text, limits, fill=fill) if text.units else ():
        indent = indents[0] if start == 0 else indents[1]
        edges = positions(text, start, end, measure_em - indent, fill=fill and end < len(text.units))
        moved = indent or _alignment(text, start, end, edges, measure_em, align)
        line = _set_line(text, style, start, end, [edge + moved for edge in edges] if moved else edges)
        yield _overhanging(line, text, start, end, measure_em - indent) if text.hangs else line


def _overhanging(line: SetLine, text: Measured, start: int, end: int, limit: float) -> SetLine:
    """The line with the room that its 、 or 。 takes beyond the measure."""
    last = text.content_end(start, end) - 1
    hung = text.filling_end(start, end, limit) <= last
    return replace(line, overhang=text.bodies[last] * line.pieces[-1].size_pt) if hung else line


def _alignment(text: Measured, start: int, end: int, edges: list[float], measure_em: float, align: Align) -> float:
    if align is Align.START:
        return 0.0
    last = max(text.content_end(start, end) - 1, start)
    slack = max(measure_em - edges[last - start] - text.bodies[last], 0.0)
    return slack / 2 if align is Align.CENTER else slack


def _empty_line(style: TextStyle) -> SetLine:
    height = style.size_pt * style.leading
    return SetLine((), (), height, _baseline(style))


def _baseline(style: TextStyle) -> float:
    """Distance of the baseline from a line's top, the em box centred in the line."""
    return style.size_pt * ((style.leading - 1) / 2 + _ABOVE_EM)


def _set_line(text: Measured, style: TextStyle, start: int, end: int, edges: list[float]) -> SetLine:
    """The units start to end as pieces and fields, their bodies at the given edges (ems)."""
    if len(text.spans) == 1 and not text.spans[0].is_complex:
        piece = _piece(text, style, text.spans[0], start, end, edges)
        return SetLine((piece,), (), style.size_pt * style.leading, _baseline(style))
    pieces: list[Piece] = []
    fields: list[InlineField] = []
    has_ruby = False
    for span in _spans_within(text.spans, start, end):
        if span.field is not None:
            fields.append(_inline_field(span, style, edges[span.start - start], text.bodies[span.start]))
            continue
        first, last = max(span.start, start), min(span.end, end)
        pieces.append(_piece(text, style, span, first, last, edges[first - start : last - start]))
        if span.ruby is not None and last == span.end:
            base = max(span.ruby.base_start, start)
            pieces += _ruby_pieces(span, span.ruby, style, edges[base - start], edges[last - 1 - start] + text.bodies[last - 1])
            has_ruby = True
    height, baseline = _line_height(style, has_ruby, fields)
    return SetLine(tuple(pieces), tuple(fields), height, baseline)


def _spans_within(spans: Sequence[Span], start: int, end: int) -> Iterator[Span]:
    for span in spans:
        if span.start >= end:
            return
        if span.end > start:
            yield span


def _piece(text: Measured, style: TextStyle, span: Span, first: int, last: int, edges: list[float]) -> Piece:
    """The units first to last as one piece; its width ends with the last body, without the empty half of punctuation."""
    size = style.size_pt
    shifts = text.shifts[first:last]
    x = edges[0] + shifts[0]
    origins = map(add, edges, shifts) if any(shifts) else edges
    offsets = tuple([(origin - x) * size for origin in origins])
    return Piece(
        span.face,
        size,
        x * size,
        0.0,
        tuple(text.gids[first:last]),
        tuple(text.units[first:last]),
        offsets,
        (edges[-1] + text.bodies[last - 1] - x) * size,
        span.colour,
        span.link,
        span.source,
    )


def _ruby_pieces(span: Span, ruby: Ruby, style: TextStyle, left_em: float, right_em: float) -> Iterator[Piece]:
    """The reading centred above its base, which stands between the two edges; a piece for each face in a row."""
    size = style.size_pt
    edges = ruby.edges(left_em, right_em)
    dy = -(_ABOVE_EM + _BELOW_EM * RUBY_SCALE) * size
    for face, group in groupby(enumerate(ruby.faces), key=itemgetter(1)):
        numbers = [number for number, _ in group]
        first, end = numbers[0], numbers[-1] + 1
        offsets = tuple((edge - edges[first]) * size for edge in edges[first:end])
        yield Piece(
            face,
            size * RUBY_SCALE,
            edges[first] * size,
            dy,
            ruby.gids[first:end],
            ruby.units[first:end],
            offsets,
            (edges[end - 1] + ruby.widths[end - 1] - edges[first]) * size,
            span.colour,
            span.link,
            span.source,
            ruby=True,
        )


def _inline_field(span: Span, style: TextStyle, edge_em: float, width_em: float) -> InlineField:
    """The answer space, its middle at the height of the middle of the em box."""
    assert span.field is not None
    height = span.field.height_mm * PT_PER_MM
    middle = (_ABOVE_EM - _BELOW_EM) / 2 * style.size_pt
    return InlineField(span.field, edge_em * style.size_pt, width_em * style.size_pt, height, height / 2 - middle)


def _line_height(style: TextStyle, has_ruby: bool, fields: Sequence[InlineField]) -> tuple[float, float]:
    """Height and baseline of a line that has room for its ruby and its answer spaces."""
    above = _baseline(style)
    below = style.size_pt * style.leading - above
    if has_ruby:
        above = max(above, (_ABOVE_EM + RUBY_SCALE) * style.size_pt)
    for field in fields:
        above = max(above, field.height - field.depth + _FIELD_CLEARANCE_PT)
        below = max(below, field.depth + _FIELD_CLEARANCE_PT)
    return above + below, above
