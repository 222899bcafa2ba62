"""A PDF of another program -> its pages, cleaned, or the finding that says why they cannot be taken over."""

from __future__ import annotations

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.model.foreign import ForeignPdf, ForeignSheet
from kaigi_docs.read.preflight import LOST_HINT
from kaigi_docs.read.sandbox import Sandbox

_MM_PER_PT = 25.4 / 72
_HEADER_BYTES = 1024
_PRINT_AGAIN = "元のアプリで開き、「Microsoft Print to PDF」などで PDF に印刷し直してください。"
_FAULTS = {
    "damaged": ("attachment-damaged", "PDF が壊れていて、開けません。", LOST_HINT),
    "password": (
        "attachment-password",
        "パスワードがかかっているため、開けません。",
        "パスワードを外して保存し直したものを、作った人からもらってください。",
    ),
    "encrypted": (
        "attachment-encrypted",
        "印刷や取り出しを制限する設定（セキュリティ）が付いているため、取り込みません。",
        "制限を外して保存し直したものを、作った人からもらってください。",
    ),
    "dynamic": (
        "attachment-dynamic",
        "開いたソフトがその場で画面を作る形式（XFA）の PDF なので、ページを取り出せません。",
        _PRINT_AGAIN,
    ),
    "layers": (
        "attachment-layers",
        "表示しないことになっているレイヤーがあり、取り込むと見えてしまうおそれがあるため、取り込みません。",
        _PRINT_AGAIN,
    ),
    "no-pages": ("attachment-damaged", "ページがひとつもありません。", LOST_HINT),
}


class _Remark(NamedTuple):
    """What is told of the pages on which the worker counted something."""

    key: str
    code: str
    severity: Severity
    found: str
    done: str
    hint: str = ""


_REMARKS = (
    _Remark(
        "empty_fields",
        "attachment-field-empty",
        Severity.WARNING,
        "書き込んだ内容の見え方が保存されていない入力欄があります",
        "その欄は空に見えます。",
        _PRINT_AGAIN,
    ),
    _Remark(
        "review",
        "attachment-review",
        Severity.WARNING,
        "校正の書き込み（マーカーなど）があります",
        "そのまま印刷されます。",
        "消してよいものなら、消して保存し直してください。",
    ),
    _Remark(
        "comments",
        "attachment-comments",
        Severity.WARNING,
        "付せん（コメント）があります",
        "取り込んでいません。",
        "委員に見せるものなら、本文に書いてください。",
    ),
    _Remark(
        "cmyk",
        "attachment-colour",
        Severity.NOTE,
        "印刷用の色（CMYK）が使われています",
        "できる PDF は PDF/A と名乗りません。見え方は変わりません。",
    ),
    _Remark(
        "fields",
        "attachment-fields",
        Severity.NOTE,
        "入力欄があります",
        "今の見え方のまま絵にして取り込みました。書き込みはできません。",
    ),
    _Remark("links", "attachment-links", Severity.NOTE, "リンクがあります", "リンクは外しました。文字はそのままです。"),
)


@dataclass(frozen=True, slots=True)
class ForeignLimits:
    """How much a PDF may hold.

    Attributes:
        max_bytes: of the file.
        max_pages: of the file.
        least_mm, most_mm: of either side of a page: a postcard, and an A0 sheet.
    """

    max_bytes: int = 50_000_000
    max_pages: int = 200
    least_mm: float = 90.0
    most_mm: float = 1200.0


DEFAULT_LIMITS = ForeignLimits()


def read_foreign_pdf(
    sandbox: Sandbox, path: Path, shown_as: str, *, limits: ForeignLimits = DEFAULT_LIMITS
) -> tuple[ForeignPdf | None, Findings]:
    """The pages of a PDF and remarks on them, or None and the finding that says why there are none.

    Errors: attachment-unreadable, -empty, -too-large, -not-pdf, -damaged, -password, -encrypted, -dynamic, -layers,
    -too-many-pages, -page-size, and those of the sandbox. Warnings: attachment-font, -repaired, -field-empty, -review,
    -comments, -colour. Notes: attachment-fields, -links, -dropped.

    Args:
        sandbox: where the file is opened.
        path: the file.
        shown_as: its path relative to the meeting folder.
        limits: how much it may hold.
    """
    findings = Findings()
    where = Location(shown_as)
    _look_at_file(path, limits, where, findings)
    if findings.has_errors:
        return None, findings
    answer = sandbox.call("foreign_pdf", path, shown_as=shown_as, max_pages=limits.max_pages)
    if isinstance(answer, Finding):
        return None, Findings([answer])
    if "fault" in answer:
        findings.error(*_fault(answer["fault"], limits, where))
        return None, findings
    pages: list[dict[str, Any]] = answer["pages"]
    _report_sizes(pages, limits, where, findings)
    _report_pages(pages, where, findings)
    _report_whole(answer, where, findings)
    archival = not any(page["unembedded"] or page["cmyk"] for page in pages)
    pdf = ForeignPdf(path=shown_as, sheets=tuple(map(_sheet, pages)), archival=archival, content=base64.b64decode(answer["pdf"]))
    return (None if findings.has_errors else pdf), findings


def _look_at_file(path: Path, limits: ForeignLimits, where: Location, findings: Findings) -> None:
    """Faults that size and first bytes show (ISO 32000-1 7.5.2; readers accept a header in the first 1024 bytes)."""
    try:
        size = path.stat().st_size
        with path.open("rb") as stream:
            head = stream.read(_HEADER_BYTES)
    except OSError:
        hint = "開く権限と、ほかの人が開いていないかを確かめてください。"
        findings.error("attachment-unreadable", where, "ファイルを開けません。", hint)
        return
    if size == 0:
        findings.error("attachment-empty", where, "ファイルが空（0バイト）です。", LOST_HINT)
    elif size > limits.max_bytes:
        found = f"ファイルが大きすぎます（{size / 1e6:.0f}MB、上限{limits.max_bytes / 1e6:.0f}MB）。"
        findings.error("attachment-too-large", where, found, "写真の解像度を下げるか、ファイルを分けてください。")
    elif b"%PDF-" not in head:
        hint = "元のアプリで開き、PDF にして保存し直してください。名前の終わりを .pdf に変えただけでは PDF になりません。"
        findings.error("attachment-not-pdf", where, "PDF ではありません。", hint)


def _fault(fault: str, limits: ForeignLimits, where: Location) -> tuple[str, Location, str, str]:
    name, _, count = fault.partition(":")
    if name == "too-many-pages":
        message = f"ページが多すぎます（{count}ページ、上限{limits.max_pages}ページ）。"
        return "attachment-too-many-pages", where, message, "ファイルを分け、「資料」シートの行も分けてください。"
    code, message, hint = _FAULTS[name]
    return code, where, message, hint


def _report_sizes(pages: Sequence[dict[str, Any]], limits: ForeignLimits, where: Location, findings: Findings) -> None:
    for number, page in enumerate(pages, 1):
        sides = [page["width_pt"] * _MM_PER_PT, page["height_pt"] * _MM_PER_PT]
        if min(sides) < limits.least_mm or max(sides) > limits.most_mm:
            message = f"ページの大きさが {sides[0]:.0f}×{sides[1]:.0f} mm です。"
            hint = f"取り込めるのは、一辺が {limits.least_mm:.0f} mm から {limits.most_mm:.0f} mm までのページです。"
            findings.error("attachment-page-size", _on(where, number), message, hint)


def _report_pages(pages: Sequence[dict[str, Any]], where: Location, findings: Findings) -> None:
    """What there is to say of single pages; pages of the same remark are told together."""
    fonts = sorted({name for page in pages for name in page["unembedded"]})
    for name in fonts:
        numbers = [number for number, page in enumerate(pages, 1) if name in page["unembedded"]]
        message = f"書体「{name}」が PDF に入っていません（{_listed(numbers)}）。開くパソコンによって、字の形が変わります。"
        hint = "PDF を作るときに、書体をすべて埋め込む設定（PDF/A など）にしてください。"
        findings.warn("attachment-font", _on(where, numbers[0]), message, hint)
    for remark in _REMARKS:
        numbers = [number for number, page in enumerate(pages, 1) if page[remark.key]]
        if numbers:
            message = f"{remark.found}（{_listed(numbers)}）。{remark.done}"
            findings.extend([Finding(remark.code, remark.severity, _on(where, numbers[0]), message, remark.hint)])


def _report_whole(answer: dict[str, Any], where: Location, findings: Findings) -> None:
    if answer["repaired"]:
        message = "PDF に壊れたところがあったので、直して読みました。"
        findings.warn("attachment-repaired", where, message, "できた資料のページを、元の PDF と見比べてください。")
    names = {"scripts": "自動で動く仕掛け（JavaScript など）", "files": "中に入っていたほかのファイル"}
    for key, name in names.items():
        if answer["dropped"][key]:
            findings.note("attachment-dropped", where, f"{name}は取り込んでいません。")


def _sheet(page: dict[str, Any]) -> ForeignSheet:
    ink: Iterable[float] | None = page["ink_pt"]
    edges = tuple(edge * _MM_PER_PT for edge in ink) if ink is not None else None
    return ForeignSheet(
        width_mm=page["width_pt"] * _MM_PER_PT,
        height_mm=page["height_pt"] * _MM_PER_PT,
        sha256=page["sha256"],
        ink_mm=(edges[0], edges[1], edges[2], edges[3]) if edges is not None else None,
        look=base64.b64decode(page["look"]),
    )


def _on(where: Location, page: int) -> Location:
    return Location(where.file, page=page)


def _listed(pages: Sequence[int]) -> str:
    shown = "、".join(map(str, pages[:8]))
    return f"{shown}ページ" if len(pages) <= 8 else f"{shown}ページなど{len(pages)}ページ"
