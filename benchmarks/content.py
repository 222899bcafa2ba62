"""What every typesetter sets, as one JSON file that all of them read: `content.py mixed|rows|unread NUMBER FILE`.

NUMBER counts the rows of the table, or the characters of prose for the line breaker alone. A process of its own, because what
bench.py holds in memory would count as memory of the processes that it starts.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from prose import Writer, paragraphs

TITLE = "各課の取組状況"
SEED = 20220401
PROSE_PAGES_CHARACTERS = 6500
GROUP_ROWS = 15
RATINGS = ("◎ 予定どおり実施できた", "○ おおむね実施できた", "△ 実施は不十分だった", "✕ 実施できなかった")
COLUMNS = (
    ("事業名", "start"),
    ("事業概要および実施内容", "start"),
    ("令和３年度取組状況", "start"),
    ("評価", "start"),
    ("令和４年度予定", "start"),
    ("担当課", "start"),
)
CHARTS = ("line", "grouped_bar", "stacked_bar", "share_bar", "two_sided_bar", "line")


def mixed(rows: int) -> dict[str, Any]:
    """Four pages of prose, six charts and a table of so many rows."""
    writer = Writer(SEED)
    return {"title": TITLE, "prose": _prose(writer), "charts": _charts(writer), "table": _table(writer, rows)}


def table_alone(rows: int) -> dict[str, Any]:
    """The table of `mixed` with so many rows, and nothing else."""
    return {"title": TITLE, "prose": [], "charts": [], "table": _table(Writer(SEED), rows)}


def unread(characters: int) -> list[str]:
    """Paragraphs for the line breaker alone, together about as long as asked."""
    return list(paragraphs(Writer(SEED + 1), characters))


def _prose(writer: Writer) -> list[dict[str, Any]]:
    texts = list(paragraphs(writer, PROSE_PAGES_CHARACTERS))
    return [
        {"heading": f"{writer.word()}の{writer.act()}", "paragraphs": texts[start : start + 4]}
        for start in range(0, len(texts), 4)
    ]


def _table(writer: Writer, rows: int) -> dict[str, Any]:
    columns = [{"heading": heading, "align": align} for heading, align in COLUMNS]
    groups = [
        {
            "label": f"基本施策{start // GROUP_ROWS + 1}　{writer.word()}{writer.word()}の{writer.act()}",
            "rows": [_row(writer) for _ in range(min(GROUP_ROWS, rows - start))],
        }
        for start in range(0, rows, GROUP_ROWS)
    ]
    return {"columns": columns, "groups": groups}


def _row(writer: Writer) -> list[str]:
    """The cells of a row, as long as those of a real plan are: 300 characters in all."""
    done = writer.text(writer.number(10, 70))
    if writer.number(1, 3) == 1:
        done += "\n" + writer.items(2, 30)
    return [
        f"{writer.word()}{writer.word()}の{writer.act()}",
        writer.text(writer.number(30, 120)),
        done,
        writer.chosen(RATINGS),
        writer.phrase(writer.number(12, 40)),
        f"{writer.word()}{writer.chosen(('推進', '支援', '保健', '福祉', '教育'))}課",
    ]


def _charts(writer: Writer) -> list[dict[str, Any]]:
    return [_chart(writer, number, kind) for number, kind in enumerate(CHARTS, start=1)]


def _chart(writer: Writer, number: int, kind: str) -> dict[str, Any]:
    series = 2 if kind == "two_sided_bar" else 3
    return {
        "id": f"chart{number}",
        "kind": kind,
        "title": f"図{number}　{writer.word()}の{writer.act()}の推移",
        "unit": "人",
        "categories": [f"令和{year}年" for year in range(1, 9)],
        "series": [{"name": writer.word(), "values": [writer.number(20, 400) for _ in range(8)]} for _ in range(series)],
    }


if __name__ == "__main__":
    value = {"mixed": mixed, "rows": table_alone, "unread": unread}[sys.argv[1]](int(sys.argv[2]))
    Path(sys.argv[3]).write_text(json.dumps(value, ensure_ascii=False), encoding="utf-8")
