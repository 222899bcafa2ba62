"""What 200 members sent back: `make FOLDER`, `ours FOLDER`, `whole FOLDER`.

120 PDFs with fields, 20 flattened ones, 40 Word forms and 20 mails that bring a PDF; the forms are those that `kaigi build`
wrote for the members of an invented meeting, filled in with other words each time. `ours` reads them, `whole` is
all of `kaigi collate`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FIELDS, FLAT, WORD, MAILS = 120, 20, 40, 20
MEMBERS = FIELDS + FLAT + WORD + MAILS
OUT = "out"


def make(folder: Path) -> None:
    """A meeting folder with their answers in 回答/, and what `build` wrote beside it."""
    sys.path.insert(0, str(ROOT / "tests"))
    from conftest import SMALL
    from kaigi_docs.new import write_books
    from kaigi_docs.packet import build

    members = [
        {"委員ID": f"C{number:03}", "氏名": f"見本　{number:03}号", "団体": f"みほん第{number}団体"} for number in range(MEMBERS)
    ]
    write_books(folder, {**SMALL, "委員": members})
    build(folder, out=folder.with_name(OUT))
    forms = folder.with_name(OUT) / "回答書"
    (folder / "回答").mkdir(exist_ok=True)
    for number, (name, content) in enumerate(answers(forms)):
        (folder / "回答" / f"{number:03}{name}").write_bytes(content)


def answers(forms: Path) -> Iterator[tuple[str, bytes]]:
    """Ending and content of every answer."""
    from filled_words import edited, ticked, typed
    from mail_files import letter
    from pdf_answers import filled, flattened, fonts_read_once, shown

    with fonts_read_once():
        for number in range(MEMBERS):
            text = f"意見{number}です。\n会場をもっと近くしてほしい。"
            (form,) = forms.glob(f"*_C{number:03}_*.{'docx' if FIELDS + FLAT <= number < MEMBERS - MAILS else 'pdf'}")
            blank = form.read_bytes()
            values = {"Q1/choice": "1", "Q1/text": text, "Q2/choice": "2"}
            if number < FIELDS:
                yield ".pdf", filled(blank, values)
            elif number < FIELDS + FLAT:
                named = {name: f"/{value}" if "choice" in name else value for name, value in values.items()}
                yield ".pdf", flattened(shown(blank, named))
            elif number < MEMBERS - MAILS:
                yield ".docx", edited(blank, ticked("Q1/choice/1"), typed("Q1/text", text), ticked("Q2/choice/2"))
            else:
                yield ".eml", letter(("回答書.pdf", filled(blank, values))).as_bytes()


def ours(folder: Path) -> None:
    """Reads all files, through as many workers as there are cores."""
    from kaigi_docs.read.folder import read_folder
    from kaigi_docs.read.forms.files import read_forms
    from kaigi_docs.read.forms.known import read_known_forms
    from kaigi_docs.read.sandbox import Sandbox, SandboxLimits

    with Sandbox(SandboxLimits(workers=min(os.cpu_count() or 1, 4))) as sandbox:
        sandbox.warm("book", "form_fields")
        inputs, _ = read_folder(folder, sandbox, for_inquiry=True)
        assert inputs is not None
        known, _ = read_known_forms(folder, folder.with_name(OUT))
        found = read_forms(folder, known, inputs.meeting, sandbox)
    assert [len(each.values) for each in found.forms] == [3] * MEMBERS
    assert not any(value.doubts for each in found.forms for value in each.values)


def whole(folder: Path) -> None:
    """All of `kaigi collate`."""
    from kaigi_docs.collate import collate

    result = collate(folder, out=folder.with_name(OUT))
    assert result.collation is not None and len(result.collation.counting) == MEMBERS


if __name__ == "__main__":
    name, place = sys.argv[1:]
    {"make": make, "ours": ours, "whole": whole}[name](Path(place))
