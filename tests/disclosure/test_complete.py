"""Numbers for gaps in a table, so that the sums come out."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.disclosure import Equation, complete

COUNTS = {"総数": 20, "20歳代": None, "30歳代": None, "40歳代": 9}
AGES = Equation(total="総数", parts=("20歳代", "30歳代", "40歳代"))


def test_gaps_are_filled_so_that_the_sum_comes_out() -> None:
    found = complete(COUNTS, [AGES])
    assert found is not None
    assert found["20歳代"] + found["30歳代"] == 11
    assert min(found.values()) >= 0


def test_what_should_be_few_is_as_few_as_possible_but_somebody() -> None:
    found = complete(COUNTS, [AGES], few={"20歳代"})
    assert found == {"総数": 20, "20歳代": 1, "30歳代": 10, "40歳代": 9}


def test_nobody_is_counted_where_there_is_no_other_way() -> None:
    found = complete({**COUNTS, "30歳代": 11}, [AGES], few={"20歳代"})
    assert found is not None
    assert found["20歳代"] == 0


def test_parts_that_make_more_than_their_total_cannot_be_completed() -> None:
    assert complete({**COUNTS, "40歳代": 21}, [AGES]) is None


def test_numbers_without_gaps_that_do_not_come_out_cannot_be_completed() -> None:
    assert complete({"総数": 20, "20歳代": 5}, [Equation(total="総数", parts=("20歳代",))]) is None
    assert complete({"総数": 5, "20歳代": 5}, [Equation(total="総数", parts=("20歳代",))]) == {"総数": 5, "20歳代": 5}


@given(st.lists(st.lists(st.integers(0, 9), min_size=3, max_size=3), min_size=2, max_size=4), st.sets(st.integers(0, 11)))
def test_a_table_with_gaps_is_filled_up_to_its_totals(rows: list[list[int]], gaps: set[int]) -> None:
    counts: dict[str, int | None] = {f"{row} {column}": rows[row][column] for row in range(len(rows)) for column in range(3)}
    equations = []
    for row in range(len(rows)):
        counts[f"{row} 計"] = sum(rows[row])
        equations.append(Equation(total=f"{row} 計", parts=tuple(f"{row} {column}" for column in range(3))))
    for column in range(3):
        counts[f"計 {column}"] = sum(row[column] for row in rows)
        equations.append(Equation(total=f"計 {column}", parts=tuple(f"{row} {column}" for row in range(len(rows)))))
    known = {name: None if place in gaps else number for place, (name, number) in enumerate(counts.items())}
    found = complete(known, equations)
    assert found is not None
    assert all(found[each.total] == sum(found[part] for part in each.parts) for each in equations)
    assert all(found[name] == number for name, number in known.items() if number is not None)
