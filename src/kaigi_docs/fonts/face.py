"""A font file that ships with the package: look-ups of glyphs and advances."""

from __future__ import annotations

from functools import cache, cached_property
from hashlib import file_digest
from pathlib import Path

from kaigi_docs.errors import PackageIncomplete
from kaigi_docs.fonts.characters import is_blank
from kaigi_docs.fonts.cmap import CharacterMap
from kaigi_docs.fonts.gsub import ligatures, single_substitutions
from kaigi_docs.fonts.sfnt import FontFile, open_font
from kaigi_docs.resources import resource_path


class Face:
    """One shipped TrueType file; its tables are read when they are first asked for. `*_em` values are ems."""

    def __init__(self, face_id: str) -> None:
        """Opens the file of that id.

        Raises:
            PackageIncomplete: the file is not shipped.
        """
        self.id = face_id
        self.file: FontFile = open_font(resource_path("fonts", f"{face_id}.ttf"))

    def __repr__(self) -> str:
        """The face by its id."""
        return f"Face({self.id!r})"

    @cached_property
    def characters(self) -> CharacterMap:
        """Which glyph draws which character.

        Raises:
            PackageIncomplete: the file is damaged.
        """
        try:
            return CharacterMap(self.file.table("cmap"))
        except ValueError as error:
            message = f"書体「{self.id}」の文字表を読めません。kaigi_docs を入れ直してください。"
            raise PackageIncomplete(message) from error

    def gid(self, character: str) -> int:
        """The glyph number that draws a character; 0 if the face does not have it or draws a visible one with nothing."""
        return self._visible(self.characters.gid(ord(character)), character)

    def variation_gid(self, base: str, selector: str) -> int:
        """The glyph number of a base with a variation selector, 0 if the face does not know the pair."""
        return self._visible(self.characters.variation_gid(ord(base), ord(selector)), base)

    def ligature_gid(self, text: str) -> int:
        """The glyph that composes these characters (GSUB `ccmp`, ligatures only), 0 if there is none."""
        return self._ligatures.get(tuple(map(self.gid, text)), 0)

    def vertical_gid(self, gid: int) -> int:
        """The form of a glyph in vertical lines (GSUB `vert`), the glyph itself where it has no other.

        Not `vrt2`, which also turns Latin letters and digits by 90 degrees.
        """
        return self._vertical.get(gid, gid)

    def advance_em(self, gid: int) -> float:
        """The advance width of a glyph in ems."""
        return self.file.advance(gid) / self.file.units_per_em

    def _visible(self, gid: int, character: str) -> int:
        return gid if gid and (self.file.has_outline(gid) or is_blank(character)) else 0

    @cached_property
    def _ligatures(self) -> dict[tuple[int, ...], int]:
        return ligatures(self.file.table("GSUB"), "ccmp")

    @cached_property
    def _vertical(self) -> dict[int, int]:
        return single_substitutions(self.file.table("GSUB"), "vert")


@cache
def face(face_id: str) -> Face:
    """The shipped face of that id, opened once.

    Raises:
        PackageIncomplete: the file is not shipped.
    """
    return Face(face_id)


def fonts_digest() -> dict[str, str]:
    """File name to sha256 of every shipped font file, for the manifest."""
    folder = resource_path("fonts", "BIZUDGothic-Regular.ttf").parent
    return {path.name: _sha256(path) for path in sorted(folder.glob("*.ttf"))}


@cache  # the files of the package do not change while it runs
def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
