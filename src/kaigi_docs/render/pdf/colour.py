"""The colour space that our numbers mean: sRGB as an output intent (ISO 32000-1 14.11.5, ISO 19005-2 6.2.4.3)."""

from __future__ import annotations

import struct
from collections.abc import Mapping

from kaigi_docs.render.pdf.document import PdfFile, Ref

_CURVE_POINTS = 256
_D50 = (0.9642, 1.0, 0.8249)
# The primaries of IEC 61966-2-1, adapted to D50 as ICC.1:2001-04 wants them.
_RED, _GREEN, _BLUE = (0.4360, 0.2225, 0.0139), (0.3851, 0.7169, 0.0971), (0.1431, 0.0606, 0.7141)


def write_output_intent(file: PdfFile) -> None:
    """Writes the output intent with its profile into the catalogue."""
    profile = file.add_stream(srgb_profile(), "/N 3")
    file.set_catalog("OutputIntents", _intent(file, profile))


def srgb_profile() -> bytes:
    """An ICC profile (version 2.1, 1 kB) of sRGB; the same bytes always, for it carries no date of its making."""
    curve = _curve()
    tags = {
        "desc": _description(b"sRGB"),
        "cprt": b"text\0\0\0\0" + b"No copyright, use freely\0",
        "wtpt": _xyz(_D50),
        **{"rXYZ": _xyz(_RED), "gXYZ": _xyz(_GREEN), "bXYZ": _xyz(_BLUE)},
        **{"rTRC": curve, "gTRC": curve, "bTRC": curve},
    }
    table, bodies = _tag_table(tags)
    size = 128 + len(table) + len(bodies)
    return _header(size) + table + bodies


def _intent(file: PdfFile, profile: Ref) -> str:
    intent = file.add(
        f"<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)/DestOutputProfile {profile}>>"
    )
    return f"[{intent}]"


def _header(size: int) -> bytes:
    """ICC.1:2001-04 6.1: a monitor profile from RGB to XYZ, perceptual, of 2000-01-01."""
    date = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    kind = struct.pack(">I4xI4s4s4s", size, 0x02100000, b"mntr", b"RGB ", b"XYZ ")
    return (kind + date + b"acsp").ljust(68, b"\0") + _fixed(_D50) + bytes(48)


def _tag_table(tags: Mapping[str, bytes]) -> tuple[bytes, bytes]:
    """The tag table and the tags behind it; equal tags are stored once."""
    places: dict[bytes, int] = {}
    entries, bodies = [struct.pack(">I", len(tags))], bytearray()
    start = 128 + 4 + 12 * len(tags)
    for tag, body in tags.items():
        if body not in places:
            places[body] = start + len(bodies)
            bodies += body + bytes(-len(body) % 4)
        entries.append(struct.pack(">4s2I", tag.encode("ascii"), places[body], len(body)))
    return b"".join(entries), bytes(bodies)


def _description(text: bytes) -> bytes:
    """A textDescriptionType without its Unicode and Macintosh parts (ICC.1:2001-04 6.5.17)."""
    return b"desc\0\0\0\0" + struct.pack(">I", len(text) + 1) + text + b"\0" + bytes(4 + 4 + 2 + 1 + 67)


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + _fixed(values)


def _fixed(values: tuple[float, float, float]) -> bytes:
    return struct.pack(">3i", *(round(value * 65536) for value in values))


def _curve() -> bytes:
    """The transfer curve of IEC 61966-2-1 as a table."""
    points = (round(_linear(index / (_CURVE_POINTS - 1)) * 65535) for index in range(_CURVE_POINTS))
    return b"curv\0\0\0\0" + struct.pack(f">I{_CURVE_POINTS}H", _CURVE_POINTS, *points)


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)
