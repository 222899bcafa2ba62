"""Blocks come back from JSON as they went, whatever they are."""

from __future__ import annotations

import json
import types
import typing
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs import blocks
from kaigi_docs.blocks import Align, Block, Cell, Document, Heading, Paragraph, Row, Run, Section
from kaigi_docs.blocks_json import KIND, BlocksDamaged, document_from_tree, document_tree
from kaigi_docs.findings import Location

KINDS = typing.get_args(Block)
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=6),
    int: st.integers(-9, 99),
    float: st.floats(0, 500, allow_nan=False),
    bool: st.booleans(),
    bytes: st.binary(max_size=4),
    type(None): st.none(),
    Decimal: st.decimals(-99, 99, places=2, allow_nan=False),
}


@cache
def values(hint: Any, depth: int) -> st.SearchStrategy[Any]:
    """Values of an annotated type; blocks inside blocks end where `depth` does."""
    origin, parts = typing.get_origin(hint), typing.get_args(hint)
    if origin in (typing.Union, types.UnionType):
        return st.one_of([values(part, depth) for part in parts])
    if origin is tuple and parts[-1] is Ellipsis:
        return st.just(()) if depth <= 0 else st.lists(values(parts[0], depth - 1), max_size=2).map(tuple)
    if origin is tuple:
        return st.tuples(*(values(part, depth) for part in parts))
    if is_dataclass(hint):
        return block_of(hint, depth)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(list(hint))
    return PLAIN[hint]


@cache
def block_of(kind: Any, depth: int) -> st.SearchStrategy[Any]:
    """A dataclass of blocks.py with any attributes but those that are not shown."""
    hints = typing.get_type_hints(kind, vars(blocks))
    wanted = {field.name: values(hints[field.name], depth) for field in fields(kind) if field.name not in blocks.NOT_SHOWN}
    return st.builds(kind, **wanted)


def through_json(document: Document) -> Document:
    return document_from_tree(json.loads(json.dumps(document_tree(document))))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@settings(max_examples=12)
@given(data=st.data())
def test_every_kind_of_block_comes_back(kind: Any, data: st.DataObject) -> None:
    document = Document("S01", "題名", "資料１", (Section((data.draw(block_of(kind, 4)),)),), "資料１-")
    assert through_json(document) == document


def test_a_source_is_left_out_and_everything_else_stays() -> None:
    run = Run("髙﨑", strong=True, source=Location("会議設定.xlsx", "委員", "B4"))
    document = Document("S01", "", "", (Section((Paragraph((run,), align=Align.END),)),))

    (paragraph,) = through_json(document).blocks()

    assert paragraph == Paragraph((Run("髙﨑", strong=True),), align=Align.END)


def test_defaults_are_not_written() -> None:
    tree = document_tree(Document("S01", "", "", (Section((Heading("h1", 1, "１", (Run("はじめに"),)),)),)))
    assert tree["document"]["sections"][0]["blocks"] == [
        {KIND: "Heading", "id": "h1", "level": 1, "label": "１", "runs": [{KIND: "Run", "text": "はじめに"}]}
    ]


def test_the_same_document_gives_the_same_tree() -> None:
    document = Document("S01", "", "", (Section(()),))
    assert json.dumps(document_tree(document)) == json.dumps(document_tree(through_json(document)))


@pytest.mark.parametrize(
    "damage",
    [
        {"schema": 2},
        {"document": None},
        {"document": {KIND: "Row", "id": "J001", "cells": []}},
        {"document": {KIND: "Document", "id": "S01"}},
        {"document": {KIND: "Document", "id": 1, "title": "", "head_label": "", "sections": []}},
        {"document": {KIND: "Document", "id": "", "title": "", "head_label": "", "sections": [{KIND: "Cell"}]}},
        {"document": {KIND: "Document", "id": "", "title": "", "head_label": "", "sections": {}}},
        {"document": {KIND: "Document", "id": "", "title": "", "head_label": "", "sections": [], "colour": "red"}},
    ],
)
def test_a_damaged_tree_is_said_to_be_damaged(damage: dict[str, Any]) -> None:
    whole = document_tree(Document("S01", "", "", (Section(()),)))
    with pytest.raises(BlocksDamaged):
        document_from_tree({**whole, **damage})


def test_a_row_keeps_its_cells_in_order() -> None:
    row = Row("J001", tuple(Cell((Paragraph((Run(text),)),)) for text in "一二三"))
    table = blocks.Table("t", tuple(blocks.Column(key, ()) for key in "abc"), (blocks.RowGroup("g", (), (row,)),))
    (back,) = through_json(Document("S", "", "", (Section((table,)),))).blocks()
    assert back == table
