"""What was found in files and could not be used -> rows for the secretariat, and notes once somebody has looked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kaigi_docs.findings import Finding, Severity
from kaigi_docs.model.decisions import Decisions, OpenQuestion, QuestionKind, question_id

SEEN = "確認した（使わない）"
"""The answer by which a file that cannot be read, or a note beside the table, needs nothing more."""

_NOTHING_TO_LOOK_AT = frozenset({"file-lock", "mail-date"})
_KINDS = {Severity.ERROR: QuestionKind.UNREADABLE, Severity.WARNING: QuestionKind.BESIDE}


def acknowledge(findings: Iterable[Finding], decisions: Decisions) -> tuple[list[Finding], list[OpenQuestion]]:
    """The findings, as notes where somebody said that they were seen; and a question for each that needs eyes.

    A file is known by its own name and by what was found in it, so that it may be moved; another content asks anew.

    Args:
        findings: on files, sheets and cells that came back.
        decisions: of the secretariat.
    """
    told: list[Finding] = []
    questions: dict[str, OpenQuestion] = {}
    for finding in findings:
        kind = _KINDS.get(finding.severity)
        if kind is None or finding.where is None or finding.code in _NOTHING_TO_LOOK_AT:
            told.append(finding)
            continue
        question = _question(finding, kind)
        questions[question.id] = question
        is_seen = decisions.chosen(question) == SEEN
        told.append(replace(finding, severity=Severity.NOTE, hint="確認済みです。") if is_seen else finding)
    return told, list(questions.values())


def _question(finding: Finding, kind: QuestionKind) -> OpenQuestion:
    where = finding.where
    assert where is not None
    name = where.file.rpartition("/")[2]
    return OpenQuestion(
        id=question_id("seen", finding.code, name, where.sheet or "", where.cell or "", finding.message),
        kind=kind,
        where=where,
        subject="",
        found=f"{finding.message}{finding.hint}",
        choices=(SEEN,),
    )
