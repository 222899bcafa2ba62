"""What the 説明 sheet of the settings book says: how a clerk fills it in without a manual."""

from __future__ import annotations

from collections.abc import Sequence

from kaigi_docs.declarations.kinds import SheetDeclaration
from kaigi_docs.declarations.measures import MEASURES_FILE
from kaigi_docs.declarations.settings import GUIDE_SHEET, SETTINGS_FILE
from kaigi_docs.sheets import Cell, Column, Look, Sheet

STEPS = (
    "１　「会議」「委員」「担当課」の三つのシートを書きます。濃い色の見出しと「＊必須」の欄は、必ず書いてください。",
    "２　ほかのシートは空のままでかまいません。空のときにどうなるかは、下の表にあります。",
    f"３　事業の表を作るときは、{MEASURES_FILE}に事業を書きます。作らないときは、空のままでかまいません。",
    "４　保存したら、このフォルダを指定して kaigi build を実行します。直すところがあれば、シートとセルの番地でお知らせします。",
)
RULES = (
    "・ID（C01 など）は行の目印です。行を並べ替えても、IDは書き換えないでください。IDだけの行は空の行として扱います。",
    "・ひとつのセルに複数書くときは「、」で区切ります。選択肢だけは「／」で区切ります。",
    "・日付は「令和4年9月9日」「R4.9.9」「2022/9/9」のどの書き方でもかまいません。",
    "・書いた文字はそのまま印刷します。セルの中の改行は Alt＋Enter です。",
    "・セルは結合しないでください。「〃」「同上」は上の行と同じ意味に読み、読んだ内容をお知らせします。",
    "・見出しの上や右に、覚え書きの行や列を加えてもかまいません。見出しの文字は変えないでください。",
)


def guide_sheet(declarations: Sequence[SheetDeclaration]) -> Sheet:
    """The 説明 sheet: steps, what each sheet is for and what may stay empty, rules."""
    rows = [
        _line(f"{SETTINGS_FILE}の書き方", Look.TITLE),
        _line(""),
        *(_line(step) for step in STEPS),
        _line(""),
        tuple(Cell(text, Look.HEADER) for text in ("シート", "書くこと", "空のとき")),
        *(_sheet_row(declaration) for declaration in declarations),
        _line(""),
        *(_line(rule) for rule in RULES),
    ]
    return Sheet(GUIDE_SHEET, (Column(16), Column(56), Column(56)), tuple(rows))


def _line(text: str, look: Look = Look.PLAIN) -> tuple[Cell, ...]:
    return (Cell(text or None, look),)


def _sheet_row(declaration: SheetDeclaration) -> tuple[Cell, ...]:
    empty = "＊必須" if declaration.required else declaration.when_empty
    texts = (declaration.title, declaration.purpose, empty)
    return tuple(Cell(text, Look.NOTE) for text in texts)
