"""ToUnicode CMaps: which characters each glyph stands for (ISO 32000-1 9.10.3)."""

from __future__ import annotations

from collections.abc import Sequence

BLOCK_LIMIT = 100
"""Most mappings that one bfchar block may hold (Adobe Technical Note 5014)."""

_HEAD = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
"""
_FOOT = """endcmap
CMapName currentdict /CMap defineresource pop
end
end
"""


def tounicode_cmap(texts: Sequence[str]) -> bytes:
    """The CMap of a font in which code n stands for `texts[n]`; empty texts (glyph 0) are left out.

    A text may be several characters (base and variation selector); those beyond the BMP become surrogate pairs.
    """
    mappings = [f"<{code:04x}> <{text.encode('utf-16-be').hex()}>" for code, text in enumerate(texts) if text]
    blocks = (mappings[start : start + BLOCK_LIMIT] for start in range(0, len(mappings), BLOCK_LIMIT))
    body = "".join(f"{len(block)} beginbfchar\n" + "\n".join(block) + "\nendbfchar\n" for block in blocks)
    return (_HEAD + body + _FOOT).encode("ascii")
