"""The proof of a print job: the pages of materials with blank backs between them, against the finished file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.layout.blanks import with_blank_backs
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.proof.pdf import prove_pages, prove_pdf
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
    """

    pieces: tuple[tuple[int, tuple[int | None, ...]], ...]
    theme: Theme
    names_blanks: bool
    with_text: bool


def prove_job(printed: Printed, job: Job, path: Path) -> Findings:
    """What is wrong with the file of a print job: its pages are those of the packet, and blank ones are blank."""
    pages = [
        with_blank_backs(printed[position][0], slots, job.theme, names_blanks=job.names_blanks) for position, slots in job.pieces
    ]
    if not job.with_text:
        return prove_pages(path, pages)
    return prove_pdf(path, pages, [printed[position][1] for position, _ in job.pieces])
