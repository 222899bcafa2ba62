"""Random answers in a Word form, lost controls or not, plain, zipped or by mail: what comes out is what went in."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from answer_forms import VERSION, form_map, form_meeting, word_form
from filled_words import Change, edited, ticked, typed, without_bookmarks, without_controls, without_tags
from kaigi_docs.blocks import FieldKind
from kaigi_docs.read.forms.files import FormsRead
from kaigi_docs.read.forms.known import KnownForms
from mail_files import letter

Read = Callable[[Mapping[str, bytes]], FormsRead]
MEETING = form_meeting()
FORM = form_map(MEETING)
BLANK = word_form(MEETING)
FORMS = [word_form(MEETING, member) for member in (*MEETING.members, None)]
MARKS = [each.id for each in FORM.fields if each.kind == FieldKind.MARK]
SPACES = [each.id for each in FORM.fields if each.kind == FieldKind.TEXT]
LETTERS = st.sampled_from("意見は賛成です。①㈱髙﨑𠮷～－ aＡ1、\n（）<&>")
WORDS = st.text(LETTERS, min_size=1, max_size=40).map(str.strip).filter(lambda text: text and "\n\n" not in text)
LOSSES: tuple[tuple[Change, ...], ...] = ((), (without_tags,), (without_bookmarks,), (without_controls,))


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> KnownForms:
    path = tmp_path_factory.mktemp("forms") / f"{VERSION}.docx"
    path.write_bytes(BLANK)
    return KnownForms({VERSION: FORM}, {}, {VERSION: path}, frozenset((VERSION,)))


def carried(content: bytes, way: str) -> dict[str, bytes]:
    if way == "plain":
        return {"回答書.docx": content}
    if way == "mail":
        return {"返信.eml": letter(("回答書①.docx", content)).as_bytes()}
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("回答書.docx", content)
    return {"回答.zip": written.getvalue()}


@given(
    ticks=st.sets(st.sampled_from(MARKS)),
    texts=st.dictionaries(st.sampled_from(SPACES), WORDS, max_size=8),
    blank=st.sampled_from(FORMS),
    loss=st.sampled_from(LOSSES),
    way=st.sampled_from(("plain", "mail", "zip")),
)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_was_filled_in_is_read(
    answers: Read, tmp_path: Path, ticks: set[str], texts: dict[str, str], blank: bytes, loss: tuple[Change, ...], way: str
) -> None:
    for old in (tmp_path / "回答").glob("*") if (tmp_path / "回答").is_dir() else ():
        old.unlink()
    changes = (*(ticked(space) for space in ticks), *(typed(space, text) for space, text in texts.items()), *loss)
    (form,) = answers(carried(edited(blank, *changes), way)).forms
    assert {each.field_id for each in form.values if each.marked} == ticks
    assert {each.field_id: each.text.value for each in form.values if not each.marked} == texts
    assert form.beside == ()
    assert not any(each.doubts for each in form.values)
