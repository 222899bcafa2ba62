"""Files of the 統計 folder, and the national figures from their .csv to the sentences of 資料1."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from wide_tables import FILE, faults, read_wide

from kaigi_docs.findings import Findings, Severity
from kaigi_docs.japanese.names import fold_name
from kaigi_docs.japanese.numerals import DigitWidth
from kaigi_docs.model.statistics import SentenceKind, SentenceRow, Series
from kaigi_docs.narrative.words import Years
from kaigi_docs.narrative.writing import write_sentence
from kaigi_docs.read.folder import read_folder
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.wide.files import read_table_files

NATIONAL = Path(__file__).parent.parent / "data" / "全国自殺者数_2009-2021.csv"


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, GridBook], Findings]:
    """The national figures in two encodings, and files that are no tables."""
    folder = tmp_path_factory.mktemp("meeting") / "統計"
    (folder / "昨年").mkdir(parents=True)
    text = NATIONAL.read_text("utf-8")
    (folder / "全国.csv").write_text(text, "utf-8-sig")
    (folder / "昨年" / "全国.csv").write_text(text, "cp932")
    (folder / "壊れた.xlsx").write_bytes(b"PK\x03\x04broken")
    (folder / "報告.pdf").write_bytes(b"%PDF-1.7\n")
    (folder / "控え.xlsx").write_bytes(b"PK\x03\x04broken")
    with Sandbox() as sandbox:
        return read_table_files(
            folder.parent, sandbox, {fold_name(each) for each in ("全国", "昨年/全国.csv", "壊れた.xlsx", "報告")}
        )


def test_wanted_files_are_read_in_both_encodings_and_all_others_told(files: tuple[dict[str, GridBook], Findings]) -> None:
    books, findings = files
    assert sorted(books) == ["全国.csv", "昨年/全国.csv"]
    first, second = (book.sheets[0].cells for book in books.values())
    assert first == second
    assert {(each.where.file, each.severity) for each in findings if each.where is not None} == {
        ("統計/報告.pdf", Severity.ERROR),
        ("統計/壊れた.xlsx", Severity.ERROR),
        ("統計/控え.xlsx", Severity.NOTE),
    }
    assert {"table-file-unread", "wide-file-unused"} <= set(findings.codes())


@pytest.fixture(scope="module")
def nation(files: tuple[dict[str, GridBook], Findings]) -> Mapping[str, Series]:
    """全国 as R01 (all), R02 (men) and R03 (women)."""
    rows = [{"系列ID": series, "ファイル": FILE, "見出し": word} for series, word in NATIONAL_WORDS.items()]
    found, findings = read_wide(rows, *files[0]["全国.csv"].sheets)
    assert faults(findings) == []
    return found


NATIONAL_WORDS = {"R01": "総数", "R02": "男性", "R03": "女性"}


def test_the_national_file_gives_each_year_and_leaves_blanks_blank(nation: Mapping[str, Series]) -> None:
    assert [period.first.year for period in nation["R01"].periods] == list(range(2009, 2022))
    assert [period.first.year for period in nation["R02"].periods] == [*range(2009, 2013), *range(2015, 2022)]
    assert {series: next(reversed(one.values.values())).text for series, one in nation.items()} == {
        "R01": "21,007",
        "R02": "13,939",
        "R03": "7,068",
    }


@pytest.mark.parametrize(
    ("kind", "series", "sentence"),
    [
        (SentenceKind.CHANGE, ("R01",), "令和3年（2021）の総数は21,007人で、対前年74人（約0.4％）減です。"),
        (SentenceKind.RATIO, ("R02", "R03"), "令和3年（2021）の男性は、女性の約2.0倍です。"),
        (SentenceKind.RUN, ("R03",), "女性は、2年連続の増加です。"),
        # The run of men is 12 years long, but the figures of 2013 and 2014 are not in the file.
        (SentenceKind.RUN, ("R02",), "男性は、6年連続の減少です（比べられる値は平成27年（2015）からです）。"),
        (SentenceKind.PARTS, ("R01", "R02", "R03"), "令和3年（2021）の総数の内訳は、男性13,939人、女性7,068人です。"),
        (
            SentenceKind.EXTREMES,
            ("R01",),
            "総数は、平成21年（2009）から令和3年（2021）までで最も多いのは平成21年の32,845人、最も少ないのは令和元年（2019）の"
            "20,169人です。",
        ),
    ],
)
def test_what_is_said_of_the_nation(
    kind: SentenceKind, series: tuple[str, ...], sentence: str, nation: Mapping[str, Series]
) -> None:
    of, *others = (nation[each] for each in series)
    written = write_sentence(SentenceRow(kind=kind, series=of, others=tuple(others)), Years(DigitWidth.HALF), Findings())
    assert written is not None
    assert written.text == sentence


def test_a_table_in_the_folder_of_a_meeting_is_part_of_its_statistics_and_of_its_digests(
    meeting_folder: Callable[..., Path],
) -> None:
    folder = meeting_folder(
        節=[{"節ID": "N01", "題名": "推移"}],
        図表=[{"図表ID": "Z01", "節ID": "N01", "題名": "全国", "種類": "折れ線", "系列ID": "R01"}],
        系列=[
            {
                "系列ID": "R01",
                "系列名": "全国",
                "年の種類": "年",
                "数えるもの": "人数",
                "単位": "人",
                "出典": "警察庁「自殺統計」",
            }
        ],
        横長の表=[{"系列ID": "R01", "ファイル": "全国.csv", "見出し": "総数"}],
    )
    (folder / "統計").mkdir()
    (folder / "統計" / "全国.csv").write_bytes(NATIONAL.read_bytes())
    with Sandbox() as sandbox:
        inputs, findings = read_folder(folder, sandbox)
    assert inputs is not None
    assert [each for each in findings if each.severity is Severity.ERROR] == []
    (exhibit,) = inputs.packet.statistics.exhibits
    assert exhibit.value(exhibit.periods[-1], exhibit.series[0]).text == "21,007"  # type: ignore[union-attr]
    assert "統計/全国.csv" in inputs.sha256
