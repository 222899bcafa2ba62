"""Large attachments taken out of a mail before it is parsed: the parser looks at every line, 27,000 of a form of 1.5 MB."""

from __future__ import annotations

import re
from email.message import Message
from email.parser import BytesParser

_LINES = re.compile(rb"^(?:[A-Za-z0-9+/]{60,76}+\r?\n)++", re.MULTILINE)
"""Full lines of base64; possessive, so that each byte is looked at once. Neither a field nor a boundary looks like them."""
_LONG_BYTES = 30_000


def parsed_mail(content: bytes) -> Message:
    """The mail as the parser of the standard library reads it.

    Its older policy leaves fields as they stand: names are decoded by `mail_names`, which knows Windows' Japanese.
    """
    blocks: list[str] = []
    mark = _unused_mark(content)

    def take(match: re.Match[bytes]) -> bytes:
        if match.end() - match.start() < _LONG_BYTES:
            return match[0]
        blocks.append(match[0].decode("ascii"))
        return b"%s%d.\n" % (mark, len(blocks) - 1)

    message = BytesParser().parsebytes(_LINES.sub(take, content))
    if blocks:
        _put_back(message, re.compile(rf"{mark.decode('ascii')}(\d+)\.\r?\n"), blocks)
    return message


def _unused_mark(content: bytes) -> bytes:
    """What no line of the mail begins with."""
    number = 0
    while b"kaigi%d-" % number in content:
        number += 1
    return b"kaigi%d-" % number


def _put_back(message: Message, mark: re.Pattern[str], blocks: list[str]) -> None:
    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = part.get_payload()
        if isinstance(payload, list):
            waiting += [each for each in payload if isinstance(each, Message)]
        elif isinstance(payload, str):
            part.set_payload(mark.sub(lambda found: blocks[int(found[1])], payload))
