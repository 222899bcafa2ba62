"""Rows of the 数の文 sheet to sentences: one rule for each kind."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from kaigi_docs.findings import Findings
from kaigi_docs.model.claims import Sentence
from kaigi_docs.model.statistics import TOTAL, SentenceKind, SentenceRow
from kaigi_docs.narrative import over_time, side_by_side
from kaigi_docs.narrative.cells import NoClaim, latest
from kaigi_docs.narrative.phrases import Piece, sentence
from kaigi_docs.narrative.words import Years, subject

_RULES: dict[SentenceKind, Callable[[SentenceRow, Years], list[Piece]]] = {
    SentenceKind.VALUE: over_time.value_sentence,
    SentenceKind.CHANGE: over_time.change_sentence,
    SentenceKind.RUN: over_time.run_sentence,
    SentenceKind.RECORD: over_time.record_sentence,
    SentenceKind.EXTREMES: over_time.extremes_sentence,
    SentenceKind.RATIO: side_by_side.ratio_sentence,
    SentenceKind.SHARE: side_by_side.share_sentence,
    SentenceKind.TOP: side_by_side.top_sentence,
    SentenceKind.PARTS: side_by_side.parts_sentence,
    SentenceKind.REGIONS: side_by_side.regions_sentence,
    SentenceKind.CLASSES: side_by_side.classes_sentence,
}
_HINTS = {
    "claim-missing": "値を書くか、期間や区分を直すか、この行を消してください。",
    "claim-hidden": "そのままで構いません。伏せた数についての文は印刷しません。",
    "claim-break": "数え方が変わった後の期間だけを比べるか、この行を消してください。",
    "claim-basis": "数え方の同じ系列を選んでください。",
    "claim-zero": "「値」か「増減」の文にしてください。",
    "claim-untrue": "この行を消すか、文の種類を変えてください。",
    "claim-impossible": "文の種類、系列、区分を直してください。",
}


def write_sentence(row: SentenceRow, years: Years, findings: Findings) -> Sentence | None:
    """The sentence that a row asks for; None, with the finding that says why, where nothing true can be said.

    Codes: claim-basis and claim-impossible (errors), claim-hidden (a note), claim-missing, claim-break, claim-zero, claim-untrue
    (warnings); claim-older (a warning) where the sentence is of another year than the newest of the series.

    Args:
        row: what is asked for.
        years: how periods were named so far in the section.
        findings: takes the reason.
    """
    before = years.remembered()
    try:
        written = sentence(_RULES[row.kind](row, years), row.where, years.digits)
    except NoClaim as none:
        years.go_back(before)
        message = f"「{row.kind.value}」の文を作れません。{none.reason}"
        told = {"claim-basis": findings.error, "claim-impossible": findings.error, "claim-hidden": findings.note}
        told.get(none.code, findings.warn)(none.code, row.where, message, _HINTS[none.code])
        return None
    _tell_older(row, findings)
    return written


def _tell_older(row: SentenceRow, findings: Findings) -> None:
    """Warns of a sentence that had to go back to an older year, because a series beside has no value of the newest one."""
    if row.period is not None or not row.others:
        return
    name = row.classes[0] if row.kind is SentenceKind.RATIO and row.classes else TOTAL
    newest, common = latest([row.series], name), latest([row.series, *row.others], name)
    if newest == common:
        return
    lacking = "、".join(f"{each.id}（{subject(each)}）" for each in row.others if latest([row.series, each], name) != newest)
    message = (
        f"「{row.kind.value}」の文は、{common.western}の値で作りました。系列{row.series.id}（{subject(row.series)}）には"
        f"{newest.western}の値がありますが、{lacking}にはありません。"
    )
    hint = f"{newest.western}の値を書くか、そのままでよければ「期間」に「{common.western}」と書いてください。"
    findings.warn("claim-older", row.where, message, hint)


def write_paragraph(rows: Sequence[SentenceRow], years: Years, findings: Findings) -> tuple[Sentence, ...]:
    """The sentences of rows that make one paragraph, without those of which nothing can be said."""
    found = (write_sentence(row, years, findings) for row in rows)
    return tuple(each for each in found if each is not None)
