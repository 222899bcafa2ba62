"""Which files are kept of a mailing, by their path in its folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath

from kaigi_docs.corrections.record import RECORD_NAME, Record, record_to_json
from kaigi_docs.errors import OutputFault
from kaigi_docs.manifest import Description, FileEntry, manifest_to_json
from kaigi_docs.outputs import Written
from kaigi_docs.outputs.before import MANIFEST
from kaigi_docs.outputs.disk import Disk, sha256
from kaigi_docs.read.answers import answer_files
from kaigi_docs.read.folder import MeetingInputs

INPUTS_FOLDER = "もとのファイル"
"""Copies of the books and other files that the packet was made from."""
CORRECTED_FOLDER = "手直しした Word"
"""Word files as a person left them."""
INPUT_KIND = "input"
_CORRECTED_KIND = "corrected_word"
_NEW_MARK = "（新"

_Kept = tuple[FileEntry, bytes]


def contents_of(
    inputs: MeetingInputs, out_dir: Path, written: Written, record: Record, wanted: Callable[[FileEntry], bool], disk: Disk
) -> dict[str, bytes]:
    """Everything that is kept: files of a set, Word files that a person corrected, inputs, record and manifest.

    Files of the set get the names that they were meant to get, whatever stood in their way (「…（新）.docx」).

    Args:
        inputs: what the set was made from.
        out_dir: where it was written.
        written: what was done there.
        record: of the packet as members now have it.
        wanted: which files of the set are kept.
        disk: the seam for tests.

    Raises:
        OutputFault: a file is not what was read or written a moment ago.
    """
    entries = [entry for entry in written.manifest.files if wanted(entry)]
    kept = [
        *((replace(entry, path=entry.name), _content(out_dir / entry.path, entry.sha256, disk)) for entry in entries),
        *_corrected(out_dir, entries, written.kept, disk),
        *_inputs(inputs, disk),
    ]
    manifest = replace(written.manifest, files=tuple(entry for entry, _ in kept), earlier=())
    files = {entry.path: content for entry, content in kept}
    return files | {RECORD_NAME: record_to_json(record), MANIFEST: manifest_to_json(manifest)}


def corrected_names(files: dict[str, bytes]) -> list[str]:
    """The Word files of a person among what is kept."""
    return [PurePosixPath(path).name for path in files if path.startswith(f"{CORRECTED_FOLDER}/")]


def is_compared(path: str) -> bool:
    """Whether a file decides if two mailings are the same: not what people may go on editing, nor the list of all."""
    return path != MANIFEST and not path.startswith((f"{INPUTS_FOLDER}/", f"{CORRECTED_FOLDER}/"))


def _corrected(out_dir: Path, entries: Sequence[FileEntry], kept: Sequence[str], disk: Disk) -> Iterator[_Kept]:
    """The corrected Word files of what is kept, not those of 資料 that have left the packet."""
    for entry in entries:
        for path in kept:
            if _is_version(path, entry.name) and (content := _read(out_dir / path, disk)) is not None:
                name = f"{CORRECTED_FOLDER}/{PurePosixPath(path).name}"
                said = replace(entry.description, kind=_CORRECTED_KIND, content_sha256=None)
                yield FileEntry(path=name, name=name, sha256=sha256(content), person_may_edit=True, description=said), content


def _is_version(path: str, name: str) -> bool:
    """Whether a path is the name itself or that of 「…（新）」, which was corrected in its turn."""
    one, other = PurePosixPath(path), PurePosixPath(name)
    return path == name or (one.parent == other.parent and one.stem.startswith(other.stem + _NEW_MARK))


def _inputs(inputs: MeetingInputs, disk: Disk) -> Iterator[_Kept]:
    """The office's own files; what departments sent and what was decided about it stays where it is, with the names in it."""
    answers = set(answer_files(inputs.directory))
    for path, digest in sorted(inputs.sha256.items()):
        if path in answers:
            continue
        content = _content(inputs.directory / path, digest, disk)
        name = f"{INPUTS_FOLDER}/{path}"
        said = Description(kind=INPUT_KIND, title=path)
        yield FileEntry(path=name, name=name, sha256=digest, person_may_edit=True, description=said), content


def _read(path: Path, disk: Disk) -> bytes | None:
    try:
        return disk.read(path)
    except OSError as error:
        raise OutputFault(
            f"「{path}」を読めません（{error.strerror or error}）。閉じてから、もう一度実行してください。"
        ) from error


def _content(path: Path, digest: str, disk: Disk) -> bytes:
    content = _read(path, disk)
    if content is None or sha256(content) != digest:
        raise OutputFault(f"「{path}」が、実行している間に変わっています。--mailed を付けて、もう一度実行してください。")
    return content
