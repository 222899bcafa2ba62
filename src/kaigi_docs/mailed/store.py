"""The folders of 発送済み/: written whole or not at all, and read again."""

from __future__ import annotations

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path

from kaigi_docs.corrections.record import RECORD_NAME, Record, RecordDamaged, record_from_json
from kaigi_docs.errors import InputUnreadable, OutputFault
from kaigi_docs.mailed.contents import INPUT_KIND, is_compared
from kaigi_docs.manifest import Manifest, ManifestDamaged, manifest_from_json
from kaigi_docs.outputs.before import MANIFEST
from kaigi_docs.outputs.disk import Disk, sha256

MAILED_FOLDER = "発送済み"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TEMPORARY = ".kaigi-"


@dataclass(frozen=True, slots=True)
class Mailed:
    """A mailing.

    Attributes:
        day: 発送日 of a packet, 差替え日 of a correction.
        folder: where it is kept.
        record: what the 資料 that members then had said and where.
    """

    day: date
    folder: Path
    record: Record

    @property
    def sent_on(self) -> date:
        """発送日 of the packet itself."""
        return self.record.sent_on or self.day

    @property
    def is_correction(self) -> bool:
        """Whether sheets of an earlier mailing were exchanged, and not a whole packet sent."""
        return self.record.exchanged_on is not None


class Keeping(Enum):
    """What became of a mailing that was to be kept."""

    WRITTEN = "written"
    SAME = "same"  # it is there already
    DIFFERENT = "different"  # another one of that day is there


def mailing_folder(directory: Path, day: date) -> Path:
    """Where a mailing of a meeting is kept."""
    return directory / MAILED_FOLDER / day.isoformat()


def keep_mailed(directory: Path, day: date, files: Mapping[str, bytes], disk: Disk | None = None) -> Keeping:
    """Writes the files of a mailing into its folder, unless one of that day is there.

    Args:
        directory: the meeting folder.
        day: of the mailing.
        files: content by path, as `contents_of` gives them.
        disk: the seam for tests.

    Raises:
        OutputFault: the folder cannot be written.
    """
    disk = disk if disk is not None else Disk()
    folder = mailing_folder(directory, day)
    try:
        if folder.exists():
            return Keeping.SAME if _is_same(folder, files, disk) else Keeping.DIFFERENT
        _write(folder, files, disk)
    except OSError as error:
        raise OutputFault(
            f"「{folder}」を書き出せません（{error.strerror or error}）。場所と空き容量を確かめてください。"
        ) from error
    return Keeping.WRITTEN


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
    """Whether the folder keeps the same mailing; inputs that show nowhere in it may have changed."""
    return all(disk.sha256(folder / path) == sha256(content) for path, content in files.items() if is_compared(path))


def newest_mailed(directory: Path, before: date | None = None) -> Mailed:
    """The last mailing of a meeting, or the last one before a day.

    Raises:
        InputUnreadable: nothing was mailed yet, or what was kept is damaged.
    """
    days = [day for day in _days(directory / MAILED_FOLDER) if before is None or day < before.isoformat()]
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
    """Raises InputUnreadable where a file kept is not the one that was mailed; copies of inputs were not."""
    for entry in manifest.files:
        if entry.description.kind != INPUT_KIND and sha256((folder / entry.path).read_bytes()) != entry.sha256:
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
