"""Rates that are computed from counts and a population: hand-computed cases, signs, and everything that must fit."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from statistics_rows import STATISTICS, VITAL, exhibit, faults, read, seen

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.materials.statistics_notes import exhibit_notes
from kaigi_docs.model.claims import Operation
from kaigi_docs.model.rates import with_computed_rates
from kaigi_docs.model.statistics import Counting, Passage, SentenceKind, SentenceRow, Series, Sign
from kaigi_docs.narrative.words import Years
from kaigi_docs.narrative.writing import write_sentence
from narrative.told import series, year

Row = dict[str, str]

COUNTS: Row = {"系列ID": "R01", "系列名": "自殺者数", "数えるもの": "人数", "単位": "人", **VITAL}
PEOPLE: Row = {"系列ID": "R02", "系列名": "人口", "数えるもの": "人口", "単位": "人", "基準日": "10月1日", "人口": "日本人人口"}
RATE: Row = {"系列ID": "R03", "系列名": "自殺死亡率", "数えるもの": "率", "単位": "人口10万対", **VITAL}
RATE |= {"率の人数の系列ID": "R01", "率の人口の系列ID": "R02"}
ALWAYS: Row = {"年の種類": "年", "出典": "みほん市", "地域": "みほん市"}
POPULATION: list[Row] = [{"系列ID": "R02", "年": "2020", "値": "333,000"}, {"系列ID": "R02", "年": "2021", "値": "331,000"}]


def rows(
    values: Sequence[Row], *, rate: Row | None = None, people: Row | None = None, counts: Row | None = None, years: str = ""
) -> dict[str, list[Row]]:
    listed = [{**ALWAYS, **COUNTS, **(counts or {})}, {**ALWAYS, **PEOPLE, **(people or {})}, {**ALWAYS, **RATE, **(rate or {})}]
    table = {"図表ID": "Z01", "節ID": "N02", "題名": "率", "種類": "表だけ", "系列ID": "R03", "期間": years}
    return {**STATISTICS, "系列": listed, "図表": [table], "数値": [*values, *POPULATION]}


def count(value: str, when: str = "2020") -> Row:
    return {"系列ID": "R01", "年": when, "値": value}


def texts(values: Sequence[Row], years: str = "") -> list[str]:
    shown = exhibit(rows(values, years=years))
    return [value.text for value in shown.values()]


def test_a_rate_is_the_count_by_the_population_of_its_year_rounded_half_up() -> None:
    assert texts([count("62"), count("55", "2021")]) == ["18.6", "16.6"]  # 18.618…, 16.616…


@pytest.mark.parametrize(("typed", "printed"), [("－", "－"), ("x", "x"), ("…", "…"), ("・", "・")])
def test_what_is_no_count_makes_no_rate_but_keeps_its_sign(typed: str, printed: str) -> None:
    assert texts([count(typed), count("55", "2021")]) == [printed, "16.6"]


def test_a_rate_of_several_years_counts_their_persons_year_by_year() -> None:
    assert texts([count("117", "2020〜2021")], "2020〜2021の計") == ["17.6"]  # 117 ÷ 664,000 × 100,000 = 17.62…


def test_a_rate_below_its_unit_has_the_sign_for_that() -> None:
    found = exhibit({**rows([count("20")]), "数値": [count("20"), {"系列ID": "R02", "年": "2020", "値": "90,000,000"}]}).values()
    assert [(value.text, value.sign) for value in found] == [("0.0", Sign.BELOW_UNIT)]


def test_a_count_below_20_makes_a_rate_with_a_warning() -> None:
    assert faults(rows([count("19"), count("20", "2021")])) == [("rate-unstable", "系列!U6")]


def test_a_year_without_population_makes_no_rate_and_is_told() -> None:
    assert ("rate-population-missing", "系列!V6") in faults(rows([count("62"), count("61", "2019")], years="2020"))


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"people": {"基準日": ""}}, ("rate-population-day", "系列!T5")),
        ({"people": {"人口": "総人口"}}, ("basis-mixed", "系列!V6")),
        ({"people": {"地域": "みほん県"}}, ("basis-mixed", "系列!V6")),
        ({"counts": {"時点": "自殺日"}}, ("basis-mixed", "系列!V6")),
        ({"people": {"数えるもの": "件数"}}, ("rate-series-invalid", "系列!V6")),
        ({"counts": {"数えるもの": "件数"}}, ("rate-series-invalid", "系列!U6")),
        ({"rate": {"単位": "人口千対"}}, ("rate-unit", "系列!J6")),
        ({"rate": {"率の人口の系列ID": ""}}, ("rate-incomplete", "系列!V6")),
        ({"rate": {"率の人数の系列ID": "R09"}}, ("reference-unknown", "系列!U6")),
    ],
)
def test_what_does_not_fit_makes_no_rate_and_is_an_error(changes: dict[str, Row], fault: tuple[str, str]) -> None:
    assert fault in faults(rows([count("62")], **changes))


def test_rates_of_different_bases_share_neither_a_chart_nor_a_table_nor_a_sentence() -> None:
    other: Row = {**ALWAYS, **RATE, "系列ID": "R04", "時点": "発見日", "場所": "発見地", "人口": "総人口", "地域": "全国"}
    other |= {"率の人数の系列ID": "", "率の人口の系列ID": ""}
    both = rows([count("62"), count("55", "2021"), {"系列ID": "R04", "年": "2020", "値": "16.7"}])
    both["系列"].append(other)
    for kind in ("折れ線", "棒", "表だけ"):
        table = {"図表ID": "Z01", "節ID": "N02", "題名": "率", "種類": kind, "系列ID": "R03、R04"}
        assert ("basis-mixed", "図表!E4") in faults({**both, "図表": [table]})
    sentence = {"節ID": "N02", "数の文": "地域の比較", "系列ID": "R03", "比べる系列ID": "R04"}
    (row,) = [
        part.computed
        for section in read({**both, "文": [sentence]})[0].sections
        for part in section.parts
        if isinstance(part, Passage) and part.computed is not None
    ]
    findings = Findings()
    assert write_sentence(row, Years(DigitWidth.HALF), findings) is None
    assert [each.code for each in findings] == ["claim-basis"]


def test_a_rate_is_computed_or_typed_but_not_both() -> None:
    values = [count("62"), {"系列ID": "R03", "年": "2020", "値": "18.6"}]
    assert ("rate-typed", "系列!U6") in faults(rows(values))


def test_the_note_says_from_what_the_rate_was_computed() -> None:
    notes = [note.runs[0].text for note in exhibit_notes(exhibit(rows([count("62")])), DigitWidth.HALF)]
    assert any("自殺者数÷人口（10月1日現在）×100,000" in note for note in notes)


def test_the_claim_of_a_rate_cites_count_and_population_and_not_itself() -> None:
    (rate,) = exhibit(rows([count("62"), count("55", "2021")])).series
    sentence = write_sentence(SentenceRow(kind=SentenceKind.VALUE, series=rate), Years(DigitWidth.HALF), Findings())
    assert sentence is not None
    assert sentence.text == "令和3年（2021）のみほん市の自殺死亡率は16.6です。"
    (claim,) = sentence.claims
    assert (claim.operation, claim.formula, claim.rounding) == (Operation.RATE, "55 ÷ 331,000 × 100,000", "四捨五入（小数1桁）")
    assert [(cell.series_id, cell.where.cell if cell.where else "") for cell in claim.cells] == [("R01", "D5"), ("R02", "D7")]


def test_a_table_may_show_counts_population_and_rate_beside_one_another() -> None:
    table = {"図表ID": "Z01", "節ID": "N02", "題名": "率", "種類": "表だけ", "系列ID": "R01、R02、R03"}
    _, findings = read({**rows([count("62"), count("55", "2021")]), "図表": [table]})
    assert seen(findings) == []


@given(st.integers(5, 10**6), st.integers(10**3, 10**9), st.integers(0, 3))
def test_every_rate_is_within_half_a_step_of_the_exact_one_and_never_below_it_at_the_half(
    number: int, persons: int, decimals: int
) -> None:
    one = series(
        "率",
        {},
        counting=Counting.RATE,
        decimals=decimals,
        computed_from=(series("人数", {2020: number}), series("人口", {2020: persons}, counting=Counting.POPULATION)),
    )
    value = with_computed_rates(one).values[year(2020), "総数"]
    exact, step = Fraction(number * 100_000, persons), Fraction(1, 10**decimals)
    assert value.number is not None
    assert Fraction(value.number) - step / 2 <= exact < Fraction(value.number) + step / 2
    assert value.number == Decimal(value.text.replace(",", "")) or value.sign is Sign.BELOW_UNIT


def test_a_rate_whose_count_is_hidden_later_is_hidden_with_it() -> None:
    counts, people = series("人数", {2020: 62}), series("人口", {2020: 333_000}, counting=Counting.POPULATION)
    rate: Series = series("率", {}, counting=Counting.RATE, decimals=1, computed_from=(series("人数", {2020: "x"}), people))
    assert with_computed_rates(rate).values[year(2020), "総数"].sign is Sign.SUPPRESSED
    shown = series("率", {}, counting=Counting.RATE, decimals=1, computed_from=(counts, people))
    assert with_computed_rates(shown).values[year(2020), "総数"].text == "18.6"
