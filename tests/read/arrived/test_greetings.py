from __future__ import annotations

import pytest

from kaigi_docs.read.arrived.greetings import is_greeting

NAMES = ("榊原　弓弦", "みほん学園大学")
USUAL = [
    "",
    "お世話になっております。回答書を送ります。",
    "いつもお世話になっております。\nみほん学園大学の榊原です。\n標記の件について、回答書を添付のとおり提出いたします。\nどうぞよろしくお願いいたします。",
    "みほん市こころの健康課 御中\n\n添付にて送付いたします。ご査収のほどよろしくお願い申し上げます。\n\n-- \n"
    "みほん学園大学　心理学部　教授\n榊原 弓弦\nTEL 0000-00-0000\nmail: sakaki@mihon.example.jp",
    "取り急ぎ、お送りします。\niPhoneから送信",
    "遅くなり申し訳ありません。よろしくお願いします。",
]
SAYING = [
    "賛成です。",
    "意見はありません。",
    "特になし",
    "お世話になっております。議案には反対の立場です。よろしくお願いします。",
    "資料３の５ページについて、表の合計が合っていません。",
    "回答書を送ります。なお、次回は欠席します。",
    "お世話になっております。回答を取り下げます。",
    "異議なしを送ります。",
    "一任します",
    "対面です",
    "夜の部",
    "会場は市民センター",
    "榊原弓弦は欠席です",
    "連絡は電話でお願いします",
]


@pytest.mark.parametrize("text", USUAL)
def test_words_around_an_attachment_are_only_a_greeting(text: str) -> None:
    assert is_greeting(text, NAMES)


@pytest.mark.parametrize("text", SAYING)
def test_words_that_say_anything_else_are_no_greeting(text: str) -> None:
    assert not is_greeting(text, NAMES)


def test_a_long_text_is_never_only_a_greeting() -> None:
    assert not is_greeting("よろしくお願いします。" * 200, NAMES)
