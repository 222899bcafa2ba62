"""The words that we print or show ourselves follow 公用文作成の考え方, whatever an office writes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import kaigi_docs

ROOT = Path(kaigi_docs.__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "kaigi_docs"

AVOIDED = {
    "the noun 取組 is written without okurigana": r"取り?組み(?![まいつ、])|取組み",
    "督促 is the statutory word for unpaid claims": "督促",
    "返戻 belongs to applications": "返戻",
    "a sentence has either 、。 or ，．": "[一-龠ぁ-ん]，",
    "a minus is △, never ▲": "▲",
    "half-width katakana is for machines": "[ｦ-ﾟ]",
}
ABOUT_CHARACTERS = {"japanese", "fonts", "proof"}
"""Rooms whose strings are characters to look at, not words to a person."""


def strings_of(path: Path) -> Iterator[tuple[str, str]]:
    """(place, text) of every string of a module but its docstrings and the patterns of regular expressions."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    patterns = {
        id(part)
        for node in nodes
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "compile"
        for part in ast.walk(node)
    }
    docstrings = {id(node.body[0].value) for node in nodes if isinstance(node, documented) and isinstance(node.body[0], ast.Expr)}
    for node in nodes:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings | patterns
            and len(node.value) > 1
        ):
            yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


@cache
def our_words() -> list[tuple[str, str]]:
    modules = (path for path in sorted(PACKAGE.rglob("*.py")) if path.relative_to(PACKAGE).parts[0] not in ABOUT_CHARACTERS)
    words = [each for path in modules for each in strings_of(path)]
    papers = [*(ROOT / "templates").glob("*.j2"), ROOT / "README.md", *(ROOT / "docs").glob("**/*.md")]
    for path in papers:
        words += [
            (f"{path.relative_to(ROOT)}:{number}", line) for number, line in enumerate(path.read_text("utf-8").split("\n"), 1)
        ]
    return words


@pytest.mark.parametrize("reason", AVOIDED)
def test_our_own_words_avoid(reason: str) -> None:
    found = [(place, text[:60]) for place, text in our_words() if re.search(AVOIDED[reason], text)]
    assert found == []
