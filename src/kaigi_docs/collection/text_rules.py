"""Rules about texts: there, new, of this year, not too long, and printable."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaigi_docs.collection.cases import Case, length_of, same_text
from kaigi_docs.declarations.status_sheet import KEY_UNCHANGED, UNCHANGED
from kaigi_docs.findings import Severity
from kaigi_docs.japanese.dittos import is_ditto, is_empty_word
from kaigi_docs.japanese.folding import nfkc
from kaigi_docs.japanese.gaiji import is_gaiji, windows_code
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.quoting import excerpt, listed
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.japanese.years_in_text import YearInText, years_in
from kaigi_docs.model.collection import Point
from kaigi_docs.model.content_rules import ContentRule
from kaigi_docs.model.meeting import ColumnKind

_STRANGE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
"""外字, control characters, halves of a character, and what stands for a lost one."""

_AROUND_WORDS = re.compile(r"^[\s=＝+()（）「」]+|[\s。．.()（）「」]+$|(?:です|をご?覧ください|をご?参照ください)[。.]?$")
_BARE_NUMBER = re.compile(r"[0-9][0-9,.]*")

_ENDS = ("廃止", "終了", "統合", "休止", "中止", "完了")
# 「令和２年度に引き続き」「令和２年度比」「令和２年度に作成した冊子」 speak of that year on purpose.
_COMPARED = re.compile(
    r"\)?(?:から|より|以[降後前]|[~〜-]|まで|末|当初|比|並|と(?:同|比|の比)|に(?:引き?続|続|比|対|準|おける|始|開始|開設)|同|版|分|中に|改訂|"
    r"の?(?:実績|取組|計画|同(?:期|月)|数値|水準|結果|調査|事業|データ|を)|[^。\n]{0,14}(?:した|れた|かった|いた|んだ)(?=[^\s。、,.)が「ほたこと]))"
)


def _is_elsewhere(text: str, rule: ContentRule) -> bool:
    """Whether a whole text only says where the answer stands, or is a number of which nobody knows what it counts."""
    bare = _AROUND_WORDS.sub("", nfkc(text))
    return bare in {nfkc(word) for word in rule.words} or _BARE_NUMBER.fullmatch(bare) is not None


def missing_plans(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`plan-blank`: a blank plan in a row that is filled otherwise, unless the measure ends or last time's plan holds."""
    if not any(case.text(column) for column in case.context.columns):
        return
    everything = "。".join((case.remark, *(case.text(column).value for column in case.context.columns)))
    if any(word in everything for word in _ENDS):
        return
    for column in case.context.columns_of(rule, ColumnKind.TEXT, plans=True):
        is_blank = not case.text(column) and not (case.is_unchanged and case.earlier(column))
        if is_blank and column.status.is_open_for(case.measure, case.context.meeting):
            found = f"{column.header}が空です。"
            request = "予定を書いてください。予定がないときは、その旨とわけを書いてください。"
            yield case.point("plan-blank", Severity.ERROR, column.status.key, found, request)


def dittos(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`ditto`: 同上, 〃, 「前回と同じ」 instead of an answer; what it stands for is never guessed."""
    for column in case.context.columns_of(rule, ColumnKind.TEXT, ColumnKind.NUMBER):
        value = case.text(column).value.strip()
        if not is_ditto(value):
            continue
        earlier = case.earlier(column)
        known = f"（前回の回答は「{excerpt(earlier)}」です。）" if earlier else ""
        found = f"{column.header}に「{excerpt(value)}」とだけ書かれています。{known}"
        unchanged = f"前回のままでよければ「{UNCHANGED}」を選び、そうでなければ、" if earlier else ""
        yield case.point("ditto", Severity.ERROR, column.status.key, found, f"{unchanged}略さずに書いてください。")


def empty_words(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`answer-empty-word`: 「なし」「該当なし」「－」 as a whole text; `answer-elsewhere`: 「別紙のとおり」, or a bare number."""
    for column in case.context.columns_of(rule, ColumnKind.TEXT):
        value = case.text(column).value.strip()
        if _is_elsewhere(value, rule):
            found = f"{column.header}に「{excerpt(value)}」とだけ書かれています。"
            request = "資料には、この欄の文だけを印刷します。内容を文で書いてください。"
            yield case.point("answer-elsewhere", Severity.ERROR, column.status.key, found, request)
        elif is_empty_word(value):
            found = f"{column.header}に「{excerpt(value)}」とだけ書かれています。"
            request = "何もなかったときも、そのわけを文で書いてください。"
            yield case.point("answer-empty-word", Severity.WARNING, column.status.key, found, request)


def wrong_unchanged(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`unchanged-unknown` for another word in the column; `unchanged-contradicts` beside a new text or without an old one."""
    entered = case.answers.get(KEY_UNCHANGED)
    texts = case.context.columns_of(rule, ColumnKind.TEXT)
    if not entered or not texts:
        return
    if not case.is_unchanged:
        found = f"「{UNCHANGED}」の列に「{excerpt(entered.value)}」とあります。"
        request = f"前回の文のままのときは「{UNCHANGED}」を選び、そうでないときは空けてください。"
        yield case.point("unchanged-unknown", Severity.ERROR, KEY_UNCHANGED, found, request)
        return
    new = [column.header for column in texts if case.prose(column) and not same_text(case.prose(column), case.earlier(column))]
    if new:
        found = f"「{UNCHANGED}」を選んでいますが、{listed(new)}に前回と違う文があります。"
        request = f"今回の文を使うときは「{UNCHANGED}」を消し、前回のままのときは今回の文を消してください。"
        yield case.point("unchanged-contradicts", Severity.WARNING, KEY_UNCHANGED, found, request)
    elif not any(case.earlier(column) or case.prose(column) for column in texts):
        found = f"「{UNCHANGED}」を選んでいますが、前回の回答がありません。"
        request = f"{listed(column.header for column in texts)}に今回の内容を書き、「{UNCHANGED}」を消してください。"
        yield case.point("unchanged-contradicts", Severity.ERROR, KEY_UNCHANGED, found, request)


def same_as_earlier(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`same-as-earlier`: texts of last time without 変更なし; one point a row. Short ones (「継続する。」) may be."""
    if case.is_unchanged:
        return
    columns = case.context.columns_of(rule, ColumnKind.TEXT)
    texts = ((column, case.prose(column), case.earlier(column)) for column in columns)
    same = [column for column, text, earlier in texts if len(text) >= (rule.factor or 0) and text and same_text(text, earlier)]
    if same:
        found = f"{listed(column.header for column in same)}が前回とまったく同じ文です。"
        request = f"前回のままでよければ「{UNCHANGED}」を選び、変わったところがあれば書き直してください。"
        yield case.point("same-as-earlier", Severity.WARNING, same[0].status.key, found, request)


def years_left(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`year-left`: a text that speaks of the year before the one that is asked about, and of no other."""
    if case.is_unchanged:
        return
    for column in case.context.columns_of(rule, ColumnKind.TEXT):
        text, earlier = case.prose(column), case.earlier(column)
        if column.year is None or not text or same_text(text, earlier):
            continue
        left = _year_left(text, earlier, column.year)
        if left is not None:
            shown = nfkc(text)[left.start : left.end]
            year = FiscalYear(column.year).label(DigitWidth.HALF)
            found = f"{column.header}に「{shown}」とありますが、ここで尋ねているのは{year}のことです。"
            request = f"前回の文の書き残しなら、{year}のことに直してください。"
            yield case.point("year-left", Severity.WARNING, column.status.key, found, request)


def too_long(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`too-long`: more characters than the column's 字数の目安 and the tolerance of the rule."""
    for column in case.context.columns_of(rule, ColumnKind.TEXT, ColumnKind.NUMBER):
        hint, text = column.length_hint, case.text(column).value.strip()
        most = (hint or 0) * (100 + (rule.factor or 0)) / 100
        if hint is not None and len(text) > most and (length := length_of(text)) > most:
            found = f"{column.header}が{length}字あります（目安は{hint}字）。"
            request = f"{hint}字ほどに縮めてください。"
            yield case.point("too-long", Severity.WARNING, column.status.key, found, request)


def unprintable(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`gaiji`: characters that another PC shows otherwise or not at all: 外字, control characters, broken ones."""
    for column in case.context.columns_of(rule, ColumnKind.TEXT, ColumnKind.RATING, ColumnKind.NUMBER):
        text = case.text(column).value
        strange = _STRANGE.search(text)
        if strange is not None:
            before = excerpt(text[max(strange.start() - 10, 0) : strange.start()])
            after = f"「{before}」の後に、" if before.strip() else "はじめに、"
            found = f"{column.header}の{after}ほかのパソコンでは読めない文字があります（{_named(strange.group())}）。"
            request = "ふつうの漢字かひらがなで書き直してください。"
            yield case.point("gaiji", Severity.WARNING, column.status.key, found, request)


def _named(character: str) -> str:
    """What sort of character it is; a 外字 with the code under which its PC knows it."""
    if not is_gaiji(character):
        return "制御文字か、壊れた文字"
    code = windows_code(character)
    return f"外字 {code}" if code is not None else "外字"


def _year_left(text: str, earlier: str, year: int) -> YearInText | None:
    """The mention of the year before, where the text names no later one and last time's text, if any, named it too.

    A calendar year (「令和２年」) is part of two fiscal years and common in statistics: it is never taken for left over.
    """
    named = years_in(text)
    if any(each.last >= year for each in named):
        return None
    folded = nfkc(text)
    before = {each.last for each in years_in(earlier)} if earlier else {year - 1}
    return next(
        (
            each
            for each in named
            if each.sure and each.first == each.last == year - 1 and each.last in before and not _is_compared(folded, each)
        ),
        None,
    )


def _is_compared(folded: str, year: YearInText) -> bool:
    """Whether a text speaks of a year on purpose: to compare, as the end of a span, as the time since which something is."""
    return _COMPARED.match(folded, year.end) is not None or folded[: year.start].rstrip().endswith(("~", "〜", "-", "―"))
