"""Reads what people sent in processes of their own: a file that crashes, hangs or eats memory costs a worker, never the run."""

from __future__ import annotations

import json
import logging
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, cast

from kaigi_docs.errors import PackageIncomplete
from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.read.worker import OUT_OF_MEMORY, TASKS
from kaigi_docs.read.worker.frames import Answer, BrokenFrame, read_frame, write_frame

_LOG = logging.getLogger(__name__)
_WORKER_FILE = Path(__file__).resolve().parent / "worker" / "__main__.py"
_PACKAGE_ROOT = Path(__file__).resolve().parents[2]
# Windows cannot load its own libraries without SYSTEMROOT; some builds of Python on Linux find theirs only by LD_LIBRARY_PATH.
_KEPT_VARIABLES = ("SYSTEMROOT", "LD_LIBRARY_PATH")


@dataclass(frozen=True, slots=True)
class SandboxLimits:
    """What one worker may use.

    Attributes:
        seconds: for one file; openpyxl was seen to take 150 s on a real one.
        memory_bytes: address space of the process, with its libraries.
        answer_bytes: length of one answer.
        start_seconds: until a new worker is ready, long because virus scanners look at it.
        workers: processes at the same time; each reads one file at a time.
    """

    seconds: float = 30.0
    memory_bytes: int = 1 << 30
    answer_bytes: int = 1 << 28
    start_seconds: float = 60.0
    workers: int = 1


class Sandbox:
    """A few worker processes, started when first needed and replaced when a file costs one.

    A worker gets the path of one file at a time and answers in JSON; nothing is pickled. It has no environment, an empty
    directory to work in, and Python in it cannot open sockets, start programs or write files (`worker.confine`). `call` may be
    used from several threads. Limit: the interpreter is `sys.executable`, so a program frozen into one file cannot use it.
    """

    def __init__(
        self,
        limits: SandboxLimits | None = None,
        *,
        tasks: Mapping[str, str] | None = None,
        import_from: tuple[Path, ...] = (),
    ) -> None:
        """Starts nothing yet.

        Args:
            limits: what one worker may use.
            tasks: further tasks by name, as 「module:function」.
            import_from: folders in which the modules of further tasks lie.
        """
        self._limits = limits or SandboxLimits()
        self._tasks = {**TASKS, **(tasks or {})}
        self._search_path = [str(entry) for entry in import_from] + _search_path()
        self._slots: queue.LifoQueue[_Worker | None] = queue.LifoQueue()
        for _ in range(self._limits.workers):
            self._slots.put(None)

    def __enter__(self) -> Sandbox:
        """The sandbox itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None) -> None:
        """Ends all workers."""
        self.close()

    @property
    def workers(self) -> int:
        """How many files are read at the same time."""
        return self._limits.workers

    def close(self) -> None:
        """Ends all workers; a later call starts new ones."""
        for _ in range(self._limits.workers):
            worker = self._slots.get()
            if worker is not None:
                worker.end()
        for _ in range(self._limits.workers):
            self._slots.put(None)

    def warm(self, *tasks: str) -> None:
        """Starts idle workers that import the given tasks, and returns at once: the caller's own work overlaps with theirs."""
        idle = []
        with suppress(queue.Empty):
            while True:
                idle.append(self._slots.get_nowait())
        for worker in idle:
            self._slots.put(worker or self._start(tasks))

    def call(self, task: str, path: Path, *, shown_as: str, **options: object) -> Answer | Finding:
        """The answer of a task about one file, or the finding that the file cost its worker.

        A file that ends a worker which read others before is tried once more in a fresh one, so that none pays for another.

        Args:
            task: its name.
            path: the file.
            shown_as: the file's name in the finding.
            options: passed on to the task; JSON values only.

        Raises:
            PackageIncomplete: no worker can be started.
            KeyError: no such task.
        """
        if task not in self._tasks:
            raise KeyError(task)
        request = {"task": task, "path": str(path.absolute()), "options": options}
        worker = self._slots.get()
        keep: _Worker | None = None
        try:
            worker = worker or self._start((task,))
            try:
                answer = worker.ask(request, self._limits)
            except _WorkerLost as loss:
                if loss.code == "file-timeout" or not worker.used:
                    raise
                # Perhaps an earlier file left too little memory, or somebody ended the process: the file gets a fresh one.
                worker.end()
                worker = self._start((task,))
                answer = worker.ask(request, self._limits)
            keep = worker
            return answer
        except _WorkerLost as loss:
            return loss.finding(Location(shown_as), self._limits)
        finally:
            if keep is None and worker is not None:
                worker.end()
            self._slots.put(keep)

    def _start(self, preload: tuple[str, ...]) -> _Worker:
        return _Worker(
            {
                "search_path": self._search_path,
                "tasks": self._tasks,
                "preload": preload,
                "memory_bytes": self._limits.memory_bytes,
                "seconds": self._limits.seconds,
            },
            self._limits.answer_bytes,
        )


def _search_path() -> list[str]:
    """Where a worker may import from: this package, and what this process uses; never the current folder, with others' files."""
    return [str(_PACKAGE_ROOT), *(entry for entry in sys.path if Path(entry).is_absolute())]


@dataclass
class _WorkerLost(Exception):
    """A worker had to be given up.

    Attributes:
        code: of the finding.
    """

    code: str

    def finding(self, where: Location, limits: SandboxLimits) -> Finding:
        """What to tell about the file that it was reading."""
        found = {
            "file-timeout": f"読み取りが{limits.seconds:g}秒で終わらなかったので、中止しました。",
            "file-memory": f"読み取りに{limits.memory_bytes >> 20}MBを超えるメモリーが必要だったので、中止しました。",
            "file-crashed": "ファイルの中身が壊れているか、対応していない書き方のため、読み取れませんでした。",
        }[self.code]
        hint = "元のアプリで開き、必要なところだけを新しいファイルに写して保存し直してください。"
        return Finding(self.code, Severity.ERROR, where, found, hint)


class _Worker:
    """One process and the thread that listens to it.

    Attributes:
        used: whether it has answered before.
    """

    def __init__(self, config: Mapping[str, Any], answer_bytes: int) -> None:
        """Starts the process without waiting for it."""
        self._folder = tempfile.TemporaryDirectory(prefix="kaigi-", ignore_cleanup_errors=True)
        self._complaints = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  (lives as long as the process)
        self._process = subprocess.Popen(
            [sys.executable, "-I", "-S", "-X", "utf8", "-W", "ignore", str(_WORKER_FILE), json.dumps(config)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._complaints,
            cwd=self._folder.name,
            env={name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ},
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._requests, self._replies = cast(BinaryIO, self._process.stdin), cast(BinaryIO, self._process.stdout)
        self._answers: queue.SimpleQueue[Answer | None] = queue.SimpleQueue()
        self._ready = False
        self.used = False
        # A thread and not select, which knows no pipes on Windows.
        self._listener = threading.Thread(target=self._listen, args=(answer_bytes,), daemon=True)
        self._listener.start()

    def ask(self, request: Answer, limits: SandboxLimits) -> Answer:
        """The answer to one request.

        Raises:
            _WorkerLost: it crashed, took too long, or ran out of memory; the worker is of no use any more.
            PackageIncomplete: it never became ready.
        """
        self._wait_until_ready(limits.start_seconds)
        try:
            write_frame(self._requests, request)
            message = self._answers.get(timeout=limits.seconds)
        except queue.Empty:
            raise _WorkerLost("file-timeout") from None
        except OSError:
            message = None
        if message is None:
            raise _WorkerLost(self._cause_of_death())
        self.used = True
        answer: Answer = message["answer"]
        return answer

    def end(self) -> None:
        """Kills the process, which holds nothing worth keeping, and frees what belonged to it."""
        self._process.kill()
        self._process.wait()
        self._listener.join()
        for pipe in (self._requests, self._replies, self._complaints):
            with suppress(OSError):
                pipe.close()
        self._folder.cleanup()

    def _listen(self, answer_bytes: int) -> None:
        """Passes every message on, then None."""
        try:
            while (message := read_frame(self._replies, answer_bytes)) is not None:
                self._answers.put(message)
        except (BrokenFrame, OSError) as fault:
            _LOG.debug("worker: %s", fault)
        self._answers.put(None)

    def _wait_until_ready(self, seconds: float) -> None:
        if self._ready:
            return
        try:
            message = self._answers.get(timeout=seconds)
        except queue.Empty:
            message = None
        if message is None:
            _LOG.debug("worker did not start: %s", self._last_words())
            raise PackageIncomplete(
                "ファイルを読み取る部品を起動できませんでした。"
                "kaigi_docs を入れ直すか、ウイルス対策ソフトの記録を確かめてください。"
            )
        self._ready = True

    def _cause_of_death(self) -> str:
        """The code of the finding, by how the process ended."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(0.5)
        self._process.kill()
        code = self._process.wait()
        _LOG.debug("worker ended with %s: %s", code, self._last_words())
        return "file-memory" if code == OUT_OF_MEMORY else "file-crashed"

    def _last_words(self) -> str:
        """The end of what the process wrote to stderr, for whoever looks for a defect of ours."""
        end = self._complaints.seek(0, os.SEEK_END)
        self._complaints.seek(max(0, end - 2000))
        return self._complaints.read().decode("utf-8", "replace")
