"""The sheets of the settings book that describe the plan -> ratings, policies and the columns of its tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kaigi_docs.declarations.measures import FIXED_HEADERS, VALUE_KINDS
from kaigi_docs.declarations.plan import DEFAULT_SCALE, POLICIES, RATINGS
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.model.meeting import ColumnKind, MeasureColumn, Policy, Rating
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import did_you_mean, listed, nearest
from kaigi_docs.read.references import Named, Targets, known_references, level_of, read_parents
from kaigi_docs.read.rows import Row, report_twice

_YEAR_PLACEHOLDER = re.compile(r"〔([^〔〕\n]*)〕")


def read_ratings(rows: Sequence[Row], findings: Findings) -> tuple[Rating, ...]:
    """The ratings of all scales, those of rows with another fault too; a label that a scale has twice is a finding."""
    ratings = tuple(
        Rating(
            id=row.id,
            scale=row.text("尺度", DEFAULT_SCALE).value.strip(),
            label=row.text("評価"),
            mark=row.text("記号"),
            meaning=row.text("意味"),
            needs_reason=row.flag("理由が必要"),
            where=row.where,
        )
        for row in rows
        if row.text("評価")
    )
    report_twice(
        rows,
        lambda row: fold_name(f"{row.text('尺度', DEFAULT_SCALE)}/{row.text('評価')}") if row.text("評価") else "",
        "評価",
        findings.error,
        "同じ尺度の中では、評価の言葉をひとつずつ変えてください。",
    )
    return ratings


def read_policies(rows: Sequence[Row], findings: Findings) -> tuple[Policy, ...]:
    """The nodes of the plan, up to three levels of them."""
    parents = read_parents(rows, "親の施策ID", row_targets(rows), 3, findings)
    return tuple(
        Policy(
            id=row.id,
            label=row.text("番号"),
            name=row.text("名称"),
            parent_id=parents[row.id],
            level=level_of(row.id, parents) or 1,
            where=row.where,
        )
        for row in rows
        if row.usable
    )


def row_targets(rows: Iterable[Row]) -> Targets:
    """What measures and other policies may refer to."""
    named = (Named(row.id, row.id_written, _names(row.text("番号"), row.text("名称"))) for row in rows)
    return Targets.of(POLICIES.title, named)


def policy_targets(policies: Iterable[Policy]) -> Targets:
    """The same of policies that were read before."""
    return Targets.of(POLICIES.title, (Named(each.id, True, _names(each.label, each.name)) for each in policies))


def _names(label: Text, name: Text) -> tuple[tuple[str, str], ...]:
    """A policy by its printed number, its name, or both."""
    shown = label.value if label else f"「{name}」"
    return tuple((called, shown) for called in (label.value, name.value, label.value + name.value) if called.strip())


def read_columns(
    rows: Sequence[Row], materials: Targets, ratings: Sequence[Rating], findings: Findings
) -> tuple[MeasureColumn, ...]:
    """The columns of the tables of measures, their headings still with placeholders."""
    _check_column_names(rows, findings)
    return tuple(
        MeasureColumn(
            key=_column_key(row),
            heading=row.text("見出し") or row.text("列名"),
            kind=row.choice("種類", ColumnKind.TEXT),
            scale=_scale(row, ratings, findings),
            materials=material_ids,
            years=row.years("年度"),
            width_mm=row.get("幅mm", float),
            asked=row.flag("照会", default=True),
            length_hint=row.get("字数の目安", int),
            where=row.where,
        )
        for row in rows
        for material_ids in (known_references(row, "資料ID", materials, findings),)
        if row.usable
    )


def _scale(row: Row, ratings: Sequence[Rating], findings: Findings) -> str:
    """The scale of a column of ratings: the one entered, else 評価, else the only one."""
    if row.choice("種類", ColumnKind.TEXT) is not ColumnKind.RATING:
        return ""
    scales = tuple(dict.fromkeys(rating.scale for rating in ratings))
    usual = DEFAULT_SCALE if DEFAULT_SCALE in scales or len(scales) != 1 else scales[0]
    entered = row.text("尺度", usual).value.strip()
    found = next((scale for scale in scales if fold_name(scale) == fold_name(entered)), None)
    if found is None and scales:
        message = f"尺度「{entered}」は「{RATINGS.title}」シートにありません。あるのは{listed(scales)}です。"
        hint = f"{did_you_mean(nearest(entered, scales))}尺度の名前をそろえてください。"
        findings.error("reference-unknown", row.place("尺度"), message, hint)
    return found or entered


def with_years(
    columns: Sequence[MeasureColumn], year: FiscalYear | None, digits: DigitWidth, findings: Findings
) -> tuple[MeasureColumn, ...]:
    """The columns with 〔前年度〕, 〔年度〕 and 〔次年度〕 in their headings replaced; a year that is not known leaves them."""
    if year is None:
        return tuple(columns)
    labels = {name: y.label(digits) for name, y in (("前年度", year.previous), ("年度", year), ("次年度", year.next))}
    return tuple(replace(column, heading=_heading(column.heading, labels, findings)) for column in columns)


def _heading(heading: Text, labels: Mapping[str, str], findings: Findings) -> Text:
    """One heading with its years; any other placeholder is a finding and stays."""
    for name in (match.group(1) for match in _YEAR_PLACEHOLDER.finditer(heading.value)):
        if name not in labels:
            message = f"見出しの〔{name}〕は使えません。使えるのは〔前年度〕〔年度〕〔次年度〕です。"
            findings.error("placeholder-unknown", heading.where, message, "見出しを直してください。")
    replaced = _YEAR_PLACEHOLDER.sub(lambda match: labels.get(match.group(1), match.group(0)), heading.value)
    return Text(replaced, heading.where)


def _column_key(row: Row) -> str:
    """Where a column's entries stand in 施策一覧: under its own name, or under the fixed header of its kind."""
    kind = row.choice("種類", ColumnKind.TEXT)
    return FIXED_HEADERS.get(kind, row.text("列名").value.strip())


def _check_column_names(rows: Sequence[Row], findings: Findings) -> None:
    """Columns of 施策一覧 need names of their own, none of them that of a fixed column."""
    fixed = {fold_name(header) for header in (*FIXED_HEADERS.values(), "施策ID", "再掲先の施策ID")}
    taken: set[str] = set()
    for row in (row for row in rows if row.usable and row.choice("種類", ColumnKind.TEXT) in VALUE_KINDS):
        name = fold_name(_column_key(row))
        if name in taken or name in fixed:
            message = f"列名「{row.text('列名')}」は、ほかの列と重なっています。"
            findings.error(
                "name-duplicate", row.place("列名"), message, "文章、評価、数値の列には、ほかにない名前を付けてください。"
            )
        taken.add(name)
