"""Two meetings that differ in hidden counts only: no byte of what is written may tell which of them it is.

The hidden counts have three and four digits (the office protects everything below 1,000), so that they can be looked for.
"""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from kaigi_docs.new import new, write_books
from kaigi_docs.packet import build
from kaigi_docs.read.earlier_values import read_earlier_values

Rows = Mapping[str, Sequence[Mapping[str, Any]]]

ONE, OTHER = {"20歳代": 347, "30歳代": 2741}, {"20歳代": 512, "30歳代": 2576}
OPEN = {"40歳代": 5120, "総数": 8208}
HIDDEN = sorted(str(number) for number in (*ONE.values(), *OTHER.values()))
WOMEN = {"20歳代": 1210, "30歳代": 1330, "40歳代": 1450, "総数": 3990}


def series(name: str, number: str) -> dict[str, Any]:
    return {"系列ID": number, "系列名": name, "年の種類": "年", "数えるもの": "人数", "単位": "人", "出典": "みほん市"}


def exhibit(number: int, kind: str, title: str, **rest: str) -> dict[str, Any]:
    return {"図表ID": f"Z0{number}", "節ID": "N01", "題名": title, "種類": kind, "系列ID": "R01、R02", **rest}


BY_AGE = {"横軸": "区分", "凡例": "系列"}
TURNED = {"横軸": "系列", "凡例": "区分", "期間": "2021"}
ROWS: dict[str, list[dict[str, Any]]] = {
    "議題": [{"議題ID": "A01", "種類": "報告事項", "題名": "現状について", "資料ID": "S01"}],
    "資料": [{"資料ID": "S01", "種類": "統計", "資料番号": "1", "題名": "現状と推移"}],
    "節": [{"節ID": "N01", "題名": "年代別"}],
    "系列": [series("男性", "R01"), series("女性", "R02")],
    "図表": [
        exhibit(1, "表だけ", "数と割合", 割合="はい", 区分="総数、20歳代、30歳代、40歳代", **BY_AGE),
        exhibit(2, "棒", "年代別", **BY_AGE),
        exhibit(3, "積み上げ", "男女別", **TURNED),
        exhibit(4, "帯", "構成", **TURNED),
        exhibit(5, "左右", "男女の年代", **BY_AGE),
    ],
    "文": [
        {"節ID": "N01", "数の文": kind, "系列ID": "R01", **rest}
        for kind, rest in (("値", {"区分": "20歳代"}), ("上位", {}), ("内訳", {}), ("構成比", {"区分": "30歳代"}), ("値", {}))
    ],
    "小さい数の扱い": [{"しきい値": 1000}],
}


def rows_of(small: Rows) -> Rows:
    """The small meeting with statistics in place of its measures and questions."""
    basics = {sheet: small[sheet] for sheet in ("委員", "担当課")}
    return {**basics, "会議": [{**small["会議"][0], "発送日": "令和4年8月19日"}], **ROWS}


def written(folder: Path, rows: Rows, ages: dict[str, int]) -> Path:
    """The folder that a build of the meeting with these counts wrote into."""
    figures = {"R01": {**ages, **OPEN}, "R02": WOMEN}
    values = [
        {"系列ID": number, "年": "2021", "区分": name, "値": f"{value:,}"}
        for number, counts in figures.items()
        for name, value in counts.items()
    ]
    write_books(folder / "mihon", {**rows, "数値": values})
    result = build(folder / "mihon", out=folder / "out", mailed=True)
    assert result.exit_code == 0, result.findings
    return folder / "out"


@pytest.fixture(scope="module")
def outputs(tmp_path_factory: pytest.TempPathFactory, small_meeting: Rows) -> tuple[Path, Path]:
    rows = rows_of(small_meeting)
    one, other = (written(tmp_path_factory.mktemp("city"), rows, ages) for ages in (ONE, OTHER))
    return one, other


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_no_byte_of_any_file_depends_on_a_hidden_count(outputs: tuple[Path, Path]) -> None:
    one, other = outputs
    names = files(one)
    assert names == files(other)
    assert {"PDF/資料１　現状と推移.pdf", "Word/資料１　現状と推移.docx", "公表値.json", "結果.html"} <= set(names)
    differing = [name for name in names if (one / name).read_bytes() != (other / name).read_bytes()]
    assert differing == ["manifest.json"]  # it holds the digests of the office's books
    assert without_inputs(one) == without_inputs(other)


def test_what_is_kept_as_mailed_tells_it_in_the_books_alone(outputs: tuple[Path, Path]) -> None:
    one, other = (each.parent / "mihon" / "発送済み" / "2022-08-19" for each in outputs)
    assert files(one) == files(other)
    differing = [name for name in files(one) if (one / name).read_bytes() != (other / name).read_bytes()]
    assert differing == ["manifest.json", "もとのファイル/統計.xlsx"]


def without_inputs(folder: Path) -> str:
    """The manifest without what it says of the books."""
    tree = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    tree.pop("inputs")
    return json.dumps(tree, sort_keys=True)


def test_no_text_of_any_file_says_a_hidden_count(outputs: tuple[Path, Path]) -> None:
    found = {
        (name, number)
        for name in files(outputs[0])
        for text in texts((outputs[0] / name).read_bytes(), name)
        for number in HIDDEN
        if re.search(rf"(?<![0-9a-f.,]){number[:-3]},?{number[-3:]}(?![0-9a-f.])", text)
    }
    assert found == set()


def test_the_search_finds_numbers_that_are_printed(outputs: tuple[Path, Path]) -> None:
    shown = {
        name.rpartition(".")[2]
        for name in files(outputs[0])
        if any("5,120" in text or "5120" in text for text in texts((outputs[0] / name).read_bytes(), name))
    }
    assert shown == {"pdf", "docx", "json"}


def texts(content: bytes, name: str) -> Iterator[str]:
    """Everything that can be read in a file: parts and embedded books of Word, words, metadata and alternative texts of a PDF."""
    if name.endswith((".docx", ".xlsx")):
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            for part in package.namelist():
                yield from texts(package.read(part), part)
    elif name.endswith(".pdf"):
        yield from pdf_texts(content)
    elif name.endswith((".xml", ".rels", ".json", ".html", ".txt")):
        yield content.decode("utf-8")


def pdf_texts(content: bytes) -> Iterator[str]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    for page in document:
        yield page.get_textpage().get_text_range()
    document.close()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for thing in pdf.objects:
            if isinstance(thing, pikepdf.Dictionary):
                yield from (str(value) for key, value in thing.items() if isinstance(value, pikepdf.String) and key != "/ID")
        yield bytes(pdf.Root.Metadata.read_bytes()).decode("utf-8")


def test_the_next_meeting_gets_what_was_printed(outputs: tuple[Path, Path], tmp_path: Path) -> None:
    new(tmp_path / "next", earlier=outputs[0].parent / "mihon")
    (earlier,), findings = read_earlier_values(tmp_path / "next")
    assert list(findings) == []
    numbers = {(each.id, name): number for each in earlier.series for (_, name), number in each.numbers.items()}
    assert numbers == {
        **{("R01", name): number for name, number in OPEN.items()},
        **{("R02", name): number for name, number in WOMEN.items()},
    }
