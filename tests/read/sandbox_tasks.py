"""Tasks that only the tests of the sandbox ask a worker for."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any


def echo(path: Path, **options: Any) -> dict[str, Any]:
    return {"name": path.name, "options": options}


def surroundings(path: Path) -> dict[str, Any]:
    return {
        "pid": os.getpid(),
        "environment": sorted(os.environ),
        "files": [entry.name for entry in Path.cwd().iterdir()],
        "openpyxl": "openpyxl" in sys.modules,
    }


def never_ends(path: Path) -> dict[str, Any]:
    while True:
        pass


def eats_memory(path: Path) -> dict[str, Any]:
    eaten = []
    while True:
        eaten.append(bytearray(1 << 24))


def raises(path: Path) -> dict[str, Any]:
    raise KeyError(path.name)


def exits(path: Path) -> dict[str, Any]:
    os._exit(3)


def aborts(path: Path) -> dict[str, Any]:
    os.abort()


def prints_and_asks(path: Path) -> dict[str, Any]:
    print("a library that talks")
    return {"read": sys.stdin.read()}


def answers_too_much(path: Path) -> dict[str, Any]:
    return {"text": "x" * 2_000_000}


def breaks_out(path: Path) -> dict[str, Any]:
    attempts = {
        "write": lambda: Path("left behind").write_text("x", encoding="utf-8"),
        "delete": path.unlink,
        "connect": lambda: socket.create_connection(("127.0.0.1", 9), 0.1),
        "run": lambda: subprocess.run([sys.executable, "--version"], check=False),
        "shell": lambda: os.system("true"),
    }
    refused = []
    for name, attempt in attempts.items():
        try:
            attempt()
        except PermissionError:
            refused.append(name)
    return {"refused": refused, "attempted": list(attempts)}
