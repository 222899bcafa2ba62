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
        block = match[0].rstrip(b"\r\n")
        blocks.append(block.decode("ascii"))
        # The end of the last line stays: it belongs to the boundary where one follows.
        return b"%s%d.%s" % (mark, len(blocks) - 1, match[0][len(block) :])

    message = BytesParser().parsebytes(_LINES.sub(take, content))
    if blocks:
        _put_back(message, re.compile(rf"{mark.decode('ascii')}(\d+)\."), blocks)
    return message


def _unused_mark(content: bytes) -> bytes:
    """What no line of the mail begins with."""
    number = 0
    while b"kaigi%d-" % number in content:
        number += 1
    return b"kaigi%d-" % number


def _put_back(message: Message, mark: re.Pattern[str], blocks: list[str]) -> None:
    def whole(text: str) -> str:
        return mark.sub(lambda found: blocks[int(found[1])], text)

    waiting = [message]
    while waiting:
        part = waiting.pop()
        payload = vars(part)["_payload"]  # get_payload() decodes letters, and text that was decoded cannot be put back
        if isinstance(payload, list):
            waiting += [each for each in payload if isinstance(each, Message)]
        elif isinstance(payload, str):
            vars(part)["_payload"] = whole(payload)
        part.preamble, part.epilogue = (text and whole(text) for text in (part.preamble, part.epilogue))
