"""Readers of laid-out pages: what a person would see, as text; and makes line_reading beside the tests importable."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kaigi_docs.layout.page import Content, ContentRef, LaidOut, Page, Rect, Rule, StructNode, TextRun

sys.path.insert(0, str(Path(__file__).parent))


def content_text(content: Content) -> str:
    return "".join(mark.text for mark in content.marks if isinstance(mark, TextRun))


def node_text(node: StructNode) -> str:
    return "".join(content_text(kid.content) if isinstance(kid, ContentRef) else node_text(kid) for kid in node.kids)


def page_lines(page: Page) -> list[str]:
    """The text of a page, one string per baseline, from top to bottom; artifacts included."""
    runs = [mark for content in page.contents for mark in content.marks if isinstance(mark, TextRun)]
    lines: dict[float, list[TextRun]] = {}
    for run in runs:
        lines.setdefault(round(run.baseline, 1), []).append(run)
    return ["".join(run.text for run in sorted(lines[y], key=lambda run: run.x)) for y in sorted(lines)]


def tree_lines(node: StructNode, depth: int = 0) -> list[str]:
    """The structure tree, indented: role, what it says about itself, and the text of its own contents."""
    said = [
        node.role,
        f"#{node.id}" if node.id else "",
        f"scope={node.scope}" if node.scope else "",
        f"headers={','.join(node.headers)}" if node.headers else "",
        f"span={node.col_span}" if node.col_span > 1 else "",
        f"rows={node.row_span}" if node.row_span > 1 else "",
        f"list={node.list_numbering}" if node.list_numbering else "",
        f"field={node.print_field}" if node.print_field else "",
        f"alt={node.alt}" if node.alt else "",
    ]
    lines = ["  " * depth + " ".join(part for part in said if part)]
    for kid in node.kids:
        if isinstance(kid, ContentRef):
            lines.append("  " * (depth + 1) + f"{kid.page + 1}:「{content_text(kid.content)}」")
        else:
            lines.extend(tree_lines(kid, depth + 1))
    return lines


def ink_of(run: TextRun) -> Rect:
    """The em boxes of a run's glyphs, without the empty half or quarter of punctuation at its left and hanging spaces."""
    empty = 0.5 if run.texts[0] in "（「" else 0.25 if run.texts[0] in "・：" else 0.0
    hanging = len(run.texts) - len(run.text.rstrip())
    right = run.offsets[-hanging] if hanging else run.width
    return Rect(run.x + empty * run.size_pt, run.baseline - 0.88 * run.size_pt, run.x + right, run.baseline + 0.12 * run.size_pt)


def faults_of(out: LaidOut) -> list[str]:
    """What is wrong with boxes, pages and tree, in words; empty when all is well."""
    faults = [f"page {number} is empty" for number, page in enumerate(out.pages, 1) if not any(c.marks for c in page.contents)]
    for number, page in enumerate(out.pages, 1):
        sheet = Rect(0.0, 0.0, page.width, page.height)
        for content in page.contents:
            if not content.marks:
                faults.append(f"page {number}: a content without marks")
            for mark in content.marks:
                if isinstance(mark, TextRun):
                    if not mark.box.contains(ink_of(mark), 0.3) or not sheet.contains(mark.box, 0.01):
                        faults.append(f"page {number}: 「{mark.text}」 stands out of its box")
                elif isinstance(mark, Rule) and not sheet.contains(Rect(mark.x0, mark.y0, mark.x1, mark.y1)):
                    faults.append(f"page {number}: a rule off the sheet")
    return faults + _tree_faults(out)


def _tree_faults(out: LaidOut) -> list[str]:
    seen: list[int] = []
    ids: list[str] = []
    faults: list[str] = []

    def walk(node: StructNode) -> None:
        if not node.kids and node.role not in ("TD", "TH"):
            faults.append(f"empty {node.role}")
        ids.extend([node.id] if node.id else [])
        for kid in node.kids:
            if isinstance(kid, ContentRef):
                seen.append(id(kid.content))
                if not any(content is kid.content for content in out.pages[kid.page].contents):
                    faults.append(f"{node.role} names a content that is not on page {kid.page + 1}")
            else:
                walk(kid)

    walk(out.struct)
    real = [id(content) for page in out.pages for content in page.contents if content.artifact is None]
    if sorted(seen) != sorted(real):
        faults.append("contents and structure do not match")
    if len(ids) != len(set(ids)):
        faults.append("an element id is not unique")
    return faults


@pytest.fixture(scope="session")
def lines_on() -> Callable[[Page], list[str]]:
    return page_lines


@pytest.fixture(scope="session")
def tree_of() -> Callable[[StructNode], list[str]]:
    return tree_lines


@pytest.fixture(scope="session")
def text_in() -> Callable[[StructNode], str]:
    return node_text


@pytest.fixture(scope="session")
def faults_in() -> Callable[[LaidOut], list[str]]:
    return faults_of
