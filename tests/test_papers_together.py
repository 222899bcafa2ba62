"""資料1, 資料4 and the letter of one meeting: what they tell together."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from kaigi_docs.findings import Findings
from kaigi_docs.new import write_books
from kaigi_docs.printed_values_file import stage_printed_values
from kaigi_docs.read.folder import MeetingInputs, read_folder
from kaigi_docs.read.sandbox import Sandbox

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

LETTER = "まずはこちらをお読みください"


def series(number: str, name: str, **rest: str) -> dict[str, str]:
    kinds = {"年の種類": "年", "数えるもの": "人数", "単位": "人", "出典": "警察庁", "統計": "自殺統計", "地域": "みほん市"}
    return {"系列ID": number, "系列名": name, **kinds, **rest}


ROWS: dict[str, list[dict[str, Any]]] = {
    "議題": [{"議題ID": "A01", "種類": "報告事項", "題名": "現状について", "資料ID": "S02、S03"}],
    "資料": [
        {"資料ID": "S01", "種類": "お読みください", "題名": LETTER},
        {"資料ID": "S02", "種類": "統計", "資料番号": "1", "題名": "現状と推移"},
        {"資料ID": "S03", "種類": "評価指標", "資料番号": "4", "題名": "目標値に対する現状"},
    ],
    "文面": [
        {"場所": "はじめに", "文": "女性の自殺者数は2人でした。"},
        {"場所": "おわりに", "文": "自殺対策の研修の定員は57人です。"},
    ],
    "節": [{"節ID": "N01", "題名": "推移"}],
    "系列": [series("R01", "総数"), series("R02", "男性", 合計の系列ID="R01"), series("R03", "女性", 合計の系列ID="R01")],
    "数値": [
        {"系列ID": number, "年": year, "値": value}
        for number, *values in (("R01", "61", "60"), ("R02", "50", "58"), ("R03", "11", "2"))
        for year, value in zip(("R2", "R3"), values, strict=True)
    ],
    "図表": [{"図表ID": "Z01", "節ID": "N01", "題名": "男女別", "種類": "表だけ", "系列ID": "R02、R03"}],
    "指標": [
        {"指標ID": "K01", "指標": "自殺者数", "目標値": "－", "数えるもの": "人数", "単位": "人", "系列ID": "R01"},
    ],
    "実績値": [{"指標ID": "K01", "年": "R3", "実績": "60"}, {"指標ID": "K01", "年": "R2", "実績": "61"}],
    "指標の表": [{"表ID": "H01", "年の種類": "年", "施策でまとめる": "いいえ"}],
}


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory, small_meeting: Rows) -> tuple[MeetingInputs, Findings]:
    """The meeting as read, with a letter of its own that says a hidden count in its last line."""
    folder = tmp_path_factory.mktemp("city") / "mihon"
    write_books(folder, {**{sheet: small_meeting[sheet] for sheet in ("会議", "委員", "担当課")}, **ROWS})
    own = folder / "文面" / "cover_letter.md.j2"
    own.parent.mkdir(exist_ok=True)
    own.write_text("# 資料について\n\n女性の自殺者数は２人です。\n", encoding="utf-8")
    with Sandbox() as sandbox:
        inputs, findings = read_folder(folder, sandbox)
    assert inputs is not None
    assert not findings.has_errors, list(findings)
    return inputs, findings


def test_the_total_of_資料4_takes_the_men_of_資料1_out_of_print(read: tuple[MeetingInputs, Findings]) -> None:
    (table,) = read[0].packet.statistics.exhibits
    latest = {one.name.value: one.values[period, name].text for one, period, name in table.places() if period.western == "2021"}
    assert latest == {"男性": "x", "女性": "x"}
    assert [count.id for count in read[0].packet.indicator_counts] == ["R01"]


def test_letters_that_say_the_hidden_count_are_warned_of_where_it_stands(read: tuple[MeetingInputs, Findings]) -> None:
    found = [str(each.where) for each in read[1] if each.code == "hidden-in-text"]
    assert found == ["会議設定.xlsx「文面」C4", "文面/cover_letter.md.j2 3行目"]


class Staged(dict[str, bytes]):
    """Stands for a set of files."""

    def stage(self, path: str, content: bytes, description: object) -> None:
        self[path] = content


@pytest.mark.parametrize(
    ("chosen", "known"),
    [
        ({"S02", "S03"}, {("R01", "60"), ("R01", "61"), ("R02", "50"), ("R03", "11")}),
        ({"S03"}, {("R01", "60"), ("R01", "61")}),
        ({"S02"}, {("R02", "50"), ("R03", "11")}),
    ],
)
def test_what_each_of_them_printed_is_kept_for_the_next_meeting(
    read: tuple[MeetingInputs, Findings], chosen: set[str], known: set[tuple[str, str]]
) -> None:
    staged = Staged()
    stage_printed_values(staged, read[0], chosen)  # type: ignore[arg-type]
    tree = json.loads(staged["公表値.json"])
    assert {(series["id"], value["text"]) for series in tree["series"] for value in series["values"]} == known


def test_a_letter_alone_keeps_nothing(read: tuple[MeetingInputs, Findings]) -> None:
    staged = Staged()
    stage_printed_values(staged, read[0], {"S01"})  # type: ignore[arg-type]
    assert staged == {}
