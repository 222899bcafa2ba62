"""`kaigi collate` from the forms that `kaigi build` wrote: answers in, decisions kept, the record out."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import openpyxl
import pypdf
import pytest

from kaigi_docs.collate import CollateResult, collate
from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Severity
from kaigi_docs.model.responses import ReturnState, Standing
from kaigi_docs.new import write_books
from kaigi_docs.packet import build
from kaigi_docs.read.answers import uses_answers
from kaigi_docs.read.forms.unopened import UNOPENED
from other_cities import VOTING_COUNCIL
from pdf_answers import filled_on_screen

CHAIR, DEPUTY, CITIZEN = "C01", "C02", "C03"
FOR, AGAINST = "/1", "/2"


@dataclass(frozen=True)
class Council:
    """The folder of the meeting and where its papers stand."""

    folder: Path
    out: Path

    def form(self, member: str, title: str) -> Path:
        (found,) = (self.out / "回答書").glob(f"{title}_*_{member}_*.pdf")
        return found

    def send(self, name: str, content: bytes) -> None:
        (self.folder / "回答").mkdir(exist_ok=True)
        (self.folder / "回答" / name).write_bytes(content)

    def run(self) -> CollateResult:
        return collate(self.folder, out=self.out)


def mailed(content: bytes, day: str) -> bytes:
    """A mail that brings a form."""
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Date"] = "見本 <mihon@example.jp>", "表決書", f"{day} 10:00:00 +0900"
    mail.set_content("お世話になっております。表決書をお送りします。")
    mail.add_attachment(content, maintype="application", subtype="pdf", filename="表決書.pdf")
    return bytes(mail)


@pytest.fixture(scope="module")
def council(tmp_path_factory: pytest.TempPathFactory) -> Council:
    folder = tmp_path_factory.mktemp("collate") / "karino"
    recused: dict[str, list[dict[str, Any]]] = {"除斥": [{"委員ID": DEPUTY, "議題ID": "A01", "理由": "利害関係があるため"}]}
    *others, citizen = VOTING_COUNCIL["委員"]
    members = [*others, {**citizen, "大活字": "はい"}]
    write_books(folder, {**VOTING_COUNCIL, **recused, "委員": members})
    council = Council(folder, folder.parent / "out")
    assert build(folder, out=council.out).exit_code is ExitCode.DONE
    tied = {"Q1/choice": FOR, "Q2/choice": FOR}
    council.send("会長.pdf", filled_on_screen(council.form(CHAIR, "表決書"), {**tied, "Q1/text": "おおむね妥当です。"}))
    against = {"Q1/choice": AGAINST, "Q2/choice": "/3", "Q2/text": "=1+1"}
    council.send("副会長.pdf", filled_on_screen(council.form(DEPUTY, "表決書"), against))
    council.send("公募.eml", mailed(filled_on_screen(council.form(CITIZEN, "表決書"), {"Q2/choice": FOR}), "Thu, 10 Nov 2022"))
    table = {"Q3/row/1/c1": "1", "Q3/row/1/c2": "3", "Q3/row/1/c4": "目標の数が読み取りにくい。\n表の向きを変えてはどうか。"}
    council.send("会長の意見.pdf", filled_on_screen(council.form(CHAIR, "意見提出様式"), table))
    return council


@pytest.fixture(scope="module")
def first(council: Council) -> CollateResult:
    return council.run()


def rows(path: Path, sheet: str) -> list[list[Any]]:
    book = openpyxl.load_workbook(path)
    return [[cell.value for cell in row] for row in book[sheet].iter_rows(min_row=3)]


def test_every_member_is_told_and_a_blank_vote_that_has_to_be_asked_about_waits(first: CollateResult) -> None:
    assert first.collation is not None
    assert [each.state for each in first.collation.members] == [ReturnState.RETURNED] * 3
    assert first.exit_code is ExitCode.FINDINGS
    waiting = [each for each in first.collation.questions if each.kind.value != "回答の受付日"]
    assert [(str(each.where).partition(" ")[0], each.kind.value) for each in waiting] == [
        ("回答/公募.eml＞表決書.pdf", "回答の内容")
    ]
    assert first.summary == "3人中3人から回収。意見 3件。1件の確認事項（ほかに受付日の確認3件）。"


def test_the_form_of_a_member_who_needs_large_print_is_of_a_version_of_its_own_and_its_answers_count(
    council: Council, first: CollateResult
) -> None:
    assert first.collation is not None
    versions = {each.where.file.partition("＞")[0].removeprefix("回答/"): each.version for each in first.collation.responses}
    maps = {path.stem: json.loads(path.read_bytes()) for path in (council.out / "様式").glob("*.json")}
    assert {name: maps[version]["large_print"] for name, version in versions.items()} == {
        "会長.pdf": False,
        "副会長.pdf": False,
        "公募.eml": True,
        "会長の意見.pdf": False,
    }
    usual, large = maps[versions["会長.pdf"]], maps[versions["公募.eml"]]
    assert large["questions"] == usual["questions"]
    assert [each["id"] for each in large["fields"]] == [each["id"] for each in usual["fields"]]
    assert all(box["box_mm"][3] > other["box_mm"][3] for box, other in zip(large["fields"], usual["fields"], strict=True))


def test_recused_votes_stand_in_no_count_and_the_result_waits_where_it_may_change(council: Council, first: CollateResult) -> None:
    table = rows(council.out / "集計" / "集計.xlsx", "採決")
    ballots = {row[0]: row[1:] for row in table[: table.index([None, None, None]) if [None, None, None] in table else None]}
    assert ballots["除斥"] == [1, "例　あおい"]
    assert ballots["賛成"] == [1, "仮野　一"]
    assert ballots["反対"] == [0, None]
    assert ballots["確認中"] == [1, "見本　翔"]


def test_what_was_written_stands_untouched_and_is_text_in_the_book(council: Council, first: CollateResult) -> None:
    answers = rows(council.out / "集計" / "集計.xlsx", "一覧")
    written = {row[7] for row in answers if row[7]}
    assert {"おおむね妥当です。", "=1+1"} <= written
    assert any("目標の数が読み取りにくい。" in each for each in written)
    assert first.collation is not None
    assert [each.text.value.splitlines()[0] for each in first.collation.opinions] == [
        "おおむね妥当です。",
        "=1+1",
        "目標の数が読み取りにくい。",
    ]


def test_the_papers_of_the_record_are_there_for_members_and_for_the_public(council: Council, first: CollateResult) -> None:
    names = {path.relative_to(council.out).as_posix() for path in first.outputs if path.suffix == ".pdf"}
    assert names == {
        *("集計/意見集約.pdf", "集計/会議録（要点記録）.pdf", "集計/結果報告.pdf"),
        *("集計/公表用/意見集約.pdf", "集計/公表用/会議録（要点記録）.pdf"),
    }
    public = "".join(page.extract_text() for page in pypdf.PdfReader(council.out / "集計/公表用/意見集約.pdf").pages)
    assert "おおむね" not in public


def test_decisions_and_views_are_kept_and_used_and_nothing_that_came_is_changed(council: Council, first: CollateResult) -> None:
    before = digests(council.folder / "回答")
    decide(council.folder / "判断" / "要確認.xlsx", "回答の内容")
    views = council.folder / "判断" / "事務局の考え方.xlsx"
    write(
        views, "意見（原文）", "おおむね妥当です。", {"要旨（公表用）": "妥当である。", "事務局の考え方": "案のとおり進めます。"}
    )
    second, third = council.run(), council.run()
    assert [each.code for each in second.findings if each.severity is Severity.ERROR] == []
    assert second.exit_code is ExitCode.DONE
    assert digests(council.folder / "回答") == before
    assert second.collation == third.collation
    kept = {row[5]: row for row in rows(views, "事務局の考え方")}
    assert kept["おおむね妥当です。"][8] == "案のとおり進めます。"
    public = "".join(page.extract_text() for page in pypdf.PdfReader(council.out / "集計/公表用/意見集約.pdf").pages)
    assert "妥当である。" in public.replace("\n", "")


def test_a_later_form_of_the_same_member_counts_and_the_earlier_one_is_listed(council: Council) -> None:
    later = filled_on_screen(council.form(CITIZEN, "表決書"), {"Q1/choice": AGAINST, "Q2/choice": AGAINST})
    council.send("公募2.eml", mailed(later, "Fri, 11 Nov 2022"))
    try:
        result = council.run()
    finally:
        (council.folder / "回答" / "公募2.eml").unlink()
    assert result.collation is not None
    standings = {each.where.file: each.standing for each in result.collation.responses}
    assert standings["回答/公募2.eml＞表決書.pdf"] is Standing.COUNTS
    assert standings["回答/公募.eml＞表決書.pdf"] is Standing.SUPERSEDED


def digests(folder: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.iterdir()}


def decide(path: Path, kind: str) -> None:
    """Chooses the first listed answer of every row of a kind, as a person does in Excel."""
    book = openpyxl.load_workbook(path)
    sheet, listed = book["要確認"], {row[0].value: row[1].value for row in book["答えの選択肢"].iter_rows(min_row=2, max_col=2)}
    headers = {cell.value: cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value}
    for row in range(1, sheet.max_row + 1):
        if sheet.cell(row, headers["種類"]).value == kind:
            sheet.cell(row, headers["答え"]).value = listed[sheet.cell(row, headers["ID"]).value]
    book.save(path)


def write(path: Path, key: str, value: str, texts: Mapping[str, str]) -> None:
    """Fills cells of the row that has a value under a header."""
    book = openpyxl.load_workbook(path)
    sheet = book["事務局の考え方"]
    headers = {cell.value: cell.column for row in sheet.iter_rows(max_row=6) for cell in row if cell.value}
    (row,) = (row for row in range(1, sheet.max_row + 1) if sheet.cell(row, headers[key]).value == value)
    for header, text in texts.items():
        sheet.cell(row, headers[header]).value = text
    book.save(path)


def test_what_members_answered_changes_no_measure(council: Council, first: CollateResult) -> None:
    """Decisions about forms share their folder with those about measures."""
    assert (council.folder / "判断" / "要確認.xlsx").exists()
    assert not uses_answers(council.folder)


@pytest.fixture
def copied(council: Council, first: CollateResult, tmp_path: Path) -> Council:
    """The folder and the papers after the first run, for a test that changes them."""
    for source in (council.folder, council.out):
        shutil.copytree(source, tmp_path / source.name)
    return Council(tmp_path / council.folder.name, tmp_path / council.out.name)


def papers_of(council: Council) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (council.out / "集計").rglob("*") if path.is_file()}


def test_a_run_whose_answers_have_vanished_leaves_the_record_of_the_last_one(copied: Council) -> None:
    before = papers_of(copied)
    (copied.folder / "回答").rename(copied.folder / "回答（届いた分）")
    result = copied.run()
    assert (result.exit_code, "answers-gone" in codes(result)) == (ExitCode.FINDINGS, True)
    assert papers_of(copied) == before


def test_no_paper_is_made_of_views_of_which_a_column_is_gone(copied: Council) -> None:
    before = papers_of(copied)
    path = copied.folder / "判断" / "事務局の考え方.xlsx"
    book = openpyxl.load_workbook(path)
    (column,) = (cell.column for row in book.active.iter_rows() for cell in row if cell.value == "公表")
    book.active.delete_cols(column)
    book.save(path)
    result = copied.run()
    assert (result.exit_code, "views-columns-lost" in codes(result)) == (ExitCode.FINDINGS, True)
    assert papers_of(copied) == before


def test_a_file_that_cannot_be_opened_waits_like_paper_at_whoever_it_is_named_for(copied: Council) -> None:
    (copied.folder / "回答" / "副会長.pdf").unlink()
    copied.send(f"{DEPUTY}.pdf", b"%PDF-1.7\nbroken")
    result = copied.run()
    assert result.collation is not None
    assert [(each.where.file, each.kind) for each in result.collation.unread] == [(f"回答/{DEPUTY}.pdf", UNOPENED)]
    assert {each.member_id: each.state for each in result.collation.members}[DEPUTY] is ReturnState.WAITING


def codes(result: CollateResult) -> list[str]:
    return [each.code for each in result.findings]
