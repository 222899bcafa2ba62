"""Which kinds of files are read as books, and what departments are asked for instead of others."""

from __future__ import annotations

from kaigi_docs.declarations.status_sheet import RETURNED_FOLDER
from kaigi_docs.read.arrived.books import BOOKS
from kaigi_docs.read.arrived.kinds import Todo

READABLE = BOOKS
AS_EXCEL = "担当課に、Excel のまま返してもらってください。"
_SAVE = "Excel で開き、「名前を付けて保存」で「Excel ブック (*.xlsx)」を選んで保存し直してください。"

HINTS = {
    Todo.SEND_AGAIN: AS_EXCEL,
    Todo.UNPACK: f"展開して、中の Excel を「{RETURNED_FOLDER}」フォルダに入れてください。",
    Todo.ASK_FIRST: "開かずに、送った課に確かめてください。",
    Todo.ORIGINAL: "元のファイルを入れてください。",
    Todo.SAVE_WEB_PAGE: f"そのままでも Excel で開けます。{_SAVE}",
    Todo.SAVE_OLD_BOOK: _SAVE,
}
