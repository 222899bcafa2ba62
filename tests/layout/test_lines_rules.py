"""Rules of JLREQ, each with the lines that show it."""

from itertools import pairwise

import pytest
from line_reading import HANGING_THEME, STYLE, extent, hanging, lines_of, origins, readings, setting, text_of

from kaigi_docs.blocks import Align, Field, FieldKind, Inline, ParagraphStyle, Run
from kaigi_docs.layout.lines import set_paragraph, set_spread_label
from kaigi_docs.theme import DEFAULT_THEME, GOTHIC, MINCHO, TextStyle

CELL = DEFAULT_THEME.paragraphs[ParagraphStyle.CELL]


# --- numbers ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "em", "expected"),
    [
        ("次の会議は、第２回会議です", 8, "次の会議は、/第２回会議です"),
        ("みほん市で、令和４年度です", 8, "みほん市で、/令和４年度です"),
        ("回答は全部で延べ20人のもの", 9.5, "回答は全部で延べ/20人のもの"),
        ("会議全体の回答数は、1,234人です", 13, "会議全体の回答数は、/1,234人です"),
    ],
)
def test_a_number_keeps_its_counter_where_the_line_can_take_it(text: str, em: float, expected: str) -> None:
    assert lines_of(setting(text, em=em)) == expected


def test_a_number_is_torn_rather_than_leaving_a_gap() -> None:
    assert lines_of(setting("あああ令和４年度ああ", em=6)) == "あああ令和４/年度ああ"


def test_a_filled_line_gives_a_little_for_a_number_and_no_more() -> None:
    wide = setting("あ" * 38 + "令和４年度" + "い" * 10, em=40)
    assert text_of(wide.lines[0]) == "あ" * 38
    assert extent(wide.lines[0]) == pytest.approx(400.0)
    narrow = setting("あ" * 14 + "令和４年度" + "い" * 10, em=17)
    assert text_of(narrow.lines[0]) == "あ" * 14 + "令和４"


# --- the last line ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("em", [4, 8, 12, 20, 30, 45])
@pytest.mark.parametrize("end", ["", "。", "。）", "　"])
def test_the_last_line_is_never_a_single_character(em: int, end: str) -> None:
    for count in range(em - 1, 3 * em + 3):
        *_, before, last = ["", *map(text_of, setting("あ" * count + end, em=em).lines)]
        assert len(last.rstrip("。）　")) > 1 or not before, last


def test_the_last_line_never_costs_another_line() -> None:
    for count in range(1, 60):
        assert len(setting("あ" * count, em=20).lines) == -(-count // 20)


def test_lines_before_a_short_last_line_stay_full() -> None:
    paragraph = setting("市民の声を聞く会議を開き、回答をまとめる" + "あ" * 21, em=20)
    first, second, last = paragraph.lines
    assert (text_of(last), len(text_of(second))) == ("ああ", 19)
    assert (extent(first), extent(second)) == (pytest.approx(200.0), pytest.approx(200.0))


def test_commas_give_a_quarter_em_each_for_the_last_character() -> None:
    text = "あ、い、う、え、お、かきくけこさしすせそた。"
    (line,) = setting(text, em=20.3).lines
    assert extent(line) == pytest.approx(203.0)
    assert len(setting(text, em=20).lines) == 2


def test_an_answer_space_may_stand_alone_on_the_last_line() -> None:
    first, last = setting("氏名を書く欄", Field("a", FieldKind.LINE, "氏名", 5.0, 20.0), em=8).lines
    assert (text_of(first), len(last.fields)) == ("氏名を書く欄", 1)


def test_a_column_of_single_characters_stays_one() -> None:
    assert lines_of(setting("所管課", em=1)) == "所/管/課"


# --- 約物 ---------------------------------------------------------------------------------------------------------------


def test_punctuation_shrinks_before_the_space_of_mixed_text_does() -> None:
    (line, *_) = setting("あ・いう、えおかき4くけこさしすせそ（た）ち" + "つ" * 8, em=20.0).lines
    natural = origins(setting("あ・いう、えおかき4くけこさしすせそ（た）ち", em=60).lines[0])
    shrunk = origins(line)
    assert shrunk[8:10] != natural[8:10]
    assert shrunk[9] - shrunk[8] == pytest.approx(natural[9] - natural[8])


def test_a_full_stop_in_a_line_never_gives_its_empty_half() -> None:
    (line, *_) = setting("あい。うえ、おかきくけこさしすせそたちつてと。なに", em=21).lines
    places = origins(line)
    assert places[3] - places[2] == pytest.approx(1.0)


def test_no_space_is_added_beside_wave_dashes_and_question_marks() -> None:
    (line, *_) = setting("４月～６月は良いか？などと言う声を聞いてから" + "あ" * 20, em=20.6).lines
    places, text = origins(line), text_of(line)
    for sign in "～？":
        at = text.index(sign)
        assert places[at] - places[at - 1] == pytest.approx(1.0)
        assert places[at + 1] - places[at] == pytest.approx(1.0)
    assert extent(line) == pytest.approx(206.0)


# --- ぶら下げ -----------------------------------------------------------------------------------------------------------


def test_a_comma_hangs_at_the_end_of_a_full_line() -> None:
    paragraph = hanging("市民の声を聞いて回答しましたので、" * 3 + "おわり", em=16)
    assert lines_of(paragraph).startswith("市民の声を聞いて回答しましたので、/")
    first = paragraph.lines[0]
    assert (first.overhang, extent(first)) == (5.0, pytest.approx(165.0))


def test_what_stands_before_a_hanging_stop_fills_the_line() -> None:
    first, *_ = hanging("市民4人の声を聞き回答しましたの、次の会議で審議して決める", em=16.3).lines
    assert text_of(first).endswith("の、")
    assert first.overhang == 5.0
    assert extent(first) == pytest.approx(168.0)


def test_a_stop_that_has_room_does_not_hang() -> None:
    first, *_ = hanging("市民の声を聞いて回答しました。" + "あ" * 20, em=16).lines
    assert first.overhang == 0.0
    assert extent(first) <= 160.01


def test_brackets_and_a_second_stop_do_not_hang() -> None:
    assert all(line.overhang == 0.0 for line in hanging("市民の声を聞いて回答しましたので」" * 3, em=16).lines)
    doubled = hanging("市民の声を聞いて回答しましたので。、" * 3, em=16)
    assert all(extent(line) <= 160.01 for line in doubled.lines)


@pytest.mark.parametrize("style", [CELL, DEFAULT_THEME.note, DEFAULT_THEME.key_value])
def test_nothing_hangs_in_cells_notes_and_labels(style: TextStyle) -> None:
    paragraph = setting("市民の声を聞いて回答しましたので、" * 3, em=16, style=style, theme=HANGING_THEME)
    assert not any(line.overhang for line in paragraph.lines)


def test_centred_and_narrow_lines_do_not_hang() -> None:
    runs = [Run("市民の声を聞いて回答しましたので、" * 2)]
    style = HANGING_THEME.paragraphs[ParagraphStyle.PLAIN]
    for em, align in ((16, Align.CENTER), (8, Align.START)):
        assert not any(line.overhang for line in set_paragraph(runs, style, em * 10.0, HANGING_THEME, align=align).lines)


# --- ruby -------------------------------------------------------------------------------------------------------------


def ruby_origins(*inlines: Inline | str, em: float = 30) -> tuple[list[float], list[float]]:
    """Origins of the glyphs, and of those of the first reading, in ems of the text."""
    (line,) = setting(*inlines, em=em).lines
    piece = readings(line)[0]
    return origins(line), [round((piece.x + offset) / 10, 3) for offset in piece.offsets]


def test_ruby_is_centred_above_its_base_at_half_size() -> None:
    (line,) = setting("この", Run("希死念慮", ruby="きしねんりょ"), "は", em=20).lines
    before, base, ruby, after = line.pieces
    assert ("".join(base.texts), "".join(ruby.texts), ruby.ruby) == ("希死念慮", "きしねんりょ", True)
    assert ruby.size_pt == 5.0
    assert ruby.x + ruby.width / 2 == pytest.approx(base.x + base.width / 2)
    assert ruby.dy == pytest.approx(-9.4)
    assert line.baseline >= -ruby.dy + 0.88 * ruby.size_pt
    assert (before.x, after.x) == (0.0, 60.0)


def test_a_reading_shorter_than_its_base_is_spread_one_two_one() -> None:
    _, ruby = ruby_origins(Run("山田太郎", ruby="やまだた"))  # 2 em over 4 em: ends 0.25, between 0.5
    assert ruby == [0.25, 1.25, 2.25, 3.25]


def test_a_reading_much_shorter_than_its_base_begins_one_ruby_em_inside() -> None:
    _, ruby = ruby_origins(Run("東日本旅客鉄道株式会社", ruby="じぇいあーる"))
    assert ruby[0] == 0.5
    assert ruby[-1] + 0.5 == pytest.approx(10.5)


def test_the_reading_of_one_character_is_solid_in_its_middle() -> None:
    _, ruby = ruby_origins(Run("市", ruby="し"))
    assert ruby == [0.25]


def test_latin_readings_are_solid() -> None:
    _, ruby = ruby_origins(Run("支援計画", ruby="Plan"))
    assert [later - earlier for earlier, later in pairwise(ruby)] == [0.25] * 3


def test_a_base_shorter_than_its_reading_is_spread_one_two_one() -> None:
    glyphs, ruby = ruby_origins("市", Run("三宮", ruby="さんのみやあ"), "市")  # 3 em over 2 em: ends 0.25, between 0.5
    assert glyphs == [0.0, 1.25, 2.75, 4.0]
    assert ruby == [1.0, 1.5, 2.0, 2.5, 3.0, 3.5]


@pytest.mark.parametrize(
    ("before", "after", "places"),
    [
        ("亜", "衣", [0.0, 1.75, 3.5]),  # never over kanji
        ("が", "を", [0.0, 1.5, 3.0]),  # half a ruby em over kana on either side
        ("が", "衣", [0.0, 1.5, 3.25]),
        ("亜", "ー", [0.0, 1.75, 3.25]),
    ],
)
def test_readings_overhang_kana_and_never_kanji(before: str, after: str, places: list[float]) -> None:
    glyphs, _ = ruby_origins(before, Run("蘇", ruby="よみがえり"), after)
    assert glyphs == places


def test_readings_never_overhang_what_has_a_reading_itself() -> None:
    glyphs, _ = ruby_origins(Run("あ", ruby="ア"), Run("蘇", ruby="よみがえり"), Run("い", ruby="イ"))
    assert glyphs == [0.0, 1.75, 3.5]


def test_readings_stay_inside_the_line_at_both_ends() -> None:
    name = Run("蘇", ruby="よみがえり")
    first, second = setting("ああ", name, name, "ああ", em=5.2).lines
    assert min(piece.x for line in (first, second) for piece in line.pieces) >= 0.0
    assert extent(first) <= 52.01 and extent(second) <= 52.01


def test_no_space_is_added_inside_a_base() -> None:
    text = ("あ" * 8, Run("希死念慮", ruby="きしねんりょ"), "い" * 3 + "Donaudampfschiff")
    first = setting(*text, em=16.2).lines[0]
    places = origins(first)
    assert [later - earlier for earlier, later in pairwise(places[8:12])] == [pytest.approx(1.0)] * 3
    assert places[1] > 1.0


def test_a_base_makes_room_for_longer_ruby_and_is_never_cut() -> None:
    assert lines_of(setting("ああ", Run("希死念慮", ruby="きしねんりょ"), em=5)) == "ああ/希死念慮"


def test_ruby_of_a_base_that_must_be_cut_stands_once() -> None:
    paragraph = setting(Run("希死念慮", ruby="きしねんりょ"), em=3)
    assert ["".join(piece.texts) for line in paragraph.lines for piece in readings(line)] == ["きしねんりょ"]
    assert lines_of(paragraph) == "希死念/慮"
    assert readings(paragraph.lines[1])[0].x == 0.0


# --- 均等割付 -----------------------------------------------------------------------------------------------------------


def spread(label: str, em: float) -> list[float]:
    (line,) = set_spread_label(Run(label), STYLE, em, DEFAULT_THEME).lines
    assert text_of(line) == label
    return origins(line)


@pytest.mark.parametrize("label", ["所属", "所　属", "氏名", "氏　　名", "担当者", "回答者氏名", "（所属）", "FAX番号"])
def test_spread_labels_begin_and_end_one_below_the_other(label: str) -> None:
    (line,) = set_spread_label(Run(label), STYLE, 5.0, DEFAULT_THEME).lines
    empty = -0.5 if label.startswith("（") else 0.0
    assert origins(line)[0] == empty
    assert extent(line) == pytest.approx(50.0)


def test_spread_labels_share_the_room_evenly() -> None:
    assert spread("担当者", 5.0) == [0.0, 2.0, 4.0]
    assert spread("所　属", 5.0) == [0.0, 2.0, 4.0]
    assert spread("課", 5.0) == [2.0]


def test_letters_of_a_word_stay_together_in_a_spread_label() -> None:
    assert spread("FAX番号", 6.0)[:3] == [0.0, 0.5, 1.0]
    assert spread("E-mail", 5.0) == [1.0, 1.5, 2.0, 2.5, 3.0, 3.5]


def test_blanks_at_the_end_of_a_label_hang() -> None:
    assert spread("所属　", 5.0)[:2] == [0.0, 4.0]


def test_a_label_that_is_too_wide_says_so() -> None:
    wide = set_spread_label(Run("電子メール"), STYLE, 4.0, DEFAULT_THEME)
    assert (origins(wide.lines[0])[-1], wide.natural_width) == (4.0, 50.0)
    assert len(set_spread_label(Run(""), STYLE, 4.0, DEFAULT_THEME).lines) == 1


def test_labels_in_gothic_are_spread_alike() -> None:
    mincho, gothic = (set_spread_label(Run("所属"), TextStyle(family, 10.0), 5.0, DEFAULT_THEME) for family in (MINCHO, GOTHIC))
    assert origins(mincho.lines[0]) == origins(gothic.lines[0])
