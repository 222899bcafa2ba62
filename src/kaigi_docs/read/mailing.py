"""How the packet is printed and sent: the ラベル用紙 sheet, and what the 会議 sheet says of 発送."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kaigi_docs.blocks import Paper
from kaigi_docs.declarations.mailing import LABEL_SHEETS
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.labels import USUAL_LABEL_SHEETS, LabelSheet
from kaigi_docs.model.meeting import Dispatch
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import did_you_mean, listed, nearest
from kaigi_docs.read.rows import Row, report_twice

_SPARE_MM = 0.5
"""By how much the measures of a sheet may add up to more than the sheet: makers round them."""


def read_label_sheets(rows: Sequence[Row], findings: Findings) -> tuple[LabelSheet, ...]:
    """The office's own label sheets and the usual ones; one of its own goes before a usual one of the same name."""
    hint = "用紙の名前はひとつずつ変えてください。"
    report_twice(rows, lambda row: fold_name(row.text("名前").value), "名前", findings.error, hint)
    own = tuple(sheet for row in rows if row.usable for sheet in _label_sheet(row, findings))
    return (*own, *USUAL_LABEL_SHEETS)


def _label_sheet(row: Row, findings: Findings) -> Iterator[LabelSheet]:
    """The sheet of a row; none, and a finding, where its labels cannot all stand on it."""
    sheet = _measured(row)
    if not sheet.columns or not sheet.rows:
        header = "段の数" if sheet.columns else "列の数"
        findings.error("label-sheet-empty", row.place(header), f"{header}が0です。", "1以上の数を書いてください。")
        return
    faults = list(_faults(sheet))
    for header, message, hint in faults:
        findings.error("label-sheet-measures", row.place(header), message, hint)
    if not faults:
        yield sheet


def _measured(row: Row) -> LabelSheet:
    """The sheet as its row says; lengths that a draft cannot read are 0."""

    def mm(header: str) -> float:
        return row.get(header, float) or 0.0

    width, height = mm("ラベルの幅"), mm("ラベルの高さ")
    return LabelSheet(
        name=row.text("名前").value.strip(),
        paper=row.choice("用紙", Paper.A4),
        columns=row.get("列の数", int) or 0,
        rows=row.get("段の数", int) or 0,
        left_mm=mm("左の余白"),
        top_mm=mm("上の余白"),
        across_mm=mm("横の間隔") or width,
        down_mm=mm("縦の間隔") or height,
        width_mm=width,
        height_mm=height,
        where=row.where,
    )


def _faults(sheet: LabelSheet) -> Iterator[tuple[str, str, str]]:
    """(header, message, hint) of measures that do not agree."""
    short, long = sheet.paper.sides_mm
    sides = (
        ("横", "ラベルの幅", sheet.across_mm, sheet.width_mm, sheet.right_mm, short),
        ("縦", "ラベルの高さ", sheet.down_mm, sheet.height_mm, sheet.bottom_mm, long),
    )
    for side, header, pitch, size, reached, most in sides:
        if pitch < size:
            message = f"{side}の間隔 {pitch:g}mm が、{header} {size:g}mm より狭くなっています。"
            yield f"{side}の間隔", message, "ラベルの端から隣のラベルの同じ端までを測ってください。"
        elif reached > most + _SPARE_MM:
            message = f"ラベルが{side}に {reached:g}mm まで並び、用紙（{most:g}mm）からはみ出します。"
            yield header, message, "余白、間隔、大きさ、数を確かめてください。"


def read_dispatch(basics: Row, sheets: Sequence[LabelSheet], findings: Findings) -> Dispatch:
    """What the 会議 sheet says of 発送; a label sheet that nobody knows and a start beyond the sheet are findings."""
    usual = Dispatch()
    seal = basics.text("公印", usual.seal.value)
    sheet = _named_sheet(basics, sheets, findings)
    return Dispatch(
        sent_on=basics.get("発送日", date) or basics.get("発行日", date),
        addressing=basics.choice("宛名", usual.addressing),
        subject=basics.text("件名"),
        seal=Text("", seal.where) if seal.value.strip() == "なし" else seal,
        deadline_rule=basics.choice("締切の扱い", usual.deadline_rule),
        replaced_on=basics.get("差替え日", date),
        spare_copies=basics.get("予備の部数", int) or 0,
        label_sheet=sheet,
        first_label=_first_label(basics, sheet, findings),
        label_frames=basics.flag("ラベルの枠線"),
        envelope=basics.choice("返信用封筒", usual.envelope),
        names_blank_pages=basics.flag("白紙のページ"),
    )


def _named_sheet(basics: Row, sheets: Sequence[LabelSheet], findings: Findings) -> LabelSheet:
    usual, entered = Dispatch().label_sheet, basics.text("宛名ラベル")
    name = entered.value.strip() or usual.name
    found = next((sheet for sheet in sheets if fold_name(sheet.name) == fold_name(name)), None)
    if found is None:
        names = list(dict.fromkeys(sheet.name for sheet in sheets))
        message = f"宛名ラベルの用紙「{name}」がありません。使えるのは{listed(names, 12)}です。"
        hint = f"{did_you_mean(nearest(name, names, 75))}「{LABEL_SHEETS.title}」シートに寸法を書くか、名前を直してください。"
        findings.error("label-sheet-unknown", basics.place("宛名ラベル"), message, hint)
    return found if found is not None else replace(usual, where=None)


def _first_label(basics: Row, sheet: LabelSheet, findings: Findings) -> int:
    entered = basics.get("宛名ラベルの開始位置", int)
    if entered is None or 1 <= entered <= sheet.count:
        return entered or 1
    message = f"宛名ラベルの開始位置 {entered} は使えません。「{sheet.name}」の面は1から{sheet.count}までです。"
    place = basics.place("宛名ラベルの開始位置")
    findings.error("label-start-outside", place, message, "最初の空いている面が、左上から数えて何番目かを書いてください。")
    return 1
