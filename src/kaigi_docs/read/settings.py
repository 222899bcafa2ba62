"""The settings book (会議設定.xlsx) -> Meeting, and everything that is wrong in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kaigi_docs.blocks import Paper
from kaigi_docs.declarations import settings as sheets
from kaigi_docs.declarations.content_rules import CONTENT_RULES
from kaigi_docs.declarations.look import LOOK
from kaigi_docs.declarations.mailing import LABEL_SHEETS
from kaigi_docs.declarations.online import ONLINE_COLUMNS
from kaigi_docs.declarations.placeholders import PLACEHOLDER_SHEET
from kaigi_docs.declarations.plan import COLUMNS, POLICIES, RATINGS
from kaigi_docs.declarations.reorganizations import REORGANIZATIONS
from kaigi_docs.declarations.rounds import RECUSALS, ROUNDS
from kaigi_docs.findings import Findings, Location
from kaigi_docs.japanese.wareki import FiscalYear
from kaigi_docs.labels import LabelSheet
from kaigi_docs.model.content_rules import ContentRule
from kaigi_docs.model.meeting import (
    FOLLOW_UP_NO,
    Access,
    AgendaItem,
    AgendaKind,
    Department,
    HouseStyle,
    Inquiry,
    Material,
    MaterialKind,
    MeasureColumn,
    MeasureScope,
    Meeting,
    Member,
    PageNumbering,
    Policy,
    PrintOrder,
    Question,
    Rating,
    Reorganization,
    Secretariat,
    Sides,
    Staple,
    WordingRow,
    YearOrder,
)
from kaigi_docs.model.online import OnlineColumn
from kaigi_docs.model.rounds import Recusal, Round
from kaigi_docs.model.text import Text
from kaigi_docs.model.titles import with_filled_titles
from kaigi_docs.read import defaults, plan, rounds_rules, settings_rules
from kaigi_docs.read.cells import is_filled, listed, normalised_number
from kaigi_docs.read.content_rules import read_content_rules
from kaigi_docs.read.essentials import NO_BASICS, drafted_essentials, read_essentials
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.mailing import read_dispatch, read_label_sheets
from kaigi_docs.read.online import read_online_columns
from kaigi_docs.read.people import read_departments, read_follow_up, read_members
from kaigi_docs.read.questions import read_questions
from kaigi_docs.read.references import Targets, known_references, read_parents
from kaigi_docs.read.reorganizations import department_targets, read_reorganizations, with_former_names
from kaigi_docs.read.rounds import member_targets, present_round, read_recusals, read_rounds
from kaigi_docs.read.rows import Row, report_twice, type_rows
from kaigi_docs.read.settings_targets import form_targets, ids_referred_to, item_targets, material_targets, question_targets
from kaigi_docs.read.settings_wording import read_wording
from kaigi_docs.read.tables import read_tables
from kaigi_docs.read.theme import Look, read_look
from kaigi_docs.sheets import LISTS_SHEET


@dataclass(frozen=True, slots=True)
class SettingsParts:
    """What the sheets say, before the meeting itself is known to be complete; enough to read the measure book against.

    Attributes:
        basics: the 会議 sheet, None where it cannot be read.
        fiscal_year: None where neither it nor a date can be read.
        look: what the 体裁 sheet asks for.
        policy_targets: what the measure book may refer to.
    """

    basics: Row | None
    fiscal_year: FiscalYear | None
    look: Look
    style: HouseStyle
    materials: tuple[Material, ...]
    agenda: tuple[AgendaItem, ...]
    questions: tuple[Question, ...]
    members: tuple[Member, ...]
    departments: tuple[Department, ...]
    reorganizations: tuple[Reorganization, ...]
    ratings: tuple[Rating, ...]
    policies: tuple[Policy, ...]
    policy_targets: Targets
    measure_columns: tuple[MeasureColumn, ...]
    content_rules: tuple[ContentRule, ...]
    wording: tuple[WordingRow, ...]
    label_sheets: tuple[LabelSheet, ...]
    rounds: tuple[Round, ...] = ()
    round_id: str = ""
    recusals: tuple[Recusal, ...] = ()
    online_columns: tuple[OnlineColumn, ...] = ()


def read_settings(book: GridBook, meeting_id: str, *, has_measures: bool = True) -> tuple[Meeting | None, Findings]:
    """The meeting that the settings book describes, and all that is wrong in it.

    Args:
        book: 会議設定.xlsx as found.
        meeting_id: name of the meeting folder.
        has_measures: whether the folder has measures; without them the default packet has no table of measures.

    Returns:
        The meeting, also when other rows have errors (those rows are left out); None only when 会議名, 回 or 締切 cannot be read.
    """
    parts, findings = read_settings_parts(book, has_measures=has_measures)
    return (assemble(parts, meeting_id, findings) if parts is not None else None), findings


def read_settings_parts(
    book: GridBook, *, has_measures: bool = True, keep_faulty: bool = False
) -> tuple[SettingsParts | None, Findings]:
    """What the sheets say and all that is wrong in them but for the deadline; None where the book is empty.

    Rows with errors are left out, so that the files that depend on the others can be read and all faults gathered; in a draft
    (`keep_faulty`) they stay, those of the 列 sheet apart, whose names must be sound.
    """
    findings = Findings()
    if not any(is_filled(cell) for sheet in book.sheets for cell in sheet.cells.values()):
        hint = "kaigi new で作り直して、書き込んでください。ほかの確認は、これを直してから行います。"
        findings.error("book-empty", Location(book.file), "何も書かれていません。", hint)
        return None, findings
    parts = _read_parts(book, has_measures, findings, keep_faulty=keep_faulty)
    settings_rules.check_forms(parts.materials, parts.questions, findings)
    settings_rules.check_scopes(parts.materials, parts.departments, findings)
    settings_rules.check_votes(parts.questions, parts.agenda, findings)
    rounds_rules.check_rounds(parts.rounds, parts.materials, findings)
    rounds_rules.check_recusals(parts.recusals, parts.questions, parts.members, findings)
    rounds_rules.check_voters(parts.members, parts.questions, parts.rounds, findings)
    rounds_rules.check_member_names(parts.members, findings)
    return parts, findings


def read_measure_layout(book: GridBook) -> tuple[tuple[MeasureColumn, ...], tuple[Rating, ...]]:
    """The columns and ratings that 施策一覧.xlsx must have for this settings book, faults apart: what a new book is made from."""
    parts = _read_parts(book, True, Findings())
    return parts.measure_columns, parts.ratings


def _read_parts(book: GridBook, has_measures: bool, findings: Findings, *, keep_faulty: bool = False) -> SettingsParts:
    """Every sheet in the order in which one refers to the other, with defaults for what is empty."""
    rows = _read_rows(book, findings, keep_faulty)
    basics = rows[sheets.MEETING.title][0] if rows[sheets.MEETING.title] else None
    plan_name = basics.text("計画名").value.strip() if basics is not None else ""
    look = read_look(rows[LOOK.title][0] if rows[LOOK.title] else None)
    style = _read_style(basics, look) if basics is not None else HouseStyle()
    year = _fiscal_year(basics) if basics is not None else None

    material_rows, agenda_rows = rows[sheets.MATERIALS.title], rows[sheets.AGENDA.title]
    question_rows, policy_rows = rows[sheets.QUESTIONS.title], rows[POLICIES.title]
    policy_targets = plan.row_targets(policy_rows)
    materials = _read_materials(material_rows, policy_targets, findings)
    materials = materials if material_rows else defaults.default_materials(plan_name, has_measures=has_measures)
    citable = material_targets(material_rows, materials, style)
    agenda = _read_agenda(agenda_rows, citable, findings)
    agenda = agenda if agenda_rows else defaults.default_agenda(plan_name, materials)
    if agenda_rows:
        settings_rules.check_named(materials, citable.ids, agenda_rows, findings)
    items = item_targets(agenda_rows, agenda)
    forms = form_targets(material_rows, materials)
    questions = read_questions(question_rows, items, forms, findings)
    if question_rows:
        settings_rules.check_motions(agenda, question_rows, findings)
    ratings = plan.read_ratings(rows[RATINGS.title], findings) if rows[RATINGS.title] else defaults.default_ratings()
    columns = plan.read_columns(rows[COLUMNS.title], citable, ratings, findings)
    columns = columns if rows[COLUMNS.title] else defaults.default_columns(ratings)
    departments = read_departments(rows[sheets.DEPARTMENTS.title], findings)
    reorganizations = read_reorganizations(
        rows[REORGANIZATIONS.title], department_targets(rows[sheets.DEPARTMENTS.title]), departments, findings
    )
    questions = questions if question_rows else defaults.default_questions(agenda)
    rounds = read_rounds(rows[ROUNDS.title], basics or NO_BASICS, forms, materials, findings)
    return SettingsParts(
        basics=basics,
        fiscal_year=year,
        look=look,
        style=style,
        materials=materials,
        agenda=agenda,
        questions=questions,
        members=read_members(rows[sheets.MEMBERS.title], findings),
        departments=with_former_names(departments, reorganizations),
        reorganizations=reorganizations,
        ratings=ratings,
        policies=plan.read_policies(policy_rows, findings),
        policy_targets=policy_targets,
        measure_columns=plan.with_years(columns, year, style.digits, findings),
        content_rules=read_content_rules(rows[CONTENT_RULES.title], columns, ratings, findings),
        wording=read_wording(rows[sheets.WORDING.title], items, forms, findings, "opening" if keep_faulty else ""),
        label_sheets=read_label_sheets(rows[LABEL_SHEETS.title], findings),
        rounds=rounds,
        round_id=present_round(basics or NO_BASICS, rounds, findings),
        online_columns=read_online_columns(
            rows[ONLINE_COLUMNS.title], question_targets(question_rows, questions), questions, findings
        ),
        recusals=read_recusals(rows[RECUSALS.title], member_targets(rows[sheets.MEMBERS.title]), items, findings),
    )


def _read_rows(book: GridBook, findings: Findings, keep_faulty: bool) -> dict[str, tuple[Row, ...]]:
    """The typed rows of every sheet; a required sheet without rows is a finding, defaults that were taken a note."""
    tables = read_tables(book, sheets.SETTINGS_SHEETS, (sheets.GUIDE_SHEET, PLACEHOLDER_SHEET, LISTS_SHEET), findings)
    for declaration in sheets.SETTINGS_SHEETS:
        table = tables[declaration.title]
        if declaration.required and table.is_empty(declaration):
            hint = f"「{declaration.title}」シートに書き込んでください。"
            findings.error("sheet-empty", table.where, f"{declaration.noun}がひとつも書かれていません。", hint)
    empty = [d for d in sheets.SETTINGS_SHEETS if d.when_empty and not d.often_empty and not tables[d.title].rows]
    if empty:
        message = f"{listed((d.title for d in empty), len(empty))}シートが空なので、決まった内容で作ります。"
        hint = f"その内容は「{sheets.GUIDE_SHEET}」シートの表にあります。"
        findings.note("default-used", Location(book.file), message, hint)
    wanted = ids_referred_to(tables)
    ids = {d.title: d.id_field.prefix for d in sheets.SETTINGS_SHEETS if d.id_field is not None}
    return {
        d.title: type_rows(
            tables[d.title], d, findings, wanted.get(ids.get(d.title, ""), ()), keep_faulty=keep_faulty and d is not COLUMNS
        )
        for d in sheets.SETTINGS_SHEETS
    }


def assemble(parts: SettingsParts, meeting_id: str, findings: Findings, *, for_draft: bool = False) -> Meeting | None:
    """The meeting, or None when 会議名, 回 or 締切 is missing, never in a draft; takes what is wrong with the deadline."""
    basics = parts.basics or (NO_BASICS if for_draft else None)
    if basics is None:
        return None
    read = drafted_essentials if for_draft else read_essentials
    essentials = read(basics, parts.fiscal_year)
    document_no = basics.text("文書番号")
    issue_date = basics.get("発行日", date)
    settings_rules.check_dates(basics, findings)
    settings_rules.check_year(basics, findings)
    settings_rules.check_inquiry(basics, findings)
    if essentials is None:
        return None
    settings_rules.check_contacts(basics, parts.materials, findings)
    settings_rules.check_mail(basics, findings)
    settings_rules.check_roles(parts.members, findings)
    meeting = Meeting(
        id=meeting_id,
        name=essentials.name,
        round=essentials.round,
        fiscal_year=essentials.fiscal_year,
        deadline=essentials.deadline,
        deadline_where=basics.place("締切"),
        issue_date=issue_date,
        document_no=Text("", document_no.where) if _says_none(document_no) else document_no,
        numbered=not _says_none(document_no),
        sender=basics.text("発信者"),
        plan_name=basics.text("計画名"),
        dispatch=read_dispatch(basics, parts.label_sheets, findings),
        inquiry=_read_inquiry(basics),
        secretariat=_read_secretariat(basics),
        style=parts.style,
        agenda=parts.agenda,
        materials=parts.materials,
        questions=parts.questions,
        members=parts.members,
        departments=parts.departments,
        reorganizations=parts.reorganizations,
        ratings=parts.ratings,
        policies=parts.policies,
        measure_columns=parts.measure_columns,
        content_rules=parts.content_rules,
        wording=parts.wording,
        form_key=basics.text("様式鍵").value.strip(),
        rounds=parts.rounds,
        round_id=parts.round_id,
        recusals=parts.recusals,
        online_columns=parts.online_columns,
        follow_up=read_follow_up(basics),
        as_typed=essentials.as_typed,
    )
    return with_filled_titles(meeting, findings)


def _says_none(entered: Text) -> bool:
    """Whether an item is answered with 「なし」."""
    return entered.value.strip() == "なし"


def _fiscal_year(basics: Row) -> FiscalYear | None:
    """The year entered, else that of 発行日, else that of 締切."""
    entered = basics.get("年度", FiscalYear)
    day = basics.get("発行日", date) or basics.get("締切", date)
    return entered or (FiscalYear.of(day) if day is not None else None)


def _read_inquiry(basics: Row) -> Inquiry:
    document_no, follow_up_no = basics.text("照会の文書番号"), basics.text("確認依頼と再依頼の番号")
    return Inquiry(
        issued_on=basics.get("照会日", date),
        document_no=Text("", document_no.where) if _says_none(document_no) else document_no,
        numbered=not _says_none(document_no),
        sender=basics.text("照会の発信者"),
        subject=basics.text("照会の件名"),
        due=basics.get("調査票の締切", date),
        due_where=basics.place("調査票の締切"),
        query_on=basics.get("確認依頼日", date),
        query_due=basics.get("確認依頼の締切", date),
        reminded_on=basics.get("再依頼日", date),
        reminder_due=basics.get("再依頼の締切", date),
        follow_up_no=Text("", follow_up_no.where) if _says_none(follow_up_no) else follow_up_no or Text(FOLLOW_UP_NO),
        return_to=basics.text("調査票の提出先"),
    )


def _read_secretariat(basics: Row) -> Secretariat:
    return Secretariat(
        name=basics.text("事務局名"),
        postal_code=basics.text("郵便番号"),
        address=basics.text("住所"),
        contact=basics.text("担当者"),
        phone=basics.text("電話"),
        fax=basics.text("FAX"),
        mail=basics.text("メール"),
    )


def _read_style(basics: Row, look: Look) -> HouseStyle:
    """The habits of the 会議 sheet; item numbers that it leaves open are those of the look."""
    usual = HouseStyle()
    levels = ("番号の書き方（見出し）", "番号の書き方（項目）", "番号の書き方（小項目）")
    return HouseStyle(
        item_glyphs=tuple(basics.text(level, glyph).value for level, glyph in zip(levels, look.theme.item_glyphs, strict=True)),
        digits=basics.choice("数字の幅", usual.digits),
        pages=basics.choice("ページ番号", PageNumbering.PER_MATERIAL),
        years=basics.choice("年の並び", YearOrder.NEWEST_FIRST),
        honorific=basics.text("敬称", usual.honorific.value),
        honorific_in_roster=basics.flag("名簿の敬称"),
    )


def _read_materials(rows: Sequence[Row], policies: Targets, findings: Findings) -> tuple[Material, ...]:
    report_twice(
        rows,
        lambda row: normalised_number(row.text("資料番号").value),
        "資料番号",
        lambda _, place, message, hint: findings.error("material-no-duplicate", place, message, hint),
        "資料番号はひとつずつ変えてください。",
    )
    return tuple(_material(row, known_references(row, "対象の施策", policies, findings)) for row in rows if row.usable)


def _material(row: Row, policy_ids: tuple[str, ...]) -> Material:
    unknown_kind = MaterialKind.ATTACHMENT if "種類" in row.typed else MaterialKind.MEASURES  # a draft has an empty page for it
    kind = row.choice("種類", unknown_kind)
    is_table = kind is MaterialKind.MEASURES
    is_wide = kind in (MaterialKind.MEASURES, MaterialKind.INDICATORS, MaterialKind.SCHEDULE)
    return Material(
        id=row.id,
        no=normalised_number(row.text("資料番号").value),
        kind=kind,
        title=row.text("題名"),
        access=row.choice("公開", Access.PUBLIC),
        paper=row.choice("用紙", Paper.A4),
        landscape=row.flag("向き", default=is_wide),
        withheld_reason=row.text("非公開の理由"),
        handling=row.words("取扱い"),
        measures_of=row.choice("対象の事業", MeasureScope.ALL) if is_table else None,
        policy_ids=policy_ids,
        grouped=row.flag("施策でまとめる", default=True),
        file=row.text("ファイル"),
        alt_text=row.text("内容の説明"),
        print=_print_order(row),
        where=row.where,
    )


def _print_order(row: Row) -> PrintOrder:
    return PrintOrder(
        copies=row.get("部数", int),
        sides=row.choice("面", Sides.BOTH),
        colour=row.flag("色"),
        staple=row.choice("とじ", Staple.CORNER),
        separate=row.flag("別に印刷", default=row.choice("用紙", Paper.A4) is Paper.A3),
    )


def _read_agenda(rows: Sequence[Row], materials: Targets, findings: Findings) -> tuple[AgendaItem, ...]:
    parents = read_parents(rows, "親の議題ID", item_targets(rows), 2, findings)
    return tuple(
        AgendaItem(
            id=row.id,
            kind=row.choice("種類", AgendaKind.REPORT),
            title=row.text("題名"),
            parent_id=parents[row.id],
            material_ids=material_ids,
            where=row.where,
        )
        for row in rows
        for material_ids in (known_references(row, "資料ID", materials, findings),)
        if row.usable
    )
