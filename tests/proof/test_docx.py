"""The proof of Word files: ours pass, and what is missing or broken in one is found."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from proof_bench import CELL, every_block

from kaigi_docs.blocks import Document, Paragraph, Run, Section
from kaigi_docs.proof.docx import prove_docx
from kaigi_docs.render.docx.document import DocumentInfo, render_docx
from kaigi_docs.theme import DEFAULT_THEME

TEXTS = ("一つ目の文です。", "課", "二つ目の文です。", "課は三つ目の文で出てきます。", "四つ目の文です。")


def short() -> Document:
    return Document("S1", "資料１", "", (Section(tuple(Paragraph((Run(text, source=CELL),)) for text in TEXTS)),))


def word(document: Document) -> bytes:
    return render_docx(document, DEFAULT_THEME, DocumentInfo(title=document.title, created=date(2022, 8, 19)))


def edited(content: bytes, change: Callable[[str], str], part: str = "word/document.xml") -> bytes:
    """The package with the text of one part changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(result, "w") as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()).encode() if name == part else text)
    return result.getvalue()


def codes(tmp_path: Path, content: bytes, document: Document) -> list[str]:
    (tmp_path / "a.docx").write_bytes(content)
    return prove_docx(tmp_path / "a.docx", document).codes()


def test_a_document_with_every_block_passes(tmp_path: Path) -> None:
    assert codes(tmp_path, word(every_block()), every_block()) == []


def test_a_lost_character_is_found_with_its_cell(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(edited(word(short()), lambda text: text.replace("二つ目の文", "二つ目文")))
    [finding] = prove_docx(tmp_path / "a.docx", short(), file="Word/資料１.docx")
    assert finding.code == "proof-character-lost"
    assert finding.where is not None
    assert (finding.where.file, finding.where.label) == ("Word/資料１.docx", "課【二つ目の文です。】課は三つ目の文で出てきます。")
    assert str(CELL) in finding.message


def test_a_lost_word_that_also_stands_further_behind_is_found_at_its_own_place(tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(edited(word(short()), lambda text: text.replace(">課<", "><")))
    [finding] = prove_docx(tmp_path / "a.docx", short())
    assert finding.where is not None
    assert finding.where.label == "一つ目の文です。【課】二つ目の文です。"


def test_paragraphs_in_another_order_are_found(tmp_path: Path) -> None:
    def exchange(text: str) -> str:
        return text.replace(TEXTS[0], "#").replace(TEXTS[4], TEXTS[0]).replace("#", TEXTS[4])

    assert codes(tmp_path, edited(word(short()), exchange), short()) != []


def test_a_lost_reading_is_found(tmp_path: Path) -> None:
    document = Document("S1", "資料１", "", (Section((Paragraph((Run("協議会", ruby="きょうぎかい"), Run("です"))),)),))
    assert codes(tmp_path, word(document), document) == []
    assert codes(tmp_path, edited(word(document), lambda text: text.replace("きょうぎかい", "きょうぎ")), document) == [
        "proof-character-lost"
    ]


def test_markup_characters_and_blanks_pass(tmp_path: Path) -> None:
    texts = ("<20 & >5 \"'", "　字下げ\tと\n改行 ", "𠮷と辻\U000e0100と\u200b", "")
    document = Document("S1", "資料１", "", (Section(tuple(Paragraph((Run(text),)) for text in texts)),))
    assert codes(tmp_path, word(document), document) == []


def test_a_file_cut_off_is_unreadable(tmp_path: Path) -> None:
    content = word(short())
    assert codes(tmp_path, content[: len(content) // 2], short()) == ["proof-unreadable"]


def test_a_damaged_part_is_unreadable(tmp_path: Path) -> None:
    content = bytearray(word(short()))
    at = content.index(b"word/document.xml") + 200
    content[at : at + 20] = bytes(20)
    assert codes(tmp_path, bytes(content), short()) == ["proof-unreadable"]


@pytest.mark.parametrize("part", ["word/document.xml", "word/styles.xml", "[Content_Types].xml", "_rels/.rels"])
def test_a_part_that_is_not_well_formed_is_unreadable(tmp_path: Path, part: str) -> None:
    broken = edited(word(short()), lambda text: text[:-3], part)
    assert codes(tmp_path, broken, short()) == ["proof-unreadable"]


def test_a_package_without_a_main_part_is_unreadable(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("x.xml", "<x/>")
    assert prove_docx(tmp_path / "a.docx", short()).codes() == ["proof-unreadable"]
