"""発送済み/<発送日>/ in the meeting folder: what was mailed, written once by `build --mailed` and never changed again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePosixPath

from kaigi_docs.assembly import Assembled
from kaigi_docs.corrections.record import RECORD_NAME, Record, RecordDamaged, record_from_json, record_of, record_to_json
from kaigi_docs.errors import InputUnreadable, OutputFault
from kaigi_docs.findings import Findings, Location
from kaigi_docs.manifest import FileEntry, Manifest, ManifestDamaged, manifest_from_json, manifest_to_json
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.outputs.before import MANIFEST
from kaigi_docs.outputs.disk import Disk, sha256
from kaigi_docs.packet_files import Part, form_versions
from kaigi_docs.read.folder import MeetingInputs

MAILED_FOLDER = "発送済み"
PACKET_FILE = "会議資料一式.pdf"
_FOLDERS = frozenset({"PDF", "Word", "様式"})
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEMPORARY = ".kaigi-"
_OTHER_DAY = "資料を作り直して送り直すときは、会議設定.xlsx の発送日を、送り直す日に改めてください。"


@dataclass(frozen=True, slots=True)
class Mailed:
    """A mailing.

    Attributes:
        sent_on: 発送日.
        folder: where it is kept.
        record: what the 資料 said and where.
    """

    sent_on: date
    folder: Path
    record: Record


def mailing_faults(meeting: Meeting) -> Findings:
    """What forbids to keep a packet as mailed: `mailed-undated` (no 発送日), `mailed-draft` (still 「案」)."""
    findings = Findings()
    if meeting.dispatch.sent_on is None:
        message = "発送日が空なので、発送した資料として残せません。"
        findings.error("mailed-undated", _place("発送日"), message, "発送した日を書いてください。")
    if meeting.is_draft:
        message = "文書番号か発行日が空で、資料に「案」と印刷されるので、発送した資料として残せません。"
        findings.error("mailed-draft", _place("文書番号"), message, "二つとも書いてから、もう一度実行してください。")
    return findings


def _place(item: str) -> Location:
    return Location("会議設定.xlsx", "会議", label=item)


def keep_packet(
    inputs: MeetingInputs, assembled: Assembled, parts: Sequence[Part], out_dir: Path, manifest: Manifest
) -> Findings:
    """What to say about keeping the packet just written in 発送済み/<発送日>/; see `keep_mailed`."""
    sent_on = inputs.meeting.dispatch.sent_on
    if sent_on is None:
        raise ValueError("mailing_faults was not asked")
    record = record_of(inputs, assembled, form_versions(parts, inputs.meeting))
    folder, findings = keep_mailed(inputs.directory, sent_on, out_dir, manifest, record_to_json(record))
    if folder is not None and not len(findings):
        shown = Location(f"{MAILED_FOLDER}/{folder.name}")
        findings.note("mailed-written", shown, "発送した資料一式の控えを残しました。書き換えたり消したりしないでください。")
    return findings


def keep_mailed(
    directory: Path, sent_on: date, out_dir: Path, manifest: Manifest, record: bytes, disk: Disk | None = None
) -> tuple[Path | None, Findings]:
    """The folder that now keeps the packet, and what to say about it; None where another packet of that day is kept.

    Codes: `mailed-kept` (a note: the same packet is there already), `mailed-differs` (an error).

    Args:
        directory: the meeting folder.
        sent_on: 発送日.
        out_dir: where the packet was written.
        manifest: of the files there.
        record: 資料の中身.json of the same packet.
        disk: the seam for tests.

    Raises:
        OutputFault: a file of the packet cannot be read again, or the folder cannot be written.
    """
    disk = disk if disk is not None else Disk()
    findings = Findings()
    folder = directory / MAILED_FOLDER / sent_on.isoformat()
    shown = Location(f"{MAILED_FOLDER}/{folder.name}")
    try:
        files = _files(out_dir, manifest, record, disk)
        if not folder.exists():
            _write(folder, files, disk)
        elif _is_same(folder, files, disk):
            findings.note("mailed-kept", shown, "同じ資料一式が、発送したものとしてすでに残してあります。何も変えていません。")
        else:
            message = "この発送日で、中身の違う資料一式がすでに残してあります。発送したものの控えなので、置き換えません。"
            hint = f"発送したあとの直しは「kaigi errata」で正誤表と差替えページを作ってください。{_OTHER_DAY}"
            findings.error("mailed-differs", shown, message, hint)
            return None, findings
    except OSError as error:
        raise OutputFault(
            f"「{folder}」を書き出せません（{error.strerror or error}）。場所と空き容量を確かめてください。"
        ) from error
    return folder, findings


def _files(out_dir: Path, manifest: Manifest, record: bytes, disk: Disk) -> dict[str, bytes]:
    """What is kept, by path.

    Raises:
        OutputFault: a file is not what the build has just written.
    """
    entries = [entry for entry in manifest.files if _is_kept(entry)]
    files = {entry.path: _content(out_dir / entry.path, entry, disk) for entry in entries}
    kept = replace(manifest, files=tuple(entries), earlier=())
    return files | {RECORD_NAME: record, MANIFEST: manifest_to_json(kept)}


def _is_kept(entry: FileEntry) -> bool:
    return entry.name == PACKET_FILE or PurePosixPath(entry.name).parts[0] in _FOLDERS


def _content(path: Path, entry: FileEntry, disk: Disk) -> bytes:
    content = disk.read(path)
    if content is None or sha256(content) != entry.sha256:
        raise OutputFault(f"「{path}」が、書き出した直後に変わっています。もう一度 kaigi build --mailed を実行してください。")
    return content


def _write(folder: Path, files: Mapping[str, bytes], disk: Disk) -> None:
    """Writes into a folder beside it, which then gets its name in one step: whole or not there."""
    disk.make_directory(folder.parent)
    temporary = folder.with_name(f"{_TEMPORARY}{folder.name}.tmp")
    shutil.rmtree(temporary, ignore_errors=True)
    try:
        for path, content in files.items():
            disk.make_directory((temporary / path).parent)
            with (temporary / path).open("xb") as file:
                disk.write(file, content)
                disk.sync(file)
        disk.replace(temporary, folder)
        disk.sync_directory(folder.parent)
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


def _is_same(folder: Path, files: Mapping[str, bytes], disk: Disk) -> bool:
    """Whether the folder keeps the same packet; inputs that show nowhere in it (manifest.json) may have changed."""
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return set(files) <= there and all(
        disk.sha256(folder / path) == sha256(content) for path, content in files.items() if path != MANIFEST
    )


def newest_mailed(directory: Path) -> Mailed:
    """The last mailing of a meeting, by its 発送日.

    Raises:
        InputUnreadable: nothing was mailed yet, or what was kept is damaged.
    """
    days = _days(directory / MAILED_FOLDER)
    if not days:
        raise InputUnreadable(
            f"「{directory / MAILED_FOLDER}」に、発送した資料一式の控えがありません。"
            "発送するときに「kaigi build フォルダ --mailed」で残したものと比べます。"
        )
    folder = directory / MAILED_FOLDER / days[-1]
    try:
        manifest = manifest_from_json((folder / MANIFEST).read_bytes())
        text = (folder / RECORD_NAME).read_bytes()
        _check_unchanged(folder, manifest)
        return Mailed(date.fromisoformat(days[-1]), folder, record_from_json(text))
    except OSError as error:
        raise InputUnreadable(f"「{folder}」を読めません（{error.strerror or error}）。控えから戻してください。") from error
    except (ManifestDamaged, RecordDamaged) as error:
        raise InputUnreadable(
            f"「{folder}」の控えが壊れているか、別の版の kaigi_docs で作られています。バックアップから戻してください。"
        ) from error


def _check_unchanged(folder: Path, manifest: Manifest) -> None:
    """Raises InputUnreadable where a file kept is not the one that was mailed."""
    for entry in manifest.files:
        if sha256((folder / entry.path).read_bytes()) != entry.sha256:
            raise InputUnreadable(
                f"「{folder / entry.path}」が、発送したあとに変わっています。控えは書き換えず、バックアップから戻してください。"
            )


def _days(folder: Path) -> list[str]:
    """Names of the folders of mailings, oldest first."""
    if not folder.is_dir():
        return []
    names = [path.name for path in folder.iterdir() if path.is_dir() and _DATE.fullmatch(path.name)]
    return sorted(name for name in names if _is_date(name))


def _is_date(name: str) -> bool:
    try:
        date.fromisoformat(name)
    except ValueError:
        return False
    return True
