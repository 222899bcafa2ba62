"""結果.html: what was made, what to mend, what to do next; written by every run, also a failed one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from kaigi_docs.findings import Finding, Severity
from kaigi_docs.proof.shown import figure_remarks, figure_rows

if TYPE_CHECKING:
    from kaigi_docs.proof.figures import FileFigures

_STYLE = """
body{font-family:"BIZ UDゴシック","Yu Gothic UI","Meiryo",sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;
line-height:1.7}
h1{font-size:1.5rem}h2{font-size:1.15rem;border-bottom:2px solid #1a4480;margin-top:2rem}
.state{padding:.8rem 1rem;border-left:.5rem solid #2e7d32;background:#eef6ee;font-weight:bold}
.state.failed{border-color:#b3261e;background:#fbeeed}
table{border-collapse:collapse;width:100%}td,th{border:1px solid #999;padding:.3rem .6rem;text-align:left;vertical-align:top}
th{background:#e8edf3}td.kind{white-space:nowrap}
"""
_REMARKS = {"様式": "（返ってきた回答書を読むための控えです。開いたり消したりしないでください）"}
_NAMES = {Severity.ERROR: "直してください", Severity.WARNING: "確かめてください", Severity.NOTE: "お知らせ"}


@dataclass(frozen=True, slots=True)
class ResultTable:
    """A table of the page.

    Attributes:
        title: above it.
        header: of its columns.
        rows: cells as text.
    """

    title: str
    header: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a run of a command ended, for the page and the command line.

    Attributes:
        title: what was asked for, for instance 「会議資料一式の作成」.
        succeeded: whether everything that was asked for was written.
        summary: one sentence with the figures.
        outputs: written files, relative to the page.
        findings: everything that was found.
        next_steps: what a person does next.
        proof: what was measured on the files that were read back; empty unless it was asked for.
        tables: shown before what was found.
    """

    title: str
    succeeded: bool
    summary: str
    outputs: Sequence[str]
    findings: Sequence[Finding]
    next_steps: Sequence[str]
    proof: Sequence[FileFigures] = ()
    tables: Sequence[ResultTable] = ()


def result_page(outcome: Outcome) -> str:
    """The page as HTML, complete in itself (no network, no script)."""
    state = "state" if outcome.succeeded else "state failed"
    word = "できました" if outcome.succeeded else "できませんでした"
    parts = [
        "<!DOCTYPE html>",
        f'<html lang="ja"><head><meta charset="utf-8"><title>{escape(outcome.title)} — 結果</title>',
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{escape(outcome.title)}</h1>",
        f'<p class="{state}">{word}。{escape(outcome.summary)}</p>',
        *_outputs(outcome.outputs),
        *(line for table in outcome.tables for line in _table(table)),
        *_findings(outcome),
        *_proof(outcome.proof),
        "<h2>次にすること</h2>",
        f"<ul>{''.join(f'<li>{escape(step)}</li>' for step in outcome.next_steps)}</ul>",
        "</body></html>",
    ]
    return "\n".join(parts) + "\n"


def _outputs(outputs: Sequence[str]) -> list[str]:
    if not outputs:
        return ["<h2>できたもの</h2><p>ありません。前に作ったものがあれば、そのまま残っています。</p>"]
    links = "".join(f'<li><a href="{escape(path, quote=True)}">{escape(path)}</a>{_remark(path)}</li>' for path in outputs)
    return ["<h2>できたもの</h2>", f"<ul>{links}</ul>"]


def _table(table: ResultTable) -> list[str]:
    header = "".join(f"<th>{escape(each)}</th>" for each in table.header)
    rows = "".join(f"<tr>{''.join(f'<td>{escape(each)}</td>' for each in row)}</tr>" for row in table.rows)
    return [f"<h2>{escape(table.title)}</h2>", f"<table><tr>{header}</tr>{rows}</table>"]


def _remark(path: str) -> str:
    """What people should know about the files of a folder."""
    return next((_REMARKS[folder] for folder in path.split("/")[:-1] if folder in _REMARKS), "")


def _findings(outcome: Outcome) -> list[str]:
    heading = "<h2>確かめるところ</h2>" if outcome.succeeded else "<h2>直すところ</h2>"
    if not outcome.findings:
        return [heading, "<p>ありません。</p>"]
    rows = "".join(
        f'<tr><td class="kind">{_NAMES[finding.severity]}</td><td>{escape(str(finding.where or ""))}</td>'
        f"<td>{escape(finding.message + finding.hint)}</td></tr>"
        for finding in by_severity(outcome.findings)
    )
    return [heading, f"<table><tr><th>区分</th><th>場所</th><th>内容</th></tr>{rows}</table>"]


def _proof(proof: Sequence[FileFigures]) -> list[str]:
    if not proof:
        return []
    heads = "".join(f'<th title="{escape(file.title, quote=True)}">{escape(file.label)}</th>' for file in proof)
    rows = "".join(
        f"<tr><th>{escape(name)}</th>{''.join(f'<td>{escape(value)}</td>' for value in values)}</tr>"
        for name, values in figure_rows(proof)
    )
    remarks = "".join(f"<li>{escape(remark)}</li>" for remark in figure_remarks(proof))
    listed = f"<ul>{remarks}</ul>" if remarks else ""
    return ["<h2>読み直して確かめたこと</h2>", f"<table><tr><th></th>{heads}</tr>{rows}</table>", listed]


def by_severity(findings: Sequence[Finding]) -> list[Finding]:
    """Errors first, then warnings, then notes, each in order of finding."""
    order = list(Severity)
    return sorted(findings, key=lambda finding: order.index(finding.severity))
