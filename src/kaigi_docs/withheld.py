"""公開の控え/: the list of what the public edition leaves out; a set of its own, outside the folder that is published."""

from __future__ import annotations

from pathlib import Path

from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.running import add_running
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.materials.withheld_list import WITHHELD_TITLE, build_withheld_list
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.outputs import OutputSet, Written
from kaigi_docs.packet_files import origin_of, stage_paper
from kaigi_docs.read.folder import MeetingInputs

FOLDER = "公開の控え"


def write_withheld_list(inputs: MeetingInputs, out_dir: Path, *, force: bool = False) -> Written:
    """What was written: 公開しない資料の一覧 as PDF and Word.

    Args:
        inputs: what the meeting folder says.
        out_dir: the output folder of the meeting.
        force: replace the Word file even when a person corrected it.

    Raises:
        ProofFailed: a file that was read back is not what it should be.
        OutputFault: a file cannot be written.
    """
    context = WordingContext(inputs.meeting, number_meeting(inputs.meeting))
    document = with_settled_widths(build_withheld_list(context), inputs.theme)
    (pages,) = add_running([layout_document(document, inputs.theme)], inputs.theme, through=False)
    output = OutputSet(out_dir / FOLDER, force=force)
    stage_paper(output, inputs, document, pages, WITHHELD_TITLE, inputs.meeting.issue_date)
    return output.commit(origin_of(inputs))
