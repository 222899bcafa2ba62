"""Checks of the edition for publishing: what was withheld must have a reason, and must not show in what is published."""

from __future__ import annotations

from collections.abc import Sequence

from kaigi_docs.blocks import Document
from kaigi_docs.findings import Findings, Location
from kaigi_docs.materials.open_points import runs_of
from kaigi_docs.model.meeting import Access, Meeting

SHORTEST_TITLE = 5
"""Shorter titles (名簿, 参考資料) are ordinary words that say nothing about a 資料."""


def check_published(meeting: Meeting, documents: Sequence[Document]) -> Findings:
    """Warnings about the public edition.

    Codes: `public-draft` (文書番号 or 発行日 still to come), `withheld-reason-missing`, `withheld-named` (a published text says
    the title of a 資料 that is withheld; once for each place).

    Args:
        meeting: with all its materials.
        documents: that are published.
    """
    findings = Findings()
    if meeting.is_draft:
        message = "文書番号か発行日が空なので、公開用の資料のどのページにも「案」と印刷します。"
        findings.warn("public-draft", meeting.document_no.where, message, "公開する前に、二つとも書いて作り直してください。")
    withheld = [material for material in meeting.materials if material.access is Access.MEMBERS]
    for material in withheld:
        if not material.withheld_reason:
            message = f"委員限りの資料「{material.title}」（{material.id}）に、非公開の理由がありません。"
            where = material.withheld_reason.where or material.where
            findings.warn("withheld-reason-missing", where, message, "「非公開の理由」に書いてください。")
    titles = [title for material in withheld if len(title := material.title.value.strip()) >= SHORTEST_TITLE]
    for document in documents:
        _check_titles(document, titles, findings)
    return findings


def _check_titles(document: Document, titles: Sequence[str], findings: Findings) -> None:
    for run in runs_of(document):
        for title in (each for each in titles if each in run.text):
            where = run.source or Location(document.title)
            message = f"公開する資料の中に、公開しない資料の題名「{title}」が出てきます。"
            findings.warn("withheld-named", where, message, "公開してよい言葉かを確かめてください。")
