"""Meetings as other cities hold them: each is a settings book, never code, and its packet shows what makes it different."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import page
import pypdf
import pypdfium2
import pytest

from kaigi_docs.errors import ExitCode
from kaigi_docs.findings import Severity
from kaigi_docs.new import write_books
from kaigi_docs.packet import BuildResult, build
from shapes import CHILDREN, COMMUNITY, FORM, GENDER, HEALTH, INDICATORS, ITEM, LETTER, PLAIN, REFORM, SHAPES, TABLE, VOTES, WARD
from tagged_pdf import Element, structure_of
from word_text import W, WordFile, part_text, value

Rows = Mapping[str, Sequence[Mapping[str, Any]] | None]
Record = dict[str, Any]


@dataclass(frozen=True)
class Built:
    """A packet and its materials, read back from the files."""

    result: BuildResult
    out: Path

    @property
    def codes(self) -> list[str]:
        return [finding.code for finding in self.result.findings if finding.severity is not Severity.NOTE]

    @property
    def content(self) -> bytes:
        return (self.out / "会議資料一式.pdf").read_bytes()

    @cached_property
    def materials(self) -> dict[str, Element]:
        return {sect.title: sect for sect in structure_of(self.content).all("Sect")}

    @property
    def letter(self) -> Element:
        return self.materials["お読みください"]

    @property
    def form(self) -> Element:
        return self.materials["回答書"]

    @property
    def table(self) -> Element:
        return next(sect for title, sect in self.materials.items() if title.startswith("資料"))

    @property
    def headings(self) -> list[str]:
        (head,) = self.table.all("THead")
        return [cell.text for cell in head.all("TH")]

    @property
    def rows(self) -> list[list[str]]:
        """The texts of each row of the table's body; a band is a row of one."""
        return [[cell.text for cell in row.elements] for body in self.table.all("TBody") for row in body.elements]

    @property
    def notes(self) -> list[str]:
        return [each.text for each in self.table.all("P") if each.text.startswith("※")]

    @property
    def spaces(self) -> list[str]:
        """The names of the answer spaces of the form, those of the sender apart."""
        return [each.alt for each in self.form.all("Form")][4:]

    @property
    def fields(self) -> list[Record]:
        (path,) = (self.out / "様式").glob("*.json")
        fields: list[Record] = json.loads(path.read_text(encoding="utf-8"))["fields"]
        return fields[4:]

    def word(self, title: str) -> WordFile:
        return WordFile((self.out / "Word" / f"{title}.docx").read_bytes())


@pytest.fixture(scope="module")
def packet_of(tmp_path_factory: pytest.TempPathFactory, small_meeting: Rows) -> Callable[..., Built]:
    """Builds the packet of some sheets over those of the small meeting, each packet once."""
    packets: dict[int, Built] = {}
    asked: list[Rows] = []  # kept, so that no two of them ever have the same id

    def made(sheets: Rows) -> Built:
        if id(sheets) not in packets:
            asked.append(sheets)
            folder = tmp_path_factory.mktemp("shape") / "mihon"
            rows = {**small_meeting, **PLAIN, **sheets}
            write_books(folder, {title: content for title, content in rows.items() if content is not None})
            packets[id(sheets)] = Built(build(folder, out=folder.parent / "out"), folder.parent / "out")
        return packets[id(sheets)]

    return made


def with_items(small_meeting: Rows, **items: Any) -> Rows:
    """The small meeting with other items of the 会議 sheet."""
    (meeting,) = small_meeting["会議"] or ()
    return {"会議": [{**meeting, **items}]}


@pytest.mark.parametrize("shape", SHAPES)
def test_the_packet_of_every_shape_is_built_without_a_fault(packet_of: Callable[..., Built], shape: str) -> None:
    built = packet_of(SHAPES[shape])
    assert built.result.exit_code is ExitCode.DONE
    harmless = {"department-unused", "reason-blank", "answer-blank"}
    assert set(built.codes) <= harmless, list(built.result.findings)


@pytest.mark.parametrize("shape", SHAPES)
def test_no_packet_of_any_shape_breaks_a_rule_of_pdf_ua_1(packet_of: Callable[..., Built], shape: str) -> None:
    report = page.validate_pdf_bytes(packet_of(SHAPES[shape]).content, profile=page.ValidationProfile.PDF_UA_1)
    assert [(each.rule_id, each.message) for each in report.failures] == []


@pytest.mark.parametrize("shape", SHAPES)
def test_the_answer_spaces_of_every_shape_lie_apart_inside_the_page(packet_of: Callable[..., Built], shape: str) -> None:
    boxes = [(each["page"], *each["box_mm"]) for each in packet_of(SHAPES[shape]).fields]
    assert all(x >= 10 and x + width <= 200 and y >= 10 and y + height <= 287 for _, x, y, width, height in boxes)
    for (number, x, y, width, height), (other, u, v, breadth, depth) in combinations(boxes, 2):
        assert number != other or x + width <= u or u + breadth <= x or y + height <= v or v + depth <= y


@pytest.mark.parametrize("shape", SHAPES)
def test_word_and_pdf_of_every_shape_say_the_same(packet_of: Callable[..., Built], shape: str) -> None:
    built = packet_of(SHAPES[shape])
    for title, sect in built.materials.items():
        word = built.word(title)
        in_word = part_text(word.part("word/header1.xml")) + "".join(word.lines(answer_labels=False))
        assert "".join(in_word.split()).replace("☐", "") == "".join(sect.text.split()), title


def test_a_childrens_council_has_three_levels_a_mark_of_priority_and_ratings_with_reasons(
    packet_of: Callable[..., Built],
) -> None:
    built = packet_of(CHILDREN)
    assert built.headings == [
        *("事業番号", "重点", "事業名", "取組内容", "担当課", "令和４年度の取組内容", "評価", "今後の課題", "改善策")
    ]
    care = ["宿泊で休む。", "こども家庭課、こころの健康課", "112人が使った。", "A 計画以上", "場所", "増やす。"]
    assert built.rows == [
        ["基本目標１　安心して産み育てる　＞　方向性(1)　相談の充実"],
        ["J002", "", "子育てひろば", "", "こども家庭課", "週5日開いた。", "B 計画どおり", "", ""],
        ["基本目標１　安心して産み育てる　＞　方向性(1)　相談の充実　＞　施策①　産前産後の支え"],
        ["J001", "◎", "産後ケア（基本目標３にも掲載）", *care],
        ["基本目標３　地域で支える"],
        ["J001", "◎", "産後ケア（施策①にも掲載）", *care],
        ["J003", "", "父親の会", "", "地域福祉課", "", "D 達成できなかった", "", ""],
    ]
    assert built.notes == ["※評価　A 計画以上：90～100％　B 計画どおり：80～89％　C 一部達成　D 達成できなかった"]
    assert [code for code in built.codes if code != "answer-blank"] == ["reason-blank"]


def test_a_row_is_named_by_its_measure_wherever_that_column_stands(packet_of: Callable[..., Built]) -> None:
    built = packet_of(CHILDREN)
    heads = [cell.text for row in built.table.all("TR") for cell in row.elements if cell.role == "TH" and cell.scope == "Row"]
    assert heads == ["子育てひろば", "産後ケア（基本目標３にも掲載）", "産後ケア（施策①にも掲載）", "父親の会"]


def test_a_ward_council_prints_last_opinions_beside_the_rating_and_asks_per_measure(packet_of: Callable[..., Built]) -> None:
    built = packet_of(WARD)
    assert built.headings == ["事業名", "計画数値", "実績", "評価", "委員の個別意見"]
    assert built.rows == [
        ["防災訓練", "年12回", "10回", "B おおむね順調", "回数より参加のしやすさを。（事務局）曜日を変える。"],
        ["花いっぱい", "1,200", "1,250", "A 順調", ""],
    ]
    assert built.spaces == [
        f"{name} {what}" for name in ("防災訓練", "花いっぱい") for what in ("意見や感想", "特になし", "ご意見")
    ]
    assert [each["id"] for each in built.fields][2::3] == ["Q1/J001/text", "Q1/J002/text"]


def test_a_health_and_welfare_plan_has_indicators_and_two_scales_under_three_levels(packet_of: Callable[..., Built]) -> None:
    built = packet_of(HEALTH)
    assert built.headings == ["成果指標", "初期値", "目標", "現状", "指標評価", "基本目標評価"]
    assert built.rows == [
        ["方向性１　健やかに　＞　基本目標１　歩く　＞　施策１　道をつくる"],
        ["歩く人の割合", "41.2％", "50％", "43.9％", "b", "B"],
        ["方向性１　健やかに　＞　基本目標１　歩く　＞　施策２　仲間をつくる"],
        ["サークルの数", "18", "30", "31", "a", "B"],
    ]


def test_a_community_welfare_plan_rates_in_numbers_and_asks_for_scores(packet_of: Callable[..., Built]) -> None:
    built = packet_of(COMMUNITY)
    assert [row[-1] for row in built.rows] == ["計画項目１　出会う", "4", "計画項目２　支える", "5"]
    assert built.notes == ["※達成度　5：十分　4　3：半　2　1：まだ"]
    assert [each["option"] for each in built.fields] == [*("54321" * 2), "10", "5", "0"]
    assert [each["id"].split("/")[:2] for each in built.fields[:10]] == [["Q1", "J001"]] * 5 + [["Q1", "J002"]] * 5
    assert built.spaces[:2] == ["集いの場 5", "集いの場 4"]


def test_a_gender_equality_council_has_two_ratings_and_members_rate_too(packet_of: Callable[..., Built]) -> None:
    built = packet_of(GENDER)
    assert built.headings == ["施策名", "活動目標", "活動実績", "成果目標", "成果実績", "自己評価", "外部評価"]
    assert built.rows[1] == ["女性委員の登用", "40％", "36.5％", "50％", "48％", "○ ほぼ達成", "A"]
    assert built.notes == []
    assert [(each["id"], each["option"]) for each in built.fields] == [
        ("Q1/J001/choice/1", "S"),
        ("Q1/J001/choice/2", "A"),
        ("Q1/J001/choice/3", "B"),
        ("Q1/J001/text", ""),
    ]


def test_an_administrative_reform_sheet_has_two_scales_and_signed_numbers(packet_of: Callable[..., Built]) -> None:
    built = packet_of(REFORM)
    assert built.headings == ["項目", "件数", "割合", "前年からの増減", "実施状況", "達成度"]
    assert built.rows[1:] == [
        ["電子申請", "1,234", "8.5％", "＋310", "取組中", "一部達成"],
        ["押印の見直し", "56", "100％", "▲3", "完了", "達成"],
        ["窓口の統合", "－", "…", "▲12.5", "未着手", "未達成"],
    ]


def test_numbers_stand_at_the_right_of_their_column(packet_of: Callable[..., Built]) -> None:
    built = packet_of(REFORM)
    with closing(pypdfium2.PdfDocument(built.content)) as document:
        ends = {round(right_edge(document, text), 1) for text in ("1,234", "56")}
        starts = {round(right_edge(document, text), 1) for text in ("取組中", "未着手")}
    assert len(ends) == 1 and len(starts) == 1
    table = built.word("資料１　実施状況").all("tbl")[0]
    aligned = [
        [value(cell.find(f"{W}p/{W}pPr/{W}jc")) if cell.find(f"{W}p/{W}pPr/{W}jc") is not None else "" for cell in row]
        for row in (row.findall(f"{W}tc") for row in table.findall(f"{W}tr")[2:])
    ]
    assert [[each in ("end", "right") for each in row] for row in aligned] == [[False, True, True, True, False, False]] * 3


def right_edge(document: pypdfium2.PdfDocument, text: str) -> float:
    """Where a text ends on the page of the table, without the side bearing of its last character."""
    with closing(document[1]) as sheet, closing(sheet.get_textpage()) as found, closing(found.search(text)) as search:
        index, count = search.get_next()
        return float(found.get_charbox(index + count - 1, loose=True)[2])


@pytest.mark.parametrize("order, years", [("古い年から", "元２３"), ("新しい年から", "３２元")])
def test_years_stand_in_the_order_of_the_office(
    packet_of: Callable[..., Built], small_meeting: Rows, order: str, years: str
) -> None:
    built = packet_of({**INDICATORS, **with_items(small_meeting, 年の並び=order)})
    assert built.headings == ["評価指標", "基準値", "目標値", *(f"令和{year}年度実績" for year in years)]
    values = dict(zip("元２３", ("310人", "－", "421人"), strict=True))
    assert built.rows[1] == ["研修を受けた人", "300人", "500人", *(values[year] for year in years)]


def test_written_votes_have_a_box_for_each_choice_and_room_for_reasons(packet_of: Callable[..., Built]) -> None:
    built = packet_of(VOTES)
    assert list(built.materials) == ["お読みください", "回答書"]
    assert [each.text for each in built.form.all("H1")] == [
        "１規約の改正【議案第１号】",
        "２会長の選任【議案第２号】",
        "３予算【議案第３号】",
        "４資料への質問",
        "５書面で開くこと【議案第１号、議案第２号】",
    ]
    choices = ("賛成", "反対", "条件付き賛成", "理由")
    assert built.spaces[:12] == [f"回答書{number} {choice}" for number in "１２３" for choice in choices]
    assert [each["option"] for each in built.fields[:4]] == ["賛成", "反対", "条件付き賛成", ""]
    assert "議案第１号規約の改正" in built.letter.text


def test_a_vote_that_blank_forms_agree_to_says_so(packet_of: Callable[..., Built]) -> None:
    notes = [each.text for each in packet_of(VOTES).form.all("P") if each.text.startswith("※")]
    assert ["同意" in note for note in notes] == [True]


def test_a_round_of_questions_has_a_table_and_a_vote_may_be_asked_per_item(packet_of: Callable[..., Built]) -> None:
    built = packet_of(VOTES)
    heads = [[cell.text for cell in head.all("TH")] for head in built.form.all("THead")]
    assert heads == [["番号", "資料番号", "ページ", "該当箇所", "ご意見・ご質問"], ["議案", "回答（ひとつに✓）"]]
    assert [each["id"] for each in built.fields if each["id"].startswith("Q5")] == [
        *("Q5/A01/choice/1", "Q5/A01/choice/2", "Q5/A02/choice/1", "Q5/A02/choice/2")
    ]


# Habits of writing and of paper


def labels_and_feet(content: bytes) -> tuple[list[str], list[str]]:
    """Page labels, and the last line of each page."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    with closing(pypdfium2.PdfDocument(content)) as document:
        feet = []
        for sheet in document:
            with closing(sheet), closing(sheet.get_textpage()) as text:
                feet.append("".join(str(text.get_text_bounded(top=40)).split()))
    return reader.page_labels, feet


def test_pages_can_be_numbered_through_the_packet(packet_of: Callable[..., Built], small_meeting: Rows) -> None:
    built = packet_of(with_items(small_meeting, ページ番号="通し"))
    labels, feet = labels_and_feet(built.content)
    numbers = [str(number) for number in range(1, len(feet) + 1)]
    assert feet == [f"{number}/{len(feet)}" for number in numbers]
    assert labels == numbers


def test_a_word_file_prints_no_number_of_its_own_where_pages_run_through(
    packet_of: Callable[..., Built], small_meeting: Rows
) -> None:
    through = packet_of(with_items(small_meeting, ページ番号="通し")).word("資料１　実施状況")
    by_material = packet_of(REFORM).word("資料１　実施状況")
    feet = [part_text(word.part("word/footer1.xml")) for word in (through, by_material)]
    assert feet == ["1 / 1", "資料１-1 / 1"]


def test_pages_are_numbered_by_material_else(packet_of: Callable[..., Built]) -> None:
    labels, feet = labels_and_feet(packet_of(REFORM).content)
    assert feet == ["1/1", "資料１-1/1", "1/1"]
    assert labels == ["1", "資料１-1", "1"]


def test_digits_can_be_half_width_throughout(packet_of: Callable[..., Built], small_meeting: Rows) -> None:
    built = packet_of({**CHILDREN, **with_items(small_meeting, 数字の幅="半角"), "文面": [
        {"場所": "はじめに", "文": "〔締切〕までに〔資料:S02〕を〔年度〕〔回〕"},
    ]})  # fmt: skip
    assert "令和4年9月9日（金）までに資料1を令和4年度第1回" in built.letter.text
    assert "令和4年度の取組内容" in built.headings
    assert any(title.startswith("資料1　") for title in built.materials)


def test_digits_can_be_full_width_throughout(packet_of: Callable[..., Built], small_meeting: Rows) -> None:
    built = packet_of({**with_items(small_meeting, 数字の幅="全角"), "文面": [{"場所": "はじめに", "文": "〔発行日〕"}]})
    assert "令和４年８月１９日" in built.letter.text


GLYPHS = {"番号の書き方（見出し）": "第1", "番号の書き方（項目）": "(1)", "番号の書き方（小項目）": "ア"}


def test_items_are_numbered_in_the_glyphs_of_the_office(packet_of: Callable[..., Built], small_meeting: Rows) -> None:
    items = [
        {"議題ID": "A01", "種類": "報告事項", "題名": "報告", "資料ID": "S02"},
        {"議題ID": "A02", "種類": "報告事項", "題名": "報告の二"},
        {"議題ID": "A03", "種類": "報告事項", "題名": "前半", "親の議題ID": "A02"},
        {"議題ID": "A04", "種類": "報告事項", "題名": "後半", "親の議題ID": "A02"},
    ]
    questions = [{"設問ID": "Q1", "種類": "意見", "議題ID": "A02、A03、A04"}]
    texts = [{"場所": "A04", "文": "〔議題:A02〕〔議題:A04〕は〔回答書:Q1〕へ"}]
    built = packet_of({**with_items(small_meeting, **GLYPHS), "議題": items, "設問": questions, "文面": texts})
    headings = [each.text for each in built.letter.all("H1", "H2", "H3")]
    assert headings == [
        "第1はじめに",
        "第2報告事項について",
        "報告事項(1)報告",
        "報告事項(2)報告の二",
        "ア前半",
        "イ後半",
        "第3おわりに",
    ]
    assert "報告事項(2)イは回答書第1へ" in built.letter.text
    assert [each.text for each in built.form.all("H1")] == ["第1報告の二【報告事項(2)】"]
    assert [each.text for each in built.form.all("Lbl")] == ["ア", "イ"]


def test_a_table_may_stand_on_a3_landscape(packet_of: Callable[..., Built]) -> None:
    built = packet_of({"資料": [LETTER, {**TABLE, "用紙": "A3", "向き": "横"}, FORM]})
    sizes = [
        [round(float(length) / 72 * 25.4) for length in (sheet.mediabox.width, sheet.mediabox.height)]
        for sheet in pypdf.PdfReader(io.BytesIO(built.content)).pages
    ]
    assert sizes == [[210, 297], [420, 297], [210, 297]]
    (size,) = built.word("資料１　実施状況").all("pgSz")
    assert value(size, "orient") == "landscape"
    twips = {name: int(value(size, name)) for name in ("w", "h")}
    assert {name: round(length / 1440 * 25.4) for name, length in twips.items()} == {"w": 420, "h": 297}


def test_a_table_may_stand_on_a4_portrait(packet_of: Callable[..., Built]) -> None:
    built = packet_of({"資料": [LETTER, {**TABLE, "向き": "縦"}, FORM]})
    (size,) = built.word("資料１　実施状況").all("pgSz")
    assert value(size, "orient") is None
    assert round(int(value(size, "w")) / 1440 * 25.4) == 210


def test_a_material_for_members_only_is_in_the_packet_of_the_members(packet_of: Callable[..., Built]) -> None:
    built = packet_of({"資料": [LETTER, {**TABLE, "公開": "委員限り"}, FORM]})
    assert built.codes == []
    assert "居場所づくり" in built.table.text


def test_measures_of_the_own_department_and_of_others_can_stand_apart(packet_of: Callable[..., Built]) -> None:
    own = {**TABLE, "資料番号": "2-1", "題名": "所管課の事業", "対象の事業": "所管課"}
    others = {
        **TABLE,
        "資料ID": "S04",
        "資料番号": "2-2",
        "題名": "各課の事業",
        "対象の事業": "所管課以外",
        "施策でまとめる": "いいえ",
    }
    built = packet_of({"資料": [LETTER, own, others, FORM], "議題": [{**ITEM, "資料ID": "S02、S04"}]})
    first, second = (built.materials[title] for title in ("資料2-1　所管課の事業", "資料2-2　各課の事業"))
    assert ("相談窓口" in first.text, "研修会" in first.text) == (True, False)
    assert ("相談窓口" in second.text, "研修会" in second.text) == (False, True)
    assert "基本施策" not in second.text.replace("にも掲載", "")
    assert "資料2-1、資料2-2参照" in built.form.text
