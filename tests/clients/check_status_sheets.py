"""Status sheets of the sample, filled in and saved by LibreOffice in every format that departments send back: `make clients`.

LibreOffice opens each sheet, types into its open cells, sorts nothing but moves the table: inserts a row and a column, renames
the tab, and saves as .xlsx, .ods and .xls. Every id of a row and every key of a column must come back, and every answer. The same
holds for a sheet that went back to its department with what it had typed, marks and notes, and is filled in once more.
Microsoft's Open XML SDK must find the sheets valid.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from check_clients import SECONDS, invalid_parts, run
from openpyxl import load_workbook

from earlier_answers import asked_sample
from kaigi_docs.declarations.status_book import asked_departments, department_book
from kaigi_docs.model.queries import notes_of, queries_of
from kaigi_docs.model.status_sheet import RowId, Stamp
from kaigi_docs.new import write_books
from kaigi_docs.read.folder import read_folder
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.render.xlsx.book import render_book
from kaigi_docs.request import request
from kaigi_docs.request_files import SHARED_BOOK
from kaigi_docs.sheets import Book, Cell, Column, Look, Sheet, SheetChart
from returned_answers import MEASURE_IDS, PLAN, RATING, REMARK, entered, submission

FORMATS = ("ods", "xls", "xlsx")
LOOKED_AT = 3
ANSWER = "=講座を年６回開き、延べ120人が参加した。"


def check(scratch: Path) -> Iterator[str]:
    write_books(scratch / "mihon", asked_sample())
    result = request(scratch / "mihon", out=scratch / "out")
    sheets = sorted(path for path in result.outputs if path.parent.name == "調査票")[:LOOKED_AT]
    for path in sheets:
        yield from invalid_parts(path)
    yield from invalid_parts(scratch / "out" / "照会" / "配布一覧.xlsx")
    yield from invalid_parts(shared(scratch))
    yield from invalid_parts(marked(scratch))
    again = sent_back(scratch)
    yield from invalid_parts(again)
    for path in sheets:
        yield from check_formats(path, scratch, ())
    typed = tuple(text for (_, key), text in entered().answers.items() if key in (RATING, PLAN, REMARK))
    yield from check_formats(again, scratch, typed)


def check_formats(path: Path, scratch: Path, typed: Sequence[str]) -> Iterator[str]:
    """What a sheet lost when it was filled in and saved in each format; `typed` are texts that stood in it before."""
    filled = fill(path, scratch / "filled")
    sent, keys = ids(path)
    for ending in FORMATS:
        saved = convert(convert(filled, ending, scratch / "saved"), "xlsx", scratch / f"from-{ending}")
        back, keys_back = ids(saved)
        texts = [cell.value for row in load_workbook(saved).worksheets[0].iter_rows() for cell in row]
        answers, kept = texts.count(ANSWER), sum(text in texts for text in typed)
        found = f"行ID {len(back & sent)}/{len(sent)}、列 {len(keys_back & keys)}/{len(keys)}、回答 {answers}"
        print(f"  {path.stem} {ending}: {found}、前に書いたもの {kept}/{len(typed)}")
        if back != sent or keys_back != keys or answers != len(sent) - 1 or kept != len(typed):
            yield f"{path.name}: {ending} で失われたものがあります。"


def shared(scratch: Path) -> Path:
    """One book with a sheet for each department."""
    return next(
        path for path in request(scratch / "mihon", out=scratch / "one", one_book=True).outputs if path.name == SHARED_BOOK
    )


def sent_back(scratch: Path) -> Path:
    """The sheet of a department of the sample with answers, marks and notes, as 確認依頼 sends it back."""
    with Sandbox() as sandbox:
        inputs, _ = read_folder(scratch / "mihon", sandbox)
    if inputs is None:
        raise RuntimeError("the sample cannot be read")
    measures = inputs.packet.measures
    asked = next(each for each in asked_departments(inputs.meeting, measures) if len(each.measures) >= len(MEASURE_IDS))
    own = dict(zip(MEASURE_IDS, (measure.id for measure in asked.measures), strict=False))
    notes = notes_of(queries_of(submission()), REMARK)
    back = replace(
        entered(),
        answers={(own[measure_id], key): text for (measure_id, key), text in entered().answers.items()},
        notes={(own.get(measure_id, ""), key): note for (measure_id, key), note in notes.items()},
    )
    path = scratch / f"確認依頼_{asked.department.id}.xlsx"
    path.write_bytes(render_book(department_book(asked, inputs.meeting, measures, back)))
    return path


def marked(scratch: Path) -> Path:
    """A sheet with a note and a chart, as those that go back to departments and the list of what is missing have them."""
    rows = tuple(
        tuple(Cell(value, number_format="0") for value in row) for row in (("課", "済", "未"), ("甲課", 3, 1), ("乙課", 0, 2))
    )
    asked = (Cell("ほぼ実施", Look.QUESTIONED, note="選択肢にありません。"),)
    chart = SheetChart(title="状況", anchor="E2", header_row=1, first_row=2, last_row=3, label_column=1, value_columns=(2, 3))
    sheet = Sheet("表", (Column(12),) * 3, (*rows, asked), header_row=1, protected=True, filter_columns=3, charts=(chart,))
    path = scratch / "marked.xlsx"
    path.write_bytes(render_book(Book("試し", (sheet,))))
    return path


def fill(path: Path, folder: Path) -> Path:
    """The sheet with an answer in each open cell of one column, a row and a column more, and another name on its tab."""
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    for row in sheet.iter_rows():
        if RowId.parse(str(row[0].value)) is not None and "answerer" not in str(row[0].value):
            first = next(cell for cell in row if not cell.protection.locked)
            first.value, first.data_type = ANSWER, "s"
    sheet.insert_rows(2)
    sheet.insert_cols(3)
    sheet.title = "回答（変更後）"
    folder.mkdir(exist_ok=True)
    workbook.save(folder / path.name)
    return folder / path.name


def ids(path: Path) -> tuple[set[str], set[str]]:
    """The sound ids of rows, and the keys of columns (all cells of the row that begins with the key of ids)."""
    cells = [[str(cell.value or "") for cell in row] for row in load_workbook(path).worksheets[0].iter_rows()]
    rows = {text for row in cells for text in row if RowId.parse(text) is not None}
    keys = {text for row in cells if "id" in row for text in row if text}
    return rows, keys | {str(stamp) for row in cells for text in row if (stamp := Stamp.parse(text)) is not None}


def convert(path: Path, ending: str, folder: Path) -> Path:
    """The file that LibreOffice saves in another format."""
    command = ["soffice", f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", ending, "--outdir", str(folder), str(path)]
    subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    return folder / f"{path.stem}.{ending}"


if __name__ == "__main__":
    sys.exit(run(check, "調査票"))
