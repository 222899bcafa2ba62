"""A set of files written so that a crash leaves each one whole, and a person's corrections are never lost."""

from __future__ import annotations

import errno
from collections.abc import Callable
from pathlib import Path

from kaigi_docs.errors import OutputFault
from kaigi_docs.findings import Findings, Location
from kaigi_docs.manifest import Description, FileEntry, Origin, is_inside
from kaigi_docs.outputs.before import MANIFEST, NEXT_MANIFEST, Before
from kaigi_docs.outputs.commit import Commit, ProofFailed, Prove, Staged, Written, name_key
from kaigi_docs.outputs.disk import Disk, sha256

__all__ = ["OutputSet", "ProofFailed", "Written", "set_mismatch"]


class OutputSet:
    """Files that are written together.

    Two commands that write into one directory at the same time are not kept apart; one of them may stop with OutputFault.
    """

    def __init__(self, directory: Path, *, force: bool = False, partial: bool = False, disk: Disk | None = None) -> None:
        """Starts an empty set.

        Args:
            directory: where manifest.json stands or will stand; made if it is missing.
            force: replaces files that a person corrected.
            partial: files of the last manifest that are not staged stay in the set as they are.
            disk: the seam for tests.
        """
        self._directory = directory
        self._force = force
        self._partial = partial
        self._disk = disk if disk is not None else Disk()
        self._staged: dict[str, Callable[[], Staged]] = {}

    def stage(
        self,
        name: str,
        content: bytes | Callable[[], bytes],
        description: Description,
        *,
        person_may_edit: bool = False,
        prove: Prove | None = None,
    ) -> None:
        """Adds a file to the set; nothing is written yet.

        Args:
            name: path relative to the directory, with `/`.
            content: its bytes, or what gives them when the set is committed, while another process still makes them.
            description: what the manifest says of it.
            person_may_edit: whether people correct such a file by hand.
            prove: reads the written file back; an error among its findings stops the whole commit. It must close the file.

        Raises:
            OutputFault: a second file of that name (letter case and Unicode form apart), or a name that cannot be used.
        """
        key = name_key(name)
        if not is_inside(name) or key in (MANIFEST, NEXT_MANIFEST):
            raise OutputFault(f"出力ファイルの名前「{name}」は使えません。資料番号や題名の記号を見直してください。")
        if key in self._staged:
            raise OutputFault(
                f"出力ファイル「{name}」が二つあります。資料番号か題名を変えて、名前が重ならないようにしてください。"
            )

        def staged() -> Staged:
            made = content if isinstance(content, bytes) else content()
            return Staged(name, made, sha256(made), description, person_may_edit, prove)

        self._staged[key] = staged

    def commit(self, origin: Origin) -> Written:
        """What was done; afterwards the directory holds exactly this set, people's files apart.

        Raises:
            ProofFailed: a proof found an error; every file is as it was.
            OutputFault: the disk is full, or the directory or a manifest cannot be written; each file is whole, old or new.
        """
        files = tuple(staged() for staged in self._staged.values())
        commit = Commit(self._directory, self._disk, files, origin, self._force, self._partial)
        try:
            return commit.run()
        except OSError as error:
            raise OutputFault(_fault_message(error, commit.begun)) from error


def _fault_message(error: OSError, begun: bool) -> str:
    place = error.filename2 or error.filename
    where = f"「{place}」に" if place is not None else ""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        reason = f"ディスクの空きが足りないため、{where}書き出せません。空きを作ってから、もう一度実行してください。"
    elif isinstance(error, PermissionError):
        reason = (
            f"{where}書き込めません。開いているソフトを閉じ、フォルダーに書き込めるか確かめてから、もう一度実行してください。"
        )
    else:
        reason = f"{where}書き出せません（{error.strerror or error}）。保存先を確かめてから、もう一度実行してください。"
    left = "一部のファイルだけが新しくなっています。" if begun else "出力は前回のままです。"
    return reason + left


def set_mismatch(directory: Path, disk: Disk | None = None) -> Findings:
    """How the files on disk differ from manifest.json; empty when they match or nothing was ever written.

    Codes: `set-unfinished` (a build was interrupted), `output-missing`, `output-changed`, `word-corrected` (a note: people
    may do that), `output-unreadable`, `manifest-damaged`. Files that an interrupted build replaced are not listed again.
    """
    disk = disk if disk is not None else Disk()
    try:
        before = Before.read(directory, disk)
    except OSError as error:
        return _unreadable(Location(MANIFEST), error)
    findings = Findings(before.findings)
    if before.coming is not None:
        message = "前回の書き出しが途中で終わっています。新しいファイルと古いファイルが混じっているかもしれません。"
        findings.warn("set-unfinished", Location(NEXT_MANIFEST), message, "もう一度 kaigi build を実行してください。")
    for entry in before.last.files if before.last is not None else ():
        findings.extend(_mismatch(entry, directory, disk, before))
    return findings


def _mismatch(entry: FileEntry, directory: Path, disk: Disk, before: Before) -> Findings:
    """How one file differs from its entry."""
    findings = Findings()
    where = Location(entry.path, label=entry.description.title)
    again = "もう一度 kaigi build を実行すると作り直します。"
    try:
        digest = disk.sha256(directory / entry.path)
    except OSError as error:
        return _unreadable(where, error)
    if digest == entry.sha256 or (before.coming is not None and digest in before.hashes):
        return findings
    if digest is None:
        findings.warn("output-missing", where, "前回書き出したファイルがありません。", again)
    elif entry.person_may_edit and digest not in before.hashes:
        findings.note(
            "word-corrected",
            where,
            "書き出した後に手直しされています。",
            "上書きも削除もしません。手直しは PDF に入りません（PDF にも入れるには、同じ直しを Excel にします）。",
        )
    else:
        findings.warn("output-changed", where, "書き出した後に中身が変わっています。", again)
    return findings


def _unreadable(where: Location, error: OSError) -> Findings:
    findings = Findings()
    reason = error.strerror or str(error)
    findings.warn("output-unreadable", where, f"読めません（{reason}）。", "ほかのソフトで開いていれば、閉じてください。")
    return findings
