from __future__ import annotations

import io
import os
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.errors import PackageIncomplete
from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.read.sandbox import Sandbox, SandboxLimits
from kaigi_docs.read.worker.frames import BrokenFrame, read_frame, write_frame

HERE = Path(__file__).parent
NAMES = (
    *("echo", "surroundings", "never_ends", "eats_memory", "raises", "exits", "aborts"),
    *("prints_and_asks", "answers_too_much", "breaks_out"),
)
TASKS = {name: f"sandbox_tasks:{name}" for name in NAMES}
PATIENT = SandboxLimits(seconds=60.0, memory_bytes=300 << 20, answer_bytes=1 << 20)
SHORT = replace(PATIENT, seconds=1.0)


@pytest.fixture(scope="module")
def shared() -> Iterator[Sandbox]:
    with Sandbox(PATIENT, tasks=TASKS, import_from=(HERE,)) as sandbox:
        yield sandbox


@pytest.fixture(scope="module")
def hurried() -> Iterator[Sandbox]:
    with Sandbox(SHORT, tasks=TASKS, import_from=(HERE,)) as sandbox:
        yield sandbox


def ask(sandbox: Sandbox, task: str, path: Path = HERE, **options: object) -> dict[str, Any]:
    answer = sandbox.call(task, path, shown_as="調査票/みほん課.xlsx", **options)
    assert isinstance(answer, dict), answer
    return answer


def test_a_task_gets_the_path_and_its_options(shared: Sandbox) -> None:
    answer = ask(shared, "echo", Path("回答/みほん.xlsx"), pages=[1, 2], note="𠮷")
    assert answer == {"name": "みほん.xlsx", "options": {"pages": [1, 2], "note": "𠮷"}}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux has names that are no text")
def test_a_path_that_is_no_text_arrives(shared: Sandbox) -> None:
    assert ask(shared, "echo", Path(os.fsdecode(b"\x89\xef\x8bc.xlsx")))["name"].endswith(".xlsx")


def test_one_worker_reads_several_files(shared: Sandbox) -> None:
    assert ask(shared, "surroundings")["pid"] == ask(shared, "surroundings")["pid"] != os.getpid()


def test_a_worker_has_an_empty_folder_and_no_environment(shared: Sandbox, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAIGI_SECRET", "x")
    with Sandbox(SHORT, tasks=TASKS, import_from=(HERE,)) as fresh:
        answer = ask(fresh, "surroundings")
    assert answer["files"] == []
    assert "KAIGI_SECRET" not in answer["environment"]
    assert not answer["openpyxl"], "what a task does not need is not imported"


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ("raises", "file-crashed"),
        ("exits", "file-crashed"),
        ("aborts", "file-crashed"),
        ("answers_too_much", "file-crashed"),
        pytest.param("eats_memory", "file-memory", marks=pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS")),
    ],
)
def test_a_bad_file_is_one_finding_and_the_next_is_read(shared: Sandbox, task: str, code: str) -> None:
    finding = shared.call(task, HERE, shown_as="調査票/みほん課.xlsx")
    assert isinstance(finding, Finding)
    assert (finding.code, finding.severity, finding.where) == (code, Severity.ERROR, Location("調査票/みほん課.xlsx"))
    assert ask(shared, "echo")["name"] == HERE.name


def test_a_file_that_takes_too_long_is_one_finding_and_the_next_is_read(hurried: Sandbox) -> None:
    finding = hurried.call("never_ends", HERE, shown_as="調査票/みほん課.xlsx")
    assert isinstance(finding, Finding)
    assert (finding.code, finding.severity) == ("file-timeout", Severity.ERROR)
    assert ask(hurried, "echo")["name"] == HERE.name


def test_a_lost_worker_is_replaced_by_another_process(shared: Sandbox) -> None:
    before = ask(shared, "surroundings")["pid"]
    shared.call("exits", HERE, shown_as="x")
    assert ask(shared, "surroundings")["pid"] != before


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_worker_that_died_between_two_files_is_not_blamed_on_the_next(shared: Sandbox) -> None:
    os.kill(ask(shared, "surroundings")["pid"], 9)
    assert ask(shared, "echo")["name"] == HERE.name


def test_what_a_library_prints_does_not_disturb_the_answers(shared: Sandbox) -> None:
    assert ask(shared, "prints_and_asks") == {"read": ""}


def test_a_task_can_neither_write_nor_call_nor_run_anything(shared: Sandbox, tmp_path: Path) -> None:
    kept = tmp_path / "会議設定.xlsx"
    kept.write_bytes(b"x")
    answer = ask(shared, "breaks_out", kept)
    assert answer["refused"] == answer["attempted"]
    assert kept.exists()


def test_an_unknown_task_is_a_fault_of_the_caller(shared: Sandbox) -> None:
    with pytest.raises(KeyError):
        shared.call("unknown", HERE, shown_as="x")


def test_a_worker_that_cannot_start_is_our_own_fault() -> None:
    with Sandbox(tasks={"missing": "no_such_module:read"}) as sandbox, pytest.raises(PackageIncomplete):
        sandbox.call("missing", HERE, shown_as="x")


def test_warm_workers_answer_and_an_unused_sandbox_closes() -> None:
    with Sandbox(SHORT, tasks=TASKS, import_from=(HERE,)) as sandbox:
        sandbox.warm("echo")
    with Sandbox(SHORT, tasks=TASKS, import_from=(HERE,)) as sandbox:
        sandbox.warm("echo")
        sandbox.warm("echo")
        assert ask(sandbox, "echo")["name"] == HERE.name


def test_a_closed_sandbox_starts_anew_when_it_is_used_again(shared: Sandbox) -> None:
    sandbox = Sandbox(SHORT, tasks=TASKS, import_from=(HERE,))
    sandbox.close()
    assert ask(sandbox, "echo")["name"] == HERE.name
    sandbox.close()


def test_several_threads_share_the_workers(shared: Sandbox) -> None:
    answers: list[int] = []
    threads = [
        threading.Thread(target=lambda number=number: answers.append(ask(shared, "echo", number=number)["options"]["number"]))
        for number in range(8)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answers) == list(range(8))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=10,
)


@given(st.lists(st.dictionaries(st.text(), JSON, max_size=3), max_size=3))
@settings(max_examples=50, deadline=None)
def test_messages_come_back_from_a_pipe(messages: list[dict[str, Any]]) -> None:
    pipe = io.BytesIO()
    for message in messages:
        write_frame(pipe, message)
    pipe.seek(0)
    assert [read_frame(pipe, 1 << 20) for _ in messages] == messages
    assert read_frame(pipe, 1 << 20) is None


@pytest.mark.parametrize("written", [b"\0\0", b"\0\0\0\x05{}", b"\0\0\0\x02[]", b"\0\0\0\x02{x", b"\xff\xff\xff\xff{}"])
def test_a_broken_frame_is_refused(written: bytes) -> None:
    with pytest.raises(BrokenFrame):
        read_frame(io.BytesIO(written), 1 << 20)
