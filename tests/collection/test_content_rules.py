"""What a department is asked about its answers, for the usual rules: one line an answer, as a clerk would list them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answered import BEST, DONE, GOOD, MEASURE, NONE, PLAN, POOR, RATING, SETTINGS, Answered, cells, codes, usual, with_rules
from kaigi_docs.collection.content_rules import RULES, check_answers
from kaigi_docs.findings import Location, Severity
from kaigi_docs.model.content_rules import RuleKind
from kaigi_docs.model.text import Text
from shapes import CHILDREN, GENDER, REFORM, WARD, Rows

FINE = {DONE: "研修を３回開催し、延べ120人が参加した。", RATING: GOOD, PLAN: "研修を４回行う。"}
BEFORE = {DONE: "研修を４回開催し、延べ130人が参加した。", RATING: GOOD, PLAN: "研修を３回行う。"}
LONG = "研修を開催した。" * 20


def test_every_kind_of_rule_has_its_function() -> None:
    assert set(RULES) == set(RuleKind)


@pytest.mark.parametrize("earlier", [{}, BEFORE])
def test_good_answers_raise_no_point(earlier: dict[str, str]) -> None:
    assert usual().points(FINE, earlier) == ()


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        # 評価
        ({RATING: "△"}, []),
        ({RATING: "おおむね　実施できた"}, []),
        ({RATING: ""}, []),
        ({RATING: "ほぼ実施"}, [("rating-unknown", RATING)]),
        ({RATING: "おおむね実施できた／実施は不十分だった"}, [("rating-unknown", RATING)]),
        ({RATING: "〃"}, [("rating-unknown", RATING)]),
        ({DONE: GOOD}, [("rating-in-text", DONE)]),
        ({DONE: "研修を３回開催し、おおむね実施できた"}, []),
        ({DONE: GOOD, RATING: "研修を３回開催した。"}, [("rating-in-text", DONE), ("rating-unknown", RATING)]),
        # 理由
        ({RATING: POOR, DONE: "", PLAN: ""}, [("reason-blank", RATING)]),
        ({RATING: NONE, DONE: "－", PLAN: ""}, [("answer-empty-word", DONE), ("reason-blank", RATING)]),
        ({RATING: POOR, DONE: "同上", PLAN: ""}, [("ditto", DONE), ("reason-blank", RATING)]),
        ({RATING: POOR, DONE: "会場が使えなかった。"}, []),
        ({RATING: NONE, DONE: "", PLAN: "12回開催する。"}, [("reason-blank", RATING)]),
        ({RATING: NONE, DONE: "実施した。", PLAN: "12回開催する。"}, [("reason-blank", RATING)]),
        ({RATING: NONE, DONE: "例年通り。", PLAN: "12回開催する。"}, [("reason-blank", RATING)]),
        ({RATING: NONE, DONE: "例年どおり実施した。", PLAN: "12回開催する。"}, [("reason-blank", RATING)]),
        ({RATING: NONE, DONE: "", PLAN: "12回開催する。", "備考": "なし"}, [("reason-blank", RATING)]),
        ({RATING: NONE, DONE: "", PLAN: "12回開催する。", "備考": "同上"}, [("reason-blank", RATING)]),
        ({RATING: NONE, DONE: "", PLAN: "12回開催する。", "備考": "会場が使えなかったため"}, []),
        ({RATING: BEST, DONE: "", PLAN: ""}, []),
        # 略記
        ({DONE: "同上"}, [("ditto", DONE)]),
        ({DONE: "〃"}, [("ditto", DONE)]),
        ({DONE: "”"}, [("ditto", DONE)]),
        ({DONE: "（省略）"}, [("ditto", DONE)]),
        ({PLAN: "前回と同じ。"}, [("ditto", PLAN)]),
        ({PLAN: "昨年度に同じ"}, [("ditto", PLAN)]),
        ({PLAN: "前年度同様"}, [("ditto", PLAN)]),
        ({PLAN: "変更なし"}, [("ditto", PLAN)]),
        ({PLAN: "前回と同じ会場で、研修を４回行う。"}, []),
        ({PLAN: "継続"}, []),
        ({PLAN: "例年どおり"}, []),
        # 「なし」だけ
        ({DONE: "なし"}, [("answer-empty-word", DONE)]),
        ({DONE: "該当なし。"}, [("answer-empty-word", DONE)]),
        ({DONE: "特になし"}, [("answer-empty-word", DONE)]),
        ({DONE: "－"}, [("answer-empty-word", DONE)]),
        ({DONE: "申込みなし。会場を変えて募集した。"}, []),
        # 前回と同じ文
        ({DONE: BEFORE[DONE]}, [("same-as-earlier", DONE)]),
        ({DONE: "研修を4回 開催し、延べ１３０人が参加した"}, [("same-as-earlier", DONE)]),
        ({DONE: BEFORE[DONE], "変更なし": "変更なし", PLAN: ""}, []),
        # 変更なし
        ({DONE: "", PLAN: "", "変更なし": "変更なし"}, []),
        ({DONE: "", PLAN: "", RATING: BEST, "変更なし": "変更なし"}, []),
        ({PLAN: "", "変更なし": "変更なし"}, [("unchanged-contradicts", "変更なし")]),
        ({DONE: "", PLAN: "", "変更なし": "変更あり"}, [("unchanged-unknown", "変更なし")]),
        # 外字と制御文字
        ({DONE: "相談員の\ue000田さんが研修を３回開いた。"}, [("gaiji", DONE)]),
        ({DONE: "研修を\x0b３回開いた。"}, [("gaiji", DONE)]),
        ({DONE: "髙島・辻󠄀・𠮷田の各地区で、研修を\n３回開いた。"}, []),
        # 書かれなかったところは、別に数える
        ({DONE: "", RATING: "", PLAN: ""}, []),
        ({PLAN: ""}, []),
    ],
)
def test_the_points_of_an_answer_and_their_cells(answers: dict[str, str], points: list[tuple[str, str]]) -> None:
    assert cells(usual().points({**FINE, **answers}, BEFORE)) == points


def test_an_unknown_rating_proposes_the_nearest_step_and_two_steps_propose_none() -> None:
    (almost,) = usual().points({**FINE, RATING: "ほぼ実施"}, {})
    (both,) = usual().points({**FINE, RATING: "おおむね実施できた／不十分"}, {})

    assert (almost.proposal, almost.severity) == (GOOD, Severity.ERROR)
    assert (both.proposal, both.severity) == ("", Severity.ERROR)
    assert "一つを選んで" in both.request


def test_what_stands_for_another_answer_is_shown_but_never_taken() -> None:
    (point,) = usual().points({**FINE, DONE: "同上"}, {DONE: "街頭での呼び掛けを" + LONG})

    assert "街頭での呼び掛けを" in point.found
    assert "変更なし" in point.request
    assert (point.severity, point.proposal) == (Severity.ERROR, "")


def test_unchanged_needs_an_answer_of_last_time() -> None:
    (point,) = usual().points({RATING: GOOD, "変更なし": "変更なし"}, {})

    assert (point.code, point.severity) == ("unchanged-contradicts", Severity.ERROR)


@pytest.mark.parametrize(
    ("rating", "before", "expected"), [(POOR, POOR, []), (POOR, GOOD, ["reason-blank"]), (NONE, POOR, ["reason-blank"])]
)
def test_unchanged_keeps_the_reason_of_the_same_rating_only(rating: str, before: str, expected: list[str]) -> None:
    answers = {RATING: rating, "変更なし": "変更なし"}

    assert codes(usual().points(answers, {DONE: "会場が使えなかった。", RATING: before})) == expected


COLUMNS = [
    {"列名": "事業名", "種類": "事業名"},
    {"列名": DONE, "見出し": "〔前年度〕取組状況", "種類": "文章", "字数の目安": 100},
    {"列名": RATING, "種類": "評価"},
    {"列名": "参加者数", "種類": "数値", "年度": "R2、R3"},
    {"列名": PLAN, "見出し": "〔年度〕予定", "種類": "文章"},
]


@pytest.mark.parametrize(
    ("length", "rule", "expected"),
    [
        (100, {}, []),
        (110, {}, []),
        (111, {}, ["too-long"]),
        (101, {"値": 0}, ["too-long"]),
        (150, {"値": 50}, []),
        (500, {"使う": "いいえ"}, []),
    ],
)
def test_a_text_may_be_a_tenth_longer_than_asked_for(length: int, rule: dict[str, object], expected: list[str]) -> None:
    meeting = with_rules({"種類": "字数", **rule}, 列=COLUMNS)
    text = "あ" * (length // 2) + "\n" + "か\u3099" * (length - length // 2)  # a line feed and a separate mark count nothing

    found = meeting.points({DONE: text, RATING: GOOD, PLAN: "い" * 400})
    assert codes(found) == expected
    assert all(str(length) in point.found and "100字" in point.found for point in found)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("120人", []),
        ("約100", []),
        ("－", []),
        ("△3", []),
        ("多数", ["number-invalid"]),
        ("未集計", ["number-invalid"]),
        ("同上", ["ditto"]),
        ("1,200人", ["figure-changed"]),
        ("１２", ["figure-changed"]),
    ],
)
def test_a_number_is_compared_with_the_year_before(number: str, expected: list[str]) -> None:
    meeting = Answered({**SETTINGS, "列": COLUMNS}, {**MEASURE, "参加者数 R2": "110人"})

    found = meeting.points({DONE: "行った。", RATING: GOOD, "参加者数/2021": number, PLAN: "行う。"})
    assert codes(found) == expected


def other_city(rows: Rows) -> Answered:
    """The first measure of another city, asked by みほん市."""
    (first, *_) = rows["施策一覧"] or ()
    sheets = {title: content for title, content in rows.items() if content is not None and title != "施策一覧"}
    departments = [{"課名": "こども家庭課"}, {"課名": "こころの健康課"}, {"課名": "地域福祉課"}]
    return Answered({**SETTINGS, "担当課": departments, **sheets}, {"事業ID": "J001", **first})


@pytest.mark.parametrize(
    ("answers", "points"),
    [
        ({"今年の取組": "112人が使った。", "評価": "Ｂ"}, []),
        ({"今年の取組": "112人が使った。", "評価": "Ｅ"}, [("rating-unknown", "評価")]),
        ({"今年の取組": "112人が使った。", "評価": "A・B"}, [("rating-unknown", "評価")]),
        ({"評価": "C"}, [("reason-blank", "評価")]),
        ({"今年の取組": "計画どおり行った。", "評価": "C"}, [("rating-contradicts", "評価")]),
        ({"今年の取組": "計画どおり行った。", "評価": "A"}, []),
        ({"今年の取組": "講座を中止した。", "評価": "A"}, [("rating-contradicts", "評価")]),
        ({"今年の取組": "講座を中止した。", "評価": "B"}, []),
        ({"今年の取組": "行った。", "今後の課題": "計画どおり進める。", "評価": "C"}, []),
    ],
)
def test_another_city_has_the_steps_a_to_d(answers: dict[str, str], points: list[tuple[str, str]]) -> None:
    assert cells(other_city(CHILDREN).points(answers)) == points


@pytest.mark.parametrize(
    ("heading", "expected"),
    [
        ("課題と改善", []),
        ("取組状況と今後の予定", []),
        ("評価の理由、今後の方針", []),
        ("今後の予定", ["reason-blank"]),
        ("次年度の方針", ["reason-blank"]),
    ],
)
def test_a_column_of_plans_holds_a_reason_where_its_heading_speaks_of_more(heading: str, expected: list[str]) -> None:
    columns = [{"列名": DONE, "種類": "文章"}, {"列名": heading, "種類": "文章"}, {"列名": RATING, "種類": "評価"}]
    answered = with_rules(列=[{"列名": "事業名", "種類": "事業名"}, *columns])

    assert codes(answered.points({RATING: NONE, heading: "会場を確保できなかった。"})) == expected


def test_where_only_plans_are_asked_for_a_reason_may_stand_there() -> None:
    columns = [{"列名": PLAN, "種類": "文章"}, {"列名": RATING, "種類": "評価"}]
    answered = with_rules(列=[{"列名": "事業名", "種類": "事業名"}, *columns])

    assert codes(answered.points({RATING: NONE, PLAN: "会場が使えないため休む。"})) == []
    assert codes(answered.points({RATING: NONE, PLAN: ""})) == ["reason-blank"]


def test_an_office_may_name_the_column_of_reasons() -> None:
    named = with_rules({"種類": "理由の記入", "列": PLAN})

    assert codes(named.points({RATING: NONE, PLAN: "会場が使えないため休む。"})) == []
    assert codes(named.points({RATING: NONE, DONE: "会場が使えなかった。", "備考": "会場のため"})) == ["reason-blank"]


def test_scales_that_begin_with_the_worst_step_are_not_doubted() -> None:
    answers = {"件数": "－", "実施状況": "未着手", "達成度": "未達成"}

    assert codes(other_city(REFORM).points(answers)) == []


def test_each_of_two_ratings_has_its_own_scale() -> None:
    assert cells(other_city(GENDER).points({"自己評価": "S", "外部評価": "S"})) == [("rating-unknown", "自己評価")]
    assert cells(other_city(WARD).points({"実績": "多数", "評価": "C"})) == [("number-invalid", "実績")]


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        ({PLAN: ""}, [("plan-blank", PLAN)]),
        ({PLAN: "", "備考": "利用者の減少により廃止"}, []),
        ({PLAN: "", DONE: "", "変更なし": "変更なし"}, []),
        ({PLAN: "", DONE: "", RATING: ""}, []),
        ({PLAN: "行う。"}, []),
    ],
)
def test_an_office_may_ask_for_blank_plans(answers: dict[str, str], expected: list[tuple[str, str]]) -> None:
    asking = with_rules({"種類": "予定の記入", "列": PLAN})

    assert cells(asking.points({**FINE, **answers}, BEFORE)) == expected


SWITCHED = [
    ("評価の選択肢", {RATING: "ほぼ実施"}),
    ("理由の記入", {RATING: POOR, DONE: "", PLAN: ""}),
    ("同上などの略記", {DONE: "同上"}),
    ("なしだけの記入", {DONE: "なし"}),
    ("変更なしとの食い違い", {"変更なし": "変更なし"}),
    ("前回と同じ文", {DONE: BEFORE[DONE]}),
    ("外字", {DONE: "\ue000"}),
    ("廃止や統合", {"備考": "廃止"}),
    ("担当替え", {"備考": "担当替え"}),
]


@pytest.mark.parametrize(("kind", "answers"), SWITCHED)
def test_a_rule_that_is_switched_off_says_nothing(kind: str, answers: dict[str, str]) -> None:
    assert usual().points({**FINE, **answers}, BEFORE) != ()
    assert with_rules({"種類": kind, "使う": "いいえ"}).points({**FINE, **answers}, BEFORE) == ()


def test_a_blank_answer_has_the_place_that_the_caller_knows() -> None:
    meeting = with_rules({"種類": "予定の記入"})
    answers = {f"value/{DONE}": Text("行った。", Location("返信.xlsx", "調査票", "E9"))}
    known = {f"value/{PLAN}": Location("返信.xlsx", "調査票", "G9"), "": Location("返信.xlsx", "調査票", "A9")}

    def place(places: dict[str, Location]) -> Location:
        (point,) = check_answers(meeting.measure, answers, meeting.context, department_id="D02", places=places)
        assert (point.code, point.department_id, point.measure_id) == ("plan-blank", "D02", "J001")
        return point.where

    assert place(known).cell == "G9"
    assert place({"": known[""]}).cell == "A9"
    assert (place({}).sheet, place({}).cell) == ("調査票", None)
    assert str(place({}).label).startswith("J001")


def test_points_stand_in_the_order_of_the_sheet() -> None:
    answers = {PLAN: "同上", RATING: "ほぼ実施", DONE: "なし", "備考": "廃止"}

    assert [cell for _, cell in cells(usual().points(answers, {}))] == [DONE, RATING, PLAN, "備考"]


WORDS = st.sampled_from(
    [
        *(
            "同上",
            "〃",
            "－",
            "なし",
            "令和２年度",
            "R3",
            "H31",
            "2020年",
            "３年度",
            "予定どおり",
            "順調",
            "中止",
            "延期した",
            "廃止",
        ),
        *(
            "統合",
            "移管",
            "自殺",
            "３人",
            "1,234件",
            "約100",
            "0",
            "％",
            "△",
            "おおむね実施できた",
            "／",
            "。",
            "\n",
            "、",
            "が、",
        ),
        *("\ue000", "\ud800", "\x00", "\ufffd", "か\u3099", "𠮷", "①", "㈱", "9" * 30, "1,0", "(", "[", "\\", "～", "変更なし"),
    ]
)
ANYTHING = st.one_of(st.text(max_size=30), st.lists(WORDS, max_size=8).map("".join))


@settings(max_examples=40)
@given(answers=st.fixed_dictionaries({}, optional=dict.fromkeys((DONE, RATING, PLAN, "変更なし", "備考"), ANYTHING)),
       earlier=st.fixed_dictionaries({}, optional=dict.fromkeys((DONE, RATING, PLAN), ANYTHING)))  # fmt: skip
def test_whatever_is_typed_is_judged_alike_every_time(answers: dict[str, str], earlier: dict[str, str]) -> None:
    points = usual().points(answers, earlier)

    assert points == usual().points(answers, earlier)
    assert len({(point.code, point.key, point.found) for point in points}) == len(points)
    assert all(point.found.endswith(("。", "。）", "か。")) and point.request.endswith("。") for point in points)
    assert all(len(point.id) == 8 for point in points)


@pytest.mark.parametrize("word", ["服薬中止", "中止せず、", "1件2人", "令和２年度", "自殺3人"])
def test_a_cell_that_is_full_of_one_word_is_judged_as_well(word: str) -> None:
    full = word * (32_767 // len(word))
    points = usual().points({DONE: full, RATING: BEST, PLAN: "行う。", "備考": full}, {DONE: full[:-1]})

    assert all(len(point.found) < 200 for point in points)
