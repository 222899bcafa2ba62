"""The 図表 and 文の表 sheets -> charts and tables with the series, years and classes that they show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import ChartTable
from kaigi_docs.declarations.statistics import EXHIBITS, TEXT_TABLE_COLUMNS, TEXT_TABLES
from kaigi_docs.findings import Findings
from kaigi_docs.model.statistics import TOTAL, Dimension, Exhibit, ExhibitKind, Item, Period, Series
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import did_you_mean, listed, nearest
from kaigi_docs.read.references import Named, Targets, known_references
from kaigi_docs.read.rows import Row
from kaigi_docs.read.statistics_periods import choose_periods

_NAMES = {Dimension.YEAR: "年", Dimension.SERIES: "系列", Dimension.CLASS: "区分"}
_CHOICE_HEADERS = {Dimension.YEAR: "期間", Dimension.SERIES: "系列ID", Dimension.CLASS: "区分"}
_SUMS = frozenset({ExhibitKind.STACKED, ExhibitKind.SHARE})


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What a 図表 shows, item by item."""

    across: Dimension
    apart: Dimension
    series: tuple[Series, ...]
    periods: tuple[Period, ...]
    classes: tuple[str, ...]

    def items(self, dimension: Dimension) -> tuple[Item, ...]:
        if dimension is Dimension.YEAR:
            return self.periods
        return self.series if dimension is Dimension.SERIES else self.classes


def exhibit_targets(rows: Iterable[Row]) -> Targets:
    """What texts and rows of 文の表 may refer to."""
    named = (Named(row.id, row.id_written, ((title, f"「{title}」"),)) for row in rows for title in (row.text("題名").value,))
    return Targets.of(EXHIBITS.title, named)


def read_exhibits(
    rows: Sequence[Row], line_rows: Sequence[Row], series: Sequence[Series], known: Targets, findings: Findings
) -> dict[str, Exhibit]:
    """The charts and tables by id, in the order of the sheet; those with faults are left out, each fault a finding.

    Args:
        rows: of 図表.
        line_rows: of 文の表.
        series: with their values.
        known: the ids of all rows of 系列, faulty ones too.
        findings: takes what is wrong.
    """
    targets = exhibit_targets(rows)
    lines = _lines_by_exhibit(line_rows, targets, findings)
    exhibits: dict[str, Exhibit] = {}
    for row in rows:
        exhibit = _exhibit(row, lines.pop(row.id, []), {one.id: one for one in series}, known, findings)
        if exhibit is not None and row.usable:
            exhibits[row.id] = exhibit
    return exhibits


def _lines_by_exhibit(rows: Sequence[Row], targets: Targets, findings: Findings) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        for exhibit_id in known_references(row, "図表ID", targets, findings):
            found.setdefault(exhibit_id, []).append(row)
    return found


def _exhibit(row: Row, lines: Sequence[Row], series: Mapping[str, Series], known: Targets, findings: Findings) -> Exhibit | None:
    kind = row.choice("種類", ExhibitKind.TABLE)
    if kind is ExhibitKind.TEXT_TABLE:
        return _text_table(row, lines, findings)
    if kind is not ExhibitKind.TABLE:
        for line in lines:
            message = f"{row.id}の種類は「文の表」でも「表だけ」でもないので、この行は印刷しません。"
            findings.warn("text-table-unused", line.where, message, "図表の種類かIDを直してください。")
        lines = ()
    _report_unused(row, kind, findings)
    chosen = _choose(row, kind, series, known, findings)
    if chosen is None or not _fits(row, kind, chosen, findings):
        return None
    _check_words(row, lines, chosen, findings)
    return Exhibit(
        id=row.id,
        title=row.text("題名"),
        kind=kind,
        across=chosen.across,
        apart=chosen.apart,
        series=chosen.series,
        periods=chosen.periods,
        classes=chosen.classes,
        values_table=row.choice("値の表", ChartTable.BELOW),
        transposed=row.flag("表の向き"),
        shares=row.flag("割合"),
        notes=lines_of(row.text("注")),
        lines=_lines(lines),
        where=row.where,
    )


def _check_words(row: Row, lines: Sequence[Row], chosen: _Chosen, findings: Findings) -> None:
    """`text-row-unknown`: words beside a row of figures that the table does not have."""
    if lines and (chosen.across is Dimension.YEAR or row.flag("表の向き")):
        message = f"図表{row.id}では、行に年が並ぶか、向きが変えてあるので、文の表の言葉を並べられません。"
        findings.error("text-row-unknown", lines[0].where, message, "横軸を区分か系列にするか、文の表の行を消してください。")
        return
    names = [
        each if isinstance(each, str) else each.name.value for each in chosen.items(chosen.across) if not isinstance(each, Period)
    ]
    for line in lines[1:]:
        name = line.text("行の見出し").value
        if name not in names:
            message = f"行の見出し「{name}」は、図表{row.id}の行にありません。あるのは{listed(names, 20)}です。"
            hint = f"{did_you_mean(nearest(name, names))}図表の行と同じ言葉で書いてください。"
            findings.error("text-row-unknown", line.place("行の見出し"), message, hint)


def _report_unused(row: Row, kind: ExhibitKind, findings: Findings) -> None:
    """`choice-unused`: what only a table of figures can have."""
    for header in ("表の向き", "割合"):
        if kind is not ExhibitKind.TABLE and row.flag(header):
            message = f"{header}は「表だけ」のための欄で、この図表では使いません。"
            findings.warn("choice-unused", row.place(header), message, "空けるか、種類を「表だけ」にしてください。")


def lines_of(text: Text) -> tuple[Text, ...]:
    """The filled lines of a cell, each with its place."""
    return tuple(Text(line.strip(), text.where) for line in text.value.split("\n") if line.strip())


def _text_table(row: Row, rows: Sequence[Row], findings: Findings) -> Exhibit | None:
    """A table of texts: the first row holds the headings, columns that no row fills are left away."""
    if len(rows) < 2:
        message = f"図表{row.id}「{row.text('題名')}」の中身がありません。"
        hint = f"「{TEXT_TABLES.title}」シートに見出しの行とほかの行を書くか、この図表の行を消してください。"
        findings.error("exhibit-empty", row.where, message, hint)
        return None
    return Exhibit(
        id=row.id,
        title=row.text("題名"),
        kind=ExhibitKind.TEXT_TABLE,
        notes=lines_of(row.text("注")),
        lines=_lines(rows),
        where=row.where,
    )


def _lines(rows: Sequence[Row]) -> tuple[tuple[Text, ...], ...]:
    """The texts row by row, without the columns that no row fills."""
    used = [name for name in TEXT_TABLE_COLUMNS if any(line.text(name) for line in rows)]
    return tuple((line.text("行の見出し"), *(line.text(name) for name in used)) for line in rows)


def _choose(row: Row, kind: ExhibitKind, series: Mapping[str, Series], known: Targets, findings: Findings) -> _Chosen | None:
    """Dimensions and items; None where one of them cannot be told."""
    across = row.choice("横軸", Dimension.YEAR)
    apart = row.choice("凡例", Dimension.CLASS if across is Dimension.SERIES else Dimension.SERIES)
    if across is apart:
        message = f"横軸と凡例がどちらも「{_NAMES[across]}」です。"
        findings.error("dimension-twice", row.place("凡例"), message, "別のものを選んでください。")
        return None
    chosen = tuple(series[each] for each in known_references(row, "系列ID", known, findings) if each in series)
    if not row.words("系列ID"):
        message = f"図表{row.id}「{row.text('題名')}」に系列がありません。"
        findings.error("exhibit-empty", row.place("系列ID"), message, "載せる系列のIDを書いてください。")
    if not chosen or not _one_kind_of_year(row, chosen, findings):
        return None
    periods = _choose_periods(row, chosen, findings)
    classes = _choose_classes(row, kind, chosen, Dimension.CLASS in (across, apart), findings)
    return _Chosen(across, apart, chosen, periods, classes) if periods and classes else None


def _one_kind_of_year(row: Row, series: Sequence[Series], findings: Findings) -> bool:
    """Whether all series count by 年, or all by 年度; no axis can hold both."""
    fiscal = {any(period.is_fiscal for period in one.periods): one for one in series if one.periods}
    if len(fiscal) < 2:
        return True
    of_year, of_fiscal_year = (f"{one.id}「{one.name}」" for one in (fiscal[False], fiscal[True]))
    message = f"年の系列{of_year}と、年度の系列{of_fiscal_year}を一つの図表に載せています。"
    findings.error("year-kinds-mixed", row.place("系列ID"), message, "図表を分けてください。")
    return False


def _choose_periods(row: Row, series: Sequence[Series], findings: Findings) -> tuple[Period, ...]:
    known = sorted({period for one in series for period in one.periods}, key=lambda period: period.order)
    fiscal = any(period.is_fiscal for period in known)
    try:
        chosen = choose_periods(row.text("期間").value, known, fiscal=fiscal)
    except ValueError as reason:
        findings.error("year-invalid", row.place("期間"), f"期間を読めません。{reason}")
        return ()
    if known and not set(chosen) & set(known):
        named = listed((period.western for period in known), 20)
        message = f"期間「{row.text('期間')}」の値がひとつもありません。値があるのは{named}です。"
        findings.error("exhibit-empty", row.place("期間"), message, "期間を直してください。")
        return ()
    return chosen


def _choose_classes(
    row: Row, kind: ExhibitKind, series: Sequence[Series], shown_apart: bool, findings: Findings
) -> tuple[str, ...]:
    known = tuple(dict.fromkeys(name for one in series for name in one.classes))
    named = row.words("区分")
    for unknown in (name for name in named if name not in known):
        message = f"区分「{unknown}」の値がありません。あるのは{listed(known, 20)}です。"
        findings.error(
            "class-unknown", row.place("区分"), message, f"{did_you_mean(nearest(unknown, known))}区分を確かめてください。"
        )
    if named:
        chosen = tuple(dict.fromkeys(name for name in named if name in known))
    elif shown_apart:
        chosen = tuple(name for name in known if name != TOTAL)
    else:
        chosen = (TOTAL,) if TOTAL in known else ()
    if kind in _SUMS and shown_apart and TOTAL in chosen and len(chosen) > 1:
        message = "積み上げと帯では、総数と内訳を一緒に載せると二重になります。"
        findings.error("total-in-parts", row.place("区分"), message, "区分から「総数」を除いてください。")
    if not chosen and not named and known:
        message = f"系列に総数の値がなく、どの区分を載せるか分かりません。あるのは{listed(known, 20)}です。"
        findings.error("class-unknown", row.place("区分"), message, "区分を書くか、横軸か凡例で「区分」を選んでください。")
    return chosen


def _fits(row: Row, kind: ExhibitKind, chosen: _Chosen, findings: Findings) -> bool:
    """Whether the third dimension has one item, and the kind of chart can show the others."""
    third = next(each for each in Dimension if each not in (chosen.across, chosen.apart))
    if len(chosen.items(third)) > 1:
        message = (
            f"横軸と凡例に{_NAMES[third]}がないので、{_NAMES[third]}は一つだけ選べます（今は{len(chosen.items(third))}つ）。"
        )
        place = row.place(_CHOICE_HEADERS[third])
        findings.error("dimension-third", place, message, f"{_CHOICE_HEADERS[third]}を一つにするか、横軸か凡例で選んでください。")
        return False
    sides = len(chosen.items(chosen.apart))
    if kind is ExhibitKind.TWO_SIDED and sides != 2:
        message = f"左右のグラフは、凡例の{_NAMES[chosen.apart]}がちょうど二つのときに作れます（今は{sides}つ）。"
        findings.error("two-sided-not-two", row.place(_CHOICE_HEADERS[chosen.apart]), message, "二つにしてください。")
        return False
    return True
