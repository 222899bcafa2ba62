"""Typed values of indicators -> values that may be published; the only place where that is decided."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kaigi_docs.findings import OPEN_MARK, Findings, Location
from kaigi_docs.model.indicators import IndicatorValue, Judgement
from kaigi_docs.model.small_counts import is_small, small_counts_in
from kaigi_docs.model.statistics import Counting, PublishedValue, Sign, Status
from kaigi_docs.model.text import Text
from kaigi_docs.read.indicator_numbers import NumberFault, Stated, same_unit, stated_counts, stated_number
from kaigi_docs.read.rows import Row
from kaigi_docs.read.statistics_series import sign_of

REASON = "保護しない理由"
MINUS = "△"
_BOUNDED_COUNT = re.compile("[0-9]+(?:人|名)(?:以上|以下|未満|以内|超)")


@dataclass(frozen=True, slots=True)
class Frame:
    """What the values of an indicator are read against.

    Attributes:
        row: of the 指標 sheet.
        unit: declared; may be empty.
        target_unit: the word behind the number of the target, where no unit is declared.
        compared: whether numbers decide anything, so that each value needs one.
        for_draft: whether a faulty value is printed with a mark instead of being left out.
    """

    row: Row
    unit: str
    target_unit: str = ""
    compared: bool = False
    for_draft: bool = False

    @property
    def counting(self) -> Counting:
        """What its numbers count."""
        return self.row.choice("数えるもの", Counting.PERSONS)

    @property
    def is_open(self) -> bool:
        """Whether small counts may be printed."""
        return bool(self.row.text(REASON))


@dataclass(frozen=True, slots=True)
class _Typed:
    """The cells of a value."""

    text: Text
    number: Text
    where: Location


def read_baseline(frame: Frame, findings: Findings) -> IndicatorValue | None:
    """The 現状値 of an indicator, None where nothing stands in its cells."""
    row = frame.row
    typed = _Typed(row.text("現状値"), row.text("現状値の数"), row.place("現状値"))
    if not typed.text and not typed.number:
        return None
    shown = _shown(frame, typed, None, Text(""), findings)
    return IndicatorValue(shown=shown, other_scope=row.text("現状値の対象"))


def read_actual(frame: Frame, row: Row, findings: Findings) -> IndicatorValue:
    """The value of a row of 実績値; of a faulty one nothing is left, and in a draft 〔要確認〕."""
    typed = _Typed(row.text("実績"), row.text("判定の数"), row.place("実績"))
    shown = _shown(frame, typed, row.get("状態", Status), row.text("注"), findings)
    return IndicatorValue(shown=shown, other_scope=row.text("実績の対象"), judgement=row.get("判定", Judgement))


def _shown(frame: Frame, typed: _Typed, status: Status | None, remark: Text, findings: Findings) -> PublishedValue:
    words = typed.text.value.strip()
    sign = sign_of(words) if words else Sign.MISSING
    if sign is not None:
        _check_sign(frame, sign, typed, findings)
        survey_blank = sign is Sign.MISSING and frame.row.flag("調査年だけ")
        shown = Sign.NIL if survey_blank else sign
        return PublishedValue(number=None, text=shown.value, sign=shown, remark=remark, where=typed.where)
    stated = stated_number(words, frame.unit)
    if _has_small(frame, typed, stated, findings):
        mark = OPEN_MARK if frame.for_draft else ""
        return PublishedValue(number=None, text=mark, remark=remark, where=typed.where)
    number = _number(frame, typed, stated, findings)
    printed = formatted(stated.number, frame.unit) if stated.plain and stated.number is not None else typed.text.value
    return PublishedValue(number=number, text=printed, status=status, remark=remark, where=typed.where)


def formatted(number: Decimal, unit: str) -> str:
    """A number as printed: 「1,234人」, 「△0.3」; as many decimals as were typed."""
    return f"{MINUS if number < 0 else ''}{abs(number):,f}{unit}"


def own_number(text: Text, unit: str, findings: Findings) -> Decimal | None:
    """The number of a cell for numbers only; None where it is blank or, with a finding, is none.

    Codes: `value-invalid`, `unit-differs`.
    """
    if not text:
        return None
    stated = stated_number(text.value, unit)
    if stated.fault is NumberFault.UNIT:
        _report_unit(text.value.strip(), stated.unit, unit, text.where, findings)
    elif stated.number is None:
        hint = "数字だけを書いてください。"
        findings.error("value-invalid", text.where, f"「{text.value.strip()}」を一つの数として読めません。", hint)
    return stated.number


def _check_sign(frame: Frame, sign: Sign, typed: _Typed, findings: Findings) -> None:
    """`value-blank`, and `number-beside-sign`: a number that nobody may or can see decides nothing."""
    if typed.number:
        shown = f"実績が「{sign.value}」なのに" if sign.value else "印刷する値が空なのに"
        message = f"{shown}、比べる数「{typed.number.value.strip()}」が書いてあります。"
        findings.error("number-beside-sign", typed.number.where, message, "値を書くか、比べる数を消してください。")
    elif sign is Sign.MISSING and not frame.row.flag("調査年だけ"):
        message = f"指標{frame.row.id}「{frame.row.text('指標')}」の値が空です。"
        hint = "数か言葉を書いてください。値のない年は「－」、分からないときは「…」と書きます。"
        findings.warn("value-blank", typed.where, message, hint)


def _has_small(frame: Frame, typed: _Typed, stated: Stated, findings: Findings) -> bool:
    """`small-count`: 1 to 4 persons in a protected indicator, or in the words of any other."""
    if frame.is_open:
        return False
    words = typed.text.value
    found = set(small_counts_in(words))
    if frame.counting is Counting.PERSONS:
        own = stated_number(typed.number.value, frame.unit).number if typed.number else None
        numbers = (*stated_counts(words), *(each for each in (stated.number, own) if each is not None))
        found |= {formatted(each, "") for each in numbers if is_small(each)}
    if found:
        _report_small(frame, typed.where, findings)
    return bool(found)


def _report_small(frame: Frame, where: Location | None, findings: Findings) -> None:
    """The count itself is not told: messages are printed in drafts."""
    message = f"5人未満の数があります。指標{frame.row.id}では、1人から4人までの数を印刷しません。"
    hint = f"年を合算するか「x」（秘匿）にしてください。公表済みの数なら、指標の「{REASON}」に理由を書いてください。"
    findings.error("small-count", where, message, hint)


def check_words(texts: Sequence[Text], reason: Text, where_to_say: str, findings: Findings) -> None:
    """`small-count`: a printed text that states 1 to 4 persons, unless there is a reason; a bound (3人以上) is no count.

    Args:
        texts: printed ones.
        reason: why small counts may stand in them.
        where_to_say: the column for that reason.
        findings: takes what is wrong.
    """
    for text in texts:
        counts = () if reason else small_counts_in(_BOUNDED_COUNT.sub("", unicodedata.normalize("NFKC", text.value)))
        for found in counts:
            message = f"「{found}」は5人未満の数です。個人が特定されるおそれがあるので、印刷しません。"
            hint = f"書き直してください。公表済みの数なら、「{where_to_say}」に理由を書いてください。"
            findings.error("small-count", text.where, message, hint)


def _number(frame: Frame, typed: _Typed, stated: Stated, findings: Findings) -> Decimal | None:
    """The number that is compared: that of its own cell, else the one that the words state without doubt."""
    if typed.number:
        number = own_number(typed.number, frame.unit, findings)
        if stated.plain and number is not None and number != stated.number:
            message = f"値「{typed.text.value.strip()}」と、比べる数「{typed.number.value.strip()}」が違います。"
            findings.error("number-differs", typed.number.where, message, "比べる数を空けるか、どちらかを直してください。")
        return number
    expected = frame.unit or frame.target_unit
    if stated.fault is NumberFault.UNIT or (stated.unit and expected and not same_unit(stated.unit, expected)):
        _report_unit(typed.text.value.strip(), stated.unit, expected, typed.where, findings)
        return None
    if stated.fault is not None and frame.compared:
        _report_doubt(typed, stated.fault, findings)
    return stated.number


def _report_unit(words: str, unit: str, expected: str, where: Location | None, findings: Findings) -> None:
    message = f"「{words}」の単位「{unit}」が、目標の単位「{expected}」と違います。"
    hint = "単位をそろえるか、比べる数を、数だけの欄に書いてください。"
    findings.error("unit-differs", where, message, hint)


def _report_doubt(typed: _Typed, fault: NumberFault, findings: Findings) -> None:
    words = " ".join(typed.text.value.split())
    if fault is NumberFault.NONE:
        message, code = f"「{words}」に、目標と比べる数がありません。", "value-unreadable"
    elif fault is NumberFault.SEVERAL:
        message, code = f"「{words}」には、比べる数かもしれない数が二つ以上あります。", "number-ambiguous"
    else:
        message, code = f"「{words}」の数は、「約」「以上」「〜」などが付いていて、一つに決まりません。", "number-ambiguous"
    hint = "比べる数を右の数の欄（判定の数、現状値の数）に書いてください。値のない年は「－」と書きます。"
    findings.error(code, typed.where, message, hint)
