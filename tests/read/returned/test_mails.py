from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from email.message import EmailMessage
from email.parser import BytesParser
from email.policy import SMTP

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hostile import book_bytes
from kaigi_docs.findings import Severity
from kaigi_docs.model.returned import WITHIN
from kaigi_docs.read.returned.files import ReturnedFiles
from kaigi_docs.read.worker.mail_names import decoded, file_name, sent_at
from mail_files import SENT, XLSX, letter, outlook, outlook_streams, raw_letter, tnef, zipped

Read = Callable[[Mapping[str, bytes]], ReturnedFiles]
PLAIN = book_bytes()
SECOND = datetime(2022, 6, 1, 23, 30, tzinfo=UTC)


def other_book(text: str) -> bytes:
    return book_bytes(lambda book: book.active.append([text]))


def came(result: ReturnedFiles) -> dict[str, date | None]:
    """When each book of mails came, by its name after that of the mail."""
    return {book.file.rpartition(WITHIN)[2]: book.received for book in result.books}


def codes(result: ReturnedFiles) -> list[tuple[str, str, Severity]]:
    return [(each.where.file if each.where else "", each.code, each.severity) for each in result.findings]


@pytest.mark.parametrize("name", ["返信.eml", "返信.txt", "返信"])
def test_a_book_in_a_mail_has_the_day_on_which_it_was_sent_in_japan(returned: Read, name: str) -> None:
    result = returned({name: letter(("調査票_D07.xlsx", PLAIN)).as_bytes()})
    assert [(book.file, book.received) for book in result.books] == [(f"調査票/{name}＞調査票_D07.xlsx", date(2022, 6, 2))]
    assert result.findings == ()
    assert result.seen == 2


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("Wed, 01 Jun 2022 23:30:00 +0900", date(2022, 6, 1)),
        ("Wed, 01 Jun 2022 23:30:00 +0000", date(2022, 6, 2)),
        ("Wed, 01 Jun 2022 23:30:00 -0000", date(2022, 6, 2)),
        ("Wed, 01 Jun 2022 23:30:00", date(2022, 6, 1)),
        ("1 Jun 2022 08:00 GMT", date(2022, 6, 1)),
        ("Wed, 31 Feb 2022 10:00:00 +0900", None),
        ("Thu, 01 Jan 1970 00:00:00 +0000", None),
        ("Wed, 01 Jun 9999 23:30:00 -1200", None),
        ("令和４年６月１日", None),
        ("", None),
    ],
)
def test_a_day_is_that_in_japan_or_unknown(stated: str, day: date | None) -> None:
    moment = sent_at(stated)
    assert (moment.date() if moment is not None else None) == day


@pytest.mark.parametrize("sent", [None, "Wed, 31 Feb 2022 10:00:00 +0900"])
def test_a_mail_without_a_possible_date_is_read_and_told(returned: Read, sent: str | None) -> None:
    content = letter(("調査票.xlsx", PLAIN), sent=None).as_bytes()
    if sent is not None:
        content = f"Date: {sent}\r\n".encode() + content
    result = returned({"返信.eml": content})
    assert came(result) == {"調査票.xlsx": None}
    assert codes(result) == [("調査票/返信.eml", "mail-date", Severity.WARNING)]


JIS = b"=?ISO-2022-JP?B?GyRCRDQ6Okk8LSEbKEIueGxzeA==?="
NAMES = [
    (b'filename="' + "髙﨑①.xlsx".encode("cp932") + b'"', "髙﨑①.xlsx"),
    (b'filename="' + "髙﨑①.xlsx".encode() + b'"', "髙﨑①.xlsx"),
    (b"filename*=utf-8''%E8%AA%BF%E6%9F%BB%E7%A5%A8.xlsx", "調査票.xlsx"),
    (b"filename*0*=utf-8''%E8%AA%BF%E6%9F; filename*1*=%BB%E7%A5%A8.xlsx", "調査票.xlsx"),
    (b"filename*=iso-2022-jp''%1B%24B%7Cb%2D!%1B%28B.xlsx", "髙①.xlsx"),
    (b"filename*=shift_jis''%FB%FC.xlsx", "髙.xlsx"),
    (b'filename="' + JIS + b'"', "調査票①.xlsx"),
    (b'filename="=?utf-8?B?6Kq/5p8=?= =?utf-8?B?u+elqC54bHN4?="', "調査票.xlsx"),
    (b'filename="=?UTF-8?Q?=E8=AA=BF_1.xlsx?="', "調 1.xlsx"),
    (b'filename="a.xlsx"', "a.xlsx"),
]


@pytest.mark.parametrize(("parameter", "name"), NAMES)
@pytest.mark.parametrize("header", [b"Content-Disposition: attachment; ", b"Content-Disposition: attachment;\r\n\t"])
def test_names_of_attachments_are_read_as_japanese_programs_write_them(header: bytes, parameter: bytes, name: str) -> None:
    assert file_name(BytesParser().parsebytes(header + parameter + b"\r\n\r\n")) == name


def test_a_name_may_stand_in_the_content_type_only(returned: Read) -> None:
    content = raw_letter(b'Content-Type: application/octet-stream; name="' + "調査票.xlsx".encode("cp932") + b'"', PLAIN)
    assert came(returned({"返信.eml": content})) == {"調査票.xlsx": date(2022, 6, 2)}


def test_a_name_never_becomes_a_path(returned: Read) -> None:
    headers = b'Content-Type: application/x; name="../../evil\\a.xlsx"'
    assert list(came(returned({"返信.eml": raw_letter(headers, PLAIN)}))) == [".._.._evil_a.xlsx".replace("_", "＿")]


def test_pictures_of_signatures_are_notes_and_other_files_warnings(returned: Read) -> None:
    message = letter(("調査票.xlsx", PLAIN), ("紙.pdf", b"%PDF-1.7"), ("全部.zip", zipped({"a.pdf": b"%PDF-1.6"})))
    message.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="logo.png", disposition="inline", cid="<1>")
    result = returned({"返信.eml": message.as_bytes()})
    assert len(result.books) == 1
    assert codes(result) == [
        ("調査票/返信.eml＞logo.png", "file-not-book", Severity.NOTE),
        ("調査票/返信.eml＞全部.zip＞a.pdf", "file-not-book", Severity.WARNING),
        ("調査票/返信.eml＞紙.pdf", "file-not-book", Severity.WARNING),
    ]


@pytest.mark.parametrize("attachments", [(), (("紙.pdf", b"%PDF-1.7"),), (("本文.txt", b"memo"),)])
def test_a_mail_without_a_book_is_an_error(returned: Read, attachments: tuple[tuple[str, bytes], ...]) -> None:
    result = returned({"返信.eml": letter(*attachments).as_bytes()})
    assert ("調査票/返信.eml", "mail-empty", Severity.ERROR) in codes(result)
    assert "調査票/返信.eml" in result.refused


ANSWER_IN_BODY = "J001の評価は「おおむね実施できた」、会場を３か所に増やしました。"
GREETINGS = """みほん市こころの健康課　御中

いつもお世話になっております。
標記の件について、調査票を提出いたします。ご査収のほど、よろしくお願いいたします。

━━━━━━━━━━━━
みほん市こども家庭課　見本例子　内線2345
"""


def said(body: str, *attachments: tuple[str, bytes]) -> bytes:
    message = letter(*attachments)
    text = message.get_body()
    assert text is not None
    text.set_content(body)
    return message.as_bytes()


def bodies(result: ReturnedFiles) -> list[tuple[str, Severity]]:
    return [(name, severity) for name, code, severity in codes(result) if code == "mail-body"]


def test_what_a_mail_says_itself_is_shown_as_a_note_only_where_a_book_came(returned: Read) -> None:
    result = returned(
        {
            "届いた.eml": said(ANSWER_IN_BODY, ("調査票.xlsx", PLAIN)),
            "返信.eml": said(ANSWER_IN_BODY),
            "鍵.eml": said(ANSWER_IN_BODY, ("a.xlsx", b"PK")),
        }
    )
    assert bodies(result) == [
        ("調査票/届いた.eml", Severity.NOTE),
        ("調査票/返信.eml", Severity.WARNING),
        ("調査票/鍵.eml", Severity.WARNING),
    ]
    assert all(ANSWER_IN_BODY in each.message for each in result.findings if each.code == "mail-body")


@pytest.mark.parametrize("repeated", ["", "\n-----Original Message-----\nFrom: kokoro\n\n評価を記入してください。"])
def test_greetings_and_what_a_mail_repeats_are_no_answers(returned: Read, repeated: str) -> None:
    assert bodies(returned({"挨拶.eml": said(GREETINGS + repeated, ("調査票.xlsx", PLAIN))})) == []


def test_what_a_mail_without_words_of_its_own_passes_on_is_shown(returned: Read) -> None:
    result = returned({"転送.eml": said(f"-----Original Message-----\nFrom: ka\n\n{ANSWER_IN_BODY}")})
    assert bodies(result) == [("調査票/転送.eml", Severity.WARNING)]


def test_books_in_archives_are_read_with_the_day_of_the_mail_around_them(returned: Read) -> None:
    archive = zipped({"こども家庭課/調査票.xlsx": PLAIN, "返信.eml": letter(("内.xlsx", other_book("内"))).as_bytes()})
    result = returned({"返信.eml": letter(("全部.zip", archive), sent="Fri, 10 Jun 2022 09:00:00 +0900").as_bytes()})
    assert came(result) == {"こども家庭課＿調査票.xlsx": date(2022, 6, 10), "内.xlsx": date(2022, 6, 2)}
    assert codes(result) == []


def test_who_sent_a_mail_and_its_subject_are_known_also_within_archives_and_mails(returned: Read) -> None:
    inner = letter(("a.xlsx", b"PK"))
    inner.replace_header("From", "こども家庭課 <ka@mihon.example.jp>")
    outer = letter(within=(inner,))
    outer.replace_header("From", "kokoro@mihon.example.jp")
    senders = returned({"束.zip": zipped({"転送.eml": outer.as_bytes()}), "返信.msg": outlook()}).senders
    assert senders["調査票/束.zip＞転送.eml＞a.xlsx"] == ("こども家庭課 ka@mihon.example.jp", "調査票の回答")
    assert senders["調査票/束.zip＞転送.eml"][::2] == ("こども家庭課 ka@mihon.example.jp", " kokoro@mihon.example.jp")
    assert senders["調査票/返信.msg"] == (" ", "")


def test_a_forwarded_mail_counts_from_the_day_on_which_the_department_sent_it(returned: Read) -> None:
    inner = letter(("内.xlsx", PLAIN))
    outer = letter(("外.xlsx", other_book("外")), sent="Fri, 10 Jun 2022 09:00:00 +0900", within=(inner,))
    assert came(returned({"転送.eml": outer.as_bytes()})) == {"内.xlsx": date(2022, 6, 2), "外.xlsx": date(2022, 6, 10)}


def test_a_mail_saved_as_a_file_and_attached_is_opened(returned: Read) -> None:
    inner = letter(("内.xlsx", PLAIN)).as_bytes()
    outer = letter(("元のメール.eml", inner), sent="Fri, 10 Jun 2022 09:00:00 +0900")
    assert came(returned({"転送.eml": outer.as_bytes()})) == {"内.xlsx": date(2022, 6, 2)}


def test_attachments_of_one_name_are_told_apart(returned: Read) -> None:
    message = letter(("調査票.xlsx", PLAIN), ("調査票.xlsx", other_book("二つめ")))
    result = returned({"返信.eml": message.as_bytes()})
    assert [book.file for book in result.books] == ["調査票/返信.eml＞調査票.xlsx", "調査票/返信.eml＞調査票.xlsx (2)"]


def test_mails_of_outlook_and_mails_within_them_are_opened(returned: Read) -> None:
    inner = outlook_streams(("内.xlsx", other_book("内")), sent=datetime(2022, 6, 5, 1, 0, tzinfo=UTC), header_bytes=24)
    result = returned(
        {"返信.msg": outlook(("調査票①.xlsx", PLAIN), ("転送", inner)), "日付なし.msg": outlook(("b.xlsx", b"PK"), sent=None)}
    )
    assert came(result) == {"調査票①.xlsx": date(2022, 6, 2), "内.xlsx": date(2022, 6, 5)}
    assert [code for _, code, _ in codes(result)] == ["mail-date", "file-unreadable"]


def test_a_mail_of_outlook_in_an_internet_mail_is_opened(returned: Read) -> None:
    result = returned({"転送.eml": letter(("元.msg", outlook(("a.xlsx", PLAIN)))).as_bytes()})
    assert came(result) == {"a.xlsx": date(2022, 6, 2)}


def test_winmail_dat_is_opened_in_a_mail_and_alone(returned: Read) -> None:
    envelope = tnef(("髙①.xlsx".encode("cp932"), PLAIN))
    in_mail = returned({"返信.eml": letter(("winmail.dat", envelope)).as_bytes()})
    assert came(in_mail) == {"髙①.xlsx": date(2022, 6, 2)}


def test_winmail_dat_alone_has_no_date_and_no_fault(returned: Read) -> None:
    result = returned({"winmail.dat": tnef((b"a.xlsx", PLAIN))})
    assert came(result) == {"a.xlsx": None}
    assert result.findings == ()


@pytest.mark.parametrize("content", [b"\x78\x9f\x3e\x22\x01\x00\x02", tnef()])
def test_a_broken_envelope_is_one_finding(returned: Read, content: bytes) -> None:
    assert codes(returned({"winmail.dat": content})) == [("調査票/winmail.dat", "file-unreadable", Severity.ERROR)]


def test_a_mail_without_end_is_opened_to_a_limit(returned: Read) -> None:
    message = letter(("調査票.xlsx", PLAIN))
    for _ in range(8):
        message = letter(within=(message,))
    result = returned({"鎖.eml": message.as_bytes()})
    assert result.books == ()
    assert [code for _, code, _ in codes(result)] == ["mail-limit"]


def test_more_attachments_than_the_limit_are_told(returned: Read) -> None:
    message = letter(*((f"{number:03}.pdf", b"%PDF") for number in range(105)))
    assert "mail-limit" in {code for _, code, _ in codes(returned({"山.eml": message.as_bytes()}))}


def test_the_same_book_in_a_mail_and_in_the_folder_is_read_from_the_last_mail(returned: Read) -> None:
    first = letter(("調査票.xlsx", PLAIN))
    again = letter(("調査票.xlsx", PLAIN), sent="Fri, 10 Jun 2022 09:00:00 +0900")
    result = returned({"a.eml": first.as_bytes(), "b.eml": again.as_bytes(), "調査票.xlsx": PLAIN})
    assert [(book.file, book.received) for book in result.books] == [("調査票/b.eml＞調査票.xlsx", date(2022, 6, 10))]
    assert [(file, code) for file, code, _ in codes(result)] == [
        ("調査票/a.eml＞調査票.xlsx", "file-duplicate"),
        ("調査票/調査票.xlsx", "file-duplicate"),
    ]


@given(st.text(min_size=1, max_size=12).filter(lambda text: text.encode("cp932", "ignore").decode("cp932") == text))
@settings(max_examples=40, deadline=None)
def test_what_windows_can_write_is_read_from_iso_2022_jp(text: str) -> None:
    assert decoded(as_iso_2022_jp(text), "iso-2022-jp") == as_cp932(text)


def as_cp932(text: str) -> str:
    return text.replace("\x1b", "").encode("cp932").decode("cp932")


def as_iso_2022_jp(text: str) -> bytes:
    """As programs on Windows write it: characters of two bytes in Shift_JIS by row and column."""
    written = b""
    for character in text.replace("\x1b", ""):
        octets = character.encode("cp932")
        if len(octets) == 2:
            lead, trail = octets
            row = (lead - (0x81 if lead < 0xA0 else 0xC1)) * 2 + 0x21 + (trail >= 0x9F)
            column = trail - 0x7E if trail >= 0x9F else trail - (0x1F if trail < 0x7F else 0x20)
            written += b"\x1b$B" + bytes((row, column)) + b"\x1b(B"
        elif octets[0] >= 0xA1:
            written += b"\x1b(I" + bytes((octets[0] - 0x80,)) + b"\x1b(B"
        else:
            written += octets
    return written


def test_an_attachment_without_any_name_has_a_number(returned: Read) -> None:
    message = EmailMessage(policy=SMTP)
    message["From"], message["Date"] = "ka@mihon.example.jp", SENT
    message.set_content(PLAIN, maintype="application", subtype=XLSX)
    assert list(came(returned({"返信.eml": message.as_bytes()}))) == ["名前のない添付1"]
