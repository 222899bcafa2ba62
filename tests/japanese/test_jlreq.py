import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kaigi_docs.japanese.jlreq import (
    END_FORBIDDEN,
    IDEOGRAPHIC_SPACE,
    START_FORBIDDEN,
    WORD_SPACE,
    break_mask,
    character_class,
    emergency_mask,
    may_break_between,
)

ALL_CLASSES = (
    "「（『【“」）』】”〜‐！？・：。．、，—…々ゝーっャ￥№％℃㎡\u3000あんアンーヴ漢字①＝×＋0123９８ \u00a0\t"
    "AzéΩＡｚ()[]{},.:;!?-/'\"&%$\u200b\u2060ｱｯｰ｡｢｣゛"
)


def broken(text: str) -> str:
    """The text with a bar at every place where a line may begin."""
    mask = break_mask(text)
    return "".join(("|" if allowed else "") + character for character, allowed in zip(text, mask, strict=True))


@pytest.mark.parametrize(
    ("members", "number"),
    [
        ("「（｟‘", 1),
        ("」）｠’", 2),
        ("〜‐", 3),
        ("！？!?", 4),
        ("・：；", 5),
        ("。．", 6),
        ("、，", 7),
        ("—…", 8),
        ("々ヽ", 9),
        ("ー", 10),
        ("っャㇷ", 11),
        ("￥№", 12),
        ("％℃㎡㌔", 13),
        ("\u3000", 14),
        ("あん", 15),
        ("アヴ", 16),
        ("＝≧", 17),
        ("＋×", 18),
        ("漢①○𠮷㈱〆", 19),
        ("09０９", 24),
        (" ", 26),
        ("AzéΩЖＡ/", 27),
    ],
)
def test_characters_have_the_class_of_jlreq(members: str, number: int) -> None:
    assert {character: character_class(character) for character in members} == dict.fromkeys(members, number)


def test_a_base_with_marks_has_the_class_of_its_base() -> None:
    assert character_class("辻\U000e0100") == 19
    assert character_class("カ\u309a") == 16


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市民の声", "市|民|の|声"),
        ("「市」、（民）。", "「市」、|（民）。"),
        ("ちょっとコーヒー", "ちょっ|と|コー|ヒー"),
        ("人々と", "人々|と"),
        ("市……民——", "市|……|民|——"),
        ("約1,234.5人", "約|1,234.5|人"),
        ("約１，２３４．５人", "約|１，２３４．５|人"),
        ("１０：３０から", "１０：３０|か|ら"),
        ("前年比12％増", "前|年|比|12％|増"),
        ("気温−5℃", "気|温|−5℃"),
        ("￥500と$20", "￥500|と|$20"),
        ("100㎡、ＮＰＯ法人", "100㎡、|ＮＰＯ|法|人"),
        ("COVID-19 well-being", "COVID-19 |well-|being"),
        ("don’t stop", "don’t |stop"),
        ("03-1234-5678へ", "03-1234-5678|へ"),
        ("A、B", "A、|B"),
        ("（　）内", "（　）|内"),
        ("あ　い", "あ　|い"),
        ("あ　。", "あ　。"),
        ("市\u2060民\u00a0の", "市\u2060民\u00a0の"),
        ("市\u200b。民", "市\u200b。|民"),
        ("第１～第３", "第|１～|第|３"),
    ],
)
def test_lines_break_only_where_jlreq_allows(text: str, expected: str) -> None:
    assert broken(text) == expected


def test_addresses_break_after_their_separators_only() -> None:
    text = "https://www.city.mihon.example.jp/a/b?x=1&y_2-c.html。"
    assert broken(text) == "https://|www.|city.|mihon.|example.|jp/|a/|b?|x=|1&|y_|2-|c.|html。"
    assert broken("見よkokoro.kenko@city.mihon.example") == "見|よ|kokoro.|kenko@city.|mihon.|example"


def test_pairs_answer_as_the_mask_does() -> None:
    assert may_break_between("市", "辻\U000e0100")
    assert not may_break_between("「", "市")
    assert not may_break_between("市", "。")
    assert not may_break_between("1", "％")


def test_in_an_emergency_words_break_but_punctuation_stays() -> None:
    text = "（ABC-12％）"
    assert [text[place] for place, allowed in enumerate(emergency_mask(text)) if allowed] == ["B", "C", "-", "1", "2", "％"]


@settings(max_examples=150)
@given(st.text(st.sampled_from(ALL_CLASSES), max_size=40))
def test_no_mask_ever_allows_a_forbidden_start_or_end(text: str) -> None:
    usual, emergency = break_mask(text), emergency_mask(text)
    assert len(usual) == len(emergency) == len(text)
    for place in range(len(text)):
        if usual[place] or emergency[place]:
            assert character_class(text[place]) not in START_FORBIDDEN | {WORD_SPACE, IDEOGRAPHIC_SPACE}
            line_end = text[:place].rstrip(" \u3000\t\u00a0\u200b\u2060")
            assert not line_end or character_class(line_end[-1]) not in END_FORBIDDEN


@settings(max_examples=100)
@given(st.text(st.sampled_from(ALL_CLASSES), max_size=40))
def test_the_emergency_mask_allows_all_that_the_usual_one_does(text: str) -> None:
    assert all(second for first, second in zip(break_mask(text), emergency_mask(text), strict=True) if first)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("市民/県民", "市|民/|県|民"),
        ("市-県", "市-|県"),
        ('市民"声"の', '市|民"声"の'),
        ('said "yes" to', 'said |"yes" |to'),
        ("十％と℃", "十％|と℃"),
        ("広さ20m²は", "広|さ|20m²|は"),
        ("名称®を", "名|称®|を"),
        ("№三と￥百", "№三|と|￥百"),
    ],
)
def test_half_width_signs_and_units_stay_with_what_they_belong_to(text: str, expected: str) -> None:
    assert broken(text) == expected
