"""ToUnicode CMaps against the limits of the format."""

from __future__ import annotations

import re

from kaigi_docs.render.pdf.tounicode import tounicode_cmap


def blocks(cmap: bytes) -> list[tuple[int, list[str]]]:
    found = re.findall(r"(\d+) beginbfchar\n(.*?)\nendbfchar", cmap.decode("ascii"), re.DOTALL)
    return [(int(count), body.split("\n")) for count, body in found]


def test_a_block_holds_at_most_a_hundred_mappings() -> None:
    sizes = [(count, len(lines)) for count, lines in blocks(tounicode_cmap(["", *(chr(0x4E00 + i) for i in range(250))]))]
    assert sizes == [(100, 100), (100, 100), (50, 50)]


def test_texts_are_utf_16_with_surrogates_and_selectors() -> None:
    (block,) = blocks(tounicode_cmap(["", "あ", "𠮷", "辻\U000e0100"]))
    assert block == (3, ["<0001> <3042>", "<0002> <d842dfb7>", "<0003> <8fbbdb40dd00>"])


def test_no_mapping_needs_no_block() -> None:
    assert blocks(tounicode_cmap([""])) == []
