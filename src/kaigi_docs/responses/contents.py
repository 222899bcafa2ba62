"""Whether two forms say the same."""

from __future__ import annotations

from kaigi_docs.japanese.folding import nfkc
from kaigi_docs.model.form_map import HEAD_FIELDS
from kaigi_docs.model.returned_forms import ReturnedForm


def says_the_same(one: ReturnedForm, other: ReturnedForm) -> bool:
    """Whether the same stands in the answer spaces of two forms, widths and white space apart, and the same pages are there."""
    return _content(one) == _content(other)


def _content(form: ReturnedForm) -> frozenset[tuple[str, str, bool | None, str]]:
    spaces = (
        (value.field_id, _bare(value.text.value), value.marked, _bare(value.other))
        for value in form.values
        if value.field_id not in HEAD_FIELDS and (value.text or value.marked is not False)
    )
    return frozenset({*spaces, *((f"page {page}", "", None, "") for page in form.missing_pages)})


def _bare(text: str) -> str:
    return "".join(nfkc(text).split())
