"""The answer form of みほん市 with every kind of question, on its pages and as a fillable PDF, for no member and for some."""

from __future__ import annotations

from functools import cache

from kaigi_docs.forms import form_map_of, identity_of, marked_form, prefilled, single_choices
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.layout.form_marks import within_codes
from kaigi_docs.layout.page import LaidOut
from kaigi_docs.layout.running import add_running
from kaigi_docs.materials.response_form import build_response_form
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.model.meeting import AskedPer, Material, MaterialKind, Meeting, Member, Question, QuestionKind
from kaigi_docs.model.text import Text
from kaigi_docs.render.pdf.paint import Fillable, PdfInfo, paint_pdf
from kaigi_docs.theme import DEFAULT_THEME
from kaigi_docs.themes import form_theme
from letter_meeting import context_of, letter_meeting, material_of

KEY = "MIHONKEYFORTESTSONLY234567"


def words(*texts: str) -> tuple[Text, ...]:
    return tuple(map(Text, texts))


QUESTIONS = (
    Question(id="Q1", kind=QuestionKind.COMMENT, item_ids=("A01",), choices=words("意見や感想", "特になし")),
    Question(id="Q2", kind=QuestionKind.MULTIPLE, title=Text("参加できる時間帯"), choices=words("朝", "昼", "夜"), lines=0),
    Question(
        id="Q3",
        kind=QuestionKind.VOTE,
        item_ids=("A04", "A05"),
        per=AskedPer.ITEM,
        choices=words("賛成", "反対", "保留"),
        lines=2,
    ),
    Question(id="Q4", kind=QuestionKind.COMMENT_TABLE, title=Text("資料についてのご意見"), lines=3),
)
TWIN = Member(id="C31", name=Text("𠮷田　聡理"), organisation=Text("みほん薬剤師会"))
VARIANT = Member(id="C32", name=Text("辻󠄀　健汰朗"), organisation=Text("みほん市社会福祉協議会"))


@cache
def form_meeting() -> Meeting:
    return letter_meeting(questions=QUESTIONS, form_key=KEY)


def form_material() -> Material:
    return material_of(form_meeting(), MaterialKind.RESPONSE_FORM)


@cache
def plain_pages() -> LaidOut:
    """The form with page heads and feet, without its marks."""
    document, findings = build_response_form(form_material(), (), context_of(form_meeting()))
    assert findings.codes() == []
    look = form_theme(DEFAULT_THEME)
    (pages,) = add_running([within_codes(layout_document(document, look), look)], look, through=False)
    assert pages.findings.codes() == []
    return pages


def form_pages(member: Member | None = None) -> LaidOut:
    """The form with its marks and ids."""
    return marked_form(plain_pages(), form_material(), form_meeting(), form_theme(DEFAULT_THEME), member)


@cache
def form_map() -> FormMap:
    return form_map_of(form_material(), plain_pages(), form_meeting(), ())


@cache
def form_id(member: Member | None = None) -> str:
    return identity_of(form_meeting(), form_map().version, member).text


@cache
def printed_form() -> bytes:
    """The form for paper: flat, without fields."""
    return paint_pdf([form_pages()], PdfInfo("協議事項等回答書"))


@cache
def fillable_form(member: Member | None = None) -> bytes:
    """The form for the screen."""
    values = prefilled(member) if member is not None else {}
    fillable = Fillable(form_id(member), values, single_choices(form_map()))
    return paint_pdf([form_pages(member)], PdfInfo("協議事項等回答書"), None, fillable)
