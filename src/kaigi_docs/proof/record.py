"""The figures of all proofs of a packet, gathered while its files are read back."""

from __future__ import annotations

from collections.abc import Sequence

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.proof.figures import FileFigures, PdfFigures, WordFigures
from kaigi_docs.proof.pdf import PdfProof
from kaigi_docs.proof.reading import document_pieces

_LABEL_LENGTH = 8


class ProofRecord:
    """What was measured so far; files may be proven in several threads."""

    def __init__(self) -> None:
        """Nothing yet."""
        self._packet: PdfFigures | None = None
        self._pdf: dict[int, PdfFigures | None] = {}
        self._missing: dict[int, int] = {}

    def packet(self, proof: PdfProof) -> Findings:
        """What the proof of the packet found; its figures are kept."""
        self._packet = proof.figures
        return proof.findings

    def material(self, position: int, proof: PdfProof) -> Findings:
        """What the proof of the PDF of a material found, named by its position; its figures are kept."""
        self._pdf[position] = proof.figures
        return proof.findings

    def word(self, position: int, findings: Findings) -> Findings:
        """What the proof of the Word file of a material found, the findings themselves."""
        self._missing[position] = len(findings)
        return findings

    def figures(self, documents: Sequence[Document], packet_name: str) -> tuple[FileFigures, ...]:
        """The figures of each material that was proven, and at the end those of the packet."""
        materials = [
            FileFigures(document.title, _label(document), self._pdf.get(position), self._word(position, document))
            for position, document in enumerate(documents)
            if position in self._pdf or position in self._missing
        ]
        return (*materials, FileFigures(packet_name, "一式", self._packet))

    def _word(self, position: int, document: Document) -> WordFigures | None:
        if position not in self._missing:
            return None
        characters = sum(len(piece.text) for piece in document_pieces(document) if not piece.is_label)
        return WordFigures(characters, self._missing[position])


def _label(document: Document) -> str:
    """The label of the material, or where it has none the beginning of its title."""
    title = document.head_label or document.title
    return title if len(title) <= _LABEL_LENGTH else f"{title[: _LABEL_LENGTH - 1]}…"
