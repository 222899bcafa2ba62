"""What layout says about characters that it cannot set as they were written."""

from __future__ import annotations

import pytest

from kaigi_docs.blocks import Document, KeyValue, KeyValueRow, Paragraph, Run, Section
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.typesetter import Typesetter
from kaigi_docs.theme import DEFAULT_THEME

CELL = Location("調査票/こども家庭課.xlsx", "調査票", "D7")


def findings_on(*runs: Run) -> list[Finding]:
    document = Document("d", "題", "", (Section((Paragraph(runs),)),))
    return list(layout_document(document, DEFAULT_THEME).findings)


def test_a_gaiji_is_an_error_with_its_cell_its_words_and_its_code() -> None:
    (finding,) = findings_on(Run("担当は"), Run("みほん市の\ue000田さんです", source=CELL))
    assert (finding.code, finding.severity, finding.where) == ("gaiji", Severity.ERROR, CELL)
    assert "「みほん市の〓田さんです」" in finding.message
    assert "U+E000" in finding.message
    assert "F040" in finding.message
    assert "\ue000" not in str(finding)


@pytest.mark.parametrize("proposal", ["髙", "﨑", "𠮷", "辻\U000e0100", "IME パッド", "F5", "本人に確かめる", "かな"])
def test_the_hint_says_how_to_go_on(proposal: str) -> None:
    (finding,) = findings_on(Run("\ue757"))
    assert proposal in finding.hint


@pytest.mark.parametrize("character", ["\ue758", "\uf8ff", "\U000f0000", "\U00100001"])
def test_a_private_character_beyond_those_of_windows_has_its_own_code_only(character: str) -> None:
    (finding,) = findings_on(Run(f"川{character}", source=CELL))
    assert finding.code == "gaiji"
    assert f"（U+{ord(character):04X}）" in finding.message


def test_each_gaiji_of_a_cell_is_named_once() -> None:
    faults = findings_on(Run("\ue000\ue001\ue000の\ue000", source=CELL), Run("\ue001", source=CELL))
    assert [(fault.code, fault.where) for fault in faults] == [("gaiji", CELL), ("gaiji", CELL)]
    assert "「〓□〓の〓」の〓は、外字（U+E000" in faults[0].message
    assert "「□〓□の□」の〓は、外字（U+E001" in faults[1].message


def test_a_gaiji_with_a_selector_a_mark_or_as_a_reading_is_found() -> None:
    assert [fault.code for fault in findings_on(Run("\ue000\U000e0100", source=CELL))] == ["gaiji"]
    assert [fault.code for fault in findings_on(Run("\ue000\u3099", source=CELL))] == ["gaiji"]
    assert [fault.code for fault in findings_on(Run("川", ruby="\ue000", source=CELL))] == ["gaiji"]


def test_a_form_that_no_face_has_is_a_warning() -> None:
    (finding,) = findings_on(Run("辻\U000e0100と辻\U000e01ef", source=CELL), Run("辻\U000e01ef", source=CELL))
    assert (finding.code, finding.severity, finding.where) == ("form-unavailable", Severity.WARNING, CELL)
    assert "U+8FBB U+E01EF" in finding.message


def test_labels_are_looked_at_too() -> None:
    typesetter = Typesetter(DEFAULT_THEME, Findings())
    typesetter.label("資料\ue000", DEFAULT_THEME.head_label)
    typesetter.spread(Run("氏\ue001", source=CELL), DEFAULT_THEME.key_value, 5.0)
    assert [(fault.code, fault.where) for fault in typesetter.findings] == [("gaiji", None), ("gaiji", CELL)]


def test_a_value_beside_a_label_names_its_cell() -> None:
    rows = (KeyValueRow(Run("氏名"), (Run("\ue010", source=CELL),)),)
    document = Document("d", "題", "", (Section((KeyValue(rows),)),))
    assert [fault.where for fault in layout_document(document, DEFAULT_THEME).findings] == [CELL]
