"""Figures that a person typed into 統計.xlsx come back as the same published values, wherever the rows stand."""

from __future__ import annotations

from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from meeting_rows import seen
from statistics_rows import SERIES, STATISTICS, read

from kaigi_docs.model.statistics import Sign

COUNTS = st.integers(5, 10_000_000).map(lambda number: f"{number:,}") | st.sampled_from(["0", "－", "…", "・", "x", "0.0"])
AGES = st.sampled_from(["", "20歳未満", "20歳代", "80歳以上", "男性", "=その他", "不詳"])
YEARS = st.integers(1950, 2040)
CELLS = st.dictionaries(st.tuples(st.sampled_from(["R01", "R02", "R03"]), YEARS, AGES), COUNTS, min_size=1, max_size=25)


@settings(max_examples=25, deadline=None)
@given(CELLS, st.randoms(use_true_random=False))
def test_values_survive_the_way_through_the_book(cells: dict[tuple[str, int, str], str], random: object) -> None:
    rows = [{"系列ID": one, "年": str(year), "区分": age, "値": text} for (one, year, age), text in cells.items()]
    random.shuffle(rows)  # type: ignore[attr-defined]
    tables = [
        {
            "図表ID": f"Z{number:02d}",
            "節ID": "N01",
            "題名": "表",
            "種類": "表だけ",
            "系列ID": one["系列ID"],
            "横軸": "年",
            "凡例": "区分",
            "区分": "、".join(dict.fromkeys(row["区分"] or "総数" for row in rows if row["系列ID"] == one["系列ID"])),
        }
        for number, one in enumerate(SERIES, 1)
        if any(row["系列ID"] == one["系列ID"] for row in rows)
    ]
    statistics, findings = read(
        {**STATISTICS, "図表": tables, "系列": [{**one, "区分の重なり": "はい"} for one in SERIES], "数値": rows}
    )
    assert {code for code, _ in seen(findings)} <= {"value-missing", "exhibit-empty", "series-empty"}
    found = {
        (one.id, period.first.year, name): value
        for exhibit in statistics.exhibits
        for one in exhibit.series
        for (period, name), value in one.values.items()
    }
    assert found.keys() == {(one, year, age or "総数") for one, year, age in cells}
    for (one, year, age), typed in cells.items():
        value = found[one, year, age or "総数"]
        assert value.text == typed
        assert value.number == (None if value.sign in (Sign.UNKNOWN, Sign.IMPOSSIBLE, Sign.SUPPRESSED) else _number(typed))


def _number(typed: str) -> Decimal:
    return Decimal(0) if typed in ("－", "0.0") else Decimal(typed.replace(",", ""))
