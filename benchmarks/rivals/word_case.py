"""python-docx, then LibreOffice, as a process of its own: `word_case.py CONTENT DIRECTORY FONTS`.

Without charts: python-docx has none. LibreOffice finds our fonts by a font configuration of its own.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

ANSWER_S = 600


def main(content_path: str, directory: str, fonts: str) -> None:
    content = json.loads(Path(content_path).read_text(encoding="utf-8"))
    out = Path(directory)
    path = out / f"{Path(content_path).stem}-word.docx"
    _document(content).save(str(path))
    profile = f"-env:UserInstallation={(out / 'soffice').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), str(path)]
    environment = os.environ | {"FONTCONFIG_FILE": str(_font_configuration(out, fonts))}
    subprocess.run(convert, check=True, timeout=ANSWER_S, stdout=subprocess.DEVNULL, env=environment)


def _font_configuration(out: Path, fonts: str) -> Path:
    path = out / "fonts.conf"
    wanted = f"<include>/etc/fonts/fonts.conf</include><dir>{fonts}</dir>"
    path.write_text(f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>{wanted}</fontconfig>')
    return path


def _document(content: dict[str, Any]) -> Any:
    document = docx.Document()
    _set_font(document.styles["Normal"], "BIZ UDMincho", 10.5)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if content["prose"]:
        document.add_heading(content["title"], 0)
        for chapter in content["prose"]:
            document.add_heading(chapter["heading"], 1)
            for text in chapter["paragraphs"]:
                document.add_paragraph(text)
        section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(12)
    document.add_heading(content["title"], 0)
    _add_table(document, content["table"])
    return document


def _add_table(document: Any, content: dict[str, Any]) -> None:
    """Rows are reached through their elements: `table.cell()` takes a time that grows with the square of the table."""
    columns = content["columns"]
    rows = [[column["heading"] for column in columns]]
    for group in content["groups"]:
        rows += [[group["label"], *[""] * (len(columns) - 1)], *group["rows"]]
    table = document.add_table(len(rows), len(columns), style="Table Grid")
    for column, wish in zip(table.columns, columns, strict=True):
        column.width = Mm(wish["width_mm"])
    for row, texts in zip(table._tbl.tr_lst, rows, strict=True):
        for cell, text, wish in zip(row.tc_lst, texts, columns, strict=True):
            cell.width = Mm(wish["width_mm"])
            run = cell.p_lst[0].add_r()
            run.text = text


def _set_font(style: Any, name: str, size_pt: float) -> None:
    style.font.name, style.font.size = name, Pt(size_pt)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), name)


if __name__ == "__main__":
    main(*sys.argv[1:])
