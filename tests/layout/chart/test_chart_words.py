"""What a chart says in words and in its table, and the small parts of its drawing."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chart_examples import EXAMPLES
from kaigi_docs.blocks import Chart, ChartTable, ChartValue
from kaigi_docs.charts import alt_text, drawn_texts, value_tables, values_table
from kaigi_docs.layout.chart.drawing import crosses
from kaigi_docs.layout.chart.ink import dark, falling, filled, rising
from kaigi_docs.layout.chart.lines import spread
from kaigi_docs.layout.chart.scale import scale_of, tick_texts
from kaigi_docs.layout.page import Fill, Rect, Rule
from kaigi_docs.theme import PALETTE, Pattern


def test_the_words_for_a_chart_name_kind_span_unit_values_gaps_and_breaks(chart_examples):
    first, *_ = chart_examples["trend"].series
    assert alt_text(replace(chart_examples["trend"], series=(first,))) == (
        "折れ線グラフ「図１　自殺死亡率の推移（人口10万対）」。平成24年（2012）から令和6年（2024）まで。単位は人口10万対。"
        "みほん市：平成24年（2012）は24.1、令和6年（2024）は15.9。載せた数のうち、最大は平成24年（2012）の24.1。載せた数のうち、最小は令和6年（2024）の15.9。"
        "平成29年（2017）は「x」。令和2年（2020）から数え方が変わったため、その前とは比べられません。"
    )


def test_the_words_hold_no_number_that_is_not_printed(chart_examples):
    for chart in chart_examples.values():
        printed = drawn_texts(chart) | {run.text for run in chart.title}
        allowed = {number for text in printed for number in re.findall(r"[0-9.,]+", text)}
        assert set(re.findall(r"[0-9.,]+", alt_text(chart))) <= allowed


def test_a_long_table_of_few_series_is_set_as_two(chart_examples):
    whole = values_table(chart_examples["trend"])
    left, right = value_tables(chart_examples["trend"])
    assert left.columns == right.columns == whole.columns
    rows = [row.cells for table in (left, right) for row in table.groups[0].rows]
    assert rows == [row.cells for row in whole.groups[0].rows] and len(left.groups[0].rows) == 7
    assert value_tables(replace(chart_examples["trend"], table=ChartTable.BESIDE)) == (whole,)
    assert value_tables(chart_examples["causes"]) == (values_table(chart_examples["causes"]),)


def of_values(chart: Chart, *numbers: str) -> Chart:
    series = replace(chart.series[0], values=tuple(ChartValue(Decimal(number), number) for number in numbers))
    return replace(chart, categories=chart.categories[:1] * len(numbers), series=(series,))


@pytest.mark.parametrize(
    ("numbers", "ticks"),
    [
        (("0", "3"), ["0", "1", "2", "3"]),
        (("0", "12345"), ["0", "5,000", "10,000", "15,000"]),
        (("0", "0.0021"), ["0", "0.0005", "0.0010", "0.0015", "0.0020", "0.0025"]),
        (("-30", "45"), ["-40", "-20", "0", "20", "40", "60"]),
        (("0", "0"), ["0", "1"]),
    ],
)
def test_ticks_are_one_two_or_five_times_a_power_of_ten(chart_examples, numbers, ticks):
    scale = scale_of(of_values(chart_examples["ages"], *numbers))
    assert [tick.text for tick in scale.ticks] == ticks


@settings(max_examples=100)
@given(st.lists(st.decimals(min_value=-(10**9), max_value=10**9, places=3), min_size=1, max_size=8))
def test_a_scale_holds_every_value_between_its_ends_in_few_ticks(numbers):
    for kind in ("ages", "trend"):
        scale = scale_of(of_values(EXAMPLES[kind], *map(str, numbers)))
        assert all(0.0 <= scale.share(float(number)) <= 1.0 for number in numbers)
        assert 2 <= len(scale.ticks) <= 9
        assert scale.broken == (scale.low > 0)


def test_a_hidden_number_changes_no_tick(chart_examples):
    shown = chart_examples["ages"]
    hidden = replace(shown, series=tuple(replace(one, values=(*one.values[:-1], ChartValue(None, "x"))) for one in shown.series))
    assert tick_texts(hidden) == tick_texts(shown)


BOXES = st.tuples(st.floats(0, 400), st.floats(0, 400), st.floats(0.1, 80), st.floats(0.1, 80)).map(
    lambda edges: Rect(edges[0], edges[1], edges[0] + edges[2], edges[1] + edges[3])
)


@settings(max_examples=60)
@given(BOXES)
def test_patterns_stay_inside_their_rectangle(rect):
    for ink in PALETTE:
        for mark in filled(rect, ink):
            if isinstance(mark, Rule):
                assert rect.contains(Rect(min(mark.x0, mark.x1), min(mark.y0, mark.y1), max(mark.x0, mark.x1), mark.y1), 0.01)
            elif isinstance(mark, Fill):
                assert mark.rect == rect


def test_slanting_patterns_slant_their_own_way():
    square = Rect(0.0, 0.0, 20.0, 20.0)
    assert all(y0 >= y1 for _, y0, _, y1 in rising(square, 3.0))
    assert all(y0 <= y1 for _, y0, _, y1 in falling(square, 3.0))
    assert {ink.pattern for ink in PALETTE} == set(Pattern)


def test_strokes_are_darkened_only_where_a_copier_would_break_them_up():
    assert dark("#1a4480") == "#1a4480"
    assert dark("#000000") == "#000000"
    assert dark("#ffffff") == "#4c4c4c"


def test_a_line_crosses_a_rectangle_or_passes_by_it():
    rect = Rect(10.0, 10.0, 20.0, 20.0)
    assert (
        crosses(rect, (0.0, 0.0), (30.0, 30.0)) and crosses(rect, (15.0, 0.0), (15.0, 40.0)) and crosses(rect, (12, 12), (13, 13))
    )
    assert not crosses(rect, (0.0, 15.0), (8.0, 40.0)) and not crosses(rect, (5.0, 18.0), (15.0, 30.0))


@settings(max_examples=100)
@given(st.lists(st.tuples(st.floats(0, 100), st.floats(5, 12)), min_size=1, max_size=8))
def test_spread_names_keep_their_order_their_distance_and_their_room(wanted):
    heights = [height for _, height in wanted]
    middles = spread([middle for middle, _ in wanted], heights, 0.0, 100.0)
    edges = sorted((middle - height / 2, middle + height / 2) for middle, height in zip(middles, heights, strict=True))
    assert edges[0][0] >= -0.01 and edges[-1][1] <= 100.01
    assert all(lower[0] >= upper[1] - 0.01 for upper, lower in pairwise(edges))
    order = sorted(range(len(wanted)), key=lambda at: (wanted[at][0], at))
    assert [middles[at] for at in order] == sorted(middles)
