"""The stages of `kaigi collect`, in their order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from kaigi_docs.collect_result import CollectResult, shown_outputs
from kaigi_docs.decision_books import add_questions, ensure_writable, start_corrections
from kaigi_docs.declarations.decisions import CORRECTIONS_FILE, QUESTIONS_FILE
from kaigi_docs.declarations.measures import value_fields
from kaigi_docs.declarations.status_sheet import RETURNED_FOLDER
from kaigi_docs.declarations.views import VIEWS_FILE
from kaigi_docs.ending import Closed, Ending
from kaigi_docs.findings import Findings, Location, Severity
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.collection import OWING, Collected, Submission
from kaigi_docs.model.decisions import OpenQuestion, QuestionKind
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.outputs import OutputSet, ProofFailed
from kaigi_docs.places import default_output
from kaigi_docs.read.answers import Answers, read_answers
from kaigi_docs.read.folder import MeetingInputs, read_folder
from kaigi_docs.read.inquiry import concerning_departments
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.views import read_views
from kaigi_docs.results import ResultTable

if TYPE_CHECKING:
    from kaigi_docs.collect_files import Letters

FOLDER = "回収"
TITLE = "調査票の回収"
_TOLD_ELSEWHERE = frozenset({QuestionKind.POINT, QuestionKind.RECEIPT, QuestionKind.BESIDE})
"""Questions that are no open matter of their own: a point is counted as such; days of receipt and notes hold nothing up."""

Report = Callable[[str], None]


def read_and_write(directory: Path, out: Path | None, sandbox: Sandbox, report: Report, *, force: bool) -> CollectResult:
    """What `collect` answers.

    Args:
        directory, out, report, force: as `collect` has them.
        sandbox: where files are opened.

    Raises:
        InputUnreadable, OutputFault: as of `collect`.
    """
    ending = Ending(TITLE, out or default_output(directory))
    ensure_writable(directory)
    inputs, findings = read_folder(directory, sandbox, for_inquiry=True)
    ending.findings.extend(each for each in concerning_departments(findings) if each.severity is not Severity.NOTE)
    if inputs is None or ending.findings.has_errors:
        return _result(ending.refused("会議設定.xlsx と 施策一覧.xlsx に", "調査票はまだまとめていません。"))
    answers = read_answers(directory, inputs.meeting, inputs.packet.measures, sandbox, report, meanwhile=_load_renderers)
    _gather(answers, inputs.meeting, ending.findings)
    return _write(inputs, answers, ending, sandbox, report, force=force)


def _load_renderers() -> None:
    """Loads what letters are made with, which takes as long as some twenty sheets."""
    import kaigi_docs.collect_files  # noqa: F401


def _gather(answers: Answers, meeting: Meeting, findings: Findings) -> None:
    """Everything that was found about answers, points to departments last."""
    if not answers.files:
        hint = "各課から返ってきたファイルを、名前も中身も変えずに入れてください。"
        findings.warn("returned-nothing", Location(RETURNED_FOLDER), "「調査票」フォルダにファイルがありません。", hint)
    findings.extend([*answers.findings, *answers.view_findings, *answers.collected.findings])
    told = {(each.code, each.where) for each in answers.findings}
    own = {department.id for department in meeting.departments if department.own}
    for point in answers.collected.points:
        if (point.code, point.where) not in told:
            finding = point.finding()
            hint = f"{finding.hint}（所管課で確認）" if point.department_id in own else finding.hint
            findings.extend([replace(finding, hint=hint)])


def _write(
    inputs: MeetingInputs, answers: Answers, ending: Ending, sandbox: Sandbox, report: Report, *, force: bool
) -> CollectResult:
    """Puts all files into their folder, proven, and the questions into their book."""
    from kaigi_docs.collect_files import stage_books, stage_letters
    from kaigi_docs.packet_files import origin_of

    if answers.only_views:
        return _bring_views_alone(inputs, answers, ending, sandbox)
    collected = answers.collected
    output = OutputSet(ending.out_dir / FOLDER, force=force)
    stage_books(output, inputs, collected)
    letters = stage_letters(output, inputs, collected, report)
    ending.findings.extend(letters.findings)
    report("書いています")
    try:
        written = output.commit(origin_of(inputs))
    except ProofFailed as error:
        ending.findings.extend(error.findings)
        return _result(ending.unproven())
    ending.findings.extend(written.findings)
    start_corrections(inputs.directory, value_fields(inputs.meeting.measure_columns, inputs.meeting.ratings))
    _, faults = add_questions(inputs.directory, collected.questions, answers.decisions, sandbox)
    ending.findings.extend(faults)
    views_told = _bring_views(inputs, answers, sandbox, ending.findings)
    shown, tables = shown_outputs(written.paths, ending.out_dir), (department_table(collected, inputs.meeting),)
    summary, steps = f"{summary_of(answers, letters.queries)}{views_told}", tuple(_next_steps(answers, letters))
    return _result(ending.finished(written.paths, summary, steps, shown=shown, tables=tables), collected, letters.queries)


def _bring_views_alone(inputs: MeetingInputs, answers: Answers, ending: Ending, sandbox: Sandbox) -> CollectResult:
    """The end of a run where nobody was asked about measures: there is nothing to merge and nobody to be reminded."""
    _, faults = add_questions(inputs.directory, answers.collected.questions, answers.decisions, sandbox)
    ending.findings.extend(faults)
    told = _bring_views(inputs, answers, sandbox, ending.findings) or "新しく書き入れる考え方はありません。"
    steps = (f"「{VIEWS_FILE}」を確かめて、kaigi collate を実行すると、意見集約と会議録に入ります。",)
    return _result(ending.finished((), told, steps), answers.collected)


def _bring_views(inputs: MeetingInputs, answers: Answers, sandbox: Sandbox, findings: Findings) -> str:
    """「意見への考え方 3件を書き入れました。」 of what departments said to opinions; "" where nothing new was written."""
    if not answers.views:
        return ""
    from kaigi_docs.view_books import fill_views

    known, _ = read_views(inputs.directory, inputs.meeting.departments, sandbox)
    faults = fill_views(inputs.directory, answers.views, known, sandbox)
    findings.extend(faults)
    count = len({each.opinion_id for each in answers.views})
    return "" if faults.has_errors else f"意見への考え方 {count}件を書き入れました。"


def _result(closed: Closed, collected: Collected | None = None, letters: int = 0) -> CollectResult:
    return CollectResult(closed.paths, closed.findings, collected, letters, closed.summary, closed.exit_code)


def summary_of(answers: Answers, letters: int) -> str:
    """「26課中23課から回収（ほかに1課は確認待ちのファイルだけ）。17件の確認事項。確認依頼 5通。」"""
    collected = answers.collected
    held = sum(each.only_held for each in collected.submissions)
    returned = sum(each.state not in OWING for each in collected.submissions) - held
    aside = f"（ほかに{held}課は確認待ちのファイルだけ）" if held else ""
    asked = {point.where for point in collected.points}
    own = (each for each in open_questions(answers) if each.kind is not QuestionKind.UNREADABLE or each.where not in asked)
    open_points = len(collected.points) + len(list(own))
    came = f"{len(collected.submissions)}課中{returned}課から回収{aside}"
    return f"{came}。{open_points}件の確認事項。確認依頼 {letters}通。"


def open_questions(answers: Answers) -> tuple[OpenQuestion, ...]:
    """What the secretariat has to decide before answers can be used; days of receipt hold nothing up."""
    return tuple(
        question
        for question in answers.collected.questions
        if question.kind not in _TOLD_ELSEWHERE and not answers.decisions.chosen(question)
    )


def _next_steps(answers: Answers, letters: Letters) -> Iterator[str]:
    """What the secretariat does now."""
    if open_questions(answers):
        yield f"「{QUESTIONS_FILE}」を開き、「答え」の列で選んでください。答えた行は、次に実行しても変わりません。"
    if letters.queries:
        yield "「回収」フォルダの「確認依頼」を開いて確かめ、依頼文と印の付いた調査票を各課に送ってください。"
    if letters.own:
        yield "所管課の確認事項は、所管課で確かめてください。印の付いた調査票は「回収」フォルダの「所管課」にあります。"
    if letters.reminders:
        yield "まだ届いていない課には、「再依頼」フォルダの文を送れます。読めなかったファイルの課でないか、先に確かめてください。"
    yield f"事務局で直すときは、課のファイルではなく「{CORRECTIONS_FILE}」に書いてください。"
    yield "新しく届いたものを「調査票」フォルダに足して、何度でも実行できます。資料は kaigi build で作ります。"


def department_table(collected: Collected, meeting: Meeting) -> ResultTable:
    """One row a department that was asked."""
    names = {department.id: department.name.value for department in meeting.departments}
    header = ("課", "状態", "受付日", "尋ねた数", "記入済み", "未記入", "確認事項", "ファイル")
    rows = [_department_row(each, names[each.department_id], meeting) for each in collected.submissions]
    return ResultTable("各課の状況", header, rows)


def _department_row(submission: Submission, name: str, meeting: Meeting) -> tuple[str, ...]:
    received = format_date(submission.received, meeting.style.digits) if submission.received is not None else ""
    numbers = (submission.asked, submission.answered, len(submission.unfilled), len(submission.points))
    held = (f"{each}（確認待ち）" for each in submission.held)
    files = "、".join(each.partition("/")[2] for each in (*submission.files, *held))
    return (name, submission.state.value, received, *(str(number) for number in numbers), files)
