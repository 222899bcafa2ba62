"""Charts on the page: no two texts touch, nothing leaves the figure, every kind says what it should."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import (
    Chart,
    ChartCategory,
    ChartKind,
    ChartSeries,
    ChartTable,
    ChartValue,
    Document,
    Heading,
    ListItem,
    Note,
    Paragraph,
    Run,
    Section,
)
from kaigi_docs.blocks import List as ListBlock
from kaigi_docs.findings import Findings
from kaigi_docs.layout.chart.drawing import Drawing, touch
from kaigi_docs.layout.chart.lettering import LEAST_PT, Lettering
from kaigi_docs.layout.chart.strips import drawing_of
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut, Mark, Rect, Rule, Shape, StructNode, TextRun
from kaigi_docs.layout.typesetter import Typesetter
from kaigi_docs.proof.drawn import compare_drawn
from kaigi_docs.proof.material import compare_material
from kaigi_docs.proof.report import Report
from kaigi_docs.theme import DEFAULT_THEME

MEASURE_PT = 482.0
LETTERING = Lettering(Typesetter(DEFAULT_THEME, Findings()))


def drawn(chart: Chart, width: float = MEASURE_PT) -> Drawing:
    return drawing_of(chart, width, DEFAULT_THEME, LETTERING)


def laid(*blocks: object) -> LaidOut:
    return layout_document(document(*blocks), DEFAULT_THEME)


def document(*blocks: object) -> Document:
    return Document("figures", "図", "", (Section(tuple(blocks)),))  # type: ignore[arg-type]


def texts(drawing: Drawing) -> list[str]:
    lines = [[piece for line in letter.text.lines for piece in line.pieces] for letter in drawing.letters]
    return ["".join(text for piece in pieces for text in piece.texts) for pieces in lines]


def placed(drawing: Drawing) -> dict[str, Rect]:
    return {text: letter.box for text, letter in zip(texts(drawing), drawing.letters, strict=True)}


def shapes(drawing: Drawing) -> list[Mark]:
    return [mark for mark in drawing.painted(0.0, 0.0) if not isinstance(mark, TextRun)]


def faults(drawing: Drawing) -> list[str]:
    """Texts that touch each other, leave the figure or are too small; marks that leave it."""
    figure = Rect(0.0, 0.0, drawing.width, drawing.height)
    names = texts(drawing)
    found = [
        f"「{names[one]}」 touches 「{names[other]}」"
        for one, other in combinations(range(len(names)), 2)
        if touch(shrunk(drawing.letters[one].box), drawing.letters[other].box)
    ]
    found += [
        f"「{name}」 leaves the figure: {letter.box}"
        for name, letter in zip(names, drawing.letters, strict=True)
        if not figure.contains(letter.box, 0.01)
    ]
    runs = (mark for mark in drawing.painted(0.0, 0.0) if isinstance(mark, TextRun))
    found += [f"「{run.text}」 is set in {run.size_pt} pt" for run in runs if run.size_pt < LEAST_PT]
    for mark in shapes(drawing):
        found += [f"{type(mark).__name__} at {point}" for point in points_of(mark) if not inside(figure, point)]
    return found


def points_of(mark: Mark) -> tuple[tuple[float, float], ...]:
    if isinstance(mark, Shape):
        return mark.points
    return ((mark.x0, mark.y0), (mark.x1, mark.y1)) if isinstance(mark, Rule) else ()


def shrunk(box: Rect) -> Rect:
    return Rect(box.x0 + 0.01, box.y0 + 0.01, box.x1 - 0.01, box.y1 - 0.01)


def inside(figure: Rect, point: tuple[float, float]) -> bool:
    """Marks of a few points (waves, breaks, markers) may stand out a little where nothing else is."""
    return figure.contains(Rect(*point, *point), 8.0)


NUMBERS = st.one_of(
    st.integers(0, 300),
    st.integers(-2000, 2000),
    st.integers(0, 10**12),
    st.decimals(min_value="0.001", max_value="99.9", places=3),
    st.just(0),
)
VALUES = st.one_of(
    NUMBERS.map(lambda number: ChartValue(Decimal(number), f"{number:,}")),
    st.sampled_from(["x", "…", "－", ""]).map(lambda sign: ChartValue(None, sign)),
)
NAMES = st.one_of(
    st.sampled_from(["男性", "女性", "総数", "みほん市", "20歳代", "令和６年", "健康問題"]),
    st.text("あ年度口地区のAbc123（）・", min_size=1, max_size=40),
    st.just("とても長い名前の系列（令和６年度こころの健康に関する市民アンケート調査による推計値）"),
)


@st.composite
def charts(draw: st.DrawFn) -> Chart:
    kind = draw(st.sampled_from(list(ChartKind)))
    count = draw(st.integers(1, 25))
    several = 2 if kind is ChartKind.TWO_SIDED_BAR else draw(st.integers(1, 8))
    same = draw(st.one_of(st.none(), NUMBERS))
    values = VALUES if same is None else st.just(ChartValue(Decimal(same), f"{same:,}"))
    second = draw(st.booleans())
    categories = tuple(
        ChartCategory(draw(NAMES), str(2000 + at) if second else "", draw(st.integers(0, 9)) == 0) for at in range(count)
    )
    series = tuple(
        ChartSeries(f"s{at}", Run(draw(NAMES)), tuple(draw(st.lists(values, min_size=count, max_size=count))))
        for at in range(several)
    )
    unit = draw(st.sampled_from(["", "人", "％", "人口10万対"]))
    height = draw(st.one_of(st.none(), st.floats(20.0, 150.0)))
    return Chart("c", kind, (Run("図"),), categories, series, unit, draw(st.booleans()), height_mm=height)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(charts(), st.sampled_from([MEASURE_PT, 700.0, 290.0]))
def test_in_any_chart_no_two_texts_touch_and_none_leaves_the_figure(chart, width):
    assert faults(drawn(chart, width)) == []


@settings(max_examples=60, deadline=None)
@given(st.from_regex(r"-?[0-9][0-9,.]{0,9}", fullmatch=True))
def test_a_number_is_set_as_the_line_breaker_sets_it(number):
    quick = LETTERING.set(number)
    slow = LETTERING._set(number, LETTERING.style, 1e6, None)
    assert quick.width == pytest.approx(slow.width)
    assert (quick.height, quick.lines[0].baseline) == (slow.height, slow.lines[0].baseline)
    (one,), (other,) = quick.lines[0].pieces, slow.lines[0].pieces
    assert (one.gids, one.texts, one.x, one.face) == (other.gids, other.texts, other.x, other.face)
    assert one.offsets == pytest.approx(other.offsets)


def test_every_example_is_free_of_faults(chart_examples):
    assert {name: faults(drawn(chart)) for name, chart in chart_examples.items()} == {name: [] for name in chart_examples}


# From the left, from the top (in points), and the text, in reading order.
GOLDEN = """\
 109   0 男性
 193   0 女性
 142   0 （人）
 132  18 80歳以上
 136  35 70歳代
 136  53 60歳代
 124  71 0
  95  71 5
  64  71 10
  35  71 15
   7  71 20
 172  71 0
 201  71 5
 227  71 10
 256  71 15
 285  71 20
  46  18 12
  29  35 15
  11  53 18
 228  18 9
 234  35 10
 223  53 8"""


def test_what_a_small_chart_prints_and_where(chart_examples):
    chart = chart_examples["pyramid"]
    small = replace(
        chart, categories=chart.categories[:3], series=tuple(replace(one, values=one.values[:3]) for one in chart.series)
    )
    drawing = drawn(small, 300.0)
    pairs = zip(texts(drawing), drawing.letters, strict=True)
    found = [f"{round(letter.box.x0):4}{round(letter.box.y0):4} {text}" for text, letter in pairs]
    assert "\n".join(found) == GOLDEN


def values(*typed: int | str | None) -> tuple[ChartValue, ...]:
    return tuple(
        ChartValue(None, str(each or "")) if each is None or isinstance(each, str) else ChartValue(Decimal(each), f"{each:,}")
        for each in typed
    )


def line(*typed: int | str | None, breaks: tuple[int, ...] = (), kind: ChartKind = ChartKind.LINE) -> Chart:
    categories = tuple(ChartCategory(f"{at}月", "", at in breaks) for at in range(len(typed)))
    return Chart("line", kind, (Run("図"),), categories, (ChartSeries("a", Run("件数"), values(*typed)),), "件")


def strokes_of(chart: Chart) -> list[int]:
    """How many points each line of a series joins."""
    inks = {ink for ink in (mark.stroke for mark in shapes(drawn(chart)) if isinstance(mark, Shape) and not mark.closed) if ink}
    blue = [ink for ink in inks if ink.startswith("#1a")]
    return [
        len(mark.points) for mark in shapes(drawn(chart)) if isinstance(mark, Shape) and mark.stroke in blue and not mark.closed
    ]


def test_a_line_is_interrupted_by_a_gap_and_by_a_break():
    assert strokes_of(line(1, 2, 3, 4, 5, 6)) == [6]
    assert strokes_of(line(1, 2, "x", 4, 5, 6)) == [2, 3]
    assert strokes_of(line(1, 2, 3, 4, 5, 6, breaks=(2,))) == [2, 4]


def test_the_sign_of_a_missing_value_stands_at_the_axis_in_small_type():
    drawing = drawn(line(3, "x", 5))
    (sign,) = [letter for text, letter in zip(texts(drawing), drawing.letters, strict=True) if text == "x"]
    zero = next(letter.box for text, letter in zip(texts(drawing), drawing.letters, strict=True) if text == "0")
    assert 0.0 < (zero.y0 + zero.y1) / 2 - sign.box.y1 < 3.0
    assert sign.text.lines[0].pieces[0].size_pt == LEAST_PT


def test_nothing_but_the_grid_is_drawn_of_a_series_without_published_values(chart_examples):
    for chart in chart_examples.values():
        hidden = replace(
            chart, series=tuple(replace(one, values=tuple(ChartValue(None, "x") for _ in one.values)) for one in chart.series)
        )
        numbers = {text for text in texts(drawn(hidden)) if text[0].isdigit()}
        categories = {text for each in chart.categories for text in (each.label, each.second)}
        assert numbers - categories <= {"0"} | {f"{at}％" for at in range(0, 101, 20)}


def test_bars_begin_at_zero_and_a_line_far_away_from_it_shows_that_its_axis_is_broken():
    far = (1010, 1020, 1035)
    bars, lines = texts(drawn(line(*far, kind=ChartKind.GROUPED_BAR))), texts(drawn(line(*far)))
    assert {"0", "500", "1,000"} <= set(bars)
    assert {"0", "1,010", "1,030"} <= set(lines)
    waves = [mark for mark in shapes(drawn(line(*far))) if isinstance(mark, Shape) and len(mark.points) > 100]
    assert len(waves) == 3
    assert "0" in texts(drawn(line(10, 20, 35)))


def test_ticks_are_round_and_those_of_whole_numbers_are_whole():
    assert [text for text in texts(drawn(line(0, 1, 2, kind=ChartKind.GROUPED_BAR))) if text.isdigit()][:3] == ["0", "1", "2"]
    assert {"0", "-200", "-400"} <= set(texts(drawn(line(-390, -120, kind=ChartKind.GROUPED_BAR))))


def test_of_many_years_the_first_and_the_last_are_always_named():
    many = replace(line(*range(1, 26)), categories=tuple(ChartCategory(f"平成{at}年", str(1988 + at)) for at in range(1, 26)))
    printed = texts(drawn(many, 250.0))
    assert {"平成1年", "平成25年", "1989", "2013"} <= set(printed)
    assert len([text for text in printed if text.endswith("年")]) < 10


def test_names_stand_at_the_lines_ends_and_else_in_a_legend(chart_examples):
    trend = drawn(chart_examples["trend"])
    names = placed(trend)
    assert min(names[name].x0 for name in ("みほん市", "県", "全国")) > 400.0
    first, *rest = chart_examples["trend"].series
    gap = replace(chart_examples["trend"], series=(replace(first, values=(*first.values[:-1], ChartValue(None, "x"))), *rest))
    legend = drawn(gap)
    names = placed(legend)
    assert max(names[name].y1 for name in ("みほん市", "県", "全国")) < 15.0


def test_a_share_of_an_unknown_whole_is_not_drawn_and_nothing_is_a_share_of_nothing():
    two = tuple(ChartCategory(label) for label in "甲乙丙")
    one, other = ChartSeries("a", Run("男"), values(10, 10, 10)), ChartSeries("b", Run("女"), values(30, "x", "－"))
    printed = texts(drawn(Chart("s", ChartKind.SHARE_BAR, (), two, (one, other), "人")))
    assert printed.count("10") == 2 and "x" in printed and "－" not in printed


def test_a_chart_stays_on_one_page_with_its_caption_its_table_and_its_notes(chart_examples, faults_in):
    filler = [Paragraph((Run("本文"),))] * 22
    out = laid(*filler, chart_examples["ages"])
    assert faults_in(out) == [] and len(out.pages) == 2
    assert all(run.text == "本文" for content in out.pages[0].contents for run in content.marks if isinstance(run, TextRun))
    assert list(out.findings) == []


def roles(node: StructNode) -> list[str]:
    return [kid.role for kid in node.kids if isinstance(kid, StructNode)]


def figures(node: StructNode) -> list[StructNode]:
    found = [node] if node.role == "Figure" else []
    return found + [one for kid in node.kids if isinstance(kid, StructNode) for one in figures(kid)]


@pytest.mark.parametrize(
    ("name", "table", "expected"),
    [
        ("ages", ChartTable.BELOW, ["P", "Figure", "Table"]),
        ("trend", ChartTable.BELOW, ["P", "Figure", "Table", "Table", "P", "P"]),
        ("pyramid", ChartTable.BESIDE, ["P", "Figure", "Table", "P"]),
        ("shares", ChartTable.NONE, ["P", "Figure"]),
    ],
)
def test_caption_figure_table_and_notes_are_read_in_this_order(chart_examples, name, table, expected):
    out = laid(Heading("h", 1, "", (Run("図"),)), replace(chart_examples[name], table=table))
    assert roles(out.struct) == ["H1", *expected]


def test_a_figure_knows_its_page_and_its_place_there(chart_examples):
    out = laid(*chart_examples.values())
    for figure in figures(out.struct):
        assert figure.page_box is not None and figure.alt
        page, box = figure.page_box
        (reference,) = [kid for kid in figure.kids if not isinstance(kid, StructNode)]
        assert reference.page == page
        runs = [mark for mark in reference.content.marks if isinstance(mark, TextRun)]
        assert runs and all(box.contains(run.box, 0.01) for run in runs)


def test_the_proof_finds_nothing_in_charts_of_every_kind_and_place(chart_examples):
    blocks = (*chart_examples.values(), ListBlock((ListItem("・", (replace(chart_examples["ages"], id="again"),)),)))
    report = Report("図.pdf")
    compare_material(laid(*blocks), document(*blocks), report)
    assert list(report.findings()) == []


def test_the_proof_finds_a_drawn_number_that_is_not_in_the_chart(chart_examples):
    chart = chart_examples["ages"]
    other = replace(chart, series=(replace(chart.series[0], values=values(37, *[1] * 7)), *chart.series[1:]))
    report = Report("図.pdf")
    compare_drawn(laid(other), document(chart), report)
    assert "「37」" in " ".join(finding.message for finding in report.findings())


def test_a_height_that_is_asked_for_is_kept_where_the_texts_have_room(chart_examples):
    for chart in chart_examples.values():
        assert drawn(replace(chart, height_mm=130.0)).height == pytest.approx(130.0 * 72 / 25.4)
        assert faults(drawn(replace(chart, height_mm=10.0))) == []


def test_notes_of_a_chart_stand_below_it(chart_examples, lines_on):
    chart = replace(chart_examples["ages"], notes=(Note("※", (Run("延べ件数です。"),)),))
    assert lines_on(laid(chart).pages[0])[-1] == "※延べ件数です。"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(charts(), st.sampled_from(list(ChartTable)))
def test_any_chart_on_a_page_says_what_its_block_says(chart, table):
    chart = replace(chart, table=table)
    report = Report("図.pdf")
    compare_material(laid(chart), document(chart), report)
    assert list(report.findings()) == []


@pytest.mark.parametrize("table", list(ChartTable))
def test_a_table_of_values_that_is_longer_than_a_page_goes_on_on_the_next(chart_examples, faults_in, table):
    ages = chart_examples["ages"]
    series = tuple(replace(one, values=one.values[:1] * 130) for one in (*ages.series, *ages.series))
    chart = replace(ages, categories=tuple(ChartCategory(f"{at}歳") for at in range(130)), series=series, table=table)
    out = laid(chart)
    assert faults_in(out) == [] and list(out.findings) == []
    assert len(out.pages) == (1 if table is ChartTable.NONE else 4)
