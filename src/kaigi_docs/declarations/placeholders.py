"""The placeholders of the office's texts, and the sheet of the settings book that lists them for copying."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kaigi_docs.sheets import Cell, CellValue, Column, Look, Sheet

PLACEHOLDER_SHEET = "差し込み"


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A placeholder without its brackets, what is printed instead, and an example of that."""

    name: str
    meaning: str
    example: str


PLACEHOLDERS = (
    Placeholder("会議名", "「会議」シートの会議名", "みほん市自殺対策推進協議会"),
    Placeholder("回", "「会議」シートの回", "第１回"),
    Placeholder("年度", "会議の年度", "令和４年度"),
    Placeholder("前年度", "会議の年度の前の年度", "令和３年度"),
    Placeholder("次年度", "会議の年度の次の年度", "令和５年度"),
    Placeholder("締切", "回答の締切と曜日", "令和４年９月９日（金）"),
    Placeholder("締切の扱い", "必着か、消印有効か", "必着"),
    Placeholder("発行日", "「会議」シートの発行日。決まるまでは日を空けます", "令和４年８月19日"),
    Placeholder("発送日", "「会議」シートの発送日。空なら発行日", "令和４年８月19日"),
    Placeholder("計画名", "「会議」シートの計画名", "みほん市いのちのあかり計画"),
    Placeholder("調査票の締切", "各課が調査票を返す期限と曜日", "令和４年５月31日（火）"),
    Placeholder("調査票の提出先", "「会議」シートの調査票の提出先。空ならメール", "kokoro@mihon.example.jp"),
    Placeholder("確認依頼の締切", "記載内容を確かめて返す期限と曜日。決まるまでは空けます", "令和４年６月10日（金）"),
    Placeholder("再依頼の締切", "もう一度お願いするときの期限と曜日。決まるまでは空けます", "令和４年６月10日（金）"),
    Placeholder("発信者", "「会議」シートの発信者", "みほん市自殺対策推進協議会　会長　榊原　弓弦"),
    Placeholder("事務局名", "「会議」シートの事務局名", "みほん市　健康こども部　こころの健康課"),
    Placeholder("担当者", "「会議」シートの担当者", "こころの支援係　灯台　みなと"),
    Placeholder("電話", "「会議」シートの電話", "0000-00-0000（内線000）"),
    Placeholder("FAX", "「会議」シートのFAX", "0000-00-0001"),
    Placeholder("メール", "「会議」シートのメール", "kokoro@mihon.example.jp"),
)
"""Those without an id, in the order in which messages list them."""

CITATIONS = (
    Placeholder("資料:資料ID", "その資料の番号。番号のない資料は題名", "〔資料:S02〕→ 資料３"),
    Placeholder("回答書:設問ID", "その設問の番号", "〔回答書:Q1〕→ 回答書１"),
    Placeholder("議題:議題ID", "その議題の番号", "〔議題:A03〕→ 協議事項⑴"),
)
"""Those that name a row of another sheet by its id."""

_HEADERS = ("差し込み", "印刷されるもの", "例")
_LINES = (
    "「文面」シートの文や「会議」シートの件名の中に、〔　〕ごと写して使います。印刷するときに置き換わります。",
    "議題と資料の題名、設問の問いと注記には、〔会議名〕〔回〕〔年度〕〔前年度〕〔次年度〕〔計画名〕だけを書けます。",
    "資料や設問の番号は、手で書かずに差し込みで書きます。順番を変えたときに、番号もそろって変わります。",
)
_IDS = "資料、設問、議題を足したときは、同じ形で書けます。下の一覧は、このブックを作ったときのものです。"
_CITED = (("資料", "資料ID", ("題名",)), ("設問", "設問ID", ("問い", "議題ID")), ("議題", "議題ID", ("題名",)))
_CITED_AS = {"資料": "資料", "設問": "回答書", "議題": "議題"}


def placeholder_sheet(rows: Mapping[str, Sequence[Mapping[str, CellValue]]]) -> Sheet:
    """The sheet 差し込み: every placeholder, those of the meeting's own 資料, questions and items among them; nobody reads it.

    Args:
        rows: of the settings book, by sheet.
    """
    cited = tuple(_cited(rows))
    listed = [
        (Cell("差し込み　文の中で置き換わる言葉", Look.TITLE),),
        *((Cell(line, Look.PLAIN),) for line in (*_LINES, *((_IDS,) if cited else ()))),
        tuple(Cell(header, Look.HEADER) for header in _HEADERS),
        *(_row(f"〔{each.name}〕", each.meaning, each.example) for each in (*PLACEHOLDERS, *CITATIONS)),
        *(_row(*each, "") for each in cited),
    ]
    return Sheet(PLACEHOLDER_SHEET, (Column(24), Column(60), Column(50)), tuple(listed))


def _cited(rows: Mapping[str, Sequence[Mapping[str, CellValue]]]) -> Iterator[tuple[str, str]]:
    """A placeholder for each row that has an id, and what the row is."""
    for sheet, header, shown in _CITED:
        for row in rows.get(sheet, ()):
            if row.get(header):
                named = next((str(row[each]) for each in shown if row.get(each)), "")
                yield f"〔{_CITED_AS[sheet]}:{row[header]}〕", f"{sheet}「{named}」の番号" if named else f"{sheet}の番号"


def _row(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(text or None, Look.NOTE) for text in texts)
