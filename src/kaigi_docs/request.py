"""`kaigi request`: 照会, a 調査票 for each department and the letter that goes with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from kaigi_docs.declarations.status_book import AskedDepartment, asked_departments
from kaigi_docs.declarations.status_sheet import asked_fields, status_columns
from kaigi_docs.declarations.status_widths import texts_cut_off
from kaigi_docs.ending import Closed, Ending
from kaigi_docs.errors import ExitCode, UsageFault
from kaigi_docs.findings import Finding, Findings, Location
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.outputs import OutputSet, ProofFailed
from kaigi_docs.places import default_output
from kaigi_docs.read.folder import MEASURE_BOOK, SETTINGS_BOOK, MeetingInputs, read_folder
from kaigi_docs.read.inquiry import concerning_departments
from kaigi_docs.read.sandbox import Sandbox

if TYPE_CHECKING:
    from kaigi_docs.request_files import Paper

FOLDER = "照会"
TITLE = "調査票の作成"
OPINIONS_TITLE = "意見の照会"
NOT_MADE = "調査票は作っていません。"
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class RequestResult:
    """What was asked of whom.

    Attributes:
        outputs: the files as they stand on disk, 結果.html last; only 結果.html after errors.
        findings: everything found on the way.
        departments: number of 課 that are asked.
        measures: number of measures that are asked about, each counted once.
        opinions: number of opinions of members that are asked about.
        summary: one Japanese sentence with the figures.
        exit_code: DONE; FINDINGS when nothing was written because of errors; OUTPUT after a failed proof.
    """

    outputs: tuple[Path, ...]
    findings: tuple[Finding, ...]
    departments: int
    measures: int
    summary: str
    exit_code: ExitCode
    opinions: int = 0


def request(
    directory: Path,
    *,
    out: Path | None = None,
    one_book: bool = False,
    opinions: bool = False,
    force: bool = False,
    report: Report = lambda step: None,
) -> RequestResult:
    """Writes 照会/ into the outputs: 調査票 of every department with measures, 照会文 (PDF, Word, text),
    調査票の書き方 and 配布一覧.

    With `opinions` 意見の照会/ instead: what members wrote, as a book and a letter for each 課 that is named for it in
    判断/事務局の考え方.xlsx.

    What is wrong in 統計.xlsx, 指標.xlsx and スケジュール.xlsx does not matter here and is not told.

    Codes beside those of a build: `inquiry-due-blank` (調査票の締切), `inquiry-empty` (no column or no measure to ask for),
    `department-not-asked` (a note), `measure-not-asked`, `earlier-cut-off`; for opinions those of `ask_for_views`.

    Args:
        directory: the meeting folder.
        out: the output folder; by default outputs/<name> beside the folder (beside inputs/ when it stands there).
        one_book: one book with a sheet for each department instead of a book for each; not for opinions.
        opinions: ask about opinions of members instead of measures.
        force: replace books and the Word file even when a person changed them.
        report: receives a Japanese line per step.

    Raises:
        InputUnreadable: the folder or its settings book cannot be opened.
        OutputFault: a file cannot be written.
        UsageFault: `one_book` with `opinions`.
    """
    if opinions and one_book:
        raise UsageFault("--opinions と --one-book は、いっしょに使えません。意見の照会は、課ごとのブックになります。")
    ending = Ending(OPINIONS_TITLE if opinions else TITLE, out or default_output(directory))
    report("会議のフォルダを読んでいます")
    with Sandbox() as sandbox:
        sandbox.warm("book")
        from kaigi_docs.request_files import make_papers  # the renderers' libraries load while the worker starts

        inputs, findings = read_folder(directory, sandbox, for_inquiry=True)
        found = concerning_departments(findings)
        ending.findings.extend(each for each in found if not opinions or _is_of_meeting(each))
        if inputs is None:
            return _result(ending.refused("", NOT_MADE))
        if opinions:
            return _about_opinions(inputs, ending, sandbox, report, force=force)
    asked = asked_departments(inputs.meeting, inputs.packet.measures)
    ending.findings.extend(_judge(inputs, asked))
    report("照会文を組み立てています")
    papers, faults = make_papers(inputs, one_book=one_book)
    ending.findings.extend(faults)
    if ending.findings.has_errors:
        return _result(ending.refused("", NOT_MADE))
    report("調査票を書いています")
    output = OutputSet(ending.out_dir / FOLDER, force=force)
    return _write(inputs, asked, papers, output, ending, one_book=one_book)


def _is_of_meeting(finding: Finding) -> bool:
    """Whether something is wrong with more than the measures, which opinions are not about."""
    return finding.where is None or finding.where.file != MEASURE_BOOK


def _about_opinions(inputs: MeetingInputs, ending: Ending, sandbox: Sandbox, report: Report, *, force: bool) -> RequestResult:
    from kaigi_docs.opinion_request import ask_for_views, opinions_in

    closed, asked = ask_for_views(inputs, ending, sandbox, report, force=force)
    return replace(_result(closed), departments=len(asked), opinions=opinions_in(asked))


def _judge(inputs: MeetingInputs, asked: Sequence[AskedDepartment]) -> Findings:
    """Whether there is something to ask, until when, and who or what is left out."""
    findings = Findings()
    meeting, measures = inputs.meeting, inputs.packet.measures
    inquiry = meeting.inquiry
    if inquiry.due is None:
        hint = "「会議」シートの「調査票の締切」に、各課が調査票を返す日を書いてください（行がなければ加えます）。"
        findings.error("inquiry-due-blank", inquiry.due_where, "調査票の締切が空です。", hint)
    if not asked_fields(meeting):
        message = "各課に尋ねる列がありません。"
        hint = "「列」シートで、文章、評価、数値のどれかの列の「照会」を「はい」にしてください。"
        findings.error("inquiry-empty", Location(SETTINGS_BOOK, "列"), message, hint)
    if not asked:
        hint = f"{MEASURE_BOOK}に、事業と担当課を書いてください。"
        findings.error("inquiry-empty", Location(MEASURE_BOOK), "各課に尋ねる事業がありません。", hint)
    _report_left_out(meeting, asked, findings)
    for measure in (each for each in measures if not each.department_ids):
        message = f"事業「{measure.name}」は、担当課がわからないので、どの課にも尋ねません。"
        findings.warn("measure-not-asked", measure.where, message, "担当課を確かめてください。")
    for text in texts_cut_off(status_columns(meeting, measures), measures, meeting):
        message = "文が長く、調査票の行（Excel で409ポイントまで）に収まりません。調査票では終わりが隠れます。"
        findings.warn("earlier-cut-off", text.where, message, "セルを選べば全文を見られます。短くできるか確かめてください。")
    return findings


def _report_left_out(meeting: Meeting, asked: Sequence[AskedDepartment], findings: Findings) -> None:
    ids = {each.department.id for each in asked}
    for department in (each for each in meeting.departments if asked and each.id not in ids):
        message = f"「{department.name}」（{department.id}）は、担当する事業がないので、調査票を作りません。"
        findings.note("department-not-asked", department.name.where, message, "担当が変わっていないか確かめてください。")


def _write(
    inputs: MeetingInputs,
    asked: Sequence[AskedDepartment],
    papers: Sequence[Paper],
    output: OutputSet,
    ending: Ending,
    *,
    one_book: bool,
) -> RequestResult:
    """Puts all files into their folder, proven."""
    from kaigi_docs.packet_files import origin_of
    from kaigi_docs.request_files import stage_papers, stage_sheets

    stage_papers(output, inputs, papers)
    stage_sheets(output, inputs, asked, one_book=one_book)
    try:
        written = output.commit(origin_of(inputs))
    except ProofFailed as error:
        ending.findings.extend(error.findings)
        return _result(ending.unproven())
    ending.findings.extend(written.findings)
    summary = f"{len(asked)}課に調査票を作りました（{_measures(asked)}事業）。"
    return _result(ending.finished(written.paths, summary, tuple(_next_steps(one_book=one_book))), asked)


def _result(closed: Closed, asked: Sequence[AskedDepartment] = ()) -> RequestResult:
    return RequestResult(closed.paths, closed.findings, len(asked), _measures(asked), closed.summary, closed.exit_code)


def _next_steps(*, one_book: bool) -> Iterator[str]:
    """What the secretariat does now."""
    yield "「照会文.pdf」と調査票を開いて、確かめてください。直すときは、会議設定.xlsx を直してもう一度実行します。"
    sending = (
        "「照会」フォルダの「調査票_全課.xlsx」を、各課が開ける共有フォルダに写してください。"
        if one_book
        else "「照会」フォルダの「調査票」フォルダにあるファイルを、照会文と「調査票の書き方」を添えて各課に送ってください。"
    )
    yield f"{sending}メールの本文には「照会文.txt」を貼り付けられます。"
    yield "送った日と返ってきた日は「配布一覧.xlsx」に書けます。書き込んだブックは、次に実行しても置き換えません。"
    yield "返ってきた調査票は、名前も中身も変えずに、会議のフォルダの「調査票」フォルダに入れてください。"


def _measures(asked: Sequence[AskedDepartment]) -> int:
    """The number of measures, each counted once."""
    return len({measure.id for each in asked for measure in each.measures})
