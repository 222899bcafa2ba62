"""Random statistics, published after papers of a meeting before, and read by somebody who knows nothing of our links.

`make campaign` attacks many more (`tests/campaign/attack_statistics.py`).
"""

from __future__ import annotations

import pytest

import printed_statistics
from kaigi_docs.model.earlier_values import EarlierValues
from kaigi_docs.model.statistics import Exhibit, ExhibitKind
from kaigi_docs.publishing import marking, protecting, stages
from printed_statistics import STRANGERS, meeting, outcome, seen

SAFE = (1, 2, 3, 4, 5, 6, 7, 8, 9, 12, 14, 16)
SAFE_OF_STRANGERS = (1, 3, 4, 9, 14, 21, 26, 32, 35)


@pytest.mark.parametrize("number", SAFE)
def test_no_small_count_is_worked_out(number: int) -> None:
    assert outcome(number) == "safe"


@pytest.mark.parametrize("number", SAFE_OF_STRANGERS)
def test_no_small_count_is_worked_out_from_series_of_other_ages_and_years(number: int) -> None:
    assert outcome(number, STRANGERS) == "safe"


def test_the_meetings_hide_enough_to_prove_something() -> None:
    marks = [len(one.now.kept) for one in map(meeting, SAFE)]
    assert sum(marks) > 50
    assert any(None in seen(meeting(number).before).values() for number in SAFE)


def test_without_sums_of_years_small_counts_get_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "links_of_spans", lambda series, counts: ([], []))
    monkeypatch.setattr(stages, "kindred", lambda series, counts: [])
    assert outcome(8) == "UNSAFE"


def test_without_sums_of_parts_small_counts_get_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "links_of_parts", lambda series, counts: [])
    monkeypatch.setattr(stages, "kindred", lambda series, counts: [])
    assert outcome(1) == "UNSAFE"


def test_without_sums_between_series_of_other_ages_and_years_small_counts_get_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stages, "kindred", lambda series, counts: [])
    assert outcome(3, STRANGERS) == "UNSAFE"


def test_without_the_papers_of_the_meeting_before_small_counts_get_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(printed_statistics, "as_known", lambda before: EarlierValues(title="前回"))
    assert outcome(1) == "UNSAFE"


def test_with_charts_left_as_they_were_small_counts_get_out(monkeypatch: pytest.MonkeyPatch) -> None:
    mark = marking._part
    monkeypatch.setattr(marking, "_part", lambda part, series: part if _is_chart(part) else mark(part, series))
    assert outcome(30) == "UNSAFE"


def _is_chart(part: object) -> bool:
    return isinstance(part, Exhibit) and part.kind is not ExhibitKind.TABLE


@pytest.mark.parametrize("number", [1, 3, 4])
def test_without_complements_the_audit_refuses_what_the_attacker_finds(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    monkeypatch.setattr(protecting, "plan_marks", lambda groups, rules: {})
    assert outcome(number) == "refused"
