"""確認依頼 and 再依頼: the letters to single departments after their 調査票 came back, or did not."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import Document, Table
from kaigi_docs.findings import Findings, Location
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.settle import with_settled_widths
from kaigi_docs.materials.query_letter import LONGEST_QUOTATION, SheetWords, build_query_letter, shortened
from kaigi_docs.materials.reminder_letter import build_reminder_letter
from kaigi_docs.model.collection import Submission
from kaigi_docs.model.meeting import Department, Inquiry, Meeting
from kaigi_docs.model.queries import notes_of, queries_of
from kaigi_docs.model.text import Text
from kaigi_docs.proof.text import prove_text
from kaigi_docs.render.text.document import render_text
from kaigi_docs.theme import Theme
from letter_meeting import context_of, letter_meeting, template, written
from returned_answers import CELLS, INQUIRY, PLAN, RATING, REMARK, RESULT, UNCHANGED, measure_names, points, submission

AsText = Callable[[Document], str]
GOLDEN = Path(__file__).parents[1] / "golden"
QUERY, REMINDER = template("query_letter.md.j2"), template("reminder_letter.md.j2")
CHILDREN = Department(id="D07", name=Text("こども家庭課"))
HEADERS = {RESULT: "令和３年度取組状況", RATING: "評価", PLAN: "令和４年度予定", UNCHANGED: "変更なし", REMARK: "備考"}
WORDS = SheetWords(
    file="調査票_D07_こども家庭課.xlsx",
    measures={measure_id: Text(name) for measure_id, name in measure_names().items()},
    headers={**HEADERS, "answerer/name": "氏名"},
    cells={(measure_id, key): f"{CELLS[key]}{row}" for row, measure_id in enumerate(measure_names(), 9) for key in HEADERS},
)


def asking(**changes: Any) -> Meeting:
    return replace(letter_meeting(inquiry=INQUIRY), **changes)


def query_of(meeting: Meeting, asked: Submission | None = None, department: Department = CHILDREN) -> tuple[Document, Findings]:
    return build_query_letter(context_of(meeting), department, asked or submission(), WORDS, QUERY)


def reminder_of(meeting: Meeting, department: Department = CHILDREN) -> tuple[Document, Findings]:
    return build_reminder_letter(context_of(meeting), department, 12, REMINDER)


def table_of(document: Document) -> Table:
    return next(block for block in document.blocks() if isinstance(block, Table))


def compare(document: Document, name: str, as_text: AsText) -> None:
    """The document against its golden text; a difference leaves the new text beside it for reading."""
    golden, text = GOLDEN / name, f"{as_text(document)}\n"
    if golden.is_file() and golden.read_text(encoding="utf-8") == text:
        return
    fresh = golden.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    pytest.fail(f"差分を読んで納得したら置き換えます: mv {fresh} {golden}")


def test_the_letter_with_questions_reads_as_recorded(as_text: AsText) -> None:
    document, findings = query_of(asking())
    assert (list(findings), document.marks, document.title) == ([], (), "確認依頼　こども家庭課")
    compare(document, "query_letter.txt", as_text)


def test_the_letter_to_those_who_did_not_answer_reads_as_recorded(as_text: AsText) -> None:
    document, findings = reminder_of(asking())
    assert (list(findings), document.marks, document.title) == ([], (), "再依頼　こども家庭課")
    assert "督促" not in as_text(document)
    compare(document, "reminder_letter.txt", as_text)


def test_twenty_questions_stand_on_two_pages_and_a_reminder_on_one() -> None:
    query, _ = query_of(asking())
    assert len(queries_of(submission())) == 20
    assert len(layout_document(with_settled_widths(query, Theme()), Theme()).pages) == 2
    assert len(layout_document(reminder_of(asking())[0], Theme()).pages) == 1


def test_twenty_questions_about_twenty_measures_stand_on_two_pages_too() -> None:
    each_its_own = [replace(point, measure_id=f"J{number:03}") for number, point in enumerate((*points(), points()[0]), 1)]
    names = {point.measure_id: Text("子育て世代包括支援センターの運営") for point in each_its_own}
    asked = replace(submission(), points=tuple(each_its_own), blank=())
    words = replace(WORDS, measures=names)
    document, _ = build_query_letter(context_of(asking()), CHILDREN, asked, words, QUERY)
    assert len(asked.points) == 20
    assert len(layout_document(with_settled_widths(document, Theme()), Theme()).pages) == 2


def test_the_name_of_a_measure_stands_in_its_first_row_and_its_id_in_each(as_text: AsText) -> None:
    rows = [line.split(" | ")[1] for line in as_text(query_of(asking())[0]).splitlines() if line.startswith("query-")]
    assert rows[:6] == [
        "cell_small: 調査票全体",
        "cell_small: J009　子育て世代包括支援センターの運営",
        "cell_small: J009",
        "cell_small: J009",
        "cell_small: J010　ひとり親家庭への支援",
        "cell_small: J010",
    ]


def test_of_a_measure_without_answers_one_row_names_what_is_blank(as_text: AsText) -> None:
    last = as_text(query_of(asking())[0]).splitlines()[-1]
    assert "評価（I15）、令和４年度予定（J15）" in last


def test_letters_without_days_are_drafts_and_leave_room(as_text: AsText) -> None:
    for build in (query_of, reminder_of):
        draft, findings = build(asking(inquiry=Inquiry()))
        text = as_text(draft)
        assert (draft.marks, list(findings)) == (("案",), [])
        assert text.splitlines()[1] == "lead: 令和　　年　　月　　日"
        assert "期限　　令和　　年　　月　　日" in text
    half, _ = query_of(asking(inquiry=replace(INQUIRY, query_on=None)))
    assert (half.marks, as_text(half).splitlines()[1]) == (("案",), "lead: 令和４年　　月　　日")
    assert reminder_of(asking(inquiry=replace(INQUIRY, reminder_due=None)))[0].marks == ("案",)


def test_a_letter_may_go_without_number(as_text: AsText) -> None:
    meeting = asking(inquiry=replace(INQUIRY, follow_up_no=Text("")))
    assert as_text(query_of(meeting)[0]).startswith("lead: 令和４年６月３日\n")


@pytest.mark.parametrize(
    ("name", "addressed"),
    [
        ("こども家庭課", "こども家庭課長　様"),
        ("消費生活センター", "消費生活センター長　様"),
        ("議会事務局", "議会事務局長　様"),
        ("みほん市社会福祉協議会", "みほん市社会福祉協議会　御中"),
    ],
)
def test_the_head_of_the_department_is_addressed(name: str, addressed: str, as_text: AsText) -> None:
    assert f"plain: {addressed}" in as_text(reminder_of(asking(), Department(id="D01", name=Text(name)))[0]).splitlines()


def test_the_office_may_write_its_own_words_with_its_days(as_text: AsText) -> None:
    rows = (*written("query_body", "〔確認依頼の締切〕までに。"), *written("reminder_body", "〔再依頼の締切〕までに。"))
    for build in (query_of, reminder_of):
        document, findings = build(asking(wording=rows))
        bodies = [line for line in as_text(document).splitlines() if line.startswith("body")]
        assert (bodies, list(findings)) == (["body: 令和４年６月10日（金）までに。"], [])


def test_an_unknown_placeholder_names_its_cell() -> None:
    _, findings = query_of(asking(wording=written("query_body", "〔確認の締切〕まで")))
    assert [(each.code, each.where) for each in findings] == [("placeholder-unknown", Location("会議設定.xlsx", "文面", "C4"))]


def test_without_a_plan_the_subject_names_the_meeting_or_nothing(as_text: AsText) -> None:
    meeting = asking(plan_name=Text(""))
    assert "lead: 取組状況の調査票の記載内容の確認について（依頼）" in as_text(query_of(meeting)[0])
    assert "lead: みほん市いのち支える協議会に報告する事業の状況の回答について（再依頼）" in as_text(reminder_of(meeting)[0])


def test_a_plan_whose_name_has_a_wide_space_keeps_it_in_the_subject(as_text: AsText) -> None:
    meeting = asking(plan_name=Text("みほん市　いのちの計画"))
    assert "lead: 「みほん市　いのちの計画」取組状況の調査票" in as_text(query_of(meeting)[0])


def test_a_question_about_a_column_that_the_sheet_has_not_is_asked_by_the_place_in_their_file(as_text: AsText) -> None:
    (point, *_) = points()
    stray = replace(point, measure_id="J999", key="value/昔の列", where=Location("調査票/返信.xlsx", "調査票", "Q40"))
    whole = replace(point, key="", where=Location("調査票/返信.xlsx"))
    lines = as_text(query_of(asking(), replace(submission(), points=(stray, whole), blank=()))[0]).splitlines()
    assert [" | ".join(line.split(" | ")[1:3]) for line in lines if line.startswith("query-")] == [
        "cell_small: 調査票全体 | cell_small: 調査票全体",
        "cell_small: J999 | cell_small: value/昔の列（Q40）",
    ]


def test_a_long_quotation_keeps_its_ends_and_the_sentence_stays_whole() -> None:
    answer = "はじめの文です。" + "あ" * 300 + "「内側」" + "い" * 50 + "終わりの文です。"
    text = shortened(f"「{answer}」の数が、前回の「120人」と同じです。")
    assert text.startswith("「はじめの文です。あ")
    assert text.endswith("終わりの文です。」の数が、前回の「120人」と同じです。")
    assert len(text) < LONGEST_QUOTATION + 40
    assert shortened("「一行目\n二行目」とあります。") == "「一行目 二行目」とあります。"


@given(st.text(alphabet="あ「」\n\u3099\ufe00x", max_size=200))
@settings(max_examples=40, deadline=None)
def test_shortening_takes_any_text_and_never_makes_it_longer(text: str) -> None:
    short = shortened(text)
    assert len(short) <= len(text)
    assert shortened("「よい」です。" + text).startswith("「よい」です。")


def test_notes_have_the_numbers_of_the_letter_and_blank_answers_none() -> None:
    queries = queries_of(submission())
    notes = notes_of(queries, REMARK)
    assert notes["J009", RATING].startswith("確認2\n評価「ほぼ実施」は選択肢にありません。")
    assert notes["J014", REMARK].startswith("確認19\n"), "a question about the row stands at its remark"
    assert (notes["J015", RATING], notes["J015", PLAN]) == ("", "")
    assert notes["", "answerer/name"] == "確認1\n回答者の氏名が空です。\n氏名を書いてください。"
    again = replace(points()[1], found="もう一つ。")
    both = notes_of(queries_of(replace(submission(), points=(*points(), again))), REMARK)["J009", RATING]
    assert [line for line in both.splitlines() if line.startswith("確認")] == ["確認2", "確認5"]


def test_the_text_for_mail_tells_the_table_row_by_row(tmp_path: Path) -> None:
    document, _ = query_of(asking())
    path = tmp_path / "確認依頼.txt"
    path.write_bytes(render_text(document))
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    at = lines.index("12　J012　児童虐待防止の啓発")
    assert lines[at : at + 4] == [
        "12　J012　児童虐待防止の啓発",
        "　令和３年度取組状況（H12）",
        "　文の一部「会場が使えず中止した」に取り消し線が引いてあります。",
        "　消してよい文なら、消して返してください。",
    ]
    assert list(prove_text(path, document)) == []
    path.write_text(path.read_text(encoding="utf-8-sig").replace("取り消し線", "下線"), encoding="utf-8")
    assert prove_text(path, document).codes() == ["proof-character-lost"]
