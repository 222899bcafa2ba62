"""Ids of forms: what is printed is read back, and a copy that somebody altered is told from ours."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kaigi_docs.model.form_identity import (
    NEUTRAL,
    Genuineness,
    form_identity,
    identities_in,
    member_code,
    member_of,
    parse_identity,
)

KEY, VERSION = "MIHONKEYFORTESTSONLY234567", "66b9f51375c6"
ALPHANUMERIC = re.compile(r"[0-9A-Z $%*+\-./:]{1,35}")
NAMES = st.text(min_size=1, max_size=20)


@given(key=st.text(max_size=30), meeting=NAMES, version=NAMES, member=st.none() | NAMES, page=st.integers(0, 99))
def test_an_id_is_read_back_and_fits_a_qr_code_of_version_3(
    key: str, meeting: str, version: str, member: str | None, page: int
) -> None:
    identity = form_identity(key, meeting, version, member, page)
    assert parse_identity(identity.text) == identity
    assert ALPHANUMERIC.fullmatch(identity.text)
    assert identity.genuineness(key) is (Genuineness.GENUINE if key else Genuineness.UNSIGNED)


@given(st.data())
def test_an_id_with_one_character_changed_is_no_id_or_not_genuine(data: st.DataObject) -> None:
    text = form_identity(KEY, "mihon", VERSION, "C01", 2).text
    place = data.draw(st.integers(0, len(text) - 1))
    character = data.draw(st.sampled_from("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:").filter(lambda each: each != text[place]))
    changed = parse_identity(text[:place] + character + text[place + 1 :])
    assert changed is None or changed.genuineness(KEY) is Genuineness.WRONG


def test_an_id_of_another_key_is_wrong_and_without_a_key_nothing_is_called_forged() -> None:
    identity = form_identity(KEY, "mihon", VERSION, "C01")
    assert identity.genuineness("ANOTHERKEY") is Genuineness.WRONG
    assert identity.genuineness("") is Genuineness.UNSIGNED
    assert form_identity("", "mihon", VERSION, "C01").genuineness(KEY) is Genuineness.UNSIGNED


def test_every_page_has_an_id_of_its_own() -> None:
    assert len({form_identity(KEY, "mihon", VERSION, "C01", page).text for page in range(100)}) == 100


@pytest.mark.parametrize(
    "text",
    ["", "C01", "AAAAA:BBBBBBBB:C01:1", "AAAAA:BBBBBBBB:C01:1:CCCCCCC", "AAAAA:BBBBBBBB:C-01:1:CCCCCCCC", "12:34:56:78:90"],
)
def test_what_only_looks_like_an_id_is_none(text: str) -> None:
    assert parse_identity(text) is None


def test_ids_are_found_in_a_page_of_text_whatever_blanks_a_reader_puts_into_them() -> None:
    first, second = (form_identity(KEY, "mihon", VERSION, "C01", page) for page in (1, 2))
    assert identities_in(f"回答書 {first.text.lower()}\n2 / 2 {second.text.replace(':', ' : ')} {first.text}") == [first, second]


@given(st.lists(NAMES, min_size=1, max_size=8, unique=True))
def test_a_code_means_the_member_that_it_was_made_of(members: list[str]) -> None:
    codes = [member_code(each) for each in members]
    assert NEUTRAL not in codes
    assert member_of(NEUTRAL, members) is None
    assert [member_of(code, members) for code in codes] == [members[codes.index(code)] for code in codes]
