"""Addresses on labels and envelopes: who gets one, what stands on it, and what is missing."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kaigi_docs.blocks import Document, Paper, Run, text_of
from kaigi_docs.findings import Location, Severity
from kaigi_docs.labels import Label
from kaigi_docs.materials.addresses import build_envelope, check_return, member_labels, return_labels
from kaigi_docs.model.meeting import Dispatch, HouseStyle, Meeting, Member, Route, Secretariat
from kaigi_docs.model.text import Text
from letter_meeting import context_of, letter_meeting


def typed(text: str, cell: str) -> Text:
    return Text(text, Location("会議設定.xlsx", "委員", cell))


HANAKO = Member(
    id="C01",
    organisation=typed("㈱ミホン精密", "C4"),
    post=typed("保健師", "D4"),
    name=typed("𠮷田　花子", "E4"),
    postal_code=typed("000-0001", "I4"),
    address=typed("みほん市湖畔三丁目０番", "J4"),
)


def meeting_of(*members: Member, **changes: object) -> Meeting:
    return letter_meeting(members=members, **changes)


def lines(label: Label) -> list[str]:
    return [text_of(block.runs) for block in label.lines]


def found(meeting: Meeting) -> list[tuple[str, Severity, str | None]]:
    return [(each.code, each.severity, each.where.cell if each.where else None) for each in member_labels(meeting)[1]]


def test_a_label_says_number_address_organisation_post_and_name_with_honorific() -> None:
    (label,), findings = member_labels(meeting_of(HANAKO))
    assert lines(label) == ["〒000-0001", "みほん市湖畔三丁目０番", "㈱ミホン精密", "保健師", "𠮷田　花子　様"]
    assert list(findings) == []


def test_every_text_of_a_label_knows_its_cell() -> None:
    (label,), _ = member_labels(meeting_of(HANAKO))
    sources = [run.source.cell if isinstance(run, Run) and run.source else None for block in label.lines for run in block.runs]
    assert sources == ["I4", "J4", "C4", "D4", "E4", None, None]


@pytest.mark.parametrize(("honorific", "shown"), [("殿", "𠮷田　花子　殿"), ("委員", "𠮷田　花子　委員"), ("", "𠮷田　花子")])
def test_the_honorific_is_the_offices(honorific: str, shown: str) -> None:
    (label,), _ = member_labels(meeting_of(HANAKO, style=HouseStyle(honorific=Text(honorific))))
    assert lines(label)[-1] == shown


def test_members_who_get_their_papers_another_way_have_no_label() -> None:
    others = [replace(HANAKO, id=f"C{number:02d}", sent_by=route) for number, route in enumerate(Route, 1)]
    labels, _ = member_labels(meeting_of(*others))
    assert [label.id for label in labels] == ["C01"]


def test_blank_lines_are_left_out_and_a_missing_address_or_number_is_a_warning_with_its_cell() -> None:
    bare = replace(HANAKO, postal_code=typed("", "I5"), address=typed("", "J5"), organisation=Text(""), post=Text(""))
    labels, _ = member_labels(meeting_of(HANAKO, bare))
    assert lines(labels[1]) == ["𠮷田　花子　様"]
    assert found(meeting_of(HANAKO, bare)) == [
        ("address-missing", Severity.WARNING, "J5"),
        ("postal-code-missing", Severity.WARNING, "I5"),
    ]


def test_a_missing_address_of_a_member_who_gets_papers_by_mail_is_nobodys_concern() -> None:
    assert found(meeting_of(HANAKO, replace(HANAKO, address=typed("", "J5"), sent_by=Route.MAIL))) == []


def test_where_no_address_is_written_at_all_there_are_no_labels_and_one_note() -> None:
    bare = replace(HANAKO, postal_code=Text(""), address=Text(""))
    labels, findings = member_labels(meeting_of(bare, replace(bare, id="C02")))
    assert labels == ()
    assert [(each.code, each.severity) for each in findings] == [("addresses-none", Severity.NOTE)]


@pytest.mark.parametrize("written", ["0000001", "〒000-0001", "〒０００－０００１", "000‐0001", "000ー0001"])
def test_a_postal_code_is_printed_in_one_form_however_it_was_typed(written: str) -> None:
    meeting = meeting_of(replace(HANAKO, postal_code=typed(written, "I4")))
    (label,), findings = member_labels(meeting)
    assert lines(label)[0] == "〒000-0001"
    assert list(findings) == []


def test_a_postal_code_of_another_form_is_printed_as_typed_and_is_a_warning() -> None:
    meeting = meeting_of(replace(HANAKO, postal_code=typed("000-01", "I4")))
    assert lines(member_labels(meeting)[0][0])[0] == "〒000-01"
    assert found(meeting) == [("postal-code-form", Severity.WARNING, "I4")]


def test_the_office_gets_as_many_labels_as_answers_come_by_post() -> None:
    by_mail = replace(HANAKO, id="C02", answers_by=Route.MAIL)
    labels = return_labels(meeting_of(HANAKO, by_mail, replace(HANAKO, id="C03", sent_by=Route.INTERNAL)))
    assert [lines(label) for label in labels] == [["〒000-0000", "みほん市中央１丁目", "みほん市こころの健康課　行"]] * 2


def envelope_lines(document: Document) -> list[str]:
    return [text_of(block.runs) for block in document.blocks()]  # type: ignore[union-attr]


def test_the_envelope_has_the_offices_size_and_begins_a_line_at_each_space() -> None:
    office = Secretariat(
        name=Text("みほん市　福祉部　こころの健康課"), postal_code=Text("0000000"), address=Text("中央１丁目　本庁舎２階")
    )
    document = build_envelope(context_of(meeting_of(HANAKO, secretariat=office, dispatch=Dispatch(envelope=Paper.SQUARE_20))))
    assert [section.paper.sides_mm for section in document.sections] == [(229.0, 324.0)]
    assert envelope_lines(document) == ["〒000-0000", "中央１丁目\n本庁舎２階", "みほん市　福祉部\nこころの健康課　行"]


def test_an_office_without_address_is_told_that_there_is_no_envelope() -> None:
    meeting = meeting_of(HANAKO, secretariat=Secretariat(name=Text("事務局")))
    assert return_labels(meeting) == ()
    assert check_return(meeting).codes() == ["return-address-missing"]


def test_an_envelope_that_nothing_carries_is_a_warning() -> None:
    by_mail = replace(HANAKO, sent_by=Route.MAIL, where=Location("会議設定.xlsx", "委員", "A4"))
    (fault,) = check_return(meeting_of(by_mail))
    assert (fault.code, fault.severity, fault.where) == ("envelope-not-enclosed", Severity.WARNING, by_mail.where)
