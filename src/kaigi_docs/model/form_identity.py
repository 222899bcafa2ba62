"""The id that every answer form bears on every page: whose it is, of which meeting and version, and whether it is ours.

`MMMMM:VVVVVVVV:PPPPPP:NN:CCCCCCCC`: meeting, form version, member, page, and a code that only the key of the meeting gives
(HMAC-SHA256, RFC 2104, cut to 40 bits). At most 33 characters of the alphanumeric set of QR codes (ISO/IEC 18004, 7.3.4), so that
version 3 with error correction level H holds it. The code tells copied or altered forms, it keeps nothing secret.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

WHOLE_FORM = 0
"""The page of an id that stands for the form as a whole: in its hidden field, its properties and in Word."""

NEUTRAL = "0"
"""The member of a form that anybody may fill in."""

UNSIGNED = "0"
"""Stands in the place of the code where the meeting has no key."""

_MEETING, _VERSION, _MEMBER, _CODE_BYTES = 5, 8, 6, 5
_PLAIN_MEMBER = re.compile(r"[A-Z0-9]{1,6}")
_PATTERN = re.compile(r"([A-Z2-7]{5}):([A-Z2-7]{8}):([A-Z0-9]{1,6}):([0-9]{1,2}):([A-Z2-7]{8}|0)")


class Genuineness(StrEnum):
    """What the code of an id says."""

    GENUINE = "genuine"
    UNSIGNED = "unsigned"  # made without a key, or read without one: nothing can be said
    WRONG = "wrong"  # not made with this meeting's key, or altered


@dataclass(frozen=True, slots=True)
class FormIdentity:
    """An id as it stands on a form.

    Attributes:
        meeting: code of the meeting (`meeting_code`).
        version: code of the form version (`version_code`).
        member: code of the member (`member_code`), or NEUTRAL.
        page: of the form, from 1; WHOLE_FORM for the form as a whole.
        code: eight characters, or UNSIGNED.
    """

    meeting: str
    version: str
    member: str
    page: int
    code: str

    @property
    def text(self) -> str:
        """As it is printed and coded."""
        return f"{self._signed}:{self.code}"

    @property
    def _signed(self) -> str:
        return f"{self.meeting}:{self.version}:{self.member}:{self.page}"

    def genuineness(self, key: str) -> Genuineness:
        """Whether the code belongs to the rest.

        Args:
            key: 様式鍵 of the meeting; "" for none.
        """
        if not key or self.code == UNSIGNED:
            return Genuineness.UNSIGNED
        return Genuineness.GENUINE if hmac.compare_digest(self.code, _code(key, self._signed)) else Genuineness.WRONG


def form_identity(key: str, meeting_id: str, form_version: str, member_id: str | None, page: int = WHOLE_FORM) -> FormIdentity:
    """The id of one page of a form.

    Args:
        key: 様式鍵 of the meeting; "" for none, then the id is unsigned.
        meeting_id: id of the meeting.
        form_version: of the form (`layout.field.form_version`).
        member_id: whose form it is; None for the neutral one.
        page: from 1, at most 99; WHOLE_FORM for the form as a whole.
    """
    member = member_code(member_id) if member_id is not None else NEUTRAL
    unsigned = FormIdentity(meeting_code(meeting_id), version_code(form_version), member, page, UNSIGNED)
    if not key:
        return unsigned
    return FormIdentity(unsigned.meeting, unsigned.version, member, page, _code(key, unsigned._signed))


def parse_identity(text: str) -> FormIdentity | None:
    """The id that a text is, white space and case apart; None where it is none."""
    match = _PATTERN.fullmatch("".join(text.split()).upper())
    if match is None:
        return None
    meeting, version, member, page, code = match.groups()
    return FormIdentity(meeting, version, member, int(page), code)


def identities_in(text: str) -> list[FormIdentity]:
    """All ids that stand somewhere in a text, in order, each once."""
    squeezed = re.sub(r"\s*:\s*", ":", text.upper())
    found = (parse_identity(match.group()) for match in _PATTERN.finditer(squeezed))
    return list(dict.fromkeys(each for each in found if each is not None))


def meeting_code(meeting_id: str) -> str:
    """Five characters for a meeting."""
    return _short("meeting", meeting_id, _MEETING)


def version_code(form_version: str) -> str:
    """Eight characters for a form version; of a thousand versions two have the same once in two million cases."""
    return _short("version", form_version, _VERSION)


def member_code(member_id: str) -> str:
    """The id itself where it is short and plain, for instance C01; else six characters for it."""
    plain = _PLAIN_MEMBER.fullmatch(member_id) is not None and member_id != NEUTRAL
    return member_id if plain else _short("member", member_id, _MEMBER)


def member_of(code: str, member_ids: Iterable[str]) -> str | None:
    """The member whom a code means; None for the neutral form and for nobody of this meeting."""
    return next((each for each in member_ids if member_code(each) == code), None)


def _short(kind: str, value: str, length: int) -> str:
    digest = hashlib.sha256(f"{kind}\x1f{value}".encode("utf-8", "surrogatepass")).digest()
    return base64.b32encode(digest).decode("ascii")[:length]


def _code(key: str, signed: str) -> str:
    digest = hmac.new(key.encode("utf-8", "surrogatepass"), signed.encode("ascii"), hashlib.sha256).digest()
    return base64.b32encode(digest[:_CODE_BYTES]).decode("ascii")
