from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.model.text import IdSeries, is_stable_id


def test_the_first_id_has_the_digits_of_its_sheet() -> None:
    assert IdSeries("J", (), "001").next() == "J001"
    assert IdSeries("Q", (), "1").next() == "Q1"


def test_an_id_beside_its_neighbours_is_the_one_that_they_leave_out() -> None:
    series = IdSeries("A", ("A01", "A03", "A04"))

    assert series.beside("A01", "A03") == "A02"
    assert series.beside("A03", "A04") is None
    assert series.beside(None, "A03") == "A02"
    assert series.beside(None, "A01") is None, "there is no A00"
    assert series.beside("A04", None) == "A05"
    assert series.beside(None, None) is None


def test_the_same_number_with_other_zeros_is_in_use() -> None:
    series = IdSeries("J", ("J1", "J002"))

    assert not series.is_free("J001")
    assert series.is_free("J003")
    assert not series.is_free("S03"), "of another kind"


def test_a_number_of_any_length_that_is_no_id_is_passed_over() -> None:
    assert not is_stable_id("J" + "9" * 5000, "J")
    assert IdSeries("J", ("J" + "9" * 5000,), "001").next() == "J001"


@settings(max_examples=50)
@given(st.sets(st.integers(1, 60)), st.lists(st.tuples(st.integers(1, 61), st.integers(1, 61)), max_size=8))
def test_no_id_is_proposed_twice(used: set[int], places: list[tuple[int, int]]) -> None:
    taken = [f"J{number:03d}" for number in used]
    series = IdSeries("J", taken, "001")
    for above, below in places:
        proposed = series.beside(f"J{above:03d}", f"J{below:03d}") or series.next()
        series.take(proposed)
        taken.append(proposed)

    assert len(set(taken)) == len(taken)
    assert all(is_stable_id(each, "J") for each in taken)
