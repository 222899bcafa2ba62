"""Large attachments are taken out of mails before these are parsed, and put back: nothing else may change."""

from __future__ import annotations

import base64
from email.message import Message
from email.parser import BytesParser

from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.read.worker.mail_blocks import parsed_mail
from mail_files import letter

LARGE, FULL_LINES = bytes(range(256)) * 200, bytes(57 * 900)

PIECES = {
    "from": b"From: a@example.jp\r\n",
    "multipart": b"Content-Type: multipart/mixed; boundary=b\r\n",
    "base64": b"Content-Transfer-Encoding: base64\n",
    "utf-8": b"Content-Type: text/plain; charset=utf-8\n",
    "empty line": b"\r\n",
    "boundary": b"--b\r\n",
    "end": b"--b--\r\n",
    "mark": b"kaigi0-0.\r\n",
    "other mark": b"kaigi1-0.\n",
    "short run": b"a" * 76 + b"\r\n",
    "words": b"a b\n",
    "words in utf-8": "お世話に\n".encode(),
    "words in code page 932": "あ".encode("cp932"),
    "large": base64.encodebytes(LARGE),
    "large, of Windows": base64.encodebytes(LARGE).replace(b"\n", b"\r\n"),
    "full lines": base64.encodebytes(FULL_LINES),
    "full lines, of Windows": base64.encodebytes(FULL_LINES).replace(b"\n", b"\r\n"),
}


def told(mail: Message) -> list[object]:
    """Fields, texts and payloads of all parts, as they stand and decoded."""
    return [
        (
            part.items(),
            part.preamble,
            part.epilogue,
            [] if part.is_multipart() else part.get_payload(),
            part.get_payload(decode=True),
        )
        for part in mail.walk()
    ]


def test_a_large_attachment_comes_out_whole() -> None:
    mail = parsed_mail(
        letter(("大きい.pdf", LARGE), ("小さい.txt", b"kaigi0-0.\n"), ("又.pdf", LARGE[::-1]), ("満.pdf", FULL_LINES)).as_bytes()
    )
    contents = [part.get_payload(decode=True) for part in mail.walk() if part.get_filename()]
    assert contents == [LARGE, b"kaigi0-0.\n", LARGE[::-1], FULL_LINES]


def test_a_large_attachment_of_a_mail_within_a_mail_comes_out_whole() -> None:
    mail = parsed_mail(letter(within=(letter(("大きい.pdf", LARGE)),)).as_bytes())
    assert LARGE in [part.get_payload(decode=True) for part in mail.walk()]


def test_the_words_beside_a_large_attachment_are_read() -> None:
    mail = letter(("大きい.pdf", LARGE))
    words = [
        part.get_payload(decode=True) for part in parsed_mail(mail.as_bytes()).walk() if part.get_content_type() == "text/plain"
    ]
    assert words == ["お世話になっております。調査票を送ります。\r\n".encode()]


@settings(max_examples=25)
@given(names=st.lists(st.sampled_from(sorted(PIECES)), max_size=14))
def test_whatever_a_mail_is_like_it_is_parsed_as_by_the_parser_alone(names: list[str]) -> None:
    content = b"".join(PIECES[name] for name in names)
    assert told(parsed_mail(content)) == told(BytesParser().parsebytes(content))
