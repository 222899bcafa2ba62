"""Whose form it is: by id, by name, by decision, and never by a silent guess."""

from __future__ import annotations

import pytest

from kaigi_docs.model.responses import Standing
from kaigi_docs.model.returned_forms import Arrival, ReturnedForm, Way
from kaigi_docs.model.text import Text
from returned_forms import IN_TIME, MEMBERS, a_form, asked, codes, collated, state_of


def unsigned(name: str = "", organisation: str = "", **changed: object) -> ReturnedForm:
    """A form without any id."""
    return a_form(None, identity=None, name=name, organisation=Text(organisation), **changed)


def test_a_personal_form_belongs_to_its_member_without_any_question() -> None:
    result = collated(a_form("C02", name="髙橋　二子", prefilled_name="髙橋　二子"))
    assert [each.member_id for each in result.counting] == ["C02"]
    assert not asked(result) and not codes(result)
    assert state_of(result, "C02") == "回収" and state_of(result, "C01") == "未回収"


@pytest.mark.parametrize("typed", ["高橋二子", "髙橋", "", "髙橋　二子 様"])
def test_other_spellings_of_the_own_name_are_the_member(typed: str) -> None:
    assert [each.member_id for each in collated(a_form("C02", name=typed)).counting] == ["C02"]


@pytest.mark.parametrize(
    ("name", "organisation", "member_id", "code"),
    [
        ("高橋二子", "", "C02", "member-by-name"),
        ("アオヤマ イチロウ", "", "C01", "member-by-name"),
        ("佐藤　四穂", "公募", "C04", "member-by-name"),
        ("田中三男", "みほん保育園", "C05", "member-by-name"),
        ("石川前子", "", "C02", "member-former"),
        ("林　代介", "", "C03", "member-proxy"),
    ],
)
def test_without_an_id_an_exact_name_counts_and_is_told(name: str, organisation: str, member_id: str, code: str) -> None:
    result = collated(unsigned(name, organisation))
    assert [each.member_id for each in result.counting] == [member_id]
    assert codes(result) == [code]
    assert result.counting[0].by_proxy is (code == "member-proxy")


@pytest.mark.parametrize(
    ("name", "organisation", "proposal"),
    [
        ("田中三男", "", ""),  # two members have that name
        ("中村", "", "C06 中村　六美"),
        ("中村六実", "", "C06 中村　六美"),
        ("", "みほん商工会", ""),
        ("青山一郎", "みほん保育園", "C01 青山　一郎"),  # the 所属 of another member only
    ],
)
def test_anything_weaker_is_asked_and_waits(name: str, organisation: str, proposal: str) -> None:
    result = collated(unsigned(name, organisation))
    assert [each.standing for each in result.responses] == [Standing.UNKNOWN]
    assert codes(result) == ["member-unknown"]
    (question,) = result.questions
    assert question.proposal == proposal
    assert question.choices[0] == "C01 青山　一郎" and question.choices[-1] == "使わない"


def test_the_sender_of_a_mail_is_a_proposal_only() -> None:
    arrival = Arrival(received=IN_TIME, sender="m@example.jp", sender_name="中村 六美")
    result = collated(unsigned(arrival=arrival))
    assert result.questions[0].proposal == "C06 中村　六美" and not result.counting


def test_the_member_that_was_chosen_gets_the_form() -> None:
    result = collated(unsigned("だれか"), decided={"委員": "C04 渡辺　四穂"})
    assert [each.member_id for each in result.counting] == ["C04"]
    refused = collated(unsigned("だれか"), decided={"委員": "使わない"})
    assert [each.standing for each in refused.responses] == [Standing.REFUSED]


def test_another_members_name_on_a_personal_form_is_asked_and_proposed() -> None:
    result = collated(a_form("C02", name="中村六美", prefilled_name="髙橋　二子"))
    assert not result.counting and codes(result) == ["member-other-name"]
    assert result.questions[0].proposal == "C06 中村　六美"
    chosen = collated(a_form("C02", name="中村六美"), decided={"委員": "C06 中村　六美"})
    assert [each.member_id for each in chosen.counting] == ["C06"]


@pytest.mark.parametrize("typed", ["中村　六美", ""])
def test_the_printed_name_of_another_member_is_asked_about_also_where_nobody_touched_it(typed: str) -> None:
    renumbered = a_form("C02", name=typed, prefilled_name="中村　六美")
    result = collated(renumbered)
    assert codes(result) == ["member-other-name"] and not result.counting
    assert result.questions[0].proposal == "C06 中村　六美" and "印刷されています" in result.questions[0].found
    assert state_of(result, "C02") == "確認待ち" and state_of(result, "C06") == "確認待ち"


@pytest.mark.parametrize("typed", ["小川　旧子", ""])
def test_a_printed_name_that_nobody_of_the_roster_has_is_asked_about(typed: str) -> None:
    result = collated(a_form("C02", name=typed, prefilled_name="小川　旧子"))
    assert codes(result) == ["proxy-unknown"] and state_of(result, "C02") == "確認待ち"


@pytest.mark.parametrize(
    ("bearer", "printed", "code"),
    [
        ("C02", "高橋二子", []),
        ("C04", "佐藤　四穂", []),
        ("C04", "佐藤", []),
        ("C02", "石川　前子", ["member-former"]),
        ("C03", "林　代介", ["member-proxy"]),
        ("C02", "髙橋", []),
    ],
)
def test_a_printed_name_that_the_seat_has_or_had_is_not_asked_about(bearer: str, printed: str, code: list[str]) -> None:
    result = collated(a_form(bearer, name=printed, prefilled_name=printed))
    assert [each.member_id for each in result.counting] == [bearer] and codes(result) == code and not asked(result)


def test_a_name_that_was_written_over_the_printed_one_tells() -> None:
    result = collated(a_form("C02", name="髙橋　二子", prefilled_name="小川　旧子"))
    assert [each.member_id for each in result.counting] == ["C02"] and not asked(result)


def test_two_members_who_swapped_their_forms_are_both_asked_about() -> None:
    swapped = (a_form("C02", name="中村六美"), a_form("C06", name="高橋二子"))
    assert asked(collated(*swapped)) == ["委員", "委員"]


@pytest.mark.parametrize(
    ("decided", "standing", "by_proxy"),
    [
        ("", Standing.WAITING, False),
        ("代理の回答として数える", Standing.COUNTS, True),
        ("委員本人の回答として数える", Standing.COUNTS, False),
        ("使わない", Standing.REFUSED, False),
    ],
)
def test_an_unknown_name_on_a_personal_form_is_asked(decided: str, standing: Standing, by_proxy: bool) -> None:
    result = collated(a_form("C06", name="山本　係長"), decided={"代理の回答": decided} if decided else {})
    (response,) = result.responses
    assert (response.member_id, response.standing, response.by_proxy) == ("C06", standing, by_proxy)


def test_a_listed_proxy_and_a_former_member_answer_for_the_seat() -> None:
    result = collated(a_form("C03", name="林代介"), a_form("C02", name="石川前子"))
    assert [(each.member_id, each.by_proxy) for each in result.counting] == [("C02", False), ("C03", True)]
    assert codes(result) == ["member-former", "member-proxy"]


def test_what_was_typed_in_belongs_to_the_member_that_it_names() -> None:
    result = collated(unsigned(member_id="ｃ０５　田中三男", way=Way.HAND))
    assert [each.member_id for each in result.counting] == ["C05"]
    assert asked(collated(unsigned(member_id="C99", way=Way.HAND))) == ["委員"]


def test_a_forged_id_waits_for_a_decision_and_is_shown_at_its_member() -> None:
    forged = a_form("C02", key="ほかの鍵")
    result = collated(forged)
    assert codes(result) == ["form-id-wrong"] and not result.counting
    assert state_of(result, "C02") == "確認待ち"
    assert [each.member_id for each in collated(forged, decided={"様式": "使う"}).counting] == ["C02"]
    assert state_of(collated(forged, decided={"様式": "使わない"}), "C02") == "未回収"


def test_where_every_id_is_wrong_the_key_is_asked_about_and_no_form_is_called_forged() -> None:
    forms = [a_form(each, key="前の鍵") for each in ("C01", "C02", "C03")]
    result = collated(*forms, a_form("C04", key=""))
    (question,) = result.questions
    assert str(question.where) == "会議設定.xlsx（様式鍵）" and "3通" in question.found
    assert [(each.code, each.severity.value) for each in result.findings] == [
        ("form-key-differs", "error"),
        *[("form-id-wrong", "note")] * 3,
    ]
    assert [state_of(result, each.id) for each in MEMBERS] == ["確認待ち"] * 3 + ["回収"] + ["未回収"] * 2
    unchecked = collated(*forms, decided={"様式": "番号を確かめずに使う"})
    assert [each.member_id for each in unchecked.counting] == ["C01", "C02", "C03"] and len(unchecked.questions) == 1
    refused = collated(*forms, decided={"様式": "使わない"})
    assert {each.standing for each in refused.responses} == {Standing.REFUSED}


@pytest.mark.parametrize("another", ["みほんの鍵", None])
def test_where_one_id_is_right_or_few_are_wrong_each_wrong_one_is_asked_about(another: str | None) -> None:
    forms = [a_form(each, key="前の鍵") for each in ("C01", "C02")]
    more = [a_form("C03", key=another), a_form("C05", key="前の鍵")] if another is not None else []
    result = collated(*forms, *more)
    assert set(codes(result)) == {"form-id-wrong"} and len(result.questions) == (3 if another else 2)


def test_without_a_key_nothing_is_called_forged() -> None:
    assert [each.member_id for each in collated(a_form("C02", key="")).counting] == ["C02"]


def test_a_form_of_another_meeting_waits_and_its_id_decides_nothing_here() -> None:
    foreign = a_form("C02", meeting_id="yoso", key="よその鍵")
    result = collated(foreign)
    assert [each.standing for each in result.responses] == [Standing.OTHER_MEETING]
    assert codes(result) == ["form-other-meeting"] and state_of(result, "C02") == "確認待ち"
    assert asked(collated(foreign, decided={"様式": "使う"})) == ["様式", "委員"]


def test_a_decision_that_is_none_of_the_choices_leaves_the_question_open() -> None:
    assert not collated(unsigned("だれか"), decided={"委員": "たぶん青山さん"}).counting
