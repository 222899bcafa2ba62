"""Makes folders with returned files, and reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from kaigi_docs.read.returned.files import ReturnedFiles, read_returned
from kaigi_docs.read.sandbox import Sandbox

FIXTURES = Path(__file__).resolve().parents[2] / "data" / "returned"


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture
def fixture() -> Callable[[str], bytes]:
    """The bytes of a file that `make fixtures` wrote."""
    return lambda name: (FIXTURES / name).read_bytes()


@pytest.fixture
def returned(tmp_path: Path, sandbox: Sandbox) -> Callable[[Mapping[str, bytes]], ReturnedFiles]:
    """What is read of a meeting folder with these files in 調査票/; every file is accounted for."""

    def read(files: Mapping[str, bytes]) -> ReturnedFiles:
        for name, content in files.items():
            path = tmp_path / "調査票" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        result = read_returned(tmp_path, sandbox)
        assert result.unaccounted == ()
        return result

    return read
