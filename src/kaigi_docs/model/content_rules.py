"""The rules by which the answers of departments are looked through (回収の確認), as an office may tune them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from kaigi_docs.findings import Location


class RuleKind(StrEnum):
    """What a rule looks for, in the word of the column 種類."""

    RATING = "評価の選択肢"
    REASON = "理由の記入"
    PLAN = "予定の記入"
    DITTO = "同上などの略記"
    EMPTY_WORD = "なしだけの記入"
    UNCHANGED = "変更なしとの食い違い"
    SAME = "前回と同じ文"
    YEAR = "前の年度の残り"
    GOOD_WORDS = "低い評価と良い言葉"
    BAD_WORDS = "高い評価と悪い言葉"
    FIGURES = "数の増減"
    NUMBER = "数値の記入"
    LENGTH = "字数"
    ENDED = "廃止や統合"
    MOVED = "担当替え"
    PERSONS = "少ない人数"
    CHARACTERS = "外字"


class RulePart(StrEnum):
    """A cell by which a rule is tuned, by its header."""

    COLUMNS = "列"
    WORDS = "言葉"
    RATINGS = "評価"
    FACTOR = "値"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentRule:
    """A rule.

    Attributes:
        kind: what it looks for.
        columns: keys of the columns whose answers it looks through; empty means all that fit.
        words: that it looks for, where its kind looks for words.
        ratings: ids of the ratings beside which it looks for them, or that need a reason; empty means the usual ones.
        factor: by which figures may change, per cent of characters too many, or the length below which equal texts are no matter.
        on: whether it is applied.
        where: its row; None for what nobody wrote.
    """

    kind: RuleKind
    columns: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    ratings: tuple[str, ...] = ()
    factor: float | None = None
    on: bool = True
    where: Location | None = None


PARTS_USED: dict[RuleKind, frozenset[RulePart]] = {
    RuleKind.RATING: frozenset({RulePart.COLUMNS}),
    RuleKind.REASON: frozenset({RulePart.COLUMNS, RulePart.WORDS, RulePart.RATINGS}),
    RuleKind.PLAN: frozenset({RulePart.COLUMNS}),
    RuleKind.DITTO: frozenset({RulePart.COLUMNS}),
    RuleKind.EMPTY_WORD: frozenset({RulePart.COLUMNS, RulePart.WORDS}),
    RuleKind.UNCHANGED: frozenset({RulePart.COLUMNS}),
    RuleKind.SAME: frozenset({RulePart.COLUMNS, RulePart.FACTOR}),
    RuleKind.YEAR: frozenset({RulePart.COLUMNS}),
    RuleKind.GOOD_WORDS: frozenset({RulePart.COLUMNS, RulePart.WORDS, RulePart.RATINGS}),
    RuleKind.BAD_WORDS: frozenset({RulePart.COLUMNS, RulePart.WORDS, RulePart.RATINGS}),
    RuleKind.FIGURES: frozenset({RulePart.COLUMNS, RulePart.FACTOR}),
    RuleKind.NUMBER: frozenset({RulePart.COLUMNS}),
    RuleKind.LENGTH: frozenset({RulePart.COLUMNS, RulePart.FACTOR}),
    RuleKind.ENDED: frozenset({RulePart.COLUMNS, RulePart.WORDS}),
    RuleKind.MOVED: frozenset({RulePart.WORDS}),
    RuleKind.PERSONS: frozenset({RulePart.COLUMNS, RulePart.WORDS}),
    RuleKind.CHARACTERS: frozenset({RulePart.COLUMNS}),
}
"""Which cells a rule of each kind looks at; others change nothing."""

_WORDS: dict[RuleKind, str] = {
    RuleKind.REASON: (
        "例年どおり 例年通り 例年と同様 前年どおり 前年通り 前年度どおり 前年度通り 前年と同様 前年度と同様 昨年どおり "
        "昨年度どおり 昨年と同様 昨年度と同様 従来どおり 従来通り これまでどおり これまで通り 計画どおり 予定どおり 予定通り"
    ),
    RuleKind.EMPTY_WORD: (
        "別紙のとおり 別紙の通り 別紙どおり 別紙参照 別紙 別添のとおり 別添の通り 別添参照 別添 資料のとおり 資料参照 "
        "添付のとおり 添付参照 参照"
    ),
    RuleKind.GOOD_WORDS: "予定どおり 予定通り 計画どおり 計画通り 順調",
    RuleKind.BAD_WORDS: (
        "中止 延期 取りやめ 取り止め 見送 見合わせ 未実施 実施できなかった 開催できなかった 実施できず 開催できず 実施しなかった "
        "開催しなかった 実施できません 開催できません 実施していない 開催していない"
    ),
    RuleKind.ENDED: "廃止 終了 統合 休止",
    RuleKind.MOVED: (
        "担当替 担当換 担当変更 担当課変更 担当課の変更 担当課が変更 担当課を変更 移管 所管替 所管換 所管変更 所管課変更"
    ),
    RuleKind.PERSONS: "自殺 自死 未遂 自傷 遺族 虐待 被害 DV 死亡 搬送 ひきこもり 精神疾患",
}
_FACTORS = {RuleKind.FIGURES: 3.0, RuleKind.LENGTH: 10.0, RuleKind.SAME: 15.0}
_OFF = frozenset({RuleKind.PLAN})
"""A blank is counted as one anyway; only an office that wants it asked after its own way turns this on."""

DEFAULT_RULES = tuple(
    ContentRule(kind=kind, words=tuple(_WORDS.get(kind, "").split()), factor=_FACTORS.get(kind), on=kind not in _OFF)
    for kind in RuleKind
)
"""One rule of each kind, for an office that wrote none."""


def with_default_rules(own: Iterable[ContentRule]) -> tuple[ContentRule, ...]:
    """The rules of an office, in the order of their kinds; what a row leaves open, and a kind without a row, is as usual."""
    rows = tuple(own)
    rules: list[ContentRule] = []
    for usual in DEFAULT_RULES:
        written = [row for row in rows if row.kind is usual.kind]
        rules += [_filled_up(row, usual) for row in written] or [usual]
    return tuple(rules)


def _filled_up(row: ContentRule, usual: ContentRule) -> ContentRule:
    return replace(row, words=row.words or usual.words, factor=usual.factor if row.factor is None else row.factor)
