"""資料 with statistics: numbered sections of texts, charts and tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from kaigi_docs.blocks import Block, Document, Heading, List, ListItem, Note, Paragraph, ParagraphStyle, Run
from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import ItemGlyph, format_number
from kaigi_docs.materials.paper import material_document, title_blocks
from kaigi_docs.materials.statistics_exhibits import exhibit_block
from kaigi_docs.materials.wording_context import WordingContext
from kaigi_docs.model.meeting import Edition, HouseStyle, Material
from kaigi_docs.model.packet import PacketModel
from kaigi_docs.model.statistics import Exhibit, Passage, PassageForm, Statistics, StatisticsSection
from kaigi_docs.model.text import Text
from kaigi_docs.narrative.words import Years
from kaigi_docs.narrative.writing import write_sentence
from kaigi_docs.wording import Reference, UnknownReference, fill_placeholders

_EXHIBIT = "図表"
WITHHELD_STORY = "この節は、個人の特定を防ぐため、公開用には載せていません。"


def build_statistics(material: Material, packet: PacketModel, context: WordingContext) -> tuple[Document, Findings]:
    """The 資料 as blocks: title, sections with numbered headings, texts, charts and tables; and what is wrong with its texts.

    Args:
        material: its row of the 資料 sheet.
        packet: its statistics hold published values only.
        context: the meeting and its numbers.
    """
    findings = Findings()
    if not packet.statistics.sections:
        message = f"資料「{material.title}」は統計の資料ですが、統計.xlsx に節がひとつもありません。"
        hint = "統計.xlsx を会議フォルダに置いて書き込むか、「資料」シートのこの行を消してください。"
        findings.error("statistics-missing", material.where, message, hint)
    numbers = number_exhibits(packet.statistics, context.meeting.style)
    words = _Words(context, numbers, findings)
    blocks = (block for section in packet.statistics.sections for block in _section(section, packet, words))
    return material_document(material, context, (*title_blocks(material, context), *blocks)), findings


def number_exhibits(statistics: Statistics, style: HouseStyle) -> dict[str, str]:
    """「図１」 or 「表１」 by id; charts and tables are counted apart, through the whole 資料."""
    labels: dict[str, str] = {}
    counts = {"図": 0, "表": 0}
    for exhibit in statistics.exhibits:
        noun = "表" if exhibit.kind.is_table else "図"
        counts[noun] += 1
        labels[exhibit.id] = f"{noun}{format_number(counts[noun], style.digits)}"
    return labels


@dataclass(frozen=True, slots=True)
class _Words:
    """How texts of this 資料 are filled in.

    Attributes:
        numbers: of charts and tables by id.
        findings: takes unknown placeholders.
    """

    context: WordingContext
    numbers: Mapping[str, str]
    findings: Findings

    def runs(self, text: Text) -> tuple[Run, ...]:
        names = (*self.context.placeholder_names(), *(f"{_EXHIBIT}:{each}" for each in self.numbers))
        return fill_placeholders(text, self._resolve, names, self.findings)

    def _resolve(self, name: str) -> str | Text | Reference | None:
        kind, colon, cited = name.replace("：", ":").partition(":")
        if not colon or kind != _EXHIBIT:
            return self.context.resolve(name)
        label = self.numbers.get(cited.strip())
        if label is None:
            raise UnknownReference(f"〔{name}〕が指す図表がありません。使えるID: {'、'.join(self.numbers) or 'なし'}。")
        return label


def _section(section: StatisticsSection, packet: PacketModel, words: _Words) -> Iterator[Block]:
    yield Heading(section.id, section.level, _label(section, packet, words), words.runs(section.title))
    if section.is_story and words.context.edition is Edition.PUBLIC:
        yield Paragraph((Run(WITHHELD_STORY),))
        message = f"節「{section.title}」は、個人の事情を述べているので、公開用には見出しだけを載せます。"
        words.findings.note("story-withheld", section.where, message, "載せると決めたら、「節」シートに理由を書いてください。")
        return
    bullets: list[ListItem] = []
    for part in _written(section, words):
        if isinstance(part, _Written) and part.form is PassageForm.BULLET:
            bullets.append(ListItem("・", (Paragraph(part.runs, ParagraphStyle.PLAIN),)))
            continue
        yield from _list(bullets)
        bullets = []
        yield _part(part, words)
    yield from _list(bullets)


@dataclass(frozen=True, slots=True)
class _Written:
    """A paragraph in words: one passage, and those that go on in it."""

    form: PassageForm
    runs: tuple[Run, ...]


def _written(section: StatisticsSection, words: _Words) -> Iterator[_Written | Exhibit]:
    """The parts of a section with their sentences computed; one of which nothing can be said leaves nothing behind."""
    years = Years(words.context.meeting.style.digits)
    open_paragraph: _Written | None = None
    for part in section.parts:
        if isinstance(part, Passage) and part.continues and open_paragraph is not None:
            open_paragraph = replace(open_paragraph, runs=(*open_paragraph.runs, *_sentence_runs(part, words, years)))
            continue
        if open_paragraph is not None and open_paragraph.runs:
            yield open_paragraph
        open_paragraph = None
        years.break_off()
        if isinstance(part, Exhibit):
            yield part
        else:
            open_paragraph = _Written(part.form, _sentence_runs(part, words, years))
    if open_paragraph is not None and open_paragraph.runs:
        yield open_paragraph


def _sentence_runs(passage: Passage, words: _Words, years: Years) -> tuple[Run, ...]:
    if passage.computed is None:
        years.break_off()
        return words.runs(passage.text)
    sentence = write_sentence(passage.computed, years, words.findings)
    return (Run(sentence.text, source=sentence.where),) if sentence is not None else ()


def _list(items: list[ListItem]) -> Iterator[List]:
    if items:
        yield List(tuple(items))


def _label(section: StatisticsSection, packet: PacketModel, words: _Words) -> str:
    """The number of a section among its siblings, as the office writes items of that level."""
    siblings = [each.id for each in packet.statistics.sections if each.parent_id == section.parent_id]
    glyphs = words.context.meeting.style.item_glyphs
    glyph = ItemGlyph.parse(glyphs[min(section.level, len(glyphs)) - 1])
    return glyph.label(siblings.index(section.id) + 1)


def _part(part: _Written | Exhibit, words: _Words) -> Block:
    if isinstance(part, Exhibit):
        return exhibit_block(part, words.numbers[part.id], words.context.meeting.style)
    return Note("※", part.runs) if part.form is PassageForm.NOTE else Paragraph(part.runs)
