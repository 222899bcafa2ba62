"""The fillable form: what stands in it, that other programs fill it in, and that nothing in it acts by itself."""

from __future__ import annotations

import io
from collections.abc import Callable
from contextlib import closing
from functools import cache

import page
import pikepdf
import pypdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from PyPDFForm import PdfWrapper

from printed_forms import TWIN, VARIANT, fillable_form, form_id, form_map

LONG = "髙﨑・𠮷田と①㈱～－を書きました。\n" * 110
"""Over 2,000 characters, with those that get lost most easily."""


@cache
def opened(content: bytes) -> pikepdf.Pdf:
    """The file, kept open for as long as its objects are looked at."""
    return pikepdf.open(io.BytesIO(content))


def fields_of(content: bytes) -> dict[str, pikepdf.Dictionary]:
    """The fields of a form by name."""
    return {str(field.T): field for field in opened(content).Root.AcroForm.Fields}  # type: ignore[union-attr]


def value_of(content: bytes, name: str) -> str:
    value = fields_of(content)[name].get("/V")
    return str(value).lstrip("/").replace("\r\n", "\n").replace("\r", "\n") if value is not None else ""


def widgets_of(content: bytes) -> list[pikepdf.Dictionary]:
    return [each for sheet in opened(content).pages for each in sheet.obj.get("/Annots", []) if each.Subtype == "/Widget"]  # type: ignore[union-attr]


def test_a_fillable_form_meets_pdf_ua() -> None:
    assert page.validate_pdf_bytes(fillable_form(TWIN), profile=page.ValidationProfile.PDF_UA_1).failures == []


def test_every_answer_space_of_the_map_is_a_field_and_one_more_holds_the_id() -> None:
    spaces = {each.id for each in form_map().fields}
    single = {each for each in spaces if "/choice/" in each and not each.startswith("Q2/")}
    groups = {each.rpartition("/")[0] for each in single}
    assert set(fields_of(fillable_form())) == (spaces - single) | groups | {"kaigi/id"}


def test_boxes_of_one_question_exclude_each_other_and_can_be_cleared_again() -> None:
    group = fields_of(fillable_form())["Q3/A04/choice"]
    on = [[str(state) for state in kid.AP.N if state != "/Off"] for kid in group.Kids]  # type: ignore[attr-defined]
    assert on == [["/1"], ["/2"], ["/3"]]
    radio, no_toggle_to_off = 1 << 15, 1 << 14
    assert int(group.Ff) & radio
    assert not int(group.Ff) & no_toggle_to_off


def test_boxes_of_a_question_with_several_answers_stand_alone() -> None:
    fields = fields_of(fillable_form())
    assert [str(fields[f"Q2/choice/{number}"].FT) for number in (1, 2, 3)] == ["/Btn"] * 3


def test_every_widget_has_an_appearance_for_each_state_and_a_name_that_is_read_aloud() -> None:
    shown = [each for each in widgets_of(fillable_form()) if each.get("/T") != "kaigi/id"]
    assert len(shown) == len(form_map().fields)
    for widget in shown:
        assert str(widget.TU)
        assert "/StructParent" in widget
        normal = widget.AP.N
        states = {str(each) for each in normal} if not isinstance(normal, pikepdf.Stream) else {"text"}
        assert states == {"text"} or (len(states) == 2 and "/Off" in states)


def test_text_is_drawn_with_a_font_that_any_program_may_use() -> None:
    pdf = opened(fillable_form())
    form = pdf.Root.AcroForm
    font = form.DR.Font.KF
    descendant = font.DescendantFonts[0]
    assert (str(font.Encoding), str(descendant.Subtype), str(descendant.CIDToGIDMap)) == (
        *("/Identity-H", "/CIDFontType2", "/Identity"),
    )
    assert "/ToUnicode" in font
    assert str(form.DA).startswith("/KF 10.5 Tf")
    assert "/NeedAppearances" not in form
    assert all(str(sheet.obj.Tabs) == "/S" for sheet in pdf.pages)


def test_nothing_in_a_form_acts_by_itself() -> None:
    pdf = opened(fillable_form(TWIN))
    acting = {"/JS", "/JavaScript", "/AA", "/A", "/OpenAction", "/XFA", "/MaxLen"}
    found = {
        (key, str(each.get("/S", "")))
        for each in pdf.objects
        if isinstance(each, pikepdf.Dictionary | pikepdf.Stream)
        for key in sorted(each.keys())
        if key in acting and not (key == "/A" and "/S" in each and "/P" in each)  # attributes of a structure element
    }
    assert found == set()


def test_the_id_stands_in_a_hidden_field_that_nobody_can_change_and_in_the_information_of_the_file() -> None:
    content = fillable_form(TWIN)
    field = fields_of(content)["kaigi/id"]
    assert (str(field.V), int(field.Ff) & 1, int(field.F) & 2) == (form_id(TWIN), 1, 2)
    info = pypdf.PdfReader(io.BytesIO(content)).metadata
    assert info is not None
    assert info["/KaigiFormId"] == form_id(TWIN)


@pytest.mark.parametrize("member", [TWIN, VARIANT], ids=["beyond the BMP", "with a selector"])
def test_a_name_beyond_code_page_932_stands_in_its_field_and_shows_its_own_glyph(member) -> None:
    content = fillable_form(member)
    assert value_of(content, "head/name") == member.name.value
    assert str(fields_of(content)["head/name"].DV) == member.name.value
    assert "".join(member.name.value.split()) in flat_text(content)
    used = fields_of(content)["head/name"].AP.N.Resources.Font
    assert len(used.keys()) == 2  # that of the form, and one that has the glyph


def flat_text(content: bytes) -> str:
    """What the first page says once the fields have become part of it."""
    with closing(pypdfium2.PdfDocument(content)) as document:
        with closing(document[0]) as sheet:
            assert pdfium.FPDFPage_Flatten(sheet, pdfium.FLAT_PRINT) == pdfium.FLATTEN_SUCCESS
        with closing(document[0]) as sheet, closing(sheet.get_textpage()) as text:
            return "".join(text.get_text_range().split())


def test_a_form_is_small_enough_for_a_mail_and_the_same_every_time() -> None:
    assert len(fillable_form(TWIN)) < 2_000_000
    fillable_form.cache_clear()
    once = fillable_form(TWIN)
    fillable_form.cache_clear()
    assert fillable_form(TWIN) == once


def filled_by_pikepdf(content: bytes) -> bytes:
    pdf = pikepdf.open(io.BytesIO(content))
    for field in pdf.acroform.fields:
        if field.fully_qualified_name == "Q1/text":
            field.set_value(LONG, need_appearance=False)
        if field.fully_qualified_name == "Q1/choice":
            field.set_value(pikepdf.Name("/1"), need_appearance=False)
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


def filled_by_pypdf(content: bytes) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    for sheet in writer.pages:
        writer.update_page_form_field_values(sheet, {"Q1/text": LONG, "Q1/choice": "/1"}, auto_regenerate=False)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def filled_by_pypdfform(content: bytes) -> bytes:
    return bytes(PdfWrapper(content).fill({"Q1/text": LONG, "Q1/choice": 0}).read())


@pytest.mark.parametrize("fill", [filled_by_pikepdf, filled_by_pypdf, filled_by_pypdfform])
def test_another_program_fills_in_the_form_and_all_that_was_typed_can_be_read(
    fill: Callable[[bytes], bytes], caplog: pytest.LogCaptureFixture
) -> None:
    filled = fill(fillable_form())
    assert value_of(filled, "Q1/text").strip() == LONG.strip()
    assert value_of(filled, "Q1/choice") == "1"
    caplog.clear()  # pypdf says that the font lacks 𠮷


def test_a_program_chooses_nothing_in_a_group_that_nobody_touched() -> None:
    filled = filled_by_pypdfform(fillable_form())
    assert value_of(filled, "Q3/A04/choice") in ("", "Off")
    assert value_of(fillable_form(), "Q1/choice") in ("", "Off")


def test_the_fields_have_names_for_pypdf() -> None:
    fields = pypdf.PdfReader(io.BytesIO(fillable_form())).get_fields()
    assert fields is not None
    assert {"head/name", "Q1/choice", "Q1/text", "Q4/row/1/c4", "kaigi/id"} <= set(fields)
