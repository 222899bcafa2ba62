"""統計.xlsx -> CountedStatistics, and everything that is wrong in it.

Stages: rows, rules for small counts, series with their values, rates, charts and tables, what they must agree in, sections with
their texts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from kaigi_docs.declarations import statistics as sheets
from kaigi_docs.declarations.settings import GUIDE_SHEET
from kaigi_docs.declarations.wide_tables import WIDE_TABLES
from kaigi_docs.findings import Findings
from kaigi_docs.model.statistics import CountedStatistics, Exhibit, Passage, Statistics, StatisticsSection
from kaigi_docs.read import statistics_rules as rules
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.raw import RawTable
from kaigi_docs.read.references import Named, Targets, known_references, level_of, read_parents
from kaigi_docs.read.rows import Row, type_rows
from kaigi_docs.read.settings import SettingsParts
from kaigi_docs.read.statistics_exhibits import exhibit_targets, read_exhibits
from kaigi_docs.read.statistics_rates import read_rates
from kaigi_docs.read.statistics_sentences import read_sentences
from kaigi_docs.read.statistics_series import read_series, series_targets
from kaigi_docs.read.statistics_small_counts import check_signed, check_texts, read_count_rules
from kaigi_docs.read.tables import read_tables
from kaigi_docs.read.wide.tables import declared_tables, named_sheets, wide_rows
from kaigi_docs.sheets import LISTS_SHEET

_LEVELS = 3
_NO_BOOKS: Mapping[str, GridBook] = MappingProxyType({})


def read_statistics(
    book: GridBook, parts: SettingsParts, wide_books: Mapping[str, GridBook] = _NO_BOOKS
) -> tuple[CountedStatistics, Findings]:
    """What the book says, and all that is wrong in it.

    Args:
        book: 統計.xlsx as found.
        parts: what the settings book says, as far as it can be read.
        wide_books: what lies in the 統計 folder, by name.
    """
    findings = Findings()
    tables = _read_tables(book, wide_books, findings)
    rows = {each.title: type_rows(tables[each.title], each, findings) for each in sheets.STATISTICS_SHEETS}
    section_rows, exhibit_rows = rows[sheets.SECTIONS.title], rows[sheets.EXHIBITS.title]

    count_rules = read_count_rules(rows[sheets.SMALL_COUNTS.title], findings)
    series, kept = read_series(rows[sheets.SERIES.title], rows[sheets.VALUES.title], count_rules, findings)
    known = series_targets(rows[sheets.SERIES.title])
    series = read_rates(rows[sheets.SERIES.title], series, known, findings)
    exhibits = read_exhibits(exhibit_rows, rows[sheets.TEXT_TABLES.title], series, known, findings)
    _check(exhibits, exhibit_rows, findings)
    rules.check_wholes(series, {row.id: row.place("合計の系列ID") for row in rows[sheets.SERIES.title]}, findings)
    rules.check_sums(series, kept, findings)
    if not findings.has_errors:
        rules.report_unused(series, exhibits.values(), findings)
    check_texts(rows, count_rules.threshold, findings)
    check_signed(rows, count_rules, findings)
    sentences = read_sentences(rows[sheets.PASSAGES.title], series, known, findings)
    sections = _read_sections(section_rows, sentences, exhibit_rows, exhibits, findings)
    counted = CountedStatistics(statistics=Statistics(sections=sections), series=series, kept=kept, rules=count_rules)
    return counted, findings


def _read_tables(book: GridBook, wide_books: Mapping[str, GridBook], findings: Findings) -> dict[str, RawTable]:
    """The declared sheets; the figures of tables that stand elsewhere are rows of 数値 like those that were typed there."""
    declared = declared_tables(book, findings)
    passed_over = (GUIDE_SHEET, LISTS_SHEET, WIDE_TABLES.title, *named_sheets(declared))
    tables = read_tables(book, sheets.STATISTICS_SHEETS, passed_over, findings)
    values = tables[sheets.VALUES.title]
    found = wide_rows(declared, book, wide_books, findings)
    return {**tables, sheets.VALUES.title: replace(values, rows=(*values.rows, *found))}


def _check(exhibits: Mapping[str, Exhibit], rows: Sequence[Row], findings: Findings) -> None:
    """The rules over each chart and table of figures; what is missing is told once all that is there can be read."""
    readable = not findings.has_errors
    for row in rows:
        exhibit = exhibits.get(row.id)
        if exhibit is not None and exhibit.series:
            rules.check_bases(exhibit, row.place("系列ID"), findings)
            rules.check_units(exhibit, row.place("系列ID"), findings)
            rules.check_shares(exhibit, row.place("割合"), findings)
            if readable:
                rules.check_values(exhibit, row.where, findings)


def _read_sections(
    rows: Sequence[Row],
    sentences: Sequence[tuple[Row, Passage]],
    exhibit_rows: Sequence[Row],
    exhibits: Mapping[str, Exhibit],
    findings: Findings,
) -> tuple[StatisticsSection, ...]:
    """The sections in printed order: each with those below it, siblings in the order of the sheet."""
    targets = _section_targets(rows)
    parents = read_parents(rows, "親の節ID", targets, _LEVELS, findings)
    shown = _exhibits_by_section(exhibit_rows, targets, exhibits, findings)
    before, behind = _passages(sentences, targets, exhibit_targets(exhibit_rows), exhibit_rows, findings)
    by_id = {row.id: row for row in rows}

    def above(section_id: str | None) -> Iterator[str]:
        """A section and those that it is in."""
        while section_id is not None:
            yield section_id
            section_id = parents[section_id]

    return tuple(
        StatisticsSection(
            id=row.id,
            title=row.text("題名"),
            parent_id=parents[row.id],
            level=level_of(row.id, parents) or 1,
            is_story=any(by_id[each].flag(sheets.STORY) and not by_id[each].text(sheets.STORY_REASON) for each in above(row.id)),
            parts=(*before.get(row.id, ()), *_with_passages(shown.get(row.id, ()), behind)),
            where=row.where,
        )
        for row in _in_printed_order(rows, parents)
        if row.usable
    )


def _section_targets(rows: Iterable[Row]) -> Targets:
    named = (Named(row.id, row.id_written, ((title, f"「{title}」"),)) for row in rows for title in (row.text("題名").value,))
    return Targets.of(sheets.SECTIONS.title, named)


def _in_printed_order(rows: Sequence[Row], parents: Mapping[str, str | None], parent: str | None = None) -> Iterator[Row]:
    for row in rows:
        if parents[row.id] == parent:
            yield row
            yield from _in_printed_order(rows, parents, row.id)


def _exhibits_by_section(
    rows: Sequence[Row], sections: Targets, exhibits: Mapping[str, Exhibit], findings: Findings
) -> dict[str, list[Exhibit]]:
    found: dict[str, list[Exhibit]] = {}
    for row in rows:
        for section_id in known_references(row, "節ID", sections, findings):
            if row.id in exhibits:
                found.setdefault(section_id, []).append(exhibits[row.id])
    return found


_Passages = dict[str, list[Passage]]


def _passages(
    sentences: Sequence[tuple[Row, Passage]],
    sections: Targets,
    exhibits: Targets,
    exhibit_rows: Sequence[Row],
    findings: Findings,
) -> tuple[_Passages, _Passages]:
    """The texts before the charts of each section, and those behind each chart or table."""
    homes = {row.id: row.text("節ID").value for row in exhibit_rows}
    before: _Passages = {}
    behind: _Passages = {}
    for row, passage in sentences:
        section = known_references(row, "節ID", sections, findings)
        exhibit = known_references(row, "図表ID", exhibits, findings)
        if exhibit and section and homes.get(exhibit[0]) != section[0]:
            message = f"図表{exhibit[0]}は節{homes.get(exhibit[0])}にあり、節{section[0]}にはありません。"
            findings.error("exhibit-elsewhere", row.place("図表ID"), message, "節IDか図表IDを直してください。")
        if not row.usable or not section:
            continue
        if exhibit:
            behind.setdefault(exhibit[0], []).append(passage)
        else:
            before.setdefault(section[0], []).append(passage)
    return before, behind


def _with_passages(exhibits: Iterable[Exhibit], behind: _Passages) -> Iterator[Passage | Exhibit]:
    for exhibit in exhibits:
        yield exhibit
        yield from behind.get(exhibit.id, ())
