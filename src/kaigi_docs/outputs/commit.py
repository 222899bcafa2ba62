"""One commit of a set of outputs, stage by stage; `outputs` is its door.

Every file goes to a temporary name beside its place and is proven there; manifest.next.json names all coming files and
all that earlier builds left; then each file takes its place by os.replace; manifest.next.json becomes manifest.json
last. A Word file whose sha256 stands in neither manifest was corrected by a person.
"""

from __future__ import annotations

import contextlib
import itertools
import secrets
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path, PurePosixPath

from kaigi_docs.errors import OutputFault
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.manifest import (
    Description,
    EarlierFile,
    FileEntry,
    Manifest,
    Origin,
    manifest_to_json,
)
from kaigi_docs.outputs.before import MANIFEST, NEXT_MANIFEST, Before
from kaigi_docs.outputs.disk import Disk

TEMPORARY_PREFIX = ".kaigi-"
TEMPORARY_SUFFIX = ".tmp"
HELD_NAMES = range(2, 10)  # 「…(2)」 to 「…(9)」 are tried for a file that is held open

Prove = Callable[[Path], Findings]


class ProofFailed(OutputFault):
    """A file failed its own proof; nothing was replaced.

    Attributes:
        findings: what the proofs of all files found.
    """

    def __init__(self, findings: Findings) -> None:
        """Names the first error."""
        first = next(finding for finding in findings if finding.severity is Severity.ERROR)
        super().__init__(f"書き出したファイルを読み返したところ誤りがあったため、出力は前回のままにしました。{first}")
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Written:
    """What a commit did.

    Attributes:
        paths: where each staged file now stands, in the order of staging.
        kept: files that a person corrected and that were left alone, relative to the directory.
        renamed: where a staged file stands that could not get its own name, by that name; relative paths.
        findings: warnings and notes, those of the proofs included.
        manifest: what manifest.json now says.
    """

    paths: tuple[Path, ...]
    kept: tuple[str, ...]
    renamed: dict[str, str]
    findings: Findings
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Staged:
    """A file that is to be written."""

    name: str
    content: bytes
    sha256: str
    description: Description
    person_may_edit: bool
    prove: Prove | None


class _Standing(Enum):
    """What stands at a path that a staged file is to take."""

    FREE = "free"  # nothing, or a file of ours
    CORRECTED = "corrected"  # a file whose sha256 we never wrote
    UNREADABLE = "unreadable"


@dataclass(slots=True)
class _Placement:
    """A staged file, the path it gets, and the temporary file that waits to take it (None: it stands there already)."""

    staged: Staged
    path: str
    temporary: Path | None = None

    def entry(self) -> FileEntry:
        staged = self.staged
        return FileEntry(
            path=self.path,
            name=staged.name,
            sha256=staged.sha256,
            person_may_edit=staged.person_may_edit,
            description=staged.description,
        )


@dataclass(slots=True)
class Commit:
    """The state of one commit.

    Attributes:
        begun: whether files were replaced already.
    """

    directory: Path
    disk: Disk
    staged: tuple[Staged, ...]
    origin: Origin
    force: bool
    partial: bool
    begun: bool = False
    _placements: list[_Placement] = field(default_factory=list)
    _kept: list[str] = field(default_factory=list)
    _held: set[str] = field(default_factory=set)
    _findings: Findings = field(default_factory=Findings)
    _before: Before = field(default_factory=lambda: Before(None, None, frozenset(), ()))
    _carried: tuple[FileEntry, ...] = ()

    def run(self) -> Written:
        """What was done; the stages in their order."""
        self._read_before()
        self._remove_leftovers()
        try:
            self._place()
            self._write_temporaries()
            self._prove()
            self._announce(self._before.known)
            self._replace_all()
            manifest = self._finish(self._remove_superseded())
        finally:
            self._discard_temporaries()
        return self._written(manifest)

    def _read_before(self) -> None:
        self.disk.make_directory(self.directory)
        self._before = Before.read(self.directory, self.disk)
        self._findings.extend(self._before.findings)
        self._carried = tuple(self._carry_over()) if self.partial else ()

    def _carry_over(self) -> Iterator[FileEntry]:
        """The entries of files that this partial build does not touch; of an interrupted build those that reached the disk."""
        staged = {name_key(staged.name) for staged in self.staged}
        carried: dict[str, FileEntry] = {}
        last = self._before.last.files if self._before.last is not None else ()
        coming = self._before.coming.files if self._before.coming is not None else ()
        for entry in (*last, *(entry for entry in coming if self._stands(entry.path, entry.sha256))):
            if name_key(entry.name) not in staged:
                carried[name_key(entry.name)] = entry
        yield from carried.values()

    def _remove_leftovers(self) -> None:
        """Removes temporary files of earlier crashes from every directory in which we write."""
        paths = [*(staged.name for staged in self.staged), *(file.path for file in self._before.known), MANIFEST]
        for directory in sorted({(self.directory / path).parent for path in paths}):
            for leftover in directory.glob(f"{TEMPORARY_PREFIX}*{TEMPORARY_SUFFIX}"):
                with contextlib.suppress(PermissionError):
                    self.disk.remove(leftover)

    def _place(self) -> None:
        """Decides where each file goes: its own name, unless a person's file stands there."""
        for staged in self.staged:
            placement = _Placement(staged, staged.name)
            self._placements.append(placement)
            self._step_aside(placement)

    def _step_aside(self, placement: _Placement) -> None:
        """Gives a file that people may edit another name if theirs, or one that nobody can look into, stands at its path."""
        if not placement.staged.person_may_edit:
            return
        standing = self._standing(placement.path, placement.staged)
        if standing is _Standing.UNREADABLE:
            self._go_round_held(placement)
        elif standing is _Standing.CORRECTED and not self.force:
            self._go_round_corrected(placement)

    def _go_round_corrected(self, placement: _Placement) -> None:
        corrected = placement.path
        marks = itertools.chain(("（新）",), (f"（新{number}）" for number in itertools.count(2)))
        placement.path = self._first_free(placement.staged, marks)
        self._kept.append(corrected)
        message = f"手直しされているため、上書きしませんでした。新しい内容は「{placement.path}」に書き出しました。"
        to_pdf = "手直しは PDF に入っていません。PDF にも入れるには、同じ直しを Excel にします。"
        hint = f"{to_pdf}手直しした方が要らなければ、--force で置き換えます。"
        self._findings.warn("word-corrected", Location(corrected), message, hint)

    def _go_round_held(self, placement: _Placement) -> None:
        held = placement.path
        self._held.add(held)
        placement.path = self._first_free(placement.staged, (f"({number})" for number in HELD_NAMES))
        message = (
            f"ほかのソフトで開かれているか、読み取り専用のため、置き換えられませんでした。「{placement.path}」に書き出しました。"
        )
        hint = "閉じてからもう一度実行すると、元の名前に戻ります。"
        self._findings.warn("output-open", Location(held), message, hint)

    def _first_free(self, staged: Staged, marks: Iterator[str]) -> str:
        """The first marked name at which nothing stands but a file of ours."""
        taken = self._taken()
        for mark in marks:
            path = _marked(staged.name, mark)
            if name_key(path) not in taken and self._standing(path, staged) is _Standing.FREE:
                return path
        message = f"「{staged.name}」と、その代わりの名前のファイルがどれも開かれています。閉じてからもう一度実行してください。"
        raise OutputFault(message)

    def _taken(self) -> set[str]:
        """The names that other files of the set have or will have, and those that are held open."""
        names = [staged.name for staged in self.staged]
        names += [placement.path for placement in self._placements]
        names += [entry.path for entry in self._carried]
        return {name_key(name) for name in (*names, *self._held)}

    def _standing(self, path: str, staged: Staged) -> _Standing:
        try:
            digest = self._digest(path)
        except PermissionError:
            return _Standing.UNREADABLE
        ours = digest is None or digest == staged.sha256 or digest in self._before.hashes
        return _Standing.FREE if ours else _Standing.CORRECTED

    def _digest(self, path: str) -> str | None:
        return self.disk.sha256(self.directory / path)

    def _write_temporaries(self) -> None:
        """Writes every file whose bytes are not at its place already."""
        for placement in self._placements:
            if not self._stands(placement.path, placement.staged.sha256):
                self.disk.make_directory((self.directory / placement.path).parent)
                placement.temporary = self._temporary_beside(placement.path)
                self._write(placement.temporary, placement.staged.content)

    def _stands(self, path: str, digest: str) -> bool:
        with contextlib.suppress(PermissionError):
            return self._digest(path) == digest
        return False

    def _temporary_beside(self, path: str) -> Path:
        return (self.directory / path).with_name(f"{TEMPORARY_PREFIX}{secrets.token_hex(6)}{TEMPORARY_SUFFIX}")

    def _write(self, path: Path, content: bytes) -> None:
        with path.open("wb") as file:
            self.disk.write(file, content)
            self.disk.sync(file)

    def _prove(self) -> None:
        """Two files at a time: a proof may wait for another process."""
        with ThreadPoolExecutor(max_workers=2) as pool:
            for findings in pool.map(self._proof_of, self._placements):
                self._findings.extend(findings)
        if self._findings.has_errors:
            raise ProofFailed(self._findings)

    def _proof_of(self, placement: _Placement) -> list[Finding]:
        if placement.staged.prove is None:
            return []
        path = placement.temporary or self.directory / placement.path
        return [_renamed(finding, path.name, placement.path) for finding in placement.staged.prove(path)]

    def _announce(self, earlier: frozenset[EarlierFile]) -> Manifest:
        """Writes manifest.next.json: the set as it will be, and what earlier builds left."""
        entries = {entry.path: entry for entry in (*self._carried, *(placement.entry() for placement in self._placements))}
        manifest = Manifest(
            origin=self.origin, files=tuple(sorted(entries.values(), key=_by_path)), earlier=tuple(sorted(earlier))
        )
        temporary = self._temporary_beside(NEXT_MANIFEST)
        try:
            self._write(temporary, manifest_to_json(manifest))
            self.disk.replace(temporary, self.directory / NEXT_MANIFEST)
        finally:
            with contextlib.suppress(OSError):
                self.disk.remove(temporary)
        self.disk.sync_directory(self.directory)
        return manifest

    def _replace_all(self) -> None:
        self.begun = True
        for placement in self._placements:
            while placement.temporary is not None:
                self._replace(placement, placement.temporary)
        for directory in sorted({(self.directory / placement.path).parent for placement in self._placements}):
            self.disk.sync_directory(directory)

    def _replace(self, placement: _Placement, temporary: Path) -> None:
        """Puts one file at its place, or gives it another name if the one there was corrected meanwhile or is held open."""
        path = placement.path
        self._step_aside(placement)
        if placement.path != path:
            self._announce(self._before.known)
        corrected = placement.staged.person_may_edit and self._standing(placement.path, placement.staged) is _Standing.CORRECTED
        try:
            self.disk.replace(temporary, self.directory / placement.path)
        except PermissionError:
            self._go_round_held(placement)
            self._announce(self._before.known)
            return
        placement.temporary = None
        if corrected:
            self._findings.note(
                "word-replaced", Location(placement.path), "手直しされていたファイルを、--force により置き換えました。"
            )

    def _remove_superseded(self) -> frozenset[EarlierFile]:
        """Removes files of earlier builds that left the set; what is returned is ours but could not be removed now."""
        current = {name_key(placement.path) for placement in self._placements} | {name_key(entry.path) for entry in self._carried}
        paths = sorted({file.path for file in self._before.known if name_key(file.path) not in current})
        left = {path for path in paths if not self._remove_ours(path)}
        self._remove_emptied(paths)
        return frozenset(file for file in self._before.known if file.path in left)

    def _remove_emptied(self, paths: Sequence[str]) -> None:
        """Removes the directories below ours in which files of earlier builds stood and nothing stands now."""
        emptied = {parent for path in paths for parent in PurePosixPath(path).parents if parent.parts}
        for each in sorted(emptied, key=lambda parent: len(parent.parts), reverse=True):
            with contextlib.suppress(OSError):  # somebody's file is in it, or a program looks into it; it may stay
                self.disk.remove_directory(self.directory / each)

    def _remove_ours(self, path: str) -> bool:
        """Whether we are done with a path of an earlier build: its file is gone or a person's."""
        if path in self._held:
            return False
        try:
            digest = self._digest(path)
            if digest is None:
                return True
            if digest in self._before.hashes:
                self.disk.remove(self.directory / path)
                return True
        except PermissionError:
            message = "今回の資料にはもうないファイルですが、開かれているため削除できませんでした。"
            self._findings.note("output-open", Location(path), message, "閉じてからもう一度実行すると削除します。")
            return False
        if path not in self._kept:
            self._kept.append(path)
            message = "書き出した後に手直しされているファイルなので、残しました。今の資料一式には入っていません。"
            self._findings.warn("output-kept", Location(path), message, "要らなければ削除してください。")
        return True

    def _finish(self, earlier: frozenset[EarlierFile]) -> Manifest:
        manifest = self._announce(earlier)
        self.disk.replace(self.directory / NEXT_MANIFEST, self.directory / MANIFEST)
        self.disk.sync_directory(self.directory)
        return manifest

    def _discard_temporaries(self) -> None:
        for placement in self._placements:
            if placement.temporary is not None:
                with contextlib.suppress(OSError):
                    self.disk.remove(placement.temporary)

    def _written(self, manifest: Manifest) -> Written:
        return Written(
            paths=tuple(self.directory / placement.path for placement in self._placements),
            kept=tuple(self._kept),
            renamed={place.staged.name: place.path for place in self._placements if place.path != place.staged.name},
            findings=self._findings,
            manifest=manifest,
        )


def name_key(name: str) -> str:
    """What two names share that are one file on Windows or macOS."""
    return unicodedata.normalize("NFC", name).casefold()


def _marked(path: str, mark: str) -> str:
    plain = PurePosixPath(path)
    return str(plain.with_name(f"{plain.stem}{mark}{plain.suffix}"))


def _renamed(finding: Finding, temporary: str, path: str) -> Finding:
    """The finding about the file that people will see, not about its temporary name."""
    where = finding.where
    if where is not None and where.file == temporary:
        where = replace(where, file=path)
    return replace(finding, where=where, message=finding.message.replace(temporary, path))


def _by_path(entry: FileEntry) -> str:
    return entry.path
