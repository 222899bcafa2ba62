"""Several forms of one member -> the one that counts: the latest, or the one that the secretariat chose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from kaigi_docs.model.decisions import QuestionKind, question_id
from kaigi_docs.model.responses import Standing
from kaigi_docs.responses.admitting import Admitted, Withdrawal
from kaigi_docs.responses.contents import says_the_same
from kaigi_docs.responses.desk import Desk, open_question


def one_each(admitted: Sequence[Admitted], withdrawals: Sequence[Withdrawal], desk: Desk) -> tuple[Admitted, ...]:
    """All forms in the same order; of each member at most one of each form counts.

    Codes: `forms-differ` (an error until it is decided), `form-superseded`, `form-taken-back` (notes).
    """
    left = [_taken_back(each, withdrawals, desk) for each in admitted]
    groups: dict[tuple[str, str], list[int]] = {}
    for at, each in enumerate(left):
        if each.standing is Standing.COUNTS:
            groups.setdefault((each.member_id, each.map.material_id), []).append(at)
    for places in groups.values():
        forms = [left[at] for at in places]
        for at, standing in zip(places, _ranked(forms, desk), strict=True):
            others = sorted((each for each in forms if each is not left[at]), key=_order, reverse=True)
            before = tuple(others) if standing is Standing.COUNTS else ()
            left[at] = replace(left[at], standing=standing, before=before)
    return tuple(left)


def _taken_back(each: Admitted, withdrawals: Sequence[Withdrawal], desk: Desk) -> Admitted:
    if each.standing is not Standing.COUNTS or not any(withdrawal.covers(each) for withdrawal in withdrawals):
        return each
    desk.findings.note("form-taken-back", each.form.where, "取り下げの連絡があったので、数えていません。")
    return replace(each, standing=Standing.WITHDRAWN)


def _ranked(forms: Sequence[Admitted], desk: Desk) -> list[Standing]:
    """The standing of each form of one member."""
    latest = [each for each in forms if not any(_is_later(other, each) for other in forms)]
    chosen = _same(latest) if _says_one_thing(latest) else _asked_copy(latest, desk)
    if chosen is None:
        return [Standing.WAITING if each in latest else _superseded(each, None, desk) for each in forms]
    at = next(place for place, each in enumerate(forms) if each is chosen)
    return [Standing.COUNTS if place == at else _superseded(each, chosen, desk) for place, each in enumerate(forms)]


def _superseded(each: Admitted, chosen: Admitted | None, desk: Desk) -> Standing:
    used = f"代わりに{chosen.form.where}を数えます。" if chosen is not None else "どれを数えるかは確認中です。"
    same = "同じ内容の回答がほかにもあります。" if chosen is not None and _says_one_thing((each, chosen)) else ""
    told = same or "同じ委員のほかの回答があるので、これは数えていません。"
    desk.findings.note("form-superseded", each.form.where, f"{told}{used}")
    return Standing.SUPERSEDED


def _is_later(one: Admitted, other: Admitted) -> bool:
    """Whether a form is known to have come after another; of a day without a time nothing is known within that day."""
    if one.received is None or other.received is None:
        return False
    if one.form.arrival.day_only or other.form.arrival.day_only:
        return one.received.date() > other.received.date()
    return _clock(one.received) > _clock(other.received)


def _clock(received: datetime) -> datetime:
    return received.replace(tzinfo=None)


def _says_one_thing(forms: Sequence[Admitted]) -> bool:
    """Whether all forms say the same."""
    return all(says_the_same(each.form, forms[0].form) for each in forms[1:])


def _same(forms: Sequence[Admitted]) -> Admitted:
    """Of forms that say the same the one that came last, as far as that is known."""
    return max(forms, key=_order)


def _order(each: Admitted) -> tuple[bool, datetime, str]:
    return each.received is not None, _clock(each.received or datetime.min), each.form.id


def _asked_copy(forms: Sequence[Admitted], desk: Desk) -> Admitted | None:
    """The form that the secretariat chose, or None while it is open."""
    places = [str(each.form.where) for each in forms]
    named = {
        place if places.count(place) == 1 else f"{place}（{each.form.id}）": each
        for place, each in zip(places, forms, strict=True)
    }
    member = desk.named(forms[0].member_id)
    question = open_question(
        question_id("form-copy", forms[0].member_id, *sorted(each.form.id for each in forms)),
        QuestionKind.FORM_COPY,
        forms[0].form.where,
        member,
        f"{member}の回答が{len(forms)}つあり、内容が違いますが、どれがあとに届いたかがわかりません。数えるものを選ぶか、"
        "「回答の受付日」を書いてください。",
        tuple(named),
    )
    decided = desk.settle(question, "forms-differ")
    if not decided:
        for each in forms[1:]:  # one thing to decide, but every form is told of in its place
            desk.findings.note("forms-differ", each.form.where, f"{member}のほかの回答と内容が違うので、まだ数えていません。")
    return named.get(decided)
