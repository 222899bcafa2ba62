"""A Word file from outside -> the look that it defines: its styles and its margins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kaigi_docs.findings import Finding, Findings, Location
from kaigi_docs.read.preflight import WORD, Limits, preflight
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.theme import PageMargins

WORD_LIMITS = Limits(max_bytes=20_000_000, max_unpacked_bytes=100_000_000)
_LONGEST_STYLES = 2_000_000  # characters; every Word file that we write carries them


@dataclass(frozen=True, slots=True)
class WordLook:
    """What a Word file says of its look.

    Attributes:
        styles: the part word/styles.xml, cleaned by the worker; see there.
        margins: of its first upright sheet, or None where it has none.
    """

    styles: str
    margins: PageMargins | None


def read_word_look(sandbox: Sandbox, path: Path, shown_as: str) -> tuple[WordLook | None, Findings]:
    """The look, or None and the finding that says why it cannot be read.

    Findings are those of `preflight` and of the sandbox; file-external where the file loads something from elsewhere (a
    template on a share, a linked picture), word-styles-missing and word-styles-too-long.

    Args:
        sandbox: where the file is opened.
        path: the file.
        shown_as: its path relative to the meeting folder.
    """
    findings = preflight(path, WORD_LIMITS, shown_as=shown_as, kind=WORD)
    if findings.has_errors:
        return None, findings
    answer = sandbox.call("word_styles", path, shown_as=shown_as)
    if isinstance(answer, Finding):
        return None, Findings([*findings, answer])
    return _look(answer, Location(shown_as), findings), findings


def _look(answer: dict[str, Any], where: Location, findings: Findings) -> WordLook | None:
    if answer["external"]:
        message = "ほかの場所のファイル（テンプレートや、リンクした画像など）を読み込むようになっているので、使いません。"
        hint = "Wordで「標準（Normal）」のテンプレートに付け替え、リンクした画像を除いて保存し直してください。"
        findings.error("file-external", where, message, hint)
        return None
    styles: str | None = answer["styles"]
    if styles is None:
        findings.error("word-styles-missing", where, "スタイルが見つかりません。", WORD.save_hint)
        return None
    if len(styles) > _LONGEST_STYLES:
        message = f"スタイルが多すぎます（{len(styles):,}文字、上限{_LONGEST_STYLES:,}文字）。"
        findings.error("word-styles-too-long", where, message, "新しい文書に、使うスタイルだけを写して保存し直してください。")
        return None
    return WordLook(styles, _margins(answer["pages"]))


def _margins(pages: Sequence[dict[str, Any]]) -> PageMargins | None:
    """The margins of the first upright sheet."""
    for page in pages:
        if not page["landscape"]:
            return PageMargins(page["top_mm"], page["right_mm"], page["bottom_mm"], page["left_mm"])
    return None
