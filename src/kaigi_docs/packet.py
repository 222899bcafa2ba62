"""`kaigi build`: a meeting folder in, the whole packet out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kaigi_docs.assembly import Assembled, assemble_packet
from kaigi_docs.build_result import BuildResult as BuildResult
from kaigi_docs.build_result import Ending, once_a_file
from kaigi_docs.errors import UsageFault
from kaigi_docs.findings import Findings
from kaigi_docs.merging_questions import ask_about_merging
from kaigi_docs.model.meeting import Access, Edition, Material, MaterialKind, Meeting
from kaigi_docs.model.numbering import Numbering, number_meeting
from kaigi_docs.outputs import OutputSet, ProofFailed, Written, set_mismatch
from kaigi_docs.places import default_output
from kaigi_docs.read.folder import MeetingInputs, read_folder
from kaigi_docs.read.hand_entry import HandEntries, read_hand_entries
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.themes import large_theme

if TYPE_CHECKING:
    from kaigi_docs.dispatch_files import DispatchFiles
    from kaigi_docs.narrative.explaining import Explained
    from kaigi_docs.packet_files import Part
    from kaigi_docs.proof.figures import FileFigures

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class BuildOptions:
    """What was asked for.

    Attributes:
        edition: for whom.
        only: names of the materials to write; empty means all.
        force: whether Word files are replaced that a person corrected.
        proof: whether the figures of the proof are wanted.
        mailed: whether the packet is kept as mailed.
    """

    edition: Edition = Edition.MEMBERS
    only: tuple[str, ...] = ()
    force: bool = False
    proof: bool = False
    mailed: bool = False


def build(
    directory: Path,
    *,
    out: Path | None = None,
    only: Sequence[str] = (),
    force: bool = False,
    proof: bool = False,
    explain: bool = False,
    draft: bool = False,
    public: bool = False,
    large: bool = False,
    mailed: bool = False,
    round_name: str = "",
    report: Report = lambda step: None,
) -> BuildResult:
    """Builds the packet of a meeting folder and writes it, proven, to its output folder.

    Args:
        directory: the meeting folder.
        out: the output folder; by default outputs/<name> beside the folder (beside inputs/ when it stands there).
        only: 資料番号 (「資料3」), ids or titles of the materials to write; the packet itself is always written. Empty means all.
        force: replace Word files even when a person corrected them.
        proof: tell what was measured when the files were read back; they are read back in any case.
        explain: give every sentence of the statistics with the formula and the cells behind each of its figures.
        draft: build in spite of errors into 案/ of the output folder, every page marked 「案」, every fault 〔要確認〕 and listed
            on a first sheet; errors do not make the run fail.
        public: build the edition for publishing into 公開用/, without the 資料 for members only; what was left out is listed in
            公開の控え/.
        large: build the packet in large print (18 points and more) into 大活字/, without the 回答書 (see 回答書/).
        mailed: keep the packet in 発送済み/<発送日>/ of the meeting folder, as what was mailed.
        round_name: the round of asking whose forms the packet has (「表決」); "" for the present one.
        report: receives a Japanese line per step.

    Raises:
        InputUnreadable: the folder or its settings book cannot be opened.
        UsageFault: `only` names no material, there is no such round, or two options exclude each other.
        OutputFault: a file cannot be written.
    """
    options = _options(draft=draft, public=public, large=large, mailed=mailed, only=only, force=force, proof=proof)
    ending = Ending(options.edition, out or default_output(directory))
    report("会議のフォルダを読んでいます")
    with Sandbox() as sandbox:
        sandbox.warm("book")
        import kaigi_docs.packet_files  # noqa: F401 (the renderers' libraries load while the worker starts)

        for_draft = options.edition is Edition.DRAFT
        inputs, findings = read_folder(directory, sandbox, for_draft=for_draft, round_name=round_name)
        there = read_hand_entries(directory, sandbox) if inputs is not None else HandEntries()
    ending.findings.extend([*findings, *set_mismatch(ending.set_dir)])
    if inputs is not None and mailed:
        from kaigi_docs.mailed import mailing_faults

        ending.findings.extend(mailing_faults(inputs.meeting))
    if inputs is None or (ending.findings.has_errors and options.edition is not Edition.DRAFT):
        return ending.refused()
    result = _build_packet(inputs, there, options, ending, report)
    return replace(result, explained=_explained(inputs)) if explain else result


def _explained(inputs: MeetingInputs) -> tuple[Explained, ...]:
    from kaigi_docs.narrative.explaining import explain

    return explain(inputs.packet.statistics, inputs.meeting.style.digits)


def _options(
    *, draft: bool, public: bool, large: bool, mailed: bool, only: Sequence[str], force: bool, proof: bool
) -> BuildOptions:
    """What was asked for.

    Raises:
        UsageFault: two options exclude each other.
    """
    flags = (("--draft", draft), ("--public", public), ("--large", large), ("--mailed", mailed))
    asked = [name for name, is_asked in flags if is_asked]
    if len(asked) > 1:
        raise UsageFault(f"{asked[0]} と {asked[1]} は一緒に使えません。どちらかにしてください。")
    if mailed and only:
        raise UsageFault("--mailed は資料一式を残すので、--only と一緒には使えません。--only を外してください。")
    editions = ((Edition.DRAFT, draft), (Edition.PUBLIC, public), (Edition.LARGE, large), (Edition.MEMBERS, True))
    edition = next(each for each, is_asked in editions if is_asked)
    return BuildOptions(edition, tuple(only), force, proof, mailed)


def _build_packet(
    inputs: MeetingInputs, there: HandEntries, options: BuildOptions, ending: Ending, report: Report
) -> BuildResult:
    """The stages after reading, in order: numbers, blocks, checks, pages, files, proof, disk."""
    from kaigi_docs.answer_guide_files import stage_answer_guide
    from kaigi_docs.dispatch_files import dispatch_sha256, outdated_dispatch_files, stage_dispatch_files
    from kaigi_docs.packet_files import PACKET_NAMES, material_prover, origin_of, stage_files
    from kaigi_docs.personal_forms import stage_personal_forms
    from kaigi_docs.printed_values_file import stage_printed_values
    from kaigi_docs.proof.record import ProofRecord
    from kaigi_docs.render.pdf.paint import SharedPages

    chosen = chosen_materials(options.only, _offered(inputs.meeting, options.edition), number_meeting(inputs.meeting))
    assembled = _assembled(inputs, options.edition, ending.findings, report)
    if assembled is None:
        return ending.refused()
    parts = parts_of(inputs, assembled, options.edition)
    dispatch = _dispatch_files(inputs, assembled, parts, options, ending.findings)
    if ending.findings.has_errors and options.edition is not Edition.DRAFT:
        return ending.refused()
    if options.mailed:
        from kaigi_docs.mailed import rebuilt_faults

        ending.findings.extend(rebuilt_faults(inputs, parts, ending.set_dir))
        if ending.findings.has_errors:
            return ending.refused()
    report("PDF と Word を書き、読み直して確かめています")
    output, record = OutputSet(ending.set_dir, force=options.force, partial=bool(options.only)), ProofRecord()

    def figures() -> tuple[FileFigures, ...]:
        return record.figures(assembled.documents, PACKET_NAMES[options.edition]) if options.proof else ()

    try:
        further = dispatch.printed[len(parts) :] if dispatch is not None else ()
        with material_prover(parts, further, measured=options.proof or bool(options.only)) as prover:
            shared = SharedPages()
            stage_files(output, inputs, parts, chosen, prover, record, shared, options.edition)
            if options.edition is Edition.MEMBERS:
                stage_printed_values(output, inputs, chosen)
            if dispatch is not None:
                ending.findings.extend(stage_answer_guide(output, inputs))
                stage_dispatch_files(output, inputs, dispatch, prover, shared)
                ending.findings.extend(stage_personal_forms(output, inputs, assembled, prover))
            beside = _further_sets(inputs, options, ending)
            written = output.commit(origin_of(inputs, options.edition))
    except ProofFailed as error:
        ending.findings.extend(error.findings)
        return ending.unproven(figures())
    ending = replace(ending, findings=once_a_file(ending.findings, written.findings))
    if options.edition in (Edition.MEMBERS, Edition.DRAFT):
        ending.findings.extend(ask_about_merging(inputs))
    if dispatch is not None:
        from kaigi_docs.hand_entry_book import add_hand_entry

        ending.findings.extend(add_hand_entry(inputs, assembled, there))
    elif options.edition is Edition.MEMBERS:
        ending.findings.extend(outdated_dispatch_files(written.manifest, dispatch_sha256(inputs, parts)))
    if options.mailed:
        from kaigi_docs.mailed import keep_packet

        ending.findings.extend(keep_packet(inputs, assembled, parts, ending.set_dir, written))
    return ending.finished(parts, (written, *beside), figures(), is_draft=inputs.meeting.is_draft)


def _assembled(inputs: MeetingInputs, edition: Edition, findings: Findings, report: Report) -> Assembled | None:
    """The packet on pages, None where errors forbid it; takes what is found."""
    if edition is Edition.DRAFT:
        from kaigi_docs.drafting import assemble_draft

        draft, faults = assemble_draft(inputs, findings, report)
        findings.extend(faults)
        return draft
    shown = replace(inputs, theme=large_theme(inputs.theme)) if edition is Edition.LARGE else inputs
    assembled, faults = assemble_packet(shown, report, edition)
    findings.extend(faults)
    if assembled is not None and edition is Edition.LARGE:
        assembled = _in_large_print(assembled)
    if assembled is not None and edition is Edition.PUBLIC:
        from kaigi_docs.check.withheld import check_published

        findings.extend(check_published(inputs.meeting, assembled.documents))
    return assembled


def _in_large_print(assembled: Assembled) -> Assembled:
    """The packet without its forms: each member who needs large print has a form of that kind in 回答書/, with a map of its own.

    Raises:
        UsageFault: nothing is left.
    """
    kept = [at for at, each in enumerate(assembled.materials) if each.kind is not MaterialKind.RESPONSE_FORM]
    if not kept:
        raise UsageFault("大活字にする資料がありません（大活字の回答書は、kaigi build が「回答書」フォルダに作ります）。")
    return assembled.only(kept)


def _dispatch_files(
    inputs: MeetingInputs, assembled: Assembled, parts: Sequence[Part], options: BuildOptions, findings: Findings
) -> DispatchFiles | None:
    """What goes into 発送/, None where it is not written: it is for the whole packet of the members; takes what is found."""
    if options.edition is not Edition.MEMBERS or options.only:
        return None
    from kaigi_docs.dispatch_files import make_dispatch_files

    files, faults = make_dispatch_files(inputs, assembled, parts)
    findings.extend(faults)
    return files


def _further_sets(inputs: MeetingInputs, options: BuildOptions, ending: Ending) -> tuple[Written, ...]:
    """Sets of files beside that of the packet: for the public edition the list of what it leaves out, which stays inside."""
    if options.edition is not Edition.PUBLIC:
        return ()
    from kaigi_docs.withheld import write_withheld_list

    return (write_withheld_list(inputs, ending.out_dir, force=options.force),)


def _offered(meeting: Meeting, edition: Edition) -> Meeting:
    """The meeting with the materials that an edition has."""
    has: dict[Edition, Callable[[Material], bool]] = {
        Edition.PUBLIC: lambda each: each.access is Access.PUBLIC,
        Edition.LARGE: lambda each: each.kind is not MaterialKind.RESPONSE_FORM,
    }
    return replace(meeting, materials=tuple(filter(has.get(edition, lambda each: True), meeting.materials)))


def parts_of(inputs: MeetingInputs, assembled: Assembled, edition: Edition = Edition.MEMBERS) -> list[Part]:
    """Each material with its pages and where they stand in the packet; the public edition names no files of the office."""
    from kaigi_docs.packet_files import Part, content_sha256, file_stems

    parts: list[Part] = []
    first_page = 1
    stems = file_stems(assembled.documents)
    each = zip(
        *(assembled.materials, assembled.documents, assembled.looks, assembled.laid_out, stems, assembled.first_numbers),
        strict=True,
    )
    for material, document, look, pages, stem, number in each:
        digest = content_sha256(document, number, look)
        made_from, replaced = _foreign_source(material, inputs, edition)
        parts.append(Part(material, document, look, pages, stem, first_page, number, digest, made_from, replaced))
        first_page += len(pages.pages)
    return parts


def _foreign_source(material: Material, inputs: MeetingInputs, edition: Edition) -> tuple[str, bool]:
    """The path of the PDF of another program that a material shows, "" where there is none or nobody may know; and whether it
    has taken the material's place."""
    replacement = inputs.packet.replacements.get(material.id)
    pdf = replacement or inputs.packet.attachments.get(material.id)
    return pdf.path if pdf is not None and edition is not Edition.PUBLIC else "", replacement is not None


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
        listed = "、".join(numbering.materials[material.id] for material in meeting.materials)
        raise UsageFault(f"「{unknown[0]}」という資料はありません。この会議の資料は {listed} です。")
    return frozenset(names[unicodedata.normalize("NFKC", name)] for name in only)
