"""A meeting whose departments answer, and what they are asked about their answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from kaigi_docs.collection.cases import RuleContext
from kaigi_docs.collection.content_rules import check_answers
from kaigi_docs.declarations.kinds import EARLIER_PREFIX
from kaigi_docs.findings import Location
from kaigi_docs.model.collection import Point
from kaigi_docs.model.measures import Measure
from kaigi_docs.model.text import Text
from kaigi_docs.new import as_found, build_books
from kaigi_docs.read.measures import read_measures
from kaigi_docs.read.settings import read_settings

DONE, RATING, PLAN = "前年度取組状況", "評価", "今年度予定"
BEST, GOOD, POOR, NONE = "当初の予定どおり実施できた", "おおむね実施できた", "実施は不十分だった", "実施できなかった"

SETTINGS: dict[str, list[dict[str, Any]]] = {
    "会議": [{"会議名": "みほん市いのち支える協議会", "回": 1, "締切": "令和4年9月9日", "発行日": "令和4年8月19日"}],
    "委員": [{"氏名": "見本　花子"}],
    "担当課": [{"課名": "こども家庭課"}, {"課名": "地域福祉課", "別の書き方": "福祉総務課"}],
}
MEASURE = {"事業ID": "J001", "事業名": "見守り", "担当課": "こども家庭課"}


class Answered:
    """One measure of a meeting, and the points of answers that are given for it."""

    def __init__(self, settings: Mapping[str, Sequence[Mapping[str, Any]]], measure: Mapping[str, Any]) -> None:
        books = build_books({**settings, "施策一覧": [measure]})
        meeting, _ = read_settings(as_found(books["会議設定.xlsx"], "会議設定.xlsx"), "mihon")
        assert meeting is not None
        self.measure: Measure
        (self.measure,), _ = read_measures(as_found(books["施策一覧.xlsx"], "施策一覧.xlsx"), meeting)
        self.context = RuleContext.of(meeting, (self.measure,))

    def points(self, answers: Mapping[str, str], earlier: Mapping[str, str] | None = None) -> tuple[Point, ...]:
        """Points of answers by 列名 (「変更なし」 and 「備考」 too); each stands in a cell that is called like its column."""
        keys = {"変更なし": "unchanged", "備考": "remark"}
        typed = {
            keys.get(name, f"value/{name}"): Text(text, Location("返信.xlsx", "調査票", name)) for name, text in answers.items()
        }
        measure = self.measure if earlier is None else with_earlier(self.measure, earlier)
        return check_answers(measure, typed, self.context, department_id="D01")


def with_earlier(measure: Measure, earlier: Mapping[str, str]) -> Measure:
    from dataclasses import replace

    return replace(measure, earlier={name: Text(text) for name, text in earlier.items()})


@cache
def usual() -> Answered:
    """The meeting with the usual columns, scale and rules."""
    return Answered(SETTINGS, {**MEASURE, **{EARLIER_PREFIX + name: "－" for name in (DONE, RATING, PLAN)}})


def with_rules(*rows: Mapping[str, Any], **sheets: Sequence[Mapping[str, Any]]) -> Answered:
    """The meeting with rows of 回収の確認 and perhaps other sheets."""
    return Answered({**SETTINGS, **sheets, "回収の確認": rows}, MEASURE)


def codes(points: Sequence[Point]) -> list[str]:
    return [point.code for point in points]


def cells(points: Sequence[Point]) -> list[tuple[str, str | None]]:
    """(code, column) of each point."""
    return [(point.code, point.where.cell) for point in points]
