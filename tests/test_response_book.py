"""集計.xlsx: every answer in a row, counts that add up, scores, and what was not used."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from kaigi_docs.declarations.response_book import response_book
from kaigi_docs.materials.opinions import count_words
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.record import Record
from kaigi_docs.model.responses import Collation
from kaigi_docs.model.scores import rounded_mean
from kaigi_docs.responses.voting import count_votes
from kaigi_docs.sheets import Book, CellValue
from returned_forms import a_form, a_map, a_meeting, collated, said

SCORES = {"C01": ("5", "4"), "C02": ("4", "4"), "C03": ("2", "4")}


@pytest.fixture(scope="module")
def collation() -> Collation:
    """Three of six members answer; one of them in a second form that counts instead of the first."""
    forms = [
        a_form(
            member,
            said(
                {f"Q4/A01/choice/{scores[0]}": True, f"Q4/A02/choice/{scores[1]}": True, "Q1/choice/2": True, "Q2/choice/1": True}
            ),
        )
        for member, scores in SCORES.items()
    ]
    forms.append(a_form("C04", said({"Q1/text": "=1+1\n二行目", "Q1/choice/1": True}), file="回答/四.pdf"))
    forms.append(a_form(None, said({"Q1/text": "だれの意見か"}), file="回答/無名.pdf"))
    return collated(*forms)


@pytest.fixture(scope="module")
def book(collation: Collation) -> Book:
    meeting = a_meeting()
    return response_book(collation, count_votes(meeting, collation.round, collation), a_map().questions, meeting)


def rows(book: Book, title: str) -> list[tuple[CellValue, ...]]:
    sheet = next(each for each in book.sheets if each.title == title)
    return [tuple(cell.value for cell in row) for row in sheet.rows[sheet.header_row :]]


def test_every_answer_has_a_row_with_its_file_and_texts_are_as_written(book: Book) -> None:
    listed = rows(book, "一覧")
    assert {row[8] for row in listed} == {*(f"回答/{member}.pdf" for member in SCORES), "回答/四.pdf"}
    assert [row[7] for row in listed if row[7]] == ["=1+1\n二行目"]


def test_the_states_of_a_question_and_those_who_did_not_answer_are_all_members(book: Book) -> None:
    counts = {row[0]: row[2] for row in rows(book, "回答書1") if isinstance(row[2], int)}
    assert counts["特になし"] == 3 and counts["回答あり"] == 1 and counts["未回収"] == 2
    states = ("回答あり", "特になし", "空欄", "確認中", "未回収", "数えていない回答")
    assert sum(counts[state] for state in states) == 6


def test_scores_have_number_mean_median_and_a_spread_with_a_bar_for_each_subject(book: Book) -> None:
    figures = {(row[0], row[1]): row[2] for row in rows(book, "回答書4")}
    first = "計画について"
    assert figures["点数のある回答", first] == 3
    assert figures["平均（四捨五入、小数2桁）", first] == "3.67"
    assert figures["中央値", first] == "4"
    assert rows(book, "回答書4の分布") == [("計画について", 0, 1, 0, 1, 1), ("規約の改正", 0, 0, 0, 3, 0)]
    (chart,) = next(each for each in book.sheets if each.title == "回答書4の分布").charts
    assert (chart.first_row, chart.last_row, chart.value_columns) == (3, 4, (2, 3, 4, 5, 6))


@pytest.mark.parametrize(
    ("scores", "mean"), [((1, 2), "1.50"), ((1, 1, 2), "1.33"), ((2, 2, 1), "1.67"), ((1, 1, 1, 1, 1, 1, 1, 2), "1.13")]
)
def test_means_are_rounded_half_up(scores: tuple[int, ...], mean: str) -> None:
    assert str(rounded_mean([Decimal(each) for each in scores])) == mean


def test_what_does_not_count_is_listed_with_what_it_says(book: Book) -> None:
    (unused,) = rows(book, "使わなかったもの")
    assert unused[0] == "回答/無名.pdf" and "だれの意見か" in str(unused[4])


def test_votes_name_who_voted_how(book: Book) -> None:
    ballots = {row[0]: row for row in rows(book, "採決")}
    assert ballots["賛成"][1] == 4  # a blank counts as consent here
    assert ballots["うち空欄で同意とみなす"][2] == "渡辺　四穂"


def test_an_answer_that_is_open_is_in_no_count_but_that_of_what_is_open() -> None:
    marks = {"Q2/choice/1": True, "Q2/choice/2": True, "Q4/A01/choice/4": True, "Q4/A01/choice/5": True}
    both = said({**marks, "Q1/choice/1": True, "Q1/choice/2": True, "Q1/text": "文"})
    collation, meeting = collated(a_form("C01", both), a_form("C02", said({"Q4/A01/choice/2": True}))), a_meeting()
    book = response_book(collation, count_votes(meeting, collation.round, collation), a_map().questions, meeting)
    votes = {row[0]: row[2] for row in rows(book, "回答書2")}
    assert (votes["確認中"], votes["「賛成」"], votes["「反対」"]) == (1, 0, 0)
    figures = {row[0]: row[2] for row in rows(book, "回答書4") if row[1] == "計画について"}
    assert figures["点数のある回答"] == 1 and figures["中央値"] == "2"
    assert rows(book, "回答書4の分布")[0] == ("計画について", 0, 1, 0, 0, 0)
    assert rows(book, "回答書1")[-1] == ("青山　一郎", None, "文", "確認中")
    record = Record(collation=collation, questions=a_map().questions)
    words = count_words(a_map().questions[1], "", record, WordingContext(meeting, number_meeting(meeting)))
    assert "確認中１人" in words and "「賛成」０人、「反対」０人" in words


def test_an_answer_that_stands_on_an_earlier_form_is_listed_with_that_file_and_day() -> None:
    earlier = a_form("C01", said({"Q2/choice/1": True}), file="回答/1.pdf")
    later = a_form("C01", {"Q1/text": "よい"}, file="回答/2.pdf", received=datetime(2022, 7, 3))
    collation, meeting = collated(earlier, later, decided={"回答の重複": "空欄は前の回答で補う"}), a_meeting()
    listed = rows(response_book(collation, (), a_map().questions, meeting), "一覧")
    told = {row[3]: (row[8], row[11]) for row in listed}
    assert told["回答書1"] == ("回答/2.pdf", "令和４年７月３日 00:00")
    assert told["回答書2"] == ("回答/1.pdf", "令和４年７月１日 10:00")


def test_a_member_who_waits_is_listed_with_the_file_that_may_be_of_that_member() -> None:
    collation, meeting = collated(a_form(None, said({}), identity=None, name="中村", file="回答/中村.pdf")), a_meeting()
    listed = {row[0]: row for row in rows(response_book(collation, (), a_map().questions, meeting), "回収状況")}
    assert listed["C06"][3] == "確認待ち" and "回答/中村.pdf" in str(listed["C06"][6])
    assert listed["C01"][3] == "未回収" and not listed["C01"][6]
