"""What earlier builds left in a directory: their manifests, and with them what is ours."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from kaigi_docs.findings import Finding, Findings, Location
from kaigi_docs.manifest import EarlierFile, Manifest, ManifestDamaged, manifest_from_json
from kaigi_docs.outputs.disk import Disk

MANIFEST = "manifest.json"
NEXT_MANIFEST = "manifest.next.json"


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier builds left.

    Attributes:
        last: manifest.json.
        coming: manifest.next.json, there only if a build was interrupted.
        known: every path and sha256 that the two vouch for.
        findings: manifests that are damaged.
    """

    last: Manifest | None
    coming: Manifest | None
    known: frozenset[EarlierFile]
    findings: tuple[Finding, ...]

    @classmethod
    def read(cls, directory: Path, disk: Disk) -> Before:
        """The two manifests of a directory; a damaged one counts as absent."""
        findings = Findings()
        last, coming = (_read_manifest(directory / name, disk, findings) for name in (MANIFEST, NEXT_MANIFEST))
        known = [manifest.known() for manifest in (last, coming) if manifest is not None]
        return cls(last, coming, frozenset[EarlierFile]().union(*known), tuple(findings))

    @property
    def hashes(self) -> frozenset[str]:
        """The sha256 of everything that is ours."""
        return frozenset(file.sha256 for file in self.known)


def _read_manifest(path: Path, disk: Disk, findings: Findings) -> Manifest | None:
    text = disk.read(path)
    if text is None:
        return None
    try:
        return manifest_from_json(text)
    except ManifestDamaged:
        message = "書き出したファイルの一覧が壊れているか、別の版のものです。ないものとして扱います。"
        hint = "手直ししたWordファイルと区別できないため、前回のWordファイルは上書きせずに残します。"
        findings.warn("manifest-damaged", Location(path.name), message, hint)
        return None
