"""The 回収の確認 sheet -> ContentRules, with the usual ones for what it does not mention."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kaigi_docs.declarations.content_rules import CONTENT_RULES, RULE_KIND, RULE_ON
from kaigi_docs.declarations.measures import VALUE_KINDS
from kaigi_docs.declarations.plan import COLUMNS, RATINGS
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.content_rules import PARTS_USED, ContentRule, RuleKind, RulePart, with_default_rules
from kaigi_docs.model.meeting import MeasureColumn, Rating
from kaigi_docs.read.cells import did_you_mean, listed, nearest
from kaigi_docs.read.references import Named, Targets, known_references
from kaigi_docs.read.rows import Row


def read_content_rules(
    rows: Sequence[Row], columns: Sequence[MeasureColumn], ratings: Sequence[Rating], findings: Findings
) -> tuple[ContentRule, ...]:
    """The rules that apply; a row that names a column or a rating that is not there is left out with a finding."""
    targets = _rating_targets(ratings)
    own = (_rule(row, columns, targets, findings) for row in rows)
    return with_default_rules(rule for rule in own if rule is not None)


def _rule(row: Row, columns: Sequence[MeasureColumn], ratings: Targets, findings: Findings) -> ContentRule | None:
    kind = row.get(RULE_KIND, RuleKind)
    if kind is None:
        return None
    keys = _columns(row, columns, findings)
    beside = known_references(row, RulePart.RATINGS.value, ratings, findings)
    factor = row.get(RulePart.FACTOR.value, float)
    _report_unused(row, kind, findings)
    is_sound = _is_factor(kind, factor, row, findings)
    if not is_sound or len(keys) < len(row.words(RulePart.COLUMNS)) or len(beside) < len(row.words(RulePart.RATINGS)):
        return None
    return ContentRule(
        kind=kind,
        columns=keys,
        words=row.words(RulePart.WORDS.value),
        ratings=beside,
        factor=factor,
        on=row.flag(RULE_ON, default=True),
        where=row.where,
    )


def _rating_targets(ratings: Iterable[Rating]) -> Targets:
    """What may be named as a rating: by its id, but people write its label."""
    named = (Named(each.id, True, ((each.label.value, f"「{each.label}」"),)) for each in ratings)
    return Targets.of(RATINGS.title, named)


def _columns(row: Row, columns: Sequence[MeasureColumn], findings: Findings) -> tuple[str, ...]:
    """The keys of the columns that a row names; each other name is a finding."""
    header = RulePart.COLUMNS.value
    keys = {fold_name(column.key): column.key for column in columns if column.kind in VALUE_KINDS}
    found: list[str] = []
    for name in row.words(header):
        if fold_name(name) in keys:
            found.append(keys[fold_name(name)])
            continue
        message = (
            f"列「{name}」は、「{COLUMNS.title}」シートの文章、評価、数値の列にありません。あるのは{listed(keys.values())}です。"
        )
        hint = f"{did_you_mean(nearest(name, keys.values()))}列名を直してください。"
        findings.error("reference-unknown", row.place(header), message, hint)
    return tuple(found)


def _is_factor(kind: RuleKind, factor: float | None, row: Row, findings: Findings) -> bool:
    """Whether figures can change by the factor: once or less is no change."""
    if kind is not RuleKind.FIGURES or factor is None or factor > 1:
        return True
    message = f"「{kind.value}」の値「{factor:g}」は使えません。1より大きい数（何倍から確かめるか）を書きます。"
    findings.error("number-out-of-range", row.place(RulePart.FACTOR.value), message, "3 や 1.5 のように書いてください。")
    return False


def _report_unused(row: Row, kind: RuleKind, findings: Findings) -> None:
    """A warning for each filled cell at which rules of this kind do not look."""
    for part in RulePart:
        if part.value in row.values and part not in PARTS_USED[kind]:
            message = f"「{kind.value}」では「{part.value}」を使いません。書いたことは効きません。"
            findings.warn(
                "cell-unused", row.place(part.value), message, f"「{CONTENT_RULES.title}」シートの、この欄を空けてください。"
            )
