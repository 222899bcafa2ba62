"""A small 指標.xlsx as plain rows: one table of four indicators in two fiscal years; and its reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from meeting_rows import BASE, MEASURES, books_of, further_of, seen

from kaigi_docs.declarations.books import Record
from kaigi_docs.findings import Findings
from kaigi_docs.model.indicators import Indicator, Indicators, IndicatorTable
from kaigi_docs.model.measures import Measure
from kaigi_docs.read.indicators import read_indicators
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.settings import SettingsParts, read_settings_parts

Rows = Mapping[str, Sequence[Record]]

POLICIES = [
    {"施策ID": "P01", "番号": "重点施策１", "名称": "高齢者への支援"},
    {"施策ID": "P02", "番号": "重点施策２", "名称": "啓発"},
]
MEETING: Rows = {**BASE, "施策体系": POLICIES, "施策一覧": [{**row, "施策ID": "P02"} for row in MEASURES]}

INDICATORS: dict[str, list[dict[str, str]]] = {
    "指標": [
        {"指標ID": "K01", "施策ID": "P01", "指標": "会議", "目標値": "1回以上", "数えるもの": "件数・回数", "単位": "回"},
        {"指標ID": "K02", "施策ID": "P01", "指標": "認知度", "目標値": "50％", "目標の種類": "以上", "数えるもの": "割合",
         "単位": "％", "現状値": "33.0"},
        {"指標ID": "K03", "事業ID": "J001", "指標": "自殺者数", "目標値": "平均32人より10人以上の減少", "目標の数": "10",
         "目標の種類": "現状値より減（数）", "数えるもの": "人数", "単位": "人", "現状値": "平成24〜28年の平均 32人"},
        {"指標ID": "K04", "まとまり": "計画全体", "指標": "相談", "目標値": "－", "数えるもの": "件数・回数", "単位": "件"},
    ],
    "実績値": [
        {"指標ID": "K01", "年": "R3", "実績": "2回/年（書面）"},
        {"指標ID": "K01", "年": "R2", "実績": "2"},
        {"指標ID": "K02", "年": "R3", "実績": "51.2"},
        {"指標ID": "K02", "年": "R2", "実績": "48.0"},
        {"指標ID": "K03", "年": "R3", "実績": "22"},
        {"指標ID": "K03", "年": "R2", "実績": "23"},
        {"指標ID": "K04", "年": "R3", "実績": "259"},
        {"指標ID": "K04", "年": "R2", "実績": "－"},
    ],
    "社会情勢": [],
    "指標の表": [],
    "指標の列": [{"種類": each} for each in ("指標", "目標値", "実績値", "現状値", "達成")],
    "評価の規則": [],
    "まとまりの評価": [],
}  # fmt: skip


def changed(sheet: str, row: int, **cells: str) -> dict[str, list[dict[str, str]]]:
    """The rows with some cells of a row (from 0) changed; a row beyond the last is added."""
    rows = [dict(each) for each in INDICATORS[sheet]]
    while len(rows) <= row:
        rows.append({})
    rows[row] = {**rows[row], **cells}
    return {**INDICATORS, sheet: rows}


def with_rule(**cells: str) -> dict[str, list[dict[str, str]]]:
    """The rows with a rule for surveys (±3 points are 「b」), by which K02 is rated, and a column for it."""
    rows = changed("指標", 1, 評価の規則="調査", **cells)
    steps = [("a", "3", "いいえ", "3"), ("b", "-3", "はい", "2"), ("c", "", "", "1")]
    rules = [
        {"規則": "調査", "評価": label, "比べる数": "現状値との差", "境の数": least, "境を含む": own, "点": points}
        for label, least, own, points in steps
    ]
    return {**rows, "評価の規則": rules, "指標の列": [*INDICATORS["指標の列"], {"種類": "評価"}]}


def read(rows: Rows = INDICATORS, *, keep_faulty: bool = False) -> tuple[Indicators, Findings]:
    parts, measures = _usual_meeting() if MEETING.keys().isdisjoint(rows) else _read_meeting({**MEETING, **rows})
    return read_indicators(further_of(rows)["指標.xlsx"], parts, measures, keep_faulty=keep_faulty)


@cache
def _usual_meeting() -> tuple[SettingsParts, tuple[Measure, ...]]:
    """The meeting around the indicators, read once for all tests that change nothing of it."""
    return _read_meeting(MEETING)


def _read_meeting(rows: Rows) -> tuple[SettingsParts, tuple[Measure, ...]]:
    books = books_of(rows)
    parts, _ = read_settings_parts(books["会議設定.xlsx"])
    assert parts is not None
    return parts, read_measures(books["施策一覧.xlsx"], parts, parts.policy_targets)[0]


def table(rows: Rows = INDICATORS) -> IndicatorTable:
    indicators, findings = read(rows)
    assert seen(findings) == []
    return indicators.tables[0]


def indicator(rows: Rows = INDICATORS, number: int = 0) -> Indicator:
    return table(rows).indicators[number]


def faults(rows: Rows) -> list[tuple[str, str]]:
    return seen(read(rows)[1])
