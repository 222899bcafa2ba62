"""What holds where a clerk left an optional sheet of the settings book empty; docs/settings.md says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kaigi_docs.declarations.measures import FIXED_HEADERS
from kaigi_docs.declarations.plan import DEFAULT_SCALE
from kaigi_docs.model.meeting import (
    AgendaItem,
    AgendaKind,
    ColumnKind,
    Material,
    MaterialKind,
    MeasureColumn,
    MeasureScope,
    Question,
    QuestionKind,
    Rating,
)
from kaigi_docs.model.text import Text

DEFAULT_CHOICES = {
    QuestionKind.COMMENT: ("意見や感想", "特になし"),
    QuestionKind.VOTE: ("賛成", "反対"),
    QuestionKind.SCORE: ("5", "4", "3", "2", "1"),
}
DEFAULT_LINES = {QuestionKind.COMMENT: 5, QuestionKind.COMMENT_TABLE: 5, QuestionKind.VOTE: 3}

_RATINGS = (
    ("当初の予定どおり実施できた", "", False),
    ("おおむね実施できた", "", False),
    ("実施は不十分だった", "△", True),
    ("実施できなかった", "✕", True),
)
_COLUMNS = (
    (FIXED_HEADERS[ColumnKind.NAME], "事業名", ColumnKind.NAME),
    (FIXED_HEADERS[ColumnKind.SUMMARY], "事業概要および実施内容", ColumnKind.SUMMARY),
    ("前年度取組状況", "〔前年度〕取組状況", ColumnKind.TEXT),
    ("評価", "評価", ColumnKind.RATING),
    ("今年度予定", "〔年度〕予定", ColumnKind.TEXT),
    (FIXED_HEADERS[ColumnKind.DEPARTMENTS], "担当課", ColumnKind.DEPARTMENTS),
)


def default_materials(plan_name: str, *, has_measures: bool) -> tuple[Material, ...]:
    """まずはこちらをお読みください, 資料1 where the meeting has measures, and the answer form."""
    letter = Material(id="S01", no="", kind=MaterialKind.COVER_LETTER, title=Text("まずはこちらをお読みください"))
    form = Material(id="S03", no="", kind=MaterialKind.RESPONSE_FORM, title=Text("回答書"))
    if not has_measures:
        return letter, form
    table = Material(
        id="S02",
        no="1",
        kind=MaterialKind.MEASURES,
        title=Text(_about_measures(plan_name)),
        landscape=True,
        measures_of=MeasureScope.ALL,
    )
    return letter, table, form


def default_agenda(plan_name: str, materials: Iterable[Material]) -> tuple[AgendaItem, ...]:
    """One item to report on the tables of measures."""
    tables = tuple(material.id for material in materials if material.kind is MaterialKind.MEASURES)
    title = Text(f"{_about_measures(plan_name)}について")
    return (AgendaItem(id="A01", kind=AgendaKind.REPORT, title=title, material_ids=tables),)


def default_questions(agenda: Iterable[AgendaItem]) -> tuple[Question, ...]:
    """A vote on each 議案, and a space for comments on each other item of the first level."""
    items = tuple(agenda)
    motions = {item.id for item in items if item.kind is AgendaKind.MOTION}
    asked = (
        item for item in items if item.parent_id is None or (item.id in motions and item.parent_id not in motions)
    )  # the parts of a 議案 are voted on with it
    return tuple(
        _default_question(number, item, QuestionKind.VOTE if item.id in motions else QuestionKind.COMMENT)
        for number, item in enumerate(asked, 1)
    )


def _default_question(number: int, item: AgendaItem, kind: QuestionKind) -> Question:
    return Question(
        id=f"Q{number}",
        kind=kind,
        item_ids=(item.id,),
        choices=tuple(Text(choice) for choice in DEFAULT_CHOICES[kind]),
        lines=DEFAULT_LINES[kind],
    )


def default_ratings() -> tuple[Rating, ...]:
    """Four steps, of which the last two need a reason."""
    return tuple(
        Rating(id=f"E{number:02d}", scale=DEFAULT_SCALE, label=Text(label), mark=Text(mark), needs_reason=needs_reason)
        for number, (label, mark, needs_reason) in enumerate(_RATINGS, 1)
    )


def default_columns(ratings: Sequence[Rating]) -> tuple[MeasureColumn, ...]:
    """Six columns, headings with their placeholders; the rating follows 評価 or else the first scale."""
    scales = [rating.scale for rating in ratings]
    scale = DEFAULT_SCALE if DEFAULT_SCALE in scales or not scales else scales[0]
    return tuple(
        MeasureColumn(key=key, heading=Text(heading), kind=kind, scale=scale if kind is ColumnKind.RATING else "")
        for key, heading, kind in _COLUMNS
    )


def _about_measures(plan_name: str) -> str:
    """The title of the table of measures."""
    return f"「{plan_name}」の取組状況" if plan_name else "事業の取組状況"
