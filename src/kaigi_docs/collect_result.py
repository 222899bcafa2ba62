"""What `kaigi collect` answers; light, so that its processes may start before anything else is loaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Finding

if TYPE_CHECKING:
    from kaigi_docs.model.collection import Collected

_LETTER_DEPTH = 3


@dataclass(frozen=True, slots=True)
class CollectResult:
    """What came back.

    Attributes:
        outputs: the files as they stand on disk, 判断/要確認.xlsx and 結果.html last; only 結果.html after errors.
        findings: everything found on the way, points to departments too.
        collected: all answers merged; None when 施策一覧 or the settings are too faulty to say what was asked.
        letters: number of 確認依頼.
        summary: one Japanese sentence with the figures.
        exit_code: DONE; FINDINGS while answers wait or files could not be read, though everything else was written; OUTPUT after
            a failed proof.
    """

    outputs: tuple[Path, ...]
    findings: tuple[Finding, ...]
    collected: Collected | None
    letters: int
    summary: str
    exit_code: ExitCode


def shown_outputs(paths: Sequence[Path], out_dir: Path) -> list[str]:
    """The paths relative to the output folder; of the letters, which may be hundreds of files, only their folders."""
    parts = (path.relative_to(out_dir).parts for path in paths)
    return list(dict.fromkeys("/".join(each) if len(each) < _LETTER_DEPTH else f"{'/'.join(each[:2])}/" for each in parts))
