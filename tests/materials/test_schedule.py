"""資料６: bars over months, where their words stand, legend and headings; and the whole of it for the sample city, as text."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.blocks import Cell, CellLook, Column, Document, Note, Paper, Paragraph, Row, Table, text_of
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.months import Stretch, parse_stretch
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.materials.schedule import build_schedule
from kaigi_docs.materials.schedule_bars import bar_lines, column_key, line_cells
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Material, MaterialKind, Meeting
from kaigi_docs.model.numbering import number_meeting
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.schedule import ColumnUnit, Schedule, Sign, Span, SpanState, Task
from kaigi_docs.model.text import Text
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.schedule import read_schedule
from kaigi_docs.read.settings import assemble, read_settings_parts
from kaigi_docs.sample import sample_rows

GOLDEN = Path(__file__).parents[1] / "golden" / "schedule.txt"
TWO_YEARS = Stretch(date(2022, 4, 1), date(2024, 3, 31))
ONE_YEAR = Stretch(date(2022, 4, 1), date(2023, 3, 31))
SIGNS = (Sign(sign="●", meaning=Text("協議会")), Sign(sign="○", meaning=Text("部会")))
LOOKS = {CellLook.PLAIN: "", CellLook.FRAMED: "[枠]", CellLook.FILLED: "[枠と網]"}


def material(paper: Paper = Paper.A4, *, landscape: bool = True) -> Material:
    where = Location("会議設定.xlsx", "資料", "A15")
    title = Text("策定の予定")
    return Material(id="S09", no="6", kind=MaterialKind.SCHEDULE, title=title, paper=paper, landscape=landscape, where=where)


def span(start: str, end: str = "", label: str = "", sign: str = "", state: SpanState = SpanState.PLANNED) -> Span:
    return Span(start=parse_stretch(start), end=parse_stretch(end or start), label=Text(label), sign=sign, state=state)


def task(*spans: Span, task_id: str = "T01", group: str = "", **texts: str) -> Task:
    named = {name: Text(value) for name, value in texts.items()}
    ordered = tuple(sorted(spans, key=lambda each: each.days))
    return Task(id=task_id, group=Text(group), title=Text("項目の名前"), spans=ordered, **named)


def schedule(*tasks: Task, shown: Stretch = TWO_YEARS, unit: ColumnUnit = ColumnUnit.MONTH) -> Schedule:
    return Schedule(shown=shown, unit=unit, tasks=tasks, signs=SIGNS)


@pytest.fixture
def build(meeting: Callable[..., Meeting]) -> Callable[..., tuple[Document, Findings]]:
    def built(made: Schedule, on: Material | None = None) -> tuple[Document, Findings]:
        own = on or material()
        around = meeting(materials=(own,))
        return build_schedule(own, PacketModel(meeting=around, schedule=made), WordingContext(around, number_meeting(around)))

    return built


@pytest.fixture
def table(build: Callable[..., tuple[Document, Findings]]) -> Callable[..., Table]:
    def built(*tasks: Task, **attributes: object) -> Table:
        document, findings = build(schedule(*tasks, **attributes))  # type: ignore[arg-type]
        assert findings.codes() == []
        return next(block for block in document.blocks() if isinstance(block, Table))

    return built


def words(cell: Cell) -> str:
    return "".join(text_of(block.runs) for block in cell.blocks if isinstance(block, Paragraph)).replace("\n", "/")


def heading_of(column: Column) -> str:
    return text_of(column.heading).replace("\n", "")


def row_line(row: Row, table: Table, name_of: Callable[[Column], str] = heading_of) -> list[str]:
    """What stands in a row: 「８月～９月[枠] →骨子」, cells without anything left out."""
    said = []
    for at, cell in row.placed():
        names = [name_of(column) for column in table.columns[at : at + cell.span]]
        when = names[0] if cell.span == 1 else f"{names[0]}～{names[-1]}"
        if cell.continued:
            said.append(f"{when}：（上から続く）")
        elif cell.blocks:
            said.append(f"{when}{LOOKS[cell.look]}：{words(cell)}")
    return said


def rows_of(table: Table) -> list[list[str]]:
    return [row_line(row, table) for group in table.groups for row in group.rows]


def bars_of(table: Table) -> list[str]:
    """What stands under the months of the only row."""
    ((_, *bars),) = rows_of(table)
    return bars


def head_lines(table: Table) -> list[str]:
    return [
        " | ".join(f"{text_of(head.runs)}{f'×{head.span}' if head.span > 1 else ''}".replace("\n", "") for head in row)
        for row in table.head_rows()
    ]


def test_a_bar_takes_its_months_and_begins_with_the_mark_of_its_state(table: Callable[..., Table]) -> None:
    done = span("R4.4", "R4.7", "照会", state=SpanState.DONE)
    assert bars_of(table(task(done, span("R4.8", "R4.12", "まとめと分析")))) == [
        "４月～７月[枠と網]：■照会",
        "８月～12月[枠]：→まとめと分析",
    ]


def test_a_bar_without_words_says_when_it_is(table: Callable[..., Table]) -> None:
    assert bars_of(table(task(span("R4.4", "R4.7")))) == ["４月～７月[枠]：→４月～７月"]


def test_a_meeting_is_a_sign_in_its_month_with_its_words_beside(table: Callable[..., Table]) -> None:
    assert bars_of(table(task(span("R5.2", label="調査の結果", sign="●")))) == ["２月：●", "３月～４月：調査の結果"]


def test_a_day_is_printed_before_its_words_unless_they_name_it(table: Callable[..., Table]) -> None:
    assert bars_of(table(task(span("R4.8.19", label="書面開催", sign="●"))))[1].endswith("：8/19 書面開催")
    assert bars_of(table(task(span("R4.8.19", label="８月19日発送", sign="●"))))[1].endswith("：８月19日発送")
    shown = bars_of(table(task(span("R4.8.19", "R4.9.9", "書面による開催", "●"))))
    assert shown == ["８月～９月[枠]：●", "10月～２月：8/19～9/9 書面による開催"]


def test_a_day_stands_above_its_words_where_the_next_bar_leaves_no_room_for_one_line(table: Callable[..., Table]) -> None:
    shown = bars_of(table(task(span("R4.8.19", "R4.9.9", "書面による開催", "●"), span("R5.1", "R5.6"))))
    assert shown[:2] == ["８月～９月[枠]：●", "10月～12月：8/19～9/9/書面による開催"]


def test_what_is_done_says_so_in_words_where_a_sign_stands_for_it(table: Callable[..., Table]) -> None:
    shown = bars_of(table(task(span("R5.2", label="骨子", sign="●", state=SpanState.DONE))))
    assert shown == ["２月[枠と網]：●", "３月～４月：骨子（済）"]


def test_at_the_end_of_the_table_words_stand_at_the_left(table: Callable[..., Table]) -> None:
    assert bars_of(table(task(span("R6.3", label="公表", sign="●")))) == ["２月：公表", "３月：●"]


def test_words_beside_a_bar_are_named_by_the_headings_of_the_bar(table: Callable[..., Table]) -> None:
    made = table(task(span("R5.2", label="調査の結果", sign="●")))
    beside = next(cell for row in made.groups[0].rows for cell in row.cells if "調査" in words(cell))
    assert beside.named_by == ("2023-02-01",)
    assert "2023-02-01" in [column.key for column in made.columns]


def test_spans_that_share_a_month_stand_in_two_lines_of_one_task(table: Callable[..., Table]) -> None:
    made = table(task(span("R4.8上旬", label="発送"), span("R4.8下旬", "R4.11", "回答の整理"), in_charge="事務局"))
    assert rows_of(made) == [
        ["項目：項目の名前", "８月[枠]：→", "９月：発送", "担当：事務局"],
        ["項目：（上から続く）", "８月～11月[枠]：→回答の整理", "担当：（上から続く）"],
    ]
    assert [row.id for row in made.groups[0].rows] == ["T01", "T01/2"]


def test_a_span_that_begins_before_the_table_begins_at_its_edge(table: Callable[..., Table]) -> None:
    assert bars_of(table(task(span("R3.12", "R4.6", "前年度から"))))[0].startswith("４月～６月[枠]")


def test_tasks_of_one_group_stand_together_in_the_order_of_groups(table: Callable[..., Table]) -> None:
    tasks = (
        task(task_id="T01", group="市"),
        task(task_id="T02", group="県"),
        task(task_id="T03", group="市"),
        task(task_id="T04"),
    )
    groups = [(text_of(group.label), [row.id for row in group.rows]) for group in table(*tasks).groups]
    assert groups == [("市", ["T01", "T03"]), ("県", ["T02"]), ("", ["T04"])]


def test_columns_of_words_that_nobody_filled_in_are_not_printed(table: Callable[..., Table]) -> None:
    assert table(task(span("R4.8"))).columns[-1].key == "2024-03-01"
    assert [column.key for column in table(task(remark="見込み")).columns][-1] == "備考"


@pytest.mark.parametrize(
    ("shown", "unit", "heads"),
    [
        (
            ONE_YEAR,
            ColumnUnit.MONTH,
            ["項目 | 令和４年度×12", "４月 | ５月 | ６月 | ７月 | ８月 | ９月 | 10月 | 11月 | 12月 | １月 | ２月 | ３月"],
        ),
        (
            TWO_YEARS,
            ColumnUnit.QUARTER,
            [
                "項目 | 令和４年度×4 | 令和５年度×4",
                "４～６月 | ７～９月 | 10～12月 | １～３月 | ４～６月 | ７～９月 | 10～12月 | １～３月",
            ],
        ),
        (
            Stretch(date(2023, 3, 1), date(2023, 4, 30)),
            ColumnUnit.THIRD,
            ["項目 | 令和４年度×3 | 令和５年度×3", "３月×3 | ４月×3", "上 | 中 | 下 | 上 | 中 | 下"],
        ),
    ],
)
def test_headings_name_years_over_months_over_thirds(
    table: Callable[..., Table], shown: Stretch, unit: ColumnUnit, heads: list[str]
) -> None:
    assert head_lines(table(task(span("R5.3")), shown=shown, unit=unit)) == heads


def test_the_legend_explains_what_is_there_and_nothing_else(build: Callable[..., tuple[Document, Findings]]) -> None:
    document, _ = build(schedule(task(span("R4.8", "R4.9", "骨子"), span("R5.2", sign="●"))))
    (note,) = (block for block in document.blocks() if isinstance(block, Note))
    assert (note.label, text_of(note.runs)) == ("凡例", "→：予定（枠だけの帯）　●：協議会")


def test_without_tasks_the_material_says_what_to_do(build: Callable[..., tuple[Document, Findings]]) -> None:
    _, findings = build(Schedule())
    assert [(each.code, each.where) for each in findings] == [("schedule-missing", material().where)]


@pytest.mark.parametrize(
    ("shown", "paper", "landscape", "codes"),
    [
        (TWO_YEARS, Paper.A4, True, []),
        (ONE_YEAR, Paper.A4, False, []),
        (TWO_YEARS, Paper.A4, False, ["schedule-too-narrow"]),
        (Stretch(date(2022, 4, 1), date(2025, 3, 31)), Paper.A4, True, ["schedule-too-narrow"]),
        (Stretch(date(2022, 4, 1), date(2025, 3, 31)), Paper.A3, True, []),
    ],
)
def test_more_months_than_the_paper_holds_are_an_error(
    build: Callable[..., tuple[Document, Findings]], shown: Stretch, paper: Paper, landscape: bool, codes: list[str]
) -> None:
    made = schedule(task(span("R4.8"), in_charge="事務局", remark="見込み"), shown=shown)
    _, findings = build(made, material(paper, landscape=landscape))
    assert findings.codes() == codes


MONTHS = schedule().columns()
SPANS = st.builds(
    lambda first, length, label, sign, state: Span(
        start=MONTHS[first], end=MONTHS[min(first + length, 23)], label=Text(label), sign=sign, state=state
    ),
    st.integers(0, 23),
    st.integers(0, 8),
    st.text("予定の案8/19 ", max_size=12),
    st.sampled_from(["", "●"]),
    st.sampled_from(SpanState),
)


@given(st.lists(SPANS, max_size=8))
@settings(max_examples=60, deadline=None)
def test_each_span_takes_its_months_and_every_line_all_columns(spans: list[Span]) -> None:
    lines = bar_lines(sorted(spans, key=lambda each: each.days), MONTHS)
    drawn = []
    for line in lines:
        cells = line_cells(line, MONTHS, 6.9, DigitWidth.ONE_FULL)
        placed = list(Row("r", cells).placed())
        assert sum(cell.span for cell in cells) == len(MONTHS)
        drawn += [(at, cell.span) for at, cell in placed if cell.blocks and not cell.named_by]
        assert {key for cell in cells for key in cell.named_by} <= {column_key(time) for time in MONTHS}
    wanted = [(MONTHS.index(each.start), MONTHS.index(each.end) - MONTHS.index(each.start) + 1) for each in spans]
    assert sorted(drawn) == sorted(wanted)


@given(st.lists(SPANS, max_size=6))
@settings(max_examples=40, deadline=None)
def test_every_label_is_printed_once(spans: list[Span]) -> None:
    lines = bar_lines(sorted(spans, key=lambda each: each.days), MONTHS)
    printed = [words(cell) for line in lines for cell in line_cells(line, MONTHS, 6.9, DigitWidth.ONE_FULL) if cell.blocks]
    for each in spans:
        assert any(each.label.value in text for text in printed)


@cache
def sample_text() -> str:
    rows = sample_rows()
    books = {name: as_found(book, name) for name, book in build_books(rows).items()}
    parts, findings = read_settings_parts(books["会議設定.xlsx"])
    assert parts is not None
    meeting = assemble(parts, "mihon", findings)
    assert meeting is not None
    read, findings = read_schedule(books["スケジュール.xlsx"], parts)
    own = next(each for each in meeting.materials if each.kind is MaterialKind.SCHEDULE)
    packet = PacketModel(meeting=meeting, schedule=read)
    document, more = build_schedule(own, packet, WordingContext(meeting, number_meeting(meeting)))
    assert (findings.codes(), more.codes()) == ([], [])
    made = next(block for block in document.blocks() if isinstance(block, Table))
    legend = next(text_of(block.runs) for block in document.blocks() if isinstance(block, Note))
    lines = [document.title, legend, *head_lines(made)]
    for group in made.groups:
        lines.append(f"== {text_of(group.label)}")
        for row in group.rows:
            lines += [row.id, *(f"  {line}" for line in row_line(row, made, lambda column: column.key.removesuffix("-01")))]
    return "\n".join(lines) + "\n"


def test_the_schedule_of_the_sample_reads_as_recorded() -> None:
    text = sample_text()
    assert text == GOLDEN.read_text(encoding="utf-8"), f"If every difference is meant, this belongs in {GOLDEN}:\n{text}"
