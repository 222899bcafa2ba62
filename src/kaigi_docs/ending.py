"""How a run of `request` or `collect` ends: every way out writes 結果.html."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.outputs.alone import write_alone
from kaigi_docs.places import RESULT_PAGE
from kaigi_docs.results import Outcome, ResultTable, result_page

UNPROVEN = "できたファイルを読み直したところ、元の内容と違うところがありました。前のファイルはそのまま残しています。"
TELL_THE_MAKERS = "この画面を添えて、kaigi_docs の開発元に知らせてください。"
MEND = "「直してください」の行を上から順に直し、ファイルを保存して閉じてから、もう一度実行してください。"


@dataclass(frozen=True, slots=True)
class Closed:
    """A run that ended.

    Attributes:
        paths: the files as they stand on disk, 結果.html last.
        findings: everything found on the way.
        summary: one Japanese sentence with the figures.
        exit_code: of the command.
    """

    paths: tuple[Path, ...]
    findings: tuple[Finding, ...]
    summary: str
    exit_code: ExitCode


@dataclass(frozen=True, slots=True)
class Ending:
    """Closes a run; everything that was found is gathered here.

    Attributes:
        title: what was asked for.
        out_dir: the output folder of the meeting.
        findings: of the run so far.
    """

    title: str
    out_dir: Path
    findings: Findings = field(default_factory=Findings)

    def refused(self, where: str, not_made: str) -> Closed:
        """Nothing was made because of errors.

        Args:
            where: the files that have them, with に at its end; may be empty.
            not_made: the sentence that says so.
        """
        errors = sum(finding.severity is Severity.ERROR for finding in self.findings)
        return self._close((), f"{where}直すところが{errors}件あります。{not_made}", (MEND,), ExitCode.FINDINGS, succeeded=False)

    def unproven(self) -> Closed:
        """A file that was read back is not what it should be."""
        return self._close((), UNPROVEN, (TELL_THE_MAKERS,), ExitCode.OUTPUT, succeeded=False)

    def finished(
        self,
        paths: Sequence[Path],
        summary: str,
        steps: Sequence[str],
        *,
        shown: Sequence[str] | None = None,
        tables: Sequence[ResultTable] = (),
    ) -> Closed:
        """All files stand in their folder; what is still open makes the run end with FINDINGS.

        Args:
            paths: of the files.
            summary: one sentence with the figures.
            steps: what a person does next.
            shown: paths for the page, where they are not those of the files.
            tables: shown before what was found.
        """
        exit_code = ExitCode.FINDINGS if self.findings.has_errors else ExitCode.DONE
        return self._close(paths, summary, steps, exit_code, shown=shown, tables=tables)

    def _close(
        self,
        paths: Sequence[Path],
        summary: str,
        steps: Sequence[str],
        exit_code: ExitCode,
        *,
        succeeded: bool = True,
        shown: Sequence[str] | None = None,
        tables: Sequence[ResultTable] = (),
    ) -> Closed:
        """Writes 結果.html."""
        listed = shown if shown is not None else [path.relative_to(self.out_dir).as_posix() for path in paths]
        outcome = Outcome(self.title, succeeded, summary, listed, tuple(self.findings), tuple(steps), tables=tables)
        page, faults = write_alone(self.out_dir / RESULT_PAGE, result_page(outcome).encode("utf-8"))
        self.findings.extend(faults)
        return Closed((*paths, page), tuple(self.findings), summary, exit_code)
