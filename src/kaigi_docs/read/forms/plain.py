"""An answer in a file of plain text."""

from __future__ import annotations

import codecs

from kaigi_docs.model.form_identity import identities_in
from kaigi_docs.model.returned_forms import UnreadAnswer
from kaigi_docs.read.arrived.candidates import Candidate

KIND = "文字だけのファイル"
_MOST_BYTES, _MOST_CHARACTERS = 200_000, 30_000


def plain_text(each: Candidate) -> UnreadAnswer:
    """The words of the file for a person to read; of a long one the beginning, which it then says."""
    with each.path.open("rb") as stream:
        text = _decoded(stream.read(_MOST_BYTES)).replace("\r\n", "\n").strip()
    cut = "長いので、初めのところだけを載せています。" if len(text) > _MOST_CHARACTERS else ""
    found = identities_in(text)
    return UnreadAnswer(
        id=each.sha256[:12],
        where=each.where,
        kind=KIND,
        why=f"文字だけのファイルなので、どの設問の回答かを人が読んで手入力.xlsx に入力します。{cut}",
        text=text[:_MOST_CHARACTERS],
        identity=found[0] if found else None,
        arrival=each.arrival,
    )


def _decoded(content: bytes) -> str:
    """The text in UTF-16 with its mark, UTF-8 or Windows' Japanese; a character cut at the end does not matter."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return codecs.getincrementaldecoder(encoding)().decode(content)
        except UnicodeDecodeError:
            continue
    return content.decode("cp932", "replace")
