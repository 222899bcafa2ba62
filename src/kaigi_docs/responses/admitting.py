"""Which forms may count at all: of this meeting and round, genuine, somebody's, in time and not withdrawn."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time

from kaigi_docs.findings import Location
from kaigi_docs.japanese.folding import nfkc
from kaigi_docs.japanese.wareki import format_date
from kaigi_docs.model.decisions import OpenQuestion, QuestionKind, question_id
from kaigi_docs.model.form_identity import Genuineness, meeting_code
from kaigi_docs.model.form_map import FormMap
from kaigi_docs.model.meeting import DeadlineRule
from kaigi_docs.model.responses import Standing
from kaigi_docs.model.returned_forms import ReturnedForm
from kaigi_docs.responses.contents import says_the_same
from kaigi_docs.responses.desk import REFUSE, USE, Desk, open_question, quoted
from kaigi_docs.responses.signing import Owner, owner_of

COUNT, COUNT_NOT, FOR_REFERENCE = "数える", "数えない", "意見だけ載せる"
AS_ANSWER, AS_WITHDRAWAL = "回答として数える", "この委員の回答を取り下げる"
UNCHECKED = "番号を確かめずに使う"

_MANY = 3
"""Forms of which it is unlikely that each was altered."""
_WITHDRAWAL = re.compile("(?:取り?下げ?|取り?さげ|とりさげ|撤回)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Admitted:
    """A form and what is known of it.

    Attributes:
        form: as read.
        map: of its version.
        member_id: "" while nobody knows.
        by_proxy: whether somebody else answered for the member.
        standing: COUNTS where nothing speaks against it; which of several counts is told later.
        for_reference: whether its opinions go into the record although it does not count.
        likely: ids of the members one of whom it probably is, while nobody knows.
        before: other forms of the member, in whose place it counts, the latest first.
    """

    form: ReturnedForm
    map: FormMap
    member_id: str = ""
    by_proxy: bool = False
    standing: Standing = Standing.COUNTS
    for_reference: bool = False
    likely: tuple[str, ...] = ()
    before: tuple[Admitted, ...] = ()

    @property
    def received(self) -> datetime | None:
        """When it came; None while nobody knows."""
        return self.form.arrival.received


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A member takes back what came until then.

    Attributes:
        member_id: whose answers.
        received: when the word came; None for all that ever came.
    """

    member_id: str
    received: datetime | None

    def covers(self, admitted: Admitted) -> bool:
        """Whether a form is taken back: it did not come later."""
        if admitted.member_id != self.member_id:
            return False
        return self.received is None or admitted.received is None or admitted.received <= self.received


def tells_withdrawal(*texts: str) -> bool:
    """Whether one of the texts speaks of taking something back."""
    return any(_WITHDRAWAL.search(nfkc(text)) for text in texts)


def admit_forms(forms: Sequence[ReturnedForm], maps: Mapping[str, FormMap], desk: Desk) -> tuple[Admitted, ...]:
    """Every form with its standing, in the same order; each that does not count is a finding.

    Codes: `form-other-meeting`, `form-id-wrong`, `form-key-differs`, `form-late`, `form-withdrawn` (errors until they are
    decided), those of `signing`, and the notes `form-other-round`, `receipt-unknown`.
    """
    key_decided = _asked_key(forms, desk)
    owned = [_dated(_admit(Admitted(form=form, map=maps[form.version]), desk, key_decided), desk) for form in forms]
    in_time: dict[tuple[str, str], list[Admitted]] = {}
    for each in owned:
        if each.standing is Standing.COUNTS and not _is_late(each, desk):
            in_time.setdefault((each.member_id, each.map.material_id), []).append(each)
    return tuple(_in_time(each, in_time.get((each.member_id, each.map.material_id), ()), desk) for each in owned)


def _asked_key(forms: Sequence[ReturnedForm], desk: Desk) -> str | None:
    """Where no id of this meeting's forms belongs to its key: what was decided about that, "" while it is open; None else.

    One or two wrong ids may be altered; all of many are not: the key of the settings is another than that of the mailing.
    """
    bearing = [each for each in forms if each.identity is not None and not _is_of_other_meeting(each, desk)]
    signed = [each for each in bearing if each.genuineness is not Genuineness.UNSIGNED]
    if len(signed) < _MANY or any(each.genuineness is not Genuineness.WRONG for each in signed):
        return None
    question = open_question(
        question_id("form-key", meeting_code(desk.meeting.identity)),
        QuestionKind.FORM,
        Location("会議設定.xlsx", label="様式鍵"),
        "",
        f"届いた{len(signed)}通の様式の番号が、どれも会議設定.xlsx の「様式鍵」と合いません。"
        "発送したあとに「様式鍵」が変わったようです。「様式鍵」を発送したときのものに戻せば、尋ねません。戻せないときは、使うかどうかを決めてください。",
        (UNCHECKED, REFUSE),
    )
    hint = "発送したときの会議設定.xlsx の「様式鍵」を写してください（発送済み/日付/もとのファイル/会議設定.xlsx にあります）。"
    return desk.settle(question, "form-key-differs", hint)


def _admit(found: Admitted, desk: Desk, key_decided: str | None) -> Admitted:
    if _is_of_other_round(found, desk):
        return replace(found, standing=Standing.OTHER_ROUND)
    trusts_id = True
    if _is_of_other_meeting(found.form, desk):
        standing = _allowed(found.form, "form-other-meeting", "別の会議の様式の番号が付いています。使いますか。", desk)
        if standing is Standing.WAITING:
            return replace(found, standing=Standing.OTHER_MEETING, likely=_bearers(found.form, desk))
        if standing is Standing.REFUSED:
            return replace(found, standing=standing)
        trusts_id = found.form.genuineness is Genuineness.GENUINE  # the folder got another name: the key is the same
    elif found.form.genuineness is Genuineness.WRONG:
        owner = owner_of(found.form, desk.aside())
        standing = _with_wrong_id(found.form, owner, desk, key_decided)
        if standing is not Standing.COUNTS:
            likely = owner.likely if standing is Standing.WAITING else ()
            return replace(found, member_id=owner.member_id, standing=standing, likely=likely)
    owner = owner_of(found.form, desk, trusts_id=trusts_id)
    owned = replace(found, member_id=owner.member_id, by_proxy=owner.by_proxy, standing=owner.standing, likely=owner.likely)
    return _not_withdrawn(owned, desk)


def _with_wrong_id(form: ReturnedForm, owner: Owner, desk: Desk, key_decided: str | None) -> Standing:
    """What was decided about a form whose id does not belong to the key: about that form, or about the key."""
    if key_decided is None:
        message = "様式の番号が、この会議で作ったものと合いません。写し間違いか、作り変えられたものです。使いますか。"
        return _allowed(form, "form-id-wrong", message, desk, desk.named(owner.member_id))
    desk.findings.note("form-id-wrong", form.where, "様式の番号を「様式鍵」で確かめられません。")
    return {UNCHECKED: Standing.COUNTS, REFUSE: Standing.REFUSED}.get(key_decided, Standing.WAITING)


def _bearers(form: ReturnedForm, desk: Desk) -> tuple[str, ...]:
    """The members of this meeting whom the id or the name on a form of another meeting may mean."""
    found = (owner_of(form, desk.aside(), trusts_id=trusts_id) for trusts_id in (True, False))
    return tuple(dict.fromkeys(each for owner in found for each in (owner.member_id, *owner.likely) if each))


def _is_of_other_round(found: Admitted, desk: Desk) -> bool:
    """Whether a form asks what another round asks; no question, because it counts when that round is looked at."""
    asking = desk.meeting.asking
    same = found.map.round_id in ("", asking.id) or not asking.id
    if same and found.map.material_id in asking.form_ids:
        return False
    named = f"「{found.map.round_id}」の回の" if found.map.round_id else "この回では配っていない"
    message = f"{named}様式（{found.map.title}）なので、今回は数えていません。"
    desk.findings.note("form-other-round", found.form.where, message)
    return True


def _is_of_other_meeting(form: ReturnedForm, desk: Desk) -> bool:
    return form.identity is not None and form.identity.meeting != meeting_code(desk.meeting.identity)


def _allowed(form: ReturnedForm, code: str, found: str, desk: Desk, subject: str = "") -> Standing:
    """COUNTS where the secretariat lets a doubtful form in, REFUSED where not, WAITING while it is open."""
    sender = quoted(form.arrival.sender) if form.arrival.sender else ""
    names = f"氏名は{quoted(form.name.value)}" if form.name else "氏名はありません"
    said = f"{found}（{names}{'、差出人は' if sender else ''}{sender}）"
    bears = form.identity.text if form.identity is not None else ""
    question = open_question(
        question_id("form", code, form.id, bears),
        QuestionKind.FORM,
        form.where,
        subject or form.name.value.strip(),
        said,
        (USE, REFUSE),
    )
    decided = desk.settle(question, code)
    return {USE: Standing.COUNTS, REFUSE: Standing.REFUSED}.get(decided, Standing.WAITING)


def withdrawal_in(form: ReturnedForm) -> str:
    """The first text with a form that speaks of taking something back, or ""."""
    texts = (form.arrival.subject, *(text.value for text in form.beside))
    return next((each for each in texts if tells_withdrawal(each)), "")


def _not_withdrawn(found: Admitted, desk: Desk) -> Admitted:
    """A form that is not known to take back anything."""
    text = withdrawal_in(found.form)
    if found.standing is not Standing.COUNTS or not text:
        return found
    question = open_question(
        question_id("withdrawn", found.form.id, text),
        QuestionKind.WORDS,
        found.form.where,
        desk.named(found.member_id),
        f"取り下げのことが書かれています：{quoted(text)}。どう扱いますか。",
        (AS_ANSWER, AS_WITHDRAWAL, REFUSE),
    )
    decided = desk.settle(question, "form-withdrawn")
    standings = {AS_ANSWER: Standing.COUNTS, AS_WITHDRAWAL: Standing.WITHDRAWN, REFUSE: Standing.REFUSED}
    return replace(found, standing=standings.get(decided, Standing.WAITING))


def withdrawals_of(admitted: Sequence[Admitted]) -> tuple[Withdrawal, ...]:
    """What forms take back that themselves say so."""
    said = (each for each in admitted if each.standing is Standing.WITHDRAWN)
    return tuple(Withdrawal(each.member_id, each.received) for each in said)


def _is_late(found: Admitted, desk: Desk) -> bool:
    return found.received is not None and found.received.date() > desk.meeting.asking.deadline


def _in_time(found: Admitted, others: Sequence[Admitted], desk: Desk) -> Admitted:
    """A form after the deadline counts by decision only; nobody is asked about one that says what another said in time.

    Args:
        found: the form.
        others: of the same member, in time.
        desk: takes the question.
    """
    if found.standing is not Standing.COUNTS or found.received is None or not _is_late(found, desk):
        return found
    first = next((each for each in others if says_the_same(each.form, found.form)), None)
    if first is not None:
        message = f"締切のあとに届きましたが、{first.form.where}と同じ内容です。そちらを数えます。"
        desk.findings.note("form-late", found.form.where, message)
        return replace(found, standing=Standing.SUPERSEDED)
    decided = _asked_late(found, found.received, desk)
    standing = {COUNT: Standing.COUNTS, COUNT_NOT: Standing.LATE, FOR_REFERENCE: Standing.LATE}.get(decided, Standing.WAITING)
    return replace(found, standing=standing, for_reference=decided == FOR_REFERENCE)


def _dated(found: Admitted, desk: Desk) -> Admitted:
    """A form with the day that the secretariat wrote where nothing else tells it; in time as long as none is known."""
    if found.standing is not Standing.COUNTS or found.received is not None:
        return found
    question = OpenQuestion(
        id=question_id("form-receipt", found.form.id),
        kind=QuestionKind.FORM_RECEIPT,
        where=found.form.where,
        subject=desk.named(found.member_id),
        found="この回答を受け取った日を書いてください（メールのまま「回答」フォルダに入れると、自動でわかります）。",
    )
    desk.questions.append(question)
    decision = desk.decisions.answers.get(question.id)
    if decision is None or decision.day is None:
        message = "受け取った日がわからないので、期限内に届いたものとして数えています。"
        desk.findings.note("receipt-unknown", found.form.where, message)
        return found
    arrival = replace(found.form.arrival, received=datetime.combine(decision.day, time()), day_only=True)
    return replace(found, form=replace(found.form, arrival=arrival))


def _asked_late(found: Admitted, received: datetime, desk: Desk) -> str:
    digits = desk.meeting.style.digits
    deadline, day = (format_date(each, digits) for each in (desk.meeting.asking.deadline, received.date()))
    by_postmark = desk.meeting.dispatch.deadline_rule is DeadlineRule.POSTMARK and "郵送" in found.form.arrival.method
    postmark = "締切は消印有効なので、消印の日を確かめてください。" if by_postmark else ""
    question = open_question(
        question_id("late", found.form.id, day, deadline),
        QuestionKind.LATE,
        found.form.where,
        desk.named(found.member_id),
        f"締切（{deadline}）のあと、{day}に届きました。{postmark}数えますか。",
        (COUNT, COUNT_NOT, FOR_REFERENCE),
    )
    return desk.settle(question, "form-late")
