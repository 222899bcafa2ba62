"""Blocks to Word files with named styles."""

from kaigi_docs.render.docx.document import render_docx
from kaigi_docs.render.docx.package import DocumentInfo

__all__ = ["DocumentInfo", "render_docx"]
