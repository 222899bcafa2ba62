"""〔要確認〕 in blocks, and the first sheet of a draft."""

from __future__ import annotations

from collections.abc import Callable

from kaigi_docs.blocks import Cell, Column, Document, Paragraph, ParagraphStyle, Row, RowGroup, Run, Section, Slot, Table, text_of
from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.materials.checklist import build_checklist
from kaigi_docs.materials.open_points import mark_open_points
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Edition, Meeting
from kaigi_docs.model.numbering import number_meeting

BOOK = "施策一覧.xlsx"


def at(cell: str | None, sheet: str | None = "施策一覧", file: str = BOOK) -> Location:
    return Location(file, sheet, cell)


def error(where: Location | None, message: str = "違います。") -> Finding:
    return Finding("rating-unknown", Severity.ERROR, where, message)


def cell(text: str, where: Location) -> Cell:
    return Cell((Paragraph((Run(text, source=where),), ParagraphStyle.CELL),))


def table(document_id: str = "S02") -> Document:
    columns = (Column("name", (Run("事業名"),)), Column("rating", (Run("評価"),)))
    rows = (
        Row("J001", (cell("居場所", at("D4")), cell("ほぼ実施", at("H4")))),
        Row("J002", (cell("相談", at("D5")), cell("実施", at("H5")))),
    )
    title = Paragraph((Run("取組状況"),), ParagraphStyle.TITLE)
    return Document(document_id, "取組状況", "", (Section((title, Table("t", columns, (RowGroup("g", (), rows),)))),))


def marked(document: Document, *errors: Finding, files: dict[str, str] | None = None) -> Document:
    (found,), _ = mark_open_points([document], errors, files or {})
    return found


def cells(document: Document) -> list[str]:
    (found,) = [block for block in document.blocks() if isinstance(block, Table)]
    return [text_of(block.runs) for row in found.groups[0].rows for each in row.cells for block in each.blocks]  # type: ignore[union-attr]


def test_the_text_of_a_faulty_cell_is_marked_in_bold() -> None:
    document = marked(table(), error(at("H4")))
    assert cells(document) == ["居場所", "ほぼ実施〔要確認〕", "相談", "実施"]
    (grid,) = [block for block in document.blocks() if isinstance(block, Table)]
    (paragraph,) = grid.groups[0].rows[0].cells[1].blocks
    assert [(run.text, run.strong) for run in paragraph.runs] == [("ほぼ実施", False), ("〔要確認〕", True)]  # type: ignore[union-attr]


def test_a_cell_that_is_printed_nowhere_marks_the_first_text_of_its_row() -> None:
    assert cells(marked(table(), error(at("B5")))) == ["居場所", "ほぼ実施", "相談〔要確認〕", "実施"]


def test_a_book_that_cannot_be_read_is_a_remark_below_the_title_of_its_material() -> None:
    document = marked(table(), error(at(None, None), "壊れています。"), files={"S02": BOOK})
    assert [text_of(block.runs) for block in document.blocks() if isinstance(block, Paragraph)] == [
        "取組状況",
        "〔要確認〕施策一覧.xlsx：壊れています。",
    ]


def test_many_remarks_are_cut_short() -> None:
    errors = [error(at("B99"), f"{number}番目。") for number in range(8)]
    document = marked(table(), *errors, files={"S02": BOOK})
    remarks = [text_of(block.runs) for block in document.blocks() if isinstance(block, Paragraph)]
    assert remarks[-1] == "〔要確認〕ほか3件は、「確認するところ」にあります。"
    assert len(remarks) == 1 + 5 + 1


def test_warnings_and_errors_without_a_place_mark_nothing() -> None:
    warning = Finding("rating-blank", Severity.WARNING, at("H4"), "空です。")
    assert marked(table(), warning, error(None), error(at("H4", file="統計.xlsx"))) == table()


def test_a_sentence_in_several_runs_is_marked_once_at_its_end() -> None:
    where = Location("会議設定.xlsx", "文面", "C4")
    runs = (Run("締切は", source=where), Run("９月９日", source=where), Run("です。", source=where))
    document = Document("S01", "", "", (Section((Slot(20.0, (Paragraph(runs),)),)),))
    (slot,) = marked(document, error(where)).blocks()
    assert isinstance(slot, Slot)
    (paragraph,) = slot.content
    assert isinstance(paragraph, Paragraph)
    assert text_of(paragraph.runs) == "締切は９月９日です。〔要確認〕"


def test_a_text_that_is_marked_already_gets_no_second_mark() -> None:
    where = Location("会議設定.xlsx", "会議", "B5")
    document = Document("S01", "", "", (Section((Paragraph((Run("9月31日〔要確認〕まで", source=where),)),)),))
    (paragraph,) = marked(document, error(where)).blocks()
    assert isinstance(paragraph, Paragraph)
    assert [run.text for run in paragraph.runs if isinstance(run, Run)] == ["9月31日", "〔要確認〕", "まで"]


def test_every_document_that_shows_a_fault_is_named() -> None:
    fault, nowhere = error(at("H4")), error(at("H9"))
    _, shown = mark_open_points([table("S02"), table("S04")], [fault, nowhere], {})
    assert shown == {fault: ("S02", "S04"), nowhere: ()}


def test_the_checklist_says_what_is_wrong_where_it_shows_and_what_to_do(
    meeting: Callable[..., Meeting], as_text: Callable[[Document], str]
) -> None:
    found = Findings()
    found.warn("deadline-weekend", Location("会議設定.xlsx", "会議", "B5"), "締切が土曜です。", "平日にしてください。")
    found.error("rating-unknown", at("H4"), "評価「ほぼ実施」はありません。", "選び直してください。")
    found.note("default-used", None, "決まった内容で作ります。")
    context = WordingContext(meeting(), number_meeting(meeting()), edition=Edition.DRAFT)
    sheet = build_checklist(list(found), {next(each for each in found if each.code == "rating-unknown"): ("S02",)}, context)
    assert as_text(sheet).splitlines() == [
        "title: 確認するところ",
        "lead: 令和４年度　第１回　みほん市いのち支える協議会",
        "body: この資料一式は案です。直すところが1件、確かめるところが1件あります。"
        "資料の中では、直すところに〔要確認〕と印刷しています。"
        "事務局がもとの Excel などを直し、直すところがなくなったら、正式な資料一式を作ります。",
        "番号 | 資料 | 場所 | 内容 | すること",
        "== 直すところ（1件）",
        "checklist-1: cell: 1 | cell: 資料３ | cell: 施策一覧.xlsx「施策一覧」H4"
        " | cell: 評価「ほぼ実施」はありません。 | cell: 選び直してください。",
        "== 確かめるところ（1件）",
        "checklist-2: cell: 2 | cell: － | cell: 会議設定.xlsx「会議」B5 | cell: 締切が土曜です。 | cell: 平日にしてください。",
    ]
    assert sheet.marks == ("案",)


def test_a_checklist_without_findings_says_that_the_packet_can_be_made(
    meeting: Callable[..., Meeting], as_text: Callable[[Document], str]
) -> None:
    context = WordingContext(meeting(), number_meeting(meeting()), edition=Edition.DRAFT)
    lines = as_text(build_checklist([], {}, context)).splitlines()
    assert lines[2:] == ["body: 直すところも確かめるところもありません。"]
