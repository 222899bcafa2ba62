"""添付/ and 差し替え/: the file that a name means, and what is said where none fits."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from foreign_pdfs import flag, pdf_of
from kaigi_docs.findings import Findings, Location, Severity
from kaigi_docs.model.meeting import Access, Material, MaterialKind
from kaigi_docs.model.text import Text
from kaigi_docs.read.foreign_files import ForeignPdfs, foreign_files, read_foreign_files
from kaigi_docs.read.sandbox import Sandbox
from letter_meeting import letter_meeting

PDF = pdf_of(flag(100, 500, 200))
CELL = Location("会議設定.xlsx", "資料", "M6")
ATTACHED = Material(
    id="S08",
    no="5",
    kind=MaterialKind.ATTACHMENT,
    title=Text("市民アンケートの案"),
    access=Access.MEMBERS,
    file=Text("調査票（案）.pdf", CELL),
    alt_text=Text("調査票。問１から問12まで。"),
)
MATERIALS = (
    Material(id="S01", no="", kind=MaterialKind.COVER_LETTER, title=Text("まずはこちらをお読みください")),
    Material(id="S02", no="2-1", kind=MaterialKind.MEASURES, title=Text("各課の取組状況")),
    ATTACHED,
    Material(id="S03", no="", kind=MaterialKind.RESPONSE_FORM, title=Text("回答書")),
)

Read = Callable[..., tuple[ForeignPdfs, ForeignPdfs, Findings]]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as started:
        yield started


@pytest.fixture
def read(sandbox: Sandbox, tmp_path: Path) -> Read:
    """Reads the folder with these files in it, given by path; some attributes of the attached 資料 changed."""

    def read_with(*paths: str, content: bytes = PDF, **changes: Any) -> tuple[ForeignPdfs, ForeignPdfs, Findings]:
        for path in paths:
            (tmp_path / path).parent.mkdir(exist_ok=True)
            (tmp_path / path).write_bytes(content)
        materials = tuple(replace(each, **changes) if each is ATTACHED else each for each in MATERIALS)
        return read_foreign_files(tmp_path, letter_meeting(materials=materials), sandbox)

    return read_with


@pytest.mark.parametrize(
    "name",
    ["調査票（案）.pdf", "調査票(案).PDF", unicodedata.normalize("NFD", "調査票（案）.pdf")],
    ids=["as written", "other widths and capitals", "decomposed as on a Mac"],
)
def test_the_attached_file_is_found_by_what_its_name_means(read: Read, name: str) -> None:
    attachments, _, findings = read(f"添付/{name}")
    assert list(findings) == []
    assert attachments["S08"].path == f"添付/{name}"


def test_a_missing_file_is_an_error_with_the_cell_and_the_likely_name(read: Read) -> None:
    _, _, findings = read("添付/調査票（最終案）.pdf")
    missing, unused = findings
    assert (missing.code, missing.severity) == ("attachment-missing", Severity.ERROR)
    assert str(missing.where) == "会議設定.xlsx「資料」M6"
    assert "「調査票（最終案）.pdf」のことですか。" in missing.hint
    assert (unused.code, unused.severity, str(unused.where)) == ("attachment-unused", Severity.NOTE, "添付/調査票（最終案）.pdf")


def test_an_empty_folder_is_said_to_be_empty(read: Read) -> None:
    _, _, findings = read()
    assert "フォルダには何も入っていません。" in next(iter(findings)).message


def test_a_blank_name_is_an_error(read: Read) -> None:
    assert read("添付/調査票（案）.pdf", file=Text(""))[2].codes() == ["attachment-unnamed", "attachment-unused"]


def test_a_name_never_leads_out_of_the_folder(read: Read) -> None:
    assert read("秘密/調査票（案）.pdf", file=Text("../秘密/調査票（案）.pdf"))[2].codes() == ["attachment-missing"]


def test_a_missing_description_is_a_warning_that_says_what_to_write(read: Read) -> None:
    _, _, findings = read("添付/調査票（案）.pdf", alt_text=Text(""))
    (finding,) = findings
    assert (finding.code, finding.severity) == ("attachment-alt-missing", Severity.WARNING)
    assert "何が何ページにわたって載っているか" in finding.hint


def test_files_of_the_system_are_no_attachments(read: Read, tmp_path: Path) -> None:
    names = ("Thumbs.db", ".DS_Store", "~$調査票.docx", "desktop.ini")
    _, _, findings = read("添付/調査票（案）.pdf", *(f"添付/{name}" for name in names))
    assert list(findings) == []
    assert foreign_files(tmp_path) == ["添付/調査票（案）.pdf"]


@pytest.mark.parametrize(
    ("name", "material"),
    [
        ("資料2-1.pdf", "S02"),
        ("資料２－１.pdf", "S02"),
        ("2-1.pdf", "S02"),
        ("各課の取組状況.PDF", "S02"),
        ("資料2-1　各課の取組状況.pdf", "S02"),
        ("資料５　市民アンケートの案（委員限り）.pdf", "S08"),
        ("まずはこちらをお読みください.pdf", "S01"),
    ],
)
def test_a_replacement_is_named_by_number_title_or_the_name_of_the_output(read: Read, name: str, material: str) -> None:
    _, replacements, findings = read("添付/調査票（案）.pdf", f"差し替え/{name}")
    assert findings.codes() == ["replacement-used"]
    assert replacements[material].path == f"差し替え/{name}"


@pytest.mark.parametrize("name", ["資料9.pdf", "資料2-1.docx", "2-1"])
def test_a_name_that_fits_nothing_is_a_warning_with_all_names(read: Read, name: str) -> None:
    _, replacements, findings = read("添付/調査票（案）.pdf", f"差し替え/{name}")
    (finding,) = findings
    assert (finding.code, finding.severity) == ("replacement-unknown", Severity.WARNING)
    assert "「資料2-1」「資料５」「回答書」" in finding.message
    assert replacements == {}


def test_a_name_that_nearly_fits_gets_a_proposal(read: Read) -> None:
    _, _, findings = read("添付/調査票（案）.pdf", "差し替え/各課の取組み状況.pdf")
    assert "「各課の取組状況」のことですか。" in next(iter(findings)).hint


def test_an_answer_form_cannot_be_replaced(read: Read) -> None:
    _, replacements, findings = read("添付/調査票（案）.pdf", "差し替え/回答書.pdf")
    (finding,) = findings
    assert (finding.code, finding.severity) == ("replacement-form", Severity.ERROR)
    assert replacements == {}


def test_two_replacements_of_one_material_are_told(read: Read) -> None:
    _, replacements, findings = read("添付/調査票（案）.pdf", "差し替え/資料2-1.pdf", "差し替え/各課の取組状況.pdf")
    assert findings.codes() == ["replacement-used", "replacement-twice"]
    assert replacements["S02"].path == "差し替え/各課の取組状況.pdf"


def test_a_broken_replacement_is_an_error_of_that_file(read: Read) -> None:
    _, _, findings = read("差し替え/資料2-1.pdf", content=b"%PDF-1.4 broken", file=Text("ない.pdf"))
    assert findings.codes() == ["attachment-damaged", "attachment-missing"]
    assert str(next(iter(findings)).where) == "差し替え/資料2-1.pdf"


def test_a_replaced_attachment_need_not_be_there(read: Read) -> None:
    attachments, _, findings = read("差し替え/資料5.pdf")
    assert findings.codes() == ["replacement-used"]
    assert attachments == {}
