"""The page for authors, cut into its sections and their tables."""

import re
from pathlib import Path

from coursekit.model import catalogue
from coursekit.model.course import Course

DOCS = Path(__file__).parents[2] / "docs"
NAME = "authoring.md"
COURSE = Course.load(DOCS)
PAGE = COURSE.pages[NAME]
TEXT = (DOCS / NAME).read_text("utf-8")
HEAD = re.compile(r"^#{2,4} .*\{#(?P<anchor>[\w-]+)\}$", re.MULTILINE)
SYNTAXES = {name: syntax for name, (syntax, _) in catalogue.BLOCKS.items()}


def section(anchor: str) -> str:
    """The text between the heading of that anchor and the next heading."""
    heads = list(HEAD.finditer(TEXT))
    at = [head["anchor"] for head in heads].index(anchor)
    return TEXT[heads[at].end() : heads[at + 1].start() if at + 1 < len(heads) else None]


def rows(anchor: str) -> dict[str, list[str]]:
    """The table of a section: the first cell of each row, without its quotes, and the others."""
    lines = re.findall(r"^\| (.*) \|$", section(anchor), re.MULTILINE)
    cells = [[cell.strip() for cell in re.split(r" \|(?= |$)", line)] for line in lines[1:]]
    found = {first.strip("`"): others for first, *others in cells}
    assert len(found) == len(cells)
    return found


def named(anchor: str) -> set[str]:
    """All that stands as `code` in a section."""
    return set(re.findall(r"`([^`\n]+)`", section(anchor)))
