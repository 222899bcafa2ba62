"""What the docs say of links, commands and options is there, and every option is told somewhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import click
import pytest

import kaigi_docs
from kaigi_docs.cli import kaigi

CHECKOUT = Path(kaigi_docs.__file__).resolve().parents[2]
DOCS = CHECKOUT / "docs"
PAGES = (CHECKOUT / "README.md", *sorted(DOCS.rglob("*.md")))
BATCHES = sorted((CHECKOUT / ".ci" / "windows" / "batch").rglob("*.bat"))

LARGEST_PICTURE = 60_000
LINK = re.compile(r"\]\(([^()\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CALL = re.compile(r"(?:^|[`「 　\\])kaigi(?:\.bat\")? +([a-z]+)\b([^`」\n]*)", re.MULTILINE)
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


def links(page: Path) -> Iterator[str]:
    """The relative links and pictures of a page, code apart."""
    for target in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
        if not re.match(r"[a-z]+:", target):
            yield unquote(target)


def anchors(page: Path) -> set[str]:
    """The anchors that GitHub gives to the headings of a page."""
    headings = re.findall(r"^#+ +(.+)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {"".join(_anchor_characters(heading.strip().lower())) for heading in headings}


def _anchor_characters(heading: str) -> Iterator[str]:
    for character in heading:
        if character == " ":
            yield "-"
        elif character in "-_" or unicodedata.category(character)[0] in "LNM":
            yield character


def calls(path: Path) -> Iterator[tuple[str, str]]:
    """(command, what stands behind it) of every call of kaigi that a file names."""
    yield from CALL.findall(path.read_text(encoding="utf-8"))


def options_of(command: click.Command) -> set[str]:
    return {name for each in command.params if isinstance(each, click.Option) for name in each.opts if name.startswith("--")}


def relative(path: Path) -> str:
    return path.relative_to(CHECKOUT).as_posix()


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    broken = []
    for link in links(page):
        name, _, anchor = link.partition("#")
        target = (page.parent / name).resolve() if name else page
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)
    assert broken == []


def test_the_index_names_every_page() -> None:
    listed = {(DOCS / link.partition("#")[0]).resolve() for link in links(DOCS / "README.md")}
    assert [relative(page) for page in PAGES[1:] if page.name != "README.md" and page not in listed] == []


def test_the_readme_leads_to_the_index_and_begins_with_the_two_commands() -> None:
    text = (CHECKOUT / "README.md").read_text(encoding="utf-8")
    assert text.index("make packet") < text.index("make test") < text.index("## ")
    assert "docs/README.md" in set(links(CHECKOUT / "README.md"))


@pytest.mark.parametrize("path", [*PAGES, *BATCHES], ids=relative)
def test_every_command_and_option_that_is_named_is_there(path: Path) -> None:
    unknown = []
    for command, rest in calls(path):
        if command not in kaigi.commands:
            unknown.append(command)
            continue
        known = options_of(kaigi.commands[command]) | {"--help"}
        unknown += [f"{command} {option}" for option in OPTION.findall(rest) if option not in known]
    assert unknown == []


@pytest.mark.parametrize("page", PAGES, ids=relative)
def test_every_option_that_is_named_alone_is_one_of_kaigi(page: Path) -> None:
    known = {"--help", "--version"}.union(*(options_of(command) for command in kaigi.commands.values()))
    code = re.findall(r"`([^`\n]+)`", page.read_text(encoding="utf-8"))
    named = {option for words in code for option in OPTION.findall(words)}
    assert named - known == set()


@pytest.mark.parametrize("name", sorted(kaigi.commands))
def test_every_command_and_each_of_its_options_is_told_somewhere(name: str) -> None:
    told = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert f"kaigi {name}" in " ".join(told.split())
    assert [option for option in sorted(options_of(kaigi.commands[name])) if option not in OPTION.findall(told)] == []


def test_pictures_are_small_and_every_one_is_shown() -> None:
    pictures = sorted((DOCS / "images").glob("*.png"))
    shown = {(page.parent / link).resolve() for page in PAGES for link in links(page)}
    assert [relative(picture) for picture in pictures if picture.stat().st_size > LARGEST_PICTURE] == []
    assert [relative(picture) for picture in pictures if picture not in shown] == []
