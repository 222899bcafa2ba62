"""Figures of a proof in Japanese: rows of a table with a column for each file, and remarks below it."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Sequence

from kaigi_docs.proof.figures import FileFigures, PdfFigures, WordFigures

_NONE = "－"
_PDF_ROWS: tuple[tuple[str, Callable[[PdfFigures], str]], ...] = (
    ("ページ", lambda pdf: f"{pdf.pages:,}"),
    ("行", lambda pdf: f"{pdf.lines:,}"),
    ("文字", lambda pdf: f"{pdf.characters:,}"),
    ("禁則に反する行", lambda pdf: f"{pdf.forbidden_breaks:,}"),
    ("やむを得ず分けた行", lambda pdf: f"{len(pdf.forced_breaks):,}"),
    ("いちばん詰めた行（1行の計）", lambda pdf: f"{pdf.spacing.tightest_em:.2f}字"),
    ("いちばん空けた行（字間ごと）", lambda pdf: f"{pdf.spacing.loosest_em:.2f}字"),
    ("はみ出し", lambda pdf: f"{pdf.outside:,}"),
    ("重なり", lambda pdf: f"{pdf.overlaps:,}"),
    ("文字どうしの重なりの最大", lambda pdf: f"{pdf.largest_overlap_pt:.2f}pt"),
    ("いちばん小さい文字", lambda pdf: _NONE if pdf.smallest_type_pt is None else f"{pdf.smallest_type_pt:g}pt"),
    ("字形のない文字", lambda pdf: f"{pdf.missing_glyphs:,}"),
    ("埋め込んだ書体", lambda pdf: f"{pdf.fonts_embedded}/{pdf.fonts}"),
    ("読み上げ順のある内容", lambda pdf: f"{pdf.contents_tagged:,}/{pdf.contents:,}"),
    ("違いの合計", lambda pdf: f"{pdf.differences:,}"),
)


def figure_rows(proof: Sequence[FileFigures]) -> Iterator[tuple[str, list[str]]]:
    """The rows: their name, and a value for each file."""
    for name, value in _PDF_ROWS:
        yield name, [_NONE if file.pdf is None else value(file.pdf) for file in proof]
    yield "Word の文字", [_NONE if file.word is None else _word(file.word) for file in proof]


def _word(word: WordFigures) -> str:
    return f"{word.characters:,}" + (f"（{word.missing}件の違い）" if word.missing else "（同じ）")


def figure_remarks(proof: Sequence[FileFigures]) -> Iterator[str]:
    """Where lines had to be divided against the rules; of what stands in the packet, too, that of the material only."""
    told = [file for file in proof[:-1] if file.pdf is not None] or proof[-1:]
    for file in told:
        for forced in file.pdf.forced_breaks if file.pdf is not None else ():
            yield f"{file.label} {forced.page}ページ: 幅に入らないので「{forced.place}」で分けました。"


def figure_table(proof: Sequence[FileFigures]) -> list[str]:
    """The table and its remarks as lines for a screen of fixed-width characters; none without figures."""
    if not proof:
        return []
    cells = [["", *(file.label for file in proof)], *([name, *values] for name, values in figure_rows(proof))]
    widths = [max(map(_columns, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join((_left(row[0], widths[0]), *map(_right, row[1:], widths[1:]))).rstrip() for row in cells]
    return ["読み直して確かめたこと", *lines, *figure_remarks(proof)]


def _columns(text: str) -> int:
    """How many columns of a screen a text takes (UAX #11: wide, full-width and ambiguous characters take two)."""
    return sum(2 if unicodedata.east_asian_width(character) in "WFA" else 1 for character in text)


def _left(text: str, width: int) -> str:
    return text + " " * (width - _columns(text))


def _right(text: str, width: int) -> str:
    return " " * (width - _columns(text)) + text
