"""An opinion of which it is open whether it counts keeps its row in 事務局の考え方.xlsx as it is."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from kaigi_docs.declarations import views
from kaigi_docs.model.responses import Collation, opinion_id
from kaigi_docs.model.returned_forms import ReturnedForm
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.views import read_views
from kaigi_docs.view_books import add_opinions
from returned_forms import a_form, a_map, a_meeting, collated, said

OPINION = {"Q1/text": "よい", "Q2/choice/1": True}
ID = opinion_id("C01", "Q1", "", 0, "よい")
FIRST = a_form("C01", said(OPINION))


@pytest.mark.parametrize(
    "forms",
    [
        (a_form("C01", said({**OPINION, "Q1/choice/2": True})),),
        (FIRST, a_form("C01", {"Q3/choice/1": True}, file="回答/2.pdf", received=datetime(2022, 7, 3))),
        (a_form("C01", said(OPINION), name="だれか"),),
        (a_form(None, said(OPINION), identity=None, name="青山"),),
        (a_form("C01", said(OPINION), received=datetime(2022, 8, 1)),),
        (FIRST, a_form("C01", said({"Q1/text": "わるい"}), file="回答/2.pdf")),
    ],
)
def test_what_waits_is_pending_and_no_opinion_yet(forms: tuple[ReturnedForm, ...]) -> None:
    result = collated(*forms)
    assert ID in result.pending and ID not in {each.id for each in result.opinions}


@pytest.mark.parametrize(
    "forms",
    [(FIRST,), (FIRST, a_form("C01", said({**OPINION, "Q1/text": "わるい"}), file="回答/2.pdf", received=datetime(2022, 7, 3)))],
)
def test_what_counts_or_was_written_anew_is_not_pending(forms: tuple[ReturnedForm, ...]) -> None:
    assert not collated(*forms).pending


def test_the_row_of_a_pending_opinion_stays_and_that_of_one_that_is_gone_says_so(tmp_path: Path) -> None:
    def put(collation: Collation, sandbox: Sandbox) -> object:
        known = read_views(tmp_path, (), sandbox)[0]
        add_opinions(tmp_path, collation.opinions, a_map().questions, known, a_meeting(), sandbox, pending=collation.pending)
        table = read_views(tmp_path, (), sandbox)[0].table
        assert table is not None
        return [row.cells[views.STATE].value for row in table.rows]

    with Sandbox() as sandbox:
        assert put(collated(FIRST), sandbox) == [views.PRESENT]
        assert put(collated(a_form("C01", said(OPINION), name="だれか")), sandbox) == [views.PRESENT]
        assert put(collated(), sandbox) == [views.GONE]
