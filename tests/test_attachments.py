"""添付 and 差し替え through the whole house: packet, single files, list of 資料, public edition, draft, mailing and 正誤表."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from foreign_pdfs import A3, A4, flag, opened, pdf_of, saved
from kaigi_docs.after_mailing import errata
from kaigi_docs.errors import ExitCode
from kaigi_docs.new import write_books
from kaigi_docs.packet import BuildResult, build
from kaigi_docs.read.documents.pdf import read_pdf
from tagged_pdf import structure_of
from word_text import WordFile

SURVEY = pdf_of(flag(100, 500, 200), flag(300, 300, 150), flag(200, 100, 100))
ROWS: list[dict[str, Any]] = [
    {"資料ID": "S11", "種類": "配布資料一覧", "題名": "配布資料一覧"},
    {"資料ID": "S02", "種類": "事業の表", "資料番号": "3", "題名": "各課の取組状況", "向き": "横"},
    {
        "資料ID": "S08", "種類": "添付", "資料番号": "5", "題名": "市民アンケートの案", "公開": "委員限り",
        "非公開の理由": "確定前のため", "ファイル": "調査票.pdf", "内容の説明": "調査票。問１から問12まで。",
    },
    {"資料ID": "S03", "種類": "回答書", "題名": "回答書"},
]  # fmt: skip
TITLE = "資料５　市民アンケートの案（委員限り）"


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory, small_meeting: dict[str, Any]) -> Path:
    """A meeting whose 資料５ is a PDF of three pages."""
    folder = tmp_path_factory.mktemp("attached") / "inputs" / "mihon"
    write_books(folder, {**small_meeting, "資料": ROWS, "文面": []})
    (folder / "添付").mkdir()
    (folder / "添付" / "調査票.pdf").write_bytes(SURVEY)
    return folder


@pytest.fixture(scope="module")
def mailed(clean: Path) -> tuple[Path, BuildResult]:
    """The same, built and mailed once; tests look and change nothing."""
    folder = clean.parent.parent / "mailed" / "inputs" / "mihon"
    shutil.copytree(clean, folder)
    return folder, build(folder, mailed=True)


@pytest.fixture
def copy(clean: Path, tmp_path: Path) -> Path:
    """A copy to be changed."""
    return Path(shutil.copytree(clean, tmp_path / "inputs" / "mihon"))


def out_of(folder: Path) -> Path:
    return folder.parent.parent / "outputs" / folder.name


def said(path: Path, page: int) -> str:
    """The text of a page (from 1) that is ours."""
    return "".join(read_pdf(path, range(99)).pages[page - 1].text.split())


def codes(result: BuildResult) -> list[str]:
    usual = ("default-used", "mailed-written", "addresses-none", "return-address-missing")
    return [each.code for each in result.findings if each.code not in usual]


def entries(out: Path) -> dict[str, dict[str, Any]]:
    return {each["path"]: each for each in json.loads((out / "manifest.json").read_text(encoding="utf-8"))["files"]}


def test_the_packet_holds_the_pages_with_our_number_and_foot(mailed: tuple[Path, BuildResult]) -> None:
    folder, result = mailed
    assert result.exit_code is ExitCode.DONE
    assert codes(result) == []
    out = out_of(folder)
    first = entries(out)["会議資料一式.pdf"]["pages"] - 3
    assert said(out / "PDF" / f"{TITLE}.pdf", 1) == "委員限り資料５資料５-1/3"
    assert said(out / "会議資料一式.pdf", first) == "委員限り資料５資料５-1/3"
    assert said(out / "会議資料一式.pdf", first + 2) == f"委員限り{TITLE}資料５-3/3".replace("　", "")


def test_each_page_says_what_it_shows(mailed: tuple[Path, BuildResult]) -> None:
    root = structure_of((out_of(mailed[0]) / "PDF" / f"{TITLE}.pdf").read_bytes())
    assert [figure.alt for figure in root.all("Figure")] == [f"調査票。問１から問12まで（{n}/3ページ）" for n in (1, 2, 3)]


def test_the_list_of_materials_counts_its_pages(mailed: tuple[Path, BuildResult]) -> None:
    assert "資料５市民アンケートの案3A4" in said(out_of(mailed[0]) / "PDF" / "配布資料一覧.pdf", 1)


def test_the_manifest_knows_the_file(mailed: tuple[Path, BuildResult]) -> None:
    out = out_of(mailed[0])
    tree = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    assert "添付/調査票.pdf" in tree["inputs"]
    assert entries(out)[f"PDF/{TITLE}.pdf"]["made_from"] == "添付/調査票.pdf"
    assert entries(out)["PDF/回答書.pdf"]["made_from"] is None


def test_what_was_mailed_keeps_digests_and_no_pages(mailed: tuple[Path, BuildResult]) -> None:
    (record,) = (mailed[0] / "発送済み").glob("*/資料の中身.json")
    text = record.read_text(encoding="utf-8")
    assert '"kind_of_block": "ForeignPages"' in text
    assert '"look"' not in text
    assert '"pdf"' not in text


def test_the_word_file_says_that_the_pages_are_in_the_pdf(mailed: tuple[Path, BuildResult]) -> None:
    word = WordFile((out_of(mailed[0]) / "Word" / f"{TITLE}.docx").read_bytes())
    assert "PDF のほうを使ってください" in "".join(word.lines())
    assert len([name for name in word.names() if name.endswith(".png")]) == 3


def test_the_same_folder_gives_the_same_bytes(mailed: tuple[Path, BuildResult], copy: Path) -> None:
    build(copy)
    for name in ("会議資料一式.pdf", f"PDF/{TITLE}.pdf", f"Word/{TITLE}.docx", "manifest.json"):
        assert (out_of(copy) / name).read_bytes() == (out_of(mailed[0]) / name).read_bytes(), name


def test_only_the_attachment_can_be_written(copy: Path) -> None:
    result = build(copy, only=["資料5"])
    assert [path.name for path in result.outputs] == ["会議資料一式.pdf", f"{TITLE}.pdf", f"{TITLE}.docx", "結果.html"]


def test_a_withheld_attachment_is_not_in_the_public_edition(copy: Path) -> None:
    result = build(copy, public=True)
    out = out_of(copy) / "公開用"
    assert result.exit_code is ExitCode.DONE
    assert not list(out.rglob("*アンケート*"))
    assert "調査票.pdf" not in (out / "manifest.json").read_text(encoding="utf-8")
    assert "資料５（非公開）" in said(out / "PDF" / "配布資料一覧.pdf", 1)


def test_a_missing_attachment_stops_the_build_and_shows_in_a_draft(copy: Path) -> None:
    (copy / "添付" / "調査票.pdf").rename(copy / "添付" / "調査票（新）.pdf")
    assert build(copy).exit_code is ExitCode.FINDINGS
    draft = build(copy, draft=True)
    assert draft.exit_code is ExitCode.DONE
    (pdf,) = (out_of(copy) / "案" / "PDF").glob("資料５*")
    assert "添付のPDFを取り込めていません" in said(pdf, 1)


def test_a_draft_marks_every_foreign_page(copy: Path) -> None:
    build(copy, draft=True)
    (pdf,) = (out_of(copy) / "案" / "PDF").glob("資料５*")
    assert [said(pdf, number).startswith("案委員限り") for number in (1, 2, 3)] == [True, True, True]


def test_a_changed_page_is_one_row_and_one_page_to_exchange(mailed: tuple[Path, BuildResult], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(mailed[0], tmp_path / "inputs" / "mihon"))
    with opened(SURVEY) as pdf:
        pdf.pages[2].obj.Contents = pdf.make_stream(flag(200, 100, 101))
        (folder / "添付" / "調査票.pdf").write_bytes(saved(pdf))
    result = errata(folder)

    (row,) = result.differences
    assert (row.label, row.old_page, row.new_page, row.change.where) == ("資料５", "3", "3", "3枚目のページの全体")
    sheet, _, exchange, _ = result.outputs
    assert "資料５33枚目のページの全体お手元のページ差替え同封のページのとおり" in said(sheet, 1)
    assert said(exchange, 1).startswith("委員限り差替え")
    assert said(exchange, 1).endswith("資料５-3/3")


def test_saving_the_same_pages_again_needs_no_errata(mailed: tuple[Path, BuildResult], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(mailed[0], tmp_path / "inputs" / "mihon"))
    with opened(SURVEY) as pdf:
        (folder / "添付" / "調査票.pdf").write_bytes(saved(pdf, linearize=True))
    assert errata(folder).differences == ()


def test_an_added_page_is_a_row_of_its_own(mailed: tuple[Path, BuildResult], tmp_path: Path) -> None:
    folder = Path(shutil.copytree(mailed[0], tmp_path / "inputs" / "mihon"))
    with opened(SURVEY) as pdf:
        pdf.add_blank_page(page_size=A3)
        (folder / "添付" / "調査票.pdf").write_bytes(saved(pdf))
    rows = [(row.label, row.change.where, row.change.new) for row in errata(folder).differences]
    assert ("資料５", "4枚目のページの全体", "このページ") in rows


def replaced(folder: Path, name: str = "資料３.pdf", *pages: bytes) -> Path:
    (folder / "差し替え").mkdir(exist_ok=True)
    (folder / "差し替え" / name).write_bytes(pdf_of(*(pages or (flag(60, 700, 100), flag(60, 600, 100))), size=A4))
    return folder


def test_a_replacement_takes_the_place_as_it_is(copy: Path) -> None:
    result = build(replaced(copy))
    out = out_of(copy)
    pdf = out / "PDF" / "資料３　各課の取組状況.pdf"
    assert codes(result) == ["replacement-used"]
    assert [said(pdf, number) for number in (1, 2)] == ["", ""]
    assert entries(out)["PDF/資料３　各課の取組状況.pdf"]["made_from"] == "差し替え/資料３.pdf"
    assert "差し替え/資料３.pdf" in json.loads((out / "manifest.json").read_text(encoding="utf-8"))["inputs"]
    assert "資料３の代わりに、この PDF（2ページ）を入れました。" in (out / "結果.html").read_text(encoding="utf-8")
    assert "資料３各課の取組状況2A4" in said(out / "PDF" / "配布資料一覧.pdf", 1)


def test_a_replaced_material_has_no_word_file_and_a_corrected_one_stays(copy: Path) -> None:
    build(copy)
    word = out_of(copy) / "Word" / "資料３　各課の取組状況.docx"
    build(replaced(copy))
    assert not word.exists()

    word.write_bytes(b"corrected by a person")
    build(copy)
    assert word.read_bytes() == b"corrected by a person"


def test_pages_keep_counting_through_the_packet_behind_a_replacement(copy: Path) -> None:
    build(replaced(copy))
    out = out_of(copy)
    with pikepdf.open(out / "会議資料一式.pdf") as packet:
        assert len(packet.pages) == entries(out)["会議資料一式.pdf"]["pages"] == 1 + 2 + 3 + 1


def test_a_material_replaced_after_mailing_is_one_row(mailed: tuple[Path, BuildResult], tmp_path: Path) -> None:
    folder = replaced(Path(shutil.copytree(mailed[0], tmp_path / "inputs" / "mihon")))
    rows = [(row.label, row.change.where) for row in errata(folder).differences if row.label == "資料３"]
    assert rows == [("資料３", "資料の全体")]


def test_a_replaced_answer_form_stops_the_build(copy: Path) -> None:
    result = build(replaced(copy, "回答書.pdf"))
    assert result.exit_code is ExitCode.FINDINGS
    assert codes(result)[0] == "replacement-form"


def test_the_pages_with_a_font_missing_are_in_the_result(copy: Path) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    text = pdf_of(b"BT /F1 20 Tf 100 400 Td (abc) Tj ET", Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font)))
    (copy / "添付" / "調査票.pdf").write_bytes(text)
    result = build(copy)
    assert result.exit_code is ExitCode.DONE
    assert codes(result) == ["attachment-font"]
