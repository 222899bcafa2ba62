"""Kills builds of the sample at random moments and looks at what is left: `make campaign`.

Every second kill falls into the short time in which files are replaced, the others anywhere in the build.

Two versions of the sample are built in turn into one folder, so that every build has something to replace; one Word file
is corrected by a person in between. After each kill: every file is whole (an old or a new one, byte for byte), the person's
file is untouched, and a set that does not match its manifest is reported by the next command.
"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from openpyxl import load_workbook

from kaigi_docs.new import new
from kaigi_docs.outputs import set_mismatch
from kaigi_docs.packet import build

KILLS = 20
SEED = 20220909
PERSONS = b"corrected by a person"


def main() -> None:
    chance = random.Random(SEED)
    with tempfile.TemporaryDirectory() as scratch:
        folders = versions_of_the_sample(Path(scratch))
        whole = [contents(build_once(folder, Path(scratch) / f"whole-{folder.name}")) for folder in folders]
        seconds = time_of(folders[0], Path(scratch) / "timed")
        out = build_once(folders[0], Path(scratch) / "out")
        mine = next((out / "Word").glob("協議*.docx"))
        mine.write_bytes(PERSONS)
        counts = {"unfinished": 0, "complete": 0}
        for number in range(KILLS):
            folder = folders[(number + 1) % 2]
            if number % 2:
                kill_while_replacing(folder, out, chance.uniform(0.0, 0.004))
            else:
                kill_after(folder, out, chance.uniform(0.4, 1.0) * seconds)
            check(out, whole, mine)
            counts["unfinished" if reported(out) else "complete"] += 1
        build_once(folders[0], out)
        check(out, whole, mine)
        assert not reported(out), "a finished build still reports a mismatch"
    print(f"{KILLS} kills (seed {SEED}, a build takes {seconds:.1f} s): {counts}; every file whole, the person's file untouched")


def versions_of_the_sample(scratch: Path) -> list[Path]:
    folders = [scratch / "a" / "mihon", scratch / "b" / "mihon"]
    for folder in folders:
        new(folder, sample=True)
    book = load_workbook(folders[1] / "会議設定.xlsx")
    sheet = book["会議"]
    for row in sheet.iter_rows():
        if row[0].value == "会議名":
            row[1].value = "みほん市の別の協議会"
    book.save(folders[1] / "会議設定.xlsx")
    return folders


def build_once(folder: Path, out: Path) -> Path:
    result = build(folder, out=out)
    assert result.exit_code == 0, result.findings
    return out


def time_of(folder: Path, out: Path) -> float:
    start = time.perf_counter()
    subprocess.run(command(folder, out), check=True, capture_output=True)
    shutil.rmtree(out)
    return time.perf_counter() - start


def command(folder: Path, out: Path) -> list[str]:
    return [sys.executable, "-m", "kaigi_docs", "build", str(folder), "--out", str(out), "--quiet"]


def kill_after(folder: Path, out: Path, seconds: float) -> None:
    process = subprocess.Popen(command(folder, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(seconds)
    process.kill()
    process.wait()


def kill_while_replacing(folder: Path, out: Path, seconds: float) -> None:
    """Kills the build so long after it has announced its files in manifest.next.json."""
    before = announcement(out)
    process = subprocess.Popen(command(folder, out), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and announcement(out) in (before, None):
        time.sleep(0.0002)
    time.sleep(seconds)
    process.kill()
    process.wait()


def announcement(out: Path) -> int | None:
    """Tells one manifest.next.json from another; None while there is none."""
    path = out / "manifest.next.json"
    return path.stat().st_mtime_ns if path.exists() else None


def contents(out: Path) -> dict[str, bytes]:
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*") if path.is_file()}


def check(out: Path, whole: list[dict[str, bytes]], mine: Path) -> None:
    assert mine.read_bytes() == PERSONS, "the person's file was touched"
    aside = mine.stem + "（新）"
    for name, content in contents(out).items():
        if name.endswith(".tmp") or name in ("結果.html", "manifest.json", "manifest.next.json"):
            if name.startswith("manifest"):
                json.loads(content)
            continue
        if out / name == mine:
            continue
        expected = {version.get(name.replace(aside, mine.stem)) for version in whole}
        assert content in expected, f"{name} is neither the old nor the new file"
        assert "（新）" not in name or aside in name, f"{name}: a file of ours was taken for a person's"


def reported(out: Path) -> bool:
    return any(finding.code in ("set-unfinished", "output-missing", "output-changed") for finding in set_mismatch(out))


if __name__ == "__main__":
    main()
