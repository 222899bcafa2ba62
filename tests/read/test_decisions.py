"""判断/要確認.xlsx and 判断/修正.xlsx as people fill them in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from decision_rows import QuestionsBook, question
from kaigi_docs.decision_books import add_questions, start_corrections
from kaigi_docs.declarations.measures import ValueField, value_fields
from kaigi_docs.findings import Findings, Location, Severity
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.decisions import NOTHING_DECIDED, Correction, Decisions, OpenQuestion, QuestionKind
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import ColumnKind, MeasureColumn
from kaigi_docs.model.text import Text
from kaigi_docs.read.decisions import read_decisions
from kaigi_docs.read.sandbox import Sandbox

RECEIVED, WHOSE, MATCHED = (
    question("返信", QuestionKind.RECEIPT),
    question("名前なし", QuestionKind.DEPARTMENT, "こども家庭課"),
    question("旧様式", QuestionKind.NAMES),
)
COLUMNS = (
    MeasureColumn(key="取組状況", heading=Text("令和３年度\n取組状況"), kind=ColumnKind.TEXT),
    MeasureColumn(key="参加者数", heading=Text("参加者数"), kind=ColumnKind.NUMBER, years=(FiscalYear(2020), FiscalYear(2021))),
)
FIELDS: tuple[ValueField, ...] = value_fields(COLUMNS, ())
MEASURES = tuple(
    Measure(id=f"J00{number}", name=Text(name), values={}, rating_ids={})
    for number, name in enumerate(("居場所づくり", "相談窓口", "研修会"), 1)
)
CORRECTED = {
    **{"事業ID": "J001", "列": "取組状況", "修正前": "24回", "修正後": "22回", "理由": "電話で確認"},
    **{"修正した人": "見本", "修正した日": date(2022, 6, 10)},
}


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def read(tmp_path: Path, sandbox: Sandbox) -> Callable[..., tuple[Decisions, Findings]]:
    return lambda questions=(): read_decisions(tmp_path, sandbox, FIELDS, MEASURES, questions)


@pytest.fixture
def asked(tmp_path: Path, sandbox: Sandbox) -> QuestionsBook:
    """要確認.xlsx with three questions."""
    add_questions(tmp_path, [RECEIVED, WHOSE, MATCHED], NOTHING_DECIDED, sandbox)
    return QuestionsBook(tmp_path)


@pytest.fixture
def corrected(tmp_path: Path) -> Callable[..., None]:
    """Writes rows into 修正.xlsx."""

    def write(*rows: dict[str, Any]) -> None:
        start_corrections(tmp_path, FIELDS)
        path = tmp_path / "判断" / "修正.xlsx"
        workbook = load_workbook(path)
        headers = [cell.value for cell in workbook["修正"][3]]
        for number, row in enumerate(rows, 4):
            for header, value in row.items():
                workbook["修正"].cell(number, headers.index(header) + 1).value = value
        workbook.save(path)

    return write


def found(findings: Findings) -> list[tuple[str, str, str | None]]:
    """Code, file and cell of each finding."""
    places = [(each.code, each.where or Location("")) for each in findings]
    return [(code, where.file, where.cell) for code, where in places]


def test_without_books_nothing_is_decided(read: Any) -> None:
    decisions, findings = read()
    assert (decisions, found(findings)) == (NOTHING_DECIDED, [])


def test_books_as_they_are_made_decide_nothing(read: Any, asked: QuestionsBook, corrected: Any) -> None:
    corrected()
    decisions, findings = read()
    assert (decisions, found(findings)) == (NOTHING_DECIDED, [])


@pytest.mark.parametrize(
    "typed", [datetime(2022, 6, 1), "令和4年6月1日", "R4.6.1", "２０２２／６／１", "令和４年６月１日（水）"], ids=str
)
def test_a_day_may_be_typed_in_any_usual_way(read: Any, asked: QuestionsBook, typed: Any) -> None:
    asked.answer(RECEIVED, typed)
    asked.save()
    decisions, findings = read()
    assert (decisions.answers[RECEIVED.id].day, found(findings)) == (date(2022, 6, 1), [])


@pytest.mark.parametrize("typed", ["6/1", "6/31", "昨日"])
def test_a_day_that_cannot_be_told_is_a_finding(read: Any, asked: QuestionsBook, typed: str) -> None:
    asked.answer(RECEIVED, typed)
    asked.save()
    decisions, findings = read()
    assert (decisions.answers, found(findings)) == ({}, [("date-invalid", "判断/要確認.xlsx", "I4")])


def test_an_answer_counts_as_the_choice_that_it_spells(read: Any, asked: QuestionsBook) -> None:
    asked.answer(WHOSE, "こども 家庭課　")
    asked.save()
    decisions, findings = read()
    assert (decisions.answer(WHOSE.id), found(findings)) == ("こども家庭課", [])


@pytest.mark.parametrize("known", [(), (WHOSE,)], ids=["choices from the book", "choices given"])
def test_an_answer_that_is_no_choice_is_a_finding(read: Any, asked: QuestionsBook, known: Sequence[OpenQuestion]) -> None:
    asked.answer(WHOSE, "こども課")
    asked.save()
    decisions, findings = read(known)
    assert (decisions.answers, found(findings)) == ({}, [("decision-unknown", "判断/要確認.xlsx", "I5")])
    assert "こども家庭課」のことですか" in str(next(iter(findings)))


def test_a_question_that_is_no_longer_asked_keeps_its_answer(tmp_path: Path, sandbox: Sandbox, read: Any) -> None:
    add_questions(tmp_path, [WHOSE, MATCHED], NOTHING_DECIDED, sandbox)
    add_questions(tmp_path, [MATCHED], NOTHING_DECIDED, sandbox)
    book = QuestionsBook(tmp_path)
    book.answer(WHOSE, "総務課に聞く")
    book.save()
    decisions, findings = read()
    assert (decisions.answer(WHOSE.id), found(findings)) == ("総務課に聞く", [])


def test_two_answers_to_one_question_are_a_finding_unless_they_agree(read: Any, asked: QuestionsBook) -> None:
    asked.answer(MATCHED, "はい")
    asked.write(9, "ID", MATCHED.id)
    asked.write(9, "答え", "いいえ")
    asked.write(10, "ID", WHOSE.id)
    asked.write(10, "答え", "地域福祉課")
    asked.write(11, "ID", WHOSE.id.lower())
    asked.write(11, "答え", "地域福祉課")
    asked.save()
    decisions, findings = read()
    assert found(findings) == [("decision-twice", "判断/要確認.xlsx", "I9")]
    assert {id_: each.answer.value for id_, each in decisions.answers.items()} == {WHOSE.id: "地域福祉課"}


def test_rows_may_be_sorted_and_columns_moved(read: Any, asked: QuestionsBook) -> None:
    asked.answer(MATCHED, "いいえ")
    asked.sheet.insert_cols(1)
    asked.sheet.insert_rows(4, 2)
    asked.save()
    decisions, findings = read()
    assert (decisions.answer(MATCHED.id), found(findings)) == ("いいえ", [])


def test_a_correction_says_what_was_there_and_what_is_printed(read: Any, corrected: Any) -> None:
    corrected(CORRECTED, {**CORRECTED, "事業ID": "ｊ002", "列": "参加者数R3", "修正後": None})
    decisions, findings = read()
    first, second = decisions.corrections
    assert first == Correction(
        measure_id="J001",
        column="取組状況",
        old=Text("24回"),
        new=Text("22回"),
        reason=Text("電話で確認"),
        who=Text("見本"),
        day=date(2022, 6, 10),
        where=first.where,
    )
    assert (first.where.file, first.where.cell) == ("判断/修正.xlsx", "A4")
    assert (second.measure_id, second.column, second.new) == ("J002", "参加者数 R3", Text(""))
    assert found(findings) == []


def test_a_correction_may_name_a_column_as_the_departments_read_it(read: Any, corrected: Any) -> None:
    corrected({**CORRECTED, "列": "令和３年度取組状況"})
    decisions, findings = read()
    assert ([each.column for each in decisions.corrections], found(findings)) == (["取組状況"], [])


@pytest.mark.parametrize(
    ("changed", "code", "cell", "counts"),
    [
        ({"事業ID": None}, "correction-incomplete", "B4", False),
        ({"列": None}, "correction-incomplete", "A4", False),
        ({"修正前": None, "修正後": None}, "correction-incomplete", "A4", False),
        ({"修正前": None}, None, None, True),
        ({"理由": None}, "correction-incomplete", "E4", True),
        ({"修正した人": None}, "correction-incomplete", "F4", True),
        ({"修正した日": None}, None, None, True),
        ({"事業ID": "J01"}, "correction-measure-unknown", "A4", False),
        ({"事業ID": "研修会"}, "correction-measure-unknown", "A4", False),
        ({"列": "取り組み状況"}, "correction-column-unknown", "B4", False),
        ({"列": "事業名"}, "correction-column-unknown", "B4", False),
        ({"修正後": date(2022, 6, 1)}, "text-became-date", "D4", False),
    ],
)
def test_an_incomplete_correction_is_a_finding(
    read: Any, corrected: Any, changed: dict[str, Any], code: str | None, cell: str | None, counts: bool
) -> None:
    corrected({**CORRECTED, **changed})
    decisions, findings = read()
    assert found(findings) == ([(code, "判断/修正.xlsx", cell)] if code is not None else [])
    assert len(decisions.corrections) == counts


def test_a_correction_with_a_wrong_day_is_applied_and_the_finding_says_so(read: Any, corrected: Any) -> None:
    corrected({**CORRECTED, "修正した日": "6/5"})
    decisions, findings = read()
    assert [each.day for each in decisions.corrections] == [None]
    (finding,) = findings
    assert (finding.where.cell, finding.severity) == ("G4", Severity.WARNING)
    assert "置き換えはします" in finding.message


def test_what_was_probably_meant_is_said(read: Any, corrected: Any) -> None:
    corrected({**CORRECTED, "事業ID": "研修会"}, {**CORRECTED, "列": "取り組み状況"})
    _, findings = read()
    assert ["「J003」のことですか" in str(each) or "「取組状況」のことですか" in str(each) for each in findings] == [True, True]


def test_a_broken_book_costs_findings_only(read: Any, tmp_path: Path) -> None:
    folder = tmp_path / "判断"
    folder.mkdir()
    (folder / "要確認.xlsx").write_bytes(b"")
    (folder / "修正.xlsx").mkdir()
    decisions, findings = read()
    assert decisions == NOTHING_DECIDED
    assert [code for code, _, _ in found(findings)] == ["file-empty", "file-unreadable"]


_ANYTHING = st.one_of(
    st.none(), st.text("はいJ01〃=\n６/1 \u3000", max_size=6), st.integers(-9, 60_000), st.dates(date(1900, 3, 1)), st.booleans()
)


@pytest.fixture(scope="module")
def both_books(tmp_path_factory: pytest.TempPathFactory, sandbox: Sandbox) -> Path:
    """A folder with both books, of which every example writes its own."""
    folder = tmp_path_factory.mktemp("both")
    add_questions(folder, [RECEIVED, WHOSE], NOTHING_DECIDED, sandbox)
    start_corrections(folder, FIELDS)
    return folder


@given(st.lists(st.lists(_ANYTHING, min_size=8, max_size=8), min_size=5, max_size=5))
@settings(max_examples=8, suppress_health_check=[HealthCheck.too_slow])
def test_whatever_stands_in_the_cells_is_a_decision_or_a_finding(
    sandbox: Sandbox, both_books: Path, rows: Sequence[Sequence[Any]]
) -> None:
    for file in ("要確認", "修正"):
        path = both_books / "判断" / f"{file}.xlsx"
        workbook = load_workbook(path)
        for number, row in enumerate(rows, 4):
            for column, value in enumerate(row, 1):
                workbook[file].cell(number, column).value = value
        workbook.save(path)
    decisions, _ = read_decisions(both_books, sandbox, FIELDS, MEASURES)
    assert all(decision.answer for decision in decisions.answers.values())
    assert {each.measure_id for each in decisions.corrections} <= {each.id for each in MEASURES}
    assert all(each.old or each.new for each in decisions.corrections)
