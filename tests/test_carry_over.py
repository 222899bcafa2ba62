"""Next year: a folder made from the last one, three cells filled in, and the packet is there."""

from __future__ import annotations

from base64 import b32decode
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from kaigi_docs.errors import ExitCode, InputUnreadable, UsageFault
from kaigi_docs.findings import Finding
from kaigi_docs.new import new, write_books
from kaigi_docs.packet import build
from kaigi_docs.read.books import read_book
from kaigi_docs.read.grid import GridBook
from kaigi_docs.read.sandbox import Sandbox
from kaigi_docs.read.tables import found_records
from kaigi_docs.sheets import LISTS_SHEET
from two_rounds import ASKING, LIST, MEMBERS, two_rounds

Folder = Callable[..., Path]
Changed = Callable[..., list[dict[str, Any]]]

PLAN = [
    {"列名": "事業名", "種類": "事業名"},
    {"列名": "担当課", "種類": "担当課"},
    {"列名": "前回の予定", "種類": "文章", "前回の列": "今年度予定"},
    {"列名": "前年度取組状況", "種類": "文章"},
    {"列名": "評価", "種類": "評価"},
    {"列名": "今年度予定", "種類": "文章"},
]


def carried(earlier: Path, target: Path) -> list[Finding]:
    """What was found while the folder was made."""
    found: list[Finding] = []
    new(target, earlier=earlier, found=found.append)
    return found


def codes(findings: Sequence[Finding]) -> set[str]:
    return {finding.code for finding in findings}


@cache
def grid_of(path: Path) -> GridBook:
    """A book as found; the folders of this module are written once and then only read."""
    with Sandbox() as sandbox:
        grid, _ = read_book(sandbox, path, path.name)
    assert grid is not None
    return grid


def sheet(folder: Path, book: str, title: str) -> list[dict[str, Any]]:
    """The rows of a sheet by what stands above them; one row of the 会議 sheet."""
    from kaigi_docs.declarations.kinds import SheetDeclaration
    from kaigi_docs.declarations.measures import measure_sheet
    from kaigi_docs.declarations.settings import SETTINGS_SHEETS
    from kaigi_docs.declarations.statistics import SMALL_COUNTS

    declarations: tuple[SheetDeclaration, ...] = (*SETTINGS_SHEETS, measure_sheet(()), SMALL_COUNTS)
    found, _ = found_records(grid_of(folder / book), [each for each in declarations if each.title == title], (LISTS_SHEET,))
    return found[title]


def measures(folder: Path) -> list[dict[str, Any]]:
    return sheet(folder, "施策一覧.xlsx", "施策一覧")


def basics(folder: Path) -> dict[str, Any]:
    (row,) = sheet(folder, "会議設定.xlsx", "会議")
    return row


def test_next_year_s_packet_takes_three_cells(meeting_folder: Folder, tmp_path: Path) -> None:
    earlier = meeting_folder()
    folder = tmp_path / "inputs" / "r05"
    new(folder, earlier=earlier)
    rows = [
        {**row, "前年度取組状況": "実施した。", "評価": "おおむね実施できた", "今年度予定": "続ける。"}
        for row in measures(folder)
    ]
    dates = {"締切": "令和5年9月8日", "発行日": "令和5年8月18日"}
    settings = {
        title: sheet(folder, "会議設定.xlsx", title) for title in ("委員", "担当課", "施策体系", "資料", "議題", "設問", "文面")
    }
    filled = tmp_path / "inputs" / "filled"
    write_books(filled, {**settings, "会議": [{**basics(folder), **dates}], "施策一覧": rows})

    result = build(filled)

    assert result.exit_code is ExitCode.DONE
    assert codes(result.findings) <= {"default-used", "addresses-none", "return-address-missing"}  # notes


def test_year_and_round_go_on_and_dates_are_emptied(meeting_folder: Folder, tmp_path: Path, changed: Changed) -> None:
    earlier = meeting_folder(会議=changed("会議", 0, 回=2, 文書番号="４健こ第1号", 差替え日="令和4年8月26日"))
    carried(earlier, tmp_path / "r05")

    row = basics(tmp_path / "r05")
    assert (row["年度"], row["回"]) == ("令和5年度", 1)
    assert {"締切", "発行日", "発送日", "差替え日", "文書番号"} & set(row) == set()
    assert row["会議名"] == "みほん市いのち支える協議会"


def test_rounds_keep_their_rules_and_what_belonged_to_that_meeting_is_emptied(tmp_path: Path) -> None:
    members: LIST = [{**MEMBERS[0], "別名": "沖　千尋", "前任者": "浜辺　渚"}, MEMBERS[1]]
    rounds: LIST = [ASKING[0], {**ASKING[1], "定足数": "過半数"}]
    write_books(tmp_path / "r04", two_rounds(rounds=rounds, recusals=[{"委員ID": "C02", "議題ID": "A02"}], members=members))
    found = carried(tmp_path / "r04", tmp_path / "r05")

    kept = sheet(tmp_path / "r05", "会議設定.xlsx", "回答の回")
    assert kept == [
        {"回": "質問", "回答書の資料ID": "S02"},
        {"回": "表決", "回答書の資料ID": "S04", "定足数": "過半数"},
    ]
    assert sheet(tmp_path / "r05", "会議設定.xlsx", "除斥") == []
    assert "earlier-recusals" in codes(found)
    first = sheet(tmp_path / "r05", "会議設定.xlsx", "委員")[0]
    assert (first["別名"], first.get("前任者")) == ("沖　千尋", None)


def test_each_meeting_has_a_key_of_its_own_for_its_forms(tmp_path: Path) -> None:
    write_books(tmp_path / "r04", two_rounds())
    new(tmp_path / "other")
    carried(tmp_path / "r04", tmp_path / "r05")
    keys = [basics(tmp_path / name)["様式鍵"] for name in ("r04", "other", "r05")]
    assert len(set(keys)) == 3
    assert all(len(key) == 26 and key.isalnum() for key in keys[1:])


def test_the_settings_of_the_last_meeting_stay(meeting_folder: Folder, tmp_path: Path) -> None:
    earlier = meeting_folder()
    carried(earlier, tmp_path / "r05")
    for title in ("委員", "担当課", "施策体系", "資料", "議題", "設問", "文面"):
        assert sheet(tmp_path / "r05", "会議設定.xlsx", title) == sheet(earlier, "会議設定.xlsx", title)


def test_answers_are_moved_aside_and_nobody_complains_about_them(meeting_folder: Folder, tmp_path: Path) -> None:
    carried(meeting_folder(), tmp_path / "r05")

    first = measures(tmp_path / "r05")[0]
    assert {"前年度取組状況", "評価", "今年度予定"} & set(first) == set()
    assert first["前回：前年度取組状況"] == "月２回、計24回開いた。"
    assert first["前回：評価"] == "おおむね実施できた"
    assert first["事業概要"] == "だれでも立ち寄れる場を、公民館で開く。"
    unknown = [finding for finding in build(tmp_path / "r05").findings if finding.code == "column-unknown"]
    assert unknown == []


def test_a_column_takes_what_the_column_sheet_names(meeting_folder: Folder, tmp_path: Path) -> None:
    carried(meeting_folder(列=PLAN), tmp_path / "r05")

    first = measures(tmp_path / "r05")[0]
    assert first["前回の予定"] == "継続する。"
    assert "前回：今年度予定" not in first
    assert first["前回：評価"] == "おおむね実施できた"


def test_a_column_that_takes_from_nowhere_is_a_finding(meeting_folder: Folder, tmp_path: Path) -> None:
    columns = [*PLAN[:2], {**PLAN[2], "前回の列": "昨年度予定"}, *PLAN[3:]]
    assert "earlier-column-unknown" in codes(carried(meeting_folder(列=columns), tmp_path / "r05"))


def test_a_column_with_years_gets_the_next_one_empty(meeting_folder: Folder, tmp_path: Path, changed: Changed) -> None:
    columns = [*PLAN[:2], {"列名": "回数", "種類": "数値", "年度": "R2、R3"}]
    rows = changed("施策一覧", 0, **{"回数 R2": "20", "回数 R3": "24"})
    found = carried(meeting_folder(列=columns, 施策一覧=rows), tmp_path / "r05")

    first = measures(tmp_path / "r05")[0]
    assert (first["回数 R2"], first["回数 R3"]) == ("20", "24")
    assert sheet(tmp_path / "r05", "会議設定.xlsx", "列")[2]["年度"] == "R2、R3、R4"
    assert "year-added" in codes(found)


OLD = {
    "令和３年度の取組をまとめました。": "old-year",
    "Ｒ４の予定です。": "old-year",
    "2023年に見直します。": "old-year",
    "第１回の会議です。": "old-round",
    "９月９日までにお送りください。": "old-date",
    "８月１９日に発送します。": "old-date",
}
LEFT_ALONE = ("〔前年度〕の取組です。", "平成２０年に始めました。", "第10回記念", "9月19日")


def test_what_still_names_the_old_meeting_is_listed_with_its_cell_and_other_years_rounds_and_dates_are_not(
    meeting_folder: Folder, tmp_path: Path
) -> None:
    rows = [{"場所": "はじめに", "文": text} for text in (*OLD, *LEFT_ALONE)]
    found = [each for each in carried(meeting_folder(文面=rows), tmp_path / "r05") if each.where is not None]
    listed = [(each.where.cell, each.code) for each in found if each.where is not None and each.where.sheet == "文面"]
    assert sorted(listed) == [(f"C{number}", code) for number, code in enumerate(OLD.values(), 4)]


def test_a_key_that_begins_like_a_year_names_none(
    meeting_folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.token_bytes", lambda count: b32decode(f"R3{'A' * 24}======"))
    found = carried(meeting_folder(), tmp_path / "r05")
    assert basics(tmp_path / "r05")["様式鍵"].startswith("R3A")
    assert "old-year" not in {each.code for each in found if each.where is not None and each.where.sheet == "会議"}


def test_a_text_that_stands_in_many_rows_is_listed_once(meeting_folder: Folder, tmp_path: Path) -> None:
    members = [{"氏名": f"見本　{name}", "任期": "令和３年４月１日から２年"} for name in "一二三四"]
    found = [each for each in carried(meeting_folder(委員=members), tmp_path / "r05") if each.code == "old-year"]
    assert len(found) == 1
    assert "ほかに3か所" in found[0].message


def test_wording_and_look_are_copied_and_the_rest_is_listed(meeting_folder: Folder, tmp_path: Path) -> None:
    earlier = meeting_folder()
    for name in ("文面/cover_letter.md.j2", "添付/案.pdf", "発送済み/2022-08-19/manifest.json", "メモ.txt"):
        (earlier / name).parent.mkdir(parents=True, exist_ok=True)
        (earlier / name).write_text("令和４年度です。", encoding="utf-8")

    found = carried(earlier, tmp_path / "r05")

    assert (tmp_path / "r05" / "文面" / "cover_letter.md.j2").read_text(encoding="utf-8") == "令和４年度です。"
    assert not (tmp_path / "r05" / "添付").exists()
    places = {(each.code, each.where.file, each.where.line) for each in found if each.where is not None}
    assert ("file-not-carried", "添付/案.pdf", None) in places
    assert ("file-not-carried", "メモ.txt", None) in places
    assert ("folder-not-carried", "発送済み", None) in places
    assert ("old-year", "文面/cover_letter.md.j2", 1) in places


def test_columns_of_the_office_s_own_are_carried(meeting_folder: Folder, tmp_path: Path, changed: Changed) -> None:
    carried(meeting_folder(施策一覧=changed("施策一覧", 0, 担当者メモ="要相談")), tmp_path / "r05")
    assert measures(tmp_path / "r05")[0]["担当者メモ"] == "要相談"


def test_the_page_of_what_to_look_at_is_written(meeting_folder: Folder, tmp_path: Path) -> None:
    carried(meeting_folder(文面=[{"場所": "はじめに", "文": "令和３年度の取組"}]), tmp_path / "r05")
    page = (tmp_path / "r05" / "引き継ぎの確認.html").read_text(encoding="utf-8")
    assert "令和5年度の第1回" in page
    assert "会議設定.xlsx「文面」C4" in page


def test_a_folder_can_be_carried_over_twice(meeting_folder: Folder, tmp_path: Path) -> None:
    carried(meeting_folder(), tmp_path / "r05")
    found = carried(tmp_path / "r05", tmp_path / "r06")

    assert {"earlier-dropped", "earlier-incomplete"} <= codes(found)
    assert not any(name.startswith("前回：") for row in measures(tmp_path / "r06") for name in row)


def test_the_earlier_folder_is_left_as_it_was(meeting_folder: Folder, tmp_path: Path) -> None:
    earlier = meeting_folder()
    before = {path: path.read_bytes() for path in earlier.rglob("*") if path.is_file()}
    carried(earlier, tmp_path / "r05")
    assert {path: path.read_bytes() for path in earlier.rglob("*") if path.is_file()} == before


def test_a_folder_without_settings_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputUnreadable, match=r"会議設定\.xlsx"):
        new(tmp_path / "r05", earlier=tmp_path / "empty")
    assert not (tmp_path / "r05").exists()


def test_sample_and_earlier_do_not_go_together(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="--from"):
        new(tmp_path / "r05", sample=True, earlier=tmp_path)


def test_a_filled_folder_is_refused(meeting_folder: Folder) -> None:
    earlier = meeting_folder()
    with pytest.raises(UsageFault, match="空ではありません"):
        new(earlier, earlier=earlier)


def test_the_page_lists_the_books_that_were_made_and_the_files_that_were_copied(
    meeting_folder: Folder, tmp_path: Path, changed: Changed
) -> None:
    earlier = meeting_folder()
    (earlier / "文面").mkdir()
    (earlier / "文面" / "cover_letter.md.j2").write_text("# {{ 題名 }}\n", encoding="utf-8")
    carried(earlier, tmp_path / "r05")
    page = (tmp_path / "r05" / "引き継ぎの確認.html").read_text(encoding="utf-8")
    assert [name in page for name in ('href="会議設定.xlsx"', 'href="施策一覧.xlsx"', 'href="文面/cover_letter.md.j2"')] == [
        True
    ] * 3
    assert "ありません。前に作ったもの" not in page


def schedule_of(*spans: dict[str, str], **frame: str) -> dict[str, list[dict[str, Any]]]:
    """The sheets of スケジュール.xlsx with one task."""
    return {
        "予定表": [frame] if frame else [],
        "予定": [{"予定ID": "T01", "項目": "市民アンケート", "備考": "見込み"}],
        "期間": [{"予定ID": "T01", **span} for span in spans],
        "記号": [],
    }


def spans_in(folder: Path) -> list[tuple[str, str]]:
    from kaigi_docs.declarations.schedule import SCHEDULE_FILE, SPANS

    with Sandbox() as sandbox:
        grid, _ = read_book(sandbox, folder / SCHEDULE_FILE, SCHEDULE_FILE)
    assert grid is not None
    found, _ = found_records(grid, [SPANS], (LISTS_SHEET,))
    return [(str(row["始め"]), str(row.get("状態", ""))) for row in found[SPANS.title]]


def test_the_schedule_stays_and_spans_of_the_past_are_listed(meeting_folder: Folder, tmp_path: Path) -> None:
    spans = (
        {"始め": "令和4年5月", "終わり": "令和4年7月", "状態": "実施済"},
        {"始め": "令和4年10月", "終わり": "令和5年3月", "内容": "配布と回収"},
        {"始め": "令和5年3月", "終わり": "令和5年4月"},
        {"始め": "いつか"},
    )
    earlier = meeting_folder(**schedule_of(*spans))
    found = carried(earlier, tmp_path / "r05")
    said = [(f.code, f.where.cell) for f in found if f.where is not None and f.where.file == "スケジュール.xlsx"]
    assert said == [("schedule-years-kept", None), ("span-past", "B5"), ("spans-done-carried", "B4")]
    assert spans_in(tmp_path / "r05") == [(span["始め"], span.get("状態", "")) for span in spans]


def test_a_schedule_of_years_without_the_new_one_is_said(meeting_folder: Folder, tmp_path: Path) -> None:
    earlier = meeting_folder(**schedule_of({"始め": "令和4年5月", "状態": "実施済"}, 年度="R3、R4"))
    found = carried(earlier, tmp_path / "r05")
    assert [f.where.cell for f in found if f.code == "schedule-year-missing" and f.where is not None] == ["B3"]


def test_the_packet_with_the_schedule_of_last_year_can_be_built(meeting_folder: Folder, tmp_path: Path, changed: Changed) -> None:
    row = {"資料ID": "S09", "種類": "スケジュール", "資料番号": "6", "題名": "予定"}
    earlier = meeting_folder(資料=[*changed("資料", 0), row], **schedule_of({"始め": "令和4年5月"}))
    found = carried(earlier, tmp_path / "r05")
    assert "span-past" in codes(found)
    built = build(tmp_path / "r05")
    assert not {each.code for each in built.findings} & {"span-outside", "span-cut", "schedule-missing"}


def test_former_departments_and_the_rules_of_content_are_carried_over(meeting_folder: Folder, tmp_path: Path) -> None:
    former = [{"旧課名": "福祉総務課", "旧課ID": "D31", "新しい課": "D02", "備考": "令和4年4月1日"}]
    rules = [{"種類": "数の増減", "値": 5, "使う": "はい"}, {"種類": "字数", "使う": "いいえ"}]
    carried(meeting_folder(組織改編=former, 回収の確認=rules), tmp_path / "r05")

    assert sheet(tmp_path / "r05", "会議設定.xlsx", "組織改編") == former
    assert sheet(tmp_path / "r05", "会議設定.xlsx", "回収の確認") == rules


def test_who_signed_for_small_counts_has_to_sign_anew(meeting_folder: Folder, tmp_path: Path) -> None:
    rules = {"しきい値": 10, "責任者": "こころの健康課長", "決定日": "令和4年8月1日"}
    earlier = meeting_folder(節=[{"題名": "推移"}], 小さい数の扱い=[rules])
    carried(earlier, tmp_path / "next")
    (kept,) = sheet(tmp_path / "next", "統計.xlsx", "小さい数の扱い")
    assert kept == {"しきい値": 10}


def test_what_was_printed_of_the_statistics_is_handed_on_with_what_was_handed_on_before(
    meeting_folder: Folder, tmp_path: Path
) -> None:
    earlier = meeting_folder(節=[{"題名": "推移"}])
    for path in ("発送済み/2022-08-19/公表値.json", "前回/公表値_まえ.json"):
        (earlier / path).parent.mkdir(parents=True)
        (earlier / path).write_text(path, encoding="utf-8")
    found = carried(earlier, tmp_path / "next")
    kept = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "next" / "前回").iterdir()}
    assert kept == {
        f"公表値_{earlier.name}_2022-08-19.json": "発送済み/2022-08-19/公表値.json",
        "公表値_まえ.json": "前回/公表値_まえ.json",
    }
    assert "printed-values-missing" not in codes(found)


def test_statistics_that_were_not_kept_as_mailed_are_said(meeting_folder: Folder, tmp_path: Path) -> None:
    assert "printed-values-missing" in codes(carried(meeting_folder(節=[{"題名": "推移"}]), tmp_path / "next"))
