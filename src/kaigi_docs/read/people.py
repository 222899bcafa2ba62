"""The sheets 委員 and 担当課 -> Members and Departments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from kaigi_docs.findings import Findings
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.model.meeting import Department, Member, MemberFollowUp, Route
from kaigi_docs.read import settings_rules
from kaigi_docs.read.rows import Row, report_twice


def read_members(rows: Sequence[Row], findings: Findings) -> tuple[Member, ...]:
    """The members in the order of the sheet; one name in two rows is a warning."""
    report_twice(rows, lambda row: fold_name(row.text("氏名").value), "氏名", findings.warn, "同じ方なら一行にまとめてください。")
    return tuple(
        Member(
            id=row.id,
            category=row.text("区分"),
            organisation=row.text("団体"),
            post=row.text("職名"),
            name=row.text("氏名"),
            reading=row.text("ふりがな"),
            role=row.text("役"),
            term=row.text("任期"),
            postal_code=row.text("郵便番号"),
            address=row.text("住所"),
            sent_by=row.choice("送付方法", Route.POST),
            answers_by=row.choice("返送方法", Route.POST),
            large_print=row.flag("大活字"),
            other_names=row.words("別名"),
            predecessors=row.words("前任者"),
            proxies=row.words("代理人"),
            votes=row.flag("議決権", default=True),
            where=row.where,
        )
        for row in rows
        if row.usable
    )


def read_departments(rows: Sequence[Row], findings: Findings) -> tuple[Department, ...]:
    """The departments in the order of the sheet; a spelling that means two of them is an error."""
    departments = tuple(
        Department(
            id=row.id,
            name=row.text("課名"),
            bureau=row.text("部局"),
            variants=row.words("別の書き方"),
            own=row.flag("所管課"),
            where=row.where,
        )
        for row in rows
        if row.text("課名")  # also with another fault, lest the measure book be told that there is no such department
    )
    settings_rules.check_department_names(departments, findings)
    return departments


def read_follow_up(basics: Row) -> MemberFollowUp:
    """What follows after the answers of members were due, as the 会議 sheet says."""
    return MemberFollowUp(
        reminded_on=basics.get("委員への再依頼日", date),
        reminder_due=basics.get("委員への再依頼の締切", date),
        reported_on=basics.get("結果報告日", date),
        views_asked_on=basics.get("意見の照会日", date),
        views_due=basics.get("意見の照会の締切", date),
        names_in_opinions=basics.flag("意見の氏名"),
    )
