"""Runs as Word runs: emphasis, readings above the text, links."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kaigi_docs.blocks import Run
from kaigi_docs.render.docx.ledger import Ledger
from kaigi_docs.render.docx.lengths import half_points
from kaigi_docs.render.docx.markup import Xml, escape, joined, text, w
from kaigi_docs.render.docx.styles import HYPERLINK, STRONG, NamedStyle, bold, fonts, strong_font
from kaigi_docs.theme import TextStyle

_BREAKS = re.compile("[\t\r\n]")
# Signs that the families of the theme lack: those beyond the BMP, and forms chosen by a variation selector.
_SELECTORS = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_RARE = re.compile(f"((?:[\U00010000-\U000dffff][{_SELECTORS}]?|.[{_SELECTORS}])+)", re.DOTALL)
_RUN_STYLE, _RUN_FONTS = re.compile("<w:rStyle [^>]*/>"), re.compile("<w:rFonts [^>]*/>")
_RUBY_SIZE = 0.5  # of the base (JLREQ 3.3.3)


def runs_xml(runs: Iterable[Run], style: NamedStyle, ledger: Ledger) -> Xml:
    """The runs in a paragraph of the given style."""
    return joined(*(run_xml(run, style, ledger) for run in runs if run.text))


def run_xml(run: Run, style: NamedStyle, ledger: Ledger) -> Xml:
    """One run; a link whose target is not in this file keeps its look and loses its target."""
    look = _look(run, style, ledger)
    content = _ruby(run, look, style) if run.ruby else text_xml(run.text, look, style.look, strong=run.strong)
    if run.link is None:
        return content
    target = ledger.internal_target(run.link)
    if target is not None:
        return w("hyperlink", content, anchor=target, history=1)
    relationship = None if run.link.startswith("#") else ledger.relationship(run.link)
    if relationship is None:
        return content
    return Xml(f'<w:hyperlink r:id="{relationship}" w:history="1">{content}</w:hyperlink>')


def text_xml(characters: str, look: Xml, style: TextStyle, *, strong: bool = False) -> Xml:
    """The characters as runs of that look (w:rPr, or nothing); rare ones in the font that the style's family has for them."""
    if _RARE.search(characters) is None:
        return w("r", look, text(characters))
    family = style.family
    fallback = _in_font(look, family.word_bold_fallback_font if strong or style.bold else family.word_fallback_font)
    parts = _RARE.split(characters)
    return joined(*(w("r", fallback if at % 2 else look, text(part)) for at, part in enumerate(parts) if part))


def _in_font(look: Xml, name: str) -> Xml:
    """The look with another font for Japanese; the schema wants fonts behind the character style and before all else."""
    inner = _RUN_FONTS.sub("", look.removeprefix("<w:rPr>").removesuffix("</w:rPr>"))
    style = found.group() if (found := _RUN_STYLE.match(inner)) else ""
    return w("rPr", Xml(style), fonts(name, hint="eastAsia"), Xml(inner.removeprefix(style)))


def _look(run: Run, style: NamedStyle, ledger: Ledger) -> Xml:
    """Emphasis as the Strong style where it can be; two bold styles would cancel out (17.7.3), and links have their own."""
    if run.link is None and not run.strong:
        return Xml("")
    direct = joined(fonts(strong_font(ledger.theme)), bold())
    if run.link is not None:
        return w("rPr", w("rStyle", val=HYPERLINK), direct if run.strong else Xml(""))
    if style.look.bold:
        return w("rPr", w("rStyle", val=STRONG), direct)
    return w("rPr", w("rStyle", val=STRONG))


def _ruby(run: Run, look: Xml, style: NamedStyle) -> Xml:
    """A reading over its base (17.3.3.25); the base is one line, so line breaks in it are dropped."""
    size = style.look.size_pt
    properties = w(
        "rubyPr",
        w("rubyAlign", val="distributeSpace"),
        w("hps", val=half_points(size * _RUBY_SIZE)),
        w("hpsRaise", val=half_points(size * 0.9)),
        w("hpsBaseText", val=half_points(size)),
        w("lid", val="ja-JP"),
    )
    small = half_points(size * _RUBY_SIZE)
    reading = w("r", _with_size(look, small), _plain_text(run.ruby or ""))
    base = text_xml(_BREAKS.sub("", run.text), look, style.look, strong=run.strong)
    return w("r", w("ruby", properties, w("rt", reading), w("rubyBase", base)))


def _with_size(look: Xml, size: int) -> Xml:
    inner = look.removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    return w("rPr", Xml(inner), w("sz", val=size), w("szCs", val=size))


def _plain_text(characters: str) -> Xml:
    return Xml(f'<w:t xml:space="preserve">{escape(_BREAKS.sub("", characters))}</w:t>')
