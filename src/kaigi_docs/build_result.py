"""How a build ends: 結果.html, and the result that its caller gets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from kaigi_docs.ending import MEND, TELL_THE_MAKERS, UNPROVEN
from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.manifest import Manifest
from kaigi_docs.model.meeting import Edition
from kaigi_docs.outputs import Written
from kaigi_docs.outputs.alone import write_alone
from kaigi_docs.places import RESULT_PAGE
from kaigi_docs.results import Outcome, result_page

if TYPE_CHECKING:
    from kaigi_docs.narrative.explaining import Explained
    from kaigi_docs.packet_files import Part
    from kaigi_docs.proof.figures import FileFigures

TITLES = {
    Edition.MEMBERS: "会議資料一式の作成",
    Edition.PUBLIC: "公開用の会議資料一式の作成",
    Edition.LARGE: "大活字の会議資料一式の作成",
    Edition.DRAFT: "会議資料一式（案）の作成",
}
SET_FOLDERS = {Edition.MEMBERS: "", Edition.PUBLIC: "公開用", Edition.LARGE: "大活字", Edition.DRAFT: "案"}
"""Where the set of an edition stands below the output folder; each has a manifest of its own."""
_NOT_KEPT = "発送したものとしては残していません。"
_MARKED = "どのページにも「案」と印刷しています。"
_NUMBER_AND_DATE = "決裁がおりたら、会議設定.xlsx に文書番号と発行日を書いて、もう一度作ってください。「案」の印が消えます。"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did.

    Attributes:
        outputs: the files of the packet as they stand on disk, 結果.html last; only 結果.html after errors.
        findings: everything found on the way.
        summary: one Japanese sentence with the figures.
        exit_code: DONE; FINDINGS when nothing was built because of errors; OUTPUT after a failed proof.
        proof: what was measured on the files that were read back; empty unless it was asked for.
        explained: the sentences of the statistics with their proof; empty unless they were asked for.
    """

    outputs: tuple[Path, ...]
    findings: tuple[Finding, ...]
    summary: str
    exit_code: ExitCode
    proof: tuple[FileFigures, ...] = ()
    explained: tuple[Explained, ...] = ()


@dataclass(frozen=True, slots=True)
class Ending:
    """Closes a run: everything that was found is gathered here, and every way out writes 結果.html.

    Attributes:
        edition: what was built.
        out_dir: the output folder of the meeting.
        findings: of the run so far.
    """

    edition: Edition
    out_dir: Path
    findings: Findings = field(default_factory=Findings)

    @property
    def set_dir(self) -> Path:
        """Where the files of this edition go."""
        return self.out_dir / SET_FOLDERS[self.edition]

    @property
    def page_dir(self) -> Path:
        """Where 結果.html stands: with a draft in its own folder; never in the folder that is published."""
        return self.set_dir if self.edition is Edition.DRAFT else self.out_dir

    def refused(self) -> BuildResult:
        """Nothing was built because of errors."""
        errors = _count(self.findings, Severity.ERROR)
        summary = f"直すところが{errors}件あります。資料は作っていません。"
        steps = (
            MEND,
            "直すところを紙で確かめるときは、「--draft」を付けて実行すると、印の付いた案を作ります。",
        )
        return self._closed((), summary, steps, ExitCode.FINDINGS)

    def unproven(self, proof: Sequence[FileFigures]) -> BuildResult:
        """A file that was read back is not what it should be."""
        return self._closed((), UNPROVEN, (TELL_THE_MAKERS,), ExitCode.OUTPUT, proof)

    def finished(
        self, parts: Sequence[Part], written: Sequence[Written], proof: Sequence[FileFigures], *, is_draft: bool
    ) -> BuildResult:
        """The files were written; the first set is that of the packet, whose pages carry 「案」 if `is_draft`."""
        from kaigi_docs.packet_files import PACKET_NAMES

        name, pages = PACKET_NAMES[self.edition], sum(len(part.laid_out.pages) for part in parts)
        self.findings.extend(_out_of_date(parts, written[0].manifest))
        made = f"{name}（{len(parts)}点、{pages}ページ）を作りました。"
        summary, steps = {
            Edition.MEMBERS: _finished_packet,
            Edition.PUBLIC: _finished_public,
            Edition.LARGE: _finished_large,
            Edition.DRAFT: _finished_draft,
        }[self.edition](name, made, self.findings)
        failed = self.findings.has_errors and self.edition is not Edition.DRAFT  # of keeping what was mailed
        if failed:
            summary += _NOT_KEPT
        if self.edition is Edition.MEMBERS and is_draft:
            summary, steps = summary + _MARKED, (_NUMBER_AND_DATE, *steps)
        paths = tuple(path for each in written for path in each.paths)
        return self._closed(paths, summary, steps, ExitCode.FINDINGS if failed else ExitCode.DONE, proof)

    def _closed(
        self,
        paths: Sequence[Path],
        summary: str,
        steps: Sequence[str],
        exit_code: ExitCode,
        proof: Sequence[FileFigures] = (),
    ) -> BuildResult:
        """Writes 結果.html and gives the result of the run."""
        shown = [path.relative_to(self.page_dir).as_posix() for path in paths]
        succeeded = exit_code is ExitCode.DONE
        outcome = Outcome(TITLES[self.edition], succeeded, summary, shown, tuple(self.findings), steps, proof)
        page, faults = write_alone(self.page_dir / RESULT_PAGE, result_page(outcome).encode("utf-8"))
        self.findings.extend(faults)
        return BuildResult((*paths, page), tuple(self.findings), summary, exit_code, tuple(proof))


def once_a_file(before: Findings, written: Findings) -> Findings:
    """What was found before writing and while writing; a corrected file that both name is reported once, by the latter."""
    told = {finding.where.file for finding in written if finding.where is not None}
    kept = (f for f in before if f.code != "word-corrected" or f.where is None or f.where.file not in told)
    return Findings([*kept, *written])


def _finished_packet(name: str, made: str, findings: Findings) -> tuple[str, tuple[str, ...]]:
    steps = (
        f"「{name}.pdf」を開いて、内容を確かめてください。",
        "印刷、宛名、封入には、「発送」フォルダのものを使います。",
        "直すときは、会議設定.xlsx（文章は「文面」シート）か施策一覧.xlsx を直して、もう一度作ってください。",
        "Word のファイルを手で直しても、PDF は変わりません。手直しした Word は、次に作るときも置き換えません。",
    )
    return f"{made}読み直して、文字の抜けやずれがないことを確かめました。", steps


def _finished_public(name: str, made: str, findings: Findings) -> tuple[str, tuple[str, ...]]:
    steps = (
        f"「公開用」フォルダの「{name}.pdf」を開いて、公開してよい内容かを確かめてください。",
        "公開するのは「公開用」フォルダの中だけです。「公開の控え」と、この画面は公開しません。",
    )
    return f"{made}委員限りの資料は入れていません。読み直して、文字の抜けやずれがないことを確かめました。", steps


def _finished_large(name: str, made: str, findings: Findings) -> tuple[str, tuple[str, ...]]:
    steps = (
        f"「大活字」フォルダの「{name}.pdf」を開いて、内容を確かめてください。ページ番号は、ほかの委員の資料とは違います。",
        "ふつうの大きさの資料も一緒に送ってください。回答書は、「回答書」フォルダのその委員のものが大活字です。",
    )
    return f"{made}読み直して、文字の抜けやずれがないことを確かめました。", steps


def _finished_draft(name: str, made: str, findings: Findings) -> tuple[str, tuple[str, ...]]:
    errors, warnings = (_count(findings, severity) for severity in (Severity.ERROR, Severity.WARNING))
    steps = (
        f"「案」フォルダの「{name}.pdf」の一枚目「確認するところ」を、上から順に直してください。",
        "直すところがなくなったら、「--draft」を付けずに作ってください。案は、できあがった資料一式を置き換えません。",
    )
    return f"{made}直すところが{errors}件、確かめるところが{warnings}件あります。", steps


def _count(findings: Findings, severity: Severity) -> int:
    return sum(finding.severity is severity for finding in findings)


def _out_of_date(parts: Sequence[Part], manifest: Manifest) -> Findings:
    """A warning for each file of the set that shows an earlier state of its material."""
    findings = Findings()
    fresh = {part.material.id: part.content_sha256 for part in parts}
    for entry in manifest.files:
        description = entry.description
        if description.material_id is None or description.content_sha256 is None:
            continue
        if fresh.get(description.material_id) != description.content_sha256:
            findings.warn(
                "output-outdated",
                Location(entry.path),
                "会議のフォルダの Excel が、このファイルを作ったあとで変わっています。",
                "「kaigi build フォルダ」で全部を作り直してください。",
            )
    return findings
