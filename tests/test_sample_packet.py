"""The sample meeting through the whole house, once; every promise about its files is checked on the files themselves."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdf
import pypdfium2
import pytest

from kaigi_docs.errors import ExitCode
from kaigi_docs.new import new
from kaigi_docs.packet import BuildResult, build
from kaigi_docs.sample import sample_rows
from tagged_pdf import Element, structure_of
from word_text import W, WordFile, paragraph_text, part_text

ROWS = sample_rows()
MATERIALS = {row["資料ID"]: row for row in ROWS["資料"]}


def title_of(row: dict[str, str]) -> str:
    """What bookmarks and file names call a material."""
    number = (
        row["資料番号"].translate(str.maketrans("123456789", "１２３４５６７８９"))
        if len(row["資料番号"]) == 1
        else row["資料番号"]
    )
    label = f"資料{number}　" if number else ""
    return f"{label}{row['題名']}{'（委員限り）' if row['公開'] == '委員限り' else ''}"


TITLES = tuple(map(title_of, ROWS["資料"]))
TABLES = tuple(row["資料ID"] for row in ROWS["資料"] if row["種類"] == "事業の表")
LETTER, TABLE, ATTACHMENT, FORM = (title_of(MATERIALS[each]) for each in ("S01", "S02", "S08", "S03"))
OWN_TITLES = tuple(title for title in TITLES if title != ATTACHMENT)
OWN_DEPARTMENT = {"こころの健康課", "こころの健康推進課"}
DITTOS = {"同上", "〃", "”"}
PT_PER_MM = 72 / 25.4
A4_MM = (210.0, 297.0)


def squeezed(text: str) -> str:
    """Without white space: where lines break and how blanks are made is the business of each format."""
    return "".join(text.split())


@dataclass(frozen=True)
class Packet:
    """The sample packet as it stands on disk."""

    out: Path
    result: BuildResult

    def pdf(self, title: str) -> bytes:
        return (self.out / "PDF" / f"{title}.pdf").read_bytes()

    def word(self, title: str) -> WordFile:
        return WordFile((self.out / "Word" / f"{title}.docx").read_bytes())

    @cached_property
    def whole(self) -> bytes:
        return (self.out / "会議資料一式.pdf").read_bytes()

    @cached_property
    def structures(self) -> dict[str, Element]:
        return {title: structure_of(self.pdf(title)) for title in TITLES}

    @cached_property
    def whole_structure(self) -> Element:
        return structure_of(self.whole)

    @cached_property
    def page_texts(self) -> list[str]:
        """The text of each page of the packet as pdfium reads it."""
        return page_texts(self.whole)

    @cached_property
    def first_pages(self) -> dict[str, int]:
        """Index of the first page of each material in the packet, from the pages of the single files."""
        counts = [len(pypdf.PdfReader(io.BytesIO(self.pdf(title))).pages) for title in TITLES]
        return {title: sum(counts[:number]) for number, title in enumerate(TITLES)}

    @cached_property
    def field_maps(self) -> dict[bool, dict[str, Any]]:
        """The maps of the usual form and of that in large print, which one member needs, by whether it is large."""
        maps = [{**json.loads(path.read_text("utf-8")), "file": path.name} for path in (self.out / "様式").glob("*.json")]
        assert len(maps) == 2
        return {each["large_print"]: each for each in maps}

    def blank_form(self, *, large_print: bool) -> bytes:
        return (self.out / "様式" / self.field_maps[large_print]["file"]).with_suffix(".pdf").read_bytes()


def page_texts(content: bytes) -> list[str]:
    with closing(pypdfium2.PdfDocument(content)) as document:
        return [text_within(sheet) for sheet in document]


def text_within(sheet: pypdfium2.PdfPage, **bounds: float) -> str:
    with closing(sheet), closing(sheet.get_textpage()) as text:
        return str(text.get_text_bounded(**bounds) if bounds else text.get_text_range())


@pytest.fixture(scope="module")
def packet(tmp_path_factory: pytest.TempPathFactory) -> Packet:
    folder = tmp_path_factory.mktemp("sample") / "mihon-r04-1"
    new(folder, sample=True)
    out = folder.parent / "out"
    return Packet(out, build(folder, out=out))


def test_the_sample_builds_without_errors(packet: Packet) -> None:
    assert packet.result.exit_code is ExitCode.DONE
    assert {path.name for path in packet.result.outputs} >= {f"{title}.{kind}" for title in TITLES for kind in ("pdf", "docx")}


@pytest.mark.parametrize("profile", [page.ValidationProfile.PDF_UA_1, page.ValidationProfile.PDF_A_2B])
def test_no_pdf_of_the_packet_breaks_a_rule_of_pdf_ua_1_or_pdf_a_2b(packet: Packet, profile: page.ValidationProfile) -> None:
    files = {"会議資料一式": packet.whole, **{title: packet.pdf(title) for title in TITLES}}
    if profile is page.ValidationProfile.PDF_A_2B:
        del files[FORM]  # has a hidden field, which an archive must not have; the packet holds the form without fields
    reports = {title: page.validate_pdf_bytes(content, profile=profile) for title, content in files.items()}
    assert {title: [(each.rule_id, each.message) for each in report.failures] for title, report in reports.items()} == {
        title: [] for title in files
    }


@pytest.mark.parametrize("title", OWN_TITLES)
def test_a_material_says_the_same_in_word_and_in_pdf(packet: Packet, title: str) -> None:
    """White space apart, which stands for line breaks and, in Word, for the empty spaces to write in.

    PDF: page heads, page feet and repeated header rows are artifacts and stand outside the structure that is read here.
    Word: the reader gives a header row that is repeated for each policy once; the label of the first page (資料３) is content
    in the PDF and stands in the page head here; ☐ is left out, because the PDF draws boxes to tick with lines. The words of
    charts, which Word draws from values of its own, have their own tests.
    """
    word = packet.word(title)
    in_word = part_text(word.part("word/header1.xml")) + "".join(word.lines(readings=True, answer_labels=False))
    assert squeezed(in_word).replace("☐", "") == squeezed(packet.structures[title].written)


def test_the_packet_says_what_its_materials_say(packet: Packet) -> None:
    assert packet.whole_structure.text == "".join(packet.structures[title].text for title in TITLES)


# The tables of measures against the rows of the sample


def carried_down(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """The rows with 同上, 〃 and ” replaced by what stands above them."""
    carried: list[dict[str, str]] = []
    for row in rows:
        above = carried[-1] if carried else {}
        carried.append({header: above[header] if cell.strip() in DITTOS else cell for header, cell in row.items()})
    return carried


def expected_rows(table_id: str) -> list[tuple[str, ...]]:
    """Band and cells of every printed row: each measure at each policy that it belongs to, in the order of the books."""
    marks = {row["評価"]: f"{row['記号']}{row['評価']}" for row in ROWS["評価尺度"]} | {"": ""}
    columns = [row["列名"] for row in ROWS["列"] if table_id in split(row["資料ID"])]
    rows: list[tuple[str, ...]] = []
    for policy in shown_policies(table_id):
        for row in carried_down(ROWS["施策一覧"]):
            placed = {row["施策ID"], *split(row["再掲先の施策ID"])}
            if policy["施策ID"] in placed and is_shown(row, table_id):
                name = row["事業名"] + also_listed(placed - {policy["施策ID"]})
                printed = {**row, "事業名": name, "評価": marks[row["評価"]], "担当課": official(row["担当課"])}
                rows.append(tuple(map(squeezed, (policy["番号"] + policy["名称"], *(printed[column] for column in columns)))))
    return rows


def split(cell: str) -> list[str]:
    return [part for part in re.split("[、\n]", cell) if part]


def official(cell: str) -> str:
    """The departments of a cell by their names, whatever spelling was typed."""
    names = {variant: row["課名"] for row in ROWS["担当課"] for variant in (row["課名"], *split(row["別の書き方"]))}
    for entry in split(cell):
        begun = max((name for name in names if entry.strip().startswith(name)), key=len, default=None)
        if begun is not None:
            cell = cell.replace(entry, entry.replace(begun, names[begun], 1))
    return cell


def shown_policies(table_id: str) -> list[dict[str, str]]:
    named = split(MATERIALS[table_id]["対象の施策"])
    return [row for row in ROWS["施策体系"] if not named or row["施策ID"] in named]


def is_shown(measure: dict[str, str], table_id: str) -> bool:
    is_own = bool(OWN_DEPARTMENT & set(split(measure["担当課"])))
    return is_own == (MATERIALS[table_id]["対象の事業"] == "所管課")


def also_listed(policy_ids: set[str]) -> str:
    others = [row["番号"] for row in ROWS["施策体系"] if row["施策ID"] in policy_ids]
    return f"（{'、'.join(others)}にも掲載）" if others else ""


def pdf_rows(structure: Element) -> Iterator[tuple[str, ...]]:
    band = ""
    for body in structure.all("TBody"):
        for row in body.elements:
            cells = [squeezed(cell.text) for cell in row.elements]
            if row.elements[0].span > 1:
                band = cells[0]
            else:
                yield band, *cells


def word_rows(word: WordFile) -> Iterator[tuple[str, ...]]:
    for table in word.all("tbl"):
        rows = [
            ["".join(map(paragraph_text, cell.iter(f"{W}p"))) for cell in row.findall(f"{W}tc")]
            for row in table.findall(f"{W}tr")
        ]
        for row in rows[2:]:
            yield squeezed(rows[1][0]), *map(squeezed, row)


@pytest.mark.parametrize("table_id", TABLES)
def test_every_measure_stands_whole_in_the_pdf_at_each_of_its_policies(packet: Packet, table_id: str) -> None:
    assert list(pdf_rows(packet.structures[title_of(MATERIALS[table_id])])) == expected_rows(table_id)


@pytest.mark.parametrize("table_id", TABLES)
def test_every_measure_stands_whole_in_the_word_file_at_each_of_its_policies(packet: Packet, table_id: str) -> None:
    assert list(word_rows(packet.word(title_of(MATERIALS[table_id])))) == expected_rows(table_id)


def test_the_three_tables_together_show_every_measure() -> None:
    shown = {row["事業ID"] for row in carried_down(ROWS["施策一覧"]) for table_id in TABLES if is_shown(row, table_id)}
    assert len(shown) == 138


def test_the_columns_are_headed_as_the_book_says_with_years(packet: Packet) -> None:
    headings = ["事業名", "事業概要および実施内容", "令和３年度取組状況", "評価", "令和４年度予定", "担当課"]
    (head,) = packet.structures[TABLE].all("THead")
    assert [squeezed(cell.text) for cell in head.all("TH")] == headings
    head_row = packet.word(TABLE).all("tbl")[0].find(f"{W}tr")
    assert ["".join(map(paragraph_text, cell.iter(f"{W}p"))) for cell in head_row.findall(f"{W}tc")] == headings


# What readers of the PDF get


@pytest.mark.parametrize("text", ["𠮷ヶ丘", "辻\U000e0100ノ内", "㈱", "㎡", "⑩", "髙", "℡", "‰"])
def test_rare_characters_of_the_sample_come_back_as_they_were_written(packet: Packet, text: str) -> None:
    for table_id in TABLES:
        written = sum(cell.count(text) for row in expected_rows(table_id) for cell in row)
        assert squeezed(packet.structures[title_of(MATERIALS[table_id])].text).count(text) == written
    assert any(text in cell for table_id in TABLES for row in expected_rows(table_id) for cell in row)


NAMES = "髙﨑、𠮷田、辻\U000e0100、㈱みほん、⑩番、60㎡"


def test_names_come_back_from_two_other_readers(
    meeting_folder: Callable[..., Path], changed: Callable[..., list[dict[str, Any]]], tmp_path: Path
) -> None:
    folder = meeting_folder(会議=changed("会議", 0, 発信者=NAMES), 施策一覧=changed("施策一覧", 0, 事業概要=NAMES))
    build(folder, out=tmp_path / "out")
    content = (tmp_path / "out" / "会議資料一式.pdf").read_bytes()
    by_pdfium = squeezed("".join(page_texts(content)))
    by_pypdf = squeezed("".join(sheet.extract_text() for sheet in pypdf.PdfReader(io.BytesIO(content)).pages))
    # the sender in the letter, the measure under both of its policies
    assert (by_pdfium.count(NAMES), by_pypdf.count(NAMES)) == (3, 3)


def test_every_font_is_embedded(packet: Packet) -> None:
    """Those of the attached PDF, too, whose program leaves out the stated length."""
    for content in (packet.whole, *map(packet.pdf, TITLES)):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            fonts = [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"]
            descendants = [each for each in fonts if each.Subtype == "/CIDFontType2"]
            assert descendants
            assert {str(each.Subtype) for each in fonts} == {"/Type0", "/CIDFontType2"}
            files = [each.FontDescriptor.FontFile2 for each in descendants]
            assert all(len(file.read_bytes()) > 0 for file in files)
            lengths = [(len(file.read_bytes()), int(file.Length1)) for file in files if "/Length1" in file]
            assert all(length == stated for length, stated in lengths)


def outline_lines(content: bytes) -> list[tuple[int, str, int]]:
    """(depth, title, page) of every bookmark."""
    reader = pypdf.PdfReader(io.BytesIO(content))

    def walk(items: list[Any], depth: int) -> Iterator[tuple[int, str, int]]:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, depth + 1)
            else:
                yield depth, str(item.title), int(reader.get_destination_page_number(item) or 0)

    return list(walk(reader.outline, 0))


def test_the_bookmarks_of_the_packet_are_its_materials_and_their_headings(packet: Packet) -> None:
    lines = outline_lines(packet.whole)
    assert {title: number for depth, title, number in lines if depth == 0} == packet.first_pages
    headings = [squeezed(each.text) for title in TITLES for each in packet.structures[title].all("H1")]
    below = [(squeezed(title), number) for depth, title, number in lines if depth == 1]
    assert [title for title, _ in below] == headings
    assert all(title in squeezed(packet.page_texts[number]) for title, number in below)
    assert {depth for depth, *_ in lines} <= {0, 1, 2}


def test_page_labels_are_what_the_pages_print(packet: Packet) -> None:
    labels = pypdf.PdfReader(io.BytesIO(packet.whole)).page_labels
    counts = {title: len(pypdf.PdfReader(io.BytesIO(packet.pdf(title))).pages) for title in TITLES}
    prefixes = {title: f"{title.partition('　')[0]}-" if title.startswith("資料") else "" for title in TITLES}
    assert labels == [f"{prefixes[title]}{number}" for title in TITLES for number in range(1, counts[title] + 1)]
    totals = [counts[title] for title in TITLES for _ in range(counts[title])]
    for label, total, text in zip(labels, totals, packet.page_texts, strict=True):
        assert f"{label}/{total}" in squeezed(text)


def test_the_number_of_a_material_stands_in_the_head_of_its_first_page_only(packet: Packet) -> None:
    with closing(pypdfium2.PdfDocument(packet.pdf(TABLE))) as document:
        heads = [text_within(sheet, bottom=sheet.get_height() - 15 * PT_PER_MM).strip() for sheet in document]
    assert heads[0] == "資料３"
    assert set(heads[1:]) == {TABLE}
    assert part_text(packet.word(TABLE).part("word/header1.xml")).strip() == "資料３"


def test_the_links_of_the_letter_lead_to_what_they_name(packet: Packet) -> None:
    letter = next(each for each in packet.whole_structure.elements if each.title == LETTER)
    links = [(link.text, link.leads_to) for link in letter.all("Link")]
    answers = {f"回答書{number}": heading for number, heading in zip("１２３４", packet.structures[FORM].all("H1"), strict=True)}
    materials = {title.partition("　")[0]: title for title in TITLES if title.startswith("資料")}
    assert {text for text, _ in links} == {*materials, *answers}
    for text, target in links:
        if text in materials:
            assert target == packet.first_pages[materials[text]]
        else:
            assert target is not None and target >= packet.first_pages[FORM]
            assert squeezed(answers[text].text) in squeezed(packet.page_texts[target])


def test_a_single_file_has_no_links_into_other_files(packet: Packet) -> None:
    assert [link.text for title in TITLES for link in packet.structures[title].all("Link")] == []


# The map of the answer spaces


def expected_fields() -> list[tuple[str, str, str]]:
    """(id, kind, option) of the answer spaces that the questions of the sample ask for."""
    fields = [(f"head/{name}", "line", "") for name in ("organisation", "name", "month", "day")]
    for row in ROWS["設問"]:
        for number, choice in enumerate(row["選択肢"].split("／"), 1):
            fields.append((f"{row['設問ID']}/choice/{number}", "mark", choice))
        fields.append((f"{row['設問ID']}/text", "text", ""))
    return fields


def test_the_field_map_lists_every_answer_space(packet: Packet) -> None:
    form, large = (packet.field_maps[is_large] for is_large in (False, True))
    assert form["file"] == f"{form['form_version']}.json"
    assert form["material_id"] == next(id for id, row in MATERIALS.items() if row["種類"] == "回答書")
    assert [(each["id"], each["kind"], each["option"]) for each in form["fields"]] == expected_fields()
    assert [each["id"] for each in large["fields"]] == [each["id"] for each in form["fields"]]
    assert len(list(packet.structures[FORM].all("Form"))) == len(form["fields"])


@pytest.mark.parametrize("large_print", [False, True])
def test_every_box_of_the_field_map_lies_inside_its_page(packet: Packet, large_print: bool) -> None:
    pages = len(pypdf.PdfReader(io.BytesIO(packet.blank_form(large_print=large_print))).pages)
    for each in packet.field_maps[large_print]["fields"]:
        x, y, width, height = each["box_mm"]
        assert 1 <= each["page"] <= pages
        assert width >= 4 and height >= 4, each
        assert x >= 10 and y >= 10 and x + width <= A4_MM[0] - 10 and y + height <= A4_MM[1] - 10, each


@pytest.mark.parametrize("large_print", [False, True])
def test_no_two_boxes_of_the_field_map_overlap(packet: Packet, large_print: bool) -> None:
    def apart(one: dict[str, Any], other: dict[str, Any]) -> bool:
        (x, y, width, height), (u, v, breadth, depth) = one["box_mm"], other["box_mm"]
        return one["page"] != other["page"] or x + width <= u or u + breadth <= x or y + height <= v or v + depth <= y

    assert [(a["id"], b["id"]) for a, b in combinations(packet.field_maps[large_print]["fields"], 2) if not apart(a, b)] == []


@pytest.mark.parametrize("large_print", [False, True])
def test_no_printed_character_stands_in_a_box(packet: Packet, large_print: bool) -> None:
    """But for the frame of a box, a blank form is blank there: the readers of returned forms rely on it."""
    with closing(pypdfium2.PdfDocument(packet.blank_form(large_print=large_print))) as document:
        for each in packet.field_maps[large_print]["fields"]:
            sheet = document[each["page"] - 1]
            x, y, width, height = (length * PT_PER_MM for length in each["box_mm"])
            top = sheet.get_height() - y
            assert text_within(sheet, left=x, right=x + width, top=top, bottom=top - height).strip() == "", each
