"""Proofs of files made from pages that two processes know: print jobs (pages with blank backs between them), single materials."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.layout.blanks import with_blank_backs
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.proof.pdf import PdfProof, measured_proof, prove_pages, prove_pdf
from kaigi_docs.theme import Theme

Printed = Sequence[tuple[LaidOut, Document]]
"""Pages that are printed somewhere, with what they show."""


@dataclass(frozen=True, slots=True)
class Job:
    """What a print job is made of.

    Attributes:
        pieces: position among the printed pages, and slots (`with_blank_backs`).
        theme: the look of what blank pages say.
        names_blanks: whether they say anything.
        with_text: whether the pages are compared with their documents too, which the proof of the packet has done for its own.
        only: numbers of the pages to read, from 0, where the others are known to be those of the packet; None for all.
    """

    pieces: tuple[tuple[int, tuple[int | None, ...]], ...]
    theme: Theme
    names_blanks: bool
    with_text: bool
    only: frozenset[int] | None = None


def prove_job(printed: Printed, job: Job, path: Path) -> Findings:
    """What is wrong with the file of a print job: its pages are those of the packet, and blank ones are blank."""
    pages = [
        with_blank_backs(printed[position][0], slots, job.theme, names_blanks=job.names_blanks) for position, slots in job.pieces
    ]
    if not job.with_text:
        return prove_pages(path, pages, job.only)
    return prove_pdf(path, pages, [printed[position][1] for position, _ in job.pieces])


@dataclass(frozen=True, slots=True)
class JobProof:
    """`prove_job` as a question to the second process."""

    job: Job
    path: Path

    def __call__(self, printed: Printed) -> Findings:
        """What is wrong with the file."""
        return prove_job(printed, self.job, self.path)


@dataclass(frozen=True, slots=True)
class MaterialProof:
    """`measured_proof` of the file of one material, named by its position."""

    position: int
    path: Path

    def __call__(self, printed: Printed) -> PdfProof:
        """What was found and measured."""
        pages, document = printed[self.position]
        return measured_proof(self.path, [pages], [document])


@dataclass(frozen=True, slots=True)
class WordProof:
    """`prove_docx` of the Word file of one material."""

    position: int
    path: Path

    def __call__(self, printed: Printed) -> Findings:
        """What is wrong with the file."""
        return prove_docx(self.path, printed[self.position][1])
