"""The classes of JLREQ (Appendix A), with the full-width and half-width forms that offices type."""

import unicodedata

import pytest

from kaigi_docs.japanese.jlreq import character_class

# Characters of Appendix A, copied by hand; the forms behind the bar are those of Unicode's U+FFxx block.
TABLE = {
    1: "‘“〔〈《「『【⦅〘〖«〝|（［｛｟｢",
    2: "’”〕〉》」』】⦆〙〗»〟|）］｝｠｣",
    3: "‐〜゠–|～",
    4: "‼⁇⁈⁉!?|！？",
    5: "・:;|：；･",
    6: "。.|．｡",
    7: "、,|，､",
    8: "—…‥〳〴〵",
    9: "ヽヾゝゞ々〻",
    10: "ー|ｰ",
    11: "ぁぃぅぇぉァィゥェォっゃゅょゎゕゖッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ|ｧｨｩｪｫｬｭｮｯ",
    12: "¥$£#€№|￥＄￡＃",
    13: "°′″℃¢%‰㏋ℓ㌃㌍㌔㌘㌢㌣㌦㌧㌫㌶㌻㍉㍊㍍㍑㍗㎎㎏㎜㎝㎞㎡㏄|％￠",
    14: "\u3000",
    15: "あいうんゔがぱ",
    16: "アイウンヴガパヷ|ｱﾝ",
    17: "＝≠＜＞≦≧∴∵",
    18: "＋－±×÷",
    19: "漢字〆〇①㈱※○●→☆",
    24: "0123456789|０１２３４５６７８９",
    26: " ",
    27: "AZazÀéŁñΑωЖя|ＡＺａｚ",
}


@pytest.mark.parametrize("number", TABLE)
def test_members_of_a_class_have_its_number(number: int) -> None:
    members = TABLE[number].replace("|", "")
    assert {member: character_class(member) for member in members} == dict.fromkeys(members, number)


def test_full_width_punctuation_is_classed_as_its_half_width_form() -> None:
    forms = [chr(codepoint) for codepoint in range(0xFF01, 0xFF5F)]
    punctuation = [form for form in forms if unicodedata.category(form) in ("Ps", "Pe") or form in "！？，．：；％＃＄"]
    assert len(punctuation) > 12
    for form in punctuation:
        assert character_class(form) == character_class(unicodedata.normalize("NFKC", form)), form
