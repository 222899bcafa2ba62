"""資料１: sections, charts and tables of published values; and the whole of it for the sample city, as text."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

import pytest

from kaigi_docs.blocks import Chart, ChartKind, Document, Heading, Paragraph, Table, text_of
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.wareki import CalendarYear
from kaigi_docs.materials.statistics import WITHHELD_STORY, build_statistics, number_exhibits
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Edition, HouseStyle, Material, MaterialKind, Meeting, YearOrder
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.statistics import (
    TOTAL,
    Basis,
    Counting,
    Dimension,
    Exhibit,
    ExhibitKind,
    Passage,
    PassageForm,
    Period,
    PublishedValue,
    Series,
    Sign,
    Statistics,
    StatisticsSection,
    Status,
)
from kaigi_docs.model.text import Text
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.settings import assemble, read_settings_parts
from kaigi_docs.read.statistics import read_statistics
from kaigi_docs.sample import sample_rows

GOLDEN = Path(__file__).parents[1] / "golden" / "statistics.txt"
HERE = Material(
    id="S04", no="1", kind=MaterialKind.STATISTICS, title=Text("現状と推移"), where=Location("会議設定.xlsx", "資料", "A4")
)
Number = int | str | Sign


def years(*western: int) -> tuple[Period, ...]:
    return tuple(Period(CalendarYear(each), CalendarYear(each)) for each in western)


def value(number: Number, status: Status | None = None, remark: str = "") -> PublishedValue:
    if isinstance(number, Sign):
        zero = Decimal(0) if number is Sign.NIL else None
        return PublishedValue(number=zero, text=number.value, sign=number, status=status, remark=Text(remark))
    return PublishedValue(number=Decimal(number), text=f"{number:,}" if isinstance(number, int) else number, status=status)


def series(series_id: str, name: str, *numbers: Number, **attributes: object) -> Series:
    """Values from 2019 on."""
    values = {
        (period, TOTAL): value(number) for period, number in zip(years(*range(2019, 2019 + len(numbers))), numbers, strict=True)
    }
    return replace(Series(id=series_id, name=Text(name), source=Text("みほん市"), values=values), **attributes)  # type: ignore[arg-type]


def exhibit(kind: ExhibitKind, *shown: Series, **attributes: object) -> Exhibit:
    periods = tuple(sorted({period for one in shown for period, _ in one.values}, key=lambda period: period.order))
    made = Exhibit(id="Z01", title=Text("自殺者数"), kind=kind, series=shown, periods=periods)
    return replace(made, **attributes)  # type: ignore[arg-type]


@pytest.fixture
def document(meeting: Callable[..., Meeting]) -> Callable[..., Document]:
    """The 資料 of one section with these parts."""

    def build(*parts: Passage | Exhibit, style: HouseStyle | None = None) -> Document:
        made = meeting(materials=(HERE,), style=style or HouseStyle())
        section = StatisticsSection(id="N01", title=Text("推移"), parts=parts)
        packet = PacketModel(meeting=made, statistics=Statistics(sections=(section,)))
        built, findings = build_statistics(HERE, packet, WordingContext(made, number_meeting(made)))
        assert findings.codes() == []
        return built

    return build


def the_chart(document: Document) -> Chart:
    return next(block for block in document.blocks() if isinstance(block, Chart))


def the_table(document: Document) -> Table:
    return next(block for block in document.blocks() if isinstance(block, Table))


def notes_of(block: Chart | Table) -> list[str]:
    return [f"{note.label}{text_of(note.runs)}" for note in block.notes]


def cells_of(table: Table) -> list[list[str]]:
    return [
        ["".join(text_of(paragraph.runs) for paragraph in cell.blocks) for cell in row.cells]  # type: ignore[union-attr]
        for group in table.groups
        for row in group.rows
    ]


def test_without_statistics_the_material_says_what_to_do(meeting: Callable[..., Meeting]) -> None:
    made = meeting(materials=(HERE,))
    _, findings = build_statistics(HERE, PacketModel(meeting=made), WordingContext(made, number_meeting(made)))
    assert [(each.code, each.where) for each in findings] == [("statistics-missing", HERE.where)]


def test_sections_are_numbered_by_level_in_the_offices_glyphs(meeting: Callable[..., Meeting]) -> None:
    made = meeting(materials=(HERE,), style=HouseStyle(item_glyphs=("第1", "(1)", "ア")))
    sections = (
        StatisticsSection(id="N01", title=Text("推移")),
        StatisticsSection(id="N02", title=Text("全国"), parent_id="N01", level=2),
        StatisticsSection(id="N03", title=Text("市"), parent_id="N01", level=2),
        StatisticsSection(id="N04", title=Text("年代"), parent_id="N03", level=3),
        StatisticsSection(id="N05", title=Text("率")),
    )
    packet = PacketModel(meeting=made, statistics=Statistics(sections=sections))
    built, _ = build_statistics(HERE, packet, WordingContext(made, number_meeting(made)))
    labels = [(block.level, block.label) for block in built.blocks() if isinstance(block, Heading)]
    assert labels == [(1, "第1"), (2, "(1)"), (2, "(2)"), (3, "ア"), (1, "第2")]


def test_the_public_reads_no_more_of_a_section_with_what_befell_persons_than_its_heading(meeting: Callable[..., Meeting]) -> None:
    shown = exhibit(ExhibitKind.TABLE, series("R01", "男性", 30, 40))
    sections = tuple(
        StatisticsSection(
            id=name, title=Text(title), parts=(Passage(Text(f"{title}の文")), replace(shown, id=f"Z{name}")), is_story=is_story
        )
        for name, title, is_story in (("N01", "特徴", True), ("N02", "相談", False))
    )
    made = meeting(materials=(HERE,))
    packet = PacketModel(meeting=made, statistics=Statistics(sections=sections))
    for edition in (Edition.MEMBERS, Edition.PUBLIC):
        built, findings = build_statistics(HERE, packet, WordingContext(made, number_meeting(made), edition=edition))
        tables = [block.id for block in built.blocks() if isinstance(block, Table)]
        texts = [text_of(block.runs) for block in built.blocks() if isinstance(block, Paragraph)]
        assert [text_of(block.runs) for block in built.blocks() if isinstance(block, Heading)] == ["特徴", "相談"]
        is_public = edition is Edition.PUBLIC
        assert tables == (["ZN02"] if is_public else ["ZN01", "ZN02"])
        assert ("特徴の文" in texts, WITHHELD_STORY in texts) == (not is_public, is_public)
        assert findings.codes() == (["story-withheld"] if is_public else [])


def test_charts_and_tables_are_numbered_apart(meeting: Callable[..., Meeting]) -> None:
    one = series("R01", "市", 60)
    kinds = [ExhibitKind.LINE, ExhibitKind.TABLE, ExhibitKind.BAR, ExhibitKind.TEXT_TABLE]
    parts = tuple(replace(exhibit(kind, one), id=f"Z{at}") for at, kind in enumerate(kinds, 1))
    statistics = Statistics(sections=(StatisticsSection(id="N01", title=Text("推移"), parts=parts),))
    assert number_exhibits(statistics, HouseStyle()) == {"Z1": "図１", "Z2": "表１", "Z3": "図２", "Z4": "表２"}


def test_texts_cite_charts_by_number_and_bullets_make_one_list(
    document: Callable[..., Document], as_text: Callable[[Document], str]
) -> None:
    built = document(
        Passage(Text("〔図表:Z01〕をご覧ください。〔会議名〕")),
        Passage(Text("一つ目"), PassageForm.BULLET),
        Passage(Text("二つ目"), PassageForm.BULLET),
        Passage(Text("速報です。"), PassageForm.NOTE),
        exhibit(ExhibitKind.LINE, series("R01", "市", 60)),
    )
    assert as_text(built).splitlines()[3:9] == [
        "body: 図１をご覧ください。みほん市いのち支える協議会",
        "・",
        "  plain: 一つ目",
        "・",
        "  plain: 二つ目",
        "※ 速報です。",
    ]


def test_a_text_that_cites_a_chart_that_is_not_there_is_an_error_with_its_cell(meeting: Callable[..., Meeting]) -> None:
    made = meeting(materials=(HERE,))
    cell = Location("統計.xlsx", "文", "D4")
    section = StatisticsSection(id="N01", title=Text("推移"), parts=(Passage(Text("〔図表:Z07〕", cell)),))
    packet = PacketModel(meeting=made, statistics=Statistics(sections=(section,)))
    _, findings = build_statistics(HERE, packet, WordingContext(made, number_meeting(made)))
    assert [(each.code, each.where) for each in findings] == [("reference-unknown", cell)]


def test_years_stand_oldest_first_in_a_chart_with_their_western_count(document: Callable[..., Document]) -> None:
    chart = the_chart(document(exhibit(ExhibitKind.LINE, series("R01", "市", 60, 55, 58))))
    assert [(each.label, each.second) for each in chart.categories] == [
        ("令和元年", "2019"),
        ("令和２年", "2020"),
        ("令和３年", "2021"),
    ]
    assert [each.text for each in chart.series[0].values] == ["60", "55", "58"]


def test_a_figure_that_is_not_final_says_so_at_its_year_and_in_the_source(document: Callable[..., Document]) -> None:
    one = series("R01", "市", 60, 55, status=Status.FINAL_COUNT, basis=Basis("死亡日", "住所地", "日本人人口"))
    settled = {(years(2019)[0], TOTAL): value(60, Status.FINAL_COUNT), (years(2020)[0], TOTAL): value(55, Status.ESTIMATE)}
    chart = the_chart(document(exhibit(ExhibitKind.LINE, replace(one, values=settled, retrieved=date(2022, 6, 15)))))
    assert [each.label for each in chart.categories] == ["令和元年", "令和２年（概数）"]
    assert notes_of(chart) == ["出典みほん市（死亡日・住所地・日本人人口、確定数、令和２年は概数、令和４年６月15日取得）"]


def test_where_only_one_series_is_not_final_the_source_says_so_and_the_year_does_not(document: Callable[..., Document]) -> None:
    final = replace(series("R01", "国", 60), values={(years(2019)[0], TOTAL): value(60, Status.FINAL)}, status=Status.FINAL)
    flash = replace(series("R02", "市", 55), values={(years(2019)[0], TOTAL): value(55, Status.FLASH)}, status=Status.FLASH)
    chart = the_chart(document(exhibit(ExhibitKind.BAR, final, flash)))
    assert chart.categories[0].label == "令和元年"
    assert notes_of(chart) == ["出典国：みほん市（確定値）", "出典市：みほん市（速報）"]


def test_a_change_of_definition_breaks_the_axis_and_is_explained(document: Callable[..., Document]) -> None:
    one = series("R01", "市", 60, 55, 58, changes={years(2020)[0]: Text("四つまで数える。")})
    chart = the_chart(document(exhibit(ExhibitKind.LINE, one)))
    assert [each.break_before for each in chart.categories] == [False, True, False]
    assert notes_of(chart)[0] == "※令和２年から数え方が変わりました：四つまで数える。"


def test_a_change_of_one_series_of_several_names_it(document: Callable[..., Document]) -> None:
    changed = series("R01", "市", 60, 55, changes={years(2020)[0]: Text("合併後の市域")})
    chart = the_chart(document(exhibit(ExhibitKind.LINE, changed, series("R02", "県", 90, 80))))
    assert notes_of(chart)[0] == "※市は、令和２年から数え方が変わりました：合併後の市域。"


def test_each_sign_that_is_printed_is_explained_below(document: Callable[..., Document]) -> None:
    one = series("R01", "市", Sign.NIL, Sign.SUPPRESSED, 58)
    chart = the_chart(document(exhibit(ExhibitKind.BAR, one)))
    assert [(each.number, each.text) for each in chart.series[0].values] == [(0, "－"), (None, "x"), (58, "58")]
    assert notes_of(chart)[0] == "※「－」は該当する数がないもの、「x」は個人の特定を防ぐために伏せたもの。"


def test_one_remark_of_several_series_and_years_is_printed_once(document: Callable[..., Document]) -> None:
    unknown = {(period, TOTAL): value(Sign.UNKNOWN, remark="調べ中。") for period in years(2019, 2020)}
    both = (series("R01", "男性", 60, 50, values=unknown), series("R02", "女性", 60, 50, values=unknown))
    chart = the_chart(document(exhibit(ExhibitKind.LINE, series("R03", "総数", 90, 80), *both)))
    assert notes_of(chart)[0] == "※男性、女性の令和元年、令和２年：調べ中。"


@pytest.mark.parametrize(
    ("kind", "drawn"),
    [
        (ExhibitKind.LINE, (ChartKind.LINE, False)),
        (ExhibitKind.BAR, (ChartKind.GROUPED_BAR, False)),
        (ExhibitKind.STACKED, (ChartKind.STACKED_BAR, False)),
        (ExhibitKind.SHARE, (ChartKind.SHARE_BAR, False)),
        (ExhibitKind.TWO_SIDED, (ChartKind.TWO_SIDED_BAR, False)),
        (ExhibitKind.PANELS, (ChartKind.LINE, True)),
    ],
)
def test_every_kind_of_chart(kind: ExhibitKind, drawn: tuple[ChartKind, bool], document: Callable[..., Document]) -> None:
    chart = the_chart(document(exhibit(kind, series("R01", "男性", 40), series("R02", "女性", 20))))
    assert (chart.kind, chart.panels) == drawn


AGES: Mapping[tuple[Period, str], PublishedValue] = {
    (years(2021)[0], name): value(number) for name, number in ((TOTAL, 300), ("20歳代", 100), ("30歳代", 200))
}


def test_a_table_adds_the_share_of_each_number_rounded_half_up(document: Callable[..., Document]) -> None:
    one = series("R01", "市", values=AGES)
    table = the_table(
        document(
            exhibit(
                ExhibitKind.TABLE,
                one,
                across=Dimension.CLASS,
                apart=Dimension.SERIES,
                classes=(TOTAL, "20歳代", "30歳代"),
                shares=True,
            )
        )
    )
    assert cells_of(table) == [["総数", "300", "100.0"], ["20歳代", "100", "33.3"], ["30歳代", "200", "66.7"]]
    assert text_of(table.caption) == "表１　自殺者数（単位：人）"


def test_a_rate_beside_counts_has_no_share_and_words_stand_last(document: Callable[..., Document]) -> None:
    when = years(2021)[0]
    counts = series("R01", "人数", values={(when, TOTAL): value(60), (when, "甲"): value(15)})
    rates = series("R02", "率", values={(when, "甲"): value(12)}, counting=Counting.RATE, unit="人口10万対")
    lines = ((Text(""), Text("背景")), (Text("甲"), Text("いろいろ")))
    shown = exhibit(ExhibitKind.TABLE, counts, rates, across=Dimension.CLASS, classes=("甲",), shares=True, lines=lines)
    table = the_table(document(shown))
    assert [text_of(column.heading) for column in table.columns] == [
        "",
        "人数\n（人）",
        "割合\n（％）",
        "率\n（人口10万対）",
        "背景",
    ]
    assert [text_of(block.runs) for cell in table.groups[0].rows[0].cells for block in cell.blocks] == [
        "甲",
        "15",
        "25.0",
        "12",
        "いろいろ",
    ]


def test_the_share_of_an_unknown_number_stays_its_sign(document: Callable[..., Document]) -> None:
    values = {**AGES, (years(2021)[0], "20歳代"): value(Sign.SUPPRESSED)}
    table = the_table(
        document(
            exhibit(
                ExhibitKind.TABLE,
                series("R01", "市", values=values),
                across=Dimension.CLASS,
                classes=("20歳代", "30歳代"),
                shares=True,
            )
        )
    )
    assert cells_of(table) == [["20歳代", "x", "x"], ["30歳代", "200", "66.7"]]


def test_series_that_are_parts_of_another_have_their_share_of_it(document: Callable[..., Document]) -> None:
    whole, part = series("R01", "総数", 80), series("R02", "男性", 50, whole_id="R01")
    table = the_table(document(exhibit(ExhibitKind.TABLE, whole, part, shares=True)))
    assert cells_of(table) == [["令和元年（2019）", "80", "100.0", "50", "62.5"]]


@pytest.mark.parametrize(
    ("order", "first"), [(YearOrder.NEWEST_FIRST, "令和２年（2020）"), (YearOrder.OLDEST_FIRST, "令和元年（2019）")]
)
def test_a_table_has_years_in_the_offices_order(order: YearOrder, first: str, document: Callable[..., Document]) -> None:
    built = document(exhibit(ExhibitKind.TABLE, series("R01", "市", 60, 55)), style=HouseStyle(years=order))
    assert cells_of(the_table(built))[0][0] == first


def test_a_table_may_have_years_as_columns(document: Callable[..., Document]) -> None:
    table = the_table(document(exhibit(ExhibitKind.TABLE, series("R01", "市", 60, 55), transposed=True)))
    assert [text_of(column.heading) for column in table.columns] == ["", "令和２年\n（2020）", "令和元年\n（2019）"]
    assert cells_of(table) == [["市", "55", "60"]]


def test_a_table_of_several_units_names_each_at_its_series(document: Callable[..., Document]) -> None:
    persons, cases = series("R01", "実人数", 60), series("R02", "延べ件数", 90, unit="件", counting=Counting.CASES)
    table = the_table(document(exhibit(ExhibitKind.TABLE, persons, cases)))
    assert [text_of(column.heading) for column in table.columns] == ["", "実人数\n（人）", "延べ件数\n（件）"]
    assert text_of(table.caption) == "表１　自殺者数"


def test_series_of_one_name_are_told_apart_by_their_region(document: Callable[..., Document]) -> None:
    nation, city = (series(each, "男性", 60, region=Text(region)) for each, region in (("R01", "全国"), ("R02", "みほん市")))
    chart = the_chart(document(exhibit(ExhibitKind.LINE, nation, city)))
    assert [each.name.text for each in chart.series] == ["全国　男性", "みほん市　男性"]


def test_every_value_and_title_knows_its_cell(document: Callable[..., Document]) -> None:
    at = Location("統計.xlsx", "数値", "D4")
    one = series("R01", "市", values={(years(2021)[0], TOTAL): replace(value(60), where=at)})
    assert the_chart(document(exhibit(ExhibitKind.LINE, one))).series[0].values[0].source == at


@cache
def sample() -> tuple[PacketModel, Findings]:
    books = {name: as_found(book, name) for name, book in build_books(sample_rows()).items()}
    parts, findings = read_settings_parts(books["会議設定.xlsx"])
    assert parts is not None
    meeting = assemble(parts, "mihon", findings)
    assert meeting is not None
    counted, faults = read_statistics(books["統計.xlsx"], parts)
    return PacketModel(meeting=meeting, statistics=counted.statistics), faults


def test_the_statistics_of_the_sample_have_no_fault() -> None:
    assert list(sample()[1]) == []


def test_the_statistics_of_the_sample_read_as_recorded(as_text: Callable[[Document], str]) -> None:
    packet, _ = sample()
    material = next(each for each in packet.meeting.materials if each.kind is MaterialKind.STATISTICS)
    context = WordingContext(packet.meeting, number_meeting(packet.meeting))
    document, findings = build_statistics(material, packet, context)
    assert findings.codes() == []
    text = as_text(document)
    assert text == GOLDEN.read_text(encoding="utf-8").rstrip("\n"), (
        f"If every difference is meant, this belongs in {GOLDEN}:\n{text}"
    )
