"""正誤表: one row a difference, and which sheets members exchange."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from kaigi_docs.blocks import (
    Align,
    Block,
    Cell,
    Column,
    Document,
    Heading,
    KeyValue,
    KeyValueRow,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
)
from kaigi_docs.corrections.compare import Change, ChangeKind
from kaigi_docs.corrections.differences import Difference, Differences, MaterialExchange
from kaigi_docs.corrections.excerpt import excerpt, shortened
from kaigi_docs.corrections.pages import ranges
from kaigi_docs.japanese.numerals import DigitWidth, format_number
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.meeting import Meeting

TITLE = "正誤表"
_COLUMNS = (("no", "資料番号", 24.0), ("page", "ページ", 17.0), ("where", "箇所", 50.0), ("old", "誤", 84.0), ("new", "正", 84.0))
_SHEET_COLUMNS = (
    ("no", "資料", 34.0),
    ("out", "抜き取るページ", 40.0),
    ("in", "差し込むページ", 40.0),
    ("count", "枚数", 16.0),
    ("note", "備考", None),
)
_NONE = "（なし）"

Inlines = tuple[Run, ...]


def build_errata_sheet(differences: Differences, meeting: Meeting, sent_on: date, exchanged_on: date | None = None) -> Document:
    """The 正誤表 as blocks.

    Args:
        differences: at least one.
        meeting: whose packet it corrects; its 差替え日 is the date of the sheet.
        sent_on: when the packet was mailed.
        exchanged_on: when sheets of it were exchanged last, None where none were.
    """
    blocks: tuple[Block, ...] = (
        *_head(meeting),
        *_introduction(differences, meeting, packet_as_sent(sent_on, exchanged_on, meeting.style.digits)),
        *_corrections(differences.rows),
        *_exchanges(differences.exchanges),
        *_contact(meeting),
    )
    return Document("errata", TITLE, "", (Section(blocks, landscape=True),))


def _head(meeting: Meeting) -> Iterator[Block]:
    digits, replaced_on = meeting.style.digits, meeting.dispatch.replaced_on
    year = f"{meeting.fiscal_year.label(digits)}　第{format_number(meeting.round, digits)}回　"
    yield Paragraph((Run(TITLE),), ParagraphStyle.TITLE, Align.CENTER)
    yield Paragraph((Run(year), Run(meeting.name.value, source=meeting.name.where)), ParagraphStyle.LEAD, Align.CENTER)
    if replaced_on is not None:
        yield Paragraph((Run(format_date(replaced_on, digits)),), ParagraphStyle.PLAIN, Align.END)
    if meeting.secretariat.name:
        office = meeting.secretariat.name
        yield Paragraph((Run(office.value, source=office.where),), ParagraphStyle.PLAIN, Align.END)


def packet_as_sent(sent_on: date, exchanged_on: date | None, digits: DigitWidth) -> str:
    """「令和４年８月19日にお送りした会議資料（令和４年８月26日に差し替えた後のもの）」."""
    sent = f"{format_date(sent_on, digits)}にお送りした会議資料"
    return sent if exchanged_on is None else f"{sent}（{format_date(exchanged_on, digits)}に差し替えた後のもの）"


def _introduction(differences: Differences, meeting: Meeting, packet: str) -> Iterator[Block]:
    yield _body(f"{packet}に訂正があります。おわびして、次のとおり訂正いたします。")
    if any(each.exchange.pages for each in differences.exchanges):
        yield _body("「差替え」と印刷したページを同封しました。お手元の資料のページと差し替えてください。")
    if any(each.new_form for each in differences.exchanges):
        yield _body("回答書の様式が変わりました。お手数ですが、新しい回答書にご記入ください。")


def _body(text: str) -> Paragraph:
    return Paragraph((Run(text),))


def _corrections(rows: Sequence[Difference]) -> Iterator[Block]:
    if not rows:
        return
    columns = tuple(Column(key, (Run(heading),), width) for key, heading, width in _COLUMNS)
    yield Heading("corrections", 1, "１", (Run("訂正するところ"),))
    yield Table("corrections-table", columns, (RowGroup("all", (), tuple(_rows(rows))),))


def _rows(rows: Sequence[Difference]) -> Iterator[Row]:
    for number, difference in enumerate(rows, 1):
        old, new = shown_change(difference.change)
        cells = (_text(difference.label), _text(_pages(difference)), _text(difference.change.where), _cell(old), _cell(new))
        yield Row(f"E{number:03d}", cells)


def _pages(difference: Difference) -> str:
    """The printed page, and the new one where the place has moved."""
    old, new = difference.old_page, difference.new_page
    return f"{old}\n（新{new}）" if old and new and old != new else old or f"新{new}"


def shown_change(change: Change) -> tuple[Inlines, Inlines]:
    """The runs of 誤 and 正."""
    match change.kind:
        case ChangeKind.ADDED:
            return (Run(_NONE),), (Run("追加", strong=True), Run(f"　{shortened(change.new or '')}"))
        case ChangeKind.REMOVED:
            return (Run(shortened(change.old or "")),), (Run("削除", strong=True),)
        case ChangeKind.MOVED:
            return (Run(shortened(change.old or "") or _NONE),), (Run(shortened(change.new or "") or _NONE),)
        case ChangeKind.REPLACED:
            return (Run("お手元のページ"),), (Run("差替え", strong=True), Run("　同封のページのとおり"))
        case ChangeKind.CHANGED:
            old, new = excerpt(change.old or "", change.new or "")
            if not old and not new:  # a chart that is drawn in another way
                return (Run("差替え前の図"),), (Run("差替えページの図"),)
            return old or (Run("（空欄）"),), new or (Run("（空欄）"),)


def _exchanges(exchanges: Sequence[MaterialExchange]) -> Iterator[Block]:
    if not exchanges:
        return
    columns = tuple(Column(key, (Run(heading),), width) for key, heading, width in _SHEET_COLUMNS)
    rows = tuple(_exchange_row(number, each) for number, each in enumerate(exchanges, 1))
    yield Heading("exchanges", 1, "２", (Run("差し替えるページ"),))
    yield Table("exchanges-table", columns, (RowGroup("all", (), rows),))


def _exchange_row(number: int, each: MaterialExchange) -> Row:
    old, new = (
        _printed(record.first_page if record is not None else 1, pages)
        for record, pages in ((each.old, each.exchange.discarded), (each.new, each.exchange.pages))
    )
    texts = (each.label, old, new, _sheets(each), "。".join(_remarks(each)))
    return Row(f"X{number:02d}", tuple(_text(text) for text in texts))


def _printed(first_page: int, pages: Sequence[int]) -> str:
    return ranges([first_page + page - 1 for page in pages]) or _NONE


def _sheets(each: MaterialExchange) -> str:
    pages = each.exchange.pages
    count = len({(page + 1) // 2 for page in pages}) if each.current.both_sides else len(pages)
    return f"{count}枚"


def _remarks(each: MaterialExchange) -> Iterator[str]:
    """What the clerk and the members should know about the sheets."""
    before, now = (len(record.pages) if record is not None else 0 for record in (each.old, each.new))
    if each.old is None:
        yield "新しく加わる資料です"
    elif each.new is None:
        yield "取りやめる資料です"
    elif before != now:
        yield f"全体が{before}ページから{now}ページになります"
    if each.new_form:
        yield "回答書は新しい様式を使ってください"
    if each.only_moved:
        moved = _printed(each.current.first_page, each.only_moved)
        yield f"{moved}ページは、言葉は変わらず、文字の位置だけが動きました"
    if each.current.both_sides and set(each.exchange.pages) - set(each.exchange.differing):
        yield "両面刷りのため、裏表で差し替えます"


def _contact(meeting: Meeting) -> Iterator[Block]:
    office = meeting.secretariat
    rows = (("担当", office.contact), ("電話", office.phone), ("ＦＡＸ", office.fax), ("メール", office.mail))
    lines = tuple(KeyValueRow(Run(label), (Run(text.value, source=text.where),)) for label, text in rows if text)
    if lines:
        yield KeyValue(lines, align=Align.END, width_mm=90.0)


def _text(text: str) -> Cell:
    return _cell((Run(text),))


def _cell(runs: Inlines) -> Cell:
    return Cell((Paragraph(runs, ParagraphStyle.CELL),))
