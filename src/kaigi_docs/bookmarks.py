"""What things of a document are called in a Word file: answer spaces in forms, targets of links."""

from __future__ import annotations

import re
import zlib

FORM_BOOKMARK = "_Kaigi_"
LONGEST_BOOKMARK = 40  # characters that Word accepts
LONGEST_TAG = 64
_LETTERS = "A-Za-zぁ-ゖァ-ヺ一-鿿"
_PLAIN_ID = re.compile(f"[{_LETTERS}][{_LETTERS}0-9]*(?:/[{_LETTERS}0-9]+)*")
_OTHER_SIGN = re.compile(f"[^{_LETTERS}0-9]")


def bookmark_name(field_id: str) -> str:
    """The bookmark of an answer space, the same in every file: `Q1/choice/2` is Q1_choice_2.

    Names that Word would refuse (over 40 characters, other signs than letters and digits) are cut and end in a checksum, so that
    two ids keep two names.
    """
    return _name(field_id, LONGEST_BOOKMARK)


def anchor_name(anchor_id: str) -> str:
    """The bookmark of a link target; the leading low line hides it from Word's list of bookmarks."""
    return f"_{_name(anchor_id, LONGEST_BOOKMARK - 1)}"


def form_bookmark(form_id: str) -> str:
    """The hidden bookmark that names a form: `_Kaigi_` and its id with low lines for colons."""
    return f"{FORM_BOOKMARK}{form_id.replace(':', '_')}"


def form_id_in(name: str) -> str:
    """The id in the name of such a bookmark; "" in any other name."""
    return name.removeprefix(FORM_BOOKMARK).replace("_", ":") if name.startswith(FORM_BOOKMARK) else ""


def _name(element_id: str, longest: int) -> str:
    if _PLAIN_ID.fullmatch(element_id) and len(element_id) <= longest:
        return element_id.replace("/", "_")
    checksum = f"{zlib.crc32(element_id.encode('utf-8', 'replace')):08x}"
    stem = "F" + _OTHER_SIGN.sub("_", element_id)
    return f"{stem[: longest - len(checksum) - 1]}_{checksum}"


def tag_name(field_id: str) -> str:
    """The tag of an answer space's content control: its id, or where this is too long for Word its bookmark."""
    return field_id if len(field_id) <= LONGEST_TAG else bookmark_name(field_id)
