"""What stops the program, and the exit code that each kind carries (the interface of the command line)."""

from __future__ import annotations

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit codes of `kaigi`, part of its interface."""

    DONE = 0
    FINDINGS = 1
    USAGE = 2
    INPUT = 3
    PACKAGE = 4
    OUTPUT = 5
    DEFECT = 70
    INTERRUPTED = 130


class KaigiError(Exception):
    """Anything raised on purpose; its message is Japanese and names the thing, the reason and the next step."""

    exit_code: ExitCode = ExitCode.DEFECT


class UsageFault(KaigiError):
    """The call itself cannot be carried out as it was given."""

    exit_code = ExitCode.USAGE


class InputUnreadable(KaigiError):
    """The meeting folder, its settings book or a file argument cannot be opened."""

    exit_code = ExitCode.INPUT


class PackageIncomplete(KaigiError):
    """A font, a template or a package of our own is missing."""

    exit_code = ExitCode.PACKAGE


class OutputFault(KaigiError):
    """An output cannot be written, or failed its own proof."""

    exit_code = ExitCode.OUTPUT
