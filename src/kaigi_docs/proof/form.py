"""The proof of a member's form: its pages are those of the neutral one, with other marks and ids around them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.layout.page import Content, LaidOut
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.proof.jobs import Printed
from kaigi_docs.proof.pdf import prove_pdf


@dataclass(frozen=True, slots=True)
class FormProof:
    """`prove_pdf` of the form of a member as a question to the second process, which knows the neutral one.

    Attributes:
        position: of the neutral form among the printed pages.
        around: of each page what stands around its text, in place of as many contents at the end of the neutral one's.
        path: the file.
    """

    position: int
    around: tuple[tuple[Content, ...], ...]
    path: Path

    def __call__(self, printed: Printed) -> Findings:
        """What is wrong with the file."""
        neutral, document = printed[self.position]
        return prove_pdf(self.path, [with_around(neutral, self.around)], [document])


def with_around(neutral: LaidOut, around: tuple[tuple[Content, ...], ...]) -> LaidOut:
    """The neutral form with other contents at the end of each page."""
    pages = [
        replace(page, contents=[*page.contents[: len(page.contents) - len(own)], *own])
        for page, own in zip(neutral.pages, around, strict=True)
    ]
    return replace(neutral, pages=pages)


@dataclass(frozen=True, slots=True)
class MemberWordProof:
    """`prove_docx` of the Word file of a member's form, whose blocks only this file shows."""

    document: Document
    path: Path

    def __call__(self, printed: Printed) -> Findings:
        """What is wrong with the file."""
        return prove_docx(self.path, self.document)
