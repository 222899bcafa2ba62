from __future__ import annotations

import json
from pathlib import Path

import pytest

from kaigi_docs import cli, packet
from kaigi_docs.errors import ExitCode, InputUnreadable
from kaigi_docs.findings import Finding, Location, Severity
from kaigi_docs.narrative.explaining import TYPED, Explained, Tie
from kaigi_docs.packet import BuildResult
from kaigi_docs.proof.figures import FileFigures, ForcedBreak, PdfFigures, Spacing, WordFigures

FAULT = Finding("rating-unknown", Severity.ERROR, Location("施策一覧.xlsx", "施策一覧", "H7"), "評価「可」はありません。")


def test_help_is_japanese_throughout_and_lists_the_commands(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["--help"]) == 0
    text = capsys.readouterr().out
    assert [word for word in ("Usage", "Options", "Commands", "Show") if word in text] == []
    assert "  build" in text
    assert "  new" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["biuld"], "「biuld」というコマンドはありません。「build」のことですか。"),
        (["build", "x", "--darft"], "「--darft」というオプションはありません。「--draft」のことですか。"),
        (["build"], "「フォルダ」の指定が足りません。"),
        (["build", "x", "--fast"], "「--fast」というオプションはありません。"),
        (["build", "x", "--out"], "オプション「--out」の後に、値を続けて書いてください"),
        (["build", "x", "y"], "コマンドの書き方が違います。"),
    ],
)
def test_a_wrong_call_ends_with_2_and_a_japanese_sentence(
    words: list[str], message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words) == ExitCode.USAGE
    assert message in capsys.readouterr().err


@pytest.mark.parametrize("typed", ["ーーdraft", "－－ｄｒａｆｔ", "--draft"])
def test_an_option_typed_with_the_japanese_input_on_is_understood(typed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[bool] = []

    def build(directory: Path, *, draft: bool, **options: object) -> BuildResult:
        asked.append(draft)
        return BuildResult((), (), "", ExitCode.DONE)

    monkeypatch.setattr(packet, "build", build)
    assert cli.run(["build", "x", typed]) == 0
    assert asked == [True]


@pytest.mark.parametrize(
    ("words", "opened"), [(["--sample"], "会議設定.xlsx"), (["--from", "earlier"], "引き継ぎの確認.html")], ids=["books", "page"]
)
def test_a_new_folder_opens_where_its_work_begins(
    words: list[str], opened: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    launched: list[str] = []
    monkeypatch.setattr("click.launch", launched.append)
    monkeypatch.setattr(
        "kaigi_docs.new.new", lambda directory, **_: (directory / "会議設定.xlsx", directory / "引き継ぎの確認.html")
    )
    assert cli.run(["new", str(tmp_path), *words, "--open"]) == ExitCode.DONE
    assert launched == [str(tmp_path / opened)]


def test_a_missing_folder_ends_with_3_and_says_what_to_do(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    assert cli.run(["build", str(tmp_path / "ない")]) == ExitCode.INPUT
    assert "見つかりません。フォルダの場所を確かめてください。" in capsys.readouterr().err


def ends(monkeypatch: pytest.MonkeyPatch, outcome: BuildResult | BaseException) -> None:
    def build(*_: object, **__: object) -> BuildResult:
        if isinstance(outcome, BaseException):
            raise outcome
        return outcome

    monkeypatch.setattr(packet, "build", build)


def test_findings_go_to_stderr_and_paths_to_stdout(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ends(monkeypatch, BuildResult((Path("結果.html"),), (FAULT,), "直すところが1件あります。", ExitCode.FINDINGS))
    assert cli.run(["build", "x"]) == ExitCode.FINDINGS
    captured = capsys.readouterr()
    assert captured.out == "結果.html\n"
    assert "エラー: 施策一覧.xlsx「施策一覧」H7: 評価「可」はありません。" in captured.err


def test_json_is_one_object_with_every_place(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ends(monkeypatch, BuildResult((Path("結果.html"),), (FAULT,), "", ExitCode.FINDINGS))
    cli.run(["build", "x", "--json"])
    answer = json.loads(capsys.readouterr().out)
    assert answer["exit"] == 1
    assert answer["outputs"] == ["結果.html"]
    assert {key: answer["findings"][0][key] for key in ("code", "sheet", "cell")} == {
        "code": "rating-unknown",
        "sheet": "施策一覧",
        "cell": "H7",
    }


@pytest.mark.parametrize(
    ("raised", "code", "message"),
    [
        (InputUnreadable("開けません。"), ExitCode.INPUT, "開けません。"),
        (KeyboardInterrupt(), ExitCode.INTERRUPTED, "中断しました。"),
        (ZeroDivisionError(), ExitCode.DEFECT, "kaigi_docs の不具合です。"),
    ],
)
def test_every_end_has_its_code_and_sentence(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    raised: BaseException,
    code: ExitCode,
    message: str,
) -> None:
    ends(monkeypatch, raised)
    assert cli.run(["build", "x"]) == code
    assert message in capsys.readouterr().err


FIGURES = PdfFigures(2, 74, 2251, 0, (ForcedBreak(2, "exam｜ple"),), 0, 0, 0.0, 8.0, 0, 3, 3, 73, 73, Spacing(1.5, 0.25), 0)
PROOF = (FileFigures("資料３ 取組状況", "資料３", FIGURES, WordFigures(2196, 0)), FileFigures("会議資料一式", "一式", FIGURES))


def test_the_figures_of_the_proof_go_to_stderr_as_a_table(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ends(monkeypatch, BuildResult((Path("結果.html"),), (), "作りました。", ExitCode.DONE, PROOF))
    assert cli.run(["build", "x", "--proof", "--quiet"]) == ExitCode.DONE
    captured = capsys.readouterr()
    assert captured.out == "結果.html\n"
    lines = captured.err.splitlines()
    assert lines[0] == "読み直して確かめたこと" and lines[1].split() == ["資料３", "一式"]
    assert ["禁則に反する行", "0", "0"] in [line.split() for line in lines]
    assert ["埋め込んだ書体", "3/3", "3/3"] in [line.split() for line in lines]
    assert "資料３ 2ページ: 幅に入らないので「exam｜ple」で分けました。" in lines


EXPLAINED = (Explained(TYPED, "相談は1,250件でした。", ties=(Tie("1250", ()),), where=Location("統計.xlsx", "文", "D3")),)


def test_sentences_are_explained_when_asked_for(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    ends(monkeypatch, BuildResult((), (), "作りました。", ExitCode.DONE, explained=EXPLAINED))
    assert cli.run(["build", "x", "--explain", "--quiet"]) == ExitCode.DONE
    assert capsys.readouterr().err.splitlines() == [
        "【手書き】相談は1,250件でした。",
        "    1250 ← 結びつく数がありません",
        "作りました。",
    ]
    cli.run(["build", "x", "--explain", "--json"])
    assert json.loads(capsys.readouterr().out)["explained"] == [
        {
            "kind": "手書き",
            "text": "相談は1,250件でした。",
            "where": "統計.xlsx「文」D3",
            "lines": ["    1250 ← 結びつく数がありません"],
        }
    ]
    cli.run(["build", "x", "--json"])
    assert "explained" not in json.loads(capsys.readouterr().out)


def test_the_figures_of_the_proof_are_part_of_the_json_when_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ends(monkeypatch, BuildResult((), (), "", ExitCode.DONE, PROOF))
    cli.run(["build", "x", "--json", "--proof"])
    [material, packet] = json.loads(capsys.readouterr().out)["proof"]
    assert (material["label"], material["pdf"]["forced_breaks"]) == ("資料３", [{"page": 2, "place": "exam｜ple"}])
    assert (material["word"], packet["word"]) == ({"characters": 2196, "missing": 0}, None)
    cli.run(["build", "x", "--json"])
    assert "proof" not in json.loads(capsys.readouterr().out)
