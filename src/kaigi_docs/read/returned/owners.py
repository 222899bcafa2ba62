"""Which department an id, a name, a title or the name of a file means, former ids and names included."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import Department, Meeting

_ID = re.compile(r"(?<![A-Z0-9])D[0-9]{1,9}(?![0-9])")
_ENDINGS = re.compile(r"\.[A-Za-z0-9]{1,5}$")


@dataclass(frozen=True, slots=True)
class Owners:
    """The departments of a meeting by everything that may stand for them.

    Attributes:
        names: name as printed by id.
        ids: id of the department by each id that sheets may bear; a former id leads to the department that answers now.
        spellings: id by folded name, with and without the bureau, variants and former names included.
    """

    names: Mapping[str, str]
    ids: Mapping[str, str]
    spellings: Mapping[str, str]

    @classmethod
    def of(cls, meeting: Meeting) -> Owners:
        """All that a meeting says of its departments."""
        now = {department.id: department.id for department in meeting.departments}
        former = {each.former_id: each.department_id for each in meeting.reorganizations if each.former_id}
        spellings: dict[str, str] = {}
        for name, department_id in _spelled(meeting):
            spellings.setdefault(fold_name(name), department_id)
        spellings.pop("", None)
        return cls({each.id: each.name.value for each in meeting.departments}, now | former, spellings)

    def by_id(self, department_id: str) -> str:
        """The department that answers for an id now, or ""."""
        return self.ids.get(department_id, "")

    def by_name(self, name: str) -> str:
        """The department of a name in any known spelling, or ""."""
        return self.spellings.get(fold_name(name), "")

    def named_in(self, text: str) -> str:
        """The one department that a longer text names, as a title or the name of a file does; "" for none and for several.

        An id counts before names. A name inside a longer one is not meant: 地域福祉課 does not name 福祉課.
        """
        by_id = {self.by_id(found) for found in _ID.findall(unicodedata.normalize("NFKC", text).upper())} - {""}
        if by_id:
            return by_id.pop() if len(by_id) == 1 else ""
        rest, named = fold_name(text), set()
        for spelling in sorted(self.spellings, key=len, reverse=True):
            if spelling in rest:
                rest = rest.replace(spelling, "\n")
                named.add(self.spellings[spelling])
        return named.pop() if len(named) == 1 else ""

    def of_file(self, shown: str) -> str:
        """The department that the name of a file tells, the file in a mail or archive before these."""
        parts = reversed(re.split(r"[/\\＞]", shown))
        return next((found for part in parts if (found := self.named_in(_ENDINGS.sub("", part)))), "")


def spellings_of(department: Department, meeting: Meeting) -> Iterator[str]:
    """The name of a department, other spellings, and names that it had when sheets went out."""
    yield department.name.value
    yield from department.variants
    yield from (each.former.value for each in meeting.reorganizations if each.department_id == department.id)


def _spelled(meeting: Meeting) -> Iterator[tuple[str, str]]:
    """(spelling, id); names of today before former ones."""
    for department in meeting.departments:
        for name in (department.name.value, *department.variants):
            yield name, department.id
            yield department.bureau.value + name, department.id
    for each in meeting.reorganizations:
        yield each.former.value, each.department_id
