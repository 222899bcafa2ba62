"""The 横長の表 sheet and the tables that it names -> rows for the 数値 sheet, each with the place of its figure."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kaigi_docs.declarations.wide_tables import TABLES_FOLDER, WIDE_TABLES
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.statistics import TOTAL
from kaigi_docs.read.cells import cell_text, did_you_mean, listed, nearest
from kaigi_docs.read.grid import GridBook, GridCell, GridSheet, cell_position
from kaigi_docs.read.raw import RawRow, shortened
from kaigi_docs.read.rows import Row, type_rows
from kaigi_docs.read.tables import read_tables
from kaigi_docs.read.wide.shape import Area, Figure, NoTable, WideTable, find_table

_TOTALS = frozenset(map(fold_name, (TOTAL, "計", "合計", "総計", "総数(計)")))
_AREA = re.compile("([A-Z]{1,3}[0-9]{1,6})[:~]([A-Z]{1,3}[0-9]{1,6})")
_PAIRS = re.compile("[、，,\n]+")
_MOST_NAMED = 6

_Key = tuple[str, str, str, str, bool | None]


@dataclass(frozen=True, slots=True)
class _Source:
    """A table that rows of the sheet name.

    Attributes:
        book: that holds it.
        sheet: in the book.
        table: as found.
    """

    book: GridBook
    sheet: GridSheet
    table: WideTable

    def place(self, cell: GridCell) -> Location:
        return self.book.location(self.sheet, cell)


def named_files(book: GridBook) -> frozenset[str]:
    """The keys of the files in 統計/ that 統計.xlsx names.

    Args:
        book: 統計.xlsx.
    """
    rows = declared_tables(book, Findings())
    return frozenset(fold_name(row.text("ファイル").value) for row in rows if row.text("ファイル"))


def declared_tables(book: GridBook, findings: Findings) -> tuple[Row, ...]:
    """The rows of the 横長の表 sheet; nothing is said of other sheets."""
    others = {sheet.title for sheet in book.sheets} - {WIDE_TABLES.title}
    return type_rows(read_tables(book, (WIDE_TABLES,), others, findings)[WIDE_TABLES.title], WIDE_TABLES, findings)


def named_sheets(rows: Iterable[Row]) -> frozenset[str]:
    """The sheets of 統計.xlsx itself that hold tables."""
    return frozenset(row.text("シート").value.strip() for row in rows if not row.text("ファイル"))


def wide_rows(rows: Sequence[Row], own: GridBook, tables: Mapping[str, GridBook], findings: Findings) -> tuple[RawRow, ...]:
    """The figures of all tables as rows of the 数値 sheet; what is wrong with them is judged as there.

    Codes: wide-sheet-blank, wide-file-unknown, wide-sheet-unknown, wide-area-invalid, wide-heading-unknown, wide-labels-left,
    wide-total-twice, wide-classes-invalid and those of `find_table` (errors), wide-unread (a note on what no series takes).

    Args:
        rows: of the 横長の表 sheet.
        own: 統計.xlsx.
        tables: the books of the 統計 folder by name.
        findings: takes what is wrong.
    """
    found: list[RawRow] = []
    of_table: dict[_Key, list[Row]] = {}
    for row in (row for row in rows if row.usable):
        of_table.setdefault(_key(row), []).append(row)
    for group in of_table.values():
        source = _source(group[0], own, tables, findings)
        if source is not None:
            taken = [raw for row in group for raw in _rows(row, group, source, findings)]
            _report_unread(source, {raw.where.cell for raw in taken}, findings)
            found += taken
    return tuple(found)


def file_keys(file: str) -> frozenset[str]:
    """What a file may be called, for comparing: with its ending or without."""
    return frozenset((fold_name(file), fold_name(file.rpartition(".")[0])))


def _key(row: Row) -> _Key:
    file, sheet, area, year = (row.text(header).value.strip() for header in ("ファイル", "シート", "範囲", "年"))
    return file, sheet, area, year and "given", row.get("年の並び", bool)


def _source(row: Row, own: GridBook, tables: Mapping[str, GridBook], findings: Findings) -> _Source | None:
    """The table that a row names, or None and the finding that says why there is none."""
    book = _book(row, own, tables, findings)
    sheet = _sheet(row, book, findings) if book is not None else None
    if book is None or sheet is None:
        return None
    try:
        area = _area(row.text("範囲").value)
    except ValueError:
        message = f"範囲「{row.text('範囲')}」を読めません。"
        findings.error("wide-area-invalid", row.place("範囲"), message, "「A3:K20」のように、左上と右下のセルで書いてください。")
        return None
    try:
        table = find_table(sheet, area, years_down=row.get("年の並び", bool), has_years=not row.text("年"))
    except NoTable as none:
        findings.error(none.code, book.location(sheet), none.args[0], none.hint)
        return None
    return _Source(book, sheet, table)


def _book(row: Row, own: GridBook, tables: Mapping[str, GridBook], findings: Findings) -> GridBook | None:
    name = row.text("ファイル").value.strip()
    if not name and not row.text("シート"):
        hint = f"「{TABLES_FOLDER}」フォルダに入れたファイルの名前か、{own.file}に加えたシートの名前を書いてください。"
        findings.error("wide-sheet-blank", row.place("ファイル"), "ファイルもシートも空で、どの表か分かりません。", hint)
        return None
    if not name:
        return own
    found = next((book for file, book in tables.items() if fold_name(name) in file_keys(file)), None)
    if found is None:
        known = f"あるのは{listed(tables)}です。" if tables else "読める表がひとつもありません。"
        message = f"「{TABLES_FOLDER}」フォルダに、表「{name}」がありません。{known}"
        hint = f"{did_you_mean(nearest(name, tables))}ファイルを入れるか、名前を直してください。"
        findings.error("wide-file-unknown", row.place("ファイル"), message, hint)
    return found


def _sheet(row: Row, book: GridBook, findings: Findings) -> GridSheet | None:
    named = row.text("シート").value.strip()
    filled = [sheet for sheet in book.sheets if sheet.cells]
    if not named and len(filled) == 1:
        return filled[0]
    found = next((sheet for sheet in filled if fold_name(sheet.title) == fold_name(named)), None)
    if found is None:
        titles = [sheet.title for sheet in filled]
        told = f"シート「{named}」がありません" if named else "シートがいくつもあります"
        message = f"{book.file}に{told}。あるのは{listed(titles)}です。"
        hint = f"{did_you_mean(nearest(named, titles))}シートの名前を書いてください。"
        findings.error("wide-sheet-unknown", row.place("シート"), message, hint)
    return found


def _area(text: str) -> Area | None:
    """The rows and columns of 「A3:K20」, None for a blank.

    Raises:
        ValueError: it is written in another way.
    """
    folded = "".join(unicodedata.normalize("NFKC", text).upper().replace("〜", "~").replace("$", "").split())
    if not folded:
        return None
    found = _AREA.fullmatch(folded)
    if found is None:
        raise ValueError(text)
    (top, left), (bottom, right) = (cell_position(corner) for corner in found.groups())
    return min(top, bottom), min(left, right), max(top, bottom), max(left, right)


def _rows(row: Row, group: Sequence[Row], source: _Source, findings: Findings) -> Iterator[RawRow]:
    """The rows of one series; a figure that several rows of the group fit goes to the one with more words for it."""
    wanted = _wanted(row)
    others = [_wanted(each) for each in group]
    matching = [each for each in source.table.figures if _fit(each, wanted) == max(_fit(each, other) for other in others) >= 0]
    if not matching:
        _report_unmatched(row, source, findings)
        return
    if len({place for each in matching if (place := _place_of_total(each, wanted)) is not None}) > 1:
        _report_totals(row, source, findings)
        return
    classes = _classes(row, findings)
    for figure in matching:
        left = _labels_left(figure, wanted)
        if len(left) > 1:
            _report_left(row, source, left, findings)
            return
        yield _raw(row, source, figure, left[0] if left else None, classes)


def _wanted(row: Row) -> frozenset[str]:
    return frozenset(map(fold_name, row.words("見出し")))


def _fit(figure: Figure, wanted: frozenset[str]) -> int:
    """How many labels of a figure are asked for, but those for the total; -1 where a word stands nowhere with it."""
    labels = frozenset(map(_folded, figure.labels))
    return len(wanted & labels - _TOTALS) if wanted <= labels.union(map(_folded, figure.around)) else -1


def _place_of_total(figure: Figure, wanted: frozenset[str]) -> int | None:
    """Among its labels, where the wanted word for the total stands, if another one may be the class."""
    places = [at for at, cell in enumerate(figure.labels) if _folded(cell) in wanted & _TOTALS]
    return places[0] if len(places) == 1 and _labels_left(figure, wanted) else None


def _folded(cell: GridCell) -> str:
    return fold_name(cell_text(cell.value))


def _labels_left(figure: Figure, wanted: frozenset[str]) -> list[GridCell]:
    """The labels that may be the class: neither asked for nor another word for the total, each once."""
    left = {name: cell for cell in figure.labels if (name := _folded(cell)) not in wanted | _TOTALS}
    return list(left.values())


def _classes(row: Row, findings: Findings) -> dict[str, str]:
    """What classes are called, by heading."""
    classes: dict[str, str] = {}
    for pair in (each.strip() for each in _PAIRS.split(row.text("区分の読み替え").value) if each.strip()):
        heading, sign, name = unicodedata.normalize("NFC", pair).replace("＝", "=").partition("=")
        if not sign or not heading.strip() or not name.strip():
            message = f"区分の読み替え「{pair}」を読めません。"
            hint = "「表の見出し＝区分の名前」のように書いてください。"
            findings.error("wide-classes-invalid", row.place("区分の読み替え"), message, hint)
            continue
        classes[fold_name(heading)] = name.strip()
    return classes


def _raw(row: Row, source: _Source, figure: Figure, label: GridCell | None, classes: Mapping[str, str]) -> RawRow:
    where = source.place(figure.cell)
    typed = {"系列ID": (row.text("系列ID").value, row.place("系列ID")), "年": _year(row, source, figure)}
    if label is not None:
        name = "".join(cell_text(label.value).split())
        typed["区分"] = (classes.get(_folded(label), name), source.place(label))
    if figure.year is not None and figure.year.status:
        typed["状態"] = (figure.year.status, source.place(figure.year.cell))
    cells = {header: GridCell(figure.cell.row, figure.cell.column, text) for header, (text, _) in typed.items()}
    places = {header: place for header, (_, place) in typed.items()}
    return RawRow(where, figure.cell.row, {**cells, "値": figure.cell}, {"区分": where, **places, "値": where})


def _year(row: Row, source: _Source, figure: Figure) -> tuple[str, Location]:
    if figure.year is None:
        return row.text("年").value, row.place("年")
    return figure.year.text, source.place(figure.year.cell)


def _report_unmatched(row: Row, source: _Source, findings: Findings) -> None:
    known = _heading_words(source.table.figures)
    wrong = [word for word in row.words("見出し") if fold_name(word) not in {fold_name(name) for name in known}]
    shown = "、".join(wrong or row.words("見出し"))
    message = f"見出し「{shown}」の付いた数が、{source.book.file}「{source.sheet.title}」の表にありません。"
    hint = f"{did_you_mean(nearest(wrong[0], known) if wrong else None)}表にある見出しは{listed(known, 20)}です。"
    findings.error("wide-heading-unknown", row.place("見出し"), message, hint)


def _heading_words(figures: Iterable[Figure]) -> list[str]:
    return list(dict.fromkeys(shortened(cell) for each in figures for cell in (*each.labels, *each.around)))


def _report_left(row: Row, source: _Source, left: Sequence[GridCell], findings: Findings) -> None:
    named = "と".join(f"「{shortened(cell)}」（{cell.address}）" for cell in left)
    message = f"{source.book.file}「{source.sheet.title}」の表には{named}の見出しがあり、どちらが区分か分かりません。"
    hint = "この系列を表す見出しを「見出し」の列に書いてください。残った一つが区分になります。"
    findings.error("wide-labels-left", row.place("見出し"), message, hint)


def _report_totals(row: Row, source: _Source, findings: Findings) -> None:
    words = "、".join(row.words("見出し"))
    message = f"{source.book.file}「{source.sheet.title}」の表では、「{words}」が二通りの意味で使われています。"
    hint = "「男」「女」など、もう一方の見出しの系列も「横長の表」に書くか、この系列の分だけを「範囲」で指定してください。"
    findings.error("wide-total-twice", row.place("見出し"), message, hint)


def _report_unread(source: _Source, taken: set[str | None], findings: Findings) -> None:
    """What of a table no series takes, so that nothing is passed over in silence."""
    unread = [each for each in source.table.figures if each.cell.address not in taken]
    words = listed(dict.fromkeys(shortened(cell) for each in unread for cell in each.labels), _MOST_NAMED)
    outside = listed((f"{cell.address} {shortened(cell)}" for cell in source.table.outside), _MOST_NAMED)
    told = [f"どの系列にも入れていない数が{len(unread)}個あります（見出しは{words or 'なし'}）。"] if unread else []
    told += [f"表の外や、年の見出しのない欄は読みません（{outside}）。"] if outside else []
    if told:
        findings.note(
            "wide-unread", source.book.location(source.sheet), "".join(told), "載せるなら「横長の表」に加えてください。"
        )
