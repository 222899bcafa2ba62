from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.japanese.figures import figures_in, lacks_number


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("電話１２０件、来所15件", [(120, "件", "電話"), (15, "件", "来所")]),
        ("電話による相談は延べ57件", [(57, "件", "相談")]),
        ("延べ1,234名が参加", [(1234, "人", "")]),
        ("約3万人", [(30000, "人", "")]),
        ("相談室は30カ所", [(30, "か所", "相談室")]),
        ("利用率は98.4％", [(Decimal("98.4"), "%", "利用率")]),
        ("対象712世帯のうち698世帯", [(712, "世帯", "対象"), (698, "世帯", "")]),
        ("100", [(100, "", "")]),
        ("令和４年９月５日の第３回、40歳代", []),
        ("３～５人、５-10人、10/12、▲3", []),
        ("電話0120-000-000", []),
        ("①研修、資料３、R3", []),
    ],
)
def test_amounts_are_found_with_what_they_count(text: str, figures: list[tuple[int, str, str]]) -> None:
    assert [(each.amount, each.counter, each.subject) for each in figures_in(text)] == figures


@pytest.mark.parametrize("text", ["多数", "未集計", "十人"])
def test_words_lack_a_number(text: str) -> None:
    assert lacks_number(text)


@pytest.mark.parametrize("text", ["12", "約１００人", "－", "…", "↑", "A", "△", ""])
def test_marks_and_digits_do_not(text: str) -> None:
    assert not lacks_number(text)


@given(st.text(alphabet="0123456789,.万千人件～-/第 月年％", max_size=25))
def test_every_figure_stands_in_the_text(text: str) -> None:
    for figure in figures_in(text):
        assert figure.amount >= 0
        assert figure.written.strip()
