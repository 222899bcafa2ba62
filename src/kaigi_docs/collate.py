"""`kaigi collate`: 集計, what the members sent back read, told apart, counted, and written into the record."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kaigi_docs.declarations.decisions import QUESTIONS_FILE
from kaigi_docs.declarations.hand_entry import ANSWERS_FOLDER, HAND_ENTRY
from kaigi_docs.ending import Closed, Ending
from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.decisions import OF_MEMBERS, Decisions, OpenQuestion, QuestionKind
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.responses import Collation, MemberReturn, ReturnState
from kaigi_docs.outputs import OutputSet, ProofFailed
from kaigi_docs.outputs.before import MANIFEST
from kaigi_docs.places import default_output
from kaigi_docs.read.decisions import read_decisions
from kaigi_docs.read.folder import MeetingInputs, read_folder
from kaigi_docs.read.forms.files import FormsRead, read_forms
from kaigi_docs.read.forms.known import KnownForms, read_known_forms
from kaigi_docs.read.forms.unopened import with_unopened
from kaigi_docs.read.inquiry import concerning_departments
from kaigi_docs.read.sandbox import Sandbox, SandboxLimits
from kaigi_docs.read.views import read_views
from kaigi_docs.responses.collating import collate_responses
from kaigi_docs.results import ResultTable

FOLDER = "集計"
TITLE = "回答の集計"
NOT_COLLATED = "回答はまだ集計していません。前に集計したものがあれば、そのまま残しています。"
_ASKED_ASIDE = frozenset({QuestionKind.FORM_RECEIPT})
"""Days of receipt hold nothing up by themselves."""

Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class CollateResult:
    """What members answered.

    Attributes:
        outputs: the files as they stand on disk, 結果.html last; only 結果.html after errors.
        findings: everything found on the way.
        collation: all answers; None when the settings are too faulty to say what was asked.
        summary: one Japanese sentence with the figures.
        exit_code: DONE; FINDINGS while something waits for a person or could not be read, though everything else was written;
            OUTPUT after a failed proof.
    """

    outputs: tuple[Path, ...]
    findings: tuple[Finding, ...]
    collation: Collation | None
    summary: str
    exit_code: ExitCode


def collate(
    directory: Path,
    *,
    out: Path | None = None,
    round_name: str = "",
    force: bool = False,
    report: Report = lambda step: None,
) -> CollateResult:
    """Reads 回答/ and 判断/, writes 集計/ into the outputs and new questions into 判断/要確認.xlsx.

    Nothing in 回答/ is moved or changed. The result is a function of the folder alone: the same files and decisions always give
    the same result, in whatever order the files came.

    Nothing is written where no form is known, where files that were collated before are gone, and where 事務局の考え方.xlsx lacks
    columns.

    Codes beside those of the readers and of the merge: `answers-nothing` (a warning), `answers-gone`, `forms-unknown`.

    Args:
        directory: the meeting folder.
        out: the output folder; by default outputs/<name> beside the folder (beside inputs/ when it stands there).
        round_name: the round whose answers are counted; by default the present one.
        force: replace Word files even when a person changed them.
        report: receives a Japanese line per step.

    Raises:
        InputUnreadable: the folder or its settings book cannot be opened.
        UsageFault: there is no round of that name.
        OutputFault: a file cannot be written, or a book in 判断/ is open elsewhere; then nothing was written.
        AssertionError: a file or an answer was lost, a defect of ours.
    """
    out_dir = out or default_output(directory)
    ending = Ending(TITLE, out_dir)
    report("会議のフォルダを読んでいます")
    with Sandbox(SandboxLimits(workers=2)) as sandbox:
        sandbox.warm("book", "form_fields")
        # These, with the renderers' libraries, load while the workers start.
        import kaigi_docs.collate_files  # noqa: F401
        from kaigi_docs.decision_books import ensure_writable

        ensure_writable(directory)
        inputs, findings = read_folder(directory, sandbox, for_inquiry=True, round_name=round_name)
        ending.findings.extend(each for each in concerning_departments(findings) if each.severity is not Severity.NOTE)
        if inputs is None or ending.findings.has_errors:
            return _result(ending.refused("会議設定.xlsx に", NOT_COLLATED))
        known, faults = read_known_forms(directory, out_dir)
        ending.findings.extend(faults)
        read = read_forms(directory, known, inputs.meeting, sandbox, report)
        if read.unaccounted:
            raise AssertionError(f"files without a trace: {read.unaccounted[:5]}")
        read = with_unopened(read)
        ending.findings.extend(read.findings)
        if _is_without_answers(read, known, ending, inputs.meeting):
            return _result(ending.refused("", NOT_COLLATED))
        return _write(inputs, known, read, ending, sandbox, report, force=force)


def _is_without_answers(read: FormsRead, known: KnownForms, ending: Ending, meeting: Meeting) -> bool:
    """Whether there is nothing that papers could be made of, so that they would say what is not so; told in either case.

    Where nothing came yet there are papers, the letters to all members among them; where something was collated before, it cannot
    have vanished but by mistake.
    """
    findings = ending.findings
    if not known.maps:
        message = "回答書の様式の控え（「様式」フォルダ）がありません。"
        hint = "先に kaigi build で回答書を作ってください。発送したときの控えは「発送済み」にあります。"
        findings.error("forms-unknown", Location(ANSWERS_FOLDER), message, hint)
    if not read.names:
        message = "「回答」フォルダにファイルがありません。"
        if (ending.out_dir / folder_of(meeting) / MANIFEST).is_file():
            hint = "前に集計したものは、そのまま残しています。フォルダの名前を変えたか、移したのなら、元に戻してください。"
            findings.error("answers-gone", Location(ANSWERS_FOLDER), message, hint)
        else:
            hint = "委員から返ってきたファイルを、名前も中身も変えずに入れてください。電話や紙の回答は 手入力.xlsx に書きます。"
            findings.warn("answers-nothing", Location(ANSWERS_FOLDER), message, hint)
    return findings.has_errors and (not known.maps or not read.names)


def _write(
    inputs: MeetingInputs,
    known: KnownForms,
    read: FormsRead,
    ending: Ending,
    sandbox: Sandbox,
    report: Report,
    *,
    force: bool,
) -> CollateResult:
    """Merges, puts all files into their folder, proven, and the questions into their book."""
    from kaigi_docs.collate_files import questions_of_round, stage_summary
    from kaigi_docs.decision_books import add_questions
    from kaigi_docs.packet_files import origin_of
    from kaigi_docs.view_books import add_opinions

    report("回答を委員ごとにまとめています")
    decisions, faults = read_decisions(inputs.directory, sandbox, (), ())
    ending.findings.extend(each for each in faults if each.where is not None and each.where.file == QUESTIONS_FILE)
    collation = collate_responses(inputs.meeting, known.maps, read.forms, read.unread, decisions)
    ending.findings.extend(collation.findings)
    views, faults = read_views(inputs.directory, inputs.meeting.departments, sandbox)
    ending.findings.extend(faults)
    if views.is_lost:
        return _result(ending.refused("", NOT_COLLATED))
    output = OutputSet(ending.out_dir / folder_of(inputs.meeting), force=force)
    ending.findings.extend(stage_summary(output, inputs, known.maps, collation, views.views, report))
    report("書いています")
    try:
        written = output.commit(origin_of(inputs))
    except ProofFailed as error:
        ending.findings.extend(error.findings)
        return _result(ending.unproven())
    ending.findings.extend(written.findings)
    _, faults = add_questions(inputs.directory, collation.questions, decisions, sandbox, kinds=OF_MEMBERS)
    ending.findings.extend(faults)
    asked = questions_of_round(inputs, known.maps)
    added = add_opinions(inputs.directory, collation.opinions, asked, views, inputs.meeting, sandbox, pending=collation.pending)
    ending.findings.extend(added)
    return _finished(ending, inputs.meeting, collation, decisions, written.paths)


def _finished(
    ending: Ending, meeting: Meeting, collation: Collation, decisions: Decisions, paths: Sequence[Path]
) -> CollateResult:
    """All files stand in their folder; what waits for a person makes the run end with FINDINGS."""
    waiting, days = len(open_questions(collation, decisions)), len(open_days(collation, decisions))
    steps, tables = tuple(_next_steps(collation, waiting, days)), (_member_table(collation, meeting),)
    closed = ending.finished(paths, summary_of(collation, waiting, days), steps, tables=tables)
    result = _result(closed, collation)
    return replace(result, exit_code=ExitCode.FINDINGS) if waiting and result.exit_code is ExitCode.DONE else result


def _result(closed: Closed, collation: Collation | None = None) -> CollateResult:
    return CollateResult(closed.paths, closed.findings, collation, closed.summary, closed.exit_code)


def folder_of(meeting: Meeting) -> str:
    """集計, or 集計_表決 of a named round."""
    return f"{FOLDER}_{meeting.asking.id}" if meeting.asking.id else FOLDER


def open_questions(collation: Collation, decisions: Decisions) -> tuple[OpenQuestion, ...]:
    """What the secretariat has to decide before everything counts."""
    return tuple(each for each in collation.questions if each.kind not in _ASKED_ASIDE and not decisions.chosen(each))


def open_days(collation: Collation, decisions: Decisions) -> tuple[OpenQuestion, ...]:
    """The days of receipt that nobody wrote yet: answers count all the same."""
    return tuple(each for each in collation.questions if each.kind in _ASKED_ASIDE and not decisions.chosen(each))


def summary_of(collation: Collation, waiting: int, days: int) -> str:
    """「20人中17人から回収。意見 23件。3件の確認事項（ほかに受付日の確認6件）。」"""
    returned = sum(each.state is ReturnState.RETURNED for each in collation.members)
    aside = f"（ほかに受付日の確認{days}件）" if days else ""
    return f"{len(collation.members)}人中{returned}人から回収。意見 {len(collation.opinions)}件。{waiting}件の確認事項{aside}。"


def _next_steps(collation: Collation, waiting: int, days: int) -> Iterator[str]:
    """What the secretariat does now."""
    if waiting:
        yield f"「{QUESTIONS_FILE}」を開き、「答え」の列で選んでください。答えた行は、次に実行しても変わりません。"
    if days:
        yield f"「{QUESTIONS_FILE}」の「回答の受付日」には、受け取った日を書きます。空のあいだは期限内として数えます。"
    if collation.unread:
        yield f"紙の回答と読めなかった回答は、見ながら「{ANSWERS_FOLDER}/{HAND_ENTRY}.xlsx」に書き写してください。"
    if any(each.state is ReturnState.MISSING for each in collation.members):
        first = "上の紙の回答などがその委員のものでないことを確かめてから、" if collation.unread else ""
        yield f"まだ届いていない委員には、{first}「再依頼」の文を送れます。"
    yield f"新しく届いたものを「{ANSWERS_FOLDER}」フォルダに足して、何度でも実行できます。"


def _member_table(collation: Collation, meeting: Meeting) -> ResultTable:
    """One row a member."""
    names = {member.id: member.name.value for member in meeting.members}
    files = {each.id: each.where.file for each in collation.responses}
    header = ("委員", "氏名", "状態", "受付", "ファイル")
    rows = [_member_row(each, names[each.member_id], files, meeting) for each in collation.members]
    return ResultTable("委員の回答", header, rows)


def _member_row(member: MemberReturn, name: str, files: dict[str, str], meeting: Meeting) -> tuple[str, ...]:
    received = format_date(member.received.date(), meeting.style.digits) if member.received is not None else ""
    own = "、".join(files[each].partition("/")[2] for each in member.response_ids if each in files)
    return (member.member_id, name, member.state.value, received, own)
