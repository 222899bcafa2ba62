"""What stands on a form: whether a space is filled in, and whether two forms say the same."""

from __future__ import annotations

from kaigi_docs.japanese.folding import nfkc
from kaigi_docs.model.form_map import HEAD_FIELDS
from kaigi_docs.model.returned_forms import Doubt, FieldValue, ReturnedForm


def is_filled(value: FieldValue) -> bool:
    """Whether anything stands in an answer space, also what could not be read for certain."""
    is_unclear_mark = value.marked is None and "/choice/" in value.field_id
    read_otherwise = Doubt.DIFFERENT in value.doubts and bool(value.other.strip())
    return bool(value.text) or read_otherwise or bool(value.marked) or is_unclear_mark


def says_the_same(one: ReturnedForm, other: ReturnedForm) -> bool:
    """Whether the same stands in the answer spaces of two forms, widths and white space apart, and the same pages are there."""
    return _content(one) == _content(other)


def _content(form: ReturnedForm) -> frozenset[tuple[str, str, bool | None, str]]:
    spaces = (
        (value.field_id, bare(value.text.value), value.marked, bare(value.other))
        for value in form.values
        if value.field_id not in HEAD_FIELDS and (value.text or value.marked is not False)
    )
    return frozenset({*spaces, *((f"page {page}", "", None, "") for page in form.missing_pages)})


def bare(text: str) -> str:
    """A text without widths and white space."""
    return "".join(nfkc(text).split())
