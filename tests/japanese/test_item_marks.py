"""Marks of items that people type."""

from __future__ import annotations

import pytest

from kaigi_docs.japanese.item_marks import mark_kind, mark_length


@pytest.mark.parametrize(
    ("line", "mark"),
    [
        ("・相談の内訳", "・"),
        ("　・相談の内訳", "　・"),
        ("◇　課題", "◇　"),
        ("◎ 当初の予定どおり", "◎ "),
        ("※事業名もお書きください", "※"),
        ("①対面", "①"),
        ("⑴ 対面", "⑴ "),
        ("(1)対面", "(1)"),
        ("（12）　対面", "（12）　"),
        ("1.対面", "1."),
        ("１．対面", "１．"),
        ("- 対面", "- "),
    ],
)
def test_a_mark_and_the_blanks_around_it_are_found(line: str, mark: str) -> None:
    assert line[: mark_length(line)] == mark


@pytest.mark.parametrize(
    "line", ["", "・", "◇ ", "相談", "1.5倍に増えた", "○○課と協議", "２０２２．４", "12月", "-5度", "(注)対面"]
)
def test_other_beginnings_are_no_marks(line: str) -> None:
    assert (mark_length(line), mark_kind(line)) == (0, "")


def test_marks_of_one_row_are_of_one_kind() -> None:
    assert mark_kind("①あ") == mark_kind("②い") != mark_kind("⑴う") == mark_kind("（２）え") != mark_kind("1.お")
    assert mark_kind("・あ") != mark_kind("◇あ")
