"""Sentences with their proof: what stands behind each figure, and which typed numbers stand on nothing."""

from __future__ import annotations

from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.statistics import (
    Counting,
    Exhibit,
    ExhibitKind,
    Passage,
    SentenceKind,
    SentenceRow,
    Statistics,
    StatisticsSection,
)
from kaigi_docs.model.text import Text
from kaigi_docs.narrative.explaining import explain, figures_in
from narrative.told import series

NATION = series("総数", {2020: 21081, 2021: 21007}, region="全国")


def lines(*passages: Passage) -> list[str]:
    chart = Exhibit(id="Z01", title=Text("推移"), kind=ExhibitKind.LINE, series=(NATION,), periods=NATION.periods)
    section = StatisticsSection(id="N01", title=Text("全国"), parts=(*passages, chart))
    return [line for each in explain(Statistics(sections=(section,)), DigitWidth.HALF) for line in each.lines()]


def test_a_computed_sentence_is_followed_by_each_figure_with_its_formula_and_cells() -> None:
    assert lines(Passage(Text(""), computed=SentenceRow(kind=SentenceKind.CHANGE, series=NATION))) == [
        "【自動】令和3年（2021）の全国の総数は21,007人で、対前年74人（約0.4％）減です。",
        "    21,007人 ＝ 21,007（R-総数 2021 総数）",
        "    74人 ＝ 21,007 − 21,081（R-総数 2021 総数、R-総数 2020 総数）",
        "    約0.4％ ＝ (21,007 − 21,081) ÷ 21,081 × 100、四捨五入（小数1桁）（R-総数 2021 総数、R-総数 2020 総数）",
        "    減 ＝ 21,007 と 21,081 の大小（R-総数 2021 総数、R-総数 2020 総数）",
    ]


def test_rates_that_are_computed_are_proven_at_their_table() -> None:
    counts, people = series("人数", {2020: 61, 2021: "x"}), series("人口", {2020: 317_900, 2021: 315_800})
    rates = series("率", {2020: "19.2", 2021: "x"}, decimals=1, counting=Counting.RATE, computed_from=(counts, people))
    table = Exhibit(id="Z01", title=Text("死亡率"), kind=ExhibitKind.TABLE, series=(rates,), periods=rates.periods)
    section = StatisticsSection(id="N01", title=Text("市"), parts=(table,))
    assert [line for each in explain(Statistics(sections=(section,)), DigitWidth.HALF) for line in each.lines()] == [
        "【計算した率】死亡率：率",
        "    19.2 ＝ 61 ÷ 317,900 × 100,000、四捨五入（小数1桁）（R-人数 2020 総数、R-人口 2020 総数）",
    ]


def test_numbers_of_a_typed_sentence_are_tied_to_values_or_said_to_stand_on_none() -> None:
    assert lines(Passage(Text("令和3年は21,007人で、相談は1,250件でした（〔図表:Z01〕）。"))) == [
        "【手書き】令和3年は21,007人で、相談は1,250件でした（〔図表:Z01〕）。",
        "    21007 ← R-総数 2021 総数",
        "    1250 ← 結びつく数がありません",
    ]


def test_years_ages_and_numbers_of_charts_are_no_figures() -> None:
    assert figures_in("平成29年から令和３年（2021年）までの50歳代は、図１のとおり人口10万人当たり18.6で、第２回の会議。") == [
        "18.6"
    ]


def test_a_sentence_of_which_nothing_can_be_said_is_not_explained() -> None:
    assert lines(Passage(Text(""), computed=SentenceRow(kind=SentenceKind.RECORD, series=series("A", {2021: 5})))) == []
