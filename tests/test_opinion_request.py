"""`kaigi request --opinions` through the whole house: opinions out to departments, their views back into 事務局の考え方.xlsx."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from kaigi_docs.collect import collect
from kaigi_docs.declarations import views as sheet
from kaigi_docs.errors import ExitCode, UsageFault
from kaigi_docs.findings import Severity
from kaigi_docs.model.form_map import FormQuestion
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.responses import Opinion
from kaigi_docs.model.text import Text
from kaigi_docs.read.folder import read_folder
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.views import read_views
from kaigi_docs.request import request
from kaigi_docs.view_books import add_opinions
from returned_forms import a_meeting, a_question

OPINIONS = ("窓口を夜も開けてほしい。", "=1+1", "窓口を、夜も開けてほしい。", "資料が見やすい。")
DAYS = {"意見の照会日": "令和4年9月14日", "意見の照会の締切": "令和4年9月26日"}
LONG = "夜間の窓口は、来年度から週に一度開ける予定です。人員の確保と場所について、関係する課と話し合っています。" * 8


def opinions() -> tuple[Opinion, ...]:
    """Of two members; the first and the third say nearly the same."""
    alike = {1: (3,), 3: (1,)}
    return tuple(
        Opinion(
            member_id=f"C0{1 + number % 2}",
            question_id="Q1",
            subject_id="",
            row=0,
            text=Text(text),
            cited="",
            number=number,
            alike=alike.get(number, ()),
        )
        for number, text in enumerate(OPINIONS, 1)
    )


def enter(folder: Path, meeting: Meeting, found: tuple[Opinion, ...], questions: tuple[FormQuestion, ...]) -> None:
    """Rows for opinions in 事務局の考え方.xlsx, as `collate` puts them there."""
    with Sandbox() as sandbox:
        known, _ = read_views(folder, meeting.departments, sandbox)
        assert add_opinions(folder, found, questions, known, meeting, sandbox).codes() == []


def say(folder: Path, texts: Mapping[str, Mapping[str, str]]) -> None:
    """Fills cells of 事務局の考え方.xlsx by the opinion of their row."""
    book = openpyxl.load_workbook(folder / sheet.VIEWS_FILE)
    table = book[sheet.VIEWS.title]
    headers = {cell.value: cell.column for cell in table[3]}
    for row in range(4, table.max_row + 1):
        for header, text in texts.get(str(table.cell(row, headers[sheet.ORIGINAL]).value), {}).items():
            table.cell(row, headers[header]).value = text
    book.save(folder / sheet.VIEWS_FILE)


def book_of(folder: Path) -> dict[str, dict[str, Any]]:
    """The rows of 事務局の考え方.xlsx by opinion."""
    table = openpyxl.load_workbook(folder / sheet.VIEWS_FILE)[sheet.VIEWS.title]
    headers = [cell.value for cell in table[3]]
    rows = [dict(zip(headers, (cell.value for cell in row), strict=True)) for row in table.iter_rows(min_row=4)]
    return {row[sheet.ORIGINAL]: row for row in rows if row[sheet.ID]}


def answer(sent: Path, folder: Path, texts: Mapping[str, Mapping[str, str]], name: str = "") -> None:
    """Fills a sheet of opinions by its hidden keys, and puts it into 調査票/."""
    book = openpyxl.load_workbook(sent)
    table = book.active
    columns = {cell.value: cell.column for cell in table[4]}
    for row in range(7, table.max_row + 1):
        for key, text in texts.get(str(table.cell(row, columns["opinion/words"]).value), {}).items():
            table.cell(row, columns[key]).value = text
    (folder / "調査票").mkdir(exist_ok=True)
    book.save(folder / "調査票" / (name or sent.name))


def measures_of(folder: Path) -> Any:
    with Sandbox() as sandbox:
        inputs, findings = read_folder(folder, sandbox)
    assert inputs is not None
    return inputs.packet.measures, findings


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, small_folder: Path) -> Path:
    """The small meeting with four opinions, of which two departments were asked about three."""
    folder = tmp_path_factory.mktemp("opinions") / "mihon"
    shutil.copytree(small_folder, folder)
    settings = openpyxl.load_workbook(folder / "会議設定.xlsx")
    rows = {row[0].value: row[1] for row in settings["会議"].iter_rows()}
    for header, day in DAYS.items():
        rows[header].value = day
    settings.save(folder / "会議設定.xlsx")
    with Sandbox() as sandbox:
        inputs, _ = read_folder(folder, sandbox, for_inquiry=True)
    assert inputs is not None
    enter(folder, inputs.meeting, opinions(), (a_question("Q1"),))
    say(
        folder,
        {
            OPINIONS[0]: {sheet.DEPARTMENT: "D02"},
            OPINIONS[1]: {sheet.DEPARTMENT: "こども家庭課", sheet.VIEW: "先に書きました。"},
            OPINIONS[2]: {sheet.DEPARTMENT: "地域福祉課"},
        },
    )
    result = request(folder, out=folder.parent / "out", opinions=True)
    assert (result.exit_code, result.departments, result.opinions) == (ExitCode.DONE, 2, 3)
    return folder


@pytest.fixture
def folder(asked: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(asked, tmp_path / "mihon"))


@pytest.fixture
def sent(asked: Path) -> Callable[[str], Path]:
    """The book that went to a department."""
    return lambda department: next((asked.parent / "out" / "意見の照会").glob(f"{department}_*/*.xlsx"))


def run(folder: Path) -> Any:
    return collect(folder, out=folder.parent / "out")


def told(result: Any) -> list[str]:
    return [each.code for each in result.findings if each.severity is not Severity.NOTE]


def test_each_department_gets_its_own_opinions_with_a_letter(asked: Path, sent: Callable[[str], Path]) -> None:
    own = openpyxl.load_workbook(sent("D02")).active
    assert [own.cell(row, 5).value for row in range(7, own.max_row + 1)] == [OPINIONS[0], OPINIONS[2]]
    assert sorted(path.suffix for path in sent("D02").parent.iterdir()) == [".docx", ".pdf", ".txt", ".xlsx"]
    letter = next(sent("D02").parent.glob("*.txt")).read_text(encoding="utf-8-sig")
    assert "地域福祉課長" in letter and "令和４年９月26日（月）" in letter and "２件" in letter


def test_similar_opinions_are_told_in_the_book(asked: Path) -> None:
    assert {words: row[sheet.ALIKE] for words, row in book_of(asked).items() if row[sheet.ALIKE]} == {
        OPINIONS[0]: "３",
        OPINIONS[2]: "１",
    }


def test_views_come_into_blank_cells_once_and_what_people_make_of_them_stays(folder: Path, sent: Callable[[str], Path]) -> None:
    answer(sent("D02"), folder, {OPINIONS[0]: {"view": LONG, "action": "来年度から。"}})
    answer(sent("D03"), folder, {OPINIONS[1]: {"action": "続けます。"}}, "こども.xlsx")
    first = run(folder)
    assert first.exit_code is ExitCode.DONE and told(first) == [] and "2件" in first.summary
    rows = book_of(folder)
    assert (rows[OPINIONS[0]][sheet.VIEW], rows[OPINIONS[0]][sheet.ACTION]) == (LONG, "来年度から。")
    assert rows[OPINIONS[1]][sheet.VIEW] == "先に書きました。"
    assert rows[OPINIONS[2]][sheet.VIEW] is None
    say(folder, {OPINIONS[0]: {sheet.VIEW: "事務局が直した文。"}})
    before = (folder / sheet.VIEWS_FILE).read_bytes()
    second = run(folder)
    assert told(second) == [] and (folder / sheet.VIEWS_FILE).read_bytes() == before


def test_a_row_grows_with_what_comes_into_it(folder: Path, sent: Callable[[str], Path]) -> None:
    def height() -> float:
        table = openpyxl.load_workbook(folder / sheet.VIEWS_FILE)[sheet.VIEWS.title]
        return float(table.row_dimensions[4].height or 0)

    before = height()
    answer(sent("D02"), folder, {OPINIONS[0]: {"view": LONG}})
    run(folder)
    assert before < 60 < height() <= 409


def test_a_formula_of_a_department_is_told_and_a_conflict_too(folder: Path, sent: Callable[[str], Path]) -> None:
    say(folder, {OPINIONS[0]: {sheet.VIEW: "事務局の文。"}})
    answer(sent("D02"), folder, {OPINIONS[0]: {"view": "課の文。", "remark": "担当がちがうかもしれません。"}})
    answer(sent("D03"), folder, {OPINIONS[1]: {"action": "=1+2"}})
    result = run(folder)
    assert sorted(told(result)) == ["opinion-formula", "opinion-remark", "view-conflict"]
    assert book_of(folder)[OPINIONS[0]][sheet.VIEW] == "事務局の文。"
    questions = openpyxl.load_workbook(folder / "判断" / "要確認.xlsx")["要確認"]
    assert sum(row[0].value is not None for row in questions.iter_rows(min_row=4)) == 3


def test_opinions_alone_change_nothing_that_a_packet_prints(folder: Path, sent: Callable[[str], Path]) -> None:
    plain, _ = measures_of(folder)
    answer(sent("D02"), folder, {OPINIONS[0]: {"remark": "備考"}})
    answered, findings = measures_of(folder)
    assert answered == plain and "submission-missing" not in findings.codes()
    assert not {each for each in findings.codes() if each.startswith("opinion")}


def test_numbers_follow_the_opinions_and_those_that_are_gone_keep_their_views(folder: Path) -> None:
    say(folder, {OPINIONS[2]: {sheet.VIEW: "考えます。"}})
    left = [replace(each, number=number, alike=()) for number, each in enumerate(opinions()[1:2] + opinions()[3:], 1)]
    enter(folder, a_meeting(), tuple(left), (a_question("Q1"),))
    rows = book_of(folder)
    assert [rows[words][sheet.NUMBER] for words in (OPINIONS[1], OPINIONS[3])] == ["１", "２"]
    assert (rows[OPINIONS[2]][sheet.STATE], rows[OPINIONS[2]][sheet.VIEW]) == (sheet.GONE, "考えます。")


def test_without_a_department_there_is_nobody_to_ask(folder: Path) -> None:
    say(folder, {words: {sheet.DEPARTMENT: ""} for words in OPINIONS})
    result = request(folder, out=folder.parent / "out", opinions=True)
    assert result.exit_code is ExitCode.FINDINGS and "opinions-nothing" in told(result)


def test_one_book_for_all_is_not_made_of_opinions(folder: Path) -> None:
    with pytest.raises(UsageFault):
        request(folder, one_book=True, opinions=True)
