"""The ids of a 調査票: what they look like, and that a slip of the hand never turns one into another."""

from __future__ import annotations

import string
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.model.status_sheet import ANSWERER, RowId, Stamp, check_characters, looks_like_row_id

IDS = st.builds(
    RowId,
    st.builds("{}-{}".format, st.integers(2000, 2099), st.integers(1, 99)),
    st.integers(1, 999).map("D{:02d}".format),
    st.one_of(st.integers(1, 9999).map("J{:03d}".format), st.just(ANSWERER)),
)
TYPED = string.ascii_letters + string.digits + ".-_ 　０Ｏ"


def is_another(row_id: RowId, text: str) -> bool:
    """Whether a text is taken for the id of another row."""
    found = RowId.parse(text)
    return found is not None and found != row_id


def test_an_id_reads_as_recorded() -> None:
    assert str(RowId("2022-1", "D07", "J001")) == "2022-1.D07.J001.KSPY"
    assert str(RowId("2022-1", "D07", ANSWERER)).startswith("2022-1.D07.answerer.")


def test_check_characters_never_look_like_each_other() -> None:
    shown = "".join(check_characters(f"2022-1.D{number:02d}.J001") for number in range(500))
    assert not set(shown) & set("01IO")
    assert set(map(len, (check_characters(str(number)) for number in range(100)))) == {4}


@given(IDS)
def test_an_id_is_read_back_as_it_was_written(row_id: RowId) -> None:
    assert RowId.parse(str(row_id)) == row_id
    assert RowId.parse(f" {row_id}　") == row_id


@given(IDS, st.data())
def test_any_single_wrong_character_is_detected(row_id: RowId, data: st.DataObject) -> None:
    text = str(row_id)
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from(TYPED) | st.characters(exclude_categories=["Cs"]))
    assert not is_another(row_id, text[:at] + other + text[at + 1 :])


@given(IDS, st.data())
def test_a_character_too_much_or_too_few_is_detected(row_id: RowId, data: st.DataObject) -> None:
    text = str(row_id)
    at = data.draw(st.integers(0, len(text) - 1))
    assert not is_another(row_id, text[:at] + text[at + 1 :])
    assert not is_another(row_id, text[:at] + data.draw(st.sampled_from(TYPED)) + text[at:])


@given(IDS, st.data())
def test_two_neighbours_that_change_places_are_detected(row_id: RowId, data: st.DataObject) -> None:
    text = str(row_id)
    at = data.draw(st.integers(0, len(text) - 2))
    assert not is_another(row_id, text[:at] + text[at + 1] + text[at] + text[at + 2 :])


def test_every_wrong_character_in_every_id_of_a_department_is_detected() -> None:
    for number in range(1, 25):
        row_id = RowId("2022-1", "D01", f"J{number:03d}")
        text = str(row_id)
        for at, other in product(range(len(text)), string.ascii_uppercase + string.digits + ".-"):
            assert not is_another(row_id, text[:at] + other + text[at + 1 :])


@pytest.mark.parametrize("text", ["", "J001", "2022-1.D07.J001", "2022-1.D07.J001.AAAA.B", "2022-1.X07.J001.KSPY", "合計"])
def test_other_texts_are_no_ids(text: str) -> None:
    assert RowId.parse(text) is None


def test_a_damaged_id_is_told_from_other_texts() -> None:
    assert looks_like_row_id("2022-1.D07.J001.KSPX")
    assert RowId.parse("2022-1.D07.J001.KSPX") is None
    assert not looks_like_row_id("居場所づくり事業")


def test_width_of_characters_does_not_count() -> None:
    assert RowId.parse("２０２２－１．Ｄ０７．Ｊ００１．ＫＳＰＹ") == RowId("2022-1", "D07", "J001")


def test_a_stamp_names_its_version_meeting_and_department() -> None:
    stamp = Stamp("2022-1", "D07")
    assert str(stamp) == "kaigi-status-sheet/1 2022-1 D07"
    assert Stamp.parse(str(stamp)) == stamp
    assert Stamp.parse("kaigi-status-sheet/2 2023-1 D07") == Stamp("2023-1", "D07", 2)
    assert Stamp.parse("調査票") is None


def test_the_stamp_of_a_sheet_that_goes_back_names_those_it_was_made_from() -> None:
    stamp = Stamp("2022-1", "D07", follows=("0a1b2c3d4e5f", "123456789abc"))
    assert str(stamp) == "kaigi-status-sheet/1 2022-1 D07 after:0a1b2c3d4e5f,123456789abc"
    assert Stamp.parse(str(stamp)) == stamp
