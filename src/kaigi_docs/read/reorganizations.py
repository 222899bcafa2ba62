"""The 組織改編 sheet -> Reorganizations, and the departments as they are also called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from kaigi_docs.declarations.reorganizations import FORMER_ID, FORMER_NAME, NEW_DEPARTMENT
from kaigi_docs.declarations.settings import DEPARTMENTS
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import Department, Reorganization
from kaigi_docs.model.text import is_stable_id
from kaigi_docs.read.cells import normalised_id
from kaigi_docs.read.references import Named, Targets, known_references
from kaigi_docs.read.rows import Row


def department_targets(rows: Iterable[Row]) -> Targets:
    """What the 組織改編 sheet may name as the new 課: by its id, but people write its name."""
    named = (Named(row.id, row.id_written, ((row.text("課名").value, f"「{row.text('課名')}」"),)) for row in rows)
    return Targets.of(DEPARTMENTS.title, named)


def read_reorganizations(
    rows: Sequence[Row], targets: Targets, departments: Sequence[Department], findings: Findings
) -> tuple[Reorganization, ...]:
    """The former departments in the order of the sheet; those whose name or id means another 課 of today are findings instead."""
    found: list[Reorganization] = []
    for row in rows:
        known = known_references(row, NEW_DEPARTMENT, targets, findings)
        if not known or not row.text(FORMER_NAME):
            continue
        former_id = _former_id(row, findings)
        if _means_another(row, former_id, known[0], departments, findings):
            continue
        found.append(
            Reorganization(
                former=row.text(FORMER_NAME),
                former_id=former_id,
                department_id=known[0],
                where=row.where,
            )
        )
    return tuple(dict.fromkeys(found))


def with_former_names(departments: Sequence[Department], reorganizations: Iterable[Reorganization]) -> tuple[Department, ...]:
    """The departments, each with the former names that mean it and no other one among its variants."""
    reorganized = tuple(reorganizations)
    divided = divided_names(reorganized)
    names: dict[str, list[str]] = {}
    for each in reorganized:
        former = each.former.value.strip()
        if fold_name(former) not in divided:
            names.setdefault(each.department_id, []).append(former)
    return tuple(
        replace(department, variants=tuple(dict.fromkeys((*department.variants, *names.get(department.id, ())))))
        for department in departments
    )


def divided_names(reorganizations: Iterable[Reorganization]) -> Mapping[str, tuple[str, ...]]:
    """The ids of the departments into which a former 課 was divided, by the key of its name."""
    ids: dict[str, list[str]] = {}
    for each in reorganizations:
        ids.setdefault(fold_name(each.former.value), []).append(each.department_id)
    return {key: tuple(dict.fromkeys(found)) for key, found in ids.items() if len(set(found)) > 1}


def _former_id(row: Row, findings: Findings) -> str:
    """The id before, or "" where none is written or it is none."""
    entered = row.text(FORMER_ID)
    former_id = normalised_id(entered.value)
    if not former_id or is_stable_id(former_id, "D"):
        return former_id
    message = f"{FORMER_ID}「{entered}」は使えません。Dと数字で書きます（D31など）。"
    findings.error("id-invalid", row.place(FORMER_ID), message, "前に送った調査票の課IDを書くか、空けてください。")
    return ""


def _means_another(row: Row, former_id: str, department_id: str, departments: Sequence[Department], findings: Findings) -> bool:
    """Whether the former name or id stands for another 課 of today, which is a finding."""
    key = fold_name(row.text(FORMER_NAME).value)
    others = [department for department in departments if department.id != department_id]
    named = next((each for each in others if key in map(fold_name, (each.name.value, *each.variants))), None)
    if named is not None:
        called = f"「{DEPARTMENTS.title}」シートの「{named.name}」（{named.id}）"
        message = f"旧課名「{row.text(FORMER_NAME)}」は、{called}も指す書き方です。"
        hint = "今もある課なら、この行を消して、移った事業の担当課を施策一覧で直してください。なくなった課なら、"
        findings.error(
            "name-duplicate", row.place(FORMER_NAME), message, f"{hint}「{DEPARTMENTS.title}」シートから消してください。"
        )
        return True
    numbered = next((each for each in others if each.id == former_id), None)
    if numbered is not None:
        message = f"{FORMER_ID}「{former_id}」は、今の「{numbered.name}」の課IDです。どちらの課の調査票か、区別できません。"
        findings.error(
            "id-duplicate", row.place(FORMER_ID), message, f"課IDを使い回さず、「{numbered.name}」に新しい課IDを付けてください。"
        )
    return numbered is not None
