"""Sentences about several values of one period: 倍, 構成比, 上位, 内訳, 地域の比較, 区分の増減."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from kaigi_docs.model.claims import CitedCell, Operation
from kaigi_docs.model.statistics import TOTAL, SentenceRow, Series
from kaigi_docs.narrative.cells import (
    NoClaim,
    check_comparable,
    check_same_basis,
    cited,
    classes_of,
    latest,
    period_before,
)
from kaigi_docs.narrative.phrases import Piece
from kaigi_docs.narrative.proving import (
    computed,
    difference_claim,
    order_claim,
    ratio_claim,
    share_claim,
    value_claim,
)
from kaigi_docs.narrative.words import Topic, Years, is_count, joined, listed, most, subject, topic, year_word

NOT_RANKED = frozenset({"その他", "不詳", "不明", "その他・不詳", "無回答"})
"""Classes that hold what fits no other: they are never said to be the most."""


def ratio_sentence(row: SentenceRow, years: Years) -> list[Piece]:
    """「令和３年の全国の男性の自殺者数は、女性の約2.0倍です。」"""
    (other,) = _others(row, 1)
    check_same_basis(row.series, other)
    name = row.classes[0] if row.classes else TOTAL
    period = row.period or latest([row.series, other], name)
    claim = ratio_claim(cited(row.series, period, name), cited(other, period, name), row.decimals)
    beside = str(other.name) if other.region == row.series.region else subject(other, name)
    return [f"{topic(years, row.series, period, name, name)}は、{beside}の", claim, "です。"]


def _others(row: SentenceRow, count: int | None = None) -> tuple[Series, ...]:
    if not row.others or (count is not None and len(row.others) != count):
        raise NoClaim("claim-impossible", f"「{row.kind.value}」の文には、比べる系列を{count or '一つ以上'}書いてください。")
    return row.others


def share_sentence(row: SentenceRow, years: Years) -> list[Piece]:
    """「健康問題は58人で、全体の約31.0％を占めます。」 of a class, or of a series in the one that it is a part of."""
    series, period = row.series, row.period or latest([row.series, *row.others])
    if series.overlapping:
        reason = "一人を複数の区分に数えているので、構成比は合計で100％になりません。文にしません。"
        raise NoClaim("claim-impossible", f"系列{series.id}（{series.name}）は、{reason}")
    if row.others:
        (whole_series,) = _others(row, 1)
        check_same_basis(series, whole_series)
        name, whole, among = TOTAL, cited(whole_series, period), ""
    else:
        if not row.classes:
            raise NoClaim("claim-impossible", "「構成比」の文には、区分か比べる系列（全体）を書いてください。")
        name, whole = row.classes[0], cited(series, period)
        among = f"のうち、{name}"
    part = cited(series, period, name)
    if part.number > whole.number:
        reason = f"{period.western}の{name}（{part.text}）が、全体（{whole.text}）より大きくなっています。"
        raise NoClaim("claim-impossible", reason)
    about = topic(years, series, period, name)
    lead = f"このうち、{name}は" if about.again and among else f"{about}{among}は"
    return [lead, value_claim(part, series), "で、全体の", share_claim(part, whole, row.decimals), "を占めます。"]


def top_sentence(row: SentenceRow, years: Years) -> list[Piece]:
    """「…では、健康問題が58人で最も多く、経済・生活問題（34人）、家庭問題（20人）が続きます。」

    Classes that are level stand together, also at the end, so that more than `top` may be named.
    """
    series = row.series
    names = [each for each in classes_of(series, row.classes) if each not in NOT_RANKED]
    period = row.period or latest([series], names[0] if names else TOTAL)
    cells = sorted((cited(series, period, name) for name in names), key=lambda cell: -cell.number)
    if len(cells) < 2 or cells[0].number == cells[-1].number:
        raise NoClaim("claim-untrue", f"系列{series.id}（{series.name}）の{period.western}には、順位のつく区分がありません。")
    groups = [list(group) for _, group in groupby(cells, key=lambda cell: cell.number)]
    shown = _first_groups(groups, row.top)
    below = [order_claim(shown[-1][0], cell, "") for cell in cells if cell.number < shown[-1][0].number]
    lead = _lead(topic(years, series, period), "では、", again="区分別では、")
    first = f"{joined([cell.class_name for cell in shown[0]])}が"
    word = most(series, high=True).replace("多い", "多く").replace("高い", "高く")
    pieces: list[Piece] = [lead, first, value_claim(shown[0][0], series), f"で{word}"]
    if len(shown) == 1:
        return [*pieces[:-1], f"で{most(series, high=True)}区分です。", *below]
    return [*pieces, "、", *_followers(shown[1:], series), "が続きます。", *below]


def _lead(about: Topic, particle: str, again: str = "") -> str:
    """The topic with its particle, of which a sentence has one では only; `again` behind a sentence about the same."""
    if about.again:
        return again
    return f"{about}{'は、' if about.when.endswith('では、') else particle}"


def _first_groups(groups: Sequence[list[CitedCell]], top: int) -> list[list[CitedCell]]:
    """As many groups as hold the first `top` classes."""
    shown: list[list[CitedCell]] = []
    for group in groups:
        if sum(map(len, shown)) >= top:
            break
        shown.append(group)
    return shown


def _followers(groups: Sequence[Sequence[CitedCell]], series: Series) -> Iterator[Piece]:
    for position, group in enumerate(groups):
        level = "ともに" if len(group) > 1 else ""
        yield ("、" if position else "") + joined([cell.class_name for cell in group]) + f"（{level}"
        yield value_claim(group[0], series)
        yield "）"


def parts_sentence(row: SentenceRow, years: Years) -> list[Piece]:
    """「令和３年の…の内訳は、男性38人、女性17人です。」 of classes, or of the series that are its parts."""
    names = classes_of(row.series, row.classes)
    period = row.period or latest([row.series, *row.others], TOTAL if row.others or not names else names[0])
    about = topic(years, row.series, period)
    lead = "内訳は、" if about.again else f"{about}の内訳は、"
    parts = [(str(each.name), value_claim(cited(each, period), each)) for each in row.others] or [
        (name, value_claim(cited(row.series, period, name), row.series)) for name in names
    ]
    for other in row.others:
        check_same_basis(row.series, other)
    pieces: list[Piece] = [lead]
    for position, (name, claim) in enumerate(parts):
        pieces += [("、" if position else "") + name, claim]
    return [*pieces, "です。"]


def regions_sentence(row: SentenceRow, years: Years) -> list[Piece]:
    """「令和２年のみほん市の自殺死亡率は19.3で、全国の16.7より2.6高く、みほん県の18.0より1.3高くなっています。」

    Only rates and shares are compared: counts of regions differ with their size.
    """
    series, others = row.series, _others(row)
    if is_count(series):
        raise NoClaim(
            "claim-impossible",
            f"系列{series.id}（{series.name}）は人数や件数なので、地域の比較の文にしません。率を使ってください。",
        )
    for other in others:
        check_same_basis(series, other)
    period = row.period or latest([series, *others])
    own = cited(series, period)
    years.said = None  # the year is always named: it need not be the latest of the region
    pieces: list[Piece] = [f"{topic(years, series, period)}は", value_claim(own, series), "で、"]
    for position, other in enumerate(others):
        pieces += ["、" if position else "", *_compared(own, cited(other, period), series, other)]
    years.said = None  # several regions are named
    return [*pieces, "なっています。" if own.number != cited(others[-1], period).number else "です。"]


def _compared(own: CitedCell, cell: CitedCell, series: Series, other: Series) -> list[Piece]:
    apart = difference_claim(own, cell, series)
    region = str(other.region) or str(other.name)
    if not apart.value:
        return [f"{region}と", order_claim(own, cell, "同じ")]
    word = "高く" if apart.value > 0 else "低く"
    return [f"{region}の", value_claim(cell, other), "より", apart, order_claim(own, cell, word)]


def classes_sentence(row: SentenceRow, years: Years) -> list[Piece]:
    """「…は、前年と比べて、30歳代、40歳代で増え、70歳代で減り、80歳以上は同じです。最も増えたのは30歳代（８人増）です。」"""
    series = row.series
    names = classes_of(series, row.classes)
    period = row.period or latest([series], names[0] if names else TOTAL)
    before = row.before or period_before(series, period)
    check_comparable(series, before, period)
    pairs = [(cited(series, period, name), cited(series, before, name)) for name in names]
    if not pairs:
        raise NoClaim("claim-missing", f"系列{series.id}（{series.name}）に区分がありません。")
    lead = _lead(topic(years, series, period), "は、")
    compared = year_word(period) if row.before is None and not period.is_merged else years.name(before)
    pieces: list[Piece] = [f"{lead}{compared}と比べて、"]
    pieces += _directions(pairs, rates=not is_count(series))
    return [*pieces, *_greatest(pairs, series)]


def _directions(pairs: Sequence[tuple[CitedCell, CitedCell]], *, rates: bool) -> list[Piece]:
    """The classes that went up, down and nowhere, and the claim for each of them."""
    words = {1: "で上がり" if rates else "で増え", -1: "で下がり" if rates else "で減り", 0: "は同じ"}
    ends = {1: "ました", -1: "ました", 0: "です"}
    phrases, order = [], []
    for sign, word in words.items():
        found = [pair for pair in pairs if computed(Operation.ORDER, *pair) == sign]
        if found:
            phrases.append((sign, listed([later.class_name for later, _ in found]) + word))
            order += [order_claim(later, earlier, "") for later, earlier in found]
    text = "、".join(phrase for _, phrase in phrases)
    return [f"{text}{ends[phrases[-1][0]]}。", *order]


def _greatest(pairs: Sequence[tuple[CitedCell, CitedCell]], series: Series) -> Iterator[Piece]:
    """Which class rose and which fell most, where more than one did."""
    for sign, verb, noun in ((1, "増えた", "増"), (-1, "減った", "減")):
        if not is_count(series):
            verb, noun = ("上がった", "上昇") if sign > 0 else ("下がった", "低下")
        moved = [pair for pair in pairs if computed(Operation.ORDER, *pair) == sign]
        if len(moved) < 2:
            continue
        sizes = {pair: abs(computed(Operation.DIFFERENCE, *pair)) for pair in moved}
        first = [pair for pair in moved if sizes[pair] == max(sizes.values())]
        if len(first) == len(moved):
            continue
        yield f"最も{verb}のは{joined([later.class_name for later, _ in first])}（"
        yield difference_claim(*first[0], series)
        yield f"{noun}）です。"
