"""Answer spaces: content controls inside bookmarks, and labelled lines."""

from __future__ import annotations

import pytest
from docx.oxml.ns import qn

from kaigi_docs.blocks import (
    Align,
    Anchor,
    Cell,
    Column,
    Field,
    FieldKind,
    KeyValue,
    KeyValueRow,
    List,
    ListItem,
    ListKind,
    Note,
    Paragraph,
    ParagraphStyle,
    Row,
    RowGroup,
    Run,
    Slot,
    Table,
)
from kaigi_docs.bookmarks import bookmark_name
from word_text import paragraph_text

W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
MARK = Field("Q1/choice/1", FieldKind.MARK, "回答書１ 意見がある", 5.0, 5.0, "意見がある")
LINE = Field("who/name", FieldKind.LINE, "氏名", 8.0, 60.0)
TEXT = Field("Q1/comment", FieldKind.TEXT, "回答書１ 具体的な内容", 40.0)


def test_a_mark_is_a_check_box_control_with_its_label(written):
    file = written(Paragraph((MARK, Run("意見がある"))))
    (control,) = file.all("sdt")
    assert control.find(f".//{qn('w:alias')}").get(qn("w:val")) == "回答書１ 意見がある"
    assert control.find(f".//{qn('w:tag')}").get(qn("w:val")) == "Q1/choice/1"
    assert control.find(f".//{W14}checkbox/{W14}checked").get(f"{W14}val") == "0"
    assert file.lines() == ["回答書１", "☐意見がある", ""]


def test_a_mark_that_is_set_beforehand_is_ticked(written):
    field = Field("Q1/choice/1", FieldKind.MARK, "会長", 5.0, 5.0, value=Run("☑"))
    file = written(Paragraph((field,)))
    assert file.all("sdt")[0].find(f".//{W14}checked").get(f"{W14}val") == "1"
    assert "☑" in file.lines()


def test_a_line_is_an_underlined_blank_of_its_width(written):
    file = written(Paragraph((Run("氏名"), LINE)))
    ((name, blanks),) = ((line[:2], line[2:]) for line in file.lines())
    assert name == "氏名"
    assert blanks == "\u3000" * 16  # 60 mm at 10.5 pt
    assert [style.get(qn("w:val")) for style in file.all("rStyle")] == ["AnswerLine"]


def test_a_line_without_width_takes_what_the_text_leaves(written):
    (line,) = written(Paragraph((Run("電話番号"), Field("who/tel", FieldKind.LINE, "電話番号", 8.0)))).lines()
    assert 35 <= line.count("\u3000") <= 42


def test_a_value_is_printed_in_its_space(written):
    field = Field("who/name", FieldKind.LINE, "氏名", 8.0, 60.0, value=Run("見本　花子"))
    assert written(Paragraph((field,))).lines()[0].startswith("見本　花子")


def test_a_text_space_is_a_box_of_its_height(written):
    file = written(TEXT)
    (height,) = file.all("trHeight")
    assert (height.get(qn("w:val")), height.get(qn("w:hRule"))) == (str(round(40.0 * 1440 / 25.4)), "atLeast")
    assert len(file.all("tbl")) == 1


def test_choices_and_texts_stand_in_rows_of_two_columns_behind_what_is_asked(written):
    second = Field("Q1/choice/2", FieldKind.MARK, "回答書１ 特になし", 5.0, 5.0, "特になし")
    file = written(Paragraph((MARK, Run("意見がある　"), second, Run("特になし"))), TEXT)
    rows = [["".join(cell.itertext()).strip() for cell in row.iter(qn("w:tc"))] for row in file.all("tr")]
    assert rows == [["回答書１", "☐意見がある　☐特になし"], ["回答書１ 具体的な内容", ""]]


def test_choices_of_a_list_item_stay_behind_its_label(written):
    file = written(List((ListItem("①", (Paragraph((MARK, Run("意見がある"))),)),), ListKind.NUMBER))
    assert file.all("tbl") == []


def test_a_text_space_in_a_cell_makes_the_row_high_and_draws_no_second_box(written):
    rows = (Row("r", (Cell((TEXT,)),)),)
    file = written(Table("t", (Column("c", (Run("ご意見"),)),), (RowGroup("g", (), rows),)))
    assert len(file.all("tbl")) == 1
    assert int(file.all("trHeight")[0].get(qn("w:val"))) >= round(40.0 * 1440 / 25.4)


def test_a_line_of_its_own_has_a_rule_that_stays_when_somebody_types(written):
    file = written(Field("Q1/line", FieldKind.LINE, "記入", 9.0))
    assert len(file.all("pBdr")) == 1


@pytest.mark.parametrize("field", [MARK, LINE, TEXT], ids=lambda field: field.kind.value)
def test_every_answer_space_has_a_bookmark_of_its_id(written, field):
    names = [start.get(qn("w:name")) for start in written(field).all("bookmarkStart")]
    assert bookmark_name(field.id) in names


def test_bookmark_names_are_what_word_accepts_and_differ_where_ids_do():
    ids = ["Q1/comment", "Q1_comment", "Q1 comment", "1/2", "回答書１/欄", "氏名", "x" * 80, "x" * 81, "", "Q1/①"]
    names = [bookmark_name(field_id) for field_id in ids]
    assert names[0] == "Q1_comment"
    assert len({name.lower() for name in names}) == len(ids)
    assert all(len(name) <= 40 and name[0].isalpha() and name.replace("_", "a").isalnum() for name in names)


def test_a_blank_is_a_placeholder_that_typing_replaces(written):
    assert len(written(TEXT).all("showingPlcHdr")) == 1


def test_no_number_or_name_is_given_twice(written):
    file = written(Anchor("Q1"), Anchor("Q1"), Paragraph((MARK, LINE, MARK)), TEXT)
    numbers = [start.get(qn("w:id")) for start in file.all("bookmarkStart")]
    names = [start.get(qn("w:name")) for start in file.all("bookmarkStart")]
    controls = [control.get(qn("w:val")) for control in file.all("id")]
    for values in (numbers, names, controls):
        assert len(values) == len(set(values))
    assert numbers == [end.get(qn("w:id")) for end in file.all("bookmarkEnd")]


def test_labels_are_spread_over_one_width_and_followed_by_a_colon(written):
    rows = (KeyValueRow(Run("会議名"), (Run("みほん市協議会"),)), KeyValueRow(Run("氏名"), (LINE,)))
    file = written(KeyValue(rows, label_em=4.0))
    grid = [int(column.get(qn("w:w"))) for column in file.all("gridCol")]
    assert grid[0] == 4 * 210
    assert file.lines()[:3] == ["会議名", "：みほん市協議会", "氏名"]
    styles = {style.get(qn("w:styleId")): style for style in file.part("word/styles.xml").iter(qn("w:style"))}
    assert styles["KeyLabel"].find(f".//{qn('w:jc')}").get(qn("w:val")) == "distribute"


def test_labelled_lines_at_the_right_are_as_wide_as_their_longest(written):
    rows = (KeyValueRow(Run("発信者"), (Run("みほん市保健福祉課長"),)),)
    file = written(KeyValue(rows, align=Align.END))
    assert file.all("jc")[0].get(qn("w:val")) == "right"
    assert sum(int(column.get(qn("w:w"))) for column in file.all("gridCol")) == round(10.5 * 20 * (5 + 10 + 2))


def kept(file) -> list[tuple[str, bool]]:
    """Each paragraph with text, and whether it stays with the next one."""
    return [
        (paragraph_text(each), each.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None)
        for each in file.all("p")
        if paragraph_text(each).strip()
    ]


def plain(text: str) -> Paragraph:
    return Paragraph((Run(text),), ParagraphStyle.PLAIN)


def test_the_paragraph_before_a_box_stays_with_it(written):
    assert kept(written(plain("前"), plain("具体的な内容"), TEXT, plain("後"))) == [
        ("前", False),
        ("具体的な内容", True),
        ("回答書１ 具体的な内容", False),
        ("後", False),
    ]


def test_a_slot_stays_on_one_page_with_the_box_in_it(written):
    items = List((ListItem("①", (plain("議題"),)),), ListKind.NUMBER)
    question = Slot(
        90.0, (Slot(20.0, (plain("１　設問"), items)), Slot(8.0, (plain("選択肢"),)), TEXT, Slot(8.0, (Note("※", (Run("注"),)),)))
    )
    file = written(question, plain("後"))
    assert kept(file) == [
        ("１　設問", True),
        ("議題", True),
        ("選択肢", True),
        (TEXT.label, True),
        ("※\t注", False),
        ("後", False),
    ]
    (box,) = file.all("tbl")
    assert box.find(f".//{qn('w:keepNext')}") is not None


def test_choices_hold_on_to_their_box_and_the_box_to_nothing_where_no_remark_follows(written):
    choices = Paragraph((MARK, Run("意見がある")), ParagraphStyle.PLAIN)
    file = written(Slot(60.0, (Slot(8.0, (choices,)), TEXT, Slot(8.0, ()))), plain("後"))
    tied = [each.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None for each in file.all("p")]
    label, box_sign, between, box_label, space, after = tied[:6]
    assert (label, box_sign, between) == (True, True, True)
    assert (box_label, space, after) == (False, False, False)


def test_a_note_or_slot_before_a_table_stays_with_it(written):
    table = Table("t", (Column("c", (Run("見出し"),)),), (RowGroup("g", (), (Row("r", (Cell(),)),)),))
    assert kept(written(Note("※", (Run("凡例"),)), table))[0] == ("※\t凡例", True)
    assert kept(written(Slot(8.0, (plain("設問"),)), table))[0] == ("設問", True)
    assert kept(written(plain("本文"), table))[0] == ("本文", False)


def test_what_stands_in_a_box_is_small(written):
    styles = [style.get(qn("w:val")) for style in written(TEXT).all("tbl")[0].iter(qn("w:pStyle"))]
    assert styles == ["RowHeader", "CellText"]
