"""What holds for every text: nothing lost, nothing out of order, no line too wide, kinsoku wherever a legal break exists."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from line_reading import RUNNING, SPACES, extent, hanging, origins, setting, text_of

from kaigi_docs.blocks import Run
from kaigi_docs.japanese.jlreq import END_FORBIDDEN, START_FORBIDDEN, character_class, emergency_mask
from kaigi_docs.layout.setting import SetParagraph

SIGNS = st.sampled_from("「（『【“」）』】”〜～！？・：。．、，—…々ゝーっャ￥％℃\u3000①×＋[](),.:!?-/'%\u200b\u2060｡｢｣✕®²|\"")
LETTERS = st.sampled_from("あいうんゃアカンヴ漢字市民計画人年回0123９８ AzéΩＡｚｱｯｰ𠮷𩸽")
CLUSTERS = st.sampled_from(["辻\U000e0100", "葛\U000e0100", "か\u309a", "は\u3099", "漢\u3099", "e\u0301"])
WORDS = st.sampled_from(
    [
        "令和４年度",
        "第２回会議",
        "1,234.5人",
        "約20％",
        "——",
        "……",
        "「（『市』）」、",
        "https://www.city.mihon.example.jp/a-b?x=1&y=2",
        "kokoro@city.mihon.example",
        "COVID-19",
        "don’t",
        "回答しました。",
    ]
)
READINGS = st.sampled_from(
    [("山田", "やまだ"), ("蘇", "よみがえり"), ("東", "ひがし"), ("株式会社", "ＡＢＣ"), ("Plan", "けいかく")]
)
RUNS = st.lists(
    st.lists(LETTERS | SIGNS | CLUSTERS | WORDS, min_size=1, max_size=30).map(lambda parts: Run("".join(parts)))
    | READINGS.map(lambda pair: Run(pair[0], ruby=pair[1])),
    min_size=1,
    max_size=4,
)
MEASURES = st.one_of(st.integers(4, 60).map(float), st.floats(4.0, 60.0))


def text_in(runs: list[Run]) -> str:
    return "".join(run.text for run in runs)


def is_forbidden(before: str, after: str) -> bool:
    ended = before.rstrip(SPACES)
    begins = bool(after) and character_class(after[0]) in START_FORBIDDEN
    return begins or (bool(ended) and character_class(ended[-1]) in END_FORBIDDEN)


def assert_kept_in_order(runs: list[Run], paragraph: SetParagraph) -> None:
    assert "".join(map(text_of, paragraph.lines)) == text_in(runs)
    for line in paragraph.lines:
        assert all(later >= earlier - 0.001 for earlier, later in pairwise(origins(line)))
        assert all(len(piece.gids) == len(piece.texts) == len(piece.offsets) for piece in line.pieces)


def assert_kinsoku(runs: list[Run], paragraph: SetParagraph) -> None:
    """No forbidden start or end where a legal break exists; within a base that has a reading there is none."""
    if any(run.ruby for run in runs):
        return
    for before, after in pairwise(map(text_of, paragraph.lines)):
        assert not is_forbidden(before, after) or not any(emergency_mask(before))


@settings(max_examples=150, deadline=None)
@given(RUNS, MEASURES)
def test_every_text_is_set_whole_in_order_and_within_its_measure(runs: list[Run], em: float) -> None:
    paragraph = setting(*runs, em=em)
    assert_kept_in_order(runs, paragraph)
    assert_kinsoku(runs, paragraph)
    for line in paragraph.lines:
        assert extent(line) <= em * 10 + 0.01
        assert line.overhang == 0.0


@settings(max_examples=150, deadline=None)
@given(RUNS, MEASURES)
def test_with_hanging_punctuation_only_a_stop_leaves_the_measure(runs: list[Run], em: float) -> None:
    paragraph = hanging(*runs, em=em)
    assert_kept_in_order(runs, paragraph)
    assert_kinsoku(runs, paragraph)
    for line in paragraph.lines:
        assert extent(line) <= em * 10 + line.overhang + 0.01
        assert line.overhang in (0.0, 5.0)
        assert not line.overhang or text_of(line).rstrip(SPACES)[-1] in "、。，．"


@settings(max_examples=80, deadline=None)
@given(RUNS, MEASURES)
def test_hanging_punctuation_never_costs_a_line(runs: list[Run], em: float) -> None:
    assert len(hanging(*runs, em=em).lines) <= len(setting(*runs, em=em, style=RUNNING).lines) + 1


SENTENCES = st.lists(
    st.sampled_from(
        ["市民の声を聞く", "会議", "回答しました", "第２回", "こころの健康", "20人", "計画について", "「相談」", "支援（案）"]
    ),
    min_size=2,
    max_size=20,
).map("、".join)


@settings(max_examples=150, deadline=None)
@given(SENTENCES, st.sampled_from(["", "。", "。」"]), st.one_of(st.integers(6, 60).map(float), st.floats(6.0, 60.0)))
def test_sentences_never_end_with_a_single_character_on_a_line(sentence: str, end: str, em: float) -> None:
    for paragraph in (setting(sentence + end, em=em), hanging(sentence + end, em=em)):
        last = text_of(paragraph.lines[-1])
        assert len(last.rstrip("。」）")) > 1, last
