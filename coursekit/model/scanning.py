"""Read a page stage by stage: front matter, fences, comments, blocks, headings, links, prose."""

from __future__ import annotations

import re

from coursekit.model import fence, nesting, placed, text, traps
from coursekit.model.block import RawBlock
from coursekit.model.fence import Fence
from coursekit.model.file import inside
from coursekit.model.problem import Fault, Place, Problem
from coursekit.model.text import Heading, Link

MARKDOWN = ("walkthrough", "step", "faq", "exercise")
"""Blocks whose bodies are Markdown; the others are read by rules of their own."""
FRONT = re.compile(r"-{3}[ \t]*\n(.*?\n)(?:-{3}|\.{3})[ \t]*\n", re.DOTALL)  # as MkDocs reads it


class Scan:
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
        place = inside(place, self.whole)
        self.problems.append(
            Problem(self.path, place.line, place.col, fault.what, fault.expected, fault.remedy)
        )

    def parts(self) -> dict:
        """Return what a Source is made of, but for its path and text."""
        front, body_line = self.front()
        fences = self.fences(body_line)
        self.comments()
        blocks, markup, faults = nesting.find(self.raw, self.lines)
        for place, fault in faults:
            self.problem(place, fault)
        self.hide(markup)
        self.lines = text.mask_indented(self.lines)
        headings = self.headings(blocks)
        self.traps(fences, blocks)
        masked = text.mask_spans("\n".join(self.lines))
        links = tuple(sorted(text.links(masked), key=lambda link: link.start))
        return {
            "front": front.value,
            "front_places": front.places,
            "body_line": body_line,
            "blocks": blocks,
            "fences": tuple(fences),
            "headings": tuple(headings),
            "links": links,
            "prose": self.prose(masked, blocks, headings, links),
            "problems": tuple(sorted(self.problems)),
            "broken": self.broken,
        }

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
        for one in fences:  # a list right under code is no list either
            outside[one.last - 1] = one.marker
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


def _every(blocks: tuple[RawBlock, ...]) -> list[RawBlock]:
    return [inner for outer in blocks for inner in outer.walk()]
