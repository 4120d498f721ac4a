"""A page as its author wrote it: front matter, blocks, code, headings, links, each with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

from coursekit.model import block, fence, placed, text, traps
from coursekit.model.block import RawBlock
from coursekit.model.fence import Fence
from coursekit.model.file import name_of, plain, read_text
from coursekit.model.problem import Fault, Place, Problem
from coursekit.model.text import Heading, Link

MARKDOWN = ("walkthrough", "step", "faq")
"""Blocks whose bodies are Markdown; the others are read by rules of their own."""
FRONT = re.compile(r"-{3}[ \t]*\n((?:.*\n)*?)(?:-{3}|\.{3})[ \t]*(?:\n|$)")


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
        return tuple(_every(self.blocks))

    def place(self, *path: object) -> Place:
        """Where a key of the front matter stands, or the nearest key above it, or line 1."""
        while path and path not in self.front_places:
            path = path[:-1]
        return self.front_places.get(path, Place(1, 1))

    def problem(self, place: Place, what: str, expected: str = "", remedy: str = "") -> Problem:
        """A problem of this page."""
        place = _inside(place, self.text)
        return Problem(self.path, place.line, place.col, what, expected, remedy)


def read(path: Path) -> Source:
    """Read a page; what keeps it from being read is a problem of the source, never an exception."""
    text_, unreadable = read_text(path)
    found = scan(text_, name_of(path))
    if unreadable and not text_:
        return replace(found, problems=(unreadable,), broken=True)
    return replace(found, problems=(unreadable, *found.problems)) if unreadable else found


def scan(text_: str, path: str) -> Source:
    """Read the text of a page as Python-Markdown with our extensions will."""
    return _Scan(plain(text_), path).source()


class _Scan:
    """Blanks in `lines`, stage after stage, what later stages must not see."""

    def __init__(self, whole: str, path: str) -> None:
        self.whole = whole
        self.path = path
        self.problems: list[Problem] = []
        self.broken = False
        self.lines = [line.expandtabs(4).rstrip(" ") for line in whole.split("\n")]
        self.raw = list(self.lines)

    def problem(self, place: Place, fault: Fault, breaks: bool = True) -> None:
        self.broken = self.broken or breaks
        place = _inside(place, self.whole)
        self.problems.append(
            Problem(self.path, place.line, place.col, fault.what, fault.expected, fault.remedy)
        )

    def source(self) -> Source:
        front, body_line = self.front()
        fences = self.fences(body_line)
        self.comments()
        blocks, markup, faults = block.find(self.raw, self.lines)
        for place, fault in faults:
            self.problem(place, fault)
        self.hide(markup)
        self.lines = text.mask_indented(self.lines)
        headings = self.headings(blocks)
        self.traps(fences, blocks)
        masked = text.mask_spans("\n".join(self.lines))
        links = tuple(sorted(text.links(masked), key=lambda link: link.start))
        return Source(
            path=self.path,
            text=self.whole,
            front=front.value,
            front_places=front.places,
            body_line=body_line,
            blocks=blocks,
            fences=tuple(fences),
            headings=tuple(headings),
            links=links,
            prose=self.prose(masked, blocks, headings, links),
            problems=tuple(sorted(self.problems)),
            broken=self.broken,
        )

    def hide(self, numbers: set[int]) -> None:
        for number in numbers:
            self.lines[number - 1] = ""

    def front(self) -> tuple[placed.Placed, int]:
        match = FRONT.match(self.whole)
        if not match:
            opened = self.whole.startswith("---")
            what = "the front matter is never closed" if opened else "no front matter"
            self.problem(
                Place(1), Fault(what, "expected --- on the first line, title: and description:, then ---")
            )
            return placed.Placed(), 1
        front = placed.load(match[1], Place(2))
        for place, fault in front.faults:
            self.problem(place, fault)
        last = match[0].rstrip("\n").count("\n") + 1
        self.hide(set(range(1, last + 1)))
        return front, last + 1

    def fences(self, first: int) -> list[Fence]:
        fences, faults = fence.find(self.lines[first - 1 :], first)
        for fault in faults:
            self.problem(Place(fault.line, fault.col), fault)
        for found in fences:
            self.hide(set(range(found.line, found.last + 1)))
        return fences

    def comments(self) -> None:
        joined = "\n".join(self.lines)
        for match in list(re.finditer(r"^ {0,3}<!--(?s:.*?)(-->|\Z)", joined, re.M)):
            if not match[1]:
                line = joined.count("\n", 0, match.start()) + 1
                self.problem(Place(line), Fault("this comment is never closed", "expected --> below it"))
            joined = joined[: match.start()] + text.blank(match) + joined[match.end() :]
        self.lines = [line.rstrip(" ") for line in joined.split("\n")]

    def outside(self, blocks: tuple[RawBlock, ...]) -> list[str]:
        """The lines without those that are read by rules of their own."""
        lines = list(self.lines)
        for one in _every(blocks):
            if one.name not in MARKDOWN:
                lines[one.body_line - 1 : one.last - 1] = [""] * len(one.lines)
        return lines

    def headings(self, blocks: tuple[RawBlock, ...]) -> list[Heading]:
        taken = {str(one.options.get("id", one.argument)) for one in _every(blocks)}
        headings = text.heading_ids(self.outside(blocks), 1, taken)
        for heading in headings:
            for one in _every(blocks):
                if one.line < heading.line < one.last and one.closed and one.name != "walkthrough":
                    fault = Fault(f"a heading inside {one.label}", remedy="use bold text")
                    self.problem(Place(heading.line), fault, breaks=False)
        return headings

    def traps(self, fences: list[Fence], blocks: tuple[RawBlock, ...]) -> None:
        code = {number for one in fences for number in range(one.line, one.last + 1)}
        outside = self.outside(blocks)
        for place, fault in traps.tag_faults(text.mask_spans("\n".join(outside))):
            self.problem(place, fault)
        found = [*traps.raw_faults(self.whole, code), *traps.line_faults(outside)]
        if not self.broken:  # a definition may be in what an open comment or fence has swallowed
            found += traps.note_faults(text.mask_spans("\n".join(self.lines)))
        for place, fault in found:
            self.problem(place, fault, breaks=False)

    def prose(self, masked: str, blocks: tuple, headings: list[Heading], links: tuple[Link, ...]) -> str:
        for link in links:
            hidden = re.sub(r"[^\n]", " ", masked[link.start : link.end])
            masked = masked[: link.start] + hidden + masked[link.end :]
        lines = masked.split("\n")
        for heading in headings:
            lines[heading.line - 1] = ""
        for one in _every(blocks):
            if one.name == "quiz":
                lines[one.body_line - 1 : one.last - 1] = [""] * len(one.lines)
        return "\n".join(lines)


def _inside(place: Place, whole: str) -> Place:
    """Keep a place in its file: expanded tabs push columns to the right, some blocks end behind its end."""
    lines = whole.split("\n")
    line = min(place.line, len(lines))
    return Place(line, min(place.col, len(lines[line - 1]) + 1))


def _every(blocks: tuple[RawBlock, ...]) -> list[RawBlock]:
    return [inner for outer in blocks for inner in outer.walk()]
