"""Single files outside the manifest: 結果.html, whole, old or new, and written also when a set is not; and files that are never
replaced."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path

from kaigi_docs.errors import OutputFault
from kaigi_docs.findings import Findings, Location
from kaigi_docs.outputs.disk import Disk

TRIES = 9


def write_alone(path: Path, content: bytes, disk: Disk | None = None) -> tuple[Path, Findings]:
    """Where the file now stands: its own name, or 「名前(2)」 and a warning while another program holds that one open.

    Raises:
        OutputFault: the directory cannot be written.
    """
    disk = disk if disk is not None else Disk()
    findings = Findings()
    temporary = path.with_name(f".kaigi-{path.name}.tmp")
    try:
        disk.make_directory(path.parent)
        with temporary.open("wb") as file:
            disk.write(file, content)
            disk.sync(file)
        target = _replace_free(temporary, path, disk)
    except OSError as error:
        raise OutputFault(
            f"「{path}」を書き出せません（{error.strerror or error}）。フォルダに書き込めるか確かめて、もう一度実行してください。"
        ) from error
    if target != path:
        message = f"「{path.name}」がほかのソフトで開かれているため、「{target.name}」に書きました。"
        findings.warn("output-open", Location(target.name), message, "開いているものを閉じてください。")
    return target, findings


def write_new(path: Path, content: bytes) -> None:
    """Writes a file that was not there; a broken attempt leaves nothing behind.

    Raises:
        FileExistsError: there is a file of that name, which stays as it is.
        OSError: the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        except OSError:
            file.close()
            path.unlink(missing_ok=True)
            raise


def _replace_free(temporary: Path, path: Path, disk: Disk) -> Path:
    """Gives the temporary file its name, or the first numbered one that no program holds open."""
    for number in count(1):
        target = path if number == 1 else path.with_name(f"{path.stem}({number}){path.suffix}")
        try:
            disk.replace(temporary, target)
        except PermissionError:
            if number == TRIES:
                disk.remove(temporary)
                raise
        else:
            return target
    raise AssertionError("count never ends")
