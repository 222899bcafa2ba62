"""PDFs that somebody made to do harm: each costs a finding or is read, and the form behind them is read as ever."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from hostile_pdfs import hostile_pdfs
from kaigi_docs.read.forms.pdf import PdfLimits, PdfReading
from kaigi_docs.read.sandbox import Sandbox, SandboxLimits
from pdf_answers import Desk, codes, desk, filled, said
from printed_forms import TWIN, fillable_form

FORMS = {
    *("long_value.pdf", "control_characters.pdf", "unknown_name.pdf", "xfa.pdf", "names_of_files.pdf", "many_files.pdf"),
    *("script_when_opened.pdf", "script_in_field.pdf", "program_to_start.pdf", "sends_itself.pdf"),
}
"""Those that are forms all the same."""
SLOW = ("drawing_in_itself.pdf", "doubling_drawings.pdf", "meanings_bomb.pdf", "content_bomb.pdf", "jbig2_bomb.pdf")
"""They take a worker with them, after seconds; the campaign reads them."""


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, PdfReading]:
    """All of them and a good one at the end, in one worker."""
    office = desk(tmp_path_factory.mktemp("hostile"))
    limits = SandboxLimits(seconds=5.0, memory_bytes=512 << 20)
    with Sandbox(limits) as sandbox:
        office = replace(office, sandbox=sandbox, limits=PdfLimits(attached_bytes=1_000_000))
        found = {name: office.read(content) for name, content in sorted(hostile_pdfs().items()) if name not in SLOW}
        return {**found, "good": office.read(filled(fillable_form(TWIN), {"Q1/text": "会議"}))}


def test_the_good_form_behind_them_is_read(batch: Mapping[str, PdfReading]) -> None:
    assert [said(form) for form in batch["good"].forms] == [{"Q1/text": "会議"}]


def test_a_hostile_pdf_is_refused_shown_or_harmless(batch: Mapping[str, PdfReading]) -> None:
    assert {name for name, reading in batch.items() if reading.forms} == FORMS | {"good"}
    assert [name for name, each in batch.items() if not (each.forms or each.unread or codes(each))] == []
    assert [name for name, each in batch.items() if "file-timeout" in codes(each)] == []


@pytest.mark.parametrize("name", ["script_when_opened.pdf", "script_in_field.pdf", "program_to_start.pdf", "sends_itself.pdf"])
def test_what_would_act_elsewhere_is_told_and_not_done(batch: Mapping[str, PdfReading], name: str) -> None:
    assert codes(batch[name]) == ["pdf-scripts"]
    assert said(batch[name].forms[0]) == {"Q1/text": "会議"}


def test_control_characters_never_leave_the_reader(batch: Mapping[str, PdfReading]) -> None:
    (value,) = batch["control_characters.pdf"].forms[0].values
    assert value.text.value == "\ufffd]0;rm\ufffd\ufffd=cmd|'/c calc'!A0{{7*7}}<b>"


def test_limits_are_parameters(tmp_path_factory: pytest.TempPathFactory) -> None:
    office = desk(tmp_path_factory.mktemp("limits"))
    form = fillable_form(TWIN)
    for limits in (PdfLimits(pages=1), PdfLimits(fields=10)):
        assert codes(replace(office, limits=limits).read(form)) == ["pdf-limit"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk(tmp_path_factory.mktemp("office"))


@pytest.mark.parametrize("cut", [0.2, 0.5, 0.9, 0.999])
def test_a_cut_file_is_damaged_or_read_but_never_an_accident(office: Desk, cut: float) -> None:
    form = filled(fillable_form(TWIN), {"Q1/text": "会議"})
    reading = office.read(form[: int(len(form) * cut)])
    assert codes(reading) == ["pdf-damaged"] or [said(each) for each in reading.forms] == [{"Q1/text": "会議"}]
