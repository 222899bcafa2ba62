"""What a worker takes from itself before it opens anything: memory without limit, the network, programs, and writing."""

from __future__ import annotations

import os
import sys
from contextlib import suppress

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED = (
    "socket.",
    "subprocess.",
    "os.exec",
    "os.fork",
    "os.link",
    "os.mkdir",
    "os.posix_spawn",
    "os.remove",
    "os.rename",
    "os.rmdir",
    "os.spawn",
    "os.startfile",
    "os.symlink",
    "os.system",
    "os.truncate",
    "webbrowser.",
)


def refuse_writing_and_network() -> None:
    """From now on, Python in this process cannot write files, open sockets or start programs."""
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[object, ...]) -> None:
    """Raises PermissionError for what a reader of files never needs.

    Source: PEP 578. Limit: it stops Python code; a C library that calls the system itself is not seen.
    """
    if event == "open":
        flags = arguments[2]
        if isinstance(flags, int) and flags & _WRITING:
            raise PermissionError(f"{event} for writing is not allowed here")
    elif event.startswith(_REFUSED):
        raise PermissionError(f"{event} is not allowed here")


def limit_memory(memory_bytes: int) -> None:
    """Sets the largest address space in bytes.

    Limits: macOS does not enforce RLIMIT_AS; there only the time limit holds.
    """
    if sys.platform == "win32":
        _limit_memory_on_windows(memory_bytes)
        return
    import resource

    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit_memory_on_windows(memory_bytes: int) -> None:
    """Puts this process into a job object of its own with JOB_OBJECT_LIMIT_PROCESS_MEMORY.

    UNTRIED: written from Microsoft's documentation of JOBOBJECT_EXTENDED_LIMIT_INFORMATION; no Windows was at hand. When a call
    fails the process goes on without the limit; the time limit of the parent still holds.
    """
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009  (the attribute exists on Windows only)
    pointer, word = ctypes.c_size_t, ctypes.c_uint32

    class Basic(ctypes.Structure):
        """JOBOBJECT_BASIC_LIMIT_INFORMATION."""

        _fields_ = (
            ("per_process_time", ctypes.c_int64),
            ("per_job_time", ctypes.c_int64),
            ("flags", word),
            ("least_working_set", pointer),
            ("largest_working_set", pointer),
            ("active_processes", word),
            ("affinity", pointer),
            ("priority_class", word),
            ("scheduling_class", word),
        )

    class Extended(ctypes.Structure):
        """JOBOBJECT_EXTENDED_LIMIT_INFORMATION."""

        _fields_ = (
            ("basic", Basic),
            ("input_output", ctypes.c_uint64 * 6),
            ("process_memory", pointer),
            ("job_memory", pointer),
            ("peak_process_memory", pointer),
            ("peak_job_memory", pointer),
        )

    process_memory_flag, extended_class = 0x00000100, 9
    kernel.CreateJobObjectW.restype = ctypes.c_void_p
    kernel.GetCurrentProcess.restype = ctypes.c_void_p
    limits = Extended(basic=Basic(flags=process_memory_flag), process_memory=memory_bytes)
    job = ctypes.c_void_p(kernel.CreateJobObjectW(None, None))
    kernel.SetInformationJobObject(job, extended_class, ctypes.byref(limits), ctypes.sizeof(limits))
    kernel.AssignProcessToJobObject(job, ctypes.c_void_p(kernel.GetCurrentProcess()))
