"""The fillable 回答書 in the hands of other programs: `make clients`.

Each program that is there fills in the form, or makes flat pages of a filled one; then it is looked at whether the value is right
and whether a reader sees it. The result is the table in docs/form-clients.md, which is written anew.

Value right: /V of the field is what was typed, with 𠮷. Shown right: with the fields made part of the page (pdfium), the text in
the space is what was typed, and the box has a tick that the blank form has not. Text is judged by the characters that its glyphs
stand for, not by their look, and without 𠮷, for which the form brings no glyph.
"""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
from check_clients import TOOLS

from kaigi_docs.layout.page import PT_PER_MM
from kaigi_docs.model.form_map import FormField
from make_form_font import CUT
from pdf_answers import clicked, set_by_pypdfform
from printed_forms import fillable_form, form_map

PAGE = Path(__file__).resolve().parents[2] / "docs/form-clients.md"
MODULES = ("pdf-lib@1.17.1", "@pdf-lib/fontkit@1.1.1", "pdfjs-dist@5.6.205")
LINE, TEXT, ONE, MANY = "head/name", "Q1/text", "Q1/choice", "Q2/choice/2"
TWIN = "𠮷"
"""Beyond code page 932 and the BMP: asked for in values, left out where pictures are looked at."""
NAME = "髙﨑・𠮷田と①㈱～－"
LONG = "髙﨑と①㈱～－を\n書きました。𠮷田\n" * 110
CHOICE = "1"
TICKED = 0.03
"""Share of a box that a tick darkens at least (docs/form-clients.md: an empty one 0.000, a ticked one 0.17 and more)."""
RIGHT, LOST, TWIN_LOST, GONE = "○", "×", "△", "–"
Made = TypeVar("Made")
KINDS = ("一行の欄", "何行も書く欄", "ひとつ選ぶ□", "いくつも選ぶ□")


@dataclass(frozen=True)
class Answer:
    """What a program made of one field: signs for value and picture."""

    value: str
    shown: str

    def __str__(self) -> str:
        return self.value + self.shown


@dataclass(frozen=True)
class Texts:
    """What is typed."""

    line: str = NAME
    long: str = LONG

    def without_twin(self) -> Texts:
        return Texts(self.line.replace(TWIN, "吉"), self.long.replace(TWIN, "吉"))


Fill = Callable[[bytes, Texts, Path], bytes]
Flatten = Callable[[bytes, Path], bytes]


def main() -> int:
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        fillers = {name: fill for name, (program, fill) in FILLERS.items() if is_there(program)}
        rows = {name: filled_answers(fill, folder) for name, fill in fillers.items()}
        best = next(name for name in ("pdf-lib", "pdftk-java", "pikepdf（qpdf）") if name in rows)
        filled = fillers[best](fillable_form(), Texts().without_twin(), folder)
        flatteners = {name: flatten for name, (program, flatten) in FLATTENERS.items() if is_there(program)}
        rows |= {name: flat_answers(flatten, filled, folder) for name, flatten in flatteners.items()}
    absent = [name for name in (*FILLERS, *FLATTENERS) if name not in rows]
    write_table("table", ("ソフト", *KINDS), {name: [*map(str, answers)] for name, answers in rows.items()})
    for name, answers in rows.items():
        print(f"  {name}: {' '.join(map(str, answers))}")
    for name in absent:
        print(f"  {name}: 入っていないので試していません")
    lost = [name for name, answers in rows.items() if any(each.value == LOST for each in answers)]
    print(f"値が失われたソフト: {'、'.join(lost)}" if lost else "どのソフトでも、書いた値はそのまま残りました。")
    return 1 if lost else 0


def is_there(program: str) -> bool:
    if program == "node":
        return shutil.which("node") is not None and shutil.which("npm") is not None
    return not program or shutil.which(program) is not None


def filled_answers(fill: Fill, folder: Path) -> list[Answer]:
    """For each kind of field: whether the value is what was typed, and whether it is seen (without 𠮷)."""
    values = attempt(lambda: values_of(fill(fillable_form(), Texts(), folder)))
    made = attempt(lambda: fill(fillable_form(), Texts().without_twin(), folder))
    return [Answer(*pair) for pair in zip(value_signs(values or {}), shown_signs(made), strict=True)]


def flat_answers(flatten: Flatten, filled: bytes, folder: Path) -> list[Answer]:
    """The same of pages that a program made of a filled form; they have no fields any more."""
    return [Answer(GONE, shown) for shown in shown_signs(attempt(lambda: flatten(filled, folder)))]


def attempt(make: Callable[[], Made]) -> Made | None:
    """What is made; None where the program gives up, which is printed."""
    try:
        return make()
    except (subprocess.SubprocessError, OSError, RuntimeError, ValueError, KeyError) as error:
        print(f"  （{type(error).__name__}: {str(error)[:200]}）")
        return None


def value_signs(values: Mapping[str, str]) -> list[str]:
    wanted = ((LINE, NAME), (TEXT, LONG), (ONE, CHOICE), (MANY, "1"))
    return [value_sign(values.get(name, ""), typed) for name, typed in wanted]


def value_sign(value: str, typed: str) -> str:
    """Ends of lines and of the text do not count; a value in which 𠮷 alone has changed is told."""
    if lines_of(value) == lines_of(typed):
        return RIGHT
    spoiled = re.escape("\n".join(lines_of(typed))).replace(TWIN, ".{1,2}")
    return TWIN_LOST if re.fullmatch(spoiled, "\n".join(lines_of(value))) else LOST


def shown_signs(made: bytes | None) -> list[str]:
    if made is None:
        return [LOST] * len(KINDS)
    boxes = {each.id: each for each in form_map().fields}
    typed = Texts().without_twin()
    texts = shown_texts(made, [boxes[LINE], boxes[TEXT]])
    inks = inks_of(made, [boxes[f"{ONE}/{CHOICE}"], boxes[MANY]])
    seen = [is_shown(shown, text) for text, shown in zip((typed.line, typed.long), texts, strict=True)]
    return [RIGHT if each else LOST for each in (*seen, *(ink >= TICKED for ink in inks))]


def lines_of(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")


def is_shown(shown: str, typed: str) -> bool:
    """Whether a space begins with what was typed; a long text goes on outside of it."""
    wanted = "".join(typed.split())[:40]
    return "".join(shown.split())[: len(wanted)] == wanted


def values_of(made: bytes) -> dict[str, str]:
    with pikepdf.open(io.BytesIO(made)) as pdf:
        return {str(each.T): str(each.get("/V", "")).lstrip("/") for each in pdf.Root.AcroForm.Fields}  # type: ignore[union-attr]


def flat(made: bytes) -> pypdfium2.PdfDocument:
    """The file with its fields made part of the pages, as far as pdfium does that."""
    document = pypdfium2.PdfDocument(made)
    for number in range(len(document)):
        with closing(document[number]) as sheet:
            pdfium.FPDFPage_Flatten(sheet, pdfium.FLAT_PRINT)
    return document


def shown_texts(made: bytes, boxes: list[FormField]) -> list[str]:
    texts = []
    with closing(flat(made)) as document:
        for box in boxes:
            x, y, width, height = (length * PT_PER_MM for length in box.box_mm)
            with closing(document[box.page - 1]) as sheet, closing(sheet.get_textpage()) as text:
                top = sheet.get_height() - y
                texts.append(text.get_text_bounded(x - 1, top - height - 1, x + width + 1, top + 1))
    return texts


def inks_of(made: bytes, boxes: list[FormField]) -> list[float]:
    """How much darker each box is than in the blank form."""
    return [max(0.0, after - before) for after, before in zip(_inks(made, boxes), _inks(fillable_form(), boxes), strict=True)]


def _inks(made: bytes, boxes: list[FormField]) -> list[float]:
    scale, inks = 3.0, []
    with closing(flat(made)) as document:
        for box in boxes:
            x, y, width, height = (length * PT_PER_MM * scale for length in box.box_mm)
            with closing(document[box.page - 1]) as sheet:
                picture = (
                    sheet.render(scale=scale, grayscale=True).to_pil().crop((int(x), int(y), int(x + width), int(y + height)))
                )
            pixels = picture.tobytes()
            inks.append(sum(value < 128 for value in pixels) / len(pixels))
    return inks


# Programs that fill in


def filled_by_pikepdf(form: bytes, texts: Texts, folder: Path) -> bytes:
    wanted = {LINE: texts.line, TEXT: texts.long, ONE: pikepdf.Name(f"/{CHOICE}"), MANY: pikepdf.Name("/1")}
    with pikepdf.open(io.BytesIO(form)) as pdf:
        for field in pdf.acroform.fields:
            if field.fully_qualified_name in wanted:
                field.set_value(wanted[field.fully_qualified_name], need_appearance=False)
        return saved(pdf)


def filled_by_pypdf(form: bytes, texts: Texts, folder: Path) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(form))
    for sheet in writer.pages:
        values = {LINE: texts.line, TEXT: texts.long, ONE: f"/{CHOICE}", MANY: "/1"}
        writer.update_page_form_field_values(sheet, values, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def filled_by_pypdfform(form: bytes, texts: Texts, folder: Path) -> bytes:
    return set_by_pypdfform(form, form_map(), {LINE: texts.line, TEXT: texts.long, ONE: CHOICE, MANY: "1"})


def filled_by_pdfium(form: bytes, texts: Texts, folder: Path) -> bytes:
    """As Chrome and Edge without Adobe's engine: the caret is put into each space and the text pasted, boxes are clicked."""
    return clicked(form, form_map(), {LINE: texts.line, TEXT: texts.long, ONE: CHOICE, MANY: "1"})


def filled_in_node(program: str) -> Fill:
    def fill(form: bytes, texts: Texts, folder: Path) -> bytes:
        if not (TOOLS / "node_modules/pdfjs-dist").exists():
            subprocess.run(["npm", "install", "--no-audit", "--no-fund", "--prefix", TOOLS, *MODULES], check=True)
        source, values, filled = folder / "form.pdf", folder / "values.json", folder / "filled.pdf"
        source.write_bytes(form)
        values.write_text(
            json.dumps({"text": {LINE: texts.line, TEXT: texts.long}, "one": {ONE: CHOICE}, "many": [MANY]}), encoding="utf-8"
        )
        script = Path(__file__).with_name("fill_form.mjs")
        environment = {**os.environ, "FORM_MODULES": str(TOOLS)}
        subprocess.run(["node", script, program, source, values, CUT, filled], check=True, env=environment, timeout=120)
        return filled.read_bytes()

    return fill


def filled_by_pdftk(form: bytes, texts: Texts, folder: Path) -> bytes:
    source, values, filled = folder / "form.pdf", folder / "values.xfdf", folder / "filled.pdf"
    source.write_bytes(form)
    named = ((LINE, texts.line), (TEXT, texts.long), (ONE, CHOICE), (MANY, "1"))
    fields = "".join(f'<field name="{name}"><value>{value}</value></field>' for name, value in named)
    values.write_text(
        f'<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/"><fields>{fields}</fields></xfdf>', "utf-8"
    )
    return made_by(["pdftk", source, "fill_form", values, "output", filled, "replacement_font", CUT], filled)


# Programs that make flat pages


def flattened_by(*command: str) -> Flatten:
    """A program run as a command, in which IN and OUT stand for the files."""

    def flatten(form: bytes, folder: Path) -> bytes:
        source, made = folder / "filled_in.pdf", folder / "flat.pdf"
        source.write_bytes(form)
        made.unlink(missing_ok=True)
        places = {"IN": source, "OUT": made}
        return made_by([places.get(word, word) for word in command], made)

    return flatten


def made_by(command: list[str | Path], made: Path) -> bytes:
    """What a command made, whatever it warned of."""
    subprocess.run(command, capture_output=True, timeout=180, check=False)
    return made.read_bytes()


def saved(pdf: pikepdf.Pdf) -> bytes:
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


FILLERS: dict[str, tuple[str, Fill]] = {
    "pdfium（Chrome の仲間）": ("", filled_by_pdfium),
    "pdf.js": ("node", filled_in_node("pdf.js")),
    "pdf-lib": ("node", filled_in_node("pdf-lib")),
    "pypdf": ("", filled_by_pypdf),
    "pikepdf（qpdf）": ("", filled_by_pikepdf),
    "PyPDFForm": ("", filled_by_pypdfform),
    "pdftk-java": ("pdftk", filled_by_pdftk),
}
# Ghostscript keeps the look of what pdf-lib wrote and loses which characters its glyphs are: judged as not shown.
FLATTENERS: dict[str, tuple[str, Flatten]] = {
    "qpdf（平らにする）": ("qpdf", flattened_by("qpdf", "--flatten-annotations=all", "IN", "OUT")),
    "poppler（PDF に印刷）": ("pdftocairo", flattened_by("pdftocairo", "-pdf", "IN", "OUT")),
    "Ghostscript（PDF に印刷）": (
        "gs",
        flattened_by("gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=pdfwrite", "-dPreserveAnnots=false", "-o", "OUT", "IN"),
    ),
    "mupdf（平らにする）": ("mutool", flattened_by("mutool", "convert", "-o", "OUT", "IN")),
    "pdftk-java（平らにする）": ("pdftk", flattened_by("pdftk", "IN", "output", "OUT", "flatten")),
}


def write_table(mark: str, head: Sequence[str], rows: Mapping[str, Sequence[str]]) -> None:
    """Writes a table into the page, between its marks."""
    begin, end = f"<!-- {mark} -->", f"<!-- /{mark} -->"
    lines = [f"| {' | '.join(head)} |", f"|{'---|' * len(head)}"]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows.items()]
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.split(begin)[0], page.split(end)[1]
    PAGE.write_text("\n".join([f"{before}{begin}", *lines, f"{end}{after}"]), encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
