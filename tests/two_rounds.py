"""A meeting that asks twice, as plain rows: a table of questions first, then a vote."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kaigi_docs.declarations.books import Record
from kaigi_docs.read.grid import CellValue

LIST = list[dict[str, CellValue]]

BASICS: dict[str, CellValue] = {
    "会議名": "なぎさ市文化振興審議会",
    "回": 1,
    "締切": "令和4年9月9日",
    "発行日": "令和4年8月19日",
    "文書番号": "なし",
    "様式鍵": "SECRET",
    "住所": "なぎさ市中央0番地",
    "電話": "0000-00-0000",
}
AGENDA: LIST = [
    {"議題ID": "A01", "種類": "協議事項", "題名": "計画の素案について", "資料ID": "S02、S04"},
    {"議題ID": "A02", "種類": "議案", "題名": "会長の選任について"},
]
MATERIALS: LIST = [
    {"資料ID": "S01", "種類": "お読みください", "題名": "まずはこちらをお読みください"},
    {"資料ID": "S02", "種類": "回答書", "題名": "質問書"},
    {"資料ID": "S04", "種類": "回答書", "題名": "表決書"},
]
QUESTIONS: LIST = [
    {"設問ID": "Q1", "種類": "意見の表", "議題ID": "A01", "回答書の資料ID": "S02"},
    {"設問ID": "Q2", "種類": "表決", "議題ID": "A02", "回答書の資料ID": "S04"},
]
ASKING: LIST = [
    {"回": "質問", "回答書の資料ID": "S02"},
    {"回": "表決", "回答書の資料ID": "S04", "締切": "令和4年10月14日", "発送日": "令和4年9月26日"},
]
MEMBERS: LIST = [{"委員ID": "C01", "氏名": "灘　千尋", "役": "会長"}, {"委員ID": "C02", "氏名": "岬　燈子", "大活字": "はい"}]


def two_rounds(
    *,
    rounds: LIST = ASKING,
    recusals: LIST | None = None,
    members: LIST = MEMBERS,
    questions: LIST = QUESTIONS,
    present: str = "",
) -> Mapping[str, Sequence[Record]]:
    """The sheets of 会議設定.xlsx, some of them other than usual.

    Args:
        rounds: of 回答の回.
        recusals: of 除斥.
        members: of 委員.
        questions: of 設問.
        present: 今回の回.
    """
    return {
        "会議": [{**BASICS, "今回の回": present}],
        "議題": AGENDA,
        "資料": MATERIALS,
        "設問": questions,
        "委員": members,
        "担当課": [{"課名": "文化課"}],
        "回答の回": rounds,
        "除斥": recusals or [],
    }
