"""The account of answers: filled spaces in are spaces in answers and in findings, or something was lost."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from kaigi_docs.findings import Finding, Location
from kaigi_docs.model.responses import Response, Standing
from kaigi_docs.model.returned_forms import FieldValue, ReturnedForm
from kaigi_docs.responses.contents import is_filled

_Key = tuple[str, Location, str, str, bool | None]


class Fate(StrEnum):
    """What became of a filled space."""

    USED = "used"  # it stands in an answer
    SAME = "same"  # it says what a used one says
    REPORTED = "reported"  # a question or a finding tells of it


@dataclass(slots=True)
class Ledger:
    """The fate of every filled space of the forms that count.

    Attributes:
        fates: by form, space and what stands in it.
    """

    fates: dict[_Key, Fate] = field(default_factory=dict)

    def enter(self, form: ReturnedForm, value: FieldValue, fate: Fate) -> None:
        """Notes what became of what stands in a space."""
        self.fates[_key(form, value)] = fate

    def close(self, forms: Sequence[ReturnedForm], responses: Sequence[Response], findings: Iterable[Finding]) -> None:
        """Checks that every form has one response, every filled space of one that counts a fate, and every other form a finding.

        Raises:
            AssertionError: something was lost, a defect of ours.
        """
        if sorted((form.id, str(form.where)) for form in forms) != sorted((each.id, str(each.where)) for each in responses):
            raise AssertionError(f"{len(forms)} forms became {len(responses)} responses")
        counting = {(each.id, each.where) for each in responses if each.standing is Standing.COUNTS}
        told = {finding.where for finding in findings}
        for form in forms:
            if (form.id, form.where) not in counting:
                lost = [] if form.where in told else [form.where]
            else:
                lost = [value.text.where or form.where for value in form.values if not self._has(form, value)]
            if lost:
                raise AssertionError(f"answers without a fate: {lost[:5]}")

    def _has(self, form: ReturnedForm, value: FieldValue) -> bool:
        return not is_filled(value) or _key(form, value) in self.fates


def _key(form: ReturnedForm, value: FieldValue) -> _Key:
    return form.id, form.where, value.field_id, value.text.value, value.marked
