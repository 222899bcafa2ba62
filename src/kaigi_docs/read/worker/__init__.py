"""The process that opens what people sent: it reads one file at a time and answers in JSON, or dies and is replaced.

`kaigi_docs.read.sandbox` starts it. A task is a function `(path: Path, **options) -> dict` that returns only what JSON can say;
it is named here and imported when it is first asked for.
"""

from __future__ import annotations

TASKS: dict[str, str] = {
    "archive": "kaigi_docs.read.worker.archive:read_archive",
    "book": "kaigi_docs.read.worker.book:read_cells",
    "compound": "kaigi_docs.read.worker.compound:read_compound",
    "foreign_pdf": "kaigi_docs.read.worker.foreign:read_foreign_pdf",
    "form_fields": "kaigi_docs.read.worker.form_fields:read_form_fields",
    "form_pictures": "kaigi_docs.read.worker.form_pictures:read_form_pictures",
    "form_printed": "kaigi_docs.read.worker.form_printed:read_form_printed",
    "mail": "kaigi_docs.read.worker.mail:read_mail",
    "picture": "kaigi_docs.read.worker.picture:read_picture",
    "returned_book": "kaigi_docs.read.worker.returned:read_returned_book",
    "text_table": "kaigi_docs.read.worker.text_table:read_text_table",
    "word_form": "kaigi_docs.read.worker.word_form:read_word_form",
    "word_styles": "kaigi_docs.read.worker.word_styles:read_word_styles",
}
"""What a worker can be asked for: name of the task → 「module:function」."""

OUT_OF_MEMORY = 75
"""Exit code of a worker that ran into its memory limit."""
