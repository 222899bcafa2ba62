"""Signs in Japanese sentences: whether a word is claimed, or negated, meant for another year, or made up for.

Each sign is taken to spare a department a needless question: where a sentence could be read either way, nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kaigi_docs.japanese.folding import nfkc
from kaigi_docs.japanese.quoting import EXCERPT, excerpt
from kaigi_docs.japanese.years_in_text import years_in

_REACH = 120
"""Characters on either side of a word that are looked at: a cell may hold 32,767 of them without a full stop."""

_SENTENCE_END = re.compile(r"[。！？!?\n]+")
# Whatever shows that not all went well, or that the sentence turns.
_TROUBLE = re.compile(
    "ない|なく|なかった|ません|ず[、にと。]|ずじまい|せず|至ら|中止|延期|縮小|見送|取りやめ|取り止め|遅れ|遅延|休止|不十分|未達|未実施|"
    "下回|困難|難し|減少|減っ|低調|伸び悩|課題|限ら|制限|とどま|留ま|影響|一部|のみ|が、|ものの|けれど|一方|しかし|ただし|不足|不調|"
    "辞退|だけ|ほど遠|程遠|見合わせ|代替|に代え|に替え|かなわ|滞"
)
_INTENDED = re.compile(
    r"よう|[るた]か[をのに検確ど]|ため|べく|れば|なら|場合|(?:する|したい|行う|予定|見込み?|努める|進める|いく|目指す|図る)(?:こと|方針)?$"
)
_SAID_OF_OTHERS = re.compile("な|に(?:回復|成長|発育|育)")
# How a sentence goes on that tells of it: 「中止した」「中止となり」「中止、」「中止（２月）」, not 「中止の連絡」「中止や」.
_TOLD = re.compile(
    r"[とに]?(?:し|な[っりる])|た|さ(?:れ|せ)|せざる|を(?:決|余儀|判断)|[りっ]|る|など|が?[0-9]|で(?:あ|し)|だった|中|[、)」]?$|[、(]"
)
_IS_NOUN = re.compile("[一-龥]$|やめ$")
_NEGATED_BEHIND = re.compile(
    "(?:する|した|とする|となる|になる|となった|になった)?(?:こと|もの)[はもが]?な|[はもが]?(?:しな|せず|ありま|なく|なし|なかっ|無)|"
    "[にと]は?(?:なら|至ら|せず|しな)|せず|を?(?:避け|回避|防)"
)
_OTHER_MEANING_BEHIND = re.compile(
    "す?る(?!こと[とに]|に至)|者|児|の?方[のをへにが]|率|世帯|校|園|施設|事業所|地区|企業|[のと]?な?っ?た?(?:場合|際)|時|理由|基準|勧告|要請|期間|分|連絡|"
    "に(?:伴|備え|関する|対する|ついて)|による|の(?:影響|判断|可否|有無|申|連絡|相談|要望)"
)
_OTHER_MEANING_BEFORE = re.compile(
    "(?:服薬|喫煙|飲酒|利用|支給|給付|受診|投薬|治療|通院|契約|雨天|万一|交付|供給|配信の|妊娠)(?:の|を|が)?$"
)
_EARLIER_YEAR = re.compile("前年度?|昨年度?|一昨年度?|前回|これまで|従来|過去")
_ONLY_CONSIDERED = re.compile("検討した(?:が|もの)")
_PUT_OFF = re.compile("した[一-龥ァ-ヶ]")  # 「延期した回の申込者」
_MADE_UP_FOR = re.compile(
    "再開|代わり|替わり|代替|振り?替|切り?替|替え|代え|補っ|補い|別の?日|後日|改めて|日程を変更|変更して(?:開催|実施)|に変更し|書面|オンライン"
)
_HELD_AFTER = re.compile("(?:開催|実施|行っ|行い|配信|開い)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A word in a sentence.

    Attributes:
        word: as it was looked for.
        before, behind: the sentence on either side, as far as it can matter.
    """

    word: str
    before: str
    behind: str

    def quoted(self, limit: int = EXCERPT) -> str:
        """The word with what stands around it, `limit` characters at most."""
        room = max(limit - len(self.word) - 2, 0)
        before = self.before[-(room // 2) :] if room // 2 else ""
        behind = self.behind[: room - len(before)]
        start, end = ("…" if before != self.before else ""), ("…" if behind != self.behind else "")
        return excerpt(f"{start}{before}{self.word}{behind}{end}", limit + 2)


def sentences(text: str) -> tuple[str, ...]:
    """The sentences of a text without white space, in one width of characters."""
    folded = nfkc(text)
    return tuple(part for each in _SENTENCE_END.split(folded) if (part := "".join(each.split())))


def mentions(text: str, words: Iterable[str]) -> Iterator[Mention]:
    """The words in a text, in the order of its sentences; within a sentence by word."""
    wanted = [key for word in words if (key := nfkc(word))]
    if not any(key in nfkc(text) for key in wanted):
        return
    for sentence in sentences(text):
        for word in wanted:
            place = sentence.find(word)
            while place >= 0:
                end = place + len(word)
                yield Mention(word, sentence[max(place - _REACH, 0) : place], sentence[end : end + _REACH])
                place = sentence.find(word, end)


def tells_trouble(text: str) -> bool:
    """Whether a text says anywhere that not all went well: then a low rating beside a good word contradicts nothing."""
    return _TROUBLE.search("".join(nfkc(text).split()).replace(",", "、")) is not None


def is_claimed(mention: Mention) -> bool:
    """Whether a good word says how it went: 「順調に進んだ」, not 「順調な成長」 and not 「順調に進むよう」."""
    return _SAID_OF_OTHERS.match(mention.behind) is None and _INTENDED.search(mention.behind) is None


def is_reported(mention: Mention, year: int | None) -> bool:
    """Whether a bad word says that something did not take place in the year of the answer and was not made up for.

    Args:
        mention: the word.
        year: fiscal year in western count that the answer is about, or None.
    """
    if _IS_NOUN.search(mention.word) and not _TOLD.match(mention.behind):
        return False
    if _NEGATED_BEHIND.match(mention.behind) or _OTHER_MEANING_BEHIND.match(mention.behind):
        return False
    if _OTHER_MEANING_BEFORE.search(mention.before) or _EARLIER_YEAR.search(mention.before):
        return False
    if _ONLY_CONSIDERED.search(mention.before) or (mention.word == "延期" and _PUT_OFF.match(mention.behind)):
        return False
    if year is not None and any(named.last < year for named in years_in(mention.before)):
        return False
    if _MADE_UP_FOR.search(mention.behind):
        return False
    return mention.word != "延期" or _HELD_AFTER.search(mention.behind) is None
