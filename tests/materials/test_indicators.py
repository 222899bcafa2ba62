"""資料４: tables of targets and values; and the whole of it for the sample city, as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from kaigi_docs.blocks import Document, Paragraph, Table, text_of
from kaigi_docs.corrections.compare import compare_contents
from kaigi_docs.corrections.content import content_of
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.materials.indicators import build_indicators
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.indicators import (
    Comparison,
    GroupStep,
    Indicator,
    IndicatorColumn,
    IndicatorColumnKind,
    Indicators,
    IndicatorTable,
    IndicatorValue,
    Judgement,
    Pooling,
    RatingStep,
    Target,
    TargetKind,
)
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import HouseStyle, Material, MaterialKind, Meeting, Policy, YearOrder
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.statistics import Period, PublishedValue, Sign, Status
from kaigi_docs.model.text import Text
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.indicators import read_indicators
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.settings import assemble, read_settings_parts
from kaigi_docs.sample import sample_rows

GOLDEN = Path(__file__).parents[1] / "golden" / "indicators.txt"
HERE = Material(
    id="S07",
    no="4",
    kind=MaterialKind.INDICATORS,
    title=Text("目標値に対する現状"),
    where=Location("会議設定.xlsx", "資料", "A9"),
)
Kind = IndicatorColumnKind
R1, R2, R3 = (Period(FiscalYear(year), FiscalYear(year)) for year in (2019, 2020, 2021))
YEARS = (R1, R2, R3)


def value(shown: str | Sign, status: Status | None = None, **more: object) -> IndicatorValue:
    sign = shown if isinstance(shown, Sign) else None
    number = None if sign is not None else Decimal(shown.rstrip("％人"))
    remark = more.pop("remark", "")
    published = PublishedValue(number=number, text=str(shown), sign=sign, status=status, remark=Text(str(remark)))
    return IndicatorValue(shown=published, **more)  # type: ignore[arg-type]


def indicator(indicator_id: str = "K01", *values: str | Sign | IndicatorValue, **attributes: object) -> Indicator:
    """Its values from 令和元年度 on; 50 at least."""
    made = (each if isinstance(each, IndicatorValue) else value(each) for each in values)
    target = Target(kind=TargetKind.AT_LEAST, text=Text("50以上"), number=Decimal(50))
    one = Indicator(
        id=indicator_id, name=Text("認知度"), label=Text("全体"), target=target, values=dict(zip(YEARS, made, strict=False))
    )
    return replace(one, **attributes)  # type: ignore[arg-type]


def columns(*kinds: IndicatorColumnKind, years: tuple[Period, ...] = (R3,)) -> tuple[IndicatorColumn, ...]:
    return tuple(IndicatorColumn(kind=kind, heading=Text(str(kind)), periods=years if kind.has_years else ()) for kind in kinds)


@pytest.fixture
def the_table(meeting: Callable[..., Meeting]) -> Callable[..., Table]:
    """The table of these indicators: name, target, actual value, judgement."""

    def build(
        *indicators: Indicator,
        kinds: tuple[IndicatorColumnKind, ...] = (Kind.NAME, Kind.TARGET, Kind.ACTUAL, Kind.JUDGEMENT),
        years: tuple[Period, ...] = (R3,),
        style: HouseStyle | None = None,
        measures: tuple[Measure, ...] = (),
        policies: tuple[Policy, ...] | None = None,
        **attributes: object,
    ) -> Table:
        plain = meeting(materials=(HERE,), style=style or HouseStyle())
        made = plain if policies is None else replace(plain, policies=policies)
        table = IndicatorTable(id="H01", title=Text(""), columns=columns(*kinds, years=years), indicators=indicators)
        packet = PacketModel(
            meeting=made,
            measures=measures,
            indicators=Indicators(tables=(replace(table, **attributes),)),  # type: ignore[arg-type]
        )
        document, findings = build_indicators(HERE, packet, WordingContext(made, number_meeting(made)))
        assert findings.codes() == []
        return next(block for block in document.blocks() if isinstance(block, Table))

    return build


def cells_of(table: Table) -> list[list[str]]:
    return [
        ["／".join(text_of(block.runs) for block in cell.blocks if isinstance(block, Paragraph)) for cell in row.cells]
        for group in table.groups
        for row in group.rows
    ]


def headings_of(table: Table) -> list[str]:
    return [text_of(column.heading).replace("\n", "/") for column in table.columns]


def labels_of(table: Table) -> list[str]:
    return [text_of(group.label) for group in table.groups]


def notes_of(table: Table) -> list[str]:
    return [f"{note.label}{text_of(note.runs)}" for note in table.notes]


def test_without_indicators_the_material_says_what_to_do(meeting: Callable[..., Meeting]) -> None:
    made = meeting(materials=(HERE,))
    _, findings = build_indicators(HERE, PacketModel(meeting=made), WordingContext(made, number_meeting(made)))
    assert [(each.code, each.where) for each in findings] == [("indicators-missing", HERE.where)]


def test_years_stand_newest_first_or_oldest_first_as_the_office_has_them(the_table: Callable[..., Table]) -> None:
    kinds = (Kind.NAME, Kind.ACTUAL)
    newest = the_table(indicator("K01", "1", "2", "3"), kinds=kinds, years=YEARS)
    oldest = the_table(indicator("K01", "1", "2", "3"), kinds=kinds, years=YEARS, style=HouseStyle(years=YearOrder.OLDEST_FIRST))
    assert headings_of(newest) == ["name", "令和３年度/actual", "令和２年度/actual", "令和元年度/actual"]
    assert cells_of(newest) == [["認知度", "3", "2", "1"]]
    assert headings_of(oldest)[1:] == ["令和元年度/actual", "令和２年度/actual", "令和３年度/actual"]
    assert cells_of(oldest) == [["認知度", "1", "2", "3"]]


def test_columns_stand_as_the_book_orders_them_with_its_headings(the_table: Callable[..., Table]) -> None:
    kinds = (Kind.BASELINE, Kind.NAME, Kind.TARGET, Kind.ACTUAL, Kind.TREND)
    table = the_table(indicator("K01", "40", "45", "44", baseline=value("33.0")), kinds=kinds)
    assert headings_of(table) == ["baseline", "name", "target", "令和３年度/actual", "令和３年度/trend"]
    assert cells_of(table) == [["33.0", "認知度", "50以上", "44", "↓"]]


@pytest.mark.parametrize(
    ("actual", "printed", "word"),
    [
        (value("50"), "50", "達成"),
        (value("49.9"), "49.9", "未達"),
        (value("51", Status.FLASH), "51（速報）", "達成（速報）"),
        (value("51", Status.ESTIMATE), "51（概数）", "達成（概数）"),
        (value("49", Status.PROVISIONAL), "49（暫定値）", "未達（暫定値）"),
        (value("51", Status.FINAL), "51", "達成"),
        (value(Sign.NIL), "－", "－"),
        (value(Sign.MISSING), "", "－"),
        (value(Sign.SUPPRESSED), "x", "判定しない"),
        (value(Sign.UNKNOWN), "…", "判定しない"),
        (value("51", other_scope=Text("男女")), "51", "判定しない"),
    ],
)
def test_a_row_says_the_value_and_whether_the_target_was_met(
    actual: IndicatorValue, printed: str, word: str, the_table: Callable[..., Table]
) -> None:
    assert cells_of(the_table(indicator("K01", "1", "2", actual)))[0][2:] == [printed, word]


def test_a_survey_indicator_has_a_dash_in_the_years_between_and_is_never_missed(the_table: Callable[..., Table]) -> None:
    table = the_table(indicator("K01", survey=True), indicator("K02"))
    assert cells_of(table) == [["認知度", "50以上", "－", "－"], ["認知度", "50以上", "", "－"]]
    assert notes_of(table)[-1].startswith("※「－」は目標や値のないもの（調査で測る指標では、調査をしない年）。")


def test_a_person_judges_a_target_in_words(the_table: Callable[..., Table]) -> None:
    target = Target(kind=TargetKind.TEXT, text=Text("手引きを作る"))
    judged = indicator("K01", "1", "2", value("3", judgement=Judgement.MET), target=target)
    assert [row[-1] for row in cells_of(the_table(judged, indicator("K02", "1", "2", "3", target=target)))] == [
        "達成",
        "判定しない",
    ]


def test_the_note_on_another_scope_names_both(the_table: Callable[..., Table]) -> None:
    target = Target(kind=TargetKind.AT_MOST, text=Text("20以下"), number=Decimal(20), scope=Text("20～59歳の男性"))
    actuals = [value(each, other_scope=Text("20～59歳")) for each in ("43", "40", "46")]
    table = the_table(indicator("K01", *actuals, target=target), years=YEARS)
    assert notes_of(table)[0] == (
        "※認知度の令和元年度、令和２年度、令和３年度は、20～59歳の値（目標は20～59歳の男性）で、目標と対象が違うため比べていません。"
    )


def test_rows_stand_under_their_policies_in_the_order_of_the_book(the_table: Callable[..., Table]) -> None:
    measure = Measure(id="J007", name=Text("研修"), policy_id="P02", values={}, rating_ids={})
    loose = replace(measure, id="J008", name=Text("見守り"), policy_id="")
    table = the_table(
        indicator("K01", policy_id="P02"),
        indicator("K02", label=Text("計画全体")),
        indicator("K03", measure_id="J007"),
        indicator("K04", measure_id="J008"),
        kinds=(Kind.MEASURE, Kind.NAME),
        measures=(measure, loose),
    )
    assert labels_of(table) == ["基本施策２　人材の育成", "計画全体", "見守り"]
    assert [[row.id for row in group.rows] for group in table.groups] == [["K01", "K03"], ["K02"], ["K04"]]
    assert cells_of(table)[1] == ["研修", "認知度"]


def test_without_grouping_there_is_one_group_without_label(the_table: Callable[..., Table]) -> None:
    table = the_table(indicator("K01", label=Text("")), indicator("K02", policy_id="P01"), grouped=False)
    assert (labels_of(table), [group.id for group in table.groups]) == ([""], ["H01/all"])


def test_ids_of_the_table_stay_when_rows_come_and_go(the_table: Callable[..., Table]) -> None:
    few = the_table(indicator("K02", policy_id="P01"), events={R3: (Text("豪雨"),)})
    many = the_table(indicator("K01", policy_id="P02"), indicator("K02", policy_id="P01"), events={R3: (Text("豪雨"),)})
    assert {group.id for group in few.groups} <= {group.id for group in many.groups}
    assert {row.id for group in few.groups for row in group.rows} == {"K02", "H01/events"}
    assert [column.key for column in few.columns] == [column.key for column in many.columns]


def test_what_happened_stands_in_the_last_row_in_the_columns_of_its_years(the_table: Callable[..., Table]) -> None:
    events = {R2: (Text("感染の拡大"), Text("休校")), R3: (Text("宣言の解除"),)}
    table = the_table(indicator("K01", "1", "2", "3"), years=YEARS, events=events, kinds=(Kind.NAME, Kind.ACTUAL, Kind.JUDGEMENT))
    assert cells_of(table)[-1] == ["【社会情勢】", "宣言の解除", "感染の拡大／休校", "", "", "", ""]


def test_ratings_follow_the_rule_and_are_rolled_up_by_group(the_table: Callable[..., Table]) -> None:
    steps = tuple(
        RatingStep(label=Text(label), comparison=Comparison.DIFFERENCE, least=least, points=Decimal(points))
        for label, least, points in (("a", Decimal("3.1"), 3), ("b", Decimal(-3), 2), ("c", None, 1))
    )
    group_steps = (
        GroupStep(label=Text("A"), pooling=Pooling.MEAN, least=Decimal("2.5")),
        GroupStep(label=Text("B"), pooling=Pooling.MEAN, least=Decimal(2)),
        GroupStep(label=Text("C"), pooling=Pooling.MEAN),
    )
    rated = [
        replace(indicator(f"K{at}", "0", "0", actual), baseline=value("33"), direction=TargetKind.AT_LEAST.direction, rule="調査")
        for at, actual in enumerate(("40", "33", "20"))
    ]
    other = indicator("K9", "0", "0", "7", label=Text("その他"))
    table = the_table(*rated, other, kinds=(Kind.NAME, Kind.RATING), rules={"調査": steps}, group_steps=group_steps)
    assert [row[-1] for row in cells_of(table)] == ["a", "b", "c", "－"]
    assert labels_of(table) == ["全体（評価　B）", "その他（評価　－）"]


def test_notes_say_remarks_statuses_and_sources_each_once(the_table: Callable[..., Table]) -> None:
    table = the_table(
        indicator(
            "K01", "1", value("2", remark="中止の回を除く"), value("3", Status.FLASH, remark="中止の回を除く"), source=Text("市")
        ),
        indicator("K02", "1", "2", "3", name=Text("受講率"), source=Text("警察庁「自殺統計」"), note=Text("市職員の割合")),
        years=YEARS,
        notes=(Text("〔年度〕に見直します。"),),
    )
    assert notes_of(table) == [
        "※令和４年度に見直します。",
        "※受講率：市職員の割合",
        "※認知度の令和２年度、令和３年度：中止の回を除く",
        "※（速報）の付いた値と判定は、確定した数で変わることがあります。",
        "出典市（認知度）　警察庁「自殺統計」（受講率）",
    ]


def test_a_corrected_value_is_named_by_its_row_and_year(meeting: Callable[..., Meeting]) -> None:
    made = meeting(materials=(HERE,))

    def document(*values: str) -> Document:
        table = IndicatorTable(
            id="H01",
            title=Text("評価指標"),
            columns=columns(Kind.NAME, Kind.ACTUAL, Kind.JUDGEMENT),
            indicators=(indicator("K01", "1", "2", values[0]), indicator("K02", "1", "2", values[1], name=Text("受講率"))),
        )
        packet = PacketModel(meeting=made, indicators=Indicators(tables=(table,)))
        return build_indicators(HERE, packet, WordingContext(made, number_meeting(made)))[0]

    changes = compare_contents(content_of(document("60", "60")), content_of(document("60", "40")))
    assert [(change.old, change.new) for change in changes] == [("60", "40"), ("達成", "未達")]
    assert all("受講率" in change.where for change in changes)


@cache
def sample() -> tuple[Document, Findings]:
    """資料４ of みほん市, and the findings of reading and building it."""
    rows: Mapping[str, list[dict[str, str]]] = sample_rows()
    books = {name: as_found(book, name) for name, book in build_books(rows).items()}
    parts, _ = read_settings_parts(books["会議設定.xlsx"])
    assert parts is not None
    meeting = assemble(parts, "mihon", Findings())
    assert meeting is not None
    measures, _ = read_measures(books["施策一覧.xlsx"], parts, parts.policy_targets)
    indicators, findings = read_indicators(books["指標.xlsx"], parts, measures)
    material = next(each for each in meeting.materials if each.kind is MaterialKind.INDICATORS)
    packet = PacketModel(meeting=meeting, measures=measures, indicators=indicators)
    document, faults = build_indicators(material, packet, WordingContext(meeting, number_meeting(meeting)))
    findings.extend(faults)
    return document, findings


def test_the_indicators_of_the_sample_read_as_recorded(as_text: Callable[[Document], str]) -> None:
    text = as_text(sample()[0])
    assert text == GOLDEN.read_text(encoding="utf-8").rstrip("\n"), (
        f"If every difference is meant, this belongs in {GOLDEN}:\n{text}"
    )


def test_the_only_warning_of_the_sample_is_the_other_scope() -> None:
    assert [(each.code, each.where and each.where.cell) for each in sample()[1]] == [("scope-differs", "G43")]


def test_the_sample_has_every_kind_of_target_that_the_plan_needs() -> None:
    rows = sample_rows()["指標"]
    in_table = [row for row in rows if row["表ID"] == "H02"]
    assert len(in_table) == 17
    assert {row["目標の種類"] for row in in_table} == {
        "",
        "文章",
        "現状値より減（数）",
        "現状値より減（％）",
        "現状値より増（％）",
    }
    assert sum(row["調査年だけ"] == "はい" for row in in_table) == 3
    assert not any(row["保護しない理由"] for row in rows)


def test_the_figures_of_the_sample_are_those_of_its_other_materials() -> None:
    rows = sample_rows()
    actual = {(row["指標ID"], row["年"]): row["実績"] for row in rows["実績値"]}
    figures = {(row["系列ID"], row["年"], row["区分"]): row["値"] for row in rows["数値"]}
    texts = {row["事業ID"]: row["前年度取組状況"] for row in rows["施策一覧"]}
    for year, western in (("R1", "2019"), ("R2", "2020"), ("R3", "2021")):
        assert actual["K01", year] == figures["R13", western, ""]
        assert actual["K12", year] == figures["R15", western, ""]
    later = {name: int(figures["R07", "2020〜2021", name]) for name in ("60歳代", "70歳代", "80歳以上")}
    assert int(actual["K16", "R2"]) + int(actual["K16", "R3"]) == sum(later.values())
    working = sum(int(figures["R07", "2020〜2021", name]) for name in ("20歳代", "30歳代", "40歳代", "50歳代"))
    assert int(actual["K17", "R2"]) + int(actual["K17", "R3"]) == working
    assert int(actual["K02", "R2"]) + int(actual["K02", "R3"]) == int(figures["R07", "2020〜2021", ""])
    quoted = [("K06", "J017", "人"), ("K07", "J017", "％"), ("K08", "J019", "％"), ("K11", "J034", "回"), ("K14", "J091", "％")]
    for indicator_id, measure_id, unit in (*quoted, ("K12", "J051", "件"), ("K19", "J127", "件")):
        assert f"{actual[indicator_id, 'R3']}{unit}" in texts[measure_id]
    assert actual["K18", "R3"].replace("9", "９") in texts["J120"]
