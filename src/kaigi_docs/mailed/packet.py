"""`build --mailed`: when a packet may be kept as mailed, and keeping it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path, PurePosixPath

from kaigi_docs.assembly import Assembled
from kaigi_docs.corrections.record import record_of
from kaigi_docs.findings import Findings, Location
from kaigi_docs.mailed.contents import contents_of, corrected_names
from kaigi_docs.mailed.store import MAILED_FOLDER, Keeping, keep_mailed, mailing_folder
from kaigi_docs.manifest import FileEntry, Manifest
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.outputs import Written
from kaigi_docs.outputs.before import Before
from kaigi_docs.outputs.disk import Disk
from kaigi_docs.packet_files import Part, form_versions
from kaigi_docs.publishing import PRINTED_VALUES_FILE
from kaigi_docs.read.folder import MeetingInputs

PACKET_FILE = "会議資料一式.pdf"
_SINGLE_FILES = frozenset({PACKET_FILE, PRINTED_VALUES_FILE})
_FOLDERS = frozenset({"PDF", "Word", "様式"})


def mailing_faults(meeting: Meeting) -> Findings:
    """What forbids to keep a packet as mailed: `mailed-undated` (no 発送日), `mailed-draft` (still 「案」)."""
    findings = Findings()
    if meeting.dispatch.sent_on is None:
        message = "発送日が空なので、発送した資料として残せません。"
        findings.error("mailed-undated", setting("発送日"), message, "発送した日を書いてください。")
    findings.extend(draft_faults(meeting))
    return findings


def draft_faults(meeting: Meeting) -> Findings:
    """`mailed-draft` where every page carries 「案」."""
    findings = Findings()
    if meeting.is_draft:
        message = "文書番号か発行日が空で、資料に「案」と印刷されるので、発送した資料として残せません。"
        findings.error("mailed-draft", setting("文書番号"), message, "二つとも書いてから、もう一度実行してください。")
    return findings


def setting(item: str) -> Location:
    """The place of a row of the 会議 sheet."""
    return Location("会議設定.xlsx", "会議", label=item)


def rebuilt_faults(inputs: MeetingInputs, parts: Sequence[Part], out_dir: Path) -> Findings:
    """`mailed-rebuilt`, an error: the packet built last, which was probably printed, says something else than the inputs now.

    It is found before anything is written, so that the files that were printed still stand there. A packet of that 発送日 that is
    kept already is not judged here: `keep_packet` compares with it.

    Args:
        inputs: what the packet is made from now.
        parts: the packet.
        out_dir: where the last one was written.
    """
    findings = Findings()
    sent_on, last = inputs.meeting.dispatch.sent_on, Before.read(out_dir, Disk()).last
    if last is None or sent_on is None or mailing_folder(inputs.directory, sent_on).exists():
        return findings
    titles = _differing(last, parts)
    if titles:
        message = f"今の Excel で作る資料が、前に作って outputs にある資料と違います（{'、'.join(titles)}）。"
        hint = (
            "印刷したものと違う控えになるおそれがあるので、何も書き換えていません。まず --mailed を付けずに作り直し、"
            "印刷したものと同じか見比べて（違うときは印刷し直して）から、もう一度実行してください。"
        )
        findings.error("mailed-rebuilt", None, message, hint)
    return findings


def _differing(last: Manifest, parts: Sequence[Part]) -> list[str]:
    """Titles of the 資料 that the two packets do not share, those that are gone at the end."""
    before = {entry.description.material_id: entry.description for entry in last.files if entry.description.kind == "pdf"}
    known = {key: said.content_sha256 for key, said in before.items()}
    titles = [part.document.title for part in parts if known.get(part.material.id) != part.content_sha256]
    now = {part.material.id for part in parts}
    return titles + [said.title for key, said in before.items() if key not in now]


def keep_packet(
    inputs: MeetingInputs,
    assembled: Assembled,
    parts: Sequence[Part],
    out_dir: Path,
    written: Written,
    disk: Disk | None = None,
) -> Findings:
    """What to say about keeping the packet just written in 発送済み/<発送日>/.

    Codes: `mailed-written`, `mailed-kept` (notes), `mailed-word` (a warning: Word files that a person corrected),
    `mailed-differs` (an error: another packet of that day is kept).

    Raises:
        OutputFault: a file of the packet cannot be read again, or the folder cannot be written.
    """
    sent_on = inputs.meeting.dispatch.sent_on
    if sent_on is None:
        raise ValueError("mailing_faults was not asked")
    disk = disk if disk is not None else Disk()
    record = record_of(inputs, assembled, form_versions(parts, inputs.meeting))
    files = contents_of(inputs, out_dir, written, record, _is_kept, disk)
    shown = Location(f"{MAILED_FOLDER}/{sent_on.isoformat()}")
    findings = Findings()
    match keep_mailed(inputs.directory, sent_on, files, disk):
        case Keeping.WRITTEN:
            message = "発送した資料一式と、もとの Excel の控えを残しました。書き換えたり消したりしないでください。"
            findings.note("mailed-written", shown, message)
            findings.extend(_corrected_words(shown, corrected_names(files)))
        case Keeping.SAME:
            findings.note("mailed-kept", shown, "同じ資料一式が、発送したものとしてすでに残してあります。何も変えていません。")
        case Keeping.DIFFERENT:
            message = "この発送日で、中身の違う資料一式がすでに残してあります。発送したものの控えなので、置き換えません。"
            hint = (
                "発送したあとの直しは、発送日を変えずに差替え日を書き、「kaigi errata フォルダ」で正誤表と差替えページを作って、"
                "送るときに「kaigi errata フォルダ --mailed」で残してください。"
                "まだ何も送っていないときは、「発送済み」の中のこの日のフォルダを消してから、もう一度実行してください。"
            )
            findings.error("mailed-differs", shown, message, hint)
    return findings


def _corrected_words(shown: Location, names: Sequence[str]) -> Findings:
    findings = Findings()
    if names:
        message = f"手直しした Word も「手直しした Word」に残しました（{'、'.join(names)}）。控えの PDF は元のままです。"
        hint = "正誤表は Excel から作った資料と比べます。手直しの方を送ったときは、同じ直しを Excel にも書いてください。"
        findings.warn("mailed-word", shown, message, hint)
    return findings


def _is_kept(entry: FileEntry) -> bool:
    return entry.name in _SINGLE_FILES or PurePosixPath(entry.name).parts[0] in _FOLDERS
