"""The installed package, outside the checkout: every shipped file is in the wheel and found again."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

import kaigi_docs
from kaigi_docs.errors import PackageIncomplete
from kaigi_docs.resources import resource_path

CHECKOUT = Path(kaigi_docs.__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout without network."""
    directory = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(directory)]
    subprocess.run(command, cwd=CHECKOUT, check=True, capture_output=True)
    return next(directory.glob("*.whl"))


def test_fonts_templates_and_licences_are_found_from_the_checkout() -> None:
    for kind, name in (
        ("fonts", "BIZUDGothic-Regular.ttf"),
        ("fonts", "OFL-BIZUDMincho.txt"),
        ("templates", "cover_letter.md.j2"),
    ):
        assert resource_path(kind, name).stat().st_size > 0


def test_a_missing_part_of_the_package_is_named() -> None:
    with pytest.raises(PackageIncomplete, match="fonts/ない"):
        resource_path("fonts", "ない.ttf")


def test_the_wheel_writes_the_sample_and_builds_a_packet_outside_the_checkout(
    wheel: Path, tmp_path: Path, small_folder: Path
) -> None:
    site = tmp_path / "site"
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(site)
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); import kaigi_docs; assert kaigi_docs.__file__.startswith(sys.argv[1]);"
        "from kaigi_docs.cli import run;"
        "sys.exit(run(['new', 'mihon', '--sample']) or run(['build', sys.argv[2], '--quiet', '--out', 'packet']))"
    )
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", program, str(site), str(small_folder)],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "packet" / "会議資料一式.pdf").stat().st_size > 50_000
