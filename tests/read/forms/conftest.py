"""Makes folders with answers, and reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from answer_forms import form_meeting
from kaigi_docs.read.forms.files import FormsRead, read_forms
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.sandbox import Sandbox

Read = Callable[[Mapping[str, bytes]], FormsRead]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture(scope="module")
def known() -> KnownForms:
    """No form version is known; modules that read forms know one."""
    return KnownForms()


@pytest.fixture
def answers(tmp_path: Path, sandbox: Sandbox, known: KnownForms) -> Read:
    """What is read of a meeting folder with these files in 回答/; every file is accounted for."""

    def read(files: Mapping[str, bytes]) -> FormsRead:
        for name, content in files.items():
            path = tmp_path / "回答" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        result = read_forms(tmp_path, known, form_meeting(), sandbox)
        assert result.unaccounted == ()
        return result

    return read
