"""The form versions that may come back: maps and blank forms, of what was mailed and of the present outputs."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.form_map import FormMap, FormMapDamaged, form_map_from_tree
from kaigi_docs.read.preflight import reason

FOLDER = "様式"
MAILED_FOLDER = "発送済み"
_MAILING = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MAP_NAME = re.compile(r"[0-9a-f]{12}\.json")
_MOST_BYTES = 8_000_000


@dataclass(frozen=True, slots=True)
class KnownForms:
    """Every form version that is known.

    Attributes:
        maps: by version, the oldest mailing first, what was never mailed last.
        blanks: where the blank form of a version lies.
        words: where its blank Word form lies.
        mailed: versions that were sent to members.
    """

    maps: Mapping[str, FormMap] = field(default_factory=dict)
    blanks: Mapping[str, Path] = field(default_factory=dict)
    words: Mapping[str, Path] = field(default_factory=dict)
    mailed: frozenset[str] = frozenset()

    def blank(self, version: str) -> Path | None:
        """The blank form of a version (PDF), or None where it is not kept."""
        return self.blanks.get(version)

    def by_code(self, code: str) -> FormMap | None:
        """The version whose code stands in an id."""
        return next((each for each in self.maps.values() if each.code == code), None)

    def present(self, round_id: str) -> tuple[FormMap, ...]:
        """The forms that members now have, one for each 資料 of a round: the one mailed last, else the one never mailed.

        A form in large print asks what the usual one asks.
        """
        found: dict[str, FormMap] = {}
        for mapped in (each for each in self.maps.values() if not each.large_print):
            if mapped.round_id == round_id and (mapped.version in self.mailed or mapped.material_id not in found):
                found[mapped.material_id] = mapped
        return tuple(found.values())


def read_known_forms(directory: Path, out_dir: Path) -> tuple[KnownForms, Findings]:
    """Every form version of 発送済み/ and of the output folder; the copy that was mailed goes before.

    Codes: form-map-damaged (an error: forms of that version cannot be read), file-unreadable.

    Args:
        directory: the meeting folder.
        out_dir: where `kaigi build` writes.
    """
    findings = Findings()
    maps: dict[str, FormMap] = {}
    blanks: dict[str, Path] = {}
    words: dict[str, Path] = {}
    mailed: set[str] = set()
    for folder, shown, is_mailed in _folders(directory, out_dir):
        for mapped in _read_folder(folder, shown, findings):
            if is_mailed:
                mailed.add(mapped.version)
                maps.pop(mapped.version, None)  # sent once more: it moves to the place of the newest
            maps.setdefault(mapped.version, mapped)
            _note_blank(folder / f"{mapped.version}.pdf", blanks)
            _note_blank(folder / f"{mapped.version}.docx", words)
    return KnownForms(maps, blanks, words, frozenset(mailed)), findings


def _note_blank(path: Path, blanks: dict[str, Path]) -> None:
    if path.is_file():
        blanks.setdefault(path.stem, path.absolute())  # workers stand in folders of their own


def _folders(directory: Path, out_dir: Path) -> Iterator[tuple[Path, str, bool]]:
    """Where maps lie, how messages show it, and whether it is a mailing: mailings by day, then the output folder."""
    kept = directory / MAILED_FOLDER
    days = sorted(each.name for each in kept.iterdir() if _MAILING.fullmatch(each.name)) if kept.is_dir() else []
    for day in days:
        yield kept / day / FOLDER, f"{MAILED_FOLDER}/{day}/{FOLDER}", True
    yield out_dir / FOLDER, f"{out_dir.name}/{FOLDER}", False


def _read_folder(folder: Path, shown: str, findings: Findings) -> Sequence[FormMap]:
    if not folder.is_dir():
        return ()
    names = sorted(each.name for each in folder.iterdir() if _MAP_NAME.fullmatch(each.name))
    maps = (_read_map(folder / name, Location(f"{shown}/{name}"), findings) for name in names)
    return [mapped for mapped in maps if mapped is not None]


def _read_map(path: Path, where: Location, findings: Findings) -> FormMap | None:
    hint = "控えのバックアップから戻すか、「kaigi build」をもう一度実行してください。"
    try:
        mapped = _parsed(path)
    except OSError as fault:
        findings.error("file-unreadable", where, reason(fault), hint)
        return None
    if mapped is None or mapped.version != path.stem:
        message = "回答書の様式の控えが壊れているか、書き換えられています。この様式の回答書は読み取れません。"
        findings.error("form-map-damaged", where, message, hint)
        return None
    return mapped


def _parsed(path: Path) -> FormMap | None:
    """The map, or None where the file holds something else.

    Raises:
        OSError: the file cannot be read.
    """
    if path.stat().st_size > _MOST_BYTES:
        return None
    try:
        tree = json.loads(path.read_bytes())
        return form_map_from_tree(tree) if isinstance(tree, dict) else None
    except (ValueError, RecursionError, FormMapDamaged):
        return None
