"""The worker's loop: a request, a task, an answer."""

from __future__ import annotations

import faulthandler
import gc
import importlib
import os
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from kaigi_docs.read.worker import OUT_OF_MEMORY
from kaigi_docs.read.worker.confine import limit_memory, refuse_writing_and_network
from kaigi_docs.read.worker.frames import Answer, read_frame, write_frame

_MAX_REQUEST_BYTES = 1 << 20
_GRACE_SECONDS = 5.0
_OBJECTS_BETWEEN_COLLECTIONS = 10_000

Task = Callable[..., Answer]


def main(config: Mapping[str, Any]) -> None:
    """Serves until the parent closes the pipe.

    Args:
        config: `tasks` (name → 「module:function」), `preload` (names of tasks to import before the first request),
            `memory_bytes`, `seconds` (time limit of a file).
    """
    requests, answers = _take_pipes()
    limit_memory(config["memory_bytes"])
    try:
        for name in config["preload"]:
            _task(config["tasks"][name])
        # What was imported never becomes garbage; books are full of cycles, and looking through both takes a tenth of the time.
        gc.freeze()
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
        refuse_writing_and_network()
        write_frame(answers, {"ready": True})
        _serve(requests, answers, config["tasks"], config["seconds"] + _GRACE_SECONDS)
    except MemoryError:
        # Nothing may be allocated any more, so not even the interpreter is closed in order.
        os._exit(OUT_OF_MEMORY)


def _take_pipes() -> tuple[BinaryIO, BinaryIO]:
    """The two pipes to the parent, out of reach of any library that prints or asks."""
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, answers


def _serve(requests: BinaryIO, answers: BinaryIO, tasks: Mapping[str, str], seconds: float) -> None:
    """Answers each request; any fault of a task ends the process, and the parent makes a finding of it."""
    while (request := read_frame(requests, _MAX_REQUEST_BYTES)) is not None:
        task = _task(tasks[request["task"]])
        # The parent kills a late worker; this is for the case that the parent itself was killed.
        faulthandler.dump_traceback_later(seconds, exit=True, file=sys.__stderr__ or 2)
        answer = task(Path(request["path"]), **request["options"])
        faulthandler.cancel_dump_traceback_later()
        write_frame(answers, {"answer": answer})


def _task(target: str) -> Task:
    """The function that 「module:function」 names."""
    module, _, name = target.partition(":")
    task: Task = getattr(importlib.import_module(module), name)
    return task
