"""Rules about ratings: known, with a reason, and not against what the text says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kaigi_docs.collection.cases import AnswerColumn, Case
from kaigi_docs.collection.signs import Mention, is_claimed, is_reported, mentions, tells_trouble
from kaigi_docs.findings import Severity
from kaigi_docs.japanese.dittos import is_ditto, is_empty_word
from kaigi_docs.japanese.folding import nfkc
from kaigi_docs.japanese.quoting import did_you_mean, excerpt, listed
from kaigi_docs.model.collection import Point
from kaigi_docs.model.content_rules import ContentRule
from kaigi_docs.model.meeting import ColumnKind, Rating
from kaigi_docs.model.ratings import find_rating, likely_rating, ratings_in

_MOST_LABELS = 6
_CLOSING = re.compile("(?:に|の)?(?:実施|対応|開催|継続)?(?:した|しました|している|しています|する|です|である)?[。．.]?$")
_BAD_LABEL = re.compile("未|不|ない|なかった|できな|中止|廃止|遅")


def unknown_ratings(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`rating-unknown`: an entry that is no step of its scale, or several of them; `rating-in-text`: a step in place of a text.

    Somebody who typed text and rating into each other's cells would have a rating printed as what was done.
    """
    yield from _ratings_in_texts(rule, case)
    for column in case.context.columns_of(rule, ColumnKind.RATING):
        entered = case.text(column)
        if not entered or not column.scale or column.status.key in case.rated:
            continue
        labels = [rating.label.value for rating in column.scale]
        several = ratings_in(entered.value, column.scale)
        shown = f"{column.header}「{excerpt(entered.value)}」"
        request = f"{listed(labels, _MOST_LABELS)}のどれか一つを選んでください。"
        if len(several) > 1:
            found = f"{shown}に、評価が{len(several)}つ書かれています。"
            yield case.point("rating-unknown", Severity.ERROR, column.status.key, found, request)
            continue
        likely = likely_rating(entered.value, labels)
        found = f"{shown}は選択肢にありません。{did_you_mean(likely)}"
        yield case.point("rating-unknown", Severity.ERROR, column.status.key, found, request, proposal=likely or "")


def _ratings_in_texts(rule: ContentRule, case: Case) -> Iterator[Point]:
    labels = {nfkc(rating.label.value).strip() for column in case.context.columns for rating in column.scale}
    for column in case.context.columns_of(rule, ColumnKind.TEXT):
        text = case.text(column).value
        if column.is_of_reasons and nfkc(text).strip() in labels:
            found = f"{column.header}に、評価の言葉「{excerpt(text)}」だけが書かれています。"
            request = f"{column.header}には、したことを文で書いてください（評価は評価の欄に書いてください）。"
            yield case.point("rating-in-text", Severity.ERROR, column.status.key, found, request)


def missing_reasons(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`reason-blank`: a rating that needs a reason beside texts that say nothing.

    An error, because the office's own scale calls for the reason and only the department knows it: while it can still be asked,
    the answer is not whole. (Printing later without it is the secretariat's choice, and only warned of.)
    """
    texts = _columns_of_reasons(rule, case)
    if not texts or any(_says_why(text, rule) for text in _reasons(texts, rule, case)):
        return
    places = [text.header for text in texts] + ([] if rule.columns else ["備考"])
    for column, rating in _ratings(case):
        needs = rating.id in rule.ratings if rule.ratings else rating.needs_reason
        if needs and not _holds_still(case, column, rating, texts):
            found = f"{column.header}「{rating.label}」には理由が必要ですが、文で書かれていません。"
            request = f"{listed(places)}{'のどれか' if len(places) > 1 else ''}に、その評価にした理由を書いてください。"
            yield case.point("reason-blank", Severity.ERROR, column.status.key, found, request)


def _columns_of_reasons(rule: ContentRule, case: Case) -> tuple[AnswerColumn, ...]:
    """Those that the rule names, else those of what was done: what is planned next year says nothing about last year.

    Where an office asks for nothing but plans, a reason has no other place.
    """
    texts = case.context.columns_of(rule, ColumnKind.TEXT)
    return texts if rule.columns else tuple(column for column in texts if column.is_of_reasons) or texts


def _reasons(texts: tuple[AnswerColumn, ...], rule: ContentRule, case: Case) -> Iterator[str]:
    """What may be a reason: the texts of these columns and, where the rule names none, 備考."""
    yield from (case.prose(column) for column in texts)
    if not (rule.columns or is_ditto(case.remark) or is_empty_word(case.remark)):
        yield case.remark


def _says_why(text: str, rule: ContentRule) -> bool:
    """Whether a text is more than one of the phrases of the rule, such as 「例年どおり実施した。」."""
    bare = _CLOSING.sub("", nfkc(text).strip())
    return bool(bare) and bare not in {nfkc(word) for word in rule.words}


def good_words_beside_low_ratings(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`rating-contradicts`: 「予定どおり」「順調」 beside a low rating, where no text tells of trouble."""
    low = [(column, rating) for column, rating in _ratings(case) if _is_low(rating, column, rule)]
    texts = list(case.results(rule)) if low else []
    if any(tells_trouble(text) for _, text in texts):
        return
    for text_column, text in texts:
        claimed = next((each for each in mentions(text, rule.words) if is_claimed(each)), None)
        if claimed is not None:
            yield from (_contradiction(case, column, rating, text_column, claimed) for column, rating in low)


def bad_words_beside_high_ratings(rule: ContentRule, case: Case) -> Iterator[Point]:
    """`rating-contradicts`: 「中止」「未実施」 beside the best rating, where it was not made up for."""
    high = [(column, rating) for column, rating in _ratings(case) if _is_high(rating, column, rule)]
    for text_column, text in case.results(rule) if high else ():
        reported = next((each for each in mentions(text, rule.words) if is_reported(each, text_column.year)), None)
        if reported is not None:
            yield from (_contradiction(case, column, rating, text_column, reported) for column, rating in high)


def _ratings(case: Case) -> Iterator[tuple[AnswerColumn, Rating]]:
    """The columns of ratings with a known step."""
    for column in case.context.columns:
        if (rating := case.rated.get(column.status.key)) is not None:
            yield column, rating


def _is_low(rating: Rating, column: AnswerColumn, rule: ContentRule) -> bool:
    """Whether good words beside a rating are doubted: one that needs a reason, other than the best (over the plan)."""
    return rating.id in rule.ratings if rule.ratings else rating.needs_reason and rating is not column.scale[0]


def _is_high(rating: Rating, column: AnswerColumn, rule: ContentRule) -> bool:
    """Whether bad words beside a rating are doubted: the first of its scale, unless its own label is a bad one."""
    if rule.ratings:
        return rating.id in rule.ratings
    return rating is column.scale[0] and _BAD_LABEL.search(rating.label.value) is None


def _holds_still(case: Case, column: AnswerColumn, rating: Rating, texts: tuple[AnswerColumn, ...]) -> bool:
    """Whether 変更なし stands for the reason: last time's rating was the same, and its text is there."""
    before = find_rating(case.earlier(column), column.scale)
    return case.is_unchanged and before is rating and any(case.earlier(text) for text in texts)


def _contradiction(case: Case, column: AnswerColumn, rating: Rating, text_column: AnswerColumn, mention: Mention) -> Point:
    found = f"{column.header}は「{rating.label}」ですが、{text_column.header}に「{mention.quoted()}」とあります。"
    request = "評価と文のどちらかを直してください。どちらも正しいときは、そのわけを文に書き添えてください。"
    about = case.text(text_column).value
    return case.point("rating-contradicts", Severity.WARNING, column.status.key, found, request, about=about)
