"""Pages of other programs as form XObjects of the file: copied object by object, each once.

The pages come cleaned from the worker that read them (`kaigi_docs.read.worker.foreign`): what is copied here holds no tag,
action or file of theirs. The copy goes into the file under construction, so that it is still written in one run.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from kaigi_docs.layout.page import ForeignMark
from kaigi_docs.render.pdf.document import PdfFile, Ref

if TYPE_CHECKING:
    from kaigi_docs.render.pdf.foreign_copies import ForeignCopies


class ForeignForms:
    """The form XObjects of a file that show pages of other programs.

    Attributes:
        archival: whether none of them forbids PDF/A and PDF/UA.
    """

    def __init__(self, file: PdfFile) -> None:
        """None yet."""
        self.archival = True
        self._file = file
        self._copies: dict[bytes, ForeignCopies] = {}

    def form(self, mark: ForeignMark) -> Ref:
        """The form XObject of a page; pages of one file share their fonts and pictures."""
        self.archival = self.archival and mark.archival
        copies = self._copies.get(mark.pdf)
        if copies is None:
            copies = self._copies[mark.pdf] = self._opened(mark.pdf)
        return copies.page(mark.number)

    def _opened(self, pdf: bytes) -> ForeignCopies:
        """The file of another program; what opens it is loaded only where there is one."""
        import pikepdf

        from kaigi_docs.render.pdf.foreign_copies import ForeignCopies

        return ForeignCopies(self._file, pikepdf.open(io.BytesIO(pdf)))
