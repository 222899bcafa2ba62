"""Wording to blocks: jinja2 templates in Markdown, and single paragraphs with placeholders such as 〔締切〕.

What an office or its departments wrote never passes through the Markdown parser: values become marks in the
template's output and are put back as Runs with their source, so no character of theirs is ever read as markup.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from types import CodeType
from typing import TYPE_CHECKING, Any

from kaigi_docs.blocks import (
    Anchor,
    Block,
    Heading,
    List,
    ListItem,
    Note,
    Paragraph,
    ParagraphStyle,
    Run,
)
from kaigi_docs.findings import Findings, Location
from kaigi_docs.model.text import Text

if TYPE_CHECKING:
    import jinja2
    from markdown_it.token import Token

PLACEHOLDER = re.compile(r"〔([^〔〕\n]*)〕")
_MARK = re.compile("\ue000([0-9]+)\ue001")
_NOTE_LABELS = ("※", "＊")


@dataclass(frozen=True, slots=True)
class Reference:
    """A cited number with the anchor that it leads to, for instance 「資料３」 and "#S02"."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class BlockSequence:
    """Blocks that a template puts at a place of its own (a line that holds nothing else)."""

    blocks: tuple[Block, ...]


Value = str | Text | Reference | Anchor | BlockSequence
InlineValue = Run | Anchor | BlockSequence


@dataclass(slots=True)
class _Marks:
    """The values of one rendering, each standing in the output as a numbered mark."""

    values: list[Value] = field(default_factory=list)

    def mark(self, value: object) -> object:
        """The mark of a value that people wrote; anything else (a loop's empty string) as it is."""
        if isinstance(value, Text | Reference | Anchor | BlockSequence) or (isinstance(value, str) and value):
            self.values.append(value)
            return f"\ue000{len(self.values) - 1}\ue001"
        return value


def render_template(source: str, shown_as: str, context: Mapping[str, Any]) -> tuple[tuple[Block, ...], Findings]:
    """The blocks of a template, and what is wrong with it (file and line).

    Args:
        source: a jinja2 template whose output is Markdown: headings of level 1 to 3, paragraphs, bullet lists,
            `**strong**`, links; a paragraph that begins with ※ or ＊ is a note.
        shown_as: the template's path in messages.
        context: values (str, Text, Reference, an Anchor in a heading, BlockSequence), lists and functions that return them.
    """
    findings = Findings()
    marks = _Marks()
    markdown = _rendered(source, shown_as, context, marks, findings)
    if markdown is None:
        return (), findings
    return _blocks_of(markdown, marks, Location(shown_as)), findings


def _rendered(source: str, shown_as: str, context: Mapping[str, Any], marks: _Marks, findings: Findings) -> str | None:
    import jinja2

    environment = _environment(marks)
    try:
        code = _compiled(source, shown_as)
        template = jinja2.Template.from_code(environment, code, environment.make_globals(None))
        return template.render(**context)
    except jinja2.TemplateSyntaxError as error:
        findings.error(
            "wording-syntax", Location(shown_as, line=error.lineno), f"文面の書き方に誤りがあります（{error.message}）。"
        )
    except jinja2.UndefinedError as error:
        findings.error(
            "placeholder-unknown",
            Location(shown_as, line=_template_line(error, shown_as)),
            f"文面にない名前が使われています（{error.message}）。",
            "使える名前は docs/wording.md にあります。",
        )
    except UnknownReference as error:
        findings.error("reference-unknown", Location(shown_as, line=_template_line(error, shown_as)), str(error))
    return None


def _environment(marks: _Marks) -> jinja2.Environment:
    """How templates are read; a `finalize` that is passed the context is never applied while compiling, so that marks stay out
    of compiled code."""
    import jinja2

    finalize = jinja2.pass_context(lambda _, value: marks.mark(value))
    return jinja2.Environment(
        undefined=jinja2.StrictUndefined, finalize=finalize, trim_blocks=True, lstrip_blocks=True, autoescape=False
    )


@lru_cache(maxsize=8)
def _compiled(source: str, shown_as: str) -> CodeType:
    """The code of a template, which the letters to single members run again and again."""
    return _environment(_Marks()).compile(source, name=shown_as, filename=shown_as)


class UnknownReference(Exception):
    """A template or text cites an id that the settings book does not have; the message is Japanese."""


def _template_line(error: BaseException, shown_as: str) -> int | None:
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == shown_as]
    return lines[-1] if lines else None


def _blocks_of(markdown: str, marks: _Marks, where: Location) -> tuple[Block, ...]:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").disable(["html_block", "html_inline", "code", "fence", "entity"])
    return tuple(_Builder(parser.parse(markdown), marks, where).blocks())


class _Builder:
    """Walks the flat token list of markdown-it once."""

    def __init__(self, tokens: Sequence[Token], marks: _Marks, where: Location) -> None:
        self._tokens = tokens
        self._marks = marks
        self._where = where
        self._position = 0

    def blocks(self, end: str = "") -> list[Block]:
        """Blocks up to the closing token of the given type."""
        found: list[Block] = []
        while self._position < len(self._tokens):
            token = self._tokens[self._position]
            self._position += 1
            if token.type == end:
                break
            if token.type == "heading_open":
                found.append(self._heading(int(token.tag[1]), self._inline()))
            elif token.type == "paragraph_open":
                found.extend(self._paragraph(self._inline()))
            elif token.type == "bullet_list_open":
                found.append(self._bullet_list())
        return found

    def _inline(self) -> tuple[InlineValue, ...]:
        token = self._tokens[self._position]
        self._position += 2  # the inline token and the closing one
        where = replace(self._where, line=token.map[0] + 1) if token.map else self._where
        return tuple(_runs_of(token.children or [], self._marks, where))

    def _heading(self, level: int, inline: tuple[InlineValue, ...]) -> Heading:
        runs = [run for run in inline if isinstance(run, Run)]
        anchors = [value.id for value in inline if isinstance(value, Anchor)]
        label, rest = _label_of(runs)
        return Heading(anchors[0] if anchors else "", min(level, 3), label, rest)

    def _paragraph(self, inline: tuple[InlineValue, ...]) -> list[Block]:
        if len(inline) == 1 and isinstance(inline[0], BlockSequence):
            return list(inline[0].blocks)
        runs = tuple(run for run in inline if isinstance(run, Run) and run.text)
        if not runs:
            return []
        first = runs[0].text
        if first.startswith(_NOTE_LABELS):
            return [Note(first[0], (replace(runs[0], text=first[1:].lstrip("　 ")), *runs[1:]))]
        return [Paragraph(runs)]

    def _bullet_list(self) -> List:
        items: list[ListItem] = []
        while self._tokens[self._position].type == "list_item_open":
            self._position += 1
            items.append(ListItem("・", tuple(_plain(block) for block in self.blocks("list_item_close"))))
        self._position += 1
        return List(tuple(items))


def _plain(block: Block) -> Block:
    return replace(block, style=ParagraphStyle.PLAIN) if isinstance(block, Paragraph) else block


def _label_of(runs: list[Run]) -> tuple[str, tuple[Run, ...]]:
    """A heading's number, told from its text by the ideographic space between them."""
    whole = "".join(run.text for run in runs)
    label, space, _ = whole.partition("　")
    if not space or len(label) > 12:
        return "", tuple(runs)
    left = len(label) + len(space)
    rest: list[Run] = []
    for run in runs:
        if left >= len(run.text):
            left -= len(run.text)
        else:
            rest.append(replace(run, text=run.text[left:]))
            left = 0
    return label, tuple(rest)


def _runs_of(children: Sequence[Token], marks: _Marks, where: Location) -> list[InlineValue]:
    runs: list[InlineValue] = []
    strong = False
    link: str | None = None
    for child in children:
        if child.type in {"strong_open", "strong_close"}:
            strong = child.type == "strong_open"
        elif child.type in {"link_open", "link_close"}:
            link = str(child.attrs["href"]) if child.type == "link_open" else None
        elif child.type == "hardbreak":
            runs.append(Run("\n", source=where))
        elif child.type in {"text", "code_inline"}:
            runs.extend(_with_values(child.content, marks, Run("", strong, link=link, source=where)))
    return runs


def _with_values(content: str, marks: _Marks, look: Run) -> list[InlineValue]:
    runs: list[InlineValue] = []
    for position, part in enumerate(_MARK.split(content)):
        if position % 2 == 0:
            if part:
                runs.append(replace(look, text=part))
            continue
        value = marks.values[int(part)]
        if isinstance(value, Anchor | BlockSequence):
            runs.append(value)
        else:
            runs.append(run_of(value, look))
    return runs


def run_of(value: str | Text | Reference, look: Run) -> Run:
    """A value as a Run of the given look; a Text brings its source, a Reference its link."""
    if isinstance(value, Reference):
        return replace(look, text=value.text, link=value.target or None)
    if isinstance(value, Text):
        return replace(look, text=value.value, source=value.where)
    return replace(look, text=value)


def fill_placeholders(
    text: Text, resolve: Callable[[str], str | Text | Reference | None], known: Sequence[str], findings: Findings
) -> tuple[Run, ...]:
    """The runs of a paragraph whose placeholders are replaced; each unknown one is a finding with its cell, and stays.

    Args:
        text: as typed, with placeholders such as 〔締切〕 or 〔資料:S02〕.
        resolve: the value of a placeholder's name, or None.
        known: names to propose when one is unknown.
        findings: receives `placeholder-unknown`, `reference-unknown` and `placeholder-empty` (a warning).
    """
    look = Run("", source=text.where)
    runs: list[Run] = []
    for position, part in enumerate(PLACEHOLDER.split(text.value)):
        if position % 2 == 0:
            if part:
                runs.append(replace(look, text=part))
            continue
        try:
            value = resolve(part)
        except UnknownReference as error:
            findings.error("reference-unknown", text.where, str(error))
            runs.append(replace(look, text=f"〔{part}〕"))
            continue
        if value is None:
            findings.error(
                "placeholder-unknown",
                text.where,
                f"差し込み〔{part}〕は使えません。",
                f"{_nearest(part, known)}ふつうの括弧として使うときは（ ）か［ ］にしてください。",
            )
            runs.append(replace(look, text=f"〔{part}〕"))
        else:
            if isinstance(value, Text) and not value:
                hint = "「会議」シートに書くか、この差し込みを消してください。"
                findings.warn("placeholder-empty", text.where, f"差し込み〔{part}〕に入るものがなく、何も印刷しません。", hint)
            runs.append(run_of(value, look))
    return tuple(run for run in runs if run.text)


def _nearest(name: str, known: Sequence[str]) -> str:
    from rapidfuzz import process

    match = process.extractOne(name, known, score_cutoff=50)
    listed = "".join(f"〔{entry}〕" for entry in known)
    return f"〔{match[0]}〕のことですか。" if match else f"使えるもの: {listed}。"
