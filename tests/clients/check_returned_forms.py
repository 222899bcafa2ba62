"""Forms that other programs filled in, flattened, printed and joined, read by kaigi: `make clients`.

Each program of `check_forms` fills in the form, every other one makes flat pages of it or joins it with another; then the form is
read. Right: what was typed was read. Asked: it was read otherwise, and a person is asked. Waits: the file waits for a person as a
whole. Gone: the program left nothing of it in the file (it put new values beside old pictures, and flattened these). Fails where
anything was read wrong, or not at all, and nobody is asked.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
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
    Texts,
    attempt,
    flattened_by,
    inks_of,
    is_there,
    shown_texts,
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
JOINERS = {
    "qpdf": ("qpdf", "--empty", "--pages", "IN", OTHER, "--", "OUT"),
    "pdfunite": ("pdfunite", "IN", OTHER, "OUT"),
    "pdftk": ("pdftk", "IN", OTHER, "cat", "output", "OUT"),
    "mutool": ("mutool", "merge", "-o", "OUT", "IN", OTHER),
}


def main() -> int:
    faults = 0
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        (folder / OTHER).write_bytes(fillable_form(TWIN))
        office = desk(folder)
        for name, texts, content in files(folder):
            verdict = judged(office, content, texts)
            faults += verdict.startswith("WRONG")
            print(f"  {name}: {verdict}", flush=True)
    print(f"{faults} 件が、誰にも尋ねずに違って読まれました。" if faults else "違って読まれたものは、すべて人に尋ねます。")
    return 1 if faults else 0


def files(folder: Path) -> Iterator[tuple[str, Texts, bytes]]:
    """What came out of every way, with its name and what was typed."""
    for filler, (program, fill) in FILLERS.items():
        for size, texts in (("", SHORT), ("、長い文", LONG)):
            filled = attempt(lambda: fill(fillable_form(), texts, folder)) if is_there(program) else None  # noqa: B023
            if filled is None:
                continue
            yield f"{filler}{size}", texts, filled
            for flattener, (tool, flatten) in FLATTENERS.items():
                made = attempt(lambda: flatten(filled, folder)) if is_there(tool) else None  # noqa: B023
                if made is not None:
                    yield f"{filler}{size} → {flattener}", texts, made
            for joiner, words in JOINERS.items():
                join = flattened_by(*(str(folder / OTHER) if word == OTHER else word for word in words))
                made = attempt(lambda: join(filled, folder)) if is_there(joiner) else None  # noqa: B023
                if made is not None:
                    yield f"{filler}{size} ＋ {joiner}", texts, made


def judged(office: Desk, content: bytes, texts: Texts) -> str:
    reading = office.read(content)
    forms = [each for each in reading.forms if each.identity is None or each.identity.member != TWIN.id]
    if not forms:
        return "waits" if reading.unread or errors(reading) else "WRONG: nothing"
    answers = {name: answer_of(forms[0], name, typed) for name, typed in wanted(texts).items()}
    gone = [name for name, answer in answers.items() if answer == "wrong" and is_gone(content, name)]
    answers |= dict.fromkeys(gone, "gone")
    wrong = [name for name, answer in answers.items() if answer == "wrong"]
    if wrong and not errors(reading) and not reading.unread:
        return f"WRONG: {', '.join(wrong)}"
    told = [*errors(reading), *(["handwriting"] if reading.unread else [])]
    return " ".join([*(f"{name} {answer}" for name, answer in answers.items() if answer != "right"), *told]) or "right"


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
