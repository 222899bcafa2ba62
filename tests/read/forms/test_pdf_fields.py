"""Forms that come back as they were sent, with something in their fields."""

from __future__ import annotations

import io
import string
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foreign_pdfs import opened
from kaigi_docs.model.form_identity import Genuineness
from kaigi_docs.model.returned_forms import Doubt, Way
from kaigi_docs.read.sandbox import Sandbox, SandboxLimits
from pdf_answers import Desk, changed, codes, desk, filled, said, set_by_pypdfform
from printed_forms import TWIN, VARIANT, fillable_form, form_id, form_map

HARD = "髙﨑・𠮷田と①㈱～－\n葛󠄀城の辻󠄀\n" + "長い文。" * 500
ANSWERS = {
    "Q1/text": HARD,
    "Q1/choice": "1",
    "Q2/choice/1": "1",
    "Q2/choice/3": "1",
    "Q3/A04/choice": "2",
    "Q3/A05/choice": "3",
    "Q3/A05/text": "条件があります",
    "Q4/row/2/c4": "三行目の意見",
}
READ = {
    "Q1/choice/1": True,
    "Q1/text": HARD,
    "Q2/choice/1": True,
    "Q2/choice/3": True,
    "Q3/A04/choice/2": True,
    "Q3/A05/choice/3": True,
    "Q3/A05/text": "条件があります",
    "Q4/row/2/c4": "三行目の意見",
}
TEXTS = [each.id for each in form_map().fields if each.kind != "mark" and not each.id.startswith("head/")]
GROUPS = {"Q1/choice": 2, "Q3/A04/choice": 3, "Q3/A05/choice": 3}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return desk(tmp_path_factory.mktemp("office"))


def by_pypdf(content: bytes, values: Mapping[str, str]) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    named = {name: f"/{value}" if "choice" in name else value for name, value in values.items()}
    writer.update_page_form_field_values(None, named, auto_regenerate=True)
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def by_pypdfform(content: bytes, values: Mapping[str, str]) -> bytes:
    return set_by_pypdfform(content, form_map(), values)


@pytest.mark.parametrize("fill", [filled, by_pypdf, by_pypdfform])
def test_what_a_program_filled_in_is_read(office: Desk, fill: object) -> None:
    assert callable(fill)
    form = office.form(fill(fillable_form(TWIN), ANSWERS))
    assert (form.way, form.name.value, form.organisation.value) == (Way.FIELDS, "𠮷田　聡理", "みほん薬剤師会")
    assert said(form) == READ
    assert form.identity is not None
    assert (form.identity.text, form.genuineness) == (form_id(TWIN), Genuineness.GENUINE)
    assert (form.missing_pages, form.beside) == ((), ())


def test_a_worker_reads_the_same(office: Desk) -> None:
    with Sandbox(SandboxLimits(workers=1)) as sandbox:
        apart = Desk(office.folder, office.known, sandbox=sandbox)
        assert said(apart.form(filled(fillable_form(TWIN), ANSWERS))) == READ


def test_a_form_that_nobody_touched_has_no_answers(office: Desk) -> None:
    form = office.form(fillable_form(VARIANT))
    assert (said(form), form.name.value, form.prefilled_name) == ({}, "辻󠄀　健汰朗", "辻󠄀　健汰朗")


def test_a_changed_name_stands_beside_the_one_that_we_had_filled_in(office: Desk) -> None:
    form = office.form(filled(fillable_form(TWIN), {"head/name": "吉田　聡理"}))
    assert (form.name.value, form.prefilled_name) == ("吉田　聡理", "𠮷田　聡理")


def test_values_know_their_page_and_question(office: Desk) -> None:
    form = office.form(filled(fillable_form(), ANSWERS))
    places = {each.field_id: each.text.where for each in form.values}
    assert {(where.file, where.page) for where in places.values() if where} == {("回答/回答.pdf", 1), ("回答/回答.pdf", 2)}
    assert all(where is not None and where.label for where in places.values())


letters = st.text(st.sampled_from("あ亜髙﨑①㈱～－、。𠮷Ａ" + string.ascii_letters + " \n"), max_size=60).filter(str.strip)
answers = st.fixed_dictionaries(
    {},
    optional={
        **dict.fromkeys(TEXTS, letters),
        **{name: st.sampled_from([str(number) for number in range(1, count + 1)]) for name, count in GROUPS.items()},
        **dict.fromkeys(("Q2/choice/1", "Q2/choice/2", "Q2/choice/3"), st.just("1")),
    },
)


@settings(max_examples=25, deadline=None)
@given(answers)
def test_whatever_is_filled_in_is_read_as_it_was(tmp_path_factory: pytest.TempPathFactory, values: dict[str, str]) -> None:
    form = desk(tmp_path_factory.mktemp("any")).form(filled(fillable_form(), values))
    expected = {f"{name}/{value}" if name in GROUPS else name: value for name, value in values.items()}
    marks = {name: True for name in expected if "choice" in name}
    assert said(form) == {**expected, **marks}


def raw_value(name: str, value: pikepdf.Object) -> bytes:
    def put(pdf: pikepdf.Pdf) -> None:
        (field,) = (each for each in pdf.Root.AcroForm.Fields if str(each.T) == name)
        field.V = value

    return changed(fillable_form(), put)


@pytest.mark.parametrize(
    ("raw", "text", "sure"),
    [
        ("会議".encode("utf-16"), "会議", True),
        (b"\xfe\xff" + "会議".encode("utf-16-be"), "会議", True),
        (b"\xef\xbb\xbf" + "会議".encode(), "会議", True),
        ("会議".encode(), "会議", False),
        ("髙﨑①".encode("cp932"), "髙﨑①", False),
        (b"plain", "plain", True),
        (b"caf\xe9", "café", True),
        (b"\xfe\xff" + "\x1bja\x1b会議".encode("utf-16-be"), "会議", True),
    ],
)
def test_strings_are_read_in_any_encoding_and_guessed_ones_are_shown(office: Desk, raw: bytes, text: str, sure: bool) -> None:
    (value,) = office.form(raw_value("Q1/text", pikepdf.String(raw))).values
    assert (value.text.value, value.doubts) == (text, () if sure else (Doubt.UNEXPECTED,))


@pytest.mark.parametrize("wrap", [lambda pdf, text: pikepdf.Array([text]), lambda pdf, text: pdf.make_indirect(text)])
def test_values_in_lists_and_behind_references_are_read(office: Desk, wrap: object) -> None:
    assert callable(wrap)

    def put(pdf: pikepdf.Pdf) -> None:
        (field,) = (each for each in pdf.Root.AcroForm.Fields if str(each.T) == "Q1/text")
        field.V = wrap(pdf, pikepdf.String("会議"))

    assert said(office.form(changed(fillable_form(), put))) == {"Q1/text": "会議"}


def test_values_that_are_streams_are_read(office: Desk) -> None:
    def put(pdf: pikepdf.Pdf) -> None:
        (field,) = (each for each in pdf.Root.AcroForm.Fields if str(each.T) == "Q1/text")
        field.V = pdf.make_stream(b"\xfe\xff" + "会議".encode("utf-16-be"))

    assert said(office.form(changed(fillable_form(), put))) == {"Q1/text": "会議"}


@pytest.mark.parametrize(
    "damaged",
    ["ஷ田さん", "葛Ā城", "会\ufffd議", "外\ue000字", "㌀鸽", "会\x07議", "一\u202eニ"],
    ids=["cut twin", "cut selector", "replacement", "private", "foreign kanji", "bell", "turned"],
)
def test_letters_that_were_damaged_on_the_way_are_shown(office: Desk, damaged: str) -> None:
    (value,) = office.form(filled(fillable_form(), {"Q1/text": damaged})).values
    assert value.doubts == (Doubt.UNEXPECTED,)
    assert value.picture is not None and value.picture.startswith(b"\x89PNG")


@pytest.mark.parametrize("usual", ["髙﨑𠮷辻󠄀", "①㈱～－…♪", "Ａé ñ", "한글", "👍", "㎡㌔", "ＡＢ\tＣ", "𩸽定食", "旧字體"])
def test_usual_letters_are_not_doubted(office: Desk, usual: str) -> None:
    (value,) = office.form(filled(fillable_form(), {"Q1/text": usual})).values
    assert (value.text.value, value.doubts) == (usual, ())


def test_a_box_that_is_only_shown_as_ticked_is_asked_about(office: Desk) -> None:
    def tick(pdf: pikepdf.Pdf) -> None:
        (field,) = (each for each in pdf.Root.AcroForm.Fields if str(each.T) == "Q2/choice/2")
        field.AS = pikepdf.Name("/1")

    (value,) = office.form(changed(fillable_form(), tick)).values
    assert (value.field_id, value.marked, value.doubts) == ("Q2/choice/2", None, (Doubt.UNSURE,))


def test_a_choice_that_is_shown_otherwise_is_asked_about_in_both_boxes(office: Desk) -> None:
    def choose(pdf: pikepdf.Pdf) -> None:
        (field,) = (each for each in pdf.Root.AcroForm.Fields if str(each.T) == "Q3/A04/choice")
        field.V = pikepdf.Name("/2")
        field.Kids[0].AS = pikepdf.Name("/1")

    values = office.form(changed(fillable_form(), choose)).values
    assert [(each.field_id, each.marked) for each in values] == [("Q3/A04/choice/1", None), ("Q3/A04/choice/2", None)]


def test_a_choice_that_is_none_of_ours_is_kept_beside(office: Desk) -> None:
    form = office.form(raw_value("Q3/A04/choice", pikepdf.String("棄権")))
    assert (said(form), [each.value for each in form.beside]) == ({}, ["棄権"])


def test_boxes_without_any_appearance_are_read(office: Desk) -> None:
    def strip(pdf: pikepdf.Pdf) -> None:
        for field in pdf.Root.AcroForm.Fields:
            for box in field.get("/Kids", [field]):
                if "/AP" in box:
                    del box["/AP"]

    assert said(office.form(changed(filled(fillable_form(), ANSWERS), strip))) == READ


def test_fields_in_a_tree_keep_their_names(office: Desk) -> None:
    def nest(pdf: pikepdf.Pdf) -> None:
        form = pdf.Root.AcroForm
        (field,) = (each for each in form.Fields if str(each.T) == "Q1/text")
        field.T = pikepdf.String("text")
        parent = pdf.make_indirect(pikepdf.Dictionary(T="extra", Kids=[field]))
        field.Parent = parent
        form.Fields = pikepdf.Array([*(each for each in form.Fields if each.objgen != field.objgen), parent])

    form = office.form(changed(filled(fillable_form(), {"Q1/text": "会議"}), nest))
    assert [each.value for each in form.beside] == ["会議"]


def test_a_very_long_text_is_cut_and_that_is_told(office: Desk) -> None:
    (value,) = office.form(filled(fillable_form(), {"Q1/text": "あ" * 100_001})).values
    assert (len(value.text.value), value.doubts) == (100_000, (Doubt.CUT,))


def test_a_field_that_somebody_added_is_kept_beside(office: Desk) -> None:
    def add(pdf: pikepdf.Pdf) -> None:
        field = pikepdf.Dictionary(FT=pikepdf.Name.Tx, T="memo", V=pikepdf.String("欄外の意見"))
        pdf.Root.AcroForm.Fields.append(pdf.make_indirect(field))

    form = office.form(changed(filled(fillable_form(), ANSWERS), add))
    assert (said(form), [each.value for each in form.beside]) == (READ, ["欄外の意見"])


def test_an_altered_id_is_told(office: Desk) -> None:
    forged = form_id(TWIN).replace(TWIN.id, VARIANT.id)
    reading = office.read(raw_value("kaigi/id", pikepdf.String(forged)))
    (form,) = reading.forms
    assert (form.genuineness, codes(reading)) == (Genuineness.WRONG, ["form-id-differs"])


def test_without_a_key_nothing_is_called_forged(office: Desk) -> None:
    keyless = Desk(office.folder, office.known, key="")
    assert keyless.form(fillable_form(TWIN)).genuineness is Genuineness.UNSIGNED


def test_an_id_in_the_properties_that_says_something_else_is_told(office: Desk) -> None:
    def put(pdf: pikepdf.Pdf) -> None:
        pdf.docinfo["/KaigiFormId"] = form_id(VARIANT)

    reading = office.read(changed(fillable_form(TWIN), put))
    assert codes(reading) == ["form-id-differs"]
    assert len(reading.forms) == 1


def test_the_id_of_the_properties_does_where_the_field_is_gone(office: Desk) -> None:
    def drop(pdf: pikepdf.Pdf) -> None:
        kept = [each for each in pdf.Root.AcroForm.Fields if str(each.T) != "kaigi/id"]
        pdf.Root.AcroForm.Fields = pikepdf.Array(kept)
        sheet = pdf.pages[0].obj
        sheet.Annots = pikepdf.Array([each for each in sheet.Annots if str(each.get("/T", "")) != "kaigi/id"])

    assert said(office.form(changed(filled(fillable_form(TWIN), ANSWERS), drop))) == READ


def test_a_form_locked_against_changes_is_read(office: Desk) -> None:
    written = io.BytesIO()
    with opened(filled(fillable_form(), ANSWERS)) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="shomu", user=""))
    assert said(office.form(written.getvalue())) == READ


def test_a_form_with_a_password_is_a_finding(office: Desk) -> None:
    written = io.BytesIO()
    with opened(fillable_form()) as pdf:
        pdf.save(written, encryption=pikepdf.Encryption(owner="shomu", user="himitsu"))
    reading = office.read(written.getvalue())
    assert (codes(reading), reading.forms) == (["pdf-password"], ())


def test_an_unknown_version_waits_for_a_person_with_all_that_it_says(office: Desk, tmp_path: Path) -> None:
    foreign = Desk(tmp_path, type(office.known)())
    reading = foreign.read(filled(fillable_form(TWIN), ANSWERS))
    assert (codes(reading), reading.forms) == (["form-version-unknown"], ())
    (unread,) = reading.unread
    assert unread.identity is not None and unread.identity.text == form_id(TWIN)
    assert "条件があります" in unread.text and len(unread.pictures) == form_map().pages
