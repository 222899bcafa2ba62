"""Python's garbage collector, kept from looking through pages and answers again and again while they are made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# New objects before a collection, and how much rarer the collections of older objects are.
_NEW_OBJECTS = 100_000
_OLDER = (50, 100)


@contextmanager
def rare_collections() -> Iterator[None]:
    """The collector runs rarely inside (also as a decorator), and as before afterwards.

    Pages and answers are hundreds of thousands of objects that all stay, and hardly any of them form cycles. Looking through
    them at the usual rate takes a fifth of the time of layout, a tenth of that of collecting, and frees nothing.
    """
    before = gc.get_threshold()
    gc.set_threshold(_NEW_OBJECTS, *_OLDER)
    try:
        yield
    finally:
        gc.set_threshold(*before)
