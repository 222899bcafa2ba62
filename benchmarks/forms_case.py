"""Answer forms that came back as PDFs: `make FOLDER COUNT`, `ours FOLDER`, `pikepdf FOLDER`.

The forms are those of the tests, filled in with other words each time. `pikepdf` is one process that opens each file and walks
through the same fields: names, kinds, values, first values and states, and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ANSWERS, MAPS = "回答", "様式"
ANSWERED = 4


def make(folder: Path, count: int) -> None:
    """That many filled forms in 回答/; their map and the blank form in 様式/."""
    sys.path.insert(0, str(ROOT / "tests"))
    from kaigi_docs.model.form_map import form_map_tree
    from pdf_answers import filled
    from printed_forms import TWIN, fillable_form, form_map, printed_form

    (folder / ANSWERS).mkdir(parents=True)
    (folder / MAPS).mkdir()
    map_file = folder / MAPS / f"{form_map().version}.json"
    map_file.write_text(json.dumps(form_map_tree(form_map())), encoding="utf-8")
    map_file.with_suffix(".pdf").write_bytes(printed_form())
    form = fillable_form(TWIN)
    for number in range(count):
        text = f"意見{number}\n" + "長い文です。" * 40
        values = {"Q1/choice": "1", "Q1/text": text, "Q3/A04/choice": "2", "Q4/row/1/c4": "資料"}
        (folder / ANSWERS / f"{number:04}.pdf").write_bytes(filled(form, values))


def ours(folder: Path) -> None:
    """Reads all files through as many workers as there are cores."""
    from kaigi_docs.read.forms.known import read_known_forms
    from kaigi_docs.read.forms.pdf import PdfFile, read_pdf
    from kaigi_docs.read.sandbox import Sandbox, SandboxLimits

    known, _ = read_known_forms(folder, folder)
    workers = min(os.cpu_count() or 1, 4)
    with Sandbox(SandboxLimits(workers=workers)) as sandbox, tempfile.TemporaryDirectory() as scratch:
        sandbox.warm("form_fields")

        def read(path: Path) -> int:
            with path.open("rb") as stream:
                digest = hashlib.file_digest(stream, "sha256").hexdigest()
            (form,) = read_pdf(PdfFile(path, path.name, digest), known, "", sandbox, Path(scratch)).forms
            return len(form.values)

        with ThreadPoolExecutor(workers + 1) as threads:
            values = list(threads.map(read, sorted((folder / ANSWERS).iterdir())))
    assert set(values) == {ANSWERED}, set(values)


def alone(folder: Path) -> None:
    """Walks through the fields of all files with pikepdf alone."""
    import pikepdf

    for path in sorted((folder / ANSWERS).iterdir()):
        with pikepdf.open(path) as pdf:
            assert sum(_walked(field) for field in pdf.Root.AcroForm.Fields) >= ANSWERED


def _walked(field: object) -> bool:
    """Whether a field is filled in; everything that it says is read."""
    said = [str(field.get(key, "")) for key in ("/T", "/FT", "/V", "/DV", "/AS")]
    return bool([str(kid.get("/AS", "")) for kid in field.get("/Kids", ())] or said[2])


if __name__ == "__main__":
    name, place, *further = sys.argv[1:]
    if name == "make":
        make(Path(place), int(further[0]))
    else:
        {"ours": ours, "pikepdf": alone}[name](Path(place))
