"""Charts of the invented みほん市 with invented numbers: one of each kind, as a chapter of statistics would print them."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from kaigi_docs.blocks import Chart, ChartCategory, ChartKind, ChartSeries, ChartValue, Note, Run
from kaigi_docs.findings import Location

Typed = int | str


def value(typed: Typed, cell: str = "") -> ChartValue:
    """A whole number, a decimal number as text, or the sign of what is missing."""
    source = Location("統計.xlsx", "統計", cell) if cell else None
    if isinstance(typed, int):
        return ChartValue(Decimal(typed), f"{typed:,}", source)
    if typed.replace(".", "").replace("-", "").isdigit():
        return ChartValue(Decimal(typed), typed, source)
    return ChartValue(None, typed, source)


def series(name: str, *typed: Typed, column: str = "B") -> ChartSeries:
    return ChartSeries(name, Run(name), tuple(value(each, f"{column}{row}") for row, each in enumerate(typed, start=2)))


def years(first: int, count: int, *, breaks: Sequence[int] = ()) -> tuple[ChartCategory, ...]:
    """Calendar years from one of 平成 on; `breaks` are the years that begin a new way of counting."""
    return tuple(ChartCategory(wareki(year), str(year), year in breaks) for year in range(first, first + count))


def wareki(year: int) -> str:
    if year < 2019:
        return f"平成{year - 1988}年"
    return "令和元年" if year == 2019 else f"令和{year - 2018}年"


AGES = ("20歳未満", "20歳代", "30歳代", "40歳代", "50歳代", "60歳代", "70歳代", "80歳以上")
AGE_CATEGORIES = tuple(ChartCategory(age) for age in AGES)

TREND = Chart(
    "trend",
    ChartKind.LINE,
    (Run("図１　自殺死亡率の推移（人口10万対）"),),
    years(2012, 13, breaks=(2020,)),
    (
        series("みほん市", "24.1", "22.8", "20.4", "21.9", "18.2", "x", "17.5", "16.1", "18.9", "19.4", "17.2", "16.8", "15.9"),
        series(
            "県",
            "22.6",
            "21.8",
            "20.1",
            "19.3",
            "18.0",
            "17.2",
            "16.9",
            "16.4",
            "17.1",
            "17.0",
            "17.6",
            "17.3",
            "16.6",
            column="C",
        ),
        series(
            "全国",
            "21.8",
            "21.1",
            "19.6",
            "18.6",
            "17.0",
            "16.4",
            "16.2",
            "15.7",
            "16.4",
            "16.5",
            "17.4",
            "17.3",
            "16.4",
            column="D",
        ),
    ),
    "人口10万対",
    notes=(
        Note("※", (Run("令和２年から集計の時点を改めたため、その前とは比べられません。"),)),
        Note("※", (Run("「x」は公表しない値です。"),)),
    ),
)

GROUPED = Chart(
    "ages",
    ChartKind.GROUPED_BAR,
    (Run("図２　相談件数（年齢階級別）"),),
    AGE_CATEGORIES,
    (
        series("令和４年度", 38, 112, 145, 186, 171, 98, 64, 22),
        series("令和５年度", 45, 128, 151, 203, 188, 104, 71, "x", column="C"),
        series("令和６年度", 61, 140, 149, 221, 196, 99, 80, 31, column="D"),
    ),
    "件",
)

STACKED = Chart(
    "causes",
    ChartKind.STACKED_BAR,
    (Run("図３　相談の主な内容"),),
    years(2018, 7),
    (
        series("健康", 210, 205, 248, 261, 255, 240, 236),
        series("家庭", 98, 104, 131, 126, 118, 121, 125, column="C"),
        series("経済・生活", 120, 111, 164, 182, 170, 158, 149, column="D"),
        series("勤務", 64, 70, 58, 61, 66, 72, 75, column="E"),
        series("その他・不詳", 31, 28, 35, "…", 30, 33, 29, column="F"),
    ),
    "件",
)

SHARES = Chart(
    "shares",
    ChartKind.SHARE_BAR,
    (Run("図４　「こころの健康に関する市民アンケート」悩みを相談できる相手がいるか"),),
    tuple(ChartCategory(label) for label in ("全体", "10・20歳代", "30・40歳代", "50・60歳代", "70歳以上")),
    (
        series("いる", "61.2", "70.3", "63.8", "57.1", "55.0"),
        series("いるが、相談しにくい", "19.5", "15.9", "20.7", "22.4", "17.6", column="C"),
        series("いない", "12.8", "9.1", "11.0", "14.6", "16.3", column="D"),
        series("無回答", "6.5", "4.7", "4.5", "5.9", "11.1", column="E"),
    ),
    "％",
)

PYRAMID = Chart(
    "pyramid",
    ChartKind.TWO_SIDED_BAR,
    (Run("図５　自殺者数（性・年齢階級別、令和２～６年の合計）"),),
    tuple(reversed(AGE_CATEGORIES)),
    (
        series("男性", 12, 15, 18, 24, 26, 17, 11, "x"),
        series("女性", 9, 10, 8, 9, 11, 7, 6, "x", column="C"),
    ),
    "人",
    notes=(Note("※", (Run("「x」は、個人が分からないよう公表しない値です。"),)),),
)

PANELS = Chart(
    "districts",
    ChartKind.LINE,
    (Run("図６　地区別の相談件数"),),
    years(2015, 10),
    (
        series("中央地区", 182, 190, 201, 196, 214, 260, 271, 255, 240, 236),
        series("東部地区", 95, 90, 99, 104, 101, 132, 128, 121, 118, 115, column="C"),
        series("西部地区", 120, 118, 111, "…", "…", 140, 152, 149, 151, 147, column="D"),
        series("南部地区", 61, 66, 58, 70, 74, 79, 81, 77, 84, 90, column="E"),
        series("北部地区", 33, 29, 36, 31, 38, 42, 40, 45, 39, 41, column="F"),
        series("島しょ地区", 8, 11, 7, 9, 12, 10, 14, 9, 11, 8, column="G"),
    ),
    "件",
    panels=True,
)

EXAMPLES = {chart.id: chart for chart in (TREND, GROUPED, STACKED, SHARES, PYRAMID, PANELS)}
