"""PDFs of other programs that a packet takes over: 添付 and 差し替え."""

from __future__ import annotations

from dataclasses import dataclass

from kaigi_docs.model.printing import paper_holding


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignSheet:
    """A page as it is seen (crop box and rotation applied).

    Attributes:
        width_mm, height_mm: its size.
        sha256: of what it shows.
        ink_mm: left, top, right and bottom of what is not white, from the top left corner; None for an empty page.
        look: a small picture of it (PNG, shades of grey).
    """

    width_mm: float
    height_mm: float
    sha256: str
    ink_mm: tuple[float, float, float, float] | None
    look: bytes

    @property
    def paper(self) -> str:
        """The smallest sheet of offices that holds the page: 「A4」, also for one that was cropped a little."""
        return paper_holding(self.width_mm, self.height_mm)


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignPdf:
    """A PDF of another program, cleaned of all but its pictures.

    Attributes:
        path: of the original, relative to the meeting folder.
        sheets: in order, at least one.
        archival: whether nothing in it forbids PDF/A and PDF/UA, as far as it was looked at.
        content: the cleaned file.
    """

    path: str
    sheets: tuple[ForeignSheet, ...]
    archival: bool
    content: bytes

    @property
    def papers(self) -> tuple[str, ...]:
        """The sheets that its pages need, each once, in the order of the pages."""
        return tuple(dict.fromkeys(sheet.paper for sheet in self.sheets))
