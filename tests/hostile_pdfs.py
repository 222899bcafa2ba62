"""PDFs that members must never be able to harm a run with: each costs a finding or is read, and never another file."""

from __future__ import annotations

import io
import random
import zlib
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any

import pikepdf

from foreign_pdfs import opened, pdf_of, saved
from pdf_answers import changed, filled, flattened, shown
from printed_forms import TWIN, fillable_form, printed_form

Change = Callable[[pikepdf.Pdf], None]
BOMB_BYTES = 300_000_000


@cache
def hostile_pdfs() -> dict[str, bytes]:
    """Contents by name; the name tells what is wrong."""
    makers: tuple[Callable[[], Iterator[tuple[str, bytes]]], ...] = (_broken, _fields, _pages, _streams, _actions, _attachments)
    return {name: content for maker in makers for name, content in maker()}


def raw(objects: Mapping[int, str | bytes], trailer: str = "/Root 1 0 R") -> bytes:
    """A file of objects as they are; its table of objects is left for readers to find."""
    parts = [b"%PDF-1.7\n"]
    for number, content in objects.items():
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, content.encode() if isinstance(content, str) else content))
    return b"".join([*parts, b"trailer<<%s>>\nstartxref\n0\n%%%%EOF\n" % trailer.encode()])


def stream(content: bytes, entries: str) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries.encode(), len(content), content)


PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
PAGES = {2: "<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: PAGE}


def with_form(fields: str, further: Mapping[int, str | bytes]) -> bytes:
    return raw({1: f"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[{fields}]>>>>", **PAGES, **further})


def _broken() -> Iterator[tuple[str, bytes]]:
    form = fillable_form(TWIN)
    yield "only_head.pdf", b"%PDF-1.7\n"
    yield "noise.pdf", b"%PDF-1.7\n" + random.Random(1).randbytes(50_000)
    yield "half.pdf", form[: len(form) // 2]
    yield "web_page.pdf", b"<html><body>PDF</body></html>"
    yield "xref_loop.pdf", form[: form.rindex(b"startxref")] + b"trailer<</Root 1 0 R/Prev 9>>\nstartxref\n9\n%%EOF"
    yield "deep_arrays.pdf", raw({1: "<</Type/Catalog/Pages 2 0 R/X " + "[" * 50_000 + "]" * 50_000 + ">>", **PAGES})
    yield (
        "own_object_stream.pdf",
        raw({1: "<</Type/Catalog/Pages 2 0 R>>", 2: stream(b"2 0 <<>>", "/Type/ObjStm/N 9/First 4/Extends 2 0 R")}),
    )
    yield (
        "false_counts.pdf",
        raw({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[3 0 R]/Count 2147483647>>", 3: PAGE}),
    )
    yield "no_pages.pdf", raw({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[]/Count 0>>"})
    yield "password.pdf", _locked(form)


def _locked(content: bytes) -> bytes:
    written = io.BytesIO()
    with opened(content) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="a", user="b"))
    return written.getvalue()


def _fields() -> Iterator[tuple[str, bytes]]:
    many = " ".join(f"<</FT/Tx/T({number})/V(x)>>" for number in range(40_000))
    yield "many_fields.pdf", with_form(many, {})
    yield "own_kid.pdf", with_form("4 0 R", {4: "<</FT/Tx/T(a)/Kids[4 0 R]>>"})
    yield "kids_in_a_ring.pdf", with_form("4 0 R", {4: "<</T(a)/Kids[5 0 R 5 0 R]>>", 5: "<</T(b)/Kids[4 0 R 4 0 R]>>"})
    deep = {number: f"<</T(a)/Kids[{number + 1} 0 R]>>" for number in range(4, 5_000)}
    yield "deep_fields.pdf", with_form("4 0 R", deep)
    doubling = {number: f"<</T(a)/Kids[{number + 1} 0 R {number + 1} 0 R]>>" for number in range(4, 40)}
    yield "doubling_fields.pdf", with_form("4 0 R", doubling)
    ring = {3: PAGE.replace(">>", "/Annots[4 0 R]>>"), 4: "<</Subtype/Widget/Parent 5 0 R>>", 5: "<</Parent 4 0 R/Kids[4 0 R]>>"}
    ring[4] = "<</Subtype/Widget/Parent 5 0 R/Kids[5 0 R]>>"
    yield "parents_in_a_ring.pdf", with_form("", ring)
    yield "odd_fields.pdf", with_form("1 2 (a) null [4 0 R] 4 0 R", {4: "<</FT/Tx/T 5/V<</a 1>>/Kids 7/DV[[[]]]>>"})
    odd = PAGE.replace(">>", "/Annots[1 (a) <</Subtype/Ink/Rect(x)>> <</Subtype/FreeText/Rect[1 2]/Contents 5>>]>>")
    yield "odd_annotations.pdf", with_form("", {3: odd})
    yield "long_value.pdf", _with_value("あ" * 2_000_000)
    yield "control_characters.pdf", _with_value("\x1b]0;rm\x07\x00=cmd|'/c calc'!A0{{7*7}}<b>")
    yield "unknown_name.pdf", changed(fillable_form(TWIN), _odd_name)


def _with_value(text: str) -> bytes:
    return filled(fillable_form(TWIN), {"Q1/text": text})


def _odd_name(pdf: pikepdf.Pdf) -> None:
    field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="\u202e../" + "n" * 100_000, V=pikepdf.String("x"))
    pdf.Root.AcroForm.Fields.append(pdf.make_indirect(field))


def _pages() -> Iterator[tuple[str, bytes]]:
    yield "page_in_itself.pdf", raw({1: "<</Type/Catalog/Pages 2 0 R>>", 2: "<</Type/Pages/Kids[2 0 R]/Count 1>>"})
    yield "many_pages.pdf", pdf_of(*[b""] * 200)
    yield "huge_page.pdf", changed(pdf_of(b""), lambda pdf: _resize(pdf, 1e7))
    yield "huge_form.pdf", changed(printed_form(), lambda pdf: _resize(pdf, 1e6))
    yield "odd_page.pdf", raw({1: "<</Type/Catalog/Pages 2 0 R>>", **PAGES, 3: PAGE.replace("0 0 595 842", "(a) /b null 9")})
    yield "picture_bomb.pdf", _pictured(60_000, "/FlateDecode", zlib.compress(bytes(1_000)))
    yield "jbig2_bomb.pdf", _pictured(60_000, "/JBIG2Decode", bytes(range(256)) * 40)


def _resize(pdf: pikepdf.Pdf, edge: float) -> None:
    for page in pdf.pages:
        page.obj.MediaBox = pikepdf.Array([0, 0, edge, edge])


def _pictured(side: int, coding: str, content: bytes) -> bytes:
    picture = f"/Subtype/Image/Width {side}/Height {side}/ColorSpace/DeviceGray/BitsPerComponent 8/Filter{coding}"
    page = PAGE.replace(">>", "/Resources<</XObject<</P 4 0 R>>>>/Contents 5 0 R>>")
    drawn = stream(b"595 0 0 842 0 0 cm /P Do", "")
    return raw({1: "<</Type/Catalog/Pages 2 0 R>>", **PAGES, 3: page, 4: stream(content, picture), 5: drawn})


@cache
def bomb() -> bytes:
    """A few hundred bytes that unpack, twice, to as many as BOMB_BYTES."""
    packer = zlib.compressobj(1)
    block = bytes(1_000_000)
    return zlib.compress(b"".join([*(packer.compress(block) for _ in range(BOMB_BYTES // len(block))), packer.flush()]))


TWICE = "/Filter[/FlateDecode/FlateDecode]"


def _streams() -> Iterator[tuple[str, bytes]]:
    page = PAGE.replace(">>", "/Contents 4 0 R>>")
    yield "content_bomb.pdf", raw({1: "<</Type/Catalog/Pages 2 0 R>>", **PAGES, 3: page, 4: stream(bomb(), TWICE)})
    yield "value_bomb.pdf", with_form("4 0 R", {4: "<</FT/Tx/T(kaigi/id)/V 5 0 R>>", 5: stream(bomb(), TWICE)})
    yield "drawing_in_itself.pdf", _drawings(1)
    yield "doubling_drawings.pdf", _drawings(24)
    yield "meanings_bomb.pdf", changed(flattened(shown(fillable_form(TWIN), {"Q1/text": "会議"})), _explode_meanings)
    yield "outside_value.pdf", with_form("4 0 R", {4: "<</FT/Tx/T(a)/V 5 0 R>>", 5: stream(b"", "/F(/etc/passwd)")})


def _drawings(count: int) -> bytes:
    """Drawings of which each draws the next one twice, and the last one the first."""
    page = PAGE.replace(">>", "/Resources<</XObject<</N 10 0 R>>>>/Contents 4 0 R>>")
    objects: dict[int, str | bytes] = {1: "<</Type/Catalog/Pages 2 0 R>>", **PAGES, 3: page, 4: stream(b"/N Do /N Do", "")}
    for number in range(10, 10 + count):
        below = number + 1 if number < 9 + count else 10
        entries = f"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</N {below} 0 R>>>>"
        objects[number] = stream(b"/N Do /N Do 0 0 9 9 re f", entries)
    return raw(objects)


def _explode_meanings(pdf: pikepdf.Pdf) -> None:
    """The font of what was typed says what four thousand million characters mean."""
    table = b"1 begincodespacerange<0000><FFFF>endcodespacerange 1 beginbfrange<00000000><FFFFFFFF><0041>endbfrange"
    for each in pdf.objects:
        if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each and "Form" in str(each.get("/BaseFont", "")):
            each.ToUnicode = pdf.make_stream(b"/CIDInit /ProcSet findresource begin begincmap " + table + b" endcmap end")


def action(kind: str, **entries: Any) -> pikepdf.Dictionary:
    return pikepdf.Dictionary(S=pikepdf.Name(f"/{kind}"), **entries)


def _actions() -> Iterator[tuple[str, bytes]]:
    script = action("JavaScript", JS=pikepdf.String("app.launchURL('http://127.0.0.1:9/')"))
    form = filled(fillable_form(TWIN), {"Q1/text": "会議"})
    yield "script_when_opened.pdf", changed(form, lambda pdf: pdf.Root.__setattr__("OpenAction", script))
    yield "script_in_field.pdf", changed(form, lambda pdf: _hook(pdf, "/AA", pikepdf.Dictionary(K=script)))
    yield "program_to_start.pdf", changed(form, lambda pdf: _hook(pdf, "/A", action("Launch", F=pikepdf.String("calc.exe"))))
    yield (
        "sends_itself.pdf",
        changed(form, lambda pdf: _hook(pdf, "/A", action("SubmitForm", F=pikepdf.String("http://127.0.0.1:9")))),
    )
    yield "xfa.pdf", changed(form, lambda pdf: _put_xfa(pdf, keep=True))
    yield "xfa_only.pdf", changed(pdf_of(b"BT ET"), lambda pdf: _put_xfa(pdf, keep=False))


def _hook(pdf: pikepdf.Pdf, key: str, value: pikepdf.Object) -> None:
    pdf.Root.AcroForm.Fields[-1][key] = value


def _put_xfa(pdf: pikepdf.Pdf, *, keep: bool) -> None:
    if not keep:
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array([]))
        pdf.Root.NeedsRendering = True
    pdf.Root.AcroForm.XFA = pdf.make_stream(b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>")


def _attachments() -> Iterator[tuple[str, bytes]]:
    names = ("../../evil.exe", "\u202excod.exe", "/etc/cron.d/x", "CON", "a" * 5_000)
    yield "names_of_files.pdf", _holding(dict.fromkeys(names, b"MZ"))
    yield "many_files.pdf", _holding({f"{number}.txt": b"x" for number in range(120)})
    held = {4: "<</Type/Filespec/F(a.bin)/EF<</F 5 0 R>>>>", 5: stream(bomb(), TWICE)}
    yield "file_bomb.pdf", raw({1: "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>>>", **PAGES, **held})
    yield (
        "names_in_a_ring.pdf",
        raw({1: "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles 4 0 R>>>>", **PAGES, 4: "<</Kids[4 0 R]>>"}),
    )
    outside = {4: "<</Type/Filespec/FS/URL/F(http://127.0.0.1:9/a)>>"}
    yield (
        "file_elsewhere.pdf",
        raw({1: "<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a)4 0 R]>>>>>>", **PAGES, **outside}),
    )


def _holding(files: Mapping[str, bytes]) -> bytes:
    with opened(fillable_form(TWIN)) as pdf:
        for name, content in files.items():
            pdf.attachments[name] = content
        return saved(pdf)
