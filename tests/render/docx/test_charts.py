"""Charts in Word files: native, with the numbers of the block and no other."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from decimal import Decimal

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from kaigi_docs.blocks import (
    Chart,
    ChartCategory,
    ChartKind,
    ChartSeries,
    ChartTable,
    ChartValue,
    Document,
    List,
    ListItem,
    Note,
    Paragraph,
    Run,
    Section,
    Slot,
)
from kaigi_docs.charts import alt_text
from kaigi_docs.layout.chart.scale import scale_of
from kaigi_docs.render.docx import DocumentInfo, render_docx
from kaigi_docs.render.docx.chart_grid import column_letters
from kaigi_docs.render.docx.chart_scale import axis_scale
from kaigi_docs.theme import DEFAULT_THEME, ChartsInWord
from word_text import WordFile

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
YEARS = tuple(ChartCategory(f"令和{era}年", str(2018 + era)) for era in range(2, 7))
KINDS = list(ChartKind)


def value(shown: str) -> ChartValue:
    return ChartValue(Decimal(shown.replace(",", "")), shown) if shown[-1].isdigit() else ChartValue(None, shown)


def series(name: str, *shown: str) -> ChartSeries:
    return ChartSeries(name, Run(name), tuple(map(value, shown)))


MEN = series("男", "1,234", "x", "1,301", "987", "…")
WOMEN = series("女", "812", "790", "－", "655", "701")
CHART = Chart("K1", ChartKind.LINE, (Run("図１　人数の推移"),), YEARS, (MEN, WOMEN), "人", notes=(Note("※", (Run("注です。"),)),))
PICTURES = replace(DEFAULT_THEME, charts_in_word=ChartsInWord.PICTURE)


def parts(file: WordFile, folder: str) -> list[str]:
    return [name for name in file.names() if name.startswith(folder) and "_rels" not in name]


def charts_of(file: WordFile):
    return [file.part(name) for name in parts(file, "word/charts/")]


def texts(element, path: str) -> list[str]:
    return [found.text or "" for found in element.findall(path)]


def attribute(element, path: str, name: str = "val") -> list[str]:
    return [found.get(name) for found in element.findall(path)]


def cached(chart) -> list[dict[str, Decimal]]:
    """Of each series the numbers by category, as Word draws them before anybody edits."""
    found = []
    for one in chart.iter(f"{C}ser"):
        labels = {point.get("idx"): point.findtext(f"{C}v") for point in one.findall(f"{C}cat//{C}pt")}
        points = {point.get("idx"): Decimal(point.findtext(f"{C}v")) for point in one.findall(f"{C}val//{C}pt")}
        assert {int(index) for index in points} <= set(range(len(labels)))
        assert set(attribute(one, f".//{C}ptCount")) == {str(len(labels)), "1"}
        found.append({labels[index]: number for index, number in points.items()})
    return found


def sheet_of(file: WordFile, number: int = 1):
    return load_workbook(io.BytesIO(file.archive.read(f"word/embeddings/chart{number}.xlsx"))).worksheets


def numbers_of(chart: Chart) -> list[dict[str, Decimal]]:
    labels = [f"{category.label}\n{category.second}" if category.second else category.label for category in chart.categories]
    return [
        {label: each.number for label, each in zip(labels, one.values, strict=True) if each.number is not None}
        for one in chart.series
    ]


def unsigned(numbers: list[dict[str, Decimal]]) -> list[dict[str, Decimal]]:
    return [{label: abs(number) for label, number in one.items()} for one in numbers]


@pytest.mark.parametrize("kind", KINDS)
def test_a_native_chart_keeps_the_numbers_of_the_block_and_no_other(written, kind):
    chart = replace(CHART, kind=kind)
    [found] = charts_of(written(chart))
    assert unsigned(cached(found)) == numbers_of(chart)
    allowed = {str(number) for one in cached(found) for number in one.values()}
    assert set(texts(found, f".//{C}numCache//{C}v")) == allowed


@pytest.mark.parametrize("kind", KINDS)
def test_the_workbook_of_a_chart_holds_the_same_numbers_and_empty_cells_for_the_rest(written, kind):
    [sheet] = sheet_of(written(replace(CHART, kind=kind)))
    rows = list(sheet.iter_rows(values_only=True))
    assert rows[0] == (None, "男", "女")
    assert [row[0] for row in rows[1:]] == [f"令和{era}年\n{2018 + era}" for era in range(2, 7)]
    sign = -1 if kind is ChartKind.TWO_SIDED_BAR else 1
    assert [row[1] for row in rows[1:]] == [sign * 1234, None, sign * 1301, sign * 987, None]
    assert [row[2] for row in rows[1:]] == [812, 790, None, 655, 701]


def test_a_chart_names_the_cells_of_its_workbook(written):
    file = written(CHART)
    [chart] = charts_of(file)
    assert texts(chart, f".//{C}f") == [
        *("Sheet1!$B$1", "Sheet1!$A$2:$A$6", "Sheet1!$B$2:$B$6"),
        *("Sheet1!$C$1", "Sheet1!$A$2:$A$6", "Sheet1!$C$2:$C$6"),
    ]
    assert [sheet.title for sheet in sheet_of(file)] == ["Sheet1"]


def test_columns_of_a_sheet_are_counted_as_excel_counts_them():
    assert [column_letters(column) for column in (0, 25, 26, 51, 52, 701, 702)] == ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA"]


def test_gaps_stay_gaps_and_no_line_is_smoothed(written):
    [chart] = charts_of(written(CHART))
    assert attribute(chart, f".//{C}dispBlanksAs") == ["gap"]
    assert set(attribute(chart, f".//{C}smooth")) == {"0"}


def test_a_break_interrupts_lines_at_an_empty_place_with_a_sign(written):
    categories = (*YEARS[:3], replace(YEARS[3], break_before=True), YEARS[4])
    file = written(replace(CHART, categories=categories))
    [chart] = charts_of(file)
    assert texts(chart.find(f".//{C}cat"), f".//{C}v")[2:5] == ["令和4年\n2022", "//", "令和5年\n2023"]
    assert cached(chart) == numbers_of(CHART)
    assert [cell.value for cell in sheet_of(file)[0][5]] == ["//", None, None]


def test_a_break_before_the_first_category_is_none(written):
    [chart] = charts_of(written(replace(CHART, categories=(replace(YEARS[0], break_before=True), *YEARS[1:]))))
    assert len(chart.find(f".//{C}cat").findall(f".//{C}pt")) == 5


@pytest.mark.parametrize(
    ("kind", "plot", "direction", "grouping", "overlap"),
    [
        (ChartKind.LINE, "lineChart", [], "standard", []),
        (ChartKind.GROUPED_BAR, "barChart", ["col"], "clustered", ["0"]),
        (ChartKind.STACKED_BAR, "barChart", ["col"], "stacked", ["100"]),
        (ChartKind.SHARE_BAR, "barChart", ["bar"], "percentStacked", ["100"]),
        (ChartKind.TWO_SIDED_BAR, "barChart", ["bar"], "clustered", ["100"]),
    ],
)
def test_each_kind_is_words_own_chart_of_that_kind(written, kind, plot, direction, grouping, overlap):
    [chart] = charts_of(written(replace(CHART, kind=kind)))
    [drawn] = chart.findall(f".//{C}{plot}")
    assert (attribute(drawn, f"{C}barDir"), attribute(drawn, f"{C}overlap")) == (direction, overlap)
    assert attribute(drawn, f"{C}grouping") == [grouping]


def test_the_left_side_of_two_sides_is_negative_and_printed_without_sign(written):
    [chart] = charts_of(written(replace(CHART, kind=ChartKind.TWO_SIDED_BAR)))
    left, right = cached(chart)
    assert max(left.values()) < 0 < min(right.values())
    assert set(texts(chart, f".//{C}formatCode")) == {"#,##0;#,##0"}
    assert attribute(chart, f".//{C}valAx/{C}numFmt", "formatCode") == ["#,##0;#,##0"]
    [low], [high] = attribute(chart, f".//{C}valAx/{C}scaling/{C}min"), attribute(chart, f".//{C}valAx/{C}scaling/{C}max")
    assert (low, high) == ("-1500", "1500")


@pytest.mark.parametrize("kind", [ChartKind.SHARE_BAR, ChartKind.TWO_SIDED_BAR])
def test_lying_bars_begin_at_the_top_and_have_their_axis_below(written, kind):
    [chart] = charts_of(written(replace(CHART, kind=kind)))
    assert attribute(chart, f".//{C}catAx/{C}scaling/{C}orientation") == ["maxMin"]
    assert attribute(chart, f".//{C}catAx/{C}tickLblPos") == ["low"]
    assert attribute(chart, f".//{C}valAx/{C}crosses") == ["max"]


def test_panels_are_a_chart_for_each_series_with_one_axis(written):
    file = written(replace(CHART, panels=True))
    found = charts_of(file)
    assert [cached(chart) for chart in found] == [[numbers] for numbers in numbers_of(CHART)]
    assert {tuple(attribute(chart, f".//{C}valAx/{C}scaling/*")) for chart in found} == {("minMax", "1500", "0")}
    assert [texts(chart, f".//{C}title//{A}t") for chart in found] == [["男（人）"], ["女（人）"]]
    assert [text.get("descr") for text in file.body.iter(f"{WP}docPr")] == [
        alt_text(replace(CHART, series=(one,))) for one in CHART.series
    ]


def test_the_unit_stands_at_the_axis_and_shares_are_per_cent(written):
    [line], [share] = charts_of(written(CHART)), charts_of(written(replace(CHART, kind=ChartKind.SHARE_BAR)))
    assert texts(line, f".//{C}valAx/{C}title//{A}t") == ["（人）"]
    assert texts(share, f".//{C}valAx/{C}title//{A}t") == []
    assert attribute(share, f".//{C}valAx/{C}numFmt", "formatCode") == ["0%"]


def test_a_long_unit_is_turned(written):
    [chart] = charts_of(written(replace(CHART, unit="人口10万対")))
    assert attribute(chart, f".//{C}valAx/{C}title//{A}bodyPr", "rot") == ["-5400000"]


def eight(kind: ChartKind) -> Chart:
    return replace(CHART, kind=kind, series=tuple(series(f"系列{number}", *"12345") for number in range(8)))


def test_bars_differ_in_pattern_without_colour(written):
    [chart] = charts_of(written(eight(ChartKind.GROUPED_BAR)))
    fills = [one.find(f"{C}spPr")[0] for one in chart.iter(f"{C}ser")]
    looks = [(fill.tag, fill.get("prst"), attribute(fill, f"{A}srgbClr")) for fill in fills]
    assert len({(tag, pattern, str(plain)) for tag, pattern, plain in looks}) == 8
    grounds = {ground for fill in fills for ground in attribute(fill, f"{A}bgClr/{A}srgbClr")}
    assert grounds == {"FFFFFF"}


def test_lines_differ_in_dash_and_marker_without_colour(written):
    [chart] = charts_of(written(eight(ChartKind.LINE)))
    looks = []
    for one in chart.iter(f"{C}ser"):
        marker, dashes = one.find(f"{C}marker"), one.find(f"{C}spPr//{A}custDash")
        filled = attribute(marker, f"{C}spPr/{A}solidFill/{A}srgbClr")
        strokes = tuple(dash.get("d") for dash in dashes) if dashes is not None else ()
        looks.append((marker.find(f"{C}symbol").get("val"), filled == ["FFFFFF"], strokes))
    assert len(set(looks)) == 8
    assert len({strokes for _, _, strokes in looks}) == 8


def test_the_inks_begin_again_where_there_are_more_series(written):
    many = replace(CHART, series=tuple(series(f"系列{number}", *"12345") for number in range(9)))
    [chart] = charts_of(written(many))
    inks = attribute(chart, f".//{C}ser/{C}spPr/{A}ln/{A}solidFill/{A}srgbClr")
    assert inks[8] == inks[0] == "1A4480"


def test_all_text_has_the_font_and_size_of_the_theme(written):
    [chart] = charts_of(written(replace(CHART, series=(MEN,))))
    for tag in ("latin", "ea", "cs"):
        assert set(attribute(chart, f".//{A}{tag}", "typeface")) == {"BIZ UDゴシック"}
    assert {found.get("sz") for tag in ("defRPr", "rPr") for found in chart.iter(f"{A}{tag}")} == {"850"}


def test_a_single_series_has_its_values_written_in_the_format_they_are_printed_in(written):
    [chart] = charts_of(written(replace(CHART, series=(series("率", "18.6", "17.0", "…", "16.5", "15.9"),))))
    labels = chart.find(f".//{C}ser/{C}dLbls")
    assert attribute(labels, f"{C}numFmt", "formatCode") == ["#,##0.0"]
    assert attribute(labels, f"{C}showVal") == ["1"]
    assert labels.findall(f"{C}dLbl") == []


def test_values_that_no_format_prints_alike_carry_their_printed_text(written):
    chart = replace(CHART, series=(ChartSeries("率", Run("率"), (ChartValue(Decimal("18.64"), "約18.6"), *MEN.values[1:])),))
    [found] = charts_of(written(chart))
    assert texts(found, f".//{C}dLbl//{A}t") == ["約18.6", "1,301", "987"]


def test_many_values_are_left_to_the_table(written):
    [lines] = charts_of(written(CHART))
    [bars] = charts_of(written(replace(CHART, kind=ChartKind.GROUPED_BAR, series=(MEN, WOMEN) * 5)))
    assert lines.findall(f".//{C}dLbls") == bars.findall(f".//{C}dLbls") == []


def test_parts_too_small_for_their_text_have_none(written):
    parts = (series("大", *["99"] * 5), series("小", *["1"] * 5))
    [chart] = charts_of(written(replace(CHART, kind=ChartKind.SHARE_BAR, series=parts)))
    large, small = chart.iter(f"{C}ser")
    assert attribute(large, f"{C}dLbls/{C}showVal") == ["1"]
    assert small.find(f"{C}dLbls") is None


def test_labels_of_many_years_are_thinned_and_those_of_many_bars_upright(written):
    years = tuple(ChartCategory(f"平成{era}年", str(1988 + era)) for era in range(6, 31))
    many = series("数", *map(str, range(25)))
    [lines] = charts_of(written(replace(CHART, categories=years, series=(many,))))
    [bars] = charts_of(written(replace(CHART, kind=ChartKind.GROUPED_BAR, categories=years, series=(many,))))
    assert int(attribute(lines, f".//{C}tickLblSkip")[0]) > 1
    assert attribute(bars, f".//{C}tickLblSkip") == ["1"]
    assert attribute(bars, f".//{C}catAx/{C}txPr/{A}bodyPr", "vert") == ["eaVert"]


def test_caption_chart_table_and_remarks_stand_in_this_order(written):
    file = written(CHART)
    lines = file.lines()
    assert lines[0] == "図１　人数の推移"
    assert lines[1] == ""
    assert lines[2:5] == ["", "男（人）", "女（人）"]
    assert lines[-1] == "※\t注です。"
    caption, chart, table, _ = list(file.body)[-5:-1]
    assert caption.find(f"{W}pPr/{W}pStyle").get(f"{W}val") == "Caption"
    assert chart.find(f".//{C}chart") is not None
    assert chart.find(f"{W}pPr/{W}keepNext") is None
    assert table.tag == f"{W}tbl"


def test_a_chart_without_table_and_remarks_does_not_hold_what_follows(written):
    file = written(replace(CHART, table=ChartTable.NONE, notes=()), Paragraph((Run("本文"),)))
    assert file.lines() == ["図１　人数の推移", "", "本文"]
    assert file.all("tbl") == []
    [chart] = [paragraph for paragraph in file.all("p") if paragraph.find(f".//{C}chart") is not None]
    assert chart.find(f"{W}pPr/{W}keepNext") is None


def test_a_chart_without_table_stays_with_its_remarks(written):
    [chart] = [each for each in written(replace(CHART, table=ChartTable.NONE)).all("p") if each.find(f".//{C}chart") is not None]
    assert chart.find(f"{W}pPr/{W}keepNext") is not None


def test_the_drawing_has_a_text_for_people_who_do_not_see_it(written):
    [properties] = written(CHART).body.iter(f"{WP}docPr")
    assert properties.get("descr") == alt_text(CHART)


@pytest.mark.parametrize("panels", [False, True])
def test_charts_fit_their_place_wherever_they_stand(written, panels):
    chart = replace(CHART, panels=panels)
    listed = List((ListItem("⑴", (Paragraph((Run("項目"),)), chart)),))
    file = written(chart, Slot(60.0, (chart,)), listed, landscape=True)
    drawings = list(file.body.iter(f"{WP}extent"))
    assert len(drawings) == 3 * (2 if panels else 1)
    assert all(int(extent.get("cx")) <= 273.1 * 36000 and int(extent.get("cy")) <= 181 * 36000 for extent in drawings)
    numbers = [properties.get("id") for properties in file.body.iter(f"{WP}docPr")]
    assert len(set(numbers)) == len(numbers)


@pytest.mark.parametrize("notes", [(), CHART.notes])
def test_the_rows_of_a_low_table_of_values_stay_together_and_with_the_remarks(written, notes):
    _, *rows = written(replace(CHART, notes=notes)).all("tr")
    kept = [row.find(f".//{W}p/{W}pPr/{W}keepNext") is not None for row in rows]
    assert kept == [True, True, True, True, bool(notes)]


def test_a_table_beside_its_chart_stands_in_the_cell_beside_it(written):
    file = written(replace(CHART, table=ChartTable.BESIDE))
    outer, inner = file.all("tbl")
    left, right = outer.find(f"{W}tr").findall(f"{W}tc")
    assert left.find(f".//{C}chart") is not None
    assert inner in list(right)
    assert [line for line in file.lines() if line] == [line for line in written(CHART).lines() if line]
    [extent] = file.body.iter(f"{WP}extent")
    assert int(extent.get("cx")) < 0.62 * 170 * 36000


def test_the_table_of_values_is_no_wider_than_its_numbers_need(written):
    [table] = written(replace(CHART, series=(MEN,))).all("tbl")
    assert int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w")) < 85 * 1440 / 25.4


def test_a_wished_height_is_kept(written):
    [extent] = written(replace(CHART, height_mm=60.0)).body.iter(f"{WP}extent")
    assert int(extent.get("cy")) == pytest.approx(60 * 36000, abs=700)


def png(width: int, height: int) -> bytes:
    from PIL import Image

    content = io.BytesIO()
    Image.new("L", (width, height), 255).save(content, "PNG")
    return content.getvalue()


def test_a_theme_with_pictures_gets_the_picture_in_its_proportions(info):
    document = Document("S01", "資料１", "", (Section((CHART,)),))
    file = WordFile(render_docx(document, PICTURES, info, {"K1": png(800, 400)}))
    assert parts(file, "word/charts/") == parts(file, "word/embeddings/") == []
    assert file.archive.read("word/media/image1.png") == png(800, 400)
    [extent] = file.body.iter(f"{WP}extent")
    assert int(extent.get("cx")) == pytest.approx(2 * int(extent.get("cy")), abs=1300)
    assert [properties.get("descr") for properties in file.body.iter(f"{WP}docPr")] == [alt_text(CHART)]
    assert len(file.lines()) == len(WordFile(render_docx(document, DEFAULT_THEME, info)).lines())


def test_a_chart_of_which_there_is_no_picture_is_native(written):
    assert len(charts_of(written(CHART, theme=PICTURES))) == 1


def test_charts_name_no_person_and_no_time_and_have_the_same_bytes(written):
    file, again = written(CHART), written(CHART)
    assert file.content == again.content
    workbook = zipfile.ZipFile(io.BytesIO(file.archive.read("word/embeddings/chart1.xlsx")))
    assert {member.date_time for member in workbook.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not any(name.startswith("docProps") for name in workbook.namelist())
    assert not re.search(r"<dc:|openpyxl|creator", "".join(workbook.read(name).decode() for name in workbook.namelist()))


def test_text_of_names_is_never_markup_nor_formula(written):
    chart = replace(
        CHART, categories=(ChartCategory('=1+1<a>&"'), *YEARS[1:]), series=(series("<20 & >5", *"12345"),), unit="<人>"
    )
    file = written(chart)
    [found] = charts_of(file)
    assert texts(found, f".//{C}tx//{C}v") == ["<20 & >5"]
    [sheet] = sheet_of(file)
    assert (sheet["A2"].value, sheet["A2"].data_type, sheet["B1"].value) == ('=1+1<a>&"', "s", "<20 & >5")


NUMBERS = st.one_of(
    st.none(),
    st.integers(-9_999_999, 9_999_999).map(Decimal),
    st.decimals(-100_000, 100_000, allow_nan=False, allow_infinity=False, places=3),
)
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=6)


@st.composite
def any_chart(draw) -> Chart:
    kind = draw(st.sampled_from(KINDS))
    places = draw(st.integers(1, 25))
    count = 2 if kind is ChartKind.TWO_SIDED_BAR else draw(st.integers(1, 8))
    categories = [
        ChartCategory(f"{draw(NAMES)}{number}", draw(st.sampled_from(["", "2021"])), draw(st.booleans()))
        for number in range(places)
    ]
    rows = [draw(st.lists(NUMBERS, min_size=places, max_size=places)) for _ in range(count)]
    if kind is ChartKind.TWO_SIDED_BAR:
        rows = [[None if number is None else abs(number) for number in row] for row in rows]
    values = [tuple(ChartValue(number, "x" if number is None else f"{number:,}") for number in row) for row in rows]
    lines = tuple(ChartSeries(f"s{number}", Run(draw(NAMES)), row) for number, row in enumerate(values))
    panels = draw(st.booleans()) and kind in (ChartKind.LINE, ChartKind.GROUPED_BAR)
    return Chart(
        "K", kind, (Run(draw(NAMES)),), tuple(categories), lines, draw(st.sampled_from(["", "人", "人口10万対"])), panels
    )


@settings(max_examples=25, deadline=None)
@given(any_chart())
def test_any_chart_gives_parts_whose_numbers_are_those_of_the_block(chart):
    content = render_docx(Document("S", "資料", "", (Section((chart,)),)), DEFAULT_THEME, DocumentInfo("資料"))
    docx.Document(io.BytesIO(content))
    file = WordFile(content)
    found = [numbers for part in charts_of(file) for numbers in cached(part)]
    wanted = numbers_of(chart)
    if chart.kind is ChartKind.TWO_SIDED_BAR:
        assert all(number <= 0 for number in found[0].values())
        found = unsigned(found)
    assert found == wanted
    typed = [cell.value for number in range(len(charts_of(file))) for cell in all_cells(sheet_of(file, number + 1))]
    assert sorted(abs(number) for number in typed if not isinstance(number, str)) == pytest.approx(
        sorted(abs(float(number)) for one in wanted for number in one.values())
    )


def all_cells(sheets):
    return [cell for sheet in sheets for row in sheet.iter_rows() for cell in row if cell.value is not None]


@settings(max_examples=100, deadline=None)
@given(any_chart())
def test_the_axis_begins_and_steps_as_that_of_the_pdf(chart):
    ours, theirs = axis_scale(chart), scale_of(chart)
    if chart.kind is ChartKind.SHARE_BAR:
        assert (ours.low, ours.high) == (0, 1)
    else:
        assert float(ours.high) == pytest.approx(theirs.high)
        assert float(ours.low) == pytest.approx(-theirs.high if chart.kind is ChartKind.TWO_SIDED_BAR else theirs.low)


def test_a_high_table_of_values_may_break_but_not_from_its_remarks(written):
    many = tuple(ChartCategory(f"平成{year}年") for year in range(1, 31))
    ages = series("数", *map(str, range(30)))
    _, *rows = written(replace(CHART, categories=many, series=(ages,))).all("tr")
    kept = [row.find(f".//{W}p/{W}pPr/{W}keepNext") is not None for row in rows]
    assert kept == [False] * 29 + [True]
