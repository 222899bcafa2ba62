"""The plan's measures (事業) and what departments said of them."""

from __future__ import annotations

from dataclasses import dataclass, field

from kaigi_docs.findings import Location
from kaigi_docs.model.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """One measure.

    Attributes:
        policy_id: where it stands in the plan, or "" where the plan has no levels.
        policy_typed: what the book has instead of the id of a policy; only in a draft.
        also_listed_under: ids of further policies at which it is printed too (再掲).
        department_ids: in the order entered.
        department_text: as entered, with 係, for print.
        values: text of each further column by (key, fiscal year in western count or None); absent means blank.
        rating_ids: the rating by (key, year) where the column is a rating and the entry is one of its scale.
        earlier: last time's answers (「前回：…」) by name of the column; absent means blank.
    """

    id: str
    name: Text
    policy_id: str = ""
    policy_typed: Text = Text("")
    also_listed_under: tuple[str, ...] = ()
    summary: Text = Text("")
    department_ids: tuple[str, ...] = ()
    department_text: Text = Text("")
    values: dict[tuple[str, int | None], Text]
    rating_ids: dict[tuple[str, int | None], str]
    earlier: dict[str, Text] = field(default_factory=dict)
    where: Location | None = None
