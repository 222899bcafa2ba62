"""Pages that a file has in common with the packet: what the proof of the packet says of them holds for the file too."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from pathlib import Path
from threading import Lock

from kaigi_docs.errors import InputUnreadable
from kaigi_docs.read.documents.drawings import page_digests


class PacketPages:
    """What each page of the finished packet draws; asked from several threads while the packet itself is proven."""

    def __init__(self) -> None:
        """Nothing known yet."""
        self._path: Future[Path] = Future()
        self._lock = Lock()
        self._read: list[str | None] | None = None

    def learn(self, path: Path) -> None:
        """Learns where the packet stands on disk; it is read when the first file is compared with it."""
        self._path.set_result(path)

    def differing(self, path: Path, wanted: Sequence[int | None]) -> frozenset[int]:
        """Which pages of a file (from 0) are not drawn exactly as wanted pages of the packet; waits for `learn`.

        Args:
            path: the file.
            wanted: for each page of the file the page of the packet (from 0) that it shows, None for one that is not there.

        Returns:
            All pages where the file cannot be read or has another number of them.
        """
        packet, found = self._digests(), _digests(path)
        everything = frozenset(range(len(wanted)))
        if found is None or len(found) != len(wanted):
            return everything
        same = {
            number
            for number, page in enumerate(wanted)
            if page is not None and page < len(packet) and packet[page] is not None and packet[page] == found[number]
        }
        return everything - same

    def _digests(self) -> list[str | None]:
        """Those of the packet."""
        path = self._path.result()
        with self._lock:
            if self._read is None:
                self._read = _digests(path) or []
            return self._read


def _digests(path: Path) -> list[str | None] | None:
    try:
        return page_digests(path)
    except InputUnreadable:
        return None
