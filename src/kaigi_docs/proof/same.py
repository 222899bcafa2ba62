"""Pages that a file has in common with the packet: what the proof of the packet says of them holds for the file too."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path

from kaigi_docs.errors import InputUnreadable
from kaigi_docs.read.documents.drawings import page_digests


class PacketPages:
    """What each page of the finished packet draws; asked from several threads while the packet itself is proven."""

    def __init__(self) -> None:
        """Nothing known yet."""
        self._digests: Future[list[str | None]] = Future()

    def learn(self, path: Path) -> None:
        """Reads the packet that stands on disk."""
        self._digests.set_result(_digests(path) or [])

    def differing(self, path: Path, wanted: Sequence[int | None]) -> frozenset[int]:
        """Which pages of a file (from 0) are not drawn exactly as wanted pages of the packet; waits for `learn`.

        Args:
            path: the file.
            wanted: for each page of the file the page of the packet (from 0) that it shows, None for one that is not there.

        Returns:
            All pages where the file cannot be read or has another number of them.
        """
        packet, found = self._digests.result(), _digests(path)
        everything = frozenset(range(len(wanted)))
        if found is None or len(found) != len(wanted):
            return everything
        same = {
            number
            for number, page in enumerate(wanted)
            if page is not None and page < len(packet) and packet[page] is not None and packet[page] == found[number]
        }
        return everything - same


def _digests(path: Path) -> list[str | None] | None:
    try:
        return page_digests(path)
    except InputUnreadable:
        return None
