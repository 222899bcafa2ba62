"""The 体裁 sheet of 会議設定.xlsx: how the papers look.

The glyphs of item numbers and the width of digits stay in the 会議 sheet: they are part of what is written (「議題⑴」 is cited in
letters and answers), not of how it looks, and clerks know them there.
"""

from __future__ import annotations

from collections.abc import Iterable

from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, Meaning, SheetDeclaration
from kaigi_docs.theme import ChartsInWord, GroupLabels
from kaigi_docs.themes import FONTS, HEADING_COLOURS, LEAST_PT, PALETTES, THEMES

WORD_REFERENCE = "体裁/reference.docx"
"""The office's own Word styles, in its meeting folder."""

MARGIN_ITEMS = {"上": "余白（上）", "右": "余白（右）", "下": "余白（下）", "左": "余白（左）"}
TABLE_MARGIN_ITEM = "余白（横向きの用紙）"

_Field = FieldDeclaration
_BY_THEME = "基本の体裁のとおり"
_BY_WORD_OR_THEME = f"{WORD_REFERENCE} の余白。なければ{_BY_THEME}"


def _names(values: Iterable[str]) -> tuple[tuple[str, Meaning], ...]:
    """Choices that mean their own names."""
    return tuple((name, name) for name in values)


def _font(header: str, note: str) -> FieldDeclaration:
    return _Field(header=header, type=FieldType.CHOICE, note=note, choices=_names(FONTS), default=_BY_THEME)


def _margin(header: str, note: str, least: float, most: float, default: str = _BY_THEME) -> FieldDeclaration:
    return _Field(header=header, type=FieldType.NUMBER, note=note, least=least, most=most, default=default, example="20")


LOOK = SheetDeclaration(
    title="体裁",
    purpose="書体、文字の大きさ、余白、色。見出しの番号と数字の幅は「会議」シートで決めます。",
    noun="項目",
    when_empty="「標準」の体裁で作ります",
    as_items=True,
    fields=(
        _Field(
            header="基本の体裁",
            type=FieldType.CHOICE,
            note="全体の見た目。下の項目は、ここから変えたいところだけを書きます。",
            choices=_names(THEMES),
            default="標準",
        ),
        _font("本文の書体", "文章の書体。"),
        _font("見出しの書体", "題名、見出し、図表の題の書体。BIZ UD明朝は太字になりません。"),
        _font("表の書体", "表、図、注、ページ番号の書体。"),
        _Field(
            header="本文の大きさ",
            type=FieldType.NUMBER,
            note="文章の文字の大きさ（ポイント）。見出しも同じ割合で変わります。回答書の文字は変わりません。",
            least=LEAST_PT,
            most=14.0,
            default=_BY_THEME,
            example="10.5",
        ),
        _Field(
            header="表の大きさ",
            type=FieldType.NUMBER,
            note="表の文字の大きさ（ポイント）。注と図の文字も同じ割合で変わります。回答書の文字は変わりません。",
            least=LEAST_PT,
            most=12.0,
            default=_BY_THEME,
            example="9",
        ),
        _Field(
            header="行の間隔",
            type=FieldType.NUMBER,
            note="文章の行と行の間隔。文字の大きさの何倍かで書きます。回答書の間隔は変わりません。",
            least=1.3,
            most=2.5,
            default=_BY_THEME,
            example="1.7",
        ),
        _margin(
            MARGIN_ITEMS["上"],
            "縦向きの用紙の上の余白（mm）。資料番号と題名もここに入ります。",
            15.0,
            50.0,
            _BY_WORD_OR_THEME,
        ),
        _margin(MARGIN_ITEMS["下"], "縦向きの用紙の下の余白（mm）。ページ番号もここに入ります。", 12.0, 50.0, _BY_WORD_OR_THEME),
        _margin(
            MARGIN_ITEMS["左"], "縦向きの用紙の左の余白（mm）。綴じる側は20以上をお勧めします。", 10.0, 30.0, _BY_WORD_OR_THEME
        ),
        _margin(MARGIN_ITEMS["右"], "縦向きの用紙の右の余白（mm）。", 10.0, 30.0, _BY_WORD_OR_THEME),
        _margin(TABLE_MARGIN_ITEM, "横向きの用紙の上下左右の余白（mm）。", 15.0, 30.0),
        _Field(
            header="四分アキ",
            type=FieldType.CHOICE,
            note="和文と、数字やアルファベットとの間を、文字の4分の1だけ空けるか。",
            choices=(("あり", True), ("なし", False)),
            default=_BY_THEME,
        ),
        _Field(
            header="ぶら下げ",
            type=FieldType.CHOICE,
            note="行の終わりの「、」「。」を、行の外に出してよいか。",
            choices=(("する", True), ("しない", False)),
            default=_BY_THEME,
        ),
        _Field(
            header="施策の見出しの置き方",
            type=FieldType.CHOICE,
            note="事業の表で、施策の名前を置くところ。",
            choices=(("横の帯", GroupLabels.BAND), ("縦書き", GroupLabels.SIDE)),
            default=_BY_THEME,
        ),
        _Field(
            header="見出しの色",
            type=FieldType.CHOICE,
            note="題名と見出しの色。",
            choices=_names(HEADING_COLOURS),
            default=_BY_THEME,
        ),
        _Field(
            header="グラフの色",
            type=FieldType.CHOICE,
            note="グラフの色の組。模様と印は、どの組でも同じです。",
            choices=_names(PALETTES),
            default=_BY_THEME,
        ),
        _Field(
            header="図のWord",
            type=FieldType.CHOICE,
            note="Wordのファイルに入れる図。画像は、形が崩れない代わりに直せません。",
            choices=(("編集できるグラフ", ChartsInWord.NATIVE), ("画像", ChartsInWord.PICTURE)),
            default=_BY_THEME,
        ),
    ),
)
