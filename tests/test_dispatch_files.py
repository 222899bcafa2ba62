"""発送/ of a small meeting on disk: what is printed, labelled and enclosed, and who never sees it."""

from __future__ import annotations

import copy
import io
import re
import shutil
import zipfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf
import pypdfium2
import pytest

from kaigi_docs import dispatch_files, mailed
from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Severity
from kaigi_docs.layout.page import PT_PER_MM, LaidOut, TextRun
from kaigi_docs.new import write_books
from kaigi_docs.packet import build
from kaigi_docs.render.pdf.paint import PdfInfo, SharedPages, paint_pdf

BY_MAIL = {"送付方法": "メール", "返送方法": "メール"}
MEMBERS = [
    {"委員ID": "C01", "氏名": "髙﨑　見本", "団体": "みほん医師会", "郵便番号": "000-0001", "住所": "みほん市湖畔町三丁目"},
    {
        "委員ID": "C02",
        "氏名": "辻󠄀　例子",
        "郵便番号": "000-0002",
        "住所": "みほん市駅前町〇番",
        "送付方法": "メール",
        "返送方法": "メール",
    },
    {"委員ID": "C03", "氏名": "𠮷田　試", "郵便番号": "000-0003", "住所": "みほん市丘町一番", "大活字": "はい"},
]
MATERIALS = [
    {"資料ID": "S04", "種類": "送付文書", "題名": "送付文書", "面": "片面"},
    {"資料ID": "S01", "種類": "お読みください", "題名": "まずはこちらをお読みください"},
    {"資料ID": "S02", "種類": "事業の表", "資料番号": "1", "題名": "各課の取組状況"},
    {"資料ID": "S05", "種類": "スケジュール", "資料番号": "2", "題名": "これからの予定", "用紙": "A3", "公開": "委員限り"},
    {"資料ID": "S03", "種類": "回答書", "題名": "回答書", "面": "片面"},
]
SCHEDULE = {
    "予定": [{"予定ID": "T01", "項目": "素案の作成"}],
    "期間": [{"予定ID": "T01", "始め": "令和4年10月", "終わり": "令和4年12月"}],
}
ITEMS = {"宛名": "委員ごと", "郵便番号": "000-0009", "住所": "みほん市中央町　本庁舎", "予備の部数": 2}
PRIVATE = ("湖畔町", "駅前町", "丘町", "0000001", "000-0001", "000-0002", "000-0003")


def rows_of(small: dict[str, Any], **sheets: Any) -> dict[str, Any]:
    return {**small, "会議": [{**small["会議"][0], **ITEMS}], "委員": MEMBERS, "資料": MATERIALS, **SCHEDULE, **sheets}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, small_meeting: dict[str, Any]) -> Path:
    """inputs/mihon, built once; tests must not change it or its outputs."""
    directory = tmp_path_factory.mktemp("dispatch") / "inputs" / "mihon"
    write_books(directory, rows_of(small_meeting))
    result = build(directory)
    assert result.exit_code is ExitCode.DONE
    assert [finding.code for finding in result.findings if finding.severity is not Severity.NOTE] == []
    return directory


@pytest.fixture
def copied(folder: Path, tmp_path: Path) -> Path:
    """A copy of the folder to be changed, its outputs beside it."""
    shutil.copytree(folder.parent.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "inputs" / "mihon"


@pytest.fixture
def out(folder: Path) -> Path:
    return folder.parent.parent / "outputs" / "mihon"


def texts(path: Path) -> list[str]:
    """The text of each page as pdfium reads it, without white space."""
    with closing(pypdfium2.PdfDocument(path.read_bytes())) as document:
        return ["".join(sheet.get_textpage().get_text_range().split()) for sheet in document]


def sizes_mm(path: Path) -> list[tuple[int, int]]:
    boxes = [sheet.mediabox for sheet in pypdf.PdfReader(io.BytesIO(path.read_bytes())).pages]
    return [(round(float(box.width) / PT_PER_MM), round(float(box.height) / PT_PER_MM)) for box in boxes]


def test_the_folder_holds_the_jobs_their_order_the_list_labels_and_envelopes(out: Path) -> None:
    assert sorted(path.name for path in (out / "発送").iterdir()) == sorted(
        [
            "会議資料一式_印刷用.pdf",
            "会議資料一式_印刷用（A3・資料２）.pdf",
            "送付文書（委員別）_印刷用.pdf",
            *(f"{name}.{ending}" for name in ("印刷指示書", "封入チェック表", "返信用封筒の宛名") for ending in ("pdf", "docx")),
            "宛名ラベル.pdf",
            "返信用封筒の宛名ラベル.pdf",
        ]
    )


def test_the_print_job_shows_the_pages_of_the_packet_unchanged_with_blank_backs_between(out: Path) -> None:
    packet, job = texts(out / "会議資料一式.pdf"), texts(out / "発送" / "会議資料一式_印刷用.pdf")
    apart = texts(out / "発送" / "会議資料一式_印刷用（A3・資料２）.pdf")
    assert [text for text in job if text] == [text for text in packet if text not in apart and "送付資料" not in text]
    assert job[::2] == [text for text in job[::2] if text]
    assert len(job) % 2 == 0


def test_every_material_begins_on_a_front_page(out: Path) -> None:
    job = texts(out / "発送" / "会議資料一式_印刷用.pdf")
    # "1/1" of a letter, "１-1/1" of a numbered material, or the page in the identity of an answer form.
    first_page = re.compile(r"(?<![0-9/])1/[0-9]+$|-1/[0-9]+|:1:[^:]*$")
    beginnings = [at for at, text in enumerate(job) if first_page.search(text)]
    assert len(beginnings) == 3
    assert all(at % 2 == 0 for at in beginnings)


def test_a3_is_a_job_of_its_own_in_its_own_size(out: Path) -> None:
    assert set(sizes_mm(out / "発送" / "会議資料一式_印刷用.pdf")) <= {(210, 297), (297, 210)}
    assert set(sizes_mm(out / "発送" / "会議資料一式_印刷用（A3・資料２）.pdf")) == {(420, 297)}


def test_each_member_gets_one_letter_of_one_page_with_their_name(out: Path) -> None:
    letters = texts(out / "発送" / "送付文書（委員別）_印刷用.pdf")
    assert len(letters) == 3
    for member, letter in zip(MEMBERS, letters, strict=True):
        assert "".join(f"{member['氏名']}様".split()) in letter
        assert letter.endswith("1/1")


def test_labels_are_for_those_who_get_their_papers_by_post(out: Path) -> None:
    (labels,) = texts(out / "発送" / "宛名ラベル.pdf")
    assert "〒000-0001みほん市湖畔町三丁目みほん医師会髙﨑見本様" in labels
    assert "〒000-0003みほん市丘町一番𠮷田試様" in labels
    assert "辻" not in labels


def test_the_envelope_is_a_long_3_and_the_office_has_a_label_for_each_answer_by_post(out: Path) -> None:
    assert sizes_mm(out / "発送" / "返信用封筒の宛名.pdf") == [(120, 235)]
    office = "〒000-0009みほん市中央町本庁舎みほん市こころの健康課行"
    assert texts(out / "発送" / "返信用封筒の宛名.pdf") == [office]
    assert texts(out / "発送" / "返信用封筒の宛名ラベル.pdf") == [office * 2]


def test_the_word_envelope_has_the_same_size_and_no_page_number(out: Path) -> None:
    with zipfile.ZipFile(out / "発送" / "返信用封筒の宛名.docx") as archive:
        document, foot = (archive.read(f"word/{name}.xml").decode("utf-8") for name in ("document", "footer1"))
    size = re.search(r'<w:pgSz w:w="([0-9]+)" w:h="([0-9]+)"', document)
    assert size is not None
    assert [round(int(each) / 1440 * 25.4) for each in size.groups()] == [120, 235]
    assert "NUMPAGES" not in foot


def test_addresses_stand_on_the_labels_and_in_no_other_file(out: Path) -> None:
    for path in (each for each in out.rglob("*") if each.is_file()):
        content = path.read_bytes()
        if path.suffix == ".pdf":
            shown = "".join(texts(path))
            with pikepdf.open(path) as pdf:
                shown_about = f"{dict(pdf.docinfo)!r}{pdf.open_metadata()}"
            assert not [each for each in PRIVATE if each in shown_about]
            assert path.name == "宛名ラベル.pdf" or not [each for each in PRIVATE if each in shown]
        elif path.suffix in (".json", ".html"):
            assert not [each for each in PRIVATE if each in content.decode("utf-8")]


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2B])
def test_no_pdf_of_the_folder_breaks_a_rule_of_pdf_ua_1_or_pdf_a_2b(out: Path, profile: page.ValidationProfile) -> None:
    reports = {path.name: page.validate_pdf_bytes(path.read_bytes(), profile=profile) for path in (out / "発送").glob("*.pdf")}
    assert {name: [(each.rule_id, each.message) for each in report.failures] for name, report in reports.items()} == {
        name: [] for name in reports
    }


def test_neither_the_public_edition_nor_a_draft_has_anything_of_it(folder: Path, tmp_path: Path) -> None:
    for name, edition in (("public", {"public": True}), ("draft", {"draft": True})):
        build(folder, out=tmp_path / name, **edition)  # type: ignore[arg-type]
        names = [path.name for path in (tmp_path / name).rglob("*")]
        assert names
        assert not [each for each in names if "発送" in each or "ラベル" in each or "印刷" in each or "封" in each]


def test_what_is_kept_as_mailed_holds_neither_labels_nor_print_jobs(copied: Path) -> None:
    directory = copied
    assert build(directory, mailed=True).exit_code is ExitCode.DONE
    kept = [path.relative_to(directory).as_posix() for path in (directory / mailed.MAILED_FOLDER).rglob("*")]
    assert kept and not [each for each in kept if "/発送/" in each]
    assert "発送/" not in next((directory / mailed.MAILED_FOLDER).glob("*/manifest.json")).read_text(encoding="utf-8")


def test_a_build_of_one_material_leaves_the_folder_and_says_when_it_is_out_of_date(
    small_meeting: dict[str, Any], copied: Path, tmp_path: Path
) -> None:
    before, after, out = copied, tmp_path / "b" / "mihon", tmp_path / "outputs" / "mihon"
    jobs = {path.name: path.read_bytes() for path in (out / "発送").iterdir()}
    assert "dispatch-outdated" not in [each.code for each in build(before, out=out, only=["資料1"]).findings]
    moved = [{**MEMBERS[0], "住所": "みほん市新町"}, *MEMBERS[1:]]
    write_books(after, rows_of(small_meeting, 委員=moved))
    result = build(after, out=out, only=["資料1"])
    assert "dispatch-outdated" in [each.code for each in result.findings]
    assert {path.name: path.read_bytes() for path in (out / "発送").iterdir()} == jobs
    build(after, out=out)
    assert (out / "発送" / "宛名ラベル.pdf").read_bytes() != jobs["宛名ラベル.pdf"]


def test_blank_pages_say_so_when_the_office_wants_it(small_meeting: dict[str, Any], tmp_path: Path) -> None:
    directory = tmp_path / "mihon"
    basics = [{**small_meeting["会議"][0], **ITEMS, "白紙のページ": "「（白紙）」と印刷する"}]
    write_books(directory, rows_of(small_meeting, 会議=basics))
    assert build(directory, out=tmp_path / "out").exit_code is ExitCode.DONE
    job = texts(tmp_path / "out" / "発送" / "会議資料一式_印刷用.pdf")
    assert "（白紙）" in job and "" not in job


def test_a_character_lost_in_a_print_job_keeps_the_former_files(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"

    def losing(parts: Sequence[LaidOut], info: PdfInfo, shared: SharedPages | None = None) -> bytes:
        broken = copy.deepcopy(list(parts))
        marks = next(each for each in broken[0].pages[0].contents if any(isinstance(mark, TextRun) for mark in each.marks)).marks
        marks[:] = [mark for mark in marks if not isinstance(mark, TextRun)]
        return paint_pdf(broken, info)

    monkeypatch.setattr(dispatch_files, "paint_pdf", losing)
    result = build(folder, out=out)
    assert result.exit_code is ExitCode.OUTPUT
    lost = {each.where.file for each in result.findings if each.code == "proof-character-lost" and each.where is not None}
    assert lost >= {f"発送/{name}" for name in ("会議資料一式_印刷用.pdf", "宛名ラベル.pdf", "送付文書（委員別）_印刷用.pdf")}
    assert [path.name for path in out.rglob("*") if path.is_file()] == ["結果.html"]
