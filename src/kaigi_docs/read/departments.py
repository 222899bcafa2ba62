"""The departments that a 担当課 cell names, in whatever spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from kaigi_docs.declarations.reorganizations import REORGANIZATIONS
from kaigi_docs.declarations.settings import DEPARTMENTS, SETTINGS_FILE
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import Department, Reorganization
from kaigi_docs.model.text import Text
from kaigi_docs.read.cells import did_you_mean, listed, nearest
from kaigi_docs.read.reorganizations import divided_names

_ENTRY_SEPARATORS = re.compile(r"[、，,;；\n]+")
_ENTRY = re.compile(r"[^、，,;；\n]+")
_SECTION = re.compile(r"(?:係|担当|班|チーム|グループ)[)）]?$")


def find_departments(
    entered: Text,
    departments: tuple[Department, ...],
    findings: Findings,
    reorganizations: tuple[Reorganization, ...] = (),
) -> tuple[str, ...]:
    """The ids of the departments that a 担当課 cell names, in its order; an entry that is none of them is a finding.

    Entries are separated by 「、」 or line feeds. One that ends in 係, 担当, 班, チーム or グループ is a section of the 課 before
    it, in the same entry or in the one above. Spellings are compared by `fold_name`, with and without the bureau in front.
    Where no department is known at all, no entry is judged.

    Args:
        entered: the cell.
        departments: with their former names among the variants.
        findings: takes what is wrong.
        reorganizations: tells which former departments were divided, so that their names mean no single one.
    """
    if not departments:
        return ()
    spellings = _spellings(departments)
    found: list[str] = []
    for entry in (part.strip() for part in _ENTRY_SEPARATORS.split(entered.value)):
        key = fold_name(entry)
        if not key:
            continue
        owner = spellings.get(key) or _owner_of_section(key, spellings)
        divided = _divided(key, reorganizations) if owner is None else ()
        if owner is not None:
            found.append(owner)
        elif divided:
            _report_divided(entry, entered.where, departments, divided, findings)
        elif not (found and _SECTION.search(key)):
            _report_department(entry, entered.where, departments, findings)
    return tuple(dict.fromkeys(found))


def official_names(entered: str, departments: tuple[Department, ...]) -> tuple[str, tuple[tuple[str, str], ...]]:
    """A 担当課 cell with every other spelling of a 課 replaced by its name, and the pairs (as typed, name) that were.

    Separators, 係 behind a 課 and what is no 課 stay as typed.
    """
    replaced: list[tuple[str, str]] = []

    def official(part: re.Match[str]) -> str:
        found = _other_spelling(part.group(), departments)
        if found is None:
            return part.group()
        replaced.append(found)
        return part.group().replace(found[0], found[1], 1)

    return _ENTRY.sub(official, entered), tuple(dict.fromkeys(replaced))


def _other_spelling(entry: str, departments: tuple[Department, ...]) -> tuple[str, str] | None:
    """The other spelling with which an entry begins, and the name of that 課; the longest counts, None where there is none."""
    names = {department.name.value for department in departments}
    fitting = [
        (variant, department.name.value)
        for department in departments
        for variant in department.variants
        if entry.strip().startswith(variant) and variant not in names
    ]
    begun = [name for name in names if entry.strip().startswith(name)]
    longest = max(fitting, key=lambda pair: len(pair[0]), default=None)
    return longest if longest is not None and len(longest[0]) > max(map(len, begun), default=0) else None


@lru_cache(maxsize=4)
def _spellings(departments: tuple[Department, ...]) -> dict[str, str]:
    """The id of a department by every key under which it may be entered; made once for all rows of a book."""
    spellings: dict[str, str] = {}
    for department in departments:
        for name in (department.name.value, *department.variants):
            spellings.setdefault(fold_name(name), department.id)
            spellings.setdefault(fold_name(department.bureau.value + name), department.id)
    return spellings


def _owner_of_section(key: str, spellings: dict[str, str]) -> str | None:
    """The department with whose name an entry such as 保健福祉課法人指導係 begins; the longest such name counts."""
    if not _SECTION.search(key):
        return None
    fitting = [spelling for spelling in spellings if key.startswith(spelling)]
    return spellings[max(fitting, key=len)] if fitting else None


def _divided(key: str, reorganizations: Iterable[Reorganization]) -> tuple[str, ...]:
    """The ids of the departments into which the one was divided that an entry names, perhaps with a section behind."""
    names: Mapping[str, tuple[str, ...]] = divided_names(reorganizations)
    fitting = [name for name in names if key == name or (key.startswith(name) and _SECTION.search(key))]
    return names[max(fitting, key=len)] if fitting else ()


def _report_divided(
    entry: str, where: Location | None, departments: Sequence[Department], divided: Sequence[str], findings: Findings
) -> None:
    named = listed(department.name.value for department in departments if department.id in divided)
    message = f"担当課「{entry}」は、「{REORGANIZATIONS.title}」シートによると{named}に分かれました。どの課か決められません。"
    findings.error("department-divided", where, message, "今の担当課を書いてください。")


def _report_department(entry: str, where: Location | None, departments: Sequence[Department], findings: Findings) -> None:
    names = [name for department in departments for name in (department.name.value, *department.variants)]
    likely = nearest(entry, names)
    named = next((d.name.value for d in departments if likely in (d.name.value, *d.variants)), None)
    findings.error(
        "department-unknown",
        where,
        f"担当課「{entry}」は{SETTINGS_FILE}の「{DEPARTMENTS.title}」シートにありません。",
        f"{did_you_mean(named)}課名を直すか、「{DEPARTMENTS.title}」シートに加えてください（旧課名は「{REORGANIZATIONS.title}」シートへ）。",
    )
