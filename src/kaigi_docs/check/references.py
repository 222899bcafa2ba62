"""校正 of citations: a 資料 or an answer box that a text names must exist."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from kaigi_docs.blocks import Block, Document, Heading, List, Note, Paragraph, Run, Slot
from kaigi_docs.findings import Findings
from kaigi_docs.model.meeting import Material
from kaigi_docs.model.numbering import Numbering

_MATERIAL = re.compile(r"資料\s*([0-9０-９]+(?:[-－‐−ー―][0-9０-９]+)?)")
_ANSWER = re.compile(r"回答書\s*([0-9０-９]+)")
_HYPHENS = str.maketrans("－‐−ー―", "-----")


def check_references(document: Document, materials: Sequence[Material], numbering: Numbering) -> Findings:
    """A finding for each 「資料９」 or 「回答書９」 in the running text of a document that the packet does not have."""
    findings = Findings()
    numbers = {_folded(material.no) for material in materials if material.no}
    answers = {_folded(number) for number in numbering.answer_numbers.values()}
    for run in _runs(document.blocks()):
        for pattern, known, name in ((_MATERIAL, numbers, "資料"), (_ANSWER, answers, "回答書")):
            for match in pattern.finditer(run.text):
                if _folded(match.group(1)) not in known:
                    findings.error(
                        "reference-unknown",
                        run.source,
                        f"「{match.group(0)}」とありますが、この会議に{match.group(0)}はありません。",
                        f"番号を直すか、差し込み〔{name}:ID〕を使ってください。",
                    )
    return findings


def _folded(number: str) -> str:
    return unicodedata.normalize("NFKC", number).translate(_HYPHENS)


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading | Note):
            yield from (inline for inline in block.runs if isinstance(inline, Run))
        elif isinstance(block, List):
            for item in block.items:
                yield from _runs(item.content)
        elif isinstance(block, Slot):
            yield from _runs(block.content)
