"""`build` asks in 判断/要確認.xlsx whether ages are to be merged; the answer counts when the packet is built again."""

from __future__ import annotations

from dataclasses import replace

from kaigi_docs.declarations.decisions import QUESTIONS_FILE
from kaigi_docs.errors import OutputFault
from kaigi_docs.findings import Findings, Location, Severity
from kaigi_docs.model.decisions import OF_STATISTICS
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.read.sandbox import Sandbox


def ask_about_merging(inputs: MeetingInputs) -> Findings:
    """Puts a row for each open proposal into the book; says so where it cannot, which stops no packet.

    Code beside those of `add_questions`, whose errors are warnings here: `merging-not-asked`, a warning (the book is open
    elsewhere, or cannot be written).

    Args:
        inputs: the meeting.
    """
    findings = Findings()
    if not inputs.questions and not (inputs.directory / QUESTIONS_FILE).is_file():
        return findings
    from kaigi_docs.decision_books import add_questions

    try:
        with Sandbox() as sandbox:
            _, faults = add_questions(inputs.directory, inputs.questions, inputs.decisions, sandbox, kinds=OF_STATISTICS)
    except OutputFault as reason:
        if any(not inputs.decisions.answer(each.id) for each in inputs.questions):
            message = f"年代をまとめるかどうかの確認の行を書き足していません。{reason}"
            findings.warn("merging-not-asked", Location(QUESTIONS_FILE), message)
        return findings
    findings.extend(replace(each, severity=Severity.WARNING) if each.severity is Severity.ERROR else each for each in faults)
    return findings
