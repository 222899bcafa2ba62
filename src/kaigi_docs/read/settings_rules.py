"""Rules over what the settings book says, beyond single cells."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date, timedelta
from itertools import chain, combinations

from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.holidays import KNOWN_YEARS, holiday_name
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.japanese.wareki import FiscalYear, format_date
from kaigi_docs.model.meeting import (
    AgendaItem,
    AgendaKind,
    AskedPer,
    Department,
    Material,
    MaterialKind,
    MeasureScope,
    Member,
    Question,
    QuestionKind,
)
from kaigi_docs.model.numbering import forms_of
from kaigi_docs.read.cells import listed
from kaigi_docs.read.rows import Row

ANSWERING_DAYS = 14
"""Fewer days between 発送日 and 締切 are too few, with the mail on its way both times."""


def check_dates(basics: Row, findings: Findings) -> None:
    """The deadline against the calendar and the day on which the papers leave; that day against the date on the papers."""
    deadline, issued, sent = (basics.get(header, date) for header in ("締切", "発行日", "発送日"))
    if deadline is not None:
        leaving = ("発送日", sent) if sent is not None else ("発行日", issued)
        check_deadline(deadline, leaving, basics.place("締切"), findings)
    if issued is not None and sent is not None and sent < issued:
        message = f"発送日の{format_date(sent, DigitWidth.HALF)}が、発行日の{format_date(issued, DigitWidth.HALF)}より前です。"
        findings.warn("dispatch-before-issue", basics.place("発送日"), message, "どちらかの日付を確かめてください。")


def check_year(basics: Row, findings: Findings) -> None:
    """年度 against that of the papers and of the deadline: a book copied from last year says the old one."""
    year = basics.get("年度", FiscalYear)
    days = [(header, day) for header in ("発行日", "締切") if (day := basics.get(header, date)) is not None]
    if year is None or not days or any(FiscalYear.of(day) == year for _, day in days):
        return
    header, day = days[0]
    message = f"年度は{year.label(DigitWidth.HALF)}ですが、{header}の{format_date(day, DigitWidth.HALF)}は"
    message += f"{FiscalYear.of(day).label(DigitWidth.HALF)}です。"
    findings.warn("fiscal-year-differs", basics.place("年度"), message, "どちらかを直すか、このままでよいか確かめてください。")


def check_contacts(basics: Row, materials: Sequence[Material], findings: Findings) -> None:
    """Who sends the papers, where answers go and whom to ask: what 送付文書 and 回答書 cannot do without."""
    kinds = {material.kind for material in materials}
    if MaterialKind.DISPATCH_LETTER in kinds and not basics.text("発信者") and not basics.text("事務局名"):
        message = "発信者も事務局名も空なので、送付文書に、出す人の名前が印刷されません。"
        findings.warn("sender-blank", basics.place("発信者"), message, "どちらかを書いてください。")
    if not kinds & {MaterialKind.DISPATCH_LETTER, MaterialKind.RESPONSE_FORM}:
        return
    if not any(basics.text(way) for way in ("住所", "FAX", "メール")):
        message = "住所、FAX、メールがどれも空なので、回答の送り先が印刷されません。"
        findings.warn("return-address-blank", basics.place("住所"), message, "回答を受け取る先を書いてください。")
    if not any(basics.text(way) for way in ("電話", "メール")):
        message = "電話もメールも空なので、問い合わせ先が印刷されません。"
        findings.warn("contact-blank", basics.place("電話"), message, "どちらかを書いてください。")


def check_mail(basics: Row, findings: Findings) -> None:
    """An address that no mail reaches, full-width ＠ among them."""
    mail = basics.text("メール")
    if mail and not re.fullmatch(r"[\x21-\x7e]+@[\x21-\x7e]+\.[A-Za-z]+", mail.value.strip()):
        message = f"メール「{mail}」は、メールアドレスの形ではありません。"
        findings.warn(
            "mail-invalid", basics.place("メール"), message, "半角の英数字で、kaigi@city.example.jp のように書いてください。"
        )


def check_roles(members: Sequence[Member], findings: Findings) -> None:
    """There is one 会長."""
    chairs = [member for member in members if fold_name(member.role.value) == "会長"]
    if len(chairs) > 1:
        message = f"会長が{len(chairs)}人います（{listed(member.name.value for member in chairs)}）。"
        findings.warn("chair-twice", chairs[1].role.where, message, "「役」を確かめてください。")


def check_deadline(deadline: date, leaving: tuple[str, date | None], where: Location, findings: Findings) -> None:
    """Closed days, and whether the members have time enough.

    Args:
        deadline: until when answers are due.
        leaving: the item that says when the papers leave the office, and its day.
        where: the cell of the deadline.
        findings: takes what was found.
    """
    check_open("締切", deadline, where, findings)
    shown = format_date(deadline, DigitWidth.HALF, weekday=True)
    name, day = leaving
    if day is None:
        return
    if deadline < day:
        message = f"締切の{shown}が、{name}の{format_date(day, DigitWidth.HALF)}より前です。"
        findings.error("deadline-before-issue", where, message, "どちらかの日付を直してください。")
    elif deadline - day < timedelta(days=ANSWERING_DAYS):
        days = (deadline - day).days
        message = f"{name}から締切の{shown}まで{days}日しかありません。"
        hint = f"郵便の往復を考えて、{ANSWERING_DAYS}日以上空けることをお勧めします。"
        findings.warn("deadline-soon", where, message, hint)


def check_open(name: str, day: date, where: Location, findings: Findings) -> None:
    """A warning where something is due on a day on which the office is closed, or that may be a holiday for all that is known."""
    shown = format_date(day, DigitWidth.HALF, weekday=True)
    holiday = _closed_as(day)
    if holiday is not None:
        findings.warn(
            "deadline-holiday",
            where,
            f"{name}の{shown}は{holiday}です。",
            "開庁している日にするか、このままでよいか確かめてください。",
        )
    elif day.weekday() >= 5:
        findings.warn(
            "deadline-weekend", where, f"{name}の{shown}は閉庁日です。", "平日にするか、このままでよいか確かめてください。"
        )
    elif day.year not in KNOWN_YEARS:
        message = f"{day.year}年の祝日は未公表か、この版に入っていません。{name}の{shown}が祝日かどうかは確かめていません。"
        findings.warn("holidays-unknown", where, message, "内閣府の「国民の祝日」で確かめてください。")


def check_inquiry(basics: Row, findings: Findings) -> None:
    """The dates of 照会 and of the letters after the answers: on open days, in their order, 照会 before the papers are made.

    A department that answered early may be asked about its answers before 調査票の締切.
    """
    orders = (
        ("照会日", "調査票の締切", "再依頼日", "再依頼の締切"),
        ("照会日", "確認依頼日", "確認依頼の締切"),
        ("委員への再依頼日", "委員への再依頼の締切"),
        ("意見の照会日", "意見の照会の締切"),
    )
    days = {name: day for name in dict.fromkeys(chain(*orders)) if (day := basics.get(name, date)) is not None}
    for name in (each for each in days if each.endswith("締切")):
        check_open(name, days[name], basics.place(name), findings)
    for earlier, later in chain.from_iterable(combinations(names, 2) for names in orders):
        if earlier in days and later in days and days[later] < days[earlier]:
            shown = f"{later}の{format_date(days[later], DigitWidth.HALF)}"
            message = f"{shown}が、{earlier}の{format_date(days[earlier], DigitWidth.HALF)}より前です。"
            findings.error("inquiry-out-of-order", basics.place(later), message, "どちらかの日付を直してください。")
    issued = basics.get("発行日", date)
    if issued is not None and "調査票の締切" in days and days["調査票の締切"] > issued:
        message = f"調査票の締切が、資料の発行日（{format_date(issued, DigitWidth.HALF)}）より後です。"
        findings.warn("inquiry-late", basics.place("調査票の締切"), message, "どちらかの日付を確かめてください。")


def _closed_as(day: date) -> str | None:
    """What closes the office on a day besides the weekend: a holiday's name or 年末年始; or None."""
    if (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3):
        return "年末年始の閉庁日"
    name = holiday_name(day)
    return f"祝日（{name}）" if name is not None else None


def check_named(materials: Sequence[Material], known: Collection[str], agenda_rows: Sequence[Row], findings: Findings) -> None:
    """Tables that no agenda item names; letter and form need no item."""
    named = {material_id for row in agenda_rows for material_id in row.words("資料ID")}
    if not named.issubset(known):
        return  # an id that is wrong was reported; it may be the one of the table
    for material in materials:
        if material.kind is MaterialKind.MEASURES and material.id not in named:
            message = f"資料「{material.title}」（{material.id}）は、どの議題にも出てきません。"
            where = material.where or agenda_rows[0].place("資料ID")
            findings.warn("material-unused", where, message, f"議題の資料IDに{material.id}を加えてください。")


def check_forms(materials: Sequence[Material], questions: Sequence[Question], findings: Findings) -> None:
    """Whether there is a form for the questions, and a question for each form."""
    forms = forms_of(materials)
    if questions and materials and not forms:
        where = materials[-1].where
        hint = "種類が「回答書」の行を加えてください。"
        findings.warn("response-form-missing", where, "設問がありますが、資料に回答書がありません。", hint)
    asked = {question.form_id for question in questions}
    for form in forms[1:]:
        if form.id not in asked:
            message = f"「{form.title}」（{form.id}）に載せる設問がありません。"
            hint = f"「設問」シートの「回答書の資料ID」に {form.id} と書いた設問を加えるか、この行を消してください。"
            findings.error("response-form-empty", form.where, message, hint)


def check_scopes(materials: Sequence[Material], departments: Sequence[Department], findings: Findings) -> None:
    """Tables of the 所管課's measures need to know which 課 that is."""
    if any(department.own for department in departments) or not departments:
        return
    for material in materials:
        if material.measures_of in (MeasureScope.OWN, MeasureScope.OTHERS):
            message = f"資料「{material.title}」は所管課かどうかで事業を分けますが、所管課がありません。"
            findings.warn(
                "own-department-missing", material.where, message, "「担当課」シートで所管課に「はい」と書いてください。"
            )


def check_votes(questions: Sequence[Question], agenda: Sequence[AgendaItem], findings: Findings) -> None:
    """報告事項 are never voted on."""
    reports = {item.id for item in agenda if item.kind is AgendaKind.REPORT}
    for question in questions:
        voted = [item_id for item_id in question.item_ids if item_id in reports]
        if question.kind is QuestionKind.VOTE and voted:
            message = f"設問{question.id}は、報告事項{listed(voted)}の表決になっています。報告事項は採決しません。"
            findings.warn("vote-on-report", question.where, message, "議題の種類か、設問の種類を直してください。")


def check_motions(agenda: Sequence[AgendaItem], question_rows: Sequence[Row], findings: Findings) -> None:
    """議案 that no 表決 covers, by itself, with the item that it is a part of, or by all of its own parts."""
    votes = [row for row in question_rows if row.choice("種類", QuestionKind.VOTE) is QuestionKind.VOTE]
    voted = {item_id for row in votes for item_id in row.words("議題ID")}
    if not voted <= {item.id for item in agenda}:
        return  # an id that is wrong was reported; it may be the one of the 議案
    for item in (item for item in agenda if item.kind is AgendaKind.MOTION):
        parts = [part.id for part in agenda if part.parent_id == item.id]
        if voted & {item.id, item.parent_id} or (parts and voted.issuperset(parts)):
            continue
        message = f"議案「{item.title}」（{item.id}）の賛否を尋ねる設問がありません。"
        hint = f"「設問」シートに、種類が「表決」、議題IDが「{item.id}」の行を加えてください。"
        findings.warn("motion-without-vote", item.where, message, hint)


def check_question(question: Question, row: Row, findings: Findings) -> None:
    """What a question of its kind cannot do without."""
    chosen = (QuestionKind.SINGLE, QuestionKind.MULTIPLE, QuestionKind.VOTE, QuestionKind.SCORE)
    if question.kind in chosen and len(question.choices) < 2 and "選択肢" not in row.values:
        findings.error("cell-required", row.place("選択肢"), "選択肢が空です。", "選ぶ言葉を「／」で区切って書いてください。")
    elif question.kind in chosen and len(question.choices) < 2:
        message = f"選択肢が{listed(choice.value for choice in question.choices)}の一つだけです。"
        findings.error("choices-too-few", row.place("選択肢"), message, "「／」で区切って二つ以上書いてください。")
    if question.kind is QuestionKind.COMMENT_TABLE and question.per is not AskedPer.QUESTION:
        message = "種類が「意見の表」のとき、対象は「全体」だけです（回答書の全体にひとつの表を印刷します）。"
        hint = "対象を「全体」にしてください。議題や事業ごとに尋ねるときは、種類を「意見」にしてください。"
        findings.error("question-per-unsupported", row.place("対象"), message, hint)
    if not question.title and not question.item_ids and "議題ID" not in row.values:
        findings.error("cell-required", row.place("問い"), "問いも議題IDも空です。", "どちらかを書いてください。")
    elif question.per is AskedPer.ITEM and "議題ID" not in row.values:
        findings.error(
            "cell-required", row.place("議題ID"), "「議題ごと」に尋ねる設問の議題IDが空です。", "議題IDを書いてください。"
        )


def check_department_names(departments: Sequence[Department], findings: Findings) -> None:
    """No spelling may mean two departments, or their measures could not be told apart."""
    owners: dict[str, Department] = {}
    for department in departments:
        for name in dict.fromkeys((department.name.value, *department.variants)):
            owner = owners.setdefault(fold_name(name), department)
            if owner is not department:
                message = f"「{name}」は「{owner.name}」（{owner.id}）も指す書き方です。"
                findings.error("name-duplicate", department.name.where, message, "どちらか一つの課だけに書いてください。")
