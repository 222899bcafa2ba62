from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font

from answer_forms import VERSION, form_map, form_meeting
from kaigi_docs.declarations.hand_entry import HEADER_ROW, KEY_ROW, hand_entry_book
from kaigi_docs.findings import Severity
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.model.online import OnlineColumn, OnlineMeaning
from kaigi_docs.model.returned_forms import ReturnedForm, Way
from kaigi_docs.read.books import grid_book
from kaigi_docs.read.forms.files import FormsRead
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.forms.marking import choices_named
from kaigi_docs.read.forms.online import read_online_book
from kaigi_docs.render.xlsx.book import render_book

Read = Callable[[Mapping[str, bytes]], FormsRead]
MEETING = form_meeting()
FORM = form_map(MEETING)


@pytest.fixture(scope="module")
def known() -> KnownForms:
    return KnownForms({VERSION: FORM}, mailed=frozenset((VERSION,)))


def said(form: ReturnedForm) -> dict[str, str | bool | None]:
    return {each.field_id: each.marked if "/choice/" in each.field_id else each.text.value for each in form.values}


def codes(result: FormsRead) -> list[tuple[str, str | None]]:
    return [(each.code, each.where.cell if each.where else None) for each in result.findings]


def hand_book(*rows: Mapping[str, object], remarks: tuple[Mapping[str, object], ...] = (), form: FormMap = FORM) -> bytes:
    """手入力.xlsx as build writes it, with rows by the keys of their columns."""
    book = load_workbook(io.BytesIO(render_book(hand_entry_book([form], MEETING.members))))
    for sheet, entries in zip(book.worksheets[1:3], (rows, remarks), strict=True):
        columns = {cell.value: cell.column for cell in sheet[KEY_ROW]}
        for number, entry in enumerate(entries, HEADER_ROW + 1):
            for key, value in entry.items():
                sheet.cell(number, columns[key]).value = value
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


RECEIVED = datetime(2022, 9, 5, 14, 30)
CALL = {"member": "C02　髙﨑　由起彦", "received": RECEIVED, "method": "電話", "listener": "灯台"}


def test_an_empty_book_holds_no_answer_and_is_noted(answers: Read) -> None:
    result = answers({"手入力.xlsx": hand_book()})
    assert result.forms == ()
    assert [code for code, _ in codes(result)] == ["hand-empty"]


def test_a_row_is_an_answered_form_with_its_remarks(answers: Read) -> None:
    row = {**CALL, "Q1/choice": "意見や感想", "Q1/text": "①電話で聞いた意見", "Q3/choice/1": "○", "Q3/choice/3": "○"}
    row |= {"Q4/A05/choice": "反対", "Q4/A05/text": "理由", "beside": "また電話するとのこと"}
    remarks = ({"member": "C02", "c1": "資料3", "c4": "一つめ"}, {"member": "C02　髙﨑　由起彦", "c4": "二つめ"})
    result = answers({"手入力.xlsx": hand_book(row, remarks=remarks)})
    (form,) = result.forms
    assert said(form) == {
        **{"Q1/choice/1": True, "Q1/text": "①電話で聞いた意見", "Q3/choice/1": True, "Q3/choice/3": True},
        **{"Q4/A05/choice/2": True, "Q4/A05/text": "理由"},
        **{"Q5/row/1/c1": "資料3", "Q5/row/1/c4": "一つめ", "Q5/row/2/c4": "二つめ"},
    }
    assert (form.way, form.version, form.member_id, form.name.value) == (Way.HAND, VERSION, "C02", "")
    assert (form.arrival.received, form.arrival.method, form.arrival.listener) == (RECEIVED, "電話", "灯台")
    assert [str(each) for each in form.beside] == ["また電話するとのこと"]
    assert result.findings == ()
    assert form.where.cell is not None


@pytest.mark.parametrize(
    ("typed", "received", "day_only"),
    [
        ("令和4年9月5日 午後2時半", RECEIVED, False),
        ("2022/9/5 14:30", RECEIVED, False),
        ("2022/09/05 2:30:00 午後 GMT+9", RECEIVED, False),
        ("R4.9.5", datetime(2022, 9, 5), True),
        (datetime(2022, 9, 5), datetime(2022, 9, 5), True),
    ],
)
def test_times_are_read_as_people_write_them(answers: Read, typed: object, received: datetime, day_only: bool) -> None:
    (form,) = answers({"手入力.xlsx": hand_book({**CALL, "received": typed})}).forms
    assert (form.arrival.received, form.arrival.day_only) == (received, day_only)


def test_faults_of_cells_are_told_where_they_stand_and_nothing_is_lost(answers: Read) -> None:
    row = {"member": "たかさき", "received": "きのう", "Q1/choice": "意見なし", "Q3/choice/1": "？", "Q1/text": "本文"}
    result = answers({"手入力.xlsx": hand_book(row, {"member": "C01"}, {"method": "郵送", "Q1/text": "誰か"})})
    named, nobody = result.forms
    assert named.name.value == "たかさき"
    assert [str(each) for each in named.beside] == ["意見なし", "？"]
    assert said(named) == {"Q1/text": "本文"}
    assert (nobody.member_id, nobody.name.value) == ("", "")
    assert [code for code, _ in codes(result)] == [
        *("date-invalid", "choice-unknown", "choice-unknown", "hand-time-missing"),
        "hand-row-incomplete",
        *("hand-member-missing", "hand-time-missing"),
    ]
    assert all(cell for _, cell in codes(result))


def without(book: bytes, *, column: str = "", hidden_row: bool = False, struck: Sequence[str] = ()) -> bytes:
    """The book after a column or the hidden row was deleted, or cells were struck through."""
    changed = load_workbook(io.BytesIO(book))
    sheet = changed.worksheets[1]
    columns = {cell.value: cell.column for cell in sheet[KEY_ROW]}
    for key in struck:
        sheet.cell(HEADER_ROW + 1, columns[key]).font = Font(strike=True)
    if column:
        sheet.delete_cols(columns[column])
    if hidden_row:
        sheet.delete_rows(KEY_ROW)
    written = io.BytesIO()
    changed.save(written)
    return written.getvalue()


def test_a_sheet_whose_column_of_a_question_is_gone_is_not_read_as_if_nothing_was_answered_there(answers: Read) -> None:
    book = hand_book({**CALL, "Q1/choice": "特になし"})
    result = answers({"手入力.xlsx": without(book, column="Q1/choice")})
    assert (result.forms, [code for code, _ in codes(result)]) == ((), ["hand-columns-lost"])
    assert len(answers({"手入力.xlsx": without(book, column="listener")}).forms) == 1


def test_a_book_without_its_hidden_row_is_no_online_form(answers: Read) -> None:
    result = answers({"手入力.xlsx": without(hand_book({**CALL, "Q1/choice": "特になし"}), hidden_row=True)})
    assert result.forms == () and {code for code, _ in codes(result)} == {"hand-sheet-unmarked"}


def test_a_row_that_is_struck_through_is_not_counted_and_told(answers: Read) -> None:
    row = {**CALL, "Q1/choice": "特になし"}
    whole = answers({"手入力.xlsx": without(hand_book(row), struck=tuple(row))})
    part = answers({"手入力.xlsx": without(hand_book(row), struck=("Q1/choice",))})
    assert (whole.forms, part.forms) == ((), ())
    severities = [each.severity for each in (*whole.findings, *part.findings) if each.code == "hand-row-struck"]
    assert severities == [Severity.NOTE, Severity.ERROR]


def test_remarks_of_a_member_with_two_answers_need_the_time(answers: Read) -> None:
    later = {**CALL, "received": datetime(2022, 9, 6, 9, 0), "Q1/text": "あとの回答"}
    remarks = ({"member": "C02", "received": datetime(2022, 9, 6, 9, 0), "c4": "あとの意見"}, {"member": "C02", "c4": "不明"})
    result = answers({"手入力.xlsx": hand_book(CALL, later, remarks=remarks)})
    assert [said(each) for each in result.forms] == [
        {},
        {"Q1/text": "あとの回答", "Q5/row/1/c4": "あとの意見"},
        {"Q5/row/1/c4": "不明"},
    ]
    assert [code for code, _ in codes(result)] == ["hand-remark-homeless"]


def test_sorting_rows_keeps_the_ids_of_answers(answers: Read) -> None:
    rows = ({**CALL, "Q1/text": "一"}, {**CALL, "member": "C01", "Q1/text": "二"}, {**CALL, "Q1/text": "一"})
    first = {each.id for each in answers({"手入力.xlsx": hand_book(*rows)}).forms}
    assert len(first) == 3
    assert {each.id for each in answers({"手入力.xlsx": hand_book(*reversed(rows))}).forms} == first


def test_a_sheet_of_an_unknown_version_with_entries_is_an_error(answers: Read) -> None:
    from dataclasses import replace

    other = replace(FORM, version="ffffffffffff")
    assert [code for code, _ in codes(answers({"手入力.xlsx": hand_book(CALL, form=other)}))] == ["form-version-unknown"]


HEADERS = (
    *("タイムスタンプ", "氏名", "現状について", "開催の方法", "参加できる時間帯"),
    *("規約の改正について", "規約の改正について 理由", "ご意見"),
)
ROWS = (
    ("2022/09/05 14:30:12", "髙﨑由起彦", "特になし", "書面", "朝, 夜", "賛成", "", ""),
    ("2022/09/06 9:00:00", "榊原　弓弦", "意見や感想", "オンライン", "昼;夜;", "反対", "急ぎすぎる", "余談です"),
)


def csv_of(*rows: tuple[str, ...], encoding: str = "utf-8-sig") -> bytes:
    return "".join(",".join(f'"{each}"' for each in row) + "\r\n" for row in rows).encode(encoding)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp932"])
def test_rows_of_an_online_form_are_answers_and_columns_that_nobody_knows_are_told(answers: Read, encoding: str) -> None:
    result = answers({"回答一覧.csv": csv_of(HEADERS, *ROWS, encoding=encoding)})
    first, second = result.forms
    assert said(first) == {
        **{"Q1/choice/2": True, "Q2/choice/2": True, "Q3/choice/1": True, "Q3/choice/3": True, "Q4/A05/choice/1": True},
    }
    assert said(second) == {
        **{"Q1/choice/1": True, "Q2/choice/3": True, "Q3/choice/2": True, "Q3/choice/3": True, "Q4/A05/choice/2": True},
        "Q4/A05/text": "急ぎすぎる",
    }
    assert (first.way, first.name.value, first.arrival.received) == (Way.ONLINE, "髙﨑由起彦", datetime(2022, 9, 5, 14, 30, 12))
    assert [code for code, _ in codes(result)] == ["online-column-unmapped"]
    assert "ご意見" in result.findings[0].message
    assert "余談" not in result.findings[0].message, "messages name columns, not answers"


def grid(*rows: tuple[str, ...]) -> object:
    cells = [[row, column, text, 0] for row, texts in enumerate(rows, 1) for column, text in enumerate(texts, 1) if text]
    return grid_book("回答/表.xlsx", [{"title": "表", "hidden": False, "hidden_rows": [], "merged": [], "cells": cells}])


def test_declared_columns_go_before_words_of_the_form() -> None:
    columns = (
        OnlineColumn(header="問１　選択", meaning=OnlineMeaning.CHOICE, question_id="Q1"),
        OnlineColumn(header="問１　内容", meaning=OnlineMeaning.TEXT, question_id="Q1"),
        OnlineColumn(header="規約", meaning=OnlineMeaning.CHOICE, question_id="Q4", item_id="A05"),
        OnlineColumn(header="開催の方法", meaning=OnlineMeaning.IGNORED),
    )
    rows = (("お名前", "問１　選択", "問１　内容", "規約", "開催の方法"), ("榊原", "意見や感想", "本文", "条件付き", "対面"))
    (form,), findings = read_online_book(grid(*rows), (FORM,), columns, MEETING.members)  # type: ignore[arg-type]
    assert said(form) == {"Q1/choice/1": True, "Q1/text": "本文"}
    assert [str(each) for each in form.beside] == ["条件付き"]
    assert findings.codes() == ["choice-unknown"]


def test_two_columns_of_one_meaning_are_told_and_both_kept() -> None:
    rows = (("氏名", "開催の方法", "回答書２"), ("榊原", "対面", "書面"))
    (form,), findings = read_online_book(grid(*rows), (FORM,), (), MEETING.members)  # type: ignore[arg-type]
    assert said(form) == {"Q2/choice/1": True}
    assert [str(each) for each in form.beside] == ["書面"]
    assert findings.codes() == ["online-column-twice"]


def test_a_table_without_a_known_header_is_an_error(answers: Read) -> None:
    book = io.BytesIO()
    made = Workbook()
    made.active.append(["品名", "数"])
    made.save(book)
    assert [code for code, _ in codes(answers({"備品.xlsx": book.getvalue()}))] == ["online-no-columns"]


def test_plain_text_waits_for_a_person(answers: Read) -> None:
    result = answers({"回答.txt": "議案には賛成です。\r\n意見は, ありません。".encode("cp932")})
    (unread,) = result.unread
    assert (unread.kind, unread.text) == ("文字だけのファイル", "議案には賛成です。\n意見は, ありません。")
    assert result.findings == ()


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("朝", (1,)),
        ("朝;夜;", (1, 3)),
        ("夜, 朝", (1, 3)),
        ("朝、昼、夜", (1, 2, 3)),
        ("朝\n夜", (1, 3)),
        ("週末（土、日）、朝", (1, 4)),
        ("週末（土、日）", (4,)),
        ("深夜", None),
        ("朝;深夜", None),
    ],
)
def test_choices_in_one_cell_are_told_apart(text: str, numbers: tuple[int, ...] | None) -> None:
    from dataclasses import replace

    question = replace(FORM.questions[2], choices=("朝", "昼", "夜", "週末（土、日）"))
    named = choices_named(question, text)
    assert (tuple(sorted(named)) if named is not None else None) == numbers
