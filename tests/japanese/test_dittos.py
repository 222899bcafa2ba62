"""Texts that say nothing: only where that is all that they say."""

from __future__ import annotations

import pytest

from kaigi_docs.japanese.dittos import is_empty_word, says_no_comment


@pytest.mark.parametrize(
    "text",
    [
        *("なし", "無し。", "特になし", "特に無し", "特にありません。", "－", "特記事項なし"),
        *("意見なし", "意見はありません。", "ご意見はございません。", "意見や感想はありません", "質問なし"),
        *(
            "異議なし",
            "異議なし。",
            "異議はありません",
            "異議ございません。",
            "異存ありません",
            "異存はございません。",
            "異論ありません",
        ),
        *(
            "問題ありません",
            "特に問題ありません。",
            "問題はないです",
            "特段ありません",
            "特段の意見はありません。",
            "特段ございません",
        ),
        *(
            "ございません",
            "ございません。",
            "御座いません",
            "特にないです。",
            "特にございません。以上です。",
            "今のところ特にありません。",
        ),
        *(
            "特に申し上げることはございません。",
            "（特になし）",
            "　意見　なし　",
            "私からは特にありません",
            "意見は特にありません。",
        ),
    ],
)
def test_words_for_having_nothing_to_say(text: str) -> None:
    assert says_no_comment(text)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "特にないが、資料が読みにくい。",
            "特にありませんが、表の向きを変えてほしい",
            "意見なしとは言えない",
            "異議あり",
            "異議ありませんか",
        ),
        *(
            "問題がないとは言えません",
            "問題あり",
            "説明がありません",
            "相談窓口がない",
            "財源の見通しがありません",
            "要望",
            "意見",
        ),
        *("特に問題なのは財源です", "異議なし。ただし早く進めてほしい。", "反対意見なしで進めるべきでない", "人手が全くない", ""),
        *("なぜ意見がないのか", "駐車場なし", "質問があります", "賛成です"),
    ],
)
def test_whatever_says_more_is_an_opinion(text: str) -> None:
    assert not says_no_comment(text)


@pytest.mark.parametrize("text", ["意見なし", "問題ありません", "異議なし"])
def test_what_departments_leave_empty_is_not_measured_by_words_for_opinions(text: str) -> None:
    assert not is_empty_word(text)
