"""A written committee meeting of a Japanese city office: one folder in, the whole packet out.

One function per command; each returns what it wrote and what it found, and never prints or exits.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kaigi_docs.version import __version__

if TYPE_CHECKING:
    from kaigi_docs.after_mailing import errata as errata
    from kaigi_docs.collate import collate as collate
    from kaigi_docs.collect import collect as collect
    from kaigi_docs.new import new as new
    from kaigi_docs.packet import build as build
    from kaigi_docs.request import request as request

__all__ = ["__version__", "build", "collate", "collect", "errata", "new", "request"]


def __getattr__(name: str) -> Any:
    """The function of a command, imported when it is first asked for."""
    if name == "build":
        from kaigi_docs.packet import build

        return build
    if name == "collate":
        from kaigi_docs.collate import collate

        return collate
    if name == "collect":
        from kaigi_docs.collect import collect

        return collect
    if name == "errata":
        from kaigi_docs.after_mailing import errata

        return errata
    if name == "new":
        from kaigi_docs.new import new

        return new
    if name == "request":
        from kaigi_docs.request import request

        return request
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
