import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from line_reading import STYLE, extent, origins, text_of

from kaigi_docs.blocks import Align, Field, FieldKind, Inline, ParagraphStyle, Run
from kaigi_docs.findings import Location
from kaigi_docs.layout.lines import natural_widths, set_paragraph
from kaigi_docs.layout.page import PT_PER_MM, Rect
from kaigi_docs.layout.setting import SetParagraph
from kaigi_docs.theme import DEFAULT_THEME, GOTHIC, MINCHO, TextStyle


def setting(*inlines: Inline | str, em: float, style: TextStyle = STYLE, **options: object) -> SetParagraph:
    runs = [Run(inline) if isinstance(inline, str) else inline for inline in inlines]
    return set_paragraph(runs, style, em * style.size_pt, DEFAULT_THEME, **options)  # type: ignore[arg-type]


def lines_of(*inlines: Inline | str, em: float, **options: object) -> str:
    return "/".join(text_of(line) for line in setting(*inlines, em=em, **options).lines)


# --- breaks -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "em", "expected"),
    [
        ("市民の声を聞く会議の", 4, "市民の声/を聞く会/議の"),
        ("市民の声。会議の場", 4, "市民の/声。会議/の場"),
        ("市民の「声」を聞く", 4, "市民の/「声」を/聞く"),
        ("ちょっと待ってコーヒー", 4, "ちょっと/待って/コーヒー"),
        ("人々と人々", 4, "人々と/人々"),
        ("それは……どうかな", 4, "それは/……どう/かな"),
        ("計1,234.56人", 4, "計/1,234.56/人"),
        ("増加率は12.5％だ", 6, "増加率は/12.5％だ"),
        ("あいう well-being", 4, "あいう /well-/being"),
        ("　一字下げ", 3, "　一字/下げ"),
        ("あいう　えお", 3, "あいう　/えお"),
        ("一行\n\n三行", 10, "一行//三行"),
        ("終わり\n", 10, "終わり/"),
        ("", 10, ""),
    ],
)
def test_lines_break_as_a_reader_expects(text: str, em: float, expected: str) -> None:
    assert lines_of(text, em=em) == expected


def test_an_address_breaks_at_its_separators() -> None:
    assert (
        lines_of("詳しくはhttps://www.city.mihon.example.jp/kokoroへ", em=13)
        == "詳しくはhttps://www.city./mihon.example.jp/kokoroへ"
    )


def test_a_word_longer_than_the_line_is_broken_instead_of_hanging_out() -> None:
    paragraph = setting("Donaudampfschifffahrt", em=5)
    assert [text_of(line) for line in paragraph.lines] == ["Donaudampf", "schifffahr", "t"]
    assert max(map(extent, paragraph.lines)) <= 50.01


def test_a_line_shrinks_rather_than_pushing_out_what_kinsoku_binds() -> None:
    text = "あ、い、うえおかきくけこさしすせそ。ましたので" + "た" * 5
    assert lines_of(text, em=17).startswith("あ、い、うえおかきくけこさしすせそ。/")
    paragraph = setting(text, em=17)
    assert extent(paragraph.lines[0]) <= 170.01


def test_the_first_line_is_indented_and_the_rest_is_not() -> None:
    paragraph = setting("あ" * 11, em=5, first_indent_em=1.0)
    assert [text_of(line) for line in paragraph.lines] == ["ああああ", "あああああ", "ああ"]
    assert [line.pieces[0].x for line in paragraph.lines] == [10.0, 0.0, 0.0]


def test_the_indent_of_the_style_holds_unless_another_is_given() -> None:
    style = TextStyle(MINCHO, 10.0, first_indent_em=1.0)
    assert setting("あ", em=5, style=style).lines[0].pieces[0].x == 10.0
    assert setting("あ", em=5, style=style, align=Align.CENTER).lines[0].pieces[0].x == 20.0


# --- spacing ----------------------------------------------------------------------------------------------------------


def test_a_quarter_em_stands_between_japanese_and_latin() -> None:
    (line,) = setting("第3回ABCの", em=20).lines
    assert origins(line) == [0.0, 1.25, 2.0, 3.25, 3.75, 4.25, 5.0]


def test_no_quarter_em_stands_beside_punctuation_units_and_full_width_digits() -> None:
    (line,) = setting("（A）、12％第３", em=20).lines
    assert origins(line) == [-0.5, 0.5, 1.0, 1.5, 2.5, 3.0, 3.5, 4.5, 5.5]


def test_punctuation_in_a_row_shares_its_empty_halves() -> None:
    (line,) = setting("あ」（い）、う。」え", em=20).lines
    assert origins(line) == [0.0, 1.0, 1.5, 2.5, 3.5, 4.0, 5.0, 6.0, 6.5, 7.5]


def test_middle_dots_keep_their_em() -> None:
    (line,) = setting("あ・い（・）", em=20).lines
    assert origins(line) == [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]
    (bullet,) = setting("・あ", em=20).lines
    assert origins(bullet) == [0.0, 1.0]


def test_an_opening_bracket_starts_a_line_flush() -> None:
    first, second = setting("ああああ（いい", em=4).lines
    assert origins(second) == [-0.5, 0.5, 1.5]
    assert extent(first) == 40.0


def test_closing_punctuation_ends_a_line_without_its_empty_half() -> None:
    paragraph = setting("「ああああ」いい", em=5)
    assert [text_of(line) for line in paragraph.lines] == ["「ああああ」", "いい"]
    assert extent(paragraph.lines[0]) == 50.0


def test_an_apostrophe_in_a_word_is_as_narrow_as_the_word() -> None:
    (line,) = setting("don’t", em=20).lines
    assert origins(line) == [0.0, 0.5, 1.0, 1.5, 2.0]
    assert text_of(line) == "don’t"


def test_full_lines_end_at_the_measure_and_last_lines_do_not() -> None:
    paragraph = setting("令和4年度のABC計画では、市民1,234人に（郵送で）調査票をお送りして結果をまとめました。" * 3, em=22.3)
    *full, last = paragraph.lines
    for line in full:  # the empty half of closing punctuation belongs to a full line
        assert extent(line) == pytest.approx(218.0 if text_of(line)[-1] in "。、）" else 223.0)
    assert extent(last) < 218.0


def test_a_line_that_would_gape_stays_as_it_is() -> None:
    paragraph = setting("市民" + "Donaudampfschifffahrtsgesellschaft", em=17.2)
    assert origins(paragraph.lines[0]) == [0.0, 1.0]


def test_lines_before_a_forced_break_and_narrow_lines_are_not_filled_out() -> None:
    forced = setting("あ1い\nう", em=20)
    assert origins(forced.lines[0]) == [0.0, 1.25, 2.0]
    narrow = setting("あい1うえおか", em=4.6)
    assert [origins(line)[-1] for line in narrow.lines[:1]] == [3.0]


def test_lines_stand_where_align_says() -> None:
    assert setting("市民", em=10, align=Align.END).lines[0].pieces[0].x == 80.0
    assert setting("市民　", em=10, align=Align.CENTER).lines[0].pieces[0].x == 40.0
    assert setting("（市）", em=10, align=Align.CENTER).lines[0].pieces[0].x == 35.0


# --- looks ------------------------------------------------------------------------------------------------------------


def test_emphasis_links_and_sources_reach_the_pieces() -> None:
    where = Location("会議設定.xlsx", "会議", "B2")
    (line,) = setting(Run("市"), Run("民", strong=True), Run("会", link="#S03", source=where), em=20).lines
    assert [piece.face for piece in line.pieces] == ["BIZUDMincho-Regular", "BIZUDGothic-Bold", "BIZUDMincho-Regular"]
    assert [piece.link for piece in line.pieces] == [None, None, "#S03"]
    assert [piece.colour for piece in line.pieces] == ["#000000", "#000000", DEFAULT_THEME.link_colour]
    assert line.pieces[2].source == where
    assert [piece.x for piece in line.pieces] == [0.0, 10.0, 20.0]
    bold = setting("市", em=20, style=TextStyle(GOTHIC, 10.0, bold=True))
    assert bold.lines[0].pieces[0].face == "BIZUDGothic-Bold"


def test_other_faces_get_pieces_of_their_own() -> None:
    (line,) = setting("✕と𠮷田", em=20).lines
    assert [(piece.face, "".join(piece.texts)) for piece in line.pieces] == [
        ("DejaVuSans", "✕"),
        ("BIZUDMincho-Regular", "と"),
        ("NotoSansJP-Regular", "𠮷"),
        ("BIZUDMincho-Regular", "田"),
    ]


def test_a_character_of_no_face_is_reported_and_drawn_as_geta() -> None:
    where = Location("統計.xlsx", "年次", "C3")
    paragraph = setting(Run("市\U0001f9d1", source=where), em=20)
    (geta,) = setting("〓", em=20).lines
    assert paragraph.missing == (("\U0001f9d1", where),)
    assert paragraph.lines[0].pieces[0].texts == ("市", "\U0001f9d1")
    assert paragraph.lines[0].pieces[0].gids[1] == geta.pieces[0].gids[0]


def test_a_base_with_its_selector_is_one_glyph_on_the_line() -> None:
    (line,) = setting("辻\U000e0100さん", em=20).lines
    assert line.pieces[0].texts == ("辻\U000e0100", "さ", "ん")
    assert origins(line) == [0.0, 1.0, 2.0]


def test_a_mark_without_a_base_stands_over_an_empty_em() -> None:
    (line,) = setting("\u3099あ", em=20).lines
    assert origins(line) == [1.0, 1.0]


def test_the_em_box_stands_in_the_middle_of_the_line() -> None:
    (line,) = setting("市", em=20, style=TextStyle(MINCHO, 10.0, leading=1.6)).lines
    assert (line.height, line.baseline) == (pytest.approx(16.0), pytest.approx(3.0 + 8.8))


def test_a_piece_is_placed_on_the_page() -> None:
    (line,) = setting("あ（", em=20).lines
    run = line.pieces[0].placed(100.0, 200.0, Rect(100, 0, 300, 300))
    assert (run.x, run.baseline, run.text, run.offsets) == (100.0, 200.0, "あ（", (0.0, 10.0))


# --- fields ----------------------------------------------------------------------------------------------------------


def field_of(width_mm: float | None, height_mm: float) -> Field:
    return Field("Q1/choice/1", FieldKind.MARK, "回答書１", height_mm, width_mm, "賛成")


def test_an_answer_space_in_the_line_is_a_box_with_a_quarter_em_around() -> None:
    tick = field_of(5.0, 5.0)
    (line,) = setting("１", tick, "賛成", em=20).lines
    (placed,) = line.fields
    assert placed.field is tick
    assert placed.x == pytest.approx(12.5)
    assert (placed.width, placed.height) == (pytest.approx(5 * PT_PER_MM), pytest.approx(5 * PT_PER_MM))
    assert line.pieces[1].x == pytest.approx(12.5 + 5 * PT_PER_MM + 2.5)
    assert placed.height / 2 - placed.depth == pytest.approx(3.8)


def test_a_line_grows_for_a_tall_answer_space() -> None:
    (line,) = setting("氏名", field_of(40.0, 12.0), em=30).lines
    (placed,) = line.fields
    assert line.baseline >= placed.height - placed.depth
    assert line.height - line.baseline >= placed.depth


def test_an_answer_space_moves_to_the_next_line_as_a_whole() -> None:
    first, second = setting("氏名を書く欄", field_of(20.0, 5.0), em=8).lines
    assert (text_of(first), first.fields, len(second.fields)) == ("氏名を書く欄", (), 1)
    assert second.fields[0].x == 0.0
    (full,) = setting(field_of(None, 5.0), em=8).lines
    assert full.fields[0].width == pytest.approx(80.0)


# --- widths ----------------------------------------------------------------------------------------------------------


def test_natural_widths_are_those_of_the_longest_piece_and_the_longest_line() -> None:
    assert natural_widths([Run("市の（案）を\nABCDEF")], STYLE, DEFAULT_THEME) == (30.0, 60.0)
    assert natural_widths([Run("")], STYLE, DEFAULT_THEME) == (0.0, 0.0)
    assert natural_widths([field_of(20.0, 5.0)], STYLE, DEFAULT_THEME)[0] == pytest.approx(20 * PT_PER_MM)
    assert setting("市の（案）を\nABCDEF", em=3).natural_width == 60.0


# --- items typed as lines -----------------------------------------------------------------------------------------------

CELL = DEFAULT_THEME.paragraphs[ParagraphStyle.CELL]


def starts(paragraph: SetParagraph, style: TextStyle) -> list[tuple[str, float]]:
    """First character of each line, and where its body begins in ems."""
    pieces = [line.pieces[0] for line in paragraph.lines]
    return [(piece.texts[0], round(piece.x / style.size_pt, 2)) for piece in pieces]


@pytest.mark.parametrize(
    ("mark", "indent"), [("・", 1.0), ("◇　", 2.0), ("①", 1.0), ("※", 1.0), ("(1) ", 2.0), ("１．", 2.0), ("　・", 2.0)]
)
def test_further_lines_of_an_item_begin_where_its_text_begins(mark: str, indent: float) -> None:
    paragraph = setting(f"前の文\n{mark}相談の窓口を広げ、関係する機関と連絡を取り合うこととした\n後の文", em=16, style=CELL)
    before, first, *further, after = starts(paragraph, CELL)
    assert (before, after) == (("前", 0.0), ("後", 0.0))
    assert first[1] <= 0.0
    assert [x for _, x in further] == [pytest.approx(indent, abs=0.3)]
    assert "".join(map(text_of, paragraph.lines)).count(mark) == 1


def test_the_gaps_of_a_mark_do_not_stretch_with_the_line() -> None:
    paragraph = setting("◇ 相談の窓口を広げ、関係する機関とも連絡を取り合うこととした", em=16, style=CELL)
    text_at = paragraph.lines[0].pieces[0].offsets[2]
    assert paragraph.lines[1].pieces[0].x == pytest.approx(text_at)


@pytest.mark.parametrize("style", [STYLE, CELL])
def test_lines_hang_in_cells_alone_and_only_where_there_is_room(style: TextStyle) -> None:
    em = 16 if style is STYLE else 7
    paragraph = setting("・相談の窓口を広げ、関係する機関と連絡を取り合うこととした", em=em, style=style)
    assert {x for _, x in starts(paragraph, style)} == {0.0}


def test_centred_lines_do_not_hang() -> None:
    paragraph = setting("・相談の窓口を広げ、関係する機関と連絡を", em=12, style=CELL, align=Align.CENTER)
    assert extent(paragraph.lines[0]) > 0.0 and not paragraph.held


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text("・◇①1.(） 　あ亜、。「ab12", max_size=60), min_size=1, max_size=4), st.integers(2, 30))
def test_items_keep_every_character_and_stay_within_their_measure(parts: list[str], em: int) -> None:
    paragraph = setting("\n".join(parts), em=em, style=CELL)
    assert "".join(map(text_of, paragraph.lines)) == "".join(parts)
    assert all(extent(line) <= em * CELL.size_pt + 0.5 for line in paragraph.lines)


def test_a_column_is_wide_enough_for_a_word_behind_its_mark() -> None:
    word = "abcdefghijklmnopqrstuvwxyz"
    narrowest, _ = natural_widths([Run(f"◇　{word}")], CELL, DEFAULT_THEME)
    lines = set_paragraph([Run(f"◇　{word}が\n◇　窓口の{word}")], CELL, narrowest, DEFAULT_THEME).lines
    assert sum(word in text_of(line) for line in lines) == 2


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("一つめの長い文がここまで続いている\n◇ 課題\n・広報紙を見て来た方が大半を占めた", {0, 2, 3}),
        ("・個別会議\n・圏域会議\n・推進会議", set()),
        ("課題\n・短い", {0}),
        ("・短い\n課題", set()),
        ("総務課\n財政課", set()),
        ("課題\n\n・短い", set()),
        ("一文だけの段落はふつうの規則による", set()),
    ],
)
def test_a_sub_heading_holds_the_text_below_it_and_an_item_its_lines(text: str, held: set[int]) -> None:
    assert setting(text, em=12, style=CELL).held == held
