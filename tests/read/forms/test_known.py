from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from answer_forms import VERSION, form_map, form_meeting
from kaigi_docs.model.form_map import FormMap, form_map_tree
from kaigi_docs.read.forms.known import KnownForms, read_known_forms

FORM = form_map(form_meeting())
OTHER = "ba9876543210"
FIRST, SECOND = "発送済み/2022-08-22/様式", "発送済み/2022-08-30/様式"


def keep(directory: Path, folder: str, form: FormMap, *endings: str) -> None:
    path = directory / folder / f"{form.version}.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(form_map_tree(form)), encoding="utf-8")
    for ending in endings:
        path.with_suffix(ending).write_bytes(b"blank")


def read(directory: Path) -> tuple[KnownForms, list[tuple[str, str]]]:
    known, findings = read_known_forms(directory, directory / "out")
    return known, [(each.code, each.where.file if each.where is not None else "") for each in findings]


def test_nothing_is_known_where_nothing_was_made(tmp_path: Path) -> None:
    assert read(tmp_path) == (KnownForms(), [])


def test_the_form_that_was_mailed_goes_before_that_of_the_outputs(tmp_path: Path) -> None:
    keep(tmp_path, FIRST, FORM, ".pdf", ".docx")
    keep(tmp_path, "out/様式", FORM, ".pdf")
    keep(tmp_path, "out/様式", replace(FORM, version=OTHER))
    known, codes = read(tmp_path)
    assert codes == []
    assert list(known.maps) == [VERSION, OTHER]
    assert known.blank(VERSION) == tmp_path / FIRST / f"{VERSION}.pdf"
    assert known.words == {VERSION: tmp_path / FIRST / f"{VERSION}.docx"}
    assert known.blank(OTHER) is None
    assert [each.version for each in known.present("")] == [VERSION], "what was built after mailing is not what members have"
    assert known.by_code(FORM.code) == FORM
    assert known.by_code("AAAAAAAA") is None


@pytest.mark.parametrize("again", [False, True])
def test_the_mailing_that_came_last_is_the_present_one(tmp_path: Path, again: bool) -> None:
    keep(tmp_path, FIRST, replace(FORM, version=OTHER))
    keep(tmp_path, SECOND, FORM)
    if again:
        keep(tmp_path, "発送済み/2022-09-02/様式", replace(FORM, version=OTHER))
    known, _ = read(tmp_path)
    assert [each.version for each in known.present("")] == [OTHER if again else VERSION]


def test_each_round_has_its_own_forms(tmp_path: Path) -> None:
    keep(tmp_path, FIRST, FORM)
    keep(tmp_path, "out/様式", replace(FORM, version=OTHER, round_id="表決"))
    known, _ = read(tmp_path)
    assert [each.version for each in known.present("表決")] == [OTHER]


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"[" * 50_000, b"\xff", json.dumps(form_map_tree(FORM)).encode()])
def test_a_damaged_or_renamed_map_is_told_with_its_place(tmp_path: Path, content: bytes) -> None:
    (tmp_path / FIRST).mkdir(parents=True)
    (tmp_path / FIRST / f"{OTHER}.json").write_bytes(content)
    known, codes = read(tmp_path)
    assert codes == [("form-map-damaged", f"{FIRST}/{OTHER}.json")]
    assert known.maps == {}
