"""The page of hard cases in docs/typesetting: its lines are the ones that the committed list shows, and it is proven."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.running import add_running
from kaigi_docs.proof.pdf import measured_proof
from kaigi_docs.theme import DEFAULT_THEME

SOURCE = Path(__file__).resolve().parents[1] / "docs" / "typesetting" / "hard_cases.py"


@pytest.fixture(scope="module")
def hard_cases() -> ModuleType:
    spec = importlib.util.spec_from_file_location("hard_cases", SOURCE)
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_hard_case_is_set_as_the_committed_lines_show(hard_cases: ModuleType) -> None:
    assert "\n".join(hard_cases.set_lines()) == hard_cases.LINES.read_text(encoding="utf-8")


def test_the_page_of_hard_cases_passes_the_proof_without_a_forced_break(hard_cases: ModuleType, tmp_path: Path) -> None:
    path = tmp_path / "cases.pdf"
    path.write_bytes(hard_cases.pdf())
    document = hard_cases.document()
    laid_out = add_running([layout_document(document, DEFAULT_THEME)], DEFAULT_THEME, through=False)
    assert list(laid_out[0].findings) == []
    proof = measured_proof(path, laid_out, [document])
    assert list(proof.findings) == []
    assert proof.figures.forced_breaks == ()


def test_no_case_begins_a_line_with_a_forbidden_sign(hard_cases: ModuleType) -> None:
    lines = [line.strip()[1:-1] for line in hard_cases.set_lines() if line.strip().startswith("|")]
    assert len(lines) > 30
    assert [line for line in lines if line[0] in "、。）」』】ーゃゅょっァィゥェォ々？！・"] == []
    assert [line for line in lines if line[-1] in "（「『【〔"] == []
