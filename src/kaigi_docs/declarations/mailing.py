"""The ラベル用紙 sheet of 会議設定.xlsx: label sheets that the office has and kaigi_docs does not know."""

from __future__ import annotations

from kaigi_docs.blocks import Paper
from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.labels import USUAL_LABEL_SHEETS

_Field = FieldDeclaration

LABEL_LEAST_MM = (35.0, 20.0)
"""Width and height of the smallest label that an address is printed on."""

_WIDTH_LEAST, _HEIGHT_LEAST = LABEL_LEAST_MM

LABEL_SHEETS = SheetDeclaration(
    title="ラベル用紙",
    purpose="宛名ラベルの用紙。箱や説明書にある寸法（mm）を書きます。同じ名前の決まった用紙があるときは、ここに書いた寸法を使います。",
    noun="用紙",
    when_empty=f"決まった用紙（{'、'.join(sheet.name for sheet in USUAL_LABEL_SHEETS)}）が使えます",
    prepared_rows=5,
    fields=(
        _Field(header="名前", type=FieldType.TEXT, required=True, note="用紙の名前。", example="A4 20面", width=16),
        _Field(
            header="用紙",
            type=FieldType.CHOICE,
            note="用紙の大きさ。",
            choices=(("A4", Paper.A4), ("A3", Paper.A3)),
            default="A4",
            width=8,
        ),
        _Field(header="列の数", type=FieldType.INTEGER, required=True, note="横に並ぶラベルの数。", example="2", width=9),
        _Field(header="段の数", type=FieldType.INTEGER, required=True, note="縦に並ぶラベルの数。", example="10", width=9),
        _Field(
            header="左の余白",
            type=FieldType.NUMBER,
            required=True,
            note="用紙の左端から最初のラベルまで（mm）。",
            least=0,
            most=100,
            example="18.6",
            width=11,
        ),
        _Field(
            header="上の余白",
            type=FieldType.NUMBER,
            required=True,
            note="用紙の上端から最初のラベルまで（mm）。",
            least=0,
            most=100,
            example="21.5",
            width=11,
        ),
        _Field(
            header="ラベルの幅",
            type=FieldType.NUMBER,
            required=True,
            note="1枚のラベルの幅（mm）。",
            least=_WIDTH_LEAST,
            most=297,
            example="86.4",
            width=12,
        ),
        _Field(
            header="ラベルの高さ",
            type=FieldType.NUMBER,
            required=True,
            note="1枚のラベルの高さ（mm）。",
            least=_HEIGHT_LEAST,
            most=297,
            example="25.4",
            width=13,
        ),
        _Field(
            header="横の間隔",
            type=FieldType.NUMBER,
            note="ラベルの左端から、右隣のラベルの左端まで（mm）。",
            default="ラベルの幅（すき間なし）",
            least=_WIDTH_LEAST,
            most=297,
            width=11,
        ),
        _Field(
            header="縦の間隔",
            type=FieldType.NUMBER,
            note="ラベルの上端から、下隣のラベルの上端まで（mm）。",
            default="ラベルの高さ（すき間なし）",
            least=_HEIGHT_LEAST,
            most=297,
            width=11,
        ),
    ),
)
