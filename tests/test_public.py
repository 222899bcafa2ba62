"""`build --public`: what is for members only is nowhere in the folder that is published, and numbers stay as they are."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from docx import Document as open_word
from pypdf import PdfReader

from kaigi_docs.errors import ExitCode, UsageFault
from kaigi_docs.new import write_books
from kaigi_docs.packet import BuildResult, build

Rows = Mapping[str, Sequence[Mapping[str, Any]]]
Folder = Callable[..., Path]
Changed = Callable[..., list[dict[str, Any]]]

SECRET_WORDS = ("公表前の調査票案", "個別の案件の予定", "ひみつの事業", "見本花子", "審議中の案のため", "委員限り")
SECRET = {
    "資料ID": "S04",
    "種類": "事業の表",
    "資料番号": "4",
    "題名": "公表前の調査票案",
    "公開": "委員限り",
    "対象の事業": "所管課",
    "非公開の理由": "審議中の案のため",
}
AFTER = {"資料ID": "S05", "種類": "事業の表", "資料番号": "5", "題名": "次年度の予定", "対象の事業": "所管課以外"}


def rows_of(small: Rows) -> dict[str, list[dict[str, Any]]]:
    """A meeting with a 資料 and a roster for members only, both named in the agenda and the letter."""
    rows = {title: [dict(row) for row in sheet] for title, sheet in small.items()}
    rows["会議"][0].update(文書番号="４健こ第123号", ページ番号="通し")
    rows["資料"][1]["対象の事業"] = "所管課以外"
    roster = {"資料ID": "S06", "種類": "委員名簿", "題名": "委員名簿", "公開": "委員限り", "非公開の理由": "氏名を含むため"}
    cases = {"資料ID": "S07", "種類": "スケジュール", "題名": "個別の案件の予定", "公開": "委員限り"}
    rows["資料"][2:2] = [roster, SECRET, AFTER, cases]
    rows["予定"] = [{"予定ID": "T01", "項目": "個別の案件の検討"}]
    rows["期間"] = [{"予定ID": "T01", "始め": "令和4年10月", "終わり": "令和4年12月"}]
    rows["委員"].append({"委員ID": "C03", "氏名": "見本花子", "団体": "みほん団体"})
    rows["議題"][0]["資料ID"] = "S02、S04、S05"
    rows["文面"].append({"場所": "A02", "形": "本文", "文": "〔資料:S04〕と〔資料:S07〕は机上でご覧ください。"})
    rows["施策一覧"][1]["事業名"] = "ひみつの事業"
    return rows


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, small_meeting: Rows) -> Path:
    """The meeting, with its members' and its public edition built."""
    path = tmp_path_factory.mktemp("public") / "mihon"
    write_books(path, rows_of(small_meeting))
    return path


@pytest.fixture(scope="module")
def members(folder: Path) -> BuildResult:
    """The packet for members."""
    return build(folder)


@pytest.fixture(scope="module")
def result(folder: Path, members: BuildResult) -> BuildResult:
    """The public edition beside it."""
    return build(folder, public=True)


@pytest.fixture(scope="module")
def published(folder: Path, result: BuildResult) -> Path:
    """The folder that is published."""
    return folder.parent / "outputs" / "mihon" / "公開用"


def pages_of(path: Path) -> list[str]:
    return ["".join(page.extract_text().split()) for page in PdfReader(path).pages]


def said_in(path: Path) -> Iterator[str]:
    """Everything that a file says: its text, its properties, bookmarks and links, its bytes."""
    yield path.name
    content = path.read_bytes()
    if path.suffix == ".pdf":
        yield from pages_of(path)
        with pikepdf.open(path) as pdf:
            yield "".join(str(value) for value in pdf.docinfo.values())
            yield bytes(pdf.Root.Metadata.read_bytes()).decode("utf-8")
            for each in pdf.objects:
                if isinstance(each, pikepdf.Dictionary):
                    yield from (str(value) for value in each.values() if isinstance(value, pikepdf.String))
    elif path.suffix == ".docx":
        with zipfile.ZipFile(path) as package:
            yield from (package.read(name).decode("utf-8", "ignore") for name in package.namelist())
        yield "".join(node.text or "" for node in open_word(str(path)).element.body.iter() if node.tag.endswith("}t"))
    else:
        yield content.decode("utf-8")


def test_the_public_edition_is_written_beside_the_packet_with_a_manifest_of_its_own(
    members: BuildResult, result: BuildResult, published: Path
) -> None:
    assert result.exit_code is ExitCode.DONE
    assert sorted(path.relative_to(published).as_posix() for path in published.rglob("*") if path.is_file()) == [
        "PDF/まずはこちらをお読みください.pdf",
        "PDF/回答書.pdf",
        "PDF/資料３　各課の取組状況.pdf",
        "PDF/資料５　次年度の予定.pdf",
        "Word/まずはこちらをお読みください.docx",
        "Word/回答書.docx",
        "Word/資料３　各課の取組状況.docx",
        "Word/資料５　次年度の予定.docx",
        "manifest.json",
        "会議資料一式（公開用）.pdf",
    ]
    assert all(path.is_file() for path in members.outputs)


def test_nothing_of_what_is_withheld_is_in_any_published_file(published: Path) -> None:
    found = [
        (path.name, word)
        for path in published.rglob("*")
        if path.is_file()
        for said in said_in(path)
        for word in SECRET_WORDS
        if word in said
    ]
    assert found == []


def test_the_members_packet_does_hold_those_words(folder: Path, members: BuildResult) -> None:
    packet = "".join(pages_of(folder.parent / "outputs" / "mihon" / "会議資料一式.pdf"))
    assert [word for word in ("公表前の調査票案", "ひみつの事業", "委員限り") if word not in packet] == []


def test_withheld_materials_are_cited_as_such_and_the_others_keep_their_numbers(published: Path) -> None:
    letter = pages_of(published / "PDF" / "まずはこちらをお読みください.pdf")[0]
    assert "資料３、資料４（非公開）、資料５をご覧ください" in letter
    assert "資料４（非公開）と非公開の資料は机上でご覧ください。" in letter
    form = "".join(pages_of(published / "PDF" / "回答書.pdf"))
    assert "資料３、資料４（非公開）、資料５参照" in form


def test_page_numbers_that_run_through_stay_those_of_the_members_packet(folder: Path, published: Path) -> None:
    whole = PdfReader(folder.parent / "outputs" / "mihon" / "会議資料一式.pdf")
    public = PdfReader(published / "会議資料一式（公開用）.pdf")
    assert public.page_labels == [
        label
        for label, page in zip(whole.page_labels, whole.pages, strict=True)
        if "委員限り" not in "".join(page.extract_text().split())
    ]
    feet = [re.findall(r"^(\d+) / \d+$", page.extract_text(), re.MULTILINE)[-1] for page in public.pages]
    assert feet == public.page_labels


def test_links_and_bookmarks_of_the_public_packet_lead_to_pages_that_it_has(published: Path) -> None:
    path = published / "会議資料一式（公開用）.pdf"
    with pikepdf.open(path) as pdf:
        pages = {page.obj.objgen for page in pdf.pages}
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        assert len(links) >= 3
        assert {(link.A.D if "/A" in link else link.Dest)[0].objgen for link in links} <= pages
    assert [item.title for item in PdfReader(path).outline if not isinstance(item, list)] == [
        "まずはこちらをお読みください",
        "資料３　各課の取組状況",
        "資料５　次年度の予定",
        "回答書",
    ]


def test_the_published_manifest_names_no_file_of_the_meeting_folder(published: Path) -> None:
    manifest = json.loads((published / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["inputs"] == {}


def test_what_was_left_out_is_listed_with_its_reason_outside_the_published_folder(folder: Path, result: BuildResult) -> None:
    kept = folder.parent / "outputs" / "mihon" / "公開の控え"
    text = "".join(pages_of(kept / "公開しない資料の一覧.pdf"))
    assert "資料４公表前の調査票案審議中の案のため" in text
    assert "－委員名簿氏名を含むため" in text
    assert (kept / "公開しない資料の一覧.docx").is_file()
    assert (kept.parent / "結果.html").is_file()


def test_a_withheld_material_without_a_reason_is_a_warning_with_its_cell(
    meeting_folder: Folder, changed: Changed, tmp_path: Path
) -> None:
    result = build(meeting_folder(資料=changed("資料", 1, 公開="委員限り")), public=True)
    (finding,) = [each for each in result.findings if each.code == "withheld-reason-missing"]
    assert str(finding.where).startswith("会議設定.xlsx「資料」")
    assert result.exit_code is ExitCode.DONE
    kept = tmp_path / "outputs" / "mihon" / "公開の控え" / "公開しない資料の一覧.pdf"
    assert "〔要確認〕" in "".join(pages_of(kept))


def test_the_title_of_a_withheld_material_in_a_published_text_is_a_warning_with_its_cell(
    meeting_folder: Folder, changed: Changed
) -> None:
    texts = changed("文面", 0, 文="各課の取組状況を同封しました。")
    result = build(meeting_folder(資料=changed("資料", 1, 公開="委員限り"), 文面=texts), public=True)
    (finding,) = [each for each in result.findings if each.code == "withheld-named"]
    assert str(finding.where) == "会議設定.xlsx「文面」C4"


def test_publishing_a_draft_is_a_warning(meeting_folder: Folder, changed: Changed) -> None:
    result = build(meeting_folder(会議=changed("会議", 0, 文書番号="")), public=True)
    (finding,) = [finding for finding in result.findings if finding.code == "public-draft"]
    assert str(finding.where).startswith("会議設定.xlsx「会議」B")


def test_errors_stop_the_public_edition_and_keep_what_was_published(meeting_folder: Folder, changed: Changed) -> None:
    result = build(meeting_folder(施策一覧=changed("施策一覧", 0, 評価="ほぼ")), public=True)
    assert result.exit_code is ExitCode.FINDINGS
    assert [path.name for path in result.outputs] == ["結果.html"]


def test_a_withheld_material_cannot_be_asked_for(folder: Path, result: BuildResult) -> None:
    with pytest.raises(UsageFault, match="「資料4」という資料はありません"):
        build(folder, public=True, only=["資料4"])
