"""Typed sentences that say a number which is hidden elsewhere in their section, or its share of a total or a population."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping

from kaigi_docs.findings import Findings
from kaigi_docs.model.statistics import Exhibit, Passage, Series, Statistics, StatisticsSection, ValueKey
from kaigi_docs.model.text import Text
from kaigi_docs.publishing.counts import printed_keys
from kaigi_docs.publishing.typed_shares import parts_and_populations, parts_and_totals, rates_in, shares_in

_PERSONS = re.compile(r"(?<![0-9.,])(?P<number>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+) ?[人名]")
_HINT = "その数を書かない文に直してください。"


def check_texts(statistics: Statistics, numbers: Mapping[ValueKey, int], findings: Findings) -> None:
    """`hidden-in-text`: an error in a sentence without a reason, a warning in a title, a note or a table of texts.

    A number of persons counts as the hidden one where a series of the same section has it; a share where it is that of a hidden
    count in a printed total there; a rate where it is one that is computed there. That it is another number with the same digits,
    only a person can say.

    Args:
        statistics: as it will be printed.
        numbers: of the counts with the mark.
        findings: takes them.
    """
    printed = printed_keys(statistics)
    for section in statistics.sections:
        shown = {one.id: one for part in section.parts for one in _series(part)}
        hidden = {number for (series_id, _, _), number in numbers.items() if series_id in shown}
        parts = parts_and_totals(shown, numbers, printed)
        behind_rates = parts_and_populations(shown.values(), numbers)
        for text, is_sentence in _texts(section):
            if hidden & numbers_of_persons(text.value):
                _report(text, "文の中の人数が、この節の図表で x にした数と同じです。", findings, is_sentence=is_sentence)
            elif any(share.tells(*pair) for share in shares_in(text.value) for pair in parts):
                message = "文の中の割合が、この節の図表で x にした数の割合と同じです。印刷する総数から、x にした数が分かります。"
                _report(text, message, findings, is_sentence=is_sentence)
            elif any(rate.tells(*pair) for rate in rates_in(text.value) for pair in behind_rates):
                message = "文の中の率が、この節の図表で x にした率と同じです。人口を掛けると、x にした人数が分かります。"
                _report(text, message, findings, is_sentence=is_sentence)


def _report(text: Text, message: str, findings: Findings, *, is_sentence: bool) -> None:
    if is_sentence:
        hint = f"{_HINT}別の数なら、「少ない人数を書く理由」にそのことを書いてください。"
        findings.error("hidden-in-text", text.where, message, hint)
    else:
        findings.warn("hidden-in-text", text.where, message, f"{_HINT}別の数なら、そのままで構いません。")


def numbers_of_persons(text: str) -> set[int]:
    """The numbers before 「人」 or 「名」."""
    folded = unicodedata.normalize("NFKC", text)
    return {int(match["number"].replace(",", "")) for match in _PERSONS.finditer(folded)}


def _series(part: Passage | Exhibit) -> Iterator[Series]:
    if isinstance(part, Exhibit):
        yield from part.series
    elif part.computed is not None:
        yield from (part.computed.series, *part.computed.others)


def _texts(section: StatisticsSection) -> Iterator[tuple[Text, bool]]:
    """Each text that a person typed, and whether it is a sentence of the section."""
    yield section.title, False
    for part in section.parts:
        if isinstance(part, Exhibit):
            lines = (cell for line in part.lines for cell in line)
            yield from ((text, False) for text in (part.title, *part.notes, *lines, *(one.note for one in part.series)))
        elif part.computed is None and not part.reason:
            yield part.text, True
