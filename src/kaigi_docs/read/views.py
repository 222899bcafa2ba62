"""判断/事務局の考え方.xlsx -> what the office says to each opinion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kaigi_docs.declarations import views as sheet
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.quoting import did_you_mean
from kaigi_docs.model.meeting import Department
from kaigi_docs.model.opinion_sheet import OpinionRow
from kaigi_docs.model.responses import View
from kaigi_docs.model.text import Text
from kaigi_docs.read.books import read_book
from kaigi_docs.read.cells import cell_text, nearest, normalised_id
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.raw import RawRow, RawTable
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.tables import read_tables
from kaigi_docs.sheets import LISTS_SHEET


@dataclass(frozen=True, slots=True)
class ViewsRead:
    """The book as found.

    Attributes:
        views: by id of the opinion.
        rows: what departments are asked, in the order of the book.
        book, table: for writing new rows; None where the book is not there or cannot be read.
        is_lost: whether there is a book and nobody can say what stands in it: then no paper can be made of it.
    """

    views: Mapping[str, View] = field(default_factory=dict)
    rows: tuple[OpinionRow, ...] = ()
    book: GridBook | None = None
    table: RawTable | None = None
    is_lost: bool = False


def read_views(directory: Path, departments: Sequence[Department], sandbox: Sandbox) -> tuple[ViewsRead, Findings]:
    """What the office says, and what is wrong in the book.

    Codes beside those of `read_book` and `read_tables`: views-columns-lost, view-twice, department-unknown (errors),
    publish-unknown (a warning).

    Args:
        directory: the meeting folder.
        departments: of the meeting.
        sandbox: where the book is opened.
    """
    findings = Findings()
    path = directory / sheet.VIEWS_FILE
    if not path.exists():
        return ViewsRead(), findings
    book, faults = read_book(sandbox, path, sheet.VIEWS_FILE)
    findings.extend(faults)
    if book is None:
        return ViewsRead(is_lost=True), findings
    table = read_tables(book, (sheet.VIEWS,), (sheet.PATTERNS_SHEET, LISTS_SHEET), findings)[sheet.VIEWS.title]
    if lost := [header for header in sheet.NEEDED if header not in table.headers]:
        message = f"{'、'.join(f'「{header}」' for header in lost)}の列がありません。そこに何が書かれていたか分かりません。"
        hint = "「元に戻す」かバックアップで列を戻してください。戻せないときは、このブックをほかの場所に移すと、作り直します。"
        findings.error("views-columns-lost", table.where, message, hint)
        return ViewsRead(is_lost=True), findings
    views: dict[str, View] = {}
    rows: list[OpinionRow] = []
    for row in table.rows:
        view = _view(row, departments, findings)
        if view is None:
            continue
        if view.opinion_id in views:
            message = f"意見ID「{view.opinion_id}」の行が二つあります。上の行を使いました。"
            findings.error("view-twice", row.where, message, "どちらかの行を消してください。")
            continue
        views[view.opinion_id] = view
        rows.append(_opinion_row(row, view))
    return ViewsRead(views, tuple(rows), book, table), findings


def opinion_id_of(row: RawRow) -> str:
    """The id of a row, or ""."""
    return normalised_id(_text(row, sheet.ID).value)


def _view(row: RawRow, departments: Sequence[Department], findings: Findings) -> View | None:
    opinion_id = opinion_id_of(row)
    if not opinion_id:
        return None
    return View(
        opinion_id=opinion_id,
        gist=_text(row, sheet.GIST),
        department_id=_department(_text(row, sheet.DEPARTMENT), departments, findings),
        view=_text(row, sheet.VIEW),
        action=_text(row, sheet.ACTION),
        publish=_publishes(_text(row, sheet.PUBLISH), findings),
        where=row.where,
    )


def _opinion_row(row: RawRow, view: View) -> OpinionRow:
    return OpinionRow(
        opinion_id=view.opinion_id,
        number=_text(row, sheet.NUMBER).value,
        about=_text(row, sheet.QUESTION).value,
        member=_text(row, sheet.MEMBER).value,
        words=_text(row, sheet.ORIGINAL).value,
        department_id=view.department_id,
        view=view.view,
        action=view.action,
        taken=frozenset(_text(row, sheet.TAKEN).value.split()),
        is_present=_text(row, sheet.STATE).value != sheet.GONE,
    )


def _department(typed: Text, departments: Sequence[Department], findings: Findings) -> str:
    """The id of the 課 that is named by id or name; "" for none."""
    if not typed:
        return ""
    key = fold_name(typed.value)
    for each in departments:
        if normalised_id(typed.value) == each.id or key in map(fold_name, (each.name.value, *each.variants)):
            return each.id
    likely = nearest(typed.value, [each.name.value for each in departments])
    message = f"担当課「{typed}」は「担当課」シートにありません。{did_you_mean(likely)}"
    findings.error("department-unknown", typed.where, message, "課名か課IDを書いてください。")
    return ""


def _publishes(typed: Text, findings: Findings) -> bool:
    """Whether an opinion may be published; a word that is neither する nor しない keeps it back."""
    if not typed or typed.value.strip() == sheet.PUBLISHED:
        return True
    if typed.value.strip() != sheet.WITHHELD:
        message = f"公表「{typed}」は「{sheet.PUBLISHED}」でも「{sheet.WITHHELD}」でもありません。公表しないものとして扱います。"
        findings.warn("publish-unknown", typed.where, message, "一覧から選び直してください。")
    return False


def _text(row: RawRow, header: str) -> Text:
    cell = row.cells.get(header)
    return Text(cell_text(cell.value) if cell is not None else "", row.places.get(header, row.where))
