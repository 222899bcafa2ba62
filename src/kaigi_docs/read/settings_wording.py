"""The sheet 文面 -> WordingRows."""

from __future__ import annotations

from collections.abc import Sequence

from kaigi_docs.declarations import settings as sheets
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import MOTION_PLACE, WORDING_PLACES, WordingRow
from kaigi_docs.read.cells import did_you_mean, listed, nearest, normalised_id
from kaigi_docs.read.references import Targets
from kaigi_docs.read.rows import Row


def read_wording(rows: Sequence[Row], items: Targets, forms: Targets, findings: Findings, instead: str) -> tuple[WordingRow, ...]:
    """The texts whose place is known; others stand at the place given instead, or nowhere."""
    places = ((row, _place(row, items, forms, findings) or instead) for row in rows)
    return tuple(
        WordingRow(id=f"W{number:02d}", place=place, form=row.get("形", str) or "paragraph", text=row.text("文"))
        for number, (row, place) in enumerate(places, 1)
        if row.usable and place
    )


def _place(row: Row, items: Targets, forms: Targets, findings: Findings) -> str:
    """Where a text is printed: a word, the id of an item or a form, or a 議案 of the 議案書; "" with a finding otherwise."""
    entered = row.text("場所").value.strip()
    words = {fold_name(label): meaning for label, meaning in WORDING_PLACES.items()}
    if not entered:
        return ""
    if fold_name(entered) in words:
        return words[fold_name(entered)]
    book, colon, motion = entered.replace("：", ":").partition(":")
    if colon and fold_name(book) == fold_name("議案書") and normalised_id(motion) in items.ids:
        return f"{MOTION_PLACE}{normalised_id(motion)}"
    if normalised_id(entered) in (*items.ids, *forms.ids):
        return normalised_id(entered)
    accepted = list(WORDING_PLACES)
    likely = nearest(entered, accepted)
    hint = f"{did_you_mean(likely)}場所を直してください。" if likely is not None else items.hint(entered)
    message = (
        f"場所「{entered}」は使えません。使えるのは{listed(accepted)}と、「{sheets.AGENDA.title}」シートにある議題ID、"
        "「議案書:議題ID」、回答書の資料IDです。"
    )
    findings.error("reference-unknown", row.place("場所"), message, hint)
    return ""
