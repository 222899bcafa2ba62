"""A meeting with a 表決書 and an 意見提出様式 beside each other: two forms, each with its own questions, numbers and map."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import page
import pypdf
import pytest

from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Severity
from kaigi_docs.new import write_books
from kaigi_docs.packet import BuildResult, build
from other_cities import VOTING_COUNCIL
from tagged_pdf import Element, structure_of
from word_text import WordFile, part_text, value

BALLOT, REMARKS = "表決書", "意見提出様式"
Box = dict[str, Any]


@dataclass(frozen=True)
class Packet:
    """The packet as it stands on disk."""

    result: BuildResult
    out: Path

    def structure(self, title: str) -> Element:
        return structure_of((self.out / "PDF" / f"{title}.pdf").read_bytes())

    def word(self, title: str) -> WordFile:
        return WordFile((self.out / "Word" / f"{title}.docx").read_bytes())

    @cached_property
    def maps(self) -> dict[str, list[Box]]:
        """The boxes of each usual form by the first question that it asks, those of the sender apart."""
        found = [json.loads(path.read_text(encoding="utf-8")) for path in (self.out / "様式").glob("*.json")]
        usual = [each["fields"] for each in found if not each["large_print"]]
        boxes = [[box for box in fields if not box["id"].startswith("head/")] for fields in usual]
        return {each[0]["id"].partition("/")[0]: each for each in boxes}


@pytest.fixture(scope="module")
def packet(tmp_path_factory: pytest.TempPathFactory) -> Packet:
    folder = tmp_path_factory.mktemp("two_forms") / "karino"
    write_books(folder, VOTING_COUNCIL)
    return Packet(build(folder, out=folder.parent / "out"), folder.parent / "out")


def spaces(form: Element) -> list[str]:
    """The names of the answer spaces, those of the sender apart."""
    return [each.alt for each in form.all("Form")][4:]


def test_the_packet_is_built_with_both_forms(packet: Packet) -> None:
    assert packet.result.exit_code is ExitCode.DONE
    assert [each for each in packet.result.findings if each.severity is Severity.ERROR] == []
    made = {path.name for path in packet.result.outputs}
    assert {f"{form}.{kind}" for form in (BALLOT, REMARKS) for kind in ("pdf", "docx")} <= made


def test_the_ballot_has_a_vote_with_reasons_for_each_motion_in_the_words_of_each(packet: Packet) -> None:
    form = packet.structure(BALLOT)
    assert [each.text for each in form.all("H1")] == [
        "第1会議規則の一部改正について【議案第1号】",
        "第2第４次計画の素案について【議案第2号　資料1参照】",
    ]
    assert spaces(form) == [
        *(f"表決書第1 {word}" for word in ("賛成", "反対", "保留", "理由")),
        *(f"表決書第2 {word}" for word in ("賛成", "条件付き賛成", "反対", "理由")),
    ]
    assert "議案ごとに✓をつけ" in form.text


def test_the_form_for_remarks_has_numbered_rows_that_say_where_a_remark_belongs(packet: Packet) -> None:
    form = packet.structure(REMARKS)
    (head,) = form.all("THead")
    assert [cell.text for cell in head.all("TH")] == ["番号", "資料番号", "ページ", "該当箇所", "ご意見・ご質問"]
    (body,) = form.all("TBody")
    assert [row.elements[0].text for row in body.all("TR")] == list("1234567")
    assert {row.elements[0].role for row in body.all("TR")} == {"TH"}
    assert "ご意見やご質問を本紙にご記入のうえ" in form.text


def test_each_form_has_a_map_of_its_own(packet: Packet) -> None:
    assert {first: len(boxes) for first, boxes in packet.maps.items()} == {"Q1": 8, "Q3": 28}
    assert [box["id"] for box in packet.maps["Q1"][:4]] == ["Q1/choice/1", "Q1/choice/2", "Q1/choice/3", "Q1/text"]
    assert [box["option"] for box in packet.maps["Q1"] if box["kind"] == "mark"] == [
        *("賛成", "反対", "保留", "賛成", "条件付き賛成", "反対")
    ]


def test_the_form_for_remarks_stands_on_one_page(packet: Packet) -> None:
    assert {box["page"] for box in packet.maps["Q3"]} == {1}
    assert len(pypdf.PdfReader(packet.out / "PDF" / f"{REMARKS}.pdf").pages) == 1


@pytest.mark.parametrize("first", ["Q1", "Q3"])
def test_answer_spaces_lie_apart(packet: Packet, first: str) -> None:
    places = [(box["page"], *box["box_mm"]) for box in packet.maps[first]]
    for (number, x, y, width, height), (other, u, v, breadth, depth) in combinations(places, 2):
        assert number != other or x + width <= u or u + breadth <= x or y + height <= v or v + depth <= y


@pytest.mark.parametrize("title", [BALLOT, REMARKS])
def test_a_form_says_the_same_in_word_and_in_pdf(packet: Packet, title: str) -> None:
    word = packet.word(title)
    in_word = part_text(word.part("word/header1.xml")) + "".join(word.lines(answer_labels=False))
    assert "".join(in_word.split()).replace("☐", "") == "".join(packet.structure(title).text.split())


def test_word_has_a_place_to_answer_for_every_box(packet: Packet) -> None:
    for title, first in ((BALLOT, "Q1"), (REMARKS, "Q3")):
        tags = {value(tag) for tag in packet.word(title).all("tag")}
        assert {box["id"] for box in packet.maps[first]} <= tags, title


@pytest.mark.parametrize("title", [BALLOT, REMARKS, "会議資料一式"])
def test_no_form_breaks_a_rule_of_pdf_ua_1(packet: Packet, title: str) -> None:
    path = packet.out / f"{title}.pdf" if title == "会議資料一式" else packet.out / "PDF" / f"{title}.pdf"
    failures = page.validate_pdf_bytes(path.read_bytes(), profile=page.ValidationProfile.PDF_UA_1).failures
    assert [(each.rule_id, each.message) for each in failures] == []
