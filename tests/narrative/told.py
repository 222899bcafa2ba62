"""Series built from plain numbers, and what is said about them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import CalendarYear, FiscalYear
from kaigi_docs.model.claims import Sentence
from kaigi_docs.model.statistics import TOTAL, Counting, Period, PublishedValue, SentenceKind, SentenceRow, Series, Sign
from kaigi_docs.model.text import Text
from kaigi_docs.narrative.words import Years
from kaigi_docs.narrative.writing import write_sentence

Figure = int | str


def year(first: int, last: int | None = None, *, fiscal: bool = False) -> Period:
    kind = FiscalYear if fiscal else CalendarYear
    return Period(kind(first), kind(last or first))


def value(figure: Figure) -> PublishedValue:
    """A number, 「12.5」, or one of the signs."""
    signs = {sign.value: sign for sign in Sign}
    if isinstance(figure, str) and figure in signs:
        return PublishedValue(number=Decimal(0) if figure == "－" else None, text=figure, sign=signs[figure])
    number = Decimal(str(figure))
    return PublishedValue(number=number, text=f"{number:,}")


def series(
    name: str,
    values: Mapping[int, Figure | Mapping[str, Figure]],
    *,
    counting: Counting = Counting.PERSONS,
    region: str = "",
    unit: str = "人",
    decimals: int = 0,
    fiscal: bool = False,
    span: int = 1,
    **rest: object,
) -> Series:
    """A series of years, each with one figure or with one for each class."""
    found = {}
    for first, figures in values.items():
        by_class = figures if isinstance(figures, Mapping) else {TOTAL: figures}
        found |= {(year(first, first + span - 1, fiscal=fiscal), each): value(figure) for each, figure in by_class.items()}
    return Series(
        id=f"R-{name}",
        name=Text(name),
        region=Text(region),
        counting=counting,
        unit=unit,
        decimals=decimals,
        values=found,
        **rest,  # type: ignore[arg-type]
    )


def written(kind: SentenceKind, of: Series, *others: Series, **rest: object) -> tuple[Sentence | None, list[str]]:
    """The sentence and the codes of what keeps it from being said."""
    findings = Findings()
    row = SentenceRow(kind=kind, series=of, others=others, **rest)  # type: ignore[arg-type]
    sentence = write_sentence(row, Years(DigitWidth.HALF), findings)
    return sentence, [finding.code for finding in findings]


def told(kind: SentenceKind, of: Series, *others: Series, **rest: object) -> str:
    """The sentence, or the code of the only reason why there is none."""
    sentence, codes = written(kind, of, *others, **rest)
    return sentence.text if sentence is not None else codes[0]
