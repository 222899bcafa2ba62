"""The list of what a build wrote (manifest.json): how the next command knows our own files from corrected ones."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import PurePosixPath, PureWindowsPath
from typing import TypeVar, cast

SCHEMA = 1

_T = TypeVar("_T")


class ManifestDamaged(ValueError):
    """The text is not a manifest of the schema that this version knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What a set of files was made from.

    Attributes:
        kaigi_docs: version of this package.
        meeting: id of the meeting.
        fonts: sha256 of each font file by its name.
        inputs: sha256 of each input file by its path relative to the meeting folder, with `/`.
    """

    kaigi_docs: str
    meeting: str
    fonts: Mapping[str, str]
    inputs: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """What a file holds.

    Attributes:
        kind: "word", "pdf", "packet", "form_map" …; the builder's own word.
        title: what people call it, for instance 「資料３ 各課の取組状況」.
        material_id: the material it shows, or None for a file of the whole meeting.
        packet_pages: its first and last page in the packet, from 1, or None.
        pages: number of pages, or None where there are none.
        form_version: of an answer form, else None.
        content_sha256: of the blocks it was made from: tells which files a change of inputs left out of date.
        made_from: path of the PDF of another program that it shows, relative to the meeting folder, or None.
    """

    kind: str
    title: str
    material_id: str | None = None
    packet_pages: tuple[int, int] | None = None
    pages: int | None = None
    form_version: str | None = None
    content_sha256: str | None = None
    made_from: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FileEntry:
    """A file of the set.

    Attributes:
        path: where it stands, relative to the manifest, with `/`.
        name: the path that it was meant to get; differs from `path` when a person's file or an open file stood there.
        sha256: of its bytes.
        person_may_edit: whether people correct it by hand (Word files).
        description: what it holds.
    """

    path: str
    name: str
    sha256: str
    person_may_edit: bool
    description: Description


@dataclass(frozen=True, slots=True, order=True)
class EarlierFile:
    """A file of an earlier build that may still be on disk: its path and one sha256 that it had."""

    path: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """What one build wrote.

    Attributes:
        origin: what it was made from.
        files: the set, sorted by path.
        earlier: files of earlier builds that are ours and not yet replaced or removed.
    """

    origin: Origin
    files: tuple[FileEntry, ...]
    earlier: tuple[EarlierFile, ...] = ()

    def known(self) -> frozenset[EarlierFile]:
        """Every path and sha256 that this manifest vouches for."""
        return frozenset(EarlierFile(entry.path, entry.sha256) for entry in self.files) | frozenset(self.earlier)


def is_inside(path: str) -> bool:
    """Whether the path is relative, uses `/` and cannot leave its directory, on Windows too."""
    plain = PurePosixPath(path)
    if path != plain.as_posix() or not plain.name or ".." in plain.parts:
        return False
    return not PureWindowsPath(path).anchor and not {"\\", "\0"} & set(path)


def manifest_to_json(manifest: Manifest) -> bytes:
    """The manifest as UTF-8: sorted keys and paths, one space of indent, a line feed at the end; same value, same bytes.

    File names that are no Unicode (lone surrogates on Linux) become JSON escapes and come back the same.
    """
    tree = {
        "schema": SCHEMA,
        **asdict(manifest.origin),
        "files": [_entry_tree(entry) for entry in sorted(manifest.files, key=lambda entry: entry.path)],
        "earlier": [asdict(file) for file in sorted(manifest.earlier)],
    }
    return (json.dumps(tree, ensure_ascii=False, sort_keys=True, indent=1) + "\n").encode("utf-8", "backslashreplace")


def _entry_tree(entry: FileEntry) -> dict[str, object]:
    tree = asdict(entry)
    return {**tree.pop("description"), **tree}


def manifest_from_json(text: bytes) -> Manifest:
    """The manifest that `manifest_to_json` wrote.

    Raises:
        ManifestDamaged: not JSON, another schema, a missing or wrongly typed entry, or a path that leaves the directory.
    """
    try:
        tree = json.loads(text.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ManifestDamaged(str(error)) from error
    reader = _TreeReader(tree)
    if reader.of("schema", int) != SCHEMA:
        raise ManifestDamaged(f"schema {tree['schema']!r}")
    return Manifest(
        origin=Origin(
            kaigi_docs=reader.of("kaigi_docs", str),
            meeting=reader.of("meeting", str),
            fonts=reader.texts("fonts"),
            inputs=reader.texts("inputs"),
        ),
        files=tuple(_read_entry(item) for item in reader.items("files")),
        earlier=tuple(EarlierFile(item.path("path"), item.of("sha256", str)) for item in reader.items("earlier")),
    )


def _read_entry(item: _TreeReader) -> FileEntry:
    return FileEntry(
        path=item.path("path"),
        name=item.path("name"),
        sha256=item.of("sha256", str),
        person_may_edit=item.of("person_may_edit", bool),
        description=Description(
            kind=item.of("kind", str),
            title=item.of("title", str),
            material_id=item.optional("material_id", str),
            packet_pages=item.page_range("packet_pages"),
            pages=item.optional("pages", int),
            form_version=item.optional("form_version", str),
            content_sha256=item.optional("content_sha256", str),
            made_from=item.optional("made_from", str),
        ),
    )


class _TreeReader:
    """A JSON object whose entries are asked for by name and type; every departure is `ManifestDamaged`."""

    def __init__(self, tree: object) -> None:
        if not isinstance(tree, dict):
            raise ManifestDamaged(f"{tree!r} is not an object")
        self._tree = cast("dict[str, object]", tree)

    def of(self, name: str, kind: type[_T]) -> _T:
        value = self._tree.get(name)
        if type(value) is not kind:
            raise ManifestDamaged(f"{name}: {value!r}")
        return value

    def optional(self, name: str, kind: type[_T]) -> _T | None:
        return None if self._tree.get(name) is None else self.of(name, kind)

    def texts(self, name: str) -> dict[str, str]:
        texts = self.of(name, dict)
        if not all(isinstance(value, str) for value in texts.values()):
            raise ManifestDamaged(f"{name}: {texts!r}")
        return texts

    def items(self, name: str) -> list[_TreeReader]:
        return [_TreeReader(item) for item in self.of(name, list)]

    def path(self, name: str) -> str:
        path = self.of(name, str)
        if not is_inside(path):
            raise ManifestDamaged(f"{name}: {path!r}")
        return path

    def page_range(self, name: str) -> tuple[int, int] | None:
        pages = self.optional(name, list)
        if pages is None:
            return None
        match pages:
            case [int(first), int(last)]:
                return first, last
        raise ManifestDamaged(f"{name}: {pages!r}")
