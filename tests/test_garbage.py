from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from kaigi_docs.garbage import rare_collections


@pytest.fixture(autouse=True)
def usual_rate() -> Iterator[None]:
    """Python's own thresholds; those of the other tests are higher."""
    of_tests = gc.get_threshold()
    gc.set_threshold(700, 10, 10)
    yield
    gc.set_threshold(*of_tests)


def test_the_collector_runs_rarely_inside_and_as_before_afterwards():
    before = gc.get_threshold()
    with rare_collections():
        assert gc.isenabled()
        assert gc.get_threshold()[0] > 100 * before[0]
    assert gc.get_threshold() == before


def test_a_failure_inside_leaves_the_collector_as_it_was():
    before = gc.get_threshold()
    with pytest.raises(KeyError), rare_collections():
        raise KeyError
    assert gc.get_threshold() == before
