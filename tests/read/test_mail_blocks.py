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


def told(mail: Message) -> list[object]:
    """Fields, texts and payloads of all parts, as text and as bytes."""
    return [
        (
            part.items(),
            part.preamble,
            part.epilogue,
            None if part.is_multipart() else part.get_payload(),
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


def test_words_of_eight_bits_beside_a_large_attachment_are_as_they_were() -> None:
    mail = letter(("大きい.pdf", LARGE))
    mail.get_body().set_content("議案に賛成です。", cte="8bit")  # type: ignore[union-attr]
    (words,) = (part for part in parsed_mail(mail.as_bytes()).walk() if part.get_content_type() == "text/plain")
    assert words.get_payload(decode=True) == "議案に賛成です。\r\n".encode()


@settings(max_examples=25)
@given(
    parts=st.lists(
        st.sampled_from(
            [
                *(b"From: a@example.jp\r\n", b"Content-Type: multipart/mixed; boundary=b\r\n", b"\r\n", b"--b\r\n", b"--b--\r\n"),
                *(b"Content-Transfer-Encoding: base64\n", b"kaigi0-0.\r\n", b"kaigi1-0.\n", b"a" * 76 + b"\r\n", b"a b\n"),
                *(base64.encodebytes(LARGE), base64.encodebytes(LARGE).replace(b"\n", b"\r\n"), "あ".encode("cp932")),
                *(base64.encodebytes(FULL_LINES), base64.encodebytes(FULL_LINES).replace(b"\n", b"\r\n")),
            ]
        ),
        max_size=12,
    )
)
def test_whatever_a_mail_is_like_it_is_parsed_as_by_the_parser_alone(parts: list[bytes]) -> None:
    content = b"".join(parts)
    assert told(parsed_mail(content)) == told(BytesParser().parsebytes(content))
