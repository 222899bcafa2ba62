"""Sets of outputs: whole after any crash, and a person's corrections are never lost."""

from __future__ import annotations

import errno
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.errors import OutputFault
from kaigi_docs.findings import Findings, Location
from kaigi_docs.manifest import Description, Origin, manifest_from_json
from kaigi_docs.outputs import OutputSet, ProofFailed, Written, set_mismatch
from kaigi_docs.outputs.disk import Disk, sha256

ORIGIN = Origin(kaigi_docs="0.1.0", meeting="mihon", fonts={}, inputs={"会議設定.xlsx": "0" * 64})


class PowerCut(BaseException):
    """The machine stops: nothing that comes later happens, clean-up included."""


class FragileDisk(Disk):
    """A disk that stops at one call, and on which some files are held open by another program."""

    def __init__(self, stops_at: int | None = None, held: tuple[str, ...] = ()) -> None:
        self.calls = 0
        self._stops_at = stops_at
        self._held = held

    def _call(self) -> None:
        if self._stops_at is not None and self.calls >= self._stops_at:
            raise PowerCut
        self.calls += 1

    def _check_held(self, path: Path) -> None:
        if path.name in self._held:
            raise PermissionError(errno.EACCES, "in use", str(path))

    def write(self, file: BinaryIO, content: bytes) -> None:
        if self._stops_at is not None and self.calls == self._stops_at:
            super().write(file, content[: len(content) // 2])
        self._call()
        super().write(file, content)

    def sync(self, file: BinaryIO) -> None:
        self._call()

    def sync_directory(self, path: Path) -> None:
        self._call()

    def make_directory(self, path: Path) -> None:
        self._call()
        super().make_directory(path)

    def replace(self, source: Path, target: Path) -> None:
        self._call()
        self._check_held(target)
        super().replace(source, target)

    def remove(self, path: Path) -> None:
        self._call()
        self._check_held(path)
        super().remove(path)

    def remove_directory(self, path: Path) -> None:
        self._call()
        super().remove_directory(path)


class FullDisk(FragileDisk):
    """A disk on which from the n-th call on nothing but a removal succeeds."""

    def __init__(self, full_from: int) -> None:
        super().__init__()
        self._full_from = full_from

    def _call(self) -> None:
        self.calls += 1
        if self.calls > self._full_from:
            raise OSError(errno.ENOSPC, "No space left on device", "x")

    def remove(self, path: Path) -> None:
        self.calls += 1
        Disk.remove(self, path)


def build(
    directory: Path, files: dict[str, str], disk: Disk | None = None, *, force: bool = False, partial: bool = False
) -> Written:
    outputs = OutputSet(directory, force=force, partial=partial, disk=disk if disk is not None else FragileDisk())
    for name, text in files.items():
        description = Description(kind=name.rsplit(".")[-1], title=name, material_id=name)
        outputs.stage(name, text.encode(), description, person_may_edit=name.endswith(".docx"))
    return outputs.commit(ORIGIN)


def on_disk(directory: Path) -> dict[str, str]:
    """Every file but the manifests, by its relative path."""
    files = (path for path in directory.rglob("*") if path.is_file() and not path.name.startswith("manifest."))
    return {path.relative_to(directory).as_posix(): path.read_text() for path in files}


def places(findings: Findings, *codes: str) -> set[str]:
    return {finding.where.file for finding in findings if finding.code in codes and finding.where is not None}


OLD = {"PDF/資料1.pdf": "pdf 1 old", "PDF/資料2.pdf": "same", "Word/資料1.docx": "word 1 old", "Word/資料9.docx": "word 9 old"}
NEW = {"PDF/資料1.pdf": "pdf 1 new", "PDF/資料2.pdf": "same", "Word/資料1.docx": "word 1 new", "Word/資料3.docx": "word 3 new"}


def test_a_set_is_written_and_its_manifest_vouches_for_every_file(tmp_path: Path) -> None:
    written = build(tmp_path / "会議", OLD, Disk())
    assert on_disk(tmp_path / "会議") == OLD
    assert [path.relative_to(tmp_path / "会議").as_posix() for path in written.paths] == list(OLD)
    manifest = manifest_from_json((tmp_path / "会議/manifest.json").read_bytes())
    assert {entry.path: entry.sha256 for entry in manifest.files} == {name: sha256(text.encode()) for name, text in OLD.items()}
    assert manifest == written.manifest and manifest.origin == ORIGIN and manifest.earlier == ()
    assert not (tmp_path / "会議/manifest.next.json").exists()
    assert set_mismatch(tmp_path / "会議").codes() == []


def test_a_second_set_replaces_the_first_and_removes_what_left_it(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    written = build(tmp_path, NEW)
    assert on_disk(tmp_path) == NEW
    assert written.findings.codes() == [] and written.kept == () and written.renamed == {}


def test_an_unchanged_file_is_not_written_again(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    before = (tmp_path / "PDF/資料2.pdf").stat()
    build(tmp_path, NEW)
    after = (tmp_path / "PDF/資料2.pdf").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def test_a_corrected_word_file_stays_in_this_and_every_later_build(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    (tmp_path / "Word/資料1.docx").write_text("corrected")
    written = build(tmp_path, NEW)
    assert written.kept == ("Word/資料1.docx",)
    assert written.renamed == {"Word/資料1.docx": "Word/資料1（新）.docx"}
    assert places(written.findings, "word-corrected") == {"Word/資料1.docx"}
    (tmp_path / "Word/資料1（新）.docx").write_text("corrected too")
    written = build(tmp_path, OLD)
    assert written.renamed == {"Word/資料1.docx": "Word/資料1（新2）.docx"}
    files = on_disk(tmp_path)
    assert files["Word/資料1.docx"] == "corrected"
    assert files["Word/資料1（新）.docx"] == "corrected too"
    assert files["Word/資料1（新2）.docx"] == OLD["Word/資料1.docx"]
    assert set_mismatch(tmp_path).codes() == []


def test_folders_in_which_nothing_is_left_vanish_unless_a_person_put_something_in(tmp_path: Path) -> None:
    build(tmp_path, {"a.pdf": "1", "依頼/D01/a.pdf": "1", "依頼/D02/b.pdf": "1", "再依頼/c.pdf": "1"})
    (tmp_path / "依頼" / "D02" / "メモ.txt").write_text("私の")
    (tmp_path / "空").mkdir()
    build(tmp_path, {"a.pdf": "1"})
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*")) == [
        "a.pdf",
        "manifest.json",
        "依頼",
        "依頼/D02",
        "依頼/D02/メモ.txt",
        "空",
    ]


def test_a_corrected_word_file_that_left_the_set_stays_and_is_reported(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    (tmp_path / "Word/資料9.docx").write_text("corrected")
    written = build(tmp_path, NEW)
    assert on_disk(tmp_path)["Word/資料9.docx"] == "corrected"
    assert places(written.findings, "output-kept") == {"Word/資料9.docx"}
    assert written.kept == ("Word/資料9.docx",)


def test_force_replaces_a_corrected_word_file(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    (tmp_path / "Word/資料1.docx").write_text("corrected")
    written = build(tmp_path, NEW, force=True)
    assert on_disk(tmp_path) == NEW
    assert written.findings.codes() == ["word-replaced"]


def test_the_new_name_goes_when_the_person_removes_the_corrected_file(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    (tmp_path / "Word/資料1.docx").write_text("corrected")
    build(tmp_path, NEW)
    (tmp_path / "Word/資料1.docx").unlink()
    build(tmp_path, NEW)
    assert on_disk(tmp_path) == NEW


def test_a_file_held_open_gets_a_number_and_its_own_name_again_later(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    written = build(tmp_path, NEW, FragileDisk(held=("資料1.pdf", "資料1.docx")))
    assert written.renamed == {"PDF/資料1.pdf": "PDF/資料1(2).pdf", "Word/資料1.docx": "Word/資料1(2).docx"}
    assert places(written.findings, "output-open") == {"PDF/資料1.pdf", "Word/資料1.docx"}
    assert on_disk(tmp_path)["PDF/資料1.pdf"] == OLD["PDF/資料1.pdf"]
    assert on_disk(tmp_path)["PDF/資料1(2).pdf"] == NEW["PDF/資料1.pdf"]
    written = build(tmp_path, NEW)
    assert on_disk(tmp_path) == NEW
    assert written.findings.codes() == []


def test_a_number_that_a_person_took_is_skipped(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    (tmp_path / "PDF/資料1(2).pdf").write_text("mine")
    written = build(tmp_path, NEW, FragileDisk(held=("資料1.pdf",)))
    assert written.renamed == {"PDF/資料1.pdf": "PDF/資料1(3).pdf"}
    assert on_disk(tmp_path)["PDF/資料1(2).pdf"] == "mine"


def test_a_word_file_that_cannot_be_read_is_held_open_and_not_replaced(tmp_path: Path) -> None:
    class UnreadableDisk(FragileDisk):
        def read(self, path: Path) -> bytes | None:
            self._check_held(path)
            return super().read(path)

    build(tmp_path, OLD)
    (tmp_path / "Word/資料1.docx").write_text("corrected and open")
    written = build(tmp_path, NEW, UnreadableDisk(held=("資料1.docx",)))
    assert on_disk(tmp_path)["Word/資料1.docx"] == "corrected and open"
    assert places(written.findings, "output-open") == {"Word/資料1.docx"}
    assert on_disk(tmp_path)["Word/資料1(2).docx"] == NEW["Word/資料1.docx"]


def test_a_file_saved_between_the_first_look_and_its_replacement_is_kept(tmp_path: Path) -> None:
    def save_meanwhile(path: Path) -> Findings:
        (tmp_path / "Word/資料1.docx").write_text("just saved")
        return Findings()

    build(tmp_path, OLD)
    outputs = OutputSet(tmp_path)
    outputs.stage("Word/資料1.docx", b"new", Description(kind="word", title="資料1"), person_may_edit=True, prove=save_meanwhile)
    written = outputs.commit(ORIGIN)
    assert on_disk(tmp_path)["Word/資料1.docx"] == "just saved"
    assert written.renamed == {"Word/資料1.docx": "Word/資料1（新）.docx"}


def test_the_manifest_held_open_is_an_output_fault_and_the_next_build_heals_it(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    with pytest.raises(OutputFault, match=r"manifest\.json"):
        build(tmp_path, NEW, FragileDisk(held=("manifest.json",)))
    assert "set-unfinished" in set_mismatch(tmp_path).codes()
    assert build(tmp_path, NEW).findings.codes() == []
    assert on_disk(tmp_path) == NEW


def test_a_failed_proof_leaves_every_file_as_it_was(tmp_path: Path) -> None:
    def reject(path: Path) -> Findings:
        findings = Findings()
        findings.error("proof-order", Location("PDF/資料1.pdf"), path.read_text())
        return findings

    build(tmp_path, OLD)
    outputs = OutputSet(tmp_path)
    outputs.stage("Word/資料1.docx", b"new", Description(kind="word", title="資料1"), person_may_edit=True)
    outputs.stage("PDF/資料1.pdf", b"written first", Description(kind="pdf", title="資料1"), prove=reject)
    with pytest.raises(ProofFailed, match="written first") as failure:
        outputs.commit(ORIGIN)
    assert failure.value.findings.codes() == ["proof-order"]
    assert on_disk(tmp_path) == OLD and set_mismatch(tmp_path).codes() == []


def test_a_proof_that_names_the_temporary_file_is_told_of_the_file_that_people_will_see(tmp_path: Path) -> None:
    def reject(path: Path) -> Findings:
        findings = Findings()
        findings.error("proof-unreadable", Location(path.name, page=2), f"「{path.name}」が開けません。")
        return findings

    outputs = OutputSet(tmp_path)
    outputs.stage("PDF/資料1.pdf", b"x", Description(kind="pdf", title="資料1"), prove=reject)
    with pytest.raises(ProofFailed) as failure:
        outputs.commit(ORIGIN)
    [finding] = failure.value.findings
    assert finding.where == Location("PDF/資料1.pdf", page=2)
    assert finding.message == "「PDF/資料1.pdf」が開けません。"


def test_an_unchanged_file_is_proven_where_it_stands(tmp_path: Path) -> None:
    proven: list[Path] = []

    def prove(path: Path) -> Findings:
        proven.append(path)
        return Findings()

    build(tmp_path, OLD)
    outputs = OutputSet(tmp_path)
    outputs.stage("PDF/資料2.pdf", b"same", Description(kind="pdf", title="資料2"), prove=prove)
    outputs.commit(ORIGIN)
    assert proven == [tmp_path / "PDF/資料2.pdf"]


def test_a_partial_set_carries_over_what_it_does_not_rebuild(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    (tmp_path / "Word/資料9.docx").write_text("corrected")
    written = build(tmp_path, {"PDF/資料1.pdf": "pdf 1 new"}, partial=True)
    assert on_disk(tmp_path) == {**OLD, "PDF/資料1.pdf": "pdf 1 new", "Word/資料9.docx": "corrected"}
    assert {entry.path for entry in written.manifest.files} == set(OLD)
    assert places(set_mismatch(tmp_path), "word-corrected") == {"Word/資料9.docx"}


def test_a_partial_set_after_a_crash_keeps_the_entry_of_what_reached_the_disk(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    with pytest.raises(OutputFault):
        build(tmp_path, NEW, FragileDisk(held=("manifest.json",)))
    build(tmp_path, {"PDF/資料2.pdf": "same"}, partial=True)
    manifest = manifest_from_json((tmp_path / "manifest.json").read_bytes())
    hashes = {entry.path: entry.sha256 for entry in manifest.files}
    assert hashes["Word/資料1.docx"] == sha256(NEW["Word/資料1.docx"].encode())
    assert places(set_mismatch(tmp_path), "output-missing") == {"Word/資料9.docx"}


def test_what_changed_on_disk_is_reported_file_by_file(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    (tmp_path / "PDF/資料1.pdf").write_text("damaged")
    (tmp_path / "PDF/資料2.pdf").unlink()
    (tmp_path / "Word/資料1.docx").write_text("corrected")
    findings = set_mismatch(tmp_path)
    assert places(findings, "output-changed") == {"PDF/資料1.pdf"}
    assert places(findings, "output-missing") == {"PDF/資料2.pdf"}
    assert places(findings, "word-corrected") == {"Word/資料1.docx"}
    assert len(findings) == 3


def test_two_of_our_word_files_exchanged_are_a_change_and_no_correction(tmp_path: Path) -> None:
    build(tmp_path, OLD)
    (tmp_path / "Word/資料1.docx").write_text(OLD["Word/資料9.docx"])
    assert set_mismatch(tmp_path).codes() == ["output-changed"]


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"schema": 2}', "\x00\xff", '{"schema":1,"files":[{"path":"../x"}]}', "[" * 5000]
)
def test_a_damaged_manifest_counts_as_absent_and_no_word_file_is_lost(tmp_path: Path, text: str) -> None:
    build(tmp_path, OLD)
    (tmp_path / "manifest.json").write_text(text)
    assert set_mismatch(tmp_path).codes() == ["manifest-damaged"]
    written = build(tmp_path, NEW)
    assert written.findings.codes() == ["manifest-damaged", "word-corrected"]
    assert on_disk(tmp_path)["Word/資料1.docx"] == OLD["Word/資料1.docx"]


@pytest.mark.parametrize(
    "name", ["", "../a.pdf", "/a.pdf", "C:/a.pdf", "a\\b.pdf", "a//b.pdf", "./a.pdf", "manifest.json", "a\0.pdf"]
)
def test_a_name_that_cannot_be_used_is_an_output_fault(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputFault):
        OutputSet(tmp_path).stage(name, b"", Description(kind="pdf", title="x"))


def test_two_files_that_windows_takes_for_one_are_an_output_fault(tmp_path: Path) -> None:
    outputs = OutputSet(tmp_path)
    outputs.stage("資料A.pdf", b"", Description(kind="pdf", title="x"))
    with pytest.raises(OutputFault, match="二つあります"):
        outputs.stage("資料a.PDF", b"", Description(kind="pdf", title="x"))


def test_names_that_differ_from_an_earlier_one_only_in_case_do_not_remove_the_new_file(tmp_path: Path) -> None:
    build(tmp_path, {"資料A.pdf": "same"})
    build(tmp_path, {"資料a.pdf": "same"})
    assert on_disk(tmp_path)["資料a.pdf"] == "same"


def test_a_full_disk_at_any_call_is_an_output_fault_that_leaves_no_temporary_file(tmp_path: Path) -> None:
    for number in counted_calls(tmp_path / "count"):
        directory = tmp_path / str(number)
        build(directory, OLD)
        with pytest.raises(OutputFault, match="空き"):
            build(directory, NEW, FullDisk(number))
        assert_whole(on_disk(directory))


def test_a_directory_in_the_place_of_a_file_is_an_output_fault(tmp_path: Path) -> None:
    (tmp_path / "PDF/資料1.pdf").mkdir(parents=True)
    with pytest.raises(OutputFault, match=r"資料1\.pdf"):
        build(tmp_path, NEW)


def assert_whole(files: dict[str, str]) -> None:
    """Each file is one that some build or the person wrote; nothing else is there."""
    for path, text in files.items():
        assert text in {OLD.get(path), NEW.get(path), "corrected", NEW["Word/資料1.docx"]}, (path, text)


def counted_calls(directory: Path) -> range:
    """The numbers of all calls to the disk that the second build makes."""
    build(directory, OLD)
    disk = FragileDisk()
    build(directory, NEW, disk)
    return range(disk.calls)


def crash(directory: Path, files: dict[str, str], stops_at: int) -> bool:
    """Whether the build was cut off."""
    try:
        build(directory, files, FragileDisk(stops_at))
    except PowerCut:
        return True
    return False


def without_temporaries(files: dict[str, str]) -> dict[str, str]:
    return {path: text for path, text in files.items() if "/.kaigi-" not in path and not path.startswith(".kaigi-")}


def settled(directory: Path) -> bool:
    """Whether manifest.json describes exactly what is on disk."""
    text = (directory / "manifest.json").read_bytes() if (directory / "manifest.json").exists() else None
    entries = {entry.path: entry.sha256 for entry in manifest_from_json(text).files} if text is not None else {}
    return entries == {path: sha256(text.encode()) for path, text in without_temporaries(on_disk(directory)).items()}


def fresh(_: Path) -> None:
    """Nothing was built before."""


def built(directory: Path) -> None:
    build(directory, OLD)


@pytest.mark.parametrize("prepare", [fresh, built])
def test_after_a_crash_at_any_call_files_are_whole_and_the_next_build_takes_nothing_of_ours_for_a_persons(
    tmp_path: Path, prepare: Callable[[Path], None]
) -> None:
    for number in counted_calls(tmp_path / "count"):
        directory = tmp_path / str(number)
        prepare(directory)
        crashed = crash(directory, NEW, number)
        if crashed:
            assert_whole(without_temporaries(on_disk(directory)))
            assert settled(directory) or "set-unfinished" in set_mismatch(directory).codes()
            assert places(set_mismatch(directory), "word-corrected", "output-changed") == set()
        assert build(directory, NEW).findings.codes() == []
        assert on_disk(directory) == NEW
        assert set_mismatch(directory).codes() == []


def test_after_two_crashes_in_a_row_nothing_of_ours_is_taken_for_a_persons(tmp_path: Path) -> None:
    calls = counted_calls(tmp_path / "count")
    later = {**NEW, "Word/資料1.docx": "word 1 later"}
    for first in calls[::3]:
        for second in calls[::4]:
            directory = tmp_path / f"{first}-{second}"
            build(directory, OLD)
            crash(directory, NEW, first)
            crash(directory, later, second)
            assert build(directory, OLD).findings.codes() == []
            assert on_disk(directory) == OLD


def test_a_crash_while_a_person_holds_a_correction_never_touches_it(tmp_path: Path) -> None:
    for number in counted_calls(tmp_path / "count"):
        directory = tmp_path / str(number)
        build(directory, OLD)
        (directory / "Word/資料1.docx").write_text("corrected")
        crash(directory, NEW, number)
        assert_whole(without_temporaries(on_disk(directory)))
        written = build(directory, NEW)
        assert written.kept == ("Word/資料1.docx",)
        assert on_disk(directory) == {**NEW, "Word/資料1.docx": "corrected", "Word/資料1（新）.docx": NEW["Word/資料1.docx"]}


def test_a_crash_while_files_are_held_open_leaves_nothing_that_is_taken_for_a_persons(tmp_path: Path) -> None:
    held = ("資料1.pdf", "資料1.docx", "資料1(2).docx")
    build(tmp_path / "count", OLD)
    count = FragileDisk(held=held)
    build(tmp_path / "count", NEW, count)
    for number in range(count.calls):
        directory = tmp_path / str(number)
        build(directory, OLD)
        with pytest.raises(PowerCut):
            build(directory, NEW, FragileDisk(number, held))
        assert build(directory, NEW).findings.codes() == []
        assert on_disk(directory) == NEW


NAMES = ("a.docx", "b.docx", "c.pdf")
PERSON_NAMES = ("a.docx", "a（新）.docx", "a（新2）.docx", "a(2).docx", "b.docx", "b（新）.docx")
Build = tuple[str, tuple[str, ...], int, bool, int | None, tuple[str, ...]]
builds = st.tuples(
    st.just("build"),
    st.lists(st.sampled_from(NAMES), unique=True).map(tuple),
    st.integers(0, 3),
    st.booleans(),
    st.one_of(st.none(), st.integers(0, 40)),
    st.lists(st.sampled_from(("a.docx", "a（新）.docx", "c.pdf", "manifest.json")), max_size=2, unique=True).map(tuple),
)
edits = st.tuples(st.just("edit"), st.sampled_from(PERSON_NAMES))
removals = st.tuples(st.just("remove"), st.sampled_from(PERSON_NAMES))
steps = st.lists(st.one_of(builds, builds, edits, removals), max_size=9)


class Office:
    """A person and our builds at work in one directory; remembers what the person wrote."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.corrected: dict[str, str] = {}
        self._saves = iter(range(1000))

    def edit(self, name: str) -> None:
        self.corrected[name] = f"person {next(self._saves)}"
        (self.directory / name).write_text(self.corrected[name])

    def remove(self, name: str) -> None:
        (self.directory / name).unlink(missing_ok=True)
        self.corrected.pop(name, None)

    def build(self, names: tuple[str, ...], version: int, partial: bool, stops_at: int | None, held: tuple[str, ...]) -> None:
        files = {name: f"{name} {version}" for name in names}
        try:
            written = build(self.directory, files, FragileDisk(stops_at, held), partial=partial)
        except (PowerCut, OutputFault):
            return
        assert places(written.findings, "word-corrected", "output-kept") <= set(self.corrected)
        assert {path.read_text() for path in written.paths} == set(files.values())
        assert "set-unfinished" not in set_mismatch(self.directory).codes()
        self.check_taken_for_corrected()

    def check_taken_for_corrected(self) -> None:
        assert places(set_mismatch(self.directory), "word-corrected") <= set(self.corrected)

    def check_corrected(self) -> None:
        assert {name: (self.directory / name).read_text() for name in self.corrected} == self.corrected


@settings(max_examples=150, deadline=None)
@given(steps=steps)
def test_over_builds_corrections_crashes_and_open_files_a_persons_bytes_are_never_lost(steps: list[tuple[str, ...]]) -> None:
    with tempfile.TemporaryDirectory() as directory:
        office = Office(Path(directory))
        for kind, *arguments in steps:
            getattr(office, kind)(*arguments)
            office.check_corrected()
        office.build(NAMES, 4, False, None, ())
        office.check_corrected()
        ours = set(without_temporaries(on_disk(office.directory))) - set(office.corrected)
        manifest = manifest_from_json((office.directory / "manifest.json").read_bytes())
        assert ours <= {entry.path for entry in manifest.files}
