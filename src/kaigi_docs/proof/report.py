"""Differences that a proof found, as findings: a limited number for each file, each with its place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kaigi_docs.findings import Findings, Location

MOST = 20
AROUND = 8
HINT = "プログラムの不具合です。このファイルは配らずに、元の文を書き換えて試すか、開発元に知らせてください。"


class Report:
    """The differences of one file."""

    def __init__(self, file: str) -> None:
        """No difference yet; `file` is what the messages call the file."""
        self._file = file
        self._findings = Findings()
        self._left_out = 0
        self._counts: Counter[str] = Counter()

    def add(self, code: str, message: str, *, page: int | None = None, label: str = "", source: Location | None = None) -> None:
        """Adds an error.

        Args:
            code: stable name, `proof-…`.
            message: what differs, a Japanese sentence.
            page: from 1.
            label: the text around the place.
            source: the cell or line of the office's own file that the text came from.
        """
        self._counts[code] += 1
        if len(self._findings) >= MOST:
            self._left_out += 1
            return
        origin = f"もとの文は {source} にあります。" if source is not None else ""
        self._findings.error(code, Location(self._file, page=page, label=label or None), message + origin, HINT)

    def count(self, *codes: str) -> int:
        """How many differences of these codes were added, or of all."""
        return sum(self._counts[code] for code in codes) if codes else self._counts.total()

    def findings(self) -> Findings:
        """At most 20 errors, and one more that counts those left out."""
        if self._left_out:
            message = f"ほかに{self._left_out}件の違いがあります。"
            self._findings.error("proof-more", Location(self._file), message, HINT)
            self._left_out = 0
        return self._findings


def excerpt(texts: Sequence[str], marked: Sequence[int]) -> str:
    """Some text around the marked characters; what lies between the first and the last of them stands in 【】.

    Args:
        texts: characters.
        marked: the numbers of at least one of them, ascending.
    """
    first, end = marked[0], marked[-1] + 1
    head = "…" if first > AROUND else ""
    tail = "…" if end + AROUND < len(texts) else ""
    before, inside, after = texts[max(0, first - AROUND) : first], texts[first:end], texts[end : end + AROUND]
    return f"{head}{''.join(before)}【{''.join(inside)}】{''.join(after)}{tail}"
