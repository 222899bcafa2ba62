"""Readers of set lines: what stands there, where, and how far its ink reaches."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.blocks import Inline, ParagraphStyle, Run
from kaigi_docs.fonts import face
from kaigi_docs.japanese.jlreq import character_class
from kaigi_docs.layout.lines import set_paragraph
from kaigi_docs.layout.setting import Piece, SetLine, SetParagraph
from kaigi_docs.theme import DEFAULT_THEME, MINCHO, TextStyle, Theme

SPACES = " \u3000\t\u00a0\u200b\u2060"
STYLE = TextStyle(MINCHO, 10.0)
RUNNING = replace(DEFAULT_THEME.paragraphs[ParagraphStyle.PLAIN], size_pt=10.0)
HANGING_THEME = replace(
    DEFAULT_THEME, hanging_punctuation=True, paragraphs={**DEFAULT_THEME.paragraphs, ParagraphStyle.PLAIN: RUNNING}
)


def setting(*inlines: Inline | str, em: float, style: TextStyle = STYLE, theme: Theme = DEFAULT_THEME) -> SetParagraph:
    runs = [Run(inline) if isinstance(inline, str) else inline for inline in inlines]
    return set_paragraph(runs, style, em * style.size_pt, theme)


def hanging(*inlines: Inline | str, em: float) -> SetParagraph:
    return setting(*inlines, em=em, style=RUNNING, theme=HANGING_THEME)


def text_of(line: SetLine) -> str:
    return "".join(text for piece in line.pieces if not piece.ruby for text in piece.texts)


def lines_of(paragraph: SetParagraph) -> str:
    return "/".join(map(text_of, paragraph.lines))


def origins(line: SetLine) -> list[float]:
    """Origins of all glyphs but ruby, in ems of 10 pt from the line's left end."""
    return [round((piece.x + offset) / 10, 3) for piece in line.pieces if not piece.ruby for offset in piece.offsets]


def inked_width(face_id: str, gid: int, text: str) -> float:
    """Advance in ems without the empty part that a full-width punctuation mark ends with."""
    advance = face(face_id).advance_em(gid)
    if text[0] in SPACES or character_class(text) not in (2, 5, 6, 7) or advance < 0.9:
        return advance
    return advance - (0.25 if character_class(text) == 5 else 0.5)


def extent(line: SetLine) -> float:
    """The right edge of a line's glyphs and answer spaces in points, readings too, without the spaces that hang."""
    glyphs = [(piece, *glyph) for piece in line.pieces for glyph in zip(piece.gids, piece.texts, piece.offsets, strict=True)]
    rights = [right_of(piece, gid, text, offset) for piece, gid, text, offset in glyphs if text[0] not in SPACES]
    return max([0.0, *rights, *(field.x + field.width for field in line.fields)])


def right_of(piece: Piece, gid: int, text: str, offset: float) -> float:
    width = face(piece.face).advance_em(gid) if piece.ruby else inked_width(piece.face, gid, text)
    return piece.x + offset + piece.size_pt * width


def readings(line: SetLine) -> list[Piece]:
    return [piece for piece in line.pieces if piece.ruby]
