"""Photos and scans of answer forms: kept as paper answers, with a picture of each page for who types them in."""

from __future__ import annotations

import base64
from dataclasses import dataclass

from kaigi_docs.findings import Finding, Findings
from kaigi_docs.model.returned_forms import UnreadAnswer
from kaigi_docs.read.arrived.candidates import Candidate
from kaigi_docs.read.sandbox import Sandbox

PAPER = "紙の回答"
_PICTURES, _LONGEST = 12, 1000
_SMALL_SIDE, _SMALL_LONG_SIDE = 300, 600
_FAULTS = {
    "damaged": ("file-unreadable", "画像が壊れているか、対応していない書き方です。", "送り直してもらってください。"),
    "large": (
        "file-too-large",
        "画像の画素かページが多すぎるので、開いていません。",
        "小さくして保存し直すか、手入力.xlsx に入力してください。",
    ),
}


@dataclass(frozen=True, slots=True)
class PictureReading:
    """What a picture gave: an answer for a person to read, or a finding that says why not."""

    unread: tuple[UnreadAnswer, ...] = ()
    findings: tuple[Finding, ...] = ()


def read_picture(each: Candidate, sandbox: Sandbox) -> PictureReading:
    """The pages of a photo or scan as a paper answer.

    Codes: those of the sandbox, file-unreadable, file-too-large (errors), picture-small (a note: what a mail shows in its text
    and is too small for a page, as signatures have it), picture-pages (a warning: pages without a picture).

    Args:
        each: the file.
        sandbox: where it is opened.
    """
    answer = sandbox.call("picture", each.path, shown_as=each.shown, max_pictures=_PICTURES, longest=_LONGEST)
    if isinstance(answer, Finding):
        return PictureReading(findings=(answer,))
    findings = Findings()
    if "fault" in answer:
        code, message, hint = _FAULTS[answer["fault"]]
        findings.error(code, each.where, message, hint)
        return PictureReading(findings=tuple(findings))
    sides = sorted((answer["width"], answer["height"]))
    if each.inline and (sides[0] < _SMALL_SIDE or sides[1] < _SMALL_LONG_SIDE):
        message = "メールの文中の小さな画像です。署名などとみて、回答としては扱っていません。"
        findings.note("picture-small", each.where, message, "回答が写っているときは、手入力.xlsx に入力してください。")
        return PictureReading(findings=tuple(findings))
    if answer["pages"] > _PICTURES:
        message = f"{answer['pages']}ページあります。要確認.xlsx に載せるのは{_PICTURES}ページまでです。"
        findings.warn("picture-pages", each.where, message, "残りは、元のファイルを開いて読んでください。")
    pictures = tuple(map(base64.b64decode, answer["pictures"]))
    return PictureReading((_unread(each, pictures),), tuple(findings))


def _unread(each: Candidate, pictures: tuple[bytes, ...]) -> UnreadAnswer:
    return UnreadAnswer(
        id=each.sha256[:12],
        where=each.where,
        kind=PAPER,
        why="写真やスキャンなので、書かれたことを人が読んで手入力.xlsx に入力します。",
        pictures=pictures,
        arrival=each.arrival,
    )
