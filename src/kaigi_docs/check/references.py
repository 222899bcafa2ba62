"""校正 of citations: a 資料 or an answer box that a text names must exist, and its number should come from a placeholder."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kaigi_docs.blocks import Block, Document, Heading, List, Note, Paragraph, Run, Slot
from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.meeting import MOTION_PLACE, Material, Meeting
from kaigi_docs.model.numbering import Numbering
from kaigi_docs.model.text import Text
from kaigi_docs.wording import PLACEHOLDER

_MATERIAL = "資料"
_ANSWER = "回答書"
_MATERIAL_NUMBER = r"[ \u3000]*([0-9０-９]+(?:[-－‐−ー―][0-9０-９]+)?)"
_ANSWER_NUMBER = r"[ \u3000]*([0-9０-９]+|[⑴-⒇①-⑳])"
_OTHER_PAPERS = "(?<!参考)(?<!補足)(?<!添付)(?<!別添)"
_OTHER_MEETING = re.compile(r"(?:前回|前々回|昨年度?|前年度)の?(?:会議|協議会|部会|委員会)?の?(?:会議|配布)?$")
_HYPHENS = str.maketrans("－‐−ー―", "-----")
_TEMPLATE_CODE = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}")


@dataclass(frozen=True, slots=True)
class _Citation:
    """A number that somebody wrote by hand.

    Attributes:
        text: as written.
        noun: 資料, 回答書, or the title of another form.
        id: of the 資料 or the question that has the number now, or None.
    """

    text: str
    noun: str
    id: str | None

    @property
    def placeholder(self) -> str:
        """What to write instead."""
        return f"〔{_MATERIAL if self.noun == _MATERIAL else _ANSWER}:{self.id or 'ID'}〕"


class _Numbers:
    """The numbers of a packet's 資料 and answer boxes, to be found in texts."""

    def __init__(self, materials: Sequence[Material], numbering: Numbering) -> None:
        self._ids: dict[str, dict[str, str]] = {
            _MATERIAL: {_folded(material.no): material.id for material in materials if material.no},
            _ANSWER: {},
        }
        for question_id, label in numbering.answers.items():
            number = numbering.answer_numbers[question_id]
            self._ids.setdefault(label.removesuffix(number), {})[_folded(number)] = question_id

    def cited_in(self, text: str) -> Iterator[_Citation]:
        """Every number that a text names; not those of another meeting (前回の資料３) or of other papers (参考資料１)."""
        for noun, ids in self._ids.items():
            number = _MATERIAL_NUMBER if noun == _MATERIAL else _ANSWER_NUMBER
            for match in re.finditer(f"{_OTHER_PAPERS}{re.escape(noun)}{number}", text):
                if not _OTHER_MEETING.search(text[: match.start()]):
                    yield _Citation(match.group(0), noun, ids.get(_folded(match.group(1))))


def check_references(document: Document, materials: Sequence[Material], numbering: Numbering) -> Findings:
    """A finding for each 「資料９」 or 「回答書９」 in the running text of a document that the packet does not have."""
    findings = Findings()
    numbers = _Numbers(materials, numbering)
    for run in _runs(document.blocks()):
        for cited in numbers.cited_in(run.text):
            if cited.id is None:
                findings.error(
                    "reference-unknown",
                    run.source,
                    f"「{cited.text}」とありますが、この会議に{cited.text}はありません。",
                    f"番号を直すか、差し込み{cited.placeholder}を使ってください。",
                )
    return findings


def check_typed_references(meeting: Meeting, numbering: Numbering, templates: Iterable[tuple[str, str]]) -> Findings:
    """Numbers that the office typed instead of a placeholder, in its texts and templates.

    Codes: `reference-elsewhere` (error: the 資料 or the question exists, but the item at which the text stands has another),
    `reference-typed` (warning: it is right today and will not follow when numbers change). Numbers that nothing has are those of
    `check_references`.

    Args:
        meeting: what the settings book says.
        numbering: the numbers as printed.
        templates: source and shown path of those that are used.
    """
    findings = Findings()
    numbers = _Numbers(meeting.materials, numbering)
    for row in meeting.wording:
        item_id = row.place.removeprefix(MOTION_PLACE)
        _check_text(row.text, _belonging(item_id, meeting), item_id, numbers, numbering, findings)
    _check_text(meeting.dispatch.subject, None, "", numbers, numbering, findings)
    for source, shown_as in templates:
        _check_template(source, shown_as, numbers, findings)
    return findings


def _belonging(item_id: str, meeting: Meeting) -> frozenset[str] | None:
    """The 資料 and questions of an item, of what it is a part of, and of its parts; None where the place is no item."""
    items = {item.id: item for item in meeting.agenda}
    if item_id not in items:
        return None
    family = {item_id, items[item_id].parent_id, *(item.id for item in meeting.agenda if item.parent_id == item_id)}
    materials = (each for item in meeting.agenda if item.id in family for each in item.material_ids)
    questions = (question.id for question in meeting.questions if family.intersection(question.item_ids))
    return frozenset((*materials, *questions))


def _check_text(
    text: Text,
    belonging: Collection[str] | None,
    item_id: str,
    numbers: _Numbers,
    numbering: Numbering,
    findings: Findings,
) -> None:
    for cited in numbers.cited_in(PLACEHOLDER.sub("〔〕", text.value)):
        if cited.id is None:
            continue
        if belonging is not None and cited.id not in belonging:
            message = f"「{cited.text}」とありますが、議題{item_id}{_has(belonging, cited.noun, numbering)}。"
            hint = f"番号を直してください。{cited.text}で正しいときは、差し込み{cited.placeholder}で書いてください。"
            findings.error("reference-elsewhere", text.where, message, hint)
        else:
            hint = f"差し込み{cited.placeholder}で書くと、番号が変わったときに自動で直ります。"
            findings.warn("reference-typed", text.where, f"「{cited.text}」と、番号が手で書かれています。", hint)


def _has(belonging: Collection[str], noun: str, numbering: Numbering) -> str:
    """「の資料は資料１、資料３です」, or 「に資料はありません」."""
    labels: Mapping[str, str] = numbering.materials if noun == _MATERIAL else numbering.answers
    named = "、".join(label for each, label in labels.items() if each in belonging)
    return f"の{noun}は{named}です" if named else f"に{noun}はありません"


def _check_template(source: str, shown_as: str, numbers: _Numbers, findings: Findings) -> None:
    for line_number, line in enumerate(source.splitlines(), 1):
        for cited in numbers.cited_in(_TEMPLATE_CODE.sub("〔〕", line)):
            if cited.id is not None:
                written = f'{{{{ {_MATERIAL if cited.noun == _MATERIAL else _ANSWER}("{cited.id}") }}}}'
                message = f"「{cited.text}」と、番号が手で書かれています。"
                hint = f"{written} と書くと、番号が変わったときに自動で直ります。"
                findings.warn("reference-typed", Location(shown_as, line=line_number), message, hint)


def _folded(number: str) -> str:
    return unicodedata.normalize("NFKC", number).translate(_HYPHENS).strip("()")


def _runs(blocks: Iterable[Block]) -> Iterator[Run]:
    for block in blocks:
        if isinstance(block, Paragraph | Heading | Note):
            yield from (inline for inline in block.runs if isinstance(inline, Run))
        elif isinstance(block, List):
            for item in block.items:
                yield from _runs(item.content)
        elif isinstance(block, Slot):
            yield from _runs(block.content)
