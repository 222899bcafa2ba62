"""Rules about measures that end or go to another department, as 備考 and texts tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaigi_docs.collection.cases import Case
from kaigi_docs.collection.signs import Mention, mentions, sentences
from kaigi_docs.declarations.status_sheet import KEY_REMARK
from kaigi_docs.findings import Severity
from kaigi_docs.japanese.quoting import excerpt
from kaigi_docs.model.collection import Point
from kaigi_docs.model.content_rules import ContentRule
from kaigi_docs.model.meeting import ColumnKind

_SHORT = 20
"""A text of no more characters says of the measure itself what it says: 「令和３年度で廃止」."""

_NOT_ENDED = re.compile(
    "失調|的|教育|型|運用|ID|デスク|(?:する|した|の)?(?:こと|予定|計画|考え)?[はもが]?(?:な[いくし]|しな|せず|未定)|"
    "せず|後[はにも、]|間際|時|期間|を?(?:検討|協議|見直)|(?:した|して)?(?:い[たる])?[^、。]{0,6}再開"
)
_NOT_THE_MEASURE = re.compile(
    "(?:受付|相談|研修|募集|工事|申請|配布|会議|面接|支援|参加|利用|受講|期間|学校|服薬|治療)(?:の|を|が|は)?$"
)
_SUBJECT = re.compile(
    "(?:事業|取組|制度|講座|窓口|教室|補助|助成)(?:自体|そのもの)?(?:は|を|が|の)[^、。]{0,15}$|(?:事業|取組|制度)$"
)
_REASON = re.compile(
    "ため|ので|(?<!年度)(?<![月日年末])から|により|によって|に伴|受けて|理由|影響|都合|達成|満了|役割|ことから|に至|完了|需要|見直し|に代わ"
)
_WENT_TO = re.compile(
    "(?:へ|に|と)(?:の)?(?:事業)?(?:統合|一本化|移行|引き?継|承継|集約|組み?込)|統合し[、て]?[^。]{0,24}(?:とし|になっ|に改)|統合先"
)
_NEW_OWNER = re.compile("[一-龥ァ-ヶぁ-んー・]{2,}(?:課|室|センター|局|部|所|係|館|本部)(?:へ|に|が)")
_OLD_OWNER = re.compile("^担当課")


def unexplained_ends(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`ended-without-reason`: 廃止, 終了, 統合 or 休止 of the measure without why, or into what."""
    texts = [(KEY_REMARK, "備考", case.remark)]
    texts += [(each.status.key, each.header, case.prose(each)) for each in case.context.columns_of(rule, ColumnKind.TEXT)]
    everything = "。".join(text for _, _, text in texts)
    if not any(word in everything for word in rule.words) or _is_explained(everything):
        return
    for key, header, text in texts:
        ended = next((each for each in mentions(text, rule.words) if _is_end(each, text, key)), None)
        if ended is not None:
            into = "どの事業に統合したかと、" if ended.word == "統合" else ""
            found = f"{header}に「{ended.quoted()}」とありますが、わけが書かれていません。"
            request = f"{into}{ended.word}の理由を書いてください。"
            yield case.point("ended-without-reason", Severity.WARNING, key, found, request)
            return


def unnamed_successors(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`moved-where`: 担当替え or 移管 under 備考 without the 課 that the measure goes to."""
    remark = case.remark
    moved = next(mentions(remark, rule.words), None) if remark else None
    if moved is None or _names_new_owner(remark, case):
        return
    found = f"備考に「{excerpt(remark)}」とありますが、移った先の課がわかりません。"
    yield case.point("moved-where", Severity.WARNING, KEY_REMARK, found, "今の担当課の名前を書いてください。")


def _is_end(mention: Mention, text: str, key: str) -> bool:
    """Whether a word tells that the measure itself ends."""
    if _NOT_ENDED.match(mention.behind):
        return False
    if key == KEY_REMARK or len(text) <= _SHORT:
        return not _NOT_THE_MEASURE.search(mention.before) or len(text) <= len(mention.word) + 2
    return _SUBJECT.search(mention.before) is not None and not _NOT_THE_MEASURE.search(mention.before)


def _is_explained(text: str) -> bool:
    return any(_REASON.search(each) or _WENT_TO.search(each) for each in sentences(text))


def _names_new_owner(remark: str, case: Case) -> bool:
    """Whether a remark names another 課 of the meeting, or any after which へ or に stands."""
    bare = "".join(sentences(remark))
    own = case.department_id
    names = (name for each in case.context.meeting.departments if each.id != own for name in (each.name.value, *each.variants))
    found = _NEW_OWNER.search(bare)
    return any(name and name in bare for name in names) or (found is not None and not _OLD_OWNER.match(found.group()))
