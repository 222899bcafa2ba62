"""The structure tree of a table of measures, read back from the finished file, is the one in tests/golden/."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from tagged_pdf import structure_lines, structure_of

GOLDEN = Path(__file__).parent / "golden" / "tag_tree_material3.txt"


def test_the_tag_tree_of_a_table_of_measures_is_as_recorded(small_packet: Path) -> None:
    file = small_packet / "outputs" / "mihon" / "PDF" / "資料３　各課の取組状況.pdf"
    found = structure_lines(structure_of(file.read_bytes()))
    recorded = GOLDEN.read_text(encoding="utf-8").splitlines()
    assert found == recorded, "\n".join(
        [
            "The tag tree differs from tests/golden/tag_tree_material3.txt (- recorded, + found):",
            *unified_diff(recorded, found, lineterm="", n=1),
            f"The file stands at {file}",
            "If every difference is meant: python tests/tagged_pdf.py THAT_FILE > tests/golden/tag_tree_material3.txt",
        ]
    )


def test_every_cell_of_the_tree_names_its_column_and_its_policy(small_packet: Path) -> None:
    root = structure_of((small_packet / "outputs" / "mihon" / "PDF" / "資料３　各課の取組状況.pdf").read_bytes())
    named = {element.id: element for element in root.all("TH") if element.id}
    columns = [cell.id for head in root.all("THead") for cell in head.all("TH")]
    rows = [row.elements for body in root.all("TBody") for row in body.elements]
    band = ""
    for row in rows:
        if row[0].span > 1:
            band = row[0].id
            continue
        for column, cell in zip(columns, row, strict=True):
            expected = {column, band} | ({row[0].id} if cell is not row[0] else set())
            assert set(cell.headers) == expected
            assert set(cell.headers) <= set(named)
    assert len([row for row in rows if row[0].span > 1]) == 2
