"""Our breaks against UAX #14 (uniseg as oracle): every difference is a departure that is listed here with its reason."""

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from uniseg.linebreak import line_break, line_break_breakables

from kaigi_docs.japanese.jlreq import break_mask, character_class

ALPHABET = (
    "「（『【“‘」）』】”’〜～‐–゠！？!?・：；:;。．、，,.—…‥々ゝヽーｰゃッㇷ゛￥¥$№#％%℃㎡°\u3000あんアン漢字①＝"
    "＋－−×0123９８ \u00a0AzéΩＡｚ()[]{}-/'\"&@|+*=\u200b\u2060ｱｯ｡｢｣､･§½○●□■※→★♪㈱⑴𠮷㎝〆〇＆／Ⅰ®²"
)
SPACES = " \u3000\u00a0\u200b"


def unicode_class(character: str) -> str:
    return str(line_break(character).name)


class Place(NamedTuple):
    """A place in a text: the characters before and after."""

    before: str
    after: str


def classes(place: Place) -> tuple[str, str]:
    return unicode_class(place.before), unicode_class(place.after)


class Departure(NamedTuple):
    name: str
    explains: Callable[[Place], bool]
    reason: str


def is_word_sign(character: str) -> bool:
    """Printable ASCII, letters and digits of either width, and what stands raised behind them."""
    return "!" <= character <= "~" or character in "¥®²" or character_class(character) in (24, 27)


WE_ALLOW = (
    Departure(
        "ambiguous signs are ideographs",
        lambda at: "AI" in classes(at),
        "§ ½ ○ ※ Ⅰ are full-width in Japanese fonts; UAX #14 5.1 lets East Asian text resolve AI as ID",
    ),
    Departure(
        "dots may begin a line",
        lambda at: classes(at)[1] == "IN",
        "JLREQ 3.1.7 does not list … and ‥; only the pair is inseparable (LB 22)",
    ),
    Departure(
        "curved quotes are brackets",
        lambda at: "QU" in classes(at) and ({at.before, at.after} & set("“‘”’")) != set(),
        "JLREQ cl-01, cl-02: which side they belong to is known (LB 19)",
    ),
    Departure(
        "a sign stands with numbers only",
        lambda at: classes(at)[0] == "PR" or classes(at)[1] == "PR",
        "JLREQ 3.1.10: ￥ № − hold the number behind them, not kana (LB 23a, 25)",
    ),
    Departure(
        "a unit ends what it belongs to",
        lambda at: classes(at)[0] == "PO",
        "℃ and ％ belong to what stands before them, so a line may end there (LB 24, 25)",
    ),
    Departure(
        "addresses break at their signs",
        lambda at: at.before in "/?&=#._-@" and is_word_sign(at.after),
        "a URL or address is too long for a line; its parts are what readers recognise",
    ),
    Departure(
        "a space ends what stands before it",
        lambda at: at.before in SPACES,
        "what follows a blank may begin a line, also a half-width sign (LB 13, 21)",
    ),
    Departure(
        "a hyphen ends a line",
        lambda at: at.before == "‐",
        "JLREQ cl-03; UAX #14 holds one that begins a word to it (LB 20a)",
    ),
)
THEY_ALLOW = (
    Departure(
        "words hold together",
        lambda at: is_word_sign(at.before) and is_word_sign(at.after),
        "half-width signs inside a word (a&b, 3/4, (1)) and full-width letters and digits are parts of it (JLREQ 3.2.2)",
    ),
    Departure(
        "a wave dash and its kin begin no line",
        lambda at: character_class(at.after) in (3, 9) or at.after == "～",
        "JLREQ cl-03, cl-09; U+FF5E is an ideograph for UAX #14",
    ),
    Departure(
        "spaces hang at the line's end",
        lambda at: at.before in SPACES or at.after in SPACES,
        "no line begins with a space, nor with what kinsoku forbids because a space stands before it; （　） ends no line either",
    ),
    Departure(
        "signs with numbers and units",
        lambda at: character_class(at.before) in (12, 18) or character_class(at.after) == 13,
        "JLREQ 3.1.10 in their full-width forms, and square units (㎡, ㎝), which are ideographs for UAX #14",
    ),
    Departure(
        "points in full-width numbers",
        lambda at: at.before in "，．：" and character_class(at.after) == 24,
        "１，２３４．５ and １０：３０ are numbers as their half-width forms are (JLREQ 3.1.10)",
    ),
    Departure(
        "double signs",
        lambda at: character_class(at.before) == character_class(at.after) == 8,
        "JLREQ 3.1.10: ——, ……, and mixtures of them",
    ),
    Departure(
        "raised signs",
        lambda at: at.after in "®²",
        "they stand small behind what they belong to",
    ),
)


DEPARTURES = {"we": WE_ALLOW, "they": THEY_ALLOW}


def differences(text: str) -> list[tuple[str, Place]]:
    found: list[tuple[str, Place]] = []
    for index, (ours, theirs) in enumerate(zip(break_mask(text), line_break_breakables(text), strict=True)):
        if index and bool(ours) != bool(theirs):
            place = Place(text[index - 1], text[index])
            found.append(("we" if ours else "they", place))
    return found


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(ALPHABET), min_size=2, max_size=12))
def test_every_difference_from_uax_14_is_a_listed_departure(text: str) -> None:
    assert not [(side, at) for side, at in differences(text) if not any(one.explains(at) for one in DEPARTURES[side])]


@cache
def differences_of_pairs() -> tuple[tuple[str, Place], ...]:
    """All differences beside one character of each pair of classes, as pairs and in a few longer texts."""
    kinds = {(unicode_class(one), character_class(one), one.isascii()): one for one in ALPHABET}.values()
    texts = ["字" + one + other for one in kinds for other in kinds]
    texts += ["x.y@z.jp", "１２，３", "‐z"]
    return tuple(found for text in texts for found in differences(text))


def test_every_pair_of_classes_differs_from_uax_14_only_as_listed() -> None:
    assert not [(side, at) for side, at in differences_of_pairs() if not any(one.explains(at) for one in DEPARTURES[side])]


@pytest.mark.parametrize(
    "text",
    [
        "市民の声を聞く。",
        "「市民」の（声）を、聞く。",
        "約1,234.5人と12％の増加",
        "well-being and COVID-19",
        "ちょっとコーヒーを々",
        "don't stop",
    ],
)
def test_ordinary_text_breaks_as_uax_14_says(text: str) -> None:
    assert not differences(text)


@pytest.mark.parametrize("side", ["we", "they"])
def test_every_listed_departure_is_needed(side: str) -> None:
    explained = [[one.name for one in DEPARTURES[side] if one.explains(at)] for who, at in differences_of_pairs() if who == side]
    assert {names[0] for names in explained if len(names) == 1} == {one.name for one in DEPARTURES[side]}
