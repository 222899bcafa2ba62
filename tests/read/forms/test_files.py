"""回答/ as a whole: mails, archives and pictures; every file is an answer or a finding, and knows how it came."""

from __future__ import annotations

import io
import os
import sys
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from PIL import Image

from answer_forms import VERSION, form_map, form_meeting, word_form
from filled_words import edited, typed
from kaigi_docs.findings import Severity
from kaigi_docs.model.returned_forms import ReturnedForm
from kaigi_docs.read.forms.files import FormsRead, read_forms
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.sandbox import Sandbox
from mail_files import letter, outlook, raw_letter, tnef, zipped

Read = Callable[[Mapping[str, bytes]], FormsRead]
MEETING = form_meeting()
BLANK = word_form(MEETING)
OWN = word_form(MEETING, MEETING.members[1])
IN_JAPAN = datetime(2022, 6, 2, 8, 30)
"""Of `mail_files.SENT`."""
POSIX = pytest.mark.skipif(sys.platform != "linux", reason="names of Linux")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> KnownForms:
    path = tmp_path_factory.mktemp("forms") / f"{VERSION}.docx"
    path.write_bytes(BLANK)
    return KnownForms({VERSION: form_map(MEETING)}, {}, {VERSION: path}, frozenset((VERSION,)))


def answered(text: str) -> bytes:
    return edited(OWN, typed("Q1/text", text))


def picture(kind: str = "PNG", size: tuple[int, int] = (800, 1100), pages: int = 1) -> bytes:
    written = io.BytesIO()
    first, *others = (Image.new("L", size, 250 - page) for page in range(pages))
    further = {"save_all": True, "append_images": others} if others else {}
    first.save(written, kind, **further)
    return written.getvalue()


def reply(
    text: str, *attachments: tuple[str, bytes], sent: str = "Thu, 01 Sep 2022 10:00:00 +0900", html: str = ""
) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = "髙﨑　由起彦 <takasaki@mihon.example.jp>"
    message["Subject"], message["Date"] = "回答①について", sent
    message.set_content(text)
    if html:
        message.add_alternative(html, subtype="html")
    for name, content in attachments:
        message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
    return message


def texts(forms: tuple[ReturnedForm, ...]) -> list[str]:
    return [each.values[0].text.value for each in forms]


def codes(result: FormsRead) -> list[tuple[str, str]]:
    return [(each.where.file.rpartition("/")[2] if each.where else "", each.code) for each in result.findings]


def test_a_missing_folder_holds_nothing(tmp_path: Path, sandbox: Sandbox, known: KnownForms) -> None:
    result = read_forms(tmp_path, known, MEETING, sandbox)
    assert (result.forms, result.unread, result.findings, result.names) == ((), (), (), ())


def test_a_form_in_a_mail_knows_who_sent_it_and_when(answers: Read) -> None:
    (form,) = answers({"返信.eml": reply("お世話になっております。", ("回答書.docx", answered("一"))).as_bytes()}).forms
    assert form.where.file == "回答/返信.eml＞回答書.docx"
    assert form.arrival.received == datetime(2022, 9, 1, 10, 0)
    assert (form.arrival.sender, form.arrival.sender_name) == ("takasaki@mihon.example.jp", "髙﨑　由起彦")
    assert form.arrival.subject == "回答①について"
    assert form.beside == ()


def test_words_of_a_mail_beyond_a_greeting_stand_beside_its_form(answers: Read) -> None:
    words = "お世話になっております。\n議案第１号には条件があります。\n\n> 前の\n> メール"
    (form,) = answers({"返信.eml": reply(words, ("回答書.docx", answered("一"))).as_bytes()}).forms
    (beside,) = form.beside
    assert beside.value == "お世話になっております。\n議案第１号には条件があります。"
    assert beside.where is not None
    assert (beside.where.file, beside.where.label) == ("回答/返信.eml", "メールの本文")


def test_an_answer_in_the_mail_itself_waits_for_a_person(answers: Read) -> None:
    words = "意見はありません。賛成します。\n\n-----Original Message-----\nFrom: kokoro@mihon.example.jp\n回答をお願いします。"
    result = answers({"返信.eml": reply(words).as_bytes()})
    (unread,) = result.unread
    assert (unread.kind, unread.text) == ("メールの本文", "意見はありません。賛成します。")
    assert unread.arrival.received == datetime(2022, 9, 1, 10, 0)
    assert result.findings == ()


def test_words_of_an_html_mail_are_read_without_markup_and_quotations(answers: Read) -> None:
    html = (
        "<html><style>p{}</style><p>反対<b>です</b>。</p><p>理由は&lt;二つ&gt;。<br>以上</p><blockquote>前の</blockquote></html>"
    )
    (unread,) = answers({"返信.eml": reply("", html=html).as_bytes()}).unread
    assert unread.text == "反対です。\n理由は<二つ>。\n以上"


def test_a_mail_without_anything_is_an_error(answers: Read) -> None:
    assert codes(answers({"空.eml": reply("").as_bytes()})) == [("空.eml", "mail-empty")]


@pytest.mark.parametrize(
    "name",
    [
        b'filename="' + "髙﨑①.docx".encode("cp932") + b'"',
        b"filename*=iso-2022-jp''%1B%24B%7Cb%2D!%1B%28B.docx",
        b"filename*0*=utf-8''%E9%AB%99%E2; filename*1*=%91%A0.docx",
    ],
)
def test_names_of_attachments_are_japanese(answers: Read, name: bytes) -> None:
    headers = b"Content-Type: application/octet-stream\r\nContent-Disposition: attachment; " + name
    (form,) = answers({"返信.eml": raw_letter(headers, answered("一"))}).forms
    assert form.where.file.rpartition("＞")[2] in ("髙﨑①.docx", "髙①.docx")
    assert form.arrival.received == IN_JAPAN


def test_mails_of_outlook_envelopes_and_forwarded_mails_are_opened(answers: Read) -> None:
    inner = letter(("内.docx", answered("内")))
    result = answers(
        {
            "a.msg": outlook(("回答書.docx", answered("msg"))),
            "b.eml": letter(("winmail.dat", tnef(("封筒.docx".encode("cp932"), answered("tnef"))))).as_bytes(),
            "c.eml": reply("転送します。", sent="Sat, 10 Sep 2022 09:00:00 +0900").as_bytes(),
            "d.eml": letter(sent="Sat, 10 Sep 2022 09:00:00 +0900", within=(inner,)).as_bytes(),
        }
    )
    assert texts(result.forms) == ["msg", "tnef", "内"]
    assert {each.arrival.received for each in result.forms} == {IN_JAPAN}
    assert [each.where.file for each in result.unread] == ["回答/c.eml"]


def test_archives_within_archives_and_mails_are_opened_with_japanese_names(answers: Read) -> None:
    inner = zipped({"深い/回答書.docx": answered("深い")})
    outer = zipped({"回答①.docx": answered("浅い"), "中.zip": inner, "../../evil.docx": answered("外へ"), "__MACOSX/._a": b"x"})
    result = answers({"返信.eml": letter(("全部.zip", outer)).as_bytes()})
    files = {each.where.file.removeprefix("回答/返信.eml＞全部.zip＞"): each for each in result.forms}
    assert set(files) == {"中.zip＞深い＿回答書.docx", "回答①.docx", "..＿..＿evil.docx"}
    assert {each.arrival.received for each in result.forms} == {IN_JAPAN}


def test_names_in_archives_of_windows_and_of_macs_are_shown_as_text(answers: Read) -> None:
    name = "髙﨑①.docx"
    windows = zipped({"x" * len(name.encode("cp932")): answered("一")}).replace(
        b"x" * len(name.encode("cp932")), name.encode("cp932")
    )
    (form,) = answers({"w.zip": windows}).forms
    assert form.where.file == f"回答/w.zip＞{name}"


def test_locked_members_are_told_one_by_one_and_the_others_read(answers: Read) -> None:
    content = bytearray(zipped({"locked.docx": b"x" * 50, "open.docx": answered("開")}))
    content[content.rindex(b"locked.docx") - 46 + 8] |= 1
    result = answers({"a.zip": bytes(content)})
    assert texts(result.forms) == ["開"]
    assert ("a.zip＞locked.docx", "file-password") in codes(result)


def test_pictures_are_paper_answers_with_small_pictures_of_every_page(answers: Read) -> None:
    files = {f"{kind}.x": picture(kind) for kind in ("PNG", "JPEG", "BMP", "WEBP", "GIF")}
    result = answers({**files, "fax.tif": picture("TIFF", (1728, 2200), pages=3)})
    assert {each.kind for each in result.unread} == {"紙の回答"}
    assert [len(each.pictures) for each in result.unread] == [1, 1, 1, 1, 1, 3]
    shown = Image.open(io.BytesIO(result.unread[-1].pictures[2]))
    assert (shown.format, max(shown.size)) == ("PNG", 1000)
    assert all(len(each) < 150_000 for one in result.unread for each in one.pictures)


def test_a_small_picture_in_the_text_of_a_mail_is_no_answer_but_a_photo_is(answers: Read) -> None:
    message = reply("お世話になっております。写真で送ります。")
    for name, size in (("logo.png", (200, 60)), ("IMG_0001.png", (900, 1200))):
        message.add_attachment(
            picture(size=size), maintype="image", subtype="png", filename=name, disposition="inline", cid=f"<{name}>"
        )
    result = answers({"返信.eml": message.as_bytes()})
    assert [each.where.file for each in result.unread] == ["回答/返信.eml＞IMG_0001.png"]
    assert codes(result) == [("返信.eml＞logo.png", "picture-small")]
    assert result.findings[0].severity is Severity.NOTE


@pytest.mark.parametrize(
    ("name", "content", "word"),
    [
        ("回答.jtd", b"\0\1\2", "一太郎"),
        ("回答.xdw", b"\x60\x0e\x82\xe5" + bytes(50), "DocuWorks"),
        ("回答.heic", b"\0\0\0\x18ftypheic" + bytes(50), "JPEG"),
        ("回答.mp4", b"\0\0\0\x18ftypisom" + bytes(50), "動画"),
        ("回答.rtf", b"{\\rtf1 x}", "リッチテキスト"),
        ("回答.exe", b"MZ" + bytes(50), "開かずに"),
        ("回答.pages", zipped({"Index/Document.iwa": b"x"}), "Pages"),
        ("回答.html", b"<!DOCTYPE html><html><p>x</p></html>", "PDF"),
        ("回答.7z", b"7z\xbc\xaf\x27\x1c" + bytes(50), "zip"),
        ("回答.pptx", zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "PowerPoint"),
        ("空.docx", b"", "空"),
        ("半分.docx", BLANK[: len(BLANK) // 2], "壊れて"),
    ],
)
def test_what_cannot_be_read_is_one_error_that_says_what_to_ask_for(answers: Read, name: str, content: bytes, word: str) -> None:
    result = answers({name: content})
    (finding,) = result.findings
    assert finding.severity is Severity.ERROR
    assert finding.hint
    assert word in str(finding)
    assert result.refused == (f"回答/{name}",)


def test_other_files_beside_a_form_in_one_mail_are_warnings(answers: Read) -> None:
    others = (("案内.pptx", zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""})), ("回答.jtd", b"\0\1\2"))
    result = answers({"返信.eml": reply("", ("回答書.docx", answered("一")), *others).as_bytes(), "別.jtd": b"\0\1\3"})
    assert [(code, each.severity) for (_, code), each in zip(codes(result), result.findings, strict=True)] == [
        ("file-not-form", Severity.ERROR),
        ("file-not-form", Severity.WARNING),
        ("file-not-form", Severity.WARNING),
    ]
    assert result.refused == ("回答/別.jtd",)


@pytest.mark.parametrize(("stream", "word"), [("WordDocument", "Word"), ("EncryptedPackage", "パスワード")])
def test_old_and_locked_word_files_are_told_apart(answers: Read, stream: str, word: str) -> None:
    from mail_files import compound

    (finding,) = answers({"回答.doc": compound({(stream,): b"x"})}).findings
    assert word in str(finding)


def test_of_the_same_bytes_the_last_mail_that_was_not_late_is_read(answers: Read) -> None:
    content = answered("同じ")
    late = "Sat, 10 Sep 2022 09:00:00 +0900"
    assert MEETING.asking.deadline == date(2022, 9, 9)
    result = answers(
        {
            "a.eml": reply("", ("回答書.docx", content), sent="Thu, 01 Sep 2022 10:00:00 +0900").as_bytes(),
            "b.eml": reply("", ("回答書.docx", content), sent="Mon, 05 Sep 2022 10:00:00 +0900").as_bytes(),
            "c.eml": reply("", ("回答書.docx", content), sent=late).as_bytes(),
            "d.docx": content,
        }
    )
    assert [each.arrival.received for each in result.forms] == [datetime(2022, 9, 5, 10, 0)]
    assert {file for file, code in codes(result) if code == "file-duplicate"} == {
        *("a.eml＞回答書.docx", "c.eml＞回答書.docx", "d.docx"),
    }


def test_files_that_programs_leave_are_passed_over(answers: Read) -> None:
    result = answers(dict.fromkeys(("~$手入力.xlsx", "Thumbs.db", "sub/.DS_Store"), b"x") | {"sub/回答.docx": BLANK})
    assert len(result.forms) == 1
    assert {code for _, code in codes(result)} == {"file-lock", "file-passed-over"}


@POSIX
def test_names_are_shown_composed_and_without_signs_that_turn_or_move(answers: Read) -> None:
    names = (
        unicodedata.normalize("NFD", "ガ.docx"),
        "txt.\u202excod.docx",
        "a\x1b[31m.docx",
        os.fsdecode("髙.docx".encode("cp932")),
    )
    result = answers({name: answered(str(number)) for number, name in enumerate(names)})
    assert sorted(each.where.file for each in result.forms) == sorted(
        ["回答/ガ.docx", "回答/txt.＿xcod.docx", "回答/a＿[31m.docx", "回答/髙.docx"]
    )


def test_pictures_in_a_word_file_are_answers_of_their_own(answers: Read) -> None:
    from filled_words import with_parts

    result = answers({"回答書.docx": with_parts(answered("一"), {"word/media/image1.png": picture()})})
    assert texts(result.forms) == ["一"]
    assert [each.where.file for each in result.unread] == ["回答/回答書.docx＞image1.png"]


def test_nothing_in_the_folder_is_changed(answers: Read, tmp_path: Path) -> None:
    files = {"a.docx": answered("一"), "b.zip": zipped({"c.docx": answered("二")}), "d.eml": reply("はい").as_bytes()}
    answers(files)
    assert {path.name: path.read_bytes() for path in (tmp_path / "回答").iterdir()} == files


def test_messages_name_files_and_never_what_was_answered(answers: Read) -> None:
    secret = "内密の意見"
    files = {
        "a.docx": answered(secret),
        "b.eml": reply(secret).as_bytes(),
        "c.txt": secret.encode(),
        "d.csv": f"a,b\n{secret},1".encode(),
    }
    steps = [str(each) for each in answers(files).findings]
    assert steps
    assert not any(secret in step for step in steps)


def test_a_file_without_a_trace_would_be_seen() -> None:
    lost = FormsRead(forms=(), unread=(), findings=(), names=("回答/a", "回答/b.zip", "回答/b.zip＞c"), refused=())
    assert lost.unaccounted == ("回答/a", "回答/b.zip＞c")
