"""案: the mark that goes when number and date are filled in, and `build --draft` with every fault in its place."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from docx import Document as open_word
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from kaigi_docs.blocks import Table
from kaigi_docs.drafting import assemble_draft
from kaigi_docs.errors import ExitCode, InputUnreadable, UsageFault
from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.new import as_found, build_books, write_books
from kaigi_docs.packet import BuildResult, build
from kaigi_docs.read.folder import TEMPLATES, MeetingInputs
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.settings import assemble, read_settings_parts
from kaigi_docs.resources import resource_path
from kaigi_docs.theme import DEFAULT_THEME

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Folder = Callable[..., Path]
Changed = Callable[..., list[dict[str, Any]]]

NUMBER, DATE = "４健こ第123号", "令和4年8月19日"
BLANK_DATE = "令和４年　　月　　日"


def pages_of(path: Path) -> list[str]:
    """The text of each page without white space."""
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


def lines_of(path: Path) -> list[list[str]]:
    return [["".join(line.split()) for line in page.extract_text().splitlines()] for page in PdfReader(path).pages]


def word_text(path: Path) -> str:
    """All text of a Word file, tables and page heads included."""
    document = open_word(str(path))
    head = "".join(paragraph.text for section in document.sections for paragraph in section.first_page_header.paragraphs)
    return head + "".join(node.text or "" for node in document.element.body.iter() if node.tag.endswith("}t"))


def errors_of(result: BuildResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.severity is Severity.ERROR]


# --- the mark ---


@pytest.fixture(scope="module")
def approved_and_mailed(tmp_path_factory: pytest.TempPathFactory, small_meeting: Rows) -> dict[str, Path]:
    """The packet before and after the two cells were filled, and that of an office that has no numbers."""
    base = tmp_path_factory.mktemp("mark")
    (meeting,) = small_meeting["会議"]
    states = {
        "approved": {**meeting, "文書番号": "", "発行日": "", "年度": "令和4年度"},
        "mailed": {**meeting, "文書番号": NUMBER, "発行日": DATE, "年度": "令和4年度"},
        "unnumbered": {**meeting, "文書番号": "なし"},
    }
    for name, cells in states.items():
        write_books(base / name, {**small_meeting, "会議": [cells]})
        assert build(base / name, out=base / "out" / name).exit_code is ExitCode.DONE
    return {name: base / "out" / name for name in states}


def test_every_page_says_that_it_is_a_draft_until_number_and_date_are_filled_in(approved_and_mailed: dict[str, Path]) -> None:
    marked = [page.startswith("案") for page in pages_of_packet(approved_and_mailed["approved"])]
    assert len(marked) >= 3
    assert all(marked)
    assert not any("案" in page for page in pages_of_packet(approved_and_mailed["mailed"]))


def pages_of_packet(out: Path) -> list[str]:
    return pages_of(out / "会議資料一式.pdf")


def test_the_run_says_that_pages_carry_the_mark_and_how_it_goes(meeting_folder: Folder, changed: Changed) -> None:
    approved = build(meeting_folder(会議=changed("会議", 0, 文書番号=None)))
    assert approved.summary.endswith("どのページにも「案」と印刷しています。")
    assert "文書番号と発行日を書いて、もう一度作ってください" in approved.outputs[-1].read_text(encoding="utf-8")


def test_what_is_mailed_differs_from_what_was_approved_in_mark_number_and_date_alone(
    approved_and_mailed: dict[str, Path],
) -> None:
    approved, mailed = (lines_of(approved_and_mailed[name] / "会議資料一式.pdf") for name in ("approved", "mailed"))
    assert len(approved) == len(mailed)
    replaced = {"第号": NUMBER, "".join(BLANK_DATE.split()): "令和４年８月19日"}
    unmarked = [[line.removeprefix("案") for line in page if line != "案"] for page in approved]
    filled = [[replaced.get(line, line) for line in page] for page in unmarked]
    assert filled == mailed


def test_the_word_files_carry_the_mark_too(approved_and_mailed: dict[str, Path]) -> None:
    name = "Word/資料３　各課の取組状況.docx"
    assert word_text(approved_and_mailed["approved"] / name).startswith("案資料３")
    assert word_text(approved_and_mailed["mailed"] / name).startswith("資料３")


def test_an_office_without_numbers_has_neither_number_nor_mark(approved_and_mailed: dict[str, Path]) -> None:
    letter = pages_of_packet(approved_and_mailed["unnumbered"])[0]
    assert "案" not in letter
    assert "第号" not in letter
    assert "なし" not in letter


# --- build --draft ---


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory, small_meeting: Rows) -> Path:
    """A meeting folder with a fault of every kind that offices make."""
    folder = tmp_path_factory.mktemp("faulty") / "mihon"
    write_books(folder, faulty_rows(small_meeting))
    return folder


def faulty_rows(small: Rows) -> dict[str, list[dict[str, Any]]]:
    rows = {title: [dict(row) for row in sheet] for title, sheet in small.items()}
    rows["会議"][0].update(会議名="", 回="一回目", 締切="令和4年9月31日")
    rows["資料"].insert(2, {"資料ID": "S04", "種類": "謎", "資料番号": "3", "題名": "謎の資料"})
    rows["議題"][0]["資料ID"] = "S99"
    rows["設問"][0]["種類"] = "なぞ"
    rows["文面"] += [
        {"場所": "はじめに", "形": "本文", "文": "〔締切日〕までに、資料９もご覧ください。"},
        {"場所": "どこか", "形": "本文", "文": "行き先のない文。"},
        {"場所": "回答書のはじめに", "形": "本文", "文": "欄に入りきらない長い文です。" * 40},
    ]
    rows["施策一覧"][0].update(評価="ほぼ実施", 施策ID="P99")
    rows["施策一覧"][1].update(担当課="まぼろし課", 事業概要="印刷できない字\U00012000です。")
    rows["施策一覧"][2]["事業名"] = ""
    return rows


@pytest.fixture(scope="module")
def draft(faulty: Path) -> BuildResult:
    """The draft of the faulty folder, built once."""
    return build(faulty, draft=True)


@pytest.fixture(scope="module")
def packet(faulty: Path, draft: BuildResult) -> str:
    """The text of the whole draft."""
    return "".join(pages_of(draft_folder(faulty) / "会議資料一式（案）.pdf"))


def draft_folder(faulty: Path) -> Path:
    return faulty.parent / "outputs" / "mihon" / "案"


def test_a_draft_is_built_in_spite_of_errors_of_every_stage(draft: BuildResult) -> None:
    assert draft.exit_code is ExitCode.DONE
    assert {finding.code for finding in errors_of(draft)} == {
        *("cell-required", "number-invalid", "date-invalid", "choice-unknown", "reference-unknown", "material-no-duplicate"),
        *("rating-unknown", "department-unknown", "placeholder-unknown", "glyph-missing", "slot-overflow"),
    }
    assert len(errors_of(draft)) >= 15


def test_the_same_folder_makes_no_packet_without_the_option(faulty: Path, draft: BuildResult) -> None:
    result = build(faulty, out=faulty.parent / "elsewhere")
    assert result.exit_code is ExitCode.FINDINGS
    assert [path.name for path in result.outputs] == ["結果.html"]


def test_the_first_sheet_lists_every_error_with_its_cell(faulty: Path, draft: BuildResult) -> None:
    sheet = "".join(pages_of(draft_folder(faulty) / "PDF" / "確認するところ.pdf"))
    in_word = "".join(word_text(draft_folder(faulty) / "Word" / "確認するところ.docx").split())
    for finding in errors_of(draft):
        place = "".join(str(finding.where).split())
        assert place in sheet
        assert place in in_word
    assert f"直すところが{len(errors_of(draft))}件" in sheet


@pytest.mark.parametrize(
    "printed",
    [
        "ほぼ実施〔要確認〕",
        "まぼろし課〔要確認〕",
        "謎の資料〔要確認〕",
        "〔締切日〕までに、資料９もご覧ください。〔要確認〕",
        "行き先のない文。〔要確認〕",
        "欄に入りきらない長い文です。〔要確認〕",
        "施策がわからない事業",
        "一回目〔要確認〕",
        "令和４年度一回目〔要確認〕〔要確認〕",
    ],
)
def test_each_fault_is_marked_where_it_is_printed(packet: str, printed: str) -> None:
    assert printed in packet


def test_every_page_of_a_draft_carries_the_mark_although_the_first_sheet_counts_for_itself(
    faulty: Path, draft: BuildResult
) -> None:
    reader = PdfReader(draft_folder(faulty) / "会議資料一式（案）.pdf")
    assert all("案" in page.extract_text() for page in reader.pages)
    assert reader.page_labels[0] == "確認-1"
    assert "1 / 1" in next(page for page in reader.pages if "お読みください" in page.extract_text()).extract_text()


def test_the_word_files_of_a_draft_show_the_same_marks(faulty: Path, draft: BuildResult) -> None:
    word = "".join(word_text(draft_folder(faulty) / "Word" / "資料３　各課の取組状況.docx").split())
    assert "ほぼ実施〔要確認〕" in word
    assert "施策がわからない事業" in word


def test_a_draft_leaves_a_finished_packet_alone(built_meeting: Path, changed: Changed, tmp_path: Path) -> None:
    folder = built_meeting
    out = tmp_path / "outputs" / "mihon"
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    write_books(tmp_path / "later" / "mihon", {"施策一覧": changed("施策一覧", 0, 評価="ほぼ")})
    (folder / "施策一覧.xlsx").write_bytes((tmp_path / "later" / "mihon" / "施策一覧.xlsx").read_bytes())
    result = build(folder, draft=True)
    assert [finding.code for finding in errors_of(result)] == ["rating-unknown"]
    assert {path: path.read_bytes() for path in before} == before
    assert all("案" in path.relative_to(out).parts for path in result.outputs)


def test_a_folder_that_was_corrected_builds_as_usual_and_its_draft_says_so(built_meeting: Path, tmp_path: Path) -> None:
    result = build(built_meeting, draft=True)
    assert errors_of(result) == []
    sheet = tmp_path / "outputs" / "mihon" / "案" / "PDF" / "確認するところ.pdf"
    assert "直すところも確かめるところもありません" in "".join(pages_of(sheet))


@pytest.mark.parametrize("name", ["会議設定.xlsx", "施策一覧.xlsx"])
def test_only_the_settings_book_itself_stops_a_draft(meeting_folder: Folder, tmp_path: Path, name: str) -> None:
    folder = meeting_folder()
    (folder / name).write_bytes(b"PK\x03\x04 damaged")
    if name == "会議設定.xlsx":
        with pytest.raises(InputUnreadable):
            build(folder, draft=True)
        return
    assert build(folder, draft=True).exit_code is ExitCode.DONE
    pages = pages_of(tmp_path / "outputs" / "mihon" / "案" / "PDF" / "資料３　各課の取組状況.pdf")
    assert "〔要確認〕施策一覧.xlsx：ファイルが壊れています" in pages[0]


def test_a_broken_template_becomes_a_page_that_says_so(meeting_folder: Folder, tmp_path: Path) -> None:
    folder = meeting_folder()
    (folder / "文面").mkdir()
    (folder / "文面" / "cover_letter.md.j2").write_text("{{ なぞ }}", encoding="utf-8")
    assert build(folder, draft=True).exit_code is ExitCode.DONE
    (page,) = pages_of(tmp_path / "outputs" / "mihon" / "案" / "PDF" / "まずはこちらをお読みください.pdf")
    assert page.startswith("案まずはこちらをお読みください〔要確認〕文面/cover_letter.md.j21行目：")


JUNK = st.sampled_from(
    [
        "",
        "？",
        "S99",
        "A02",
        "P01、P01",
        "令和9年13月1日",
        "1000000000",
        "〔なにか〕",
        "𠮷" * 90,
        "\U00012000",
        "同上",
        "-1",
        "a" * 120,
    ]
)


@given(st.data())
@settings(max_examples=15)
def test_whatever_stands_in_the_cells_there_is_a_draft_that_lists_every_fault(small_meeting: Rows, data: st.DataObject) -> None:
    rows = {title: [dict(row) for row in sheet] for title, sheet in small_meeting.items()}
    cells = [(title, number, header) for title, sheet in rows.items() for number, row in enumerate(sheet) for header in row]
    for title, number, header in data.draw(st.lists(st.sampled_from(cells), min_size=1, max_size=6, unique=True)):
        rows[title][number][header] = data.draw(JUNK)
    inputs, found = read_for_draft(rows)
    draft, faults = assemble_draft(inputs, found, lambda step: None)
    errors = [each for each in (*found, *faults) if each.severity is Severity.ERROR]
    (table,) = [block for block in draft.documents[0].blocks() if isinstance(block, Table)] or [None]
    listed = {group.id: len(group.rows) for group in table.groups} if table is not None else {}
    assert listed.get("checklist-error", 0) == len(set(errors))
    assert [document.id for document in draft.documents[1:]] == [material.id for material in inputs.meeting.materials]
    assert all("案" in document.marks for document in draft.documents)


def read_for_draft(rows: Rows) -> tuple[MeetingInputs, Findings]:
    """What `read_folder` says of a folder with these rows, without writing it."""
    books = {name: as_found(book, name) for name, book in build_books(rows).items()}
    parts, findings = read_settings_parts(books["会議設定.xlsx"], keep_faulty=True)
    assert parts is not None
    meeting = assemble(parts, "mihon", findings, for_draft=True)
    assert meeting is not None
    measures, faults = read_measures(books["施策一覧.xlsx"], parts, parts.policy_targets, keep_faulty=True)
    templates = {name: (resource_path("templates", name).read_text(encoding="utf-8"), f"templates/{name}") for name in TEMPLATES}
    packet = PacketModel(meeting=meeting, measures=measures)
    return MeetingInputs(Path("mihon"), packet, DEFAULT_THEME, templates, {}), Findings([*findings, *faults])


@pytest.mark.parametrize("other", ["public", "mailed"])
def test_a_draft_is_neither_published_nor_mailed(meeting_folder: Folder, other: str) -> None:
    with pytest.raises(UsageFault, match="一緒に使えません"):
        build(meeting_folder(), draft=True, **{other: True})


# --- the schedule ---


def test_a_faulty_span_is_left_out_of_the_draft_and_the_rest_is_printed(meeting_folder: Folder, changed: Changed) -> None:
    material = {"資料ID": "S09", "種類": "スケジュール", "資料番号": "6", "題名": "策定の予定"}
    folder = meeting_folder(
        資料=[*changed("資料", 0), material],
        予定表=[],
        予定=[{"予定ID": "T01", "項目": "市民アンケート"}],
        期間=[
            {"予定ID": "T01", "始め": "令和4年10月", "終わり": "令和4年13月", "内容": "配布"},
            {"予定ID": "T01", "始め": "令和5年1月", "終わり": "令和5年3月", "内容": "集計と分析"},
        ],
        記号=[],
    )
    assert [(each.code, each.where.cell) for each in errors_of(build(folder)) if each.where] == [("month-invalid", "C4")]
    result = build(folder, draft=True)
    assert result.exit_code is ExitCode.DONE
    (path,) = [path for path in result.outputs if path.suffix == ".pdf" and "策定の予定" in path.name]
    text = "".join(pages_of(path))
    assert "集計と分析" in text
    assert "配布" not in text.split("〔要確認〕")[0]
    assert "〔要確認〕" in text
