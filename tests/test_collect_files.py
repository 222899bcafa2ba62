"""What goes back to departments after collecting: the files of 確認依頼 and 再依頼, and the marked 調査票 as Excel opens it."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from earlier_answers import with_earlier_answers
from kaigi_docs.collect_files import LetterDesk, is_queried
from kaigi_docs.declarations.status_book import AskedDepartment, asked_departments, department_book
from kaigi_docs.findings import Findings, Location, Severity
from kaigi_docs.model.collection import Point, Submission
from kaigi_docs.model.status_sheet import Entered, RowId, Stamp
from kaigi_docs.model.text import Text
from kaigi_docs.new import write_books
from kaigi_docs.outputs import OutputSet
from kaigi_docs.packet_files import origin_of
from kaigi_docs.read.documents.pdf import read_pdf
from kaigi_docs.read.folder import MeetingInputs, read_folder
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.render.xlsx.book import render_book
from word_text import WordFile

RESULT, RATING, PLAN, REMARK = "value/前年度取組状況", "value/評価", "value/今年度予定", "remark"
ASKED = {
    "照会日": "令和4年5月9日",
    "調査票の締切": "令和4年5月31日",
    "確認依頼日": "令和4年6月3日",
    "確認依頼の締切": "令和4年6月10日",
    "再依頼日": "令和4年6月3日",
    "再依頼の締切": "令和4年6月10日",
    "メール": "kokoro@mihon.example.jp",
}
QUERY_FOLDER = "確認依頼/D02_地域福祉課"
LONG = "講座を開き、参加者から感想を聞いた。" * 45


def doubted(key: str, found: str, measure_id: str = "J001") -> Point:
    return Point(
        code="answer-doubted",
        severity=Severity.WARNING,
        department_id="D02",
        measure_id=measure_id,
        key=key,
        where=Location("調査票/返信.xlsx", "調査票", "I9"),
        found=found,
        request="書き直してください。",
    )


SUBMISSION = Submission(
    department_id="D02",
    measure_ids=("J001",),
    asked=3,
    unfilled=(("J001", PLAN),),
    blank=(("J001", PLAN),),
    files=("調査票/返信.xlsx",),
    points=(doubted("answerer/post", "職名が空です。", ""), doubted(RATING, "評価「ほぼ実施」は選択肢にありません。")),
)
ENTERED = Entered(
    answers={("J001", RESULT): "=1+1 のとおり\n２回", ("J001", RATING): "ほぼ実施", ("J001", REMARK): "@担当替え"},
    answerer={"answerer/section": "-係", "answerer/extension": "0123", "answerer/as_of": "2022-04-01"},
)


@pytest.fixture(scope="module")
def inputs(tmp_path_factory: pytest.TempPathFactory, small_meeting: Mapping[str, Any]) -> MeetingInputs:
    """The folder of the small meeting, asked again a year later."""
    folder = tmp_path_factory.mktemp("asked") / "mihon"
    rows = with_earlier_answers(small_meeting)
    write_books(folder, {**rows, "会議": [{**rows["会議"][0], **ASKED}]})
    with Sandbox() as sandbox:
        found, findings = read_folder(folder, sandbox)
    assert found is not None and not findings.has_errors
    return found


def staged(
    inputs: MeetingInputs, folder: Path, submission: Submission = SUBMISSION, entered: Entered = ENTERED
) -> tuple[Path, Findings]:
    output = OutputSet(folder)
    desk = LetterDesk(output, inputs)
    typed = {place: Text(text) for place, text in entered.answers.items()}
    answerer = tuple((key, Text(text)) for key, text in entered.answerer.items())
    findings = desk.stage_query(replace(submission, entered=typed, answerer=answerer))
    findings.extend(desk.stage_reminder(Submission(department_id="D03", measure_ids=("J003",), asked=3)))
    findings.extend(output.commit(origin_of(inputs)).findings)
    return folder, findings


@pytest.fixture(scope="module")
def written(inputs: MeetingInputs, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with both letters and the marked sheet, once."""
    folder, findings = staged(inputs, tmp_path_factory.mktemp("collected"))
    assert list(findings) == []
    return folder


@pytest.fixture(scope="module")
def sheet(written: Path) -> Worksheet:
    found = load_workbook(written / QUERY_FOLDER / "調査票_D02_地域福祉課.xlsx")["調査票"]
    assert isinstance(found, Worksheet)
    return found


def unmarked(inputs: MeetingInputs) -> AskedDepartment:
    return next(each for each in asked_departments(inputs.meeting, inputs.packet.measures) if each.department.id == "D02")


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_each_department_has_its_letter_three_times_and_its_sheet(written: Path) -> None:
    names = sorted(path.relative_to(written).as_posix() for path in written.rglob("*") if path.is_file())
    assert names == [
        "manifest.json",
        "再依頼/再依頼_D03_こども家庭課.docx",
        "再依頼/再依頼_D03_こども家庭課.pdf",
        "再依頼/再依頼_D03_こども家庭課.txt",
        f"{QUERY_FOLDER}/確認依頼_D02_地域福祉課.docx",
        f"{QUERY_FOLDER}/確認依頼_D02_地域福祉課.pdf",
        f"{QUERY_FOLDER}/確認依頼_D02_地域福祉課.txt",
        f"{QUERY_FOLDER}/調査票_D02_地域福祉課.xlsx",
    ]


@pytest.mark.parametrize("stem", [f"{QUERY_FOLDER}/確認依頼_D02_地域福祉課", "再依頼/再依頼_D03_こども家庭課"])
def test_pdf_word_and_text_say_the_same(written: Path, stem: str) -> None:
    pdf = squeezed("".join("".join(page.texts) for page in read_pdf(written / f"{stem}.pdf").pages)).removesuffix("1/1")
    word = squeezed("".join(WordFile((written / f"{stem}.docx").read_bytes()).lines()))
    assert pdf == word == squeezed((written / f"{stem}.txt").read_text(encoding="utf-8-sig"))


def test_the_letter_names_the_cells_of_the_sheet_that_goes_with_it(written: Path, sheet: Worksheet) -> None:
    lines = (written / QUERY_FOLDER / "確認依頼_D02_地域福祉課.txt").read_text(encoding="utf-8-sig").splitlines()
    assert [lines[at + 1] for at, line in enumerate(lines) if line[:1].isdigit() and line[0] in "123"] == [
        "　職名（E5）",
        "　評価（I9）",
        "　令和４年度予定（J9）",
    ]
    assert (sheet["E4"].value, sheet["I8"].value, sheet["J8"].value) == ("職名", "評価", "令和４年度予定")


def test_the_sheet_holds_what_they_typed_as_text(sheet: Worksheet) -> None:
    assert [sheet[cell].value for cell in ("H9", "I9", "J9", "K9", "L9")] == [
        "=1+1 のとおり\n２回",
        "ほぼ実施",
        None,
        None,
        "@担当替え",
    ]
    assert (sheet["D5"].value, sheet["G5"].value) == ("-係", "0123")
    assert sheet["I5"].value == datetime(2022, 4, 1)
    for cell in ("H9", "L9", "D5"):
        assert (sheet[cell].data_type, sheet[cell].quotePrefix) == ("s", True)


def test_what_is_asked_about_is_marked_with_its_note_and_what_is_blank_without(sheet: Worksheet) -> None:
    marked = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fgColor.rgb == "FFFFD9B3"}
    notes = {cell.coordinate: cell.comment for row in sheet.iter_rows() for cell in row if cell.comment is not None}
    assert marked == {"E5", "I9", "J9"}
    assert {place: note.text for place, note in notes.items()} == {
        "E5": "確認1\n職名が空です。\n書き直してください。",
        "I9": "確認2\n評価「ほぼ実施」は選択肢にありません。\n書き直してください。",
    }
    assert {note.author for note in notes.values()} == {"kaigi_docs"}


def test_ids_keys_locks_and_lists_are_those_of_the_first_sheet(
    inputs: MeetingInputs, written: Path, sheet: Worksheet, tmp_path: Path
) -> None:
    path = tmp_path / "first.xlsx"
    path.write_bytes(render_book(department_book(unmarked(inputs), inputs.meeting, inputs.packet.measures)))
    first = load_workbook(path)["調査票"]
    assert Stamp.parse(str(sheet["A3"].value)) == Stamp("2022-1", "D02")
    assert RowId.parse(str(sheet["A9"].value)) == RowId("2022-1", "D02", "J001")
    for row in (3, 4, 6, 7, 8):
        assert [cell.value for cell in sheet[row]] == [cell.value for cell in first[row]]
    locks = [[(cell.coordinate, cell.protection.locked) for row in each.iter_rows() for cell in row] for each in (sheet, first)]
    assert locks[0] == locks[1]
    assert sheet.protection.sheet
    lists = [{str(each.sqref): each.formula1 for each in every.data_validations.dataValidation} for every in (sheet, first)]
    assert lists[0] == lists[1]


def test_the_sheet_asks_to_look_at_the_marked_cells_until_the_new_day(written: Path) -> None:
    book = load_workbook(written / QUERY_FOLDER / "調査票_D02_地域福祉課.xlsx")
    texts = " ".join(str(cell.value) for each in book for row in each.iter_rows() for cell in row if cell.value)
    assert "だいだい色の欄を確かめ、書き直すか書き足して、令和４年６月10日（金）までに" in texts
    assert "令和４年５月31日" not in texts


def test_no_person_stands_in_the_files(written: Path) -> None:
    for path in (*written.rglob("*.docx"), *written.rglob("*.xlsx")):
        properties = zipfile.ZipFile(path).read("docProps/core.xml").decode()
        assert "地域福祉" not in properties.replace("調査票　地域福祉課", "").replace("確認依頼　地域福祉課", "")
        assert "lastModifiedBy>kaigi_docs<" in properties or "lastModifiedBy" not in properties


def test_long_answers_are_shown_whole_on_wider_columns(inputs: MeetingInputs) -> None:
    asked = unmarked(inputs)
    entered = Entered(answers={("J001", RESULT): LONG, ("J001", PLAN): LONG})
    narrow, wide = (
        department_book(asked, inputs.meeting, inputs.packet.measures, each).sheets[0] for each in (Entered(), entered)
    )
    assert sum(column.width for column in wide.columns) > sum(column.width for column in narrow.columns)
    assert [cell.value for cell in wide.rows[8]].count(LONG) == 2


def test_what_the_measure_book_has_never_stands_for_what_they_left_blank(inputs: MeetingInputs) -> None:
    asked = unmarked(inputs)
    filled = replace(asked.measures[0], values={("今年度予定", None): replace(asked.measures[0].name, value="広げる。")})
    again = replace(asked, measures=(filled,))
    first, back = (department_book(again, inputs.meeting, (filled,), each).sheets[0].rows[8] for each in (None, Entered()))
    assert "広げる。" in [cell.value for cell in first]
    assert "広げる。" not in [cell.value for cell in back]


def test_characters_that_no_file_can_hold_are_shown_as_gaps_and_stop_nothing(inputs: MeetingInputs, tmp_path: Path) -> None:
    odd = "前\x07\ud800\ufffe後\ue000😀"
    submission = replace(SUBMISSION, points=(doubted(RESULT, f"「{odd}」が読めません。"),))
    folder, findings = staged(
        inputs, tmp_path, submission, Entered(answers={("J001", RESULT): odd, ("J001", PLAN): "あ" * 40_000})
    )
    assert {each.where for each in findings} == {Location("調査票/返信.xlsx", "調査票", "I9")}
    sheet = load_workbook(folder / QUERY_FOLDER / "調査票_D02_地域福祉課.xlsx")["調査票"]
    assert sheet["H9"].value == "前〓〓〓後\ue000😀"
    assert len(sheet["J9"].value) == 32_767


def test_a_day_that_is_none_stays_as_typed(inputs: MeetingInputs) -> None:
    for typed in ("2022-04-31", "4月1日現在"):
        book = department_book(
            unmarked(inputs), inputs.meeting, inputs.packet.measures, Entered(answerer={"answerer/as_of": typed})
        )
        assert typed in [cell.value for cell in book.sheets[0].rows[4]]


def test_a_letter_whose_wording_is_wrong_is_left_out_and_its_sheet_is_not(inputs: MeetingInputs, tmp_path: Path) -> None:
    wrong = replace(inputs, templates={**inputs.templates, "query_letter.md.j2": ("{{ 件数", "文面/query_letter.md.j2")})
    folder, findings = staged(wrong, tmp_path)
    assert findings.codes() == ["wording-syntax"]
    assert [path.name for path in (folder / QUERY_FOLDER).iterdir()] == ["調査票_D02_地域福祉課.xlsx"]


def test_only_sheets_that_came_and_are_not_complete_are_asked_about() -> None:
    answered = replace(SUBMISSION, entered={("J001", RATING): Text("ほぼ実施")})
    assert is_queried(answered)
    assert is_queried(replace(answered, points=()))
    assert not is_queried(replace(answered, points=(), blank=()))
    assert not is_queried(replace(answered, files=()))
    assert not is_queried(replace(answered, points=(), entered={})), "it gets a 再依頼"
    assert is_queried(replace(answered, files=(), held=("調査票/紙.pdf",))), "it came, but could not be read"


def test_who_sent_a_file_that_could_not_be_opened_is_asked_for_another_one(inputs: MeetingInputs, tmp_path: Path) -> None:
    unread = replace(doubted("", "送っていただいた「紙.pdf」を開けませんでした。", ""), where=Location("調査票/紙.pdf"))
    folder, findings = staged(inputs, tmp_path, replace(SUBMISSION, files=(), held=("調査票/紙.pdf",), points=(unread,)))
    assert list(findings) == []
    assert sorted(path.suffix for path in (folder / QUERY_FOLDER).iterdir()) == [".docx", ".pdf", ".txt"]
    text = (folder / QUERY_FOLDER / "確認依頼_D02_地域福祉課.txt").read_text(encoding="utf-8-sig")
    assert "紙.pdf" in text
    assert "だいだい色" not in text and "まだ記入" not in text
