"""Every sentence of the statistics with its proof: computed ones claim by claim, typed ones number by number.

Rates that are computed are proven where a chart or table shows them, too: they stand in no cell.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.claims import CitedCell, Claim, Sentence
from kaigi_docs.model.statistics import Exhibit, Passage, Series, Statistics
from kaigi_docs.narrative.cells import cited
from kaigi_docs.narrative.proving import value_claim
from kaigi_docs.narrative.words import Years
from kaigi_docs.narrative.writing import write_sentence

COMPUTED, TYPED, RATES = "自動", "手書き", "計算した率"
NOT_TIED = "結びつく数がありません"

_NUMBER = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|(?<![0-9.,])[0-9]+(?:\.[0-9]+)?")
_NOT_FIGURES = re.compile(r"〔[^〕]*〕|[(（][12][0-9]{3}[)）]")
_BEFORE = re.compile(r"(?:第|図|表|資料|平成|令和|昭和|人口)$")
_BEHIND = re.compile(r"^(?:年|月|日|歳|万人|つ|か年|か月|回目|ページ)")


@dataclass(frozen=True, slots=True)
class Tie:
    """A number of a typed sentence, and the values that it may be.

    Attributes:
        number: as typed.
        cells: values that are equal to it, those of the section's own series first; empty where there is none.
    """

    number: str
    cells: tuple[CitedCell, ...]


@dataclass(frozen=True, slots=True)
class Explained:
    """A sentence with its proof, or a chart or table with that of its computed rates.

    Attributes:
        kind: COMPUTED, TYPED or RATES.
        text: as printed; title and series.
        claims: of what is computed.
        ties: of a typed one.
        where: its row.
    """

    kind: str
    text: str
    claims: tuple[Claim, ...] = ()
    ties: tuple[Tie, ...] = ()
    where: Location | None = None

    def lines(self) -> Iterator[str]:
        """As text: the sentence, then one line for each figure or word that rests on figures."""
        yield f"【{self.kind}】{self.text}"
        for claim in self.claims:
            if claim.printed:
                yield f"    {claim.printed} ＝ {claim.formula}{_rounding(claim)}（{_places(claim.cells)}）"
        for tie in self.ties:
            yield f"    {tie.number} ← {_places(tie.cells) if tie.cells else NOT_TIED}"


def explain(statistics: Statistics, digits: DigitWidth) -> tuple[Explained, ...]:
    """All sentences and computed rates in printed order; those of which nothing can be said are left out, as in print.

    Args:
        statistics: published values with their sentences.
        digits: of the office.
    """
    every = _cells(_series(statistics.exhibits))
    explained: list[Explained] = []
    for section in statistics.sections:
        years = Years(digits)
        near = _cells(_series(part for part in section.parts if isinstance(part, Exhibit)))
        for part in section.parts:
            if isinstance(part, Exhibit) or part.computed is None or not part.continues:
                years.break_off()
            if isinstance(part, Exhibit):
                explained += [_rates(part, series) for series in part.series if series.computed_from]
            elif (found := _explained(part, years, near, every)) is not None:
                explained.append(found)
    return tuple(explained)


def _explained(
    passage: Passage, years: Years, near: Mapping[str, list[CitedCell]], every: Mapping[str, list[CitedCell]]
) -> Explained | None:
    if passage.computed is not None:
        sentence: Sentence | None = write_sentence(passage.computed, years, Findings())
        return Explained(COMPUTED, sentence.text, sentence.claims, where=sentence.where) if sentence is not None else None
    ties = tuple(
        Tie(number, tuple(near.get(number, ())) or tuple(every.get(number, ()))) for number in figures_in(passage.text.value)
    )
    return Explained(TYPED, passage.text.value, ties=ties, where=passage.text.where)


def _rates(exhibit: Exhibit, series: Series) -> Explained:
    """The proof of the rates of a series that a chart or table shows."""
    shown = [(period, name) for period in exhibit.periods for name in exhibit.classes]
    known = [place for place in shown if place in series.values and series.values[place].sign is None]
    claims = tuple(value_claim(cited(series, *place), series) for place in known)
    return Explained(RATES, f"{exhibit.title}：{exhibit.name_of(series)}", claims, where=series.where)


def figures_in(text: str) -> list[str]:
    """The figures that a sentence states, without separators, each once: no years, dates, ages, or numbers of charts."""
    plain = _NOT_FIGURES.sub("", unicodedata.normalize("NFKC", text).replace("〜", "~"))
    found = (
        match.group().replace(",", "")
        for match in _NUMBER.finditer(plain)
        if not _BEFORE.search(plain[: match.start()]) and not _BEHIND.match(plain[match.end() :])
    )
    return list(dict.fromkeys(found))


def _series(exhibits: Iterable[Exhibit]) -> Sequence[Series]:
    return list({series.id: series for exhibit in exhibits for series in exhibit.series}.values())


def _cells(series: Iterable[Series]) -> dict[str, list[CitedCell]]:
    """The values by their plain figures."""
    cells: dict[str, list[CitedCell]] = {}
    for each in series:
        for (period, name), value in each.values.items():
            if value.number is not None and value.sign is None:
                cell = CitedCell(each.id, period, name, value.number, value.text, value.where)
                cells.setdefault(value.text.replace(",", ""), []).append(cell)
    return cells


def _rounding(claim: Claim) -> str:
    return f"、{claim.rounding}" if claim.rounding else ""


def _places(cells: Sequence[CitedCell]) -> str:
    """「R01 2021 総数 統計.xlsx「数値」D14」, three of them at most."""
    named = [f"{cell.series_id} {cell.period.western} {cell.class_name} {cell.where or ''}".strip() for cell in cells[:3]]
    return "、".join(named) + (f" ほか{len(cells) - 3}" if len(cells) > 3 else "")
