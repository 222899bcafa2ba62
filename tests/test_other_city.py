"""A health and welfare plan of a small town, built to the end: rated indicators, quarters, scores, older years first."""

from __future__ import annotations

from pathlib import Path

import page
import pytest

from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Severity
from kaigi_docs.new import write_books
from kaigi_docs.packet import BuildResult, build
from other_cities import HEALTH_PLAN
from tagged_pdf import Element, structure_of


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, BuildResult]:
    folder = tmp_path_factory.mktemp("town") / "utsushi"
    write_books(folder, HEALTH_PLAN)
    out = folder.parent / "out"
    return out, build(folder, out=out)


def structure(out: Path, title: str) -> Element:
    return structure_of((out / "PDF" / f"{title}.pdf").read_bytes())


def rows(element: Element) -> list[list[str]]:
    return [["".join(cell.text.split()) for cell in row.elements] for row in element.all("TR")]


def test_the_packet_is_built_without_a_fault(town: tuple[Path, BuildResult]) -> None:
    out, result = town
    assert result.exit_code is ExitCode.DONE
    assert [finding.code for finding in result.findings if finding.severity is not Severity.NOTE] == []
    assert sorted(path.name for path in (out / "Word").iterdir()) == [
        *("はじめにお読みください.docx", "次第.docx", "評価についての回答書.docx"),
        *("資料1　指標の評価.docx", "資料2　次期計画の予定.docx"),
    ]


def test_indicators_are_rated_by_rule_and_rolled_up_by_policy(town: tuple[Path, BuildResult]) -> None:
    table = rows(structure(town[0], "資料1　指標の評価"))
    years = ("令和3年度実績", "令和4年度実績", "令和4年度推移", "令和4年度評価")
    assert table[0] == ["評価指標", "計画策定時の現状値", "目標値", *years]
    assert table[1:] == [
        ["方向性1健やかに暮らす（評価A）"],
        ["運動を続けている人の割合", "48.0％", "60％以上", "50.1％", "53.2％", "↑", "a"],
        ["毎年健診を受ける人の割合", "61.0％", "70％以上", "60.2％", "62.4％", "↑", "b"],
        ["方向性2ともに支える（評価C）"],
        ["近所に頼れる人がいる人の割合", "72.5％", "80％以上", "70.0％", "68.0％", "↓", "c"],
    ]


def test_the_schedule_counts_in_quarters_of_two_years(town: tuple[Path, BuildResult]) -> None:
    table = rows(structure(town[0], "資料2　次期計画の予定"))
    assert table[0][1:3] == ["令和5年度", "令和6年度"]
    assert [each for each in table[1] if each][:2] == ["4～6月", "7～9月"]
    assert any("■調査" in cell for row in table for cell in row)


def test_titles_name_the_year_before_and_the_score_has_a_box_a_step(town: tuple[Path, BuildResult]) -> None:
    out, _ = town
    assert "令和4年度の指標の評価について" in structure(out, "次第").text
    form = structure(out, "評価についての回答書")
    assert "令和4年度の取組の評価" in form.text
    assert len([each for each in form.all("Form") if each.alt.startswith("回答書1")]) == 6


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2B])
def test_the_packet_breaks_no_rule_of_pdf_ua_1_or_pdf_a_2b(
    town: tuple[Path, BuildResult], profile: page.ValidationProfile
) -> None:
    report = page.validate_pdf_bytes((town[0] / "会議資料一式.pdf").read_bytes(), profile=profile)
    assert [(each.rule_id, each.message) for each in report.failures] == []
