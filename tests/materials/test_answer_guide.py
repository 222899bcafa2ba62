"""ご記入の方法: the page for members."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from kaigi_docs.blocks import Document
from kaigi_docs.layout.flow import layout_document
from kaigi_docs.materials.answer_guide import build_answer_guide
from kaigi_docs.model.meeting import Material, MaterialKind
from kaigi_docs.model.text import Text
from kaigi_docs.theme import Theme
from letter_meeting import context_of, letter_meeting, template

AsText = Callable[[Document], str]
GUIDE = template("answer_guide.md.j2")


def forms(*titles: str) -> tuple[Material, ...]:
    return tuple(
        Material(id=f"S{number:02d}", no="", kind=MaterialKind.RESPONSE_FORM, title=Text(title))
        for number, title in enumerate(titles, 1)
    )


def guide(*titles: str) -> Document:
    document, findings = build_answer_guide(context_of(replace(letter_meeting(), materials=forms(*titles))), GUIDE)
    assert list(findings) == []
    return document


def test_the_page_tells_each_way_until_when_and_whom_to_ask_on_one_page(as_text: AsText) -> None:
    page = guide("表決書")
    text = as_text(page)
    assert text.startswith("title: ご記入の方法")
    assert "表決書は、下のどの方法でもご記入いただけます。令和４年９月９日（金）までにお送りください。" in text
    for way in ("パソコンで書く（PDF）", "iPhone・iPad で書く（PDF）", "Word で書く", "紙に書く"):
        assert way in text
    assert "0000-00-0000" in text
    assert len(layout_document(page, Theme()).pages) == 1


def test_several_forms_are_called_by_one_word(as_text: AsText) -> None:
    assert "回答書は、下のどの方法でも" in as_text(guide("表決書", "意見提出様式"))
