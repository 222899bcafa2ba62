"""Font files, their metrics and the per-character fallback stack; the font files stand in this folder too.

What no family of the theme draws, and what is drawn by a stand-in, is listed at FontStack.
"""

from kaigi_docs.fonts.characters import GETA
from kaigi_docs.fonts.face import Face, face, fonts_digest
from kaigi_docs.fonts.stack import FontStack, Glyph, font_stack

__all__ = [
    "GETA",
    "Face",
    "FontStack",
    "Glyph",
    "face",
    "font_stack",
    "fonts_digest",
]
