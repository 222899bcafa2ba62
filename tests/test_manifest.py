"""The manifest: what is written comes back, and nothing else is taken for one."""

from __future__ import annotations

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.manifest import (
    Description,
    EarlierFile,
    FileEntry,
    Manifest,
    ManifestDamaged,
    Origin,
    is_inside,
    manifest_from_json,
    manifest_to_json,
)

words = st.text(max_size=12)
hashes = st.text("0123456789abcdef", min_size=64, max_size=64)
names = st.text(st.characters(exclude_characters="/\\:\0", exclude_categories=["Cs"]), min_size=1, max_size=8)
paths = st.lists(names.filter(lambda name: name not in (".", "..")), min_size=1, max_size=3).map("/".join)
descriptions = st.builds(
    Description,
    kind=words,
    title=words,
    material_id=st.none() | words,
    packet_pages=st.none() | st.tuples(st.integers(1, 9), st.integers(1, 9)),
    pages=st.none() | st.integers(0, 99),
    form_version=st.none() | words,
    content_sha256=st.none() | hashes,
)
entries = st.builds(FileEntry, path=paths, name=paths, sha256=hashes, person_may_edit=st.booleans(), description=descriptions)
origins = st.builds(
    Origin,
    kaigi_docs=words,
    meeting=words,
    fonts=st.dictionaries(words, hashes, max_size=2),
    inputs=st.dictionaries(words, hashes, max_size=2),
)


def in_order(files: list[FileEntry], earlier: set[EarlierFile], origin: Origin) -> Manifest:
    return Manifest(origin=origin, files=tuple(sorted(files, key=lambda entry: entry.path)), earlier=tuple(sorted(earlier)))


manifests = st.builds(
    in_order,
    st.lists(entries, max_size=3, unique_by=lambda entry: entry.path),
    st.sets(st.builds(EarlierFile, paths, hashes), max_size=3),
    origins,
)

EXAMPLE = Manifest(
    origin=Origin(
        kaigi_docs="0.1.0", meeting="mihon-r04-1", fonts={"BIZUDMincho-Regular.ttf": "f" * 64}, inputs={"会議設定.xlsx": "a" * 64}
    ),
    files=(
        FileEntry(
            path="Word/資料３（新）.docx",
            name="Word/資料３.docx",
            sha256="b" * 64,
            person_may_edit=True,
            description=Description(
                kind="word",
                title="資料３ 各課の取組状況",
                material_id="S03",
                packet_pages=(9, 20),
                pages=12,
                content_sha256="c" * 64,
            ),
        ),
    ),
    earlier=(EarlierFile("Word/資料９.docx", "d" * 64),),
)


@settings(max_examples=100, deadline=None)
@given(manifest=manifests)
def test_a_manifest_comes_back_as_it_was_written(manifest: Manifest) -> None:
    assert manifest_from_json(manifest_to_json(manifest)) == manifest


def test_it_is_written_for_people_to_read() -> None:
    text = manifest_to_json(EXAMPLE).decode("utf-8")
    assert text.endswith("}\n")
    assert ' "schema": 1' in text.splitlines()
    assert '   "title": "資料３ 各課の取組状況"' in text.splitlines()
    tree = json.loads(text)
    assert list(tree) == sorted(tree)
    assert tree["files"][0]["packet_pages"] == [9, 20]
    assert set(tree["files"][0]) == {
        *("path", "name", "material_id", "kind", "title", "packet_pages", "pages", "form_version", "content_sha256"),
        *("made_from", "person_may_edit", "sha256"),
    }


def test_the_order_of_files_does_not_change_the_bytes() -> None:
    other = FileEntry(
        path="a.pdf", name="a.pdf", sha256="e" * 64, person_may_edit=False, description=Description(kind="pdf", title="x")
    )
    one = Manifest(origin=EXAMPLE.origin, files=(other, *EXAMPLE.files))
    two = Manifest(origin=EXAMPLE.origin, files=(*EXAMPLE.files, other))
    assert manifest_to_json(one) == manifest_to_json(two)


def test_a_file_name_that_is_no_unicode_comes_back() -> None:
    origin = Origin(kaigi_docs="", meeting="", fonts={}, inputs={"\udc83\udc8f.xlsx": "a" * 64})
    assert manifest_from_json(manifest_to_json(Manifest(origin=origin, files=()))).origin == origin


WRONG = {
    "schema": 2,
    "kaigi_docs": 1,
    "meeting": None,
    "fonts": [],
    "inputs": {"a": 1},
    "files": {},
    "earlier": None,
}
WRONG_ENTRY = {
    "path": "../a.docx",
    "name": "C:/a.docx",
    "sha256": 1,
    "kind": None,
    "title": 3,
    "material_id": 4,
    "packet_pages": [1],
    "pages": "12",
    "form_version": 1,
    "content_sha256": [],
    "person_may_edit": 1,
}


@pytest.mark.parametrize("name", list(WRONG))
def test_an_entry_of_the_wrong_kind_is_damage(name: str) -> None:
    tree = json.loads(manifest_to_json(EXAMPLE)) | {name: WRONG[name]}
    with pytest.raises(ManifestDamaged):
        manifest_from_json(json.dumps(tree).encode())


@pytest.mark.parametrize("name", list(WRONG_ENTRY))
def test_a_file_entry_of_the_wrong_kind_is_damage(name: str) -> None:
    tree = json.loads(manifest_to_json(EXAMPLE))
    tree["files"][0][name] = WRONG_ENTRY[name]
    with pytest.raises(ManifestDamaged):
        manifest_from_json(json.dumps(tree).encode())


@settings(max_examples=100, deadline=None)
@given(cut=st.integers(0, 10_000), junk=st.binary(max_size=3))
def test_a_damaged_file_is_damage_and_nothing_else(cut: int, junk: bytes) -> None:
    whole = manifest_to_json(EXAMPLE)
    with contextlib.suppress(ManifestDamaged):
        assert manifest_from_json(whole[: cut % len(whole)] + junk) is not None


@pytest.mark.parametrize(
    ("path", "inside"),
    [
        ("a.pdf", True),
        ("PDF/資料1.pdf", True),
        ("", False),
        (".", False),
        ("..", False),
        ("../a", False),
        ("a/../b", False),
        ("/a", False),
        ("a/", False),
        ("a//b", False),
        ("C:/a", False),
        ("C:a", False),
        ("a\\b", False),
        ("\\\\server\\a", False),
        ("a\0b", False),
    ],
)
def test_a_path_must_stay_in_its_directory_on_windows_too(path: str, inside: bool) -> None:
    assert is_inside(path) is inside
