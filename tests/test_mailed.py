"""What was mailed is kept once, whole, and never changed."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from kaigi_docs.corrections.record import RECORD_NAME, RecordDamaged, record_from_json, record_to_json
from kaigi_docs.errors import ExitCode, InputUnreadable, OutputFault, UsageFault
from kaigi_docs.findings import Findings, Severity
from kaigi_docs.mailed import Keeping, keep_mailed, newest_mailed
from kaigi_docs.mailed.contents import contents_of
from kaigi_docs.manifest import manifest_from_json
from kaigi_docs.new import write_books
from kaigi_docs.outputs import Written
from kaigi_docs.outputs.disk import Disk
from kaigi_docs.packet import build
from kaigi_docs.read.folder import read_folder
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.resources import resource_path

Folder = Callable[..., Path]
Changed = Callable[..., list[dict[str, Any]]]
Rows = Callable[..., dict[str, Any]]
BOOKS = ("会議設定.xlsx", "施策一覧.xlsx")


def files(directory: Path) -> dict[str, bytes]:
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def mailed(tmp_path_factory: pytest.TempPathFactory, small_meeting: dict[str, Any]) -> Path:
    """inputs/mihon, built and kept as mailed, one member in need of large print; tests must not change it."""
    folder = tmp_path_factory.mktemp("mailed") / "inputs" / "mihon"
    basics = [{**small_meeting["会議"][0], "文書番号": "なし"}]
    first, second = small_meeting["委員"]
    write_books(folder, {**small_meeting, "会議": basics, "委員": [first, {**second, "大活字": "はい"}]})
    assert build(folder, mailed=True).exit_code is ExitCode.DONE
    return folder


def kept(folder: Path) -> Path:
    return folder / "発送済み" / "2022-08-19"


def test_the_packet_and_its_blocks_are_kept_under_the_day_of_mailing(mailed: Path) -> None:
    names = sorted(files(kept(mailed)))
    forms = {name.partition(".")[0] for name in names if name.startswith("様式/")}
    assert len(forms) == 2
    assert names == sorted(
        [
            *(f"もとのファイル/{name}" for name in BOOKS),
            *(f"PDF/{title}.pdf" for title in ("まずはこちらをお読みください", "資料３　各課の取組状況", "回答書")),
            *(f"Word/{title}.docx" for title in ("まずはこちらをお読みください", "資料３　各課の取組状況", "回答書")),
            "会議資料一式.pdf",
            *(f"{form}.{kind}" for form in forms for kind in ("docx", "json", "pdf")),
            "manifest.json",
            "資料の中身.json",
        ]
    )


def test_what_is_kept_is_what_was_built(mailed: Path) -> None:
    built = files(mailed.parent.parent / "outputs" / "mihon")
    for name, content in files(kept(mailed)).items():
        if name not in ("manifest.json", RECORD_NAME) and not name.startswith("もとのファイル/"):
            assert content == built[name]


def test_the_manifest_kept_names_the_files_kept(mailed: Path) -> None:
    manifest = manifest_from_json((kept(mailed) / "manifest.json").read_bytes())
    assert {entry.path for entry in manifest.files} == set(files(kept(mailed))) - {"manifest.json", RECORD_NAME}


def test_building_the_same_again_changes_nothing_and_says_so(mailed: Path) -> None:
    before = files(kept(mailed))
    result = build(mailed, mailed=True)

    assert result.exit_code is ExitCode.DONE
    assert "mailed-kept" in [finding.code for finding in result.findings]
    assert files(kept(mailed)) == before


def test_another_packet_of_that_day_is_refused(sent_meeting: Path, changed: Changed, small_rows: Rows) -> None:
    folder = sent_meeting
    before = files(kept(folder))
    edited(folder, small_rows, 施策一覧=changed("施策一覧", 2, 今年度予定="やめる。"))

    result = build(folder, mailed=True)

    assert result.exit_code is ExitCode.FINDINGS
    (refused,) = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert refused.code == "mailed-differs"
    assert "kaigi errata" in refused.hint
    assert result.summary.endswith("発送したものとしては残していません。")
    assert files(kept(folder)) == before


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"発行日": None, "発送日": "令和4年8月19日", "文書番号": "なし"}, "mailed-draft"),
        ({"発行日": None, "文書番号": "なし", "年度": "令和4年度"}, "mailed-undated"),
    ],
)
def test_a_draft_is_not_kept(cells: dict[str, Any], code: str, meeting_folder: Folder, changed: Changed) -> None:
    folder = meeting_folder(会議=changed("会議", 0, **cells))

    result = build(folder, mailed=True)

    assert result.exit_code is ExitCode.FINDINGS
    assert code in [finding.code for finding in result.findings]
    assert not (folder / "発送済み").exists()


def test_a_part_of_the_packet_is_not_kept(meeting_folder: Folder) -> None:
    with pytest.raises(UsageFault, match="--only"):
        build(meeting_folder(), only=["資料3"], mailed=True)


class FullDisk(Disk):
    """Has room for some files only."""

    def __init__(self, room: int) -> None:
        self.room = room

    def write(self, file: Any, content: bytes) -> None:
        self.room -= 1
        if self.room < 0:
            raise OSError(28, "No space left on device")
        super().write(file, content)


@pytest.mark.parametrize("room", [0, 1, 5])
def test_a_full_disk_leaves_nothing_half_done(room: int, mailed: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputFault):
        keep_mailed(tmp_path, date(2022, 8, 19), files(kept(mailed)), FullDisk(room))

    assert list((tmp_path / "発送済み").iterdir()) == []


@pytest.mark.parametrize(
    ("path", "becomes"),
    [
        ("会議資料一式.pdf", Keeping.DIFFERENT),
        (RECORD_NAME, Keeping.DIFFERENT),
        ("もとのファイル/会議設定.xlsx", Keeping.SAME),
        ("手直しした Word/資料３.docx", Keeping.SAME),
    ],
)
def test_only_what_was_mailed_decides_whether_it_is_kept_already(
    path: str, becomes: Keeping, mailed: Path, tmp_path: Path
) -> None:
    there = files(kept(mailed))
    assert keep_mailed(tmp_path, date(2022, 8, 19), there) is Keeping.WRITTEN
    assert keep_mailed(tmp_path, date(2022, 8, 19), {**there, path: b"changed"}) is becomes


def test_a_file_changed_between_building_and_keeping_is_refused(mailed: Path, tmp_path: Path) -> None:
    manifest = manifest_from_json((kept(mailed) / "manifest.json").read_bytes())
    written = Written((), (), {}, Findings(), manifest)
    with Sandbox() as sandbox:
        inputs, _ = read_folder(mailed, sandbox)
    assert inputs is not None
    (tmp_path / "会議資料一式.pdf").write_bytes(b"changed")

    with pytest.raises(OutputFault, match="変わっています"):
        contents_of(inputs, tmp_path, written, newest_mailed(mailed).record, lambda entry: True, Disk())


# What the next clerk needs.


def edited(folder: Path, small_rows: Rows, **sheets: Any) -> Path:
    """The folder with its books written again."""
    for name in ("会議設定.xlsx", "施策一覧.xlsx"):
        (folder / name).unlink()
    write_books(folder, small_rows(**sheets))
    return folder


def test_the_books_and_own_wording_are_kept_as_they_were_and_answers_are_not(meeting_folder: Folder) -> None:
    folder = meeting_folder()
    wording = (resource_path("templates", "cover_letter.md.j2")).read_bytes()
    for name, content in {"文面/cover_letter.md.j2": wording, "調査票/課.xlsx": b"-", "回答/委員.pdf": b"-"}.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)

    assert build(folder, mailed=True).exit_code is ExitCode.DONE

    copies = files(kept(folder) / "もとのファイル")
    assert copies == {name: (folder / name).read_bytes() for name in (*BOOKS, "文面/cover_letter.md.j2")}


def test_a_copy_of_a_book_that_somebody_saved_again_stops_nothing(sent_meeting: Path) -> None:
    (kept(sent_meeting) / "もとのファイル" / BOOKS[0]).write_bytes(b"saved again")
    assert newest_mailed(sent_meeting).day == date(2022, 8, 19)


def test_a_word_file_that_a_person_corrected_is_kept_beside_ours_and_named_as_such(built_meeting: Path) -> None:
    folder, name = built_meeting, "資料３　各課の取組状況.docx"
    word = folder.parent.parent / "outputs" / "mihon" / "Word" / name
    ours = word.read_bytes()
    word.write_bytes(b"corrected by a person")

    result = build(folder, mailed=True)

    assert (kept(folder) / "手直しした Word" / name).read_bytes() == b"corrected by a person"
    assert (kept(folder) / "Word" / name).read_bytes() == ours
    (told,) = [finding for finding in result.findings if finding.code == "mailed-word"]
    assert name in told.message
    assert "mailed-kept" in [finding.code for finding in build(folder, mailed=True).findings]


# What is kept is what was printed.


def test_a_packet_that_is_not_the_one_built_before_is_neither_written_nor_kept(
    built_meeting: Path, changed: Changed, small_rows: Rows
) -> None:
    folder = built_meeting
    before = files(folder.parent.parent / "outputs" / "mihon")
    edited(folder, small_rows, 施策一覧=changed("施策一覧", 2, 今年度予定="やめる。"))

    result = build(folder, mailed=True)

    assert result.exit_code is ExitCode.FINDINGS
    (told,) = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert told.code == "mailed-rebuilt"
    assert "（資料３　各課の取組状況）" in told.message
    assert not (folder / "発送済み").exists()
    after = files(folder.parent.parent / "outputs" / "mihon")
    assert {name: after[name] for name in after if name != "結果.html"} == {n: before[n] for n in before if n != "結果.html"}


def test_once_it_was_built_and_looked_at_it_is_kept(built_meeting: Path, changed: Changed, small_rows: Rows) -> None:
    folder = edited(built_meeting, small_rows, 施策一覧=changed("施策一覧", 2, 今年度予定="やめる。"))
    build(folder)
    assert build(folder, mailed=True).exit_code is ExitCode.DONE


def test_a_packet_kept_too_early_is_undone_by_deleting_its_folder(sent_meeting: Path, changed: Changed, small_rows: Rows) -> None:
    folder = sent_meeting
    shutil.rmtree(kept(folder))
    edited(folder, small_rows, 施策一覧=changed("施策一覧", 2, 今年度予定="やめる。"))
    build(folder)
    assert build(folder, mailed=True).exit_code is ExitCode.DONE
    assert "やめる。" in (kept(folder) / RECORD_NAME).read_text(encoding="utf-8")


def test_the_newest_mailing_is_the_one_of_the_latest_day(mailed: Path, tmp_path: Path) -> None:
    for day in ("2022-07-01", "2022-09-30", "控え"):
        target = tmp_path / "発送済み" / day
        for name, content in files(kept(mailed)).items():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            (target / name).write_bytes(content)
    assert newest_mailed(tmp_path).folder.name == "2022-09-30"


def test_the_record_comes_back_as_it_was(mailed: Path) -> None:
    text = (kept(mailed) / RECORD_NAME).read_bytes()
    assert record_to_json(record_from_json(text)) == text


@pytest.mark.parametrize("damage", [b"", b"[]", b'{"schema": 9}', b"{}", b"\xff"])
def test_a_damaged_record_is_said_to_be_damaged(damage: bytes) -> None:
    with pytest.raises(RecordDamaged):
        record_from_json(damage)


def test_a_file_changed_after_mailing_is_noticed(mailed: Path, tmp_path: Path) -> None:
    target = tmp_path / "発送済み" / "2022-08-19"
    for name, content in files(kept(mailed)).items():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        (target / name).write_bytes(content + (b" " if name == "会議資料一式.pdf" else b""))
    with pytest.raises(InputUnreadable, match=r"会議資料一式\.pdf"):
        newest_mailed(tmp_path)


def test_nothing_mailed_yet_is_said(tmp_path: Path) -> None:
    with pytest.raises(InputUnreadable, match="--mailed"):
        newest_mailed(tmp_path)
