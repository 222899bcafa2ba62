"""`kaigi errata`: the 正誤表 and the pages to exchange, against what was mailed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kaigi_docs.assembly import Assembled, assemble_packet
from kaigi_docs.blocks import Document
from kaigi_docs.corrections.differences import Difference, Differences, compare_records
from kaigi_docs.corrections.pages import ranges
from kaigi_docs.corrections.record import Record, record_of
from kaigi_docs.corrections.sheet import TITLE, build_errata_sheet, packet_as_sent
from kaigi_docs.ending import MEND, TELL_THE_MAKERS, UNPROVEN
from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Finding, Findings, Severity
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.layout.exchange import some_pages
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.layout.running import add_running
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.mailed import Mailed, correction_faults, keep_correction, newest_mailed, setting
from kaigi_docs.manifest import Description
from kaigi_docs.model.meeting import Meeting, PageNumbering
from kaigi_docs.outputs import OutputSet, ProofFailed
from kaigi_docs.outputs.alone import write_alone
from kaigi_docs.packet import parts_of
from kaigi_docs.packet_files import Part, form_versions, origin_of, stage_field_map
from kaigi_docs.places import RESULT_PAGE, default_output
from kaigi_docs.printed_values_file import stage_printed_values
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.proof.pdf import prove_pages, prove_pdf
from kaigi_docs.read.folder import MeetingInputs, read_folder
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.render.docx.document import render_docx
from kaigi_docs.render.docx.package import DocumentInfo
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.results import Outcome, result_page
from kaigi_docs.version import __version__

FOLDER = "正誤表"
EXCHANGE_NAME = "差替えページ"
EXCHANGE_MARK = "差替え"
_KEEP_STEP = (
    "委員に送るときは、「kaigi errata フォルダ --mailed」で控えを残してください。次の正誤表は、差し替えた後の資料と比べます。"
)

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class ErrataResult:
    """What was found and written.

    Attributes:
        outputs: the files as they stand on disk, 結果.html last.
        findings: everything found on the way.
        differences: rows of the 正誤表; empty where nothing differs from what was mailed.
        summary: one Japanese sentence with the figures.
        exit_code: DONE, also where nothing differs; FINDINGS when the inputs hold errors; OUTPUT after a failed proof.
    """

    outputs: tuple[Path, ...]
    findings: tuple[Finding, ...]
    differences: tuple[Difference, ...]
    summary: str
    exit_code: ExitCode


def errata(directory: Path, *, out: Path | None = None, mailed: bool = False, report: Report = lambda step: None) -> ErrataResult:
    """Compares the packet as it would be built now with the newest one in 発送済み/, and writes 正誤表/ into the outputs.

    Codes beside those of a build: `exchange-undated`, `exchange-too-early`, `exchange-kept` (差替え日), `mailed-date-changed`
    (発行日, 発送日), `form-changed`, `mailed-by-other-version`, `page-numbers-moved`; with `mailed` those of
    `correction_faults` and `keep_correction`, and `exchange-nothing`.

    Limits: there is no Word file of the pages to exchange, since Word decides its pages itself.

    Args:
        directory: the meeting folder.
        out: the output folder; by default outputs/<name> beside the folder (beside inputs/ when it stands there).
        mailed: keep what was written in 発送済み/<差替え日>/, so that the next 正誤表 compares with the packet as it is now; this
            one compares with the last mailing before that day.
        report: receives a Japanese line per step.

    Raises:
        InputUnreadable: the folder cannot be opened, nothing was mailed, or what was kept of it is damaged.
        OutputFault: a file cannot be written.
    """
    out_dir = out or default_output(directory)
    report("会議のフォルダを読んでいます")
    with Sandbox() as sandbox:
        inputs, findings = read_folder(directory, sandbox)
    base = newest_mailed(directory)
    if inputs is not None and mailed:
        findings.extend(correction_faults(inputs.meeting, base))
    if inputs is None or findings.has_errors:
        return _refused(out_dir, findings)
    if mailed:
        base = newest_mailed(directory, before=inputs.meeting.dispatch.replaced_on)
    assembled, faults = assemble_packet(inputs, report)
    findings.extend(faults)
    if assembled is None:
        return _refused(out_dir, findings)
    report("発送した資料と比べています")
    correction = _correction(inputs, assembled, base)
    _judge(inputs.meeting, base, correction.differences, findings)
    return _write(correction, findings, out_dir, keep=mailed)


@dataclass(frozen=True, slots=True)
class _Correction:
    """What is corrected.

    Attributes:
        inputs: what the packet is made from now.
        assembled: the packet now.
        parts: the same, 資料 by 資料.
        now: its record.
        mailed: what it is compared with.
        differences: between the two.
    """

    inputs: MeetingInputs
    assembled: Assembled
    parts: Sequence[Part]
    now: Record
    mailed: Mailed
    differences: Differences


def _correction(inputs: MeetingInputs, assembled: Assembled, mailed: Mailed) -> _Correction:
    parts = parts_of(inputs, assembled)
    now = record_of(inputs, assembled, form_versions(parts, inputs.meeting))
    return _Correction(inputs, assembled, parts, now, mailed, compare_records(mailed.record, now))


def _judge(meeting: Meeting, mailed: Mailed, differences: Differences, findings: Findings) -> None:
    """What a clerk must know or decide before the sheets are sent."""
    if differences.is_empty:
        return
    _judge_dates(meeting, mailed, findings)
    if mailed.record.version != __version__:
        made_by = f"発送した資料は別の版の kaigi_docs（{mailed.record.version}）で作ったので、"
        message = f"{made_by}中身が同じページも差し替えに数えることがあります。"
        findings.warn("mailed-by-other-version", None, message, "差し替えるページを、発送した PDF と見比べてください。")
    for each in differences.exchanges:
        if each.new_form:
            message = f"{each.label}の設問や記入欄が変わり、様式の番号が「{each.current.form_version}」になりました。"
            hint = "委員に新しい回答書を送り、前の回答書で届いた回答は、どの設問への答えかを確かめてください。"
            findings.warn("form-changed", None, message, hint)
    if meeting.style.pages is PageNumbering.THROUGH and _pages_moved(differences):
        message = "ページ番号が通しなので、ページの増えた資料より後の番号が、お手元の資料と変わります。"
        findings.warn("page-numbers-moved", None, message, "後の資料も送り直すか、番号のずれを正誤表に書き添えてください。")


def _judge_dates(meeting: Meeting, mailed: Mailed, findings: Findings) -> None:
    """差替え日 that is missing or does not come after the last mailing, and dates of the papers that should have stayed."""
    replaced_on, day = meeting.dispatch.replaced_on, format_date(mailed.day, meeting.style.digits)
    if replaced_on is None:
        message = "差替え日が空なので、差し替えるページと正誤表に日付を印刷しません。"
        findings.warn("exchange-undated", setting("差替え日"), message, "差し替える日を書いて、もう一度実行してください。")
    elif replaced_on < mailed.day:
        message = f"差替え日が、発送した日（{day}）より前です。"
        findings.warn("exchange-too-early", setting("差替え日"), message, "日付を確かめてください。")
    elif replaced_on == mailed.day and mailed.is_correction:
        message = f"差替え日（{day}）の差し替えは、もう発送済みです。"
        findings.warn("exchange-kept", setting("差替え日"), message, "今度の差し替えを送る日に改めてください。")
    dates = (
        ("発行日", mailed.record.issued_on, meeting.issue_date),
        ("発送日", mailed.record.sent_on, meeting.dispatch.sent_on),
    )
    for item, before, now in dates:
        if before is not None and before != now:
            message = f"{item}が、発送した資料の{item}（{format_date(before, meeting.style.digits)}）と違います。"
            hint = f"{item}は発送したときの日付のままにし、差し替える日は差替え日に書いてください。"
            findings.warn("mailed-date-changed", setting(item), message, hint)
            break  # 発送日 follows 発行日 where it is empty


def _pages_moved(differences: Differences) -> bool:
    return any(
        len(each.old.pages if each.old else ()) != len(each.new.pages if each.new else ()) for each in differences.exchanges
    )


def _write(correction: _Correction, findings: Findings, out_dir: Path, *, keep: bool) -> ErrataResult:
    """Puts the files of the 正誤表 into their folder, none where nothing differs, and proves them; keeps what was sent."""
    differences, folder = correction.differences, out_dir / FOLDER
    output = OutputSet(folder)
    _stage(output, correction)
    if differences.is_empty and not folder.exists():
        return _finished(out_dir, (), correction, findings, keep=keep)
    try:
        written = output.commit(origin_of(correction.inputs))
    except ProofFailed as error:
        findings.extend(error.findings)
        return _unproven(out_dir, findings)
    findings.extend(written.findings)
    if keep and not differences.is_empty:
        findings.extend(keep_correction(correction.inputs, correction.now, correction.mailed, folder, written))
    return _finished(out_dir, written.paths, correction, findings, keep=keep)


def _stage(output: OutputSet, correction: _Correction) -> None:
    """正誤表, 差替えページ, and the maps of answer forms that are new."""
    inputs, differences, mailed = correction.inputs, correction.differences, correction.mailed
    if differences.rows:
        exchanged_on = mailed.record.exchanged_on
        _stage_sheet(output, inputs, build_errata_sheet(differences, inputs.meeting, mailed.sent_on, exchanged_on))
    exchanged = exchanged_pages(inputs, correction.assembled, differences)
    if exchanged:
        _stage_exchange(output, inputs, exchanged)
        stage_printed_values(output, inputs, {each.current.document.id for each in differences.exchanges})
    new_forms = {each.current.document.id for each in differences.exchanges if each.new_form}
    for part, version in zip(correction.parts, form_versions(correction.parts, inputs.meeting), strict=True):
        if version is not None and part.material.id in new_forms:
            stage_field_map(output, part, inputs)


def _stage_sheet(output: OutputSet, inputs: MeetingInputs, document: Document) -> None:
    """正誤表.pdf and .docx."""
    meeting = inputs.meeting
    settled = with_settled_widths(document, inputs.theme)
    laid_out = add_running([layout_document(settled, inputs.theme)], inputs.theme, through=True)
    office, date = meeting.secretariat.name.value, meeting.dispatch.replaced_on
    title = f"{meeting.name}　{TITLE}"
    pdf = paint_pdf(laid_out, PdfInfo(title=title, author=office, created=date))
    word = render_docx(settled, inputs.theme, DocumentInfo(title=title, office=office, created=date), {})
    description = Description(kind="pdf", title=TITLE, pages=len(laid_out[0].pages))
    output.stage(f"{TITLE}.pdf", pdf, description, prove=lambda path: prove_pdf(path, laid_out, [settled]))
    described = Description(kind="word", title=TITLE)
    output.stage(f"{TITLE}.docx", word, described, person_may_edit=True, prove=lambda path: prove_docx(path, settled))


def exchanged_pages(inputs: MeetingInputs, assembled: Assembled, differences: Differences) -> list[LaidOut]:
    """The pages of each 資料 that members put in, marked 「差替え」 with its date."""
    meeting = inputs.meeting
    day = meeting.dispatch.replaced_on
    mark = EXCHANGE_MARK + (f"　{format_date(day, meeting.style.digits)}" if day is not None else "")
    bodies = [replace(body, marks=(*body.marks, mark)) for body in assembled.bodies]
    marked = add_running(bodies, inputs.theme, through=meeting.style.pages is PageNumbering.THROUGH)
    wanted = {each.new.document.id: each.exchange.pages for each in differences.exchanges if each.new is not None}
    return [some_pages(each, wanted[each.id]) for each in marked if wanted.get(each.id)]


def _stage_exchange(output: OutputSet, inputs: MeetingInputs, parts: Sequence[LaidOut]) -> None:
    """差替えページ.pdf."""
    meeting = inputs.meeting
    title = f"{meeting.name}　{EXCHANGE_NAME}"
    info = PdfInfo(title=title, author=meeting.secretariat.name.value, created=meeting.dispatch.replaced_on)
    description = Description(kind="exchange", title=EXCHANGE_NAME, pages=sum(len(part.pages) for part in parts))
    output.stage(f"{EXCHANGE_NAME}.pdf", paint_pdf(parts, info), description, prove=lambda path: prove_pages(path, parts))


def _refused(out_dir: Path, findings: Findings) -> ErrataResult:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    summary = f"直すところが{errors}件あります。正誤表は作っていません。"
    steps = (MEND,)
    return _closed(out_dir, (), findings, (), summary, steps, ExitCode.FINDINGS)


def _unproven(out_dir: Path, findings: Findings) -> ErrataResult:
    return _closed(out_dir, (), findings, (), UNPROVEN, (TELL_THE_MAKERS,), ExitCode.OUTPUT)


def _finished(out_dir: Path, paths: Sequence[Path], correction: _Correction, findings: Findings, *, keep: bool) -> ErrataResult:
    differences, mailed, digits = correction.differences, correction.mailed, correction.inputs.meeting.style.digits
    sent = packet_as_sent(mailed.sent_on, mailed.record.exchanged_on, digits)
    if differences.is_empty:
        summary = f"{sent}と同じです。正誤表は要りません。"
        if keep:
            findings.note("exchange-nothing", None, "違うところがないので、差し替えを発送したものとしては残していません。")
        return _closed(out_dir, paths, findings, (), summary, ("直したあとに、もう一度実行してください。",), ExitCode.DONE)
    pages = sum(len(each.exchange.pages) for each in differences.exchanges)
    summary = f"{sent}と違うところが{len(differences.rows)}か所あります。差し替えるページは{pages}ページです。"
    failed = findings.has_errors  # of keeping what was sent
    if failed:
        summary += "発送したものとしては残していません。"
    steps = (
        "「正誤表.pdf」を発送した資料と見比べて、直すべきところだけが変わっているか確かめてください。",
        *(_exchange_step(each.label, each.exchange.pages, each.current.first_page) for each in differences.exchanges),
        "差替えページの Word はありません（Word ではページの切れ目が変わるためです）。",
        *(() if keep else (_KEEP_STEP,)),
    )
    exit_code = ExitCode.FINDINGS if failed else ExitCode.DONE
    return _closed(out_dir, paths, findings, differences.rows, summary, steps, exit_code)


def _exchange_step(label: str, pages: Sequence[int], first_page: int) -> str:
    if not pages:
        return f"{label}は、なくなるページを抜き取るだけです。"
    return f"{label}は、{ranges([first_page + page - 1 for page in pages])}ページを差し替えます。"


def _closed(
    out_dir: Path,
    paths: Sequence[Path],
    findings: Findings,
    rows: Sequence[Difference],
    summary: str,
    steps: Sequence[str],
    exit_code: ExitCode,
) -> ErrataResult:
    """Writes 結果.html and gives the result of the run."""
    shown = [path.relative_to(out_dir).as_posix() for path in paths]
    outcome = Outcome(f"{TITLE}の作成", exit_code is ExitCode.DONE, summary, shown, tuple(findings), steps)
    page, faults = write_alone(out_dir / RESULT_PAGE, result_page(outcome).encode("utf-8"))
    findings.extend(faults)
    return ErrataResult((*paths, page), tuple(findings), tuple(rows), summary, exit_code)
