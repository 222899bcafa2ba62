"""A meeting that asks twice: questions first, then a vote; each round has its own form, deadline and day of mailing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from kaigi_docs.declarations.hand_entry import HEADER_ROW
from kaigi_docs.errors import ExitCode, UsageFault
from kaigi_docs.new import write_books
from kaigi_docs.packet import BuildResult, build
from two_rounds import two_rounds
from word_text import W, WordFile, value


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("rounds") / "nagisa"
    write_books(directory, two_rounds())
    return directory


@pytest.fixture(scope="module")
def first(folder: Path) -> BuildResult:
    return build(folder, out=folder.parent / "first", mailed=True)


@pytest.fixture(scope="module")
def second(folder: Path, first: BuildResult) -> BuildResult:
    return build(folder, out=folder.parent / "second", round_name="表決", mailed=True)


def maps(result: BuildResult) -> list[tuple[str, str]]:
    """The round and title of each usual form."""
    paths = (path for path in result.outputs if path.suffix == ".json" and path.parent.name == "様式")
    trees = [json.loads(path.read_text("utf-8")) for path in paths]
    return [(tree["round_id"], tree["title"]) for tree in trees if not tree["large_print"]]


def form_text(result: BuildResult, title: str) -> str:
    path = next(path for path in result.outputs if path.name == f"{title}.docx")
    return "".join(WordFile(path.read_bytes()).lines())


def test_a_packet_has_the_form_of_its_round_only(first: BuildResult, second: BuildResult) -> None:
    assert (first.exit_code, second.exit_code) == (ExitCode.DONE, ExitCode.DONE)
    assert maps(first) == [("質問", "質問書")]
    assert maps(second) == [("表決", "表決書")]


def test_each_form_says_the_deadline_of_its_round(first: BuildResult, second: BuildResult) -> None:
    assert "９月９日" in form_text(first, "質問書")
    assert "10月14日" in form_text(second, "表決書")


def test_answers_of_each_round_by_telephone_have_a_book_of_their_own(folder: Path, second: BuildResult) -> None:
    books = {path.name: load_workbook(path) for path in sorted((folder / "回答").iterdir())}
    assert {name: book.sheetnames[1] for name, book in books.items()} == {
        "手入力.xlsx": "質問書",
        "手入力（表決）.xlsx": "表決書",
    }
    headers = [cell.value for cell in books["手入力（表決）.xlsx"]["表決書"][HEADER_ROW]]
    assert "表決書１　選択" in headers


def test_each_round_is_kept_as_mailed_on_its_own_day(folder: Path, second: BuildResult) -> None:
    kept = {
        path.parent.parent.name: json.loads(path.read_text("utf-8"))["round_id"]
        for path in (folder / "発送済み").glob("*/様式/*.json")
    }
    assert kept == {"2022-08-19": "質問", "2022-09-26": "表決"}


def test_a_round_that_is_not_there_is_a_fault_of_usage_that_lists_the_rounds(folder: Path) -> None:
    with pytest.raises(UsageFault, match="「質問」「表決」"):
        build(folder, out=folder.parent / "none", round_name="投票")


def test_a_member_who_needs_large_print_gets_the_word_form_in_it(second: BuildResult) -> None:
    sizes = {path.stem.split("_")[2]: size_of_cells(path) for path in second.outputs if path.match("回答書/表決書_*.docx")}
    assert sizes["C02"] >= 18.0 > sizes["C01"]


def size_of_cells(form: Path) -> float:
    """The type in which members write, in points."""
    styles = WordFile(form.read_bytes()).part("word/styles.xml").iter(f"{W}style")
    cells = next(style for style in styles if value(style, "styleId") == "CellText")
    return int(value(next(cells.iter(f"{W}sz")))) / 2
