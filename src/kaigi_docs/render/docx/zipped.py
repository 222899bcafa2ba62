"""A package of parts as a zip archive without clock and platform in it."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from typing import Any

from docx.opc.package import OpcPackage
from docx.opc.packuri import CONTENT_TYPES_URI, PACKAGE_URI
from docx.opc.pkgwriter import _ContentTypesItem

_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the first moment that a zip archive can name


def zipped(package: OpcPackage) -> bytes:
    """The members that `OpcPackage.save` writes, with fixed times and the attributes that every platform writes alike.

    They are compressed here: archives that python-docx wrote had to be taken apart and compressed a second time.
    """
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as target:
        for name, content in _members(package):
            member = zipfile.ZipInfo(name, _ZIP_TIME)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 0
            target.writestr(member, content)
    return archive.getvalue()


def _members(package: OpcPackage) -> Iterator[tuple[str, bytes]]:
    """Names and contents in the order in which a reader wants them: types, relations, parts."""
    types: Any = _ContentTypesItem  # its methods have no annotations
    yield CONTENT_TYPES_URI.membername, types.from_parts(package.parts).blob
    yield PACKAGE_URI.rels_uri.membername, package.rels.xml
    for part in package.parts:
        yield part.partname.membername, part.blob
        if part.rels:
            yield part.partname.rels_uri.membername, part.rels.xml
