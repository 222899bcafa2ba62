"""Meeting folders of the invented みほん市 for tests that go through the whole house.

Makes the modules beside the tests importable, too: word_text and tagged_pdf read finished files back. Property tests draw
the same examples in every run, unless HYPOTHESIS_PROFILE=fresh asks for new ones (`make campaign`).
"""

from __future__ import annotations

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

from kaigi_docs import new
from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Finding
from kaigi_docs.new import write_books
from kaigi_docs.packet import build
from kaigi_docs.read.sandbox import Sandbox, SandboxLimits
from kaigi_docs.read.worker import TASKS
from kaigi_docs.render.xlsx.book import render_book
from kaigi_docs.sheets import Book

sys.path.insert(0, str(Path(__file__).parent))

settings.register_profile("fixed", derandomize=True, deadline=None)
settings.register_profile("fresh", deadline=None, print_blob=True)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fixed"))

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

_OBJECTS_BETWEEN_COLLECTIONS = 50_000
_SMALL_BOOK = 100_000
"""Bytes; what larger ones say would fill the memory."""

SMALL: dict[str, list[dict[str, Any]]] = {
    "会議": [
        {
            "会議名": "みほん市いのち支える協議会",
            "回": 1,
            "締切": "令和4年9月9日",
            "発行日": "令和4年8月19日",
            "文書番号": "なし",
            "事務局名": "みほん市こころの健康課",
            "メール": "kokoro@mihon.example.jp",
            "計画名": "みほん市いのち支える計画",
        }
    ],
    "委員": [{"委員ID": "C01", "氏名": "髙﨑 見本", "団体": "みほん医師会"}, {"委員ID": "C02", "氏名": "辻󠄀 例子"}],
    "担当課": [
        {"課ID": "D01", "課名": "こころの健康課", "所管課": "はい"},
        {"課ID": "D02", "課名": "地域福祉課"},
        {"課ID": "D03", "課名": "こども家庭課"},
    ],
    "施策体系": [
        {"施策ID": "P01", "番号": "基本施策１", "名称": "連携の強化"},
        {"施策ID": "P02", "番号": "基本施策２", "名称": "人材の育成"},
    ],
    "資料": [
        {"資料ID": "S01", "種類": "お読みください", "題名": "まずはこちらをお読みください"},
        {"資料ID": "S02", "種類": "事業の表", "資料番号": "3", "題名": "各課の取組状況", "用紙": "A4", "向き": "横"},
        {"資料ID": "S03", "種類": "回答書", "題名": "回答書"},
    ],
    "議題": [
        {"議題ID": "A01", "種類": "報告事項", "題名": "取組状況について", "資料ID": "S02"},
        {"議題ID": "A02", "種類": "協議事項", "題名": "今後の進め方について"},
    ],
    "設問": [
        {"設問ID": "Q1", "種類": "意見", "議題ID": "A01", "選択肢": "意見や感想／特になし", "記入行数": 3},
        {"設問ID": "Q2", "種類": "単一選択", "議題ID": "A02", "選択肢": "賛成／反対", "記入行数": 2},
    ],
    "文面": [
        {"場所": "はじめに", "形": "本文", "文": "〔計画名〕の進み具合を、〔資料:S02〕にまとめました。"},
        {"場所": "A01", "形": "箇条書き", "文": "ご意見は〔回答書:Q1〕にお書きください。"},
    ],
    "施策一覧": [
        {
            "事業ID": "J001",
            "施策ID": "P01",
            "再掲先の施策ID": "P02",
            "事業名": "居場所づくり",
            "事業概要": "だれでも立ち寄れる場を、公民館で開く。",
            "担当課": "地域福祉課\n地域係",
            "前年度取組状況": "月２回、計24回開いた。",
            "評価": "おおむね実施できた",
            "今年度予定": "継続する。",
        },
        {
            "事業ID": "J002",
            "施策ID": "P01",
            "事業名": "相談窓口（𠮷野地区）",
            "事業概要": "電話とＳＮＳで相談を受ける。",
            "担当課": "こころの健康課",
            "前年度取組状況": "電話120件、ＳＮＳ45件の相談があった。",
            "評価": "当初の予定どおり実施できた",
            "今年度予定": "受付の時間を延ばす。",
        },
        {
            "事業ID": "J003",
            "施策ID": "P02",
            "事業名": "研修会",
            "事業概要": "㈱みほん商事の協力で、働く人向けの研修を⑩回開く。",
            "担当課": "こども家庭課",
            "前年度取組状況": "会場の60㎡の部屋が使えず、中止した。",
            "評価": "実施できなかった",
            "今年度予定": "オンラインで開く。",
        },
    ],
}


def pytest_collection_finish() -> None:
    """The collector of garbage leaves modules and tests alone: walking over them took a sixth of the time of a small packet."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)


@pytest.fixture(scope="session", autouse=True)
def books_with_the_same_bytes_are_opened_once() -> Iterator[None]:
    """Copies of the small meeting are not parsed in a worker each time; every book goes through the preflight all the same."""
    call = Sandbox.call
    answers: dict[tuple[bytes, str], Any] = {}

    def call_or_remember(sandbox: Sandbox, task: str, path: Path, *, shown_as: str, **options: object) -> Any:
        if task != "book" or not is_usual(sandbox) or path.stat().st_size > _SMALL_BOOK:
            return call(sandbox, task, path, shown_as=shown_as, **options)
        key = sha256(path.read_bytes()).digest(), repr(options)
        if key not in answers:
            answer = call(sandbox, task, path, shown_as=shown_as, **options)
            if isinstance(answer, Finding):
                return answer
            answers[key] = answer
        return answers[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sandbox, "call", call_or_remember)
        yield


def is_usual(sandbox: Sandbox) -> bool:
    """Whether a sandbox has the limits and tasks of the commands; others are those that tests of the sandbox look at."""
    return replace(sandbox._limits, workers=1) == SandboxLimits() and sandbox._tasks == TASKS


@pytest.fixture(scope="session", autouse=True)
def workers_live_on() -> Iterator[None]:
    """The workers of one sandbox serve the next: starting them took a fifth of the time of all tests.

    Sandboxes with limits or tasks of their own, which tests of the sandbox look at, start and end their workers as always.
    """
    idle: list[Any] = []
    start, close = Sandbox._start, Sandbox.close

    def start_or_take(sandbox: Sandbox, preload: tuple[str, ...]) -> Any:
        return idle.pop() if idle and is_usual(sandbox) else start(sandbox, preload)

    def keep_or_close(sandbox: Sandbox) -> None:
        if not is_usual(sandbox):
            close(sandbox)
            return
        idle.extend(worker for worker in (sandbox._slots.get() for _ in range(sandbox._limits.workers)) if worker is not None)
        for _ in range(sandbox._limits.workers):
            sandbox._slots.put(None)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Sandbox, "_start", start_or_take)
        patch.setattr(Sandbox, "close", keep_or_close)
        yield
    for worker in idle:
        worker.end()


@pytest.fixture(scope="session", autouse=True)
def no_test_waits_for_the_medium() -> Iterator[None]:
    """Files are not forced onto the disk: no test pulls the plug, and waiting took a sixth of the time of a small packet."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda descriptor: None)
        yield


@pytest.fixture(scope="session", autouse=True)
def equal_books_are_written_once() -> Iterator[None]:
    """Books of meeting folders take the bytes that an equal one had: most folders differ from another one in one of their books.

    All other books (調査票, 手入力…) are rendered as ever. In `repr`, 1 and True are two values, as they are in a cell.
    """
    written: dict[bytes, bytes] = {}
    write = new._write_books

    def render_or_take(book: Book) -> bytes:
        key = sha256(repr(book).encode("utf-8", "surrogatepass")).digest()
        if key not in written:
            written[key] = render_book(book)
        return written[key]

    def write_or_take(directory: Path, books: Mapping[str, Book]) -> tuple[Path, ...]:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("kaigi_docs.render.xlsx.book.render_book", render_or_take)
            return write(directory, books)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(new, "_write_books", write_or_take)
        yield


@pytest.fixture(scope="session")
def small_meeting() -> Rows:
    """The rows of the small meeting by sheet, for fixtures that outlive one test."""
    return SMALL


@pytest.fixture(scope="session")
def small_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small meeting, written once; tests get copies of it."""
    folder = tmp_path_factory.mktemp("small") / "mihon"
    write_books(folder, SMALL)
    return folder


@pytest.fixture(scope="session")
def small_packet(tmp_path_factory: pytest.TempPathFactory, small_folder: Path) -> Path:
    """Where inputs/mihon, the small meeting, and outputs/mihon, its packet, lie; tests change copies only."""
    root = tmp_path_factory.mktemp("built")
    folder = shutil.copytree(small_folder, root / "inputs" / "mihon")
    assert build(folder).exit_code is ExitCode.DONE
    return root


@pytest.fixture
def built_meeting(small_packet: Path, tmp_path: Path) -> Path:
    """The folder of the small meeting after its packet was built into outputs/mihon."""
    shutil.copytree(small_packet, tmp_path, dirs_exist_ok=True)
    return tmp_path / "inputs" / "mihon"


@pytest.fixture(scope="session")
def mailed_meeting(tmp_path_factory: pytest.TempPathFactory, small_folder: Path) -> Path:
    """The folder of the small meeting after its packet was mailed, with outputs/mihon; tests change copies only."""
    folder = tmp_path_factory.mktemp("sent") / "inputs" / "mihon"
    shutil.copytree(small_folder, folder)
    assert build(folder, mailed=True).exit_code is ExitCode.DONE
    return folder


@pytest.fixture
def sent_meeting(mailed_meeting: Path, tmp_path: Path) -> Path:
    """The folder of the small meeting after its packet was mailed."""
    shutil.copytree(mailed_meeting.parent.parent, tmp_path, dirs_exist_ok=True)
    return tmp_path / "inputs" / "mihon"


@pytest.fixture
def meeting_folder(tmp_path: Path, small_folder: Path) -> Callable[..., Path]:
    """Writes a meeting folder: the small meeting with whole sheets replaced by keyword, or left out with None."""

    def write(name: str = "inputs/mihon", **sheets: Sequence[Mapping[str, Any]] | None) -> Path:
        if not sheets:
            return Path(shutil.copytree(small_folder, tmp_path / name))
        rows: dict[str, Sequence[Mapping[str, Any]]] = {
            title: content for title, content in {**SMALL, **sheets}.items() if content is not None
        }
        write_books(tmp_path / name, rows)
        return tmp_path / name

    return write


@pytest.fixture
def small_rows() -> Callable[..., dict[str, Any]]:
    """The sheets of the small meeting, whole sheets replaced by keyword."""
    return lambda **sheets: {**SMALL, **sheets}


@pytest.fixture
def changed() -> Callable[..., list[dict[str, Any]]]:
    """A sheet of the small meeting with some cells of one row changed."""

    def change(sheet: str, row: int, **cells: Any) -> list[dict[str, Any]]:
        return [{**old, **cells} if number == row else old for number, old in enumerate(SMALL[sheet])]

    return change
