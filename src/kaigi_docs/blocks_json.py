"""Blocks as JSON and back: what was mailed stays readable for later versions of this package.

Works on the dataclasses of blocks.py as they are declared, so that an addition to the closed union needs no second list. An
attribute that holds its default is left out; one that a later version adds with a default is read from older files.
"""

from __future__ import annotations

import base64
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any

import kaigi_docs.blocks as blocks
from kaigi_docs.blocks import NOT_SHOWN, Document

SCHEMA = 1
KIND = "kind_of_block"
"""Name of the entry that tells which dataclass an object was."""


class BlocksDamaged(ValueError):
    """The tree is not what `document_tree` makes, or was made by a version with another schema."""


def document_tree(document: Document) -> dict[str, Any]:
    """The document as a tree of plain values for `json`; the same document gives the same tree.

    Limits: `source` of runs and values is left out, since addresses in earlier books say nothing later on; of foreign pages
    only the digests are kept, not the pages.
    """
    return {"schema": SCHEMA, "document": _tree(document)}


def document_from_tree(tree: object) -> Document:
    """The document that `document_tree` made, without sources and foreign pages.

    Raises:
        BlocksDamaged: another schema, an unknown kind of block, or a value of another type.
    """
    if not isinstance(tree, dict) or tree.get("schema") != SCHEMA:
        raise BlocksDamaged(f"no document of schema {SCHEMA}")
    document = _value(tree.get("document"), Document)
    assert isinstance(document, Document)
    return document


def _tree(value: object) -> Any:
    """A value as json knows it."""
    if is_dataclass(value):
        kept = (each for each in fields(value) if each.name not in NOT_SHOWN and getattr(value, each.name) != _default(each))
        return {KIND: type(value).__name__} | {each.name: _tree(getattr(value, each.name)) for each in kept}
    if isinstance(value, tuple):
        return [_tree(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return value


def _default(field: Field[Any]) -> object:
    """The default of an attribute; MISSING, which equals nothing else, where it has none."""
    return field.default_factory() if field.default_factory is not MISSING else field.default


def _value(tree: object, hint: Any) -> Any:
    """The value of the type that an annotation names."""
    origin = typing.get_origin(hint)
    if origin in (typing.Union, types.UnionType):
        return _one_of(tree, typing.get_args(hint))
    if origin is tuple:
        return _tuple(tree, typing.get_args(hint))
    if is_dataclass(hint):
        return _block(tree, (hint,))
    return _plain(tree, hint)


def _one_of(tree: object, hints: tuple[Any, ...]) -> Any:
    """A value of one of several types: blocks by their kind, plain ones by the first type that fits."""
    if isinstance(tree, dict):
        return _block(tree, hints)
    for hint in (each for each in hints if not is_dataclass(each)):
        try:
            return _value(tree, hint)
        except BlocksDamaged:
            continue
    raise BlocksDamaged(f"{tree!r} is none of {hints!r}")


def _tuple(tree: object, hints: tuple[Any, ...]) -> tuple[Any, ...]:
    """A tuple of any length of one type, or of as many values as types."""
    if not isinstance(tree, list):
        raise BlocksDamaged(f"{tree!r} is not a list")
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(_value(item, hints[0]) for item in tree)
    if len(hints) != len(tree):
        raise BlocksDamaged(f"{tree!r} has not {len(hints)} parts")
    return tuple(_value(item, hint) for item, hint in zip(tree, hints, strict=True))


def _block(tree: object, allowed: tuple[Any, ...]) -> Any:
    """The dataclass of an object, if it is one of those allowed."""
    if not isinstance(tree, dict):
        raise BlocksDamaged(f"{tree!r} is not an object")
    kind: Any = next((each for each in allowed if is_dataclass(each) and _name(each) == tree.get(KIND)), None)
    if kind is None:
        raise BlocksDamaged(f"{tree.get(KIND)!r} is not expected here")
    entries: Mapping[str, Any] = {name: entry for name, entry in tree.items() if name != KIND}
    hints = _hints(kind)
    if unknown := set(entries) - set(hints):
        raise BlocksDamaged(f"{_name(kind)} has no {sorted(unknown)!r}")
    try:
        return kind(**{name: _value(entry, hints[name]) for name, entry in entries.items()})
    except (TypeError, ValueError) as error:  # an attribute without default is missing, or a block refuses its values
        raise BlocksDamaged(f"{_name(kind)}: {error}") from error


def _name(kind: Any) -> str:
    name: str = kind.__name__
    return name


@cache
def _hints(kind: Any) -> dict[str, Any]:
    """The types of the attributes of a dataclass of blocks.py."""
    return typing.get_type_hints(kind, vars(blocks))


def _plain(tree: object, hint: Any) -> Any:
    """A value that is no block."""
    try:
        if hint in (None, type(None)) and tree is None:
            return None
        if isinstance(hint, type) and issubclass(hint, Enum):
            return hint(tree)
        if hint is Decimal and isinstance(tree, str):
            return Decimal(tree)
        if hint is bytes and isinstance(tree, str):
            return base64.b64decode(tree, validate=True)
    except (ValueError, InvalidOperation) as error:
        raise BlocksDamaged(f"{tree!r} is no {hint!r}") from error
    if hint is float and type(tree) in (int, float):
        return tree
    if isinstance(hint, type) and hint in (str, int, bool) and type(tree) is hint:
        return tree
    raise BlocksDamaged(f"{tree!r} is no {hint!r}")
