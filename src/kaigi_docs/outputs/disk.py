"""The few calls by which outputs reach the disk: one seam, so that tests can fail every single one of them."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path
from typing import BinaryIO


class Disk:
    """The disk itself; all methods raise OSError as the operating system does."""

    def read(self, path: Path) -> bytes | None:
        """The bytes of a file, or None if there is none."""
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return None

    def sha256(self, path: Path) -> str | None:
        """The hexadecimal sha256 of a file, or None if there is none."""
        content = self.read(path)
        return None if content is None else sha256(content)

    def make_directory(self, path: Path) -> None:
        """Makes a directory and those above it; one that is there is fine."""
        path.mkdir(parents=True, exist_ok=True)

    def write(self, file: BinaryIO, content: bytes) -> None:
        """Writes into an open file and empties its buffer."""
        file.write(content)
        file.flush()

    def sync(self, file: BinaryIO) -> None:
        """Waits until an open file is on the medium."""
        os.fsync(file.fileno())

    def sync_directory(self, path: Path) -> None:
        """Waits until the names in a directory are on the medium; Windows has no such call and needs none."""
        if sys.platform != "win32":
            descriptor = os.open(path, os.O_RDONLY)
            try:
                os.fsync(descriptor)
            finally:
                os.close(descriptor)

    def replace(self, source: Path, target: Path) -> None:
        """Gives a file another name in its directory in one step, over whatever has that name."""
        source.replace(target)

    def remove(self, path: Path) -> None:
        """Removes a file; one that is gone already is fine."""
        path.unlink(missing_ok=True)

    def remove_directory(self, path: Path) -> None:
        """Removes a directory in which nothing is left."""
        path.rmdir()


def sha256(content: bytes) -> str:
    """The hexadecimal sha256 of bytes."""
    return hashlib.sha256(content).hexdigest()
