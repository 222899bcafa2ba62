"""`kaigi errata`: the 正誤表 and the pages to exchange, against what was mailed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kaigi_docs.assembly import Assembled, assemble_packet
from kaigi_docs.blocks import Document
from kaigi_docs.corrections.differences import Difference, Differences, compare_records
from kaigi_docs.corrections.pages import ranges
from kaigi_docs.corrections.record import record_of
from kaigi_docs.corrections.sheet import TITLE, build_errata_sheet
from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.layout.exchange import some_pages
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.layout.running import add_running
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.mailed import Mailed, newest_mailed
from kaigi_docs.manifest import Description
from kaigi_docs.model.meeting import Meeting, PageNumbering
from kaigi_docs.outputs import OutputSet, ProofFailed
from kaigi_docs.outputs.alone import write_alone
from kaigi_docs.packet import RESULT_PAGE, default_output, parts_of
from kaigi_docs.packet_files import form_versions, origin_of
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


def errata(directory: Path, *, out: Path | None = None, report: Report = lambda step: None) -> ErrataResult:
    """Compares the packet as it would be built now with the newest one in 発送済み/, and writes 正誤表/ into the outputs.

    Codes beside those of a build: `exchange-undated`, `exchange-too-early` (差替え日), `form-changed`, `mailed-by-other-version`,
    `page-numbers-moved`.

    Limits: there is no Word file of the pages to exchange, since Word decides its pages itself.

    Args:
        directory: the meeting folder.
        out: the output folder; by default outputs/<name> beside the folder (beside inputs/ when it stands there).
        report: receives a Japanese line per step.

    Raises:
        InputUnreadable: the folder cannot be opened, nothing was mailed, or what was kept of it is damaged.
        OutputFault: a file cannot be written.
    """
    out_dir = out or default_output(directory)
    report("会議のフォルダを読んでいます")
    with Sandbox() as sandbox:
        inputs, findings = read_folder(directory, sandbox)
    mailed = newest_mailed(directory)
    if inputs is None or findings.has_errors:
        return _refused(out_dir, findings)
    assembled, faults = assemble_packet(inputs, report)
    findings.extend(faults)
    if assembled is None:
        return _refused(out_dir, findings)
    report("発送した資料と比べています")
    differences = _compare(inputs, assembled, mailed)
    _judge(inputs.meeting, mailed, differences, findings)
    return _write(inputs, assembled, mailed, differences, findings, out_dir)


def _compare(inputs: MeetingInputs, assembled: Assembled, mailed: Mailed) -> Differences:
    versions = form_versions(parts_of(inputs, assembled), inputs.meeting)
    return compare_records(mailed.record, record_of(inputs, assembled, versions))


def _judge(meeting: Meeting, mailed: Mailed, differences: Differences, findings: Findings) -> None:
    """What a clerk must know or decide before the sheets are sent."""
    if differences.is_empty:
        return
    place = Location("会議設定.xlsx", "会議", label="差替え日")
    replaced_on = meeting.dispatch.replaced_on
    if replaced_on is None:
        message = "差替え日が空なので、差し替えるページと正誤表に日付を印刷しません。"
        findings.warn("exchange-undated", place, message, "差し替える日を書いて、もう一度実行してください。")
    elif replaced_on < mailed.sent_on:
        message = f"差替え日が、発送した日（{mailed.sent_on.isoformat()}）より前です。"
        findings.warn("exchange-too-early", place, message, "日付を確かめてください。")
    if mailed.record.version != __version__:
        made_by = f"発送した資料は別の版の kaigi_docs（{mailed.record.version}）で作ったので、"
        message = f"{made_by}中身が同じページも差し替えに数えることがあります。"
        findings.warn("mailed-by-other-version", None, message, "差し替えるページを、発送した PDF と見比べてください。")
    for each in differences.exchanges:
        if each.new_form:
            message = f"{each.current.label}の設問や記入欄が変わり、様式の番号が「{each.current.form_version}」になりました。"
            hint = "委員に新しい回答書を送り、前の回答書で届いた回答は、どの設問への答えかを確かめてください。"
            findings.warn("form-changed", None, message, hint)
    if meeting.style.pages is PageNumbering.THROUGH and _pages_moved(differences):
        message = "ページ番号が通しなので、ページの増えた資料より後の番号が、お手元の資料と変わります。"
        findings.warn("page-numbers-moved", None, message, "後の資料も送り直すか、番号のずれを正誤表に書き添えてください。")


def _pages_moved(differences: Differences) -> bool:
    return any(
        len(each.old.pages if each.old else ()) != len(each.new.pages if each.new else ()) for each in differences.exchanges
    )


def _write(
    inputs: MeetingInputs, assembled: Assembled, mailed: Mailed, differences: Differences, findings: Findings, out_dir: Path
) -> ErrataResult:
    """Puts the files of the 正誤表 into their folder, none where nothing differs, and proves them."""
    output = OutputSet(out_dir / FOLDER)
    if differences.rows:
        _stage_sheet(output, inputs, build_errata_sheet(differences, inputs.meeting, mailed.sent_on))
    exchanged = exchanged_pages(inputs, assembled, differences)
    if exchanged:
        _stage_exchange(output, inputs, exchanged)
    if differences.is_empty and not (out_dir / FOLDER).exists():
        return _finished(out_dir, (), differences, mailed, findings)
    try:
        written = output.commit(origin_of(inputs))
    except ProofFailed as error:
        findings.extend(error.findings)
        return _unproven(out_dir, findings)
    findings.extend(written.findings)
    return _finished(out_dir, written.paths, differences, mailed, findings)


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
    steps = ("「直してください」の行を上から順に直し、ファイルを保存して閉じてから、もう一度実行してください。",)
    return _closed(out_dir, (), findings, (), summary, steps, ExitCode.FINDINGS)


def _unproven(out_dir: Path, findings: Findings) -> ErrataResult:
    summary = "できたファイルを読み直したところ、元の内容と違うところがありました。前のファイルはそのまま残しています。"
    steps = ("この画面を添えて、kaigi_docs の開発元に知らせてください。",)
    return _closed(out_dir, (), findings, (), summary, steps, ExitCode.OUTPUT)


def _finished(out_dir: Path, paths: Sequence[Path], differences: Differences, mailed: Mailed, findings: Findings) -> ErrataResult:
    day = mailed.sent_on.isoformat()
    if differences.is_empty:
        summary = f"{day}に発送した資料と同じです。正誤表は要りません。"
        return _closed(out_dir, paths, findings, (), summary, ("直したあとに、もう一度実行してください。",), ExitCode.DONE)
    pages = sum(len(each.exchange.pages) for each in differences.exchanges)
    summary = f"{day}に発送した資料と違うところが{len(differences.rows)}か所あります。差し替えるページは{pages}ページです。"
    steps = (
        "「正誤表.pdf」を発送した資料と見比べて、直すべきところだけが変わっているか確かめてください。",
        *(_exchange_step(each.current.label, each.exchange.pages, each.current.first_page) for each in differences.exchanges),
        "差替えページの Word はありません（Word ではページの切れ目が変わるためです）。",
    )
    return _closed(out_dir, paths, findings, differences.rows, summary, steps, ExitCode.DONE)


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
