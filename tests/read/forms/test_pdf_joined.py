"""Several forms in one PDF, files in PDFs, and what people drew on forms instead of filling them in."""

from __future__ import annotations

from collections.abc import Mapping

import pikepdf
import pytest

from foreign_pdfs import opened, pdf_of, saved
from kaigi_docs.model.returned_forms import Doubt, ReturnedForm
from pdf_answers import (
    Desk,
    changed,
    codes,
    desk,
    filled,
    flattened,
    joined,
    joined_by_pypdf,
    pages_of,
    renamed,
    said,
    shown,
    with_drawing,
)
from printed_forms import TWIN, VARIANT, fillable_form, form_map

A4_PT = 841.89
PT_PER_MM = 72 / 25.4


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def two() -> tuple[bytes, bytes]:
    one = filled(fillable_form(TWIN), {"Q1/choice": "1", "Q1/text": "一人目", "Q3/A04/choice": "2", "Q4/row/1/c4": "甲"})
    other = filled(fillable_form(VARIANT), {"Q1/choice": "2", "Q3/A04/choice": "1", "Q4/row/1/c4": "乙"})
    return one, other


BOTH = {
    "C31": {"Q1/choice/1": True, "Q1/text": "一人目", "Q3/A04/choice/2": True, "Q4/row/1/c4": "甲"},
    "C32": {"Q1/choice/2": True, "Q3/A04/choice/1": True, "Q4/row/1/c4": "乙"},
}


def by_member(forms: tuple[ReturnedForm, ...]) -> dict[str, dict[str, str | bool | None]]:
    return {form.identity.member: said(form) for form in forms if form.identity is not None}


def listed(content: bytes) -> bytes:
    """Fields that stand on pages, named in the form."""

    def name(pdf: pikepdf.Pdf) -> None:
        fields: dict[tuple[int, int], pikepdf.Object] = {}
        for page in pdf.pages:
            for widget in page.obj.Annots:
                field = widget if "/T" in widget else widget.Parent
                fields[field.objgen] = field
        pdf.Root.AcroForm = pdf.make_indirect(pikepdf.Dictionary(Fields=pikepdf.Array(fields.values())))

    return changed(content, name)


@pytest.mark.parametrize("way", ["on pages only", "same names", "as qpdf names them", "as pdftk names them"])
def test_forms_of_two_members_in_one_file_are_two_forms(office: Desk, two: tuple[bytes, bytes], way: str) -> None:
    one, other = two
    content = {
        "on pages only": lambda: joined(one, other),
        "same names": lambda: joined_by_pypdf(one, other),
        "as qpdf names them": lambda: listed(joined(one, renamed(other, lambda name: f"{name}+1"))),
        "as pdftk names them": lambda: listed(joined(one, renamed(other, lambda name: f"1.{name}"))),
    }[way]()
    reading = office.read(content)
    assert (codes(reading), by_member(reading.forms)) == ([], BOTH)
    assert [each.name.value for each in reading.forms] == ["𠮷田　聡理", "辻󠄀　健汰朗"]
    assert len({each.id for each in reading.forms}) == 2
    assert [each.where.page for each in reading.forms] == [1, 3]


def test_neutral_forms_of_two_people_in_one_file_are_two_forms(office: Desk) -> None:
    first, second = (filled(fillable_form(), {"head/name": name, "Q4/row/1/c4": name}) for name in ("甲", "乙"))
    forms = office.read(joined(first, second)).forms
    assert [(each.name.value, said(each)) for each in forms] == [("甲", {"Q4/row/1/c4": "甲"}), ("乙", {"Q4/row/1/c4": "乙"})]


def test_flattened_forms_of_two_members_in_one_file_are_two_forms(office: Desk) -> None:
    one, other = (flattened(shown(fillable_form(each), {"Q1/text": each.id})) for each in (TWIN, VARIANT))
    assert by_member(office.read(joined(one, other)).forms) == {"C31": {"Q1/text": "C31"}, "C32": {"Q1/text": "C32"}}


def test_a_page_of_another_member_makes_a_form_of_its_own(office: Desk, two: tuple[bytes, bytes]) -> None:
    one, other = two
    reading = office.read(joined(pages_of(one, [1]), pages_of(other, [2])))
    assert {form.identity.member: form.missing_pages for form in reading.forms if form.identity} == {"C31": (2,), "C32": (1,)}
    assert by_member(reading.forms)["C32"] == {"Q4/row/1/c4": "乙"}


def test_a_hidden_id_of_another_member_is_told(office: Desk, two: tuple[bytes, bytes]) -> None:
    one, other = two

    def swap(pdf: pikepdf.Pdf) -> None:
        (mine,) = (each for each in pdf.Root.AcroForm.Fields if str(each.T) == "kaigi/id")
        with opened(other) as second:
            (theirs,) = (each for each in second.Root.AcroForm.Fields if str(each.T) == "kaigi/id")
            mine.V = pikepdf.String(str(theirs.V))
        extra = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="Q1/text", V=pikepdf.String("別"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(extra))

    reading = office.read(changed(one, swap))
    assert codes(reading) == ["form-id-differs"]
    assert {form.identity.member for form in reading.forms if form.identity} == {"C31"}


def test_a_field_twice_with_two_texts_keeps_both(office: Desk, two: tuple[bytes, bytes]) -> None:
    def double(pdf: pikepdf.Pdf) -> None:
        extra = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="Q1/text", V=pikepdf.String("もう一つ"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(extra))

    (form,) = office.read(changed(two[0], double)).forms
    assert [each.text.value for each in form.values if each.field_id == "Q1/text"] == ["一人目", "もう一つ"]


def test_fields_that_a_program_made_one_of_two_are_an_error(office: Desk, two: tuple[bytes, bytes]) -> None:
    def share(pdf: pikepdf.Pdf) -> None:
        field = next(each for each in pdf.Root.AcroForm.Fields if str(each.T) == "Q1/text")
        page = pdf.pages[2].obj
        page.Annots = pikepdf.Array([*(each for each in page.Annots if str(each.get("/T", "")) != "Q1/text"), field])

    assert codes(office.read(changed(listed(joined(*two)), share))) == ["form-fields-shared"]


def test_ticks_of_groups_that_lost_their_name_are_asked_about(office: Desk, two: tuple[bytes, bytes]) -> None:
    def orphan(pdf: pikepdf.Pdf) -> None:
        for field in pdf.Root.AcroForm.Fields:
            for box in field.get("/Kids", ()):
                del box["/Parent"]
        del pdf.Root["/AcroForm"]

    (form,) = office.read(changed(two[0], orphan)).forms
    ticks = {each.field_id: (each.marked, each.doubts) for each in form.values if "choice" in each.field_id}
    assert ticks == {"Q1/choice/1": (None, (Doubt.UNSURE,)), "Q3/A04/choice/2": (None, (Doubt.UNSURE,))}


def attached(content: bytes, name: str, held: bytes) -> bytes:
    with opened(content) as pdf:
        pdf.attachments[name] = held
        return saved(pdf)


def test_attached_files_are_handed_on(office: Desk, two: tuple[bytes, bytes]) -> None:
    reading = office.read(attached(two[0], "別紙.docx", b"PK"))
    assert [(each.name, each.path.read_bytes()) for each in reading.attached] == [("別紙.docx", b"PK")]
    assert len(reading.forms) == 1


def test_the_cover_of_a_portfolio_is_no_answer_but_its_files_are(office: Desk, two: tuple[bytes, bytes]) -> None:
    def collect(pdf: pikepdf.Pdf) -> None:
        pdf.Root.Collection = pikepdf.Dictionary(Type=pikepdf.Name.Collection)

    reading = office.read(changed(attached(pdf_of(b""), "回答書.pdf", two[0]), collect))
    assert (reading.forms, reading.unread, [each.name for each in reading.attached]) == ((), (), ["回答書.pdf"])


def test_a_file_pinned_to_a_page_is_handed_on(office: Desk, two: tuple[bytes, bytes]) -> None:
    with opened(two[0]) as pdf:
        held = pdf.make_stream(b"PK")
        spec = pikepdf.Dictionary(Type=pikepdf.Name.Filespec, UF=pikepdf.String("写真.jpg"), EF=pikepdf.Dictionary(F=held))
        pin = pikepdf.Dictionary(Subtype=pikepdf.Name.FileAttachment, Rect=pikepdf.Array([9, 9, 20, 20]))
        pin.FS = pdf.make_indirect(spec)
        pdf.pages[0].obj.Annots.append(pdf.make_indirect(pin))
        content = saved(pdf)
    assert [each.name for each in office.read(content).attached] == ["写真.jpg"]


def over(space: str, inset: float = 1.0) -> list[float]:
    """The rectangle of a space, a little smaller, in points from the lower left corner."""
    found = form_map().field(space)
    assert found is not None
    x, y, width, height = found.box_mm
    edges = (x + inset, y + inset, x + width - inset, y + height - inset)
    return [edges[0] * PT_PER_MM, A4_PT - edges[3] * PT_PER_MM, edges[2] * PT_PER_MM, A4_PT - edges[1] * PT_PER_MM]


INK = {"InkList": pikepdf.Array([pikepdf.Array([70, 480, 90, 500])])}


def test_a_text_box_over_a_space_is_its_answer_which_a_person_confirms(office: Desk) -> None:
    form = office.form(with_drawing(fillable_form(), 1, over("Q1/text", 5), "FreeText", Contents="枠の上の文"))
    assert (said(form), form.beside) == ({"Q1/text": "枠の上の文"}, ())
    assert form.values[0].doubts == (Doubt.PLACED,) and form.values[0].picture is not None


@pytest.mark.parametrize(("away", "answers", "beside"), [(2.0, {"Q1/text": "枠の下の文"}, []), (9.0, {}, ["枠の下の文"])])
def test_a_text_box_close_to_a_space_belongs_there(
    office: Desk, away: float, answers: Mapping[str, str], beside: list[str]
) -> None:
    left, bottom, right, _ = over("Q1/text", 0)
    below = bottom - away * PT_PER_MM
    form = office.form(with_drawing(fillable_form(), 1, [left, below - 20, right, below], "FreeText", Contents="枠の下の文"))
    assert (said(form), [each.value for each in form.beside]) == (answers, beside)


def test_a_sign_in_a_wide_text_box_is_of_the_box_that_it_touches(office: Desk) -> None:
    left, bottom, _, top = over("Q2/choice/1", 0)
    form = office.form(with_drawing(fillable_form(), 1, [left + 2, bottom, left + 60, top], "FreeText", Contents="✓"))
    assert [(each.field_id, each.doubts) for each in form.values] == [("Q2/choice/1", (Doubt.UNSURE,))]
    assert form.beside == ()


def test_words_on_a_box_are_kept_beside_the_tick_that_they_may_be(office: Desk) -> None:
    form = office.form(with_drawing(fillable_form(), 1, over("Q3/A05/choice/2", 0), "FreeText", Contents="反対ではない"))
    assert [(each.field_id, each.doubts) for each in form.values] == [("Q3/A05/choice/2", (Doubt.UNSURE,))]
    assert [each.value for each in form.beside] == ["反対ではない"]


def test_a_text_box_over_a_filled_space_is_asked_about_with_a_picture(office: Desk, two: tuple[bytes, bytes]) -> None:
    reading = office.read(with_drawing(two[0], 1, over("Q1/text", 5), "FreeText", Contents="追記"))
    (value,) = (each for each in reading.forms[0].values if each.field_id == "Q1/text")
    assert (value.text.value, value.other, value.doubts) == ("一人目", "一人目\n追記", (Doubt.DIFFERENT,))
    assert value.picture is not None


@pytest.mark.parametrize(("kind", "text"), [("FreeText", "✓"), ("Stamp", ""), ("Ink", ""), ("Circle", "")])
def test_something_drawn_on_a_box_is_asked_about(office: Desk, kind: str, text: str) -> None:
    form = office.form(with_drawing(fillable_form(), 1, over("Q3/A05/choice/2", 0), kind, Contents=text))
    (value,) = form.values
    assert (value.field_id, value.marked, value.doubts) == ("Q3/A05/choice/2", None, (Doubt.UNSURE,))
    assert value.picture is not None


def test_handwriting_in_a_space_waits_for_a_person_beside_the_form(office: Desk, two: tuple[bytes, bytes]) -> None:
    reading = office.read(with_drawing(two[1], 1, over("Q1/text", 3), "Ink", **INK))
    assert by_member(reading.forms) == {"C32": BOTH["C32"]}
    (unread,) = reading.unread
    assert unread.identity == reading.forms[0].identity and len(unread.pictures) == 1
    assert "回答書１" in unread.text


def test_notes_and_texts_elsewhere_are_kept_beside(office: Desk) -> None:
    noted = with_drawing(fillable_form(), 1, [20, 20, 40, 40], "Text", Contents="付せんの意見")
    form = office.form(with_drawing(noted, 2, [300, 30, 400, 60], "FreeText", Contents="余白の意見"))
    assert [(each.value, each.where and each.where.page) for each in form.beside] == [("付せんの意見", 1), ("余白の意見", 2)]


def test_a_note_at_a_space_is_kept_beside(office: Desk) -> None:
    form = office.form(with_drawing(fillable_form(), 1, over("Q1/text", 5), "Text", Contents="付せん"))
    assert (said(form), [each.value for each in form.beside]) == ({}, ["付せん"])


def test_drawings_elsewhere_are_told(office: Desk, two: tuple[bytes, bytes]) -> None:
    reading = office.read(with_drawing(two[0], 1, [20, 20, 100, 40], "Highlight"))
    assert (codes(reading), by_member(reading.forms)) == (["drawn-beside"], {"C31": BOTH["C31"]})


def test_a_sign_that_programs_do_not_draw_ticks_the_box_of_a_flattened_form_too(office: Desk) -> None:
    form = office.form(with_drawing(flattened(fillable_form()), 1, over("Q3/A05/choice/2", 0), "FreeText", Contents="○"))
    assert [(each.field_id, each.marked, each.doubts) for each in form.values] == [("Q3/A05/choice/2", None, (Doubt.UNSURE,))]


def test_a_text_box_on_a_flattened_form_is_its_answer(office: Desk) -> None:
    flat = flattened(shown(fillable_form(), {"Q4/row/1/c1": "資料1"}))
    form = office.form(with_drawing(flat, 2, over("Q4/row/1/c4", 2), "FreeText", Contents="表の意見"))
    assert said(form) == {"Q4/row/1/c1": "資料1", "Q4/row/1/c4": "表の意見"}
