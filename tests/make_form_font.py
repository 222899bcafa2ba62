"""Makes the font of fillable forms: BIZ UDGothic with the characters of code page 932, their numbers and its cmap kept.

What people type into a form is drawn by their own programs with the font that the form brings: it needs every character that a
Windows keyboard gives, at the place that the file's own tables name. `python tests/make_form_font.py` writes it anew.
"""

from __future__ import annotations

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._c_m_a_p import CmapSubtable

FONTS = Path(__file__).parents[1] / "src/kaigi_docs/fonts"
SOURCE, CUT = FONTS / "BIZUDGothic-Regular.ttf", FONTS / "FormGothic.ttf"


def code_page_932() -> set[str]:
    """Every character that code page 932 has, with NEC's and IBM's."""
    pairs = (bytes((lead, trail)) for lead in range(0x81, 0xFD) for trail in range(0x40, 0xFD))
    singles = (bytes((code,)) for code in (*range(0x20, 0x7F), *range(0xA1, 0xE0)))
    found = set()
    for code in (*singles, *pairs):
        try:
            found.add(code.decode("cp932"))
        except UnicodeDecodeError:
            continue
    return {each for each in found if len(each) == 1 and not 0xE000 <= ord(each) <= 0xF8FF}


def make() -> None:
    """Writes the cut."""
    options = subset.Options(
        retain_gids=True, layout_features=[], hinting=False, notdef_outline=True, name_IDs=[0, 1, 2, 3, 4, 6]
    )
    font = TTFont(SOURCE, recalcTimestamp=False)
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes={ord(each) for each in code_page_932()})
    cutter.subset(font)
    _keep_long_cmap(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            font["name"].setName("FormGothic", record.nameID, record.platformID, record.platEncID, record.langID)
    font.save(CUT)


def _keep_long_cmap(font: TTFont) -> None:
    """Gives the cut a cmap subtable of format 12 again, which the package reads; the subsetter leaves format 4 alone."""
    long = CmapSubtable.newSubtable(12)
    long.platformID, long.platEncID, long.language = 3, 10, 0
    long.cmap = dict(font.getBestCmap())
    font["cmap"].tables.append(long)


if __name__ == "__main__":
    make()
