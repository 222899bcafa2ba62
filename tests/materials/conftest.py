"""A small meeting of the invented みほん市, and blocks as readable text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from kaigi_docs.blocks import (
    Anchor,
    Block,
    Chart,
    Document,
    Field,
    Heading,
    Inline,
    KeyValue,
    List,
    Note,
    Paragraph,
    Slot,
    Table,
)
from kaigi_docs.findings import Location
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import (
    AgendaItem,
    AgendaKind,
    ColumnKind,
    Department,
    HouseStyle,
    Material,
    MaterialKind,
    MeasureColumn,
    Meeting,
    Member,
    Policy,
    Question,
    QuestionKind,
    Rating,
    Secretariat,
    WordingRow,
)
from kaigi_docs.model.text import Text

COMMENT_CHOICES = (Text("意見や感想"), Text("特になし"))


def cell(text: str, address: str = "C2") -> Text:
    return Text(text, Location("会議設定.xlsx", "文面", address))


def small_meeting() -> Meeting:
    return Meeting(
        id="mihon",
        name=Text("みほん市いのち支える協議会"),
        round=1,
        fiscal_year=FiscalYear(2022),
        deadline=date(2022, 9, 9),
        deadline_where=None,
        issue_date=date(2022, 8, 19),
        document_no=Text(""),
        numbered=False,
        sender=Text("みほん市長"),
        plan_name=Text("みほん市いのち支える計画"),
        secretariat=Secretariat(name=Text("みほん市こころの健康課"), phone=Text("0000-00-0000")),
        style=HouseStyle(),
        agenda=(
            AgendaItem(id="A01", kind=AgendaKind.REPORT, title=Text("現状について"), material_ids=("S02",)),
            AgendaItem(id="A02", kind=AgendaKind.REPORT, title=Text("取組について")),
            AgendaItem(id="A03", kind=AgendaKind.REPORT, title=Text("各課の取組"), parent_id="A02", material_ids=("S02",)),
            AgendaItem(id="A04", kind=AgendaKind.DISCUSSION, title=Text("市民アンケートについて")),
        ),
        materials=(
            Material(id="S01", no="", kind=MaterialKind.COVER_LETTER, title=Text("まずはこちらをお読みください")),
            Material(id="S02", no="3", kind=MaterialKind.MEASURES, title=Text("各課の取組状況"), landscape=True),
            Material(id="S03", no="", kind=MaterialKind.RESPONSE_FORM, title=Text("回答書")),
        ),
        questions=(
            Question(id="Q1", kind=QuestionKind.COMMENT, item_ids=("A01",), choices=COMMENT_CHOICES),
            Question(id="Q2", kind=QuestionKind.COMMENT, item_ids=("A03",), choices=COMMENT_CHOICES),
        ),
        members=(Member(id="C01", name=Text("髙﨑 見本"), organisation=Text("みほん医師会")),),
        departments=(
            Department(id="D01", name=Text("こころの健康課"), own=True),
            Department(id="D02", name=Text("地域福祉課")),
        ),
        ratings=(
            Rating(id="E01", scale="評価", label=Text("おおむね実施できた")),
            Rating(id="E02", scale="評価", label=Text("実施できなかった"), mark=Text("✕"), needs_reason=True),
        ),
        policies=(
            Policy(id="P01", label=Text("基本施策１"), name=Text("連携の強化")),
            Policy(id="P02", label=Text("基本施策２"), name=Text("人材の育成")),
        ),
        measure_columns=(
            MeasureColumn(key="事業名", heading=Text("事業名"), kind=ColumnKind.NAME),
            MeasureColumn(key="前年度", heading=Text("〔前年度〕取組状況"), kind=ColumnKind.TEXT),
            MeasureColumn(key="評価", heading=Text("評価"), kind=ColumnKind.RATING, scale="評価"),
            MeasureColumn(key="担当課", heading=Text("担当課"), kind=ColumnKind.DEPARTMENTS),
        ),
        wording=(
            WordingRow(id="1", place="opening", form="paragraph", text=cell("〔計画名〕の進み具合です。〔締切〕まで。")),
            WordingRow(id="2", place="A01", form="bullet", text=cell("〔資料:S02〕をご覧ください。〔回答書:Q1〕へ。", "C3")),
            WordingRow(id="3", place="A01", form="note", text=cell("<b>＊</b>{{ 7 }} **そのまま**", "C4")),
        ),
    )


def small_measures() -> tuple[Measure, ...]:
    return (
        Measure(
            id="J001",
            name=Text("居場所づくり事業"),
            policy_id="P01",
            also_listed_under=("P02",),
            department_ids=("D02",),
            department_text=Text("地域福祉課\n地域係"),
            values={("前年度", None): Text("月２回開いた。"), ("評価", None): Text("おおむね実施できた")},
            rating_ids={("評価", None): "E01"},
        ),
        Measure(
            id="J002",
            name=Text("研修"),
            policy_id="P02",
            department_ids=("D01",),
            department_text=Text("こころの健康課"),
            values={("前年度", None): Text("会場が使えず中止した。"), ("評価", None): Text("実施できなかった")},
            rating_ids={("評価", None): "E02"},
        ),
    )


def inline_text(inlines: tuple[Inline, ...]) -> str:
    return "".join(
        f"[{inline.id}]" if isinstance(inline, Field) else f"{inline.text}{f'<{inline.link}>' if inline.link else ''}"
        for inline in inlines
    )


def block_lines(block: Block, indent: str = "") -> list[str]:
    match block:
        case Heading():
            return [f"{indent}{'#' * block.level} {block.label}|{inline_text(block.runs)} {{{block.id}}}"]
        case Paragraph():
            return [f"{indent}{block.style.value}: {inline_text(block.runs)}"]
        case Note():
            return [f"{indent}{block.label} {inline_text(block.runs)}"]
        case Field():
            return [f"{indent}[{block.id} {block.kind.value} {block.height_mm:g}mm]"]
        case Anchor():
            return [f"{indent}@{block.id}"]
        case List():
            return [line for item in block.items for line in (f"{indent}{item.label}", *_indented(item.content, indent))]
        case Slot():
            return [f"{indent}slot {block.height_mm:g}mm", *_indented(block.content, indent)]
        case KeyValue():
            return [f"{indent}{row.label.text} = {inline_text(row.value)}" for row in block.rows]
        case Table():
            return _table_lines(block, indent)
        case Chart():
            return _chart_lines(block, indent)


def _indented(blocks: tuple[Block, ...], indent: str) -> list[str]:
    return [line for block in blocks for line in block_lines(block, f"{indent}  ")]


def _table_lines(table: Table, indent: str) -> list[str]:
    caption = [f"{indent}caption: {inline_text(table.caption)}"] if table.caption else []
    lines = [*caption, indent + " | ".join(inline_text(column.heading).replace("\n", "/") for column in table.columns)]
    for group in table.groups:
        lines.append(f"{indent}== {inline_text(group.label)}")
        for row in group.rows:
            cells = ["/".join(line.strip() for line in _indented(each.blocks, "")) for each in row.cells]
            lines.append(f"{indent}{row.id}: " + " | ".join(cells).replace("\n", "/"))
    return lines + [line for note in table.notes for line in block_lines(note, indent)]


def _chart_lines(chart: Chart, indent: str) -> list[str]:
    """Title, kind, a line for each category with its values, notes; ┆ is a break before the category."""
    panels = " panels" if chart.panels else ""
    lines = [f"{indent}chart: {inline_text(chart.title)} [{chart.kind.value}{panels} {chart.unit} table:{chart.table.value}]"]
    lines.append(f"{indent} | ".join(["", *(series.name.text for series in chart.series)]))
    for at, category in enumerate(chart.categories):
        name = f"{'┆' if category.break_before else ''}{category.label}{f'({category.second})' if category.second else ''}"
        lines.append(indent + " | ".join([name, *(series.values[at].text for series in chart.series)]))
    return lines + [line for note in chart.notes for line in block_lines(note, indent)]


@pytest.fixture
def meeting() -> Callable[..., Meeting]:
    """The small meeting, with the given attributes changed."""
    return lambda **changes: replace(small_meeting(), **changes)


@pytest.fixture
def measures() -> tuple[Measure, ...]:
    return small_measures()


@pytest.fixture
def as_text() -> Callable[[Document], str]:
    """A document's blocks, one line each."""
    return lambda document: "\n".join(line for block in document.blocks() for line in block_lines(block))
