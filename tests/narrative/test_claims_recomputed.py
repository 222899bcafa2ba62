"""Every figure of a computed sentence can be recomputed from the cells that it cites, by arithmetic of its own."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.claims import Claim, Operation
from kaigi_docs.model.rates import with_computed_rates
from kaigi_docs.model.statistics import Counting, SentenceKind, SentenceRow, Series
from kaigi_docs.narrative.words import Years
from kaigi_docs.narrative.writing import write_paragraph
from narrative.told import series, written, year

FIGURES = st.one_of(st.integers(0, 40), st.integers(0, 40_000), st.sampled_from(["x", "…", "－"]))
CLASSES = ("20歳代", "30歳代", "40歳代", "その他")
YEARS = (2018, 2019, 2020, 2021)


@st.composite
def some_series(draw: st.DrawFn, name: str) -> Series:
    changed = draw(st.sampled_from([None, *YEARS]))
    values = {each: {"総数": draw(FIGURES), **{name: draw(FIGURES) for name in CLASSES}} for each in YEARS}
    return series(name, values, changes={year(changed): "変更"} if changed else {})


@given(some_series("甲"), some_series("乙"), st.sampled_from(SentenceKind), st.integers(0, 2), st.booleans())
def test_what_is_printed_follows_from_the_cited_cells(
    one: Series, other: Series, kind: SentenceKind, decimals: int, by_class: bool
) -> None:
    classes = ("20歳代",) if by_class and kind not in (SentenceKind.TOP, SentenceKind.CLASSES) else ()
    sentence, codes = written(kind, one, other, decimals=decimals, classes=classes)
    if sentence is None:
        assert len(codes) == 1
        return
    assert codes in ([], ["claim-older"])
    assert sentence.claims
    for claim in sentence.claims:
        assert claim.value == recomputed(claim)
        assert claim.printed in sentence.text
        assert shows(claim)


@given(
    some_series("人数"),
    st.lists(st.integers(1_000, 400_000), min_size=len(YEARS), max_size=len(YEARS)),
    st.sampled_from([SentenceKind.VALUE, SentenceKind.CHANGE, SentenceKind.RECORD, SentenceKind.EXTREMES, SentenceKind.RUN]),
)
def test_rates_follow_from_counts_and_population_and_hidden_counts_make_none(
    counts: Series, persons: list[int], kind: SentenceKind
) -> None:
    people = series("人口", {each: {"総数": number} for each, number in zip(YEARS, persons, strict=True)})
    rates = series("率", {}, counting=Counting.RATE, unit="人口10万対", decimals=1, computed_from=(counts, people))
    sentence, _ = written(kind, with_computed_rates(rates))
    hidden = {key for key, value in counts.values.items() if value.number is None}
    for claim in sentence.claims if sentence is not None else ():
        assert not hidden & {(cell.period, cell.class_name) for cell in claim.cells}
        assert claim.value == recomputed(claim)
        if claim.operation is Operation.RATE:
            printed = Fraction(claim.printed.replace(",", ""))
            assert printed - Fraction(1, 20) <= claim.value < printed + Fraction(1, 20)


@given(some_series("甲"), some_series("乙"), st.lists(st.tuples(st.booleans(), st.sampled_from(SentenceKind)), max_size=5))
def test_a_paragraph_claims_what_its_sentences_claim_alone(
    one: Series, other: Series, wanted: list[tuple[bool, SentenceKind]]
) -> None:
    pairs = [(kind, (other, one) if turned else (one, other)) for turned, kind in wanted]
    rows = [SentenceRow(kind=kind, series=first, others=(second,)) for kind, (first, second) in pairs]
    together = write_paragraph(rows, Years(DigitWidth.HALF), Findings())
    alone = [sentence for kind, pair in pairs if (sentence := written(kind, *pair)[0]) is not None]
    assert [each.claims for each in together] == [each.claims for each in alone]
    assert all(claim.printed in each.text for each in together for claim in each.claims)


@given(some_series("甲"), st.sampled_from([SentenceKind.VALUE, SentenceKind.CHANGE, SentenceKind.CLASSES, SentenceKind.TOP]))
def test_a_hidden_value_is_never_cited(one: Series, kind: SentenceKind) -> None:
    sentence, _ = written(kind, one)
    cited = {(cell.period, cell.class_name) for claim in sentence.claims for cell in claim.cells} if sentence else set()
    assert not cited & {key for key, value in one.values.items() if value.text == "x"}


def recomputed(claim: Claim) -> Fraction:
    """The value by plain arithmetic, written without a look at the product's."""
    numbers = [Fraction(cell.number) for cell in claim.cells]
    if claim.operation is Operation.VALUE:
        return numbers[0]
    if claim.operation is Operation.DIFFERENCE:
        return numbers[0] - numbers[1]
    if claim.operation is Operation.CHANGE_RATE:
        return 100 * numbers[0] / numbers[1] - 100
    if claim.operation is Operation.RATIO:
        return numbers[0] / numbers[1]
    if claim.operation is Operation.SHARE:
        return 100 * numbers[0] / numbers[1]
    if claim.operation is Operation.ORDER:
        return Fraction(0 if numbers[0] == numbers[1] else 1 if numbers[0] > numbers[1] else -1)
    if claim.operation is Operation.RATE:
        return numbers[0] / sum(numbers[1:]) * 100_000
    assert claim.operation is Operation.RUN
    steps = [later - earlier for later, earlier in pairwise(numbers)]
    latest = claim.cells[0].period.first.year
    assert all(step > 0 for step in steps) or all(step < 0 for step in steps)
    assert [cell.period.first.year for cell in claim.cells] == list(range(latest, latest - len(numbers), -1))
    return Fraction(len(steps))


def shows(claim: Claim) -> bool:
    """Whether the printed figure is the value, rounded half up where it says 約."""
    digits = re.search(r"[0-9][0-9,.]*", claim.printed)
    if digits is None or claim.printed.endswith("未満"):
        return claim.operation is Operation.ORDER or abs(claim.value) < Fraction(1, 10 ** (claim.decimals or 0))
    figure = Fraction(digits.group().replace(",", ""))
    if not claim.printed.startswith("約"):
        return figure == abs(claim.value)
    step = Fraction(1, 10 ** (claim.decimals or 0))
    return figure - step / 2 <= abs(claim.value) < figure + step / 2 and figure != abs(claim.value)
