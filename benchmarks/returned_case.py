"""Status sheets that came back: `make FOLDER COUNT`, `ours FOLDER`, `openpyxl FOLDER`, `whole FOLDER`.

The sheets are those of the sample's 26 departments, filled in, over and over with other figures, so that no two files are alike.
`openpyxl` is one process that reads every file with the same options as ours and walks through its cells, and nothing else.
"""

from __future__ import annotations

import os
import shutil
import sys
from itertools import cycle, islice
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ANSWER = {
    "前年度取組状況": "窓口での受付を続け、関係する課と情報を交換した。",
    "評価": "おおむね実施できた",
    "今年度予定": "受付の方法を広げる。",
}


def make(folder: Path, count: int) -> None:
    """A meeting folder with that many files in 調査票/."""
    sys.path.insert(0, str(ROOT / "tests"))
    from openpyxl import load_workbook

    from answering import fill, ids
    from earlier_answers import asked_sample
    from kaigi_docs.model.status_sheet import ANSWERER
    from kaigi_docs.new import write_books
    from kaigi_docs.request import request

    write_books(folder, asked_sample())
    request(folder, out=folder / "out")
    sent = sorted((folder / "out" / "照会" / "調査票").glob("*.xlsx"))
    (folder / "調査票").mkdir()
    for number, path in enumerate(islice(cycle(sent), count)):
        book = load_workbook(path)
        sheet = book["調査票"]
        subjects = [row_id.subject for _, row_id in ids(sheet) if row_id.subject != ANSWERER]
        answers = {each: {**ANSWER, "前年度取組状況": f"{ANSWER['前年度取組状況']}（{each}）"} for each in subjects}
        answers[subjects[0]]["remark"] = f"整理番号{number}"
        fill(sheet, answers)
        book.save(folder / "調査票" / f"{number:03}_{path.name}")
    shutil.rmtree(folder / "out")


def ours(folder: Path) -> None:
    """Reads all files into grids, through workers."""
    from kaigi_docs.read.returned.files import read_returned
    from kaigi_docs.read.sandbox import Sandbox, SandboxLimits

    with Sandbox(SandboxLimits(workers=min(os.cpu_count() or 1, 4))) as sandbox:
        found = read_returned(folder, sandbox)
    assert len(found.books) == len(list((folder / "調査票").iterdir()))


def alone(folder: Path) -> None:
    """Reads all files with openpyxl alone."""
    from openpyxl import load_workbook

    for path in sorted((folder / "調査票").iterdir()):
        for sheet in load_workbook(path, rich_text=True).worksheets:
            assert sum(cell.value is not None for cell in sheet._cells.values())


def whole(folder: Path) -> None:
    """All of `kaigi collect`."""
    from kaigi_docs.collect import collect

    collect(folder, out=folder.parent / f"{folder.name}-out")


if __name__ == "__main__":
    name, place, *further = sys.argv[1:]
    if name == "make":
        make(Path(place), int(further[0]))
    else:
        {"ours": ours, "openpyxl": alone, "whole": whole}[name](Path(place))
