"""`build` puts an empty 手入力.xlsx into 回答/, once for each form version; a book that is there is never touched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from kaigi_docs.assembly import Assembled
from kaigi_docs.declarations.hand_entry import ANSWERS_FOLDER, HAND_ENTRY, hand_entry_book
from kaigi_docs.findings import Findings, Location
from kaigi_docs.forms import form_map_of
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.model.meeting import Member
from kaigi_docs.outputs.alone import write_new
from kaigi_docs.read.folder import MeetingInputs
from kaigi_docs.read.hand_entry import HandEntries
from kaigi_docs.render.xlsx.book import render_book


def add_hand_entry(inputs: MeetingInputs, assembled: Assembled, there: HandEntries) -> Findings:
    """Writes a book for the forms of a packet that no book has a sheet for; nothing while the packet is a draft.

    Args:
        inputs: the meeting.
        assembled: its packet on pages.
        there: the books of 手入力 in the folder.
    """
    if inputs.meeting.is_draft:
        return Findings()
    parts = zip(assembled.materials, assembled.plain, strict=True)
    forms = [
        form_map_of(material, pages, inputs.meeting, inputs.packet.measures)
        for material, pages in parts
        if any(page.fields for page in pages.pages)
    ]
    return start_hand_entry(inputs.directory, forms, inputs.meeting.members, there)


def start_hand_entry(directory: Path, forms: Sequence[FormMap], members: Sequence[Member], there: HandEntries) -> Findings:
    """Writes a book for the forms that no book has a sheet for; says so where there is one for other questions.

    A second book gets the name of the round or a number behind 手入力: rows that were typed for former questions stay readable.
    Where a book cannot be read nobody knows what it is for, and nothing is written.

    Codes: hand-entry-again (a note: questions have changed), hand-entry-not-written (a warning).

    Args:
        directory: the meeting folder.
        forms: of the present round, in order.
        members: in the order of the roster.
        there: the books of 手入力 in the folder.
    """
    findings = Findings()
    missing = [form for form in forms if form.version not in there.versions]
    if not missing:
        return findings
    if there.unreadable:
        where = Location(f"{ANSWERS_FOLDER}/{there.unreadable[0]}")
        message = "読めないので、どの回答書の手入力用のブックなのかわかりません。新しいブックは作っていません。"
        findings.warn("hand-entry-not-written", where, message, "開けるように直すか、別の場所に移してください。")
        return findings
    path = _free_path(directory, missing[0].round_id, there)
    try:
        write_new(path, render_book(hand_entry_book(missing, members)))
    except OSError as reason:
        message = f"手入力用のブックを書けませんでした（{reason.strerror or reason}）。"
        findings.warn("hand-entry-not-written", _shown(path), message, "フォルダに書き込めるようにしてください。")
        return findings
    if there.names:
        titles = "、".join(f"「{form.title}」" for form in missing)
        message = f"前の手入力用のブック（{'、'.join(there.names)}）には今の{titles}の欄がないので、新しいブックを作りました。"
        hint = (
            "これからの回答は新しいブックに入力してください。前のブックは、入力した行があれば残し、なければ消してかまいません。"
        )
        findings.note("hand-entry-again", _shown(path), message, hint)
    return findings


def _shown(path: Path) -> Location:
    return Location(f"{ANSWERS_FOLDER}/{path.name}")


def _free_path(directory: Path, round_id: str, there: HandEntries) -> Path:
    """The first name that no book has: 手入力, 手入力（表決）, 手入力（表決２） …"""
    taken = {name.casefold() for name in there.names}
    return next(
        path
        for name in _names(round_id)
        if (path := directory / ANSWERS_FOLDER / name).name.casefold() not in taken and not path.exists()
    )


def _names(round_id: str) -> Iterator[str]:
    yield f"{HAND_ENTRY}.xlsx"
    named = "".join(sign for sign in round_id if sign.isalnum())
    if named:
        yield f"{HAND_ENTRY}（{named}）.xlsx"
    yield from (f"{HAND_ENTRY}（{named}{number}）.xlsx" for number in count(2))
