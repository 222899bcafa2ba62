"""添付/ and 差し替え/: which PDF belongs to which 資料."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from pathlib import Path

from kaigi_docs.findings import Finding, Findings, Location, Severity
from kaigi_docs.model.foreign import ForeignPdf
from kaigi_docs.model.meeting import Material, MaterialKind, Meeting
from kaigi_docs.model.numbering import Numbering, number_meeting
from kaigi_docs.read.cells import did_you_mean, listed, nearest
from kaigi_docs.read.foreign_pdf import read_foreign_pdf
from kaigi_docs.read.sandbox import Sandbox

ATTACHMENT_FOLDER = "添付"
REPLACEMENT_FOLDER = "差し替え"
_ENDING = ".pdf"
_SYSTEM_FILES = frozenset({"thumbs.db", "desktop.ini"})
_LONGEST_STEM = 60  # of the files that a build writes
_ALIKE = 75.0  # below, two numbers of 資料 are alike whatever they are
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—―−ー－", "-"))
_BETWEEN = re.compile(r'[\s<>:"/\\|?*＿_]+')
_MARK = "(委員限り)"
_ROW = re.compile(r"[0-9]+$")

ForeignPdfs = dict[str, ForeignPdf]


def foreign_files(directory: Path) -> list[str]:
    """The files in both folders by their path relative to the meeting folder; hidden and temporary ones are left out."""
    return [f"{folder}/{name}" for folder in (ATTACHMENT_FOLDER, REPLACEMENT_FOLDER) for name in _names(directory / folder)]


def read_foreign_files(
    directory: Path, meeting: Meeting, sandbox: Sandbox, told: Iterable[Finding] = ()
) -> tuple[ForeignPdfs, ForeignPdfs, Findings]:
    """The PDFs of 添付 and of 差し替え by id of their 資料, and what is wrong with them.

    Codes beside those of `read_foreign_pdf`: attachment-unnamed, -missing (errors), -alt-missing (a warning), -unused (a note);
    replacement-form (an error), replacement-unknown, -twice (warnings), replacement-used (a note).

    Args:
        directory: the meeting folder.
        meeting: its 資料.
        sandbox: where files are opened.
        told: what was found before: a row whose kind is not known stands as 添付 in a draft, and asks for no file.
    """
    findings = Findings()
    replacements = _read_replacements(directory, meeting, sandbox, findings)
    rows = {_row(each.where) for each in told if each.severity is Severity.ERROR}
    unclear = {each.id for each in meeting.materials if not each.file and each.where is not None and _row(each.where) in rows}
    attachments = _read_attachments(directory, meeting, unclear.union(replacements), sandbox, findings)
    return attachments, replacements, findings


def _row(where: Location | None) -> tuple[str, str | None, str] | None:
    """The row of a cell, None for any other place."""
    number = _ROW.search(where.cell or "") if where is not None else None
    return (where.file, where.sheet, number.group()) if where is not None and number is not None else None


def _names(folder: Path) -> list[str]:
    if not folder.is_dir():
        return []
    names = (path.name for path in folder.iterdir() if path.is_file())
    return sorted(name for name in names if not name.startswith((".", "~$")) and name.lower() not in _SYSTEM_FILES)


def _read_attachments(
    directory: Path, meeting: Meeting, passed_over: Set[str], sandbox: Sandbox, findings: Findings
) -> ForeignPdfs:
    names = _names(directory / ATTACHMENT_FOLDER)
    read: dict[str, ForeignPdf | None] = {}
    found: ForeignPdfs = {}
    for material in (each for each in meeting.materials if each.kind is MaterialKind.ATTACHMENT):
        if material.id in passed_over:
            read.setdefault(_same(material.file.value, names) or "", None)
            continue
        name = _attached(material, names, findings)
        if name is None:
            continue
        if read.get(name) is None:
            read[name], faults = read_foreign_pdf(sandbox, directory / ATTACHMENT_FOLDER / name, f"{ATTACHMENT_FOLDER}/{name}")
            findings.extend(faults)
        if (pdf := read[name]) is not None:
            found[material.id] = pdf
        _check_alt_text(material, findings)
    _report_unused([name for name in names if name not in read], findings)
    return found


def _attached(material: Material, names: Sequence[str], findings: Findings) -> str | None:
    """The name of the file that a 資料 asks for, as it stands in the folder."""
    wanted, where = material.file.value.strip(), material.file.where or material.where
    if not wanted:
        message = f"資料「{material.title}」の種類は「添付」ですが、ファイルの名前が空です。"
        hint = f"PDF を「{ATTACHMENT_FOLDER}」フォルダに入れ、その名前を書いてください。"
        findings.error("attachment-unnamed", where, message, hint)
        return None
    name = _same(wanted, names)
    if name is None:
        message = f"「{ATTACHMENT_FOLDER}」フォルダに「{wanted}」がありません。"
        there = f"入っているのは{listed(names)}です。" if names else "フォルダには何も入っていません。"
        hint = f"{did_you_mean(nearest(wanted, names))}PDF をフォルダに入れるか、ファイルの名前を直してください。"
        findings.error("attachment-missing", where, message + there, hint)
    return name


def _same(wanted: str, names: Sequence[str]) -> str | None:
    """The one file of that name; widths, capitals, forms of kana and a missing ending make no difference."""
    if wanted in names:
        return wanted
    key = _folded(wanted).removesuffix(_ENDING)
    alike = [name for name in names if _folded(name).removesuffix(_ENDING) == key and _folded(name).endswith(_ENDING)]
    return alike[0] if len(alike) == 1 and key else None


def _check_alt_text(material: Material, findings: Findings) -> None:
    if not material.alt_text:
        message = f"添付の資料「{material.title}」に、内容の説明がありません。画面を見られない方には、題名しか伝わりません。"
        hint = "「内容の説明」に、何が何ページにわたって載っているかを書いてください。"
        findings.warn("attachment-alt-missing", material.alt_text.where or material.where, message, hint)


def _report_unused(names: Sequence[str], findings: Findings) -> None:
    for name in names:
        message = "どの資料からも使われていません。"
        hint = "資料に入れるときは、「資料」シートに種類が「添付」の行を足し、この名前を書いてください。"
        findings.note("attachment-unused", Location(f"{ATTACHMENT_FOLDER}/{name}"), message, hint)


def _read_replacements(directory: Path, meeting: Meeting, sandbox: Sandbox, findings: Findings) -> ForeignPdfs:
    numbering = number_meeting(meeting)
    found: ForeignPdfs = {}
    for name in _names(directory / REPLACEMENT_FOLDER):
        path = f"{REPLACEMENT_FOLDER}/{name}"
        material = _replaced(name, meeting, numbering, Location(path), findings)
        if material is None:
            continue
        if material.id in found:
            message = f"資料「{material.title}」を差し替える PDF が二つあります。「{found[material.id].path}」を使います。"
            findings.warn("replacement-twice", Location(path), message, "使わないほうをフォルダから出してください。")
            continue
        pdf, faults = read_foreign_pdf(sandbox, directory / path, path)
        findings.extend(faults)
        if pdf is not None:
            found[material.id] = pdf
            _tell(material, pdf, numbering, findings)
    return found


def _replaced(name: str, meeting: Meeting, numbering: Numbering, where: Location, findings: Findings) -> Material | None:
    """The 資料 that a file names, if it may be replaced."""
    stem, dot, ending = name.rpartition(".")
    names = dict(_material_names(meeting, numbering))
    material = _named(stem, names) if dot and f".{ending.lower()}" == _ENDING else None
    if material is None:
        labels = [numbering.materials[each.id] for each in meeting.materials]
        likely = did_you_mean(nearest(stem, [*labels, *(each.title.value for each in meeting.materials)], _ALIKE))
        message = f"どの資料の差し替えか分かりません。使っていません。この会議の資料は{listed(labels, 20)}です。"
        hint = f"{likely}PDF にして、名前を資料番号か題名（「資料2-1.pdf」など）にしてください。"
        findings.warn("replacement-unknown", where, message, hint)
    elif material.kind is MaterialKind.RESPONSE_FORM:
        message = f"「{material.title}」は差し替えられません。記入欄の位置が変わると、届いた回答を読み取れなくなります。"
        hint = "フォルダから出し、設問や文は会議設定.xlsx で直してください。"
        findings.error("replacement-form", where, message, hint)
        return None
    return material


def _named(stem: str, names: Mapping[str, Material]) -> Material | None:
    key = _key(stem)
    if key in names or len(stem) < _LONGEST_STEM - 1:  # longer names are cut by a build
        return names.get(key)
    return next((material for name, material in names.items() if name.startswith(key)), None)


def _material_names(meeting: Meeting, numbering: Numbering) -> Iterator[tuple[str, Material]]:
    """All that a 資料 may be called, the more particular names last, so that they win."""
    for material in reversed(meeting.materials):
        yield _key(material.title.value), material
    for material in reversed(meeting.materials):
        label = numbering.materials[material.id]
        if material.no:
            yield _key(material.no), material
            yield _key(f"資料{material.no}"), material
            yield _key(f"{label}{material.title}"), material


def _key(name: str) -> str:
    """A name for comparing: NFKC, no blanks, no signs that file names cannot have, one kind of dash, without 「委員限り」."""
    folded = _folded(name).translate(_DASHES)
    return _BETWEEN.sub("", folded).removesuffix(_MARK)


def _folded(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold()


def _tell(material: Material, pdf: ForeignPdf, numbering: Numbering, findings: Findings) -> None:
    label = numbering.materials[material.id]
    as_it_is = "見出し、ページ番号、「委員限り」などの印は足していません。"
    message = f"{label}の代わりに、この PDF（{len(pdf.sheets)}ページ）を入れました。{as_it_is}"
    hint = "元に戻すときは、フォルダから出してください。差し替えている間は、この資料の Word は作りません。"
    findings.note("replacement-used", Location(pdf.path), message, hint)
