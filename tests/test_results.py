from __future__ import annotations

from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.results import Outcome, result_page


def page(*, succeeded: bool, findings: list[Finding]) -> str:
    return result_page(
        Outcome("会議資料一式の作成", succeeded, "3点、12ページ。", ["PDF/資料３.pdf"], findings, ["確かめてください。"])
    )


def test_the_page_says_first_whether_the_run_succeeded() -> None:
    assert page(succeeded=True, findings=[]).index("できました。3点") < page(succeeded=True, findings=[]).index("できたもの")
    assert "できませんでした。" in page(succeeded=False, findings=[])


def test_errors_stand_before_warnings_with_their_place() -> None:
    warning = Finding("rating-blank", Severity.WARNING, Location("施策一覧.xlsx", "施策一覧", "H3"), "評価が空です。")
    error = Finding(
        "date-invalid", Severity.ERROR, Location("会議設定.xlsx", "会議", "B4"), "2月30日はありません。", "直してください。"
    )
    html = page(succeeded=False, findings=[warning, error])
    assert html.index("会議設定.xlsx「会議」B4") < html.index("施策一覧.xlsx「施策一覧」H3")
    assert "2月30日はありません。直してください。" in html


def test_what_people_wrote_is_never_markup() -> None:
    html = page(succeeded=False, findings=[Finding("x", Severity.ERROR, None, "<script>alert(1)</script>")])
    assert "<script>" not in html
    assert "&lt;script&gt;" in html


def test_the_maps_of_answer_forms_are_to_be_left_alone_wherever_they_lie() -> None:
    outcome = Outcome("", True, "", ["様式/a.json", "正誤表/様式/b.json", "正誤表/正誤表.pdf"], [], [])
    assert result_page(outcome).count("開いたり消したりしないでください") == 2
