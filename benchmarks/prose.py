"""Invented Japanese: every sentence differs from every other, so that no memory of a typesetter helps it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

_FIRST = (
    "山川海森空風光水土石木花草春夏秋冬朝昼夕東西南北上中下前後新古高広長深明青白黒赤緑金銀銅鉄糸紙布米麦豆茶塩油酒魚鳥馬牛羊"
)
_SECOND = "野原田畑谷沢池浜島岸橋道路坂門戸窓庭園村町市区郡県里郷港駅館堂院室所場台塔倉店座席机箱板柱輪車船具器材料品物書画文字"
_ACTS = "調査計画検討整備改善確認報告協議周知支援連携試行点検集計公表募集配布研修相談訪問充実継続拡充実施"  # two letters each
_KATAKANA = "アイウエオカキクケコサシスセソタチツテトナニノハヒフヘホマミムメモヤユヨラリルレロワ"
_LATIN = ("PDF", "Web", "QR", "ICT", "SNS", "KPI", "PDCA", "FAX", "DVD", "Ver.3", "A4", "B5")
_MARKS = ("「{}」", "『{}』", "（{}）", "{}", "{}", "{}", "{}")
_OPENINGS = (
    "このため、",
    "また、",
    "さらに、",
    "一方、",
    "なお、",
    "特に、",
    "あわせて、",
    "その結果、",
    "とりわけ、",
    *[""] * 6,
)
_CLAUSES = (
    "{a}の{b}について{n}回の{v}を行い",
    "{a}では{k}を使った{b}の{v}が進み",
    "{n}人が{a}から{b}へ移ったことを受け",
    "{a}と{b}とが互いに{v}を重ねながら",
    "{l}で{a}を知った人が前年度より{n}％増え",
    "令和{y}年{m}月に{a}の{v}を終えたのち",
    "{a}（{b}を含む。）に関する{v}を{k}に任せ",
    "{k}・{k2}の両方を{a}に備え",
)
_ENDINGS = (
    "{b}の{v}につなげた。",
    "次の{a}までに{v}を終える予定である。",
    "{b}を{n}か所に増やすこととした。",
    "{k}の{v}は{n}件であった。",
    "今後は{a}を中心に{v}を続ける。",
    "{b}への{v}がなお課題として残った。",
    "約{n}千円を{a}の{v}にあてた。",
    "{l}と{k}により{b}を伝えている。",
)


class Writer:
    """Writes sentences from a seed; the same calls in the same order give the same text."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._written: set[str] = set()

    def word(self) -> str:
        """A compound of two or three characters that is in no dictionary."""
        choice = self._random.choice
        return choice(_FIRST) + choice(_SECOND) + (choice(_SECOND) if self._random.random() < 0.2 else "")

    def act(self) -> str:
        start = 2 * self._random.randrange(len(_ACTS) // 2)
        return _ACTS[start : start + 2]

    def sentence(self) -> str:
        """A sentence of 25 to 90 characters that was not written before."""
        while True:
            choice = self._random.choice
            clauses = [choice(_CLAUSES) for _ in range(self._random.randint(1, 3))]
            text = choice(_OPENINGS) + "、".join(map(self._filled, clauses)) + "、" + self._filled(choice(_ENDINGS))
            if text not in self._written:
                self._written.add(text)
                return text

    def text(self, characters: int) -> str:
        """Sentences until the text has that many characters."""
        sentences: list[str] = []
        while sum(map(len, sentences)) < characters:
            sentences.append(self.sentence())
        return "".join(sentences)

    def phrase(self, characters: int) -> str:
        """The beginning of a sentence, of exactly that many characters."""
        return self.text(characters)[: characters - 1].rstrip("、。") + "等"

    def items(self, count: int, characters: int) -> str:
        """Lines that begin with a bullet, as people type them into a cell."""
        return "\n".join(f"・{self.text(characters)}" for _ in range(count))

    def number(self, least: int, most: int) -> int:
        return self._random.randint(least, most)

    def chosen(self, texts: tuple[str, ...]) -> str:
        return self._random.choice(texts)

    def _filled(self, pattern: str) -> str:
        return pattern.format(
            a=self._named(), b=self.word(), v=self.act(), k=self._foreign(), k2=self._foreign(), l=self._random.choice(_LATIN),
            n=self.number(2, 998), y=self.number(1, 5), m=self.number(1, 12),
        )  # fmt: skip

    def _named(self) -> str:
        return self._random.choice(_MARKS).format(self.word() + self.word())

    def _foreign(self) -> str:
        return "".join(self._random.choices(_KATAKANA, k=3)) + self._random.choice("ーンス")


def paragraphs(writer: Writer, characters: int) -> Iterator[str]:
    """Paragraphs of 120 to 320 characters, together about as long as asked."""
    while characters > 0:
        text = writer.text(writer.number(120, 320))
        characters -= len(text)
        yield text
