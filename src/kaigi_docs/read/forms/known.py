"""The form versions that may come back: maps and blank forms, of what was mailed and of the present outputs."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.form_map import FormMap, FormMapDamaged, form_map_from_tree

MAPS_FOLDER, MAILED_FOLDER = "様式", "発送済み"


@dataclass(frozen=True, slots=True)
class KnownForms:
    """Form versions.

    Attributes:
        maps: by version.
        blanks: the blank form of a version, where it is there.
    """

    maps: Mapping[str, FormMap] = field(default_factory=dict)
    blanks: Mapping[str, Path] = field(default_factory=dict)

    def by_code(self, code: str) -> FormMap | None:
        """The map of the version that an id names; None for one that is not known."""
        return next((each for each in self.maps.values() if each.code == code), None)


def read_known_forms(directory: Path, out_dir: Path) -> tuple[KnownForms, Findings]:
    """The maps of 発送済み/*/様式/ and, for versions that were not mailed yet, of 様式/ among the outputs.

    Codes: form-map-damaged.

    Args:
        directory: the meeting folder.
        out_dir: the output folder of the meeting.
    """
    findings = Findings()
    maps: dict[str, FormMap] = {}
    blanks: dict[str, Path] = {}
    for folder in _folders(directory, out_dir):
        for path in sorted(folder.glob("*.json")):
            form = _map(path, findings)
            if form is None or form.version in maps:
                continue
            maps[form.version] = form
            blank = path.with_suffix(".pdf")
            if blank.is_file():
                blanks[form.version] = blank
    return KnownForms(maps, blanks), findings


def _folders(directory: Path, out_dir: Path) -> Iterator[Path]:
    """Where maps lie, those that were mailed first."""
    mailed = directory / MAILED_FOLDER
    if mailed.is_dir():
        yield from (each / MAPS_FOLDER for each in sorted(mailed.iterdir(), reverse=True) if (each / MAPS_FOLDER).is_dir())
    if (out_dir / MAPS_FOLDER).is_dir():
        yield out_dir / MAPS_FOLDER


def _map(path: Path, findings: Findings) -> FormMap | None:
    try:
        return form_map_from_tree(json.loads(path.read_bytes()))
    except (OSError, ValueError, FormMapDamaged):
        where = Location("/".join(path.parts[-3:]))
        message = "回答書の様式の控えを読めません。この様式で返ってきた回答は、入力欄の名前だけでは読めません。"
        findings.error(
            "form-map-damaged", where, message, "控えをバックアップから戻すか、kaigi build をもう一度実行してください。"
        )
        return None
