"""`kaigi build`: a meeting folder in, the whole packet out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from kaigi_docs.assembly import Assembled, assemble_packet
from kaigi_docs.errors import ExitCode, UsageFault
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.manifest import Manifest
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.numbering import Numbering, number_meeting
from kaigi_docs.outputs import OutputSet, ProofFailed, Written, set_mismatch
from kaigi_docs.outputs.alone import write_alone
from kaigi_docs.read.folder import MeetingInputs, read_folder
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.results import Outcome, result_page

if TYPE_CHECKING:
    from kaigi_docs.packet_files import Part
    from kaigi_docs.proof.figures import FileFigures

RESULT_PAGE = "結果.html"
TITLE = "会議資料一式の作成"

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did.

    Attributes:
        outputs: the files of the packet as they stand on disk, 結果.html last; only 結果.html after errors.
        findings: everything found on the way.
        summary: one Japanese sentence with the figures.
        exit_code: DONE; FINDINGS when nothing was built because of errors; OUTPUT after a failed proof.
        proof: what was measured on the files that were read back; empty unless it was asked for.
    """

    outputs: tuple[Path, ...]
    findings: tuple[Finding, ...]
    summary: str
    exit_code: ExitCode
    proof: tuple[FileFigures, ...] = ()


def build(
    directory: Path,
    *,
    out: Path | None = None,
    only: Sequence[str] = (),
    force: bool = False,
    proof: bool = False,
    report: Report = lambda step: None,
) -> BuildResult:
    """Builds the packet of a meeting folder and writes it, proven, to its output folder.

    Args:
        directory: the meeting folder.
        out: the output folder; by default outputs/<name> beside the folder (beside inputs/ when it stands there).
        only: 資料番号 (「資料3」), ids or titles of the materials to write; the packet itself is always written. Empty means all.
        force: replace Word files even when a person corrected them.
        proof: tell what was measured when the files were read back; they are read back in any case.
        report: receives a Japanese line per step.

    Raises:
        InputUnreadable: the folder or its settings book cannot be opened.
        UsageFault: `only` names no material.
        OutputFault: a file cannot be written.
    """
    out_dir = out or default_output(directory)
    report("会議のフォルダを読んでいます")
    with Sandbox() as sandbox:
        sandbox.warm("book")
        import kaigi_docs.packet_files  # noqa: F401 (the renderers' libraries load while the worker starts)

        inputs, findings = read_folder(directory, sandbox)
    findings.extend(set_mismatch(out_dir))
    if inputs is None or findings.has_errors:
        return _refused(out_dir, findings)
    return _build_packet(inputs, findings, out_dir, only, force, proof, report)


def default_output(directory: Path) -> Path:
    """outputs/<name> beside the meeting folder, or beside inputs/ when the folder stands in one."""
    resolved = directory.resolve()
    base = resolved.parent.parent if resolved.parent.name == "inputs" else resolved.parent
    return base / "outputs" / resolved.name


def _build_packet(
    inputs: MeetingInputs, findings: Findings, out_dir: Path, only: Sequence[str], force: bool, proof: bool, report: Report
) -> BuildResult:
    """The stages after reading, in order: numbers, blocks, checks, pages, files, proof, disk."""
    from kaigi_docs.packet_files import PACKET_NAME, material_prover, origin_of, stage_files
    from kaigi_docs.proof.record import ProofRecord

    chosen = chosen_materials(only, inputs.meeting, number_meeting(inputs.meeting))
    assembled, faults = assemble_packet(inputs, report)
    findings.extend(faults)
    if assembled is None:
        return _refused(out_dir, findings)
    documents = assembled.documents
    parts = _parts(inputs, assembled)
    report("PDF と Word を書き、読み直して確かめています")
    output, record = OutputSet(out_dir, force=force, partial=bool(only)), ProofRecord()
    try:
        with material_prover(parts) as prove_material:
            stage_files(output, inputs, parts, chosen, prove_material, record)
            written = output.commit(origin_of(inputs))
    except ProofFailed as error:
        findings.extend(error.findings)
        return _unproven(out_dir, findings, record.figures(documents, PACKET_NAME) if proof else ())
    findings = _once_a_file(findings, written.findings)
    return _finished(parts, written, out_dir, findings, record.figures(documents, PACKET_NAME) if proof else ())


def _parts(inputs: MeetingInputs, assembled: Assembled) -> list[Part]:
    """Each material with its pages and where they stand in the packet."""
    from kaigi_docs.packet_files import Part, content_sha256, file_stems

    parts: list[Part] = []
    first_page = 1
    stems = file_stems(assembled.documents)
    each = zip(inputs.meeting.materials, assembled.documents, assembled.looks, assembled.laid_out, stems, strict=True)
    for material, document, look, pages, stem in each:
        digest = content_sha256(document, first_page, look)
        parts.append(Part(material, document, look, pages, stem, first_page, digest))
        first_page += len(pages.pages)
    return parts


def chosen_materials(only: Sequence[str], meeting: Meeting, numbering: Numbering) -> frozenset[str]:
    """Ids of the materials that `only` names, all when it is empty.

    Raises:
        UsageFault: a name that fits no material.
    """
    if not only:
        return frozenset(material.id for material in meeting.materials)
    names: dict[str, str] = {}
    for material in meeting.materials:
        label = numbering.materials[material.id]
        for name in (material.id, material.no, label, f"資料{material.no}", material.title.value):
            names.setdefault(unicodedata.normalize("NFKC", name), material.id)
    unknown = [name for name in only if not name or unicodedata.normalize("NFKC", name) not in names]
    if unknown:
        listed = "、".join(numbering.materials.values())
        raise UsageFault(f"「{unknown[0]}」という資料はありません。この会議の資料は {listed} です。")
    return frozenset(names[unicodedata.normalize("NFKC", name)] for name in only)


def _refused(out_dir: Path, findings: Findings) -> BuildResult:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    summary = f"直すところが{errors}件あります。資料は作っていません。"
    steps = ("「直してください」の行を上から順に直し、ファイルを保存して閉じてから、もう一度実行してください。",)
    return _closed(out_dir, (), findings, summary, steps, ExitCode.FINDINGS)


def _unproven(out_dir: Path, findings: Findings, proof: Sequence[FileFigures]) -> BuildResult:
    summary = "できたファイルを読み直したところ、元の内容と違うところがありました。前のファイルはそのまま残しています。"
    steps = ("この画面を添えて、kaigi_docs の開発元に知らせてください。",)
    return _closed(out_dir, (), findings, summary, steps, ExitCode.OUTPUT, proof)


def _once_a_file(before: Findings, written: Findings) -> Findings:
    """What was found before writing and while writing; a corrected file that both name is reported once, by the latter."""
    told = {finding.where.file for finding in written if finding.where is not None}
    kept = (f for f in before if f.code != "word-corrected" or f.where is None or f.where.file not in told)
    return Findings([*kept, *written])


def _finished(
    parts: Sequence[Part], written: Written, out_dir: Path, findings: Findings, proof: Sequence[FileFigures]
) -> BuildResult:
    from kaigi_docs.packet_files import PACKET_NAME

    findings.extend(_out_of_date(parts, written.manifest))
    pages = sum(len(part.laid_out.pages) for part in parts)
    summary = (
        f"{PACKET_NAME}（{len(parts)}点、{pages}ページ）を作りました。読み直して、文字の抜けやずれがないことを確かめました。"
    )
    steps = (
        f"「{PACKET_NAME}.pdf」を開いて、内容を確かめてください。",
        "直すときは、会議設定.xlsx（文章は「文面」シート）か施策一覧.xlsx を直して、もう一度作ってください。",
        "Word のファイルを手で直しても、PDF は変わりません。手直しした Word は、次に作るときも置き換えません。",
    )
    return _closed(out_dir, written.paths, findings, summary, steps, ExitCode.DONE, proof)


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


def _closed(
    out_dir: Path,
    paths: Sequence[Path],
    findings: Findings,
    summary: str,
    steps: Sequence[str],
    exit_code: ExitCode,
    proof: Sequence[FileFigures] = (),
) -> BuildResult:
    """Writes 結果.html and gives the result of the run."""
    shown = [path.relative_to(out_dir).as_posix() for path in paths]
    outcome = Outcome(TITLE, exit_code is ExitCode.DONE, summary, shown, tuple(findings), steps, proof)
    page, faults = write_alone(out_dir / RESULT_PAGE, result_page(outcome).encode("utf-8"))
    findings.extend(faults)
    return BuildResult((*paths, page), tuple(findings), summary, exit_code, tuple(proof))
