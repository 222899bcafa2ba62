"""Questions of an invented meeting, and 要確認.xlsx as a person changes it."""

from __future__ import annotations

import struct
import zlib
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from kaigi_docs.findings import Location
from kaigi_docs.model.decisions import AS_IT_IS, NO, YES, OpenQuestion, QuestionKind, question_id

DEPARTMENTS = ("こころの健康課", "地域福祉課", "こども家庭課")
_CHOICES = {
    QuestionKind.RECEIPT: (),
    QuestionKind.DEPARTMENT: DEPARTMENTS,
    QuestionKind.POINT: (AS_IT_IS,),
    QuestionKind.NAMES: (YES, NO),
}


def question(name: str, kind: QuestionKind = QuestionKind.POINT, proposal: str = "") -> OpenQuestion:
    """A question about a file of that name."""
    return OpenQuestion(
        id=question_id(kind, name),
        kind=kind,
        where=Location(f"調査票/{name}.xlsx", "調査票", "D7"),
        subject="こども家庭課　研修会",
        found=f"{name}の評価「ほぼ実施」は選択肢にありません。\nこのままでよいですか。",
        choices=_CHOICES[kind],
        proposal=proposal,
    )


def png(width: int, height: int, grey: int = 200) -> bytes:
    """A grey picture."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = (b"\0" + bytes([grey]) * width) * height
    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


class QuestionsBook:
    """要確認.xlsx, opened to be changed; `save` puts it back."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "判断" / "要確認.xlsx"
        self.workbook = load_workbook(self.path, rich_text=True)
        self.sheet: Worksheet = self.workbook["要確認"]
        self.header_row = next(row for row in range(1, 9) if "答え" in self._texts(row))

    def _texts(self, row: int) -> list[Any]:
        return [cell.value for cell in self.sheet[row]]

    def column(self, header: str) -> int:
        return self._texts(self.header_row).index(header) + 1

    def row(self, question: OpenQuestion) -> int:
        (row,) = [row for row in self.rows() if self.value(row, "ID") == question.id]
        return row

    def rows(self) -> list[int]:
        rows = range(self.header_row + 1, self.sheet.max_row + 1)
        return [row for row in rows if self.value(row, "ID")]

    def value(self, row: int, header: str) -> Any:
        return self.sheet.cell(row, self.column(header)).value

    def write(self, row: int, header: str, value: Any) -> None:
        self.sheet.cell(row, self.column(header)).value = value

    def answer(self, question: OpenQuestion, value: Any) -> None:
        self.write(self.row(question), "答え", value)

    def ids(self) -> list[str]:
        return [self.value(row, "ID") for row in self.rows()]

    def save(self) -> None:
        self.workbook.save(self.path)
