"""Several mailings: a correction that was sent is kept, and the next one compares with the packet as members then have it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaigi_docs.after_mailing import ErrataResult, errata
from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Severity
from kaigi_docs.mailed import newest_mailed
from kaigi_docs.new import write_books
from kaigi_docs.packet import build
from kaigi_docs.read.documents.pdf import read_pdf

Rows = Callable[..., dict[str, Any]]
Changed = Callable[..., list[dict[str, Any]]]
BOOKS = ("会議設定.xlsx", "施策一覧.xlsx")
FIRST = {"評価": "おおむね実施できた"}
FIRST_DAY, SECOND_DAY = "令和4年8月26日", "令和4年9月2日"


@pytest.fixture
def at_day(mailed_meeting: Path, tmp_path: Path, small_rows: Rows, changed: Changed) -> Callable[..., Path]:
    """The mailed meeting with its books as they are on a day of exchange: cells of the third measure, other sheets whole.

    In a folder that is there already, for instance that of `corrected`, the books are written anew.
    """
    folder = tmp_path / "inputs" / "mihon"

    def write(day: str | None, cells: dict[str, str], **sheets: Any) -> Path:
        if not folder.exists():
            shutil.copytree(mailed_meeting / "発送済み", folder / "発送済み")
        for name in BOOKS:
            (folder / name).unlink(missing_ok=True)
        basics = changed("会議", 0, 文書番号="なし", **({"差替え日": day} if day else {}))
        write_books(folder, small_rows(**{"会議": basics, "施策一覧": changed("施策一覧", 2, **cells), **sheets}))
        return folder

    return write


@pytest.fixture(scope="module")
def first_correction(mailed_meeting: Path, tmp_path_factory: pytest.TempPathFactory, small_meeting: dict[str, Any]) -> Path:
    """Where the meeting and its outputs lie after a first correction was sent; tests get copies of it."""
    root = tmp_path_factory.mktemp("corrected")
    shutil.copytree(mailed_meeting / "発送済み", root / "inputs" / "mihon" / "発送済み")
    rows = {**small_meeting, "会議": [{**small_meeting["会議"][0], "文書番号": "なし", "差替え日": FIRST_DAY}]}
    *others, third = small_meeting["施策一覧"]
    write_books(root / "inputs" / "mihon", {**rows, "施策一覧": [*others, {**third, **FIRST}]})
    result = errata(root / "inputs" / "mihon", mailed=True)
    assert (result.exit_code, codes(result)) == (ExitCode.DONE, ["mailed-written"])
    return root


@pytest.fixture
def corrected(first_correction: Path, tmp_path: Path) -> Path:
    """The folder of a meeting of which a correction was sent."""
    shutil.copytree(first_correction, tmp_path, dirs_exist_ok=True)
    return tmp_path / "inputs" / "mihon"


def files(directory: Path) -> dict[str, bytes]:
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in directory.rglob("*") if path.is_file()}


def codes(result: ErrataResult) -> list[str]:
    return [finding.code for finding in result.findings if finding.code != "default-used"]


def told(result: ErrataResult) -> list[tuple[str | None, str | None]]:
    return [(row.change.old, row.change.new) for row in result.differences]


def test_what_was_sent_is_kept_under_the_day_of_exchange(at_day: Callable[..., Path]) -> None:
    folder = at_day(FIRST_DAY, FIRST)
    result = errata(folder, mailed=True)

    assert (result.exit_code, codes(result)) == (ExitCode.DONE, ["mailed-written"])
    kept = files(folder / "発送済み/2022-08-26")
    assert sorted(kept) == sorted(
        [
            *("正誤表.pdf", "正誤表.docx", "差替えページ.pdf", "manifest.json", "資料の中身.json"),
            *(f"もとのファイル/{name}" for name in BOOKS),
        ]
    )
    assert [kept[path.name] for path in result.outputs[:3]] == [path.read_bytes() for path in result.outputs[:3]]


def test_the_packet_keeps_the_day_on_which_it_was_mailed(first_correction: Path) -> None:
    mailed = newest_mailed(first_correction / "inputs" / "mihon")
    assert (mailed.day.isoformat(), mailed.sent_on.isoformat(), mailed.is_correction) == ("2022-08-26", "2022-08-19", True)


@pytest.mark.usefixtures("corrected")
def test_the_next_correction_names_what_changed_since(at_day: Callable[..., Path]) -> None:
    result = errata(at_day(SECOND_DAY, {**FIRST, "今年度予定": "会場で開く。"}))

    assert told(result) == [("オンラインで開く。", "会場で開く。")]
    assert codes(result) == []
    sheet = "".join("".join("".join(page.texts).split()) for page in read_pdf(result.outputs[0]).pages)
    assert "令和４年８月19日にお送りした会議資料（令和４年８月26日に差し替えた後のもの）に訂正があります" in sheet


def test_after_keeping_nothing_differs_any_more(corrected: Path) -> None:
    assert errata(corrected).differences == ()


def test_keeping_twice_changes_nothing_and_says_so(corrected: Path) -> None:
    before = files(corrected / "発送済み")

    result = errata(corrected, mailed=True)

    assert (result.exit_code, codes(result)) == (ExitCode.DONE, ["mailed-kept"])
    assert files(corrected / "発送済み") == before


def test_another_correction_of_that_day_is_refused(corrected: Path, at_day: Callable[..., Path]) -> None:
    before = files(corrected / "発送済み")

    result = errata(at_day(FIRST_DAY, {**FIRST, "今年度予定": "会場で開く。"}), mailed=True)

    assert (result.exit_code, codes(result)) == (ExitCode.FINDINGS, ["mailed-differs"])
    assert result.summary.endswith("発送したものとしては残していません。")
    assert files(corrected / "発送済み") == before


@pytest.mark.usefixtures("corrected")
def test_a_day_of_exchange_that_is_kept_already_is_told(at_day: Callable[..., Path]) -> None:
    assert codes(errata(at_day(FIRST_DAY, {**FIRST, "今年度予定": "会場で開く。"}))) == ["exchange-kept"]


@pytest.mark.parametrize(
    ("day", "code"),
    [(None, "mailed-undated"), ("令和4年8月18日", "exchange-too-early"), ("令和4年8月19日", "exchange-too-early")],
)
def test_a_correction_without_a_day_of_its_own_is_not_kept(day: str | None, code: str, at_day: Callable[..., Path]) -> None:
    folder = at_day(day, FIRST)
    result = errata(folder, mailed=True)

    assert result.exit_code is ExitCode.FINDINGS
    assert [finding.code for finding in result.findings if finding.severity is Severity.ERROR] == [code]
    assert [path.name for path in (folder / "発送済み").iterdir()] == ["2022-08-19"]


def test_where_nothing_differs_nothing_is_kept(at_day: Callable[..., Path]) -> None:
    folder = at_day(FIRST_DAY, {})
    result = errata(folder, mailed=True)
    assert codes(result) == ["exchange-nothing"]
    assert not (folder / "発送済み/2022-08-26").exists()


def test_the_map_of_a_new_answer_form_is_kept_with_it(at_day: Callable[..., Path], changed: Changed) -> None:
    folder = at_day(FIRST_DAY, {}, 設問=changed("設問", 1, 選択肢="賛成／反対／保留"))
    errata(folder, mailed=True)
    kept = {path.stem for path in (folder / "発送済み/2022-08-26/様式").iterdir()}
    assert kept == {newest_mailed(folder).record.materials[-1].form_version}


def test_a_sheet_that_a_person_corrected_is_kept_as_sent(at_day: Callable[..., Path]) -> None:
    folder = at_day(FIRST_DAY, FIRST)
    (word,) = (path for path in errata(folder).outputs if path.suffix == ".docx")
    word.write_bytes(b"corrected by a person")
    errata(folder, mailed=True)
    assert (folder / "発送済み/2022-08-26/手直しした Word/正誤表.docx").read_bytes() == b"corrected by a person"


def test_building_the_corrected_packet_as_mailed_again_is_refused_and_says_the_way(at_day: Callable[..., Path]) -> None:
    result = build(at_day(FIRST_DAY, FIRST), mailed=True)
    (refused,) = [finding for finding in result.findings if finding.severity is Severity.ERROR]
    assert refused.code == "mailed-differs"
    assert "kaigi errata フォルダ --mailed" in refused.hint
