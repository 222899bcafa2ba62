"""Where two texts differ, in pieces that a reader takes for words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.japanese.differences import Part, differing_parts


def marked(before: str, after: str) -> tuple[str, str]:
    """Both texts with what differs in brackets."""
    went, came = differing_parts(before, after)
    return in_brackets(went), in_brackets(came)


def in_brackets(parts: Sequence[Part]) -> str:
    return "".join(part.text if part.same else f"［{part.text}］" for part in parts)


@pytest.mark.parametrize(
    ("before", "after", "went", "came"),
    [
        ("延べ1,120人が参加した。", "延べ1,204人が参加した。", "延べ［1,120］人が参加した。", "延べ［1,204］人が参加した。"),
        ("令和３年度に開いた。", "令和４年度に開いた。", "令和［３］年度に開いた。", "令和［４］年度に開いた。"),
        ("講座を開いた。", "講座とカフェを開いた。", "講座を開いた。", "講座［とカフェ］を開いた。"),
        ("会場が使えず中止した。", "会場を変え開催した。", "会場［が使えず中止］した。", "会場［を変え開催］した。"),
        ("同じ文", "同じ文", "同じ文", "同じ文"),
        ("", "新しい文", "", "［新しい文］"),
    ],
)
def test_what_differs_is_marked_in_whole_words(before: str, after: str, went: str, came: str) -> None:
    assert marked(before, after) == (went, came)


_TEXTS = st.text("あいうカキ漢字年度12３,、。\n ab𠮷", max_size=40)


@given(_TEXTS, _TEXTS)
@settings(max_examples=40)
def test_no_character_is_lost_and_the_same_parts_are_the_same(before: str, after: str) -> None:
    went, came = differing_parts(before, after)
    assert "".join(part.text for part in went) == before
    assert "".join(part.text for part in came) == after
    assert "".join(part.text for part in went if part.same) == "".join(part.text for part in came if part.same)
