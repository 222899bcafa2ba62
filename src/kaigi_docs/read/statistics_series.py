"""The 系列 and 数値 sheets -> series of values that may be printed as far as each of them tells by itself.

Small counts of persons get the mark here, and their numbers go apart.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from kaigi_docs.declarations.statistics import SERIES
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.numerals import parse_number
from kaigi_docs.model.small_counts import CountRules, is_small
from kaigi_docs.model.statistics import TOTAL, Basis, Counting, Period, PublishedValue, Series, Sign, Status, ValueKey
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import listed
from kaigi_docs.read.references import Named, Targets, known_references
from kaigi_docs.read.rows import Row
from kaigi_docs.read.statistics_periods import parse_period

_SIGNS = {
    **dict.fromkeys(("-", "－", "―", "—", "–", "‐", "−", "ー"), Sign.NIL),
    **dict.fromkeys(("0.0", "0.00"), Sign.BELOW_UNIT),
    **dict.fromkeys(("…", "...", "‥", "··"), Sign.UNKNOWN),
    **dict.fromkeys(("・", "·", "･"), Sign.IMPOSSIBLE),
    **dict.fromkeys(("x", "X", "×"), Sign.SUPPRESSED),
}
_SIGN_LIST = "「－」（皆無）「0.0」（単位未満）「…」（不明）「・」（あり得ない）「x」（秘匿）"
_MOST_NAMED = 6


@dataclass(frozen=True, slots=True)
class _Frame:
    """A row of 系列, before its values are known."""

    row: Row
    fiscal: bool
    counting: Counting
    unit: str
    decimals: int
    status: Status | None
    reason: Text
    rules: CountRules

    def protects(self, number: Decimal) -> bool:
        """Whether a number must not be printed."""
        return self.counting is Counting.PERSONS and not self.reason and is_small(number, self.rules.threshold)


def read_series(
    rows: Sequence[Row], value_rows: Sequence[Row], rules: CountRules, findings: Findings
) -> tuple[tuple[Series, ...], dict[ValueKey, int]]:
    """The series with their values, the numbers of small counts, and all that is wrong; values with faults are left out.

    Args:
        rows: of 系列.
        value_rows: of 数値.
        rules: what is done with small counts.
        findings: takes what is wrong: `small-count`, `value-invalid`, `value-duplicate`, `year-invalid`, `value-blank` …
    """
    targets = series_targets(rows)
    values = _rows_by_series(value_rows, targets, findings)
    wholes = {row.id: _whole(row, targets, findings) for row in rows}
    kept: dict[ValueKey, int] = {}
    read = (_series(_frame(row, rules), wholes[row.id], values.get(row.id, []), kept, findings) for row in rows if row.usable)
    return tuple(read), kept


def series_targets(rows: Iterable[Row]) -> Targets:
    """What values and 図表 may refer to."""
    named = (Named(row.id, row.id_written, ((name, f"「{name}」"),)) for row in rows for name in (row.text("系列名").value,))
    return Targets.of(SERIES.title, named)


def _rows_by_series(rows: Sequence[Row], targets: Targets, findings: Findings) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        for series_id in known_references(row, "系列ID", targets, findings):
            found.setdefault(series_id, []).append(row)
    return found


def _whole(row: Row, targets: Targets, findings: Findings) -> str:
    known = known_references(row, "合計の系列ID", targets, findings)
    if known == (row.id,):
        message = f"系列{row.id}が、自分自身の内訳になっています。"
        findings.error("parent-circle", row.place("合計の系列ID"), message, "合計の系列のIDを書いてください。")
        return ""
    return known[0] if known else ""


def _frame(row: Row, rules: CountRules) -> _Frame:
    counting = row.choice("数えるもの", Counting.PERSONS)
    return _Frame(
        row=row,
        fiscal=row.flag("年の種類"),
        counting=counting,
        unit=row.text("単位").value.strip(),
        decimals=_decimals(row, counting),
        status=row.get("状態", Status),
        reason=row.text("保護しない理由"),
        rules=rules,
    )


def _series(frame: _Frame, whole_id: str, value_rows: Sequence[Row], kept: dict[ValueKey, int], findings: Findings) -> Series:
    row = frame.row
    values, changes = _values(frame, value_rows, kept, findings)
    if not value_rows and not row.text("率の人口の系列ID"):
        message = f"系列{row.id}「{row.text('系列名')}」の値がひとつもありません。"
        findings.warn("series-empty", row.where, message, "「数値」シートに値を書くか、この行を消してください。")
    return Series(
        id=row.id,
        name=row.text("系列名"),
        calling=row.text("文での呼び名"),
        region=row.text("地域"),
        statistic=row.text("統計"),
        basis=Basis(*(row.text(header).value for header in ("時点", "場所", "人口"))),
        counting=frame.counting,
        unit=frame.unit,
        decimals=frame.decimals,
        source=row.text("出典"),
        retrieved=row.get("取得日", date),
        status=frame.status,
        whole_id=whole_id,
        overlapping=row.flag("区分の重なり"),
        unprotected_reason=frame.reason,
        published_by=row.text("公表元"),
        note=row.text("注"),
        values=values,
        changes=changes,
        where=row.where,
    )


def _decimals(row: Row, counting: Counting) -> int:
    entered = row.get("小数", int)
    if entered is not None:
        return min(entered, 6)
    return 0 if counting.adds_up else 1


_Values = dict[tuple[Period, str], PublishedValue]


def _values(
    frame: _Frame, rows: Sequence[Row], kept: dict[ValueKey, int], findings: Findings
) -> tuple[_Values, Mapping[Period, Text]]:
    values: _Values = {}
    changes: dict[Period, Text] = {}
    rounded: list[tuple[Location, str]] = []
    for row in (row for row in rows if row.usable):
        period = _period(frame, row, findings)
        if period is None:
            continue
        key = (period, row.text("区分").value.strip() or TOTAL)
        if row.text("定義の変更"):
            changes.setdefault(period, row.text("定義の変更"))
        if row.text("定義の変更") and not row.text("値"):
            continue  # a row that only marks the change
        sign, number = _typed(frame, row, rounded, findings)
        if key in values:
            _report_twice(row, values[key], findings)
        elif number is not None and frame.protects(number):
            if frame.rules.automatic:
                kept[(frame.row.id, *key)] = int(number)
                values[key] = _value(frame, row, Sign.SUPPRESSED, None)
            else:
                _report_small(frame, row.place("値"), findings)
        elif sign is not None or number is not None:
            values[key] = _value(frame, row, sign, number)
    _report_rounded(frame, rounded, findings)
    return values, changes


def _period(frame: _Frame, row: Row, findings: Findings) -> Period | None:
    try:
        return parse_period(row.text("年").value, fiscal=frame.fiscal)
    except ValueError as reason:
        kind = "年度" if frame.fiscal else "年"
        findings.error("year-invalid", row.place("年"), f"系列{frame.row.id}は{kind}の系列です。{reason}")
        return None


def _report_twice(row: Row, first: PublishedValue, findings: Findings) -> None:
    above = first.where.cell if first.where is not None else ""
    message = f"系列{row.text('系列ID')}の同じ年と区分の値が、{above}にもあります。"
    findings.error("value-duplicate", row.place("値"), message, "正しいほうだけを残してください。")


def _typed(
    frame: _Frame, row: Row, rounded: list[tuple[Location, str]], findings: Findings
) -> tuple[Sign | None, Decimal | None]:
    """The sign or the number of a row; neither where it is a fault."""
    typed, where = row.text("値").value.strip(), row.place("値")
    if not typed:
        findings.warn("value-blank", where, "値が空です。", f"数か、{_SIGN_LIST}のどれかを書いてください。")
        return Sign.MISSING, None
    sign = sign_of(typed)
    if sign is not None:
        return sign, None
    number = _number(frame, typed, where, findings)
    if number is not None and number != number.quantize(_step(frame)):
        rounded.append((where, typed))
    return None, number


def _value(frame: _Frame, row: Row, sign: Sign | None, number: Decimal | None) -> PublishedValue:
    return PublishedValue(
        number=Decimal(0) if sign in (Sign.NIL, Sign.BELOW_UNIT) else number,
        text=sign.value if sign is not None else format_number(number or Decimal(0), frame.decimals),
        sign=sign,
        status=row.get("状態", Status) or frame.status,
        remark=row.text("注"),
        where=row.place("値"),
    )


def sign_of(typed: str) -> Sign | None:
    """The sign that stands in a cell in place of a number, whatever its width; None for anything else."""
    return _SIGNS.get(typed) or _SIGNS.get(unicodedata.normalize("NFKC", typed))


def _step(frame: _Frame) -> Decimal:
    return Decimal(1).scaleb(-frame.decimals)


def format_number(number: Decimal, decimals: int) -> str:
    """A number with commas between thousands, rounded half up to so many decimals."""
    return f"{number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):,f}"


def _number(frame: _Frame, typed: str, where: Location, findings: Findings) -> Decimal | None:
    """The number of a cell, or None where it is a finding."""
    try:
        written = parse_number(typed)
    except ValueError as reason:
        hint = f"数か、{_SIGN_LIST}のどれかを書いてください。"
        findings.error("value-invalid", where, f"値{reason}" if str(reason).startswith("「") else str(reason), hint)
        return None
    fault = _number_fault(frame, typed, written.value, written.unit, approximate=written.approximate)
    if fault:
        findings.error("value-invalid", where, f"値「{typed}」{fault}", "書き直してください。")
        return None
    return written.value


def _number_fault(frame: _Frame, typed: str, number: Decimal, unit: str, *, approximate: bool) -> str:
    """What is wrong with a number that could be read, as the end of a sentence; nothing where it is right."""
    if approximate:
        return "に「約」などが付いています。書けるのは数だけです。"
    if unit and unit != unicodedata.normalize("NFKC", frame.unit):
        return f"の単位が、系列{frame.row.id}の単位「{frame.unit}」と違います。"
    if number < 0:
        return "は負の数です。"
    if frame.counting.adds_up and number != number.to_integral_value():
        return f"は整数ではありません。系列{frame.row.id}は{'人数' if frame.counting is Counting.PERSONS else '件数'}です。"
    if number == 0 and frame.decimals and not typed.startswith("0."):
        return "は、皆無か単位未満か分かりません。皆無は「－」、単位未満は「0.0」と書きます。"
    return ""


def _report_small(frame: _Frame, where: Location, findings: Findings) -> None:
    threshold, name = frame.rules.threshold, frame.row.text("系列名")
    message = f"{threshold}人未満の数です。人数の系列「{name}」では、1人から{threshold - 1}人までの数を印刷しません。"
    hint = "年や区分を合算するか「x」（秘匿）にしてください。公表済みの数なら、系列の「保護しない理由」に理由を書いてください。"
    findings.error("small-count", where, message, hint)


def _report_rounded(frame: _Frame, rounded: Sequence[tuple[Location, str]], findings: Findings) -> None:
    """One warning for all values of a series that have more decimals than are printed."""
    if not rounded:
        return
    named = listed((f"{where.cell} {typed}" for where, typed in rounded), _MOST_NAMED)
    message = f"系列{frame.row.id}の値{named}は、小数{frame.decimals}桁に四捨五入して印刷します。"
    hint = "桁を増やすときは「系列」シートの「小数」に書いてください。"
    findings.warn("value-rounded", rounded[0][0], message, hint)
