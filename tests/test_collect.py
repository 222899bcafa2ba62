"""`kaigi collect` through the whole house: sheets out, answers in, letters back, and a packet from what came back."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from answering import answer_all, answers_of, as_csv, as_mail, fill, key_columns
from earlier_answers import ANSWERS, SAMPLE_DEPARTMENTS, with_earlier_answers
from hostile_returned import hostile_files
from kaigi_docs.assembly import make_documents
from kaigi_docs.cli import run
from kaigi_docs.collect import collect
from kaigi_docs.collect_result import CollectResult
from kaigi_docs.errors import ExitCode, OutputFault
from kaigi_docs.findings import Severity
from kaigi_docs.model.collection import SubmissionState
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Edition, MaterialKind
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.new import new, write_books
from kaigi_docs.packet import build
from kaigi_docs.read.folder import MeetingInputs, read_folder
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.render.text.document import render_text
from kaigi_docs.request import request
from kaigi_docs.sample import sample_rows
from mail_files import letter, zipped

Rows = Callable[..., dict[str, Any]]
ASKED = {"調査票の締切": "令和4年5月31日", "照会日": "令和4年5月9日", "照会の文書番号": "なし"}
ANSWERED = {
    "J001": {"前年度取組状況": "月３回、計36回開いた。", "評価": "おおむね実施できた", "今年度予定": "会場を増やす。"},
    "J002": {"前年度取組状況": "電話130件の相談があった。", "評価": "当初の予定どおり実施できた", "今年度予定": "続ける。"},
}
"""What two of the three departments of the small meeting answer."""


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory, small_meeting: Mapping[str, Sequence[Mapping[str, Any]]]) -> Path:
    """The folder of the small meeting after its departments were asked; every test works on a copy."""
    rows = with_earlier_answers(small_meeting)
    rows["会議"] = [{**rows["会議"][0], **ASKED}]
    folder = tmp_path_factory.mktemp("asked") / "inputs" / "mihon"
    write_books(folder, rows)
    assert request(folder).exit_code is ExitCode.DONE
    return folder


@pytest.fixture
def folder(asked: Path, tmp_path: Path) -> Path:
    """A copy of the asked folder, its sheets in outputs beside it."""
    root = asked.parents[1]
    shutil.copytree(root / "inputs", tmp_path / "inputs")
    shutil.copytree(root / "outputs", tmp_path / "outputs")
    return tmp_path / "inputs" / "mihon"


def sent(folder: Path) -> Path:
    return folder.parents[1] / "outputs" / "mihon" / "照会" / "調査票"


def answer(folder: Path, answers: Mapping[str, Mapping[str, str]] = ANSWERED, *, departments: str = "D01 D02") -> list[Path]:
    """Sheets that came back, of these departments only."""
    paths = answer_all(sent(folder), folder / "調査票", answers)
    for path in paths:
        if path.name.split("_")[1] not in departments.split():
            path.unlink()
    return sorted((folder / "調査票").iterdir())


def codes(result: CollectResult) -> list[str]:
    return [each.code for each in result.findings if each.severity is not Severity.NOTE]


def state(result: CollectResult) -> dict[str, str]:
    assert result.collected is not None
    return {each.department_id: each.state.value for each in result.collected.submissions}


def printed(folder: Path) -> dict[str, Measure]:
    with Sandbox() as sandbox:
        inputs, _ = read_folder(folder, sandbox)
    assert inputs is not None
    return {measure.id: measure for measure in inputs.packet.measures}


def test_everything_is_written_for_who_answered_and_who_did_not(folder: Path) -> None:
    answer(folder)
    result = collect(folder)
    assert result.summary == "3課中2課から回収。0件の確認事項。確認依頼 0通。"
    assert result.exit_code is ExitCode.DONE
    assert state(result) == {"D01": "完了", "D02": "完了", "D03": "未提出"}
    out = folder.parents[1] / "outputs" / "mihon"
    assert [path.relative_to(out).as_posix() for path in result.outputs] == [
        "回収/施策一覧.xlsx",
        "回収/提出状況.xlsx",
        "回収/前年差分.xlsx",
        "回収/再依頼/再依頼_D03_こども家庭課.pdf",
        "回収/再依頼/再依頼_D03_こども家庭課.docx",
        "回収/再依頼/再依頼_D03_こども家庭課.txt",
        "結果.html",
    ]
    page = (out / "結果.html").read_text("utf-8")
    assert "<td>こども家庭課</td><td>未提出</td>" in page
    assert (folder / "判断" / "要確認.xlsx").exists()
    assert (folder / "判断" / "修正.xlsx").exists()


def test_the_packet_prints_what_came_back_and_未提出_for_what_did_not(folder: Path) -> None:
    answer(folder)
    measures = printed(folder)
    assert measures["J001"].values["前年度取組状況", None].value == "月３回、計36回開いた。"
    assert measures["J003"].values["前年度取組状況", None].value == "未提出"
    result = build(folder)
    missing = [each for each in result.findings if each.code == "submission-missing"]
    assert [each.message.split("の")[0] for each in missing] == ["こども家庭課"]
    assert result.exit_code is ExitCode.DONE


def test_the_same_files_and_decisions_give_the_same_bytes(folder: Path) -> None:
    answer(folder, {"J001": {"評価": "ほぼ実施"}})
    first = {path: path.read_bytes() for path in collect(folder).outputs}
    assert {path: path.read_bytes() for path in collect(folder).outputs} == first


def test_a_wrong_rating_is_asked_about_in_a_letter_and_in_the_sheet(folder: Path) -> None:
    answer(folder, {**ANSWERED, "J001": {**ANSWERED["J001"], "評価": "ほぼ実施"}})
    result = collect(folder)
    assert result.exit_code is ExitCode.FINDINGS
    assert codes(result) == ["rating-unknown"]
    assert result.summary == "3課中2課から回収。1件の確認事項。確認依頼 1通。"
    assert state(result)["D02"] == SubmissionState.OPEN.value
    assert printed(folder)["J001"].values["評価", None].value == "確認中"
    back = next(path for path in result.outputs if path.name == "調査票_D02_地域福祉課.xlsx")
    sheet = load_workbook(back)["調査票"]
    cell = sheet.cell(9, key_columns(sheet)["value/評価"])
    assert cell.value == "ほぼ実施"
    assert "選択肢にありません" in cell.comment.text


def test_the_sheet_that_went_back_closes_the_matter_when_it_returns(folder: Path) -> None:
    answer(folder, {**ANSWERED, "J001": {**ANSWERED["J001"], "評価": "ほぼ実施"}})
    result = collect(folder)
    back = next(path for path in result.outputs if path.name == "調査票_D02_地域福祉課.xlsx")
    book = load_workbook(back)
    fill(book["調査票"], {"J001": {"評価": "おおむね実施できた"}})
    book.save(folder / "調査票" / "調査票_D02_地域福祉課 再提出.xlsx")
    result = collect(folder)
    assert codes(result) == []
    assert state(result)["D02"] == "完了"
    assert printed(folder)["J001"].rating_ids.keys() == {("評価", None)}


def decide(folder: Path, kind: str, answered: str) -> None:
    """Writes an answer into the rows of that kind of 要確認.xlsx."""
    path = folder / "判断" / "要確認.xlsx"
    book = load_workbook(path)
    sheet = book["要確認"]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "種類" for cell in row))
    columns = {cell.value: cell.column for cell in header if cell.value}
    for row in range(header[0].row + 1, sheet.max_row + 1):
        if sheet.cell(row, columns["種類"]).value == kind:
            sheet.cell(row, columns["答え"]).value = answered
    book.save(path)


def test_the_secretariat_decides_in_its_own_book_and_the_decision_stays(folder: Path) -> None:
    answer(folder, {**ANSWERED, "J001": {**ANSWERED["J001"], "評価": "ほぼ実施"}})
    collect(folder)
    decide(folder, "記載内容", "おおむね実施できた")
    for _ in range(2):
        result = collect(folder)
        assert codes(result) == []
        assert printed(folder)["J001"].values["評価", None].value == "おおむね実施できた"


def test_a_day_of_receipt_stands_beside_the_department(folder: Path) -> None:
    answer(folder)
    collect(folder)
    decide(folder, "受付日", "令和4年5月20日")
    result = collect(folder)
    assert result.collected is not None
    assert [str(each.received) for each in result.collected.submissions] == ["2022-05-20", "2022-05-20", "None"]


def test_corrections_of_the_secretariat_lie_over_the_answers(folder: Path) -> None:
    answer(folder)
    collect(folder)
    path = folder / "判断" / "修正.xlsx"
    book = load_workbook(path)
    sheet = book.worksheets[0]
    header = next(row for row in sheet.iter_rows() if any(cell.value == "事業ID" for cell in row))
    columns = {str(cell.value).strip("＊* "): cell.column for cell in header if cell.value}
    entries = {
        "事業ID": "J002",
        "列": "前年度取組状況",
        "修正前": "電話130件の相談があった。",
        "修正後": "電話120件の相談があった。",
        "理由": "課に電話で確認",
        "修正した人": "見本",
    }
    for name, text in entries.items():
        sheet.cell(header[0].row + 1, columns[name]).value = text
    book.save(path)
    result = collect(folder)
    assert codes(result) == []
    assert printed(folder)["J002"].values["前年度取組状況", None].value == "電話120件の相談があった。"
    merged = load_workbook(next(path for path in result.outputs if path.name == "施策一覧.xlsx"))
    assert any("修正" in [cell.value for cell in row] for row in merged["出どころ"].iter_rows())


def test_nothing_is_written_while_the_book_of_decisions_is_open(folder: Path) -> None:
    answer(folder)
    collect(folder)
    out = folder.parents[1] / "outputs" / "mihon"
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    (folder / "判断" / "~$要確認.xlsx").write_bytes(b"")
    answer(folder, {"J001": {"評価": "実施できなかった"}})
    with pytest.raises(OutputFault, match="閉じてから"):
        collect(folder)
    assert run(["collect", str(folder), "--quiet"]) == ExitCode.OUTPUT
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_an_empty_folder_is_told_and_everybody_but_the_所管課_gets_a_reminder(folder: Path) -> None:
    result = collect(folder)
    assert codes(result) == ["returned-nothing"]
    assert result.summary == "3課中0課から回収。0件の確認事項。確認依頼 0通。"
    assert len([path for path in result.outputs if path.suffix == ".docx"]) == 2


def test_hostile_files_cost_a_finding_each_and_no_answer(folder: Path) -> None:
    answer(folder)
    for name, content in list(hostile_files().items())[::6]:
        (folder / "調査票" / name).write_bytes(content)
    result = collect(folder)
    assert state(result) == {"D01": "完了", "D02": "完了", "D03": "未提出"}
    told = {each.where.file for each in result.findings if each.where is not None}
    assert result.exit_code is ExitCode.FINDINGS
    assert {f"調査票/{name}" for name in list(hostile_files())[::6]} <= {name.partition("＞")[0] for name in told}


def letters(result: CollectResult) -> list[str]:
    return [path.stem for path in result.outputs if path.suffix == ".docx"]


def test_who_sent_a_pdf_is_asked_for_a_book_and_the_matter_ends_when_it_comes_and_somebody_has_looked(folder: Path) -> None:
    answer(folder)
    (folder / "調査票" / "調査票_D03_こども家庭課.pdf").write_bytes(b"%PDF-1.7")
    result = collect(folder)
    assert (result.exit_code, codes(result)) == (ExitCode.FINDINGS, ["file-not-book"])
    assert letters(result) == ["確認依頼_D03_こども家庭課"]
    assert result.summary == "3課中2課から回収（ほかに1課は確認待ちのファイルだけ）。1件の確認事項。確認依頼 1通。"
    assert printed(folder)["J003"].values["評価", None].value == "確認中"

    answer(folder, {**ANSWERED, "J003": ANSWERED["J002"]}, departments="D01 D02 D03")
    result = collect(folder)
    assert (result.exit_code, letters(result), state(result)["D03"]) == (ExitCode.FINDINGS, [], "完了")
    decide(folder, "読めないもの", "確認した（使わない）")
    result = collect(folder)
    assert (result.exit_code, codes(result)) == (ExitCode.DONE, [])
    assert result.summary == "3課中3課から回収。0件の確認事項。確認依頼 0通。"


def test_contradicting_copies_and_what_only_a_mail_in_an_archive_names_are_asked_of_their_departments(folder: Path) -> None:
    (path,) = answer(folder, departments="D02")
    book = load_workbook(path)
    fill(book["調査票"], {"J001": {"前年度取組状況": "月２回、計24回開いた。"}})
    book.save(path.with_name("写し.xlsx"))
    mail = letter(("読み取り.pdf", b"%PDF-1.7"))
    mail.replace_header("From", "こども家庭課 <ka@mihon.example.jp>")
    (folder / "調査票" / "束.zip").write_bytes(zipped({"返信.eml": mail.as_bytes()}))
    result = collect(folder)
    assert letters(result) == ["確認依頼_D02_地域福祉課", "確認依頼_D03_こども家庭課"]
    both, unread = (
        path.read_text("utf-8-sig") for path in result.outputs if path.name.startswith("確認依頼") and path.suffix == ".txt"
    )
    assert "「写し.xlsx」では「月２回、計24回開いた。」" in both and "では「月３回、計36回開いた。」" in both
    assert "付いていたのはPDFです" in unread
    (marked,) = (path for path in result.outputs if path.name == "調査票_D02_地域福祉課.xlsx")
    notes = [cell.comment.text for row in load_workbook(marked)["調査票"].iter_rows() for cell in row if cell.comment]
    assert len(notes) == 1 and "正しい回答を記入してください" in notes[0]


def test_a_note_beside_the_table_is_asked_about_where_the_secretariat_says_so(folder: Path) -> None:
    path = next(path for path in answer(folder) if "D02" in path.name)
    book = load_workbook(path)
    book["調査票"].cell(14, 8).value = "集計はあとで送ります。"
    book.save(path)
    result = collect(folder)
    assert (result.exit_code, codes(result), letters(result)) == (ExitCode.DONE, ["cell-stray"], ["再依頼_D03_こども家庭課"])
    decide(folder, "表の外の記入", "課に尋ねる")
    result = collect(folder)
    assert letters(result) == ["確認依頼_D02_地域福祉課", "再依頼_D03_こども家庭課"]
    text = next(path for path in result.outputs if path.name == "確認依頼_D02_地域福祉課.txt").read_text("utf-8-sig")
    assert "集計はあとで送ります。" in text


def test_the_所管課_gets_no_letter_from_itself_but_its_marked_sheet(folder: Path) -> None:
    answer(folder, {**ANSWERED, "J002": {**ANSWERED["J002"], "評価": "ほぼ実施"}})
    result = collect(folder)
    assert letters(result) == ["再依頼_D03_こども家庭課"]
    assert [path.parent.name for path in result.outputs if path.name == "調査票_D01_こころの健康課.xlsx"] == ["所管課"]
    (finding,) = [each for each in result.findings if each.code == "rating-unknown"]
    assert finding.hint.endswith("（所管課で確認）")
    out = folder.parents[1] / "outputs" / "mihon"
    rows = list(load_workbook(out / "回収" / "提出状況.xlsx")["確認事項"].iter_rows(min_row=3, values_only=True))
    assert "所管課で確認" in rows[0]


def test_the_next_meeting_shows_what_came_back_as_answers_of_last_time(folder: Path, tmp_path: Path) -> None:
    answer(folder)
    found: list[Any] = []
    new(tmp_path / "inputs" / "next", earlier=folder, found=found.append)
    with Sandbox() as sandbox:
        inputs, _ = read_folder(tmp_path / "inputs" / "next", sandbox, for_draft=True)
    assert inputs is not None
    earlier = {measure.id: measure.earlier for measure in inputs.packet.measures}
    assert earlier["J001"]["前年度取組状況"].value == "月３回、計36回開いた。"
    assert "前年度取組状況" not in earlier["J003"]
    assert "answers-incomplete" in [each.code for each in found]


def test_the_command_says_who_answered(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer(folder)
    assert run(["collect", str(folder)]) == ExitCode.DONE
    said = capsys.readouterr()
    assert said.err.rstrip().endswith("3課中2課から回収。0件の確認事項。確認依頼 0通。")
    assert [Path(line).name for line in said.out.splitlines()] == [
        "施策一覧.xlsx",
        "提出状況.xlsx",
        "前年差分.xlsx",
        "再依頼",
        "結果.html",
    ]


def test_settings_with_errors_are_told_first(folder: Path) -> None:
    book = load_workbook(folder / "施策一覧.xlsx")
    sheet = book["施策一覧"]
    column = next(cell.column for row in sheet.iter_rows(max_row=8) for cell in row if str(cell.value).startswith("担当課"))
    sheet.cell(sheet.max_row - 0, column)
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value == "こども家庭課":
                cell.value = "まほろば課"
    book.save(folder / "施策一覧.xlsx")
    result = collect(folder)
    assert result.exit_code is ExitCode.FINDINGS
    assert result.collected is None
    assert [path.name for path in result.outputs] == ["結果.html"]


@dataclass(frozen=True)
class Sample:
    """The sample with its answers in 施策一覧, and the same with them in sheets that came back."""

    whole: MeetingInputs
    collected: MeetingInputs
    result: CollectResult


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Sample:
    """The sample twice; most sheets came back as they are, some as CSV, some in mails."""
    root = tmp_path_factory.mktemp("sample")
    rows = {title: [dict(row) for row in content] for title, content in sample_rows().items()}
    write_books(root / "inputs" / "whole", rows)
    whole = inputs_of(root / "inputs" / "whole")
    for row in rows["施策一覧"]:
        for name in ANSWERS:
            row.pop(name, None)
    folder = root / "inputs" / "mihon"
    write_books(folder, rows)
    request(folder)
    paths = answer_all(sent(folder), folder / "調査票", answers_of(whole.packet.measures))
    for path in paths[::5]:
        as_csv(path, "utf-8-sig")
    for path in paths[1::5]:
        as_mail(path, letter)
    result = collect(folder)
    return Sample(whole, inputs_of(folder), result)


def inputs_of(folder: Path) -> MeetingInputs:
    with Sandbox() as sandbox:
        inputs, _ = read_folder(folder, sandbox)
    assert inputs is not None
    return inputs


def test_every_department_of_the_sample_is_read_whatever_it_sent(sample: Sample) -> None:
    assert sample.result.collected is not None
    assert len(sample.result.collected.submissions) == SAMPLE_DEPARTMENTS
    assert SubmissionState.MISSING not in {each.state for each in sample.result.collected.submissions}
    blank = {measure for each in sample.result.collected.submissions for measure, _ in each.blank}
    answered = answers_of(sample.whole.packet.measures)
    assert blank == {measure for measure, texts in answered.items() if not set(texts) >= set(ANSWERS[:2])}
    assert {each.code for each in sample.result.collected.points} == {"answer-empty-word"}


def test_the_tables_of_measures_are_the_same_from_sheets_as_from_施策一覧(sample: Sample) -> None:
    def tables(inputs: MeetingInputs) -> list[str]:
        documents, _ = make_documents(inputs, number_meeting(inputs.meeting), Edition.MEMBERS)
        wanted = {material.id for material in inputs.meeting.materials if material.kind is MaterialKind.MEASURES}
        return [render_text(document) for document in documents if document.id in wanted]

    assert tables(sample.collected) == tables(sample.whole)
    assert len(tables(sample.collected)) == 3


def test_a_number_is_read_and_quoted_as_the_department_saw_it(folder: Path) -> None:
    (path,) = answer(folder, departments="D02")
    book = load_workbook(path)
    sheet = book["調査票"]
    for key, number, code in (("前年度取組状況", 1234000, "#,##0,"), ("今年度予定", 0.853, "0.0%")):
        cell = sheet.cell(9, key_columns(sheet)[f"value/{key}"])
        cell.value, cell.number_format = number, code
    book.save(path)
    result = collect(folder)
    assert codes(result) == ["answer-elsewhere"]
    assert ["「1,234」" in each.message for each in result.findings if each.code == "answer-elsewhere"] == [True]
    assert printed(folder)["J001"].values["今年度予定", None].value == "85.3%"
    (marked,) = (path for path in result.outputs if path.name == "調査票_D02_地域福祉課.xlsx")
    assert {"1,234", "85.3%"} <= {cell.value for row in load_workbook(marked)["調査票"].iter_rows() for cell in row}
