"""外字 in what people wrote: the build names each with its file and cell, and writes nothing that a font could fill in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Location, Severity
from kaigi_docs.packet import BuildResult, build

Folder = Callable[..., Path]
Changed = Callable[..., list[dict[str, Any]]]


def gaiji_places(result: BuildResult) -> set[Location]:
    """Where 外字 were found; a text that two materials print is found in both."""
    return {found.where for found in result.findings if found.code == "gaiji" and found.where is not None}


def test_gaiji_in_books_are_errors_with_file_sheet_and_cell(meeting_folder: Folder, changed: Changed, tmp_path: Path) -> None:
    folder = meeting_folder(
        施策一覧=changed("施策一覧", 1, 事業概要="電話で\ue000野さんが受ける。", 担当課="こころの健康課"),
        文面=changed("文面", 0, 文="〔計画名〕を\ue757田が説明します。"),
        会議=changed("会議", 0, 事務局名="みほん市\U000f0000課"),
    )
    result = build(folder)
    found = [(place.file, place.sheet) for place in gaiji_places(result)]
    assert sorted(found) == [("会議設定.xlsx", "会議"), ("会議設定.xlsx", "文面"), ("施策一覧.xlsx", "施策一覧")]
    assert all(place.cell for place in gaiji_places(result))
    assert result.exit_code is ExitCode.FINDINGS
    assert [path.name for path in result.outputs] == ["結果.html"]
    page = (tmp_path / "outputs" / "mihon" / "結果.html").read_text(encoding="utf-8")
    assert "外字コード F040" in page
    assert "電話で〓野さんが" in page


def test_a_gaiji_in_a_wording_file_is_an_error_with_its_line(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    (folder / "文面").mkdir()
    (folder / "文面" / "cover_letter.md.j2").write_text("# {{ 題名 }}\n\n担当は\ue000川です。\n", encoding="utf-8")
    assert gaiji_places(build(folder)) == {Location("文面/cover_letter.md.j2", line=3)}


def test_a_form_that_no_font_has_is_a_warning_and_the_packet_is_written(meeting_folder: Folder, changed: Changed) -> None:
    result = build(meeting_folder(施策一覧=changed("施策一覧", 0, 事業名="辻\U000e01efの居場所")))
    (finding,) = {found for found in result.findings if found.severity is not Severity.NOTE}
    assert (finding.code, finding.severity) == ("form-unavailable", Severity.WARNING)
    assert finding.where is not None
    assert (finding.where.file, finding.where.sheet) == ("施策一覧.xlsx", "施策一覧")
    assert result.exit_code is ExitCode.DONE
