"""The charts of tests/chart_examples.py, one of each kind, by their ids."""

from __future__ import annotations

import pytest

from chart_examples import EXAMPLES
from kaigi_docs.blocks import Chart


@pytest.fixture(scope="session")
def chart_examples() -> dict[str, Chart]:
    return EXAMPLES
