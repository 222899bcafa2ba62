"""Declared sheets in a book as it was found -> raw rows: cells by header, whatever the position or name of the sheet.

Stages: match the sheets, find each header row, collect the filled rows, carry merged cells and dittos down.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from kaigi_docs.declarations.kinds import EARLIER_PREFIX, ITEM_HEADERS, SheetDeclaration
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.read.cells import cell_text, did_you_mean, is_filled, listed, nearest
from kaigi_docs.read.dittos import carry_dittos
from kaigi_docs.read.grid import CellValue, GridBook, GridCell, GridSheet, column_letters
from kaigi_docs.read.raw import RawRow, RawTable, shortened

_HEADER_ROWS = 30
"""A header row further down than this is not looked for."""


@dataclass(frozen=True, slots=True)
class _Headed:
    """A sheet with its header row found."""

    sheet: GridSheet
    row: int
    columns: dict[str, int]
    unknown: dict[str, GridCell]


def read_tables(
    book: GridBook, declarations: Sequence[SheetDeclaration], ignored: Iterable[str], findings: Findings
) -> dict[str, RawTable]:
    """The raw table of every declared sheet by its title; missing and renamed sheets and columns are findings.

    Args:
        book: as found.
        declarations: of the sheets that are read.
        ignored: titles of sheets that are not read and not mentioned.
        findings: takes what was found wrong.
    """
    sheets = _match_sheets(book, declarations, set(ignored), findings)
    return {declaration.title: _read_table(book, declaration, sheets, findings) for declaration in declarations}


def has_entries(book: GridBook, declaration: SheetDeclaration, ignored: Iterable[str]) -> bool:
    """Whether a declared sheet holds more than its headers and ids; a sheet or headers not found count as entries.

    Columns without a header do not count: memos stand there.
    """
    passed_over = set(ignored)
    sheet = _match_sheets(book, (declaration,), passed_over, Findings()).get(declaration.title)
    headed = _find_headers(sheet, declaration) if sheet is not None else None
    if headed is None:
        sheets = (each for each in book.sheets if each.title not in passed_over)
        return any(is_filled(cell) for each in sheets for cell in each.cells.values())
    own = headed.columns.get(declaration.id_field.header) if declaration.id_field is not None else None
    counted = {*headed.columns.values(), *(cell.column for cell in headed.unknown.values())} - {own}
    return any(cell.row > headed.row and cell.column in counted and is_filled(cell) for cell in headed.sheet.cells.values())


def found_records(
    book: GridBook, declarations: Sequence[SheetDeclaration], ignored: Iterable[str]
) -> tuple[dict[str, list[dict[str, CellValue]]], frozenset[str]]:
    """The filled rows of every declared sheet as they were typed, and the titles of the sheets where they stood.

    Rows are by the title of the declaration, values by declared header, or by what is written above where it is not declared.
    A sheet of items makes one row of {item: value}. Merged cells are carried down; a formula gives its cached value.
    """
    sheets = _match_sheets(book, declarations, set(ignored), Findings())
    found: dict[str, list[dict[str, CellValue]]] = {}
    for declaration in declarations:
        sheet = sheets.get(declaration.title)
        headed = _find_headers(sheet, declaration) if sheet is not None else None
        if headed is not None:
            found[declaration.title] = _typed_records(book, headed, declaration)
    return found, frozenset(sheet.title for sheet in sheets.values())


def _typed_records(book: GridBook, headed: _Headed, declaration: SheetDeclaration) -> list[dict[str, CellValue]]:
    """The rows below the header that hold more than their own id."""
    by_column = {column: header for header, column in headed.columns.items()}
    by_column |= {cell.column: cell_text(cell.value).strip() for cell in headed.unknown.values()}
    rows: dict[int, dict[str, CellValue]] = {}
    for (row, column), cell in sorted((headed.sheet.cells | _merged_down(book, headed, Findings())).items()):
        if row > headed.row and column in by_column and is_filled(cell):
            rows.setdefault(row, {})[by_column[column]] = cell.value
    if declaration.as_items:
        names = {header_key(name): field.header for field in declaration.fields for name in (field.header, *field.aliases)}
        entries = ((cell_text(each.get(ITEM_HEADERS[0], "")), each.get(ITEM_HEADERS[1])) for each in rows.values())
        return [{names.get(header_key(name), name): value for name, value in entries if name and value is not None}]
    own_id = {declaration.id_field.header} if declaration.id_field is not None else set()
    return [row for row in rows.values() if set(row) - own_id]


def _match_sheets(
    book: GridBook, declarations: Sequence[SheetDeclaration], ignored: set[str], findings: Findings
) -> dict[str, GridSheet]:
    """The sheet of each declaration: by its name, else the only other sheet whose headers fit."""
    matched = {d.title: sheet for d in declarations if (sheet := _named(book, d.title)) is not None}
    taken = {sheet.title for sheet in matched.values()} | ignored
    others = [sheet for sheet in book.sheets if sheet.title not in taken]
    for declaration in declarations:
        if declaration.title not in matched:
            fitting = [sheet for sheet in others if _fits(sheet, declaration)]
            if len(fitting) == 1:
                matched[declaration.title] = fitting[0]
                others.remove(fitting[0])
                _report_renamed(book, declaration, fitting[0], findings)
            elif fitting or declaration.required:
                _report_missing(book, declaration, fitting, findings)
    for sheet in others:
        _report_unknown(book, sheet, declarations, findings)
    return matched


def _named(book: GridBook, title: str) -> GridSheet | None:
    """The sheet of that name, or the one whose name differs in width and white space only."""
    return book.sheet(title) or next((sheet for sheet in book.sheets if fold_name(sheet.title) == fold_name(title)), None)


def _fits(sheet: GridSheet, declaration: SheetDeclaration) -> bool:
    """Whether a row of the sheet has every required header; of a sheet of items also whether it names one of them."""
    headed = _find_headers(sheet, declaration)
    if headed is None or not set(declaration.required_headers) <= set(headed.columns):
        return False
    return not declaration.as_items or bool(_item_names(declaration) & _named_items(headed))


def _item_names(declaration: SheetDeclaration) -> set[str]:
    return {header_key(name) for field in declaration.fields for name in (field.header, *field.aliases)}


def _named_items(headed: _Headed) -> set[str]:
    column = headed.columns[ITEM_HEADERS[0]]
    return {header_key(cell_text(cell.value)) for cell in headed.sheet.cells.values() if cell.column == column}


def _report_renamed(book: GridBook, declaration: SheetDeclaration, sheet: GridSheet, findings: Findings) -> None:
    findings.warn(
        "sheet-renamed",
        book.location(sheet),
        f"「{declaration.title}」シートがないので、見出しの合う「{sheet.title}」シートを読みました。",
        f"シートの名前を「{declaration.title}」に戻してください。",
    )


def _report_missing(book: GridBook, declaration: SheetDeclaration, fitting: Sequence[GridSheet], findings: Findings) -> None:
    if fitting:
        message = (
            f"「{declaration.title}」シートがありません。見出しの合うシートが{listed(s.title for s in fitting)}と複数あります。"
        )
        hint = f"使うシートの名前を「{declaration.title}」にしてください。"
    else:
        message = f"「{declaration.title}」シートがありません。"
        hint = f"kaigi new で作った{book.file}の「{declaration.title}」シートを写して、書き込んでください。"
    findings.error("sheet-missing", Location(book.file), message, hint)


def _report_unknown(book: GridBook, sheet: GridSheet, declarations: Sequence[SheetDeclaration], findings: Findings) -> None:
    """A copy of a declared sheet is worth a warning, any other sheet a note."""
    if not any(is_filled(cell) for cell in sheet.cells.values()):
        return
    copied = next((declaration.title for declaration in declarations if _fits(sheet, declaration)), None)
    report = findings.note if copied is None else findings.warn
    rest = "" if copied is None else f"「{copied}」シートと同じ見出しがありますが、読むのは「{copied}」シートだけです。"
    report("sheet-unknown", book.location(sheet), f"「{sheet.title}」シートは読みませんでした。{rest}")


def _read_table(book: GridBook, declaration: SheetDeclaration, sheets: Mapping[str, GridSheet], findings: Findings) -> RawTable:
    """The rows of one declared sheet."""
    sheet = sheets.get(declaration.title)
    if sheet is None:
        return RawTable(Location(book.file))
    headed = _find_headers(sheet, declaration)
    if headed is None:
        _report_headless(book, sheet, declaration, findings)
        return RawTable(book.location(sheet))
    _report_columns(book, headed, declaration, findings)
    if declaration.as_items:
        return _read_items(book, headed, declaration, findings)
    _report_hidden(book, headed, findings)
    rows = _collect_rows(book, headed, declaration, findings)
    places = {header: _at(book, sheet, headed.row, column) for header, column in headed.columns.items()}
    carried = carry_dittos(rows, declaration, findings)
    return RawTable(_at(book, sheet, headed.row, 1), carried, places, _written_ids(headed, declaration))


def _written_ids(headed: _Headed, declaration: SheetDeclaration) -> tuple[tuple[int, str], ...]:
    """(row, what stands there) of the column of ids, down to the last row."""
    field = declaration.id_field
    column = headed.columns.get(field.header) if field is not None else None
    cells = [cell for cell in headed.sheet.cells.values() if cell.column == column and cell.row > headed.row]
    return tuple((cell.row, cell_text(cell.value)) for cell in cells if is_filled(cell))


def _at(book: GridBook, sheet: GridSheet, row: int, column: int) -> Location:
    """Where a cell is, filled or not."""
    return Location(book.file, sheet.title, f"{column_letters(column)}{row}")


def header_key(text: str) -> str:
    """A header for comparing: width, white space and the mark ＊ do not count."""
    return fold_name(text).strip("*")


def _find_headers(sheet: GridSheet, declaration: SheetDeclaration) -> _Headed | None:
    """The first row with all required headers, else the one with most of them, else None."""
    by_row: dict[int, list[GridCell]] = {}
    for cell in sheet.cells.values():
        if cell.row <= _HEADER_ROWS and is_filled(cell):
            by_row.setdefault(cell.row, []).append(cell)
    required = set(declaration.required_headers)
    best: _Headed | None = None
    for row in sorted(by_row):
        headed = _headed(sheet, row, by_row[row], declaration)
        if required <= set(headed.columns):
            return headed
        if headed.columns and (best is None or len(headed.columns) > len(best.columns)):
            best = headed
    return best


def _headed(sheet: GridSheet, row: int, cells: Sequence[GridCell], declaration: SheetDeclaration) -> _Headed:
    """A row taken as the header row."""
    known = {header_key(header): header for header in declaration.headers}
    if not declaration.as_items:
        known |= {header_key(alias): field.header for field in declaration.fields for alias in field.aliases}
    columns: dict[str, int] = {}
    unknown: dict[str, GridCell] = {}
    for cell in sorted(cells, key=lambda cell: cell.column):
        header = known.get(header_key(cell_text(cell.value)))
        if header is not None and header not in columns:
            columns[header] = cell.column
        else:
            unknown[cell.address] = cell
    return _Headed(sheet, row, columns, unknown)


def _report_headless(book: GridBook, sheet: GridSheet, declaration: SheetDeclaration, findings: Findings) -> None:
    if any(is_filled(cell) for cell in sheet.cells.values()) or declaration.required:
        findings.error(
            "column-missing",
            book.location(sheet),
            f"見出しの行が見つかりません。必要な見出しは{listed(declaration.required_headers)}です。",
            "見出しの行を元に戻してください。",
        )


def _report_columns(book: GridBook, headed: _Headed, declaration: SheetDeclaration, findings: Findings) -> None:
    """Missing required columns and columns that nobody reads, each with the likeliest counterpart."""
    unknown = {cell_text(cell.value): cell for cell in headed.unknown.values()}
    for header in declaration.required_headers:
        if header not in headed.columns:
            findings.error(
                "column-missing",
                _at(book, headed.sheet, headed.row, 1),
                f"「{header}」の列がありません。",
                f"{did_you_mean(nearest(header, unknown))}見出しを「{header}」に直すか、列を加えてください。",
            )
    missing = [header for header in declaration.headers if header not in headed.columns]
    for text, cell in unknown.items():
        if header_key(text).startswith(header_key(EARLIER_PREFIX)):
            continue
        twice = header_key(text) in {header_key(header) for header in headed.columns}
        findings.warn(
            "column-duplicate" if twice else "column-unknown",
            book.location(headed.sheet, cell),
            f"「{text}」の列が二つあり、左の列だけを読みました。" if twice else f"「{text}」の列は読みませんでした。",
            f"{'' if twice else did_you_mean(nearest(text, missing))}要らない列なら、このままでかまいません。",
        )


def _report_hidden(book: GridBook, headed: _Headed, findings: Findings) -> None:
    """A hidden sheet or hidden filled rows are read all the same, and said so."""
    filled = {cell.row for cell in headed.sheet.cells.values() if is_filled(cell)}
    rows = sorted(row for row in headed.sheet.hidden_rows if row > headed.row and row in filled)
    if headed.sheet.hidden:
        findings.warn("sheet-hidden", book.location(headed.sheet), "非表示のシートですが、読みました。")
    if rows:
        named = "、".join(str(row) for row in rows[:10]) + ("など" if len(rows) > 10 else "")
        findings.warn(
            "row-hidden",
            book.location(headed.sheet),
            f"非表示の行（{named}行目）も読みました。",
            "要らない行なら削除してください。",
        )


def _collect_rows(book: GridBook, headed: _Headed, declaration: SheetDeclaration, findings: Findings) -> tuple[RawRow, ...]:
    """Rows below the header that hold more than their own id."""
    by_column = {column: header for header, column in headed.columns.items()}
    found: dict[int, dict[str, GridCell]] = {}
    for (row, column), cell in sorted((headed.sheet.cells | _merged_down(book, headed, findings)).items()):
        if row > headed.row and column in by_column and is_filled(cell):
            found.setdefault(row, {})[by_column[column]] = cell
    id_field = declaration.id_field
    own_id = {id_field.header} if id_field is not None else set()
    return tuple(_raw_row(book, headed, row, cells) for row, cells in found.items() if set(cells) - own_id)


def _raw_row(book: GridBook, headed: _Headed, row: int, cells: Mapping[str, GridCell]) -> RawRow:
    places = {header: _at(book, headed.sheet, row, column) for header, column in headed.columns.items()}
    return RawRow(book.location(headed.sheet, next(iter(cells.values()))), row, cells, places)


def _merged_down(book: GridBook, headed: _Headed, findings: Findings) -> dict[tuple[int, int], GridCell]:
    """The cells that a merged range hides, with the value of its first cell: it is meant for all of its rows."""
    carried: dict[tuple[int, int], GridCell] = {}
    for top, left, bottom, _ in headed.sheet.merged:
        cell = headed.sheet.cells.get((top, left))
        if cell is None or top <= headed.row or bottom == top or left not in headed.columns.values():
            continue
        carried |= {(row, left): replace(cell, row=row) for row in range(top + 1, bottom + 1)}
        findings.warn(
            "merged-expanded",
            book.location(headed.sheet, cell),
            f"結合されたセルなので、{bottom}行目までを「{shortened(cell)}」として読みました。",
            "セルの結合を解いて、各行に書いてください。",
        )
    return carried


def _read_items(book: GridBook, headed: _Headed, declaration: SheetDeclaration, findings: Findings) -> RawTable:
    """The one row that a sheet of items makes: each item's value under the item's name."""
    names = {header_key(name): field.header for field in declaration.fields for name in (field.header, *field.aliases)}
    name_column, value_column = (headed.columns.get(header, 0) for header in ITEM_HEADERS[:2])
    cells: dict[str, GridCell] = {}
    places: dict[str, Location] = {}
    for row in sorted({row for row, _ in headed.sheet.cells if row > headed.row}):
        name = headed.sheet.cells.get((row, name_column))
        value = headed.sheet.cells.get((row, value_column))
        header = names.get(header_key(cell_text(name.value))) if name is not None else None
        place = _at(book, headed.sheet, row, value_column)
        if header is None or header in places:
            if value is not None and is_filled(value):
                _report_item(place, name, header, [n for n in names.values() if n not in places], findings)
            continue
        places[header] = place
        if value is not None and is_filled(value):
            cells[header] = value
    where = _at(book, headed.sheet, headed.row, 1)
    absent = {field.header: book.location(headed.sheet) for field in declaration.fields if field.header not in places}
    return RawTable(where, (RawRow(where, headed.row, cells, places | absent),), places)


def _report_item(place: Location, name: GridCell | None, header: str | None, missing: Sequence[str], findings: Findings) -> None:
    """An item that is not declared, or stands there twice, has a value that nobody reads."""
    text = cell_text(name.value).strip() if name is not None else ""
    if header is not None:
        findings.error(
            "item-duplicate", place, f"「{text}」の行が二つあり、下の行は読みませんでした。", "一つだけ残してください。"
        )
    else:
        findings.warn(
            "item-unknown",
            place,
            f"項目「{text}」は使いません。" if text else "項目の名前が空いています。",
            did_you_mean(nearest(text, missing) if text else None),
        )
