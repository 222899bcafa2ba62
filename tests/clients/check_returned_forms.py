"""Forms that other programs filled in, flattened, printed and joined, read by kaigi: `make clients`.

Each program of `check_forms` fills in the form, every other one makes flat pages of it or joins it with another; then the form
is read. The table of docs/form-clients.md has a sign for a short text and one for a long text: ○ what was typed was read, 問 a
person is asked about a part of it, 紙 the file waits for a person as a whole, 誤 it is an error, 失 the program left nothing of a
text in the file (it put new values beside old pictures, and flattened these). Fails where anything was read wrong, or not at all,
and nobody is asked: ×.
"""

from __future__ import annotations

import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from check_forms import (
    CHOICE,
    FILLERS,
    FLATTENERS,
    LINE,
    MANY,
    ONE,
    TEXT,
    Flatten,
    Texts,
    attempt,
    flattened_by,
    inks_of,
    is_there,
    shown_texts,
    write_table,
)

from kaigi_docs.findings import Severity
from kaigi_docs.model.returned_forms import ReturnedForm
from kaigi_docs.read.forms.pdf import PdfReading
from pdf_answers import Desk, desk
from printed_forms import TWIN, fillable_form, form_map

DASHES = str.maketrans("〜−", "～－")
NOTHING = 0.01
SHORT = Texts(line="髙﨑　由起彦", long="髙﨑と①㈱～－を\n書きました。")
LONG = Texts(line="髙﨑　由起彦", long="髙﨑と①㈱～－を書きました。" * 60)
OTHER = "other.pdf"
AS_IT_IS = "そのまま"
RIGHT, ASKED, WAITS, TOLD, GONE, WRONG, NOT_TRIED = "○問紙誤失×－"
JOINERS = {
    "qpdf": ("qpdf", "--empty", "--pages", "IN", OTHER, "--", "OUT"),
    "pdfunite": ("pdfunite", "IN", OTHER, "OUT"),
    "pdftk": ("pdftk", "IN", OTHER, "cat", "output", "OUT"),
    "mutool": ("mutool", "merge", "-o", "OUT", "IN", OTHER),
}


@dataclass(frozen=True)
class Verdict:
    """What became of a form: a sign for the table, and what was read otherwise."""

    sign: str
    words: str = ""


def main() -> int:
    rows: dict[str, list[str]] = {}
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / OTHER).write_bytes(fillable_form(TWIN))
        office = desk(folder)
        for filler in (name for name, (program, _) in FILLERS.items() if is_there(program)):
            verdicts = [read_in_all_ways(office, filler, texts, folder) for texts in (SHORT, LONG)]
            rows[filler] = ["".join(each[way].sign for each in verdicts) for way in verdicts[0]]
    write_table("returned", ("ソフト", AS_IT_IS, *WAYS), rows)
    faults = sum(cell.count(WRONG) for row in rows.values() for cell in row)
    print(f"{faults} 件が、誰にも尋ねずに違って読まれました。" if faults else "違って読まれたものは、すべて人に尋ねます。")
    return 1 if faults else 0


def read_in_all_ways(office: Desk, filler: str, texts: Texts, folder: Path) -> dict[str, Verdict]:
    """What becomes of what a program filled in, as it is and in every way."""
    filled = attempt(lambda: FILLERS[filler][1](fillable_form(), texts, folder))
    found = {}
    for way, (tool, change) in {AS_IT_IS: ("", lambda content, _: content), **WAYS}.items():
        made = attempt(lambda: change(filled, folder)) if filled is not None and is_there(tool) else None  # noqa: B023
        found[way] = judged(office, made, texts) if made is not None else Verdict(NOT_TRIED)
        print(f"  {filler}、{len(texts.long)}字 {way}: {found[way].sign} {found[way].words}", flush=True)
    return found


def joined_by(*words: str) -> Flatten:
    """A program that puts another member's form behind one; OTHER stands for that form."""

    def join(content: bytes, folder: Path) -> bytes:
        return flattened_by(*(str(folder / OTHER) if word == OTHER else word for word in words))(content, folder)

    return join


WAYS: dict[str, tuple[str, Flatten]] = {
    **FLATTENERS,
    **{f"{name}（つなぐ）": (name, joined_by(*words)) for name, words in JOINERS.items()},
}


def judged(office: Desk, content: bytes, texts: Texts) -> Verdict:
    reading = office.read(content)
    forms = [each for each in reading.forms if each.identity is None or each.identity.member != TWIN.id]
    if not forms:
        return Verdict(WAITS if reading.unread or errors(reading) else WRONG)
    answers = {name: answer_of(forms[0], name, typed) for name, typed in wanted(texts).items()}
    gone = [name for name, answer in answers.items() if answer == "wrong" and is_gone(content, name)]
    answers |= dict.fromkeys(gone, "gone")
    is_told = bool(errors(reading) or reading.unread)
    words = " ".join([*(f"{name} {answer}" for name, answer in answers.items() if answer != "right"), *errors(reading)])
    if "wrong" in answers.values() and not is_told:
        return Verdict(WRONG, words)
    if gone:
        return Verdict(TOLD if is_told else GONE, words)
    return Verdict(ASKED if words or is_told else RIGHT, words)


def wanted(texts: Texts) -> dict[str, str]:
    return {LINE: texts.line, TEXT: texts.long, f"{ONE}/{CHOICE}": "", MANY: ""}


def answer_of(form: ReturnedForm, name: str, typed: str) -> str:
    """ "right", "asked" or "wrong"."""
    if name == LINE:
        asked = "asked" if any(each.where and each.where.label == "回答者氏名" for each in form.beside) else "wrong"
        return "right" if same(form.name.value, typed) else asked
    found = [each for each in form.values if each.field_id == name]
    if found and (same(found[0].text.value, typed) if typed else bool(found[0].marked)):
        return "asked" if found[0].doubts else "right"
    return "asked" if found and found[0].doubts else "wrong"


def is_gone(content: bytes, name: str) -> bool:
    """Whether the space is as empty on the page as on the blank form."""
    box = form_map().field(name)
    assert box is not None
    return not shown_texts(content, [box])[0].strip() and inks_of(content, [box])[0] < NOTHING


def same(read: str, typed: str) -> bool:
    """White space at the ends of lines does not count, as flat pages do not have it; nor which code a dash of one look has."""
    read, typed = (text.translate(DASHES) for text in (read, typed))
    return [line.strip() for line in read.splitlines()] == [line.strip() for line in typed.splitlines()]


def errors(reading: PdfReading) -> list[str]:
    return [each.code for each in reading.findings if each.severity is Severity.ERROR]


if __name__ == "__main__":
    sys.exit(main())
