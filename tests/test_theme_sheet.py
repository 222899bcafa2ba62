"""The 体裁 sheet: what a clerk writes there, and what is said of a mistake."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import ParagraphStyle
from kaigi_docs.declarations.look import LOOK
from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.settings import read_settings_parts
from kaigi_docs.theme import DEFAULT_THEME, MINCHO, UDP_GOTHIC, ChartsInWord, GroupLabels, PageMargins, Theme
from kaigi_docs.themes import PALETTES, THEMES

BODY, CELL = ParagraphStyle.BODY, ParagraphStyle.CELL
REQUIRED: dict[str, list[dict[str, Any]]] = {
    "会議": [{"会議名": "みほん市協議会", "回": 1, "締切": "令和4年9月9日", "発行日": "令和4年8月19日"}],
    "委員": [{"氏名": "見本　花子"}],
    "担当課": [{"課名": "こども家庭課"}],
}


def book_with(**items: object) -> GridBook:
    return as_found(build_books({**REQUIRED, "体裁": [items]})["会議設定.xlsx"], "会議設定.xlsx")


def read(**items: object) -> tuple[Theme, list[Finding], tuple[str, ...]]:
    parts, findings = read_settings_parts(book_with(**items))
    assert parts is not None
    errors = [finding for finding in findings if finding.severity is not Severity.NOTE]
    return parts.look.theme, errors, parts.style.item_glyphs


def test_an_empty_sheet_means_the_usual_look() -> None:
    assert read() == (DEFAULT_THEME, [], ("１", "⑴", "①"))


def test_a_book_without_the_sheet_means_the_usual_look() -> None:
    book = book_with()
    old = GridBook(book.file, tuple(sheet for sheet in book.sheets if sheet.title != "体裁"))
    parts, findings = read_settings_parts(old)
    assert parts is not None
    assert parts.look.theme == DEFAULT_THEME
    assert not findings.has_errors


@pytest.mark.parametrize("name", THEMES)
def test_the_name_of_a_theme_brings_all_of_it(name: str) -> None:
    theme, faults, glyphs = read(基本の体裁=name)
    assert (theme, faults) == (THEMES[name], [])
    assert glyphs == THEMES[name].item_glyphs


def test_every_item_changes_its_part_of_the_theme() -> None:
    theme, faults, _ = read(
        本文の書体="BIZ UDPゴシック",
        見出しの書体="BIZ UD明朝",
        表の書体="BIZ UDPゴシック",
        本文の大きさ="11pt",
        表の大きさ=10,
        行の間隔="1.9",
        四分アキ="なし",
        ぶら下げ="する",
        施策の見出しの置き方="縦書き",
        見出しの色="緑",
        グラフの色="白黒",
        図のWord="画像",
        **{"余白（上）": "２５", "余白（左）": "22.5mm", "余白（横向きの用紙）": 18},
    )
    assert faults == []
    assert (theme.paragraphs[BODY].family, theme.paragraphs[BODY].size_pt) == (UDP_GOTHIC, 11.0)
    assert (theme.headings[0].family, theme.headings[0].colour) == (MINCHO, "#1e5631")
    assert (theme.paragraphs[CELL].family, theme.paragraphs[CELL].size_pt) == (UDP_GOTHIC, 10.0)
    assert theme.paragraphs[BODY].leading == 1.9
    assert (theme.quarter_space_em, theme.hanging_punctuation) == (0.0, True)
    assert (theme.group_labels, theme.charts_in_word) == (GroupLabels.SIDE, ChartsInWord.PICTURE)
    assert theme.palette == PALETTES["白黒"]
    assert theme.margins == PageMargins(25.0, 20.0, 18.0, 22.5)
    assert theme.table_margins == PageMargins(18.0, 18.0, 18.0, 18.0)


@pytest.mark.parametrize(
    ("item", "value", "code", "accepted"),
    [
        ("本文の書体", "メイリオ", "choice-unknown", "BIZ UDゴシック"),
        ("基本の体裁", "ゆったりめ", "choice-unknown", "「ゆったり」のことですか"),
        ("本文の大きさ", "7.5", "number-out-of-range", "8以上14以下"),
        ("表の大きさ", "12.5", "number-out-of-range", "8以上12以下"),
        ("行の間隔", "広め", "number-invalid", "1.3以上2.5以下"),
        ("余白（上）", "5", "number-out-of-range", "15以上50以下"),
        ("余白（左）", "31", "number-out-of-range", "10以上30以下"),
    ],
)
def test_a_mistake_names_sheet_cell_and_what_is_accepted(item: str, value: str, code: str, accepted: str) -> None:
    theme, faults, _ = read(**{item: value})
    row = [field.header for field in LOOK.fields].index(item) + 3
    assert [(fault.code, str(fault.where)) for fault in faults] == [(code, f"会議設定.xlsx「体裁」B{row}")]
    assert accepted in str(faults[0])
    assert theme == DEFAULT_THEME


def test_numbers_of_the_meeting_sheet_go_before_those_of_the_theme() -> None:
    rows = {**REQUIRED, "会議": [{**REQUIRED["会議"][0], "番号の書き方（項目）": "①"}], "体裁": [{"基本の体裁": "ゆったり"}]}
    parts, _ = read_settings_parts(as_found(build_books(rows)["会議設定.xlsx"], "会議設定.xlsx"))
    assert parts is not None
    assert parts.style.item_glyphs == ("1", "①", "ア")


def test_a_memo_with_items_and_values_is_not_taken_for_the_sheet() -> None:
    book = book_with()
    memo = as_found(build_books({**REQUIRED, "体裁": [{"予算": "10万円"}]})["会議設定.xlsx"], "会議設定.xlsx").sheet("体裁")
    assert memo is not None
    kept = {key: cell for key, cell in memo.cells.items() if key[0] < 3 or cell.value in ("予算", "10万円")}
    sheets = [sheet for sheet in book.sheets if sheet.title != "体裁"]
    renamed = type(memo)("覚え書き", kept)
    parts, findings = read_settings_parts(GridBook(book.file, (*sheets, renamed)))
    assert parts is not None
    assert {"sheet-renamed", "item-unknown"}.isdisjoint(findings.codes())


@settings(max_examples=40, deadline=None)
@given(st.dictionaries(st.sampled_from([field.header for field in LOOK.fields]), st.text(min_size=1, max_size=12), max_size=6))
def test_whatever_is_written_gives_a_theme_or_a_finding_for_that_sheet(items: dict[str, str]) -> None:
    findings = Findings()
    theme, faults, _ = read(**items)
    findings.extend(faults)
    assert theme.paragraphs[BODY].size_pt >= 8
    assert all(fault.where is not None and fault.where.sheet == "体裁" for fault in findings)
