"""Maps of forms: as they were written they are read, also after years; what is damaged is told."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.model.form_map import (
    FormField,
    FormMap,
    FormMapDamaged,
    FormQuestion,
    FormSubject,
    form_map_from_tree,
    form_map_tree,
)

WORDS = st.text(max_size=12)
LENGTHS = st.floats(0, 400).map(lambda length: round(length, 2))
SUBJECTS = st.builds(FormSubject, WORDS, WORDS)
QUESTIONS = st.builds(
    FormQuestion,
    id=WORDS,
    label=WORDS,
    title=WORDS,
    kind=WORDS,
    choices=st.lists(WORDS, max_size=3).map(tuple),
    subjects=st.lists(SUBJECTS, max_size=2).map(tuple),
    blank=WORDS,
    lines=st.integers(0, 20),
)
FIELDS = st.builds(
    FormField,
    id=WORDS,
    page=st.integers(1, 9),
    box_mm=st.tuples(LENGTHS, LENGTHS, LENGTHS, LENGTHS),
    kind=WORDS,
    option=WORDS,
    label=WORDS,
)
MAPS = st.builds(
    FormMap,
    version=WORDS,
    material_id=WORDS,
    title=WORDS,
    round_id=WORDS,
    pages=st.integers(1, 9),
    page_mm=st.tuples(LENGTHS, LENGTHS),
    questions=st.lists(QUESTIONS, max_size=2).map(tuple),
    fields=st.lists(FIELDS, max_size=3).map(tuple),
)


@given(MAPS)
def test_a_map_is_read_back_as_it_was_written(form: FormMap) -> None:
    assert form_map_from_tree(json.loads(json.dumps(form_map_tree(form), ensure_ascii=False))) == form


@given(MAPS, st.data())
def test_a_map_without_one_of_its_parts_is_damaged(form: FormMap, data: st.DataObject) -> None:
    tree = form_map_tree(form)
    del tree[data.draw(st.sampled_from(sorted(tree)))]
    with pytest.raises(FormMapDamaged):
        form_map_from_tree(tree)
