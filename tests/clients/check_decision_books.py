"""Books of what came back, looked at by other programs: `make clients`.

Microsoft's Open XML SDK must find 要確認, 修正, the merged 施策一覧, 提出状況 and 前年差分 valid. 要確認 is answered, saved anew
by LibreOffice, and takes further rows after that: the answer must still be there, and the book still be valid.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from check_clients import invalid_parts, run
from check_status_sheets import convert

from collected_answers import collected_from, read_meeting
from decision_rows import QuestionsBook, question
from earlier_answers import asked_sample
from kaigi_docs.decision_books import add_questions, start_corrections
from kaigi_docs.declarations.collected_book import collected_book
from kaigi_docs.declarations.differences_book import differences_book
from kaigi_docs.declarations.submission_book import submission_book
from kaigi_docs.model.decisions import NOTHING_DECIDED, QuestionKind
from kaigi_docs.read.decisions import read_decisions
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.render.xlsx.book import render_book

FIRST, SECOND = question("一", QuestionKind.DEPARTMENT), question("二", QuestionKind.RECEIPT)
ANSWER = "地域福祉課"


def check(scratch: Path) -> Iterator[str]:
    with Sandbox() as sandbox:
        yield from check_secretariat(scratch)
        yield from check_decisions(scratch, sandbox)


def check_secretariat(scratch: Path) -> Iterator[str]:
    meeting, measures = read_meeting(asked_sample())
    collected = collected_from(meeting, measures)
    for make in (collected_book, submission_book, differences_book):
        path = scratch / f"{make.__name__}.xlsx"
        path.write_bytes(render_book(make(collected, meeting)))
        yield from invalid_parts(path)


def check_decisions(scratch: Path, sandbox: Sandbox) -> Iterator[str]:
    add_questions(scratch, [FIRST], NOTHING_DECIDED, sandbox)
    start_corrections(scratch, ())
    book = QuestionsBook(scratch)
    book.answer(FIRST, ANSWER)
    book.save()
    book.path.write_bytes(convert(book.path, "xlsx", scratch / "saved").read_bytes())
    count, findings = add_questions(scratch, [FIRST, SECOND], NOTHING_DECIDED, sandbox)
    decisions, _ = read_decisions(scratch, sandbox, (), ())
    print(f"  要確認: 足した行 {count}、答え {decisions.answer(FIRST.id)}")
    if count != 1 or findings.has_errors or decisions.answer(FIRST.id) != ANSWER:
        yield "要確認.xlsx: LibreOffice で保存したブックに書き足せないか、答えが失われました。"
    for path in sorted((scratch / "判断").glob("*.xlsx")):
        yield from invalid_parts(path)


if __name__ == "__main__":
    sys.exit(run(check, "回収のブック"))
