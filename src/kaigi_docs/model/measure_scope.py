"""Which measures a 資料 shows, and so which of its columns a measure needs."""

from __future__ import annotations

from kaigi_docs.model.measures import Measure
from kaigi_docs.model.meeting import Material, MaterialKind, MeasureColumn, MeasureScope, Meeting


def is_shown_in(measure: Measure, material: Material, meeting: Meeting) -> bool:
    """Whether a table of measures has a row for the measure: by its department and by its policies."""
    return _of_its_departments(measure, material, meeting) and _under_its_policies(measure, material, meeting)


def needs(measure: Measure, column: MeasureColumn, meeting: Meeting) -> bool:
    """Whether some table prints this column of the measure; true as well where no table shows the measure at all."""
    tables = [each for each in meeting.materials if each.kind is MaterialKind.MEASURES and is_shown_in(measure, each, meeting)]
    return not column.materials or not tables or any(table.id in column.materials for table in tables)


def shown_policies(material: Material, meeting: Meeting) -> frozenset[str]:
    """The policies that a 資料 shows, with all below them."""
    parents = {policy.id: policy.parent_id for policy in meeting.policies}

    def is_shown(policy_id: str | None) -> bool:
        return policy_id is not None and (policy_id in material.policy_ids or is_shown(parents[policy_id]))

    return frozenset(each for each in parents if not material.policy_ids or is_shown(each))


def _under_its_policies(measure: Measure, material: Material, meeting: Meeting) -> bool:
    shown = shown_policies(material, meeting)
    is_unknown = bool(measure.policy_typed)
    return not material.policy_ids or is_unknown or any(each in shown for each in (measure.policy_id, *measure.also_listed_under))


def _of_its_departments(measure: Measure, material: Material, meeting: Meeting) -> bool:
    if material.measures_of in (None, MeasureScope.ALL):
        return True
    own = {department.id for department in meeting.departments if department.own}
    is_own = any(department_id in own for department_id in measure.department_ids)
    return is_own == (material.measures_of is MeasureScope.OWN)
