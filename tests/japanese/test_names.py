from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.japanese.names import fold_name, same_name


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("髙橋　一郎", "高橋一郎"),
        ("山﨑花子", "山崎 花子"),
        ("𠮷田\u00a0次郎", "吉田次郎"),
        ("渡邊", "渡辺"),
        ("渡邉", "渡邊"),
        ("齋藤", "斉藤"),
        ("澤田", "沢田"),
        ("濵口", "浜口"),
        ("辻\U000e0100", "辻"),
        ("葛\ufe00西", "葛西"),
        ("㈱みほん", "(株)みほん"),
        ("ﾐﾎﾝ商店", "ミホン商店"),
        ("みほん が丘", "みほんか\u3099丘"),
        ("見本ヶ丘", "見本ケ丘"),
        ("ＮＰＯみほん", "npoみほん"),
        ("塚\u200b本", "\ufa10本"),
    ],
)
def test_spellings_of_one_name_are_the_same(first: str, second: str) -> None:
    assert same_name(first, second)


@pytest.mark.parametrize(
    ("first", "second"), [("高橋", "高崎"), ("吉田", "芳田"), ("大田", "太田"), ("", ""), ("　", ""), ("田中", "田中一")]
)
def test_different_names_stay_different(first: str, second: str) -> None:
    assert not same_name(first, second)


@given(st.text(max_size=20))
@settings(max_examples=200, deadline=None)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_name(fold_name(text)) == fold_name(text)


@given(st.text(max_size=10), st.sampled_from(" 　\u00a0\t\u200b"))
@settings(max_examples=50, deadline=None)
def test_white_space_never_matters(text: str, space: str) -> None:
    assert fold_name(space + text + space) == fold_name(text)
