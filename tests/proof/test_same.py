"""Pages that a file has in common with the packet: any change of what is drawn or read makes them differ."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from proof_bench import every_block, laid_out, line_of, sheet_of

from kaigi_docs.layout.blanks import with_blank_backs
from kaigi_docs.proof.same import PacketPages
from kaigi_docs.read.documents.pdf import read_pdf
from kaigi_docs.render.pdf.paint import PdfInfo, SharedPages, paint_pdf
from kaigi_docs.theme import DEFAULT_THEME

Change = Callable[[pikepdf.Pdf], None]


@pytest.fixture
def files(tmp_path: Path) -> tuple[PacketPages, Path, Path]:
    """A packet of a long and a short material, and the single file of each."""
    first, (second, _) = laid_out(every_block()), sheet_of(line_of("別の資料です。"))
    shared = SharedPages()
    paths = tuple(tmp_path / f"{name}.pdf" for name in ("一式", "資料１", "資料２"))
    for path, parts in zip(paths, ([first, second], [first], [second]), strict=True):
        path.write_bytes(paint_pdf(parts, PdfInfo(title=path.stem), shared))
    packet = PacketPages()
    packet.learn(paths[0])
    return packet, paths[1], paths[2]


def pages_of(path: Path) -> int:
    with pikepdf.open(path) as pdf:
        return len(pdf.pages)


def changed(path: Path, change: Change) -> Path:
    with pikepdf.open(path) as pdf:
        change(pdf)
        out = path.with_name(f"変わった{path.name}")
        pdf.save(out)
    return out


def font_of(pdf: pikepdf.Pdf) -> Any:
    return next(iter(pdf.pages[0].Resources.Font.values()))


def replace_in(stream: Any, old: bytes, new: bytes) -> None:
    content = stream.read_bytes()
    assert old in content
    stream.write(content.replace(old, new, 1))


def move_text(pdf: pikepdf.Pdf) -> None:
    replace_in(pdf.pages[0].Contents, b" Tm", b" Tm 1 0 0 1 3 3 Tm")


def read_as_another(pdf: pikepdf.Pdf) -> None:
    cmap = font_of(pdf).ToUnicode
    last = cmap.read_bytes().rsplit(b"\nendbfchar", 1)[0].rsplit(b"<", 1)[1]
    replace_in(cmap, b"<" + last + b"\nendbfchar", b"<0041>\nendbfchar")


def draw_another(pdf: pikepdf.Pdf) -> None:
    """Empties all outlines: loca says that every glyph ends where it begins."""
    program = font_of(pdf).DescendantFonts[0].FontDescriptor.FontFile2
    content = bytearray(program.read_bytes())
    for number in range(struct.unpack_from(">H", content, 4)[0]):
        tag, _, start, length = struct.unpack_from(">4s3I", content, 12 + 16 * number)
        if tag == b"loca":
            content[start : start + length] = bytes(length)
    program.write(bytes(content))


def widen(pdf: pikepdf.Pdf) -> None:
    font_of(pdf).DescendantFonts[0].W = pikepdf.Array([1, pikepdf.Array([250] * 5)])


def leave_out_the_program(pdf: pikepdf.Pdf) -> None:
    del font_of(pdf).DescendantFonts[0].FontDescriptor.FontFile2


def turn(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Rotate = 90


def cut(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].MediaBox = pikepdf.Array([0, 0, 300, 300])


def fade(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Resources.ExtGState = pikepdf.Dictionary()


def test_single_files_draw_their_pages_as_the_packet_does(files: tuple[PacketPages, Path, Path]) -> None:
    packet, long, short = files
    count = pages_of(long)
    assert count > 1
    assert packet.differing(long, range(count)) == frozenset()
    assert packet.differing(short, [count]) == frozenset()


def test_a_single_file_holds_the_glyphs_of_its_own_pages_only(files: tuple[PacketPages, Path, Path]) -> None:
    _, long, short = files
    assert short.stat().st_size < long.stat().st_size / 2
    assert read_pdf(short).pages[0].text == "別の資料です。"


def test_another_page_of_the_packet_is_not_the_same(files: tuple[PacketPages, Path, Path]) -> None:
    packet, long, short = files
    assert packet.differing(short, [0]) == {0}
    assert 0 in packet.differing(long, [*range(1, pages_of(long)), 0])


def test_a_page_that_the_packet_does_not_have_is_named(files: tuple[PacketPages, Path, Path]) -> None:
    packet, _, short = files
    assert packet.differing(short, [None]) == {0}
    assert packet.differing(short, [99]) == {0}


def test_another_number_of_pages_makes_all_differ(files: tuple[PacketPages, Path, Path]) -> None:
    packet, _, short = files
    assert packet.differing(short, [0, 1]) == {0, 1}


def test_a_file_that_cannot_be_read_differs_everywhere(files: tuple[PacketPages, Path, Path], tmp_path: Path) -> None:
    (tmp_path / "壊れた.pdf").write_bytes(b"%PDF-1.7\nnothing")
    assert files[0].differing(tmp_path / "壊れた.pdf", [0]) == {0}


@pytest.mark.parametrize(
    "change",
    [move_text, read_as_another, draw_another, widen, leave_out_the_program, turn, cut, fade],
    ids=lambda one: one.__name__,
)
def test_a_page_that_was_changed_is_found(files: tuple[PacketPages, Path, Path], change: Change) -> None:
    packet, long, short = files
    assert packet.differing(changed(short, change), [pages_of(long)]) == {0}


def test_saving_a_file_anew_changes_nothing(files: tuple[PacketPages, Path, Path]) -> None:
    packet, long, short = files
    assert packet.differing(changed(short, lambda pdf: None), [pages_of(long)]) == frozenset()


def test_only_the_blank_backs_of_a_print_job_are_left_to_read(tmp_path: Path) -> None:
    part, _ = sheet_of(line_of("資料です。"))
    shared, packet = SharedPages(), PacketPages()
    whole, job = tmp_path / "一式.pdf", tmp_path / "一式_印刷用.pdf"
    whole.write_bytes(paint_pdf([part], PdfInfo(title="一式"), shared))
    backs = with_blank_backs(part, (0, None), DEFAULT_THEME, names_blanks=True)
    job.write_bytes(paint_pdf([backs], PdfInfo(title="印刷用"), shared))
    packet.learn(whole)
    assert packet.differing(job, [0, None]) == {1}


def test_files_painted_alone_have_codes_of_their_own_and_differ(tmp_path: Path) -> None:
    first, (second, _) = laid_out(every_block()), sheet_of(line_of("別の資料です。"))
    whole, alone = tmp_path / "一式.pdf", tmp_path / "資料２.pdf"
    whole.write_bytes(paint_pdf([first, second], PdfInfo(title="一式")))
    alone.write_bytes(paint_pdf([second], PdfInfo(title="資料２")))
    packet = PacketPages()
    packet.learn(whole)
    assert packet.differing(alone, [len(first.pages)]) == {0}
