import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.japanese.counters import number_around


def whole(text: str) -> list[str]:
    """The numbers that a break anywhere in the text would tear, each once."""
    found = (number_around(text, place) for place in range(1, len(text)))
    return list(dict.fromkeys(text[start:end] for start, end in filter(None, found)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("委員は20人です", ["20人"]),
        ("延べ1,234.5人が", ["1,234.5人"]),
        ("第１次計画", ["第１次"]),
        ("次の第２回会議", ["第２回"]),
        ("令和４年度から", ["令和４年度"]),
        ("令和元年度は", ["令和元年度"]),
        ("令和４年６月１日", ["令和４年", "６月", "１日"]),
        ("第一回と第十二条", ["第一回", "第十二条"]),
        ("市内３カ所と10ページ目", ["３カ所", "10ページ目"]),
        ("約５万人の３分の１", ["約５万人", "３分の１"]),
        ("資料３の表２", ["資料３", "表２"]),
        ("午後３時から", ["午後３時"]),
        ("12％の増", ["12"]),
        ("千人の年月", []),
        ("人の声", []),
    ],
)
def test_a_number_is_found_with_its_counter_and_what_leads_it(text: str, expected: list[str]) -> None:
    assert whole(text) == expected


@settings(max_examples=100)
@given(st.text("第令和年度人回0１２,.のあ", min_size=2, max_size=40))
def test_a_number_covers_the_place_that_was_asked_for(text: str) -> None:
    for place in range(1, len(text)):
        found = number_around(text, place)
        assert found is None or found[0] < place < found[1]
