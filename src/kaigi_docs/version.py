"""The version of this package, written into every manifest."""

from __future__ import annotations

__version__ = "0.1.0"
