"""A small 統計.xlsx as plain rows: two sections, a chart, a table, a table of texts; and its reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from meeting_rows import further_of, parts_of, seen

from kaigi_docs.declarations.books import Record
from kaigi_docs.findings import Findings
from kaigi_docs.model.statistics import CountedStatistics, Exhibit, Series, Statistics
from kaigi_docs.read.statistics import read_statistics

Rows = Mapping[str, Sequence[Record]]
Changes = Sequence[Record]

POLICE = {"時点": "発見日", "場所": "発見地", "人口": "総人口"}
VITAL = {"時点": "死亡日", "場所": "住所地", "人口": "日本人人口"}

SERIES: list[dict[str, str]] = [
    {"系列ID": "R01", "系列名": "総数", "年の種類": "年", "数えるもの": "人数", "単位": "人", "出典": "警察庁", **POLICE},
    {"系列ID": "R02", "系列名": "男性", "年の種類": "年", "数えるもの": "人数", "単位": "人", "出典": "警察庁", **POLICE},
    {"系列ID": "R03", "系列名": "女性", "年の種類": "年", "数えるもの": "人数", "単位": "人", "出典": "警察庁", **POLICE},
]
VALUES: list[dict[str, str]] = [
    {"系列ID": "R01", "年": "2020", "値": "60"},
    {"系列ID": "R01", "年": "2021", "値": "55"},
    {"系列ID": "R02", "年": "2020", "値": "41"},
    {"系列ID": "R02", "年": "2021", "値": "38"},
    {"系列ID": "R03", "年": "2020", "値": "19"},
    {"系列ID": "R03", "年": "2021", "値": "17"},
]
STATISTICS: dict[str, list[dict[str, str]]] = {
    "節": [{"節ID": "N01", "題名": "推移"}, {"節ID": "N02", "題名": "全国", "親の節ID": "N01"}],
    "文": [{"節ID": "N02", "文": "減りました。"}],
    "図表": [{"図表ID": "Z01", "節ID": "N02", "題名": "自殺者数", "種類": "折れ線", "系列ID": "R01、R02、R03"}],
    "系列": SERIES,
    "数値": VALUES,
    "文の表": [],
}


def changed(sheet: str, row: int, **cells: str) -> dict[str, list[dict[str, str]]]:
    """The rows with some cells of a row (from 0) changed; a row beyond the last is added."""
    rows = [dict(each) for each in STATISTICS[sheet]]
    while len(rows) <= row:
        rows.append({})
    rows[row] = {**rows[row], **cells}
    return {**STATISTICS, sheet: rows}


def read(rows: Rows = STATISTICS) -> tuple[Statistics, Findings]:
    counted, findings = read_counted(rows)
    return counted.statistics, findings


def read_counted(rows: Rows = STATISTICS) -> tuple[CountedStatistics, Findings]:
    return read_statistics(further_of(rows)["統計.xlsx"], parts_of(rows))


def exhibit(rows: Rows = STATISTICS, number: int = 0) -> Exhibit:
    statistics, findings = read(rows)
    assert seen(findings) == []
    return statistics.exhibits[number]


def series(rows: Rows = STATISTICS, series_id: str = "R01") -> Series:
    return next(each for each in exhibit(rows).series if each.id == series_id)


def faults(rows: Rows) -> list[tuple[str, str]]:
    return seen(read(rows)[1])
