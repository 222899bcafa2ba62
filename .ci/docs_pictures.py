"""Makes the pictures of docs/images again from the sample: `.venv/bin/python .ci/docs_pictures.py`.

Each is the first page of a 資料 of みほん市, in few colours so that the checkout stays small. The sample has no 議案: the picture
of the 議案書 comes from the sample with one more item.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdfium2 as pdfium
from PIL import Image

from kaigi_docs.new import write_books
from kaigi_docs.packet import build
from kaigi_docs.sample import sample_files, sample_rows

IMAGES = Path(__file__).resolve().parents[1] / "docs" / "images"
WIDTH, WIDTH_LANDSCAPE = 540, 760
COLOURS = 14
PICTURES = {
    "dispatch-letter": "送付文書",
    "cover-letter": "まずはこちらをお読みください",
    "material-list": "配布資料一覧",
    "agenda": "次第",
    "roster": "委員名簿（委員限り）",
    "measure-table": "資料2-1　こころの健康課の「基本施策」の取組状況",
    "material3": "資料３　各課の「生きる支援関連施策」の取組状況",
    "response-form": "協議事項等回答書",
    "statistics": "資料１　自殺の現状と推移",
    "indicators": "資料４　計画の目標値に対する現状",
    "schedule": "資料６　次期計画の策定に向けた予定",
}
"""File names of the pictures, and of the PDFs whose first page they show."""

PICTURES_WITH_MOTION = {"motions": "議案書"}
"""The same for the sample with a 議案."""

MOTION: dict[str, list[dict[str, Any]]] = {
    "議題": [{"議題ID": "A20", "種類": "議案", "題名": "協議会の運営要領の改正について", "資料ID": "S05"}],
    "資料": [{"資料ID": "S20", "種類": "議案書", "題名": "議案書"}],
    "設問": [{"設問ID": "Q20", "種類": "表決", "議題ID": "A20"}],
    "文面": [
        {
            "場所": "議案書:A20",
            "文": "運営要領を次のとおり改め、令和４年10月１日から施行することについて、承認を求めます。",
        },
        {
            "場所": "議案書:A20",
            "形": "箇条書き",
            "文": "第４条に「やむを得ないときは、書面により会議を開ける」を加える。",
        },
        {"場所": "議案書:A20", "形": "注", "文": "提案理由　会議を開くことが難しいときも、審議を続けられるようにするため。"},
    ],
}
"""Rows that the sample gets in addition."""


def main() -> None:
    """Builds the sample, once as it is and once with a 議案, and writes every picture."""
    sample = sample_rows()
    _draw(sample, PICTURES)
    _draw({title: [*rows, *MOTION.get(title, ())] for title, rows in sample.items()}, PICTURES_WITH_MOTION)


def _draw(rows: Mapping[str, Sequence[Mapping[str, Any]]], pictures: Mapping[str, str]) -> None:
    with TemporaryDirectory() as folder:
        meeting = Path(folder) / "inputs" / "mihon"
        write_books(meeting, rows)
        for name, content in sample_files().items():
            (meeting / name).parent.mkdir(exist_ok=True)
            (meeting / name).write_bytes(content)
        pdfs = {path.stem: path for path in build(meeting).outputs if path.parent.name == "PDF"}
        for name, stem in pictures.items():
            target = IMAGES / f"{name}.png"
            _first_page(pdfs[stem]).save(target, optimize=True)
            print(f"{target}  {target.stat().st_size // 1024} kB")


def _first_page(pdf: Path) -> Image.Image:
    """The page with a thin frame, in few colours."""
    document = pdfium.PdfDocument(pdf)
    page = document[0]
    width = WIDTH if page.get_width() < page.get_height() else WIDTH_LANDSCAPE
    picture = page.render(scale=3 * width / page.get_width()).to_pil().convert("RGB")
    document.close()
    small = picture.resize((width, round(picture.height * width / picture.width)), Image.Resampling.LANCZOS)
    framed = Image.new("RGB", (small.width + 2, small.height + 2), "#999999")
    framed.paste(small, (1, 1))
    return framed.quantize(COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    main()
