"""A PDF of another program comes in cleaned, or a finding says why it does not."""

from __future__ import annotations

import io
import random
from collections.abc import Callable, Iterator
from pathlib import Path

import pikepdf
import pytest

from foreign_pdfs import A4, flag, opened, pdf_of, saved, with_annotation, with_field
from kaigi_docs.findings import Findings, Severity
from kaigi_docs.model.foreign import ForeignPdf
from kaigi_docs.read.foreign_pdf import ForeignLimits, read_foreign_pdf
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.resources import resource_path

PLAIN = pdf_of(flag(100, 500, 200))
Read = Callable[..., tuple[ForeignPdf | None, Findings]]


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as started:
        yield started


@pytest.fixture
def read(sandbox: Sandbox, tmp_path: Path) -> Read:
    def read_bytes(content: bytes, **limits: float) -> tuple[ForeignPdf | None, Findings]:
        path = tmp_path / "調査票.pdf"
        path.write_bytes(content)
        return read_foreign_pdf(sandbox, path, "添付/調査票.pdf", limits=ForeignLimits(**limits))  # type: ignore[arg-type]

    return read_bytes


def encrypted(user: str) -> bytes:
    with opened(PLAIN) as pdf:
        locked = pikepdf.Encryption(owner="owner", user=user, allow=pikepdf.Permissions(extract=False))
        return saved(pdf, encryption=locked, deterministic_id=False)


def with_layer_off() -> bytes:
    with opened(PLAIN) as pdf:
        layer = pdf.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="下書き"))
        pdf.Root.OCProperties = pikepdf.Dictionary(OCGs=pikepdf.Array([layer]), D=pikepdf.Dictionary(OFF=pikepdf.Array([layer])))
        return saved(pdf)


def dynamic_form() -> bytes:
    with opened(PLAIN) as pdf:
        pdf.Root.NeedsRendering = True
        pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pikepdf.Array(), XFA=pdf.make_stream(b"<xdp/>"))
        return saved(pdf)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "attachment-empty", id="an empty file"),
        pytest.param(b"PK\x03\x04 a Word file", "attachment-not-pdf", id="a file of another kind"),
        pytest.param(b"%PDF-1.7\n" + b"\x00" * 500, "attachment-damaged", id="nothing but a header"),
        pytest.param(encrypted("secret"), "attachment-password", id="a password to open"),
        pytest.param(encrypted(""), "attachment-encrypted", id="restrictions without a password to open"),
        pytest.param(pdf_of(b"/P BMC \x81\x82 )) EMC"), "attachment-damaged", id="content that means nothing"),
        pytest.param(with_layer_off(), "attachment-layers", id="a layer that is switched off"),
        pytest.param(dynamic_form(), "attachment-dynamic", id="a form that its program draws"),
        pytest.param(pdf_of(), "attachment-damaged", id="no page"),
        pytest.param(pdf_of(b"", b"", b""), "attachment-too-many-pages", id="more pages than allowed"),
        pytest.param(pdf_of(b"", size=(100, 100)), "attachment-page-size", id="a page as small as a stamp"),
        pytest.param(pdf_of(b"", size=(5000, 400)), "attachment-page-size", id="a page longer than A0"),
        pytest.param(PLAIN + b"%" * 9000, "attachment-too-large", id="more bytes than allowed"),
    ],
)
def test_what_cannot_be_taken_over_is_an_error_that_names_the_file(read: Read, content: bytes, code: str) -> None:
    pdf, findings = read(content, max_pages=2, max_bytes=8000)

    (finding,) = findings
    assert pdf is None
    assert (finding.code, finding.severity) == (code, Severity.ERROR)
    assert finding.where is not None
    assert finding.where.file == "添付/調査票.pdf"
    assert finding.hint.endswith(("ください。", "ページです。", "なりません。"))


def test_a_file_cut_in_the_middle_is_repaired_and_said_to_be(read: Read) -> None:
    pdf, findings = read(PLAIN[: PLAIN.index(b"xref")])
    assert pdf is not None
    assert findings.codes() == ["attachment-repaired"]


def test_a_plain_file_needs_no_remark(read: Read) -> None:
    pdf, findings = read(PLAIN)
    assert list(findings) == []
    assert pdf is not None
    (sheet,) = pdf.sheets
    assert (round(sheet.width_mm), round(sheet.height_mm)) == (210, 297)
    assert sheet.ink_mm is not None
    assert [round(edge) for edge in sheet.ink_mm] == [35, 50, 85, 121]  # the F and a pixel around it


def test_an_empty_page_has_no_ink(read: Read) -> None:
    pdf, _ = read(pdf_of(b""))
    assert pdf is not None
    assert pdf.sheets[0].ink_mm is None


def test_the_crop_box_and_the_rotation_decide_the_size(read: Read) -> None:
    box = pikepdf.Array([100, 100, 500, 700])
    pdf, _ = read(pdf_of(flag(150, 500, 100), CropBox=box, Rotate=90))
    assert pdf is not None
    sheet = pdf.sheets[0]
    assert (round(sheet.width_mm * 72 / 25.4), round(sheet.height_mm * 72 / 25.4)) == (600, 400)


def test_a_font_that_is_not_in_the_file_is_named_with_its_pages(read: Read) -> None:
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    text = b"BT /F1 20 Tf 100 400 Td (abc) Tj ET"
    pdf, findings = read(pdf_of(text, text, Resources=pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))))

    (finding,) = findings
    assert (finding.code, finding.severity) == ("attachment-font", Severity.WARNING)
    assert str(finding.where) == "添付/調査票.pdf 1ページ"
    assert "「Helvetica」" in finding.message
    assert "1、2ページ" in finding.message
    assert pdf is not None
    assert not pdf.archival


def test_colours_of_the_press_are_told_and_forbid_the_claim_of_pdf_a(read: Read) -> None:
    pdf, findings = read(pdf_of(b"0 1 1 0 k 100 100 200 200 re f"))
    assert findings.codes() == ["attachment-colour"]
    assert pdf is not None
    assert not pdf.archival


def test_a_field_becomes_a_picture_and_is_told(read: Read) -> None:
    pdf, findings = read(with_field(PLAIN, value="見本"))
    assert findings.codes() == ["attachment-fields"]
    assert pdf is not None
    assert pdf.sheets[0].ink_mm is not None
    assert round(pdf.sheets[0].ink_mm[3] / 297 * 842) == 783  # the lower edge of the field


def test_a_field_whose_value_has_no_picture_is_a_warning(read: Read) -> None:
    _, findings = read(with_field(PLAIN, value="見本", look=None))
    assert findings.codes() == ["attachment-field-empty", "attachment-fields"]


def test_an_empty_field_without_picture_is_no_warning(read: Read) -> None:
    _, findings = read(with_field(PLAIN, look=None))
    assert findings.codes() == ["attachment-fields"]


@pytest.mark.parametrize(
    ("subtype", "code"), [("Text", "attachment-comments"), ("Link", "attachment-links"), ("Highlight", "attachment-review")]
)
def test_notes_links_and_marks_of_a_review_are_told(read: Read, subtype: str, code: str) -> None:
    _, findings = read(with_annotation(PLAIN, subtype))
    assert findings.codes() == [code]


def with_everything() -> bytes:
    """A file that acts, carries another file, has tags and layers, and is signed with metadata."""
    with opened(pdf_of(b"/P <</MCID 0>> BDC " + flag(100, 500, 200) + b"EMC /OC /L1 BDC 10 10 50 50 re f EMC")) as pdf:
        script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
        pdf.Root.OpenAction = script
        pdf.Root.Names = pikepdf.Dictionary(
            JavaScript=pikepdf.Dictionary(Names=pikepdf.Array(["a", script])),
            EmbeddedFiles=pikepdf.Dictionary(Names=pikepdf.Array()),
        )
        pdf.Root.StructTreeRoot = pikepdf.Dictionary(Type=pikepdf.Name.StructTreeRoot)
        pdf.pages[0].obj.AA = pikepdf.Dictionary(O=script)
        pdf.pages[0].obj.StructParents = 0
        pdf.pages[0].obj.PieceInfo = pikepdf.Dictionary(Office=pikepdf.Dictionary(Private="内部の名前"))
        with pdf.open_metadata() as metadata:
            metadata["dc:creator"] = ["作った人"]
        return saved(pdf)


def test_nothing_comes_in_but_the_picture(read: Read) -> None:
    pdf, findings = read(with_everything())
    assert findings.codes() == ["attachment-dropped", "attachment-dropped"]
    assert pdf is not None
    with pikepdf.open(io.BytesIO(pdf.content)) as cleaned:
        assert set(cleaned.Root.keys()) == {"/Type", "/Pages"}
        assert set(cleaned.pages[0].obj.keys()) == {"/Type", "/Parent", "/MediaBox", "/Resources", "/Contents"}
        keys = set().union(*(thing.keys() for thing in cleaned.objects if hasattr(thing, "keys")))
        assert not keys & {"/JS", "/AA", "/S", "/StructParents", "/PieceInfo", "/Metadata", "/OC", "/MCID"}
        page = cleaned.pages[0].obj.Resources.XObject["/Fm0"].Resources.XObject["/Page0"]
        assert b"BDC" not in page.read_bytes()
        assert b"re" in page.read_bytes()


def test_resources_named_like_actions_stay(read: Read) -> None:
    with opened(PLAIN) as pdf:
        shown = pdf.make_stream(flag(100, 500, 200))
        shown.update({"/Type": pikepdf.Name.XObject, "/Subtype": pikepdf.Name.Form, "/BBox": pikepdf.Array([0, 0, *A4])})
        pdf.pages[0].obj.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary({"/AA": shown, "/F": shown}))
        pdf.pages[0].obj.Contents = pdf.make_stream(b"/AA Do /F Do")
        named = read(saved(pdf))[0]
    assert named is not None
    with pikepdf.open(io.BytesIO(named.content)) as cleaned:
        page = cleaned.pages[0].obj.Resources.XObject["/Fm0"].Resources.XObject["/Page0"]
        assert set(page.Resources.XObject.keys()) == {"/AA", "/F"}


def test_the_same_look_has_the_same_digest_whoever_saved_it(read: Read) -> None:
    with opened(PLAIN) as pdf:
        again = saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.generate, linearize=True)
    one, other, third = (read(each)[0] for each in (PLAIN, again, pdf_of(flag(101, 500, 200))))
    assert one is not None
    assert other is not None
    assert third is not None
    assert one.sheets == other.sheets
    assert one.sheets[0].sha256 != third.sheets[0].sha256


def test_the_cleaned_file_is_the_same_in_every_run(read: Read) -> None:
    content = resource_path("sample", "市民アンケート案.pdf").read_bytes()
    one, other = read(content)[0], read(content)[0]
    assert one == other


def test_bytes_changed_at_random_never_reach_further_than_a_finding(read: Read) -> None:
    content = resource_path("sample", "市民アンケート案.pdf").read_bytes()
    for seed in range(12):
        chance = random.Random(seed)
        damaged = bytearray(content)
        for _ in range(chance.choice([1, 20, 300])):
            damaged[chance.randrange(len(damaged))] = chance.randrange(256)
        pdf, findings = read(bytes(damaged))
        assert (pdf is None) is findings.has_errors


def test_a_missing_file_and_a_folder_are_unreadable(sandbox: Sandbox, tmp_path: Path) -> None:
    assert read_foreign_pdf(sandbox, tmp_path / "ない.pdf", "添付/ない.pdf")[1].codes() == ["attachment-unreadable"]
    assert read_foreign_pdf(sandbox, tmp_path, "添付/フォルダ")[1].codes() == ["attachment-unreadable"]
