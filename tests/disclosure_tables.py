"""Small tables for tests, written as people read them."""

from __future__ import annotations

from kaigi_docs.disclosure import Axis, Cell, Published, Table

ALL = "計"


def table(text: str, *, name: str = "表", mergeable: bool = False, percent_of: str = "", prefix: str = "") -> Table:
    """A table of two axes from lines of words: the first line names the columns, each other one a row; totals are added.

    A cell is called by its row and column: 「20歳代・男性」.
    """
    head, *lines = [line.split() for line in text.strip().splitlines()]
    counts = {(row, column): int(word) for row, *words in lines for column, word in zip(head, words, strict=True)}
    rows, columns = tuple(line[0] for line in lines), tuple(head)
    cells = {}
    for row in (*rows, ALL):
        for column in (*columns, ALL):
            total = sum(count for (r, c), count in counts.items() if row in (r, ALL) and column in (c, ALL))
            label = f"{prefix}{row}・{column}"
            cells[row, column] = Cell(id=label, count=total, name=label)
    axes = (
        Axis(id=f"{prefix}行", categories=rows, total=ALL, mergeable=mergeable),
        Axis(id=f"{prefix}列", categories=columns, total=ALL),
    )
    return Table(id=name, name=name, axes=axes, cells=cells, percent_of=percent_of)


def as_printed(published: Published, number: int = 0, mark: str = "x") -> str:
    """A published table as people read it, without its labels."""
    one = published.tables[number]
    rows, columns = (axis.labels for axis in one.axes)
    lines = [[one.cells[row, column].value for column in columns] for row in rows]
    return "\n".join(" ".join(mark if value is None else str(value) for value in line) for line in lines)
