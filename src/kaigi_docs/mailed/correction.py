"""`errata --mailed`: keeping 正誤表 and 差替えページ, and with them the packet as members have it from now on."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from kaigi_docs.corrections.record import Record
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.mailed.contents import contents_of
from kaigi_docs.mailed.packet import draft_faults, setting
from kaigi_docs.mailed.store import MAILED_FOLDER, Keeping, Mailed, keep_mailed
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.outputs import Written
from kaigi_docs.outputs.disk import Disk
from kaigi_docs.read.folder import MeetingInputs


def correction_faults(meeting: Meeting, newest: Mailed) -> Findings:
    """What forbids to keep a correction: `mailed-undated` (no 差替え日), `exchange-too-early`, `mailed-draft`.

    Args:
        meeting: whose packet is corrected.
        newest: its last mailing; a correction of the same 差替え日 is compared with it when it comes to be kept.
    """
    findings = draft_faults(meeting)
    replaced_on, digits = meeting.dispatch.replaced_on, meeting.style.digits
    if replaced_on is None:
        message = "差替え日が空なので、差し替えを発送したものとして残せません。"
        findings.error("mailed-undated", setting("差替え日"), message, "差し替えを送る日を書いてください。")
    elif replaced_on < newest.day or (replaced_on == newest.day and not newest.is_correction):
        message = f"差替え日が、前に発送した日（{format_date(newest.day, digits)}）より後ではないので、残せません。"
        findings.error("exchange-too-early", setting("差替え日"), message, "差し替えを送る日を書いてください。")
    return findings


def keep_correction(
    inputs: MeetingInputs, now: Record, mailed: Mailed, out_dir: Path, written: Written, disk: Disk | None = None
) -> Findings:
    """What to say about keeping the files of a 正誤表 just written in 発送済み/<差替え日>/.

    The record of the packet that is kept with them has its sheets exchanged, and the 発送日 on which it was mailed.

    Codes: `mailed-written`, `mailed-kept` (notes), `mailed-differs` (an error: another correction of that day is kept).

    Args:
        inputs: what the packet is made from now.
        now: its record.
        mailed: the mailing that it corrects.
        out_dir: where the 正誤表 was written.
        written: what was done there.
        disk: the seam for tests.

    Raises:
        OutputFault: a file cannot be read again, or the folder cannot be written.
    """
    replaced_on = inputs.meeting.dispatch.replaced_on
    if replaced_on is None:
        raise ValueError("correction_faults was not asked")
    disk = disk if disk is not None else Disk()
    record = replace(now, sent_on=mailed.sent_on, exchanged_on=replaced_on)
    files = contents_of(inputs, out_dir, written, record, lambda entry: True, disk)
    shown = Location(f"{MAILED_FOLDER}/{replaced_on.isoformat()}")
    findings = Findings()
    match keep_mailed(inputs.directory, replaced_on, files, disk):
        case Keeping.WRITTEN:
            message = "発送した正誤表と差替えページの控えを残しました。次の正誤表は、差し替えた後の資料と比べます。"
            findings.note("mailed-written", shown, message)
        case Keeping.SAME:
            findings.note("mailed-kept", shown, "同じ差し替えが、発送したものとしてすでに残してあります。何も変えていません。")
        case Keeping.DIFFERENT:
            message = "この差替え日で、中身の違う差し替えがすでに残してあります。発送したものの控えなので、置き換えません。"
            hint = (
                "今の直しを別に送るときは、差替え日を今度送る日に改めてください。"
                "その日の差し替えをまだ送っていないときは、「発送済み」の中のこの日のフォルダを消してから、もう一度実行してください。"
            )
            findings.error("mailed-differs", shown, message, hint)
    return findings
