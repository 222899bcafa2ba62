"""What somebody wrote in a mail, and what the mail repeats of an earlier one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser

from kaigi_docs.read.worker.mail_names import decoded
from kaigi_docs.read.worker.mail_parts import Part

_MOST_CHARACTERS = 30_000
_CUT = "\n…（長すぎるため、以下は読んでいません）"
_SEPARATOR = re.compile(
    r"""
    \s*[-_=＿ー－]{2,}\s*(?:original\ message|forwarded\ message|元のメッセージ|転送(?:された)?メッセージ|返信元メッセージ)
    |\s*(?:Begin\ forwarded\ message|転送されたメッセージ|以下、?転送)\s*[:：]
    |\s*_{20,}\s*$
    |\s*On\ .{6,120}\ wrote:\s*$
    |\s*\d{4}[年/.-]\s?\d{1,2}[月/.-]\s?\d{1,2}日?.{0,100}(?:[:：]|のメッセージ|さん(?:の)?(?:メール|メッセージ))\s*$
    """,
    re.VERBOSE | re.IGNORECASE,
)
_HEADS = re.compile(r"\s*[*>]*\s*(?:From|Sent|To|Cc|Date|Subject|差出人|送信者|送信日時|送信日|日時|宛先|件名)\*?\s*[:：]", re.I)
_FROM = re.compile(r"\s*\*?(?:From|差出人|送信者)\*?\s*[:：]", re.I)
_QUOTED_LINE = re.compile(r"\s{0,3}[>＞|]")
_BLOCKS = frozenset(
    ["p", "div", "br", "tr", "li", "h1", "h2", "h3", "h4", "h5", "h6", "table", "ul", "ol", "blockquote", "pre", "hr"]
)
_UNSEEN = frozenset(["script", "style", "head", "title"])


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a mail.

    Attributes:
        text: of its sender.
        quoted: repeated from an earlier mail, by a mark before each line or after a separator.
    """

    text: str = ""
    quoted: str = ""


def body_text(parts: Sequence[Part]) -> Body:
    """The words of a mail; of alternatives the plain text, where there is any."""
    plain = {each.group for each in parts if _is_plain(each) and each.group is not None and each.octets.strip()}
    shown = (each for each in parts if _is_plain(each) or each.group not in plain)
    return divided("\n".join(filter(None, map(_words, shown))))


def divided(text: str) -> Body:
    """The text parted into own words and repeated ones; longer ones are cut off, and say so."""
    own: list[str] = []
    quoted: list[str] = []
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for number, line in enumerate(lines):
        if _begins_quotation(lines, number):
            quoted += lines[number:]
            break
        (quoted if _QUOTED_LINE.match(line) else own).append(line)
    return Body(_limited(own), _limited(quoted))


def _begins_quotation(lines: Sequence[str], number: int) -> bool:
    """Whether everything from a line on is an earlier mail: a separator with something below it, or the fields of a mail."""
    line = lines[number]
    if _FROM.match(line):
        return sum(_HEADS.match(each) is not None for each in lines[number : number + 8]) >= 3
    if not _SEPARATOR.match(line):
        return False
    following = next((each for each in lines[number + 1 :] if each.strip()), "")
    # A date with a colon is a separator only where quoted lines follow: people write dates, too.
    return _QUOTED_LINE.match(following) is not None if line.lstrip()[:1].isdigit() else bool(following)


def _limited(lines: Iterable[str]) -> str:
    text = re.sub(r"\n{3,}", "\n\n", "\n".join(line.rstrip() for line in lines)).strip()
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + _CUT


def _is_plain(part: Part) -> bool:
    return part.message.get_content_type() == "text/plain"


def _words(part: Part) -> str:
    text = decoded(part.octets, part.message.get_content_charset("") or "")
    return text if _is_plain(part) else text_of_page(text)


def text_of_page(page: str) -> str:
    """The words of an HTML page, a line for each block; those of quotations with a mark before each line."""
    reader = _Page()
    reader.feed(page)
    reader.close()
    return reader.text


class _Page(HTMLParser):
    """Collects what a reader of the page sees."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._unseen = 0
        self._quoting = 0

    @property
    def text(self) -> str:
        return "\n".join(line.strip(" \t") for line in self._lines)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self._quoting += tag == "blockquote"
        if tag in _BLOCKS:
            self._break()

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self._quoting = max(0, self._quoting - (tag == "blockquote"))
        if tag in _BLOCKS and tag != "br":
            self._break()

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self._lines[-1] += re.sub(r"[ \t\r\n\xa0]+", " ", data)

    def _break(self) -> None:
        if self._lines[-1].strip() not in ("", ">"):
            self._lines.append("")
        self._lines[-1] = "> " if self._quoting else ""
