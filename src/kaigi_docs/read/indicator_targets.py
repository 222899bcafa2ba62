"""The 目標 columns of the 指標 sheet -> Target: the kind as chosen, or as the printed words say it without doubt."""

from __future__ import annotations

from decimal import Decimal

from kaigi_docs.findings import Findings
from kaigi_docs.model.indicators import Target, TargetKind
from kaigi_docs.model.statistics import Sign
from kaigi_docs.model.text import Text
from kaigi_docs.read.indicator_numbers import NumberFault, Stated, stated_number
from kaigi_docs.read.indicator_values import formatted, own_number
from kaigi_docs.read.rows import Row
from kaigi_docs.read.statistics_series import sign_of

_BOUND_KINDS = {
    "以上": TargetKind.AT_LEAST,
    "以下": TargetKind.AT_MOST,
    "以内": TargetKind.AT_MOST,
    "未満": TargetKind.LESS_THAN,
    "超": TargetKind.MORE_THAN,
}
_PERCENT_KINDS = (TargetKind.RISE_PERCENT, TargetKind.FALL_PERCENT)
_WORDS = {
    TargetKind.AT_LEAST: "{number}以上",
    TargetKind.AT_MOST: "{number}以下",
    TargetKind.MORE_THAN: "{number}超",
    TargetKind.LESS_THAN: "{number}未満",
    TargetKind.RANGE: "{number}から{upper}まで",
    TargetKind.RISE: "現状値から{number}以上の増加",
    TargetKind.FALL: "現状値から{number}以上の減少",
    TargetKind.RISE_PERCENT: "現状値から{number}以上の増加",
    TargetKind.FALL_PERCENT: "現状値から{number}以上の減少",
}


def read_target(row: Row, findings: Findings) -> tuple[Target, str]:
    """The target of a row of 指標 and the word behind its number; what cannot be told is a finding, and the target a text.

    Codes: `target-direction-missing`, `target-kind-missing`, `target-number-missing`, `target-contradictory`, `choice-unused`.
    """
    text, unit = row.text("目標値"), row.text("単位").value.strip()
    chosen = row.get("目標の種類", TargetKind)
    counted_in = "％" if chosen in _PERCENT_KINDS else unit
    stated = stated_number(text.value, counted_in, bound=True)
    kind = _kind(row, chosen, text, stated, findings)
    if not kind.is_computed:
        _report_unused(row, kind, findings)
        return Target(kind=kind, text=text or Text(Sign.NIL.value, text.where), scope=row.text("対象")), ""
    number = _number(row, kind, stated, counted_in, findings)
    upper = _upper(row, kind, number, unit, findings)
    printed = text or Text(_words(kind, number, upper, counted_in), row.place("目標の数"))
    return Target(kind=kind, text=printed, number=number, upper=upper, scope=row.text("対象")), stated.unit


def _kind(row: Row, chosen: TargetKind | None, text: Text, stated: Stated, findings: Findings) -> TargetKind:
    """The kind chosen, else the one that the words say."""
    words = text.value.strip()
    if chosen is not None:
        if stated.bound and chosen.is_computed and not chosen.is_relative and _contradicts(chosen, stated.bound):
            message = f"目標値は「{words}」ですが、目標の種類が違います。"
            findings.error("target-contradictory", row.place("目標の種類"), message, "どちらかを直してください。")
        return chosen
    if (not words and not row.text("目標の数")) or sign_of(words) is Sign.NIL:
        return TargetKind.NONE
    if stated.number is not None and stated.bound:
        return _BOUND_KINDS[stated.bound]
    shown = words or row.text("目標の数").value.strip()
    if stated.number is not None or not words:
        message = f"目標「{shown}」が、以上なのか以下なのか分かりません。"
        hint = "「目標の種類」を選ぶか、目標値に「以上」「以下」を付けてください。"
        findings.error("target-direction-missing", row.place("目標の種類"), message, hint)
    else:
        message = f"目標「{shown}」を、実績とどう比べるか分かりません。"
        findings.error("target-kind-missing", row.place("目標の種類"), message, "「目標の種類」を選んでください。")
    return TargetKind.TEXT


def _contradicts(chosen: TargetKind, bound: str) -> bool:
    return chosen is not TargetKind.RANGE and _BOUND_KINDS[bound] is not chosen


def _number(row: Row, kind: TargetKind, stated: Stated, unit: str, findings: Findings) -> Decimal | None:
    """The number of its own cell, else the one that the printed target states."""
    if row.text("目標の数"):
        return own_number(row.text("目標の数"), unit, findings)
    if stated.number is not None and kind is not TargetKind.RANGE:
        return stated.number
    several = stated.fault in (NumberFault.SEVERAL, NumberFault.UNSURE) or kind is TargetKind.RANGE
    reason = "から、比べる数が一つに決まりません" if several else "に、比べる数がありません"
    hint = "「目標の数」に書いてください。現状値より増減する目標では、増減する数か％です。"
    message = f"目標値「{row.text('目標値').value.strip()}」{reason}。"
    findings.error("target-number-missing", row.place("目標の数"), message, hint)
    return None


def _upper(row: Row, kind: TargetKind, number: Decimal | None, unit: str, findings: Findings) -> Decimal | None:
    """The upper end of a range."""
    upper = own_number(row.text("目標の上限"), unit, findings)
    if kind is not TargetKind.RANGE:
        if row.text("目標の上限"):
            message = "目標の上限は、種類が「範囲」のときだけ使います。"
            findings.warn("choice-unused", row.place("目標の上限"), message, "空けるか、種類を直してください。")
        return None
    if not row.text("目標の上限"):
        findings.error("target-number-missing", row.place("目標の上限"), "範囲の上の端がありません。", "数を書いてください。")
    elif number is not None and upper is not None and upper < number:
        message = f"範囲の上の端{upper}が、下の端{number}より小さくなっています。"
        findings.error("target-contradictory", row.place("目標の上限"), message, "どちらかを直してください。")
    return upper


def _report_unused(row: Row, kind: TargetKind, findings: Findings) -> None:
    """`choice-unused`: a number with which nothing is compared."""
    if row.text("目標の数") and row.get("目標の種類", TargetKind) is kind:
        message = "目標の種類が「文章」か「なし」なので、目標の数は使いません。"
        findings.warn("choice-unused", row.place("目標の数"), message, "空けるか、種類を直してください。")


def _words(kind: TargetKind, number: Decimal | None, upper: Decimal | None, unit: str) -> str:
    """The printed target where the office wrote none."""
    shown = [formatted(each, unit) if each is not None else "" for each in (number, upper)]
    return _WORDS[kind].format(number=shown[0], upper=shown[1])
