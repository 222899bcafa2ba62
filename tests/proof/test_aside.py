"""The proof in a second process finds what the proof in this one finds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from proof_bench import every_block, laid_out, line_of, sheet_of

from kaigi_docs.errors import OutputFault
from kaigi_docs.layout.blanks import with_blank_backs
from kaigi_docs.proof.aside import AsideProver
from kaigi_docs.proof.jobs import Job, JobProof, MaterialProof, prove_job
from kaigi_docs.proof.pdf import measured_proof
from kaigi_docs.render.pdf.paint import PdfInfo, paint_pdf
from kaigi_docs.theme import DEFAULT_THEME


def test_both_processes_find_the_same(tmp_path: Path) -> None:
    document = every_block()
    part = laid_out(document)
    other_part, other_document = sheet_of(line_of("別の資料です。"))
    whole, broken = tmp_path / "資料１.pdf", tmp_path / "資料２.pdf"
    whole.write_bytes(paint_pdf([part], PdfInfo(title="資料１")))
    broken.write_bytes(paint_pdf([part], PdfInfo(title="資料２")))
    with AsideProver([(part, document), (other_part, other_document)]) as aside:
        assert aside.ask(MaterialProof(0, whole)).findings.codes() == []
        there, here = aside.ask(MaterialProof(1, broken)), measured_proof(broken, [other_part], [other_document])
        assert (list(there.findings), there.figures) == (list(here.findings), here.figures)
        assert "proof-character-extra" in there.findings.codes()
        assert aside.ask(MaterialProof(0, whole)).figures == measured_proof(whole, [part], [document]).figures


def test_both_processes_find_the_same_of_a_print_job(tmp_path: Path) -> None:
    document = every_block()
    part = laid_out(document)
    other_part, other_document = sheet_of(line_of("別の資料です。"))
    printed = [(part, document), (other_part, other_document)]
    slots = (*range(len(part.pages)), *((None,) * (len(part.pages) % 2)))
    whole, broken = tmp_path / "一式.pdf", tmp_path / "欠けた一式.pdf"
    pages = [with_blank_backs(part, slots, DEFAULT_THEME), with_blank_backs(other_part, (0, None), DEFAULT_THEME)]
    whole.write_bytes(paint_pdf(pages, PdfInfo(title="一式")))
    broken.write_bytes(paint_pdf(pages[:1], PdfInfo(title="一式")))
    with AsideProver(printed) as aside:
        for with_text in (True, False):
            job = Job(((0, slots), (1, (0, None))), DEFAULT_THEME, False, with_text)
            assert aside.ask(JobProof(job, whole)).codes() == []
            assert list(aside.ask(JobProof(job, broken))) == list(prove_job(printed, job, broken))
            assert aside.ask(JobProof(job, broken)).codes() == ["proof-pages"]


def test_a_blank_page_that_is_not_blank_is_found(tmp_path: Path) -> None:
    part, document = sheet_of(line_of("資料です。"))
    path = tmp_path / "一式.pdf"
    path.write_bytes(paint_pdf([with_blank_backs(part, (0, None), DEFAULT_THEME, names_blanks=True)], PdfInfo(title="一式")))
    job = Job(((0, (0, None)),), DEFAULT_THEME, False, False)
    assert prove_job([(part, document)], job, path).codes() == ["proof-character-extra"]
    assert prove_job([(part, document)], replace(job, names_blanks=True), path).codes() == []


def test_a_process_that_has_gone_is_an_output_fault(tmp_path: Path) -> None:
    part, document = sheet_of(line_of("資料です。"))
    path = tmp_path / "資料１.pdf"
    path.write_bytes(paint_pdf([part], PdfInfo(title="資料１")))
    with AsideProver([(part, document)]) as aside:
        aside._process.kill()
        aside._process.wait()
        with pytest.raises(OutputFault, match="読み直す途中で止まりました"):
            aside.ask(MaterialProof(0, path))
