"""Whether a rating and a text contradict each other: sentences as offices write them."""

from __future__ import annotations

import pytest

from answered import BEST, DONE, GOOD, NONE, PLAN, POOR, RATING, cells, codes, usual, with_rules
from kaigi_docs.findings import Severity

WENT_WELL = [
    "予定どおり実施した。",
    "計画どおり３回開催した。",
    "順調に進んだ。",
    "おおむね順調に推移している。",
    "予定通り、年２回の研修を行った。",
    "予定どおりの回数を開催した。",
    "順調に利用者が増えている。",
    "予定どおり\u3000実施 した",
    "計画通り、全ての学校で\n実施した。",
    "非常に順調に実施できた。",
    "予定していた研修を全て実施し、順調に終了した。",
    "計画どおりに事業を進めることができた。",
    "当初計画どおり、相談員を２名配置した。",
    "予定通り開催し、参加者は50人であった。",
    "順調である。",
]
DID_NOT_GO_SO_WELL = [
    "予定どおり実施できなかった。",
    "予定どおりには進まなかった。",
    "計画どおり実施することができず、次年度に持ち越した。",
    "順調とは言えない。",
    "順調ではなかった。",
    "予定どおり３回開催したが、参加者が少なかった。",
    "予定どおり開催したものの、定員に満たなかった。",
    "計画どおりとはならなかった。",
    "順調な発育を支えた。",
    "予定どおり進むよう、関係課と調整した。",
    "計画どおり開催した。ただし、第２回は中止とした。",
    "当初の予定どおりにいかず、１回のみの開催となった。",
    "感染症の影響で、予定どおりの開催は難しかった。",
    "今後は計画どおり実施する。",
    "不調に終わった。",
    "予定どおりに行えたのは２回だけである。",
    "予定どおりの参加が得られなかった。",
    "計画どおり進んでいない。",
    "順調だったのは前半だけで、後半は参加者が集まらなかった。",
    "コロナ禍により予定どおりいかなかった。",
    "予定どおりにできるか検討した。",
    "順調に回復した方がいた。",
    "計画通りの運営にはほど遠い状況であった。",
    "予定どおり準備していたところ、緊急事態宣言が出され、開催に至らず。",
    "計画どおりの周知ができていれば、参加者は増えたと思われる。",
]
DID_NOT_TAKE_PLACE = [
    "感染症のため、研修を中止した。",
    "会場の都合により開催できなかった。",
    "未実施",
    "講演会は未実施。",
    "第２回は延期となった。",
    "街頭での呼び掛けを見送った。",
    "後期の講座は中止となり、１回のみの開催であった。",
    "説明会の開催を取りやめた。",
    "実施できなかった。",
    "研修会は中止",
    "会議は延期（時期未定）",
    "全12回のうち２回を中止した。",
    "夏の講座は中止しましたが、冬の講座は開催しました。",
    "開催できませんでした。",
    "今年度は実施していない。",
    "実施を見合わせた。",
    "予定していた５回のうち１回が中止。",
    "感染防止の観点から見送ることとした。",
    "事業未実施",
    "第３回（２月）中止",
    "研修会は実施できず、資料配布のみとなった。",
]
TOOK_PLACE_AFTER_ALL = [
    "中止することなく、年12回開催した。",
    "中止せずに実施した。",
    "中止はなかった。",
    "行事の中止に伴う返金の相談が増えた。",
    "未実施者への勧奨を行った。",
    "未実施の方に通知を送った。",
    "前年度は中止した研修を、オンラインで再開した。",
    "昨年度開催できなかった講座を２回開催した。",
    "令和２年度に実施できなかった調査を行った。",
    "服薬中止の相談に応じた。",
    "中止となった場合の連絡方法を定めた。",
    "雨天中止とした１回を除き、予定どおり開催した。",
    "研修は延期したが、11月に開催した。",
    "第２回は中止し、代わりに資料を送付した。",
    "事業の中止を避けるため、会場を分けた。",
    "接種の中止・再開の連絡を行った。",
    "延期分を含め30回開催した。",
    "中止の判断基準を作った。",
    "全て実施できた。",
    "サービス利用の中止の申出は３件だった。",
    "実施できなかった世帯はなかった。",
    "延期した研修を12月に行った。",
    "中止や延期もなく、予定どおり実施した。",
    "中止・延期は１件もなかった。",
    "未実施校をなくすため、全校を訪問した。",
    "乳がん検診未実施者に案内を送った。",
    "開催できなかった前回に代えて、２回開催した。",
    "コロナで中止していたサロンを再開した。",
    "催しの中止が相次いだことによる収入減の相談に対応した。",
    "イベント中止時の対応を決めた。",
    "運転の中止を勧める相談を行った。",
    "支払延期の相談に応じた。",
    "納期限の延期について案内した。",
    "医師の判断により中止したことはない。",
    "利用の中止を申し出た方に、理由を聞いた。",
    "全ての教室を実施でき、未実施はなかった。",
    "工事中止に伴い移転した。",
    "オンラインに切り替えたことで中止を免れた。",
]


def found(text: str, rating: str) -> list[str]:
    return codes(usual().points({DONE: text, RATING: rating, PLAN: "続けて行う。"}, {}))


@pytest.mark.parametrize("text", WENT_WELL)
def test_a_low_rating_beside_a_text_that_all_went_well_is_doubted(text: str) -> None:
    assert "rating-contradicts" in found(text, POOR)
    assert found(text, GOOD) == found(text, BEST) == []


@pytest.mark.parametrize("text", DID_NOT_GO_SO_WELL)
def test_a_low_rating_beside_a_text_that_tells_of_trouble_is_believed(text: str) -> None:
    assert found(text, POOR) == []


@pytest.mark.parametrize("text", DID_NOT_TAKE_PLACE)
def test_the_best_rating_beside_a_text_that_something_did_not_take_place_is_doubted(text: str) -> None:
    assert found(text, BEST) == ["rating-contradicts"]
    assert found(text, GOOD) == found(text, NONE) == []


@pytest.mark.parametrize("text", TOOK_PLACE_AFTER_ALL)
def test_the_best_rating_is_believed_where_the_bad_word_means_something_else(text: str) -> None:
    assert found(text, BEST) == []


def test_the_plan_of_a_measure_does_not_contradict_its_rating() -> None:
    assert codes(usual().points({DONE: "１回行った。", RATING: POOR, PLAN: "計画どおり行う。"}, {})) == []
    assert codes(usual().points({DONE: "３回行った。", RATING: BEST, PLAN: "第２回は中止とした。"}, {})) == []


def test_the_point_stands_at_the_rating_and_quotes_the_text() -> None:
    text = "市内の全ての小学校、中学校及び高等学校で予定していた出前講座は、講師を務める医療機関の都合により中止とした。"
    (point,) = usual().points({DONE: text, RATING: BEST, PLAN: "行う。"}, {})

    assert cells([point]) == [("rating-contradicts", RATING)]
    assert (point.key, point.severity) == (f"value/{RATING}", Severity.WARNING)
    assert "都合により中止とした" in point.found
    assert len(point.found) < 110


def test_an_office_looks_for_its_own_words_beside_its_own_ratings() -> None:
    own = with_rules(
        {"種類": "低い評価と良い言葉", "言葉": "万全", "評価": "E02"}, {"種類": "高い評価と悪い言葉", "使う": "いいえ"}
    )

    assert codes(own.points({DONE: "万全に行った。", RATING: GOOD, PLAN: "行う。"})) == ["rating-contradicts"]
    assert codes(own.points({DONE: "万全に行った。", RATING: POOR, PLAN: "行う。"})) == []
    assert codes(own.points({DONE: "予定どおり行った。", RATING: POOR, PLAN: "行う。"})) == []
    assert codes(own.points({DONE: "中止した。", RATING: BEST, PLAN: "行う。"})) == []
