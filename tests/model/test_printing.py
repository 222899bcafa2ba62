"""Print jobs as an office prints: every 資料 from a front page, A3 apart, letters to single members once each."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.model.meeting import Addressing, Dispatch, Material, MaterialKind, Meeting, PrintOrder, Sides
from kaigi_docs.model.printing import Printable, PrintJob, plan_jobs, usual_copies
from kaigi_docs.model.text import Text
from letter_meeting import letter_meeting

KINDS = (MaterialKind.COVER_LETTER, MaterialKind.STATISTICS, MaterialKind.MEASURES, MaterialKind.RESPONSE_FORM)


def printable(number: int, papers: str = "A4", kind: MaterialKind = MaterialKind.MEASURES, **order: object) -> Printable:
    """資料 `number` with the papers of its pages separated by blanks."""
    material = Material(id=f"S{number:02d}", no=str(number), kind=kind, title=Text("題"), print=PrintOrder(**order))  # type: ignore[arg-type]
    return Printable(id=material.id, material=material, label=f"資料{number}", papers=tuple(papers.split()))


def meeting_for(*printables: Printable, **dispatch: object) -> Meeting:
    """Three members and two spare copies."""
    return letter_meeting(
        materials=tuple(each.material for each in printables),
        dispatch=Dispatch(spare_copies=2, **dispatch),  # type: ignore[arg-type]
    )


def jobs_of(*printables: Printable, letters: tuple[Printable, ...] = (), **dispatch: object) -> tuple[PrintJob, ...]:
    return plan_jobs(meeting_for(*printables, **dispatch), printables, letters)


def shown(job: PrintJob) -> str:
    """「資料1: 0 1 2 □ | 資料2: 0 □」: the pages of a job, a box for a blank one."""
    return " | ".join(
        f"{part.printable.label}: {' '.join('□' if slot is None else str(slot) for slot in part.slots)}" for part in job.parts
    )


def test_every_material_printed_on_both_sides_begins_on_a_front_page() -> None:
    (job,) = jobs_of(printable(1, "A4 A4 A4"), printable(2, "A4 A4"), printable(3, "A4"))
    assert shown(job) == "資料1: 0 1 2 □ | 資料2: 0 1 | 資料3: 0 □"
    assert [part.first_page for part in job.parts] == [1, 5, 7]
    assert job.sides is Sides.BOTH and job.pages == 8


def test_a_material_printed_on_one_side_has_blank_backs_in_a_job_of_both_sides() -> None:
    (job,) = jobs_of(printable(1, "A4 A4"), printable(2, "A4 A4", sides=Sides.ONE))
    assert shown(job) == "資料1: 0 1 | 資料2: 0 □ 1 □"


def test_a_job_of_nothing_but_one_side_has_no_blank_page() -> None:
    (job,) = jobs_of(printable(1, "A4 A4 A4", sides=Sides.ONE), printable(2, "A4", sides=Sides.ONE))
    assert shown(job) == "資料1: 0 1 2 | 資料2: 0"
    assert job.sides is Sides.ONE


def test_no_sheet_is_of_two_papers() -> None:
    (job,) = jobs_of(printable(1, "A4 A3 A3 A4"))
    assert shown(job) == "資料1: 0 □ 1 2 3 □"
    assert job.parts[0].sheets == Counter({"A4": 2, "A3": 1})


def test_a_separate_material_is_a_job_of_its_own_named_by_its_paper() -> None:
    jobs = jobs_of(printable(1), printable(4, "A3", separate=True), printable(5))
    assert [(job.name, shown(job)) for job in jobs] == [
        ("会議資料一式_印刷用", "資料1: 0 □ | 資料5: 0 □"),
        ("会議資料一式_印刷用（A3・資料4）", "資料4: 0 □"),
    ]


def test_two_separate_materials_are_two_jobs() -> None:
    jobs = jobs_of(printable(1), printable(4, "A3", separate=True), printable(5, "A3", separate=True))
    assert [job.name for job in jobs][1:] == ["会議資料一式_印刷用（A3・資料4）", "会議資料一式_印刷用（A3・資料5）"]


def test_copies_are_one_a_member_and_the_spare_ones_or_those_of_the_row() -> None:
    jobs = jobs_of(printable(1), printable(2, copies=9), printable(3, copies=9))
    assert usual_copies(meeting_for()) == 5
    assert [(job.name, job.copies, shown(job)) for job in jobs] == [
        ("会議資料一式_印刷用", 5, "資料1: 0 □"),
        ("会議資料一式_印刷用（資料2ほか・9部）", 9, "資料2: 0 □ | 資料3: 0 □"),
    ]


def test_no_copies_at_all_are_no_sheets() -> None:
    (job,) = jobs_of(printable(1, "A4 A4", copies=0))
    assert job.copies == 0
    assert job.total_sheets() == Counter({"A4": 0})


def test_sheets_are_counted_by_paper_and_for_all_copies() -> None:
    main, apart = jobs_of(printable(1, "A4 A4 A4"), printable(2, "A3 A3", separate=True, sides=Sides.ONE))
    assert main.total_sheets() == Counter({"A4": 10})
    assert apart.total_sheets() == Counter({"A3": 10})


def test_a_letter_to_each_member_is_printed_once_each_and_the_letter_to_all_is_not() -> None:
    letter = printable(9, kind=MaterialKind.DISPATCH_LETTER, sides=Sides.ONE)
    own = tuple(replace(letter, id=f"S09-members-C0{number}") for number in (1, 2, 3))
    letters, packet = jobs_of(letter, printable(1), letters=own, addressing=Addressing.EACH)
    assert (letters.name, letters.copies, letters.for_each_member) == ("送付文書（委員別）_印刷用", 1, True)
    assert [part.printable.id for part in letters.parts] == [each.id for each in own]
    assert letters.total_sheets() == Counter({"A4": 3})
    assert shown(packet) == "資料1: 0 □"


def test_the_letter_to_all_is_a_part_like_any_other() -> None:
    (job,) = jobs_of(printable(9, kind=MaterialKind.DISPATCH_LETTER), printable(1))
    assert shown(job) == "資料9: 0 □ | 資料1: 0 □"


@pytest.mark.parametrize("copies", [1, 7])
def test_where_no_material_has_the_usual_copies_the_largest_job_is_the_packet(copies: int) -> None:
    jobs = jobs_of(printable(1, copies=copies), printable(2, copies=copies), printable(3, copies=30))
    assert [job.name for job in jobs] == ["会議資料一式_印刷用", "会議資料一式_印刷用（資料3・30部）"]


orders = st.builds(
    dict, sides=st.sampled_from(Sides), separate=st.booleans(), copies=st.sampled_from([None, 1, 9]), colour=st.booleans()
)
packets = st.lists(st.tuples(st.lists(st.sampled_from(["A4", "A3", "B4"]), min_size=1, max_size=7), orders), max_size=6)


@given(packets)
def test_every_page_is_printed_once_in_order_and_every_sheet_begins_with_a_page(
    packet: list[tuple[list[str], dict[str, object]]],
) -> None:
    printables = [printable(number, " ".join(papers), **order) for number, (papers, order) in enumerate(packet, 1)]
    jobs = jobs_of(*printables)
    assert sorted(part.printable.id for job in jobs for part in job.parts) == [each.id for each in printables]
    for job in jobs:
        assert len({part.printable.material.print.copies for part in job.parts}) == 1
        for part in job.parts:
            papers = part.printable.papers
            assert [slot for slot in part.slots if slot is not None] == list(range(len(papers)))
            if job.sides is Sides.BOTH:
                assert part.first_page % 2 == 1 and len(part.slots) % 2 == 0
                for front, back in zip(part.slots[::2], part.slots[1::2], strict=True):
                    assert front is not None
                    assert back is None or papers[front] == papers[back]
                    assert back is None or part.printable.material.print.sides is Sides.BOTH
            else:
                assert None not in part.slots
