"""The figures of a proof as a person reads them."""

from __future__ import annotations

import unicodedata

from kaigi_docs.blocks import Document, Heading, Paragraph, Run, Section
from kaigi_docs.findings import Findings
from kaigi_docs.proof.figures import FileFigures, ForcedBreak, PdfFigures, Spacing, WordFigures
from kaigi_docs.proof.pdf import PdfProof
from kaigi_docs.proof.record import ProofRecord
from kaigi_docs.proof.shown import figure_remarks, figure_rows, figure_table
from kaigi_docs.results import Outcome, result_page

PDF = PdfFigures(37, 3954, 53043, 1, (ForcedBreak(2, "a｜b"),), 2, 3, 0.14, 8.5, 4, 5, 4, 1069, 1068, Spacing(2.375, 0.14), 11)
PROOF = (FileFigures("資料３ <取組>", "資料３", PDF, WordFigures(49815, 2)), FileFigures("会議資料一式", "一式", None))


def test_every_figure_has_its_row() -> None:
    values = dict(figure_rows(PROOF))
    assert values["行"] == ["3,954", "－"]
    assert values["禁則に反する行"][0] == "1" and values["やむを得ず分けた行"][0] == "1"
    assert values["はみ出し"][0] == "2" and values["重なり"][0] == "3" and values["文字どうしの重なりの最大"][0] == "0.14pt"
    assert values["いちばん小さい文字"][0] == "8.5pt" and values["字形のない文字"][0] == "4"
    assert values["埋め込んだ書体"][0] == "4/5" and values["読み上げ順のある内容"][0] == "1,068/1,069"
    assert values["Word の文字"] == ["49,815（2件の違い）", "－"]


def test_the_columns_of_the_table_stand_below_each_other() -> None:
    lines = figure_table(PROOF)[1:-1]
    assert len({sum(2 if unicodedata.east_asian_width(one) in "WFA" else 1 for one in line) for line in lines}) == 1
    assert figure_table(()) == []


def test_forced_breaks_are_told_once_though_they_stand_in_the_packet_too() -> None:
    both = (PROOF[0], FileFigures("会議資料一式", "一式", PDF))
    assert list(figure_remarks(both)) == ["資料３ 2ページ: 幅に入らないので「a｜b」で分けました。"]
    assert list(figure_remarks(both[1:])) == ["一式 2ページ: 幅に入らないので「a｜b」で分けました。"]


def test_the_result_page_shows_the_figures_only_when_asked_for() -> None:
    def page(proof: tuple[FileFigures, ...]) -> str:
        return result_page(Outcome("会議資料一式の作成", True, "", [], [], [], proof))

    assert "読み直して確かめたこと" not in page(())
    assert "<th>禁則に反する行</th><td>1</td><td>－</td>" in page(PROOF)
    assert "資料３ &lt;取組&gt;" in page(PROOF)


def test_a_record_gathers_what_was_measured_on_each_file() -> None:
    first = Document("S1", "まずはこちらをお読みください", "", (Section((Heading("h", 1, "１", (Run("目的"),)),)),))
    second = Document("S2", "資料３ 取組状況", "資料３", (Section((Paragraph((Run("各課 の取組"),)),)),))
    record, faults = ProofRecord(), Findings()
    faults.error("proof-character-lost", None, "ありません。")
    assert record.material(1, PdfProof(faults, PDF)) is faults
    assert record.word(1, faults) is faults
    record.packet(PdfProof(Findings(), None))
    assert record.figures([first, second], "会議資料一式") == (
        FileFigures("資料３ 取組状況", "資料３", PDF, WordFigures(5, 1)),
        FileFigures("会議資料一式", "一式", None),
    )
    record.word(0, Findings())
    assert record.figures([first], "会議資料一式")[0] == FileFigures(first.title, "まずはこちらを…", None, WordFigures(2, 0))
