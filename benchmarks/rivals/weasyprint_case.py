"""WeasyPrint as a process of its own: `weasyprint_case.py CONTENT PDF FONTS`. Tagged (pdf/ua-1), the same fonts and sizes."""

from __future__ import annotations

import json
import sys
from html import escape
from pathlib import Path
from typing import Any

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration

STYLE = """
@page { size: A4; margin: 20mm 20mm 18mm 20mm; @bottom-center { content: counter(page) " / " counter(pages); font: 9pt gothic } }
@page table { size: A4 landscape; margin: 15mm 12mm 14mm 12mm }
body { font: 10.5pt/1.7 mincho; text-align: justify; margin: 0 }
h1, h2, figcaption { font-family: gothic; font-weight: bold }
h1 { font-size: 16pt; text-align: center } h2 { font-size: 13pt }
p { text-indent: 1em; margin: 0 0 3pt } figure { margin: 6pt 0; break-inside: avoid } figcaption { font-size: 10pt }
#table { page: table; break-before: page } #table:first-child { break-before: auto }
table { border-collapse: collapse; table-layout: fixed; font: 9pt/1.4 gothic; text-align: left; width: 100% }
th, td { border: .5pt solid #6b6b6b; padding: 2.5pt 3pt; vertical-align: top; white-space: pre-line }
thead th { background: #e8edf3; text-align: center } .band { background: #f4f0e6; text-align: left }
"""
FACES = (
    ("mincho", "normal", "BIZUDMincho-Regular"),
    ("gothic", "normal", "BIZUDGothic-Regular"),
    ("gothic", "bold", "BIZUDGothic-Bold"),
)


def main(content_path: str, pdf: str, fonts: str) -> None:
    content = json.loads(Path(content_path).read_text(encoding="utf-8"))
    faces = "".join(
        f'@font-face {{ font-family: {family}; font-weight: {weight}; src: url("{Path(fonts, name).as_uri()}.ttf") }}'
        for family, weight, name in FACES
    )
    page = f'<!doctype html><html lang="ja"><title>{content["title"]}</title><style>{faces}{STYLE}</style><body>{_body(content)}'
    HTML(string=page).write_pdf(pdf, font_config=FontConfiguration(), pdf_variant="pdf/ua-1")


def _body(content: dict[str, Any]) -> str:
    title = f"<h1>{escape(content['title'])}</h1>"
    upright = "".join(
        f"<h2>{escape(chapter['heading'])}</h2>" + "".join(f"<p>{escape(text)}</p>" for text in chapter["paragraphs"])
        for chapter in content["prose"]
    ) + "".join(map(_figure, content["charts"]))
    return (title + upright if upright else "") + f'<div id="table">{title}{_table(content["table"])}</div>'


def _table(table: dict[str, Any]) -> str:
    widths = "".join(f'<col style="width: {column["width_mm"]:.3f}mm">' for column in table["columns"])
    head = "".join(f'<th scope="col">{escape(column["heading"])}</th>' for column in table["columns"])
    groups = "".join(
        f'<tbody><tr><th class="band" colspan="{len(table["columns"])}">{escape(group["label"])}</th></tr>'
        + "".join("<tr>" + "".join(f"<td>{escape(text)}</td>" for text in row) + "</tr>" for row in group["rows"])
        + "</tbody>"
        for group in table["groups"]
    )
    return f"<table><colgroup>{widths}</colgroup><thead><tr>{head}</tr></thead>{groups}</table>"


def _figure(chart: dict[str, Any]) -> str:
    drawing = chart["drawing"]
    size = f'width="{drawing["width"]:.2f}pt" height="{drawing["height"]:.2f}pt"'
    box = f'viewBox="0 0 {drawing["width"]:.2f} {drawing["height"]:.2f}"'
    picture = f'<svg {size} {box} role="img" aria-label="{escape(drawing["alt"])}">{"".join(map(_mark, drawing["marks"]))}</svg>'
    return f"<figure><figcaption>{escape(chart['title'])}</figcaption>{picture}</figure>"


def _mark(mark: dict[str, Any]) -> str:
    if mark["kind"] == "text":
        look = f'font-family="gothic" font-weight="{"bold" if mark["weight"] == "bold" else "normal"}" font-size="{mark["size"]}"'
        return f'<text x="{mark["x"]:.2f}" y="{mark["y"]:.2f}" {look} fill="{mark["colour"]}">{escape(mark["text"])}</text>'
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in mark["points"])
    dash = f' stroke-dasharray="{" ".join(map(str, mark["dash"]))}"' if mark["dash"] else ""
    look = f'fill="{mark["fill"] or "none"}" stroke="{mark["stroke"] or "none"}" stroke-width="{mark["width"]}"{dash}'
    return f'<{"polygon" if mark["closed"] else "polyline"} points="{points}" {look}/>'


if __name__ == "__main__":
    main(*sys.argv[1:])
