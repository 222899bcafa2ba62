"""`kaigi request --opinions`: the opinions of members, as a sheet and a letter for each department that was named for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from kaigi_docs.declarations.opinion_book import OPINION_SHEET, opinion_book
from kaigi_docs.declarations.views import DEPARTMENT, VIEWS_FILE
from kaigi_docs.ending import Closed, Ending
from kaigi_docs.findings import Findings, Location
from kaigi_docs.materials.opinion_request import OPINION_REQUEST, build_opinion_request
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Department, Meeting
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.opinion_sheet import OpinionRow
from kaigi_docs.outputs import OutputSet, ProofFailed
from kaigi_docs.packet_files import origin_of, safe_stem
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.views import ViewsRead, read_views
from kaigi_docs.request_files import stage_book, stage_letter

FOLDER = OPINION_SHEET
NOT_MADE = "意見の照会は作っていません。"
Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class AskedForViews:
    """A department and the opinions that it is asked about."""

    department: Department
    rows: tuple[OpinionRow, ...]


def ask_for_views(
    inputs: MeetingInputs, ending: Ending, sandbox: Sandbox, report: Report, *, force: bool
) -> tuple[Closed, tuple[AskedForViews, ...]]:
    """How the run ended, and who is asked; a book, and a letter as PDF, Word and text, for each department.

    Asked about are the opinions that stand in 判断/事務局の考え方.xlsx with a 担当課 and without 考え方 or 対応方針.

    Codes beside those of `read_views` and of the letters: opinions-nothing (an error), opinion-without-department (a note).

    Args:
        inputs: the meeting and its look.
        ending: of the run, with what was found so far.
        sandbox: where the book is opened.
        report: receives a Japanese line per step.
        force: replace books and letters even when a person changed them.
    """
    report("意見を読んでいます")
    known, faults = read_views(inputs.directory, inputs.meeting.departments, sandbox)
    ending.findings.extend(faults)
    asked = asked_for_views(known, inputs.meeting)
    ending.findings.extend(_judge(known, asked))
    output = OutputSet(ending.out_dir / FOLDER, force=force)
    if not ending.findings.has_errors:
        for number, each in enumerate(asked, 1):
            report(f"意見の照会を作っています（{number}／{len(asked)}）")
            ending.findings.extend(_stage(output, inputs, each))
    if ending.findings.has_errors:
        return ending.refused("", NOT_MADE), ()
    try:
        written = output.commit(origin_of(inputs))
    except ProofFailed as error:
        ending.findings.extend(error.findings)
        return ending.unproven(), ()
    ending.findings.extend(written.findings)
    summary = f"{len(asked)}課に意見の照会を作りました（意見 {opinions_in(asked)}件）。"
    return ending.finished(written.paths, summary, tuple(_next_steps())), asked


def asked_for_views(known: ViewsRead, meeting: Meeting) -> tuple[AskedForViews, ...]:
    """The departments with opinions that nothing, or not all, was said to, in the order of the settings book."""
    pairs = (
        (each, tuple(row for row in known.rows if row.is_asked and row.department_id == each.id)) for each in meeting.departments
    )
    return tuple(AskedForViews(department, rows) for department, rows in pairs if rows)


def opinions_in(asked: Sequence[AskedForViews]) -> int:
    """The number of opinions that are asked about."""
    return sum(len(each.rows) for each in asked)


def _judge(known: ViewsRead, asked: Sequence[AskedForViews]) -> Findings:
    """Whether there is something to ask, and what is left out because nobody is named for it."""
    findings = Findings()
    if not asked and not any(row.department_id for row in known.rows):
        message = "担当課の書いてある意見がありません。"
        hint = f"kaigi collate が作る「{VIEWS_FILE}」の「{DEPARTMENT}」の列に、尋ねる課を書いてください。"
        findings.error("opinions-nothing", Location(VIEWS_FILE), message, hint)
    elif not asked:
        message = "担当課の書いてある意見には、どれも考え方と対応方針が書いてあります。"
        findings.error("opinions-nothing", Location(VIEWS_FILE), message, "尋ね直すときは、その欄を空にしてください。")
    unnamed = [row.number for row in known.rows if row.is_present and not row.department_id and not (row.view and row.action)]
    if unnamed:
        message = f"担当課の書いてない意見が{len(unnamed)}件あります（意見{'、'.join(unnamed[:20])}）。どの課にも尋ねません。"
        findings.note(
            "opinion-without-department", Location(VIEWS_FILE), message, "事務局が考え方を書くときは、そのままで構いません。"
        )
    return findings


def _stage(output: OutputSet, inputs: MeetingInputs, asked: AskedForViews) -> Findings:
    """Puts the book and the letter of one department into the set, in a folder of its own."""
    department = asked.department
    named = safe_stem(f"{department.id}_{department.name}", department.id)
    file = f"{safe_stem(f'{OPINION_SHEET}_{named}', department.id)}.xlsx"
    context = WordingContext(inputs.meeting, number_meeting(inputs.meeting))
    template = inputs.templates["opinion_request.md.j2"]
    letter, faults = build_opinion_request(context, department, len(asked.rows), file, template)
    stage_book(output, f"{named}/{file}", opinion_book(department, asked.rows, inputs.meeting))
    stem = f"{named}/{safe_stem(f'{OPINION_REQUEST}文_{named}', OPINION_REQUEST)}"
    return stage_letter(output, inputs, letter, faults, stem, inputs.meeting.follow_up.views_asked_on)


def _next_steps() -> Iterator[str]:
    """What the secretariat does now."""
    yield f"「{FOLDER}」フォルダの、課ごとのフォルダにあるブックと文を確かめて、各課に送ってください。"
    yield "返ってきたブックは、名前も中身も変えずに、会議のフォルダの「調査票」フォルダに入れてください。"
    yield f"そのあと kaigi collect を実行すると、考え方と対応方針が「{VIEWS_FILE}」の空いている欄に入ります。"
