from __future__ import annotations

import pytest

from answer_forms import VERSION, form_map, form_meeting
from filled_words import edited, typed
from hostile_answers import BLANK, hostile_answers
from kaigi_docs.read.forms.files import FormsRead, read_forms
from kaigi_docs.read.forms.known import KnownForms
from kaigi_docs.read.preflight import Limits
from kaigi_docs.read.sandbox import Sandbox, SandboxLimits

SMALL = Limits(
    max_bytes=5_000_000,
    max_members=500,
    max_unpacked_bytes=5_000_000,
    ratio_from_bytes=1_000_000,
    max_row=5_000,
    max_column=1_000,
    max_cells=20_000,
)
READ_ALL_THE_SAME = {
    *("open_bookmarks.docx", "equal_paragraphs.docx", "odd_numbers.docx", "macros.docm", "program_inside.docx"),
    *("repeated.odt", "deep_page.eml", "long_body.eml", "long_line.eml", "separators.eml", "dates.eml", "chain.eml"),
    *("formula.csv", "control.txt", "long.txt"),
}
MEETING = form_meeting()


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> FormsRead:
    """All hostile files and a good one at the end, read together."""
    directory = tmp_path_factory.mktemp("hostile")
    (directory / "回答").mkdir()
    (directory / f"{VERSION}.docx").write_bytes(BLANK)
    for name, content in {**hostile_answers(), "～良い.docx": edited(BLANK, typed("Q1/text", "最後まで読めた"))}.items():
        (directory / "回答" / name).write_bytes(content)
    known = KnownForms({VERSION: form_map(MEETING)}, {}, {VERSION: directory / f"{VERSION}.docx"}, frozenset((VERSION,)))
    with Sandbox(SandboxLimits(seconds=15.0, memory_bytes=768 << 20, workers=2)) as sandbox:
        return read_forms(directory, known, MEETING, sandbox, limits=SMALL)


def test_every_file_of_a_hostile_batch_is_accounted_for(batch: FormsRead) -> None:
    assert batch.unaccounted == ()


def test_the_good_file_at_the_end_of_the_batch_is_read(batch: FormsRead) -> None:
    assert [each.text.value for each in batch.forms[-1].values] == ["最後まで読めた"]


def codes_of(batch: FormsRead, path: str) -> set[str]:
    return {each.code for each in batch.findings if each.where is not None and each.where.file.startswith(path)}


def test_a_hostile_file_is_refused_with_a_finding_or_harmless(batch: FormsRead) -> None:
    read = {each.where.file for each in (*batch.forms, *batch.unread)}
    codes = {name: codes_of(batch, f"回答/{name}") for name in hostile_answers()}
    assert {name for name in codes if f"回答/{name}" in read} == READ_ALL_THE_SAME
    assert [name for name, found in codes.items() if not found and name not in READ_ALL_THE_SAME] == []
    assert [name for name, found in codes.items() if "file-timeout" in found] == []


def test_no_message_and_no_name_moves_the_cursor_or_turns_the_direction(batch: FormsRead) -> None:
    shown = [*map(str, batch.findings), *batch.names]
    assert not any(sign in text for text in shown for sign in "\x1b\x07\u202e\r")
