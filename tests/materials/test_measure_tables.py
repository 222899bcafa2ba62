from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaigi_docs.blocks import Document
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.materials.measure_tables import build_measure_table
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import (
    ColumnKind,
    HouseStyle,
    MeasureColumn,
    MeasureScope,
    Meeting,
    Policy,
    YearOrder,
)
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.text import Text


def table(meeting: Meeting, measures: tuple[Measure, ...]) -> Document:
    context = WordingContext(meeting, number_meeting(meeting))
    document, findings = build_measure_table(meeting.materials[1], measures, context)
    assert findings.codes() == []
    return document


def test_a_measure_stands_under_each_policy_it_belongs_to(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    assert as_text(table(meeting(), measures)) == "\n".join(
        [
            "title: 各課の取組状況",
            "lead: 令和４年度　第１回　みほん市いのち支える協議会",
            "事業名 | 令和３年度取組状況 | 評価 | 担当課",
            "== 基本施策１　連携の強化",
            "J001: cell: 居場所づくり事業/cell_small: （基本施策２にも掲載） | cell: 月２回開いた。 | cell: おおむね実施できた"
            " | cell: 地域福祉課/地域係",
            "== 基本施策２　人材の育成",
            "J001@P02: cell: 居場所づくり事業/cell_small: （基本施策１にも掲載） | cell: 月２回開いた。"
            " | cell: おおむね実施できた | cell: 地域福祉課/地域係",
            "J002: cell: 研修 | cell: 会場が使えず中止した。 | cell: ✕ 実施できなかった | cell: こころの健康課",
        ]
    )


def test_a_scale_with_meanings_is_explained_above_the_table(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    done, not_done = meeting().ratings
    explained = meeting(ratings=(replace(done, meaning=Text("ねらいに沿って実施")), not_done))
    lines = as_text(table(explained, measures)).splitlines()
    assert lines[2] == "※ 評価　おおむね実施できた：ねらいに沿って実施　✕ 実施できなかった"
    assert lines[3].startswith("事業名 |")


def test_only_measures_of_the_scope_are_shown(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    letter, material, form = meeting().materials
    own = meeting(materials=(letter, replace(material, measures_of=MeasureScope.OWN), form))
    others = meeting(materials=(letter, replace(material, measures_of=MeasureScope.OTHERS), form))
    assert "研修" in as_text(table(own, measures))
    assert "居場所" not in as_text(table(own, measures))
    assert "研修" not in as_text(table(others, measures))


def test_a_column_of_several_years_becomes_one_column_a_year_in_the_offices_order(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    years = (FiscalYear(2020), FiscalYear(2021))
    columns = (
        MeasureColumn(key="事業名", heading=Text("事業名"), kind=ColumnKind.NAME),
        MeasureColumn(key="実績", heading=Text("実績"), kind=ColumnKind.NUMBER, years=years),
    )
    counted = tuple(replace(measure, values={("実績", 2020): Text("10"), ("実績", 2021): Text("12")}) for measure in measures)
    newest_first = as_text(table(meeting(measure_columns=columns), counted))
    assert "事業名 | 令和３年度/実績 | 令和２年度/実績" in newest_first
    assert "J002: cell: 研修 | cell: 12 | cell: 10" in newest_first
    oldest_first = meeting(measure_columns=columns, style=HouseStyle(years=YearOrder.OLDEST_FIRST))
    assert "事業名 | 令和２年度/実績 | 令和３年度/実績" in as_text(table(oldest_first, counted))


def test_levels_of_the_plan_above_a_policy_stand_in_its_band(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    policies = (
        Policy(id="P00", label=Text("基本目標１"), name=Text("支え合うまち")),
        Policy(id="P01", label=Text("施策⑴"), name=Text("連携の強化"), parent_id="P00", level=2),
        Policy(id="P02", label=Text(""), name=Text("人材の育成"), parent_id="P01", level=3),
    )
    text = as_text(table(meeting(policies=policies), measures))
    assert "== 基本目標１　支え合うまち　＞　施策⑴　連携の強化\n" in text
    assert "== 基本目標１　支え合うまち　＞　施策⑴　連携の強化　＞　人材の育成\n" in text


def test_a_plan_without_levels_prints_one_table_without_bands(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    flat = tuple(replace(measure, policy_id="", also_listed_under=()) for measure in measures)
    text = as_text(table(meeting(policies=()), flat))
    assert "\n== \nJ001: cell: 居場所づくり事業 |" in text


def test_every_printed_text_knows_its_cell(meeting: Callable[..., Meeting], measures: tuple[Measure, ...]) -> None:
    from kaigi_docs.findings import Location

    at = Location("施策一覧.xlsx", "施策一覧", "G3")
    placed = (replace(measures[0], values={("前年度", None): Text("開いた。", at)}),)
    document = table(meeting(), placed)
    sources = {
        run.source.cell
        for block in document.blocks()
        for group in getattr(block, "groups", ())
        for row in group.rows
        for each in row.cells
        for paragraph in each.blocks
        for run in paragraph.runs
        if run.text == "開いた。"
    }
    assert sources == {"G3"}
