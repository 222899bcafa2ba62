from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from answer_forms import VERSION, form_map, form_meeting, word_form
from filled_words import (
    changed_on_record,
    edited,
    marked_up,
    new_paragraph_after,
    new_paragraph_at_end,
    ticked,
    typed,
    typed_after,
    typed_over,
    with_parts,
    without_bookmarks,
    without_controls,
    without_id,
    without_tags,
)
from kaigi_docs.model.form_identity import Genuineness
from kaigi_docs.model.returned_forms import Doubt, FieldValue, ReturnedForm, Way
from kaigi_docs.read.forms.files import FormsRead
from kaigi_docs.read.forms.known import KnownForms
from open_texts import as_open_text

Read = Callable[[Mapping[str, bytes]], FormsRead]
MEETING = form_meeting()
BLANK = word_form(MEETING)
OWN = word_form(MEETING, MEETING.members[1])
FILLED = (
    ticked("Q1/choice/1"),
    typed("Q1/text", "①㈱髙﨑\n二行目"),
    ticked("Q3/choice/1"),
    ticked("Q3/choice/3"),
    ticked("Q4/A05/choice/2"),
    typed("Q4/A05/text", "理由を書く。"),
    typed("Q5/row/2/c1", "３"),
    typed("Q5/row/2/c4", "図の単位は何ですか。"),
)
ANSWERS = {
    **{"Q1/choice/1": True, "Q1/text": "①㈱髙﨑\n二行目", "Q3/choice/1": True, "Q3/choice/3": True, "Q4/A05/choice/2": True},
    **{"Q4/A05/text": "理由を書く。", "Q5/row/2/c1": "３", "Q5/row/2/c4": "図の単位は何ですか。"},
}


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> KnownForms:
    folder = tmp_path_factory.mktemp("forms")
    (folder / f"{VERSION}.docx").write_bytes(BLANK)
    return KnownForms({VERSION: form_map(MEETING)}, {}, {VERSION: Path(folder / f"{VERSION}.docx")}, frozenset((VERSION,)))


def said(form: ReturnedForm) -> dict[str, str | bool | None]:
    return {each.field_id: each.marked if "/choice/" in each.field_id else each.text.value for each in form.values}


def one(result: FormsRead) -> ReturnedForm:
    (form,) = result.forms
    return form


def codes(result: FormsRead) -> list[str]:
    return [each.code for each in result.findings]


def value(form: ReturnedForm, space: str) -> FieldValue:
    return next(each for each in form.values if each.field_id == space)


def test_a_form_that_nobody_filled_in_has_no_values_and_nothing_beside(answers: Read) -> None:
    result = answers({"回答書.docx": BLANK})
    form = one(result)
    assert (form.values, form.beside, form.name.value, result.findings) == ((), (), "", ())


def test_a_filled_form_of_a_member_is_read_with_its_id(answers: Read) -> None:
    result = answers({"回答書.docx": edited(OWN, *FILLED)})
    form = one(result)
    assert said(form) == ANSWERS
    assert (form.way, form.version, form.genuineness) == (Way.WORD, VERSION, Genuineness.GENUINE)
    assert form.identity is not None
    assert form.identity.member == "C02"
    assert (form.name.value, form.organisation.value) == ("髙﨑　由起彦", "みほん市医師会")
    assert (form.beside, result.findings) == ((), ())
    where = value(form, "Q4/A05/text").text.where
    assert where is not None
    assert (where.file, where.label) == ("回答/回答書.docx", "規約の改正について 理由")


@pytest.mark.parametrize("loss", [without_tags, without_bookmarks, without_controls])
def test_values_are_found_by_bookmarks_and_by_what_is_printed_around_them(answers: Read, loss: Callable[..., None]) -> None:
    form = one(answers({"回答書.docx": edited(OWN, *FILLED, loss)}))
    assert said(form) == ANSWERS
    assert form.name.value == "髙﨑　由起彦"
    assert form.beside == ()


def test_a_form_without_its_id_is_read_by_what_it_prints_and_told(answers: Read) -> None:
    result = answers({"回答書.docx": without_id(edited(OWN, *FILLED, without_controls))})
    form = one(result)
    assert said(form) == ANSWERS
    assert (form.identity, form.genuineness) == (None, Genuineness.UNSIGNED)
    assert codes(result) == ["form-id-missing"]


@pytest.mark.parametrize("sign", ["☑", "☒", "✓", "レ", "■", "○", "☐✓"])
def test_a_box_is_ticked_by_any_sign_that_says_yes(answers: Read, sign: str) -> None:
    assert said(one(answers({"回答書.docx": edited(OWN, typed_over("Q2/choice/2", sign))}))) == {"Q2/choice/2": True}


@pytest.mark.parametrize("sign", ["×", "？", "済"])
def test_other_signs_in_a_box_are_asked_about(answers: Read, sign: str) -> None:
    found = value(one(answers({"回答書.docx": edited(OWN, typed_over("Q2/choice/2", sign))})), "Q2/choice/2")
    assert (found.marked, found.doubts, found.other) == (None, (Doubt.UNSURE,), sign)


@pytest.mark.parametrize("look", ["u", "bdr", "strike"])
def test_a_word_that_is_marked_up_instead_of_its_box_is_asked_about(answers: Read, look: str) -> None:
    found = value(one(answers({"回答書.docx": edited(OWN, marked_up("特になし", look))})), "Q1/choice/2")
    assert (found.marked, found.doubts) == (None, (Doubt.UNSURE,))
    assert found.other


def test_text_behind_a_control_and_below_it_in_its_cell_belongs_to_the_answer(answers: Read) -> None:
    changes = (typed("Q1/text", "中に。"), typed_after("Q1/text", "後ろに。"), new_paragraph_after("Q1/text", "下に。"))
    assert said(one(answers({"回答書.docx": edited(OWN, *changes)}))) == {"Q1/text": "中に。後ろに。\n下に。"}


def test_text_outside_of_all_spaces_is_kept_beside(answers: Read) -> None:
    changes = (typed_after("Q1/choice/2", "条件があります"), new_paragraph_at_end("特になし"), new_paragraph_at_end("追伸です。"))
    form = one(answers({"回答書.docx": edited(OWN, *changes)}))
    assert [str(each) for each in form.beside] == ["条件があります", "特になし", "追伸です。"]
    assert form.values == ()


def test_an_answer_that_was_changed_on_the_record_is_told_with_both_texts(answers: Read) -> None:
    found = value(one(answers({"回答書.docx": edited(OWN, changed_on_record("Q1/text", "賛成です。", "反対です。"))})), "Q1/text")
    assert (found.text.value, found.other, found.doubts) == ("反対です。", "賛成です。", (Doubt.DIFFERENT,))


def test_words_that_are_struck_through_are_told_with_what_stays(answers: Read) -> None:
    changes = (typed("Q1/text", "賛成です。"), marked_up("賛成です。", "strike"), typed_after("Q1/text", "反対です。"))
    found = value(one(answers({"回答書.docx": edited(OWN, *changes)})), "Q1/text")
    assert (found.text.value, found.other, found.doubts) == ("反対です。", "賛成です。反対です。", (Doubt.DIFFERENT,))


def test_a_damaged_letter_is_told(answers: Read) -> None:
    found = value(one(answers({"回答書.docx": edited(OWN, typed("Q1/text", "\u0bb7田"))})), "Q1/text")
    assert found.doubts == (Doubt.UNEXPECTED,)


def test_where_printed_words_are_gone_controls_are_read_and_the_rest_is_beside(answers: Read) -> None:
    def shortened(root: object) -> None:
        for each in list(root.iter()):  # type: ignore[attr-defined]
            if each.text and each.text.startswith("意見や感想"):
                each.text = ""

    form = one(answers({"回答書.docx": edited(OWN, ticked("Q1/choice/2"), shortened)}))
    assert said(form) == {"Q1/choice/2": True}
    assert "特になし" in form.beside[0].value


def test_a_space_whose_table_was_deleted_is_told(answers: Read) -> None:
    def without_table(root: object) -> None:
        table = list(root.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}tbl"))[1]  # type: ignore[attr-defined]
        table.getparent().remove(table)

    assert codes(answers({"回答書.docx": edited(OWN, without_table)})) == ["form-space-lost"]


def test_a_form_of_another_meeting_or_version_waits_for_a_person_with_its_words(answers: Read) -> None:
    result = answers({"前回.docx": edited(word_form(MEETING, version="ffffffffffff"), typed("Q1/text", "前の回答"))})
    (unread,) = result.unread
    assert codes(result) == ["form-version-unknown"]
    assert unread.identity is not None
    assert "前の回答" in unread.text


def test_a_letter_in_word_waits_for_a_person(answers: Read) -> None:
    def only(root: object) -> None:
        body = root[0]  # type: ignore[index]
        for each in list(body):
            body.remove(each)
        body.append(_paragraph("議案に賛成します。"))

    result = answers({"手紙.docx": without_id(edited(OWN, only))})
    (unread,) = result.unread
    assert (unread.kind, unread.text) == ("回答書の形でない Word", "議案に賛成します。")


def _paragraph(text: str) -> object:
    from lxml import etree

    from filled_words import run, w

    made = etree.Element(w("p"))
    made.append(run(text))
    return made


def test_comments_are_kept_beside_and_macros_and_links_noted(answers: Read) -> None:
    comment = '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="0"><w:p><w:r>'
    comment += "<w:t>ここは要確認</w:t></w:r></w:p></w:comment></w:comments>"
    rels = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="r1" TargetMode="External" Type="http://x/attachedTemplate" Target="http://127.0.0.1:9/t.dotm"/></Relationships>'
    )
    parts = {
        "word/comments.xml": comment.encode(),
        "word/vbaProject.bin": b"x",
        "word/_rels/settings.xml.rels": rels.encode(),
    }
    result = answers({"回答書.docm": with_parts(edited(OWN, *FILLED), parts)})
    form = one(result)
    assert said(form) == ANSWERS
    assert [(each.value, each.where.label if each.where else "") for each in form.beside] == [("ここは要確認", "コメント")]
    assert codes(result) == ["macros-ignored", "file-external"]


def test_an_open_document_text_says_the_same_as_the_word_file(answers: Read) -> None:
    changes = (typed_after("Q1/choice/2", "条件があります"), marked_up("朝", "u"), marked_up("昼", "u"))
    recorded = changed_on_record("Q2/text", "古い。", "新しい。")
    docx = edited(OWN, *FILLED, *changes, recorded)
    word, opened = answers({"a.docx": docx, "b.odt": as_open_text(docx)}).forms
    assert (opened.way, opened.identity, opened.genuineness, opened.name) == (
        Way.WORD,
        word.identity,
        word.genuineness,
        word.name,
    )
    assert [(each.field_id, each.text, each.marked, each.doubts, each.other) for each in opened.values] == [
        (each.field_id, each.text, each.marked, each.doubts, each.other) for each in word.values
    ]
    assert opened.beside == word.beside
    assert value(opened, "Q3/choice/2").doubts == (Doubt.UNSURE,)
    assert value(opened, "Q2/text").other == "古い。"
