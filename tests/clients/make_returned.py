"""Writes tests/data/returned/: files that only LibreOffice can write here, of invented content: `make fixtures`.

A status sheet of the sample is filled in and saved as .xlsx, .ods and .xls; a small book with formulas, dates, an error and a
hidden sheet as .ods and .xls; the same small book with the password 「mihon」 as .xlsx, .ods and .xls. The files are checked in:
LibreOffice writes different bytes every time, so run it only when a status sheet has changed.

Passwords can only be set over UNO, which needs the Python that LibreOffice was built for (python3-uno); its path may be given
in KAIGI_UNO_PYTHON.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from check_status_sheets import convert
from openpyxl import Workbook, load_workbook

from earlier_answers import asked_sample
from kaigi_docs.declarations.status_sheet import AS_OF
from kaigi_docs.model.status_sheet import ANSWERER, RowId
from kaigi_docs.new import write_books
from kaigi_docs.request import request

FOLDER = Path(__file__).resolve().parents[1] / "data" / "returned"
PASSWORD = "mihon"
FILTERS = {"xlsx": "Calc MS Excel 2007 XML", "ods": "calc8", "xls": "MS Excel 97"}
SAVE = """
import sys, time, uno
from com.sun.star.beans import NamedValue, PropertyValue
pipe, source, password, *targets = sys.argv[1:]
resolver = uno.getComponentContext().ServiceManager.createInstance("com.sun.star.bridge.UnoUrlResolver")
for _ in range(100):
    try:
        context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
        break
    except Exception:
        time.sleep(0.2)
desktop = context.ServiceManager.createInstance("com.sun.star.frame.Desktop")
hidden = PropertyValue("Hidden", 0, True, 0)
book = desktop.loadComponentFromURL(source, "_blank", 0, (hidden,))
open_xml = uno.Any("[]com.sun.star.beans.NamedValue", (NamedValue("CryptoType", "Standard"), NamedValue("OOXPassword", password)))
for form, target in zip(targets[::2], targets[1::2]):
    locked = PropertyValue("EncryptionData", 0, open_xml, 0) if "2007" in form else PropertyValue("Password", 0, password, 0)
    book.storeToURL(target, (PropertyValue("FilterName", 0, form, 0), locked))
book.close(True)
desktop.terminate()
"""


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        small, filled = small_book(Path(scratch)), filled_sheet(Path(scratch))
        for path, endings in ((filled, ("xlsx", "ods", "xls")), (small, ("ods", "xls"))):
            for ending in endings:
                shutil.copy(convert(path, ending, Path(scratch) / "saved"), FOLDER / f"{path.stem}.{ending}")
        save_with_password(small, Path(scratch))
    print(*sorted(f"{path.name} {path.stat().st_size:,}" for path in FOLDER.iterdir()), sep="\n")


def filled_sheet(scratch: Path) -> Path:
    """A status sheet of middling length, each open cell filled in."""
    write_books(scratch / "mihon", asked_sample())
    outputs = request(scratch / "mihon", out=scratch / "out").outputs
    sheets = sorted((path for path in outputs if path.parent.name == "調査票"), key=lambda path: path.stat().st_size)
    workbook = load_workbook(sheets[len(sheets) // 2])
    sheet = workbook.worksheets[0]
    keys: dict[int, str] = {}
    for row in sheet.iter_rows():
        texts = {cell.column: str(cell.value) for cell in row if cell.value}
        keys = texts if {"id", AS_OF} & set(texts.values()) else keys
        row_id = RowId.parse(texts.get(1, ""))
        for cell in row if row_id is not None else ():
            if not cell.protection.locked:
                cell.value, cell.data_type = answer(row_id, keys.get(cell.column, ""))
    path = scratch / "status_sheet.xlsx"
    workbook.save(path)
    return path


def answer(row: RowId, key: str) -> tuple[object, str]:
    """What is typed, and openpyxl's name of its type."""
    if row.subject == ANSWERER:
        return (date(2022, 6, 1), "d") if key == AS_OF else ("髙﨑 見本", "s")
    texts = {"value/評価": "おおむね実施できた", "unchanged": None, "remark": "①㈱みほん商事と共催"}
    return texts.get(key, f"=講座を年６回開き、延べ120人が参加した。\n{row.subject}"), "s"


def small_book(scratch: Path) -> Path:
    """Formulas, dates, times, truth values, an error, a merged range, a far text and a hidden sheet."""
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "件数"
    rows = (
        ("事業", "件数", "受付"),
        ("相談", 12, date(2022, 9, 5)),
        ("講座", 1.5, None),
        ("計", "=B2+B3", '=A2&"ほか"'),
        ("誤", "=1/0", True),
    )
    for row in rows:
        sheet.append(row)
    sheet["A7"] = "結合"
    sheet.merge_cells("A7:C8")
    sheet["F10"] = "=合計ではない"
    sheet["F10"].data_type = "s"
    hidden = workbook.create_sheet("控え")
    hidden["A1"] = "隠したシート"
    hidden.sheet_state = "hidden"
    path = scratch / "small_book.xlsx"
    workbook.save(path)
    return path


def save_with_password(path: Path, scratch: Path) -> None:
    targets = [text for ending, form in FILTERS.items() for text in (form, (FOLDER / f"password.{ending}").as_uri())]
    pipe = f"kaigi{os.getpid()}"
    office = [
        "soffice",
        f"-env:UserInstallation={(scratch / 'profile').as_uri()}",
        "--headless",
        f"--accept=pipe,name={pipe};urp;",
    ]
    with subprocess.Popen(office) as running:
        python = os.environ.get("KAIGI_UNO_PYTHON", "/usr/bin/python3")
        subprocess.run([python, "-c", SAVE, pipe, path.as_uri(), PASSWORD, *targets], check=True, timeout=120)
        running.wait(60)


if __name__ == "__main__":
    main()
