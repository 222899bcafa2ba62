"""Forms whose fields are gone: flattened, printed to PDF, scanned, with pages missing or strange."""

from __future__ import annotations

import io
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from foreign_pdfs import A4, pdf_of
from kaigi_docs.model.form_identity import Genuineness
from kaigi_docs.model.returned_forms import Doubt, Way
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.worker.form_pages import fit_of
from pdf_answers import Desk, changed, codes, desk, filled, flattened, joined, pages_of, printed_at, said, shown
from printed_forms import TWIN, VARIANT, fillable_form, form_id, form_map, printed_form

LETTER = (612.0, 792.0)
SHOWN = {
    "head/month": "7",
    "Q1/text": "髙﨑の意見①\n二行目、～－㈱",
    "Q1/choice": "/1",
    "Q2/choice/3": "/1",
    "Q3/A04/choice": "/2",
    "Q3/A04/text": "反対の理由",
    "Q4/row/3/c4": "資料への意見",
}
READ = {
    "Q1/choice/1": True,
    "Q1/text": "髙﨑の意見①\n二行目、～－㈱",
    "Q2/choice/3": True,
    "Q3/A04/choice/2": True,
    "Q3/A04/text": "反対の理由",
    "Q4/row/3/c4": "資料への意見",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def flat() -> bytes:
    return flattened(shown(fillable_form(TWIN), SHOWN))


def test_a_flattened_form_is_read_by_its_boxes(office: Desk, flat: bytes) -> None:
    form = office.form(flat)
    assert (form.way, said(form), form.beside, form.missing_pages) == (Way.PRINTED, READ, (), ())
    assert (form.name.value, form.organisation.value) == ("𠮷田　聡理", "みほん薬剤師会")
    assert form.identity is not None and form.identity.text.rpartition(":")[0] == form_id(TWIN).rpartition(":")[0]
    assert form.genuineness is Genuineness.GENUINE


def test_a_variant_of_two_code_points_in_a_name_costs_no_letter_elsewhere(office: Desk) -> None:
    form = office.form(flattened(fillable_form(VARIANT)))
    assert (form.name.value, form.organisation.value, form.beside) == ("辻󠄀　健汰朗", "みほん市社会福祉協議会", ())


@pytest.mark.parametrize(("name", "beside"), [("吉田　聡理", []), ("\u0bb7田　聡理", ["\u0bb7田　聡理"])])
def test_the_name_that_is_printed_on_each_page_is_not_told_beside(office: Desk, name: str, beside: list[str]) -> None:
    form = office.form(pages_of(filled(fillable_form(TWIN), {"head/name": name}), [2, 1]))
    assert [each.value for each in form.beside] == beside


@pytest.mark.parametrize(
    ("scale", "x", "y", "size"),
    [(0.94, 26.0, 0.0, LETTER), (0.97, 9.0, 13.0, A4), (1.414, 0.0, 0.0, (841.9, 1190.6))],
    ids=["A4 on Letter", "margins of a printer", "A3"],
)
def test_pages_that_a_printer_moved_or_scaled_are_read(
    office: Desk, flat: bytes, scale: float, x: float, y: float, size: tuple[float, float]
) -> None:
    form = office.form(printed_at(flat, scale, x, y, size))
    assert (said(form), form.beside) == (READ, ())
    assert [each.doubts for each in form.values] == [()] * len(READ)


def test_pages_with_another_origin_are_read(office: Desk, flat: bytes) -> None:
    def move(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            page.contents_add(b"q 1 0 0 1 100 -50 cm", prepend=True)
            page.contents_add(b"Q")
            page.obj.MediaBox = pikepdf.Array([100, -50, A4[0] + 100, A4[1] - 50])

    assert said(office.form(changed(flat, move))) == READ


lines = st.text(st.sampled_from("会議員意見髙﨑①～Aあ、"), min_size=1, max_size=10)
texts = st.lists(lines, min_size=1, max_size=3).map("\n".join)


@settings(max_examples=3, deadline=None)
@given(text=texts, choice=st.sampled_from(["", "/1", "/2"]), cell=lines)
def test_whatever_was_flattened_is_read(office: Desk, text: str, choice: str, cell: str) -> None:
    values = {"Q1/text": text, "Q4/row/1/c4": cell, **({"Q1/choice": choice} if choice else {})}
    read = said(office.form(flattened(shown(fillable_form(), values))))
    assert read == {"Q1/text": text, "Q4/row/1/c4": cell, **({f"Q1/choice{choice}": True} if choice else {})}


def test_a_text_that_runs_over_its_box_is_read_and_may_be_cut(office: Desk) -> None:
    text = "長い文です。" * 10
    (value,) = office.form(flattened(shown(fillable_form(), {"Q1/text": text}))).values
    assert (value.text.value, value.doubts) == (text, (Doubt.CUT,))
    assert value.picture is not None


def test_a_blank_form_on_paper_has_no_answers_and_nothing_beside(office: Desk) -> None:
    form = office.form(printed_form())
    assert (said(form), form.beside, form.missing_pages) == ({}, (), ())


def test_ticks_need_the_paper_only_where_the_blank_form_is_not_kept(office: Desk, flat: bytes) -> None:
    bare = Desk(office.folder, KnownForms(maps=office.known.maps))
    marks = {name: value for name, value in said(bare.read(flat).forms[0]).items() if value is True}
    assert marks == {name: value for name, value in READ.items() if value is True}


def mark(content: bytes, space: str, code: str) -> bytes:
    """The file with something drawn at the lower left corner of a space; code in its millimetres."""
    found = form_map().field(space)
    assert found is not None
    x, y, _, height = found.box_mm
    scale = 72 / 25.4
    moved = f"q {scale} 0 0 {scale} {x * scale} {A4[1] - (y + height) * scale} cm {code} Q"

    def draw(pdf: pikepdf.Pdf) -> None:
        pdf.pages[found.page - 1].contents_add(moved.encode())

    return changed(content, draw)


def test_a_faint_tick_is_asked_about_with_its_picture(office: Desk) -> None:
    (value,) = office.form(mark(printed_form(), "Q1/choice/1", "0.3 w 1.2 1.2 m 3.2 2 l S")).values
    assert (value.field_id, value.marked, value.doubts) == ("Q1/choice/1", None, (Doubt.UNSURE,))
    assert value.picture is not None and value.picture.startswith(b"\x89PNG")


def test_a_cross_and_a_filled_box_are_ticks(office: Desk) -> None:
    crossed = mark(printed_form(), "Q1/choice/2", "0.6 w 0.5 0.5 m 4.5 4.5 l 0.5 4.5 m 4.5 0.5 l S")
    assert said(office.form(mark(crossed, "Q3/A05/choice/1", "0.5 0.5 4 4 re f"))) == {
        "Q1/choice/2": True,
        "Q3/A05/choice/1": True,
    }


def test_what_is_drawn_where_text_is_expected_waits_for_a_person(office: Desk) -> None:
    reading = office.read(mark(printed_form(), "Q1/text", "0.7 w 10 10 m 30 20 l 50 8 l 60 18 l S"))
    (form,), (unread,) = reading.forms, reading.unread
    assert (said(form), unread.identity, len(unread.pictures)) == ({}, form.identity, 1)
    assert "回答書１" in unread.text


def test_text_that_only_one_program_reads_is_asked_about(office: Desk, flat: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kaigi_docs.read.worker.form_printed.characters_of", lambda path, index: [])
    values = {each.field_id: each for each in office.form(flat).values}
    assert values["Q3/A04/text"].doubts == (Doubt.DIFFERENT,)
    assert (values["Q3/A04/text"].text.value, values["Q3/A04/text"].other) == ("反対の理由", "")


def test_a_missing_page_is_told(office: Desk, flat: bytes) -> None:
    form = office.form(pages_of(flat, [1]))
    assert (form.missing_pages, "Q4/row/3/c4" in said(form)) == ((2,), False)


def test_a_removed_page_of_a_form_with_fields_is_told_unless_its_fields_hold_something(office: Desk) -> None:
    first_only = pages_of(filled(fillable_form(), {"Q1/text": "一"}), [1])
    assert office.form(first_only).missing_pages == (2,)
    kept = pages_of(filled(fillable_form(), {"Q4/row/1/c1": "資料1"}), [1])
    assert (office.form(kept).missing_pages, said(office.form(kept))) == ((), {"Q4/row/1/c1": "資料1"})


def test_pages_in_another_order_are_read(office: Desk, flat: bytes) -> None:
    form = office.form(pages_of(flat, [2, 1]))
    assert (said(form), form.missing_pages) == (READ, ())


def test_pages_with_fields_in_another_order_are_read(office: Desk) -> None:
    form = office.form(pages_of(filled(fillable_form(TWIN), {"Q1/text": "一", "Q4/row/1/c1": "資料1"}), [2, 1]))
    assert (said(form), form.missing_pages) == ({"Q1/text": "一", "Q4/row/1/c1": "資料1"}, ())


def test_a_page_that_was_added_is_kept_beside(office: Desk, flat: bytes) -> None:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.drawString(100, 700, "One more opinion")
    canvas.save()
    form = office.form(joined(flat, written.getvalue()))
    assert (said(form), [each.value for each in form.beside]) == (READ, ["One more opinion"])
    assert form.beside[0].where is not None and form.beside[0].where.page == 3


def test_words_written_on_the_margin_are_kept_beside(office: Desk) -> None:
    content = printed_form()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        pdf.pages[0].Resources.Font.FX = pdf.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
        )
        pdf.pages[0].contents_add(b"BT /FX 9 Tf 60 120 Td (PS: call me) Tj ET")
        written = io.BytesIO()
        pdf.save(written)
    (beside,) = office.form(written.getvalue()).beside
    assert beside.value == "PS: call me"


def scanned(content: bytes) -> bytes:
    """Its pages as pictures, as scanners and 無害化 leave them."""
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    with pypdfium2.PdfDocument(content) as document:
        for page in document:
            canvas.drawInlineImage(page.render(scale=1, grayscale=True).to_pil(), 0, 0, *A4)
            canvas.showPage()
            page.close()
    canvas.save()
    return written.getvalue()


def test_a_scan_waits_for_a_person_with_a_picture_of_each_page(office: Desk, flat: bytes) -> None:
    reading = office.read(scanned(flat))
    (unread,) = reading.unread
    assert (reading.forms, codes(reading), unread.kind) == ((), [], "紙の回答")
    assert [each[:4] for each in unread.pictures] == [b"\x89PNG"] * form_map().pages


def test_a_scan_with_text_that_a_program_guessed_is_paper_all_the_same(office: Desk) -> None:
    def cover(pdf: pikepdf.Pdf) -> None:
        for page in pdf.pages:
            picture = pdf.make_stream(bytes(100), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=10, Height=10)
            picture.update({"/ColorSpace": pikepdf.Name.DeviceGray, "/BitsPerComponent": 8})
            page.Resources.XObject = pikepdf.Dictionary(Scan=picture)
            page.contents_add(b"q %f 0 0 %f 0 0 cm /Scan Do Q" % A4)

    reading = office.read(changed(printed_form(), cover))
    (unread,) = reading.unread
    assert (reading.forms, unread.kind, unread.identity and unread.identity.member) == ((), "紙の回答", "0")


def test_a_form_that_lost_its_fields_with_all_that_was_in_them_is_an_error(office: Desk) -> None:
    def lose(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/AcroForm"]
        for page in pdf.pages:
            del page.obj["/Annots"]

    reading = office.read(changed(filled(fillable_form(TWIN), {"Q1/text": "一"}), lose))
    assert codes(reading) == ["form-emptied"]


def test_one_page_with_fields_and_one_without_make_one_form(office: Desk, flat: bytes) -> None:
    half = joined(pages_of(filled(fillable_form(TWIN), {"Q1/text": "一"}), [1]), pages_of(flat, [2]))
    form = office.form(half)
    assert (said(form), form.missing_pages) == ({"Q1/text": "一", "Q4/row/3/c4": "資料への意見"}, ())


def test_pages_of_two_members_in_one_form_make_two_forms(office: Desk, flat: bytes) -> None:
    other = flattened(shown(fillable_form(VARIANT), {"Q4/row/1/c4": "二人目"}))
    reading = office.read(joined(pages_of(flat, [1]), pages_of(other, [2])))
    assert [(each.identity and each.identity.member, each.missing_pages) for each in reading.forms] == [
        ("C31", (2,)),
        ("C32", (1,)),
    ]


def test_a_foreign_pdf_is_no_form(office: Desk) -> None:
    reading = office.read(pdf_of(b"", b"BT ET"))
    (unread,) = reading.unread
    assert (reading.forms, unread.identity, len(unread.pictures)) == ((), None, 2)


def test_only_so_many_pages_are_shown(office: Desk) -> None:
    few = replace(office, limits=replace(office.limits, pictures=3))
    (unread,) = few.read(pdf_of(*[b""] * 5)).unread
    assert len(unread.pictures) == 3


def test_a_word_form_saved_as_pdf_waits_for_a_person_since_its_pages_are_others(office: Desk) -> None:
    written = io.BytesIO()
    canvas = Canvas(written, pagesize=A4)
    canvas.drawString(100, 700, "answer")
    canvas.drawString(100, 40, form_id(TWIN))
    canvas.save()
    result = office.read(written.getvalue())
    assert result.forms == ()
    (unread,) = result.unread
    assert unread.identity is not None and unread.identity.text == form_id(TWIN)
    assert "Word" in unread.why


def test_characters_that_stand_elsewhere_do_not_bend_the_fit() -> None:
    printed = [(chr(0x4E00 + n), (60.0 + 9 * n, 100.0 + 15 * n, 68.0 + 9 * n, 108.0 + 15 * n)) for n in range(40)]
    ids = [(chr(0x41 + n), (400.0 + 5 * n, 700.0, 404.0 + 5 * n, 707.0)) for n in range(16)]
    moved = [(character, (x0 + 9, y0, x1 + 9, y1)) for character, (x0, y0, x1, y1) in ids]
    fit = fit_of([*printed, *moved], [*printed, *ids])
    assert fit is not None
    assert fit.on_form((540.0, 700.0, 540.0, 700.0)) == pytest.approx((540.0, 700.0, 540.0, 700.0), abs=0.1)
