"""Word forms as LibreOffice saves them as OpenDocument texts: controls are gone, bookmarks, tables and changes stay."""

from __future__ import annotations

import io
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from kaigi_docs.read.preflight import DEFAULT_LIMITS
from kaigi_docs.read.worker.form_units import CELL, DELETED, EMPHASISED, HEAD, INSERTED
from kaigi_docs.read.worker.word_form import read_word_form

_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "text", "table", "style", "meta")
)
_UNDERLINED = (
    '<style:style style:name="U" style:family="text"><style:text-properties style:text-underline-style="solid"/></style:style>'
)


def as_open_text(docx: bytes) -> bytes:
    """The document as an .odt, from what the reader itself sees in it: a test of the one format by the other."""
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / "a.docx"
        path.write_bytes(docx)
        told = read_word_form(path, "docx", "a.docx", asdict(DEFAULT_LIMITS), 0, 0)
    body = "".join(_blocks([each for each in told["units"] if each["kind"] != HEAD], told["spaces"]))
    changes = "".join(_regions(told["units"]))
    content = _part("document-content", f"<office:automatic-styles>{_UNDERLINED}</office:automatic-styles><office:body>"
                    f"<office:text>{changes}{body}</office:text></office:body>")  # fmt: skip
    feet = "".join(f"<text:p>{_runs(each, told['spaces'])}</text:p>" for each in told["units"] if each["kind"] == HEAD)
    styles = _part("document-styles", f"<office:master-styles><style:footer>{feet}</style:footer></office:master-styles>")
    meta = _part("document-meta", f"<office:meta>{''.join(map(_property, told['ids']))}</office:meta>")
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        for name, text in (("content.xml", content), ("styles.xml", styles), ("meta.xml", meta)):
            archive.writestr(name, text)
    return written.getvalue()


def _part(name: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><office:{name} {_SPACES}>{inner}</office:{name}>'


def _property(text: str) -> str:
    return f'<meta:user-defined meta:name="KaigiFormId">{escape(text)}</meta:user-defined>' if ":" in text else ""


def _blocks(units: list[dict[str, Any]], spaces: list[list[Any]]) -> Iterator[str]:
    """Cells in rows of tables, other paragraphs as they are."""
    in_row = False
    for unit in units:
        text = _runs(unit, spaces)
        if in_row and unit["column"] < 1:
            yield "</table:table-row></table:table>"
            in_row = False
        if unit["kind"] == CELL:
            if not in_row:
                yield "<table:table><table:table-row>"
                in_row = True
            yield f"<table:table-cell>{''.join(f'<text:p>{line}</text:p>' for line in text.split('<br/>'))}</table:table-cell>"
        else:
            yield f"<text:p>{text}</text:p>"
    if in_row:
        yield "</table:table-row></table:table>"


def _runs(unit: dict[str, Any], spaces: list[list[Any]]) -> str:
    """The pieces of a unit; a line feed is a new paragraph."""
    return "".join(_run(number, *piece, spaces) for number, piece in enumerate(unit["pieces"]) if piece[0])


def _run(number: int, text: str, space: int, bits: int, spaces: list[list[Any]]) -> str:
    key = f'"c{abs(hash(text))}"'
    inner = escape(text).replace("\t", "<text:tab/>").replace("\n", "<br/>")
    if bits & DELETED:
        inner = f"<text:change text:change-id={key}/>"
    elif bits & INSERTED:
        inner = f"<text:change-start text:change-id={key}/>{inner}<text:change-end text:change-id={key}/>"
    if bits & EMPHASISED:
        inner = f'<text:span text:style-name="U">{inner}</text:span>'
    name = quoteattr(spaces[space][1]) if space >= 0 else ""
    return f"<text:bookmark-start text:name={name}/>{inner}<text:bookmark-end text:name={name}/>" if name else inner


def _regions(units: list[dict[str, Any]]) -> Iterator[str]:
    deleted = {text for unit in units for text, _, bits in unit["pieces"] if bits & DELETED}
    regions = (
        f'<text:changed-region text:id="c{abs(hash(text))}"><text:deletion><text:p>{escape(text)}</text:p></text:deletion>'
        "</text:changed-region>"
        for text in sorted(deleted)
    )
    yield f"<text:tracked-changes>{''.join(regions)}</text:tracked-changes>"
