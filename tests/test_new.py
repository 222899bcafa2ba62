from __future__ import annotations

from pathlib import Path

import pytest

import kaigi_docs
from kaigi_docs.errors import OutputFault, UsageFault
from kaigi_docs.new import as_found, build_books, new, write_books
from kaigi_docs.read.books import read_book
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.settings import read_settings

NAMES = ["会議設定.xlsx", "施策一覧.xlsx"]
STARTING = [*NAMES, "統計.xlsx", "指標.xlsx", "スケジュール.xlsx"]
ROWS = {
    "会議": [{"項目": "会議名", "値": "協議会"}, {"項目": "回", "値": "1"}, {"項目": "締切", "値": "令和4年9月9日"}],
    "委員": [{"氏名": "見本　花子"}],
    "担当課": [{"課名": "こども家庭課"}],
    "評価尺度": [{"評価": "順調", "記号": "A"}, {"評価": "順調でない", "記号": "C"}],
    "列": [
        {"列名": "事業名", "種類": "事業名"},
        {"列名": "効果", "種類": "文章", "年度": "R2、R3"},
        {"列名": "評価", "種類": "評価"},
    ],
    "施策一覧": [{"事業名": "見守り", "担当課": "こども家庭課", "効果 R3": "=あった", "評価": "A"}],
}


def test_a_new_folder_gets_every_book(tmp_path: Path) -> None:
    paths = new(tmp_path / "会議" / "第1回")

    assert [path.name for path in paths] == STARTING
    assert all(path.is_file() for path in paths)
    assert sorted(path.name for path in (tmp_path / "会議" / "第1回").iterdir()) == sorted(STARTING)


def test_an_untouched_new_book_asks_for_what_is_required_and_nothing_else() -> None:
    book = as_found(build_books({})["会議設定.xlsx"], "会議設定.xlsx")
    meeting, findings = read_settings(book, "mihon")

    assert meeting is None
    assert [(finding.code, finding.where.cell if finding.where else None) for finding in findings] == [
        ("sheet-empty", "A3"),
        ("sheet-empty", "A3"),
        ("default-used", None),
        ("cell-required", "B3"),
        ("cell-required", "B4"),
        ("cell-required", "B5"),
    ]


def test_books_written_from_rows_are_read_as_these_rows(tmp_path: Path) -> None:
    write_books(tmp_path, ROWS)
    with Sandbox() as sandbox:
        settings, faults = read_book(sandbox, tmp_path / NAMES[0], NAMES[0])
        book, more = read_book(sandbox, tmp_path / NAMES[1], NAMES[1])
    assert settings is not None
    meeting, findings = read_settings(settings, "mihon")
    assert meeting is not None
    measures, measure_findings = read_measures(book, meeting)

    assert [*faults, *more, *measure_findings] == []
    assert findings.codes() == ["default-used", "return-address-blank", "contact-blank"]
    assert measures[0].values[("効果", 2021)].value == "=あった"
    assert measures[0].rating_ids == {("評価", None): "E01"}


def test_rows_read_from_memory_are_the_same_as_from_the_file(tmp_path: Path) -> None:
    write_books(tmp_path, ROWS)
    with Sandbox() as sandbox:
        from_file = [read_book(sandbox, tmp_path / name, name)[0] for name in NAMES]
    in_memory = [as_found(book, name) for name, book in build_books(ROWS).items()]

    assert in_memory == from_file


def test_the_measure_book_follows_the_columns_and_ratings() -> None:
    sheet = build_books(ROWS)["施策一覧.xlsx"].sheets[0]

    headers = [cell.value for cell in sheet.rows[sheet.header_row - 1]]
    assert headers[6:] == ["効果 R2", "効果 R3", "評価"]
    choice = sheet.columns[8].choice
    assert choice is not None
    assert choice.values == ("順調", "順調でない")


def test_without_measures_only_the_settings_book_is_written(tmp_path: Path) -> None:
    rows = {title: rows for title, rows in ROWS.items() if title != "施策一覧"}

    assert [path.name for path in write_books(tmp_path, rows)] == NAMES[:1]


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "会議設定.xlsx").write_bytes(b"mine")
    with pytest.raises(UsageFault, match=r"会議設定\.xlsx"):
        new(tmp_path)
    with pytest.raises(UsageFault, match=r"会議設定\.xlsx"):
        write_books(tmp_path, {})

    assert (tmp_path / "会議設定.xlsx").read_bytes() == b"mine"
    assert len(list(tmp_path.iterdir())) == 1


def test_files_of_the_system_do_not_fill_a_folder(tmp_path: Path) -> None:
    (tmp_path / "Thumbs.db").write_bytes(b"")
    (tmp_path / ".DS_Store").write_bytes(b"")

    assert len(new(tmp_path)) == len(STARTING)


def test_a_file_in_place_of_the_folder_is_a_fault_of_usage(tmp_path: Path) -> None:
    (tmp_path / "会議").write_bytes(b"")

    with pytest.raises(UsageFault, match="ファイルです"):
        new(tmp_path / "会議")


def test_a_place_that_cannot_be_written_is_a_fault_of_output(tmp_path: Path) -> None:
    (tmp_path / "会議").write_bytes(b"")

    with pytest.raises(OutputFault, match="書き込めません"):
        new(tmp_path / "会議" / "第1回")


def test_rows_for_a_sheet_that_does_not_exist_are_a_fault_of_usage(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="「委員名簿」"):
        write_books(tmp_path, {"委員名簿": []})


def test_the_sample_is_read_without_an_error() -> None:
    from kaigi_docs.sample import sample_rows

    books = {name: as_found(book, name) for name, book in build_books(sample_rows()).items()}
    meeting, findings = read_settings(books[NAMES[0]], "mihon")
    assert meeting is not None
    measures, measure_findings = read_measures(books[NAMES[1]], meeting)

    assert len(findings) == 0
    assert not measure_findings.has_errors
    assert set(measure_findings.codes()) <= {"ditto-expanded", "rating-blank", "department-spelling"}
    assert len(measures) > 100


def test_the_sample_folder_is_written(tmp_path: Path) -> None:
    written = [path.relative_to(tmp_path).as_posix() for path in new(tmp_path, sample=True)]
    assert written == [*STARTING, "添付/市民アンケート案.pdf"]


def test_the_sample_meeting_in_the_checkout_is_what_new_writes(tmp_path: Path) -> None:
    checkout = Path(kaigi_docs.__file__).resolve().parents[2] / "inputs" / "mihon-r04-1"
    written = new(tmp_path / "mihon-r04-1", sample=True)
    kept = [path for path in checkout.rglob("*") if path.suffix in (".xlsx", ".pdf") and path.parent.name != "回答"]
    assert {path.name: path.read_bytes() for path in written} == {path.name: path.read_bytes() for path in kept}
