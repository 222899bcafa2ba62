"""openpyxl, loaded without numpy, which it takes for kinds of numbers that no cell of ours has.

To be imported before openpyxl. Half of the time of loading openpyxl is numpy's, in every command and in every worker.
"""

from __future__ import annotations

import sys
from typing import cast


def _load() -> None:
    """Loads openpyxl; numpy cannot be found meanwhile, as if it were not installed, unless it is loaded already."""
    if "numpy" in sys.modules:
        return
    modules = cast("dict[str, object]", sys.modules)
    modules["numpy"] = None
    try:
        import openpyxl  # noqa: F401
    finally:
        del modules["numpy"]


_load()
