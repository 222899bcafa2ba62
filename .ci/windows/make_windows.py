"""Makes outputs/windows/kaigi_docs-<version>-windows.zip: everything for a Windows PC without internet and administrator rights.

    python .ci/windows/make_windows.py                          wheels of wheels.lock, unpacked beside batch files
    python .ci/windows/make_windows.py --python-embed FILE.zip  the same with the embeddable Python of that zip inside
    python .ci/windows/make_windows.py --update-lock            writes wheels.lock anew from pyproject.toml and requirements.lock

Wheels are fetched once, each checked against its sha256 in wheels.lock; the packages are then resolved with --no-index.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

HERE = Path(__file__).resolve().parent
CHECKOUT = HERE.parents[1]
LOCK = HERE / "wheels.lock"
BATCH_FILES = HERE / "batch"
BUILD = CHECKOUT / "build" / "windows"
OUTPUT = CHECKOUT / "outputs" / "windows"
PYTHON_VERSION = "3.11"
TARGET = ("--platform", "win_amd64", "--python-version", PYTHON_VERSION, "--implementation", "cp", "--only-binary=:all:")
WINDOWS = {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt", "platform_machine": "AMD64", "extra": ""}
PATH_FILE = "python311.zip\r\n.\r\n..\\app\r\n"
FIXED_DATE = (2020, 1, 1, 0, 0, 0)
_LOCKED = re.compile(r"(?P<name>[A-Za-z0-9_.-]+)==(?P<version>\S+) --hash=sha256:(?P<sha256>[0-9a-f]{64})  # (?P<file>\S+\.whl)")


@dataclass(frozen=True, slots=True)
class Wheel:
    """One line of wheels.lock."""

    name: str
    version: str
    sha256: str
    file: str

    def __str__(self) -> str:
        """The line, as pip reads it too."""
        return f"{self.name}=={self.version} --hash=sha256:{self.sha256}  # {self.file}"


def read_lock(path: Path = LOCK) -> tuple[Wheel, ...]:
    """The wheels of the lock.

    Raises:
        ValueError: a line is not `name==version --hash=sha256:…  # file`.
    """
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    found = [_LOCKED.fullmatch(line) for line in lines]
    if None in found:
        raise ValueError(f"{path.name}: {lines[found.index(None)]}")
    return tuple(Wheel(**match.groupdict()) for match in found if match is not None)


def runtime_requirements() -> dict[str, Requirement]:
    """Every package that kaigi_docs needs on Windows, by canonical name: its dependencies and theirs."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    found: dict[str, Requirement] = {}
    waiting = [Requirement(line) for line in project["dependencies"]]
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        if name not in found and _is_wanted(requirement):
            found[name] = requirement
            waiting += [Requirement(line) for line in _requires(name)]
    return found


def _is_wanted(requirement: Requirement) -> bool:
    return requirement.marker is None or requirement.marker.evaluate(WINDOWS)


def _requires(name: str) -> list[str]:
    """What an installed package needs; one that only Windows needs is not installed here and needs nothing itself."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def update_lock() -> None:
    """Writes wheels.lock: the versions of requirements.lock as wheels for Windows."""
    pinned = _pinned_versions()
    wanted = [f"{name}=={pinned[name]}" if name in pinned else name for name in sorted(runtime_requirements())]
    folder = BUILD / "lock"
    _pip("download", "--no-deps", *TARGET, "-d", str(folder), *wanted)
    wheels = sorted((_wheel_of(path) for path in folder.glob("*.whl")), key=lambda wheel: wheel.name)
    head = f"# Wheels for Windows (win_amd64, CPython {PYTHON_VERSION}); written by make_windows.py --update-lock"
    LOCK.write_text("\n".join((head, *map(str, wheels))) + "\n", encoding="utf-8")


def _pinned_versions() -> Mapping[str, str]:
    lines = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8").split()
    return {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}


def _wheel_of(path: Path) -> Wheel:
    name, version = path.name.split("-")[:2]
    return Wheel(canonicalize_name(name), version, hashlib.sha256(path.read_bytes()).hexdigest(), path.name)


def make_zip(python_embed: Path | None) -> Path:
    """The zip: own wheel, locked wheels, resolved without an index, batch files and, if given, the embeddable Python."""
    wheels, app = BUILD / "wheels", BUILD / "app"
    if not all((wheels / wheel.file).is_file() for wheel in read_lock()):
        _pip("download", "--no-deps", "--require-hashes", *TARGET, "-d", str(wheels), "-r", str(LOCK))
    own = _own_wheel()
    _remove(app)
    names = [f"{wheel.name}=={wheel.version}" for wheel in read_lock()]
    _pip("install", "--no-index", "--find-links", str(wheels), *TARGET, "--no-compile", "--target", str(app), str(own), *names)
    OUTPUT.mkdir(parents=True, exist_ok=True)
    path = OUTPUT / f"{own.name.split('-py3')[0]}-windows.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in sorted(_files(app, python_embed).items()):
            archive.writestr(_entry(f"kaigi_docs/{name}"), content)
    return path


def _files(app: Path, python_embed: Path | None) -> dict[str, bytes]:
    """Every file of the zip by its name below kaigi_docs/."""
    files = dict(_app_files(app)) | dict(_texts()) | dict(_python_files(python_embed))
    return files | {"部品の一覧.txt": _windows_text(_parts_list(app))}


def _own_wheel() -> Path:
    folder = BUILD / "own"
    _remove(folder)
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)], cwd=CHECKOUT, check=True)
    return next(folder.glob("*.whl"))


def _app_files(app: Path) -> Iterator[tuple[str, bytes]]:
    """What pip installed, its own programs and byte code left out."""
    for path in (path for path in app.rglob("*") if path.is_file()):
        if path.relative_to(app).parts[0] != "bin" and path.suffix != ".pyc":
            yield f"中身/app/{path.relative_to(app).as_posix()}", path.read_bytes()


def _texts() -> Iterator[tuple[str, bytes]]:
    """Batch files and notes, and the page for those who decide whether the tool may be used."""
    for path in (path for path in BATCH_FILES.rglob("*") if path.is_file()):
        yield path.relative_to(BATCH_FILES).as_posix(), _windows_text(path.read_text(encoding="utf-8"))
    yield "情報政策課の方へ.txt", _windows_text((CHECKOUT / "docs" / "it-department.md").read_text(encoding="utf-8"))


def _windows_text(text: str) -> bytes:
    """Text as cmd and Notepad of a Japanese Windows read it: code page 932, CRLF."""
    return text.replace("\n", "\r\n").encode("cp932")


def _parts_list(app: Path) -> str:
    """Name, version and licence of every package, as it says of itself."""
    found = sorted(metadata.distributions(path=[str(app)]), key=lambda each: each.metadata["Name"].lower())
    return "".join(f"{each.metadata['Name']} {each.version}\t{_licence(each.metadata)}\n" for each in found)


def _licence(tags: metadata.PackageMetadata) -> str:
    """The licence expression, else the classifiers, else the first line of the licence field."""
    classifiers = [each.rpartition(" :: ")[2] for each in tags.get_all("Classifier") or [] if each.startswith("License")]
    stated = (tags.get("License-Expression"), "、".join(classifiers), str(tags.get("License") or "").split("\n")[0])
    return next((text for text in stated if text), "（記載なし）")


def _python_files(python_embed: Path | None) -> Iterator[tuple[str, bytes]]:
    """The embeddable Python with the path of our packages; nothing without one."""
    if python_embed is None:
        return
    with zipfile.ZipFile(python_embed) as archive:
        if "python311._pth" not in archive.namelist():
            raise SystemExit(f"{python_embed} は Windows 用の Python {PYTHON_VERSION}（embeddable package）ではありません。")
        for name in archive.namelist():
            yield f"中身/python/{name}", PATH_FILE.encode() if name == "python311._pth" else archive.read(name)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, FIXED_DATE)
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


def _remove(folder: Path) -> None:
    if folder.exists():
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
        folder.rmdir()


def _pip(*arguments: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *arguments, "--quiet", "--disable-pip-version-check"], check=True)


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Windows 用の zip を作ります。")
    parser.add_argument("--python-embed", type=Path, help="python-3.11.x-embed-amd64.zip（python.org の embeddable package）")
    parser.add_argument("--update-lock", action="store_true", help="wheels.lock を作り直す")
    arguments = parser.parse_args()
    if arguments.update_lock:
        update_lock()
    else:
        print(make_zip(arguments.python_embed))


if __name__ == "__main__":
    main()
