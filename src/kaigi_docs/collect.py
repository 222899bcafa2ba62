"""`kaigi collect`: 回収, what the departments sent back merged, told cell by cell, and asked for again."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from kaigi_docs.collect_result import CollectResult
from kaigi_docs.garbage import rare_collections
from kaigi_docs.read.sandbox import Sandbox, SandboxLimits

Report = Callable[[str], None]


@rare_collections()
def collect(
    directory: Path, *, out: Path | None = None, force: bool = False, report: Report = lambda step: None
) -> CollectResult:
    """Reads 調査票/ and 判断/, writes 回収/ into the outputs and new questions into 判断/要確認.xlsx.

    What departments said to opinions of members (`request(opinions=True)`) goes into blank cells of 判断/事務局の考え方.xlsx.

    回収/ holds 施策一覧 merged, 提出状況, 前年差分, a 確認依頼 with its marked sheet for each department that is asked something,
    and a 再依頼 for each that did not answer. What is wrong in 統計.xlsx, 指標.xlsx and スケジュール.xlsx does not matter here.

    Codes beside those of a build, of the readers and of the rules: `returned-nothing`.

    Args:
        directory: the meeting folder.
        out: the output folder; by default outputs/<name> beside the folder (beside inputs/ when it stands there).
        force: replace letters and sheets even when a person changed them.
        report: receives a Japanese line per step.

    Raises:
        InputUnreadable: the folder or its settings book cannot be opened.
        OutputFault: a file cannot be written, or 判断/要確認.xlsx is open elsewhere; then nothing was written.
    """
    report("会議のフォルダを読んでいます")
    with Sandbox(SandboxLimits(workers=2)) as sandbox:
        sandbox.warm("book", "returned_book")
        from kaigi_docs.collect_stages import read_and_write  # loads while the workers start

        return read_and_write(directory, out, sandbox, report, force=force)
