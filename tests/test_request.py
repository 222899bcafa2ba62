"""`kaigi request` through the whole house: the files that it writes, what it refuses, and whose file is whose."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from earlier_answers import SAMPLE_DEPARTMENTS, SAMPLE_MEASURES, asked_sample, with_earlier_answers
from kaigi_docs.cli import run
from kaigi_docs.declarations.status_book import AskedDepartment
from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Location, Severity
from kaigi_docs.model.meeting import Department
from kaigi_docs.model.text import Text
from kaigi_docs.new import write_books
from kaigi_docs.read.documents.pdf import read_pdf
from kaigi_docs.request import RequestResult, request
from kaigi_docs.request_files import sheet_name
from word_text import WordFile

Rows = Callable[..., dict[str, Any]]
ASKED = {
    "調査票の締切": "令和4年5月31日",
    "照会日": "令和4年5月9日",
    "照会の文書番号": "なし",
    "メール": "kokoro@mihon.example.jp",
}


@pytest.fixture
def asked_folder(tmp_path: Path, small_rows: Rows, changed: Any) -> Callable[..., Path]:
    """The folder of the small meeting whose departments are asked; items of 会議 changed by `items`, sheets by keyword."""

    def write(items: Mapping[str, Any] | None = None, **sheets: Sequence[Mapping[str, Any]] | None) -> Path:
        rows = small_rows(会議=changed("会議", 0, **{**ASKED, **(items or {})}))
        rows = {**with_earlier_answers(rows), **sheets}
        folder = tmp_path / "inputs" / "mihon"
        write_books(folder, {title: content for title, content in rows.items() if content is not None})
        return folder

    return write


def written(result: RequestResult) -> list[str]:
    return [path.name for path in result.outputs]


def codes(result: RequestResult, *, notes: bool = False) -> list[str]:
    return [each.code for each in result.findings if notes or each.severity is not Severity.NOTE]


@pytest.fixture(scope="module")
def requested(tmp_path_factory: pytest.TempPathFactory, small_meeting: dict[str, Any]) -> tuple[Path, RequestResult]:
    """The folder of the small meeting and what was written for it, once."""
    folder = tmp_path_factory.mktemp("asked") / "inputs" / "mihon"
    rows = {**with_earlier_answers(small_meeting), "会議": [{**small_meeting["会議"][0], **ASKED}]}
    write_books(folder, rows)
    return folder, request(folder)


def test_every_department_gets_a_sheet_and_the_letter_says_the_same_three_times(requested: tuple[Path, RequestResult]) -> None:
    _, result = requested
    folder = result.outputs[0].parent

    assert (result.exit_code, result.summary) == (ExitCode.DONE, "3課に調査票を作りました（3事業）。")
    assert codes(result) == []
    assert written(result) == [
        "照会文.pdf",
        "照会文.docx",
        "調査票の書き方.pdf",
        "調査票の書き方.docx",
        "照会文.txt",
        "調査票_D01_こころの健康課.xlsx",
        "調査票_D02_地域福祉課.xlsx",
        "調査票_D03_こども家庭課.xlsx",
        "配布一覧.xlsx",
        "結果.html",
    ]
    assert folder.parts[-3:] == ("outputs", "mihon", "照会")
    pdf = squeezed("".join("".join(page.texts) for page in read_pdf(folder / "照会文.pdf").pages)).removesuffix("1/1")
    text = squeezed((folder / "照会文.txt").read_text(encoding="utf-8-sig"))
    word = squeezed("".join(WordFile((folder / "照会文.docx").read_bytes()).lines()))
    assert pdf == text == word


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_the_list_names_the_sheet_of_each_department_and_leaves_room_for_dates(requested: tuple[Path, RequestResult]) -> None:
    _, result = requested
    sheet = load_workbook(result.outputs[-2]).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)] == [
        ["課ID", "部局", "課名", "調査票", "事業数", "送付日", "返却日", "備考"],
        ["D01", None, "こころの健康課", "調査票_D01_こころの健康課.xlsx", 1, None, None, None],
        ["D02", None, "地域福祉課", "調査票_D02_地域福祉課.xlsx", 1, None, None, None],
        ["D03", None, "こども家庭課", "調査票_D03_こども家庭課.xlsx", 1, None, None, None],
    ]


def test_one_book_takes_the_place_of_the_single_ones(asked_folder: Callable[..., Path]) -> None:
    folder = asked_folder()
    request(folder)
    result = request(folder, one_book=True)

    assert written(result)[5:] == ["調査票_全課.xlsx", "配布一覧.xlsx", "結果.html"]
    assert load_workbook(result.outputs[5]).sheetnames == [
        "記入のしかた",
        "D01 こころの健康課",
        "D02 地域福祉課",
        "D03 こども家庭課",
    ]
    assert not list((result.outputs[5].parent).glob("調査票/*.xlsx")), "the books that nobody changed are gone"
    assert "調査票_全課.xlsx" in (result.outputs[4]).read_text(encoding="utf-8-sig")


def test_the_same_folder_gives_the_same_bytes(requested: tuple[Path, RequestResult], tmp_path: Path) -> None:
    folder, first = requested
    second = request(folder, out=tmp_path / "again")
    assert [path.read_bytes() for path in first.outputs] == [path.read_bytes() for path in second.outputs]


def test_a_sheet_that_somebody_filled_in_is_never_replaced(asked_folder: Callable[..., Path]) -> None:
    folder = asked_folder()
    path = request(folder).outputs[6]
    workbook = load_workbook(path)
    workbook["調査票"]["H9"] = "記入した。"
    workbook.save(path)
    filled = path.read_bytes()

    result = request(folder)
    assert path.read_bytes() == filled
    assert "調査票_D02_地域福祉課（新）.xlsx" in written(result)
    assert request(folder, force=True).outputs[6] == path
    assert path.read_bytes() != filled


def test_without_a_date_nothing_is_written_and_the_cell_is_named(asked_folder: Callable[..., Path]) -> None:
    result = request(asked_folder({"調査票の締切": None}))

    assert result.exit_code is ExitCode.FINDINGS
    assert written(result) == ["結果.html"]
    (fault,) = [each for each in result.findings if each.severity is Severity.ERROR]
    assert fault.code == "inquiry-due-blank"
    assert fault.where is not None and (fault.where.sheet, fault.where.cell) == ("会議", cell_of("調査票の締切", asked_folder))
    assert "調査票は作っていません" in result.summary


def cell_of(item: str, asked_folder: Callable[..., Path]) -> str:
    """Where an item's value stands in the settings book of the declared layout."""
    from kaigi_docs.declarations.meeting import MEETING

    return f"B{[field.header for field in MEETING.fields].index(item) + 3}"


def test_a_meeting_without_measures_or_without_columns_to_ask_for_is_refused(asked_folder: Callable[..., Path]) -> None:
    columns = [{"列名": "事業名", "種類": "事業名"}, {"列名": "評価", "種類": "評価", "照会": "いいえ"}]
    result = request(asked_folder(列=columns, 資料=None, 議題=None, 設問=None, 文面=None, 施策一覧=[]))
    assert codes(result).count("inquiry-empty") == 2


def test_a_department_without_measures_is_named_in_a_note(asked_folder: Callable[..., Path], small_rows: Rows) -> None:
    result = request(asked_folder(担当課=[*small_rows()["担当課"], {"課ID": "D04", "課名": "総務課"}]))
    (note,) = [each for each in result.findings if each.code == "department-not-asked"]
    assert note.severity is Severity.NOTE
    assert "「総務課」（D04）" in note.message
    assert not any("D04" in name for name in written(result))


def test_faults_of_the_measure_book_stop_the_request_and_blank_answers_do_not(
    asked_folder: Callable[..., Path], changed: Any
) -> None:
    rows = with_earlier_answers({"施策一覧": changed("施策一覧", 1, 担当課="総務課")})["施策一覧"]
    result = request(asked_folder(施策一覧=rows))
    assert codes(result) == ["department-unknown", "measure-not-asked"]
    assert result.exit_code is ExitCode.FINDINGS


def test_faults_of_other_materials_do_not_matter_yet(asked_folder: Callable[..., Path]) -> None:
    folder = asked_folder()
    (folder / "統計.xlsx").write_bytes(b"not a book")
    assert request(folder).exit_code is ExitCode.DONE


def test_an_answer_that_no_row_can_show_whole_is_named_with_its_cell(asked_folder: Callable[..., Path], changed: Any) -> None:
    rows = with_earlier_answers({"施策一覧": changed("施策一覧", 1, 前年度取組状況="長い文。" * 600)})["施策一覧"]
    (warning,) = [each for each in request(asked_folder(施策一覧=rows)).findings if each.code == "earlier-cut-off"]
    assert warning.where == Location("施策一覧.xlsx", "施策一覧", "J5")


def test_dates_out_of_order_are_an_error_and_closed_days_a_warning(asked_folder: Callable[..., Path]) -> None:
    result = request(asked_folder({"照会日": "令和4年6月1日", "再依頼の締切": "令和4年6月11日"}))
    assert codes(result) == ["deadline-weekend", "inquiry-out-of-order"]


def test_a_letter_that_is_not_yet_approved_is_marked(asked_folder: Callable[..., Path]) -> None:
    result = request(asked_folder({"照会日": None}))
    assert result.outputs[4].read_text(encoding="utf-8-sig").startswith("【案】")
    assert "案" in "".join(read_pdf(result.outputs[0]).pages[0].texts)


def test_an_offices_own_template_is_used(asked_folder: Callable[..., Path]) -> None:
    folder = asked_folder()
    (folder / "文面").mkdir()
    (folder / "文面" / "request_letter.md.j2").write_text("{{ 件名 }}\n\n{{ 調査票の締切 }}まで。\n", encoding="utf-8")
    assert "令和４年５月31日（火）まで。" in request(folder).outputs[4].read_text(encoding="utf-8-sig")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("こども家庭課", "調査票_D07_こども家庭課.xlsx"),
        ("支所/窓口:総務?", "調査票_D07_支所＿窓口＿総務＿.xlsx"),
        ("CON", "調査票_D07_CON.xlsx"),
        ("とても" * 40, f"調査票_D07_{'とても' * 17}と.xlsx"),
        ("課. ", "調査票_D07_課.xlsx"),
    ],
)
def test_file_names_survive_windows_and_mail(name: str, file: str) -> None:
    found = sheet_name(AskedDepartment(Department(id="D07", name=Text(name)), ()))
    assert found == file
    assert len(found.encode()) < 255
    assert not set(found) & set('<>:"/\\|?*')


def test_departments_of_one_name_have_files_of_their_own() -> None:
    names = {sheet_name(AskedDepartment(Department(id=f"D0{number}", name=Text("支所")), ())) for number in range(1, 4)}
    assert len(names) == 3


def test_the_sample_is_asked_in_its_departments(tmp_path: Path) -> None:
    write_books(tmp_path / "mihon", asked_sample())
    result = request(tmp_path / "mihon", out=tmp_path / "out")

    assert (result.departments, result.measures) == (SAMPLE_DEPARTMENTS, SAMPLE_MEASURES)
    assert result.summary == "26課に調査票を作りました（138事業）。"
    assert codes(result) == ["ditto-expanded"]
    assert len(list((tmp_path / "out" / "照会" / "調査票").iterdir())) == SAMPLE_DEPARTMENTS


def test_the_command_prints_paths_and_ends_with_its_figures(
    asked_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    code = run(["request", str(asked_folder()), "--quiet"])
    printed = capsys.readouterr()
    assert code == 0
    assert len(printed.out.splitlines()) == 10
    assert printed.err.splitlines()[-1] == "3課に調査票を作りました（3事業）。"


def test_the_command_answers_in_json(asked_folder: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    code = run(["request", str(asked_folder({"調査票の締切": None})), "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert (code, answer["exit"]) == (1, 1)
    assert [each["code"] for each in answer["findings"] if each["severity"] == "error"] == ["inquiry-due-blank"]
