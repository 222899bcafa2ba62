"""回答/手入力.xlsx: a row for each answered form, and a book that nobody's typing is ever lost from."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from kaigi_docs.declarations.hand_entry import (
    HEADER_ROW,
    KEY_ROW,
    answer_columns,
    hand_entry_book,
    parse_mark,
    remark_columns,
)
from kaigi_docs.hand_entry_book import start_hand_entry
from kaigi_docs.model.form_map import FormMap, FormQuestion, FormSubject
from kaigi_docs.model.meeting import Member, QuestionKind
from kaigi_docs.model.text import Text
from kaigi_docs.read.hand_entry import HandEntries, read_hand_entries
from kaigi_docs.read.sandbox import Sandbox

MEMBERS = (Member(id="C01", name=Text("灘　千尋")), Member(id="C02", name=Text("岬　燈子")))
FIRST, SECOND = "0123456789ab", "ba9876543210"


def question(
    number: int, kind: QuestionKind, *choices: str, lines: int = 0, subjects: tuple[FormSubject, ...] = ()
) -> FormQuestion:
    return FormQuestion(
        id=f"Q{number}",
        label=f"回答書{number}",
        title=f"問い{number}",
        kind=kind.value,
        choices=choices,
        subjects=subjects,
        blank="no_answer",
        lines=lines,
    )


COMMENT = question(1, QuestionKind.COMMENT, "意見や感想", "特になし", lines=5)
MULTIPLE = question(2, QuestionKind.MULTIPLE, "朝", "昼", "夜")
VOTE = question(
    3,
    QuestionKind.VOTE,
    *("賛成", "反対"),
    lines=3,
    subjects=(FormSubject("A01", "規約の改正"), FormSubject("A02", "規約の改正")),
)
TABLE = question(4, QuestionKind.COMMENT_TABLE, lines=5)
EVERY = (COMMENT, MULTIPLE, VOTE, TABLE)


def form(*questions: FormQuestion, version: str = FIRST, title: str = "回答書", round_id: str = "") -> FormMap:
    return FormMap(
        version=version,
        material_id="S03",
        title=title,
        round_id=round_id,
        pages=1,
        page_mm=(210.0, 297.0),
        questions=questions,
        fields=(),
    )


def codes(directory: Path, *forms: FormMap, there: HandEntries | None = None) -> list[tuple[str, str]]:
    findings = start_hand_entry(directory, forms, MEMBERS, there or HandEntries())
    return [(each.code, each.where.file if each.where is not None else "") for each in findings]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


def test_a_column_for_each_choice_and_each_text_of_every_question() -> None:
    assert [column.key for column in answer_columns(form(*EVERY), MEMBERS)] == [
        *("member", "received", "method", "listener"),
        *("Q1/choice", "Q1/text"),
        *("Q2/choice/1", "Q2/choice/2", "Q2/choice/3"),
        *("Q3/A01/choice", "Q3/A01/text", "Q3/A02/choice", "Q3/A02/text"),
        *("head/name", "beside"),
    ]


def test_headers_of_a_sheet_differ_even_where_two_items_have_one_name() -> None:
    headers = [column.header for column in answer_columns(form(*EVERY), MEMBERS)]
    assert len(set(headers)) == len(headers)
    assert "回答書1　選択" in headers
    assert "回答書3　規約の改正　選択（Q3/A02/choice）" in headers


def test_one_mark_is_chosen_by_its_word_several_by_a_sign_under_each() -> None:
    columns = {column.key: column for column in answer_columns(form(*EVERY), MEMBERS)}
    assert columns["Q1/choice"].choices == ("意見や感想", "特になし")
    assert columns["Q2/choice/2"].choices == ("○",)
    assert columns["member"].choices == ("C01　灘　千尋", "C02　岬　燈子")
    assert columns["member"].others
    assert not columns["Q1/choice"].others


def test_remarks_have_a_sheet_only_where_a_form_has_a_table_and_name_it_where_there_are_two() -> None:
    assert remark_columns(form(COMMENT), MEMBERS) == ()
    assert [each.key for each in remark_columns(form(TABLE), MEMBERS)] == ["member", "received", "c1", "c2", "c3", "c4"]
    two = remark_columns(form(TABLE, question(5, QuestionKind.COMMENT_TABLE, lines=2)), MEMBERS)
    assert [(each.key, each.choices) for each in two if each.key == "question"] == [("question", ("回答書4", "回答書5"))]


def test_the_book_has_guide_answers_and_remarks_and_hides_the_keys(tmp_path: Path) -> None:
    codes(tmp_path, form(*EVERY))
    book = load_workbook(tmp_path / "回答/手入力.xlsx")
    assert [sheet.title for sheet in book if sheet.sheet_state == "visible"] == ["入力のしかた", "回答書", "回答書の表"]
    sheet = book["回答書"]
    assert sheet.row_dimensions[KEY_ROW].hidden
    assert sheet.column_dimensions["A"].hidden
    assert parse_mark(str(sheet.cell(KEY_ROW, 1).value)) == (FIRST, False)
    assert parse_mark(str(book["回答書の表"].cell(KEY_ROW, 1).value)) == (FIRST, True)
    assert [cell.value for cell in sheet[HEADER_ROW]][1:5] == ["委員", "受付日時", "方法", "聴取者"]
    assert sheet.max_row == HEADER_ROW


def test_forms_of_one_title_get_sheets_of_their_own() -> None:
    titles = [sheet.title for sheet in hand_entry_book((form(COMMENT), form(COMMENT, version=SECOND)), MEMBERS).sheets]
    assert titles == ["入力のしかた", "回答書1", "回答書2"]


def test_a_book_is_written_once_and_never_again(tmp_path: Path, sandbox: Sandbox) -> None:
    assert codes(tmp_path, form(COMMENT)) == []
    path = tmp_path / "回答/手入力.xlsx"
    book = load_workbook(path)
    book["回答書"]["B5"] = "C01　灘　千尋"
    book.save(path)
    typed = path.read_bytes()
    there = read_hand_entries(tmp_path, sandbox)
    assert there == HandEntries(("手入力.xlsx",), frozenset({FIRST}))
    assert codes(tmp_path, form(COMMENT), there=there) == []
    assert path.read_bytes() == typed


def test_changed_questions_get_a_second_book_beside_the_first(tmp_path: Path, sandbox: Sandbox) -> None:
    codes(tmp_path, form(COMMENT))
    first = (tmp_path / "回答/手入力.xlsx").read_bytes()
    changed = form(MULTIPLE, version=SECOND)
    there = read_hand_entries(tmp_path, sandbox)
    assert codes(tmp_path, changed, there=there) == [("hand-entry-again", "回答/手入力（2）.xlsx")]
    assert (tmp_path / "回答/手入力.xlsx").read_bytes() == first
    assert read_hand_entries(tmp_path, sandbox).versions == {FIRST, SECOND}


def test_the_book_of_a_later_round_bears_its_name(tmp_path: Path) -> None:
    there = HandEntries(("手入力.xlsx",), frozenset({FIRST}))
    vote = form(VOTE, version=SECOND, title="表決書", round_id="表決／その1")
    assert codes(tmp_path, vote, there=there) == [("hand-entry-again", "回答/手入力（表決その1）.xlsx")]


def test_beside_a_book_that_cannot_be_read_none_is_written(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / "回答").mkdir()
    (tmp_path / "回答/手入力.xlsx").write_bytes(b"not a book")
    there = read_hand_entries(tmp_path, sandbox)
    assert codes(tmp_path, form(COMMENT), there=there) == [("hand-entry-not-written", "回答/手入力.xlsx")]
    assert [path.name for path in (tmp_path / "回答").iterdir()] == ["手入力.xlsx"]


def test_a_folder_that_cannot_be_written_is_told_and_does_not_stop_the_packet(tmp_path: Path) -> None:
    (tmp_path / "回答").write_text("ここはファイル", "utf-8")
    assert codes(tmp_path, form(COMMENT)) == [("hand-entry-not-written", "回答/手入力.xlsx")]


def test_a_book_of_another_kind_is_for_no_form(tmp_path: Path, sandbox: Sandbox) -> None:
    (tmp_path / "回答").mkdir()
    Workbook().save(tmp_path / "回答/手入力メモ.xlsx")
    assert read_hand_entries(tmp_path, sandbox) == HandEntries(("手入力メモ.xlsx",))


NAMES = st.text("回答賛成①（）／A 　", min_size=1, max_size=4)
SUBJECTS = st.lists(NAMES, max_size=3).map(
    lambda names: tuple(FormSubject(f"A{number:02d}", name) for number, name in enumerate(names, 1))
)


@st.composite
def any_question(draw: st.DrawFn, number: int) -> FormQuestion:
    kind = draw(st.sampled_from(QuestionKind))
    choices = draw(st.lists(NAMES, max_size=3, unique=True)) if kind is not QuestionKind.COMMENT_TABLE else []
    subjects = draw(SUBJECTS) if kind is not QuestionKind.COMMENT_TABLE else ()
    return question(number, kind, *choices, lines=draw(st.integers(0, 2)), subjects=subjects)


@given(st.data())
@settings(max_examples=60)
def test_whatever_is_asked_each_answer_has_one_column_and_each_column_one_header(data: st.DataObject) -> None:
    asked = [data.draw(any_question(number)) for number in range(1, data.draw(st.integers(1, 4)) + 1)]
    columns = answer_columns(form(*asked), MEMBERS)
    keys = [column.key for column in columns]
    assert len(set(keys)) == len(keys)
    assert len({column.header for column in columns}) == len(columns)
    for each in (each for each in asked if each.kind != QuestionKind.COMMENT_TABLE):
        for _, stem in each.stems:
            marks = {f"{stem}/choice/{number}" for number in range(1, len(each.choices) + 1)}
            wanted = marks if each.kind == QuestionKind.MULTIPLE else {f"{stem}/choice"} if each.choices else set()
            assert {key for key in keys if key.startswith(f"{stem}/choice")} == wanted
            assert (f"{stem}/text" in keys) is bool(each.lines)
