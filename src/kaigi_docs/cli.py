"""The command line: the only module that prints or exits, and the one place that turns exceptions into exit codes."""

from __future__ import annotations

import json
import re
import sys
import traceback
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from kaigi_docs.errors import ExitCode, KaigiError
from kaigi_docs.findings import Finding, Severity
from kaigi_docs.proof.shown import figure_table
from kaigi_docs.results import by_severity

if TYPE_CHECKING:
    from kaigi_docs.after_mailing import ErrataResult
    from kaigi_docs.collate import CollateResult
    from kaigi_docs.collect_result import CollectResult
    from kaigi_docs.narrative.explaining import Explained
    from kaigi_docs.packet import BuildResult, Report
    from kaigi_docs.proof.figures import FileFigures
    from kaigi_docs.request import RequestResult

    Result = BuildResult | ErrataResult | RequestResult | CollectResult | CollateResult

SEVERITY_WORDS = {Severity.ERROR: "エラー", Severity.WARNING: "注意", Severity.NOTE: "お知らせ"}
_OPTION = re.compile("^[ーｰ－―—‐-]{2}([A-Za-zＡ-Ｚａ-ｚ]+)")
HELP_OPTION = {"help_option_names": ["-h", "--help"]}


class _JapaneseCommand(click.Command):
    """A command whose help is Japanese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix="使い方: ")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = [param for param in self.get_params(ctx) if isinstance(param, click.Option)]
        records = [record for option in options if (record := option.get_help_record(ctx)) is not None]
        with formatter.section("オプション"):
            formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = "この説明を表示する"
        return option


class _JapaneseGroup(_JapaneseCommand, click.Group):
    """The group of all commands."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        super().format_options(ctx, formatter)
        with formatter.section("コマンド"):
            formatter.write_dl([(name, self.commands[name].help or "") for name in self.list_commands(ctx)])


_OUT = click.option(
    "--out",
    metavar="フォルダ",
    type=click.Path(path_type=Path),
    help="できたものを置くフォルダ（なければ outputs/会議のフォルダ名）",
)
_ROUND = click.option("--round", "round_name", metavar="回", default="", help="今回の回の代わりに、この回で（例: --round 表決）")
_TELLING = (
    click.option("--open", "opened", is_flag=True, help="終わったら 結果.html を開く"),
    click.option("--json", "as_json", is_flag=True, help="結果を JSON ひとつで標準出力に書く"),
    click.option("--quiet", is_flag=True, help="途中の経過を表示しない"),
)


def _telling(command: Callable[..., ExitCode]) -> Callable[..., ExitCode]:
    """The command with the options that say how its result is told."""
    for option in reversed(_TELLING):
        command = option(command)
    return command


@click.group(
    cls=_JapaneseGroup,
    context_settings=HELP_OPTION,
    options_metavar="[オプション]",
    subcommand_metavar="コマンド …",
    help="書面開催の会議資料一式を、ひとつのフォルダから作ります。",
)
@click.version_option(package_name="kaigi-docs", message="kaigi_docs %(version)s", help="版を表示する")
def kaigi() -> None:
    """The group itself does nothing."""


@kaigi.command(
    "new",
    cls=_JapaneseCommand,
    options_metavar="[オプション]",
    help="会議のフォルダを新しく作る（会議設定.xlsx、施策一覧.xlsx など）",
)
@click.argument("directory", metavar="フォルダ", type=click.Path(path_type=Path))
@click.option("--sample", is_flag=True, help="架空の「みほん市」の会議を書き込んだ見本にする")
@click.option(
    "--from",
    "earlier",
    metavar="前回のフォルダ",
    type=click.Path(path_type=Path),
    help="前回の会議のフォルダから引き継ぐ（次の年度の第1回にする。前回の回答は「前回：…」の列に移す）",
)
@click.option("--open", "opened", is_flag=True, help="終わったら 会議設定.xlsx（--from のときは 引き継ぎの確認.html）を開く")
def new_command(directory: Path, sample: bool, earlier: Path | None, opened: bool) -> ExitCode:
    """Writes the books of a new meeting folder."""
    from kaigi_docs.new import new

    found: list[Finding] = []
    written = new(directory, sample=sample, earlier=earlier, found=found.append)
    for path in written:
        click.echo(path)
    if opened:
        click.launch(str(written[0] if earlier is None else written[-1]))
    for finding in by_severity(found):
        _say(f"{SEVERITY_WORDS[finding.severity]}: {finding}")
    if earlier is not None:
        _say("年度は前回の次の年度、回は1にしました。確かめることは、引き継ぎの確認.html にもあります。")
    _say(f"次は「{directory}」の 会議設定.xlsx を Excel で開き、「説明」シートの順に記入してください。")
    return ExitCode.DONE


@kaigi.command("build", cls=_JapaneseCommand, options_metavar="[オプション]", help="会議資料一式（PDF と Word）を作る")
@click.argument("directory", metavar="フォルダ", type=click.Path(path_type=Path))
@click.option("--only", multiple=True, metavar="資料", help="この資料と一式だけを作り直す（例: --only 資料3。くり返し可）")
@_OUT
@click.option("--force", is_flag=True, help="手直しした Word も新しいものに置き換える（控えは残りません）")
@click.option("--draft", is_flag=True, help="直すところが残っていても「案」フォルダに作る（そこに〔要確認〕と印刷します）")
@click.option("--public", is_flag=True, help="委員限りの資料を除いた公開用を「公開用」フォルダに作る")
@click.option("--large", is_flag=True, help="大活字（18ポイント以上）の資料を「大活字」フォルダに作る")
@click.option("--proof", is_flag=True, help="読み直して確かめたこと（禁則、はみ出し、重なり、書体など）の数値も表示する")
@click.option("--explain", is_flag=True, help="統計の文を一つずつ、もとの数と計算と一緒に表示する")
@click.option("--mailed", is_flag=True, help="発送したものとして、会議のフォルダの「発送済み」に控えを残す（発送日ごとに一度）")
@_ROUND
@_telling
def build_command(
    directory: Path,
    only: tuple[str, ...],
    out: Path | None,
    force: bool,
    draft: bool,
    public: bool,
    large: bool,
    proof: bool,
    explain: bool,
    mailed: bool,
    round_name: str,
    opened: bool,
    as_json: bool,
    quiet: bool,
) -> ExitCode:
    """Builds the packet and shows what was written and found."""
    from kaigi_docs.packet import build

    with _progress(quiet or as_json) as report:
        result = build(
            directory,
            out=out,
            only=only,
            force=force,
            proof=proof,
            explain=explain,
            draft=draft,
            public=public,
            large=large,
            mailed=mailed,
            round_name=round_name,
            report=report,
        )
    return _tell(
        result,
        opened=opened,
        as_json=as_json,
        proof=result.proof if proof else None,
        explained=result.explained if explain else None,
    )


@kaigi.command(
    "errata",
    cls=_JapaneseCommand,
    options_metavar="[オプション]",
    help="発送した資料と今の資料を比べ、正誤表と差替えページを作る",
)
@click.argument("directory", metavar="フォルダ", type=click.Path(path_type=Path))
@_OUT
@click.option("--mailed", is_flag=True, help="発送したものとして、会議のフォルダの「発送済み」に控えを残す（差替え日ごとに一度）")
@_telling
def errata_command(directory: Path, out: Path | None, mailed: bool, opened: bool, as_json: bool, quiet: bool) -> ExitCode:
    """Compares with what was mailed and shows what was written and found."""
    from kaigi_docs.after_mailing import errata

    with _progress(quiet or as_json) as report:
        result = errata(directory, out=out, mailed=mailed, report=report)
    return _tell(result, opened=opened, as_json=as_json)


@kaigi.command(
    "request",
    cls=_JapaneseCommand,
    options_metavar="[オプション]",
    help="各課に送る調査票（Excel）と照会文を作る",
)
@click.argument("directory", metavar="フォルダ", type=click.Path(path_type=Path))
@_OUT
@click.option("--one-book", is_flag=True, help="課ごとのブックの代わりに、課ごとのシートのあるブックを1つ作る")
@click.option("--opinions", is_flag=True, help="調査票の代わりに、委員の意見への考え方を担当課に尋ねるブックと文を作る")
@click.option("--force", is_flag=True, help="書き込まれた調査票や手直しした照会文も、新しいものに置き換える（控えは残りません）")
@_telling
def request_command(
    directory: Path, out: Path | None, one_book: bool, opinions: bool, force: bool, opened: bool, as_json: bool, quiet: bool
) -> ExitCode:
    """Writes the status sheets and the request letter, and shows what was written and found."""
    from kaigi_docs.request import request

    with _progress(quiet or as_json) as report:
        result = request(directory, out=out, one_book=one_book, opinions=opinions, force=force, report=report)
    return _tell(result, opened=opened, as_json=as_json)


@kaigi.command(
    "collect",
    cls=_JapaneseCommand,
    options_metavar="[オプション]",
    help="各課から返ってきた調査票をまとめ、確認依頼と再依頼を作る",
)
@click.argument("directory", metavar="フォルダ", type=click.Path(path_type=Path))
@_OUT
@click.option("--force", is_flag=True, help="手直しした依頼文や調査票も、新しいものに置き換える（控えは残りません）")
@_telling
def collect_command(directory: Path, out: Path | None, force: bool, opened: bool, as_json: bool, quiet: bool) -> ExitCode:
    """Merges what came back and shows what was written and found."""
    from kaigi_docs.collect import collect
    from kaigi_docs.collect_result import shown_outputs

    with _progress(quiet or as_json) as report:
        result = collect(directory, out=out, force=force, report=report)
    out_dir = result.outputs[-1].parent
    shown = [out_dir / each for each in shown_outputs(result.outputs, out_dir)]
    return _tell(result, opened=opened, as_json=as_json, shown=shown)


@kaigi.command(
    "collate",
    cls=_JapaneseCommand,
    options_metavar="[オプション]",
    help="委員から返ってきた回答書を集計し、記録を作る",
)
@click.argument("directory", metavar="フォルダ", type=click.Path(path_type=Path))
@_OUT
@_ROUND
@click.option("--force", is_flag=True, help="手直しした Word も新しいものに置き換える（控えは残りません）")
@_telling
def collate_command(
    directory: Path, out: Path | None, round_name: str, force: bool, opened: bool, as_json: bool, quiet: bool
) -> ExitCode:
    """Reads what members sent back and shows what was written and found."""
    from kaigi_docs.collate import collate

    with _progress(quiet or as_json) as report:
        result = collate(directory, out=out, round_name=round_name, force=force, report=report)
    return _tell(result, opened=opened, as_json=as_json)


def _tell(
    result: Result,
    *,
    opened: bool,
    as_json: bool,
    proof: Sequence[FileFigures] | None = None,
    explained: Sequence[Explained] | None = None,
    shown: Sequence[Path] | None = None,
) -> ExitCode:
    """Shows how a run ended: findings, paths, the figures of the proof that were asked for, and one sentence.

    Args:
        result: of the run.
        opened: whether 結果.html is opened.
        as_json: whether everything is written as one JSON value.
        proof: figures.
        explained: sentences with their proof.
        shown: paths instead of all outputs.
    """
    if opened:
        click.launch(str(result.outputs[-1]))
    if as_json:
        _write_json(result, proof, explained)
        return result.exit_code
    for finding in by_severity(result.findings):
        _say(f"{SEVERITY_WORDS[finding.severity]}: {finding}")
    for path in result.outputs if shown is None else shown:
        click.echo(path)
    for line in figure_table(proof or ()):
        _say(line)
    for sentence in explained or ():
        for line in sentence.lines():
            _say(line)
    _say(result.summary)
    return result.exit_code


@contextmanager
def _progress(silent: bool) -> Iterator[Report]:
    """Shows each step: one moving line on a terminal, a plain line a step elsewhere."""
    if silent:
        yield lambda step: None
    elif sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("始めています") as status:
            yield lambda step: status.update(step)
    else:
        yield lambda step: _say(f"{step}…")


def _say(message: str) -> None:
    click.echo(message, err=True)


def _write_json(result: Result, proof: Sequence[FileFigures] | None = None, explained: Sequence[Explained] | None = None) -> None:
    answer: dict[str, Any] = {
        "outputs": [str(path) for path in result.outputs],
        "findings": [_finding_json(finding) for finding in result.findings],
        "exit": int(result.exit_code),
    }
    if proof is not None:
        answer["proof"] = [asdict(figures) for figures in proof]
    if explained is not None:
        answer["explained"] = [
            {"kind": each.kind, "text": each.text, "where": str(each.where or ""), "lines": list(each.lines())[1:]}
            for each in explained
        ]
    click.echo(json.dumps(answer, ensure_ascii=False))


def _finding_json(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "file": where.file if where else None,
        "sheet": where.sheet if where else None,
        "cell": where.cell if where else None,
        "page": where.page if where else None,
        "text": where.label if where else None,
        "message": finding.message,
        "hint": finding.hint,
    }


def run(arguments: Sequence[str]) -> int:
    """The exit code of a call; everything that can go wrong ends here in a Japanese sentence.

    Args:
        arguments: the words after `kaigi`.
    """
    _accept_any_console()
    try:
        code = kaigi.main(args=_halved(arguments), prog_name="kaigi", standalone_mode=False)
        return int(code) if isinstance(code, int) else int(ExitCode.DONE)
    except click.exceptions.NoArgsIsHelpError as error:
        _say(error.format_message())
        return int(ExitCode.USAGE)
    except click.UsageError as error:
        _say(f"{_usage_message(error)}\n使い方は「kaigi --help」で見られます。")
        return int(ExitCode.USAGE)
    except (click.Abort, KeyboardInterrupt):
        _say("中断しました。できかけのファイルは残っていません。")
        return int(ExitCode.INTERRUPTED)
    except KaigiError as error:
        _say(str(error))
        return int(error.exit_code)
    except Exception:  # the last door: a defect of ours, shown whole
        traceback.print_exc()
        _say("kaigi_docs の不具合です。上の表示を添えて開発元に知らせてください。")
        return int(ExitCode.DEFECT)


def _accept_any_console() -> None:
    """Characters that a console (code page 932, say) cannot show become escapes instead of a failure."""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="backslashreplace")


def _alike(typed: str, known: Iterable[str]) -> str:
    """The word that was probably meant, as a question; nothing where none is alike."""
    found = get_close_matches(typed.lower(), list(known), 1, 0.6)
    return f"「{found[0]}」のことですか。" if found else ""


def _halved(arguments: Sequence[str]) -> list[str]:
    """The words of a call with full-width dashes and letters of options, typed with the Japanese input still on, as usual."""
    return [_OPTION.sub(lambda found: "--" + unicodedata.normalize("NFKC", found.group(1)), each) for each in arguments]


def _usage_message(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoSuchCommand):
        return f"「{error.command_name}」というコマンドはありません。{_alike(error.command_name, kaigi.commands)}"
    if isinstance(error, click.NoSuchOption):
        known = [name for each in (error.ctx.command.params if error.ctx else ()) for name in each.opts]
        return f"「{error.option_name}」というオプションはありません。{_alike(error.option_name, known)}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param is not None and error.ctx is not None else ""
        return f"「{name}」の指定が足りません。"
    if isinstance(error, click.exceptions.BadOptionUsage):
        return f"オプション「{error.option_name}」の後に、値を続けて書いてください（例: --only 資料3）。"
    return "コマンドの書き方が違います。余分な言葉がないか確かめてください。"
