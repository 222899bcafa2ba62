"""What a proof measured, as values that can be shown."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ForcedBreak:
    """A line that ends where none should, because no better place was left in its measure.

    Attributes:
        page: of the file, from 1.
        place: the text around it, 「｜」 where the line ends.
    """

    page: int
    place: str


@dataclass(frozen=True, slots=True)
class Spacing:
    """How far lines were set from their natural width, in ems.

    Attributes:
        tightest_em: what the tightest line gave up beside its punctuation, all gaps together.
        loosest_em: by how much each gap of the loosest line grew.
    """

    tightest_em: float
    loosest_em: float


@dataclass(frozen=True, slots=True)
class PdfFigures:
    """What was measured on a finished PDF; places are counted, not characters.

    Attributes:
        pages, lines, characters: of all text, running heads too; blanks and readings above the text are no characters of a line.
        forbidden_breaks: lines that end where none may.
        forced_breaks: the same where the measure left no choice.
        outside: text out of its box, or on the edge of the sheet where printers do not print.
        overlaps: ink over ink or over a rule, boxes over boxes.
        largest_overlap_pt: of ink with ink, also where it is too small to be counted.
        smallest_type_pt: None without text.
        missing_glyphs: characters that no font draws.
        fonts, fonts_embedded: that show text.
        contents, contents_tagged: what is no artifact, and how much of it the structure reads exactly once.
        spacing: of the lines filled by the line breaker.
        differences: everything that was found, these faults and all others.
    """

    pages: int
    lines: int
    characters: int
    forbidden_breaks: int
    forced_breaks: tuple[ForcedBreak, ...]
    outside: int
    overlaps: int
    largest_overlap_pt: float
    smallest_type_pt: float | None
    missing_glyphs: int
    fonts: int
    fonts_embedded: int
    contents: int
    contents_tagged: int
    spacing: Spacing
    differences: int


@dataclass(frozen=True, slots=True)
class WordFigures:
    """What was measured on a finished Word file: the characters that it must hold, and the pieces of text that it lacks."""

    characters: int
    missing: int


@dataclass(frozen=True, slots=True)
class FileFigures:
    """What was measured on the files of one material, or on the packet.

    Attributes:
        title: of the material.
        label: short, for the head of a column: 「資料３」.
        pdf: None where no PDF was written, or could not be read.
        word: None where no Word file was written.
    """

    title: str
    label: str
    pdf: PdfFigures | None
    word: WordFigures | None = None
