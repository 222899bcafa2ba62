"""封入チェック表 and 印刷指示書: small meetings, and the whole of both for the sample city, as text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from kaigi_docs.blocks import Document, Paper, Table
from kaigi_docs.findings import Findings
from kaigi_docs.materials.packing_list import build_packing_list
from kaigi_docs.materials.print_order import build_print_order
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Meeting, Member, Route
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.printing import Printable, is_for_each, plan_jobs
from kaigi_docs.model.text import Text
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.settings import assemble, read_settings_parts
from kaigi_docs.sample import sample_rows
from letter_meeting import context_of, letter_meeting

AsText = Callable[[Document], str]
GOLDEN = Path(__file__).parents[1] / "golden"
PAGES = {"S01": 3, "S04": 6, "S05": 8, "S06": 2, "S02": 28, "S08": 7, "S03": 3}
"""Pages of the sample's materials as this test takes them; all others have one."""


@cache
def sample_meeting() -> Meeting:
    parts, _ = read_settings_parts(as_found(build_books(sample_rows())["会議設定.xlsx"], "会議設定.xlsx"))
    assert parts is not None
    meeting = assemble(parts, "mihon-r04-1", Findings())
    assert meeting is not None
    return meeting


def print_order_of(meeting: Meeting, pages: dict[str, int]) -> Document:
    context = WordingContext(meeting, number_meeting(meeting))
    printables = [
        Printable(
            id=each.id,
            material=each,
            label=context.numbering.materials[each.id],
            papers=(each.paper.value,) * pages.get(each.id, 1),
        )
        for each in meeting.materials
    ]
    own = [each for each in printables if is_for_each(each.material, meeting)]
    letters = [replace(each, id=f"{each.id}-{member.id}") for each in own for member in meeting.members]
    jobs = plan_jobs(meeting, printables, letters)
    return build_print_order(jobs, [job.name for job in jobs], context)


def compare(document: Document, name: str, as_text: AsText) -> None:
    """The document against its golden text; a difference leaves the new text beside it for reading."""
    golden, text = GOLDEN / name, f"{as_text(document)}\n"
    if golden.is_file() and golden.read_text(encoding="utf-8") == text:
        return
    fresh = golden.with_suffix(".new")
    fresh.write_text(text, encoding="utf-8")
    pytest.fail(f"差分を読んで納得したら置き換えます: mv {fresh} {golden}")


def test_the_packing_list_of_the_sample_reads_as_recorded(as_text: AsText) -> None:
    compare(build_packing_list(context_of(sample_meeting())), "packing_list.txt", as_text)


def test_the_print_order_of_the_sample_reads_as_recorded(as_text: AsText) -> None:
    compare(print_order_of(sample_meeting(), PAGES), "print_order.txt", as_text)


def table_of(document: Document) -> Table:
    return next(block for block in document.blocks() if isinstance(block, Table))


def columns_of(document: Document, as_text: AsText) -> list[list[str]]:
    """The cells of the table, row by row."""
    lines = as_text(document).splitlines()
    start = next(number for number, line in enumerate(lines) if line.startswith("== "))
    rows = [line.partition(": ")[2] for line in lines[start + 1 :] if ": " in line and " | " in line]
    return [[cell.removeprefix("cell: ").removeprefix("cell_small: ").strip() for cell in row.split(" | ")] for row in rows]


ROUTES = tuple(Member(id=f"C{at:02d}", name=Text(f"委員{at}"), sent_by=each) for at, each in enumerate(Route, 1))


def test_the_packing_list_counts_ways_envelopes_and_large_print_in_its_last_row(as_text: AsText) -> None:
    members = (replace(ROUTES[0], large_print=True), *ROUTES[1:4], replace(ROUTES[4], answers_by=Route.FAX))
    *rows, total = columns_of(build_packing_list(context_of(letter_meeting(members=members))), as_text)
    assert [row[1] for row in rows] == ["委員1", "委員2", "委員3", "委員4", "委員5"]
    assert total[:3] == ["計", "5人", "送り方：郵送1、メール1、FAX1、持参1、庁内便1/返り方：郵送4、FAX1"]
    assert total[5] == "1人"
    assert total[-3] == "4"
    assert [row[-3] for row in rows] == ["□", "□", "□", "□", "－"]


def test_a_packing_list_has_a_box_for_every_part_of_the_packet_and_no_address(as_text: AsText) -> None:
    meeting = letter_meeting(members=(replace(ROUTES[0], address=Text("みほん市湖畔"), postal_code=Text("000-0009")),))
    document = build_packing_list(context_of(meeting))
    (row, _) = columns_of(document, as_text)
    assert row.count("□") == len(meeting.materials) + 1
    assert "湖畔" not in as_text(document) and "000-0009" not in as_text(document)


def test_materials_for_members_only_are_marked_and_explained(as_text: AsText) -> None:
    text = as_text(build_packing_list(context_of(letter_meeting())))
    assert "◎/名簿" in text and "◎/資料/４" in text
    assert "◎は委員限りの資料" in text


def test_many_materials_go_on_a3() -> None:
    meeting = letter_meeting()
    many = tuple(replace(each, id=f"S{at}") for at, each in enumerate((*meeting.materials, *meeting.materials)))
    assert build_packing_list(context_of(meeting)).sections[0].paper is Paper.A4
    assert build_packing_list(context_of(replace(meeting, materials=many))).sections[0].paper is Paper.A3


def test_papers_of_the_office_say_so_and_carry_the_mark_of_a_draft_until_number_and_date_are_there() -> None:
    meeting = letter_meeting()
    for built, marks in ((meeting, ("事務局用",)), (replace(meeting, issue_date=None), ("案", "事務局用"))):
        assert build_packing_list(context_of(built)).marks == marks
        assert print_order_of(built, {}).marks == marks


def test_the_print_order_tells_what_to_have_ready_by_paper(as_text: AsText) -> None:
    meeting = letter_meeting()
    apart = tuple(
        replace(each, print=replace(each.print, separate=each.paper is Paper.A3, colour=each.no == "1"))
        for each in meeting.materials
    )
    text = as_text(print_order_of(replace(meeting, materials=apart), {"S04": 5, "S02": 4}))
    assert "部数は、決まりのないものは3部（委員3人）です。用意する用紙は、A4 36枚（うちカラー9枚）、A3 3枚です。" in text
    assert "== 2　会議資料一式_印刷用（A3・資料３）.pdf（両面で印刷、2ページ）" in text


def test_a_packet_without_materials_needs_no_paper(as_text: AsText) -> None:
    assert "用意する用紙は、0枚です。" in as_text(print_order_of(letter_meeting(materials=()), {}))
