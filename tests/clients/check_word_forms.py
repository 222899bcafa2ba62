"""Word forms filled in and saved by LibreOffice in every format that members send back: `make clients`.

A form with every kind of question is filled in, then LibreOffice saves it as .docx, .odt, .doc and .rtf, each read back as .docx.
The table says what is left: tags and bookmarks of answer spaces, rows whose label still tells which answer they hold, and the
id in the page foot, in the property and in the hidden bookmark. The answers must be found by one of the three ways, and the id.
Microsoft's Open XML SDK must find the forms and 手入力.xlsx valid.
"""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from check_clients import SECONDS, invalid_parts, run
from lxml import etree

from kaigi_docs.model.form_identity import identities_in
from kaigi_docs.new import write_books
from kaigi_docs.packet import build
from kaigi_docs.render.docx.ledger import FORM_BOOKMARK
from kaigi_docs.render.docx.package import FORM_ID
from two_rounds import LIST, two_rounds

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
FORMATS = ("docx", "odt", "doc", "rtf")
ANSWER = "髙﨑の意見①です。"
FORM = {"回答書の資料ID": "S02"}
QUESTIONS: LIST = [
    {"設問ID": "Q1", "種類": "意見", "議題ID": "A01", **FORM},
    {"設問ID": "Q2", "種類": "複数選択", "問い": "読んだ資料", "選択肢": "素案／概要／年表", "記入行数": 2, **FORM},
    {"設問ID": "Q3", "種類": "点数", "問い": "達成度", "議題ID": "A01、A02", "対象": "議題ごと", "記入行数": 2, **FORM},
    {"設問ID": "Q4", "種類": "意見の表", "問い": "気づいた箇所", "議題ID": "A01", **FORM},
    {"設問ID": "Q5", "種類": "表決", "議題ID": "A02", "回答書の資料ID": "S04"},
]


@dataclass(frozen=True, slots=True)
class Found:
    """What a form still has.

    Attributes:
        tags, bookmarks: ids of answer spaces by which something is found.
        rows: texts of the cells of each table row.
        ids: where the id of the form still stands: 「foot」, 「property」, 「bookmark」.
    """

    tags: frozenset[str]
    bookmarks: frozenset[str]
    rows: tuple[tuple[str, ...], ...]
    ids: tuple[str, ...]


def check(scratch: Path) -> Iterator[str]:
    write_books(scratch / "nagisa", two_rounds(questions=QUESTIONS))
    result = build(scratch / "nagisa", out=scratch / "out")
    forms = [path for path in result.outputs if path.match("回答書/質問書_*.docx") or path.match("Word/質問書.docx")]
    if len(forms) != 3:
        yield f"回答書が3通ではなく{len(forms)}通です。"
    for path in (*forms, scratch / "nagisa" / "回答" / "手入力.xlsx"):
        yield from invalid_parts(path)
    for path in forms[:2]:
        sent = look_at(path)
        filled = fill(path, scratch / "filled")
        yield from check_formats(filled, sent, scratch)


def check_formats(filled: Path, sent: Found, scratch: Path) -> Iterator[str]:
    """What a filled form lost when it was saved in each format."""
    wanted = look_at(filled)
    answered = [row for row in wanted.rows if ANSWER in row or any("☑" in cell for cell in row)]
    print(f"【{filled.stem}】")
    for ending in FORMATS:
        saved = convert(filled, ending, scratch / f"saved-{filled.stem}")
        back = look_at(convert(saved, "docx", scratch / f"back-{filled.stem}-{ending}"))
        kept = sum(row in back.rows for row in answered)
        tags, names = len(back.tags & sent.tags), len(back.bookmarks & sent.bookmarks)
        found = f"タグ {tags}/{len(sent.tags)}、ブックマーク {names}/{len(sent.bookmarks)}、行 {kept}/{len(answered)}"
        print(f"  {ending:>4}: {found}、番号 {'・'.join(back.ids) or 'なし'}")
        if tags < len(sent.tags) and names < len(sent.bookmarks) and kept < len(answered):
            yield f"{filled.name}: {ending} で読めなくなる答えがあります。"
        if not back.ids:
            yield f"{filled.name}: {ending} で回答書の番号がなくなりました。"


def look_at(path: Path) -> Found:
    """What a Word file has of a form."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
        feet = [archive.read(name).decode() for name in archive.namelist() if re.fullmatch(r"word/footer\d+\.xml", name)]
        custom = archive.read("docProps/custom.xml").decode() if "docProps/custom.xml" in archive.namelist() else ""
    names = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    rows = [tuple("".join(cell.itertext()).strip() for cell in row.findall(f"{W}tc")) for row in body.iter(f"{W}tr")]
    ids = {
        "foot": any(identities_in("".join(etree.fromstring(foot.encode()).itertext())) for foot in feet),
        "property": FORM_ID in custom and bool(identities_in(custom)),
        "bookmark": any(name.startswith(FORM_BOOKMARK) for name in names),
    }
    tags = frozenset(each.get(f"{W}val") for each in body.iter(f"{W}tag"))
    hidden = {name for name in names if name.startswith("_")}
    return Found(tags, frozenset(names - hidden), tuple(rows), tuple(place for place, there in ids.items() if there))


def fill(path: Path, folder: Path) -> Path:
    """The form with an answer in each space and a tick in each box, as Word leaves them."""
    folder.mkdir(exist_ok=True)
    target = folder / path.name
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as written:
        for name in source.namelist():
            content = source.read(name)
            written.writestr(name, filled_in(content) if name == "word/document.xml" else content)
    return target


def filled_in(content: bytes) -> bytes:
    """The main part with an answer in each control."""
    body = etree.fromstring(content)
    for control in body.iter(f"{W}sdt"):
        checked = control.find(f".//{W14}checked")
        if checked is not None:
            checked.set(f"{W14}val", "1")
        texts = list(control.find(f"{W}sdtContent").iter(f"{W}t"))
        texts[0].text = "☑" if checked is not None else ANSWER
        for rest in texts[1:]:
            rest.text = ""
    return etree.tostring(body, xml_declaration=True, encoding="UTF-8", standalone=True)


def convert(path: Path, ending: str, folder: Path) -> Path:
    """The file as LibreOffice saves it in another format."""
    command = ["soffice", f"-env:UserInstallation={(folder.parent / 'profile').as_uri()}", "--headless"]
    command += ["--convert-to", ending, "--outdir", str(folder), str(path)]
    subprocess.run(command, capture_output=True, timeout=SECONDS, check=True)
    return folder / f"{path.stem}.{ending}"


if __name__ == "__main__":
    sys.exit(run(check, "Word の回答書"))
