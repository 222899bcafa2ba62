"""判断/要確認.xlsx: rows are added, and nothing that people wrote, moved or put in is ever lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from decision_rows import DEPARTMENTS, QuestionsBook, question
from kaigi_docs.decision_books import BookHeldOpen, add_questions, ensure_writable, start_corrections
from kaigi_docs.errors import ExitCode, OutputFault
from kaigi_docs.model.decisions import NOTHING_DECIDED, Decision, Decisions, OpenQuestion, QuestionKind
from kaigi_docs.model.text import Text
from kaigi_docs.outputs.disk import Disk
from kaigi_docs.read.sandbox import Sandbox

FIRST, SECOND, THIRD = (
    question("一"),
    question("二", QuestionKind.DEPARTMENT, DEPARTMENTS[2]),
    question("三", QuestionKind.RECEIPT),
)


@pytest.fixture(scope="module")
def sandbox() -> Iterator[Sandbox]:
    with Sandbox() as running:
        yield running


@pytest.fixture
def add(tmp_path: Path, sandbox: Sandbox) -> Any:
    """Adds questions to the book of the folder, and says how many rows that made."""

    def run(*questions: OpenQuestion, decisions: Decisions = NOTHING_DECIDED) -> int:
        count, findings = add_questions(tmp_path, questions, decisions, sandbox)
        assert not findings.has_errors, list(findings)
        return count

    return run


def test_the_book_begins_with_the_first_question_and_reads_as_recorded(add: Any, tmp_path: Path) -> None:
    assert add() == 0
    assert not (tmp_path / "判断").exists()
    assert add(SECOND) == 1
    book = QuestionsBook(tmp_path)
    assert [[cell.value for cell in row] for row in book.sheet.iter_rows(min_row=3)] == [
        ["ID", "いま", "種類", "場所", "対象", "確認すること", "画像", "候補", "答え", "確認した人", "確認した日", "備考"],
        [
            SECOND.id,
            "未回答",
            "課",
            "調査票/二.xlsx「調査票」D7",
            "こども家庭課　研修会",
            "二の評価「ほぼ実施」は選択肢にありません。\nこのままでよいですか。",
            None,
            "こども家庭課",
            *[None] * 4,
        ],
    ]
    lists = book.workbook["答えの選択肢"]
    assert (lists.sheet_state, [cell.value for cell in lists[2]][:4]) == ("hidden", [SECOND.id, *DEPARTMENTS])


def test_the_drop_down_looks_the_choices_up_by_the_id_of_its_row(add: Any, tmp_path: Path) -> None:
    add(FIRST)
    (validation,) = QuestionsBook(tmp_path).sheet.data_validations.dataValidation
    assert str(validation.sqref) == "I4:I2003"
    assert "MATCH($A4,'答えの選択肢'!$A:$A,0)" in str(validation.formula1)
    assert not validation.showErrorMessage


def test_new_rows_look_like_the_first_ones(add: Any, tmp_path: Path) -> None:
    add(FIRST, THIRD)
    add(FIRST, THIRD, SECOND, question("四", QuestionKind.RECEIPT))
    book = QuestionsBook(tmp_path)

    def looks(row: int) -> list[int]:
        return [cell.style_id for cell in book.sheet[row]]

    assert looks(6) == looks(4)
    assert looks(7) == looks(5) != looks(4), "the answer is a date"


def test_nothing_new_means_not_a_byte_changes(add: Any, tmp_path: Path) -> None:
    add(FIRST, SECOND)
    path = tmp_path / "判断" / "要確認.xlsx"
    before = (path.read_bytes(), path.stat().st_mtime_ns)
    assert add(FIRST, SECOND) == 0
    assert (path.read_bytes(), path.stat().st_mtime_ns) == before


def test_the_same_questions_give_the_same_bytes(sandbox: Sandbox, tmp_path: Path) -> None:
    contents = []
    for name in ("一回目", "二回目"):
        add_questions(tmp_path / name, [FIRST], NOTHING_DECIDED, sandbox)
        add_questions(tmp_path / name, [FIRST, SECOND], NOTHING_DECIDED, sandbox)
        contents.append((tmp_path / name / "判断" / "要確認.xlsx").read_bytes())
    assert contents[0] == contents[1]


def test_only_our_own_words_say_how_a_question_stands(add: Any, tmp_path: Path) -> None:
    add(FIRST, SECOND, THIRD)
    book = QuestionsBook(tmp_path)
    book.write(book.row(THIRD), "いま", "課長に確認中")
    book.save()
    answered = Decisions(answers={SECOND.id: Decision(question_id=SECOND.id, answer=Text(DEPARTMENTS[0]))})
    add(SECOND, decisions=answered)

    book = QuestionsBook(tmp_path)
    assert [book.value(row, "いま") for row in book.rows()] == ["いまは尋ねていません", "回答済み", "課長に確認中"]
    add(FIRST, SECOND, THIRD)
    assert [QuestionsBook(tmp_path).value(row, "いま") for row in book.rows()] == ["未回答", "未回答", "課長に確認中"]


def test_bytes_are_only_put_in_between(add: Any, tmp_path: Path) -> None:
    """Whatever stands in the book stays, also what no library here knows."""
    add(FIRST)
    path = tmp_path / "判断" / "要確認.xlsx"
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/threadedComments/threadedComment1.xml", b"<ThreadedComments/>")
    before = parts(path)
    add(FIRST, SECOND)
    after = parts(path)
    assert list(after) == list(before)
    changed = [name for name in before if after[name] != before[name]]
    assert changed == ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"]
    for name in changed:
        start, rest = after[name].split(b'<row r="5"' if name == changed[0] else b'<row r="3"', 1)
        assert start + rest.partition(b"</row>")[2] == before[name]


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_rows_go_where_people_left_empty_ones(add: Any, tmp_path: Path) -> None:
    add(FIRST)
    book = QuestionsBook(tmp_path)
    for row in (5, 6, 30):
        book.sheet.cell(row, 3).fill = PatternFill("solid", fgColor="FFFF0000")
    book.sheet.cell(8, 12).value = "ここまで見た"
    book.save()
    add(FIRST, SECOND, THIRD)
    book = QuestionsBook(tmp_path)
    assert book.rows() == [4, 9, 10]
    assert (book.sheet.cell(8, 12).value, book.sheet.cell(30, 3).fill.fgColor.rgb) == ("ここまで見た", "FFFF0000")


@pytest.mark.parametrize("moved", ["renamed", "reordered", "without remarks", "without choices"])
def test_the_sheet_is_found_however_it_was_moved(add: Any, tmp_path: Path, moved: str) -> None:
    add(FIRST)
    book = QuestionsBook(tmp_path)
    if moved == "renamed":
        book.sheet.title = "確認するもの"
    elif moved == "reordered":
        book.workbook.move_sheet("答えの選択肢", -1)
        book.sheet.insert_cols(1, 2)
    elif moved == "without remarks":
        book.sheet.delete_cols(book.column("備考"))
    else:
        del book.workbook["答えの選択肢"]
    book.save()
    assert add(FIRST, SECOND) == 1
    with zipfile.ZipFile(book.path) as archive:
        assert SECOND.id in "".join(archive.read(name).decode() for name in archive.namelist() if "worksheets/" in name)


def test_a_book_without_its_columns_is_left_alone(tmp_path: Path, sandbox: Sandbox) -> None:
    add_questions(tmp_path, [FIRST], NOTHING_DECIDED, sandbox)
    book = QuestionsBook(tmp_path)
    book.sheet.delete_cols(book.column("答え"))
    book.save()
    before = book.path.read_bytes()
    count, findings = add_questions(tmp_path, [FIRST, SECOND], NOTHING_DECIDED, sandbox)
    assert (count, findings.codes()) == (0, ["column-missing", "decisions-not-written"])
    assert book.path.read_bytes() == before


def test_a_broken_book_is_left_alone(tmp_path: Path, sandbox: Sandbox) -> None:
    path = tmp_path / "判断" / "要確認.xlsx"
    path.parent.mkdir()
    path.write_bytes(b"PK broken")
    count, findings = add_questions(tmp_path, [FIRST], NOTHING_DECIDED, sandbox)
    assert (count, findings.codes()) == (0, ["file-unreadable", "decisions-not-written"])
    assert path.read_bytes() == b"PK broken"


def test_what_departments_typed_never_keeps_the_book_from_being_written(add: Any, tmp_path: Path) -> None:
    odd = replace(
        SECOND, found="=1+1\x07\ud800\r\n_x0041_<&>" + "長" * 40_000, proposal="=こども", choices=("=はい", "いいえ\x7f")
    )
    add(FIRST)
    assert add(FIRST, odd) == 1
    assert str(QuestionsBook(tmp_path).value(5, "確認すること")).startswith("=1+1〓〓\n＿x0041_<&>")


@pytest.mark.parametrize("mark", ["~$要確認.xlsx", ".~lock.要確認.xlsx#"])
def test_while_the_book_is_open_elsewhere_nothing_is_written(add: Any, tmp_path: Path, sandbox: Sandbox, mark: str) -> None:
    ensure_writable(tmp_path)
    add(FIRST)
    ensure_writable(tmp_path)
    (tmp_path / "判断" / mark).write_bytes(b"")
    before = (tmp_path / "判断" / "要確認.xlsx").read_bytes()
    for attempt in (lambda: ensure_writable(tmp_path), lambda: add(FIRST, SECOND)):
        with pytest.raises(BookHeldOpen) as caught:
            attempt()
        assert caught.value.exit_code is ExitCode.OUTPUT
    assert (tmp_path / "判断" / "要確認.xlsx").read_bytes() == before


@pytest.mark.parametrize("mark", ["~$修正.xlsx", ".~lock.修正.xlsx#"])
def test_an_open_book_of_corrections_stops_the_run_before_it_begins(tmp_path: Path, mark: str) -> None:
    start_corrections(tmp_path, ())
    (tmp_path / "判断" / mark).write_bytes(b"")
    with pytest.raises(BookHeldOpen, match="判断/修正"):
        ensure_writable(tmp_path)


def test_a_book_that_windows_refuses_to_open_stops_the_run_before_it_begins(
    add: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add(FIRST)

    def refuse(self: Path, mode: str = "r") -> None:
        raise PermissionError(13, f"{self.name} {mode}")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(BookHeldOpen):
        ensure_writable(tmp_path)


class Refusing(Disk):
    """A disk on which another program holds the book, or on which it was changed a moment ago."""

    def __init__(self, *, changed: bool) -> None:
        self._changed = changed

    def read(self, path: Path) -> bytes | None:
        return b"changed" if self._changed else super().read(path)

    def replace(self, source: Path, target: Path) -> None:
        raise PermissionError(13, "held open")


@pytest.mark.parametrize("changed", [True, False])
def test_a_refused_replacement_leaves_the_old_book_and_nothing_else(
    add: Any, tmp_path: Path, sandbox: Sandbox, changed: bool
) -> None:
    add(FIRST)
    folder = tmp_path / "判断"
    before = {path.name: path.read_bytes() for path in folder.iterdir()}
    with pytest.raises(BookHeldOpen):
        add_questions(tmp_path, [FIRST, SECOND], NOTHING_DECIDED, sandbox, Refusing(changed=changed))
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == before


def test_corrections_are_written_empty_and_only_once(tmp_path: Path) -> None:
    assert start_corrections(tmp_path, ())
    path = tmp_path / "判断" / "修正.xlsx"
    path.write_bytes(b"by a person")
    assert not start_corrections(tmp_path, ())
    assert path.read_bytes() == b"by a person"


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "判断").write_bytes(b"")
    with pytest.raises(OutputFault):
        start_corrections(tmp_path, ())


ALL = [question(str(number), kind) for number, kind in enumerate((*list(QuestionKind)[:3], QuestionKind.POINT) * 2)]
_NUMBERS = st.integers(0, 7)
_EDITS = st.one_of(
    st.tuples(st.just("ask"), st.sets(_NUMBERS, min_size=1)),
    st.tuples(st.sampled_from(["answer", "remark", "comment", "delete", "own column"]), _NUMBERS),
    st.tuples(st.sampled_from(["sort", "insert column", "insert row"]), st.just(0)),
)


class Person:
    """Changes the book, and remembers what stands in each row beside its id and いま."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def edit(self, kind: str, number: int) -> None:
        book = QuestionsBook(self.folder)
        row = book.rows()[number % len(book.rows())]
        if kind in ("answer", "remark"):
            book.write(row, "答え" if kind == "answer" else "備考", f"記入{number}")
        elif kind == "comment":
            book.sheet.cell(row, 2).comment = Comment(f"メモ{number}", "見本")
        elif kind == "delete" and len(book.rows()) > 1:
            book.sheet.delete_rows(row)
        elif kind == "own column":
            book.sheet.cell(row, book.sheet.max_column + 1).value = f"=1+{number}"
        elif kind == "sort":
            self._sort(book)
        elif kind == "insert column":
            book.sheet.insert_cols(3)
        elif kind == "insert row":
            book.sheet.insert_rows(book.header_row + 1)
        book.save()

    def _sort(self, book: QuestionsBook) -> None:
        rows = book.rows()
        sheet = book.sheet
        contents = [[(cell.value, cell.comment and cell.comment.text) for cell in sheet[row]] for row in rows]
        for row, content in zip(rows, reversed(contents), strict=True):
            for column, (value, note) in enumerate(content, 1):
                sheet.cell(row, column).value = value
                sheet.cell(row, column).comment = Comment(note, "見本") if note else None

    def remembered(self) -> list[tuple[str, list[Any]]]:
        """Id of each row and what stands in it, but for いま; notes too."""
        if not (self.folder / "判断" / "要確認.xlsx").exists():
            return []
        book = QuestionsBook(self.folder)
        state = book.column("いま")
        return [
            (
                book.value(row, "ID"),
                [
                    (cell.column, cell.column != state and cell.value, cell.comment and cell.comment.text, cell.number_format)
                    for cell in book.sheet[row]
                    if cell.value is not None or cell.comment
                ],
            )
            for row in book.rows()
        ]


@given(st.lists(_EDITS, max_size=8))
@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
def test_whatever_people_do_between_runs_their_cells_stay_and_each_question_has_one_row(
    sandbox: Sandbox, steps: Sequence[tuple[str, Any]]
) -> None:
    with TemporaryDirectory() as name:
        person = Person(Path(name))
        for kind, what in [("ask", {0}), *steps, ("ask", {1, 2})]:
            if kind != "ask":
                person.edit(kind, what)
                continue
            before, asked = person.remembered(), [ALL[number] for number in sorted(what)]
            count, findings = add_questions(Path(name), asked, NOTHING_DECIDED, sandbox)
            after = person.remembered()
            assert not findings.has_errors
            assert after[: len(before)] == before
            ids = [id_ for id_, _ in after]
            assert len(ids) == len(set(ids)) == len(before) + count
            assert {each.id for each in asked} <= set(ids)


def rewritten(path: Path, name: str, change: Callable[[str], str], encoding: str = "utf-8") -> None:
    """Changes the XML of one part."""
    found = parts(path)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for part, content in {**found, name: change(found[name].decode()).encode(encoding)}.items():
            archive.writestr(part, content)
    path.write_bytes(buffer.getvalue())


def without_addresses(xml: str) -> str:
    """Prefixed names, no numbers on rows: what other programs write."""
    for old, new in (("<", "<x:"), ("<x:/", "</x:"), ("<x:?", "<?"), ("xmlns=", "xmlns:x=")):
        xml = xml.replace(old, new)
    return re.sub(r'(<x:row) r="[0-9]+"', r"\1", xml)


def with_a_control(xml: str) -> str:
    """A button's place, which has elements of the same names as rows."""
    return xml.replace("</worksheet>", '<x xmlns="urn:place"><from><col>1</col><row>5</row></from></x></worksheet>')


@pytest.mark.parametrize("change", [without_addresses, with_a_control])
def test_a_sheet_in_another_shape_of_xml_takes_rows_as_well(add: Any, tmp_path: Path, change: Callable[[str], str]) -> None:
    add(FIRST)
    rewritten(tmp_path / "判断" / "要確認.xlsx", "xl/worksheets/sheet1.xml", change)
    assert add(FIRST, SECOND) == 1
    assert QuestionsBook(tmp_path).ids() == [FIRST.id, SECOND.id]


def test_a_sheet_in_another_encoding_is_left_alone(add: Any, tmp_path: Path, sandbox: Sandbox) -> None:
    add(FIRST)
    path = tmp_path / "判断" / "要確認.xlsx"
    rewritten(path, "xl/worksheets/sheet1.xml", lambda xml: xml, "utf-16")
    before = path.read_bytes()
    _, findings = add_questions(tmp_path, [FIRST, SECOND], NOTHING_DECIDED, sandbox)
    assert findings.codes()[-1] == "decisions-not-written"
    assert path.read_bytes() == before
