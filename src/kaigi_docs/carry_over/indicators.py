"""The rows of 指標.xlsx for the next year: an empty row for each value to come, and the years of columns gone on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaigi_docs.carry_over.earlier import Records
from kaigi_docs.declarations.indicator_tables import COLUMNS, TABLES
from kaigi_docs.declarations.indicators import ACTUALS, INDICATORS, INDICATORS_FILE
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.statistics import Period, Year
from kaigi_docs.read.cells import cell_text, normalised_id
from kaigi_docs.read.statistics_periods import choose_periods, parse_period
from kaigi_docs.sheets import CellValue

_Row = dict[str, CellValue]
_Rows = Sequence[Mapping[str, CellValue]]
_LATEST = "直近"
_VALUES = "実績値"


def next_indicators(records: Records) -> tuple[Records, Findings]:
    """The sheets of 指標.xlsx that change; every row of the earlier book stays.

    Each table goes on by the year after its newest value: each indicator gets an empty row for it in 実績値, those that are
    measured in survey years only apart. Where the columns name their years, the new one joins those of values, and takes the
    place of the only one of 達成, 評価 and 推移; 「直近3年」 goes on by itself.

    Codes: `year-added`, `values-added`.
    """
    findings = Findings()
    if not records.get(ACTUALS.title):
        return {}, findings
    following = _following(records)
    added = _empty_rows(records, following)
    columns = [_next_column(row, following, _first_table(records), findings) for row in records.get(COLUMNS.title, [])]
    if added:
        message = f"新しい年の空の行を{len(added)}行、いちばん下に加えました。前回までの値はそのまま残しています。"
        place = Location(INDICATORS_FILE, ACTUALS.title)
        findings.note("values-added", place, message, "実績を書いてください。値のない年は「－」と書きます。")
    changed: Records = {ACTUALS.title: [*records[ACTUALS.title], *added]}
    return changed | ({COLUMNS.title: columns} if COLUMNS.title in records else {}), findings


def _first_table(records: Records) -> str:
    """The id of the table of rows that name none."""
    return next((_id(row, "表ID") for row in records.get(TABLES.title, [])), "")


def _id(row: Mapping[str, CellValue], header: str) -> str:
    return normalised_id(cell_text(row.get(header) or ""))


def _is_fiscal(records: Records, table_id: str) -> bool:
    row = next((row for row in records.get(TABLES.title, []) if _id(row, "表ID") == table_id), {})
    return row.get("年の種類") != "年"


def _tables(records: Records) -> dict[str, str]:
    """The table of each indicator."""
    rows = records.get(INDICATORS.title, [])
    return {_id(row, "指標ID"): _id(row, "表ID") or _first_table(records) for row in rows}


def _following(records: Records) -> dict[str, Year]:
    """The year after the newest value, by table; a table whose years cannot be read has none."""
    tables = _tables(records)
    found: dict[str, Year] = {}
    for row in records[ACTUALS.title]:
        table_id = tables.get(_id(row, "指標ID"))
        period = _period(row, fiscal=_is_fiscal(records, table_id)) if table_id is not None else None
        if table_id is not None and period is not None:
            newest = found.get(table_id)
            following = period.last.next
            found[table_id] = following if newest is None or following.year > newest.year else newest
    return found


def _period(row: Mapping[str, CellValue], *, fiscal: bool) -> Period | None:
    try:
        return parse_period(cell_text(row.get("年") or ""), fiscal=fiscal)
    except ValueError:
        return None  # the reader of the new folder says what is wrong


def _empty_rows(records: Records, following: Mapping[str, Year]) -> list[_Row]:
    """A row for the next value of each indicator that has values and is measured every year."""
    tables = _tables(records)
    with_values = {_id(row, "指標ID") for row in records[ACTUALS.title]}
    return [
        {"指標ID": indicator_id, "年": following[tables[indicator_id]].label(DigitWidth.HALF)}
        for row in records.get(INDICATORS.title, [])
        for indicator_id in (_id(row, "指標ID"),)
        if indicator_id in with_values and tables[indicator_id] in following and row.get("調査年だけ") != "はい"
    ]


def _next_column(row: _Row, following: Mapping[str, Year], first: str, findings: Findings) -> _Row:
    """A column with its years gone on; one that names none or the latest ones goes on by itself."""
    named = cell_text(row.get("年") or "").strip()
    year = following.get(_id(row, "表ID") or first)
    if not named or year is None or named.startswith(_LATEST):
        return row
    try:
        chosen = choose_periods(named, (), fiscal=isinstance(year, FiscalYear))
    except ValueError:
        return row  # the reader of the new folder says what is wrong
    if Period(year, year) in chosen:
        return row
    label = year.label(DigitWidth.HALF)
    replaced = row.get("種類") != _VALUES and len(chosen) == 1
    message = f"「{row.get('見出し') or row.get('種類')}」の列の年に{label}を{'入れました' if replaced else '加えました'}。"
    hint = "印刷しない年は、「年」から消してください。"
    findings.note("year-added", Location(INDICATORS_FILE, COLUMNS.title), message, hint)
    return row | {"年": label if replaced else f"{named}、{label}"}
