"""What a Windows PC needs of us, as far as it can be tried elsewhere: wheels, batch files, names, paths, consoles."""

from __future__ import annotations

import importlib.util
import io
import re
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path, PureWindowsPath
from types import ModuleType

import pytest
from packaging.tags import compatible_tags, cpython_tags
from packaging.utils import canonicalize_name, parse_wheel_filename

import kaigi_docs
from kaigi_docs.blocks import Document
from kaigi_docs.cli import run
from kaigi_docs.errors import ExitCode
from kaigi_docs.packet import build
from kaigi_docs.packet_files import file_stems

CHECKOUT = Path(kaigi_docs.__file__).resolve().parents[2]
SCRIPT = CHECKOUT / ".ci" / "windows" / "make_windows.py"
TEXTS = sorted(path for path in (SCRIPT.parent / "batch").rglob("*") if path.is_file())
TAGS = {*cpython_tags((3, 11), platforms=["win_amd64"]), *compatible_tags((3, 11), "cp311", platforms=["win_amd64"])}
CP932_BACKSLASH_BYTES = re.compile(r"[ソ表能予十申貼暴欺構]")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    """The program that makes the zip."""
    spec = importlib.util.spec_from_file_location("make_windows", SCRIPT)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_package_that_we_need_on_windows_has_a_wheel_in_the_lock(script: ModuleType) -> None:
    locked = {canonicalize_name(wheel.name) for wheel in script.read_lock()}
    assert set(script.runtime_requirements()) == locked


def test_every_locked_wheel_runs_on_windows_with_python_3_11(script: ModuleType) -> None:
    for wheel in script.read_lock():
        name, version, _, tags = parse_wheel_filename(wheel.file)
        assert (name, str(version)) == (canonicalize_name(wheel.name), wheel.version)
        assert tags & TAGS, wheel.file


def test_the_lock_has_the_versions_that_the_tests_run_with(script: ModuleType) -> None:
    lines = (CHECKOUT / "requirements.lock").read_text(encoding="utf-8").split()
    tested = {canonicalize_name(name): version for name, _, version in (line.partition("==") for line in lines)}
    assert {wheel.name: wheel.version for wheel in script.read_lock()}.items() <= tested.items()


def test_a_lock_line_of_another_shape_is_refused(script: ModuleType, tmp_path: Path) -> None:
    lock = tmp_path / "wheels.lock"
    lock.write_text("click==8.0\n", encoding="utf-8")
    with pytest.raises(ValueError, match="click==8"):
        script.read_lock(lock)


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_texts_of_the_zip_are_code_page_932_with_windows_line_ends(script: ModuleType, path: Path) -> None:
    written = dict(script._texts())[path.relative_to(SCRIPT.parent / "batch").as_posix()]
    assert written.decode("cp932").replace("\r\n", "\n") == path.read_text(encoding="utf-8")
    assert b"\n" not in written.replace(b"\r\n", b"")


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".bat"], ids=lambda path: path.name)
def test_a_batch_file_jumps_only_to_places_that_it_has_and_names_only_files_of_the_zip(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert set(re.findall(r"goto (\w+)", text)) == set(re.findall(r"^:(\w+)", text, re.MULTILINE))
    for called in re.findall(r'call "%~dp0([^"]+)"', text):
        assert (SCRIPT.parent / "batch" / called.replace("\\", "/")).is_file()


@pytest.mark.parametrize("path", [path for path in TEXTS if path.suffix == ".bat"], ids=lambda path: path.name)
def test_no_line_of_a_batch_file_ends_in_a_character_whose_second_byte_is_a_backslash(path: Path) -> None:
    assert not [line for line in path.read_text(encoding="utf-8").splitlines() if CP932_BACKSLASH_BYTES.search(line[-1:])]


def test_the_zip_takes_the_embeddable_python_and_adds_our_packages_to_its_path(script: ModuleType, tmp_path: Path) -> None:
    embed = tmp_path / "python-3.11.9-embed-amd64.zip"
    with zipfile.ZipFile(embed, "w") as archive:
        archive.writestr("python.exe", b"MZ")
        archive.writestr("python311._pth", "python311.zip\r\n.\r\n#import site\r\n")
    assert dict(script._python_files(embed)) == {
        "中身/python/python.exe": b"MZ",
        "中身/python/python311._pth": b"python311.zip\r\n.\r\n..\\app\r\n",
    }


def test_another_zip_is_not_taken_for_the_embeddable_python(script: ModuleType, tmp_path: Path) -> None:
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "")
    with pytest.raises(SystemExit, match="embeddable package"):
        dict(script._python_files(other))


@pytest.mark.parametrize(
    "title", ["CON", "nul", "com1", "LPT9.表", "a/b\\c:d*e?f", "資料 . ", "…", "あ" * 200, "\x1f", "", "資料１　\n二行目"]
)
def test_no_file_name_is_one_that_windows_refuses(title: str) -> None:
    (stem,) = file_stems([Document("S01", title, "", ())])
    assert not PureWindowsPath(stem).is_reserved() and not PureWindowsPath(f"{stem}.docx").is_reserved()
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f]', stem) and stem == stem.strip(" .　") and 0 < len(stem) <= 70


def test_titles_that_differ_only_in_case_get_different_files() -> None:
    first, second = file_stems([Document("S01", "Report", "", ()), Document("S02", "REPORT", "", ())])
    assert first.casefold() != second.casefold()


def test_a_meeting_in_a_very_long_path_is_built(tmp_path: Path, meeting_folder: Callable[..., Path]) -> None:
    folder = meeting_folder("共有フォルダ／" + "長" * 60 + "/" + "名" * 60 + "/会議")
    result = build(folder, out=tmp_path / ("出" * 60) / "力")
    assert result.exit_code is ExitCode.DONE and all(path.is_file() for path in result.outputs)


def test_a_console_of_code_page_932_shows_every_message(monkeypatch: pytest.MonkeyPatch) -> None:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="cp932") for _ in range(2))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    assert run(["build", "会議（𠮷野・辻󠄀）"]) == 3
    err.flush()
    shown = err.buffer.getvalue().decode("cp932")  # type: ignore[attr-defined]
    assert "\\U00020bb7野" in shown and "見つかりません" in shown
