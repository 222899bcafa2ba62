"""Whether the words of a mail are only the usual ones around an attachment; where that cannot be told, they are not."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence

from kaigi_docs.japanese.names import fold_name

_SENTENCE_END = re.compile(r"(?<=[。！!])")
_POLITE = re.compile(
    r"""
    (?:いつも|平素より|平素は|日頃より|大変|たいへん|格別の|ご高配を賜り|ご指導|厚く|誠に)*\s*
    (?:お世話になっ?て?(?:おり|い)?ます|お世話になります|お疲れ様です|ありがとうございます|御礼申し上げます|お礼申し上げます)
    |(?:どうぞ|何卒|なにとぞ|以上|では|それでは|引き続き)*[、,\s]*
     (?:よろしく|宜しく)\s*(?:お願い)?(?:いた|致)?(?:し)?(?:申し上げ)?(?:ます|です)?
    |(?:ご|御)?(?:確認|査収)(?:の(?:ほど|程))?[、,\s]*(?:を)?(?:よろしく|宜しく)?(?:お願い)?(?:いた|致)?(?:し|ください|下さい)?(?:申し上げ)?(?:ます)?
    |(?:遅くなり(?:まして)?|ご連絡が遅れ)[、,\s]*(?:申し訳(?:ございません|ありません(?:でした)?)|すみません(?:でした)?|失礼しました)
    |(?:まずは)?[、,\s]*(?:取り急ぎ|とりいそぎ|用件のみ)[^。\n]{0,12}
    |(?:以上|拝啓|敬具|前略|草々|はじめまして|こんにちは|こんばんは|おはようございます)(?:です)?
    |(?:別添|添付)(?:の(?:とおり|通り))?(?:です)?
    """,
    re.VERBOSE,
)
_SENDING = re.compile(
    r"(?:(?:標記|首記|表題|件名|ご依頼|先日|このたび)の?(?:件|こと)?(?:について|につきまして|に関し(?:て|まして))?[、,\s]*)?"
    r"(?:[^。、\n]{0,30}(?:を|の件))?[、,\s]*"
    r"(?:別添|添付|メール|下記|別紙|写真|PDF|Word|スキャン)?(?:の(?:とおり|通り)|にて|で|ファイルに?て?|して)?[、,\s]*"
    r"(?:記入(?:いた|致)?しましたので|作成しましたので)?[、,\s]*(?:ご?(?:送付|返送|提出|返信|送信|送り|お送り|添付|転送))"
    r"(?:いた|致)?(?:し)?(?:させていただき)?(?:ます|ました|申し上げます)"
)
_NAMING = re.compile(r"(.{1,40}?)(?:です|と申します|でございます)")
_ADDRESSED = re.compile(r"[^。、はがをにで\n]{1,40}(?:御中|様|各位|先生|殿|さん)")
_CONTACT = re.compile(
    r"\b(?:TEL|FAX)\b|〒|[^\s@]@[^\s@]|https?:|www\.|0\d{1,4}[-‐－(（]\d{1,4}[-‐－)）]\d{3,4}"
    r"|(?:電話|内線|携帯|住所|E-?mail|メール|アドレス)\s*[:：]|Sent from|から送信$",
    re.IGNORECASE,
)
_ORGANISATION = re.compile(
    r"(?:大学|学校|病院|医院|クリニック|センター|会社|法人|協議会|協会|連合会|社協|委員会|学会|医師会|事務所|[部課係室局科会長])"
)
_TITLED = re.compile(r"(?:[一-龠々ァ-ヶー]{0,10}(?:教授|講師|長|理事|委員|学部|学科|研究室|事務局|担当|係|課|部|室))?")
_RULE = re.compile(r"[\s\-=＝_＿*＊#＃+＋~～─━‐―－・.…/／|]*")
_DRAWN = re.compile(r"(?:--+|==+|__+|\*\*+|━━+|──+|―+|・・+)\s*$")
_STATING = re.compile(
    r"ません|ない|なし|賛成|反対|保留|承認|同意|異議|意見|特に|思い|考え|希望|(?:くだ|下)さい|べき|欠席|取り下げ|撤回"
)
_VOTING = re.compile(r"賛成|反対|保留|承認|同意|異議|条件|なし")
_LONGEST_SIGNATURE_LINE, _LONGEST = 60, 1_500


def is_greeting(text: str, names: Iterable[str]) -> bool:
    """Whether nothing but greeting, the announcement of the attachment and a signature can be told from the words of a mail.

    Args:
        text: the sender's own words.
        names: of persons and organisations that may sign.
    """
    plain = unicodedata.normalize("NFKC", text)
    if len(plain) > _LONGEST:
        return False
    known = [folded for folded in map(fold_name, names) if folded]
    signed = False
    for line in plain.split("\n"):
        signed = signed or _DRAWN.fullmatch(line.strip()) is not None
        parts = filter(None, (part.strip(" 　、,。！!") for part in _SENTENCE_END.split(line)))
        if not all(_is_usual(part, known, signed=signed) for part in parts):
            return False
    return True


def _is_usual(part: str, known: Sequence[str], *, signed: bool) -> bool:
    """Whether a sentence, or a line of a signature, says nothing.

    Args:
        part: of the text.
        known: folded names.
        signed: whether it stands below a line that was drawn, as signatures do.
    """
    if _RULE.fullmatch(part) or _POLITE.fullmatch(part) or (_SENDING.fullmatch(part) and not _VOTING.search(part)):
        return True
    if _STATING.search(part) or len(part) > _LONGEST_SIGNATURE_LINE:
        return False
    if _ADDRESSED.fullmatch(part) or _CONTACT.search(part) or (signed and _ORGANISATION.search(part)):
        return True
    naming = _NAMING.fullmatch(part)
    return _is_name(naming.group(1) if naming else part, known)


def _is_name(text: str, known: Sequence[str]) -> bool:
    """Whether a text is made of known names and titles only, family names alone among them."""
    words = [folded for word in re.split(r"[\s・/]|の(?=.)", text) if (folded := fold_name(word))]
    rest = [word for word in words if not any(word == name or (len(word) > 1 and name.startswith(word)) for name in known)]
    without = whole = fold_name(text)
    for name in known:
        without = without.replace(name, "")
    if without != whole and _TITLED.fullmatch(without):
        return True
    return len(rest) < len(words) and all(_TITLED.fullmatch(word) for word in rest)
