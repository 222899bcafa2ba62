"""Texts outside of the answer spaces: they belong to no question, so that a person reads them and says what became of them."""

from __future__ import annotations

from kaigi_docs.japanese.quoting import excerpt
from kaigi_docs.model.decisions import QuestionKind, question_id
from kaigi_docs.model.returned_forms import Way
from kaigi_docs.model.text import Text
from kaigi_docs.responses.admitting import Admitted, withdrawal_in
from kaigi_docs.responses.contents import bare
from kaigi_docs.responses.desk import Desk, open_question, quoted

SEEN, TYPED_IN = "確認した（使わない）", "手入力.xlsx に書いた"

_SHOWN = 200
"""Characters that stand in the question: words of a mail may be long."""
_HINT = (
    f"意見であれば、「回答」フォルダの手入力.xlsx に、書き足す設問だけを書き（ほかの設問には、いまの回答が残ります。"
    f"その設問にもう回答があるときは、続けて書きます）、要確認.xlsx で「{TYPED_IN}」を選んでください。"
)


def settle_beside(admitted: Admitted, desk: Desk) -> None:
    """Asks about every text beside a form that counts, and beside those in whose place it counts, each once.

    What the secretariat typed into 手入力.xlsx as written beside is its own remark, and nobody is asked about it. What tells of
    a withdrawal was asked about before.

    Codes: `beside-text` (a warning until somebody has looked at it, then a note), `typed-missing` (a warning).
    """
    forms = (admitted, *admitted.before)
    is_typed = any(each.form.way is Way.HAND for each in forms)
    seen = {""}
    for each in forms:
        for text in each.form.beside:
            if bare(text.value) in seen or text.value == withdrawal_in(each.form):
                continue
            seen.add(bare(text.value))
            if each.form.way is Way.HAND:
                message = f"手入力.xlsx の、欄の外に書かれたことです：{quoted(text.value)}。どの設問の回答にも数えません。"
                desk.findings.note("beside-text", text.where or each.form.where, message)
            else:
                _ask(each, text, desk, is_typed=is_typed)


def _ask(admitted: Admitted, text: Text, desk: Desk, *, is_typed: bool) -> None:
    where = text.where or admitted.form.where
    question = open_question(
        question_id("beside", admitted.member_id, bare(text.value)),
        QuestionKind.FORM_BESIDE,
        where,
        desk.named(admitted.member_id),
        f"回答欄の外に書かれています：「{excerpt(text.value, _SHOWN)}」。{_HINT}",
        (SEEN, TYPED_IN),
    )
    decided = desk.ask(question)
    message = f"回答欄の外に書かれています：{quoted(text.value)}。"
    if not decided:
        desk.findings.warn("beside-text", where, message, f"読んで、要確認.xlsx で答えを選んでください。{_HINT}")
        return
    desk.findings.note("beside-text", where, f"{message}要確認.xlsx の答えは「{decided}」です。")
    if decided == TYPED_IN and not is_typed:
        told = f"「{TYPED_IN}」とありますが、手入力.xlsx に{desk.named(admitted.member_id)}の回答がありません。"
        desk.findings.warn("typed-missing", where, told, "手入力.xlsx に書いて保存してください。")
