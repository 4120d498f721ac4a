"""Blocks in the raw text: opened, nested and closed as pymdownx will do it, or a problem."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass, field

from coursekit.model import placed
from coursekit.model.block import RawBlock
from coursekit.model.problem import Fault, Place

OPEN = re.compile(r" {0,3}(/{3,}) *([\w-]+) *(?:\| *(.*?) *)?")
CLOSE = re.compile(r" {0,3}(/{3,}) *")
MARKER = re.compile(
    r"(?P<before> *(?:(?:[-*+>:]|\d+[.)])[ >]*)*)(?P<slashes>/{3,}) *(?P<word>[\w-]*)(?P<rest>.*)"
)
HEADER = re.compile(r" {4,}\S")


@dataclass
class _Open:
    name: str
    argument: str | None
    header: placed.Placed
    line: int
    col: int
    depth: int
    body_line: int
    children: list[RawBlock] = field(default_factory=list)

    def freeze(self, lines: list[str], end: int, closed: bool) -> RawBlock:
        options = {str(name): value for name, value in self.header.value.items()}
        if ("code",) in self.header.raws and self.name == "step":  # a fingerprint may look like a number
            options["code"] = self.header.raws["code",]
        places = {str(path[0]): place for path, place in self.header.places.items() if len(path) == 1}
        body = tuple(lines[self.body_line - 1 : end - 1])
        return RawBlock(
            self.name, self.argument, options, places, body, self.line, self.col, self.depth, self.body_line,
            tuple(self.children), closed, not self.header.faults,
        )  # fmt: skip


class _Reader:
    def __init__(self, lines: list[str], masked: list[str]) -> None:
        self.lines = lines
        self.masked = masked
        self.stack: list[_Open] = []
        self.blocks: list[RawBlock] = []
        self.faults: list[tuple[Place, Fault]] = []
        self.markup: set[int] = set()
        """Lines that are markers or options, not content."""
        self.swallowed: list[int] = []
        """Indexes of faults about blocks that a block with as many slashes has ended."""
        self.displaced = 0
        """Openers that were told to be in a wrong place, and whose closers are not told again."""

    def fault(self, line: int, col: int, what: str, expected: str = "", remedy: str = "") -> None:
        self.faults.append((Place(line, col), Fault(what, expected, remedy)))

    def pop(self, end: int, closed: bool) -> None:
        done = self.stack.pop()
        home = self.stack[-1].children if self.stack else self.blocks
        home.append(done.freeze(self.lines, end, closed))

    def abandon(self, end: int) -> None:
        block = self.stack[-1]
        slashes = "/" * block.depth
        label = f"{block.name} {block.argument or ''}".strip()
        self.fault(block.line, block.col, f"{label} is never closed", f"expected a line {slashes} below it")
        self.pop(end, closed=False)

    def read(self, number: int, text: str) -> None:
        if close := CLOSE.fullmatch(text):
            self.markup.add(number)
            self.close(number, text.index("/") + 1, len(close[1]))
        elif opening := OPEN.fullmatch(text):
            self.markup.add(number)
            self.open(number, text.index("/") + 1, opening)
        elif marker := MARKER.fullmatch(text):
            self.misplaced(number, marker)

    def close(self, number: int, col: int, depth: int) -> None:
        if not self.stack:
            self.stray(number, col, depth)
            return
        if depth not in [block.depth for block in self.stack]:
            inner = self.stack[-1]
            expected = f"expected {'/' * inner.depth} for {inner.name} of line {inner.line}"
            self.fault(number, col, f"{'/' * depth} closes no block", expected)
            depth = inner.depth  # surely meant for it: else its missing closer would be told as well
        while self.stack[-1].depth != depth:
            self.abandon(number)
        self.pop(number, closed=True)

    def stray(self, number: int, col: int, depth: int) -> None:
        """A closer that nothing waits for: the block above it was not left open, but has one in it."""
        if not self.swallowed:
            self.fault(
                number, col, f"{'/' * depth} closes no block", remedy="delete it, or open one above it"
            )
            return
        index = self.swallowed.pop()
        place, fault = self.faults[index]
        what = fault.what.replace(" is never closed", " has a block with as many slashes in it")
        self.faults[index] = place, Fault(what, remedy="give the outer block one slash more, at both ends")

    def open(self, number: int, col: int, match: re.Match) -> None:
        depth = len(match[1])
        while self.stack and self.stack[-1].depth <= depth:
            self.swallowed.append(len(self.faults))
            self.abandon(number)
        if number > 1 and self.masked[number - 2].strip() and number - 1 not in self.markup:
            self.fault(number, col, "a block right under other text", remedy="put an empty line before it")
        header = self.header(number)
        block = _Open(match[2], match[3], header, number, col, depth, number + 1)
        while block.body_line in self.markup and block.body_line <= len(self.lines):
            block.body_line += 1
        self.stack.append(block)

    def header(self, number: int) -> placed.Placed:
        end = number
        while end < len(self.masked) and HEADER.match(self.masked[end]):
            end += 1
        lines = self.masked[number:end]
        self.markup.update(range(number + 1, end + 1))
        if not lines:
            return placed.Placed()
        text = textwrap.dedent("\n".join(lines))
        indent = len(lines[0]) - len(text.split("\n")[0])
        header = placed.load(text, Place(number + 1, indent + 1))
        self.faults += header.faults
        return header

    def misplaced(self, number: int, marker: re.Match) -> None:
        col = marker.start("slashes") + 1
        if not marker["before"].strip(" ") and len(marker["before"]) <= 3:
            words = f"this is not read as a block: {marker[0].strip()}"
            self.fault(number, col, words, "expected /// name | argument")
            self.markup.add(number)
            unread = placed.Placed(faults=(self.faults[-1],))
            self.stack.append(_Open("?", None, unread, number, col, len(marker["slashes"]), number + 1))
        elif marker["word"] or not self.displaced:
            self.displaced += bool(marker["word"])
            words = "a block marker that is indented, or in a list or a quote"
            self.fault(
                number, col, words, "expected it at the left margin", "to show the syntax, use a fence"
            )
        else:
            self.displaced -= 1

    def finish(self) -> None:
        while self.stack:
            self.abandon(len(self.lines) + 1)


def find(
    lines: list[str], masked: list[str]
) -> tuple[tuple[RawBlock, ...], set[int], list[tuple[Place, Fault]]]:
    """Find the blocks; `masked` are the same lines with fences and comments blanked.

    Returns the outer blocks, the numbers of the lines that are markers or options, and the faults.
    """
    reader = _Reader(lines, masked)
    for number, text in enumerate(masked, 1):
        if number not in reader.markup:
            reader.read(number, text)
    reader.finish()
    blocks = tuple(sorted(reader.blocks, key=lambda block: block.line))
    return blocks, reader.markup, reader.faults
