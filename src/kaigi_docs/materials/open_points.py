"""〔要確認〕 in the blocks of a draft: at every place that was made from a cell or line with an error."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from kaigi_docs.blocks import Align, Block, Document, Paragraph, ParagraphStyle, Run, Section
from kaigi_docs.findings import OPEN_MARK, Finding, Location, Severity

MOST_REMARKS = 5
"""Remarks on one 資料 about faults without a place of their own in it; the rest stand in 「確認するところ」."""

_Key = tuple[str, str | None, str | None, int | None]
_AT_TOP = (ParagraphStyle.TITLE, ParagraphStyle.LEAD)
_ROW = re.compile(r"[0-9]+$")


def mark_open_points(
    documents: Sequence[Document], findings: Iterable[Finding], files: Mapping[str, str]
) -> tuple[tuple[Document, ...], dict[Finding, tuple[str, ...]]]:
    """The documents with 〔要確認〕 at the place of every error, and in which of them (by id) each error shows.

    An error marks the text of its own cell or line; where that is printed nowhere, the text of the same row; where there is none
    either, it becomes a remark below the title of the 資料 that is made from the file.

    Args:
        documents: of the packet.
        findings: errors mark, the others are passed over.
        files: what a document is made from beside the settings book: file by document id.
    """
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    sources = {document.id: _sources(document) for document in documents}
    marked_keys: dict[str, set[_Key]] = {document.id: set() for document in documents}
    remarks: dict[str, list[Finding]] = {document.id: [] for document in documents}
    shown: dict[Finding, tuple[str, ...]] = {}
    for error in errors:
        keys = _keys_shown(error, sources)
        for document_id, key in keys.items():
            marked_keys[document_id].add(key)
        made_from = [] if keys else [each for each, file in files.items() if error.where and error.where.file == file]
        for document_id in made_from:
            remarks[document_id].append(error)
        shown[error] = (*keys, *made_from)
    return tuple(_with_remarks(_marked(each, marked_keys[each.id]), remarks[each.id]) for each in documents), shown


def _keys_shown(error: Finding, sources: Mapping[str, Sequence[_Key]]) -> dict[str, _Key]:
    """The key of the text to mark in each document: the cell itself, else the first text of its row."""
    if error.where is None:
        return {}
    key = _key(error.where)
    if key[2:] == (None, None):
        return {}
    exact = {document_id: key for document_id, keys in sources.items() if key in keys}
    if exact:
        return exact
    row = _row(key)
    if row is None:
        return {}
    found = {document_id: next((each for each in keys if _row(each) == row), None) for document_id, keys in sources.items()}
    return {document_id: each for document_id, each in found.items() if each is not None}


def _key(where: Location) -> _Key:
    return where.file, where.sheet, where.cell, where.line


def _row(key: _Key) -> tuple[str, str | None, str] | None:
    """The row of a cell; a line of a text file is in no row."""
    found = _ROW.search(key[2] or "")
    return (key[0], key[1], found.group()) if found is not None else None


def _sources(document: Document) -> list[_Key]:
    """Where the texts of a document came from, each place once, in reading order."""
    return list(dict.fromkeys(_key(run.source) for run in runs_of(document) if run.source is not None))


def runs_of(value: object) -> Iterator[Run]:
    """All runs of a value of the document model, wherever they stand in it."""
    if isinstance(value, Run):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from runs_of(part)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from runs_of(getattr(value, each.name))


def _marked(document: Document, keys: set[_Key]) -> Document:
    """The document with the mark behind each text of these places, and every mark emphasised."""
    marked: Document = _rewritten(document, keys)
    return marked


def _rewritten(value: Any, keys: set[_Key]) -> Any:
    """A value of the document model with its runs marked; a run that stands alone (a label) stays one run."""
    if isinstance(value, Run):
        return _with_mark(value, keys)
    if isinstance(value, tuple):
        return tuple(part for at, each in enumerate(value) for part in _parts(each, value[at + 1 : at + 2], keys))
    if not is_dataclass(value) or isinstance(value, type | Location):
        return value
    old = {each.name: getattr(value, each.name) for each in fields(value)}
    new = {name: _rewritten(part, keys) for name, part in old.items()}
    return replace(value, **{name: part for name, part in new.items() if part is not old[name]})


def _parts(value: Any, following: tuple[Any, ...], keys: set[_Key]) -> Iterator[Any]:
    """What becomes of a part of a tuple; of neighbours from one place only the last is marked, at the end of the sentence."""
    if not isinstance(value, Run):
        yield _rewritten(value, keys)
    elif any(isinstance(each, Run) and each.source == value.source for each in following):
        yield from _emphasised(value)
    else:
        yield from _emphasised(_with_mark(value, keys))


def _with_mark(run: Run, keys: set[_Key]) -> Run:
    is_open = run.source is not None and _key(run.source) in keys and OPEN_MARK not in run.text
    return replace(run, text=run.text + OPEN_MARK) if is_open else run


def _emphasised(run: Run) -> Iterator[Run]:
    """The run in pieces, its marks strong."""
    for position, part in enumerate(run.text.split(OPEN_MARK)):
        if position:
            yield Run(OPEN_MARK, strong=True, source=run.source)
        if part:
            yield replace(run, text=part)


def _with_remarks(document: Document, errors: Sequence[Finding]) -> Document:
    """The document with remarks about errors that no text of it shows, below its title; a broken template leaves none."""
    if not errors:
        return document
    remarks: list[Block] = [_remark(f"{error.where}：{error.message}") for error in errors[:MOST_REMARKS]]
    if len(errors) > MOST_REMARKS:
        remarks.append(_remark(f"ほか{len(errors) - MOST_REMARKS}件は、「確認するところ」にあります。"))
    first, *others = document.sections or (Section(()),)
    top = next((at for at, block in enumerate(first.blocks) if not _is_title(block)), len(first.blocks))
    titles = first.blocks[:top] or (Paragraph((Run(document.title),), ParagraphStyle.TITLE, Align.CENTER),)
    blocks = (*titles, *remarks, *first.blocks[top:])
    return replace(document, sections=(replace(first, blocks=blocks), *others))


def _remark(words: str) -> Paragraph:
    return Paragraph((Run(OPEN_MARK, strong=True), Run(words)), ParagraphStyle.PLAIN)


def _is_title(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.style in _AT_TOP
