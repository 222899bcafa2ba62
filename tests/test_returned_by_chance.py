"""Random questions, members and answers → forms in PDF and Word → filled in, flattened, sent in any way → collated: the same."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answers_by_chance import random_meeting
from kaigi_docs.read.sandbox import Sandbox
from returned_by_chance import Returned, SentForms


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as opened:
        yield opened


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("returned") / "meeting"


@settings(max_examples=2)
@given(number=st.integers(0, 2**32))
def test_what_members_answered_is_what_collate_tells(folder: Path, sandbox: Sandbox, number: int) -> None:
    random = Random(number)
    back = Returned(SentForms(random_meeting(random)), random)
    back.answer_all()
    assert back.faults(back.collated(folder, sandbox)) == []
