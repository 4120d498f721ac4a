"""A page as its author wrote it: front matter, blocks, code, headings, links, each with its place."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from coursekit.model.block import RawBlock
from coursekit.model.fence import Fence
from coursekit.model.file import inside, name_of, plain, read_text
from coursekit.model.problem import Place, Problem
from coursekit.model.scanning import Scan
from coursekit.model.text import Heading, Link


@dataclass(frozen=True)
class Source:
    """What stands in one page. Lines count from 1 in the file."""

    path: str
    text: str
    front: dict
    front_places: dict[tuple, Place]
    body_line: int
    """The first line behind the front matter."""
    blocks: tuple[RawBlock, ...]
    fences: tuple[Fence, ...]
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    prose: str
    """The text with everything blanked that is no running text: code, markers, headings, links, questions."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with the text as such."""
    broken: bool = False
    """Whether a problem keeps the page from being read as meant: a marker, a fence, YAML."""

    @cached_property
    def all_blocks(self) -> tuple[RawBlock, ...]:
        """Every block, the nested ones included, in file order."""
        return tuple(inner for outer in self.blocks for inner in outer.walk())

    def place(self, *path: object) -> Place:
        """Where a key of the front matter stands, or the nearest key above it, or line 1."""
        while path and path not in self.front_places:
            path = path[:-1]
        return self.front_places.get(path, Place(1, 1))

    def problem(self, place: Place, what: str, expected: str = "", remedy: str = "") -> Problem:
        """A problem of this page."""
        place = inside(place, self.text)
        return Problem(self.path, place.line, place.col, what, expected, remedy)


def read(path: Path) -> Source:
    """Read a page; what keeps it from being read is a problem of the source, never an exception."""
    text, unreadable = read_text(path)
    found = scan(text, name_of(path))
    if unreadable and not text:
        return replace(found, problems=(unreadable,), broken=True)
    return replace(found, problems=(unreadable, *found.problems)) if unreadable else found


def scan(text: str, path: str) -> Source:
    """Read the text of a page as Python-Markdown with our extensions will."""
    whole = plain(text)
    return Source(path=path, text=whole, **Scan(whole, path).parts())
