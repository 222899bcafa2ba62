"""The house rule: which room may import which, and which library belongs to which room."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import kaigi_docs

PACKAGE = Path(kaigi_docs.__file__).parent

# Each room may import the rooms named here, and itself; what is not named is forbidden.
MAY_IMPORT = {
    "japanese": set(),
    "light_openpyxl": set(),
    "garbage": set(),
    "errors": set(),
    "findings": set(),
    "disclosure": {"findings", "errors"},
    "resources": {"errors"},
    "sample": {"resources"},
    "blocks": {"findings"},
    "bookmarks": set(),
    "labels": {"blocks", "findings"},  # a value between model, materials and layout, as blocks are
    "theme": {"blocks"},
    "themes": {"blocks", "theme"},
    "charts": {"blocks"},
    "fonts": {"resources", "errors"},
    "sheets": {"blocks", "findings", "errors", "japanese"},  # of blocks the papers
    "declarations": {"sheets", "blocks", "labels", "theme", "themes", "model", "findings", "errors", "japanese"},
    "model": {"blocks", "labels", "findings", "errors", "japanese"},
    "manifest": {"errors", "findings"},
    "outputs": {"manifest", "errors", "findings"},
    "results": {"proof", "findings"},
    "wording": {"blocks", "model", "findings", "errors", "japanese"},
    "narrative": {"model", "findings", "japanese"},
    "publishing": {"disclosure", "narrative", "model", "findings", "japanese"},  # pure, before anything is made of figures
    "materials": {"narrative", "wording", "blocks", "labels", "model", "findings", "errors", "japanese"},
    "layout": {"garbage", "blocks", "labels", "charts", "theme", "fonts", "findings", "errors", "japanese"},
    "render.pdf": {"garbage", "blocks", "layout", "fonts", "findings", "errors", "resources"},
    "render.docx": {"blocks", "bookmarks", "charts", "theme", "japanese", "findings", "errors", "resources"},
    "render.text": {"blocks", "japanese"},
    "render.xlsx": {"light_openpyxl", "sheets", "blocks", "japanese", "findings", "errors"},
    "collection": {"declarations", "model", "findings", "japanese"},  # answers are values by then: no file is opened
    "responses": {"model", "findings", "japanese"},  # as collection is: answers of members are values by then
    "printed_values_file": {"publishing", "read", "model", "manifest", "outputs", "japanese"},
    "read": {
        *("light_openpyxl", "collection", "publishing", "declarations", "sheets", "blocks", "bookmarks", "labels", "theme"),
        *("themes", "model", "findings", "errors", "japanese", "resources"),
    },
    "check": {"read", "materials", "wording", "blocks", "model", "findings", "errors", "japanese"},
    "proof": {"read", "layout", "blocks", "charts", "theme", "japanese", "findings", "errors"},
    "answer_guide_files": {
        *("packet_files", "materials", "read", "layout", "blocks", "model", "theme", "themes", "outputs", "findings"),
    },
    "hand_entry_book": {
        *("assembly", "forms", "declarations", "read", "render.xlsx", "model", "outputs", "findings"),
    },
    "merging_questions": {"decision_books", "declarations", "read", "model", "findings", "errors"},
    "new": {"outputs", "carry_over", "read", "declarations", "sheets", "render.xlsx", "sample", "findings", "errors"},
    "carry_over": {"read", "responses", "places", "results", "declarations", "sheets", "model", "findings", "errors", "japanese"},
    "blocks_json": {"blocks"},
    "corrections": {"version", "assembly", "read", "layout", "blocks_json", "blocks", "model", "findings", "errors", "japanese"},
    "mailed": {
        *("corrections", "assembly", "packet_files", "publishing", "read", "manifest", "outputs", "model", "findings", "errors"),
        "japanese",  # days of mailings in messages
    },
    "after_mailing": {
        *(
            "ending",
            "places",
            "version",
            "packet",
            "printed_values_file",
            "mailed",
            "corrections",
            "assembly",
            "packet_files",
            "proof",
            "read",
            "render.pdf",
            "render.docx",
        ),
        *("layout", "blocks", "model", "manifest", "outputs", "results", "findings", "errors", "japanese"),
    },
    "collect_result": {"model", "errors", "findings"},
    "collect": {"garbage", "collect_result", "collect_stages", "read"},
    "collect_stages": {
        *(
            "collect_result",
            "collect_files",
            "decision_books",
            "view_books",
            "collection",
            "packet_files",
            "ending",
            "places",
            "declarations",
            "read",
        ),
        *("model", "outputs", "results", "findings", "errors", "japanese"),  # days in the table of departments
    },
    "collate": {
        *(
            "ending",
            "collate_files",
            "decision_books",
            "view_books",
            "packet_files",
            "places",
            "responses",
            "declarations",
            "read",
        ),
        *("model", "outputs", "results", "findings", "errors", "japanese"),
    },
    "collate_files": {
        *("request_files", "packet_files", "responses", "declarations", "read", "materials", "blocks", "model", "outputs"),
        "findings",
    },
    "view_books": {
        *("decision_books", "declarations", "read", "render.xlsx", "sheets", "model", "outputs", "findings", "japanese"),
    },
    "places": set(),
    "ending": {"places", "results", "outputs", "findings", "errors"},
    "request": {
        *("request_files", "opinion_request", "packet_files", "ending", "places", "declarations", "read", "model"),
        *("outputs", "findings", "errors"),
    },
    "opinion_request": {
        *("request_files", "packet_files", "ending", "declarations", "read", "materials", "model", "outputs", "findings"),
    },
    "request_files": {
        *("packet_files", "declarations", "read", "layout", "materials", "proof", "render.xlsx", "render.text"),
        *("sheets", "blocks", "model", "manifest", "outputs", "findings"),
    },
    "collect_files": {
        *("request_files", "packet_files", "declarations", "read", "materials"),
        *("blocks", "model", "outputs", "findings"),
    },
    "decision_books": {"declarations", "read", "render.xlsx", "model", "outputs", "findings", "errors"},
    "large_forms": {
        *("assembly", "forms", "packet_files", "materials", "read", "layout", "model", "themes", "findings"),
    },
    "personal_forms": {
        *(
            "assembly",
            "forms",
            "large_forms",
            "packet_files",
            "materials",
            "proof",
            "read",
            "layout",
            "render.pdf",
            "render.docx",
        ),
        *("blocks", "model", "theme", "themes", "manifest", "outputs", "findings"),
    },
    "forms": {"layout", "materials", "model", "theme"},
    "version": set(),
    "chart_pictures": {"layout", "read", "render.pdf", "charts", "blocks", "theme"},
    "packet_files": {
        *("forms", "version", "proof", "read", "render.pdf", "render.docx", "layout", "materials", "blocks", "model", "theme"),
        *("manifest", "outputs", "fonts", "chart_pictures", "findings", "errors"),
    },
    "assembly": {
        *("forms", "check", "read", "layout", "materials", "blocks", "model", "theme", "themes", "findings", "errors"),
    },
    "dispatch_files": {
        *("assembly", "packet_files", "proof", "read", "render.pdf", "layout", "materials", "blocks", "labels", "model"),
        *("theme", "themes", "manifest", "outputs", "findings"),
    },
    "drafting": {"assembly", "declarations", "read", "layout", "materials", "blocks", "model", "findings"},
    "withheld": {"packet_files", "read", "layout", "materials", "model", "outputs"},
    "build_result": {
        "narrative",
        "ending",
        "places",
        "packet_files",
        "proof",
        "model",
        "manifest",
        "outputs",
        "results",
        "findings",
        "errors",
    },
    "packet": {
        *(
            "merging_questions",
            "personal_forms",
            "printed_values_file",
            "places",
            "assembly",
            "drafting",
            "withheld",
            "dispatch_files",
            "answer_guide_files",
            "hand_entry_book",
            "build_result",
            "check",
            "narrative",
            "packet_files",
            "proof",
            "read",
        ),
        "render.pdf",  # to hold the pages that all files of a build share
        *("model", "themes", "mailed", "manifest", "outputs", "results", "findings", "errors"),
    },
    "": {"packet", "after_mailing", "collate", "collect", "request", "new", "version"},
    "cli": {
        "",
        *("packet", "after_mailing", "collate", "collect", "collect_result", "request", "new"),
        *("results", "narrative", "proof", "findings", "errors"),
    },
    "__main__": {"cli"},
}
LIBRARIES = {
    "openpyxl": {"light_openpyxl", "read", "render.xlsx"},
    "docx": {"render.docx"},
    "reportlab": {"render.pdf"},
    "fontTools": set(),
    "jinja2": {"wording"},
    "markdown_it": {"wording"},
    "pypdfium2": {"read"},
    "pdfminer": {"read"},  # a second reading of flattened forms, beside that of pdfium
    "python_calamine": {"read"},
    "olefile": {"read"},
    "tnefparse": {"read"},
    "pikepdf": {"read", "render.pdf"},  # the painter copies pages of other programs, cleaned by the reader's worker
    "click": {"cli"},
    "rich": {"cli"},
    "highspy": {"disclosure"},
}


def room_of(module: str) -> str:
    parts = module.split(".")[1:]
    if not parts:
        return ""
    return ".".join(parts[:2]) if parts[0] == "render" and len(parts) > 1 else parts[0]


@cache
def imports() -> list[tuple[str, str, str]]:
    """(room, imported module, place) of every import statement of the package, also of late ones."""
    found: list[tuple[str, str, str]] = []
    for path in sorted(PACKAGE.rglob("*.py")):
        module = ".".join(("kaigi_docs", *path.relative_to(PACKAGE).with_suffix("").parts)).removesuffix(".__init__")
        nodes = (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Import | ast.ImportFrom))
        for node in nodes:
            place = f"{path.relative_to(PACKAGE)}:{node.lineno}"
            if isinstance(node, ast.Import):
                found += [(room_of(module), alias.name, place) for alias in node.names]
            elif node.module:
                found.append((room_of(module), node.module, place))
    return found


def test_every_room_imports_only_the_rooms_below_it() -> None:
    wrong = [
        f"{place}: {room or 'kaigi_docs'} must not import {target}"
        for room, target, place in imports()
        if target.split(".")[0] == "kaigi_docs" and room_of(target) != room and room_of(target) not in MAY_IMPORT[room]
    ]
    assert wrong == []


def test_every_library_is_used_in_its_own_room_only() -> None:
    wrong = [
        f"{place}: {target} belongs to {sorted(LIBRARIES[target.split('.')[0]])}"
        for room, target, place in imports()
        if target.split(".")[0] in LIBRARIES and room not in LIBRARIES[target.split(".")[0]]
    ]
    assert wrong == []


def test_every_room_is_in_the_table_of_the_house() -> None:
    rooms = {room for room, _, _ in imports()}
    assert rooms - {"render"} <= set(MAY_IMPORT)
