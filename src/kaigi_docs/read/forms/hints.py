"""Which files are read as answers, and what members are asked for instead of others."""

from __future__ import annotations

from kaigi_docs.findings import Finding, Severity
from kaigi_docs.read.arrived.candidates import Candidate
from kaigi_docs.read.arrived.kinds import Kind, Todo

READABLE = frozenset(Kind) - {Kind.OTHER}
AS_PDF = "PDF か Word（.docx）で送り直してもらうか、手入力.xlsx に入力してください。"

NOT_A_FORM = "file-not-form"

HINTS = {
    Todo.SEND_AGAIN: AS_PDF,
    Todo.UNPACK: "zip で送り直してもらうか、展開して、中のファイルを「回答」フォルダに入れてください。",
    Todo.ASK_FIRST: "開かずに、送った方に確かめてください。",
    Todo.ORIGINAL: "元のファイルを入れてください。",
    Todo.SAVE_WEB_PAGE: f"ブラウザーで開き、印刷で PDF に保存したものを入れてください。{AS_PDF}",
    Todo.SAVE_OLD_BOOK: "Excel で開き、「Excel ブック (*.xlsx)」で保存し直してください。",
}
_NEEDED = {
    "一太郎の文書": "一太郎の「ファイル」の「他形式の保存/開く」で PDF か Word（.docx）にして送り直してもらってください。",
    "DocuWorks の文書": "DocuWorks の印刷（Microsoft Print to PDF）で PDF にして送り直してもらってください。",
    "写真や画像（HEIC）": "JPEG で送ってもらってください（iPhone は「設定」「カメラ」「フォーマット」で「互換性優先」に）。",
    "Apple Pages の文書": "Pages の「書き出す」で PDF か Word にして送り直してもらってください。",
    "リッチテキスト": "Word で開き、「Word 文書 (*.docx)」で保存し直すか、手入力.xlsx に入力してください。",
    "Word の文書": "Word で開き、「Word 文書 (*.docx)」で保存し直してください。",
}


def not_a_form(each: Candidate, noun: str = "", todo: Todo | None = None) -> Finding:
    """What a file is that cannot be read as an answer, and what to ask its sender for: file-not-form.

    Args:
        each: the file.
        noun: what a clerk calls it, where its reader knows better.
        todo: what to do about it, where its reader knows better.
    """
    noun = noun or each.told.noun or "何のファイルか分からないもの"
    if each.attached and each.inline and each.told.picture:
        message = f"メールの文中の{noun}です。読んでいません。"
        return Finding(NOT_A_FORM, Severity.NOTE, each.where, message, "署名などであれば、そのままで構いません。")
    hint = _NEEDED.get(noun) or HINTS[todo or each.told.todo]
    return Finding(NOT_A_FORM, Severity.ERROR, each.where, f"{noun}なので、回答として読み取れません。", hint)
