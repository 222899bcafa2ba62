"""The proof of a plain text file: the blocks of a document against the finished file."""

from __future__ import annotations

from pathlib import Path

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings
from kaigi_docs.proof.reading import document_pieces
from kaigi_docs.proof.report import Report, excerpt
from kaigi_docs.proof.units import solid


def prove_text(path: Path, document: Document) -> Findings:
    """What is wrong with a finished text file; empty when it says exactly what the document says, behind its marks.

    Codes: `proof-unreadable` (no UTF-8), `proof-character-lost` (the first character that differs). Blanks are not compared.

    Args:
        path: the file on disk.
        document: what it shows.
    """
    report = Report(path.name)
    wanted = solid("".join((*(f"【{mark}】" for mark in document.marks), *(piece.text for piece in document_pieces(document)))))
    try:
        found = solid(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError) as error:
        report.add("proof-unreadable", f"テキストファイルとして開けません（{error}）。")
        return report.findings()
    if found != wanted:
        at = next((at for at, pair in enumerate(zip(wanted, found, strict=False)) if pair[0] != pair[1]), len(found))
        label = excerpt(wanted, [min(at, len(wanted) - 1)]) if wanted else ""
        report.add("proof-character-lost", "書いた文と違うところがあります。", label=label)
    return report.findings()
