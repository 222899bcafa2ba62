"""A small meeting through the whole house, and what a build does with the files that stand there."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from kaigi_docs import packet_files
from kaigi_docs.errors import ExitCode, InputUnreadable, UsageFault
from kaigi_docs.findings import Severity
from kaigi_docs.layout.field import field_map, form_version
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut, TextRun
from kaigi_docs.materials.form_questions import question_signature
from kaigi_docs.materials.response_form import build_response_form
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import MaterialKind
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.new import as_found, build_books
from kaigi_docs.packet import BuildResult, build
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.settings import read_settings
from kaigi_docs.render.pdf.paint import Fillable, PdfInfo, SharedPages, paint_pdf
from kaigi_docs.theme import DEFAULT_THEME

Folder = Callable[..., Path]
Changed = Callable[..., list[dict[str, Any]]]
Rows = Callable[..., dict[str, Any]]


def contents(directory: Path) -> dict[str, bytes]:
    """Every file of an output folder by its relative path."""
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def codes(result: BuildResult) -> list[str]:
    """Codes of errors and warnings, in order."""
    return [finding.code for finding in result.findings if finding.severity is not Severity.NOTE]


def test_a_build_writes_the_packet_and_says_so(meeting_folder: Folder, tmp_path: Path) -> None:
    result = build(meeting_folder())
    assert codes(result) == []
    assert result.exit_code is ExitCode.DONE
    out = tmp_path / "outputs" / "mihon"
    written = sorted(contents(out))
    version = next(path for path in written if path.startswith("様式/")).partition(".")[0]
    members = [path for path in written if path.startswith("回答書/回答書_")]
    assert written == sorted(
        [
            "PDF/まずはこちらをお読みください.pdf",
            "PDF/回答書.pdf",
            "PDF/資料３　各課の取組状況.pdf",
            "Word/まずはこちらをお読みください.docx",
            "Word/回答書.docx",
            "Word/資料３　各課の取組状況.docx",
            "manifest.json",
            *(f"{version}.{kind}" for kind in ("docx", "json", "pdf")),
            *(f"回答書/ご記入の方法.{kind}" for kind in ("docx", "pdf")),
            *members,
            "会議資料一式.pdf",
            *(f"発送/{name}" for name in ("会議資料一式_印刷用.pdf", "印刷指示書.docx", "印刷指示書.pdf")),
            *(f"発送/{name}" for name in ("封入チェック表.docx", "封入チェック表.pdf")),
            "結果.html",
        ]
    )
    assert "できました。" in (out / "結果.html").read_text(encoding="utf-8")


def test_a_build_that_is_asked_for_its_proof_tells_the_figures_of_every_file(meeting_folder: Folder, tmp_path: Path) -> None:
    folder = meeting_folder()
    assert build(folder).proof == ()
    result = build(folder, proof=True)
    *materials, packet = result.proof
    assert [file.label for file in materials] == ["まずはこちらを…", "資料３", "回答書"]
    figures = [file.pdf for file in result.proof if file.pdf is not None]
    assert len(figures) == 4
    assert sum(each.pages for each in figures[:-1]) == figures[-1].pages
    assert [each.differences for each in figures] == [0] * 4
    assert all(file.word is not None and not file.word.missing for file in materials) and packet.word is None
    assert "禁則に反する行" in (tmp_path / "outputs" / "mihon" / "結果.html").read_text(encoding="utf-8")


def test_two_builds_give_the_same_bytes(built_meeting: Path, tmp_path: Path) -> None:
    build(built_meeting, out=tmp_path / "second")
    assert contents(tmp_path / "outputs" / "mihon") == contents(tmp_path / "second")


def test_the_manifest_names_every_file_input_and_font(small_packet: Path) -> None:
    out = small_packet / "outputs" / "mihon"
    manifest = json.loads((out / "manifest.json").read_text(encoding="utf-8"))
    files = {entry["path"]: entry for entry in manifest["files"]}
    assert set(files) == set(contents(out)) - {"manifest.json", "結果.html"}
    assert sorted(manifest["inputs"]) == ["会議設定.xlsx", "施策一覧.xlsx"]
    assert "BIZUDGothic-Regular.ttf" in manifest["fonts"]
    names = ("まずはこちらをお読みください", "資料３　各課の取組状況", "回答書")
    pages = [files[f"PDF/{name}.pdf"]["packet_pages"] for name in names]
    assert pages[0][0] == 1
    assert [first - 1 for first, _ in pages[1:]] == [last for _, last in pages[:-1]]
    assert files["PDF/回答書.pdf"]["form_version"] == files["Word/回答書.docx"]["form_version"]


def test_errors_are_listed_together_and_nothing_but_the_result_page_is_written(
    meeting_folder: Folder, changed: Changed, tmp_path: Path
) -> None:
    folder = meeting_folder(施策一覧=changed("施策一覧", 0, 評価="ほぼ実施", 担当課="宇宙開発課"))
    result = build(folder)
    assert result.exit_code is ExitCode.FINDINGS
    assert set(codes(result)) >= {"rating-unknown", "department-unknown"}
    assert list(contents(tmp_path / "outputs" / "mihon")) == ["結果.html"]
    page = (tmp_path / "outputs" / "mihon" / "結果.html").read_text(encoding="utf-8")
    assert "できませんでした" in page
    assert "ほぼ実施" in page


def test_errors_leave_the_former_packet_as_it_was(built_meeting: Path, meeting_folder: Folder, tmp_path: Path) -> None:
    out = tmp_path / "outputs" / "mihon"
    before = contents(out)
    broken = meeting_folder("broken", 文面=[{"場所": "はじめに", "形": "本文", "文": "〔資料:S99〕"}])
    result = build(broken, out=out)
    assert "reference-unknown" in codes(result)
    after = contents(out)
    assert {name: before[name] for name in before if name != "結果.html"} == {
        name: after[name] for name in after if name != "結果.html"
    }


def test_a_character_that_no_font_has_is_found_with_its_cell(meeting_folder: Folder, changed: Changed) -> None:
    result = build(meeting_folder(施策一覧=changed("施策一覧", 1, 事業概要="ここに\U0001fae0がある。")))
    assert [(finding.code, str(finding.where)) for finding in result.findings if finding.code == "glyph-missing"] == [
        ("glyph-missing", f"施策一覧.xlsx「施策一覧」{_cell_of(result, 'glyph-missing')}")
    ]
    assert result.exit_code is ExitCode.FINDINGS


def _cell_of(result: BuildResult, code: str) -> str:
    cell = next(finding.where.cell for finding in result.findings if finding.code == code and finding.where is not None)
    assert cell is not None
    return cell


def test_only_one_material_gives_the_same_bytes_as_the_full_build(
    meeting_folder: Folder, changed: Changed, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(meeting_folder("old"), out=out)
    edited = meeting_folder("new/mihon", 施策一覧=changed("施策一覧", 2, 今年度予定="オンラインで２回開く。"))
    result = build(edited, out=out, only=["資料3"])
    build(edited, out=tmp_path / "full")
    full, partial = contents(tmp_path / "full"), contents(out)
    for name in ("会議資料一式.pdf", "PDF/資料３　各課の取組状況.pdf", "Word/資料３　各課の取組状況.docx"):
        assert partial[name] == full[name]
    assert "output-outdated" not in codes(result)


def test_files_that_only_left_out_of_date_are_named(meeting_folder: Folder, changed: Changed, tmp_path: Path) -> None:
    out = tmp_path / "out"
    build(meeting_folder("old"), out=out)
    edited = meeting_folder("new/mihon", 設問=changed("設問", 0, 選択肢="意見あり／意見なし"))
    result = build(edited, out=out, only=["資料3"])
    outdated = sorted(str(finding.where) for finding in result.findings if finding.code == "output-outdated")
    assert [path.split("/")[0] for path in outdated] == ["PDF", "Word", *["様式"] * 3]
    assert "PDF/回答書.pdf" in outdated


def test_only_with_an_unknown_name_is_a_usage_fault(meeting_folder: Folder) -> None:
    with pytest.raises(UsageFault, match="「資料9」という資料はありません"):
        build(meeting_folder(), only=["資料9"])


def test_a_corrected_word_file_is_kept_and_the_new_one_stands_beside_it(
    meeting_folder: Folder, changed: Changed, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    build(meeting_folder("old"), out=out)
    word = out / "Word" / "回答書.docx"
    word.write_bytes(b"corrected by a person")
    result = build(meeting_folder("new/mihon", 設問=changed("設問", 1, 問い="進め方への賛否")), out=out)
    assert word.read_bytes() == b"corrected by a person"
    assert (out / "Word" / "回答書（新）.docx").stat().st_size > 1000
    assert "word-corrected" in codes(result)
    build(meeting_folder("again/mihon"), out=out, force=True)
    assert word.read_bytes() != b"corrected by a person"


def form_map(rows: Mapping[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Version and answer spaces of the small meeting's form with some sheets changed, laid out without a file."""
    books = {name: as_found(book, name) for name, book in build_books(rows).items()}
    meeting, _ = read_settings(books["会議設定.xlsx"], "mihon")
    assert meeting is not None
    measures, _ = read_measures(books["施策一覧.xlsx"], meeting)
    context = WordingContext(meeting, number_meeting(meeting))
    form = next(material for material in meeting.materials if material.kind is MaterialKind.RESPONSE_FORM)
    document, _ = build_response_form(form, measures, context)
    boxes = field_map([layout_document(document, DEFAULT_THEME)])
    return form_version(question_signature(meeting.questions), boxes), boxes


def test_wording_and_names_leave_the_form_version_and_every_box_alone(small_rows: Rows, changed: Changed) -> None:
    plain = form_map(small_rows())
    assert len(plain[1]) == 10
    wordy = changed("設問", 0, 問い="ずっと長い言い回しの問い" * 3, 注記="注記も変わる")
    assert form_map(small_rows(設問=wordy)) == plain
    assert form_map(small_rows(委員=changed("委員", 0, 氏名="別の名前"))) == plain
    assert form_map(small_rows(会議=changed("会議", 0, 会議名="別の協議会", 事務局名="長い名前の事務局" * 4))) == plain
    assert form_map(small_rows(議題=changed("議題", 0, 題名="ずっと長い題名の議題"))) == plain


def test_names_of_measures_move_no_box_of_a_question_per_measure(small_rows: Rows, changed: Changed) -> None:
    per_measure = changed("設問", 0, 対象="事業ごと", 選択肢="１／２／３", 種類="点数")
    plain = form_map(small_rows(設問=per_measure))
    assert len(plain[1]) == 19
    longer = changed("施策一覧", 1, 事業名="たいへん長い名前の事業で、二行を超えて三行にわたって印刷されるもの（第二期）")
    assert form_map(small_rows(設問=per_measure, 施策一覧=longer)) == plain


def test_choices_and_space_make_another_form_version(small_rows: Rows, changed: Changed) -> None:
    changes: list[dict[str, Any]] = [{}, {"選択肢": "意見あり／なし"}, {"記入行数": 4}, {"種類": "複数選択"}]
    versions = [form_map(small_rows(設問=changed("設問", 0, **cells)))[0] for cells in changes]
    assert len(set(versions)) == 4


def test_a_missing_settings_book_stops_with_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputUnreadable, match="kaigi new"):
        build(tmp_path / "empty")


@pytest.mark.parametrize("content", [b"", b"<html>", b"PK\x03\x04broken"])
def test_a_settings_book_that_is_no_book_cannot_be_opened(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "会議設定.xlsx").write_bytes(content)
    with pytest.raises(InputUnreadable, match=r"会議設定\.xlsx"):
        build(tmp_path)


def test_the_offices_own_letter_takes_the_place_of_the_shipped_one(meeting_folder: Folder, tmp_path: Path) -> None:
    folder = meeting_folder()
    (folder / "文面").mkdir()
    (folder / "文面" / "cover_letter.md.j2").write_text("# {{ 題名 }}\n\n{{ 締切 }}までに**必ず**\n", encoding="utf-8")
    build(folder)
    manifest = json.loads((tmp_path / "outputs" / "mihon" / "manifest.json").read_text(encoding="utf-8"))
    assert "文面/cover_letter.md.j2" in manifest["inputs"]


def test_a_template_that_is_not_utf8_is_a_finding(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    (folder / "文面").mkdir()
    (folder / "文面" / "cover_letter.md.j2").write_bytes("# 題".encode("cp932"))
    assert codes(build(folder)) == ["wording-encoding"]


def test_a_character_lost_in_painting_keeps_the_former_packet_and_names_its_place(
    built_meeting: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, out = built_meeting, tmp_path / "outputs" / "mihon"
    before = contents(out)

    def losing(parts: Sequence[LaidOut], info: PdfInfo, *_: SharedPages | Fillable | None) -> bytes:
        broken = copy.deepcopy(list(parts))
        written = (content for content in broken[-1].pages[0].contents if content.artifact is None)
        marks = next(content.marks for content in written if any(isinstance(mark, TextRun) for mark in content.marks))
        marks[:] = [mark for mark in marks if not isinstance(mark, TextRun)]
        return paint_pdf(broken, info)

    monkeypatch.setattr(packet_files, "paint_pdf", losing)
    result = build(folder)
    assert result.exit_code is ExitCode.OUTPUT
    lost = [finding for finding in result.findings if finding.code == "proof-character-lost"]
    assert {finding.where.file for finding in lost if finding.where} >= {"会議資料一式.pdf"}
    assert all(finding.where is not None and finding.where.page is not None for finding in lost)
    after = contents(out)
    assert {name: after[name] for name in before if name != "結果.html"} == {
        name: before[name] for name in before if name != "結果.html"
    }
