"""After mailing: one cell is changed, and the 正誤表 names 資料, page, place, 誤 and 正."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.after_mailing import ErrataResult, errata
from kaigi_docs.blocks import (
    Cell,
    Column,
    Document,
    HeadCell,
    Heading,
    KeyValue,
    Paragraph,
    Row,
    RowGroup,
    Run,
    Section,
    Table,
    text_of,
)
from kaigi_docs.corrections.compare import Change, ChangeKind, compare_contents
from kaigi_docs.corrections.content import content_of
from kaigi_docs.corrections.differences import Differences, MaterialExchange, compare_records
from kaigi_docs.corrections.excerpt import excerpt
from kaigi_docs.corrections.pages import exchange_of, page_digests, ranges
from kaigi_docs.corrections.record import MaterialRecord, Record, record_from_json
from kaigi_docs.corrections.sheet import build_errata_sheet
from kaigi_docs.errors import ExitCode, InputUnreadable
from kaigi_docs.findings import Findings
from kaigi_docs.layout.page import Content, LaidOut, Page, StructNode, TextRun
from kaigi_docs.materials.build import build_materials
from kaigi_docs.model.meeting import Meeting
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.new import as_found, build_books, write_books
from kaigi_docs.read.documents.pdf import read_pdf
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.settings import read_settings
from kaigi_docs.resources import resource_path

Rows = Callable[..., dict[str, Any]]
Changed = Callable[..., list[dict[str, Any]]]
BOOKS = ("会議設定.xlsx", "施策一覧.xlsx")


@pytest.fixture
def corrected(mailed_meeting: Path, tmp_path: Path, small_rows: Rows, changed: Changed) -> Callable[..., Path]:
    """The mailed meeting with whole sheets of its books replaced by keyword."""

    def write(**sheets: Any) -> Path:
        folder = tmp_path / "inputs" / "mihon"
        shutil.copytree(mailed_meeting / "発送済み", folder / "発送済み")
        basics = changed("会議", 0, 文書番号="なし", 差替え日="令和4年8月26日")
        write_books(folder, {title: rows for title, rows in small_rows(**{"会議": basics, **sheets}).items() if rows is not None})
        return folder

    return write


def told(result: ErrataResult) -> list[tuple[str, str, str, str, str | None, str | None]]:
    """資料, old page, new page, place, 誤, 正."""
    return [(d.label, d.old_page, d.new_page, d.change.where, d.change.old, d.change.new) for d in result.differences]


def codes(result: ErrataResult) -> list[str]:
    return [finding.code for finding in result.findings if finding.code != "default-used"]


def page_texts(path: Path) -> list[str]:
    return ["".join("".join(page.texts).split()) for page in read_pdf(path).pages]


def test_nothing_changed_needs_no_errata(corrected: Callable[..., Path]) -> None:
    folder = corrected()
    result = errata(folder)

    assert result.exit_code is ExitCode.DONE
    assert result.differences == ()
    assert "同じです" in result.summary
    assert [path.name for path in result.outputs] == ["結果.html"]


def test_a_changed_cell_is_named_with_its_page_and_both_texts(corrected: Callable[..., Path], changed: Changed) -> None:
    folder = corrected(施策一覧=changed("施策一覧", 1, 前年度取組状況="電話123件、ＳＮＳ45件の相談があった。"))
    result = errata(folder)

    assert told(result) == [
        (
            "資料３",
            "1",
            "1",
            "「相談窓口（𠮷野地区）」の「令和３年度取組状況」",
            "電話120件、ＳＮＳ45件の相談があった。",
            "電話123件、ＳＮＳ45件の相談があった。",
        )
    ]
    assert [path.name for path in result.outputs] == ["正誤表.pdf", "正誤表.docx", "差替えページ.pdf", "結果.html"]
    assert codes(result) == []


def test_the_page_to_exchange_carries_its_mark_and_date(corrected: Callable[..., Path], changed: Changed) -> None:
    folder = corrected(施策一覧=changed("施策一覧", 2, 評価="おおむね実施できた"))
    result = errata(folder)

    (page,) = page_texts(result.outputs[2])
    assert "差替え令和４年８月26日" in page
    assert "研修会" in page
    assert "資料３-1/1" in page


def test_a_missing_date_of_exchange_is_a_finding(corrected: Callable[..., Path], changed: Changed) -> None:
    basics = changed("会議", 0, 文書番号="なし")
    folder = corrected(会議=basics, 施策一覧=changed("施策一覧", 2, 評価="おおむね実施できた"))
    assert codes(errata(folder)) == ["exchange-undated"]


def test_text_that_runs_onto_another_page_takes_the_rest_of_the_material_along(
    corrected: Callable[..., Path], changed: Changed
) -> None:
    long = "。".join(f"{number}回目の研修を行い、参加者から感想を聞いた" for number in range(120)) + "。"
    folder = corrected(施策一覧=changed("施策一覧", 0, 前年度取組状況=long))
    result = errata(folder)

    assert [(label, old, new) for label, old, new, *_ in told(result)] == [("資料３", "1", "1"), ("資料３", "1", "2")]
    sheet = "".join(page_texts(result.outputs[0]))
    pages = len(page_texts(result.outputs[2]))
    assert pages > 2
    assert f"1～{pages}" in sheet
    assert f"全体が1ページから{pages}ページになります" in sheet


def test_a_changed_answer_box_asks_for_a_new_form(corrected: Callable[..., Path], changed: Changed) -> None:
    result = errata(corrected(設問=changed("設問", 1, 選択肢="賛成／反対／保留")))

    assert codes(result) == ["form-changed"]
    assert [row[0] for row in told(result)] == ["回答書"]
    assert "新しい様式" in "".join(page_texts(result.outputs[0]))


def test_faulty_inputs_are_told_and_nothing_is_written(corrected: Callable[..., Path], changed: Changed) -> None:
    folder = corrected(会議=changed("会議", 0, 締切=None))
    result = errata(folder)

    assert result.exit_code is ExitCode.FINDINGS
    assert "cell-required" in codes(result)
    assert not (folder.parent.parent / "outputs" / "mihon" / "正誤表").exists()


def test_without_a_mailing_there_is_nothing_to_compare_with(meeting_folder: Callable[..., Path]) -> None:
    with pytest.raises(InputUnreadable, match="--mailed"):
        errata(meeting_folder())


def test_correcting_the_correction_removes_the_errata_again(
    corrected: Callable[..., Path], changed: Changed, small_rows: Rows
) -> None:
    folder = corrected(施策一覧=changed("施策一覧", 2, 評価="おおむね実施できた"))
    written = errata(folder).outputs
    for name in BOOKS:
        (folder / name).unlink()
    write_books(folder, small_rows(会議=changed("会議", 0, 文書番号="なし")))

    assert errata(folder).differences == ()
    assert not any(path.exists() for path in written[:3])


def test_days_are_told_as_everywhere_else(corrected: Callable[..., Path], changed: Changed) -> None:
    result = errata(corrected(会議=changed("会議", 0, 文書番号="なし", 差替え日="令和4年8月1日", 締切="令和4年9月16日")))
    said = [result.summary, *(finding.message for finding in result.findings if finding.code == "exchange-too-early")]
    assert len(said) == 2
    assert all("令和４年８月19日" in text and "2022" not in text for text in said)


@pytest.mark.parametrize(
    ("cells", "item"),
    [
        ({"発行日": "令和4年8月26日"}, "発行日"),
        ({"発行日": "令和4年8月26日", "発送日": "令和4年8月19日"}, "発行日"),
        ({"発送日": "令和4年8月26日"}, "発送日"),
    ],
)
def test_a_date_that_should_have_stayed_is_told(
    cells: dict[str, str], item: str, corrected: Callable[..., Path], changed: Changed
) -> None:
    folder = corrected(会議=changed("会議", 0, 文書番号="なし", 差替え日="令和4年8月26日", 締切="令和4年9月16日", **cells))
    (told,) = [finding for finding in errata(folder).findings if finding.code == "mailed-date-changed"]
    assert told.where is not None
    assert told.where.label == item
    assert "差替え日に書いてください" in told.hint


# What two versions of a document differ in, without pages.


def documents(rows: dict[str, Any]) -> tuple[Document, ...]:
    books = build_books(rows)
    meeting, _ = read_settings(as_found(books[BOOKS[0]], BOOKS[0]), "mihon")
    assert meeting is not None
    measures, _ = read_measures(as_found(books[BOOKS[1]], BOOKS[1]), meeting)
    names = ("cover_letter.md.j2", "dispatch_letter.md.j2")
    templates = {name: (resource_path("templates", name).read_text(encoding="utf-8"), name) for name in names}
    built, _ = build_materials(PacketModel(meeting=meeting, measures=measures), number_meeting(meeting), templates)
    return built


def changes(old: dict[str, Any], new: dict[str, Any]) -> list[Change]:
    return list(_changes(documents(old), documents(new)))


def _changes(old: tuple[Document, ...], new: tuple[Document, ...]) -> Iterator[Change]:
    for before, now in zip(old, new, strict=True):
        yield from compare_contents(content_of(before), content_of(now))


COLUMNS = {"前年度取組状況": "令和３年度取組状況", "今年度予定": "令和４年度予定", "事業概要": "事業概要および実施内容"}
PRINTED = {0: 2, 1: 1, 2: 1}  # the first measure stands at two policies
TEXTS = st.text("あいう市民課0123４５月日年度、。（）", min_size=3, max_size=40).map(lambda text: f"新{text}終")


@settings(max_examples=25)
@given(edits=st.dictionaries(st.tuples(st.sampled_from([0, 1, 2]), st.sampled_from(sorted(COLUMNS))), TEXTS, max_size=6))
def test_each_edited_cell_appears_once_wherever_it_is_printed(small_meeting: dict[str, Any], edits: dict[Any, str]) -> None:
    rows = [dict(row) for row in small_meeting["施策一覧"]]
    for (row, column), text in edits.items():
        rows[row][column] = text
    found = [(change.where, change.new) for change in changes(small_meeting, {**small_meeting, "施策一覧": rows})]
    names = [row["事業名"] for row in rows]
    assert sorted(found) == sorted(
        (f"「{names[row]}」の「{COLUMNS[column]}」", text) for (row, column), text in edits.items() for _ in range(PRINTED[row])
    )


def kinds(found: list[Change]) -> list[tuple[ChangeKind, str]]:
    return [(change.kind, change.where) for change in found]


def test_a_row_put_between_others_is_one_addition(small_meeting: dict[str, Any]) -> None:
    rows = small_meeting["施策一覧"]
    more = [rows[0], {**rows[1], "事業ID": "J009", "事業名": "新事業"}, *rows[1:]]
    assert kinds(changes(small_meeting, {**small_meeting, "施策一覧": more})) == [(ChangeKind.ADDED, "「新事業」")]


def test_a_row_taken_out_is_one_removal(small_meeting: dict[str, Any]) -> None:
    rows = small_meeting["施策一覧"]
    found = changes(small_meeting, {**small_meeting, "施策一覧": [*rows[:2]]})
    assert kinds(found) == [(ChangeKind.REMOVED, "「研修会」")]


def test_rows_in_another_order_are_one_move(small_meeting: dict[str, Any]) -> None:
    rows = small_meeting["施策一覧"]
    (change,) = changes(small_meeting, {**small_meeting, "施策一覧": [rows[1], rows[0], rows[2]]})
    assert (change.kind, change.old, change.new) == (
        ChangeKind.MOVED,
        "居場所づくり、相談窓口（𠮷野地区）",
        "相談窓口（𠮷野地区）、居場所づくり",
    )


def test_a_paragraph_put_in_is_one_addition_and_the_next_ones_stay(small_meeting: dict[str, Any]) -> None:
    wording = [small_meeting["文面"][0], {"場所": "はじめに", "形": "本文", "文": "加えた文です。"}, *small_meeting["文面"][1:]]
    (change,) = changes(small_meeting, {**small_meeting, "文面": wording})
    assert (change.kind, change.new) == (ChangeKind.ADDED, "加えた文です。")


def test_a_column_that_is_renamed_is_one_change(small_meeting: dict[str, Any]) -> None:
    headings = {"事業名": "事業名", "担当課": "担当課", "評価": "評価"}
    old = [{"列名": name, "種類": name, "見出し": heading} for name, heading in headings.items()]
    new = [*old[:2], {**old[2], "見出し": "自己評価"}]
    found = changes({**small_meeting, "列": old}, {**small_meeting, "列": new})
    assert [(change.old, change.new) for change in found] == [("評価", "自己評価")]


def test_a_paragraph_is_counted_from_the_heading_above_it(small_meeting: dict[str, Any]) -> None:
    paragraphs = [{"場所": "はじめに", "形": "本文", "文": text} for text in ("一つ目。", "二つ目。", "三つ目。")]
    edited = [*paragraphs[:2], {**paragraphs[2], "文": "三番目。"}]
    (change,) = changes({**small_meeting, "文面": paragraphs}, {**small_meeting, "文面": edited})
    assert (change.where, change.old, change.new) == ("「１ はじめに」の3番目の段落", "三つ目。", "三番目。")


def test_an_item_of_the_dispatch_letter_is_called_by_its_number_and_name(small_meeting: dict[str, Any]) -> None:
    sent = {**small_meeting, "資料": [{"種類": "送付文書", "題名": "送付文書"}], "議題": [], "設問": []}
    later = {**sent, "会議": [{**small_meeting["会議"][0], "締切": "令和4年9月16日"}]}
    (change,) = changes(sent, later)
    assert (change.where, change.new) == ("「２ 回答期限」", "２　回答期限　　令和４年９月16日（金）必着")


def test_a_renamed_item_of_the_letter_is_one_change_and_what_stands_below_it_stays(small_meeting: dict[str, Any]) -> None:
    renamed = [{**small_meeting["議題"][0], "題名": "名前を変えた議題"}, *small_meeting["議題"][1:]]
    letters = [documents(rows)[0] for rows in (small_meeting, {**small_meeting, "議題": renamed})]
    (change,) = compare_contents(*map(content_of, letters))
    assert (change.kind, change.where) == (ChangeKind.CHANGED, "見出し「取組状況について」")


def test_a_row_is_called_by_the_name_on_the_paper_in_hand(small_meeting: dict[str, Any]) -> None:
    roster = {**small_meeting, "資料": [{"種類": "委員名簿", "題名": "委員名簿"}], "議題": [], "設問": []}
    corrected = [{**small_meeting["委員"][0], "氏名": "高崎 見本"}, *small_meeting["委員"][1:]]
    (change,) = changes(roster, {**roster, "委員": corrected})
    assert (change.where, change.old, change.new) == ("「髙﨑 見本」の「氏名」", "髙﨑 見本", "高崎 見本")


def forms(rows: dict[str, Any], phone: str, more: Sequence[dict[str, Any]] = ()) -> Document:
    """The answer form of a meeting with a telephone, and perhaps with more questions."""
    basics = {**rows["会議"][0], "電話": phone, "FAX": "000-000-0009"}
    return documents({**rows, "会議": [basics], "設問": [*rows["設問"], *more]})[-1]


QUESTION = {"設問ID": "Q3", "種類": "意見", "議題ID": "A02", "選択肢": "意見や感想／特になし", "記入行数": 2}


def test_a_question_added_leaves_the_lines_of_the_office_below_it_alone(small_meeting: dict[str, Any]) -> None:
    old, new = forms(small_meeting, "000-000-0001"), forms(small_meeting, "000-000-0001", [QUESTION])
    found = compare_contents(content_of(old), content_of(new))
    assert kinds(found) == [
        (ChangeKind.ADDED, "見出し「３ 今後の進め方について【協議事項】」"),
        (ChangeKind.ADDED, "「３ 今後の進め方について【協議事項】」の1番目の段落"),
        (ChangeKind.ADDED, "記入欄「回答書３ 具体的な内容」"),
    ]


def test_a_line_of_the_office_that_changed_below_a_new_question_is_one_change(small_meeting: dict[str, Any]) -> None:
    old, new = forms(small_meeting, "000-000-0001"), forms(small_meeting, "000-000-0002", [QUESTION])
    found = compare_contents(content_of(old), content_of(new))
    assert [(c.where, c.old, c.new) for c in found if c.kind is not ChangeKind.ADDED] == [
        ("「電話」の欄", "000-000-0001", "000-000-0002")
    ]


# What the two sides of a row show.


def shown(runs: tuple[Run, ...]) -> str:
    return "".join(f"[{run.text}]" if run.strong else run.text for run in runs)


@pytest.mark.parametrize(
    ("old", "new", "left", "right"),
    [
        ("電話120件の相談。", "電話123件の相談。", "電話[120]件の相談。", "電話[123]件の相談。"),
        ("はじめ。二つ目。おわり。", "はじめ。二件目。おわり。", "…二[つ]目。…", "…二[件]目。…"),
        ("はじめ。おわり。", "はじめ。なか。おわり。", "はじめ。…", "はじめ。[なか。]…"),
        ("はじめ。なか。おわり。", "はじめ。おわり。", "はじめ。[なか。]…", "はじめ。…"),
        ("", "初めて書いた。", "", "[初めて書いた。]"),
        ("一つ。同じ。二つ。", "１つ。同じ。２つ。", "[一]つ。…[二]つ。", "[１]つ。…[２]つ。"),
    ],
)
def test_only_changed_sentences_are_shown_with_the_change_marked(old: str, new: str, left: str, right: str) -> None:
    assert tuple(map(shown, excerpt(old, new))) == (left, right)


def test_a_long_sentence_is_cut_around_its_change() -> None:
    left, right = excerpt("前" * 200 + "120件" + "後" * 200, "前" * 200 + "123件" + "後" * 200)
    assert shown(left) == f"…{'前' * 30}[120]{'件' + '後' * 29}…"
    assert shown(right) == f"…{'前' * 30}[123]{'件' + '後' * 29}…"


@settings(max_examples=60)
@given(old=st.text("あい。\n12", max_size=30), new=st.text("あい。\n12", max_size=30))
def test_different_texts_never_look_the_same(old: str, new: str) -> None:
    left, right = excerpt(old, new)
    assert (shown(left) == shown(right)) == (old == new)


# Sheets.


@pytest.mark.parametrize(
    ("old", "new", "touched", "both", "pages", "discarded"),
    [
        ("abcd", "abcd", (), True, (), ()),
        ("abcd", "aXcd", (), False, (2,), (2,)),
        ("abcd", "aXcd", (), True, (1, 2), (1, 2)),
        ("abcd", "abXYd", (), False, (3, 4, 5), (3, 4)),
        ("abcd", "ab", (), False, (), (3, 4)),
        ("abc", "abX", (), True, (3,), (3,)),
        ("abcd", "abcd", (4,), True, (3, 4), (3, 4)),
    ],
)
def test_whole_sheets_are_exchanged(
    old: str, new: str, touched: tuple[int, ...], both: bool, pages: tuple[int, ...], discarded: tuple[int, ...]
) -> None:
    exchange = exchange_of(tuple(old), tuple(new), touched, both_sides=both)
    assert (exchange.pages, exchange.discarded) == (pages, discarded)


def page_of(text: str, x: float) -> LaidOut:
    """A material of one page with a line."""
    line = TextRun("BIZUDGothic-Regular", 9.0, x, 300.0, (1,), (text,), (0.0,), 9.0, "#000000", (0.0, 0.0, 100.0, 100.0))
    page = Page(595.0, 842.0, contents=[Content([line])])
    return LaidOut("S02", "表", "", "", [page], StructNode("Sect"), Findings())


def test_a_line_that_moved_by_less_than_anybody_sees_takes_no_page_along() -> None:
    assert page_digests(page_of("字", 271.4877)) == page_digests(page_of("字", 271.5145))
    assert page_digests(page_of("字", 271.4877)) != page_digests(page_of("句", 271.4877))


def test_pages_in_a_row_are_written_as_a_range() -> None:
    assert ranges([1, 3, 4, 5, 8]) == "1、3～5、8"


def test_an_added_and_a_removed_material_are_named(mailed_meeting: Path) -> None:
    record = record_from_json((mailed_meeting / "発送済み/2022-08-19/資料の中身.json").read_bytes())
    without = type(record)(record.sent_on, record.version, record.materials[:2])

    added, removed = compare_records(without, record), compare_records(record, without)

    assert [(row.label, row.change.kind) for row in added.rows] == [("回答書", ChangeKind.ADDED)]
    assert [(row.label, row.change.kind) for row in removed.rows] == [("回答書", ChangeKind.REMOVED)]
    assert removed.exchanges[0].exchange.pages == ()


def test_the_errata_sheet_says_all_of_it(mailed_meeting: Path, small_meeting: dict[str, Any]) -> None:
    record = record_from_json((mailed_meeting / "発送済み/2022-08-19/資料の中身.json").read_bytes())
    without = type(record)(record.sent_on, record.version, record.materials[:2])
    books = build_books(small_meeting)
    meeting, _ = read_settings(as_found(books[BOOKS[0]], BOOKS[0]), "mihon")
    assert meeting is not None and record.sent_on is not None

    document = build_errata_sheet(compare_records(without, record), meeting, record.sent_on)

    tables = [block for block in document.blocks() if isinstance(block, Table)]
    rows = [[cell_text(cell) for cell in row.cells] for table in tables for group in table.groups for row in group.rows]
    assert rows == [
        ["回答書", "新1", "資料の全体", "（なし）", "追加　回答書"],
        ["回答書", "（なし）", "1", "1枚", "新しく加わる資料です"],
    ]


def cell_text(cell: Any) -> str:
    return "".join(text_of(block.runs) for block in cell.blocks)


def record_with(pages: Sequence[str], label: str = "資料１", number: str = "資料１", **texts: str) -> MaterialRecord:
    """A 資料 with a paragraph a page below headings, printed on one side."""
    blocks = [block for key, text in texts.items() for block in (Heading(key, 1, "", (Run(key),)), Paragraph((Run(text),)))]
    document = Document("S01", "題名", number, (Section(tuple(blocks)),))
    places = dict.fromkeys(("label", "h:a", "p:a:1"), (1, 1)) | {"h:b": (2, 2), "p:b:1": (2, 2)}
    return MaterialRecord(label, False, 1, document, tuple(pages), places)


def told_exchange(old: MaterialRecord, new: MaterialRecord) -> MaterialExchange:
    (exchange,) = compare_records(Record(None, "1", (old,)), Record(None, "1", (new,))).exchanges
    return exchange


def test_a_page_on_which_text_only_moved_is_told_apart() -> None:
    exchange = told_exchange(record_with("abc", a="旧", b="同じ"), record_with("xyc", a="新", b="同じ"))
    assert (exchange.exchange.pages, exchange.only_moved) == ((1, 2), (2,))


def test_the_sheet_remarks_on_pages_on_which_text_only_moved(small_meeting: dict[str, Any]) -> None:
    old, new = (Record(None, "1", (each,)) for each in (record_with("abc", a="旧"), record_with("xyz", a="新")))
    assert remarks(compare_records(old, new), small_meeting) == ["2～3ページは、言葉は変わらず、文字の位置だけが動きました"]


def remarks(differences: Differences, rows: dict[str, Any]) -> list[str]:
    """The last column of the table of sheets."""
    document = build_errata_sheet(differences, meeting_of(rows), date(2022, 8, 19))
    table = [block for block in document.blocks() if isinstance(block, Table)][-1]
    return [cell_text(row.cells[-1]) for group in table.groups for row in group.rows]


def meeting_of(rows: dict[str, Any]) -> Meeting:
    meeting, _ = read_settings(as_found(build_books(rows)[BOOKS[0]], BOOKS[0]), "mihon")
    assert meeting is not None
    return meeting


def test_a_material_with_another_number_is_called_by_both_and_all_its_pages_are_exchanged() -> None:
    exchange = told_exchange(record_with("abc", a="同じ"), record_with("abc", "資料２", "資料２", a="同じ"))
    assert (exchange.label, exchange.exchange.pages) == ("資料１（新しい番号は資料２）", (1, 2, 3))
    assert exchange.only_moved == ()


def test_a_material_without_a_number_that_got_another_title_is_called_by_both() -> None:
    exchange = told_exchange(record_with("abc", "回答書", "", a="旧"), record_with("xbc", "意見書", "", a="新"))
    assert exchange.label == "回答書（新しい名前は意見書）"


@pytest.mark.parametrize(("cells", "lines"), [({"FAX": "000-000-0009"}, ["ＦＡＸ", "メール"]), ({}, ["メール"])])
def test_the_sheet_names_the_ways_to_reach_the_office(
    cells: dict[str, str], lines: list[str], small_meeting: dict[str, Any]
) -> None:
    meeting = meeting_of({**small_meeting, "会議": [{**small_meeting["会議"][0], **cells}]})
    blocks = build_errata_sheet(Differences((), ()), meeting, date(2022, 8, 19)).blocks()
    (contact,) = [block for block in blocks if isinstance(block, KeyValue)]
    assert [row.label.text for row in contact.rows] == lines


def test_a_bar_that_moves_is_one_difference_which_names_its_months() -> None:
    def schedule(*cells: Cell) -> Document:
        task = Cell((Paragraph((Run("調査"),)),))
        months = (Column(f"m{number}", (Run(f"{number}月"),)) for number in (4, 5, 6))
        above = (HeadCell(()), HeadCell((Run("令和４年度"),), 3))
        rows = (Row("T01", (task, *cells)),)
        table = Table("t", (Column("a", (Run("項目"),), row_header=True), *months), (RowGroup("g", (), rows),), above=(above,))
        return Document("S09", "", "", (Section((table,)),))

    bar = Cell((Paragraph((Run("→配布"),)),), 2)
    (change,) = compare_contents(content_of(schedule(bar, Cell())), content_of(schedule(Cell(), bar)))
    assert (change.where, change.old, change.new) == (
        "「調査」の「令和４年度」",
        "→配布（令和４年度4月～令和４年度5月）",
        "→配布（令和４年度5月～令和４年度6月）",
    )
