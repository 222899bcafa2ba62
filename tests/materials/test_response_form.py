from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from kaigi_docs.blocks import Document, Table, text_of
from kaigi_docs.materials.form_questions import question_signature
from kaigi_docs.materials.response_form import build_response_form
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import AgendaItem, AgendaKind, AskedPer, BlankRule, Meeting, Member, Question, QuestionKind
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.text import Text


def form(meeting: Meeting, measures: tuple[Measure, ...], member: Member | None = None) -> Document:
    context = WordingContext(meeting, number_meeting(meeting))
    document, findings = build_response_form(meeting.materials[2], measures, context, member)
    assert findings.codes() == []
    return document


def test_a_comment_question_has_title_items_choices_space_and_remark(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    text = as_text(form(meeting(), measures))
    assert "回答者氏名 = [head/name]" in text
    assert text[text.index("@Q2") :].splitlines()[:10] == [
        "@Q2",
        "slot 83mm",
        "  slot 26mm",
        "    # ２|取組について【報告事項⑵】 {Q2-head}",
        "    ①",
        "      plain: 各課の取組【資料３参照】",
        "  slot 7mm",
        "    plain: [Q2/choice/1]意見や感想　　[Q2/choice/2]特になし　　（どちらかに✓、内容は下の枠に）",
        "  [Q2/text text 37.5mm]",
        "  slot 9.5mm",
    ]


def test_wording_and_names_move_no_answer_space(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    def boxes(document: Document) -> list[str]:
        return [
            line.strip()
            for line in as_text(document).splitlines()
            if line.strip().startswith(("slot", "[", "@")) or "[head" in line
        ]

    plain = meeting()
    longer = replace(plain.questions[0], title=Text("たいへん長い問いの文がここに入り、二行にわたることもあります"))
    reworded = replace(plain, questions=(longer, plain.questions[1]), name=Text("別の名前の協議会"))
    assert boxes(form(reworded, measures)) == boxes(form(plain, measures))
    assert len(boxes(form(plain, measures))) > 10


def test_a_members_form_has_name_and_organisation_filled_in(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...]
) -> None:
    document = form(meeting(), measures, meeting().members[0])
    values = [
        inline.value.text
        for block in document.blocks()
        for row in getattr(block, "rows", ())
        for inline in row.value
        if getattr(inline, "value", None) is not None
    ]
    assert values == ["みほん医師会", "髙﨑 見本"]


def test_silence_that_means_consent_is_said_on_the_form(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    consent = replace(meeting().questions[0], blank=BlankRule.CONSENT)
    assert "事務局案にご同意いただいたものとして" in as_text(form(meeting(questions=(consent,)), measures))


def test_a_question_per_measure_has_a_row_of_choices_for_each(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    score = Question(
        id="Q1", kind=QuestionKind.SCORE, choices=(Text("１"), Text("２")), per=AskedPer.MEASURE, lines=1, title=Text("達成度")
    )
    text = as_text(form(meeting(questions=(score,)), measures))
    assert "事業名 | 回答（ひとつに✓） | ご意見" in text
    assert (
        "Q1-J002: slot 12mm/cell_small: 研修 | cell: [Q1/J002/choice/1]１　[Q1/J002/choice/2]２ | [Q1/J002/text text 7.5mm]"
        in text
    )


def test_a_comment_table_asks_for_material_page_place_and_opinion(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    asked = Question(id="Q1", kind=QuestionKind.COMMENT_TABLE, title=Text("資料へのご意見"), lines=4)
    text = as_text(form(meeting(questions=(asked,)), measures))
    assert "資料番号 | ページ | 該当箇所 | ご意見・ご質問" in text
    assert "[Q1/row/4/c4 text 13mm]" in text
    assert "Q1/row/5" not in text


def test_a_vote_asks_for_a_reason(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    vote = Question(id="Q1", kind=QuestionKind.VOTE, choices=(Text("賛成"), Text("反対")), title=Text("議案第１号"), lines=2)
    text = as_text(form(meeting(questions=(vote,)), measures))
    assert "[Q1/choice/1]賛成　　[Q1/choice/2]反対" in text
    assert "（ひとつに✓、理由は下の枠に）" in text


def test_the_signature_holds_ids_kinds_and_choices_but_no_wording(meeting: Callable[..., Meeting]) -> None:
    asked = replace(meeting().questions[0], title=Text("言葉"), note=Text("注"))
    assert question_signature([asked]) == [("Q1", "comment", ["意見や感想", "特になし"])]


def test_a_question_per_item_names_none_of_them_in_its_title(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    vote = Question(
        id="Q1", kind=QuestionKind.VOTE, choices=(Text("賛成"), Text("反対")), item_ids=("A01", "A04"), per=AskedPer.ITEM
    )
    text = as_text(form(meeting(questions=(vote,)), measures))
    assert "# １|次の議題のそれぞれについて【報告事項⑴、協議事項　資料３参照】" in text
    assert "Q1-A04: slot 12mm/cell_small: 協議事項　市民アンケートについて | cell: [Q1/A04/choice/1]賛成" in text


def test_a_question_over_several_items_names_them_all(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    both = Question(id="Q1", kind=QuestionKind.COMMENT, item_ids=("A01", "A04"))
    assert "# １|現状について、市民アンケートについて【" in as_text(form(meeting(questions=(both,)), measures))


def test_the_rows_of_a_comment_table_are_numbered_and_named_by_their_numbers(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...]
) -> None:
    asked = Question(id="Q1", kind=QuestionKind.COMMENT_TABLE, lines=12)
    (table,) = (block for block in form(meeting(questions=(asked,)), measures).blocks() if isinstance(block, Table))
    numbers = [text_of(row.cells[0].blocks[0].runs) for row in table.groups[0].rows]  # type: ignore[union-attr]
    assert (numbers[0], numbers[-1], len(numbers)) == ("１", "12", 12)
    assert [column.key for column in table.columns if column.row_header] == ["number"]


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ((QuestionKind.VOTE, QuestionKind.VOTE), "議案について、賛否を本紙にご記入のうえ、"),
        ((QuestionKind.COMMENT_TABLE,), "資料について、ご意見やご質問を本紙にご記入のうえ、"),
        ((QuestionKind.VOTE, QuestionKind.COMMENT), "議事について、ご意見やご感想を本紙にご記入のうえ、"),
        ((), "議事について、ご意見やご感想を本紙にご記入のうえ、"),
    ],
)
def test_a_form_without_words_of_the_office_says_what_to_fill_in(
    meeting: Callable[..., Meeting],
    measures: tuple[Measure, ...],
    as_text: Callable[[Document], str],
    kinds: tuple[QuestionKind, ...],
    said: str,
) -> None:
    asked = tuple(Question(id=f"Q{number}", kind=kind) for number, kind in enumerate(kinds, 1))
    assert said in as_text(form(meeting(questions=asked, wording=()), measures))


def test_a_vote_per_motion_names_their_numbers_asks_for_reasons_and_parts_no_box_from_its_words(
    meeting: Callable[..., Meeting], measures: tuple[Measure, ...], as_text: Callable[[Document], str]
) -> None:
    motion = AgendaItem(id="A01", kind=AgendaKind.MOTION, title=Text("規約の改正"))
    choices = tuple(map(Text, ("賛成", "反対", "保留", "条件付き賛成")))
    vote = Question(id="Q1", kind=QuestionKind.VOTE, choices=choices, item_ids=("A01",), per=AskedPer.ITEM, lines=2)
    text = as_text(form(meeting(agenda=(motion,), questions=(vote,)), measures))
    assert "議案 | 回答（ひとつに✓） | 理由" in text
    assert "cell_small: 議案第１号　規約の改正 | " in text
    first, second = "[Q1/A01/choice/1]賛成　[Q1/A01/choice/2]反対　[Q1/A01/choice/3]保留", "[Q1/A01/choice/4]条件付き賛成"
    assert f"slot 7mm/cell: {first}/slot 7mm/cell: {second} |" in text
