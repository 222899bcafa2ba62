"""前回/ and 発送済み/ -> what readers of former papers have in hands already."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TypeVar

from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.wareki import CalendarYear, FiscalYear
from kaigi_docs.model.earlier_values import EarlierSeries, EarlierValues
from kaigi_docs.model.statistics import Period

EARLIER_FOLDER, MAILED_FOLDER = "前回", "発送済み"
_HANDED_ON, _MAILED = f"{EARLIER_FOLDER}/公表値*.json", f"{MAILED_FOLDER}/*/公表値.json"
_FORMAT = 1
_MARKS_IN_COUNTED = 4
_LARGEST_BYTES = 20_000_000

_T = TypeVar("_T")
_Tree = dict[str, object]


class _Damaged(Exception):
    """A file says something that 公表値.json never says."""


def earlier_value_files(directory: Path) -> list[Path]:
    """The files of 前回/ that hold printed values, in a fixed order."""
    return _files(directory, _HANDED_ON)


def mailed_value_files(directory: Path) -> list[Path]:
    """The files of 発送済み/ that hold printed values, the oldest mailing first."""
    return _files(directory, _MAILED)


def _files(directory: Path, pattern: str) -> list[Path]:
    return [path for path in sorted(directory.glob(pattern)) if path.is_file()]


def read_earlier_values(directory: Path) -> tuple[tuple[EarlierValues, ...], Findings]:
    """What former packets printed, and `earlier-values-damaged`, an error: without these values nothing can be audited.

    Args:
        directory: the meeting folder.
    """
    findings = Findings()
    found: list[EarlierValues] = []
    for path in (*earlier_value_files(directory), *mailed_value_files(directory)):
        where = Location(path.relative_to(directory).as_posix())
        try:
            found.append(_values(path, where))
        except (OSError, ValueError, KeyError, TypeError, _Damaged):
            message = "前に公表した値の控えを読めません。"
            hint = "前回の会議の「発送済み」にある同じファイルを入れ直してください。書き換えてはいけません。"
            findings.error("earlier-values-damaged", where, message, hint)
    return tuple(found), findings


def _values(path: Path, where: Location) -> EarlierValues:
    if path.stat().st_size > _LARGEST_BYTES:
        raise _Damaged
    tree = _of(json.loads(path.read_text(encoding="utf-8")), dict)
    if tree["format"] != _FORMAT:
        raise _Damaged
    series = tuple(_series(_of(each, dict)) for each in _of(tree["series"], list))
    return EarlierValues(title=_of(tree["title"], str), series=series, where=where)


def _series(tree: _Tree) -> EarlierSeries:
    pairs = [_value(_of(each, dict)) for each in _of(tree["values"], list)]
    numbers = {key: number for key, number in pairs if number is not None}
    counted = _of(tree["counted"], str)
    if counted.count("／") != _MARKS_IN_COUNTED:
        raise _Damaged
    return EarlierSeries(
        id=_of(tree["id"], str),
        name=_of(tree["name"], str),
        calling=_of(tree["calling"], str),
        counted=counted,
        of_persons=_of(tree["persons"], bool),
        overlapping=_of(tree["overlapping"], bool),
        numbers=numbers,
    )


def _value(tree: _Tree) -> tuple[tuple[Period, str], int | None]:
    """A value with its place; None for what is no whole number: rates are no counts."""
    kind = FiscalYear if _of(tree["fiscal"], bool) else CalendarYear
    period = Period(kind(_of(tree["first"], int)), kind(_of(tree["last"], int)))
    text = _of(tree["text"], str).replace(",", "")
    number = 0 if text == "－" else int(text) if text.isdecimal() else None
    return (period, _of(tree["class"], str)), number


def _of(value: object, kind: type[_T]) -> _T:
    if type(value) is not kind:
        raise _Damaged
    return value
