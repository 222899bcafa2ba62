from __future__ import annotations

from pathlib import Path

import pytest

import kaigi_docs
from kaigi_docs.declarations.kinds import FieldDeclaration, FieldType, SheetDeclaration
from kaigi_docs.declarations.markdown import settings_markdown
from kaigi_docs.declarations.measures import measure_sheet, value_fields
from kaigi_docs.declarations.placeholders import PLACEHOLDER_SHEET
from kaigi_docs.declarations.settings import SETTINGS_SHEETS
from kaigi_docs.findings import Findings
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.cells import CellFault, read_cell
from kaigi_docs.read.grid import GridCell
from kaigi_docs.read.settings import read_measure_layout
from kaigi_docs.read.tables import read_tables

DOCS = Path(kaigi_docs.__file__).parents[2] / "docs" / "settings.md"
SHEETS = (*SETTINGS_SHEETS, measure_sheet(()))
FIELDS = [(sheet, field) for sheet in SHEETS for field in sheet.fields]


def name(value: object) -> str | None:
    if isinstance(value, SheetDeclaration):
        return value.title
    return value.header if isinstance(value, FieldDeclaration) else None


def test_the_table_in_docs_is_up_to_date() -> None:
    assert DOCS.read_text(encoding="utf-8") == settings_markdown(), (
        "docs/settings.md をつくり直してください: python -c 'import pathlib, kaigi_docs.declarations.markdown as m; "
        'pathlib.Path("docs/settings.md").write_text(m.settings_markdown(), encoding="utf-8")\''
    )


def test_ids_of_different_sheets_have_different_letters() -> None:
    prefixes = [sheet.id_field.prefix for sheet in SHEETS if sheet.id_field is not None]

    assert sorted(prefixes) == sorted(set(prefixes))


def test_only_three_sheets_of_the_settings_book_are_required_and_the_others_say_what_they_mean_empty() -> None:
    assert [sheet.title for sheet in SETTINGS_SHEETS if sheet.required] == ["会議", "委員", "担当課"]
    assert all(sheet.when_empty for sheet in SETTINGS_SHEETS if not sheet.required)


def test_references_use_letters_that_some_sheet_gives_out() -> None:
    given = {sheet.id_field.prefix for sheet in SHEETS if sheet.id_field is not None}

    assert {f.prefix for _, f in FIELDS if f.type in (FieldType.REFERENCE, FieldType.REFERENCES)} <= given


@pytest.mark.parametrize(("sheet", "field"), FIELDS, ids=name)
def test_examples_drop_downs_and_defaults_pass_their_own_reader(sheet: SheetDeclaration, field: FieldDeclaration) -> None:
    words = [*field.labels, *([field.example] if field.example else [])]
    if field.type in (FieldType.CHOICE, FieldType.GLYPH) and field.default in field.labels:
        words.append(field.default)

    for word in words:
        assert not isinstance(read_cell(field, GridCell(1, 1, word)), CellFault)
    assert field.note or sheet.as_items


@pytest.mark.parametrize(("sheet", "field"), FIELDS, ids=name)
def test_a_choice_has_choices_and_an_optional_one_says_what_blank_means(sheet: SheetDeclaration, field: FieldDeclaration) -> None:
    if field.type is FieldType.CHOICE:
        assert len(field.choices) >= 2
        assert field.required or field.default
    else:
        assert not field.choices


def test_every_declared_book_is_found_whole_by_its_reader() -> None:
    for file, book in build_books({"施策一覧": ()}).items():
        declarations = SETTINGS_SHEETS if file == "会議設定.xlsx" else (_default_measure_sheet(),)
        findings = Findings()
        tables = read_tables(as_found(book, file), declarations, ("説明", PLACEHOLDER_SHEET), findings)

        assert list(findings) == []
        for declaration in declarations:
            declared = [field.header for field in declaration.fields]
            assert list(tables[declaration.title].headers) == declared
            assert tables[declaration.title].rows == () or declaration.as_items


def _default_measure_sheet() -> SheetDeclaration:
    settings = build_books({})["会議設定.xlsx"]
    return measure_sheet(value_fields(*read_measure_layout(as_found(settings, "会議設定.xlsx"))))


def test_an_empty_book_has_its_ids_ready() -> None:
    sheets = {sheet.title: sheet for sheet in build_books({"施策一覧": ()})["会議設定.xlsx"].sheets}
    members = sheets["委員"]

    assert [row[0].value for row in members.rows[members.header_row :]][:2] == ["C01", "C02"]
    assert members.rows[-1][0].value == "C20"
    assert sheets["設問"].rows[sheets["設問"].header_row][0].value == "Q1"
