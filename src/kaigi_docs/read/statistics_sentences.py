"""Rows of the 文 sheet: texts that people wrote, and sentences that are computed from series."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaigi_docs.findings import Findings
from kaigi_docs.model.statistics import Passage, PassageForm, Period, SentenceKind, SentenceRow, Series
from kaigi_docs.read.references import Targets, known_references
from kaigi_docs.read.rows import Row
from kaigi_docs.read.statistics_periods import parse_period
from kaigi_docs.read.statistics_small_counts import TEXT_REASON

_ONLY_COMPUTED = ("系列ID", "比べる系列ID", "期間", "比べる期間", "区分", "上位", "小数")
_TOP, _DECIMALS, _MOST_DECIMALS = 3, 1, 4


def read_sentences(
    rows: Sequence[Row], series: Sequence[Series], known: Targets, findings: Findings
) -> list[tuple[Row, Passage]]:
    """Each usable row with what it says.

    Codes: text-blank and text-twice (neither or both of 文 and 数の文), series-blank, year-invalid, reference-unknown (errors),
    choice-unused (a warning).

    Args:
        rows: of the sheet.
        series: as read.
        known: ids of series.
        findings: takes what is wrong.
    """
    by_id = {each.id: each for each in series}
    found = ((row, _passage(row, by_id, known, findings)) for row in rows)
    return [(row, passage) for row, passage in found if passage is not None]


def _passage(row: Row, series: Mapping[str, Series], known: Targets, findings: Findings) -> Passage | None:
    kind, text = row.get("数の文", SentenceKind), row.text("文")
    form, continues = row.choice("形", PassageForm.PARAGRAPH), row.flag("前の文に続ける")
    if kind is not None and text:
        hint = "自動で作るなら「文」を空け、手で書くなら「数の文」を空けてください。"
        findings.error("text-twice", row.place("文"), "「文」と「数の文」の両方に書いてあります。", hint)
        return None
    if kind is None and not text:
        findings.error(
            "text-blank", row.place("文"), "「文」も「数の文」も空です。", "どちらかを書くか、この行を消してください。"
        )
        return None
    if kind is None:
        _report_unused(row, findings)
        return Passage(text, form, continues=continues, reason=row.text(TEXT_REASON))
    computed = _computed(row, kind, series, known, findings)
    return Passage(text, form, computed, continues) if computed is not None else None


def _report_unused(row: Row, findings: Findings) -> None:
    for header in (each for each in _ONLY_COMPUTED if each in row.values):
        message = f"「{header}」は「数の文」のための欄で、手で書いた文では使いません。"
        findings.warn("choice-unused", row.place(header), message, "空けるか、「数の文」を選んで「文」を空けてください。")


def _computed(
    row: Row, kind: SentenceKind, series: Mapping[str, Series], known: Targets, findings: Findings
) -> SentenceRow | None:
    own = [series[each] for each in known_references(row, "系列ID", known, findings) if each in series]
    others = tuple(series[each] for each in known_references(row, "比べる系列ID", known, findings) if each in series)
    if "系列ID" not in row.values:
        findings.error("series-blank", row.place("系列ID"), f"「{kind.value}」の文の系列が空です。", "系列のIDを書いてください。")
    if not own:
        return None
    fiscal = any(period.is_fiscal for period in own[0].periods)
    try:
        period, before = (_period(row, header, fiscal=fiscal) for header in ("期間", "比べる期間"))
    except ValueError as reason:
        findings.error("year-invalid", row.place("期間"), f"期間を読めません。{reason}")
        return None
    return SentenceRow(
        kind=kind,
        series=own[0],
        others=others,
        period=period,
        before=before,
        classes=row.words("区分"),
        top=max(row.get("上位", int) or _TOP, 1),
        decimals=_decimals(row),
        where=row.place("数の文"),
    )


def _decimals(row: Row) -> int:
    entered = row.get("小数", int)
    return _DECIMALS if entered is None else min(max(entered, 0), _MOST_DECIMALS)


def _period(row: Row, header: str, *, fiscal: bool) -> Period | None:
    typed = row.text(header).value
    return parse_period(typed, fiscal=fiscal) if typed.strip() else None
