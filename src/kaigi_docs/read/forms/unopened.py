"""Files of 回答/ that could not be opened -> answers that wait for a person, like paper."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from kaigi_docs.declarations.hand_entry import HAND_ENTRY
from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.model.returned_forms import Arrival, UnreadAnswer
from kaigi_docs.read.forms.files import FormsRead

UNOPENED = "開けないファイル"


def with_unopened(read: FormsRead) -> FormsRead:
    """The same with each file that could not be opened among the answers for a person to read, in place of the findings on it.

    So it stands in 要確認 until somebody has settled it, and whoever probably sent it is not told that nothing came. 手入力.xlsx,
    which the secretariat mends itself, keeps its findings.
    """
    faults: dict[str, list[Finding]] = {}
    for each in read.findings:
        if each.where is not None and each.where.file in read.refused and _is_of_a_whole_file(each):
            faults.setdefault(each.where.file, []).append(each)
    told = {id(each) for findings in faults.values() for each in findings}
    return replace(
        read,
        unread=(*read.unread, *(_unopened(file, findings, read) for file, findings in faults.items())),
        findings=tuple(each for each in read.findings if id(each) not in told),
        refused=tuple(each for each in read.refused if each not in faults),
    )


def _is_of_a_whole_file(finding: Finding) -> bool:
    where = finding.where
    if where is None or finding.severity is not Severity.ERROR or where.file.rpartition("/")[2].startswith(HAND_ENTRY):
        return False
    return where.sheet is None and where.cell is None


def _unopened(file: str, findings: list[Finding], read: FormsRead) -> UnreadAnswer:
    why = "".join(f"{each.message}{each.hint}" for each in findings)
    return UnreadAnswer(
        id=hashlib.sha256(f"{file}\n{why}".encode("utf-8", "surrogatepass")).hexdigest()[:12],
        where=Location(file),
        kind=UNOPENED,
        why=why,
        arrival=read.arrivals.get(file, Arrival()),
    )
