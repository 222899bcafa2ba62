from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hostile import book_bytes
from hostile_returned import FIXTURES, hostile_files
from kaigi_docs.read.preflight import Limits
from kaigi_docs.read.returned.files import ReturnedFiles, read_returned
from kaigi_docs.read.sandbox import Sandbox, SandboxLimits
from mail_files import letter, outlook

SMALL = Limits(
    max_bytes=8_000_000,
    max_members=500,
    max_unpacked_bytes=5_000_000,
    ratio_from_bytes=1_000_000,
    max_row=5_000,
    max_column=1_000,
    max_cells=20_000,
)
READ_ALL_THE_SAME = {
    *("twice.xlsx", "huge_number.xlsx", "circular.xlsx", "dde.xlsx", "web_call.xlsx", "row_zero.xlsx"),
    *("bad_date.xlsx", "missing_style.xlsx", "deep.xlsx", "deep_styles.xlsx", "wrong_types.xlsx"),
    *("external_link.xlsx", "macros.xlsm", "formula.csv", "deep.ods"),
}


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> ReturnedFiles:
    """All hostile files and a good one at the end, read together."""
    directory = tmp_path_factory.mktemp("hostile")
    (directory / "調査票").mkdir()
    for name, content in hostile_files().items():
        (directory / "調査票" / name).write_bytes(content)
    (directory / "調査票" / "～良い.xlsx").write_bytes(book_bytes(lambda book: book.active.append(["最後まで読めた"])))
    with Sandbox(SandboxLimits(seconds=2.0, memory_bytes=512 << 20, workers=2)) as sandbox:
        return read_returned(directory, sandbox, limits=SMALL)


def test_every_file_of_a_hostile_batch_is_accounted_for(batch: ReturnedFiles) -> None:
    assert batch.unaccounted == ()
    assert batch.seen > len(hostile_files())


def test_the_good_file_at_the_end_of_the_batch_is_read(batch: ReturnedFiles) -> None:
    assert batch.books[-1].grid.sheets[0].cells[2, 1].value == "最後まで読めた"


def codes_of(batch: ReturnedFiles, path: str) -> set[str]:
    return {each.code for each in batch.findings if each.where is not None and each.where.file.startswith(path)}


def test_a_hostile_file_is_refused_with_a_finding_or_harmless(batch: ReturnedFiles) -> None:
    read = {book.file for book in batch.books}
    codes = {name: codes_of(batch, f"調査票/{name}") for name in hostile_files()}
    certain = {name for name in codes if not name.startswith("changed_")}
    assert {name for name in certain if f"調査票/{name}" in read} == READ_ALL_THE_SAME
    assert [name for name, found in codes.items() if not found and f"調査票/{name}" not in read] == []
    assert [name for name, found in codes.items() if "file-timeout" in found] == []


SOUND = {
    **{f"small_book.{ending}": (FIXTURES / f"small_book.{ending}").read_bytes() for ending in ("xls", "ods")},
    "status_sheet.xlsx": (FIXTURES / "status_sheet.xlsx").read_bytes(),
    "返信.eml": letter(("a.xlsx", book_bytes())).as_bytes(),
    "返信.msg": outlook(("a.xlsx", book_bytes())),
}


@given(
    name=st.sampled_from(sorted(SOUND)),
    changes=st.lists(st.tuples(st.integers(0, 1 << 16), st.integers(0, 255)), min_size=1, max_size=4),
    cut=st.none() | st.floats(0.1, 0.99),
)
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_changed_file_is_a_book_or_a_finding(
    returned: Callable[[Mapping[str, bytes]], ReturnedFiles], name: str, changes: list[tuple[int, int]], cut: float | None
) -> None:
    content = bytearray(SOUND[name])
    for position, byte in changes:
        content[position % len(content)] = byte
    whole = content if cut is None else content[: int(len(content) * cut)]
    result = returned({name: bytes(whole)})
    assert result.books or result.findings
